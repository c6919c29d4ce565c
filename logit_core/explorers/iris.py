"""Two species of Iris, two features of choice: learning rate and epoch move all three pictures."""

import ipywidgets
import numpy as np

from ..data import load_iris_pair
from ..descent import sgd_sweep
from ..figures.style import new_figure
from ..model import add_intercept
from ._training import LEARNING_RATES, draw_training, nearest, rate_labels
from .panel import Panel
from .stage import Stage


def iris_explorer(
    first: str = "setosa",
    second: str = "versicolor",
    *,
    n_epochs: int = 20,
    seed: int = 0,
) -> Panel:
    """Show stochastic gradient descent on two features of two species of Iris.

    Learning rate and epoch are controls of the stage. The features are chosen in two drop-down
    lists; each choice is computed anew in Python, from weights of one, as in the chapter.

    Parameters
    ----------
    first, second : str
        The species of class 0 and class 1.
    n_epochs : int
        Passes over the flowers.
    seed : int
        Of the shuffles.

    Returns
    -------
    panel : Panel
        ``panel.stage`` has the controls ``learning_rate`` and ``epoch``.

    Raises
    ------
    ValueError
        If a species is unknown or named twice.
    """
    X, y, names = load_iris_pair(first, second)
    across = ipywidgets.Dropdown(options=names, value=names[2], description="across")
    upwards = ipywidgets.Dropdown(options=names, value=names[3], description="upwards")
    stage = Stage(new_figure(1, 1), learning_rate=rate_labels(LEARNING_RATES), epoch=n_epochs + 1)

    def redraw() -> None:
        chosen = [names.index(across.value), names.index(upwards.value)]
        sweep = sgd_sweep(
            add_intercept(X[:, chosen]),
            y,
            LEARNING_RATES,
            start=np.ones(3),
            n_epochs=n_epochs,
            seed=seed,
        )
        draw_training(
            stage,
            X[:, chosen],
            y,
            sweep,
            feature_names=[across.value, upwards.value],
            class_names=[first, second],
            steps="point by point",
        )

    redraw()
    stage.follows(across, upwards, redraw=redraw)
    _exchange(across, upwards)
    stage.set_trait("learning_rate", nearest(LEARNING_RATES, 0.01))
    stage.set_trait("epoch", n_epochs)
    return Panel([ipywidgets.HBox([across, upwards]), stage])


def _exchange(one: ipywidgets.Dropdown, other: ipywidgets.Dropdown) -> None:
    """Let two drop-down lists exchange their values where both would show the same."""

    def answer(change: dict[str, object]) -> None:
        partner = other if change["owner"] is one else one
        if partner.value == change["new"]:
            partner.value = change["old"]

    for dropdown in (one, other):
        dropdown.observe(answer, names="value")
