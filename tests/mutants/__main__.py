"""Make small faults in the maths, the judges and the stage: the tests must see them.

python start.py mutants                 300 faults, always the same, about an hour
python start.py mutants --all           every fault, a night
python start.py mutants losses stage.marks --all    every fault of these modules

For each fault run the tests of its module, see `table.py`, until one fails. A fault that none sees
must stand in survivors.toml with the reason why nothing can see it, else this ends with 1.

mutmut 3.8 was tried first: it leaves alone every decorated function, which here are nearly all of
the maths (`np.errstate`), so that of losses.py only one private function was changed.
"""

import argparse
import os
import signal
import sys
import tempfile
import time
import tomllib
import traceback
from collections import Counter
from collections.abc import Sequence
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from importlib.util import spec_from_file_location
from pathlib import Path
from types import ModuleType
from typing import Any, NoReturn

import hypothesis
import pytest

from .operators import Mutant, mutants_of
from .table import TESTS

ROOT = Path(__file__).parents[2]
SAMPLE = 300
WORDS = Path(tempfile.mkdtemp()) / "words.txt"  # what pytest said last
LISTED = Path(__file__).with_name("survivors.toml")
# what takes long to import, is imported once and handed on to every fork
HEAVY = ("scipy.optimize", "scipy.special", "scipy.stats", "sklearn.linear_model", "anywidget",
         "ipywidgets", "matplotlib.pyplot", "mpmath", "hypothesis.extra.numpy", "numpy.testing",
         "sklearn.datasets", "sklearn.metrics", "sklearn.preprocessing")  # fmt: skip


class Spoilt(MetaPathFinder, Loader):
    """Finds one module with its fault in place of the file's text."""

    def __init__(self, mutant: Mutant) -> None:
        self.mutant = mutant

    def find_spec(self, fullname: str, *_: Any) -> ModuleSpec | None:
        """Return the spec of the module, and of no other."""
        if fullname != self.mutant.module:
            return None
        return spec_from_file_location(fullname, path_of(fullname), loader=self)

    def exec_module(self, module: ModuleType) -> None:
        """Run the text with the fault."""
        code = compile(self.mutant.code, str(path_of(self.mutant.module)), "exec")
        exec(code, module.__dict__)


class FirstFailure:
    """Has hypothesis stop at the first example that fails: it is neither made smaller nor kept."""

    def pytest_collection_finish(self) -> None:
        """Choose the profile after the one of conftest.py was chosen."""
        phases = (hypothesis.Phase.explicit, hypothesis.Phase.generate)
        parent = hypothesis.settings.get_profile("repeatable")
        hypothesis.settings.register_profile("mutants", parent, phases=phases, database=None)
        hypothesis.settings.load_profile("mutants")


def path_of(module: str) -> Path:
    return ROOT / f"{module.replace('.', '/')}.py"


def read_mutants(names: Sequence[str], everything: bool) -> list[Mutant]:
    """Return the faults to make, in the order of their modules."""
    found = []
    for name in TESTS:
        if not names or name in names:
            module = f"logit_core.{name}"
            found += mutants_of(module, path_of(module).read_text("utf-8"))
    if not everything:
        drawn = sorted(found, key=lambda one: one.rank)[:SAMPLE]
        found = [one for one in found if one in drawn]
    return found


def run_tests(tests: Sequence[str], mutant: Mutant | None, seconds: float) -> str:
    """Run tests in a fork; return "passed", "failed" or "too long"."""
    child = os.fork()
    if child == 0:
        become_tester(tests, mutant)
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        ended, status = os.waitpid(child, os.WNOHANG)
        if ended:
            return "passed" if status == 0 else "failed"
        time.sleep(0.02)
    os.killpg(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return "too long"


def become_tester(tests: Sequence[str], mutant: Mutant | None) -> NoReturn:
    """Run tests in this process, silently, and end with what pytest says."""
    code = 1
    try:
        os.setsid()
        os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
        os.dup2(os.open(WORDS, os.O_WRONLY | os.O_CREAT | os.O_TRUNC), 1)
        os.dup2(1, 2)
        if mutant is not None:
            sys.meta_path.insert(0, Spoilt(mutant))
        options = (
            "-x",
            "-q",
            "--assert=plain",
            "-p",
            "no:cacheprovider",
            "-p",
            "no:xdist",
            "-p",
            "no:nbval",
        )
        code = int(pytest.main([*options, *tests], plugins=[FirstFailure()]))
    except BaseException:
        traceback.print_exc()
    finally:
        for stream in (sys.stdout, sys.stderr):
            stream.flush()
        os._exit(code)


def read_listed() -> dict[str, str]:
    """Return the reasons why nothing can see some faults, by module and name of the fault."""
    with LISTED.open("rb") as file:
        listed = tomllib.load(file)
    return {
        f"{module} {name}": why for module, of_it in listed.items() for name, why in of_it.items()
    }


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
    limits: dict[str, float] = {}
    for number, mutant in enumerate(mutants, start=1):
        tests = TESTS[mutant.module.removeprefix("logit_core.")]
        if mutant.module not in limits:
            began = time.monotonic()
            if run_tests(tests, None, 1200.0) != "passed":
                print(f"The tests of {mutant.module} fail without a fault: {' '.join(tests)}")
                print(WORDS.read_text("utf-8", errors="replace")[-2000:])
                return 1
            limits[mutant.module] = 10.0 + 3 * (time.monotonic() - began)
            print(f"{mutant.module}: its tests take {time.monotonic() - began:.0f} s", flush=True)
        outcome = run_tests(tests, mutant, limits[mutant.module])
        key = f"{mutant.module.removeprefix('logit_core.')} {mutant.name}"
        if outcome == "passed":
            outcome = "equivalent" if key in listed else "survived"
        counts[outcome] += 1
        if outcome == "survived":
            survivors.append(f"{path_of(mutant.module).relative_to(ROOT)}:{mutant.line} {key}")
            print(f"[{number} of {len(mutants)}] survived: {survivors[-1]}", flush=True)
    seen = counts["failed"] + counts["too long"]
    print(f"\n{len(mutants)} faults: {seen} seen ({counts['too long']} of them by the time), "
          f"{counts['equivalent']} make no difference, {counts['survived']} survived")  # fmt: skip
    return 1 if survivors else 0


if __name__ == "__main__":
    sys.exit(main())
