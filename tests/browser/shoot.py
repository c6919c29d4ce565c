"""Photograph a notebook in real JupyterLab from top to bottom, after running all its cells.

    python tests/browser/shoot.py notebooks/05_iris.ipynb --theme dark --width 700 --out DIR

One PNG per window height, numbered; each begins where the one before ended, less an overlap.
"""

import argparse
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

if __name__ == "__main__":  # started as a file, not as part of a package: make it one
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
    __package__ = "browser"

from .chromium import FLAGS, MISSING, find_chromium
from .lab import Lab
from .lab_page import LabPage
from .notebook_page import NotebookPage

OVERLAP = 60  # CSS pixels: a line of text cut by the edge is whole in the next picture


def shoot(page: NotebookPage, name: str) -> list[Path]:
    """Save the whole notebook in pictures of one window each; return their paths."""
    scroller = page.scroller
    scroller.evaluate("box => { box.scrollTop = 0; }")
    files: list[Path] = []
    while True:
        page.settle()
        files.append(page.screenshot(f"{name}-{len(files) + 1:02d}", scroller))
        moved = scroller.evaluate(
            """(box, overlap) => {
                const before = box.scrollTop;
                box.scrollTop += box.clientHeight - overlap;
                return box.scrollTop - before;
            }""",
            OVERLAP,
        )
        if moved < 1:
            return files


def main(arguments: list[str] | None = None) -> int:
    """Run the command line; return its exit status."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("notebooks", nargs="+", type=Path)
    parser.add_argument("--theme", choices=["light", "dark"], default="light")
    parser.add_argument("--width", type=int, default=1280, help="window, CSS pixels")
    parser.add_argument("--height", type=int, default=900, help="window, CSS pixels")
    parser.add_argument("--out", type=Path, default=Path("screenshots"), help="folder")
    chosen = parser.parse_args(arguments)
    bad = 0
    with sync_playwright() as playwright, Lab() as lab:
        program = find_chromium(playwright.chromium.executable_path)
        if program is None:
            parser.error(MISSING)
        browser = playwright.chromium.launch(executable_path=program, args=list(FLAGS))
        lab_page = LabPage.load(browser, lab)
        for notebook in chosen.notebooks:
            path = lab.copy_in(notebook)
            with NotebookPage.open(
                lab_page,
                path,
                theme=chosen.theme,
                width=chosen.width,
                height=chosen.height,
                pictures=chosen.out,
            ) as page:
                try:
                    page.run_all()
                except (AssertionError, TimeoutError) as error:
                    bad = 1
                    print(error, file=sys.stderr)
                for file in shoot(page, f"{notebook.stem}-{chosen.theme}-{chosen.width}"):
                    print(file)
                for line in page.console:
                    bad = 1
                    print(line, file=sys.stderr)
        browser.close()
    return bad


if __name__ == "__main__":
    sys.exit(main())
