"""A matplotlib figure as SVG or PNG, and the look of its lines in the words of SVG."""

import io
import re
from collections.abc import Sequence
from typing import Any

import matplotlib as mpl
from matplotlib.artist import Artist
from matplotlib.backends.backend_svg import RendererSVG
from matplotlib.colors import to_hex, to_rgba
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.markers import MarkerStyle
from matplotlib.patches import Patch
from matplotlib.path import Path
from matplotlib.text import Text
from matplotlib.textpath import TextPath, TextToPath
from matplotlib.typing import ColorType
from PIL import Image

_POINTS_PER_INCH = 72
_NOTE_INCHES = 0.1875  # 18 CSS pixels

_SVG_LETTERS = {
    Path.MOVETO: "M",
    Path.LINETO: "L",
    Path.CURVE3: "Q",
    Path.CURVE4: "C",
    Path.CLOSEPOLY: "Z",
}


def svg(fig: Figure, *, transparent: bool = False) -> bytes:
    """Return the figure as SVG, without a date."""
    out = io.BytesIO()
    fig.savefig(
        out,
        format="svg",
        metadata={"Date": None},
        transparent=transparent,
        facecolor="none" if transparent else fig.get_facecolor(),
        bbox_inches=fig.bbox_inches,  # the whole, whatever `savefig` is set to
    )
    return _slim(out.getvalue())


def _slim(svg: bytes) -> bytes:
    """Return SVG without indents, comments and the third decimal of a point: a third less."""
    svg = re.sub(rb"<!--.*?-->", b"", svg)
    svg = re.sub(rb"\s*\n\s*", b"\n", svg)
    return re.sub(rb' d="[^"]*"', lambda d: re.sub(rb"(\.\d\d)\d+", rb"\1", d[0]), svg)


def png(fig: Figure, *, dpi: int = 96, note: str = "") -> bytes:
    """Return the figure as PNG with at most 128 colours: a third of the size, hardly any loss.

    `note` is put below it, in one line of small text.
    """
    image = _pixels(fig, dpi)
    if note:
        below = _pixels(_line_of_text(note, fig.get_figwidth()), dpi)
        picture, image = image, Image.new("RGB", (image.width, image.height + below.height))
        image.paste(picture, (0, 0))
        image.paste(below, (0, picture.height))
    few = image.quantize(128, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
    out = io.BytesIO()
    few.save(out, "png", optimize=True)
    return out.getvalue()


def smaller(png: bytes, *, height: int) -> bytes:
    """Return the upper `height` pixels of a PNG at three fifths of their size, in fewer bytes."""
    out = io.BytesIO()
    with Image.open(io.BytesIO(png)) as image:
        size = image.width * 3 // 5, height * 3 // 5
        few = (
            image.crop((0, 0, image.width, height))
            .convert("RGB")
            .resize(size, Image.Resampling.LANCZOS)
            .quantize(32, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
        )
        few.save(out, "png", optimize=True)
    return out.getvalue()


def size_of(png: bytes) -> tuple[int, int]:
    """Return width and height of a PNG in pixels."""
    with Image.open(io.BytesIO(png)) as image:
        return image.size


def _pixels(fig: Figure, dpi: int) -> Image.Image:
    out = io.BytesIO()
    color, whole = fig.get_facecolor(), fig.bbox_inches
    fig.savefig(out, format="png", dpi=dpi, facecolor=color, bbox_inches=whole)
    with Image.open(out) as image:
        return image.convert("RGB")


def _line_of_text(text: str, width: float) -> Figure:
    """Return a figure of this width in inches with one line of text that fits into it."""
    fig = Figure(figsize=(width, _NOTE_INCHES))
    fits = _POINTS_PER_INCH * width / (0.56 * len(text))  # a letter is 0.56 of its size wide
    fig.text(0.06 / width, 0.5, text, size=min(8.0, fits), color="0.3", va="center")
    return fig


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
        "stroke": paint(line, line.get_color()),
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
        "fill": paint(line, line.get_markerfacecolor()),
        "stroke": paint(line, line.get_markeredgecolor()),
        "stroke-width": line.get_markeredgewidth(),
        "stroke-linejoin": str(style.get_joinstyle()),
    }


def fill(patch: Patch) -> dict[str, Any]:
    """Return fill and edge of a patch as SVG attributes."""
    return {
        "fill": to_hex(patch.get_facecolor(), keep_alpha=True),
        "stroke": to_hex(patch.get_edgecolor(), keep_alpha=True),
        "stroke-width": patch.get_linewidth(),
        "stroke-linejoin": str(patch.get_joinstyle()),
    }


def outlines(text: Text, texts: Sequence[str]) -> dict[str, Any]:
    """Return each letter once as an SVG path, and for each text its letters with their places.

    Places are in points, right and below of the point at which the text stands, and aligned as
    matplotlib aligns it. So the browser needs no font, and the picture is the same everywhere.
    """
    prop = text.get_fontproperties()
    letters = sorted(set("".join(texts)) - {" "})
    shapes = [TextPath((0, 0), letter, prop=prop, usetex=False) for letter in letters]

    def width(line: str) -> float:
        """Return how far the pen goes; the l keeps the ink of the last letter out of it."""
        return float(TextToPath().get_text_width_height_descent(f"{line}l", prop, ismath=False)[0])

    places = []
    for line in texts:
        right, down = _alignment(text, line)
        # from the end of each letter back to its begin, so that pairs stand as close as they should
        begins = [right + width(line[: k + 1]) - width(line[k]) for k in range(len(line))]
        places.append(
            [
                [letters.index(letter), round(begin, 2), round(down, 2)]
                for letter, begin in zip(line, begins, strict=True)
                if letter != " "
            ]
        )
    return {"letters": [_svg_path(shape) for shape in shapes], "places": places}


def _alignment(text: Text, line: str) -> tuple[float, float]:
    """Return how far right and below of the text's position its baseline begins, in points.

    Measured rather than computed: how high a line is has changed between matplotlib's versions.
    """
    renderer = RendererSVG(1, 1, io.StringIO())  # type: ignore[no-untyped-call]  # unhinted

    def corner(**alignment: Any) -> tuple[float, float]:
        probe = Text(0, 0, line, fontproperties=text.get_fontproperties(), **alignment)
        probe.set_figure(Figure())
        extent = probe.get_window_extent(renderer, dpi=72)
        return extent.x0, extent.y0

    start = corner(horizontalalignment="left", verticalalignment="baseline")
    given = corner(
        horizontalalignment=text.get_horizontalalignment(),
        verticalalignment=text.get_verticalalignment(),
    )
    return given[0] - start[0], start[1] - given[1]


def paint(artist: Artist, color: ColorType) -> str:
    """Return a colour with its opacity: the artist's, else its own; "none" is transparent."""
    return to_hex(to_rgba(color, artist.get_alpha()), keep_alpha=True)


def _cap(style: str) -> str:
    return "square" if style == "projecting" else style


def _svg_path(path: Path) -> str:
    """Return a matplotlib path as an SVG path; matplotlib's y points up, SVG's down."""
    pieces = []
    for points, code in path.iter_segments():
        letter = _SVG_LETTERS[code]
        pairs = points.reshape(-1, 2) * [1, -1]
        numbers = "" if letter == "Z" else " ".join(f"{v:.4g}" for v in pairs.ravel())
        pieces.append(letter + numbers)
    return "".join(pieces)
