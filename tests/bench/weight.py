"""How heavy each explorer is: what it sends at first, what it leaves in a notebook, its seconds."""

import json
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from unittest import mock

from comm.base_comm import BaseComm

from logit_core import explorers

PAGE = 200_000  # bytes, at most, of a stage as a page of its own
PANEL = 600_000  # of a panel, which holds a picture for each choice in its lists
PANELS = {"iris_explorer"}

OVERHEAD = 700  # bytes of headers and lengths that Jupyter adds to each message


@dataclass(frozen=True)
class Weight:
    """What one explorer costs."""

    at_first: int  # bytes that the browser gets when the cell runs
    stored: int  # bytes of picture and sentence in the notebook's file
    page: int  # bytes of the page of its own that `to_html` writes; 0 where none was asked for
    seconds: float  # from the call to all of it being sent
    work: float  # seconds of the processor in that time


def most_of_page(name: str) -> int:
    """Return how many bytes the page of an explorer may have."""
    return PANEL if name in PANELS else PAGE


def weigh_all() -> dict[str, Weight]:
    """Weigh every explorer, called without arguments; the seconds are those of a second call."""
    weights = {}
    for name in explorers.__all__:
        if name.endswith("_explorer"):
            show = getattr(explorers, name)
            weigh(show)
            weights[name] = weigh(show, as_page=True)
    return weights


def weigh(show: Callable[[], Any], *, as_page: bool = False) -> Weight:
    """Call a function that returns a stage or panel, and show it as a cell does, and as a page."""
    sizes: list[int] = []

    def note(content: object, buffers: Any = None) -> None:
        sizes.append(OVERHEAD + len(json.dumps(content)) + sum(map(len, buffers or ())))

    class CountingComm(BaseComm):  # type: ignore[misc]  # comm ships no types
        def publish_msg(
            self,
            msg_type: str,
            data: Any = None,
            metadata: Any = None,
            buffers: Any = None,
            **_: Any,
        ) -> None:
            note([self.comm_id, data, metadata], buffers)

    with mock.patch("comm.create_comm", CountingComm):
        began, worked = time.perf_counter(), time.process_time()
        shown = show()
        bundle, metadata = shown._repr_mimebundle_()
        seconds, work = time.perf_counter() - began, time.process_time() - worked
        note([bundle, metadata])
        at_first = sum(sizes)
        page = _page_of(shown) if as_page else 0
        getattr(shown, "stage", shown).retire()
    stored = {kind: bundle[kind] for kind in ("image/png", "text/plain")}
    return Weight(at_first, len(json.dumps([stored, metadata])), page, seconds, work)


def _page_of(shown: Any) -> int:
    with TemporaryDirectory() as folder:
        file = Path(folder) / "page.html"
        shown.to_html(file)
        return file.stat().st_size
