"""What a page shows of what Python has made.

Each output is a mapping: ``text``; ``html``, with ``passed`` where it is a verdict; ``png``, with
its ``width`` in pixels of the page; ``stage``, the state of a picture that moves; or ``error``,
with ``missing`` where a module has to be loaded first.
"""

import base64
import io
import pprint
import sys
from typing import Any, Final

from logit_core.exercises import Verdict

Output = dict[str, Any]

_FINER: Final = 1.5  # pixels of a picture for one of the page
_PIXELS_PER_INCH: Final = 96


def of_text(text: str) -> list[Output]:
    """Return what was printed, if anything was."""
    return [{"text": text}] if text else []


def of_value(value: Any) -> list[Output]:
    """Return what shows a value; None shows nothing."""
    if value is None:
        return []
    if isinstance(value, Verdict):
        return [{"html": value._repr_html_(), "passed": value.passed}]
    if _is_picture(value):
        return [{"stage": value.state()}]
    html = getattr(value, "_repr_html_", lambda: None)()
    return [{"text": _written(value)} if html is None else {"html": html}]


def of_figures() -> list[Output]:
    """Return the figures that pyplot holds."""
    pyplot = sys.modules.get("matplotlib.pyplot")
    return [_png(pyplot.figure(number)) for number in pyplot.get_fignums()] if pyplot else []


def forget_figures() -> None:
    """Let pyplot forget its figures, so that the next cell does not show them again."""
    if pyplot := sys.modules.get("matplotlib.pyplot"):
        pyplot.close("all")


def _written(value: Any) -> str:
    """Write a value as a notebook does: a long list has a line for each of its entries."""
    is_plain = type(value) in (dict, list, set, tuple)
    return pprint.pformat(value, width=79, sort_dicts=False) if is_plain else repr(value)


def is_board(value: Any) -> bool:
    """Tell whether a value is a picture whose points Python fits."""
    stage = sys.modules.get("logit_core.stage")
    return stage is not None and isinstance(value, stage.Board)


def _is_picture(value: Any) -> bool:
    stage = sys.modules.get("logit_core.stage")  # whoever has made one has loaded it
    return stage is not None and isinstance(value, stage.Stage | stage.Panel)


def _png(figure: Any) -> Output:
    file = io.BytesIO()
    figure.savefig(file, format="png", dpi=_FINER * _PIXELS_PER_INCH, bbox_inches="tight")
    content = file.getvalue()
    width = int.from_bytes(content[16:20], "big")  # as every PNG says it
    return {"png": base64.b64encode(content).decode(), "width": round(width / _FINER)}
