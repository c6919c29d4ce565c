"""A board: a stage on which the reader places points, and Python fits weights to them.

What the points will be cannot be computed before, so this is the one stage that needs Python for a
step. The browser moves the points by itself and asks for the fit of the newest ones: it sets the
trait `asked`, Python sets `numbers` and `answered`. Whatever carries traits can stand between them.
"""

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final, Self

import numpy as np
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from numpy.typing import ArrayLike, NDArray
from traitlets import Dict

from logit_core._validation import (
    Floats,
    as_function,
    as_labels,
    as_listed,
    as_named,
    as_text,
    refuse_where,
    shown,
)
from logit_core.figures.plane import as_plane
from logit_core.stage import browser
from logit_core.stage._arguments import LONGEST_SENTENCE
from logit_core.stage.control import Control, Values
from logit_core.stage.marks import BoundaryMark, FieldMark, Mark, PathMark
from logit_core.stage.refusals import refuse_others
from logit_core.stage.sentence import Words
from logit_core.stage.stage import Stage
from logit_core.stage.tracks import Track

MOST: Final = 200
"""Points beyond which no more are placed."""

MOST_STARTS: Final = 100
"""Beginnings beyond which no more are offered."""

HINT: Final = (
    "Press an empty place for a new point, drag a point to move it. Keys in the picture: Enter for "
    "a new point, N and P choose one, arrows move it (Shift: farther), Space changes its class, "
    "Delete takes it away."
)

Points = tuple[Floats, Floats]
"""Features (n, 2) and labels (n,); n may be 0."""


@dataclass(frozen=True)
class Fit:
    """What a board shows of its points, at each position of its control.

    Parameters
    ----------
    w : ndarray of shape (n_positions, 3)
        Intercept and weights; without weights there is no boundary.
    best : ndarray of bool of shape (n_positions,)
        Whether no others are better; else the boundary is dashed.
    sentences : sequence of str
        What is said of them.
    """

    w: Floats
    best: NDArray[np.bool_]
    sentences: Sequence[str]


class Board(Stage):
    """A stage whose points the reader places, moves, recolours and takes away.

    Parameters
    ----------
    fig : Figure
        A finished figure, as in `Stage`.
    **control : Control, int, or sequence of str or float
        The one control that the fit follows.

    Attributes
    ----------
    asked : dict
        The newest points whose fit is wanted, rows (x1, x2, label) under ``points``, and the
        ``number`` of this request. The browser sets it; `place` does so from Python.
    answered : dict
        The ``number`` of the request to which `numbers` belong, and its ``sentences``.
    """

    _esm = browser.joined(board=True)

    asked = Dict({"number": 0, "points": []}).tag(sync=True)
    answered = Dict({"number": 0, "sentences": []}).tag(sync=True)

    _shares_numbers = False

    def __init__(self, fig: Figure, /, **control: Control | Values) -> None:
        if len(control) != 1:
            got = f"{len(control)}: {', '.join(control)}" if control else "none"
            raise ValueError(f"a board must have one control, got {got}")
        super().__init__(fig, **control)

    def holds(
        self,
        dots: tuple[Line2D, Line2D],
        lines: tuple[Line2D, Line2D],
        *,
        fit: Callable[[Floats, Floats], Fit],
        starts: Mapping[str, Points],
        longest: str,
    ) -> Self:
        """Say what stands for the points and their boundary, and how they are fitted.

        Parameters
        ----------
        dots : (Line2D, Line2D)
            Markers of class 0 and of class 1, on linear axes.
        lines : (Line2D, Line2D)
            The boundary of the best weights, and of weights to which there are better ones.
        fit : callable
            Takes features (n, 2) and labels (n,) of 0 to 200 points, returns a `Fit`.
        starts : mapping of str to (ndarray, ndarray)
            What the reader may start from, by its name; the first is there at first.
        longest : str
            A sentence as long as any that `fit` returns.
        """
        for line in (*as_listed(dots, "dots", "lines", 2), *as_listed(lines, "lines", "lines", 2)):
            refuse_others("moves", line)
        as_function(fit, "fit")
        as_text(longest, "longest", longest=LONGEST_SENTENCE)
        named = as_named(starts, "starts", MOST_STARTS)
        ax = self._axes(dots[0], "dots")
        weights = np.zeros((self._n_fits, 3))
        self.field(ax, weights)
        for line in lines:
            self.boundary(line, weights)
        for dot in dots:
            self.moves(dot, x=np.zeros(MOST), y=np.zeros(MOST))
        self._class_names = [str(dot.get_label()) for dot in dots]
        self._fit, self._longest = fit, longest
        self._starts = dict(self._as_start(name, points) for name, points in named)
        first = next(iter(self._starts.values()))
        self._show(*first)
        self.asked = {"number": 0, "points": _rows(*first)}
        self.observe(self._answer, names="asked")
        return self

    def place(self, X: ArrayLike | None = None, y: ArrayLike | None = None) -> Self:
        """Put these points in the place of those that are there.

        Parameters
        ----------
        X : array_like of shape (n_samples, 2), optional
            Where they stand, inside of the picture: 200 at most. Left out: no points.
        y : array_like of shape (n_samples,), optional
            Labels, 0 or 1.
        """
        points = self._as_points(X, y)
        asked: dict[str, Any] = self.asked
        self.asked = {"number": asked["number"] + 1, "points": _rows(*points)}
        return self

    @property
    def points(self) -> Points:
        """The points as they were asked for last: features (n, 2) and labels (n,)."""
        rows = np.array(self.asked["points"], dtype=np.float64).reshape(-1, 3)
        return rows[:, :2], rows[:, 2]

    @property
    def starts(self) -> dict[str, Points]:
        """What the reader may start from, by its name; the first was there at first."""
        return dict(self._starts)

    def _answer(self, change: object) -> None:
        """Fit the points that are asked for, and tell the browser."""
        with self._lock:
            asked: dict[str, Any] = self.asked
            try:
                rows = asked["points"]
                given = ([row[:2] for row in rows], [row[2] for row in rows]) if rows else ()
                self._show(*self._as_points(*given))
            except Exception as error:
                self.error = f"These points could not be fitted. {type(error).__name__}: {error}"
                logging.getLogger(__name__).exception("fit failed")
            else:
                self.error = ""
            _, numbers = self._describe(sorted(self._marks, key=self._place))
            with self.hold_sync():
                self.numbers = numbers.tobytes()
                self.answered = {"number": asked.get("number"), "sentences": self._sentences}

    def _show(self, X: Floats, y: Floats) -> None:
        """Let the marks and the sentence show these points and their fit."""
        fit = self._checked(self._fit(X, y))
        (field,) = (mark for mark in self._marks if isinstance(mark, FieldMark))
        lines = [mark for mark in self._marks if isinstance(mark, BoundaryMark)]
        dots = [mark for mark in self._marks if isinstance(mark, PathMark)]
        of_lines = (np.where(shown[:, None], fit.w, 0.0) for shown in (fit.best, ~fit.best))
        self._marks = [
            replace(field, weights=self._weights(field.axes, fit.w, None)),
            *(
                replace(line, weights=self._weights(line.axes, w, None))
                for line, w in zip(lines, of_lines, strict=True)
            ),
            *(_with_points(mark, X[y == label]) for label, mark in enumerate(dots)),
        ]
        each = Track(np.arange(len(fit.w), dtype=np.float64), tuple(self._controls))
        self._pieces = [Words(tuple(fit.sentences), each, self._longest)]

    def _checked(self, fit: Any) -> Fit:
        """Return what a fit of the points must be, for each position of the control."""
        if not isinstance(fit, Fit):
            raise ValueError(f"fit must return a Fit, got {shown(fit)}")
        n = self._n_fits
        for name, value, wanted in (("w", fit.w, (n, 3)), ("best", fit.best, (n,))):
            if np.shape(value) != wanted:
                got = np.shape(value)
                raise ValueError(f"{name} of a Fit must have shape {wanted}, got {got}")
        for k, text in enumerate(as_listed(fit.sentences, "sentences of a Fit", "texts", n)):
            as_text(text, f"sentences of a Fit[{k}]", longest=LONGEST_SENTENCE)
        return fit

    def _as_start(self, name: Any, points: Any) -> tuple[str, Points]:
        """Return the name of points to start from, and the points; there may be none."""
        name = as_text(name, "a name in starts")
        X, y = as_listed(points, f"starts[{name!r}]", "arrays", 2)
        if np.size(X) == np.size(y) == 0:
            return name, self._as_points()
        try:
            return name, self._as_points(X, y)
        except ValueError as error:
            raise ValueError(f"{error}, in starts[{name!r}]") from None

    def _as_points(self, X: ArrayLike | None = None, y: ArrayLike | None = None) -> Points:
        """Return points that the board can hold."""
        if X is None and y is None:
            return np.empty((0, 2)), np.empty(0)
        if X is None or y is None:
            raise ValueError("X and y must be given together or not at all, got only one")
        X = as_plane(X)
        y = as_labels(y, len(X))
        if len(X) > MOST:
            raise ValueError(f"X must have at most {MOST} rows, got {len(X)}")
        axes = self._marks[0].axes
        (left, right), (low, high) = axes.get_xlim(), axes.get_ylim()
        outside = ([left, low] > X) | ([right, high] < X)
        where = f"lie in the picture, from ({left:g}, {low:g}) to ({right:g}, {high:g})"
        refuse_where(outside, X, f"X must {where}")
        return X, y

    def _scene_of_its_own(self, ordered: Sequence[Mark]) -> dict[str, Any]:
        """Say where the points are among the numbers, and what the reader may start from."""
        board = {
            "marks": [k for k, mark in enumerate(ordered) if isinstance(mark, PathMark)],
            "classes": self._class_names,
            "most": MOST,
            "starts": {name: _rows(*points) for name, points in self._starts.items()},
        }
        return {"board": board, "hint": HINT}

    @property
    def _control(self) -> Control:
        (control,) = self._controls.values()
        return control

    @property
    def _n_fits(self) -> int:
        return len(self._control.labels)

    @property
    def _sentences(self) -> list[str]:
        (piece,) = self._pieces
        assert isinstance(piece, Words)
        return list(piece.texts)


def _rows(X: Floats, y: Floats) -> list[list[float]]:
    """Return a row (x1, x2, label) for each point."""
    return [[float(x1), float(x2), int(label)] for (x1, x2), label in zip(X, y, strict=True)]


def _with_points(mark: PathMark, points: Floats) -> PathMark:
    """Return a mark that shows these points; NaN stands where there might be more."""
    places = np.full((MOST, 2), np.nan)
    places[: len(points)] = points
    return replace(mark, x=Track(places[:, 0], ()), y=Track(places[:, 1], ()))
