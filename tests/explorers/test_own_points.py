"""Points of one's own: the fit held against scikit-learn, and what has no fit."""

import re

import numpy as np
import pytest
from sklearn.linear_model import LogisticRegression

from logit_core import add_intercept, is_separable, make_clusters
from logit_core.explorers import own_points_explorer
from logit_core.explorers.own_points import HALF, PENALTIES
from logit_core.stage import Board

from .reading import usual
from .sweeping import sweep

TWO = [[-1.0, 0.0], [1.0, 0.5]]


@pytest.fixture(scope="module")
def board() -> Board:
    return own_points_explorer()


def weights_of(board: Board) -> np.ndarray:
    """Return the weights (penalty, 3) that the field shows."""
    field = board._marks[0]
    return np.column_stack(
        [np.broadcast_to(w.values[..., 0], len(PENALTIES)) for w in field.weights]
    )


def lines_of(board: Board, penalty: int) -> list[bool]:
    """Tell whether the full and the dashed boundary are drawn."""
    full, dashed = board.snapshot(penalty=penalty).axes[0].lines[-2:]
    return [len(line.get_xdata()) > 0 for line in (full, dashed)]


def test_the_own_points_explorer_holds_at_every_position():
    assert sweep(usual(own_points_explorer)) == len(PENALTIES)


@pytest.mark.parametrize("start", ["two clusters", "a ring", "one outlier", "nothing"])
def test_every_start_lies_in_the_picture_and_holds_at_every_penalty(board, start):
    X, y = board.starts[start]
    board.place(X, y) if len(X) else board.place()
    assert sweep(board) == len(PENALTIES)
    assert (np.abs(X) < HALF - 0.2).all()
    zeros, ones = board.snapshot().axes[0].lines[:2]
    assert zeros.get_xydata()[~np.isnan(zeros.get_xdata())] == pytest.approx(X[y == 0])
    assert ones.get_xydata()[~np.isnan(ones.get_xdata())] == pytest.approx(X[y == 1])


@pytest.mark.parametrize("n", [5, 24, 200])
def test_the_weights_are_those_of_scikit_learn(board, n):
    X, y = make_clusters(n, separation=1, seed=n)
    X = np.clip(X, -2.9, 2.9)
    board.place(X, y)
    for k, penalty in enumerate(PENALTIES):
        if penalty == 0 and is_separable(add_intercept(X), y):
            continue
        C = 1 / (n * penalty) if penalty else np.inf
        theirs = LogisticRegression(C=C, tol=1e-10, max_iter=10_000).fit(X, y)
        ours = weights_of(board)[k]
        assert ours[1:] == pytest.approx(theirs.coef_[0], rel=1e-3, abs=1e-4)
        assert ours[0] == pytest.approx(theirs.intercept_[0], rel=1e-3, abs=1e-4)
        right = int((theirs.predict(X) == y).sum())
        assert f": {right} of {n} points are right. " in board.sentence_at(penalty=k)
        assert lines_of(board, k)[1] is False


def test_separable_points_are_named_and_their_boundary_is_dashed(board):
    board.place([*TWO, [-2.0, 1.0], [2.0, -1.0]], [0, 1, 0, 1])
    first, *others = (board.sentence_at(penalty=k) for k in range(len(PENALTIES)))
    assert "4 of 4 points are right." in first
    steps = re.search(
        r"A line separates the classes, so no weights are best: .* (\d+) steps", first
    )
    assert 5 < int(steps[1]) < 50
    assert np.linalg.norm(weights_of(board)[0, 1:]) > 5
    assert lines_of(board, 0) == [False, True]
    for k, sentence in enumerate(others, start=1):
        assert "separates the classes: without a penalty the weights would grow" in sentence
        assert lines_of(board, k) == [True, False]


def test_a_line_with_points_of_both_classes_on_it_is_named(board):
    board.place([[-1.0, 0.0], [0.0, 0.0], [0.0, 0.0], [1.0, 0.0]], [0, 0, 1, 1])
    assert "A line separates the classes, with points of both on it, so no" in board.sentence_at(
        penalty=0
    )
    assert lines_of(board, 0) == [False, True]


@pytest.mark.parametrize("label", [0, 1])
@pytest.mark.parametrize("n", [1, 2, 200])
def test_one_class_alone_has_no_boundary_and_the_colour_of_certainty(board, n, label):
    X = np.random.default_rng(n).uniform(-2, 2, (n, 2))
    board.place(X, np.full(n, label))
    for k in range(len(PENALTIES)):
        who = "the only point is" if n == 1 else f"all {n} points are"
        assert f"{who} of class {label}. One class alone has no boundary" in board.sentence_at(
            penalty=k
        )
        assert f"p goes to {label} everywhere." in board.sentence_at(penalty=k)
        field = board.snapshot(penalty=k).axes[0].images[-1].get_array()
        assert np.abs(field - label).max() < 1e-6
        assert lines_of(board, k) == [False, False]


def test_without_points_there_is_nothing_to_fit(board):
    board.place()
    assert board.sentence.endswith("nothing to fit, and p is 0.5 everywhere.")
    assert (board.snapshot().axes[0].images[-1].get_array() == 0.5).all()
    assert lines_of(board, 0) == [False, False]
    assert board.points[0].shape == (0, 2)


@pytest.mark.parametrize(("ones", "p"), [(1, "0.25"), (2, "0.50")])
def test_points_of_both_classes_in_one_place_have_no_boundary(board, ones, p):
    board.place([[0.7, -0.3]] * 4, [1] * ones + [0] * (4 - ones))
    for k in range(len(PENALTIES)):
        said = f"Both weights are 0: p is {p} everywhere, without a boundary. No line"
        assert said in board.sentence_at(penalty=k)
        assert lines_of(board, k) == [False, False]


def test_points_in_one_line_are_fitted_along_it(board):
    t = np.array([-2.0, -1.0, 0.5, 0.0, 2.0, 1.0])
    board.place(np.column_stack([t, t]), [0, 0, 0, 1, 1, 1])
    _, w1, w2 = weights_of(board)[0]
    assert w1 == pytest.approx(w2)
    assert w1 > 0.1


def test_what_the_points_were_before_leaves_no_trace(board):
    X, y = make_clusters(20, separation=4, seed=1)
    X = 0.5 * X
    board.place(X, y)
    before = weights_of(board), board.sentence
    board.place([*TWO, *X[1:]], [0, 1, *y[1:]]).place(X, y)
    assert (weights_of(board) == before[0]).all()
    assert board.sentence == before[1]


def test_no_line_goes_round_a_ring(board):
    board.place(*board.starts["a ring"])
    for k in range(len(PENALTIES)):
        said = "16 of 24 points are right. Both weights are 0: p is 0.33 everywhere"
        assert said in board.sentence_at(penalty=k)
        assert lines_of(board, k) == [False, False]
