"""The page of all pictures: each stage of the chapters, still, and where it moves."""

import base64
import html
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from docs.site.in_kernel import MIME
from docs.site.pages import write_data
from docs.site.reference import headings_of

PAGE: Final = "gallery"
_HEAD: Final = """# All pictures

Each of them moves where it stands in its chapter: press it to get there.
"""


def write_gallery(source: Path, notebooks: Mapping[Path, Any]) -> None:
    """Write the page where Sphinx reads it.

    Parameters
    ----------
    source : Path
        The folder.
    notebooks : mapping of Path to NotebookNode
        The chapters, with the data of their pictures, see `in_kernel`.
    """
    parts = [_part(path.stem, notebook, source) for path, notebook in notebooks.items()]
    (source / f"{PAGE}.md").write_text("\n".join([_HEAD, *filter(None, parts)]), "utf-8")


def _part(chapter: str, notebook: Any, source: Path) -> str:
    """Return the pictures of a chapter below its title; the empty text where it has none."""
    title = notebook.cells[0].source.splitlines()[0].removeprefix("# ")
    above = headings_of(notebook)
    figures = "".join(
        _figure(
            f"{chapter}.html#{cell}", above[cell] or title, data, f"{chapter[:2]}-{cell}", source
        )
        for cell, data in _stages(notebook)
    )
    return f'## {title}\n\n<div class="logit-gallery">{figures}</div>\n' if figures else ""


def _stages(notebook: Any) -> Iterator[tuple[str, Any]]:
    """Yield the id of each cell that shows a stage or panel, and its data."""
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            data = output.get("data", {}).get(MIME)
            if data and data["kind"] == "stage":
                yield cell.id, data


def _figure(address: str, heading: str, data: Any, name: str, source: Path) -> str:
    said = html.escape(data["state"]["sentence"])
    width, height = data["state"]["traits"]["scene"]["size"]
    images = "".join(
        f'<img class="only-{look["theme"]}" loading="lazy" width="{width:.0f}" '
        f'height="{height:.0f}" alt="{said}" '
        f'src="{write_data(source, name, "png", base64.b64decode(look["png"]))}">'
        for look in data["pictures"]
        if look["layout"] == "wide"
    )
    return f'<a href="{address}">{images}<span>{html.escape(heading)}</span></a>'
