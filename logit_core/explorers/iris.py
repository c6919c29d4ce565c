"""Two species of Iris, two features of choice: learning rate and epoch move all three pictures."""

from typing import Final

import ipywidgets
import numpy as np

from logit_core.data import load_iris_pair
from logit_core.descent import sgd_sweep
from logit_core.explorers.many_descents import LEARNING_RATES, draw_descents, stage_of_descents
from logit_core.model import add_intercept
from logit_core.stage import Panel

_SPECIES: Final = ("setosa", "versicolor")
_N_EPOCHS: Final = 20


def iris_explorer() -> Panel:
    """Show stochastic gradient descent on two features of two species of Iris.

    Learning rate and epoch are controls of the stage. The features are chosen in two drop-down
    lists; each choice is computed anew in Python, from weights of one, as in the chapter.

    Returns
    -------
    panel : Panel
        ``panel.stage`` has the controls ``learning_rate`` and ``epoch``.
    """
    X, y, names = load_iris_pair(*_SPECIES)
    look = {"style": {"description_width": "initial"}, "layout": {"width": "max-content"}}
    across = ipywidgets.Dropdown(options=names, value=names[2], description="across", **look)
    upwards = ipywidgets.Dropdown(options=names, value=names[3], description="upwards", **look)
    stage = stage_of_descents(LEARNING_RATES, _N_EPOCHS, epoch=_N_EPOCHS)
    drawn = across.value, upwards.value

    def redraw() -> None:
        nonlocal drawn
        if across.value == upwards.value:  # then the two lists exchange what they showed
            other, earlier = (upwards, drawn[0]) if across.value != drawn[0] else (across, drawn[1])
            other.value = earlier  # which redraws
            return
        drawn = across.value, upwards.value
        chosen = [names.index(name) for name in drawn]
        A = add_intercept(X[:, chosen])
        sweep = sgd_sweep(A, y, LEARNING_RATES, start=np.ones(3), n_epochs=_N_EPOCHS)
        draw_descents(stage, X[:, chosen], y, sweep, feature_names=drawn, class_names=_SPECIES)

    redraw()
    stage.follows(across, upwards, redraw=redraw)
    row = {"flex_flow": "row wrap", "grid_gap": "0 1.5em"}
    return Panel([ipywidgets.HBox([across, upwards], layout=row), stage])
