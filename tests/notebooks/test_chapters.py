"""The runner of chapters.py, and cells that may be run again."""

import matplotlib.pyplot as plt
import pytest

import logit_core as lc

from ..browser.explorers import shows_an_explorer
from .chapters import Chapter

SIGMOID = Chapter("02_sigmoid")


def test_cells_run_one_after_the_other_in_names_of_their_own() -> None:
    names = SIGMOID.run("plot-points", "decide-labels")
    assert (names["labels"] == names["y"]).sum() == 13
    assert names["_"] is None
    SIGMOID.run("check-symmetry", space=SIGMOID.run("check-derivative", space=names))
    assert names["_"] == (lc.sigmoid(2.0), lc.sigmoid(-2.0))
    assert set(SIGMOID.run()) & {"x", "y", "labels", "_"} == set()


def test_a_text_is_replaced_before_a_cell_runs_or_missed() -> None:
    assert SIGMOID.run("count-shares", replaced={"4000": "4001"})["many_x"].shape == (4001,)
    with pytest.raises(AssertionError, match="count-shares does not hold 'seed=7'"):
        SIGMOID.run("count-shares", replaced={"seed=7": "seed=1"})


def test_a_function_comes_without_the_rest_of_its_cell(capsys: pytest.CaptureFixture[str]) -> None:
    assert SIGMOID.function("naive")(0.0) == 0.5
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize("name", ["02_sigmoid", "03_binary_cross_entropy"])
def test_a_cell_may_be_run_again_after_all_others(
    name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Each name of the chapter keeps its meaning: from the last cell back, the same is printed."""
    chapter, space = Chapter(name), {}
    cells = [
        cell.id
        for cell in chapter.code
        if not shows_an_explorer(cell)
        and "exercise" not in cell.metadata.get("tags", [])
        and cell.id not in ("quiz", "how-sure")
    ]

    def said(cell: str) -> tuple[str, str]:
        chapter.run(cell, space=space)
        return capsys.readouterr().out, repr(space.pop("_"))

    first = {cell: said(cell) for cell in cells}
    assert len(first) >= 15
    for cell in 2 * cells[::-1]:  # the second time the last cells come after the first ones
        assert said(cell) == first[cell], cell
    plt.close("all")
