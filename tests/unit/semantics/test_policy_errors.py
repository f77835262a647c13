"""One place of a complete policy is wrong: the error has its code, its rule, and a next step in plain words."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from sample import COMPLETE, changed, errors

import slalang.semantics

WRONG = [
    # code, what is replaced, by what, words of the title, words of the hint
    ("zone-missing", "  zone Europe/London;\n", "", "in which zone", "`zone Europe/London`"),
    ("unknown-zone", "zone Europe/London", "zone Europe/Londn", "`Europe/Londn`", "`Europe/London`"),
    ("zone-abbreviation", "zone Europe/London", "zone PST", "`PST`", "`America/Los_Angeles`"),
    ("zone-abbreviation", "zone Europe/London", "zone PST", "`PST`", "`UTC-08:00`"),
    ("said-twice", "currency GBP;", "currency GBP; currency GBP;", "its currency twice", "under reading"),
    ("said-twice", "zone Europe/London;", "zone Europe/London; zone UTC;", "its zone twice", "keep one"),
    ("said-twice", "per calendar month;", "per calendar month; per day;", "its period twice", "keep one"),
    ("said-twice", "counted exactly", "counted exactly; counted exactly", "throughout", "keep one"),
    ("said-twice", "money rounded half up;", "money rounded half up; money rounded up;", "twice", "keep"),
    ("said-twice", '"basic", "enterprise"', '"basic", "enterprise", "basic"', '"basic" twice', "leave"),
    ("currency-missing", "  currency GBP;\n", "", "no currency", "`currency GBP`"),
    ("currency-mixed", "capped at GBP 1,000", "capped at EUR 1,000", "EUR", "GBP"),
    ("in-force-reversed", "until 2026-12-31", "until 2024-12-31", "2024-12-31", "exchange"),
    ("declared-twice", "clauses 1, 2, 3", "clauses 1, 1, 2, 3", "clause 1 is listed twice", "once"),
    ("declared-twice", "calendar saturdays", "calendar weekdays", "calendar `weekdays`", "another name"),
    ("declared-twice", "exclusion planned", "exclusion causes_of_others", "exclusion `causes", "another"),
    ("declared-twice", "components portal, api", "components portal, portal", "`portal`", "another name"),
    ("declared-twice", "third_party.\n\nparam", "customer.\n\nparam", "cause `customer`", "another name"),
    ("unknown-clause", "fee: an amount;", "fee (clause 7): an amount;", "no clause 7", "clauses"),
    ("unknown-name", "commitment uptime of platform", "commitment uptime of platfrm", "service", "`platform`"),
    ("unknown-name", "whenever weekdays or", "whenever weekday or", "calendar `weekday`", "`weekdays`"),
    ("unknown-name", "3 business days of weekdays", "3 business days of workdays", "calendar", "weekdays"),
    ("unknown-name", "earns penalty", "earns penalti", "parameter `penalti`", "`penalty`"),
    ("unknown-name", 'where plan is "enterprise"', 'where plam is "enterprise"', "parameter", "`plan`"),
    ("unknown-name", "caused by customer.network or", "caused by customer.netwrk or", "kind of cause",
     "`customer.network`"),
    ("unknown-name", "or third_party.", "or thirdparty.", "cause `thirdparty`", "`third_party`"),
    ("remedy-without-commitment", "credit for uptime", "credit for uptme", "commitment `uptme`", "`uptime`"),
    ("remedy-without-commitment", "when uptime is missed in 3", "when upptime is missed in 3", "commitment", "`uptime`"),
    ("unknown-name", "exclusion planned (", "exclusion planned from uptyme (", "commitment", "`uptime`"),
    ("unknown-name", '"scheduled";', '"scheduled"; only for components portel;', "component", "`portal`"),
    ("unknown-kind", '"scheduled";', '"schedule";', "kind of maintenance `schedule`", "`scheduled`"),
    ("unknown-reading", "per calendar month;", "per calendar month under reading odd;", "`odd`", "declare"),
    ("calendar-circle", "saturdays: Saturday 10:00-14:00", "saturdays: whenever all_hours or weekdays is open",
     "circle", "without"),
    ("calendar-mixed", "weekdays or saturdays is open", "weekdays or saturdays is open; Sunday all day",
     "of its own", "combine"),
    ("unknown-holidays", 'holidays of "GB-ENG"', 'holidays of "GB-ENX"', "`GB-ENX`", '"GB-ENG"'),
    ("unknown-holidays", 'holidays of "GB-ENG"', 'holidays of "UK"', "`UK`", '"GB"'),
    ("holidays-where", 'holidays of "GB-ENG"', 'holidays of "GB"', "`GB` differ", "nationwide"),
    ("holidays-where", 'holidays of "GB-ENG"', 'holidays of "GB"', "`GB` differ", '"GB-ENG"'),
    ("holidays-nationwide", '"GB-ENG"', '"GB-ENG" nationwide', "part of a country", '"GB" nationwide'),
    ("period-missing", "  per calendar month;\n", "", "per which period", "`per calendar month`"),
    ("target-missing", '  available at least 99.95% where plan is "enterprise";\n'
     "  available at least 99.9% otherwise;\n", "", "promises nothing", "`available at least 99.9%`"),
    ("target-order", '99.95% where plan is "enterprise"', "99.95%", "never govern", "at the end"),
    ("target-order", '99.95% where plan is "enterprise"', "99.95% otherwise", "`otherwise`", "at the end"),
    ("percent-out-of-range", "99.9% otherwise", "199.9% otherwise", "199.9%", "check"),
    ("percent-out-of-range", "99.9% otherwise", "0% otherwise", "above 0%", "check"),
    ("percent-out-of-range", "at least 99.9% otherwise", "more than 100% otherwise", "100%", "at least"),
    ("percent-out-of-range", "at least 99% earns", "at least 109% earns", "109%", "at most 100%"),
    ("parameter-value", 'plan is "enterprise"', 'plan is "enterprize"', "enterprize", '"enterprise"'),
    ("parameter-value", 'plan is "enterprise"', "plan is yes", "one of", '"enterprise"'),
    ("parameter-value", 'default "basic"', 'default "gold"', "gold", '"enterprise"'),
    ("parameter-value", "default GBP 100", "default 100%", "an amount", "sum"),
    ("parameter-type", "earns penalty", "earns plan", "`plan` is one of", "declare"),
    ("parameter-type", "capped at 50% of the base", "capped at penalty", "an amount", "declare"),
    ("number-not-whole", "2 failed in a row", "2.5 failed in a row", "whole number", "write 2"),
    ("number-out-of-range", "2 failed in a row", "0 failed in a row", "between 1", "check"),
    ("number-out-of-range", "of degree at least 0.5", "of degree at least 5", "degree", "0.5"),
    ("number-out-of-range", "at least 2 locations", "at least 0 locations", "locations", "check"),
    ("number-out-of-range", "2 windows per", "0 windows per", "windows", "check"),
    ("number-out-of-range", "any component is down", "at least 3 components are down", "between 1 and 2", "check"),
    ("length-zero", "at most 4 hours each", "at most 0 hours each", "nothing", "leave the phrase out"),
    ("length-not-exact", "at most 4 hours each", "at most 1 day each", "1 day", "`24 hours`"),
    ("length-not-exact", "at most 8 hours per", "at most 2 business hours of weekdays per", "business", "hours"),
    ("length-not-exact", "shorter than 5 minutes", "shorter than 1 month", "1 month", "in hours"),
    ("length-unit", "3 business days of", "3 business weeks of", "3 business weeks", "15 business days"),
    ("length-too-long", "on 30 days notice", "on 999999999 days notice", "100 years", "check"),
    ("length-unit", "periods within 12 months", "periods within 9 business days of weekdays", "business", "12"),
    ("rolling-step", "per rolling 30 days,", "per rolling 30 days every 1 day ending 2025-01-31,", "steps",
     "rolling 30 days"),
    ("rolling-step", "per calendar month;", "per rolling 30 days;", "step", "every 1 day"),
    ("rolling-unit", "per calendar month;", "per rolling 30 hours every 1 day ending 2025-01-31;", "days", "in days"),
    ("cycle-unit", "per calendar month;", "per billing cycle of 30 days;", "months", "1 month"),
    ("no-such-day", "per calendar month;", "per billing cycle of 1 month from the 32nd;", "no month", "31st"),
    ("judged-over", "per calendar month;", "per calendar month; judged over the day that holds it;", "longer",
     "calendar quarter"),
    ("unobserved-without-probes", "  watched by probes, 2 failed in a row from at least 2 locations;\n", "",
     "unobserved", "leave the phrase out"),
    ("no-components", "service platform: components portal, api.", "service platform: no components.",
     "no components", "leave the phrase out"),
    ("exclusion-subject", '  maintenance of kind "scheduled";\n', "", "what is excluded", "`maintenance of kind"),
    ("exclusion-subject", '"scheduled";', '"scheduled"; outages caused by third_party;', "and of windows", "two"),
    ("all-outages", "outages caused by customer.network or third_party", "outages", "every", "caused by"),
    ("condition-without-windows", "or third_party.", "or third_party; at most 1 hour each, otherwise void.",
     "stands in an exclusion of outages", "leave it out"),
    ("condition-on-recurring", 'maintenance of kind "scheduled"', "recurring on Sunday 01:00-05:00",
     "neither announced", "maintenance of kind"),
    ("consequence-impossible", "of weekdays before, otherwise void", "of weekdays before, otherwise the excess counts",
     "kept or it is not", "otherwise void"),
    ("consequence-impossible", "it starts, otherwise void", "it starts, otherwise the excess counts",
     "given or it is not", "otherwise void"),
    ("lifted-without-condition", "  inside Sunday 01:00-05:00, otherwise the excess counts;\n", "", "the hours",
     "leave `the hours` out"),
    ("rows-missing", "  below the target and at least 99% earns 5%;\n  below 99% earns penalty;\n", "",
     "earns nothing", "a missed target earns 5%"),
    ("bracket-empty", "below the target and at least 99%", "below 97% and above 98%", "below 97% and above 98%",
     "wrong way round"),
    ("bracket-limits", "below the target and at least 99%", "below the target and at most 99%",
     "two upper limits", "from a lower limit"),
    ("base-missing", '  of the charges of the period in category "recurring";\n', "", "of what", "of the charges"),
    ("number-out-of-range", "below 99% earns penalty", "below 99% earns 0 times the fee for the time lost",
     "nothing", "1 times"),
    ("said-twice", "owed only above GBP 0.50;", "owed only above GBP 1; given without a claim;", "how it is given",
     "keep one"),
    ("claim-order", ' where plan is "basic";\n  given on', ";\n  given on", "without a condition", "at the end"),
    ("number-out-of-range", "the end of the second calendar", "the end of the last calendar", "no such period",
     "`second`"),
    ("misses-above-periods", "4 of any 12", "14 of any 12", "14 of any 12", "exchange"),
    ("number-out-of-range", "in 3 consecutive", "in 0 consecutive", "missed periods", "check"),
]  # fmt: skip

WHOLE = [
    ("agreement-missing", "causes: customer.", "agreement", "begin"),
    ("commitment-missing", 'agreement "A": zone UTC.', "promises nothing", "commitment"),
    ("ground-missing", COMPLETE + "right other: prepaid fees refunded pro rata.", "gives rise", "when uptime"),
    ("one-reading", COMPLETE + 'ambiguity a: reading b governs because "c".', "one reading", "add the other"),
    (
        "ambiguity-under-reading",
        COMPLETE
        + 'ambiguity a: reading b governs because "c"; reading d because "e".'
        + 'ambiguity f under reading b: reading g governs because "c"; reading h because "e".',
        "stands under a reading",
        "leave it out",
    ),
    (
        "declared-twice",
        COMPLETE
        + 'ambiguity a: reading b governs because "c"; reading d because "e".'
        + 'ambiguity f: reading b governs because "c"; reading h because "e".',
        "reading `b`",
        "another name",
    ),
    (
        "said-twice",
        COMPLETE + 'ambiguity a: reading b governs because "c"; reading d governs because "e".',
        "governs twice",
        "exactly one",
    ),
    ("agreement-twice", COMPLETE + 'agreement "Other": zone UTC.', "twice", "one agreement"),
    ("declared-twice", COMPLETE + "credit for uptime: given at discretion.", "credit for", "leave it out"),
    (
        "target-not-share",
        changed("available at least 99.9% otherwise", "down at most 4 hours otherwise"),
        "`the target`",
        "in one way",
    ),
    (
        "contents-without-claim",
        COMPLETE.replace("given on a claim within 30 days after the end of the period where", "[")
        .replace('[ plan is "basic";\n', "")
        .replace("given on a claim by the end of the second", "[")
        .replace("[ calendar month after the one that holds it;", "given at discretion;"),
        "asks for no claim",
        "leave the contents out",
    ),
    ("too-much", COMPLETE + _many, "combines more than 100", "directly")
    if (
        _many := "".join(
            f"calendar c{i}: whenever {f'c{i - 1}' if i else 'weekdays'} or {f'c{i - 1}' if i else 'saturdays'} is open.\n"
            for i in range(8)
        )
    )
    else (),
]


@pytest.mark.parametrize(("code", "old", "new", "title", "hint"), WRONG)
def test_an_error_has_its_code_and_a_next_step(code: str, old: str, new: str, title: str, hint: str) -> None:
    found = [d for d in errors(changed(old, new)) if d.code == code]
    assert found, errors(changed(old, new))
    assert any(title in d.title for d in found), found
    assert any(hint in d.hint for d in found), found


@pytest.mark.parametrize(("code", "text", "title", "hint"), WHOLE)
def test_an_error_of_the_whole_policy(code: str, text: str, title: str, hint: str) -> None:
    found = [d for d in errors(text) if d.code == code]
    assert found, errors(text)
    assert any(title in d.title and hint in d.hint for d in found), found


def test_the_rule_and_its_clause_stand_in_the_error() -> None:
    found = errors(changed("at most 4 hours each", "at most 1 day each"))
    assert [d.clause for d in found] == ["exclusion planned (clause 4)"]


def test_something_said_twice_names_both_places() -> None:
    text = changed("per calendar month;", "per calendar month;\n  per day;")
    (found,) = errors(text)
    line = text[: text.index("per calendar month;")].count("\n") + 1
    assert f"folder/policy.sla, line {line}" in found.text
    assert found.span is not None
    assert found.span.line == line + 1


def test_all_errors_are_found_in_one_run() -> None:
    text = changed("per calendar month;", "")
    text = changed("earns penalty", "earns penalti", text)
    text = changed("on 30 days notice", "on 0 days notice", text)
    assert {d.code for d in errors(text)} == {"period-missing", "unknown-name", "length-zero"}


def test_a_declaration_in_error_is_said_once_and_not_again_where_it_is_used() -> None:
    found = errors(changed('holidays of "GB-ENG"', 'holidays of "ZZ"'))
    assert [d.code for d in found] == ["unknown-holidays"]


def test_overlapping_rows_name_a_value_that_lies_in_both() -> None:
    (found,) = errors(changed("below 99% earns penalty", "at most 99.00% earns penalty"))
    assert found.code == "bracket-overlap"
    assert "at 99.00%" in found.label or "at 99%" in found.label
    settled = changed("below 99% earns penalty", "at most 99% earns penalty; where rows overlap, the highest applies")
    assert errors(settled) == ()


def test_rows_under_conditions_that_exclude_each_other_do_not_overlap() -> None:
    text = changed("below the target and at least 99% earns 5%", 'below the target earns 5% where plan is "basic"')
    assert errors(changed("below 99% earns penalty", 'below 99% earns penalty where plan is "enterprise"', text)) == ()
    assert errors(changed("below 99% earns penalty", 'below 99% earns penalty where plan is not "basic"', text)) == ()
    assert errors(text)[0].code == "bracket-overlap"


def test_nothing_is_said_of_a_policy_that_is_right() -> None:
    assert errors(COMPLETE) == ()


def test_every_code_of_the_resolver_is_tested_here_or_with_its_kind() -> None:
    folder = Path(slalang.semantics.__file__).parent
    named = set[str]()
    for file in folder.glob("*.py"):
        source = file.read_text("utf-8")
        named |= set(re.findall(r'(?:error|warn|once)\(\s*"([a-z0-9-]+)"', source))
        named |= set(re.findall(r'code="([a-z0-9-]+)"', source))
    here = {one[0] for one in WRONG} | {one[0] for one in WHOLE}
    text = "".join(path.read_text("utf-8") for path in Path(__file__).parent.glob("test_*.py"))
    assert not {code for code in named - here if f'"{code}"' not in text}
