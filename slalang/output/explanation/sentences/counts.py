"""What was counted and measured: slots, requests, executions, values, whose word counts, resources, weights."""

from __future__ import annotations

from fractions import Fraction

from slalang.output.explanation.sentences.told import Saying, Told
from slalang.output.explanation.wording import quoted
from slalang.output.figures import decimal_text, number_in_full, percent, percent_in_full
from slalang.values.verdicts import Figure


def _number(value: Figure | None) -> str:
    """A count with its thousands set apart: `1,000`, `12.5`."""
    if not isinstance(value, int | Fraction):
        return value or "some"
    whole, point, rest = decimal_text(Fraction(value)).partition(".")
    return f"{int(whole):,}{point}{rest}" if whole.lstrip("-").isdigit() else whole


def _noun(number: Figure | None, plural: str) -> str:
    return plural.removesuffix("s") if number == 1 else plural


def _share_of(told: Told) -> str:
    """`120 of 1,000 requests failed (12%), which is at least 5%`."""
    failed, total = told.step.before, told.step.after
    what = "probes" if told.step.what == "probe_slots" else "requests"
    words = f"{_number(failed)} of {_number(total)} {_noun(total, what)} failed"
    if isinstance(failed, int | Fraction) and isinstance(total, int | Fraction) and total:
        words += f" ({percent(Fraction(failed) / Fraction(total))})"
    return f"{words}, {told.events}," if what == "probes" and told.step.events else words


def _slots(told: Told) -> str:
    if not told.detail:
        return f"{told.when}, {_share_of(told).rstrip(',')}, which is {told.limit}{told.cited}"
    return f"{told.when}, {_share_of(told)} over {told.detail}, of which each has {told.limit}{told.cited}"


def _empty_slots(told: Told) -> str:
    return f"{told.when}, requests were counted and there were none, which the policy takes as down{told.cited}"


def _low_traffic(told: Told) -> str:
    several = f" over {told.detail}" if told.detail else ""
    return f"{told.when}, {_share_of(told)}{several}, but a slot of fewer than {told.limit} requests is up{told.cited}"


def _not_all_sources(told: Told) -> str:
    return (
        f"{told.length} ({told.when}) was bad for some of the sources only; "
        f"it counts where all of them say so{told.as_written}{told.cited}"
    )


def _not_first_source(told: Told) -> str:
    return (
        f"{told.length} ({told.when}) was bad only for a source that was not the first to report; "
        f"the first one governs{told.as_written}{told.cited}"
    )


def _explained(told: Told) -> str:
    noun = "outages" if len(told.step.events) > 1 else "outage"
    inside = f"{noun} {told.events}, which" if told.step.events else "an outage that"
    time = f"{told.length} of bad slots and failed checks ({told.when})"
    return f"{time} lies wholly inside {inside} {told.name} excludes, and goes out with it{told.cited}"


def _other_time(told: Told) -> str:
    taken = "counts as up" if told.step.what == "other_time_up" else "leaves the period"
    time = f"in {told.length} of the period ({told.when})"
    return f"{time} {_LACKING.get(told.detail, f'“{told.detail}” did not hold')}; it {taken}{told.as_written}{told.cited}"


_LACKING = {
    "": "nothing was there to be judged as the commitment asks",
    "resource": "there was no resource that the commitment is about",
    "requests": "requests were counted and there were none",
    "together": "no resource met all the conditions of the commitment at once",
}
"""Why nothing is judged in some time."""


def _never_there(told: Told) -> str:
    match told.detail:
        case "resource":
            return f"at no instant of the period was there a resource that the commitment is about{told.cited}"
        case "" | "together":
            return f"at no instant of the period was there a resource with the conditions of the commitment{told.cited}"
        case _:
            return f"at no instant of the period did “{told.detail}” hold{told.cited}"


def _resource(told: Told) -> str:
    told_by = f" ({told.events})" if told.step.events else ""
    like = f"; its {told.words}" if told.detail else ""
    return f"the resource {told.name} is there {told.when}{told_by}{like}{told.cited}"


def _resources(told: Told) -> str:
    number, whole = told.step.before, told.step.after
    more = f"; for a part of it also {quoted(told.step.also)}" if told.step.also else ""
    return (
        f"{_number(number)} {_noun(number, 'resources')} are judged together, "
        f"{_number(whole) if whole else 'none'} of them in the whole period{more}{told.cited}"
    )


def _weight(told: Told) -> str:
    weighs = f"weighs {percent(Fraction(told.detail))}" if told.detail else "has other weights"
    return f"{told.when}, downtime {weighs}: {told.after} of {told.before}{told.cited}"


def _runs_counted(told: Told) -> str:
    times = told.step.after
    before = f"; the run {told.when} began before this period and belongs to the earlier one" if told.step.intervals else ""
    return f"it was down {_number(times)} {_noun(times, 'times')} in a way that counts{before}{told.cited}"


def _at_best(told: Told) -> str:
    return f"what nobody observed is taken as good in what follows, which is the best case{told.cited}"


def _weighted(told: Told) -> str:
    return f"weighted{told.as_written}, the {told.before} that count weigh as {told.after}{told.cited}"


# ---------------------------------------------------------------------------------------------- measures


def _left_out_by(told: Told) -> str:
    number = told.step.after
    events = f" ({told.events})" if told.step.events else ""
    kind = {"requests": "counts of requests", "executions": "executions", "values": "values"}.get(told.detail, told.detail)
    verb = "lies" if number == 1 else "lie"
    name = f"one of the {kind}" if number == 1 else f"{_number(number)} {kind or 'events'}"
    return f"{name}{events} {verb} in time that {told.name} excludes, and {verb.replace('lie', 'stay')} out{told.cited}"


def _unseen_slots(told: Told) -> str:
    number = told.step.after
    taken = f": {told.limit}" if told.limit else ""
    return f"nobody counted anything in {_number(number)} {_noun(number, 'slots')}{taken}{told.cited}"


def _empty_slots_counted(told: Told) -> str:
    number = told.step.after
    verb = "was" if number == 1 else "were"
    taken = f": {told.limit}" if told.limit else ""
    return f"{_number(number)} {_noun(number, 'slots')} {verb} counted and had no requests{taken}{told.cited}"


def _worst_slot(told: Told) -> str:
    scored = f" ({told.words})" if told.detail else ""
    return f"one of the worst slots is that {told.when}: {_share_of(told)}{scored}{told.cited}"


def _counts_cut(told: Told) -> str:
    reach = "the interval of {} reaches" if told.step.after == 1 else "the intervals of {} reach"
    taken = f"only what is spread into it is taken{told.as_written}"
    return f"{reach.format(told.events)} beyond the period, and {taken}{told.cited}"


def _nothing_counted(told: Told) -> str:
    taken = f"; by the policy a period without any {told.detail}" if told.detail else ""
    return f"there were no {told.step.name or 'events'} in the period{taken}{told.cited}"


def _good_share(told: Told) -> str:
    bad, share = told.step.before, told.step.after
    what = told.step.name or "requests"
    all_of = _number(_whole(told.limit))
    events = f" ({told.events})" if told.step.events and bad else ""
    good = percent_in_full(Fraction(share)) if isinstance(share, int | Fraction) else "unknown"
    good += f" ({told.words})" if told.detail else ""
    if what == "slots":
        return f"the mean of {all_of} slots is a good share of {good}{told.cited}"
    verb = "was" if bad == 1 else "were"
    failed = "failed" if what == "requests" else f"{verb} bad"
    return f"{_number(bad)} of {all_of} {what} {failed}{events}, which is a good share of {good}{told.cited}"


def _whole(text: str) -> Figure:
    try:
        return Fraction(text)
    except ValueError:
        return text


def _measured_value(told: Told) -> str:
    number, value = told.step.before, told.step.after
    shown = number_in_full(Fraction(value)) if isinstance(value, int | Fraction) else "unknown"
    which = f", that of {told.events}, {told.detail}" if told.detail else ""
    return f"the {told.limit} of {_number(number)} {_noun(number, 'values')} of {told.name} is {shown}{which}{told.cited}"


def _margin_of_bad(told: Told) -> str:
    spare = told.step.after
    what = told.step.name or "requests"
    kept = "the target would have been kept" if told.limit == "target" else f"the limit of {told.limit} would have held"
    if not isinstance(spare, int | Fraction):
        return f"what would have changed this cannot be told{told.tail()}"
    if spare < 0:
        return f"{told.at_best}with {_number(-spare)} fewer bad {_noun(-spare, what)}, {kept}"
    if spare == 0:
        return f"{told.at_best}with any more bad {what}, {kept.replace('would', 'would not', 1)}"
    return f"{told.at_best}with up to {_number(spare)} more bad {_noun(spare, what)} in place of good ones, {kept}"


def _margin_of_outages(told: Told) -> str:
    spare = told.step.after
    to_row = told.limit not in ("", "target")
    kept = f"the limit of {told.limit} times would have held" if to_row else "the target would have been kept"
    if not isinstance(spare, int):
        return f"what would have changed this cannot be told{told.tail()}"
    if spare < 0:
        return f"{told.at_best}down {_number(-spare)} {_noun(-spare, 'times')} less often, {kept}"
    if spare == 0:
        return f"{told.at_best}down once more, {kept.replace('would', 'would not', 1)}"
    return f"{told.at_best}down up to {_number(spare)} {_noun(spare, 'times')} more often, {kept}"


def _margin_of_value(told: Told) -> str:
    gap = told.step.after
    if not isinstance(gap, int | Fraction):
        return f"what would have changed this cannot be told{told.tail()}"
    if gap == 0:
        return "the value is just that of the target"
    return f"the value lies {number_in_full(abs(Fraction(gap)))} {'below' if gap > 0 else 'above'} that of the target"


SAYINGS: dict[str, Saying] = {
    "count_slots": _slots,
    "probe_slots": _slots,
    "empty_slots": _empty_slots,
    "low_traffic": _low_traffic,
    "not_all_sources": _not_all_sources,
    "not_first_source": _not_first_source,
    "explained": _explained,
    "other_time": _other_time,
    "other_time_up": _other_time,
    "resource": _resource,
    "resources": _resources,
    "weight": _weight,
    "runs_counted": _runs_counted,
    "at_best": _at_best,
    "worst_slot": _worst_slot,
    "counts_cut": _counts_cut,
    "never_there": _never_there,
    "weighted": _weighted,
    "left_out_by": _left_out_by,
    "unseen_slots": _unseen_slots,
    "empty_slots_counted": _empty_slots_counted,
    "nothing_counted": _nothing_counted,
    "good_share": _good_share,
    "measured_value": _measured_value,
    "margin_of_bad": _margin_of_bad,
    "margin_of_outages": _margin_of_outages,
    "margin_of_value": _margin_of_value,
}
"""How each code is said."""
