"""The lists of a panel: to which control of the stage each is linked, and every choice in them."""

import itertools
from collections.abc import Iterator, Sequence
from typing import Final

import ipywidgets

from logit_core.stage import cells
from logit_core.stage.stage import Stage

# a list to choose from, and a slider over the entries of one
_LISTS: Final = (ipywidgets.Dropdown, ipywidgets.SelectionSlider)


def lists_of(widget: ipywidgets.Widget, stage: Stage) -> dict[ipywidgets.ValueWidget, str | None]:
    """Return the lists in a widget, each with the control to which it is linked, if it is."""
    linked = {link.source[0]: str(link.target[1]) for link in cells.links_to(stage)}
    parts = [part for part in cells.parts(widget) if isinstance(part, _LISTS)]
    return {part: linked.get(part) for part in parts}


def labels_of(one: ipywidgets.ValueWidget) -> list[str]:
    """Return what a list shows, from top to bottom."""
    return [str(label) for label in one.get_state("_options_labels")["_options_labels"]]


def each_choice(lists: Sequence[ipywidgets.ValueWidget]) -> Iterator[tuple[int, ...]]:
    """Choose in turn every combination that the lists allow, then what was chosen before."""
    before = tuple(one.index for one in lists)
    seen = set()
    try:
        for at in itertools.product(*(range(len(labels_of(one))) for one in lists)):
            shown = _choose(lists, at)
            if shown not in seen:  # one that the lists do not allow leads elsewhere
                seen.add(shown)
                yield shown
    finally:
        while _choose(lists, before) != before:
            pass


def _choose(lists: Sequence[ipywidgets.ValueWidget], at: Sequence[int]) -> tuple[int, ...]:
    """Choose these entries; return what the lists show then, as one may move another."""
    for one, index in zip(lists, at, strict=True):
        one.index = index
    return tuple(one.index for one in lists)
