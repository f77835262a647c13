"""Mistakes that many people make, each with a message of its own, tried from the most telling to the most general."""

from __future__ import annotations

from collections.abc import Callable

from slalang.syntax import mistaken_figures as figures
from slalang.syntax import mistaken_lengths as lengths
from slalang.syntax import mistaken_measures as measures
from slalang.syntax import mistaken_promises as promises
from slalang.syntax import mistaken_words as words
from slalang.syntax.unread_place import Mistake, Place


def recognise(place: Place) -> Mistake | None:
    """The common mistake that was made here, if it is one."""
    for look in _LOOKS:
        mistake = look(place)
        if mistake is not None:
            return mistake
    return None


_LOOKS: tuple[Callable[[Place], Mistake | None], ...] = (
    figures.digits,
    words.operator,
    figures.local_instant,
    figures.period_name,
    figures.date_form,
    figures.number_range,
    figures.negative,
    figures.decimal_comma,
    figures.clock_time,
    figures.apostrophe,
    promises.ticket_condition,
    lengths.length_of_calendar,
    lengths.full_days,
    lengths.two_units,
    lengths.around_the_clock,
    lengths.day_of_each_year,
    promises.either_value,
    promises.either_word,
    measures.several_sources,
    measures.share_of_bad,
    measures.score,
    promises.cap_over_time,
    promises.several_facts,
    promises.charge,
    promises.expected_of,
    promises.paused,
    promises.turn,
    words.section,
    words.no_name,
    words.no_service,
    words.needless_colon,
    words.no_default,
    figures.number_word,
    figures.percent_sign,
    figures.unit,
    figures.business_calendar,
    figures.month,
    figures.period,
    figures.zone,
    figures.currency,
    words.glued_name,
    words.needless_quotes,
    words.yes_or_no,
    words.or_else,
    words.separator,
    words.missing_semicolon,
    words.missing_stop,
    words.open_bracket,
    words.empty_phrase,
    figures.weekday,
    words.two_words,
    words.missing_colon,
    words.misspelled,
    words.capital_name,
    words.missing_quotes,
    words.reserved_name,
    words.dash,
    words.foreign_mark,
)
