"""The descent explorer: a walk on a curve, against gradient descent and a geometric series."""

import re

import numpy as np
import pytest
from numpy.testing import assert_allclose

from logit_core import (
    binary_cross_entropy_from_log_odds,
    cross_entropy_gradient,
    cross_entropy_hessian,
    gradient_descent,
    newton,
)
from logit_core.explorers import Stage, descent_explorer
from logit_core.explorers.learners import HOURS, PASSED

from .reading import as_number, at
from .sweeping import sweep

RATES = [0.1, 3.0, 6.0, 8.5]


@pytest.fixture(scope="module")
def descent() -> Stage:
    return descent_explorer()


def numbers(sentence: str, *words: str) -> list[float]:
    """Return the number that follows each of the words."""
    return [as_number(re.search(rf"\b{word} (−?[\d.]+\d)", sentence)[1]) for word in words]  # type: ignore[index]


def test_the_descent_explorer_holds_at_every_position(descent: Stage) -> None:
    assert sweep(descent, rendered=3) == 2 * 3 * 13 * 21


def test_on_the_cross_entropy_the_sentence_is_that_of_gradient_descent(descent: Stage) -> None:
    X, y = _line()
    for start in (-2, 4):
        for rate in RATES:
            path = gradient_descent(X, y, start=[start], learning_rate=rate, n_epochs=20)
            for step, (w,) in enumerate(path.weights):
                here = at(descent, start=start, learning_rate=f"{rate:g}", step=step)
                said = descent.sentence_at(**here, curve=0)
                loss = binary_cross_entropy_from_log_odds(y, w * X[:, 0])
                slope = cross_entropy_gradient(X, y, [w])[0]
                assert numbers(said, "weight", "loss", "slope") == pytest.approx(
                    [w, loss, slope], abs=5.1e-4
                )


def test_on_the_parabola_each_step_multiplies_the_distance_by_the_factor_that_is_said(
    descent: Stage,
) -> None:
    X, y = _line()
    best = newton(X, y)
    lowest, least = best.weights[-1, 0], best.losses[-1]
    bend = cross_entropy_hessian(X, y, [lowest])[0, 0]
    for rate in RATES:
        factor = 1 - rate * bend
        for step in range(6):
            here = at(descent, start=4, learning_rate=f"{rate:g}", step=step)
            said = descent.sentence_at(**here, curve=1)
            distance = (4 - lowest) * factor**step
            assert numbers(said, "weight", "loss", "slope", "by") == pytest.approx(
                [lowest + distance, least + bend / 2 * distance**2, bend * distance, factor],
                abs=5.1e-3,
            )


def test_the_parabola_fits_the_cross_entropy_at_the_minimum(descent: Stage) -> None:
    (w,) = newton(*_line()).weights[-1]
    curves = [descent.snapshot(curve=c).axes[0].lines[2].get_xydata().copy() for c in (0, 1)]
    near = np.abs(curves[0][:, 0] - w) < 0.3
    assert near.sum() >= 3
    assert_allclose(curves[0][near, 1], curves[1][near, 1], atol=2e-3)
    assert not np.allclose(curves[0][:, 1], curves[1][:, 1], atol=0.1)


def _line() -> tuple[np.ndarray, np.ndarray]:
    return (HOURS - 4.5)[:, None], PASSED


@pytest.mark.parametrize(
    ("curve", "rate", "words"),
    [
        (0, 0.1, "it crawls."),
        (1, 0.1, "it crawls."),
        (0, 3.0, "it comes closer from one side."),
        (1, 6.0, "it jumps across and comes closer."),
        (0, 8.5, "it jumps across and away, so it never settles."),
        (1, 8.5, "it diverges."),
    ],
)
def test_the_regime_is_said_in_words(descent: Stage, curve: int, rate: float, words: str) -> None:
    said = descent.sentence_at(curve=curve, **at(descent, learning_rate=f"{rate:g}"))
    assert said.endswith(words)
    assert ("Near the minimum" in said) == (curve == 0)


def test_the_words_change_at_the_edge(descent: Stage) -> None:
    X, y = _line()
    edge = 2 / cross_entropy_hessian(X, y, newton(X, y).weights[-1])[0, 0]
    rates = [float(label) for label in descent.controls["learning_rate"]]
    for k, rate in enumerate(rates):
        for curve, words in enumerate(["so it never settles.", "it diverges."]):
            said = descent.sentence_at(curve=curve, learning_rate=k)
            assert said.endswith(words) == (rate > edge)
    above = next(k for k, rate in enumerate(rates) if rate > edge)
    notch = descent.send().scene["controls"]["learning_rate"]["notch"]
    assert above - 1 < notch["at"] * (len(rates) - 1) < above
    assert f"{edge:.3g}" in notch["text"]


def test_the_marks_stand_where_the_sentence_says(descent: Stage) -> None:
    here = at(descent, curve="the cross-entropy", start=-2, learning_rate=2, step=3)
    w, loss, slope = numbers(descent.sentence_at(**here), "weight", "loss", "slope")
    left, right = descent.snapshot(**here).axes
    *_, tangent, trail, dot = left.lines
    assert len(trail.get_xdata()) == 4
    for line in (trail, dot):
        assert line.get_xydata()[-1] == pytest.approx([w, loss], abs=6e-4)
    (x0, y0), (x1, y1) = tangent.get_xydata()
    assert (y1 - y0) / (x1 - x0) == pytest.approx(slope, abs=1e-3)
    assert [(x0 + x1) / 2, (y0 + y1) / 2] == pytest.approx([w, loss], abs=1e-3)
    assert right.lines[-1].get_xydata()[0] == pytest.approx([3, w], abs=6e-4)


def test_a_point_outside_is_not_drawn_and_said_to_be_outside(descent: Stage) -> None:
    gone = at(descent, curve="the parabola", start=4, learning_rate=8.5, step=20)
    fig = descent.snapshot(**gone)
    assert np.isnan(fig.axes[0].lines[-1].get_xdata()).all()
    assert fig.axes[0].texts[0].get_text() == "the point is outside the picture"
    assert ", outside the picture." in descent.sentence_at(**gone)
    inside = gone | at(descent, step=0)
    assert descent.snapshot(**inside).axes[0].texts[0].get_text() == ""
    assert "outside" not in descent.sentence_at(**inside)


def test_only_a_rate_far_beyond_the_edge_leaves_the_picture_on_the_parabola(
    descent: Stage,
) -> None:
    for rate in descent.controls["learning_rate"]:
        for start in range(3):
            here = at(descent, curve="the parabola", learning_rate=rate, step=20)
            said = descent.sentence_at(**here, start=start)
            assert ("outside the picture" in said) == (rate == "8.5")


def test_at_first_the_marks_hide_neither_the_last_steps_nor_the_minimum(descent: Stage) -> None:
    left, _ = descent.snapshot().axes
    *_, dot = left.lines
    assert dot.get_fillstyle() == "none"
    at_pixels = left.transData.transform(left.lines[-2].get_xydata())
    per_point = left.figure.dpi / 72
    apart = np.hypot(*np.diff(at_pixels, axis=0).T) / per_point
    assert apart.min() > left.lines[-2].get_markersize() / 2
