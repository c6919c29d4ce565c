"""Pictures that follow the hand: each function returns a widget to be the last line of a cell."""

from .iris import iris_explorer
from .learning_rate import learning_rate_explorer
from .panel import Panel
from .stage import Stage

__all__ = ["Panel", "Stage", "iris_explorer", "learning_rate_explorer"]
