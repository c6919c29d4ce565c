"""The loss surface explorer: slices, against the losses of their weights and differences."""

import numpy as np
import pytest

from logit_core import (
    add_intercept,
    binary_cross_entropy,
    binary_cross_entropy_from_log_odds,
    make_clusters,
    numerical_gradient,
    predict,
    predict_log_odds,
    predict_probability,
    squared_error,
)
from logit_core.explorers import Stage, loss_surface_explorer

from .reading import as_number, numbers, only, usual
from .sweeping import positions, sweep

A, Y = add_intercept(make_clusters()[0]), make_clusters()[1]


@pytest.fixture(scope="module")
def surface() -> Stage:
    return usual(loss_surface_explorer)


def weights_at(stage: Stage, at: dict[str, int]) -> np.ndarray:
    angle = np.radians(float(stage.controls["direction"][at["direction"]]))
    t = as_number(stage.controls["position"][at["position"]])
    return np.array([0.0, t * np.cos(angle), t * np.sin(angle)])


def test_the_loss_surface_explorer_holds_at_every_position(surface: Stage) -> None:
    assert sweep(surface, rendered=4) == 36 * 33


def test_it_first_shows_where_the_squared_error_is_flat() -> None:
    assert usual(loss_surface_explorer).sentence == (
        "Direction 45°, position −6: weights −4.24 and −4.24, 17 of 100 points right. The "
        "cross-entropy is 6.172, its slope −1.004; the squared error is 0.752, its slope −0.010, "
        "and it bends downwards here."
    )


def test_the_sentence_says_the_losses_of_these_weights(surface: Stage) -> None:
    pattern = "weights {} and {}, {} of 100 .*entropy is {}, its .* error is {}, its"
    for at in positions(surface):
        w = weights_at(surface, at)
        p = predict_probability(A, w)
        expected = [*w[1:], (predict(A, w) == Y).sum(), binary_cross_entropy(Y, p)]
        if at["position"] == 16:
            assert not w.any()
        said = numbers(surface, pattern, **at)
        assert said[:2] == pytest.approx(expected[:2], abs=0.00501)
        assert said[2] == expected[2]
        assert said[3:] == pytest.approx([expected[3], squared_error(Y, p)], abs=0.000501)


def test_slopes_along_the_line_are_those_of_differences(surface: Stage) -> None:
    for at in list(positions(surface))[::7]:
        w = weights_at(surface, at)
        angle = np.radians(float(surface.controls["direction"][at["direction"]]))
        unit = np.array([0.0, np.cos(angle), np.sin(angle)])
        slopes = [
            numerical_gradient(loss, w) @ unit
            for loss in (
                lambda v: binary_cross_entropy_from_log_odds(Y, predict_log_odds(A, v)),
                lambda v: squared_error(Y, predict_probability(A, v)),
            )
        ]
        said = numbers(surface, "its slope {}; .* its slope {}, and", **at)
        assert said == pytest.approx(slopes, abs=0.000501)
        left, right, _ = surface.snapshot(**at).axes
        for ax, slope in ((left, slopes[0]), (right, slopes[1])):
            x, y = only(ax, color="#1A1A1A").get_data()
            assert np.diff(y) / np.diff(x) == pytest.approx(slope, abs=1e-7)


def test_the_cross_entropy_bends_upwards_in_every_direction(surface: Stage) -> None:
    """Second differences of what is drawn; and of three times as fine and far, by themselves."""
    for k, angle in enumerate(np.radians(np.arange(0, 180, 5))):
        curve = only(surface.snapshot(direction=k).axes[0], color="#0072B2", marker="None")
        assert (np.diff(curve.get_ydata(), 2) > 0).all()
        t = np.linspace(-24, 24, 577)
        along = predict_log_odds(A, [0, np.cos(angle), np.sin(angle)])
        drawn = np.logaddexp(0, -np.outer(t, (2 * Y - 1) * along)).mean(axis=1)
        assert (np.diff(drawn, 2) > 0).all()
        assert curve.get_ydata() == pytest.approx(drawn[np.searchsorted(t, curve.get_xdata())])


def test_the_squared_error_is_bold_where_it_bends_downwards(surface: Stage) -> None:
    for k in range(36):
        ax = surface.snapshot(direction=k).axes[1]
        curve, bold = only(ax, linestyle="--"), only(ax, linewidth=7)
        bends = np.diff(curve.get_ydata(), 2)
        clear = np.abs(bends) > 1e-4  # elsewhere the sign may change within a step
        is_bold = ~np.isnan(bold.get_ydata()[1:-1])
        assert (is_bold == (bends < 0))[clear].all()
        assert (bends < -1e-4).any()
        assert (bends > 1e-4).any()
        for position in range(33):
            downwards = not np.isnan(bold.get_ydata()[2 * position])
            words = "bends downwards here." if downwards else "bends upwards here."
            assert surface.sentence_at(direction=k, position=position).endswith(words)


def test_line_and_dot_stand_where_the_weights_are(surface: Stage) -> None:
    for at in list(positions(surface))[::5]:
        left, right, plane = surface.snapshot(**at).axes
        w = weights_at(surface, at)
        assert only(plane, marker="o").get_xydata()[0] == pytest.approx(w[1:])
        x, y = only(plane, marker="None").get_data()
        assert x * w[2] - y * w[1] == pytest.approx(0, abs=1e-9)
        assert np.hypot(x, y) == pytest.approx(8)
        p, t = predict_probability(A, w), as_number(surface.controls["position"][at["position"]])
        disc, square = only(left, marker="o"), only(right, marker="s")
        assert disc.get_xydata()[0] == pytest.approx([t, binary_cross_entropy(Y, p)])
        assert square.get_xydata()[0] == pytest.approx([t, squared_error(Y, p)])


def test_without_weights_every_point_counts_as_class_1() -> None:
    stage = loss_surface_explorer([[1.0, 0.0], [0.0, 1.0], [1.0, 1.0]], [1, 1, 0])
    assert numbers(stage, "{} of {} points right", position=16) == [2, 3]


@pytest.mark.parametrize("scale", [1e-3, 1.0, 1e3])
def test_features_of_any_unit_can_be_sliced(scale: float) -> None:
    X, y = make_clusters(30, seed=2)
    assert sweep(loss_surface_explorer(scale * X, y), rendered=1) == 36 * 33


def test_what_cannot_be_sliced_is_refused() -> None:
    with pytest.raises(ValueError, match="X and y must be given together"):
        loss_surface_explorer(y=[0, 1])
    with pytest.raises(ValueError, match="X must have two features, got 3"):
        loss_surface_explorer(A, Y)
