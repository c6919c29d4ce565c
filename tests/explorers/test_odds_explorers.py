"""The explorers and pictures of chapter 1, against other routes to the same numbers."""

import math
import re
from collections.abc import Callable
from fractions import Fraction
from typing import Any

import matplotlib as mpl
import numpy as np
import pytest
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from sklearn.linear_model import LinearRegression, LogisticRegression

from logit_core import log_odds, make_line_points
from logit_core.explorers import odds_explorer, straight_line_explorer
from logit_core.explorers.straight_line import HOURS, PASSED
from logit_core.figures import plot_evidence, plot_straight_line
from logit_core.figures.style import CLASS_STYLES

from .sweeping import sweep


def new_axes() -> Axes:
    return Figure(figsize=(6, 3.75)).subplots()


def line_called(name: str, ax: Axes) -> Line2D:
    (found,) = (line for line in ax.lines if line.get_label() == name)
    return found


# ---- the odds explorer


def test_the_odds_explorer_holds_at_every_position() -> None:
    assert sweep(odds_explorer()) == 99 + 4


def test_the_sentence_says_what_fractions_give() -> None:
    stage = odds_explorer()
    for position, label in enumerate(stage.controls["probability"]):
        p = Fraction(label)
        o, z = p / (1 - p), math.log(p / (1 - p))
        sentence = stage.sentence_at(probability=position)
        said = re.match(
            r"Probability (\S+) means odds of (\d+) to (\d+), as a number (\S+), and log-odds of "
            r"(\S+)\. The other answer has probability (\S+), odds of (\d+) to (\d+) and log-odds "
            r"of (\S+?)\.(?: Odds of (\S+) lie beyond the end of their line\.)?$",
            sentence,
        )
        assert said, sentence
        assert (said[1], Fraction(said[6])) == (label, 1 - p)
        assert Fraction(int(said[2]), int(said[3])) == o == 1 / Fraction(int(said[7]), int(said[8]))
        assert float(said[4]) == pytest.approx(float(o), rel=0.006)
        assert (float(said[5]), float(said[9])) == pytest.approx((z, -z), abs=0.0006)
        assert (said[10] is not None) == (max(o, 1 / o) > 10)
        if said[10]:
            assert float(said[10]) == pytest.approx(float(max(o, 1 / o)), rel=0.006)


@pytest.mark.parametrize(("label", "beyond"), [("0.75", False), ("1/3", False), ("0.95", True)])
def test_the_marks_stand_on_their_number_lines(label: str, beyond: bool) -> None:
    stage = odds_explorer()
    (ax,) = stage.snapshot(probability=stage.controls["probability"].index(label)).axes
    yes_link, yes_marks, yes_triangle, _, no_marks, no_triangle = moving(ax)
    p = Fraction(label)
    places = [float(p), float(p / (1 - p)) / 10, (math.log(p / (1 - p)) + 5) / 10]
    if beyond:
        assert np.isnan(yes_marks.get_xdata()[1])
        assert yes_triangle.get_xdata()[0] == yes_link.get_xdata()[1] > 1
        places[1] = yes_link.get_xdata()[1]
    else:
        assert np.isnan(yes_triangle.get_xdata()[0])
        assert yes_marks.get_xdata() == pytest.approx(places)
    assert yes_link.get_xdata() == pytest.approx([places[k] for k in (0, 1, 1, 2)])
    assert np.isnan(no_triangle.get_xdata()[0])
    mirrored = [float(1 - p), float((1 - p) / p) / 10, (5 - math.log(p / (1 - p))) / 10]
    assert no_marks.get_xdata() == pytest.approx(mirrored)


def test_links_run_past_the_numbers_not_through_them() -> None:
    stage = odds_explorer()
    (ax,) = stage.fig.axes
    FigureCanvasAgg(stage.fig).draw()
    links = [line for line in ax.lines if len(line.get_xdata()) == 4]
    assert len(links) == 9 + 2
    for link in links:
        assert link.get_ydata()[[0, 1, 3]].tolist() == [2, 1, 0]
    straight = links[0].get_ydata()[2]  # so far down they run upright
    numbers = [text for text in ax.texts if re.fullmatch(r"-?\d(\.\d)?|10", text.get_text())]
    assert len(numbers) == 3 * 11
    for number in numbers:
        low, high = number.get_window_extent().transformed(ax.transData.inverted()).intervaly
        assert low > 2 or straight < low < high < 1 or high < 0
        assert number.get_fontsize() >= 10
        assert number.get_bbox_patch().get_alpha() is None  # opaque, and above the links
        assert number.get_zorder() > max(link.get_zorder() for link in links)


def moving(ax: Axes) -> list[Line2D]:
    """Return the lines of the odds explorer that move: link, marks and triangle, twice."""
    colors = [style.color for style in CLASS_STYLES]
    looks = [(line.get_color() in colors, line.get_marker()) for line in ax.lines]
    links = [k for k, look in enumerate(looks) if look == (True, "None")]
    return [line for k in links for line in ax.lines[k : k + 3]]


def test_the_column_at_the_right_says_what_is_marked() -> None:
    stage = odds_explorer()
    (ax,) = stage.snapshot(probability=stage.controls["probability"].index("0.95")).axes
    texts = [text.get_text() for text in ax.texts][-6:]
    assert texts == ["0.95", "19 to 1", "2.944", "0.05", "1 to 19", "-2.944"]


def test_letters_are_measured_anew_when_the_reader_chooses_another_font() -> None:
    def places() -> list[Any]:
        stage = odds_explorer()
        stage.send()
        return [mark["places"] for mark in stage.scene["marks"] if mark["kind"] == "text"]

    before = places()
    with mpl.rc_context({"font.sans-serif": ["DejaVu Sans Mono"]}):
        assert places() != before
    assert places() == before


# ---- the straight-line explorer


def test_the_straight_line_explorer_holds_at_every_position() -> None:
    stage = straight_line_explorer()
    assert sweep(stage) == len(stage.controls["far_point"]) == 43


def test_at_first_the_far_point_stands_where_the_chapter_put_it() -> None:
    assert straight_line_explorer().sentence.startswith(
        "Far point at 30: the straight line crosses 0.5 at 7.74 and gets 11 of 16 points right"
    )


@pytest.mark.parametrize("data", [(HOURS, PASSED), make_line_points(30, seed=3)])
def test_the_sentence_says_what_scikit_learn_fits(data: tuple[np.ndarray, np.ndarray]) -> None:
    x, y = data
    far = [x.max() + 1, 3 * x.max(), 6 * x.max()]
    stage = straight_line_explorer(x, y, far=far)
    for position, at in enumerate(far):
        X, labels = np.append(x, at)[:, None], np.append(y, 1)
        line = LinearRegression().fit(X, labels)
        curve = LogisticRegression(C=1e12, tol=1e-10, max_iter=10_000).fit(X, labels)
        values = line.predict(X)
        line_at = (0.5 - line.intercept_) / line.coef_[0]
        curve_at = -curve.intercept_[0] / curve.coef_[0, 0]
        right = ((values >= 0.5) == labels).sum(), int(curve.score(X, labels) * len(X) + 0.5)
        assert stage.sentence_at(far_point=position) == (
            f"Far point at {at:g}: the straight line crosses 0.5 at {line_at:.2f} and gets "
            f"{right[0]} of {len(X)} points right, the sigmoid crosses it at {curve_at:.2f} and "
            f"gets {right[1]} right. At the points the line runs from {values.min():.2f} to "
            f"{values.max():.2f}; the sigmoid stays between 0 and 1."
        )


def test_the_marks_of_the_two_fits_stand_where_scikit_learn_puts_them() -> None:
    stage = straight_line_explorer(far=[25, 40])
    (ax,) = stage.snapshot(far_point=0).axes
    X, labels = np.append(HOURS, 25)[:, None], np.append(PASSED, 1)
    line = LinearRegression().fit(X, labels)
    curve = LogisticRegression(C=1e12, tol=1e-10, max_iter=10_000).fit(X, labels)
    assert line_called("far point", ax).get_xydata().tolist() == [[25, 1]]
    for name, predict in (
        ("straight line", line.predict),
        ("sigmoid", lambda X: curve.predict_proba(X)[:, 1]),
    ):
        drawn = line_called(name, ax)
        expected = predict(np.asarray(drawn.get_xdata())[:, None])
        assert drawn.get_ydata() == pytest.approx(expected, abs=1e-4)
        diamond = ax.lines[ax.lines.index(drawn) + 1]
        assert predict(diamond.get_xdata()[:, None]) == pytest.approx(0.5, abs=1e-4)
        crosses = line_called(f"{name} is wrong", ax)
        wrong = (predict(X) >= 0.5) != labels
        assert (~np.isnan(crosses.get_xdata())).tolist() == wrong.tolist()
        outwards = (crosses.get_ydata() - labels) * np.where(labels == 1, 1, -1)
        assert outwards == pytest.approx(0.12 if name == "straight line" else -0.12)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: straight_line_explorer([1, 2, 3, 4], [0, 0, 1, 1]), "must not separate"),
        (lambda: straight_line_explorer([1, 2], [0, 1, 1]), "y must be as long as X"),
        (lambda: straight_line_explorer([[1, 2]], [0, 1]), r"x must have shape \(n_samples,\)"),
        (lambda: straight_line_explorer([1, np.inf], [0, 1]), "x must be finite, got inf"),
        (lambda: straight_line_explorer(far=[10, 9]), "far must rise, finite, got"),
        (lambda: straight_line_explorer(far=[]), "far must not be empty"),
        (lambda: plot_straight_line([1, 2], [0, 1], [1.0], ax=new_axes()), "line must have one"),
        (lambda: plot_straight_line([1, 2], [0], [1.0, 0], ax=new_axes()), "y must be as long"),
        (lambda: plot_straight_line([1], [0], [1, 0], at=[np.nan], ax=new_axes()), "at must not"),
        (lambda: plot_evidence([1.0, 2.0], ["one"], ax=new_axes()), r"one per piece \(2\), got 1"),
        (lambda: plot_evidence([np.inf], ["sure"], ax=new_axes()), "z must be finite"),
    ],
)
def test_what_cannot_be_drawn_is_refused(call: Callable[[], object], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        call()


# ---- the still pictures


def test_line_and_sigmoid_are_drawn_with_their_crossings() -> None:
    ax = plot_straight_line(HOURS, PASSED, [-0.3, 0.2], w=[-6.0, 1.5], ax=new_axes())
    line, curve = line_called("straight line", ax), line_called("sigmoid", ax)
    assert line.get_ydata() == pytest.approx(-0.3 + 0.2 * line.get_xdata())
    assert log_odds(curve.get_ydata()) == pytest.approx(-6 + 1.5 * curve.get_xdata())
    diamonds = [mark.get_xydata()[0].tolist() for mark in ax.lines if mark.get_marker() == "D"]
    assert diamonds == [pytest.approx([4.0, 0.5]), pytest.approx([4.0, 0.5])]


def test_a_level_line_crosses_nothing() -> None:
    ax = plot_straight_line(HOURS, PASSED, [0.4, 0.0], w=[1.0, 0.0], ax=new_axes())
    assert not [mark for mark in ax.lines if mark.get_marker() == "D"]


def test_what_the_line_says_is_written_beside_it_and_lies_in_the_picture() -> None:
    ax = plot_straight_line(HOURS, PASSED, [-0.3, 0.15], at=(1, 10), ax=new_axes())
    rings = [mark.get_xydata()[0].tolist() for mark in ax.lines if mark.get_fillstyle() == "none"]
    assert rings == [pytest.approx([1, -0.15]), pytest.approx([10, 1.2])]
    assert [text.get_text() for text in ax.texts] == ["-0.15", "1.20"]
    assert ax.get_xlim()[0] < 1
    assert ax.get_xlim()[1] > 10


def test_evidence_ends_at_its_sum_below_the_probability_of_it() -> None:
    pieces = np.array([-1.0, 2.5, -0.75])
    ax = plot_evidence(pieces, ["before", "one", "two"], ax=new_axes())
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
    assert said[:3] == [("-1.00", 0), ("+2.50", 1), ("-0.75", 2)]
    bottom, top = ax.get_ylim()
    assert top < 0 < 3 < bottom  # the first piece is the highest row, the sum the lowest


def test_overwhelming_evidence_has_a_scale_of_its_own() -> None:
    ax = plot_evidence([-2.0, 8.0], ["before", "one"], ax=new_axes())
    (above,) = ax.child_axes
    ticks = {tick.label2.get_text(): tick.get_loc() for tick in above.xaxis.get_major_ticks()}
    assert list(ticks) == ["0.001", "0.01", "0.1", "0.5", "0.9", "0.99", "0.999"]
    for name, z in ticks.items():
        assert z == pytest.approx(log_odds(float(name)))
