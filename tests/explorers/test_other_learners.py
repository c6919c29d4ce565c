"""Other learners: against scikit-learn, a threshold, and the figures that the chapter quotes."""

import numpy as np
import pytest
from numpy.testing import assert_allclose
from sklearn.linear_model import LogisticRegression

from logit_core import add_intercept, is_separable
from logit_core.explorers import Stage, other_learners_explorer
from logit_core.explorers.learners import HOURS, PASSED
from logit_core.explorers.other_learners import draw_again

from .reading import numbers
from .sweeping import sweep


@pytest.fixture(scope="module")
def stage() -> Stage:
    return other_learners_explorer()


def test_the_other_learners_explorer_holds_at_every_position(stage: Stage) -> None:
    assert sweep(stage, rendered=4) == 40


def test_a_draw_holds_fifteen_and_its_sigmoid_is_scikit_learn_s() -> None:
    for draw in draw_again(30, seed=3):
        assert draw.counts.sum() == 15
        x, y = np.repeat(HOURS, draw.counts), np.repeat(PASSED, draw.counts)
        assert is_separable(add_intercept(x[:, None]), y) == np.isinf(draw.slope)
        if np.isinf(draw.slope):
            assert x[y == 0].max() < draw.crossing < x[y == 1].min()
        else:
            fit = LogisticRegression(C=np.inf, tol=1e-10, max_iter=1000).fit(x[:, None], y)
            assert_allclose(draw.slope, fit.coef_[0, 0], rtol=1e-3)
            assert_allclose(draw.crossing, -fit.intercept_[0] / fit.coef_[0, 0], rtol=1e-3)


def test_crossings_lie_close_slopes_do_not_and_one_draw_in_four_is_separable() -> None:
    draws = draw_again(1500, seed=1)
    crossings, slopes = np.array([draw[:2] for draw in draws]).T
    finite = np.isfinite(slopes)
    assert 0.21 < (~finite).mean() < 0.27
    assert_allclose(np.percentile(crossings[finite], [10, 90]), [4.35, 5.97], atol=0.1)
    assert_allclose(np.percentile(slopes[finite], [5, 95]), [0.72, 2.60], rtol=0.1)


def test_the_picture_keeps_the_draws_so_far(stage: Stage) -> None:
    for k in (0, 9, 39):
        left, right = stage.snapshot(draw=k).axes
        thread = left.lines[-2].get_xydata()
        assert np.isnan(thread[:, 1]).sum() == 40 + (39 - k) * 43
        seen = [line.get_ydata() for line in right.lines[:2]]
        shown = [int(np.isfinite(heights).sum()) for heights in seen]
        steps = numbers(stage, r", {} of \d+ without", draw=k)
        assert shown == [k + 1 - steps[0], steps[0]]


def test_a_separable_draw_is_a_step_and_is_named(stage: Stage) -> None:
    named = ["separates the draw" in stage.sentence_at(draw=k) for k in range(40)]
    for k in (named.index(True), named.index(False)):
        curve = stage.snapshot(draw=k).axes[0].lines[-1].get_ydata()
        assert (set(np.unique(curve)) == {0.0, 1.0}) == named[k]
    assert 5 <= sum(named) <= 15
