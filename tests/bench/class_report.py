"""From what was measured of a class to the lines of its table."""

from collections.abc import Iterator, Sequence

from .lesson import Outcome, Place
from .memory import MB, together
from .table import at_most, lay_out, median

HEAD = ("figure", "median", "worst", "target", "verdict")
WALL = 60.0  # seconds in which all students have run all chapters
EACH = 250.0  # MB of a server and one kernel

NOTES = """\
- Server ready: from asking the hub until it says so, all at once. JupyterLab open: what it asks
  the server for before it shows a notebook, but for its scripts.
- A chapter: from opening it to the end of its last cell, a new kernel included. The kernels go on,
  as when a tab stays open.
- Memory: what the processes alone hold, plus their share of the libraries that several of them
  hold (PSS). One student more: the first of these alone (USS), by which the memory of the machine
  has to grow. On a machine of one's own: the libraries counted whole (RSS), as in a container.
- Processor: seconds of a student's server and kernels, from their start to the last cell."""

Line = tuple[str, str, str, str, str]


def as_text(outcome: Outcome) -> str:
    """Return the table, and what went wrong."""
    failed = sum(bool(place.errors) for place in outcome.places)
    parts = [
        f"{len(outcome.places)} students, {failed} of them failed",
        lay_out([HEAD, *_times(outcome), *_memory(outcome.places), *_errors(outcome)]),
    ]
    if failed:
        parts.append("\n".join(["What broke first:", *outcome.errors()[:10]]))
    return "\n\n".join(parts)


def _times(outcome: Outcome) -> Iterator[Line]:
    places = outcome.places
    yield _spread("server ready", [p.ready for p in places if p.ready is not None])
    yield _spread("JupyterLab open", [p.lab for p in places if p.lab is not None])
    chapters = {run.path: run.n_cells for place in places for run in place.runs}
    for path, n_cells in chapters.items():
        seconds = [run.seconds for p in places for run in p.runs if run.path == path]
        yield _spread(f"{path}, {n_cells} cells", seconds)
    wall = sum(outcome.walls[path] for path in chapters)
    yield "all chapters, wall time", "", f"{wall:.0f} s", f"<= {WALL:.0f} s", at_most(wall, WALL)


def _memory(places: Sequence[Place]) -> Iterator[Line]:
    """Return the lines of those who came to the end."""
    whole = [(place.server, place.kernels) for place in places if place.server]
    if not whole:
        return
    one_open = [
        together(server, max(kernels.values(), key=lambda kernel: kernel.fair))
        for server, kernels in whole
    ]
    all_open = [together(server, *kernels.values()) for server, kernels in whole]
    yield _spread("memory of the server", [server.fair / MB for server, _ in whole], "MB")
    for path in whole[0][1]:
        yield _spread(f"memory of {path}", [kernels[path].fair / MB for _, kernels in whole], "MB")
    yield _spread("memory, one chapter open", [one.fair / MB for one in one_open], "MB", EACH)
    yield _spread("one student more, one open", [one.own / MB for one in one_open], "MB")
    yield _spread("memory, all chapters open", [both.fair / MB for both in all_open], "MB")
    alone = "on a machine of one's own, "
    yield _spread(f"{alone}one open", [one.whole / MB for one in one_open], "MB")
    yield _spread(f"{alone}all open", [both.whole / MB for both in all_open], "MB")
    yield _spread("processor", [both.seconds for both in all_open])


def _errors(outcome: Outcome) -> Iterator[Line]:
    number = len(outcome.errors())
    yield "errors", "", str(number), "0", at_most(number, 0)
    anew = sum(place.student.n_reconnected for place in outcome.places)
    yield "connections made anew", "", str(anew), "", ""


def _spread(
    figure: str, values: Sequence[float], unit: str = "s", bound: float | None = None
) -> Line:
    """Return the middle and the largest of some values, and a verdict on the largest."""
    if not values:
        return figure, "none", "none", "", ""
    middle, worst = (f"{value:.1f} {unit}" for value in (median(values), max(values)))
    if bound is None:
        return figure, middle, worst, "", ""
    return figure, middle, worst, f"<= {bound:.0f} {unit}", at_most(max(values), bound)
