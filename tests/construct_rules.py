"""Which numbered rule of the language each construct of the grammar belongs to.

What is not named here belongs to the rule of that in which it stands.
"""

from __future__ import annotations

_NAMES = {
    "T2": "zone",
    "T4": "exact_or_calendar_length business_length",
    "T5": """
        calendar open_hours closed_holidays closed_dates closed_file open_dates whenever_any whenever_all
        whenever_without chosen_calendar
    """,
    "T6": "end_of_full_day",
    "T7": "hours",
    "T8": """
        commitment_period plain_period fiscal_period billing_cycle subscription_year rolling_period judged_over
        partial_period
    """,
    "O1": "watch_outages severities degree",
    "O2": "watch_probes watch_probe_slots probe_hold",
    "O3": "watch_counts of_class",
    "O5": "unobserved",
    "O8": "reported reported_by reported_by_any reported_by_all first_reported",
    "D1": "all_failed share_failed least_requests uneven_counts explained",
    "D3": """
        service combine_any combine_all combine_some combine_each part_noun__component part_noun__resource
        weighted_by_degree weighted_by_attribute weighted_by_shares only_resources grouped_by only_while other_time
    """,
    "D4": "only_components only_caused_by",
    "D5": "shortest_run",
    "D6": "exact_granularity slot_granularity run_granularity",
    "D7": """
        basis whole_period period_less_excluded calendar_hours measured_by class_scores empty_slot empty_measure
        availability_rounding
    """,
    "X1": "outages_excluded tickets_excluded causes caused_by",
    "X2": """
        exclusion maintenance_excluded recurring_excluded notice allowed_hours allowed_calendar longest most_windows
        total approval
    """,
    "X3": "nothing_excluded consequence__void consequence__excess consequence__covenant approval_lifts",
    "C1": """
        commitment availability_target downtime_target outages_target good_target bad_target value_target no_target
        warning comparison__at_least comparison__more_than comparison__at_most comparison__less_than attribute_is
    """,
    "C2": """
        credit credit_row missed_target limits limit the_target bound__below bound__at_most bound__above
        bound__at_least rows_need_miss rows_stand_alone overlap_rule
    """,
    "C3": """
        percent_award parameter_award flat_award unavailable_share shortfall time_lost slot_fees service_days points
        each_downtime service_day repeats
    """,
    "C4": "base money money_rounding",
    "C5": """
        cap floor share_of_base share_of_charges parameter_amount least_payable_from least_payable_above joint
        credits_add_up highest_credit point_worth joint_cap
    """,
    "C6": """
        given_automatically given_at_discretion given_on_claim given_in_steps claim_step precondition used_downtime
        claim_includes
    """,
    "S1": "clock",
    "S2": "severity_change reopening pauses never_pauses automatic_reply later_stage",
    "S3": "by_next_fact",
    "S4": "duty",
    "S5": "share",
    "S6": "belongs_to each_day each_unit first_day last_day accrues_at_most accrues_without_limit several_at_once rate_of",
    "R1": "right",
    "P1": "agreement prose",
    "P2": "parameter where otherwise yes_no__yes yes_no__no",
    "P3": "use replaces throughout",
    "P4": "scenario civil_moment exact_moment",
    "P6": "ambiguity reading qualifiers",
}

RULES = {number: tuple(names.split()) for number, names in _NAMES.items()}
"""By number: the constructs that the rule is about."""
