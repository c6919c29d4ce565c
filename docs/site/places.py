"""Where the site's files lie."""

from pathlib import Path
from typing import Final

HERE: Final = Path(__file__).parent
ROOT: Final = HERE.parents[1]
NOTEBOOKS: Final = ROOT / "notebooks"
FRONT: Final = HERE / "index.ipynb"
SITE: Final = ROOT / "build" / "site"  # what is published
WORK: Final = ROOT / "build" / "site-work"  # what leads there: it can be deleted at any time
TOOLS: Final = WORK / "npm"
COPIES: Final = "notebooks"  # the folder of the site from which notebooks are downloaded


def chapters() -> list[Path]:
    """Return the notebooks of all chapters, in their order."""
    return sorted(NOTEBOOKS.glob("[0-9]*.ipynb"))
