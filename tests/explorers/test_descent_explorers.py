"""The explorers of chapter 4: a walk on a curve, and two runs side by side."""

import re

import numpy as np
import pytest
from numpy.testing import assert_allclose

from logit_core import (
    add_intercept,
    binary_cross_entropy_from_log_odds,
    cross_entropy_gradient,
    cross_entropy_hessian,
    gradient_descent,
    make_clusters,
    make_line_points,
    newton,
    sgd,
)
from logit_core.explorers import Stage, batch_explorer, descent_explorer

from .sweeping import sweep

RATES = [0.1, 3.0, 6.0, 7.0]


@pytest.fixture(scope="module")
def descent() -> Stage:
    return descent_explorer()


@pytest.fixture(scope="module")
def batch() -> Stage:
    return batch_explorer()


def at(stage: Stage, **labels: object) -> dict[str, int]:
    """Return the positions that bear these labels."""
    return {name: stage.controls[name].index(str(label)) for name, label in labels.items()}


def numbers(sentence: str, *words: str) -> list[float]:
    """Return the number that follows each of the words."""
    return [float(re.search(rf"\b{word} (-?[\d.]+\d)", sentence)[1]) for word in words]  # type: ignore[index]


# ---- the walk on a curve


def test_the_descent_explorer_holds_at_every_position(descent: Stage) -> None:
    assert sweep(descent, rendered=3) == 2 * 3 * 13 * 21


def test_on_the_cross_entropy_the_sentence_is_that_of_gradient_descent() -> None:
    x, y = make_line_points(seed=3)
    stage = descent_explorer(starts=[-2.0, 4.0], learning_rates=RATES, n_steps=5)
    for start in (-2, 4):
        for rate in RATES:
            path = gradient_descent(x[:, None], y, start=[start], learning_rate=rate, n_epochs=5)
            for step, (w,) in enumerate(path.weights):
                said = stage.sentence_at(
                    **at(stage, curve="the cross-entropy", start=start, step=step),
                    learning_rate=RATES.index(rate),
                )
                loss = binary_cross_entropy_from_log_odds(y, w * x)
                slope = cross_entropy_gradient(x[:, None], y, [w])[0]
                assert numbers(said, "weight", "loss", "slope") == pytest.approx(
                    [w, loss, slope], abs=5.1e-4
                )


def test_on_the_parabola_each_step_multiplies_the_distance_by_the_factor_that_is_said() -> None:
    x, y = make_line_points(seed=3)
    best = newton(x[:, None], y)
    lowest, least = best.weights[-1, 0], best.losses[-1]
    bend = cross_entropy_hessian(x[:, None], y, [lowest])[0, 0]
    stage = descent_explorer(starts=[4.0], learning_rates=RATES, n_steps=5)
    for k, rate in enumerate(RATES):
        factor = 1 - rate * bend
        for step in range(6):
            said = stage.sentence_at(curve=1, start=0, learning_rate=k, step=step)
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
    x, y = make_line_points(seed=3)
    return x[:, None], y


@pytest.mark.parametrize(
    ("curve", "rate", "words"),
    [
        (0, 0.1, "it crawls."),
        (1, 0.1, "it crawls."),
        (0, 3.0, "it comes closer from one side."),
        (1, 6.0, "it jumps across and comes closer."),
        (0, 7.0, "it jumps across and away, so it never settles."),
        (1, 7.0, "it diverges."),
    ],
)
def test_the_regime_is_said_in_words(descent: Stage, curve: int, rate: float, words: str) -> None:
    said = descent.sentence_at(curve=curve, **at(descent, learning_rate=f"{rate:g}"))
    assert said.endswith(words)
    assert ("Near the minimum" in said) == (curve == 0)


def test_the_words_change_exactly_at_the_edge() -> None:
    X, y = _line()
    edge = 2 / cross_entropy_hessian(X, y, newton(X, y).weights[-1])[0, 0]
    stage = descent_explorer(learning_rates=[0.9999 * edge, 1.0001 * edge]).send()
    assert stage.sentence_at(curve=1, learning_rate=0).endswith("comes closer.")
    assert stage.sentence_at(curve=1, learning_rate=1).endswith("diverges.")
    notch = stage.scene["controls"]["learning_rate"]["notch"]
    assert notch["at"] == pytest.approx(0.5)
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
    gone = at(descent, curve="the parabola", start=4, learning_rate=7, step=20)
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
            assert ("outside the picture" in said) == (rate == "7")


def test_at_first_the_marks_hide_neither_the_last_steps_nor_the_minimum(descent: Stage) -> None:
    left, _ = descent.snapshot().axes
    *_, dot = left.lines
    assert dot.get_fillstyle() == "none"
    at_pixels = left.transData.transform(left.lines[-2].get_xydata())
    per_point = left.figure.dpi / 72
    apart = np.hypot(*np.diff(at_pixels, axis=0).T) / per_point
    assert apart.min() > left.lines[-2].get_markersize() / 2


def test_a_walk_that_flies_off_stays_drawable() -> None:
    stage = descent_explorer(learning_rates=[1.0, 1e9], n_steps=30)
    assert sweep(stage, rendered=2) == 2 * 3 * 2 * 31


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"learning_rates": [1.0, 0.5]}, "learning_rates must rise, finite and above 0"),
        ({"learning_rates": [0.0, 0.5]}, "learning_rates must rise, finite and above 0"),
        ({"learning_rates": [[0.5]]}, "learning_rates must rise, finite and above 0"),
        ({"learning_rates": [0.5, np.inf]}, "learning_rates must rise, finite and above 0"),
        ({"starts": [np.inf]}, "starts must be finite"),
        ({"n_steps": 0}, "n_steps must be at least 1, got 0"),
    ],
)
def test_the_descent_explorer_refuses_what_is_no_descent(
    arguments: dict[str, object], message: str
) -> None:
    with pytest.raises(ValueError, match=message):
        descent_explorer(**arguments)  # type: ignore[arg-type]


# ---- two runs side by side


def test_the_batch_explorer_holds_at_every_position(batch: Stage) -> None:
    assert sweep(batch, rendered=3) == 3 * 4 * 3 * 4 * 16


def test_each_run_says_what_a_single_run_gives() -> None:
    X, y = make_clusters()
    A = add_intercept(X)
    stage = batch_explorer(learning_rates=[0.1, 1.0], n_epochs=3, seed=5)
    sizes = {"1 point": 1, "10 points": 10, "all 100 points": None}
    for words, size in sizes.items():
        for rate in ("0.1", "1"):
            path = sgd(A, y, learning_rate=float(rate), n_epochs=3, batch_size=size, seed=5)
            for epoch, loss in enumerate(path.losses):
                steps = epoch * 100 // (size or 100)
                say = f"{words} per step, learning rate {rate}: {steps} step"
                say += f"{'' if steps == 1 else 's'}, loss {loss:.4f}."
                a = at(stage, batch_a=words, rate_a=rate, epoch=epoch)
                b = at(stage, batch_b=words, rate_b=rate, epoch=epoch)
                assert f"Run A, {say}" in stage.sentence_at(**a)
                assert f"Run B, {say}" in stage.sentence_at(**b)


def test_the_runs_stand_where_the_paths_lead() -> None:
    X, y = make_clusters()
    A = add_intercept(X)
    least = newton(A, y).losses[-1]
    stage = batch_explorer(n_epochs=4)
    here = at(stage, batch_a="1 point", rate_a=0.1, batch_b="10 points", rate_b=1, epoch=3)
    left, right = stage.snapshot(**here).axes
    paths = [
        sgd(A, y, learning_rate=0.1, n_epochs=4),
        sgd(A, y, learning_rate=1.0, n_epochs=4, batch_size=10),
    ]
    for path, k in zip(paths, (0, 3), strict=True):
        trail, tip = left.lines[k : k + 2]
        assert_allclose(trail.get_xdata(), [0, 1, 2, 3])
        assert_allclose(trail.get_ydata(), path.losses[:4] - least, rtol=1e-6)
        assert_allclose(tip.get_xydata(), [[3, path.losses[3] - least]], rtol=1e-6)
        trail, tip = right.lines[k + 2 : k + 4]
        assert_allclose(trail.get_xydata(), path.weights[:4, 1:], rtol=1e-6)
        assert_allclose(tip.get_xydata(), path.weights[3:4, 1:], rtol=1e-6)


def test_the_two_runs_differ_in_colour_dashes_and_marker(batch: Stage) -> None:
    left = batch.snapshot().axes[0]
    a, b = left.lines[0], left.lines[3]
    for look in ("get_color", "get_linestyle", "get_marker"):
        assert getattr(a, look)() != getattr(b, look)()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"learning_rates": [0.0, 1.0]}, "learning_rates must be finite and > 0"),
        ({"learning_rates": [1.0]}, "learning_rates must hold at least 2 rates, got 1"),
        ({"n_epochs": 0}, "n_epochs must be at least 1, got 0"),
        ({"seed": -1}, "seed must be at least 0, got -1"),
    ],
)
def test_the_batch_explorer_refuses_what_cannot_be_run(
    arguments: dict[str, object], message: str
) -> None:
    with pytest.raises(ValueError, match=message):
        batch_explorer(**arguments)  # type: ignore[arg-type]
