"""A stage together with ipywidgets controls, as one output."""

import math
from collections.abc import Mapping, Sequence
from os import PathLike
from typing import Any, Final

import ipywidgets
from traitlets import TraitError

from logit_core._validation import as_listed, shown
from logit_core.stage import alone, choices, stand_ins
from logit_core.stage._arguments import as_file
from logit_core.stage.stage import Stage

_LOOK: Final = ("layout", "box_style", "tooltip", "tabbable")


class Panel(ipywidgets.VBox):  # type: ignore[misc]  # ipywidgets ships no types
    """Widgets in a column, one of them a stage, whose picture stands for all of them.

    A plain ``VBox`` leaves nothing to see where widgets are not shown: on GitHub, in print, in a
    notebook that has not been run. A panel leaves the stage's picture and sentence there.

    Parameters
    ----------
    children : sequence of Widget
        What to show, from top to bottom; exactly one of them is a `Stage`.
    **look : optional
        ``layout``, ``box_style``, ``tooltip`` and ``tabbable``, as a ``VBox`` takes them.

    Raises
    ------
    ValueError
        If there is no stage among the children, or more than one.
    """

    def __init__(self, children: Sequence[ipywidgets.Widget], **look: Any) -> None:
        widgets = as_listed(children, "children", "widgets")
        for child in widgets:
            if not isinstance(child, ipywidgets.Widget):
                raise ValueError(f"children must hold widgets, got {shown(child)}")
        stages = [child for child in widgets if isinstance(child, Stage)]
        if len(stages) != 1:
            raise ValueError(f"children must hold exactly one stage, got {len(stages)}")
        _refuse_others(look)
        self.stage = stages[0]
        try:
            super().__init__([*widgets, self.stage.stand_in], **look)
        except TraitError:
            got = ", ".join(map(shown, look.values()))
            wanted = f"{', '.join(look)} must be such as a VBox takes"
            raise ValueError(f"{wanted}, got {got}") from None
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
        return self._state()

    def _state(self, name: str = "") -> dict[str, Any]:
        """Return what `state` does; a `name` is told how far it is where it takes long."""
        lists = choices.lists_of(self, self.stage)
        followed = [one for one in self.stage.followed if one in lists]
        if others := [one for one in self.stage.followed if one not in lists]:
            raise ValueError(f"what a panel's state tabulates must be lists, got {others[0]!r}")
        every = choices.each_choice(followed)
        if name:
            most = math.prod(len(choices.labels_of(one)) for one in followed)
            every = choices.told(every, name, most)
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
                ",".join(map(str, at)): alone.traits_of(self.stage) for at in every if followed
            },
        }

    def to_html(self, path: str | PathLike[str]) -> None:
        """Write the panel as a page of its own, in one file, as `Stage.to_html` does.

        What takes longer than a second says how far it is.

        Parameters
        ----------
        path : str or path-like
            The file; one that is there is replaced.
        """
        file = as_file(path, "path")
        alone.write_page(self._state(file.name), file)


def _refuse_others(look: Mapping[str, Any]) -> None:
    """Raise a ValueError for a keyword that no box has: traitlets would merely warn."""
    for name in look:
        if name not in _LOOK:
            *names, last = _LOOK
            known = f"{', '.join(names)} and {last}"
            raise ValueError(f"a panel may take {known} beside its children, got {name}")
    layout = look.get("layout")
    for name in layout if isinstance(layout, Mapping) else ():
        if name not in ipywidgets.Layout.class_trait_names():
            raise ValueError(f"layout must hold what ipywidgets.Layout has, got {shown(name)}")
