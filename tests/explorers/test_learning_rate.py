"""The learning rate explorer: many descents, against single runs of `sgd`."""

import numpy as np
import pytest

from logit_core import (
    add_intercept,
    binary_cross_entropy_from_log_odds,
    load_iris_pair,
    make_clusters,
    predict,
    predict_log_odds,
    safe_learning_rate,
    sgd,
)
from logit_core.explorers import Stage, learning_rate_explorer
from tests.thorough import quickly

from .sweeping import sweep


@pytest.mark.thorough
def test_the_learning_rate_explorer_holds_at_every_position() -> None:
    stage = learning_rate_explorer()
    assert sweep(stage) == 41 * 101


def test_the_sentence_says_what_a_single_run_gives() -> None:
    X, y = make_clusters(60, separation=1.5, seed=3)
    A = add_intercept(X)
    stage = learning_rate_explorer(X, y, learning_rates=[0.01, 0.1, 1.0], n_epochs=5)
    for k, rate in enumerate([0.01, 0.1, 1.0]):
        path = sgd(A, y, learning_rate=rate, n_epochs=5)
        for epoch, w in enumerate(path.weights):
            loss = binary_cross_entropy_from_log_odds(y, predict_log_odds(A, w))
            right = int((predict(A, w) == y).sum())
            start = f"Learning rate {rate:g}, epoch {epoch}: mean loss {loss:.3g}, "
            sentence = stage.sentence_at(learning_rate=k, epoch=epoch)
            assert sentence.startswith(f"{start}{right} of 60 points right.")


def test_many_points_are_taken_in_batches_and_the_sentence_says_so() -> None:
    X, y = make_clusters(2002)
    stage = learning_rate_explorer(X, y, learning_rates=[0.01, 0.1])
    assert len(stage.controls["epoch"]) == 21
    path = sgd(add_intercept(X), y, learning_rate=0.1, n_epochs=20, batch_size=5)
    sentence = stage.sentence_at(learning_rate=1, epoch=20)
    assert f"mean loss {path.losses[-1]:.3g}," in sentence
    assert sentence.endswith(" Each step takes 5 points.")
    asked = learning_rate_explorer(X, y, learning_rates=[0.01, 0.1], n_epochs=1, batch_size=10)
    assert asked.sentence.endswith(" points right.")


def test_the_guaranteed_rate_is_marked_between_its_neighbours() -> None:
    X, y = make_clusters()
    safe = safe_learning_rate(add_intercept(X))
    stage = learning_rate_explorer(X, y, n_epochs=3, batch_size=None).send()
    labels = [float(label) for label in stage.controls["learning_rate"]]
    below = max(i for i, rate in enumerate(labels) if rate < safe)
    notch = stage.scene["controls"]["learning_rate"]["notch"]
    assert below < notch["at"] * (len(labels) - 1) < below + 1
    assert f"{safe:.3g}" in notch["text"]
    promise = f"2/L = {safe:.3g}: {{}} step is guaranteed to lower the loss."
    assert stage.sentence_at(learning_rate=below).endswith(" below " + promise.format("each"))
    assert stage.sentence_at(learning_rate=below + 1).endswith(" above " + promise.format("no"))


@pytest.mark.parametrize(("batch_size", "speaks"), [(1, False), (99, False), (100, True)])
def test_only_steps_with_all_points_speak_of_a_guarantee(batch_size: int, speaks: bool) -> None:
    stage = learning_rate_explorer(n_epochs=3, batch_size=batch_size).send()
    assert (stage.scene["controls"]["learning_rate"]["notch"] is not None) == speaks
    assert ("2/L" in stage.sentence) == speaks
    assert stage.sentence.endswith(" points right.") != speaks


def test_a_rate_beyond_the_control_has_no_notch() -> None:
    stage = learning_rate_explorer(learning_rates=[0.01, 0.1], n_epochs=2, batch_size=None).send()
    assert stage.scene["controls"]["learning_rate"]["notch"] is None


def test_the_marks_stand_where_the_numbers_say() -> None:
    X, y = load_iris_pair(features=["petal length (cm)", "petal width (cm)"])[:2]
    stage = learning_rate_explorer(X, y, learning_rates=[0.05], n_epochs=4, start=np.ones(3))
    path = sgd(add_intercept(X), y, learning_rate=0.05, n_epochs=4, start=np.ones(3))
    left, middle, right = stage.snapshot(epoch=3).axes
    assert left.lines[-2].get_ydata() == pytest.approx(path.losses, rel=1e-6)
    assert left.lines[-1].get_xydata()[0] == pytest.approx([3, path.losses[3]], rel=1e-6)
    x1, x2 = middle.lines[-1].get_data()
    w = path.weights[3]
    assert w[0] + w[1] * x1 + w[2] * x2 == pytest.approx(0, abs=1e-4)
    assert right.lines[-2].get_xydata() == pytest.approx(path.weights[:4, 1:], rel=1e-6)


@pytest.mark.parametrize("scale", quickly([1e-4, 1e-2, 1.0, 1e2, 1e4], [1e4]))
@pytest.mark.parametrize("rates", [[1e-5, 1e-4], [0.01, 0.1], [2.0, 5.0]])
def test_features_of_any_unit_and_rates_of_any_size_can_be_drawn(
    scale: float, rates: list[float]
) -> None:
    X, y = make_clusters(30, seed=2)
    stage = learning_rate_explorer(scale * X, y, learning_rates=rates, n_epochs=2)
    assert sweep(stage, rendered=1) == 2 * 3


@pytest.mark.parametrize("start", [[-250.0, 50, 60], [0.0, 1e-9, 0], [1e8, 1, 1]])
def test_descents_may_start_anywhere(start: list[float]) -> None:
    X, y = load_iris_pair(features=[2, 3])[:2]
    stage = learning_rate_explorer(X, y, learning_rates=[0.01, 1.0], n_epochs=2, start=start)
    assert sweep(stage, rendered=1) == 2 * 3


def test_rates_that_diverge_do_no_harm() -> None:
    rates = np.geomspace(1e-3, 1e6, 10)
    assert sweep(learning_rate_explorer(learning_rates=rates, n_epochs=10)) == 10 * 11


def test_an_explorer_refuses_what_it_cannot_draw() -> None:
    X, y = make_clusters()
    with pytest.raises(ValueError, match="X and y must be given together"):
        learning_rate_explorer(X)
    with pytest.raises(ValueError, match="X must have two features, got 3"):
        learning_rate_explorer(add_intercept(X), y)
    with pytest.raises(ValueError, match="must hold both labels"):
        learning_rate_explorer(X, np.zeros_like(y))
    with pytest.raises(ValueError, match="learning_rates must rise, finite and above 0"):
        learning_rate_explorer(X, y, learning_rates=[1.0, 0.1])
    many = np.geomspace(1e-3, 1, 1001)
    with pytest.raises(ValueError, match=r"^learning_rates must hold at most 1000, got 1001$"):
        learning_rate_explorer(X, y, learning_rates=many)
    with pytest.raises(ValueError, match=r"^n_epochs must be at most 100 for 1000 learning_rates"):
        learning_rate_explorer(X, y, learning_rates=many[:1000], n_epochs=101)
    with pytest.raises(ValueError, match="n_epochs must be at least 1, got -1"):
        learning_rate_explorer(X, y, n_epochs=-1)


def test_explorers_side_by_side_do_not_disturb_each_other() -> None:
    one, two = learning_rate_explorer(n_epochs=3), learning_rate_explorer(n_epochs=3)
    before = two.sentence
    one.learning_rate, one.epoch = 40, 3
    assert two.sentence == before
    assert isinstance(two, Stage)
