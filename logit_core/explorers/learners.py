"""The running example of chapters 1 to 4; made up."""

from typing import Final

import numpy as np
from matplotlib.axes import Axes

from logit_core._validation import Floats
from logit_core.figures.curves import draw_yes_no

# hours of practice of fifteen learners, and whether they passed
HOURS: Final = np.arange(2, 17) / 2
PASSED: Final = np.array([0, 0, 0, 0, 0, 0, 1, 0, 0, 1, 0, 1, 1, 1, 1])


def draw_learners(ax: Axes, ends: Floats) -> None:
    """Draw the learners at 0 and 1 over their hours, from the first to the last of `ends`."""
    draw_yes_no(
        HOURS,
        PASSED,
        ends,
        feature_name="hours of practice",
        class_names=("failed", "passed"),
        ax=ax,
    )
