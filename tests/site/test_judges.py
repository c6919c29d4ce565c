"""The judges in the page's Python, a newer one on another machine, say there what they say here.

NumPy notices no overflow there, whole numbers have 32 bits, and each call takes some times as long.
"""

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.exercises.answers import RIGHT, WRONG

# what the page's worker does, without the worker
START = """async (course) => {
    const { loadPyodide } = await import(new URL("_static/pyodide/pyodide.mjs", location.href));
    const home = new URL("_static/pyodide/", location.href).href;
    window.python = await loadPyodide({ indexURL: home, packages: ["numpy", "scipy"] });
    python.unpackArchive(await (await fetch(course)).arrayBuffer(), "zip");
}"""
JUDGE = """
import json, math
import numpy as np
import logit_core as lc
from logit_core import exercises

verdicts = []
for code in json.loads(answers):
    namespace = {"np": np, "lc": lc, "math": math, "__name__": "__main__"}
    exec(compile(code, "<answer>", "exec"), namespace)
    verdict = getattr(exercises, judge)(list(namespace.values())[-1])
    verdicts.append([verdict.passed, verdict.message])
json.dumps(verdicts)
"""

# changes by which something is divided are not tried there: that 1/0 helped could not be noticed
NOT_THERE = ("Python reads a / b * c from left to right",)

MOST = 8  # wrong answers of each judge, but of the sigmoid's, where the page's NumPy differs

Judge = Callable[[str, list[str]], list[tuple[bool, str]]]


@pytest.fixture(scope="module")
def judged_there(browser: Browser, address: str, site: Path) -> Iterator[Judge]:
    """Return a function that hands answers to a judge in the page's Python."""
    (course,) = site.glob("_static/course-*.zip")
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{address}/my_answers.html")
    page.evaluate(START, f"{address}/_static/{course.name}")

    def judged(judge: str, answers: list[str]) -> list[tuple[bool, str]]:
        page.evaluate(
            "([judge, answers]) => {"
            " python.globals.set('judge', judge); python.globals.set('answers', answers); }",
            [judge, json.dumps(answers)],
        )
        found: list[tuple[bool, str]] = json.loads(page.evaluate(f"python.runPython({JUDGE!r})"))
        return found

    yield judged
    context.close()


@pytest.mark.parametrize(
    "judge",
    [
        pytest.param(judge, marks=() if judge == "check_sigmoid" else pytest.mark.thorough)
        for judge in RIGHT
    ],
)
def test_an_answer_gets_the_same_verdict_in_the_page_as_here(
    judged_there: Judge, judge: str
) -> None:
    for passed, message in judged_there(judge, list(RIGHT[judge])):
        assert passed, message
    apart = 1 if judge == "check_sigmoid" else -(-len(WRONG[judge]) // MOST)
    codes, said = zip(*WRONG[judge][::apart], strict=True)
    for expected, (passed, message) in zip(said, judged_there(judge, list(codes)), strict=True):
        assert not passed, expected
        if not expected.startswith(NOT_THERE):
            assert message.startswith(expected)
