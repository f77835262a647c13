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
    ast.EmptyMeasure: "{}",
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
    ast.OnlyResources: "{} count",
    ast.GroupedBy: "Resources are {}",
    ast.OnlyWhile: "Time counts {}",
    ast.OtherTime: "{}",
    ast.OutagesExcluded: "{} do not count",
    ast.TicketsExcluded: "{} do not count",
    ast.MaintenanceExcluded: "{} does not count",
    ast.RecurringExcluded: "Time {recurring} does not count",
    ast.OnlyComponents: "This holds {}",
    ast.OnlyCausedBy: "This holds {}",
    ast.NothingExcluded: "{}",
    ast.Notice: "A window must be {}",
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
    ast.AutomaticReply: "{}",
    ast.LaterStage: "{}",
    ast.Occasion: "It is owed {}",
    ast.RegularOccasion: "It is owed {}",
    ast.Demanded: "It {}",
    ast.Forbidden: "It {}",
    ast.LiftedBy: "It is {}",
    ast.EarlierCounts: "{}",
    ast.KeptTarget: "Of all that belong to a period, {kept} are to be kept",
    ast.EmptyPeriod: "{}",
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
"""How each kind of phrase becomes a sentence: `{}` is its wording, a word in braces a wording that `_reworded` bends."""

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
}


def sentence(body: ast.Node) -> str:
    """A phrase as one sentence, with a capital and a full stop."""
    form = SAID[type(body)]
    said = wording.body(body)
    for name, (old, new) in _REWORDED.items():
        if f"{{{name}}}" in form:
            form, said = form.replace(f"{{{name}}}", "{}"), said.replace(old, new, 1)
    behind = form.partition("{}")[2]
    if behind and behind[0] == " ":
        said, condition = _parted(said)
        form += condition
    return sentence_of(_spoken(form.replace("{}", said.replace(" ignored, ", " are ignored; "), 1), body))


def _parted(said: str) -> tuple[str, str]:
    """A phrase without its condition, and that: `at least 99%`, ` where plan is "a"`."""
    for begins in (" where ", " otherwise"):
        before, condition, rest = said.partition(begins)
        if condition:
            return before, condition + rest
    return said, ""


def spoken(body: ast.Node) -> str:
    """A phrase in its own words, for a list or a table."""
    return _spoken(wording.body(body), body)


def name_spoken(name: str) -> str:
    """A name of the policy between quotation marks, without underscores: `“working days”`."""
    return f"“{name.replace('_', ' ')}”"


def plain(words: str) -> str:
    """A policy's words without underscores in its names, and with curled quotation marks."""
    parts = re.split(r'("[^"]*")', words)
    return curled("".join(part if part.startswith('"') else _unquoted(part.replace("_", " "), {}) for part in parts))


def cause_spoken(cause: str) -> str:
    """A cause without underscores, a kind of another in brackets: `customer (network)`."""
    first, *kinds = cause.replace("_", " ").split(".")
    return first + (f" ({', '.join(kinds)})" if kinds else "")


_DAY = re.compile(r"\b(\d{4})-(\d\d)-(\d\d)\b(?![/T])")
_CONSEQUENCES = (
    (", otherwise void", "; otherwise the exclusion does not hold for it"),
    (", otherwise the excess counts", "; otherwise the excess counts"),
    (", otherwise the breach is noted", "; otherwise the breach is noted, and the exclusion still holds"),
    (" otherwise", " in all other cases"),
)


def _spoken(words: str, body: ast.Node) -> str:
    """Names between quotation marks, causes without underscores, dates in words, consequences in full."""
    causes = {
        name.text
        for node in walk(body)
        if isinstance(node, ast.CausedBy | ast.ByCause)
        for name in walk(node)
        if isinstance(name, ast.Name)
    }
    names = {node.text for node in walk(body) if isinstance(node, ast.Name)}
    said = {name: cause_spoken(name) if name in causes else name_spoken(name) for name in names}
    parts = re.split(r'("[^"]*")', words)
    return curled("".join(part if part.startswith('"') else _unquoted(part, said) for part in parts))


def _unquoted(words: str, said: dict[str, str]) -> str:
    for written, meant in _CONSEQUENCES:
        if written in words:
            words = words.replace(written, meant)
            break
    words = re.sub(r"\b1 time\b", "once", re.sub(r"\bthe 1 (?=\w+ before)", "the ", words))
    named = re.sub(r"\b[a-z][a-z0-9_.]*[a-z0-9_]\b|\b[a-z]\b", lambda word: said.get(word[0], word[0]), words)
    return _DAY.sub(lambda day: day_words(date(int(day[1]), int(day[2]), int(day[3]))), named)
