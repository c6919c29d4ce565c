"""The engine of the explorers: what stands still is drawn once, what moves in the browser."""

from logit_core.stage.board import Board, Fit
from logit_core.stage.control import Control
from logit_core.stage.panel import Panel
from logit_core.stage.stage import Stage

__all__ = ["Board", "Control", "Fit", "Panel", "Stage"]
