"""Real JupyterLab, real Chromium, three kinds of output: the ground of the other tests here."""

import sys
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook
from playwright.sync_api import Browser, expect

from .chromium import find_chromium, is_required
from .conftest import OpenNotebook
from .notebook_page import SPLASH_TWICE

SLIDER = """
import ipywidgets as widgets

slider, twin = widgets.IntSlider(3), widgets.IntText(3)
link = widgets.jslink((slider, "value"), (twin, "value"))
widgets.VBox([slider, twin])
"""

COUNTER = '''
import anywidget
import traitlets

class Counter(anywidget.AnyWidget):
    _esm = """
    export default {render({model, el}) {
        const button = document.createElement("button");
        const show = () => { button.textContent = "pressed " + model.get("n"); };
        button.onclick = () => { model.set("n", model.get("n") + 1); model.save_changes(); };
        model.on("change:n", show);
        show();
        el.append(button);
    }};
    """
    n = traitlets.Int(0).tag(sync=True)

Counter()
'''


def save(file: Path, **sources: str) -> Path:
    """Write a notebook with one code cell per source, its id the keyword."""
    cells = [new_code_cell(source.strip(), id=name) for name, source in sources.items()]
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    cells.insert(0, new_markdown_cell("# A title", id="title"))
    nbformat.write(new_notebook(cells=cells, metadata={"kernelspec": kernel}), file)
    return file


def test_widgets_of_a_notebook_outlive_their_kernel(
    open_notebook: OpenNotebook, tmp_path: Path
) -> None:
    sources = {"print": "import sys\n\nprint(sys.executable)", "slider": SLIDER, "counter": COUNTER}
    page = open_notebook(save(tmp_path / "widgets.ipynb", **sources), theme="dark", width=700)
    page.run_all()
    expect(page.output_of("print")).to_contain_text(sys.executable)

    slider = page.output_of("slider").get_by_role("slider")
    twin = page.output_of("slider").get_by_role("spinbutton")
    counter = page.output_of("counter").get_by_role("button")
    slider.press("ArrowRight")
    expect(twin).to_have_value("4")
    counter.click()
    expect(counter).to_have_text("pressed 1")

    page.shut_down_kernel()
    assert page.lab.session(page.path) is None
    slider.press("ArrowRight")
    expect(twin).to_have_value("5")
    counter.click()
    expect(counter).to_have_text("pressed 2")
    assert page.console == []


def test_a_cell_that_raises_is_reported_with_its_traceback(
    open_notebook: OpenNotebook, tmp_path: Path
) -> None:
    page = open_notebook(save(tmp_path / "broken.ipynb", fine="1 + 1", broken="1 / 0", last="2"))
    with pytest.raises(AssertionError, match=r"broken(.|\n)*ZeroDivisionError"):
        page.run_all()


REMOVED_TWICE = (
    "NotFoundError: Failed to execute 'removeChild' on 'Node': "
    "The node to be removed is not a child of this node."
)
IN_LAB = "\n    at http://127.0.0.1:41073/static/lab/jlab_core.8811.js?v=8811:13173:720"
IN_A_WIDGET = "\n    at draw (blob:http://127.0.0.1:41073/4c4f00c8:5:76)"


@pytest.mark.parametrize(
    ("stack", "is_labs"),
    [
        (IN_LAB, True),
        (IN_A_WIDGET, False),
        (IN_LAB + IN_A_WIDGET, False),
        (IN_A_WIDGET + IN_LAB, False),
        ("", False),
    ],
)
def test_only_the_splash_of_jupyterlab_may_be_taken_away_twice(stack: str, is_labs: bool) -> None:
    assert bool(SPLASH_TWICE.fullmatch(REMOVED_TWICE + stack)) is is_labs
    assert not SPLASH_TWICE.fullmatch("TypeError: x is undefined" + stack)


@pytest.mark.parametrize("host", ["198.51.100.7", "example.org"])
def test_another_host_is_unknown_and_the_console_says_so(browser: Browser, host: str) -> None:
    page = browser.new_page()
    with page.expect_console_message() as heard:
        page.set_content(f'<img src="http://{host}/a.png">')
    assert heard.value.type == "error"
    assert "ERR_NAME_NOT_RESOLVED" in heard.value.text
    page.close()


def test_a_browser_is_found_by_its_variable_first() -> None:
    assert find_chromium(environ={"CHROMIUM": sys.executable}) == sys.executable


def test_a_wrong_wish_for_a_browser_is_not_replaced_in_silence() -> None:
    with pytest.raises(FileNotFoundError, match="CHROMIUM must name a browser, got 'nowhere'"):
        find_chromium(environ={"CHROMIUM": "nowhere"})


@pytest.mark.parametrize(("ci", "required"), [("true", True), ("false", False), ("", False)])
def test_only_a_build_server_must_have_a_browser(ci: str, required: bool) -> None:
    assert is_required({"CI": ci}) is required
