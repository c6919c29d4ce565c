"""A stage together with ipywidgets controls, as one output."""

from collections.abc import Sequence
from typing import Any

import ipywidgets

from logit_core.stage import stand_ins
from logit_core.stage.stage import Stage


class Panel(ipywidgets.VBox):  # type: ignore[misc]  # ipywidgets ships no types
    """Widgets in a column, one of them a stage, whose picture stands for all of them.

    A plain ``VBox`` leaves nothing to see where widgets are not shown: on GitHub, in print, in a
    notebook that has not been run. A panel leaves the stage's picture and sentence there.

    Parameters
    ----------
    children : sequence of Widget
        What to show, from top to bottom; exactly one of them is a `Stage`.

    Raises
    ------
    ValueError
        If there is no stage among the children, or more than one.
    """

    def __init__(self, children: Sequence[ipywidgets.Widget], **kwargs: Any) -> None:
        stages = [child for child in children if isinstance(child, Stage)]
        if len(stages) != 1:
            raise ValueError(f"a panel must hold exactly one stage, got {len(stages)}")
        self.stage = stages[0]
        super().__init__([*children, self.stage.stand_in], **kwargs)
        self.add_class(stand_ins.FRAME)
        self.stage.accompany(self)

    def __repr__(self) -> str:
        return f"Panel({self.stage!r})"

    def _repr_mimebundle_(self, **kwargs: Any) -> tuple[dict[str, Any], dict[str, Any]]:
        """Return the widgets' view and, for readers without widgets, the stage's picture."""
        bundle, metadata = self.stage.without_widgets()
        return super()._repr_mimebundle_(**kwargs) | bundle, metadata
