"""Chapter 5: what the text says of the runs, its folded answers against its explorer."""

import numpy as np
import pytest

import logit_core as lc
from logit_core.explorers import iris_explorer

from ..explorers.reading import as_number
from ..explorers.sweeping import positions
from .chapters import Chapter, Names

CHAPTER = Chapter("05_iris")
FLOWERS = ("load-flowers", "add-ones")


@pytest.fixture(scope="module")
def names() -> Names:
    """Return the names after the runs with thirty seeds."""
    return CHAPTER.run(*FLOWERS, "start-loss", "descend", "published", "plot-seeds")


def test_eight_of_thirty_runs_have_as_many_numbers_outside_as_the_published_one(names):
    """By counting, one number after the other, in place of the cell's arrays."""
    at, published = names["runs"][:, list(names["published"])], list(names["published"].values())

    def outside(run, others):
        return sum(
            not min(other[i, j] for other in others) <= run[i][j] <= max(o[i, j] for o in others)
            for i in range(4)
            for j in range(5)
        )

    ours = [outside(run, [*at[:k], *at[k + 1 :]]) for k, run in enumerate(at)]
    CHAPTER.run("count-outside", space=names)
    assert (names["theirs"], names["ours"]) == (outside(published, at), ours)
    assert names["theirs"] == 3
    assert sum(count >= 3 for count in ours) == 8
    text = CHAPTER.text("read-outside")
    assert "Three of 20" in text
    assert "eight of our own 30 runs have as many outside" in text


def test_the_start_is_as_bad_as_the_text_says(names):
    setosas, versicolors = (names["z_start"][names["y"] == label] for label in (0, 1))
    # log(1 + e^z) is z and a hair: half of the flowers cost as much as their score
    assert np.logaddexp(0, -versicolors).max() < 1e-4
    assert np.logaddexp(0, setosas) == pytest.approx(setosas, abs=1e-4)
    assert "half of 11.14" in CHAPTER.text("read-start-loss")
    assert setosas.mean() == pytest.approx(11.14, abs=0.005)


def test_the_weights_go_where_the_text_says(names):
    weights = names["path"].weights
    down = weights[1] - weights[0]
    assert (down < 0).all()
    assert down.argmin() == 1
    assert (np.diff(weights[1:, 3:], axis=0) > 0).all()
    assert (weights[20, :3] < weights[1, :3]).all()
    assert names["X"][names["y"] == 1, 0].mean() > names["X"][names["y"] == 0, 0].mean()


def test_the_answers_about_the_explorer():
    text, panel = CHAPTER.text("read-explorer"), iris_explorer()
    stage = panel.stage

    def said(rate: str, epoch: str) -> str:
        rates, epochs = stage.controls["learning_rate"], stage.controls["epoch"]
        return stage.sentence_at(learning_rate=rates.index(rate), epoch=epochs.index(epoch))

    assert "0.226, 100 of 100" in said("0.01", "20")
    assert "after 20 epochs its loss is 0.226" in CHAPTER.text("scrub-heading")
    for rate, first in (("0.01", 14), ("0.1", 2)):
        right = ["100 of 100" in said(rate, str(epoch)) for epoch in range(21)]
        assert right.index(True) == first
        assert f"epoch {first} at rate {rate}" in text
    losses = {
        rate: as_number(said(rate, "20").split("mean loss ")[1].split(",")[0])
        for rate in stage.controls["learning_rate"]
    }
    assert min(losses, key=losses.get) == "10"
    assert losses["10"] == 1.62e-05
    assert "100 of 100" in said("10", "20")
    assert "the loss ends at 1.62e-05" in text


@pytest.mark.thorough
def test_no_rate_gets_all_right_by_the_sepals_though_a_line_exists(names):
    panel = iris_explorer()
    across, upwards = panel.children[0].children
    across.value, upwards.value = names["names"][:2]
    said = [panel.stage.sentence_at(**at) for at in positions(panel.stage)]
    assert max(int(s.split(", ")[2].split()[0]) for s in said) == 99
    assert "at most 99 are right" in CHAPTER.text("read-explorer")
    assert lc.is_separable(names["A"][:, :3], names["y"])
