"""A matplotlib figure as SVG or PNG, and the look of its lines in the words of SVG."""

import io
import re
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import Any

from matplotlib.artist import Artist
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.backends.backend_svg import FigureCanvasSVG, RendererSVG
from matplotlib.colors import to_hex, to_rgba
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties, findfont
from matplotlib.lines import Line2D
from matplotlib.markers import MarkerStyle
from matplotlib.patches import Patch
from matplotlib.path import Path
from matplotlib.text import Text
from matplotlib.textpath import TextPath, TextToPath
from matplotlib.typing import ColorType
from PIL import Image, ImageDraw, ImageFont

CSS_PIXELS_PER_INCH = 96
_POINTS_PER_INCH = 72
_AIR = 8  # pixels beside words

_SVG_LETTERS = {
    Path.MOVETO: "M",
    Path.LINETO: "L",
    Path.CURVE3: "Q",
    Path.CURVE4: "C",
    Path.CLOSEPOLY: "Z",
}


def settle(fig: Figure) -> None:
    """Give a figure a resolution of CSS pixels, and lay it out once and for all.

    Titles that stand right above their axes stay there: matplotlib would look for a place anew in
    each drawing, and lay out all numbers of the axis for it, a tenth of the work.
    """
    FigureCanvasAgg(fig)
    fig.dpi = CSS_PIXELS_PER_INCH  # what is measured for the layout holds for the pictures too
    for ax in fig.axes:
        ax.get_xlim(), ax.get_ylim()  # limits that wait for data are computed when asked for
    if fig.axes and (engine := fig.get_layout_engine()):
        engine.execute(fig)
        for ax in fig.axes:
            if ax.title.get_position()[1] == 1:  # else numbers stand there, on which it depends
                ax._autotitlepos = False  # type: ignore[attr-defined]  # it has no public name
    for ax in fig.axes:
        ax.apply_aspect()
    fig.set_layout_engine("none")


def svg(fig: Figure, *, transparent: bool = False) -> bytes:
    """Return the figure as SVG, without a date."""
    # Not by savefig, which draws a figure twice, or as the reader's settings want it.
    canvas, dpi = fig.canvas, fig.dpi
    patches = [fig.patch, *(ax.patch for ax in fig.axes)]
    papers = [patch for patch in patches if transparent and patch.get_visible()]
    out = io.BytesIO()
    try:
        for paper in papers:
            paper.set_visible(False)
        FigureCanvasSVG(fig).print_svg(  # type: ignore[no-untyped-call]
            out, metadata={"Date": None}
        )
    finally:
        for paper in papers:
            paper.set_visible(True)
        fig.dpi = dpi
        fig.set_canvas(canvas)
    return _slim(out.getvalue())


def _slim(svg: bytes) -> bytes:
    """Return SVG as exact as it is seen, without what only a program reads: half the bytes."""
    text = svg.decode()
    text = re.sub(r"<!--.*?-->|<metadata>.*?</metadata>", "", text, flags=re.DOTALL)
    text = re.sub(r"\s*\n\s*", "\n", text)
    text = re.sub(r'(?<=<g) id="[^"]*"', "", text)
    places = r'(?<= [xy]=")[^"]*|(?<=translate\()[^)]*'
    text = re.sub(places, lambda place: re.sub(r"(\.\d\d)\d+", r"\1", place[0]), text)
    return re.sub(r' d="([^"]*)"( transform="scale\(0\.015625\)")?', _shorter, text).encode()


def _shorter(path: re.Match[str]) -> str:
    """Return the path of a line in hundredths of a point; a letter's is larger by eight to ten."""
    if path[2]:
        return f' d="{_letter(path[1])}" transform="scale(0.125)"'
    return f' d="{_from_point_to_point(path[1], 0.01, 0.01)}"'


@lru_cache(1024)
def _letter(path: str) -> str:
    """Return the path of a letter, which comes in both layouts of a figure and in the next one."""
    return _from_point_to_point(path, 8)


def _from_point_to_point(path: str, part: float, unit: float = 1) -> str:
    """Return an SVG path, in steps from its points to the next, each so many `unit` of a `part`."""
    pieces = []
    x = y = 0
    start = x, y
    for letter, numbers in re.findall(r"([MLQCz])([^MLQCz]*)", path):
        ends = [round(float(number) / part) for number in numbers.split()]
        steps = [end - (y if k % 2 else x) for k, end in enumerate(ends)]
        pieces.append(letter.lower() + " ".join(f"{step * unit:.9g}" for step in steps))
        x, y = ends[-2:] or start
        if letter == "M":
            start = x, y
    return "".join(pieces)


def colors(svg: bytes) -> set[str]:
    """Return the colours in an SVG of matplotlib's, in which black may be left out."""
    return {color.decode() for color in re.findall(rb'#[0-9a-f]{6}(?=[;"])', svg)}


def png(fig: Figure, *, title: str = "", words: str = "") -> bytes:
    """Return the figure as PNG with 160 colours, a third of the size: shades show no steps.

    `title`, in bold, and `words` are put above it, as large as the text of a page.
    """
    images = [_pixels(fig)]
    for text, size, weight in ((words, 14, "normal"), (title, 15, "bold")):
        if text.strip():
            images.insert(0, _words(text, images[-1].width, size, weight))
    few = _stacked(images).quantize(160, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    out = io.BytesIO()
    few.save(out, "png", compress_level=6)
    return out.getvalue()


def smaller(png: bytes, *, height: int) -> bytes:
    """Return the lower `height` pixels of a PNG at three fifths of their size, in fewer bytes."""
    out = io.BytesIO()
    with Image.open(io.BytesIO(png)) as image:
        size = image.width * 3 // 5, height * 3 // 5
        few = (
            image.crop((0, image.height - height, image.width, image.height))
            .convert("RGB")
            .resize(size, Image.Resampling.LANCZOS)
            .quantize(32, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
        )
        few.save(out, "png", compress_level=6)
    return out.getvalue()


def size_of(png: bytes) -> tuple[int, int]:
    """Return width and height of a PNG in pixels."""
    with Image.open(io.BytesIO(png)) as image:
        return image.size


def _pixels(fig: Figure) -> Image.Image:
    canvas = fig.canvas if isinstance(fig.canvas, FigureCanvasAgg) else FigureCanvasAgg(fig)
    canvas.draw()  # type: ignore[no-untyped-call]
    pixels = bytes(canvas.buffer_rgba())  # type: ignore[no-untyped-call]
    image = Image.frombytes("RGBA", canvas.get_width_height(), pixels)
    FigureCanvasAgg(fig)  # without the pixels, which would take a megabyte of the kernel's memory
    return image.convert("RGB")


def _words(text: str, pixels: int, size: int, weight: str) -> Image.Image:
    """Return words in as many lines as fit into this width, with some air around them.

    Not by matplotlib, which measures all of a line anew for each word that it tries to put there:
    that took longer than drawing the picture.
    """
    font = ImageFont.truetype(findfont(FontProperties(weight=weight)), size)
    first, *others = text.split()
    lines = [first]
    for word in others:
        longer = f"{lines[-1]} {word}"
        if font.getlength(longer) <= pixels - 2 * _AIR:
            lines[-1] = longer
        else:
            lines.append(word)
    broken = "\n".join(lines)
    bottom = ImageDraw.Draw(Image.new("RGB", (1, 1))).multiline_textbbox((0, 0), broken, font)[3]
    image = Image.new("RGB", (pixels, round(bottom) + _AIR), "white")
    ImageDraw.Draw(image).multiline_text((_AIR, _AIR // 2), broken, "black", font)
    return image


def _stacked(images: Sequence[Image.Image]) -> Image.Image:
    """Return images one above the other, on white."""
    size = max(image.width for image in images), sum(image.height for image in images)
    whole = Image.new("RGB", size, "white")
    top = 0
    for image in images:
        whole.paste(image, (0, top))
        top += image.height
    return whole


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
    """Return colour, width and dashes (points) of a line as SVG attributes."""
    style = line.get_linestyle()
    offset, dashes = line._dash_pattern  # type: ignore[attr-defined]  # it has no public name
    cap = line.get_dash_capstyle() if dashes else line.get_solid_capstyle()
    return {
        "stroke": paint(line, line.get_color()),
        "stroke-width": 0 if style in ("None", "none", " ", "") else line.get_linewidth(),
        "stroke-dasharray": " ".join(f"{dash:g}" for dash in dashes) if dashes else None,
        "stroke-dashoffset": offset or None,
        "stroke-linecap": "square" if cap == "projecting" else str(cap),
        "stroke-linejoin": str(line.get_dash_joinstyle() if dashes else line.get_solid_joinstyle()),
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
        "stroke-width": float(line.get_markeredgewidth()),
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
    prop = text.get_fontproperties().copy()
    letters = [letter for letter in sorted(set("".join(texts))) if _is_seen(letter, prop)]
    shapes = [TextPath((0, 0), letter, prop=prop, usetex=False) for letter in letters]
    look = prop, findfont(prop), text.get_horizontalalignment(), text.get_verticalalignment()
    places = []
    for line in texts:
        begins, down = _begins(line, *look)
        places.append(
            [
                [letters.index(letter), round(begin, 2), round(down, 2)]
                for letter, begin in zip(line, begins, strict=True)
                if letter in letters
            ]
        )
    return {"letters": [_svg_path(shape) for shape in shapes], "places": places}


def _is_seen(letter: str, prop: FontProperties) -> bool:
    """Whether a letter has an outline: spaces have none, of whichever width, nor soft hyphens."""
    vertices, _ = TextToPath().get_text_path(prop, letter)
    return len(vertices) > 0


# Measuring is slow, and the texts of an explorer are often the same in several places, or begin
# alike. The file of the font is a part of the key because the settings may change it.


@lru_cache(4096)
def _begins(
    line: str, prop: FontProperties, file: str, horizontal: str, vertical: str
) -> tuple[list[float], float]:
    """Return how far right each letter begins, and how far down its baseline lies, in points."""
    right, down = _alignment(line, prop, horizontal, vertical)
    # from the end of each letter back to its begin, so that pairs stand as close as they should
    return [
        right + _width(line[: k + 1], prop, file) - _width(line[k], prop, file)
        for k in range(len(line))
    ], down


@lru_cache(4096)
def _width(line: str, prop: FontProperties, file: str) -> float:
    """Return how far the pen goes; the l keeps the ink of the last letter out of it."""
    return float(TextToPath().get_text_width_height_descent(f"{line}l", prop, ismath=False)[0])


def _alignment(
    line: str, prop: FontProperties, horizontal: str, vertical: str
) -> tuple[float, float]:
    """Return how far right and below of the text's position its baseline begins, in points.

    Measured rather than computed: how high a line is has changed between matplotlib's versions.
    """
    if (horizontal, vertical) == ("left", "baseline"):
        return 0.0, 0.0
    page, renderer = _paper()
    probe = Text(0, 0, line, fontproperties=prop, ha="left", va="baseline")
    probe.set_figure(page)
    start = probe.get_window_extent(renderer, dpi=_POINTS_PER_INCH)
    probe.set(ha=horizontal, va=vertical)
    given = probe.get_window_extent(renderer, dpi=_POINTS_PER_INCH)
    return given.x0 - start.x0, start.y0 - given.y0


@cache
def _paper() -> tuple[Figure, RendererSVG]:
    """Return a page of one dot per point, and a renderer that moves no letter to whole dots."""
    renderer = RendererSVG(1, 1, io.StringIO())  # type: ignore[no-untyped-call]
    return Figure(dpi=_POINTS_PER_INCH), renderer


def paint(artist: Artist, color: ColorType) -> str:
    """Return a colour with its opacity: the artist's, else its own; "none" is transparent."""
    return to_hex(to_rgba(color, artist.get_alpha()), keep_alpha=True)


def _svg_path(path: Path) -> str:
    """Return a matplotlib path as an SVG path; matplotlib's y points up, SVG's down."""
    pieces = []
    for points, code in path.iter_segments():
        letter = _SVG_LETTERS[code]
        pairs = points.reshape(-1, 2) * [1, -1]
        numbers = "" if letter == "Z" else " ".join(f"{v:.4g}" for v in pairs.ravel())
        pieces.append(letter + numbers)
    return "".join(pieces)
