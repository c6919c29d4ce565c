"""The explorers and static pictures of chapter 6, held against other routes to their numbers."""

import re

import numpy as np
import pytest
from matplotlib.figure import Figure
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import hinge_loss as sklearn_hinge_loss

from logit_core import (
    add_intercept,
    binary_cross_entropy_from_log_odds,
    figures,
    gradient_descent,
    hinge_loss,
    is_separable,
    load_iris_pair,
    make_clusters,
    predict,
    predict_log_odds,
    signed_distance,
    slacks,
    worst_slack,
)
from logit_core.explorers import (
    Stage,
    margin_explorer,
    margin_loss_explorer,
    separability_explorer,
)

from .sweeping import positions, sweep


def numbers(text: str) -> list[float]:
    """Return the numbers of a sentence, but not those inside formulas and units."""
    plain = text.replace("0-1 loss", "loss").replace("(1 - p)²", "").replace("(1 - m)²", "")
    plain = plain.replace("by log 2", "")
    return [float(found) for found in re.findall(r"(?<![\w.])-?\d+(?:\.\d+)?(?:e-?\d+)?", plain)]


# ---- margin_explorer


def weights(stage: Stage, at: dict[str, int]) -> np.ndarray:
    angle, offset, length = (float(stage.controls[name][at[name]]) for name in at)
    turn = np.radians(angle)
    return length * np.array([-offset, np.cos(turn), np.sin(turn)])


def test_the_margin_explorer_holds_at_every_position() -> None:
    assert sweep(margin_explorer(), rendered=2) == 10 * 9 * 6


def test_the_margin_explorer_says_what_the_maths_says() -> None:
    stage = margin_explorer()
    X, y = make_clusters(14, separation=2.5, seed=48)
    A = add_intercept(X)
    for at in [*positions(stage)][::7]:  # 7 shares no factor with 6 lengths
        w = weights(stage, at)
        z = predict_log_odds(A, w)
        sentence = stage.sentence_at(**at)
        slack, total, mean, loss = numbers(sentence)[-4:]
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
    stage = margin_explorer()
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
    stage = margin_explorer()
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
    plane, curves = margin_explorer().snapshot().axes
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
    stage = margin_explorer()
    plane, curves = stage.snapshot(length=0).axes
    for line in plane.lines[2:]:
        data = np.asarray(line.get_data(), float)
        assert data.size == 0 or np.isnan(data).any(axis=0)[-1]
    dots = [line.get_ydata()[0] for line in curves.lines if len(line.get_xydata()) == 1]
    assert dots == pytest.approx([0, 1, np.log(2)])


def test_the_margin_explorer_takes_data_and_grids_of_its_own() -> None:
    X, y = load_iris_pair(features=[2, 3])[:2]
    stage = margin_explorer(X[::10], y[::10], angles=[30, 45], offsets=[2, 2.5], lengths=[0, 2.0])
    assert sweep(stage, rendered=1) == 2 * 2 * 2
    assert "of 10 points" in stage.sentence_at(angle=0, offset=1, length=1) or (
        "all 10 points" in stage.sentence_at(angle=0, offset=1, length=1)
    )


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"X": [[0.0, 1.0]]}, "X and y must be given together"),
        ({"X": np.ones((2, 3)), "y": [0, 1]}, "X must have two features, got 3"),
        ({"lengths": [1, 2]}, "lengths must rise from 0"),
        ({"lengths": [0, 2, 1]}, "lengths must rise, finite"),
        ({"lengths": [0]}, "lengths must rise from 0"),
    ],
)
def test_the_margin_explorer_refuses(arguments, message) -> None:
    with pytest.raises(ValueError, match=message):
        margin_explorer(**arguments)


# ---- separability_explorer


@pytest.fixture(scope="module")
def separability() -> Stage:
    return separability_explorer()


def test_the_separability_explorer_holds_at_every_position(separability: Stage) -> None:
    assert sweep(separability, rendered=2) == 7 * 4 * 21


def test_its_descents_are_those_of_gradient_descent() -> None:
    stage = separability_explorer(
        distances=[1, 4], penalties=[0, 0.05], n_epochs=300, n_samples=20, seed=3
    )
    for d, distance in enumerate((1, 4)):
        X, y = make_clusters(20, separation=distance, seed=3)
        A = add_intercept(X)
        for k, penalty in enumerate((0, 0.05)):
            path = gradient_descent(A, y, learning_rate=0.5, n_epochs=300, penalty=penalty)
            for e, epoch in enumerate(map(int, stage.controls["epoch"])):
                w = path.weights[epoch]
                loss = binary_cross_entropy_from_log_odds(y, predict_log_odds(A, w))
                right = int((predict(A, w) == y).sum())
                start = (
                    f"Centres {distance} apart, penalty {penalty:g}, epoch {epoch}: "
                    f"|w| = {np.linalg.norm(w):.2f}, mean log loss {loss:.3g}, "
                    f"{right} of 20 points right. "
                )
                assert stage.sentence_at(distance=d, penalty=k, epoch=e).startswith(start)


def test_it_says_which_weights_grow_without_end(separability: Stage) -> None:
    for d, distance in enumerate(separability.controls["distance"]):
        X, y = make_clusters(40, separation=float(distance), seed=1)
        separable = is_separable(add_intercept(X), y)
        for k, penalty in enumerate(separability.controls["penalty"]):
            sentence = separability.sentence_at(distance=d, penalty=k)
            assert ("A line separates" in sentence) == separable
            endless = separable and penalty == "0"
            assert sentence.endswith("grows without end.") == endless
            if not endless:
                assert " settles at " in sentence


def test_it_settles_where_scikit_learn_does(separability: Stage) -> None:
    """Oracle: LogisticRegression, whose C is 1 / (n * penalty)."""
    for d, k in ((1, 2), (4, 1), (6, 3)):
        labels = separability.controls
        X, y = make_clusters(40, separation=float(labels["distance"][d]), seed=1)
        C = 1 / (40 * float(labels["penalty"][k]))
        model = LogisticRegression(C=C, tol=1e-10, max_iter=10_000).fit(X, y)
        length = np.linalg.norm(np.append(model.intercept_, model.coef_))
        sentence = separability.sentence_at(distance=d, penalty=k)
        assert float(sentence.split(" settles at ")[1][:-1]) == pytest.approx(length, abs=0.0051)


def test_points_curve_and_boundary_follow(separability: Stage) -> None:
    X, y = make_clusters(40, separation=2.0, seed=1)
    path = gradient_descent(add_intercept(X), y, learning_rate=0.5, n_epochs=100, penalty=0.01)
    epoch = separability.controls["epoch"].index("100")
    left, right = separability.snapshot(distance=1, penalty=2, epoch=epoch).axes
    by_label = {line.get_label(): line for line in left.lines + right.lines}
    for label in (0, 1):
        drawn = by_label[f"class {label}"].get_xydata()
        assert drawn == pytest.approx(X[y == label], rel=1e-5)
    w = path.weights[100]
    dot = next(line.get_xydata()[0] for line in left.lines if len(line.get_xydata()) == 1)
    assert dot == pytest.approx([100, np.linalg.norm(w)], rel=1e-5)
    assert by_label["this penalty"].get_ydata()[epoch] == pytest.approx(dot[1])
    x1, x2 = right.lines[2].get_data()
    assert w[0] + w[1] * x1 + w[2] * x2 == pytest.approx(0, abs=1e-4)


def test_a_text_says_where_the_length_settles_and_is_gone_where_it_does_not(
    separability: Stage,
) -> None:
    for d, distance in enumerate(separability.controls["distance"]):
        for k in range(4):
            left = separability.snapshot(distance=d, penalty=k).axes[0]
            (words,) = left.texts
            (level,) = (line for line in left.lines if line.get_linestyle() == "--")
            _, end, settled = separability.sentence_at(distance=d, penalty=k).rpartition("settles ")
            if end:
                assert words.get_text() == f"settles {settled[:-1]}", distance
                assert level.get_ydata() == pytest.approx([float(settled[3:-1])] * 2, abs=0.0051)
                assert 0 < words.get_position()[1] - level.get_ydata()[0] < 0.5
            else:
                assert np.isnan(words.get_position()[1])
                assert np.isnan(level.get_ydata()).all()


def test_the_legends_hide_nothing_and_name_what_is_there(separability: Stage) -> None:
    fig = separability.snapshot()
    fig.canvas.draw()
    left, right = fig.axes
    named = [text.get_text() for text in left.get_legend().get_texts()]
    assert named == ["other penalties", "this penalty"]
    assert_legend_above(right)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"distances": [-1]}, "separation must be at least 0"),
        ({"penalties": [-1]}, "penalty must be at least 0"),
        ({"penalties": [-1, 0.1], "distances": [5]}, "penalty must be at least 0"),
        ({"n_epochs": 5}, "n_epochs must be at least 10"),
        ({"learning_rate": 50.0}, r"learning_rate must lie in \(0, "),
        ({"learning_rate": 0.0}, r"learning_rate must lie in \(0, "),
        ({"seed": -1}, "seed must be at least 0"),
    ],
)
def test_the_separability_explorer_refuses(arguments, message) -> None:
    with pytest.raises(ValueError, match=message):
        separability_explorer(**arguments)


# ---- margin_loss_explorer


def test_the_margin_loss_explorer_holds_at_every_position() -> None:
    assert sweep(margin_loss_explorer(), rendered=1) == 61


def test_it_says_losses_and_pulls_of_either_class() -> None:
    """By their formulas; a point of class 0 at the log-odds -m pays the same."""
    stage = margin_loss_explorer()
    for k, label in enumerate(stage.controls["margin"]):
        m = float(label)
        log = np.log1p(np.exp(-m))
        p = 1 / (1 + np.exp(-m))
        expected = [
            m,
            float(m < 0),
            max(0, 1 - m),
            log,
            log / np.log(2),
            (1 - p) ** 2,
            (1 - m) ** 2,
        ]
        expected += [float(m < 1), 1 - p, 2 * p * (1 - p) ** 2, 2 * (1 - m)]
        assert numbers(stage.sentence_at(margin=k)) == pytest.approx(expected, abs=0.0051)
        assert binary_cross_entropy_from_log_odds([0], [-m]) == pytest.approx(log)
        assert hinge_loss([0], [-m]) == pytest.approx(max(0, 1 - m))


def test_the_pulls_are_minus_the_slopes_of_the_losses() -> None:
    left, right = margin_loss_explorer().fig.axes
    by_label = [
        {line.get_label(): line for line in ax.lines if not line.get_label().startswith("_")}
        for ax in (left, right)
    ]
    assert len(by_label[0]) == 6
    assert len(by_label[1]) == 4
    for name, pull in by_label[1].items():
        m, loss = by_label[0][name].get_data()
        away = np.abs(m[1:-1] - 1) > 0.05  # the hinge loss has a corner at 1
        slope = (loss[2:] - loss[:-2]) / (m[2:] - m[:-2])
        assert pull.get_ydata()[1:-1][away] == pytest.approx(-slope[away], abs=1e-3)


def test_a_dot_stands_on_each_curve() -> None:
    stage = margin_loss_explorer()
    for ax in stage.snapshot(margin=7).axes:
        curves = [line for line in ax.lines if len(line.get_xdata()) > 2]
        dots = [line for line in ax.lines if len(line.get_xdata()) == 1 and line.get_marker() != ""]
        dots = [line for line in dots if line.get_marker() != "None"]
        assert len(dots) == len(curves)
        for curve, dot in zip(curves, dots, strict=True):
            ((x, y),) = dot.get_xydata()
            assert x == pytest.approx(-2.3)
            assert y == pytest.approx(np.interp(x, *curve.get_data()), abs=1e-2)


@pytest.mark.parametrize(
    ("margins", "message"),
    [
        ([1.0], "margins must be at least two, got "),
        ([1.0, 0.0], "margins must rise, finite, got "),
        ([0.0, 0.0], "margins must rise, finite, got "),
    ],
)
def test_the_margin_loss_explorer_refuses_margins_that_do_not_rise(margins, message) -> None:
    with pytest.raises(ValueError, match=message):
        margin_loss_explorer(margins)


# ---- static pictures


def make_axes():
    return Figure(figsize=(4, 3)).subplots()


X, Y = make_clusters(40, seed=1)


def assert_legend_above(ax) -> None:
    assert ax.get_legend().get_window_extent().y0 >= ax.get_window_extent().y1


def test_each_line_is_the_boundary_of_its_weights() -> None:
    lines = {"one": [0.5, 1, 2], "two": [0.0, 1, 0]}
    ax = figures.plot_lines(X, Y, lines, ax=make_axes())
    by_label = {line.get_label(): line for line in ax.lines}
    for name, w in lines.items():
        x1, x2 = by_label[name].get_data()
        assert w[0] + w[1] * x1 + w[2] * x2 == pytest.approx(0, abs=1e-9)
    assert by_label["one"].get_linestyle() != by_label["two"].get_linestyle()
    assert_legend_above(ax)


def test_slack_bars_lead_from_the_wrong_points_to_the_boundary() -> None:
    w = np.array([0.5, 3.0, 4.0])
    ax = figures.plot_slacks(X, Y, w, ax=make_axes())
    A = add_intercept(X)
    xi = slacks(A, Y, w)
    rings, *bars = ax.lines[3:]
    assert rings.get_label() == "needs slack"
    assert rings.get_xydata() == pytest.approx(X[xi > 0])
    assert len(bars) == (xi > 0).sum() + 1  # a thick one over the thin one of the worst
    long = sorted(np.linalg.norm(np.diff(bar.get_xydata(), axis=0)) for bar in bars)
    assert long == pytest.approx(sorted([*(xi[xi > 0] / 5), xi.max() / 5]))
    for bar in bars:
        z = predict_log_odds(add_intercept(bar.get_xydata()), w)
        assert z[1] == pytest.approx(0, abs=1e-12)
    assert max(bar.get_linewidth() for bar in bars[:-1]) < bars[-1].get_linewidth() / 2
    assert bars[-1].get_label() == f"the worst, {xi.max() / 5:.2f} from the line"
    assert_legend_above(ax)


def test_points_of_both_classes_in_one_place_are_both_seen() -> None:
    places = np.array([[0.0, 0], [1, 1], [1, 1], [2, 0], [1, 1]])
    ax = figures.plot_slacks(places, [0, 0, 1, 1, 1], [-2.5, 1, 1], ax=make_axes())
    square, disc = ax.lines[2:4]
    assert (square.get_marker(), disc.get_marker()) == ("s", "o")
    assert square.get_markersize() > disc.get_markersize() + 3
    for mark in (square, disc):
        assert mark.get_xydata().tolist() == [[1, 1]]


def test_without_slack_there_are_no_bars() -> None:
    X, y = load_iris_pair(features=[2, 3])[:2]
    ax = figures.plot_slacks(X, y, [-2.5, 1, 0], ax=make_axes())
    assert len(ax.lines) == 3


def test_lengths_are_norms_with_the_bias() -> None:
    steps = np.arange(50.0)
    run = np.column_stack([3 * steps, 4 * steps])
    ax = figures.plot_lengths({"run": run}, ax=make_axes())
    x, length = ax.lines[0].get_data()
    assert (x[0], x[-1]) == (1, 49)
    assert length == pytest.approx(5 * x)


def test_equal_values_stand_one_above_the_other() -> None:
    ax = figures.plot_outlier([1.0, 1.0, 2.0, 1.0], [0, 0, 0, 1], {"here": 1.5}, ax=make_axes())
    zero, one, rule = ax.lines
    assert zero.get_xdata().tolist() == [1, 1, 2]
    assert len(set(map(tuple, zero.get_xydata()))) == 3
    first, second, alone = zero.get_ydata()
    assert first == alone == 0 < second < 0.2  # far from the other class, at 1
    low, high = ax.get_ylim()
    assert low < 0 < 1 < high
    assert [label.get_text() for label in ax.get_yticklabels()] == ["class 0", "class 1"]
    assert one.get_xydata().tolist() == [[1, 1]]
    assert rule.get_xdata() == [1.5, 1.5]


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: figures.plot_lines(X, Y, {"w": [1.0, 2.0]}, ax=make_axes()), "w must have one we"),
        (lambda: figures.plot_slacks(X, Y, [1.0, 0, 0], ax=make_axes()), "a weight other than 0"),
        (lambda: figures.plot_lengths({"run": []}, ax=make_axes()), "run must not be empty"),
        (lambda: figures.plot_outlier([1.0], [0, 1], {}, ax=make_axes()), "x must be as long as y"),
    ],
)
def test_what_cannot_be_drawn_is_refused(call, message) -> None:
    with pytest.raises(ValueError, match=message):
        call()
