"""Tests in a fork of this process: with a fault in a module, or watched."""

import os
import signal
import sys
import tempfile
import time
import traceback
from collections.abc import Sequence
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from importlib.util import spec_from_file_location
from pathlib import Path
from types import ModuleType
from typing import Any, NoReturn

import hypothesis
import pytest

from .operators import Mutant
from .watching import Watched, Watcher, read_notes

ROOT = Path(__file__).parents[2]
_SCRATCH = Path(tempfile.mkdtemp())
WORDS = _SCRATCH / "words.txt"  # what pytest said last
_LEFT_OUT = ("no:cacheprovider", "no:xdist", "no:nbval")  # plugins that only cost time
_PLAIN = ("-x", "-q", "--assert=plain", *(word for one in _LEFT_OUT for word in ("-p", one)))


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
    """Return the file of a module."""
    return ROOT / f"{module.replace('.', '/')}.py"


def watch(tests: Sequence[str]) -> list[Watched] | None:
    """Run tests and note what each of them runs; None where one fails."""
    notes = _SCRATCH / "notes.json"
    watcher = Watcher(ROOT / "logit_core", notes)
    if _in_a_fork(tests, [FirstFailure(), watcher], None, 3600.0) != "passed":
        return None
    return read_notes(notes)


def run_tests(tests: Sequence[str], mutant: Mutant, seconds: float) -> str:
    """Run tests on a fault, for so long on the processor: "passed", "failed" or "too long"."""
    return _in_a_fork(tests, [FirstFailure()], mutant, seconds)


def _in_a_fork(
    tests: Sequence[str], plugins: Sequence[object], mutant: Mutant | None, seconds: float
) -> str:
    child = os.fork()
    if child == 0:
        _become_tester(tests, plugins, mutant, round(seconds))
    end = time.monotonic() + 60 + 10 * seconds  # for what waits and needs no processor
    while time.monotonic() < end:
        ended, status = os.waitpid(child, os.WNOHANG)
        if ended:
            too_long = os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGXCPU
            return "too long" if too_long else "passed" if status == 0 else "failed"
        time.sleep(0.02)
    os.killpg(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return "too long"


def _become_tester(
    tests: Sequence[str], plugins: Sequence[object], mutant: Mutant | None, seconds: int
) -> NoReturn:
    """Run tests in this process, silently, and end with what pytest says."""
    import resource  # Windows has none

    code = 1
    try:
        os.setsid()
        used = resource.getrusage(resource.RUSAGE_SELF)
        limit = round(used.ru_utime + used.ru_stime) + seconds
        resource.setrlimit(resource.RLIMIT_CPU, (limit, limit + 5))
        os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
        os.dup2(os.open(WORDS, os.O_WRONLY | os.O_CREAT | os.O_TRUNC), 1)
        os.dup2(1, 2)
        if mutant is not None:
            sys.meta_path.insert(0, Spoilt(mutant))
        code = int(pytest.main([*_PLAIN, *tests], plugins=list(plugins)))
    except BaseException:
        traceback.print_exc()
    finally:
        for stream in (sys.stdout, sys.stderr):
            stream.flush()
        os._exit(code)
