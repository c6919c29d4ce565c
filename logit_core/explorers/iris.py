"""Two species of Iris, two features of choice: learning rate and epoch move all three pictures."""

import ipywidgets
import numpy as np

from logit_core._validation import Seed, as_count
from logit_core.data import load_iris_pair
from logit_core.descent import sgd_sweep
from logit_core.explorers._training import LEARNING_RATES, draw_training, training_stage
from logit_core.model import add_intercept
from logit_core.stage import Panel


def iris_explorer(
    first: str = "setosa",
    second: str = "versicolor",
    *,
    n_epochs: int = 20,
    seed: Seed = 0,
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
    seed : int or Generator
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
    n_epochs = as_count(n_epochs, "n_epochs")
    X, y, names = load_iris_pair(first, second)
    look = {"style": {"description_width": "initial"}, "layout": {"width": "max-content"}}
    across = ipywidgets.Dropdown(options=names, value=names[2], description="across", **look)
    upwards = ipywidgets.Dropdown(options=names, value=names[3], description="upwards", **look)
    stage = training_stage(LEARNING_RATES, n_epochs, epoch=n_epochs)
    drawn = across.value, upwards.value

    def redraw() -> None:
        nonlocal drawn
        if across.value == upwards.value:  # then the two lists exchange what they showed
            other, earlier = (upwards, drawn[0]) if across.value != drawn[0] else (across, drawn[1])
            other.value = earlier  # which redraws
            return
        drawn = across.value, upwards.value
        chosen = [names.index(name) for name in drawn]
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
            feature_names=drawn,
            class_names=[first, second],
        )

    redraw()
    stage.follows(across, upwards, redraw=redraw)
    row = {"flex_flow": "row wrap", "grid_gap": "0 1.5em"}
    return Panel([ipywidgets.HBox([across, upwards], layout=row), stage])
