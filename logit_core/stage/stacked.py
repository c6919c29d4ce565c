"""The second layout of a figure: one axes per row, for a phone or a narrow column.

Numbers, limits and looks are those of the wide figure. Only where things stand is another: the size
of the figure, the boxes of its axes, its legends, and letters that were small.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final, Self

import numpy as np
from matplotlib.axes import Axes
from matplotlib.axis import Axis
from matplotlib.backend_bases import RendererBase
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.legend import Legend
from matplotlib.text import Text
from matplotlib.ticker import FixedFormatter, FixedLocator, Formatter
from matplotlib.transforms import Bbox

WIDTH: Final = 4.25  # inches, 408 CSS pixels
LETTERS: Final = 10.0  # points: 11 CSS pixels where the picture is squeezed into 337
_PIXELS_PER_INCH: Final = 96
_PAD: Final = 0.06  # inches around everything
_GAP: Final = 0.14  # inches between what stands in two rows
_BAR: Final = 0.15  # inches: how thick a colour bar is, and how far from its axes
_AIR: Final = 10  # pixels between numbers beside each other, else they read as one
# heights of axes, as shares of their width: one or two, more of them, one that leads, the others
_FEW: Final = 0.72
_MANY: Final = 0.58
_LEADING: Final = 0.85
_FOLLOWING: Final = 0.5


@dataclass
class Arrangement:
    """Where everything in a figure stands, so that it can be put there again."""

    fig: Figure
    size: tuple[float, float]
    boxes: dict[Axes, tuple[Bbox, float | None]]
    legends: dict[Any, list[Legend]]
    letters: dict[Text, tuple[str, float, bool, tuple[float, float]]]
    ticks: dict[Axis, float]
    names: dict[Axis, Formatter]

    @classmethod
    def of(cls, fig: Figure) -> Self:
        """Note where things stand at present."""
        width, height = fig.get_size_inches()
        return cls(
            fig,
            (float(width), float(height)),
            {ax: (_box(ax), ax.get_box_aspect()) for ax in fig.axes},
            {owner: _legends(owner) for owner in _owners(fig)},
            {
                text: (text.get_text(), _size(text), text.get_wrap(), text.get_position())
                for text in _texts(fig)
            },
            dict(_tick_sizes(fig)),
            {axis: axis.get_major_formatter() for axis in _fixed_axes(fig)},
        )

    def restore(self) -> None:
        """Put everything where it stood."""
        self.fig.set_size_inches(*self.size)
        for text, (words, size, wraps, place) in self.letters.items():
            text.set(text=words, fontsize=size, wrap=wraps, position=place)
        for axis, size in self.ticks.items():
            axis.set_tick_params(labelsize=size)
        for axis, formatter in self.names.items():
            axis.set_major_formatter(formatter)
        for owner, legends in self.legends.items():
            _give_legends(owner, legends)
        for ax, (box, aspect) in self.boxes.items():
            ax.set_box_aspect(aspect)
            ax.set_position(box)
            ax.apply_aspect()


@dataclass
class _Row:
    """Axes as wide as the picture, and what stands around them; all but `height` in inches."""

    axes: Axes
    height: float  # as a share of the width
    guests: dict[Axes, Bbox]  # axes that stand in it, and what part of it they take
    # ticks, labels and title, before they are measured
    left: float = 0.6
    right: float = 0.1
    top: float = 0.3
    bottom: float = 0.45
    # legends
    above: list[Legend] = field(default_factory=list)
    below: list[Legend] = field(default_factory=list)


def is_needed(fig: Figure) -> bool:
    """Whether a figure has another layout on a phone; one of subfigures has not."""
    several = len([ax for ax in fig.axes if ax.get_visible()]) > 1
    return bool(fig.axes) and not fig.subfigs and (several or float(fig.get_figwidth()) > WIDTH)


def stack(fig: Figure, lead: Axes | None) -> None:
    """Lay a figure out anew, one axes per row; `lead` is larger than the others.

    Twins, and axes that stand in others, stay there. A colour bar stands beside its axes, or below
    where it lies. Legends that stood outside, or have no place in their axes any more, go above or
    below.
    """
    rows = _rows(fig, lead)
    around = _Row(fig.axes[0], 0, {}, 0, 0, 0, 0)  # the figure's own title and legends
    moved = _moved_legends(fig, rows, around)
    _enlarge_letters(fig)
    _place(fig, rows, around)  # about where they will stand, to be measured there
    renderer = FigureCanvasAgg(fig).get_renderer()  # type: ignore[no-untyped-call]
    for row in rows:
        _measure(row, renderer)
    if title := fig._suptitle:  # type: ignore[attr-defined]
        around.top = _fit(title, WIDTH - 2 * _PAD, renderer) + _GAP / 2
    for owner, legend, place in moved:
        fitted = _fitted(legend, owner)
        _give_legends(owner, [fitted if one is legend else one for one in _legends(owner)])
        place.append(fitted)
    _place(fig, rows, around)
    for ax in filter(Axes.get_visible, fig.axes):
        _thin_out(ax, renderer)


def _thin_out(ax: Axes, renderer: RendererBase) -> None:
    """Leave out words in axes, and names of ticks below them, that touch one before them."""
    seen = [text for text in ax.texts if text.get_visible() and text.get_text()]
    for text in _touching(seen, renderer):
        text.set_text("")
    if _is_fixed(ax.xaxis):
        texts = ax.xaxis.get_ticklabels()
        hidden = _touching([text for text in texts if text.get_text()], renderer)
        names = ["" if text in hidden else text.get_text() for text in texts]
        ax.xaxis.set_major_formatter(FixedFormatter(names))


def _touching(texts: list[Text], renderer: RendererBase) -> list[Text]:
    """Return the texts that touch an earlier one that stays."""
    staying: list[Bbox] = []
    touching = []
    for text in texts:
        box = text.get_window_extent(renderer)
        around = Bbox([[box.x0 - _AIR, box.y0], [box.x1 + _AIR, box.y1]])
        if any(around.overlaps(other) for other in staying):
            touching.append(text)
        else:
            staying.append(box)
    return touching


def _rows(fig: Figure, lead: Axes | None) -> list[_Row]:
    """Return the axes that have a row, each with those that stand in its box."""
    rows: list[_Row] = []
    for ax in fig.axes:
        if not ax.get_visible() or _is_upright_bar(ax):
            continue
        host = next((row for row in rows if _holds(_box(row.axes), _box(ax))), None)
        if host is None:
            rows.append(_Row(ax, 0, {}))
        else:
            host.guests[ax] = _share(_box(ax), _box(host.axes))
    for row in rows:
        row.height = _height(row.axes, len(rows), lead)
    return rows


def _height(ax: Axes, n_rows: int, lead: Axes | None) -> float:
    """Return how high axes are, as a share of their width."""
    if ax.name == "3d":  # its aspects are those of the cube
        return 1.0
    aspect, box_aspect = ax.get_aspect(), ax.get_box_aspect()
    if _parents(ax):
        return _BAR / 3.4
    if box_aspect is not None:
        return min(float(box_aspect), 1.0)
    if aspect != "auto":
        return min(float(aspect) * float(ax.get_data_ratio()), 1.0)
    if lead is not None:
        return _LEADING if ax is lead else _FOLLOWING
    return _FEW if n_rows < 3 else _MANY


def _moved_legends(
    fig: Figure, rows: list[_Row], around: _Row
) -> list[tuple[Axes | Figure, Legend, list[Legend]]]:
    """Return whose each legend is that cannot stay, and the list in which it finds its place."""
    moved: list[tuple[Axes | Figure, Legend, list[Legend]]] = []
    for legend in fig.legends:
        box = legend.get_window_extent().transformed(fig.transFigure.inverted())
        moved.append((fig, legend, around.above if box.y0 + box.y1 > 1 else around.below))
    for row in rows:
        for ax in (row.axes, *row.guests):
            inside = ax.get_window_extent()
            for legend in filter(Legend.get_visible, _legends(ax)):
                box = legend.get_window_extent()
                shared = Bbox.intersection(box, inside)
                height = row.height * 3.4 * fig.dpi
                is_large = box.width > 3.2 * fig.dpi or box.height > 0.6 * height
                if shared is None or _area(shared) < 0.5 * _area(box) or is_large:
                    moved.append((ax, legend, row.above if box.y0 >= inside.y1 else row.below))
    for _, legend, _ in moved:
        legend.set_in_layout(False)
    return moved


def _fitted(legend: Legend, owner: Axes | Figure) -> Legend:
    """Return a copy of a legend in as many columns as the picture has room for."""
    columns = legend._ncols  # type: ignore[attr-defined]  # it has no public name
    one = legend.get_window_extent().width / _PIXELS_PER_INCH / columns
    texts = legend.get_texts()
    fitted = Legend(
        owner,
        [handle for handle in legend.legend_handles if handle is not None],
        [text.get_text() for text in texts],
        prop=texts[0].get_fontproperties(),
        ncols=max(1, min(len(texts), int((WIDTH - 2 * _PAD) / one))),
        title=legend.get_title().get_text() or None,
        **{name: getattr(legend, name) for name in _SPACES},
    )
    fitted.borderaxespad = 0
    fitted.get_frame().update_from(legend.get_frame())
    for text, old in zip(fitted.get_texts(), texts, strict=True):
        text.set_color(old.get_color())
    return fitted


_SPACES: Final = (
    "numpoints",
    "markerscale",
    "borderpad",
    "labelspacing",
    "handlelength",
    "handleheight",
    "handletextpad",
    "columnspacing",
)


def _enlarge_letters(fig: Figure) -> None:
    """Let no letters be smaller than a phone can show."""
    for text in _texts(fig):
        text.set_fontsize(max(_size(text), LETTERS))
    for axis, size in _tick_sizes(fig):
        axis.set_tick_params(labelsize=max(size, LETTERS))


def _measure(row: _Row, renderer: RendererBase) -> None:
    """Note what ticks, labels and title of a row need around its axes."""
    dpi, box = row.axes.figure.dpi, row.axes.get_window_extent()
    middle = (box.x0 + box.x1) / 2 / dpi
    room = 2 * (min(middle, WIDTH - middle) - _PAD)
    for ax in (row.axes, *row.guests):
        for text in (ax.title, ax.xaxis.label):
            _fit(text, room, renderer)
    boxes = [
        bbox
        for ax in (row.axes, *row.guests)
        if (bbox := ax.get_tightbbox(renderer, for_layout_only=True)) is not None
    ]
    whole = Bbox.union([box, *boxes])
    row.left, row.right = (box.x0 - whole.x0) / dpi, (whole.x1 - box.x1) / dpi
    row.bottom, row.top = (box.y0 - whole.y0) / dpi, (whole.y1 - box.y1) / dpi


def _fit(text: Text, width: float, renderer: RendererBase) -> float:
    """Make letters smaller, and then more lines, until they fit; return their height in inches."""
    dpi = text.figure.dpi
    wide = text.get_window_extent(renderer).width / dpi
    if text.get_text() and wide > width:
        text.set_fontsize(max(LETTERS, _size(text) * width / wide - 0.1))
        text.set_wrap(True)
    return float(text.get_window_extent(renderer).height / dpi)


def _place(fig: Figure, rows: list[_Row], around: _Row) -> None:
    """Give the figure its height, and everything its place."""
    bars = [ax for ax in fig.axes if ax.get_visible() and _is_upright_bar(ax)]
    right = _PAD + max(*(row.right for row in rows), 5 * _BAR if bars else 0)
    # axes begin below each other, unless one alone has much longer names at its ticks
    lefts = [_PAD + max(row.left for row in rows if row.left < own.left + 0.5) for own in rows]
    widths = [WIDTH - left - right for left in lefts]
    needs = [_needs(row, width) for row, width in zip(rows, widths, strict=True)]
    whole = 2 * _PAD + sum(needs) + _GAP * (len(rows) - 1) + _needs(around, 0)
    height = float(np.ceil(whole * _PIXELS_PER_INCH - 1e-6)) / _PIXELS_PER_INCH
    fig.set_size_inches(WIDTH, height)

    def hang(legends: list[Legend], top: float) -> float:
        """Put legends one below the other, the first at `top`; return where the next would be."""
        for legend in legends:
            legend.set_loc("upper center")
            legend.set_bbox_to_anchor((0.5, top / height), transform=fig.transFigure)
            top -= _legend_height(legend)
        return top

    top = height - _PAD
    if title := fig._suptitle:  # type: ignore[attr-defined]
        title.set_y(top / height)
    top = hang(around.above, top - around.top)
    for row, left, width in zip(rows, lefts, widths, strict=True):
        top = hang(row.above, top) - row.top
        bottom = top - row.height * width
        box = Bbox([[left / WIDTH, bottom / height], [(left + width) / WIDTH, top / height]])
        _put(row.axes, box)
        for ax, share in row.guests.items():
            _put(ax, Bbox(box.min + share.get_points() * np.array(box.size)))
        top = hang(row.below, bottom - row.bottom) - _GAP
    hang(around.below, top + _GAP)
    for bar in bars:
        beside = Bbox.union([_box(ax) for ax in _parents(bar)])
        start = beside.x1 + _BAR / WIDTH
        _put(bar, Bbox([[start, beside.y0], [start + _BAR / WIDTH, beside.y1]]))


def _put(ax: Axes, box: Bbox) -> None:
    """Put axes into a box of the figure."""
    if _parents(ax):
        ax.set_box_aspect(None)  # a colour bar is as long as its axes
    ax.set_position(box)
    ax.apply_aspect()


def _needs(row: _Row, width: float) -> float:
    """Return how much of the figure's height a row takes."""
    legends = sum(_legend_height(legend) for legend in (*row.above, *row.below))
    return row.top + row.height * width + row.bottom + legends


def _legend_height(legend: Legend) -> float:
    """Return how much height a legend needs, with the room beside it."""
    return float(legend.get_window_extent().height) / _PIXELS_PER_INCH + _GAP / 2


def _box(ax: Axes) -> Bbox:
    """Return the box that axes are given, in shares of the figure."""
    return ax.get_position(original=True).frozen()


def _holds(outer: Bbox, inner: Bbox) -> bool:
    """Whether a box lies within another."""
    lowest, highest = np.subtract(inner.min, outer.min), np.subtract(outer.max, inner.max)
    return bool(min(*lowest, *highest) > -1e-6)


def _share(inner: Bbox, outer: Bbox) -> Bbox:
    """Return a box in shares of another."""
    return Bbox((inner.get_points() - outer.min) / np.array(outer.size))


def _area(box: Bbox) -> float:
    return float(box.width * box.height)


def _parents(ax: Axes) -> list[Axes]:
    """Return the axes whose colour bar these axes are; none if they are no colour bar."""
    return list(getattr(ax, "_colorbar_info", {}).get("parents", ()))


def _is_upright_bar(ax: Axes) -> bool:
    return bool(_parents(ax)) and ax._colorbar_info["location"] in ("left", "right")  # type: ignore[attr-defined]


def _owners(fig: Figure) -> list[Axes | Figure]:
    """Return what may have a legend."""
    return [fig, *fig.axes]


def _legends(owner: Axes | Figure) -> list[Legend]:
    """Return the legends of a figure, or the legend of axes."""
    if isinstance(owner, Figure):
        return list(owner.legends)
    return [legend] if (legend := owner.get_legend()) else []


def _give_legends(owner: Axes | Figure, legends: list[Legend]) -> None:
    """Let a figure or axes have these legends."""
    if isinstance(owner, Figure):
        owner.legends[:] = legends
    else:
        owner.legend_ = legends[0] if legends else None


def _texts(fig: Figure) -> Iterator[Text]:
    """Yield every text but the numbers at ticks."""
    yield from fig.texts
    for owner in _owners(fig):
        for legend in _legends(owner):
            yield from (legend.get_title(), *legend.get_texts())
    for ax in fig.axes:
        yield from (ax.title, ax._left_title, ax._right_title)  # type: ignore[attr-defined]
        yield from (axis.label for axis in (ax.xaxis, ax.yaxis))
        yield from ax.texts


def _size(text: Text) -> float:
    return float(text.get_fontsize())


def _fixed_axes(fig: Figure) -> list[Axis]:
    """Return the horizontal axes whose ticks were put by hand."""
    return [ax.xaxis for ax in fig.axes if _is_fixed(ax.xaxis)]


def _is_fixed(axis: Axis) -> bool:
    """Whether ticks were put by hand; others keep apart by themselves."""
    return isinstance(axis.get_major_locator(), FixedLocator)


def _tick_sizes(fig: Figure) -> Iterator[tuple[Axis, float]]:
    """Yield each axis that has a size of its own for the numbers at ticks."""
    for ax in fig.axes:
        for axis in (ax.xaxis, ax.yaxis):
            if size := axis.get_tick_params().get("labelsize"):
                yield axis, float(FontProperties(size=size).get_size_in_points())
