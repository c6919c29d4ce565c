"""Pictures that follow the hand: each function returns a widget to be the last line of a cell."""

from logit_core.explorers.iris import iris_explorer
from logit_core.explorers.learning_rate import learning_rate_explorer
from logit_core.explorers.panel import Panel
from logit_core.explorers.stage import Stage

__all__ = ["Panel", "Stage", "iris_explorer", "learning_rate_explorer"]
