"""Which notebook cell is running, and what its last run left behind.

ipywidgets keeps every widget until it is closed, and nobody closes the stage whose output a new
run of its cell has replaced. So each run would add a figure and its numbers to the kernel.
"""

import sys
import weakref
from collections.abc import Callable, Iterator
from typing import NamedTuple, Protocol

import ipywidgets
from ipywidgets.widgets import widget as every_widget
from ipywidgets.widgets.widget_link import Link


class Run(NamedTuple):
    """One run of one notebook cell."""

    cell: str
    message: str


class Replaceable(Protocol):
    """What can be closed once the output that it stands in is gone."""

    seen_in: set[str]

    def retire(self) -> None:
        """Close, and give everything back."""


_left: dict[str, list[tuple[str, weakref.ref[Replaceable]]]] = {}


def running() -> Run | None:
    """Return the present run, or None outside of a notebook front end that names its cells."""
    ipython = sys.modules.get("IPython")
    shell = ipython and ipython.get_ipython()
    parent = getattr(shell, "parent_header", None) or {}
    cell = parent.get("metadata", {}).get("cellId")
    message = parent.get("header", {}).get("msg_id")
    return Run(cell, message) if cell and message else None


def replace(new: Replaceable, present: Callable[[], Run | None] = running) -> None:
    """Close what earlier runs of this cell made and no other cell shows; remember `new`."""
    run = present()
    if run is None:
        return
    kept = []
    for message, reference in _left.get(run.cell, []):
        old = reference()
        if old is None:
            continue
        if message != run.message and old.seen_in == {run.cell}:
            old.retire()
        else:
            kept.append((message, reference))
    _left[run.cell] = [*kept, (run.message, weakref.ref(new))]


def parts(widget: ipywidgets.Widget) -> Iterator[ipywidgets.Widget]:
    """Yield a widget and all that belongs to it: layout, style, and the same of its children."""
    yield widget
    for name in ("layout", "style"):
        if widget.has_trait(name):
            yield getattr(widget, name)
    for child in getattr(widget, "children", ()):
        yield from parts(child)


def close_links(ends: set[ipywidgets.Widget]) -> None:
    """Close the links of ``jslink`` and ``jsdlink`` that begin or end at one of these widgets."""
    for link in _links():
        if {link.source[0], link.target[0]} & ends:
            link.close()


def links_to(widget: ipywidgets.Widget) -> list[Link]:
    """Return the links of ``jslink`` and ``jsdlink`` that end at a widget."""
    return [link for link in _links() if link.target[0] is widget]


def _links() -> list[Link]:
    every = every_widget._instances.values()  # ipywidgets lists them nowhere else
    return [link for link in every if isinstance(link, Link)]
