"""Make small faults in the maths, the judges and the stage: the tests must see them.

python start.py mutants                 300 faults, always the same, about half an hour
python start.py mutants --all           every fault, a night
python start.py mutants losses stage.marks --all    every fault of these modules

First the tests of these modules, see `table.py`, are run once and watched. A fault meets those
that run its line, the quickest first, until one fails; if none does, all tests of its module. A
fault that none sees must stand in survivors.toml with the reason why nothing can see it, else this
ends with 1.

mutmut 3.8 was tried first: it leaves alone every decorated function, which here are nearly all of
the maths (`np.errstate`), so that of losses.py only one private function was changed.
"""

import argparse
import os
import sys
import tomllib
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from .operators import Mutant, mutants_of
from .running import ROOT, WORDS, path_of, run_tests, watch
from .table import TESTS, UNTRIED
from .watching import Watched, seeing

SAMPLE = 300
LISTED = Path(__file__).with_name("survivors.toml")
# what takes long to import, is imported once and handed on to every fork
HEAVY = ("scipy.optimize", "scipy.special", "scipy.stats", "sklearn.linear_model", "anywidget",
         "ipywidgets", "matplotlib.pyplot", "mpmath", "hypothesis.extra.numpy", "numpy.testing",
         "sklearn.datasets", "sklearn.metrics", "sklearn.preprocessing")  # fmt: skip


def read_mutants(names: Sequence[str], everything: bool) -> list[Mutant]:
    """Return the faults to make, in the order of their modules."""
    found = []
    for name in TESTS:
        if name in names or (not names and name not in UNTRIED):
            module = f"logit_core.{name}"
            found += mutants_of(module, path_of(module).read_text("utf-8"))
    if not everything:
        drawn = sorted(found, key=lambda one: one.rank)[:SAMPLE]
        found = [one for one in found if one in drawn]
    return found


def read_listed() -> dict[str, str]:
    """Return the reasons why nothing can see some faults, by module and name of the fault."""
    with LISTED.open("rb") as file:
        listed = tomllib.load(file)
    return {
        f"{module} {name}": why for module, of_it in listed.items() for name, why in of_it.items()
    }


def outcome_of(mutant: Mutant, tests: Sequence[str], watched: Sequence[Watched]) -> str:
    """Return what comes of a fault: "failed", "too long", or "passed", which no test may say."""
    seconds = 10 + 3 * sum(one.seconds for one in watched)
    nearest = seeing(watched, path_of(mutant.module), mutant.lines)
    outcome = run_tests(nearest, mutant, seconds) if nearest else "passed"
    return run_tests(tests, mutant, seconds) if outcome == "passed" else outcome


def main() -> int:
    parser = argparse.ArgumentParser(prog="python start.py mutants", allow_abbrev=False)
    parser.add_argument("modules", nargs="*", metavar="MODULE", help="such as losses, stage.marks")
    parser.add_argument("--all", action="store_true", help="every fault, not a sample of 300")
    options = parser.parse_args()
    if unknown := [name for name in options.modules if name not in TESTS]:
        parser.error(f"no module {unknown[0]!r}: use some of {', '.join(TESTS)}")
    if not hasattr(os, "fork"):
        parser.error("this needs os.fork, which Windows does not have; use Linux, macOS or WSL")
    os.environ |= {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "MPLBACKEND": "agg"}
    for name in HEAVY:
        __import__(name)
    listed, survivors, counts = read_listed(), [], Counter[str]()
    mutants = read_mutants(options.modules, options.all)
    watched: dict[str, list[Watched]] = {}
    for number, mutant in enumerate(mutants, start=1):
        name = mutant.module.removeprefix("logit_core.")
        for file in TESTS[name]:
            if file not in watched:
                seen = watch([file])
                if seen is None:
                    print(f"Without a fault {file} fails:\n{WORDS.read_text('utf-8')[-2000:]}")
                    return 1
                watched[file] = seen
                print(f"{file}: {sum(one.seconds for one in seen):.0f} s", flush=True)
        outcome = outcome_of(mutant, TESTS[name], [one for f in TESTS[name] for one in watched[f]])
        key = f"{name} {mutant.name}"
        if outcome == "passed":
            outcome = "equivalent" if key in listed else "survived"
        counts[outcome] += 1
        if outcome == "survived":
            survivors.append(f"{path_of(mutant.module).relative_to(ROOT)}:{mutant.line} {key}")
            print(f"[{number} of {len(mutants)}] survived: {survivors[-1]}", flush=True)
    seen_ones = counts["failed"] + counts["too long"]
    print(f"\n{len(mutants)} faults: {seen_ones} seen ({counts['too long']} by the time), "
          f"{counts['equivalent']} make no difference, {counts['survived']} survived")  # fmt: skip
    return 1 if survivors else 0


if __name__ == "__main__":
    sys.exit(main())
