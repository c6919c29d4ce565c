"""What the pictures accept beside numbers: axes, names that can be drawn, curves by their names."""

import sys
import warnings
from functools import lru_cache
from itertools import chain
from typing import Any

import numpy as np
from matplotlib import rcParams
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.text import Text
from matplotlib.textpath import TextToPath
from numpy.typing import ArrayLike

from logit_core._validation import LARGEST, Floats, as_floats, as_listed, as_named, as_text, shown


def as_axes(ax: Any) -> Axes:
    """Return axes that can be drawn on, and be seen."""
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
    return ax


def as_name(value: Any, name: str) -> str:
    """Return a name that a legend shows and that can be drawn."""
    text = as_text(value, name)
    if text.startswith("_"):
        why = "for a legend would leave it out"
        raise ValueError(f"{name} must not begin with an underscore, {why}, got {shown(text)}")
    refuse_undrawable(text, name)
    return text


def refuse_undrawable(text: str, name: str) -> None:
    """Raise a ValueError for mathematics that cannot be read, or letters that the font lacks."""
    fonts = rcParams["font.family"], rcParams["font.sans-serif"], rcParams["mathtext.fontset"]
    if wanted := _wanted(text, str(fonts)):
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


def as_heights(values: ArrayLike, name: str) -> Floats:
    """Return a row for a logarithmic axis: NaN, which leaves a gap, where it has no place."""
    row = as_floats(values, name)
    if row.ndim != 1:
        raise ValueError(f"{name} must have shape (n_epochs + 1,), got shape {row.shape}")
    drawn = np.where((row > 0) & (row <= LARGEST), row, np.nan)
    if np.isnan(drawn).all():
        raise ValueError(f"{name} must hold a finite number above 0, got {shown(row.tolist())}")
    return drawn


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
