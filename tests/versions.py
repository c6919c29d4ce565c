"""Run the unit tests and the notebooks on every Python, each in an environment of its own.

python start.py versions             all of them, about half an hour each on two cores
python start.py versions 3.12 3.13   these alone
python start.py versions --quick     without the slowest tests, as `start.py test` leaves them out

The oldest Python gets the lowest versions of what pyproject.toml asks for, the others the newest.
An interpreter is one of this machine, or one that uv fetches. A version without one is left out,
which the table at the end says. The browser tests run with the Python of `start.py test` alone.
"""

import argparse
import importlib.util
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import start

PLACE = start.ROOT / "build" / "versions"
STEPS = ("unit tests", "notebooks")


class Row(NamedTuple):
    """One Python and which packages it is tried with: uv's word for them."""

    python: str
    resolution: str


class Outcome(NamedTuple):
    """What came of one step of a row."""

    row: Row
    step: str
    words: str
    seconds: float


ROWS = [
    Row("3.11", "lowest-direct"),
    Row("3.12", "highest"),
    Row("3.13", "highest"),
    Row("3.14", "highest"),
]


def candidates(python: str) -> list[Path]:
    """Return the files of this machine that may be an interpreter of this version."""
    folders = [Path(folder) for folder in os.environ.get("PATH", "").split(os.pathsep) if folder]
    named = [found for folder in folders if (found := shutil.which(f"python{python}", path=folder))]
    pyenv = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv"))
    inside = "python.exe" if start.WINDOWS else "bin/python"
    return [Path(sys.executable), *map(Path, named), *pyenv.glob(f"versions/{python}.*/{inside}")]


def is_of(interpreter: Path, python: str) -> bool:
    """Tell whether an interpreter works and has this version."""
    code = "import sys; print('{}.{}'.format(*sys.version_info[:2]))"
    try:
        told = subprocess.run([interpreter, "-c", code], capture_output=True, text=True)
    except OSError:
        return False
    return told.stdout.strip() == python


def find(python: str) -> Path | None:
    """Return an interpreter of this version, or None where this machine has none."""
    return next((path for path in candidates(python) if is_of(path, python)), None)


def interpreter_in(venv: Path) -> Path:
    """Return the Python of a virtual environment."""
    return venv / start.PYTHON.relative_to(start.VENV)


def environment(venv: Path) -> dict[str, str]:
    """Return the environment of what is started in a virtual environment of ours."""
    inherited = start.environment()
    path = os.pathsep.join([str(interpreter_in(venv).parent), inherited["PATH"]])
    return {**inherited, "PATH": path, "VIRTUAL_ENV": str(venv)}


def run(command: Sequence[str | Path], venv: Path) -> bool:
    """Run a command, its output going where ours goes; tell whether it succeeded."""
    start.say(f"\n=== {' '.join(map(str, command))}")
    return subprocess.run(command, cwd=start.ROOT, env=environment(venv)).returncode == 0


def install(row: Row, venv: Path) -> str | None:
    """Make an environment with the course in it; return what is missing, or None."""
    uv = [sys.executable, "-m", "uv"]
    python = find(row.python) or row.python  # uv fetches what it gets as a number
    if not run([*uv, "venv", "--clear", "--seed", "--python", str(python), str(venv)], venv):
        return "left out: no interpreter" if python == row.python else "FAILED"
    wish = ["--resolution", row.resolution, "--upgrade", "-e", ".[lab,test]"]
    target = ["--python", str(interpreter_in(venv))]
    return None if run([*uv, "pip", "install", *target, *wish], venv) else "FAILED"


def try_out(row: Row, *, quick: bool = False) -> list[Outcome]:
    """Install one row and run its steps, going on after a failure."""
    venv = PLACE / f"{row.python}-{row.resolution}"
    began = time.monotonic()
    missing = install(row, venv)
    outcomes = [Outcome(row, "installation", missing or "passed", time.monotonic() - began)]
    if missing:
        return outcomes
    for step in STEPS:
        began = time.monotonic()
        leaving_out = start.QUICKLY.get(step, []) if quick else []
        passed = run([interpreter_in(venv), "-m", *start.TEST_STEPS[step], *leaving_out], venv)
        words = "passed" if passed else "FAILED"
        outcomes.append(Outcome(row, step, words, time.monotonic() - began))
    return outcomes


def has_uv() -> bool:
    """Tell whether uv is installed; `start.py setup` installs it where it can be had."""
    return importlib.util.find_spec("uv") is not None


def row_of(python: str) -> Row:
    """Return the row of a version."""
    rows = {row.python: row for row in ROWS}
    if python not in rows:
        known = ", ".join(rows)
        raise argparse.ArgumentTypeError(f"must be one of {known}, got {python!r}")
    return rows[python]


def table(outcomes: Sequence[Outcome]) -> str:
    """Return a line for each step of each row."""
    return "\n".join(
        f"{row.python:<5} {row.resolution:<14} {step:<13} {seconds:7.1f} s  {words}"
        for row, step, words, seconds in outcomes
    )


def main(arguments: Sequence[str]) -> int:
    """Try the versions; return 0 where something ran and nothing failed."""
    parser = argparse.ArgumentParser(prog="python start.py versions", allow_abbrev=False)
    parser.add_argument("rows", nargs="*", type=row_of, metavar="VERSION")
    parser.add_argument("--quick", action="store_true", help="without the slowest tests")
    options = parser.parse_args(arguments)
    if not has_uv():
        start.say("The command versions needs uv, which could not be installed here.")
        return 1
    rows = options.rows or ROWS
    outcomes = [one for row in rows for one in try_out(row, quick=options.quick)]
    start.say(f"\n=== Summary\n{table(outcomes)}")
    words = {one.words for one in outcomes}
    return 0 if "passed" in words and "FAILED" not in words else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
