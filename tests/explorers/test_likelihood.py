"""The likelihood explorer: its floats are those of a loop, its sums those of exact arithmetic."""

import itertools
import math
import re
from fractions import Fraction

import mpmath
import numpy as np
import pytest
from matplotlib.text import Text
from sklearn.linear_model import LogisticRegression

from logit_core import make_clusters
from logit_core.explorers import Stage, likelihood_explorer

from .reading import as_number, usual
from .sweeping import positions, sweep

MODELS = ("a fair coin", "the fitted model", "the fit with weights times 4")


@pytest.fixture(scope="module")
def stage() -> Stage:
    return usual(likelihood_explorer)


@pytest.fixture(scope="module")
def probabilities() -> list[list[float]]:
    """Return what each model gives to the observed labels, in order; scikit-learn fits it."""
    rng = np.random.default_rng(0)
    X, y = make_clusters(2000, separation=1.5, seed=rng)
    order = rng.permutation(2000)
    X, y = X[order], y[order]
    fit = LogisticRegression(C=np.inf, solver="newton-cholesky", tol=1e-12).fit(X, y)
    z = (2 * y - 1) * fit.decision_function(X)
    return [[1 / (1 + math.exp(-k * score)) for score in z] for k in (0, 1, 4)]


def product_at(stage: Stage, at: dict[str, int]) -> float:
    said = re.search(r"product is ([\d.e+−]+?)[.,]? ", stage.sentence_at(**at))
    assert bool(said) != (
        "product is too small for a float and becomes 0." in stage.sentence_at(**at)
    )
    return as_number(said[1]) if said else 0.0


def sum_at(stage: Stage, at: dict[str, int]) -> float:
    said = re.search(r"logarithms is (−?[\d.]+\d)", stage.sentence_at(**at))
    assert said
    return as_number(said[1])


def points_at(stage: Stage, at: dict[str, int]) -> int:
    return int(stage.controls["n_points"][at["n_points"]])


def test_the_likelihood_explorer_holds_at_every_position(stage: Stage) -> None:
    assert stage.controls["model"] == MODELS
    assert sweep(stage) == 3 * len(stage.controls["n_points"])


def test_it_first_shows_the_step_at_which_a_coin_s_product_is_gone() -> None:
    assert usual(likelihood_explorer).sentence == (
        "With 1075 points, probabilities from a fair coin: their product is too small for a float "
        "and becomes 0. The sum of their logarithms is −745.13, a mean cost of 0.693."
    )


def test_a_coin_s_product_is_the_float_next_to_the_exact_one(stage: Stage) -> None:
    for k, label in enumerate(stage.controls["n_points"]):
        exact = float(Fraction(1, 2) ** int(label))
        said = product_at(stage, {"n_points": k, "model": 0})
        assert said == pytest.approx(exact, rel=1e-3, abs=0)
        assert (said == 0) == (int(label) >= 1075)


def test_a_loop_in_floats_gives_the_same_products(
    stage: Stage, probabilities: list[list[float]]
) -> None:
    for at in positions(stage):
        product = math.prod(probabilities[at["model"]][: points_at(stage, at)])
        if product == 0 or product > 1e-307:  # between, the digits depend on the last one of each p
            assert product_at(stage, at) == pytest.approx(product, rel=1e-3, abs=1e-320)


def test_the_sum_of_logarithms_is_that_of_fifty_digits(
    stage: Stage, probabilities: list[list[float]]
) -> None:
    with mpmath.workdps(50):
        logs = [[mpmath.log(p) for p in row] for row in probabilities]
        for at in positions(stage):
            n = points_at(stage, at)
            total = float(mpmath.fsum(logs[at["model"]][:n]))
            assert sum_at(stage, at) == pytest.approx(total, abs=0.00501)
            mean = re.search(r"mean cost of ([\d.]+\d)\.$", stage.sentence_at(**at))
            assert (mean is None) == (n == 0)
            assert mean is None or float(mean[1]) == pytest.approx(-total / n, abs=0.000501)


def test_every_product_has_a_position_on_either_side_of_both_limits(stage: Stage) -> None:
    labels = [int(label) for label in stage.controls["n_points"]]
    assert labels == sorted(set(labels))
    assert {1, 2, 3, 5, 10, 20, 50, *range(0, 2001, 100)} <= set(labels)
    for model in range(3):
        products = [product_at(stage, {"n_points": k, "model": model}) for k in range(len(labels))]
        for limit in (2.225e-308, 5e-324):
            k = next(k for k, product in enumerate(products) if product < limit)
            assert labels[k] == labels[k - 1] + 1


def test_the_sentence_says_what_a_float_has_lost(stage: Stage) -> None:
    for at in positions(stage):
        product, sentence = product_at(stage, at), stage.sentence_at(**at)
        assert ("is too small for a float and becomes 0." in sentence) == (product == 0)
        assert ("so small that floats have fewer digits." in sentence) == (0 < product < 2.225e-308)


def test_one_point_is_one_point(stage: Stage) -> None:
    say = [stage.sentence_at(n_points=k, model=0) for k in range(3)]
    counts = ["With 0 points", "With 1 point", "With 2 points"]
    assert [text.split(",")[0] for text in say] == counts
    assert say[0].endswith("product is 1. The sum of their logarithms is 0.00.")


def test_a_disc_stands_where_the_product_is_and_a_cross_where_it_is_0(stage: Stage) -> None:
    for at in positions(stage):
        left, right = stage.snapshot(**at).axes
        n, product = points_at(stage, at), product_at(stage, at)
        (disc,) = (line for line in left.lines if line.get_marker() == "o")
        (cross,) = (line for line in left.lines if line.get_marker() == "X")
        shown, hidden = (disc, cross) if product > 0 else (cross, disc)
        assert np.isnan(hidden.get_ydata()).all()
        height = math.log10(product) if product > 0 else -385
        assert shown.get_xydata()[0] == pytest.approx([n, height], abs=0.12)  # 5e-324 has no digits
        assert right.lines[-1].get_xydata()[0] == pytest.approx([n, sum_at(stage, at)], abs=0.006)
        for ax in (left, right):
            (readout,) = (text for text in ax.texts if text.get_weight() == "bold")
            said = re.findall(r"(?:is|becomes) (−?\d[\d.e+−]*)(?<![.])", stage.sentence_at(**at))
            assert readout.get_text() in said


def test_the_dashes_go_on_where_the_true_product_is(stage: Stage) -> None:
    left, _ = stage.snapshot(model=0).axes
    (dashes,) = (line for line in left.lines if line.get_linestyle() == "--")
    n = np.array([int(label) for label in stage.controls["n_points"]])
    assert dashes.get_ydata() == pytest.approx(-n * math.log10(2))


def test_every_line_has_its_name_on_both_sides(stage: Stage) -> None:
    """Left at 1e-200, right at the end: in the order of the lines, none far from its own."""
    fig = stage.snapshot()
    fig.draw_without_rendering()
    rightwards = ["times 4", "coin", "fitted"]
    for ax, names in zip(fig.axes, (rightwards, rightwards[::-1]), strict=True):
        texts = {text.get_text(): text for text in ax.texts}
        boxes = [texts[name].get_window_extent() for name in names]
        assert not any(a.overlaps(b) for a, b in itertools.combinations(boxes, 2))
        centers = [(box.x0 + box.x1, -box.y0 - box.y1)[ax is fig.axes[1]] for box in boxes]
        assert centers == sorted(centers)
        lines = dict(zip(("coin", "fitted", "times 4"), ax.lines, strict=False))
        for name, box in zip(names, boxes, strict=True):
            far = box.padded(20).contains
            assert any(far(*at) for at in ax.transData.transform(lines[name].get_xydata()))


def test_an_arrow_leads_into_the_band_of_fewer_digits(stage: Stage) -> None:
    fig = stage.snapshot()
    fig.draw_without_rendering()
    left = fig.axes[0]
    (label,) = (text for text in left.texts if text.get_text() == "fewer digits")
    assert math.log10(5e-324) < label.xy[1] < math.log10(2.2e-308)
    words = Text.get_window_extent(label)  # without the arrow
    _, low = left.transData.inverted().transform(words.p0)
    assert low > math.log10(2.2e-308) + 10  # above the band, and apart from it
