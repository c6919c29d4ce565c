"""What run after run of a cell leaves in a real kernel."""

from collections.abc import Iterator
from typing import Any, NamedTuple

import pytest
from jupyter_client.blocking.client import BlockingKernelClient
from jupyter_client.kernelspec import KernelSpecManager
from jupyter_client.manager import KernelManager

from tests.thorough import quickly

DEADLINE = 120.0  # seconds for one cell; a loaded machine is slow, not broken
RUNS = 35
WARM_UP = 15  # after these the allocator's pools have their size
# Measured per run after the warm-up: 0.02 to 0.13 MB, what IPython keeps of each run: its source,
# its messages and, as Out[n], a closed widget without its numbers. A stage that stays adds 4 MB, a
# closed one that keeps its numbers and figure 3.4 MB.
GROWTH = 0.3  # MB per run
LEAKING = 5  # runs that leave their stage, where nothing replaces it

SETUP = """
import ctypes
import gc

import numpy as np
import psutil
from ipywidgets import Dropdown, HBox, SelectionSlider, jslink
from ipywidgets.widgets import widget as every_widget

from logit_core.explorers import Panel, Stage, sigmoid_explorer
from logit_core.figures.style import new_figure
from logit_core.stage import cells

noise = np.random.default_rng(0).normal(size=(30, 1000))  # a stage that stays is noticed by it


def small():  # drawn in a tenth of the time
    return draw(Stage(new_figure(1, 1), k=30), 1.0)


def draw(stage, factor):
    fig = new_figure(3, 2)
    (line,) = fig.subplots().plot(noise[0])
    return stage.clear(fig).moves(line, y=factor * noise, by="k").says("At {k}.")


give_back = getattr(ctypes.pythonapi, "malloc_trim", lambda pad: None)  # glibc keeps what is free
"""

CELLS = {
    "an explorer": "sigmoid_explorer()",
    "a panel that answers": """
stage, choice = small(), Dropdown(options=[1.0, 2.0])
stage.follows(choice, redraw=lambda: draw(stage, choice.value))
choice.value = 2.0
Panel([HBox([choice]), stage])
""",
    "a control of one's own": """
stage = small().control("k", shown=False)
slider = SelectionSlider(options=stage.controls["k"], description="k")
_ = jslink((slider, "index"), (stage, "k"))
Panel([slider, stage])
""",
}

LOOK = """
import matplotlib.pyplot as plt

from tests.thorough import quickly

gc.collect()
give_back(0)
print(len(every_widget._instances), len(plt.get_fignums()), psutil.Process().memory_info().rss)
"""


class Look(NamedTuple):
    """What a kernel holds."""

    widgets: int
    figures: int
    megabytes: float


class Kernel:
    """A kernel of this interpreter that is told of cells as JupyterLab does."""

    def __init__(self) -> None:
        self._manager = KernelManager(
            kernel_name="python3", kernel_spec_manager=KernelSpecManager(kernel_dirs=[])
        )
        self._manager.start_kernel(extra_arguments=["--log-level=ERROR"])
        self._client: BlockingKernelClient = self._manager.client()
        self._client.start_channels()
        self._client.wait_for_ready(DEADLINE)
        self.run("setup", SETUP)

    def run(self, cell: str, code: str) -> str:
        """Run code as that of a cell; return what it prints."""
        content: dict[str, Any] = {
            "code": code,
            "silent": False,
            "store_history": True,
            "user_expressions": {},
            "allow_stdin": False,
            "stop_on_error": True,
        }
        request = self._client.session.msg("execute_request", content, metadata={"cellId": cell})
        self._client.shell_channel.send(request)
        printed = ""
        while True:
            message = self._client.get_iopub_msg(timeout=DEADLINE)
            if message["parent_header"].get("msg_id") != request["header"]["msg_id"]:
                continue
            kind, said = message["msg_type"], message["content"]
            if kind == "error":
                pytest.fail("\n".join(said["traceback"]))
            elif kind == "stream":
                printed += said["text"]
            elif kind == "status" and said["execution_state"] == "idle":
                return printed

    def look(self) -> Look:
        """Count widgets and figures, and weigh the process."""
        widgets, figures, rss = map(int, self.run("look", LOOK).split())
        return Look(widgets, figures, rss / 2**20)

    def stop(self) -> None:
        """End the process."""
        self._client.stop_channels()
        self._manager.shutdown_kernel(now=True)


by_cell = pytest.mark.parametrize(
    "name", quickly(CELLS, [name for name in CELLS if "one's own" in name])
)


@pytest.fixture(scope="module")
def kernel() -> Iterator[Kernel]:
    started = Kernel()
    yield started
    started.stop()


@by_cell
def test_many_runs_of_a_cell_leave_no_more_than_one(kernel: Kernel, name: str) -> None:
    kernel.run(name, CELLS[name])
    first = kernel.look()
    for _ in range(WARM_UP - 1):
        kernel.run(name, CELLS[name])
    warm = kernel.look()
    for _ in range(RUNS - WARM_UP):
        kernel.run(name, CELLS[name])
    last = kernel.look()
    assert (last.widgets, last.figures) == (first.widgets, 0)
    assert last.megabytes - warm.megabytes < GROWTH * (RUNS - WARM_UP)


@by_cell
def test_a_stage_that_is_not_replaced_is_noticed(kernel: Kernel, name: str) -> None:
    kernel.run("patch", "replace, cells.replace = cells.replace, lambda new: None")
    try:
        kernel.run("leak", CELLS[name])
        first = kernel.look()
        for _ in range(LEAKING):
            kernel.run("leak", CELLS[name])
        last = kernel.look()
    finally:
        kernel.run("patch", "cells.replace = replace")
    assert last.widgets - first.widgets >= 2 * LEAKING
    assert last.megabytes - first.megabytes > GROWTH * LEAKING
