"""Source against artifact: `python -m tests.oracle.artifacts --policies 2000 --seed 1`.

Every generated policy is written as an artifact and loaded again. Both must be the same in value, and judge every stream
to the same bytes. Exits 1 where they do not.
"""

from __future__ import annotations

import argparse
import sys
import time

from slalang.output.verdicts.json import verdict_json
from slalang.pipeline import evaluate, load_policy, policy_artifact
from slalang.semantics.compile import compile_tree
from slalang.semantics.policy import Compiled
from tests.oracle.generate import Case, cases

STREAMS = 3


def differences(seed: int, streams: int = STREAMS) -> list[str]:
    """How the policy of a seed and its artifact differ, in words."""
    group = cases(seed, streams)
    compiled = compile_tree(group[0].tree).required()
    artifact = policy_artifact(compiled)
    loaded = load_policy(artifact)
    if loaded.compiled is None:
        return [f"seed {seed}: {loaded.diagnostics[0].field}: {loaded.diagnostics[0].title}"]
    found = []
    if loaded.compiled != compiled or loaded.compiled.sha256 != compiled.sha256:
        found.append(f"seed {seed}: the policy that was loaded is another")
    if policy_artifact(loaded.compiled) != artifact:
        found.append(f"seed {seed}: the policy that was loaded gives other bytes")
    for number, case in enumerate(group):
        if _judged(compiled, case) != _judged(loaded.compiled, case):
            found.append(f"seed {seed}: the verdicts on stream {number} differ")
    return found


def _judged(compiled: Compiled, case: Case) -> list[bytes]:
    return [verdict_json(verdict) for verdict in evaluate(compiled, case.events, as_of=case.as_of)]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--policies", type=int, default=1_000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    began = time.monotonic()
    found = [line for seed in range(options.seed, options.seed + options.policies) for line in differences(seed)]
    for line in found:
        print(line)  # noqa: T201
    print(f"{options.policies} policies in {time.monotonic() - began:.0f} s, {len(found)} differences")  # noqa: T201
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
