"""A matplotlib figure as SVG or PNG, and the look of its lines in the words of SVG."""

import io
from typing import Any

import matplotlib as mpl
from matplotlib.colors import to_hex, to_rgba
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.markers import MarkerStyle
from matplotlib.path import Path as MarkerPath
from matplotlib.typing import ColorType
from PIL import Image

_SVG_LETTERS = {
    MarkerPath.MOVETO: "M",
    MarkerPath.LINETO: "L",
    MarkerPath.CURVE3: "Q",
    MarkerPath.CURVE4: "C",
    MarkerPath.CLOSEPOLY: "Z",
}


def svg(fig: Figure, *, transparent: bool = False) -> bytes:
    """Return the figure as SVG, without a date."""
    out = io.BytesIO()
    fig.savefig(out, format="svg", metadata={"Date": None}, transparent=transparent)
    return out.getvalue()


def png(fig: Figure, *, dpi: int = 96) -> bytes:
    """Return the figure as PNG with at most 128 colours: a third of the size, hardly any loss."""
    full, out = io.BytesIO(), io.BytesIO()
    fig.savefig(full, format="png", dpi=dpi, facecolor="white")
    with Image.open(full) as image:
        few = image.convert("RGB").quantize(
            128, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE
        )
        few.save(out, "png", optimize=True)
    return out.getvalue()


def refuse_special(line: Line2D) -> None:
    """Raise a ValueError where a line has a look that the browser would not repeat."""
    special = {
        "drawstyle": line.get_drawstyle() != "default",
        "markevery": line.get_markevery() is not None,
        "fillstyle": line.get_fillstyle() not in ("full", "none"),
    }
    for name in (name for name, is_special in special.items() if is_special):
        raise ValueError(f"a line that moves must have a plain {name}, got one of its own")


def stroke(line: Line2D) -> dict[str, Any]:
    """Return colour, width (points) and dashes of a line as SVG attributes."""
    style, width = line.get_linestyle(), line.get_linewidth()
    dashes = {
        "--": mpl.rcParams["lines.dashed_pattern"],
        ":": mpl.rcParams["lines.dotted_pattern"],
        "-.": mpl.rcParams["lines.dashdot_pattern"],
    }.get(str(style), [])
    return {
        "stroke": _paint(line, line.get_color()),
        "stroke-width": 0 if style in ("None", "none", " ", "") else width,
        "stroke-dasharray": " ".join(f"{dash * width:g}" for dash in dashes) or None,
        "stroke-linecap": _cap(line.get_dash_capstyle() if dashes else line.get_solid_capstyle()),
        "stroke-linejoin": "round",
    }


def marker(line: Line2D) -> dict[str, Any] | None:
    """Return shape, fill and edge of a line's markers as SVG attributes, None without markers."""
    if line.get_marker() in (None, "None", " ", ""):
        return None
    style = MarkerStyle(line.get_marker()).scaled(line.get_markersize())
    shape = style.get_path().transformed(style.get_transform())
    return {
        "d": _svg_path(shape),
        "fill": _paint(line, line.get_markerfacecolor()),
        "stroke": _paint(line, line.get_markeredgecolor()),
        "stroke-width": line.get_markeredgewidth(),
        "stroke-linejoin": str(style.get_joinstyle()),
    }


def _paint(line: Line2D, color: ColorType) -> str:
    """Return a colour with its opacity: the line's, else its own; "none" is fully transparent."""
    return to_hex(to_rgba(color, line.get_alpha()), keep_alpha=True)


def _cap(style: str) -> str:
    return "square" if style == "projecting" else style


def _svg_path(path: MarkerPath) -> str:
    """Return a matplotlib path as an SVG path; matplotlib's y points up, SVG's down."""
    pieces = []
    for points, code in path.iter_segments():
        letter = _SVG_LETTERS[code]
        pairs = points.reshape(-1, 2) * [1, -1]
        numbers = "" if letter == "Z" else " ".join(f"{v:.4g}" for v in pairs.ravel())
        pieces.append(letter + numbers)
    return "".join(pieces)
