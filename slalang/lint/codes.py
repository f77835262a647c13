"""The names in square brackets that have no page: what they stand behind says all there is to say."""

from __future__ import annotations

WITHOUT_PAGE = frozenset(
    """
    about-occasion accrual-award accrual-unit accrual-without-deadline accrual-without-downtime actions-overlap all-tickets
    ambiguity-under-reading amended-amendment anchor-incident artifact-changed artifact-format artifact-invalid
    artifact-unreadable artifact-version attribute-condition automatic-reply-listed award-of-share award-of-time
    bad-envelope bad-file bad-json bad-line base-of-component baseline-unreadable belonging-never bracket-limits
    calendar-event calendar-file calendar-file-missing calendar-mixed cap-over-time charge-form chosen-calendar
    clause-reference condition-on-recurring contents-of-event counts-misfit counts-spread-too-wide credit-period cycle-unit
    demand-missing duty-limit duty-periods duty-reference empty-phrase end-before-start error-ignored events-ignored
    failed-beyond-total fence-mark fence-unclosed files-too-deep foreign-mark format-defect ground-missing ground-of-runs
    ground-of-time ground-target ground-without-points grouped-and-each half-year holidays-nationwide holidays-where
    id-conflict ill-typed-field instant-form joined-twice joint-periods joint-without-credit judged-over length-form
    length-out-of-range length-too-long lifted-without-condition lifting-deadline measured-and-watched missing-extra
    missing-field mixed-currencies more-errors more-problems needless-colon negative-figure nested-note nested-too-deep
    no-24-00 no-components no-default no-name no-resource-passes no-rules no-service no-space no-such-day no-such-instant
    not-utf-8 number-form occasion-missing one-reading one-value other-digits other-words part-noun
    pause-effect period-form period-shorter periods-out-of-range point-worth-missing points-mixed points-not-whole
    quoted-email reopening-listed reserved-word resource-condition resource-weight rolling-holds rolling-step rolling-unit
    row-of-run rules-unseen set-aside sla-lang sources-alone sources-summed step-by-ticket stray-bracket target-measure
    target-not-share text-too-long ticket-condition ticket-too-long too-long too-many too-many-digits too-many-files
    too-much two-units unclosed-bracket unit-form unknown-action unknown-decision unknown-event unknown-format unknown-kind
    unknown-month unknown-type unobserved-without-probes unread-field unreadable warning-level weights-exact
    weights-of-components which-verdict yes-or-no zone-form
    """.split()  # noqa: SIM905
)
"""Errors of the compiler, and what is said of events, of baselines and of compiled policies."""
