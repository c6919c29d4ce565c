"""The lists of a panel: to which control of the stage each is linked, and every choice in them."""

import itertools
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from typing import Final, TypeVar

import ipywidgets

from logit_core.stage import cells
from logit_core.stage.stage import Stage

# a list to choose from, and a slider over the entries of one
_LISTS: Final = (ipywidgets.Dropdown, ipywidgets.SelectionSlider)

_Choice = TypeVar("_Choice")


def lists_of(widget: ipywidgets.Widget, stage: Stage) -> dict[ipywidgets.ValueWidget, str | None]:
    """Return the lists in a widget, each with the control to which it is linked, if it is."""
    linked = {link.source[0]: str(link.target[1]) for link in cells.links_to(stage)}
    parts = [part for part in cells.parts(widget) if isinstance(part, _LISTS)]
    return {part: linked.get(part) for part in parts}


def labels_of(one: ipywidgets.ValueWidget) -> list[str]:
    """Return what a list shows, from top to bottom."""
    return [str(label) for label in one.get_state("_options_labels")["_options_labels"]]


def each_choice(lists: Sequence[ipywidgets.ValueWidget]) -> Iterator[tuple[int, ...]]:
    """Yield every combination that the lists allow, while they show it; then they are as before.

    The present one comes first. Each other one costs a drawing, also one on the way to another: so
    what is near is next.
    """
    before = shown = _shown(lists)
    untried = set(itertools.product(*(range(len(labels_of(one))) for one in lists)))
    seen = set()

    def way(at: tuple[int, ...]) -> tuple[int, list[int]]:
        """Return how many lists have to move, and how far round."""
        steps = [
            (end - start) % len(labels_of(one))
            for one, start, end in zip(lists, shown, at, strict=True)
        ]
        return sum(map(bool, steps)), steps

    try:
        if shown in untried:
            yield shown
        seen.add(shown)
        untried.discard(shown)
        while untried:
            goal = min(untried, key=way)
            untried.discard(goal)  # one that the lists do not allow leads elsewhere
            for one, index in zip(lists, goal, strict=True):
                one.index = index
                shown = _shown(lists)
                untried.discard(shown)
                if shown not in seen and min(shown) >= 0:
                    yield shown
                seen.add(shown)
    finally:
        for _ in range(1 + len(lists)):  # one list may move another
            for one, index in zip(lists, before, strict=True):
                one.index = None if index < 0 else index


def _shown(lists: Sequence[ipywidgets.ValueWidget]) -> tuple[int, ...]:
    """Return which entry each list shows, -1 for none."""
    return tuple(-1 if one.index is None else one.index for one in lists)


def told(choices: Iterable[_Choice], name: str, most: int) -> Iterator[_Choice]:
    """Yield choices; where they take longer than a second, say how many of them there were."""
    said = time.monotonic()
    for k, choice in enumerate(choices, 1):
        yield choice
        if (now := time.monotonic()) - said > 1:
            print(f"{name}: {k} of at most {most} pictures", file=sys.stderr)
            said = now
