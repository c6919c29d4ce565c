"""A stage together with ipywidgets controls, as one output."""

from collections.abc import Sequence
from os import PathLike
from typing import Any

import ipywidgets

from logit_core._validation import as_listed, shown
from logit_core.stage import alone, choices, stand_ins
from logit_core.stage._arguments import as_file
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
        widgets = as_listed(children, "children", "widgets")
        for child in widgets:
            if not isinstance(child, ipywidgets.Widget):
                raise ValueError(f"children must hold widgets, got {shown(child)}")
        stages = [child for child in widgets if isinstance(child, Stage)]
        if len(stages) != 1:
            raise ValueError(f"children must hold exactly one stage, got {len(stages)}")
        self.stage = stages[0]
        super().__init__([*widgets, self.stage.stand_in], **kwargs)
        self.add_class(stand_ins.FRAME)
        self.stage.accompany(self)

    def __repr__(self) -> str:
        return f"Panel({self.stage!r})"

    def _repr_mimebundle_(self, **kwargs: Any) -> tuple[dict[str, Any], dict[str, Any]]:
        """Return the widgets' view and, for readers without widgets, the stage's picture."""
        bundle, metadata = self.stage.without_widgets()
        return super()._repr_mimebundle_(**kwargs) | bundle, metadata

    def state(self) -> dict[str, Any]:
        """Return everything that a page without Python needs to show the panel, ready for JSON.

        What Python would compute for each choice is computed now, and the panel is left as it was.

        Returns
        -------
        state : dict
            What `Stage.state` returns; ``lists``, the controls around the stage, each with the
            ``control`` of the stage to which it is linked, or None; and ``variants``, the
            ``traits`` for each choice of those that Python answers, by their positions: ``"2,3"``.

        Raises
        ------
        ValueError
            If Python answers a control that is no list: its values have no end.
        """
        lists = choices.lists_of(self, self.stage)
        followed = [one for one in self.stage.followed if one in lists]
        if others := [one for one in self.stage.followed if one not in lists]:
            raise ValueError(f"what a panel's state tabulates must be lists, got {others[0]!r}")
        return {
            **self.stage.state(),
            "lists": [
                {
                    "label": one.description,
                    "labels": choices.labels_of(one),
                    "at": one.index,
                    "kind": "range" if isinstance(one, ipywidgets.SelectionSlider) else "choice",
                    "control": control,
                }
                for one, control in lists.items()
            ],
            "variants": {
                ",".join(map(str, at)): alone.traits_of(self.stage)
                for at in choices.each_choice(followed)
                if followed
            },
        }

    def to_html(self, path: str | PathLike[str]) -> None:
        """Write the panel as a page of its own, in one file, as `Stage.to_html` does.

        Parameters
        ----------
        path : str or path-like
            The file; one that is there is replaced.
        """
        file = as_file(path, "path")
        alone.write_page(self.state(), file)
