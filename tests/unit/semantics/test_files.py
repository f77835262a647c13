"""A policy may stand in several files: what it uses is read into it, what it replaces stands beside it (P3, C7)."""

from __future__ import annotations

from sample import AGREEMENT, COMPLETE, CREDITS, EXCLUSIONS, PROMISE, changed, compiled, errors

from slalang.semantics.compile import compile_tree
from slalang.syntax.parser import parse_policy

FILLER = 'prose (clause 6): "nothing else to decide".'
EARLIER = changed("in force from 2025-01-01 until 2026-12-31", "in force from 2023-01-01")
EARLIER_STILL = changed("in force from 2025-01-01 until 2026-12-31", "in force from 2021-01-01")


def only_code(text: str, **files: str) -> str:
    (found,) = errors(text, **files)
    return found.code


def test_rules_of_a_used_file_hold_where_it_is_used() -> None:
    split = compiled('use "promise.sla".' + AGREEMENT + 'use "rest/all.sla".', promise=PROMISE,
                     rest__all=EXCLUSIONS + 'use "more.sla".', rest__more=CREDITS).compiled  # fmt: skip
    whole = compiled(COMPLETE).compiled
    assert split is not None
    assert whole is not None
    assert split.policy == whole.policy
    assert split.sha256 == whole.sha256
    assert set(split.trees) == {
        "folder/policy.sla",
        "folder/promise.sla",
        "folder/rest/all.sla",
        "folder/rest/more.sla",
    }


def test_a_file_that_is_used_twice_is_read_once() -> None:
    text = COMPLETE.replace(PROMISE, 'use "a.sla". use "b.sla".')
    done = compiled(text, a='use "b.sla".', b=PROMISE).compiled
    assert done is not None
    assert len(done.policy.commitments) == 1


def test_a_file_of_scenarios_uses_the_policy() -> None:
    done = compiled('use "hosting.sla". scenario "s": expect uptime in 2025-03: met.', hosting=COMPLETE).compiled
    whole = compiled(COMPLETE).compiled
    assert done is not None
    assert whole is not None
    assert done.sha256 == whole.sha256


def test_an_error_stands_in_the_file_that_holds_it() -> None:
    (found,) = errors(COMPLETE.replace(PROMISE, 'use "a.sla".'), a=PROMISE.replace("per calendar month;", ""))
    assert found.span is not None
    assert found.span.file == "folder/a.sla"
    unread = errors(COMPLETE + 'use "a.sla".', a="exclusion others: nonsense.")
    assert {d.span.file for d in unread if d.span is not None} == {"folder/a.sla"}


def test_a_missing_file_is_named_with_the_nearest() -> None:
    (found,) = errors(COMPLETE + 'use "causes.sla". use "cause.sla".', causes=FILLER)
    assert found.code == "file-missing"
    assert '"causes.sla"' in found.hint
    tree = parse_policy(COMPLETE + 'use "other.sla".').tree
    assert tree is not None
    assert [d.code for d in compile_tree(tree).diagnostics] == ["file-missing"]


def test_no_file_outside_the_policy_s_folder() -> None:
    for path in ("/etc/passwd", "../other.sla", "a/../../other.sla", "C:\\x.sla", "~/x.sla", "", ".."):
        assert only_code(COMPLETE + f'use "{path}".') == "file-outside", path
    inside = compiled(COMPLETE + 'use "a/b.sla".', a__b='use "../c.sla".', c=FILLER)
    assert inside.compiled is not None


def test_circles_depth_and_number_are_bounded() -> None:
    assert only_code(COMPLETE + 'use "a.sla".', a='use "b.sla".', b='use "a.sla".') == "file-circle"
    assert only_code(COMPLETE + 'use "policy.sla".') == "file-circle"
    deep = {f"f{i}": f'use "f{i + 1}.sla".' for i in range(12)}
    assert only_code(COMPLETE + 'use "f0.sla".', **deep) == "files-too-deep"
    many = {f"f{i}": FILLER for i in range(60)}
    assert only_code(COMPLETE + "".join(f'use "{n}.sla".' for n in many), **many) == "too-many-files"


def test_a_policy_of_too_many_rules_is_refused() -> None:
    assert "too-much" in {d.code for d in errors(COMPLETE + 'prose (clause 6): "x".' * 2_001)}


def test_an_earlier_version_stands_beside_the_policy() -> None:
    done = compiled('replaces "v1.sla".' + COMPLETE, v1='replaces "v0.sla".' + EARLIER, v0=EARLIER_STILL).compiled
    alone = compiled(COMPLETE).compiled
    assert done is not None
    assert alone is not None
    assert done.policy == alone.policy
    assert done.sha256 != alone.sha256
    assert done.replaces is not None
    assert done.replaces.replaces is not None
    assert done.replaces.policy.in_force_at == 1_672_531_200_000_000
    assert list(done.trees) == ["folder/policy.sla"]


def test_versions_that_do_not_follow_each_other() -> None:
    undated = COMPLETE.replace("  in force from 2025-01-01 until 2026-12-31;\n", "")
    assert only_code('replaces "v1.sla".' + undated, v1=EARLIER) == "replaces-undated"
    assert only_code('replaces "v1.sla".' + EARLIER, v1=COMPLETE) == "replaces-later"
    assert only_code('replaces "policy.sla".' + COMPLETE) == "file-circle"
    assert only_code('replaces "v1.sla".' + COMPLETE, v1='replaces "policy.sla".' + EARLIER) == "file-circle"
    assert only_code('replaces "v1.sla". replaces "v2.sla".' + COMPLETE, v1=EARLIER, v2=EARLIER) == "said-twice"
    assert only_code('replaces "v1.sla".' + COMPLETE, v1=EARLIER.replace("per calendar month;", "")) == "period-missing"
