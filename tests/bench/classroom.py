"""Measure a class on one machine: a JupyterHub whose students start and run chapters at once.

python start.py bench classroom                20 students, chapters 4 and 5
python start.py bench classroom --students 40  more of them: what breaks first
python start.py bench classroom --chapters 6 7  other chapters, in their order
python start.py bench classroom --imports-alone  only the first cell of each: the least there can be

It needs Node (for the hub's proxy) and Linux or macOS. The table is printed and written to
classroom.md. The students' browsers are left out: in a class they run on the students' machines.
"""

import argparse
import os
import platform
import signal
import sys
from collections.abc import Sequence
from functools import partial
from pathlib import Path

import psutil

from docs.site.progress import BuildError

from .class_report import NOTES, as_text
from .hub import Hub
from .lesson import FAILURES, Lesson, Outcome

ROOT = Path(__file__).parents[2]
CHAPTERS = {
    int(path.name[:2]): path.relative_to(ROOT).as_posix()
    for path in sorted((ROOT / "notebooks").glob("*.ipynb"))
}


def hold(n_students: int, chapters: Sequence[str], *, first_alone: bool = False) -> Outcome:
    """Let a class start its servers and run chapters, and return what was measured."""
    before = os.getloadavg()[0]
    with Hub([ROOT / chapter for chapter in chapters]) as hub:
        lesson = Lesson(hub, n_students)
        lesson.all_at_once("servers", lesson.start)
        lesson.all_at_once("JupyterLab", lesson.look_around)
        for chapter in chapters:
            run = partial(lesson.run, chapter=chapter, first_alone=first_alone)
            lesson.all_at_once(chapter, run)
        lesson.all_at_once("memory", lesson.weigh)
        if lesson.outcome.errors():
            print(f"The last words of the hub:\n{hub.log()[-6000:]}", file=sys.stderr)
        lesson.say("ending all servers")
    lesson.outcome.load = before, os.getloadavg()[0]
    return lesson.outcome


def main(arguments: list[str]) -> int:
    """Run the command line; return its exit status."""
    parser = argparse.ArgumentParser(
        prog="python start.py bench classroom",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--students", type=int, default=20, metavar="N", help="20 by default")
    parser.add_argument(
        "--chapters", type=int, nargs="+", choices=CHAPTERS, default=[4, 5], metavar="N",
        help="4 and 5 by default",
    )  # fmt: skip
    parser.add_argument("--imports-alone", action="store_true", help="of each only the first cell")
    options = parser.parse_args(arguments)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that what was started is stopped
    try:
        chapters = [CHAPTERS[number] for number in options.chapters]
        outcome = hold(options.students, chapters, first_alone=options.imports_alone)
    except (BuildError, *FAILURES, RuntimeError) as error:
        print(f"The class could not be held: {error}", file=sys.stderr)
        return 1
    text = f"{as_text(outcome)}\n\n{NOTES}\n{machine(outcome)}\n"
    (ROOT / "classroom.md").write_text(text, "utf-8")
    print(f"\n{text}", end="")
    return 1 if outcome.errors() else 0


def machine(outcome: Outcome) -> str:
    """Say in a line on what it was measured."""
    memory = psutil.virtual_memory().total / 1e9
    return (
        f"{platform.platform()}, {os.cpu_count()} processors, {memory:.0f} GB, Python "
        f"{platform.python_version()}; load (1 minute): {outcome.load[0]:.1f} at the start, "
        f"{outcome.load[1]:.1f} at the end"
    )
