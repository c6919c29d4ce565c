"""What draws a stage in the browser: ES modules, and the one text of them all for anywidget.

Each module has one subject and runs in any browser as it stands. anywidget wants one text, so
`joined` puts them one after the other and leaves out what only links them.
"""

import re
from pathlib import Path

# in this order: what a module imports stands before it
MODULES = (
    "elements",
    "scales",
    "marks",
    "sentence",
    "controls",
    "inflate",
    "numbers",
    "look",
    "picture",
    "search",
    "grips",
    "handles",
    "points",
    "hand",
    "tools",
    "board",
    "screen",
    "view",
)

# what only a board needs, and what stands for it on every other stage
_OF_A_BOARD = ("points", "hand", "tools", "board")
_NO_BOARD = "const makeBoard = () => null;"

_IMPORT = re.compile(r'^import \{[^}]*\} from "\./\w+\.js";\n', re.MULTILINE)
_EXPORT = re.compile(r"^export (?=(?:const|function|async function) )", re.MULTILINE)


def source(module: str) -> str:
    """Return the text of one of the modules."""
    return Path(__file__).with_name(f"{module}.js").read_text("utf-8")


def joined(*, board: bool = False) -> str:
    """Return the modules as one that exports what the last of them does by default.

    Those of a `board` are a fifth of all, so that other stages are sent without them.
    """
    modules = [module for module in MODULES if board or module not in _OF_A_BOARD]
    texts = [_EXPORT.sub("", _IMPORT.sub("", source(module))) for module in modules]
    return "\n".join([*([] if board else [_NO_BOARD]), *texts])
