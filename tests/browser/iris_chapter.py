"""Chapter 5 in real JupyterLab: by keyboard, by mouse, by link, and without a kernel."""

from collections.abc import Callable
from typing import NamedTuple

from playwright.sync_api import Locator, expect

from .notebook_page import NotebookPage

# the marks stand in the order in which the explorer made them: under the still picture, then over
MARKS = """(output) => {
    const shape = (pane) => pane.querySelector("path").getAttribute("d");
    const [under, over] = output.querySelectorAll("svg.picture > g");
    return {
        boundary: shape(under.children[1]),
        curve: shape(over.children[0]),
        trail: shape(over.children[2]),
        sentence: output.querySelector(".said").textContent,
    };
}"""


class Drawing(NamedTuple):
    """What the reader sees: three marks as SVG paths, and the sentence."""

    boundary: str
    curve: str
    trail: str
    sentence: str


def look(output: Locator) -> Drawing:
    return Drawing(**output.evaluate(MARKS))


def changes_after(act: Callable[[], None], output: Locator) -> Drawing:
    """Do something, wait for another sentence, and return the drawing that came with it."""
    before = look(output)
    act()
    expect(output.locator(".said")).not_to_have_text(before.sentence)
    after = look(output)
    same = [name for name in Drawing._fields if getattr(before, name) == getattr(after, name)]
    assert not same, f"did not change: {same}"
    return after


def slider(output: Locator, name: str) -> Locator:
    return output.get_by_role("slider", name=name)


def drag(page: NotebookPage, control: Locator, output: Locator, *, steps: int) -> list[str]:
    """Drag the thumb of a native range over all of its width; return the sentences on the way."""
    control.press("Home")
    control.scroll_into_view_if_needed()
    box = control.bounding_box()
    assert box is not None
    middle = box["y"] + box["height"] / 2
    sentences = []
    page.page.mouse.move(box["x"] + 8, middle)
    page.page.mouse.down()
    for step in range(1, steps + 1):
        page.page.mouse.move(box["x"] + 8 + (box["width"] - 16) * step / steps, middle)
        page.page.evaluate("() => new Promise(requestAnimationFrame)")
        sentences.append(look(output).sentence)
    page.page.mouse.up()
    return sentences


def follows_the_hand(page: NotebookPage) -> None:
    """Move the pictures of the chapter, which has been run, in every way that there is."""
    page.page.set_viewport_size({"width": 1280, "height": 900})
    page.settle()
    explorer, own = page.output_of("iris-explorer"), page.output_of("own-control")
    rate = slider(explorer, "learning rate")
    picture = explorer.locator("svg.picture")
    rate.focus()  # scrolls there
    place = picture.bounding_box()

    # by keyboard
    assert look(explorer).sentence.startswith("Learning rate 0.01, epoch 20:")
    after = changes_after(lambda: rate.press("ArrowRight"), explorer)
    assert after.sentence.startswith("Learning rate 0.0126, epoch 20:")
    assert picture.bounding_box() == place

    # by mouse: each of the 41 rates is seen on the way, the first one before the drag
    seen = drag(page, rate, explorer, steps=80)
    assert len(set(seen)) >= 40
    assert look(explorer).sentence.startswith("Learning rate 10, epoch 20:")

    # by a link made in the notebook
    handle = own.locator(".noUi-handle")
    after = changes_after(lambda: handle.press("ArrowRight"), own)
    assert after.sentence.startswith("Learning rate 0.126, epoch 20:")

    # by Python
    upwards = explorer.locator("select").nth(1)
    expect(upwards).to_have_css("background-image", "none")  # no dark arrow on a dark page
    changes_after(lambda: _choose(upwards, "sepal width (cm)"), explorer)
    expect(explorer.get_by_role("alert")).to_be_empty()
    page.show("iris-chapter-kernel-alive")

    # on a phone, for which Python makes another layout
    views = [output.locator(".logit-stage") for output in (explorer, own)]
    for width, layout in ((390, "stacked"), (1280, "wide")):
        page.page.set_viewport_size({"width": width, "height": 900})
        for view in views:
            view.scroll_into_view_if_needed()
            expect(view).to_have_attribute("data-layout", layout)
    rate.scroll_into_view_if_needed()
    changes_after(lambda: rate.press("Home"), explorer)
    changes_after(lambda: rate.press("End"), explorer)

    # without a kernel
    page.shut_down_kernel()
    rate.scroll_into_view_if_needed()
    changes_after(lambda: rate.press("Home"), explorer)
    assert len(set(drag(page, rate, explorer, steps=80))) >= 40
    handle.scroll_into_view_if_needed()
    after = changes_after(lambda: handle.press("ArrowRight"), own)
    assert after.sentence.startswith("Learning rate 0.158, epoch 20:")
    page.show("iris-chapter-kernel-gone")


def _choose(select: Locator, option: str) -> None:
    select.select_option(option)
