"""What points lack beside a line, held against the maths and scikit-learn."""

import re

import numpy as np
import pytest
from sklearn.metrics import hinge_loss as sklearn_hinge_loss

from logit_core import (
    add_intercept,
    binary_cross_entropy_from_log_odds,
    hinge_loss,
    load_iris_pair,
    make_clusters,
    predict_log_odds,
    signed_distance,
    slacks,
    worst_slack,
)
from logit_core.explorers import Stage, margin_explorer

from .reading import control_values, numbers, usual
from .sweeping import positions, sweep


def weights(stage: Stage, at: dict[str, int]) -> np.ndarray:
    angle, offset, length = control_values(stage, at)
    turn = np.radians(angle)
    return length * np.array([-offset, np.cos(turn), np.sin(turn)])


def test_the_margin_explorer_holds_at_every_position() -> None:
    assert sweep(usual(margin_explorer), rendered=2) == 10 * 9 * 6


def test_the_margin_explorer_says_what_the_maths_says() -> None:
    stage = usual(margin_explorer)
    X, y = make_clusters(14, separation=2.5, seed=48)
    A = add_intercept(X)
    for at in [*positions(stage)][::7]:  # 7 shares no factor with 6 lengths
        w = weights(stage, at)
        z = predict_log_odds(A, w)
        sentence = stage.sentence_at(**at)
        said = "slack is {}. The textbook slacks add up to {}, {} for each point .* loss is {}."
        slack, total, mean, loss = numbers(stage, said, **at)
        assert slack == pytest.approx(worst_slack(A, y, w), abs=0.0051)
        # Oracle: scikit-learn's mean hinge loss
        assert total == pytest.approx(14 * sklearn_hinge_loss(2 * y - 1, z), abs=0.0051)
        assert mean == pytest.approx(sklearn_hinge_loss(2 * y - 1, z), abs=0.00051)
        assert loss == pytest.approx(binary_cross_entropy_from_log_odds(y, z), abs=0.00051)
        if not w.any():
            assert ": w = 0, so there is no line and no wrong side. " in sentence
            assert slack == 0
            continue
        right = (2 * y - 1) * signed_distance(A, w)
        n_wrong = int((slacks(A, y, w) > 0).sum())
        if n_wrong == 0:
            words = f"all 14 points are on their own sides, the nearest {right.min():.2f} from"
        else:
            verb = "points is" if n_wrong == 1 else "points are"
            words = f"{n_wrong} of 14 {verb} on the wrong side, the worst by {-right.min():.2f}."
        assert words in sentence


def test_bars_reach_from_each_point_to_what_is_asked_of_it() -> None:
    X, y = make_clusters(14, separation=2.5, seed=48)
    A = add_intercept(X)
    stage = usual(margin_explorer)
    at = {"angle": 6, "offset": 3, "length": 3}
    w = weights(stage, at)
    plane, curves = stage.snapshot(**at).axes
    by_label = {line.get_label(): line for line in plane.lines}
    worst = by_label["worst point"].get_xydata()
    i = (-(2 * y - 1) * signed_distance(A, w)).argmax()
    assert worst[0] == pytest.approx(X[i], rel=1e-6)
    assert predict_log_odds(add_intercept(worst[1:]), w) == pytest.approx([0], abs=1e-6)
    assert np.linalg.norm(np.diff(worst, axis=0)) == pytest.approx(
        worst_slack(A, y, w) / np.linalg.norm(w[1:]), rel=1e-5
    )
    first = plane.lines.index(by_label["textbook slack"])
    hinge = hinge_loss(y, predict_log_odds(A, w), reduction="none")
    assert (hinge > 0).any()
    assert (hinge == 0).any()
    for bar, x, label, missing in zip(plane.lines[first:], X, y, hinge, strict=False):
        ends = bar.get_xydata()
        assert ends[0] == pytest.approx(x, rel=1e-6)
        reached = (2 * label - 1) * predict_log_odds(add_intercept(ends[1:]), w)[0]
        if missing > 0:
            assert reached == pytest.approx(1, abs=1e-5)
        else:
            assert ends[1] == pytest.approx(ends[0])
        along = np.diff(ends, axis=0)[0]
        assert np.cross([*along, 0], [*w[1:], 0])[2] == pytest.approx(0, abs=1e-5)
    dots = [line.get_xydata()[0] for line in curves.lines if len(line.get_xydata()) == 1]
    expected = [worst_slack(A, y, w), hinge.mean()]
    assert [dot[1] for dot in dots[:2]] == pytest.approx(expected, rel=1e-5)
    assert {dot[0] for dot in dots} == {1.0}


def test_the_arrow_is_that_of_the_weights_and_stands_on_the_line() -> None:
    stage = usual(margin_explorer)
    at = {"angle": 3, "offset": 6, "length": 4}
    w = weights(stage, at)
    assert w == pytest.approx([-1, 3**0.5, 1])
    arrow = stage.snapshot(**at).axes[0].lines[-1].get_xydata()
    start, tip = arrow[:2]
    assert tip - start == pytest.approx(w[1:], rel=1e-5)
    assert predict_log_odds(add_intercept(start[None]), w) == pytest.approx([0], abs=1e-6)
    assert np.cross([*start, 0], [*w[1:], 0])[2] == pytest.approx(0, abs=1e-6)  # from the origin
    assert arrow[3] == pytest.approx(tip)
    barbs = arrow[[2, 4]] - tip
    assert (barbs @ w[1:] < 0).all()
    assert np.linalg.norm(barbs[0]) == pytest.approx(np.linalg.norm(barbs[1]), rel=1e-5)


def test_at_first_the_marks_of_the_margin_explorer_are_all_seen() -> None:
    """Those of the two means are close, so one is a ring; the worst bar is on top of the others."""
    plane, curves = usual(margin_explorer).snapshot().axes
    worst = next(line for line in plane.lines if line.get_label() == "worst point")
    first = plane.lines.index(worst)
    others = plane.lines[first + 1 : first + 15]
    assert np.linalg.norm(np.diff(worst.get_xydata(), axis=0)) > 0.3
    assert worst.get_zorder() > max(line.get_zorder() for line in others)
    slack, hinge, log = (line for line in curves.lines if len(line.get_xydata()) == 1)
    assert hinge.get_markerfacecolor() == "none"
    assert hinge.get_markersize() > log.get_markersize() + 3
    pixels = curves.transData.transform([dot.get_xydata()[0] for dot in (slack, hinge, log)])
    assert abs(np.diff(pixels[:, 1])).min() > 5


def test_nothing_is_drawn_of_a_line_that_is_not_there() -> None:
    stage = usual(margin_explorer)
    plane, curves = stage.snapshot(length=0).axes
    for line in plane.lines[2:]:
        data = np.asarray(line.get_data(), float)
        assert data.size == 0 or np.isnan(data).any(axis=0)[-1]
    dots = [line.get_ydata()[0] for line in curves.lines if len(line.get_xydata()) == 1]
    assert dots == pytest.approx([0, 1, np.log(2)])


def test_the_margin_explorer_takes_data_of_its_own() -> None:
    X, y = load_iris_pair(features=[2, 3])[:2]
    stage = margin_explorer(X[::20], y[::20])
    assert sweep(stage, rendered=1) == 10 * 9 * 6
    assert re.search(r"all 5 points|\d of 5 points", stage.sentence)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"X": [[0.0, 1.0]]}, "X and y must be given together"),
        ({"X": np.ones((2, 3)), "y": [0, 1]}, "X must have two features, got 3"),
    ],
)
def test_the_margin_explorer_refuses(arguments, message) -> None:
    with pytest.raises(ValueError, match=message):
        margin_explorer(**arguments)
