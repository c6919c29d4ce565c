"""What the pictures accept beside numbers: axes, names that can be drawn, curves by their names."""

import re
import sys
import warnings
from functools import lru_cache
from itertools import chain
from typing import Any, Final

import numpy as np
from matplotlib import rcParams
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.text import Text
from matplotlib.textpath import TextToPath
from numpy.typing import ArrayLike

from logit_core._validation import (
    LARGEST,
    Floats,
    as_floats,
    as_listed,
    as_named,
    as_text,
    refuse_where,
    shown,
)

WIDEST: Final = 3.5
"""Inches beyond which a name is shortened: wider ones leave no room for the picture."""

_HIGHEST: Final = 0.75  # inches, of mathematics
_FARTHEST: Final = 10 * LARGEST  # limits around numbers as large as that are a little larger


def as_axes(ax: Any, *, log: str = "") -> Axes:
    """Return axes that can be drawn on, and be seen.

    They are linear; those of the letters of `log`, "x" and "y", may be logarithmic.
    """
    if not isinstance(ax, Axes):
        several = isinstance(ax, list | tuple | np.ndarray)
        cure = ": take one of them, such as `axes[0]`" if several else ""
        cure = ": write `ax = fig.subplots()`" if isinstance(ax, Figure) else cure
        raise ValueError(f"ax must be axes of matplotlib, got {shown(ax)}{cure}")
    if ax.name != "rectilinear":
        raise ValueError(f"ax must be plain axes of two dimensions, got {ax.name} ones")
    figure = ax.get_figure(root=True)
    if figure is None or ax not in [*figure.axes, *chain(*(one.child_axes for one in figure.axes))]:
        raise ValueError("ax must stand on a figure, got axes that were removed from theirs")
    pyplot, number = sys.modules.get("matplotlib.pyplot"), getattr(figure, "number", None)
    if pyplot and number is not None and not pyplot.fignum_exists(number):
        raise ValueError("ax must be on an open figure, got a closed one: make both in one cell")
    for side, axis in (("x", ax.xaxis), ("y", ax.yaxis)):
        scale, low, high = axis.get_scale(), *axis.get_view_interval()
        if scale != "linear" and not (scale == "log" and side in log):
            wanted = f"a linear {side} axis" if log else "linear axes"
            raise ValueError(f"ax must have {wanted}, got one that is {scale}")
        if axis.have_units():
            raise ValueError(f"ax must have axes of numbers, got {side} of texts, dates or units")
        if not max(abs(low), abs(high)) <= _FARTHEST:
            got = f"{low:g} to {high:g} on {side}"
            raise ValueError(f"ax must have limits of sizes up to {_FARTHEST:g}, got {got}")
    return ax


def as_name(value: Any, name: str) -> str:
    """Return a name that a legend shows and that can be drawn, shortened where it is wide."""
    text = as_text(value, name)
    if text.startswith("_"):
        why = "for a legend would leave it out"
        raise ValueError(f"{name} must not begin with an underscore, {why}, got {shown(text)}")
    refuse_undrawable(text, name)
    if not _holds_mathematics(text):
        return shortened(text)
    width, height = size_of(text)
    if not (0 < width <= WIDEST and height <= _HIGHEST):
        wanted = f"hold mathematics of at most {WIDEST} by {_HIGHEST} inches"
        raise ValueError(f"{name} must {wanted}, got {width:.2g} by {height:.2g}: {shown(text)}")
    return text


def shortened(text: str, widest: float = WIDEST) -> str:
    """Return a text, its middle left out where it is wider than so many inches."""
    if _holds_mathematics(text) or size_of(text)[0] <= widest:
        return text
    short, letters = text, re.findall(r"\\\$|.", text)  # a mere dollar is one letter
    for kept in range(len(letters) - 4, 1, -1):
        left, right = "".join(letters[: (kept + 1) // 2]), "".join(letters[-(kept // 2) :])
        short = f"{left.rstrip(' .')}...{right.lstrip(' .')}"
        if size_of(short)[0] <= widest:
            break
    return short


def label_axes(ax: Axes, x: str, y: str) -> None:
    """Label both axes, in no more room than the axes have."""
    room = ax.get_window_extent().transformed(ax.figure.dpi_scale_trans.inverted())
    ax.set_xlabel(shortened(x, min(WIDEST, 1.15 * room.width)))
    ax.set_ylabel(shortened(y, min(WIDEST, 1.15 * room.height)))


def _holds_mathematics(text: str) -> bool:
    return text.count("$") > text.count(r"\$")


def size_of(text: str) -> tuple[float, float]:
    """Return how wide and how high a text is, in inches."""
    return _size(text, str((*_fonts(), rcParams["font.size"])))


def refuse_undrawable(text: str, name: str) -> None:
    """Raise a ValueError for mathematics that cannot be read, or letters that the font lacks."""
    if wanted := _wanted(text, str(_fonts())):
        raise ValueError(f"{name} must {wanted}, got {shown(text)}")


def as_names(values: Any, name: str, n: int, what: str = "names") -> list[str]:
    """Return `n` names, in their order; `what` says what they are the names of."""
    items = as_listed(values, name, what, n)
    return [as_name(item, f"{name}[{k}]") for k, item in enumerate(items)]


def as_pairs(feature_names: Any, class_names: Any) -> dict[str, Any]:
    """Return the names of two features and of two classes, to be handed on."""
    return {
        "feature_names": as_names(feature_names, "feature_names", 2),
        "class_names": as_names(class_names, "class_names", 2),
    }


def as_curves(values: Any, name: str, most: int) -> dict[str, Any]:
    """Return 1 to `most` things to be drawn by the names that the legend shows."""
    return {as_name(key, f"a name in {name}"): one for key, one in as_named(values, name, most)}


def as_heights(values: ArrayLike, name: str, *, gaps: bool = True) -> Floats:
    """Return a row for a logarithmic axis: NaN, which leaves a gap, where it has no place.

    Without `gaps` such a row is refused.
    """
    row = as_floats(values, name)
    if row.ndim != 1:
        raise ValueError(f"{name} must have shape (n_epochs + 1,), got shape {row.shape}")
    drawn = np.where((row > 0) & (row <= LARGEST), row, np.nan)
    if not gaps:
        refuse_where(np.isnan(drawn), row, f"{name} must hold numbers above 0, up to {LARGEST:g}")
    if np.isnan(drawn).all():
        raise ValueError(f"{name} must hold a finite number above 0, got {shown(row.tolist())}")
    return drawn


def _fonts() -> tuple[Any, ...]:
    return tuple(rcParams[key] for key in ("font.family", "font.sans-serif", "mathtext.fontset"))


@lru_cache(1024)
def _size(text: str, fonts: str) -> tuple[float, float]:
    line, is_math = Text()._preprocess_math(text)  # type: ignore[attr-defined]
    size = TextToPath().get_text_width_height_descent(line, FontProperties(), ismath=is_math)
    return size[0] / 72, size[1] / 72


@lru_cache(1024)
def _wanted(text: str, fonts: str) -> str:
    """Return what a text must be to be drawn in these fonts, if it is not that already."""
    if (text.count("$") - text.count(r"\$")) % 2:
        return r"have its $ in pairs around mathematics, a mere dollar being \$"
    with warnings.catch_warnings(record=True) as heard:
        warnings.simplefilter("always")
        try:
            line, is_math = Text()._preprocess_math(text)  # type: ignore[attr-defined]
            TextToPath().get_text_width_height_descent(line, FontProperties(), ismath=is_math)
        except ValueError:
            return "hold mathematics that matplotlib reads between its $"
    return (
        "be of letters that the font of the picture has (`rcParams['font.family']`)"
        if heard
        else ""
    )
