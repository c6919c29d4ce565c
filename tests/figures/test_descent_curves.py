"""Loss and weights by epoch, several runs side by side, and where they end."""

import numpy as np
import pytest

from logit_core import figures, make_clusters

from .drawing import make_axes


def test_runs_and_published_weights_stand_where_they_belong():
    runs = np.arange(12.0).reshape(2, 3, 2)
    ax = figures.plot_weight_runs(runs, {2: [7.0, 8.0]}, names=["a", "b"], ax=make_axes())
    drawn = [line.get_ydata() for line in ax.lines]
    for run in range(2):
        for k in range(2):
            assert any(np.array_equal(runs[run, :, k], y) for y in drawn)
    published = [line for line in ax.lines if line.get_marker() == "o" and len(line.get_xdata())]
    assert published[0].get_xydata().tolist() == [[2, 7], [2, 8]]
    assert published[0].get_fillstyle() == "none"  # what lies below stays in sight
    # the name of a weight stands in the middle of where its runs end
    assert {note.get_text(): note.xy for note in ax.texts} == {"a": (2, 7.0), "b": (2, 8.0)}


def test_runs_are_drawn_by_epoch_with_gaps_where_a_logarithm_has_no_place(ax):
    figures.plot_runs({"one": [1.0, 0.1, 0.01], "two": [1.0, -1e-16]}, ylabel="height", ax=ax)
    one, two = ax.lines
    assert one.get_xydata().tolist() == [[0, 1], [1, 0.1], [2, 0.01]]
    assert two.get_ydata()[0] == 1
    assert np.isnan(two.get_ydata()[1])
    assert one.get_linestyle() != two.get_linestyle()
    assert [text.get_text() for text in ax.get_legend().get_texts()] == ["one", "two"]
    assert (ax.get_ylabel(), ax.get_yscale()) == ("height", "log")
    ax.figure.draw_without_rendering()
    assert {"0.01", "0.1", "1"} <= {label.get_text() for label in ax.get_yticklabels()}


@pytest.mark.parametrize(("lowest", "powers"), [(1e-3, False), (1e-14, True)])
def test_ticks_are_all_plain_numbers_or_all_powers(ax, lowest, powers):
    figures.plot_runs({"one": [1.0, lowest]}, ax=ax)
    low, high = ax.get_ylim()
    ticks = zip(ax.get_yticks(), ax.get_yticklabels(), strict=True)
    seen = [text.get_text() for at, text in ticks if low <= at <= high]
    assert len(seen) > 3
    assert {"10^" in text for text in seen} == {powers}


def test_ends_stand_around_the_minimum_each_family_in_its_own_look(ax):
    X, y = make_clusters(40)
    one, two = np.array([[9.0, 1, 2], [9, 1.5, 2]]), np.array([[9.0, 0, 3]])
    figures.plot_ends(X, y, {"one": one, "two": two}, [0.0, 1, 2], ax=ax)
    drawn = [line for line in ax.lines if line.get_linestyle() == "None"]
    assert drawn[0].get_xydata().tolist() == [[1, 2], [1.5, 2]]
    assert drawn[1].get_xydata().tolist() == [[0, 3]]
    assert drawn[0].get_marker() != drawn[1].get_marker()
    across, up = [line for line in ax.lines if line.get_linestyle() == ":"]
    assert (across.get_xdata()[0], up.get_ydata()[0]) == (1, 2)
    assert (ax.get_xlim(), ax.get_ylim()) == (pytest.approx((-0.1, 2.1)), pytest.approx((0.9, 3.1)))


X, Y = make_clusters(20)
RUNS = np.zeros((2, 3, 2))


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda ax: figures.plot_losses([], ax=ax), "losses must not be empty"),
        (
            lambda ax: figures.plot_weight_runs(np.zeros((2, 3, 2)), {}, names=["a"], ax=ax),
            "names must be a list of 2 names, one per feature of runs, got 1",
        ),
        (
            lambda ax: figures.plot_weight_runs(RUNS, {True: [1, 2]}, names=["a", "b"], ax=ax),
            "published must be of epochs from 0 to 2, got True$",
        ),
        (
            lambda ax: figures.plot_weight_runs(
                np.zeros((1, 2, 101)), {}, names=["a"] * 101, ax=ax
            ),
            "runs must have at most 100 features, got 101",
        ),
        (
            lambda ax: figures.plot_weight_runs(np.zeros((201, 2, 1)), {}, names=["a"], ax=ax),
            "runs must hold at most 200 runs, got 201",
        ),
        (lambda ax: figures.plot_runs({}, ax=ax), "runs must hold 1 to 4, got 0"),
        (lambda ax: figures.plot_ends(X, Y, {}, [0, 1, 1], ax=ax), "ends must hold 1 to 4"),
        (
            lambda ax: figures.plot_ends(X, Y, {"one": [[1.0, 2]]}, [0, 1, 1], ax=ax),
            r"ends\['one'\] must have shape \(n_runs, 3\)",
        ),
    ],
)
def test_what_cannot_be_drawn_is_refused(ax, call, message):
    with pytest.raises(ValueError, match=message):
        call(ax)
