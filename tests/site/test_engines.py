"""One chapter with its exercises in Firefox and in WebKit; the whole site is tried in Chromium."""

from pathlib import Path

import pytest
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.remote.webdriver import WebDriver

from docs.site.serving import Handler, running, server
from tests.engines.drivers import ENGINES, visit
from tests.engines.page import LISTEN, EnginePage

from .test_exercises import CHAPTER, exercises_of

PATIENCE = 180  # seconds in which Python is loaded and answers

ALIVE = """(place) => {
    const element = document.querySelector(place);
    element.scrollIntoView({ block: "center" });
    return element.dataset.alive === "true";
}"""
STAGES = "() => [...document.querySelectorAll('[data-kind=stage]')].map((one) => one.id)"
FOCUS = """(place) => {
    const stage = document.querySelector(place);
    const control = stage.querySelector(".row :is(input[type=range], input, select)");
    control.focus();
    const said = stage.querySelector(".said").textContent;
    return [said, control.type === "checkbox", control.value === (control.max || "1")];
}"""
SAYS_OTHER = "([place, old]) => document.querySelector(`${place} .said`).textContent !== old"
CHECK = "(place) => document.querySelector(`${place} .primary`).click()"
VERDICT = """(place) => {
    const exercise = document.querySelector(place);
    return !exercise.querySelector(".primary").disabled
        && exercise.querySelector(".logit-verdict").textContent;
}"""
# as by pasting
WRITE = """([place, code]) => {
    const cell = document.querySelector(place).previousElementSibling.previousElementSibling;
    cell.querySelector(".cm-content").focus();
    document.execCommand("selectAll");
    document.execCommand("insertText", false, code);
}"""


class Listening(Handler):
    """Serves the site; each page listens to its console before anything else runs."""

    def do_GET(self) -> None:  # noqa: N802  (the name that http.server asks for)
        if not self.path.endswith(".html"):
            super().do_GET()
            return
        page = Path(self.translate_path(self.path)).read_text("utf-8")
        body = page.replace("<head>", f"<head><script>({LISTEN})()</script>", 1).encode()
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


def follows_a_key(page: EnginePage, place: str) -> None:
    """Move the first control of a picture, and wait for another sentence."""
    page.until(ALIVE, place)
    said, is_checkbox, is_at_end = page.evaluate(FOCUS, place)
    page.press(Keys.SPACE if is_checkbox else Keys.HOME if is_at_end else Keys.END)
    page.until(SAYS_OTHER, [place, said])


def check(page: EnginePage, place: str) -> str:
    """Check an answer; return the verdict."""
    page.evaluate(CHECK, place)
    return str(page.until(VERDICT, place, PATIENCE))


@pytest.mark.thorough
@pytest.mark.parametrize("engine", ENGINES)
def test_a_chapter_works_with_its_exercises(site: Path, engine: str) -> None:
    with running(server(site, handler=Listening)) as address:
        visit(engine, lambda driver: try_the_chapter(driver, f"{address}/{CHAPTER}.html"))


def try_the_chapter(driver: WebDriver, address: str) -> None:
    """Move each picture by a key, and check each exercise twice: not started, and right."""
    page = EnginePage(driver)
    driver.get(address)
    stages = page.evaluate(STAGES)
    assert len(stages) >= 4
    for stage in stages:
        follows_a_key(page, f"[id='{stage}']")
    for cell, solution in exercises_of(CHAPTER):
        place = f".logit-exercise[data-cell='{cell}']"
        page.until(ALIVE, place)
        assert "This exercise is not started" in check(page, place), cell
        page.evaluate(WRITE, [place, solution])
        assert check(page, place).startswith("Right."), cell
    assert page.console == []
