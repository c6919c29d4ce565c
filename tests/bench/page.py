"""One way of showing the picture, measured in a real JupyterLab."""

import json
import random
import time
import urllib.parse
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nbformat.v4 import new_code_cell, new_notebook
from playwright.sync_api import Browser, Locator, WebSocket

from ..browser.lab import DEADLINE, Lab
from ..browser.lab_page import LabPage
from ..browser.notebook_page import NotebookPage

HERE = Path(__file__).parent
PROBE = (HERE / "probe.js").read_text("utf-8")

MEMORY_COUNT = 10
MEMORY = f"""
import gc, psutil
def memory():
    gc.collect()
    return psutil.Process().memory_info().rss
before = memory()
kept = [show() for _ in range({MEMORY_COUNT})]
print("bytes", (memory() - before) / {MEMORY_COUNT})
"""
# One call into C that lasts for hours and never lets go of the interpreter: nothing can come back.
# Before it the kernel gets the time to say that it is busy.
BUSY = """
import time
time.sleep(0.3)
sum(range(10**14))
"""

VALUES_PER_SECOND = 50
LAST_RATE = 40  # the slider's last position
REST = 0.7  # seconds without a change that count as the end of a drag


@dataclass(frozen=True)
class Way:
    """How a picture is shown, and where its controls are."""

    name: str
    setup: str
    slider: str
    play: str
    pad: float = 0.0  # CSS pixels from the slider's edge to its first position

    @property
    def function(self) -> str:
        """The function of peers.py that shows it."""
        return f"show_{self.name}"


_PLAY = ".widget-play button"
WAYS = (
    Way("ours", "", ".logit-stage input[type=range]", ".logit-stage .buttons button", pad=8),
    Way("interact", "%matplotlib inline\n", ".noUi-handle", _PLAY),
    Way("ipympl", "%matplotlib widget\n", ".noUi-handle", _PLAY),
)


@dataclass(frozen=True)
class Steps:
    """Single steps of the slider by keyboard."""

    after: list[float]  # milliseconds from key to the frame after the change is committed
    committed: list[float]  # milliseconds from key to the commit itself
    received: float  # bytes per step from the kernel
    sent: float  # bytes per step to the kernel
    pictures: int


@dataclass(frozen=True)
class Flow:
    """A drag, or Play: many steps in a row."""

    values: int  # that the slider took
    pictures: int  # that were shown
    seconds: float

    @property
    def shown(self) -> float:
        """The share of values whose picture was shown."""
        return self.pictures / self.values if self.values else 0.0

    @property
    def rate(self) -> float:
        """Pictures per second."""
        return self.pictures / self.seconds if self.seconds else 0.0


class BenchPage(NotebookPage):
    """A notebook, alone in its JupyterLab, whose second cell shows the picture; all is counted."""

    def __init__(self, lab_page: LabPage, path: str, pictures: Path) -> None:
        super().__init__(lab_page, path, pictures)
        self.sent = self.received = 0
        self.page.on("websocket", self._listen)

    @classmethod
    def show(cls, browser: Browser, lab: Lab, way: Way, folder: str) -> "BenchPage":
        """Open a notebook of its own for `way`."""
        cells = {
            "setup": f"{way.setup}from peers import {way.function} as show",
            "show": "shown = show()",
            "memory": MEMORY,
            "busy": BUSY,
        }
        notebook = new_notebook(
            cells=[new_code_cell(source, id=name) for name, source in cells.items()]
        )
        notebook.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3"}
        lab.copy_in(HERE / "peers.py", folder)
        path = f"{folder}/{way.name}.ipynb"
        Path(lab.root, path).write_text(json.dumps(notebook), "utf-8")
        page = cls.open(LabPage.load(browser, lab), path)
        page.way = way
        return page

    def close(self) -> None:
        """Close the page and shut its kernel down."""
        super().close()
        self.lab_page.close()

    way: Way

    def first(self) -> tuple[float, int]:
        """Run the cell; return milliseconds to the first picture, and bytes received until rest."""
        self.run_cell("setup")
        self.output_of("show").wait_for(state="attached")
        self.cell("show").evaluate(PROBE)
        before = self.received
        self.cell("show").locator(".jp-InputPrompt").click()
        self.page.evaluate("bench.clear()")
        self.page.keyboard.press("Control+Enter")
        self._reach(1)
        (key,) = self.page.evaluate("bench.keys")
        picture = self.page.evaluate("bench.pictures[0].after")
        self.quiet()
        self.cell("show").evaluate("cell => cell.scrollIntoView({block: 'start'})")
        for control in self._sliders():  # else JupyterLab takes the arrow keys
            control.evaluate("slider => { slider.dataset.lmSuppressShortcuts = 'true'; }")
        return picture - key, self.received - before

    def steps(self, count: int) -> Steps:
        """Press the right arrow on the learning rate `count` times, each after the one before."""
        slider = self._sliders()[0]
        self._go_home(slider)
        sent, received = self.sent, self.received
        for number in range(1, count + 1):
            self.page.keyboard.press("ArrowRight")
            # a random rest, so that keys fall anywhere between two frames
            self._reach(number, rest=random.uniform(60, 100))
        self.quiet()
        keys = self.page.evaluate("bench.keys")
        pictures = self.page.evaluate("bench.pictures")
        pairs = list(zip(keys, pictures, strict=False))
        return Steps(
            [picture["after"] - key for key, picture in pairs],
            [picture["committed"] - key for key, picture in pairs],
            (self.received - received) / count,
            (self.sent - sent) / count,
            len(pictures),
        )

    def drag(self, seconds: float) -> Flow:
        """Drag the learning rate to and fro by mouse, 50 positions a second."""
        slider = self._sliders()[0]
        self._go_home(slider)
        track = slider if self.way.pad else slider.locator("xpath=ancestor::*[3]")
        box = track.bounding_box()
        assert box is not None, "the slider cannot be seen"
        step = (box["width"] - 2 * self.way.pad) / LAST_RATE
        left, y = box["x"] + self.way.pad, box["y"] + box["height"] / 2
        mouse = self.page.mouse
        mouse.move(left, y)
        mouse.down()
        began = time.monotonic()
        tick = 0
        while tick < seconds * VALUES_PER_SECOND:
            tick = max(tick + 1, int((time.monotonic() - began) * VALUES_PER_SECOND))
            time.sleep(max(0.0, began + tick / VALUES_PER_SECOND - time.monotonic()))
            there_and_back = tick % (2 * LAST_RATE)
            position = min(there_and_back, 2 * LAST_RATE - there_and_back)
            mouse.move(left + step * position, y)
        lasted = time.monotonic() - began
        mouse.up()
        self.quiet()
        values, pictures = self.page.evaluate("[bench.values.length, bench.pictures.length]")
        return Flow(values, pictures, lasted)

    def play(self, seconds: float) -> Flow:
        """Let Play run through the epochs; the values are the positions that it went through."""
        epoch = self._sliders()[1]
        self._go_home(epoch)
        button = self.cell("show").locator(self.way.play).first
        before = self._position(epoch)
        button.click()
        self.page.wait_for_timeout(1000 * seconds)  # Play itself paces the input
        button.click()
        self.quiet()
        moments = self.page.evaluate("bench.pictures.map(picture => picture.after)")
        values = round(self._position(epoch) - before)
        lasted = (moments[-1] - moments[0]) / 1000 if len(moments) > 1 else 0.0
        return Flow(values, len(moments), lasted * len(moments) / max(1, len(moments) - 1))

    def memory(self) -> float:
        """Return by how many bytes the kernel grows with each further picture."""
        self.run_cell("memory")
        texts = self.output_of("memory").locator("pre").all_inner_texts()
        (found,) = [text for text in texts if text.startswith("bytes")]
        return float(found.split()[1])

    def keep_kernel_busy(self) -> None:
        """Start a cell that does not end."""
        self.cell("busy").locator(".jp-InputPrompt").click()
        self.page.keyboard.press("Control+Enter")
        self._until(self.kernel_is_busy, "a busy kernel")
        self.cell("show").evaluate("cell => cell.scrollIntoView({block: 'start'})")
        self.quiet()

    def kernel_is_busy(self) -> bool:
        """Ask the server what the kernel last said."""
        session = self.lab.session(self.path)
        return session is not None and session["kernel"]["execution_state"] == "busy"

    def drag_slowly(self, seconds: float, factor: float) -> Flow:
        """Drag with the page's processor slower by `factor`."""
        session = self.page.context.new_cdp_session(self.page)
        session.send("Emulation.setCPUThrottlingRate", {"rate": factor})
        try:
            return self.drag(seconds)
        finally:
            session.send("Emulation.setCPUThrottlingRate", {"rate": 1})
            session.detach()

    def quiet(self) -> None:
        """Wait until nothing changes any more."""
        self.page.evaluate("rest => bench.quiet(rest)", 1000 * REST)

    # Inside

    def _sliders(self) -> list[Locator]:
        return self.cell("show").locator(self.way.slider).all()

    def _go_home(self, slider: Locator) -> None:
        """Focus a slider, put it to its first position, and count from nothing."""
        slider.focus()
        self.page.keyboard.press("Home")
        self.quiet()
        self.page.evaluate("bench.clear()")

    def _position(self, slider: Locator) -> float:
        return float(slider.evaluate("s => s.value ?? s.getAttribute('aria-valuenow')"))

    def _reach(self, count: int, rest: float = 0.0) -> None:
        self.page.evaluate(
            "([count, rest, late]) => bench.reach(count, rest, late)",
            [count, rest, 1000 * DEADLINE],
        )

    def _listen(self, socket: WebSocket) -> None:
        if "/channels" not in urllib.parse.urlparse(socket.url).path:
            return  # not the kernel's

        def sent(payload: Any) -> None:
            self.sent += len(payload)

        def received(payload: Any) -> None:
            self.received += len(payload)

        socket.on("framesent", sent)
        socket.on("framereceived", received)
