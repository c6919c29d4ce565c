"""How long a step takes in an engine: from a key to the frame after the one that it is drawn in.

python -m tests.engines.step webkit batch_explorer focal_explorer
"""

import os
import sys
from statistics import median

from selenium.webdriver.common.keys import Keys

from tests.browser.explorers import stage_of

from .drivers import STARTS
from .page import PlainEnginePage, served

SIZE = (1280, 1000)
STEPS = 30

# focuses the last slider, and notes the milliseconds of each key; whether it stands at its end
LISTEN_TO_KEYS = """() => {
    const slider = [...document.querySelectorAll(".panel input[type=range]")].at(-1);
    window.steps = [];
    slider.addEventListener("keydown", () => {
        const start = performance.now();
        const note = () => steps.push(performance.now() - start);
        requestAnimationFrame(() => requestAnimationFrame(note));
    });
    slider.focus();
    return slider.value === slider.max;
}"""


def steps_of(page: PlainEnginePage, name: str) -> list[float]:
    """Return the milliseconds of steps of an explorer's last slider, to and fro."""
    page.show(stage_of(name))
    keys = [Keys.ARROW_RIGHT, Keys.ARROW_LEFT]
    if page.evaluate(LISTEN_TO_KEYS):
        keys.reverse()
    for i in range(STEPS):
        page.press(keys[i % 2])
    return list(page.evaluate("() => steps"))


def main(engine: str, *names: str) -> None:
    """Print the median of each explorer, and how many programs ran or waited meanwhile."""
    with STARTS[engine]() as driver, served() as address:
        page = PlainEnginePage(driver, address)
        page.resize(*SIZE)
        for name in names:
            steps = steps_of(page, name)
            assert len(steps) == STEPS
            times = f"{median(steps):.0f} ms, from {min(steps):.0f} to {max(steps):.0f}"
            print(f"{engine}, {name}: {times}; load {os.getloadavg()[0]:.1f}", flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
