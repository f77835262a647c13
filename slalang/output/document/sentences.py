"""Every phrase of a policy as a sentence for people who do not know the language.

The words are the policy's own (`wording`); a sentence gives them the subject that in a policy the heading of the rule gives.
"""

from __future__ import annotations

import re
from datetime import date

from slalang.output.civil_times import day_words
from slalang.output.explanation.wording import curled, sentence_of
from slalang.syntax import ast, wording
from slalang.syntax.walk import walk
from slalang.syntax.wording.time import hours_list
from slalang.values.listing import listed

SAID: dict[type[ast.Node], str] = {
    ast.Provider: "The {}",
    ast.Customer: "The {}",
    ast.Source: "The source is {source}",
    ast.Zone: "Times are those of the {}",
    ast.Currency: "The {}",
    ast.InForce: "It is {}",
    ast.Clauses: "The agreement has the {}",
    ast.Components: "It consists of the {}",
    ast.AnyComponent: "It consists of {}",
    ast.AnyResource: "It consists of {}",
    ast.NoComponents: "It has {}",
    ast.OpenHours: "It is open {}",
    ast.ClosedHolidays: "It is {holidays}",
    ast.ClosedDates: "It is {dates}",
    ast.ClosedFile: "It is {}",
    ast.OpenDates: "It is {dates}",
    ast.WheneverAny: "It is open {}",
    ast.WheneverAll: "It is open {}",
    ast.WheneverWithout: "It is open {}",
    ast.ChosenCalendar: "It is {}",
    ast.AvailabilityTarget: "The service is to be {share}",
    ast.DowntimeTarget: "The service is to be {}",
    ast.OutagesTarget: "The service is to be {}",
    ast.GoodTarget: "Of all that is measured, {good} is to be good",
    ast.BadTarget: "What is measured is to be {}",
    ast.ValueTarget: "The measured value is to be {value}",
    ast.NoTarget: "There is {}",
    ast.Warning: "A warning is given {warning}",
    ast.CommitmentPeriod: "It is judged {}",
    ast.JudgedOver: "Each period is {}",
    ast.PartialPeriod: "{}",
    ast.Basis: "Availability is {}",
    ast.ExactGranularity: "Downtime is {}",
    ast.SlotGranularity: "Downtime is {}",
    ast.RunGranularity: "{run}",
    ast.ShortestRun: "{shortest}",
    ast.AvailabilityRounding: "The {rounded}",
    ast.WatchOutages: "It is {}",
    ast.WatchProbes: "It is {}",
    ast.WatchProbeSlots: "It is {}",
    ast.WatchCounts: "It is {}",
    ast.ProbeHold: "{}",
    ast.UnevenCounts: "{}",
    ast.EmptySlot: "{}",
    ast.EmptyMeasure: "{unmeasured}",
    ast.Explained: "{}",
    ast.MeasuredBy: "It is {}",
    ast.ClassScores: "The {}",
    ast.Unobserved: "{}",
    ast.CombineAny: "The service is {}",
    ast.CombineAll: "The service is {}",
    ast.CombineSome: "The service is {}",
    ast.CombineEach: "{each}",
    ast.WeightedByDegree: "Downtime is {}",
    ast.WeightedByAttribute: "Downtime is {}",
    ast.WeightedByShares: "Downtime is {}",
    ast.OnlyResources: "{resources}",
    ast.GroupedBy: "Resources are {}",
    ast.OnlyWhile: "Time counts {while}",
    ast.OtherTime: "{}",
    ast.OutagesExcluded: "{} do not count",
    ast.TicketsExcluded: "{} do not count",
    ast.MaintenanceExcluded: "{} does not count",
    ast.RecurringExcluded: "Time {recurring} does not count",
    ast.OnlyComponents: "This holds {}",
    ast.OnlyCausedBy: "This holds {}",
    ast.NothingExcluded: "{}",
    ast.Notice: "A window must be {notice}",
    ast.AllowedHours: "A window must lie {}",
    ast.AllowedCalendar: "A window must lie {}",
    ast.Longest: "Windows may last {}",
    ast.MostWindows: "There may be {}",
    ast.Total: "All windows together may last {}",
    ast.Approval: "A window must be {}",
    ast.ApprovalLifts: "{lifted}",
    ast.Runs: "The clock {}",
    ast.ClockTarget: "The clock must be stopped {}",
    ast.BelongsTo: "A run {}",
    ast.SeverityChange: "{}",
    ast.Reopening: "{}",
    ast.Pauses: "The clock {}",
    ast.NeverPauses: "The clock {}",
    ast.AutomaticReply: "{reply}",
    ast.LaterStage: "{stage}",
    ast.Occasion: "It is owed {}",
    ast.RegularOccasion: "It is owed {}",
    ast.Demanded: "It {}",
    ast.Forbidden: "It {}",
    ast.LiftedBy: "It is {}",
    ast.EarlierCounts: "{}",
    ast.KeptTarget: "Of all that belong to a period, {kept} are to be kept",
    ast.EmptyPeriod: "{empty}",
    ast.CreditRow: "{}",
    ast.RowsNeedMiss: "The rows of a credit apply only where the target is missed",
    ast.RowsStandAlone: "Each row of the credit applies by its own limits, whether or not the target is missed",
    ast.OverlapRule: "{}",
    ast.Cap: "The credit is {}",
    ast.Floor: "The credit is {}",
    ast.ServiceDay: "{}",
    ast.Repeats: "{}",
    ast.FirstDay: "{}",
    ast.LastDay: "{}",
    ast.AccruesAtMost: "The credit {}",
    ast.AccruesWithoutLimit: "The credit {}",
    ast.SeveralAtOnce: "{}",
    ast.RateOf: "The credit is reckoned {}",
    ast.Base: "Credits are reckoned on {base}",
    ast.MoneyRounding: "{money}",
    ast.LeastPayableFrom: "The credit is {}",
    ast.LeastPayableAbove: "The credit is {}",
    ast.GivenAutomatically: "The credit is {}",
    ast.GivenAtDiscretion: "The credit is {}",
    ast.GivenOnClaim: "The credit is {}",
    ast.GivenInSteps: "The credit is {}",
    ast.ClaimStep: "The claim's {step}",
    ast.Precondition: "The credit is {}",
    ast.ClaimIncludes: "{includes}",
    ast.UsedDowntime: "{}",
    ast.CreditsAddUp: "{}",
    ast.HighestCredit: "{}",
    ast.PointWorth: "{}",
    ast.JointCap: "The sum is {}",
    ast.ConsecutiveMisses: "It arises {}",
    ast.MissesAmong: "It arises {}",
    ast.MissesCounted: "It arises {}",
    ast.PointsReached: "It arises {}",
    ast.NoticePeriod: "It is exercised {}",
    ast.Refund: "{refund}",
    ast.UseWithin: "It is {}",
    ast.ExercisedBy: "It counts as {}",
    ast.GivenEvent: "{}",
    ast.AsOf: "{}",
    ast.Expect: "{}",
}
"""How each kind of phrase becomes a sentence: `{}` is its wording, a word in braces a wording that `_REWORDED` bends."""

_IN_A_CREDIT: dict[type[ast.Node], str] = {ast.CommitmentPeriod: "Credits are reckoned {}"}
_IN_A_JOINT_RULE: dict[type[ast.Node], str] = {
    **_IN_A_CREDIT,
    ast.LeastPayableFrom: "The sum is {}",
    ast.LeastPayableAbove: "The sum is {}",
    ast.Floor: "The sum is {}",
}
_WITHIN: dict[type[ast.Rule], dict[type[ast.Node], str]] = {ast.Credit: _IN_A_CREDIT, ast.Joint: _IN_A_JOINT_RULE}
"""What is said otherwise in some rules."""

_REWORDED = {
    "source": ("source ", ""),
    "good": ("good ", ""),
    "value": ("value ", ""),
    "warning": ("warning ", ""),
    "recurring": ("recurring ", ""),
    "kept": (" kept", ""),
    "money": ("money rounded", "sums of money are rounded"),
    "includes": ("the claim includes", "the claim must include"),
    "refund": ("fees refunded", "fees are refunded"),
    "share": ("%", "% of the time"),
    "run": ("each run rounded", "each run of downtime is rounded"),
    "shortest": ("runs shorter than", "runs of downtime shorter than"),
    "rounded": ("availability rounded", "availability is rounded"),
    "each": (" on its own", " is judged on its own"),
    "lifted": ("lifts the", "lifts the conditions on"),
    "base": ("of ", ""),
    "holidays": ("the holidays", "the public holidays"),
    "step": ('" ', '" is to be taken '),
    "dates": (", ", " and on "),
    "notice": (" before", " before it starts"),
    "unmeasured": ("a period without any ", "a period in which nothing is measured "),
    "empty": ("a period without any ", "a period to which nothing belongs "),
    "reply": (" counts", " stops the clock as a person's does"),
    "stage": (" stops it too", " stops the clock too"),
    "resources": ("only resources", "the only resources that count are those"),
    "while": (" different ", " different values of "),
}

_ITS_PERIOD = re.compile(r"(?<= that holds )it\b|(?<= before )it (?=ends\b|starts\b)")

_WHOLE = {
    "an automatic reply does not count": "an automatic reply does not stop the clock",
    "a later stage does not stop it": "a later stage does not stop the clock",
    "several at once accrue once": "of several that are late on the same day, only the one that was due first is credited",
    "several at once accrue each on its own": "of several that are late on the same day, each is credited",
}
"""Phrases that say too little without their heading."""


def sentence(body: ast.Node, within: type[ast.Rule] | None = None, *, watched: bool = False) -> str:
    """A phrase as one sentence, with a capital and a full stop.

    `within` is the kind of rule in which it stands; `watched`: it stands in an exclusion that excludes nothing.
    """
    form = _WITHIN.get(within, {}).get(type(body)) if within is not None else None
    form = form or SAID[type(body)]
    said = _worded(body)
    for name, (old, new) in _REWORDED.items():
        if f"{{{name}}}" in form:
            form, said = form.replace(f"{{{name}}}", "{}"), said.replace(old, new, 1)
    behind = form.partition("{}")[2]
    if behind and behind[0] == " ":
        said, condition = _parted(said)
        form += condition
    return sentence_of(_spoken(form.replace("{}", said.replace(" ignored, ", " are ignored; "), 1), body, watched))


def counting(body: ast.Node) -> str:
    """What an exclusion that excludes nothing is about: `Maintenance of kind “release” counts as any other time does.`."""
    return (
        sentence(body)
        .replace(" do not count", " count as any others do")
        .replace(" does not count", " counts as any other time does")
    )


def _worded(body: ast.Node) -> str:
    """The policy's words, in whose lists the last is joined by a word."""
    said = wording.body(body)
    if said in _WHOLE:
        return _WHOLE[said]
    match body:
        case ast.OpenHours(hours) | ast.RecurringExcluded(hours):
            return said.replace(hours_list(hours), _hours(hours, "and"), 1)
        case ast.AllowedHours(hours):
            return said.replace(hours_list(hours), _hours(hours, "or"), 1)
        case ast.ShortestRun():
            return said.replace("longer ones count beyond it", "of longer ones, what lies beyond that counts")
        case ast.WatchOutages():
            return said.replace(" or none given", " or without one")
        case ast.ApprovalLifts() | ast.WeightedByShares():
            return " and ".join(said.rsplit(", ", 1))
        case ast.Base() | ast.Cap() | ast.Floor() | ast.JointCap() | ast.PointWorth() | ast.GivenOnClaim() | ast.ClaimStep():
            return _ITS_PERIOD.sub(lambda it: it[0].replace("it", "the period"), said)
        case _:
            return said


def _hours(several: tuple[ast.Hours, ...], conjunction: str) -> str:
    """Days with their hours: `Monday to Friday 09:00-17:00 and Saturday 10:00-12:00`."""
    return listed([f" {conjunction} ".join(hours_list((one,)).rsplit(", ", 1)) for one in several], conjunction)


def _parted(said: str) -> tuple[str, str]:
    """A phrase without its condition, and that: `at least 99%`, ` where plan is "a"`."""
    for begins in (" where ", " otherwise"):
        before, condition, rest = said.partition(begins)
        if condition:
            return before, condition + rest
    return said, ""


def spoken(body: ast.Node) -> str:
    """A phrase in its own words, for a list or a table."""
    return _spoken(_worded(body), body)


def award_and_condition(row: ast.CreditRow) -> tuple[str, str, str]:
    """The limits, the award and the condition of a row: `below 99%`, `10%`, ` where “plan” is “gold”`."""
    limits, _, earned = spoken(row).partition(" earns ")
    return limits, *_parted(earned)


def name_spoken(name: str) -> str:
    """A name of the policy between quotation marks, without underscores: `“working days”`."""
    return f"“{name.replace('_', ' ')}”"


def plain(words: str) -> str:
    """A policy's words without underscores in its names, and with curled quotation marks."""
    parts = re.split(r'("[^"]*")', words)
    return curled("".join(part if part.startswith('"') else _unquoted(part.replace("_", " "), {}, "") for part in parts))


def cause_spoken(cause: str) -> str:
    """A cause without underscores, a kind of another in brackets: `“customer (network)”`."""
    first, *kinds = cause.replace("_", " ").split(".")
    return f"“{first} ({', '.join(kinds)})”" if kinds else f"“{first}”"


_DAY = re.compile(r"\b(\d{4})-(\d\d)-(\d\d)\b(?![/T])")
_QUOTED_LIST = re.compile(r"(any of )?(“[^“”]*”(?:, “[^“”]*”)*), (“[^“”]*”)(?! is\b|, )")
_CHOICES = re.compile(r"“[^“”]*”(?: or “[^“”]*”)+(?= or “)")
_VOID = ", otherwise void"
_CONSEQUENCES = (
    (", otherwise the excess counts", "; otherwise the excess counts"),
    (", otherwise the breach is noted", "; otherwise the breach is noted"),
    (" otherwise", " in all other cases"),
)
_VOIDED: dict[type[ast.Node], str] = {
    ast.Longest: "a longer window",
    ast.MostWindows: "the windows beyond that number",
    ast.Total: "a window that goes beyond that",
}


def _spoken(words: str, body: ast.Node, watched: bool = False) -> str:
    """Names and causes between quotation marks, dates in words, consequences in full, the last of a list after an `and`."""
    causes = {
        name.text
        for node in walk(body)
        if isinstance(node, ast.CausedBy | ast.ByCause)
        for name in walk(node)
        if isinstance(name, ast.Name)
    }
    names = {node.text for node in walk(body) if isinstance(node, ast.Name)}
    said = {name: cause_spoken(name) if name in causes else name_spoken(name) for name in names}
    void = f"; otherwise the exclusion does not hold for {_VOIDED.get(type(body), 'that window')}"
    parts = re.split(r'("[^"]*")', words)
    whole = curled("".join(part if part.startswith('"') else _unquoted(part, said, void) for part in parts))
    if getattr(body, "consequence", None) is ast.Consequence.COVENANT and not watched:
        whole += ", and the exclusion still holds"
    whole = _QUOTED_LIST.sub(lambda last: f"{last[1] or ''}{last[2]} {'or' if last[1] else 'and'} {last[3]}", whole)
    return _CHOICES.sub(lambda several: several[0].replace("” or “", "”, “"), whole)


def _unquoted(words: str, said: dict[str, str], void: str) -> str:
    for written, meant in ((_VOID, void), *_CONSEQUENCES):
        if written in words:
            words = words.replace(written, meant)
            break
    words = re.sub(r"\b1 time\b", "once", re.sub(r"\bthe 1 (?=\w+ before)", "the ", words))
    words = re.sub(
        r"\b(where|and) (not )?labelled\b", lambda found: f"{found[1]} the ticket is {found[2] or ''}labelled", words
    )
    words = words.replace(" caused by ", " put down to ")
    named = re.sub(r"\b[a-z][a-z0-9_.]*[a-z0-9_]\b|\b[a-z]\b", lambda word: said.get(word[0], word[0]), words)
    return _DAY.sub(lambda day: day_words(date(int(day[1]), int(day[2]), int(day[3]))), named)
