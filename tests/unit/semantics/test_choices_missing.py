"""Every choice that is taken out of a policy gives an error that lists what may be written."""

from __future__ import annotations

import pytest
from counting import COUNTING
from sample import AGREEMENT, COMPLETE, SUPPORTED, changed, compiled, errors

from slalang.semantics import choices
from slalang.semantics.choices import CHOICES, Choice
from slalang.syntax.parser import parse_policy

WITHOUT = {
    "partial": ("of a period covered in part, the rest counts as up;\n", ""),
    "components": ("service platform: components portal, api.", "service platform: [none] no components."),
    "combine": ("  down when any component is down;\n", ""),
    "unobserved": ("  unobserved time stays unknown;\n", ""),
    "basis": ("  measured over the whole period (clause 3);\n", ""),
    "granularity": (';\n  counted exactly because "no rounding is named"', ""),
    "consequence": ("at most 4 hours each, otherwise the excess counts", "at most 4 hours each"),
    "consequence of notice": ("of weekdays before, otherwise void", "of weekdays before"),
    "rows": ("  rows need a missed target;\n", ""),
    "overlap": ("below 99% earns penalty", "below 99.5% earns penalty"),
    "rounding": ("  money rounded half up;\n", ""),
}
"""How each choice that the resolver asks for is taken out of the complete policy."""

WITHOUT_OF_SUPPORT = {
    "severity": "  a change of severity restarts the clock;\n",
    "reopening": "  reopening continues the clock;\n",
    "pauses": '  pauses from "paused" to "resumed", which moves the deadline and stops the accrual;\n',
    "automatic reply": "  an automatic reply counts;\n",
    "later stage": "  a later stage stops it too;\n",
    "belonging": ";\n  belongs to the period in which it is due",
    "empty": ";\n  a period without any is not judged",
    "first day": "  the first day counts;\n",
    "last day": "  the last day does not count;\n",
    "most": "  accrues at most 30 times;\n",
    "several": "  several at once accrue once;\n",
    "rate": "  at the rate of each day;\n",
}
"""How each choice of clocks, duties, shares and their credits is taken out of the policy that has them all."""

WITHOUT_OF_COUNTING = {
    "unobserved": "  unobserved time stays unknown;\n",
    "uneven": "  counts that fit no slot are spread evenly;\n",
    "empty slot": "  a slot without requests counts as up;\n",
    "empty measure": ";\n  a period without any counts as down",
    "other time": ";\n  other time counts as up",
    "combine": ";\n  down when all resources are down",
    "joining": "  the credits add up;\n",
    "rounding": ";\n  money rounded half up",
    "partial": "  of a period covered in part, only the covered part is judged;\n",
}
"""How each choice of what is watched, measured and joined is taken out of the policy that counts in every way."""


def missing(choice: Choice, text: str) -> None:
    found = [d for d in errors(text) if d.code == choice.code]
    told = [d for d in found if choice.question in d.title]
    assert told, found
    for phrase, meaning in choice.options:
        assert f"`{phrase}`" in told[0].hint
        assert meaning in told[0].hint


@pytest.mark.parametrize("name", [n for n in WITHOUT if n != "components"])
def test_a_choice_that_is_not_made_is_an_error_that_lists_the_possibilities(name: str) -> None:
    choice = next(c for c in CHOICES if c.name == name)
    missing(choice, changed(*WITHOUT[name]))


def test_a_service_says_what_its_components_are() -> None:
    tree = parse_policy(COMPLETE).tree
    assert tree is not None
    missing(choices.COMPONENTS, changed("service platform: components portal, api.", EMPTIED_SERVICE))


EMPTIED_SERVICE = """
ambiguity modules: reading listed because "a"; reading unlisted governs because "b".
service platform: components portal, api under reading listed.
"""


def test_a_commitment_says_by_what_it_is_watched() -> None:
    text = changed('  watched by outages of severity "P1" or none given of degree at least 0.5;\n', "")
    text = changed("  watched by probes, 2 failed in a row from at least 2 locations;\n", "", text)
    missing(choices.WATCH, changed("  unobserved time stays unknown;\n", "", text))


def test_a_credit_says_how_it_is_given() -> None:
    start, end = COMPLETE.index("  given on a claim within"), COMPLETE.index("right termination")
    text = COMPLETE[:start] + "  owed only from GBP 2.\n\n" + COMPLETE[end:]
    missing(choices.GIVEN, changed("  owed only above GBP 0.50;\n", "", text))


def test_an_ambiguity_says_which_reading_governs() -> None:
    text = COMPLETE + 'ambiguity two: reading one because "a"; reading other because "b".'
    found = next(d for d in errors(text) if d.code == "choice-missing")
    assert choices.GOVERNS.question in found.title
    assert "`one`, `other`" in found.hint


@pytest.mark.parametrize("name", WITHOUT_OF_SUPPORT)
def test_a_choice_of_support_that_is_not_made_is_an_error(name: str) -> None:
    choice = next(c for c in CHOICES if c.name == name)
    missing(choice, changed(WITHOUT_OF_SUPPORT[name], "", SUPPORTED))


@pytest.mark.parametrize("name", WITHOUT_OF_COUNTING)
def test_a_choice_of_counting_that_is_not_made_is_an_error(name: str) -> None:
    missing(next(c for c in CHOICES if c.name == name), changed(WITHOUT_OF_COUNTING[name], "", COUNTING))


@pytest.mark.parametrize(
    ("name", "measure"),
    [
        ("uneven", "good requests"),
        ("uneven", "the mean of good requests in slots of 5 minutes"),
        ("empty slot", "the mean of good requests in slots of 5 minutes"),
        ("unobserved", "the mean of good requests in slots of 5 minutes"),
        ("empty measure", "good requests"),
        ("empty measure", "good executions"),
        ("empty measure", "the mean of good requests in slots of 5 minutes"),
        ("empty measure", 'the worst of "loss"'),
        ("partial", 'the mean of "loss"'),
    ],
)
def test_what_is_asked_of_each_measure(name: str, measure: str) -> None:
    target = "value at most 3" if '"' in measure else "good at least 99%"
    text = changed("  of a period covered in part, only the covered part is judged;\n", "", COUNTING)
    missing(
        next(c for c in CHOICES if c.name == name),
        text + f"commitment extra of jobs: {target}; per day; measured by {measure}.",
    )


@pytest.mark.parametrize(
    ("measure", "asked"),
    [
        ("good requests", {"uneven", "empty measure"}),
        ("good executions", {"empty measure"}),
        ("the mean of good requests in slots of 5 minutes", {"uneven", "empty slot", "unobserved", "empty measure"}),
        ('the 50th percentile of "loss"', {"empty measure"}),
    ],
)
def test_nothing_else_is_asked_of_a_measure(measure: str, asked: set[str]) -> None:
    target = "value at most 3" if '"' in measure else "good at least 99%"
    found = errors(COUNTING + f"commitment extra of storage: {target}; per day; measured by {measure}.")
    assert {c.name for c in CHOICES for d in found if c.question in d.title} == asked
    assert {d.code for d in found} == {"choice-missing"}


@pytest.mark.parametrize("name", ["severity", "reopening", "pauses", "automatic reply", "later stage"])
def test_what_a_clock_chooses_may_hold_throughout(name: str) -> None:
    phrase = WITHOUT_OF_SUPPORT[name].strip()
    text = changed(WITHOUT_OF_SUPPORT[name], "", SUPPORTED)
    whole, own = compiled(text + f"throughout: {phrase[:-1]}.").compiled, compiled(SUPPORTED).compiled
    assert whole is not None
    assert own is not None
    for field in ("severity", "reopening", "stop"):
        assert getattr(whole.policy.clocks[0], field) == getattr(own.policy.clocks[0], field)
    assert (whole.policy.clocks[0].pauses is None) is (own.policy.clocks[0].pauses is None)
    assert {c for c, _ in whole.policy.clocks[0].choices} == {c for c, _ in own.policy.clocks[0].choices}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("parameter penalty: a percentage; no default.", "parameter penalty: a percentage."),
        ("2 failed in a row from at least 2 locations", "2 failed in a row"),
        ("ignored, longer ones count whole", "ignored"),
        (", tested at the claim", ""),
    ],
    ids=["default", "probes", "longer runs", "precondition"],
)
def test_choices_that_the_grammar_asks_for(old: str, new: str) -> None:
    assert parse_policy(changed(old, new, COMPLETE + COUNTING)).diagnostics


def test_every_choice_has_a_test_here() -> None:
    here = {*WITHOUT, *WITHOUT_OF_SUPPORT, *WITHOUT_OF_COUNTING}
    here |= {"watch", "given", "governs", "default", "probes", "longer runs", "precondition"}
    assert {choice.name for choice in CHOICES} == here


def test_every_option_is_a_phrase_that_a_policy_can_say() -> None:
    home = {
        "partial": "throughout", "combine": "throughout", "watch": "throughout", "probes": "throughout",
        "unobserved": "throughout", "basis": "throughout", "granularity": "throughout",
        "uneven": "throughout", "empty slot": "throughout", "empty measure": "throughout", "other time": "throughout",
        "precondition": "credit for c", "joining": "joint j of c, d",
        "longer runs": "throughout", "components": "service s", "rows": "throughout",
        "rounding": "throughout", "overlap": "credit for c", "given": "credit for c",
        "governs": "ambiguity a", "default": "parameter p: a word;",
        "severity": "throughout", "reopening": "throughout", "pauses": "throughout",
        "automatic reply": "throughout", "later stage": "throughout", "belonging": "duty d",
        "empty": "share s of c", "first day": "credit for c", "last day": "credit for c",
        "most": "credit for c", "several": "credit for c", "rate": "credit for c",
        "consequence": "exclusion e: at most 4 hours each,",
        "consequence of notice": "exclusion e: announced at least 5 days before,",
    }  # fmt: skip
    for choice in CHOICES:
        start = home[choice.name] + ("" if home[choice.name][-1] in ",;" else ":")
        for phrase, _ in choice.options:
            assert not parse_policy(f"{start} {phrase}.").diagnostics, phrase


def test_what_holds_throughout_yields_to_a_commitment_that_says_otherwise() -> None:
    text = changed("  per calendar month;\n", "  per calendar month;\n  counted in slots of 1 minute, any that is touched;\n")
    own = compiled(text).compiled
    throughout = compiled(COMPLETE).compiled
    assert own is not None
    assert throughout is not None
    assert throughout.policy.commitments[0].granularity is None
    assert own.policy.commitments[0].granularity is not None
    assert AGREEMENT in text
