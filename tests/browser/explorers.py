"""Every explorer of the course by name, positions of its controls, and the cells that show one."""

import itertools
import re
from typing import Generic, NamedTuple, TypeVar

from nbformat import NotebookNode

from logit_core import explorers
from logit_core.explorers import Stage

EXPLORERS = tuple(name for name in explorers.__all__ if name.endswith("_explorer"))
# What they show in a browser, the others show as well: marks, controls, handles and layouts of
# every kind. A new explorer is not among them, so it is tried at each run.
LIKE_OTHERS = {
    *("clinic_explorer", "fit_by_descent_explorer", "fit_by_hand_explorer", "flower_explorer"),
    *("focal_explorer", "gradient_check_explorer", "likelihood_explorer", "loss_explorer"),
    *("mails_explorer", "margin_loss_explorer", "optimiser_explorer", "other_learners_explorer"),
    *("penalty_explorer", "separability_explorer", "straight_line_explorer"),
    *("two_directions_explorer", "learning_rate_explorer", "iris_explorer", "sigmoid_explorer"),
    *("loss_surface_explorer", "margin_explorer"),
    "own_points_explorer",  # a board, which has tests of its own
}


Page = TypeVar("Page")


class Shown(NamedTuple, Generic[Page]):
    """An explorer's stage, the page that shows it, and where its controls stand at first."""

    name: str
    stage: Stage
    page: Page
    opening: dict[str, int]


def stage_of(name: str) -> Stage:
    """Return a new stage of an explorer, without what may stand around it in a panel."""
    shown = getattr(explorers, name)()
    stage: Stage = getattr(shown, "stage", shown)
    return stage


def where(stage: Stage, place: str) -> dict[str, int]:
    """Return the first, middle or last position of each control."""
    part = {"first": 0.0, "middle": 0.5, "last": 1.0}[place]
    return {name: int(part * (len(labels) - 1)) for name, labels in stage.controls.items()}


def everywhere(stage: Stage) -> list[dict[str, int]]:
    """Return every combination of positions of all controls."""
    grid = itertools.product(*(range(len(labels)) for labels in stage.controls.values()))
    return [dict(zip(stage.controls, at, strict=True)) for at in grid]


def spread(grid: list[dict[str, int]], most: int) -> list[dict[str, int]]:
    """Return as many as `most` positions, evenly spread, the first and the last among them."""
    if len(grid) <= most:
        return grid
    return [grid[round(i * (len(grid) - 1) / (most - 1))] for i in range(most)]


def shows_an_explorer(cell: NotebookNode) -> bool:
    """Whether a cell of a notebook shows an explorer, or a stage of the chapter's own."""
    shows = re.search(r"\w_explorer\(|\bStage\(", cell.source)
    return cell.cell_type == "code" and shows is not None
