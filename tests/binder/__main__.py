"""Build what Binder builds and use it as a reader does, as far as it goes without Docker.

python start.py binder           about ten minutes, and 400 MB from PyPI
python start.py binder --again   without building anew

Every chapter is run through the server's websocket. Then JupyterLab is opened in Chromium, a
picture moved and a quiz answered. It ends with 1 where a cell fails or an aim is missed.
"""

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

import nbformat
from playwright.sync_api import Browser, expect, sync_playwright

from tests.bench.student import Student
from tests.binder import image
from tests.binder.session import Session, watched
from tests.browser.chromium import FLAGS, MISSING, find_chromium
from tests.browser.explorers import shows_an_explorer
from tests.browser.lab import DEADLINE
from tests.browser.lab_page import LabPage
from tests.browser.notebook_page import NotebookPage

FIRST, IRIS = "notebooks/00_start_here.ipynb", "notebooks/05_iris.ipynb"
MEMORY = 450.0  # MB: what mybinder.org promises to everybody
SECONDS = 12.0  # from the launch to the first picture that moves
LIMIT = 2000.0  # MB: where mybinder.org ends a session
PICTURES = image.PLACE / "pictures"


def run_chapters() -> list[str]:
    """Run each chapter in a session, one after the other; return a line for each, and faults."""
    lines = []
    with Session() as session:
        student = Student(f"{session.url}/", session.token)
        for path in sorted((image.COPY / "notebooks").glob("*.ipynb")):
            with watched(session.pid) as peak:
                run = student.run(f"notebooks/{path.name}")
            session.shut_down_kernel(run.kernel)
            fault = f"  FAILED: {run.errors}" if run.errors else verdict(peak.megabytes, MEMORY)
            lines.append(
                f"{path.stem:<32} {run.n_cells:3} cells {run.seconds:7.1f} s "
                f"{peak.megabytes:6.0f} MB{fault}"
            )
            print(lines[-1], flush=True)
    return lines


def verdict(measured: float, aim: float) -> str:
    """Say where an aim is missed."""
    return "" if measured <= aim else f"  MISSED: the aim is {aim:.0f}"


def look_in(browser: Browser) -> list[str]:
    """Follow the link to the first chapter until a picture moves, then look at another one."""
    with Session() as session:
        page = browser.new_context(locale="en-US").new_page()
        page.set_default_timeout(DEADLINE * 1000)
        with watched(session.pid) as peak:
            page.goto(f"{session.url}/lab/tree/{FIRST}?token={session.token}")
            page.wait_for_function("() => window.jupyterapp?.restored.then(() => true)")
            served = session.since_launch()
            lab_page = LabPage(page, session)
            with NotebookPage.open(lab_page, FIRST, pictures=PICTURES) as notebook:
                notebook.run_cell("first-picture")  # as the chapter asks its reader to
                move(notebook, "first-picture")
                moved = session.since_launch()
                notebook.screenshot("first")
            with NotebookPage.open(lab_page, IRIS, pictures=PICTURES) as notebook:
                shown = show_all(notebook)
        page.context.close()
    lines = [
        "JupyterLab is there after {:.1f} s, {:.1f} s of them at work".format(*served),
        "the first picture moves after {:.1f} s, {:.1f} s of them at work".format(*moved)
        + verdict(moved[0], SECONDS),
        f"{Path(IRIS).stem}: {shown}, {peak.megabytes:.0f} MB{verdict(peak.megabytes, MEMORY)}",
    ]
    print("\n".join(lines), flush=True)
    return lines


def move(notebook: NotebookPage, cell: str) -> None:
    """Move the first slider of a picture; its sentence has to follow."""
    output = notebook.output_of(cell)
    slider, said = output.get_by_role("slider").first, output.locator(".said").first
    expect(slider).to_be_visible()
    before = said.inner_text()
    slider.press("ArrowRight")
    expect(said).not_to_have_text(before)


def show_all(notebook: NotebookPage) -> str:
    """Run a chapter in JupyterLab, move each of its pictures, answer a question of its quiz."""
    notebook.run_all()
    cells = nbformat.read(image.COPY / notebook.path, 4).cells
    explorers = [cell.id for cell in cells if shows_an_explorer(cell)]
    for cell in explorers:
        move(notebook, cell)
        notebook.screenshot(cell, notebook.output_of(cell))
    (quiz,) = (cell.id for cell in cells if cell.source.startswith("quiz("))
    question = notebook.output_of(quiz).get_by_role("group").first
    question.get_by_role("radio").first.check()
    expect(question.get_by_role("status")).to_contain_text(".")
    notebook.screenshot(quiz, notebook.output_of(quiz))
    assert notebook.console == [], notebook.console
    return f"{len(explorers)} explorers move, the quiz answers"


def main(arguments: Sequence[str]) -> int:
    """Build, run, look, and print it all as a table."""
    parser = argparse.ArgumentParser(prog="python start.py binder", allow_abbrev=False)
    parser.add_argument("--again", action="store_true", help="use what was built before")
    options = parser.parse_args(arguments)
    lines = []
    if not options.again:
        python, seconds = image.build()
        lines += [python, *(f"{name:<32} {took:7.1f} s" for name, took in seconds.items())]
    base = image.base_versions()
    kept = "all as in the base" if not image.changed(base) else f"CHANGED: {image.changed(base)}"
    lines.append(f"JupyterLab {base['jupyterlab']}, ipywidgets {base['ipywidgets']}: {kept}")
    lines += run_chapters()
    with sync_playwright() as playwright:
        program = find_chromium(playwright.chromium.executable_path)
        if program is None:
            sys.exit(MISSING)
        expect.set_options(timeout=DEADLINE * 1000)  # a loaded machine is slow, not broken
        browser = playwright.chromium.launch(executable_path=program, args=list(FLAGS))
        lines += look_in(browser)
        browser.close()
    load = os.getloadavg()[0]
    print("\n=== Binder\n" + "\n".join(lines))
    print(f"Nothing held it below {LIMIT:.0f} MB; the peaks say how far it stays away from that.")
    print(f"Processes that wanted a processor meanwhile: {load:.1f}")
    return int(any(word in line for line in lines for word in ("FAILED", "MISSED", "CHANGED")))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
