"""One place of a policy with clocks, duties and shares is wrong: the error has its code and a next step."""

from __future__ import annotations

import pytest
from sample import COMPLETE, SUPPORTED, changed, compiled, errors

WRONG = [
    # code, what is replaced, by what, words of the title, words of the hint
    ("unknown-action", 'from "opened" to', 'from "created" to', "`created`", "`opened`"),
        ("unknown-action", 'from "opened" to', 'from "openned" to', "`openned`", "`opened`"),
    ("unknown-action", 'to "responded" or', 'to "replied" or', "`replied`", "`auto_replied`"),
    ("unknown-action", 'from "paused" to', 'from "pausd" to', "`pausd`", "`paused`"),
    ("unknown-action", 'a ticket "opened" of', 'a ticket "reopend" of', "`reopend`", "`reopened`"),
    ("clock-without-start-or-stop", '  runs from "opened" to "responded" or "resolved";\n', "",
     "from what to what", "runs from"),
    ("said-twice", "  an automatic reply counts;\n", "  an automatic reply counts; an automatic reply does not count;\n",
     "automatic reply counts twice", "keep one"),
    ("actions-overlap", 'from "opened" to', 'from "resolved" to', '"resolved" both starts and stops', "one list"),
    ("actions-overlap", '"responded" or "resolved";', '"resolved", anew at each "resolved";', "begin anew", "one list"),
    ("actions-overlap", '"paused" to "resumed"', '"paused" to "paused"', "pauses the clock and lets", "one list"),
    ("actions-overlap", '"paused" to "resumed"', '"responded" to "resumed"', "pauses the clock and stops it", "one list"),
    ("reopening-listed", '"responded" or "resolved";', '"responded" or "reopened";', '"reopened"', "`reopening continues"),
    ("automatic-reply-listed", '"responded" or "resolved";', '"responded" or "auto_replied";', '"auto_replied"',
     "`an automatic reply counts`"),
    ("automatic-reply-listed", '"responded" or "resolved";', '"resolved", anew at each "auto_replied";',
     '"auto_replied"', "`an automatic reply counts`"),
    ("phrase-needless", '"responded" or "resolved";', '"resolved";', "no acknowledgement", "leave the phrase out"),
    ("phrase-needless", '"responded" or "resolved";', '"closed";', "no stage", "leave the phrase out"),
    ("target-order", "  within 5 days otherwise;", "  within 6 days; within 5 days otherwise;", "never govern", "at the end"),
    ("number-out-of-range", "second full business day", "last full business day", "last one", "`first`"),
    ("number-out-of-range", "second full business day", "1001st full business day", "1,000th", "`first`"),
    ("unknown-name", "hours of support where", "hours of suport where", "calendar", "`support`"),
    ("unknown-name", "clock resolve of platform", "clock resolve of plattform", "service", "`platform`"),
    ("calendar-mixed", "that of all_hours otherwise", "that of all_hours otherwise; Sunday all day", "chosen", "each of"),
    ("calendar-order", ' where plan is "basic"; that', "; that", "never", "`otherwise`"),
    ("chosen-calendar", "at least 3 business days of weekdays before, otherwise void;\n  inside Sunday 01:00-05:00",
     "at least 3 business days of support before, otherwise void;\n  inside the hours of support", "`support`", "that of"),
    ("chosen-calendar", "that of all_hours otherwise.", "that of all_hours otherwise. calendar odd: that of support.",
     "`support`", "hours of its own"),
    ("chosen-calendar", "that of all_hours otherwise.",
     "that of all_hours otherwise. calendar odd: whenever support or weekdays is open.", "`support`", "hours of its own"),
    ("chosen-calendar", "on 30 days notice", "on 30 business days of support notice", "`support`", "hours of its own"),
    ("chosen-calendar", 'with the fact "agreed".', 'with the fact "agreed" within 2 business days of support after it starts.',
     "`support`", "hours of its own"),
    ("chosen-calendar", "measured over the whole period (", "measured over the hours of support (", "`support`", "own"),
    ("ticket-condition", 'that of weekdays where plan is "basic"', 'that of weekdays where the severity is "P1"',
     "the severity of a ticket", "a target of a clock"),
    ("ticket-condition", 'kept where plan is "enterprise"', 'kept where the queue is "a"', "the queue", "a target of a clock"),
    ("ticket-condition", "earns GBP 5;", 'earns GBP 5 where labelled "a";', "the labels", "a credit for a clock"),
    ("unknown-name", 'support where the severity is "P1"', 'support where severity is "P1"', "`severity`",
     '`the severity is "P1"`'),
    ("unknown-name", 'support where the severity is "P1"', 'support where priority is not "P1"', "`priority`",
     '`the severity is not "P1"`'),
    ("unknown-name", 'support where the severity is "P1"', 'support where urgency is 1', "`urgency`", '`the severity is "1"`'),
    ("unknown-name", 'deadline where the severity is "P1"', 'deadline where queue is "a"', "`queue`", '`the queue is "a"`'),
    ("unknown-name", 'kept where plan is "enterprise"', 'kept where queue is "a"', "`queue`", "`parameter queue:"),
    ("calendar-file-missing", "closed on 2025-12-24.", 'closed on the days in "shut.ics".', '"shut.ics"', ".ics"),
    ("occasion-missing", "duty backup: for each day;", "duty backup:", "what occasion", "`for each day`"),
    ("demand-missing", '; requires the fact "backup"', "", "requires or forbids", "requires the fact"),
    ("said-twice", "for each day;", "for each day; for each outage;", "twice", "keep one"),
    ("about-occasion", 'fact "discovered" about an outage of severity "P1"', 'fact "discovered" about it', "itself", "leave"),
    ("about-occasion", 'requires the fact "backup"', 'requires the fact "backup" about it', "`about it`", "leave"),
    ("about-occasion", 'for each fact "discovered" about an outage of severity "P1"', "for each outage", "`about the same`",
     "write `about it`"),
    ("about-occasion", 'requires the fact "backup"', "requires a claim for the same", "`for the same`", "another"),
    ("about-occasion", 'requires the fact "communicated" about the same including "cause", "remedy"',
     'requires a settlement "paid" for the same', "`for the same`", "another"),
    ("duty-reference", "1 hour after it;", "1 hour after it starts;", "an instant", "write `it`"),
    ("duty-reference", "2 days after it ends", "2 days after it", "a start and an end", "`it ends`"),
    ("duty-reference", "before the deadline", "before it starts", "an instant", "write `it`"),
    ("duty-limit", 'requires the fact "backup"', 'requires the fact "backup" at least 1 hour before it starts',
     "before the period",
     "it is owed inside it"),
    ("duty-limit", 'requires the fact "backup"', 'requires the fact "backup" by the date that it carries', "carries a date",
     "a length"),
    ("duty-limit", ' of severity "P1" within 2 days after it ends', "", "until when", "within 30 days"),
    ("duty-limit", "within 2 days after it ends", "at least 2 days before it starts", "some time before it", "`requires"),
    ("lifting-deadline", " within 1 hour after it;", ";", "no deadline", "within 30 days"),
    ("phrase-needless", "within 2 days after it ends", "within 2 days after it ends; an earlier one counts too",
     "from the", "leave"),
    ("phrase-needless", "within 1 hour after it;", "at least 1 hour before it;", "earlier anyway", "leave"),
    ("phrase-needless", "duty backup: for each day;", "duty backup: for each day; an earlier one counts too;",
     "its own", "leave"),
    ("contents-of-event", 'requires the fact "communicated" about the same including', 'requires an outage including',
     "a fact or a claim", "leave"),
    ("belonging-never", "duty backup: for each day; requires the fact \"backup\"; belongs to the period in which it starts",
     "duty backup: for each outage; requires the fact \"backup\"; belongs to the period in which it is due", "no deadline",
     "starts"),
    ("unknown-kind", 'maintenance of kind "release"', 'maintenance of kind "relase"', "`relase`", "`release`"),
    ("unknown-decision", 'a ticket "opened" of severity "P1"', 'a settlement "payed"', "`payed`", "`paid`"),
    ("unknown-name", 'a ticket "opened" of severity "P1"', "a claim for upptime", "`upptime`", "`uptime`"),
    ("unknown-name", 'outage of severity "P1"', "outage caused by custmer", "cause `custmer`", "`customer`"),
    ("unknown-name", "share kept_backups of backup", "share kept_backups of bakup", "clock or duty `bakup`", "`backup`"),
    ("promise-kind", "share kept_backups of backup", "share kept_backups of uptime",
     "`uptime` is a commitment", "clock or duty"),
    ("ground-of-runs", "when kept_backups is missed", "when resolve is missed", "run by run",
     "`when resolve is missed 3 times"),
    ("promise-kind", "exclusion training from resolve", "exclusion training from tell", "`tell` is a duty", "clock"),
    ("declared-twice", "duty quiet:", "duty uptime:", "name `uptime`", "another"),
    ("target-missing", '  at least 95% kept where plan is "enterprise";\n', "", "promises nothing", "95% kept"),
    ("period-missing", "  per calendar month;\n  a period without", "  a period without", "per which period", "month"),
    ("period-missing", "  per calendar month;\n  the first", "  the first", "which period", "month"),
    ("percent-out-of-range", "at least 95% kept", "more than 100% kept", "more than all", "at least 100%"),
    ("credit-period", "below the target earns GBP 5;", "below the target earns GBP 5; per calendar month;", "`kept_backups`",
     "leave"),
    ("row-of-run", "a missed target earns GBP 1 for", "below 90% earns GBP 1 for", "kept or missed", "a missed target"),
    ("row-of-run", "a missed target earns GBP 1 for", "a missed target earns the shortfall for", "no availability", "5%"),
    ("accrual-without-deadline", "earns GBP 5;", "earns GBP 5 for each day past the deadline;", "no deadline", "a clock"),
    ("accrual-unit", "for each 4 hours begun", "for each 2 days begun", "around a pause", "for each day"),
    ("accrual-unit", "for each 4 hours begun", "for each 2 business days of support begun", "around a pause", "for each day"),
    ("number-out-of-range", "accrues at most 30 times", "accrues at most 0 times", "times", "check"),
    ("phrase-needless", "money rounded up;", "money rounded up; accrues at most 3 times;", "no row accrues", "leave"),
    ("phrase-needless", "for each day past the deadline", "for each 1 hour begun past the deadline", "by the day", "leave"),
    ("phrase-needless", "  money rounded half up;\n  given on a claim by the end of the 10th",
     "  money rounded half up; rows stand alone;\n  given on a claim by the end of the 10th", "only where", "leave"),
    ("award-of-time", "below the target earns GBP 5", "below the target earns 2 times the fee for the time lost", "no time",
     "a percentage"),
    ("base-of-component", "  money rounded up;", "  of the charges of the period for the affected component; money rounded up;",
     "by component", "leave"),
    ("anchor-incident", "of support after the end of the period", "of support after the last incident", "is an outage",
     "after the end of the period"),
    ("all-tickets", "tickets caused by customer;", "tickets;", "every ticket", "labelled"),
    ("tickets-without-clock", "exclusion training from resolve", "exclusion training from uptime", "names none", "`from`"),
    ("outages-without-commitment", "tickets caused by customer;", "outages caused by customer;", "only clocks", "`from`"),
    ("windows-without-commitment", 'tickets caused by customer; tickets labelled "training" with the fact "agreed"',
     "recurring on Sunday 01:00-02:00", "only clocks", "`from`"),
    ("exclusion-subject", "tickets caused by customer;", "tickets caused by customer; recurring on Sunday 01:00-02:00;",
     "of tickets and of windows", "two exclusions"),
    ("condition-without-windows", "tickets caused by customer;",
     "tickets caused by customer; at most 1 hour each, otherwise void;",
     "of tickets", "leave"),
    ("phrase-needless", "tickets caused by customer;", "tickets caused by customer; only for components portal;",
     "a ticket", "leave"),
    ("bracket-overlap", 'where the severity is not "P1";\n  per', ";\n  per", "which row applies", "the highest applies"),
]  # fmt: skip


@pytest.mark.parametrize(("code", "old", "new", "title", "hint"), WRONG)
def test_an_error_has_its_code_and_a_next_step(code: str, old: str, new: str, title: str, hint: str) -> None:
    found = [d for d in errors(changed(old, new, SUPPORTED)) if d.code == code]
    assert found, errors(changed(old, new, SUPPORTED))
    assert any(title in d.title for d in found), found
    assert any(hint in d.hint for d in found), found


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("tickets-without-clock", COMPLETE + "exclusion training: tickets caused by customer."),
        ("phrase-needless", COMPLETE + 'clock c of platform: runs from "opened" to "resolved"; within 1 day; never pauses; '
         "reopening changes nothing; a later stage does not stop it; a change of severity changes nothing."),
        ("commitment-missing", 'agreement "A": zone UTC.'),
        ("declared-twice", SUPPORTED + 'duty tell: for each day; requires the fact "x".'),
        ("declared-twice", SUPPORTED + "credit for resolve: given without a claim."),
        ("said-twice", SUPPORTED + 'throughout: never pauses; pauses from "paused" to "resumed", which moves the deadline.'),
    ],
)  # fmt: skip
def test_an_error_of_the_whole_policy(code: str, text: str) -> None:
    assert code in {d.code for d in errors(text)}, errors(text)


def test_a_policy_with_everything_of_support_is_right() -> None:
    assert errors(SUPPORTED) == ()


def test_a_policy_may_promise_duties_only() -> None:
    text = 'agreement "A": zone UTC. duty backup: for each day; requires the fact "backup".'
    assert compiled(text).compiled is not None


def test_what_is_missing_in_a_target_is_not_said_again_of_the_severity() -> None:
    found = errors(changed("hours of support where", "hours of suport where", SUPPORTED))
    assert [d.code for d in found] == ["unknown-name"]
