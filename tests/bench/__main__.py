"""Measure how fast the pictures follow the hand, beside what other courses do.

python start.py bench            measure everything, about four minutes
python start.py bench --quick    fewer steps, without the run of the notebooks
python start.py bench classroom  something else: a class at a JupyterHub, see classroom.py
python start.py bench site       the site instead, as a visitor meets it

The same picture is shown by `learning_rate_explorer`, by ipywidgets.interact and by ipympl, in
JupyterLab and Chromium, directly and through a proxy that adds 150 ms to each round trip. The table
is printed and written to bench.md, all numbers to bench.json.
"""

import argparse
import copy
import importlib.metadata
import json
import os
import platform
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Error, sync_playwright

from ..browser.chromium import FLAGS, MISSING, find_chromium
from ..browser.lab import Lab
from . import classroom, maths, site
from .follow import measure_follow
from .own_data import ROWS, measure_all_own_data
from .page import WAYS, BenchPage, Way
from .proxy import DelayProxy
from .report import NOTES, own_data_of, rows_of, weights_of
from .stored import stored_outputs
from .table import as_table
from .weight import weigh_all

ROOT = Path(__file__).parents[2]
ONE_WAY = 0.075  # seconds
DIRECT, FAR = "direct", "150 ms"
PACKAGES = ("jupyterlab", "ipykernel", "ipywidgets", "anywidget", "ipympl", "matplotlib", "numpy")

Results = dict[str, Any]


class Progress:
    """Says what is being measured, and since when."""

    def __init__(self) -> None:
        self.began = time.monotonic()

    def __call__(self, what: str) -> None:
        """Print at once, also into a file or a pipe."""
        print(f"[{time.monotonic() - self.began:4.0f} s] {what}", flush=True)


def measure_way(
    browser: Browser, lab: Lab, way: Way, route: str, quick: bool, say: Progress
) -> Results:
    """Measure one way of showing the picture over one route."""
    steps, seconds = (10, 1.5) if quick else (30, 3.5)
    ours = way.name == "ours"
    found: Results = {}
    name = f"{way.name}, {route}"
    say(f"{name}: opening JupyterLab and running the cell")
    with BenchPage.show(browser, lab, way, f"{way.name}-{route.split()[0]}") as page:
        found["first_ms"], found["first_bytes"] = page.first()
        say(f"{name}: {steps} steps of the slider, a drag, Play")
        found["steps"] = page.steps(steps)
        found["drag"] = page.drag(seconds)
        found["play"] = page.play(seconds)
        if route == FAR:
            say(f"{name}: memory of the kernel")
            found["memory"] = page.memory()
        if ours and route == DIRECT:
            say(f"{name}: a drag with the processor slowed down to a quarter")
            found["slow"] = page.drag_slowly(seconds, 4)
            say(f"{name}: the same with the kernel busy")
            page.keep_kernel_busy()
            found["busy steps"] = page.steps(steps)
            found["busy drag"] = page.drag(seconds)
            found["busy play"] = page.play(seconds)
            found["busy to the end"] = page.kernel_is_busy()
    return found


def measure_browser(quick: bool, say: Progress) -> Results:
    """Measure every way over both routes."""
    found: Results = {}
    with sync_playwright() as playwright:
        program = find_chromium(playwright.chromium.executable_path)
        if program is None:
            raise FileNotFoundError(MISSING)
        say("starting JupyterLab and Chromium")
        browser = playwright.chromium.launch(executable_path=program, args=list(FLAGS))
        with Lab() as lab, DelayProxy(lab.port, ONE_WAY) as proxy:
            far = copy.copy(lab)
            far.url = f"http://127.0.0.1:{proxy.port}"
            for route, server in ((DIRECT, lab), (FAR, far)):
                for way in WAYS:
                    found[f"{way.name}, {route}"] = measure_way(
                        browser, server, way, route, quick, say
                    )
            say("a point of one's own, and its fit")
            found["follow"] = measure_follow(browser, lab, 20 if quick else 60)
        found["chromium"] = browser.version
        browser.close()
    return found


def measure_rest(quick: bool, say: Progress) -> Results:
    """Measure what needs no browser."""
    say("maths: descents beside plain loops")
    found: Results = {"descent": maths.measure_descent(3 if quick else 15)}
    say("maths: cost as the rows grow")
    found["growth"] = maths.measure_growth(maths.ROWS[:2] if quick else maths.ROWS, 3)
    say("import times")
    found["imports"] = maths.measure_imports(3)
    found["stored"] = stored_outputs(ROOT / "notebooks")
    say("the weight of every explorer")
    found["weights"] = weigh_all()
    say("explorers on data of one's own")
    found["own data"] = measure_all_own_data(ROWS[:2] if quick else ROWS)
    if not quick:
        say("strict nbval over the notebooks")
        found["nbval"] = maths.measure_notebooks()
    return found


def machine(chromium: str, load: tuple[float, ...]) -> str:
    """Say in a few lines on what it was measured."""
    versions = ", ".join(f"{name} {importlib.metadata.version(name)}" for name in PACKAGES)
    return (
        f"{platform.platform()}, {os.cpu_count()} processors, Python {platform.python_version()}, "
        f"Chromium {chromium}\n{versions}\n"
        f"load (1 minute): {load[0]:.1f} at the start, {load[1]:.1f} at the end"
    )


def load_now() -> float:
    """Return how many processes wanted a processor over the last minute, where the system says."""
    return os.getloadavg()[0] if hasattr(os, "getloadavg") else float("nan")


def main(arguments: list[str]) -> int:
    """Run the command line; return its exit status."""
    if arguments[:1] == ["classroom"]:
        return classroom.main(arguments[1:])
    if arguments == ["site"]:
        return site.main()
    parser = argparse.ArgumentParser(
        prog="python start.py bench",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--quick", action="store_true", help="fewer steps, no notebooks")
    chosen = parser.parse_args(arguments)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that what was started is stopped
    say = Progress()
    load = [load_now()]
    found: Results = {}
    for measure in _PARTS:
        try:
            found |= measure(chosen.quick, say)
        except _FAILURES as error:
            print(f"The benchmark could not measure: {error}", file=sys.stderr)
            return 1
    load.append(load_now())
    tables = "\n\n".join(
        [as_table(rows_of(found)), weights_of(found["weights"]), own_data_of(found["own data"])]
    )
    text = f"{tables}\n\n{NOTES}\n{machine(found['chromium'], tuple(load))}\n"
    (ROOT / "bench.md").write_text(text, "utf-8")
    numbers = json.dumps(found | {"load": load}, default=asdict, indent=1)
    (ROOT / "bench.json").write_text(numbers + "\n", "utf-8")
    say("done; the table is in bench.md, all numbers are in bench.json\n")
    print(text, end="")
    return 0


# what a page, a server, a process or a file does when it fails
_FAILURES = (AssertionError, Error, OSError, RuntimeError, subprocess.SubprocessError, ValueError)

_PARTS: tuple[Callable[[bool, Progress], Results], ...] = (measure_browser, measure_rest)

if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit("The benchmark was interrupted.")
