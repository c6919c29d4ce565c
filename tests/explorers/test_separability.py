"""Descents on clusters that move apart: those of the course, settled where scikit-learn is."""

import numpy as np
import pytest
from sklearn.linear_model import LogisticRegression

from logit_core import (
    add_intercept,
    binary_cross_entropy_from_log_odds,
    gradient_descent,
    is_separable,
    make_clusters,
    predict,
    predict_log_odds,
    safe_learning_rate,
)
from logit_core.explorers import Stage, separability_explorer
from logit_core.explorers.separability import DISTANCES, EPOCHS, LEARNING_RATE, PENALTIES

from .sweeping import sweep


@pytest.fixture(scope="module")
def separability() -> Stage:
    return separability_explorer()


def test_the_separability_explorer_holds_at_every_position(separability: Stage) -> None:
    assert sweep(separability, rendered=2) == 7 * 4 * 21


def test_its_descents_are_those_of_gradient_descent(separability: Stage) -> None:
    for d, distance in ((0, 1), (5, 4)):
        X, y = make_clusters(40, separation=distance, seed=1)
        A = add_intercept(X)
        for k, penalty in ((0, 0), (2, 0.01), (3, 0.1)):
            path = gradient_descent(A, y, learning_rate=0.5, n_epochs=300, penalty=penalty)
            for e, epoch in enumerate(EPOCHS[EPOCHS <= 300]):
                w = path.weights[epoch]
                loss = binary_cross_entropy_from_log_odds(y, predict_log_odds(A, w))
                right = int((predict(A, w) == y).sum())
                start = (
                    f"Centres {distance} apart, penalty {penalty:g}, epoch {epoch}: "
                    f"|w| = {np.linalg.norm(w):.2f}, mean log loss {loss:.3g}, "
                    f"{right} of 40 points right. "
                )
                assert separability.sentence_at(distance=d, penalty=k, epoch=e).startswith(start)


def test_the_rate_is_safe_for_each_of_its_descents() -> None:
    for distance in DISTANCES:
        A = add_intercept(make_clusters(40, separation=distance, seed=1)[0])
        for penalty in PENALTIES:
            assert safe_learning_rate(A, penalty=penalty) > LEARNING_RATE


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
    assert right.get_legend().get_window_extent().y0 >= right.get_window_extent().y1
