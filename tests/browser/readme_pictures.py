"""Photograph explorers for the README, in real JupyterLab, each with what it says.

    python start.py pictures

A picture holds, as text inside the PNG, the heading that it is from (Title) and the sentence that
it shows (Description), so that a test can tell when it is older than the course.
"""

import io
import sys
from dataclasses import dataclass
from pathlib import Path

import nbformat
from PIL import Image, ImageOps, PngImagePlugin
from playwright.sync_api import sync_playwright

from logit_core.stage.stand_ins import STILL

from .chromium import FLAGS, MISSING, find_chromium
from .lab import Lab
from .lab_page import LabPage
from .notebook_page import NotebookPage

ROOT = Path(__file__).parents[2]
SCALE = 2  # pixels to a CSS pixel, for sharp letters
MARGIN = 16 * SCALE
COLORS = 128  # a palette; more cannot be told apart in a drawing


@dataclass(frozen=True)
class Picture:
    """What a picture of the README shows.

    Attributes
    ----------
    file : str
        Where it is stored, from the root of the course.
    chapter, cell : str
        The notebook without its suffix, and the id of the cell that shows the explorer.
    needs : tuple of str
        The ids of the cells to run before it.
    """

    file: str
    chapter: str
    cell: str
    needs: tuple[str, ...]

    @property
    def notebook(self) -> Path:
        """The file of the chapter."""
        return ROOT / "notebooks" / f"{self.chapter}.ipynb"

    def now(self) -> tuple[str, str]:
        """Return the heading of the section, and the sentence that the chapter stores."""
        heading = ""
        for cell in nbformat.read(self.notebook, as_version=4).cells:
            if cell.cell_type == "markdown":
                headings = [x.lstrip("# ") for x in cell.source.splitlines() if x.startswith("#")]
                heading = [heading, *headings][-1]
            if cell.id == self.cell:
                told = cell.outputs[0].data["text/plain"]
                return heading, told.removeprefix(f"{STILL}\n")
        raise ValueError(f"{self.chapter} has no cell {self.cell!r}")

    def told(self) -> tuple[str, str]:
        """Return the heading and the sentence of the time when the picture was taken."""
        with Image.open(ROOT / self.file) as image:
            return image.info.get("Title", ""), image.info.get("Description", "")


PICTURES = (Picture("docs/screenshot.png", "05_iris", "iris-explorer", ("setup",)),)


def take(picture: Picture, lab_page: LabPage) -> None:
    """Run the cells, and save what stands below the last one."""
    path = lab_page.lab.copy_in(picture.notebook)
    with NotebookPage.open(lab_page, path, width=1000, height=1200) as page:
        for cell in (*picture.needs, picture.cell):
            page.run_cell(cell)
        page.scroll_to(picture.cell)
        page.settle()
        output = page.output_of(picture.cell).locator(".jp-OutputArea-output")
        said = output.locator(".said")
        sentence = said.inner_text()
        box, end = output.bounding_box(), said.bounding_box()
        assert box is not None
        assert end is not None
        box["height"] = end["y"] + end["height"] - box["y"]  # without the room for longer ones
        photograph = Image.open(io.BytesIO(page.page.screenshot(clip=box)))
        if page.console:
            raise RuntimeError("\n".join(page.console))
    words = PngImagePlugin.PngInfo()
    words.add_itxt("Title", picture.now()[0])
    words.add_itxt("Description", sentence)
    framed = ImageOps.expand(photograph.convert("RGB"), MARGIN, "white")
    drawing = framed.quantize(COLORS, dither=Image.Dither.NONE)
    drawing.save(ROOT / picture.file, optimize=True, pnginfo=words)


def main() -> int:
    """Take all pictures; return the exit status."""
    with sync_playwright() as playwright, Lab() as lab:
        program = find_chromium(playwright.chromium.executable_path)
        if program is None:
            print(MISSING, file=sys.stderr)
            return 1
        browser = playwright.chromium.launch(executable_path=program, args=list(FLAGS))
        lab_page = LabPage.load(browser, lab, scale=SCALE)
        for picture in PICTURES:
            take(picture, lab_page)
            print(picture.file, *picture.told(), sep=": ")
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
