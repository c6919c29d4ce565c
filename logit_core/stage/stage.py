"""The stage: matplotlib draws what stands still, the browser draws what moves.

An explorer is an ordinary figure plus what moves in it. Everything that a control can bring about
is computed before, travels to the browser once, and is drawn there by the modules in `browser`: no
step needs the kernel.
"""

import keyword
import logging
import zlib
from collections.abc import Callable, Sequence
from dataclasses import replace
from os import PathLike
from pathlib import Path
from typing import Any, Literal, Self, get_args

import ipywidgets
import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.colors import Colormap, to_hex
from matplotlib.container import BarContainer
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.text import Text
from numpy.typing import ArrayLike
from traitlets import Bool, Bytes, Dict, Int, Unicode, observe

from logit_core._validation import (
    LARGEST,
    LONGEST,
    as_choice,
    as_flag,
    as_function,
    as_measured,
    as_number,
    as_position,
    shown,
)
from logit_core.figures._arguments import refuse_undrawable
from logit_core.figures.plane import field_image
from logit_core.figures.style import PROBABILITY_COLORS
from logit_core.stage import alone, browser, cells, layout, neutrals, pictures, stacked
from logit_core.stage._arguments import as_control, as_file, as_words
from logit_core.stage.control import Control, ControlKind, Values
from logit_core.stage.handles import Along, Handle, hint, make_handle
from logit_core.stage.marks import (
    BarsMark,
    BoundaryMark,
    FieldMark,
    Mark,
    PathMark,
    TextMark,
    Weights,
    stand_in_data,
)
from logit_core.stage.pictured_widget import PicturedWidget
from logit_core.stage.refusals import refuse_others
from logit_core.stage.sentence import Piece, number_texts, parse_sentence
from logit_core.stage.tracks import (
    Buffer,
    By,
    Names,
    Positions,
    Track,
    from_planes,
    in_planes,
    make_track,
    refuse_unknown_values,
)

# what of a trait travels: on a slow line a third of the bytes is a second less
_DEFLATED = {
    "to_json": lambda value, stage: zlib.compress(value, 9),
    "from_json": lambda value, stage: zlib.decompress(value),
}
_NUMBERS = {
    "to_json": lambda value, stage: zlib.compress(in_planes(value)),
    "from_json": lambda value, stage: from_planes(zlib.decompress(value)),
}

Layout = Literal["wide", "stacked"]

# what no control may be called, beside what every stage has
_TAKEN = ("fig", "companions", "followed", "seen_in", "dark", "self")

# what a redraw replaces, and what comes back where it fails
_PICTURE = (
    "fig",
    "_marks",
    "_handles",
    "_pieces",
    "_lead",
    "_arrangements",
    "_worn",
    "_undress",
)


class Stage(PicturedWidget):
    """A figure whose marks follow controls at the speed of the hand.

    What `moves`, `puts`, `boundary`, `field`, `bars`, `writes` and `says` are given has the leading
    dimensions ``*positions``, one for each control that it follows; length 1 is the same
    everywhere. It follows all controls, in their order, unless `by` names one or a sequence of
    them. A mapping says it for each value apart: by ``by={"x": "rate"}`` x follows the rate, and y
    all controls. What is said of an artist again replaces what was said of it before.

    Parameters
    ----------
    fig : Figure
        A finished figure. Its layout and limits are frozen here; pyplot forgets it, so that it is
        not shown twice.
    **controls : Control, int, or sequence of str or float
        Each control by its name: a `Control`, or what would be its values if nothing else is to be
        said. It becomes a synced integer trait of the same name: Python sets and observes it, and
        ``ipywidgets.jslink`` links it to other controls.

    Attributes
    ----------
    followed : list of ValueWidget
        The ipywidgets controls that Python answers, see `follows`.

    Raises
    ------
    ValueError
        If a control has no positions, or its name is taken by a trait or method, or begins with an
        underscore.

    Examples
    --------
    >>> from matplotlib.figure import Figure
    >>> fig = Figure(figsize=(4, 3))
    >>> ax = fig.subplots()
    >>> dot, = ax.plot([0, 2], [0, 4], "o")
    >>> stage = Stage(fig, x=Control(3, at=1, label="the number"))
    >>> stage.puts(dot, x=[0, 1, 2], y=[0, 1, 4])
    Stage(x=1)
    >>> stage.says("The square of {x} is {square:.0f}.", square=[0, 1, 4])
    Stage(x=1)
    >>> stage.x = 2
    >>> stage.sentence
    'The square of 2 is 4.'
    """

    # As text, not as paths: anywidget watches a path for the sake of every stage there ever was.
    _esm = browser.joined()
    _css = Path(__file__).with_name("stage.css").read_text("utf-8")

    still = Bytes(b"", help="What stands still, as SVG.").tag(sync=True, **_DEFLATED)
    numbers = Bytes(b"", help="Numbers of marks and sentence, float32.").tag(sync=True, **_NUMBERS)
    stacked = Bytes(b"", help="The same, laid out for a phone.").tag(sync=True, **_DEFLATED)
    scene = Dict(help="Axes, marks, controls and sentence: how to read `numbers`.").tag(sync=True)
    narrow = Bool(False, help="Whether somebody has too little room for `still`.").tag(sync=True)
    error = Unicode("", help="What went wrong in Python, shown to the reader.").tag(sync=True)

    _shares_numbers = True  # whether equal numbers travel once

    def __init__(self, fig: Figure, /, **controls: Control | Values) -> None:
        self._controls = {
            name: given if isinstance(given, Control) else Control(given)
            for name, given in controls.items()
        }
        refuse_others("Stage", fig)
        neutrals.refuse_greys(fig.findobj())
        self._refuse_names()
        self._controls = {name: one.checked(name) for name, one in self._controls.items()}
        self._sent = 0
        self.followed: list[ipywidgets.ValueWidget] = []
        super().__init__()
        self._take(fig)
        self.add_traits(
            **{
                name: Int(control.at, min=0, max=len(control.labels) - 1).tag(sync=True)
                for name, control in self._controls.items()
            }
        )
        cells.replace(self)

    def clear(self, fig: Figure) -> Self:
        """Take a new figure for the same controls: marks, notches and the sentence are gone."""
        refuse_others("clear", fig)
        neutrals.refuse_greys(fig.findobj())
        self._take(fig)
        self._controls = {
            name: replace(control, notch=None) for name, control in self._controls.items()
        }
        return self

    def _take(self, fig: Figure) -> None:
        self.fig = layout.freeze(fig)
        self._marks: list[Mark] = []
        self._handles: list[Handle] = []
        self._pieces: list[Piece] = []
        self._lead: Axes | None = None
        self._arrangements: dict[Layout, stacked.Arrangement] = {}
        self._worn: Layout = "wide"
        self._undress: Callable[[], None] | None = None
        self._unsent = True

    def control(
        self,
        name: str,
        label: str | None = None,
        *,
        kind: ControlKind | None = None,
        play: int | None = None,
        notch: tuple[float, str] | None = None,
        shown: bool | None = None,
        at: int | None = None,
    ) -> Self:
        """Change what was said of a control; what is left out stays as it is.

        Parameters
        ----------
        name : str
            The control.
        label, kind, play, notch, shown, at : optional
            As in `Control`; with `at` the control moves there.
        """
        as_control(name, "name", self._controls)
        given = {
            "label": label,
            "kind": kind,
            "play": play,
            "notch": notch,
            "shown": shown,
            "at": at,
        }
        changes: dict[str, Any] = {key: said for key, said in given.items() if said is not None}
        control = replace(self._controls[name], **changes).checked(name)
        self._controls[name] = control
        if at is not None:
            self.set_trait(name, control.at)
        self._unsent = True
        return self

    def moves(
        self,
        line: Line2D,
        *,
        x: ArrayLike | None = None,
        y: ArrayLike | None = None,
        by: By = None,
        until: str | None = None,
    ) -> Self:
        """Let a line, its markers or both follow controls.

        Parameters
        ----------
        line : Line2D
            The artist; colour, width, dashes and marker are read off it. Below zorder 1 it stands
            under everything that stands still, else over it; legends stand over what moves.
        x, y : array_like of shape (*positions, n_points), optional
            A row (n_points,) stands still. Left out: the line's own data. NaN breaks the line.
        by : str, sequence of str, or mapping of str to these, optional
            The controls that the leading dimensions follow, here and below: see `Stage`.
        until : str, optional
            A control: point i is drawn once its position has reached i.
        """
        refuse_others("moves", line)
        if until is not None:
            as_control(until, "until", self._controls)
        return self._path(line, x, y, by, until, core=1)

    def puts(
        self,
        line: Line2D,
        *,
        x: ArrayLike | None = None,
        y: ArrayLike | None = None,
        by: By = None,
    ) -> Self:
        """Let one marker, or a rule from ``ax.axvline`` or ``ax.axhline``, follow controls.

        Parameters
        ----------
        line : Line2D
            The artist, as in `moves`.
        x, y : array_like of shape (*positions,), optional
            Where it stands; the line's own data when left out. NaN hides it.
        """
        refuse_others("puts", line)
        return self._path(line, x, y, by, None, core=0)

    def boundary(self, line: Line2D, w: ArrayLike, *, by: By = None, level: float = 0.0) -> Self:
        """Let a line show where w[0] + w[1] x1 + w[2] x2 = `level`.

        Parameters
        ----------
        line : Line2D
            The artist, on linear axes.
        w : array_like of shape (*positions, 3)
            Intercept and two weights. No line is drawn while both weights are 0.
        level : float
            The log-odds on the line; 0 is probability one half.
        """
        refuse_others("boundary", line)
        axes = self._axes(line, "line")
        level = as_number(level, "level", low=-LARGEST, high=LARGEST)
        return self._add(BoundaryMark(axes, line, self._weights(axes, w, by), level))

    def field(
        self,
        ax: Axes,
        w: ArrayLike,
        *,
        by: By = None,
        cmap: Colormap = PROBABILITY_COLORS,
        alpha: float = 0.55,
    ) -> Self:
        """Colour linear axes by the probability sigmoid(w[0] + w[1] x1 + w[2] x2).

        Parameters
        ----------
        ax : Axes
            The axes to fill.
        w : array_like of shape (*positions, 3)
            Intercept and two weights.
        cmap : Colormap
            Colours from probability 0 to 1.
        alpha : float
            Opacity of the colours.
        """
        refuse_others("field", ax)
        if not isinstance(cmap, Colormap):
            raise ValueError(f"cmap must be a colormap of matplotlib, got {shown(cmap)}")
        alpha = as_number(alpha, "alpha", low=0.0, high=1.0)
        weights = self._weights(_movable(self._own(ax, "ax"), "ax"), w, by)
        fields = [one for one in self._marks if isinstance(one, FieldMark) and one.axes is ax]
        image = fields[0].artist if fields else field_image(ax, cmap=cmap, alpha=alpha)
        image.set(cmap=cmap, alpha=alpha, extent=(*ax.get_xlim(), *ax.get_ylim()))
        return self._add(FieldMark(ax, image, weights, cmap, alpha))

    def bars(self, container: BarContainer, lengths: ArrayLike, *, by: By = None) -> Self:
        """Let bars change their lengths.

        Parameters
        ----------
        container : BarContainer
            What ``ax.bar`` or ``ax.barh`` returned, on linear axes; its look is read off it.
        lengths : array_like of shape (*positions, n_bars)
            Heights of upright bars, widths of lying ones, from where each bar begins.
        """
        refuse_others("bars", container)
        if not container.patches:
            raise ValueError("bars must hold at least one bar, got none")
        axes = self._axes(container.patches[0], "container")
        _linear(axes, "bars")
        refuse_unknown_values(by, ["lengths"])
        along = "y" if container.orientation == "vertical" else "x"
        track = self._track(lengths, by, "lengths", layout.limits(axes, along))
        if track.length != len(container.patches):
            n_bars = len(container.patches)
            raise ValueError(f"lengths must hold one per bar ({n_bars}), got {track.length}")
        return self._add(BarsMark(axes, container, track))

    def writes(
        self,
        text: Text,
        texts: ArrayLike | None = None,
        *,
        x: ArrayLike | None = None,
        y: ArrayLike | None = None,
        by: By = None,
    ) -> Self:
        """Let a text inside the picture change its words, its place, or both.

        Parameters
        ----------
        text : Text
            The artist, one line without mathematics or rotation; font, colour and alignment are
            read off it.
        texts : array_like of str of shape (*positions,), optional
            The words; the artist's own when left out.
        x, y : array_like of shape (*positions,), optional
            Where it stands, in data; its own place when left out. NaN hides it.
        """
        refuse_others("writes", text)
        axes = self._axes(text, "text")
        stand_in_data(text, axes)
        refuse_unknown_values(by, _given(texts=texts, x=x, y=y))
        written = text.get_text() if texts is None else texts
        names, which = number_texts(as_words(written, "texts", longest=LONGEST))
        if text.get_rotation() or any("$" in name or "\n" in name for name in names):
            raise ValueError(
                "texts must be of one level line without mathematics, got other ones: what moves "
                "is drawn letter by letter"
            )
        refuse_undrawable("".join(sorted(set("".join(names)))), "texts")
        x_track, y_track = self._place_tracks(axes, (x, y), by, 0, text.get_position(), own_core=0)
        words = make_track(which, by, self._sizes(), core=0, name="texts")
        return self._add(TextMark(axes, text, names, words, x_track, y_track))

    def grab(
        self,
        artist: Line2D | BarContainer,
        by: Names | None = None,
        *,
        anywhere: bool | str = False,
        along: Along | None = None,
        point: int | None = None,
    ) -> Self:
        """Let the pointer take hold of what a control moves, and the control follow.

        Of the positions of `by`, the other controls held, the browser takes the one at which the
        mark is drawn nearest to the pointer. The controls stay as they are for the keyboard.

        Parameters
        ----------
        artist : Line2D or BarContainer
            What `puts`, `moves`, `boundary` or `bars` lets move, and is seen. Of a line, its
            markers are taken, each for itself; of one drawn up to a control's position, the last
            point that is drawn; of one without markers the whole line, which keeps its distance
            from the pointer. Of bars, their ends are taken.
        by : str or sequence of str, optional
            One control or two that follow the pointer, no toggles. Left out: those that move the
            artist.
        anywhere : bool or str
            Whether pressing anywhere in its axes moves it there; a str is what the reader is told
            of these axes, such as "the loss curve".
        along : {"x", "y"}, optional
            The one direction that counts. A rule and bars have their own.
        point : int, optional
            The point of a line that is taken, such as -1 for the tip of an arrow.

        Raises
        ------
        ValueError
            If the artist does not move, or its place is the same at all positions of `by`.
        """
        handle = make_handle(
            artist,
            by,
            self._marks,
            self._controls,
            anywhere=anywhere,
            along=along,
            point=point,
        )
        others = [
            one for one in self._handles if one.mark is not handle.mark or one.point != handle.point
        ]
        axes = handle.mark.axes
        if anywhere and any(one.anywhere and one.mark.axes is axes for one in others):
            raise ValueError("anywhere must hold for one mark of its axes, got a second one")
        self._handles = [*others, handle]
        self._unsent = True
        return self

    def says(self, template: str, *, by: By = None, **values: ArrayLike) -> Self:
        """Say in one sentence what the picture shows; it follows every step.

        Parameters
        ----------
        template : str
            ``{control}`` is replaced by the label of a control's position, ``{name:.3f}``,
            ``{name:.1%}`` or ``{name:.3g}`` by a number and ``{name}`` by a text out of `values`.
        **values : array_like of shape (*positions,)
            Numbers or texts.
        """
        self._pieces = parse_sentence(template, by, values, self.controls)
        self._unsent = True
        return self

    def leads(self, ax: Axes) -> Self:
        """Let axes be larger than the others where they stand one above the other, on a phone.

        Parameters
        ----------
        ax : Axes
            Those that the reader looks at first.
        """
        refuse_others("leads", ax)
        self._wear("wide")
        self._arrangements = {}
        self._lead = self._own(ax, "what leads")
        self._unsent = True
        return self

    def follows(self, *widgets: ipywidgets.ValueWidget, redraw: Callable[[], None]) -> Self:
        """Call `redraw` in Python whenever the value of one of the ipywidgets controls changes.

        An error in it is shown to the reader in place of the sentence, and logged; the last good
        picture stays.
        """
        if not widgets:
            raise ValueError("widgets must be one or more that hold a value, got none")
        for widget in widgets:
            if not isinstance(widget, ipywidgets.ValueWidget):
                raise ValueError(f"widgets must each hold a value, got {shown(widget)}")
        as_function(redraw, "redraw")

        def answer(change: object) -> None:
            with self._lock:
                good = {name: getattr(self, name) for name in _PICTURE}
                good["_controls"] = self._controls.copy()
                try:
                    redraw()
                    if self._unsent:
                        self.send()
                except Exception as error:
                    self._show_marks(False)  # what was made half way
                    for name, value in good.items():
                        setattr(self, name, value)
                    self.error = f"This choice could not be drawn. {type(error).__name__}: {error}"
                    logging.getLogger(__name__).exception("redraw failed")
                else:
                    self.error = ""

        for widget in widgets:
            widget.observe(answer, names="value")
        self.followed += widgets
        return self

    @property
    def controls(self) -> dict[str, tuple[str, ...]]:
        """The controls by name, each with the labels of its positions."""
        return {name: control.labels for name, control in self._controls.items()}

    @property
    def positions(self) -> dict[str, int]:
        """The controls by name, each with its present position."""
        return self._positions({})

    @property
    def sentence(self) -> str:
        """What the picture shows at the controls' present positions."""
        return self.sentence_at()

    def sentence_at(self, **positions: int) -> str:
        """Return the sentence at these positions, present ones where none is given."""
        at = self._positions(positions)
        return "".join(piece.at(at) for piece in self._pieces)

    def snapshot(self, layout: Layout = "wide", *, dark: bool = False, **positions: int) -> Figure:
        """Return the picture at these positions, drawn by matplotlib alone.

        Parameters
        ----------
        layout : {"wide", "stacked"}
            As on a screen, or one axes per row as on a phone. A small figure of one axes has no
            second layout: it is the same in both.
        dark : bool
            As in a dark page.
        **positions : int
            Position of each control; the present one where none is given.

        Returns
        -------
        fig : Figure
            The stage's own figure: the next snapshot changes it.
        """
        as_choice(layout, "layout", get_args(Layout))
        at = self._positions(positions)
        with self._lock:
            if layout == "stacked" and "stacked" not in self._arrangements:
                self._arrange(folded=True)
            self._wear(layout, dark=as_flag(dark, "dark"))
            for mark in self._marks:
                mark.draw(at)
            self._show_marks(True)
            return self.fig

    def send(self) -> Self:
        """Send everything to the browser. Called by itself when the stage is first shown."""
        with self._lock:
            self._sent += 1
            self._arrange(folded=self.narrow)
            placed: dict[str, Any] = {"stacked": None, "folds": stacked.is_needed(self.fig)}
            narrow = b""
            if "stacked" in self._arrangements:
                placed["stacked"] = layout.spec(self.fig)
                narrow = pictures.svg(self.fig, transparent=True)
            self._wear("wide")
            placed |= layout.spec(self.fig)
            still = pictures.svg(self.fig, transparent=True)
            for color in pictures.colors(still):
                neutrals.refuse_grey(color)
            ordered = sorted(self._marks, key=self._place)
            described, numbers = self._describe(ordered)
            handles = [handle.spec(ordered) for handle in self._handles]
            scene = {
                "sent": self._sent,  # an equal scene would not be sent, and not be drawn
                "background": to_hex(self.fig.get_facecolor()),
                "controls": {name: control.spec(name) for name, control in self._controls.items()},
                "handles": sorted(handles, key=lambda spec: spec["mark"]),  # the upper last
                "hint": hint(self._handles),
                "said": self.sentence,  # for a browser that cannot read the numbers
                "neutrals": neutrals.NEUTRALS,
                **described,
                **placed,
                **self._scene_of_its_own(ordered),
            }
            self._unsent = False
            with self.hold_sync():
                self.still, self.stacked = still, narrow
                self.numbers, self.scene = numbers.tobytes(), scene
        return self

    def state(self) -> dict[str, Any]:
        """Return everything that a page without Python needs to show the stage, ready for JSON.

        Returns
        -------
        state : dict
            ``traits`` holds what the modules in `browser` ask of their model: the positions of the
            controls, ``scene``, and as ``{"base64": ...}`` what is deflated. ``sentence`` is what
            the picture shows now, ``longest`` the longest that the sentence can be: a page keeps
            room for it.

        Examples
        --------
        >>> from matplotlib.figure import Figure
        >>> fig = Figure(figsize=(4, 3))
        >>> dot, = fig.subplots().plot([0, 2], [0, 4], "o")
        >>> stage = Stage(fig, x=3).puts(dot, x=[0, 1, 2], y=[0, 1, 4]).says("Here is {x}.")
        >>> sorted(stage.state())
        ['longest', 'sentence', 'traits']
        """
        with self._lock:
            self.narrow = True  # a page has nobody to ask later
            self.model_id  # noqa: B018  (who asks for it sends what is new)
            return {
                "traits": alone.traits_of(self),
                "sentence": self.sentence,
                "longest": "".join(piece.longest() for piece in self._pieces),
            }

    def to_html(self, path: str | PathLike[str]) -> None:
        """Write the stage as a page of its own, in one file that needs nothing else.

        It works from a disk, in an iframe and in a learning platform. Where its controls stand is
        the end of its address: ``stage.html#learning_rate=20&epoch=30``.

        Parameters
        ----------
        path : str or path-like
            The file; one that is there is replaced.
        """
        file = as_file(path, "path")
        alone.write_page(self.state(), file)

    def _describe(self, ordered: Sequence[Mark]) -> tuple[dict[str, Any], Buffer]:
        """Describe marks and sentence to the browser; return their numbers, too."""
        numbers = Buffer(shared=self._shares_numbers)
        marks = [self._mark_spec(mark, numbers) for mark in ordered]
        pieces = [piece.spec(numbers) for piece in self._pieces]
        return {"marks": marks, "sentence": pieces, "count": len(numbers)}, numbers

    def _scene_of_its_own(self, ordered: Sequence[Mark]) -> dict[str, Any]:
        """Return what only this kind of stage says to the browser; its marks are in order."""
        return {}

    def _mark_spec(self, mark: Mark, numbers: Buffer) -> dict[str, Any]:
        """Describe a mark, its axes and its layer to the browser."""
        axes, zorder, _ = self._place(mark)
        spec = {"axes": axes, "layer": layout.layer(zorder), **mark.spec(numbers)}
        if "stacked" in self._arrangements and isinstance(mark, TextMark):
            wide, narrow = (one.letters[mark.artist][1] for one in self._arrangements.values())
            spec["grows"] = narrow / wide
        return spec

    @observe("narrow")
    def _send_again(self, change: object) -> None:
        """Send the layout for phones to the first view that asks for it; few do, and it is slow."""
        if not self._unsent:
            self.send()

    def _arrange(self, *, folded: bool) -> None:
        """Lay the figure out, its marks unseen; if `folded`, for phones as well, which then stays.

        The layout for phones takes a quarter of the time to the first picture.
        """
        self._wear("wide")
        self._show_marks(False)
        self._arrangements = {"wide": stacked.Arrangement.of(self.fig)}
        if folded and stacked.is_needed(self.fig):
            stacked.stack(self.fig, self._lead)
            self._worn = "stacked"
            self._arrangements["stacked"] = stacked.Arrangement.of(self.fig)

    def _wear(self, name: Layout, *, dark: bool = False) -> None:
        """Give the figure a layout, if it has two, and its colours."""
        if self._undress:
            self._undress()
            self._undress = None
        if name != self._worn and name in self._arrangements:
            self._arrangements[name].restore()
            self._worn = name
        if dark:
            fields = [mark.artist for mark in self._marks if isinstance(mark, FieldMark)]
            self._undress = neutrals.dress(self.fig, fields)

    def retire(self) -> None:
        """Close the stage and give back what it holds: links may keep the rest of it for long."""
        self.close()
        self.clear(Figure())
        self.still = self.stacked = self.numbers = b""
        self.scene = {}
        self.followed.clear()
        if self._stand_in is not None:
            self._stand_in.value = ""

    def __repr__(self) -> str:
        positions = ", ".join(f"{name}={at}" for name, at in self.positions.items())
        return f"Stage({positions})"

    def _positions(self, given: Positions) -> dict[str, int]:
        """Return a checked position for every control."""
        for name in given:
            as_control(name, "positions", self._controls)
        return {
            name: as_position(given.get(name, getattr(self, name)), name, len(control.labels))
            for name, control in self._controls.items()
        }

    def _path(
        self,
        line: Line2D,
        x: ArrayLike | None,
        y: ArrayLike | None,
        by: By,
        until: str | None,
        *,
        core: Literal[0, 1],
    ) -> Self:
        """Add a line whose x and y hold `core` dimensions at one position; its own data hold 1."""
        pictures.refuse_special(line)
        refuse_unknown_values(by, _given(x=x, y=y))
        axes = self._axes(line, "line")
        stand_in_data(line, axes)
        own = line.get_xdata(orig=False), line.get_ydata(orig=False)
        x_track, y_track = self._place_tracks(axes, (x, y), by, core, own, own_core=1)
        lengths = {x_track.length, y_track.length} - {1}
        if len(lengths) > 1:
            raise ValueError(f"x and y must have as many points, got {sorted(lengths)}")
        return self._add(PathMark(axes, line, x_track, y_track, until))

    def _place_tracks(
        self,
        axes: Axes,
        given: tuple[ArrayLike | None, ArrayLike | None],
        by: By,
        core: int,
        own: tuple[ArrayLike, ArrayLike],
        *,
        own_core: int,
    ) -> list[Track]:
        """Return where something stands, x and y, each as it is given or else its own."""
        sizes = self._sizes()
        return [
            make_track(
                own_values if values is None else values,
                by,
                sizes,
                core=own_core if values is None else core,
                name=name,
                limits=layout.limits(axes, name),
            )
            for name, values, own_values in zip("xy", given, own, strict=True)
        ]

    def _track(self, values: ArrayLike, by: By, name: str, limits: tuple[float, float]) -> Track:
        return make_track(values, by, self._sizes(), core=1, name=name, limits=limits)

    def _sizes(self) -> dict[str, int]:
        return {name: len(control.labels) for name, control in self._controls.items()}

    def _weights(self, ax: Axes, w: ArrayLike, by: By) -> Weights:
        """Return intercept and weights as tracks; huge ones are scaled, for float32's sake."""
        _linear(ax, "a field or boundary")
        refuse_unknown_values(by, ["w"])
        weights = as_measured(w, "w")
        if weights.shape[-1:] != (3,):
            shape = weights.shape
            raise ValueError(f"w must hold (intercept, w1, w2) last, got shape {shape}")
        largest = np.abs(weights).max(axis=-1, keepdims=True)
        scaled = weights * (1e30 / np.maximum(largest, 1e30))
        track = self._track(scaled, by, "w", (-1e30, 1e30))
        b, w1, w2 = (Track(column, track.by) for column in np.split(track.values, 3, axis=-1))
        return b, w1, w2

    def _place(self, mark: Mark) -> tuple[int, float, int]:
        """Return what matplotlib orders its drawing by: axes, zorder, and which was made first."""
        artist, children = mark.artists[0], mark.axes.get_children()
        if mark.axes not in self.fig.axes or artist not in children:
            raise ValueError(
                f"what moves must stay in the picture, got {artist}, which was removed"
            )
        return self.fig.axes.index(mark.axes), artist.get_zorder(), children.index(artist)

    def _axes(self, artist: Artist, name: str) -> Axes:
        """Return where an artist stands, on the stage's own figure."""
        for ax in self.fig.axes:
            if artist.axes is ax:
                return _movable(ax, name)
        raise ValueError(
            f"{name} must stand on the stage's own figure, got {artist}: draw it on axes of "
            "`stage.fig`"
        )

    def _own(self, ax: Axes, name: str) -> Axes:
        """Return axes of the stage's figure."""
        if ax not in self.fig.axes:
            raise ValueError(
                f"{name} must stand on the stage's own figure, got other axes: take axes of "
                "`stage.fig`"
            )
        return ax

    def _refuse_names(self) -> None:
        for name in self._controls:
            if not name.isidentifier() or keyword.iskeyword(name):
                raise ValueError(f"a control must be named as in Python, got {shown(name)}")
            if len(name) > LONGEST:
                got = f"{len(name)} of them, {shown(name)}"
                raise ValueError(f"a control must have at most {LONGEST} letters, got {got}")
            if name.startswith("_"):
                raise ValueError(f"a control must not begin with an underscore, got {name!r}")
            if name in dir(type(self)) or name in _TAKEN:
                raise ValueError(f"a control must have a free name, got {name!r}, which is taken")

    def _show_marks(self, visible: bool) -> None:
        for mark in self._marks:
            for artist in mark.artists:
                artist.set_visible(visible)

    def _add(self, mark: Mark) -> Self:
        neutrals.refuse_greys(mark.artists)
        self._wear("wide")
        self._arrangements = {}
        if all(one.artist is not mark.artist for one in self._marks):
            for artist in mark.artists:
                artist.set_zorder(layout.clear_of_the_still(artist.get_zorder()))
        # new lists: where a redraw fails, the earlier ones come back
        self._marks = [*(one for one in self._marks if one.artist is not mark.artist), mark]
        self._handles = [one for one in self._handles if one.mark.artist is not mark.artist]
        self._unsent = True
        return self


def _movable(ax: Axes, name: str) -> Axes:
    """Return axes on which the browser knows where a point stands."""
    if ax.name != "rectilinear":
        raise ValueError(f"{name} must stand on plain axes of two dimensions, got {ax.name} ones")
    for scale in (ax.get_xscale(), ax.get_yscale()):
        if scale not in ("linear", "log"):
            raise ValueError(f"{name} must have linear or log scales to move, got {scale}")
    return ax


def _linear(ax: Axes, what: str) -> None:
    if "log" in (ax.get_xscale(), ax.get_yscale()):
        raise ValueError(f"{what} must stand on linear axes, got a log axis")


def _given(**values: object) -> list[str]:
    """Return the names of the values that are not left out."""
    return [name for name, value in values.items() if value is not None]
