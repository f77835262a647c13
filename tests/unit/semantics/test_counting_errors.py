"""What does not fit what is watched or measured is refused in plain words, with the next step (O1-O5, O8, D1, D3, D7, C1)."""

from __future__ import annotations

import pytest
from counting import COUNTING
from sample import changed, errors

WATCHED = [
    # code, what is replaced, by what, words of the title, words of the hint
    ("sources-alone", 'as first reported by any of "lb", "app"', 'as first reported by any of "lb"', "needs several",
     '`as reported by "lb"`'),
    ("sources-alone", 'as reported by all of "a", "b"', 'as reported by all of "a", "a"', "needs several", "name the others"),
    ("sources-summed", 'good requests as reported by any of "lb", "app"', 'good requests as reported by all of "lb", "app"',
     "added up", '`as reported by "lb"`'),
    ("sources-summed", 'or "slow" as reported by "m"', 'or "slow" as first reported by any of "m", "n"', "added up", "any of"),
    ("length-out-of-range", "by counts of class \"read\" or \"write\" in slots of 5 minutes",
     "by counts of class \"read\" or \"write\" in slots of 25 hours", "at most 24 hours", "check"),
    ("length-out-of-range", "by probes in slots of 1 minute", "by probes in slots of 500 milliseconds", "at least 1 second",
     "check"),
    ("length-not-exact", "in slots of 10 minutes", "in slots of 1 day", "1 day", "24 hours"),
    ("length-not-exact", "a probe speaks for 10 minutes", "a probe speaks for 1 week", "1 week", "168 hours"),
    ("percent-out-of-range", "down when more than 50% failed", "down when more than 100% failed", "true of no slot", "between"),
    ("percent-out-of-range", "down when at least 5% failed", "down when at least 0% failed", "true of every slot",
     "all failed"),
    ("number-out-of-range", "of at least 100 requests", "of at least 0 requests", "least number of requests", "check"),
    ("said-twice", 'watched by outages as reported by "monitor"',
     'watched by outages as reported by "monitor"; watched by outages', "by which outages", "keep one"),
    ("phrase-needless", "  grouped by", "  a probe speaks for 5 minutes;\n  grouped by", "no probes are watched", "leave"),
    ("phrase-needless", "  grouped by", "  counts that fit no slot are an error;\n  grouped by", "no counts", "leave"),
    ("phrase-needless", "  grouped by", "  an excluded outage explains what lies inside it;\n  grouped by", "none are watched",
     "leave"),
    ("phrase-needless", "  grouped by", "  a period without any counts as up;\n  grouped by", "time is measured", "leave"),
    ("phrase-needless", "  grouped by", '  class "read" scores 0.5;\n  grouped by', "time is measured", "leave"),
    ("unobserved-without-probes", "  grouped by", "  unobserved time counts as up;\n  grouped by", "nor counts", "leave"),
]  # fmt: skip

MEASURED = [
    ("target-measure", "good more than 99%", "available more than 99%", "`available` speaks of time", "`good at least 99.9%`"),
    ("target-measure", "down at most 4 hours", "good at least 99%", "measured by time", "`down at most 4 hours`"),
    ("target-measure", "down at most 4 hours", "bad at most 3 times", "measured by time", "`measured by good requests`"),
    ("target-measure", "down at most 4 hours", "value at most 3", "measured by time", "95th percentile"),
    ("target-measure", "good at least 99%;", "bad at most 3 times;", "no number of bad ones", "`good at least 99.9%`"),
    ("target-measure", "value at most 200", "down at most 3 times", "measured by values", "`value at most 200`"),
    ("target-measure", "bad at most 10 times", "value at most 10", "measured by requests", "`bad at most 10 times`"),
    ("number-not-whole", "bad at most 10 times", "bad at most 1.5 times", "whole number", "write 2"),
    ("number-out-of-range", "down less than 3 times", "down less than 0 times", "between 1", "check"),
    ("number-out-of-range", "value at most 200", "value at most 2000000000000000", "at most 1,000,000,000,000,000", "check"),
    ("percent-out-of-range", "good more than 99%", "good more than 100%", "more than all", "`at least 100%`"),
    ("number-out-of-range", "the 99.9th percentile", "the 100.5th percentile", "at most 100", "the 95th percentile"),
    ("number-out-of-range", "scores 0.5", "scores 1.5", "between 0 and 1", "as in `0.5`"),
    ("said-twice", 'class "slow" scores 0.5;', 'class "slow" scores 0.5; class "slow" scores 0.6;', 'class "slow" scores',
     "keep one"),
    ("phrase-needless", 'class "slow" scores', 'class "slaw" scores', 'class "slaw" is not among', "leave"),
    ("phrase-needless", "warning above 150.5;", 'warning above 150.5; class "slow" scores 0.5;', "no classes", "leave"),
    ("measured-and-watched", "warning above 150.5;", "warning above 150.5; watched by outages;", "than time", "keep one"),
    ("warning-level", "warning below 99.95%", "warning above 99.95%", "where all is well", "`below` or `at most`"),
    ("warning-level", "warning at least 3 hours", "warning below 3 hours", "where all is well", "`above` or `at least`"),
    ("warning-level", "warning below 99.95%", "warning below the target", "no warning level", "`warning below 99.95%`"),
    ("limit-scale", "warning above 5;", "warning above 5 hours;", "names a length",
     "a percentage, as in `below 99%` or a number"),
    ("missing-percent", "warning below 99.95%", "warning below 99.95", "99.95 is not", "write `99.95%`"),
    ("warning-level", "warning below 99.95%", "warning below 99", "where all is well", "write `below 99%`"),
    ("limit-scale", "warning above 150.5", "warning below 99%", "measured by values", "a number"),
    ("percent-out-of-range", "warning below 99.95%", "warning below 199%", "a warning level", "check"),
    ("length-not-exact", "warning at least 3 hours", "warning at least 1 day", "1 day", "24 hours"),
]  # fmt: skip

NEEDLESS_WITHOUT_TIME = [
    "measured over the whole period",
    "counted exactly",
    "counted in slots of 1 minute, any that is touched",
    "each run rounded up to 1 minute",
    "runs shorter than 5 minutes ignored, longer ones count whole",
    "a probe speaks for 5 minutes",
    "down when any component is down",
    "weighted by degree",
    "a slot without requests counts as up",
    "unobserved time counts as up",
    "availability rounded half up to 2 decimals",
    "counts that fit no slot are an error",
]

PARTS = [
    ("part-noun", "down when all resources are down", "down when all components are down", "consists of resources",
     "write `resource`"),
    ("part-noun", "weighted by eu 60%, us 40%", 'weighted by "share"', "consists of components", "portal 60%"),
    ("part-noun", 'weighted by "share"', "weighted by eu 50%", "consists of resources", "the attribute"),
    ("weights-of-components", "weighted by eu 60%, us 40%", "weighted by eu 60%", "`us` of the service `api` has no weight",
     "each component"),
    ("weights-of-components", "weighted by eu 60%, us 40%", "weighted by eu 60%, us 41%", "more than 100%",
     "at most the whole"),
    ("weights-of-components", "components eu, us", "components as events name them", "does not list", "components portal"),
    ("declared-twice", "weighted by eu 60%, us 40%", "weighted by eu 60%, eu 40%", "component `eu`", "keep one"),
    ("unknown-name", "weighted by eu 60%, us 40%", "weighted by eu 60%, uk 40%", "component `uk`", "`us`"),
    ("percent-out-of-range", "weighted by eu 60%, us 40%", "weighted by eu 60%, us 0%", "a weight", "check"),
    ("weights-exact", "  unobserved time stays unknown;", "  counted in slots of 1 minute, any that is touched;\n"
     "  unobserved time stays unknown;", "rounds what is weighed", "`counted exactly`"),
    ("no-components", "commitment latency of jobs:", "commitment extra of jobs: available at least 99%; per day; "
     "watched by outages; each component on its own.\n\ncommitment latency of jobs:", "no components", "list the components"),
    ("phrase-needless", "commitment latency of jobs:", "commitment extra of jobs: available at least 99%; per day; "
     "watched by probes, 1 failed in a row from any location; unobserved time counts as up; weighted by degree.\n\n"
     "commitment latency of jobs:", "only outages have a degree", "leave"),
    ("phrase-needless", "  unobserved time stays unknown;", "  unobserved time stays unknown; other time counts as up;",
     "does not consist of resources", "leave"),
    ("phrase-needless", "  unobserved time stays unknown;", '  unobserved time stays unknown; grouped by "region";',
     "does not consist of resources", "leave"),
    ("grouped-and-each", "down when all resources are down", "each resource on its own", "in groups", "keep one"),
    ("resource-condition", 'only resources where "kind" is "db"', "only resources where the period starts before 2025-02-03",
     "by their attributes", "in quotes"),
    ("resource-condition", 'only resources where "kind" is "db"', 'only resources where kind is "db"', "by their attributes",
     'write `"kind" is "db"`'),
    ("number-out-of-range", "at least 2 different", "at least 1 different", "different values", "check"),
    ("attribute-condition",
     'where "region" is "eu" or "us"', 'where "rack" is "1"', 'has no single "rack"', '"region" or "zone"'),
    ("attribute-condition", "available at least 99.9%;\n  warning",
     'available at least 99.9% where "tier" is "gold"; no target otherwise;\n  warning', "nothing that has attributes",
     "`grouped by ...`"),
    ("attribute-condition", "earns 2 points;", 'earns 2 points where "region" is "eu";', "nothing that has attributes",
     "each resource on its own"),
]  # fmt: skip


@pytest.mark.parametrize(("code", "old", "new", "title", "hint"), WATCHED + MEASURED + PARTS)
def test_an_error_has_its_code_and_a_next_step(code: str, old: str, new: str, title: str, hint: str) -> None:
    found = [d for d in errors(changed(old, new, COUNTING)) if d.code == code]
    assert found, errors(changed(old, new, COUNTING))
    assert any(title in d.title for d in found), found
    assert any(hint in d.hint for d in found), found


@pytest.mark.parametrize("phrase", NEEDLESS_WITHOUT_TIME)
def test_what_is_asked_of_time_is_not_asked_of_values_and_not_said_of_them(phrase: str) -> None:
    (found,) = errors(changed("warning above 150.5;", f"warning above 150.5; {phrase};", COUNTING))
    assert found.code == "phrase-needless"
    assert "measured by values" in found.title or "value" in found.title


def test_what_other_time_is_is_not_asked_where_no_time_is_measured() -> None:
    extra = (
        "commitment extra of storage: good at least 99%; per day; measured by good executions; "
        "a period without any counts as up; each resource on its own; only while it is at least 30 days old; "
        'only resources where "kind" is "db"'
    )
    assert errors(f"{COUNTING}{extra}.") == ()
    (found,) = errors(f"{COUNTING}{extra}; other time counts as up.")
    assert found.code == "phrase-needless"
    assert "not by time" in found.title


def test_what_throughout_says_of_time_may_be_needless_for_a_commitment_that_measures_none() -> None:
    phrases = "unobserved time counts as up; down when any component is down; runs shorter than 5 minutes ignored, "
    throughout = f"throughout: {phrases}longer ones count whole; other time counts as up."
    assert errors(COUNTING + throughout) == ()


def test_how_components_and_how_resources_combine_may_both_hold_throughout() -> None:
    text = changed("  down when all resources are down.", "  measured over the whole period.", COUNTING)
    text = changed(";\n  weighted by eu 60%, us 40%", "", text)
    throughout = "throughout: down when any component is down; down when all resources are down."
    assert errors(text + throughout) == ()
    (twice,) = errors(text + throughout + "throughout: weighted by degree.")
    assert twice.code == "said-twice"
    assert {d.code for d in errors(text)} == {"choice-missing"}


def test_throughout_says_either_what_is_measured_or_what_is_watched() -> None:
    (twice,) = errors(COUNTING + "throughout: watched by outages; measured by good requests.")
    assert twice.code == "said-twice"


def test_a_class_scores_throughout_unless_the_commitment_says_otherwise() -> None:
    assert errors(COUNTING + 'throughout: class "slow" scores 0.25; class "fast" scores 0.75.') == ()
    (twice,) = errors(COUNTING + 'throughout: class "slow" scores 0.25; class "slow" scores 0.75.')
    assert twice.code == "said-twice"
