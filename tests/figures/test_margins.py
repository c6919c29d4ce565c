"""Lines between two classes, the slack at one, the lengths of a descent, an outlier."""

import numpy as np
import pytest

from logit_core import (
    add_intercept,
    figures,
    load_iris_pair,
    make_clusters,
    predict_log_odds,
    slacks,
)

from .drawing import assert_legend_above, make_axes

X, Y = make_clusters(40, seed=1)


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


def test_many_bars_are_one_line_with_gaps() -> None:
    X, y = make_clusters(8000, separation=0.1, seed=2)
    ax = figures.plot_slacks(X, y, [0, 1, 1], ax=make_axes())
    wrong = (2 * y - 1) * X.sum(axis=1) < 0
    bars = ax.lines[4].get_xydata().reshape(-1, 3, 2)
    assert bars[:, 0] == pytest.approx(X[wrong])
    assert bars[:, 1].sum(axis=1) == pytest.approx(0, abs=1e-12)
    assert np.isnan(bars[:, 2]).all()


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


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: figures.plot_lines(X, Y, {"w": [1.0, 2.0]}, ax=make_axes()), "must have one we"),
        (lambda: figures.plot_slacks(X, Y, [1.0, 0, 0], ax=make_axes()), "a weight other than 0"),
        (lambda: figures.plot_lengths({"run": []}, ax=make_axes()), "must not be empty"),
    ],
)
def test_what_cannot_be_drawn_is_refused(call, message) -> None:
    with pytest.raises(ValueError, match=message):
        call()
