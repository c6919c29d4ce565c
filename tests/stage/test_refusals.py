"""What a stage refuses, and the cure that it names."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from matplotlib import pyplot as plt
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from logit_core.explorers import Stage

from .stages import make_axes, make_squares

# what each method takes, and the cure for whatever else it is given
_LINE = ("line", "one line", "write `line, = ax.plot(...)` with a comma")
_FIGURE = ("figure", "a figure", "write `fig, ax = plt.subplots()`")
METHODS = {
    "moves": _LINE,
    "puts": _LINE,
    "boundary": _LINE,
    "field": ("axes", "axes", "write `ax = fig.subplots()`"),
    "bars": ("bars", "all bars of a call", "write `bars = ax.bar(...)` without a comma"),
    "writes": ("text", "one text", "write `text = ax.text(...)`"),
    "Stage": _FIGURE,
    "clear": _FIGURE,
}
# what it may be given, and, if there is one, a cure that is nearer than that of the method
GIVEN: dict[str, tuple[Callable[[Axes], Any], str, str | None]] = {
    "line": (
        lambda ax: ax.plot([0], [0])[0],
        "a Line2D",
        "a line moves by `stage.moves(line, ...)`",
    ),
    "no comma": (lambda ax: ax.plot([0], [0]), "a list", None),
    "scatter": (
        lambda ax: ax.scatter([0], [0]),
        "a PathCollection",
        'points that move are a line, `dots, = ax.plot(x, y, "o")`',
    ),
    "text": (
        lambda ax: ax.text(0, 0, "a"),
        "a Text",
        "a text changes by `stage.writes(text, ...)`",
    ),
    "bars": (
        lambda ax: ax.bar([0], [1]),
        "a BarContainer",
        "bars change by `stage.bars(bars, ...)`",
    ),
    "one bar": (lambda ax: ax.bar([0], [1])[0], "a Rectangle", None),
    "axes": (lambda ax: ax, "an Axes", "axes are coloured by `stage.field(ax, ...)`"),
    "several axes": (
        lambda ax: np.array([ax, ax]),
        "an ndarray",
        "take one of what it holds, such as `axes[0]`",
    ),
    "figure": (lambda ax: ax.figure, "a Figure", None),
    "figure and axes": (lambda ax: (ax.figure, ax), "a tuple", None),
    "nothing": (lambda ax: None, "a NoneType", None),
}


def hand(method: str, given: Any, stage: Stage) -> None:
    """Hand something to a method, whatever it is."""
    if method == "Stage":
        Stage(given, k=2)
    elif method in ("boundary", "field"):
        getattr(stage, method)(given, [0.0, 1.0, 1.0])
    elif method == "bars":
        stage.bars(given, [1.0])
    else:
        getattr(stage, method)(given)


@pytest.mark.parametrize("method", METHODS)
def test_what_a_method_does_not_take_is_refused_with_the_cure(method: str) -> None:
    wanted, needs, cure = METHODS[method]
    fig, ax = make_axes()
    stage = Stage(fig, k=2)
    for kind, (make, name, nearer) in GIVEN.items():
        if kind == wanted:
            continue
        if wanted == "figure":
            nearer = "write `ax.figure`" if kind == "axes" else None
        with pytest.raises(ValueError, match=method) as refusal:
            hand(method, make(ax), stage)
        assert str(refusal.value) == f"{method} needs {needs}, got {name}: {nearer or cure}"
    assert stage.send().scene["marks"] == []
    hand(method, GIVEN[wanted][0](ax), stage)


def test_a_closed_figure_is_refused_with_the_cure() -> None:
    """Closed by hand, at the end of a cell by the inline backend, or by the stage that has it."""
    closed, _ = plt.subplots()
    plt.close(closed)
    with pytest.raises(ValueError, match=r"Stage needs an open figure, .*: make the figure in the"):
        Stage(closed, k=2)
    taken, _ = plt.subplots()
    stage = Stage(taken, k=2)
    with pytest.raises(ValueError, match="clear needs an open figure, got a closed one"):
        stage.clear(taken)
    assert stage.fig is taken
    unknown_to_pyplot = Figure()
    assert stage.clear(unknown_to_pyplot).fig is unknown_to_pyplot


def test_an_artist_of_another_figure_is_refused() -> None:
    foreign = make_axes()[1]
    (line,), text, bars = foreign.plot([0], [0]), foreign.text(0, 0, "a"), foreign.bar([0], [1])
    stage = make_squares()
    for method, artist in {"moves": line, "puts": line, "writes": text, "bars": bars}.items():
        with pytest.raises(
            ValueError, match=r"the stage's own figure, got .* on axes of `stage.fig`"
        ):
            hand(method, artist, stage)
    with pytest.raises(ValueError, match=r"the stage's own figure, got .* on axes of `stage.fig`"):
        stage.boundary(line, [0.0, 1, 1])
    line.remove()
    with pytest.raises(ValueError, match=r"the stage's own figure, got .* on axes of `stage.fig`"):
        stage.moves(line)


@pytest.mark.parametrize(
    ("w", "message"),
    [
        ([0.0, 1.0], r"w must hold \(intercept, w1, w2\) last, got shape \(2,\)"),
        ([np.nan, 1.0, 1.0], "w must not hold NaN, got nan at index 0"),
        ([0.0, np.inf, 1.0], "w must be finite, got inf at index 1"),
    ],
)
def test_weights_of_a_wrong_shape_or_not_finite_are_refused(w: list[float], message: str) -> None:
    fig, ax = make_axes()
    with pytest.raises(ValueError, match=message):
        Stage(fig).field(ax, w)


def test_a_field_on_log_axes_is_refused() -> None:
    fig, ax = make_axes(xlim=(1, 10), xscale="log")
    with pytest.raises(ValueError, match="linear axes"):
        Stage(fig).field(ax, [0.0, 1, 1])


def test_axes_that_the_browser_does_not_know_are_refused() -> None:
    fig, ax = make_axes(xscale="symlog")
    (line,) = ax.plot([0, 1], [0, 1])
    with pytest.raises(ValueError, match="line must have linear or log scales to move, got symlog"):
        Stage(fig).moves(line)
    foreign = make_axes()[1]
    with pytest.raises(ValueError, match="got other axes"):
        Stage(fig).field(foreign, [0.0, 1, 1])
    assert not foreign.images


def test_no_bars_are_refused() -> None:
    fig, ax = make_axes()
    with pytest.raises(ValueError, match="at least one bar"):
        Stage(fig).bars(ax.bar([], []), [])


def test_bars_are_refused_on_log_axes_or_with_another_number_of_lengths() -> None:
    fig, ax = make_axes()
    bars = ax.bar([0, 1], [1, 1])
    with pytest.raises(ValueError, match=r"one per bar \(2\), got 3"):
        Stage(fig).bars(bars, [1, 2, 3])
    ax.set_yscale("log")
    with pytest.raises(ValueError, match="bars must stand on linear axes"):
        Stage(fig).bars(bars, [1, 2])


@pytest.mark.parametrize("words", ["$x$", "two\nlines"])
def test_a_text_that_is_not_one_plain_line_is_refused(words: str) -> None:
    fig, ax = make_axes()
    with pytest.raises(ValueError, match=r"texts must be (of )?one"):
        Stage(fig).writes(ax.text(0, 0, words))
    with pytest.raises(ValueError, match="one level line without mathematics"):
        Stage(fig).writes(ax.text(0, 0, "turned", rotation=90))


@pytest.mark.parametrize("projection", ["polar", "3d"])
def test_only_on_plain_axes_something_moves_but_others_may_stand_beside(projection: str) -> None:
    fig = Figure(figsize=(8, 3))
    ax = fig.add_subplot(121, projection=projection)
    (line,) = ax.plot(*np.ones((3 if projection == "3d" else 2, 2)))
    for axis in (ax.xaxis, ax.yaxis, ax.zaxis) if projection == "3d" else ():
        axis.set_pane_color("white")  # its own grey is none of those that the dark has
    (moving,) = fig.add_subplot(122).plot([0, 1], [0, 1])
    stage = Stage(fig, k=2)
    with pytest.raises(
        ValueError, match=f"line must stand on plain axes of two .*, got {projection} "
    ):
        stage.moves(line)
    with pytest.raises(
        ValueError, match=f"ax must stand on plain axes of two .*, got {projection} "
    ):
        stage.field(ax, [0.0, 1, 1])
    assert stage.moves(moving, y=[[0, 1], [1, 0]]).state()["traits"]["scene"]["folds"]


def test_controls_of_ipywidgets_to_follow_are_needed() -> None:
    with pytest.raises(ValueError, match="widgets must be one or more that hold a value, got none"):
        make_squares().follows(redraw=lambda: None)


@pytest.mark.parametrize("what", ["line", "axes"])
def test_what_was_removed_cannot_move(what: str) -> None:
    fig, ax = make_axes()
    (line,) = ax.plot([0, 1], [0, 1])
    stage = Stage(fig).moves(line)
    (line if what == "line" else ax).remove()
    with pytest.raises(
        ValueError, match=r"what moves must stay in the picture, got Line2D\(_child0\)"
    ):
        stage.send()
