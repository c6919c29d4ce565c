"""What fifty runs of a cell leave in a real kernel."""

from collections.abc import Iterator
from typing import Any, NamedTuple

import pytest
from jupyter_client.blocking.client import BlockingKernelClient
from jupyter_client.kernelspec import KernelSpecManager
from jupyter_client.manager import KernelManager

DEADLINE = 120.0  # seconds for one cell; a loaded machine is slow, not broken
RUNS = 50
WARM_UP = 10  # after these the allocator's pools have their size
# Measured per run after the warm-up: 0.11 to 0.13 MB, what IPython keeps of each run: its source,
# its messages and, as Out[n], a closed widget without its numbers. A stage that stays adds 4 MB.
GROWTH = 0.3  # MB per run

SETUP = """
import ctypes
import gc

import numpy as np
import psutil
from ipywidgets import SelectionSlider, jslink
from ipywidgets.widgets import widget as every_widget

import logit_core as lc
from logit_core.explorers import Panel, _cells, iris_explorer, learning_rate_explorer

X, y, names = lc.load_iris_pair()
give_back = getattr(ctypes.pythonapi, "malloc_trim", lambda pad: None)  # glibc keeps what is free
"""

CELLS = {
    "stage": "learning_rate_explorer(n_epochs=20)",
    "panel": "iris_explorer()",
    "a control of one's own": """
stage = learning_rate_explorer(X[:, 2:], y, n_epochs=20, feature_names=names[2:])
stage.control("learning_rate", shown=False)
slider = SelectionSlider(options=stage.controls["learning_rate"], value="0.01", description="rate")
_ = jslink((slider, "index"), (stage, "learning_rate"))
Panel([slider, stage])
""",
}

LOOK = """
import matplotlib.pyplot as plt

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


@pytest.fixture
def kernel() -> Iterator[Kernel]:
    started = Kernel()
    yield started
    started.stop()


@pytest.mark.parametrize("name", CELLS)
def test_fifty_runs_of_a_cell_leave_no_more_than_one(kernel: Kernel, name: str) -> None:
    kernel.run("a", CELLS[name])
    first = kernel.look()
    for _ in range(WARM_UP - 1):
        kernel.run("a", CELLS[name])
    warm = kernel.look()
    for _ in range(RUNS - WARM_UP):
        kernel.run("a", CELLS[name])
    last = kernel.look()
    assert (last.widgets, last.figures) == (first.widgets, 0)
    assert last.megabytes - warm.megabytes < GROWTH * (RUNS - WARM_UP)


def test_a_stage_that_is_not_replaced_is_noticed(kernel: Kernel) -> None:
    kernel.run("a", "_cells.replace = lambda new: None")
    kernel.run("a", CELLS["stage"])
    first, runs = kernel.look(), 5
    for _ in range(runs):
        kernel.run("a", CELLS["stage"])
    last = kernel.look()
    assert last.widgets - first.widgets >= 2 * runs
    assert last.megabytes - first.megabytes > GROWTH * runs
