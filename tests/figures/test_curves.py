"""Pictures of chapter 1: straight line and sigmoid, and evidence piece by piece."""

import math
from collections.abc import Callable

import numpy as np
import pytest

from logit_core import log_odds
from logit_core.figures import plot_evidence, plot_straight_line

from ..explorers.reading import only
from .drawing import make_axes

HOURS = np.arange(2, 17) / 2
PASSED = np.array([0, 0, 0, 0, 0, 0, 1, 0, 0, 1, 0, 1, 1, 1, 1])


def test_line_and_sigmoid_are_drawn_with_their_crossings() -> None:
    ax = plot_straight_line(HOURS, PASSED, [-0.3, 0.2], w=[-6.0, 1.5], ax=make_axes())
    line, curve = only(ax, label="straight line"), only(ax, label="sigmoid")
    assert line.get_ydata() == pytest.approx(-0.3 + 0.2 * line.get_xdata())
    assert log_odds(curve.get_ydata()) == pytest.approx(-6 + 1.5 * curve.get_xdata())
    diamonds = [mark.get_xydata()[0].tolist() for mark in ax.lines if mark.get_marker() == "D"]
    assert diamonds == [pytest.approx([4.0, 0.5]), pytest.approx([4.0, 0.5])]


def test_a_level_line_crosses_nothing() -> None:
    for weights in ([1.0, 0.0], [1.0, 5e-324]):
        ax = plot_straight_line(HOURS, PASSED, [0.4, weights[1]], w=weights, ax=make_axes())
        assert not [mark for mark in ax.lines if mark.get_marker() == "D"]


def test_points_on_one_place_have_room_around_them_however_far_it_is() -> None:
    for place in (0.0, 1e99):
        ax = plot_straight_line([place, place], [0, 1], [0.4, 0.0], ax=make_axes())
        left, right = ax.get_xlim()
        assert left < place < right


def test_what_the_line_says_is_written_beside_it_and_lies_in_the_picture() -> None:
    ax = plot_straight_line(HOURS, PASSED, [-0.3, 0.15], at=(1, 10), ax=make_axes())
    rings = [mark.get_xydata()[0].tolist() for mark in ax.lines if mark.get_fillstyle() == "none"]
    assert rings == [pytest.approx([1, -0.15]), pytest.approx([10, 1.2])]
    assert [text.get_text() for text in ax.texts] == ["−0.15", "1.20"]
    assert ax.get_xlim()[0] < 1
    assert ax.get_xlim()[1] > 10


def test_evidence_ends_at_its_sum_below_the_probability_of_it() -> None:
    pieces = np.array([-1.0, 2.5, -0.75])
    ax = plot_evidence(pieces, ["before", "one", "two"], ax=make_axes())
    (end,) = (line for line in ax.lines if line.get_marker() == "D")
    assert end.get_xdata() == pytest.approx([0.75])
    assert ax.texts[-1].get_text() == f"+0.75, p = {math.exp(0.75) / (1 + math.exp(0.75)):.2f}"
    arrows = [(note.xyann[0], note.xy[0]) for note in ax.texts if not note.get_text()]
    assert arrows == [(0.0, -1.0), (-1.0, 1.5), (1.5, 0.75)]
    steps = [line.get_xydata().tolist() for line in ax.lines if line.get_linestyle() == ":"]
    assert steps == [[[-1, 0], [-1, 1]], [[1.5, 1], [1.5, 2]], [[0.75, 2], [0.75, 3]]]
    (above,) = ax.child_axes
    ticks = {tick.label2.get_text(): tick.get_loc() for tick in above.xaxis.get_major_ticks()}
    assert ticks["0.8"] == pytest.approx(math.log(4))
    said = [(note.get_text(), note.get_position()[1]) for note in ax.texts if note.get_text()]
    assert said[:3] == [("−1.00", 0), ("+2.50", 1), ("−0.75", 2)]
    bottom, top = ax.get_ylim()
    assert top < 0 < 3 < bottom  # the first piece is the highest row, the sum the lowest


def test_overwhelming_evidence_has_a_scale_of_its_own() -> None:
    ax = plot_evidence([-2.0, 8.0], ["before", "one"], ax=make_axes())
    (above,) = ax.child_axes
    ticks = {tick.label2.get_text(): tick.get_loc() for tick in above.xaxis.get_major_ticks()}
    assert list(ticks) == ["0.001", "0.01", "0.1", "0.5", "0.9", "0.99", "0.999"]
    for name, z in ticks.items():
        assert z == pytest.approx(log_odds(float(name)))


@pytest.mark.parametrize(
    ("pieces", "ticks"), [([20.0, -1], ["0.001", "0.5", "0.999"]), ([1e100, -1e100], ["0.5"])]
)
def test_ticks_of_probabilities_do_not_lie_on_each_other(pieces, ticks) -> None:
    (above,) = plot_evidence(pieces, ["a", "b"], ax=make_axes()).child_axes
    assert [tick.label2.get_text() for tick in above.xaxis.get_major_ticks()] == ticks


def test_large_evidence_is_written_with_an_exponent() -> None:
    ax = plot_evidence([1e99, -3e99], ["a", "b"], ax=make_axes())
    said = [text.get_text() for text in ax.texts if text.get_text()]
    assert said == ["+1.00e+99", "−3.00e+99", "−2.00e+99, p = 0.00"]


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: plot_straight_line([1, 2], [0, 1], [1.0], ax=make_axes()), "line must have one"),
        (lambda: plot_straight_line([1, 2], [0], [1.0, 0], ax=make_axes()), "y must be as long"),
        (lambda: plot_straight_line([1], [0], [1, 0], at=[np.nan], ax=make_axes()), "at must not"),
        (
            lambda: plot_evidence([1.0, 2.0], ["one"], ax=make_axes()),
            "names must be a list of 2 names",
        ),
        (
            lambda: plot_evidence(np.ones(101), ["one"] * 101, ax=make_axes()),
            "z must hold at most 100 numbers, got 101",
        ),
        (
            lambda: plot_straight_line([1], [0], [1, 0], at=np.ones(101), ax=make_axes()),
            "at must hold at most 100 numbers, got 101",
        ),
        (lambda: plot_evidence([np.inf], ["sure"], ax=make_axes()), "z must be finite"),
    ],
)
def test_what_cannot_be_drawn_is_refused(call: Callable[[], object], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        call()
