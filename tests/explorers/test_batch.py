"""The batch explorer: two runs side by side, against single runs of `sgd`."""

import pytest
from numpy.testing import assert_allclose

from logit_core import add_intercept, make_clusters, newton, sgd
from logit_core.explorers import Stage, batch_explorer

from .reading import at
from .sweeping import sweep


@pytest.fixture(scope="module")
def batch() -> Stage:
    return batch_explorer()


def test_the_batch_explorer_holds_at_every_position(batch: Stage) -> None:
    assert sweep(batch, rendered=3) == 3 * 4 * 3 * 4 * 16


def test_each_run_says_what_a_single_run_gives(batch: Stage) -> None:
    X, y = make_clusters()
    A = add_intercept(X)
    sizes = {"1 point": 1, "10 points": 10, "all 100 points": None}
    for words, size in sizes.items():
        for rate in ("0.1", "1"):
            path = sgd(A, y, learning_rate=float(rate), n_epochs=15, batch_size=size)
            for epoch, loss in enumerate(path.losses):
                steps = epoch * 100 // (size or 100)
                say = f"{words} per step, learning rate {rate}: {steps} step"
                say += f"{'' if steps == 1 else 's'}, loss {loss:.4f}."
                a = at(batch, batch_a=words, rate_a=rate, epoch=epoch)
                b = at(batch, batch_b=words, rate_b=rate, epoch=epoch)
                assert f"Run A, {say}" in batch.sentence_at(**a)
                assert f"Run B, {say}" in batch.sentence_at(**b)


def test_the_runs_stand_where_the_paths_lead(batch: Stage) -> None:
    X, y = make_clusters()
    A = add_intercept(X)
    least = newton(A, y).losses[-1]
    here = at(batch, batch_a="1 point", rate_a=0.1, batch_b="10 points", rate_b=1, epoch=3)
    left, right = batch.snapshot(**here).axes
    paths = [
        sgd(A, y, learning_rate=0.1, n_epochs=4),
        sgd(A, y, learning_rate=1.0, n_epochs=4, batch_size=10),
    ]
    for path, k in zip(paths, (0, 2), strict=True):
        trail, tip = left.lines[k : k + 2]
        assert_allclose(trail.get_xdata(), [0, 1, 2, 3])
        assert_allclose(trail.get_ydata(), path.losses[:4] - least, rtol=1e-6)
        assert_allclose(tip.get_xydata(), [[3, path.losses[3] - least]], rtol=1e-6)
        trail, tip = right.lines[k + 2 : k + 4]
        assert_allclose(trail.get_xydata(), path.weights[:4, 1:], rtol=1e-6)
        assert_allclose(tip.get_xydata(), path.weights[3:4, 1:], rtol=1e-6)


def test_the_two_runs_differ_in_colour_dashes_and_marker(batch: Stage) -> None:
    left = batch.snapshot().axes[0]
    a, b = left.lines[0], left.lines[2]
    for look in ("get_color", "get_linestyle", "get_marker"):
        assert getattr(a, look)() != getattr(b, look)()
