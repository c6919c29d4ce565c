"""Exercises on the page: the editor, Python in the page, and what the judges say there."""

from collections.abc import Iterator

import pytest
from nbformat import read
from playwright.sync_api import Locator, Page, expect

from docs.site.places import NOTEBOOKS
from tests.notebooks.test_solutions import exercises

from .conftest import OpenPage, too_wide

CHAPTER = "01_odds_and_log_odds"
RIGHT = "def my_odds(p):\n    return np.inf if p == 1 else p / (1 - p)"
NEARLY_CERTAIN = """
def my_log_odds(p):
    if np.isclose(p, 0, atol=1e-4) or np.isclose(p, 1, atol=1e-4):
        return np.inf if p > 0.5 else -np.inf
    return np.log(p / (1 - p))
"""
ENDLESS = "while True:\n    np.linalg.eigh(np.ones((300, 300)))"


class Exercise:
    """One exercise of a page, ready to be written into."""

    def __init__(self, page: Page, cell: str) -> None:
        self.page = page
        self.place = page.locator(f".logit-exercise[data-cell={cell}]")
        self.place.scroll_into_view_if_needed()
        expect(self.place).to_have_attribute("data-alive", "true")
        editors = page.locator(".cell:has(+ .cell + .logit-exercise) .cm-content")
        order = page.locator(".logit-exercise").evaluate_all(
            "(all, cell) => all.findIndex((one) => one.dataset.cell === cell)", cell
        )
        self.editor = editors.nth(order)

    def write(self, code: str) -> None:
        """Replace what stands in the editor, as by pasting."""
        self.editor.click()
        self.page.keyboard.press("ControlOrMeta+a")
        self.page.keyboard.insert_text(code)

    def button(self, words: str) -> Locator:
        return self.place.get_by_role("button", name=words)

    @property
    def verdict(self) -> Locator:
        return self.place.locator(".logit-verdict")

    def check(self, code: str | None = None) -> Locator:
        """Check an answer, and return where the verdict stands."""
        if code is not None:
            self.write(code)
        self.button("Check my answer").click()
        expect(self.button("Stop")).to_be_hidden(timeout=180_000)
        return self.verdict


def exercises_of(name: str) -> Iterator[tuple[str, str]]:
    """Yield the cell of each exercise of a chapter, and its folded solution."""
    path = NOTEBOOKS / f"{name}.ipynb"
    if path.exists():
        for stub, _, solution in exercises(read(path, 4)):
            yield stub.id, solution


def test_every_exercise_gets_a_wrong_and_a_right_verdict(
    open_page: OpenPage, page_name: str
) -> None:
    page = open_page(page_name)
    for cell, solution in exercises_of(page_name):
        exercise = Exercise(page, cell)
        expect(exercise.check()).to_contain_text("Not yet. This exercise is not started")
        expect(exercise.check(solution)).to_contain_text("Right.")
        expect(exercise.place.get_by_text("You have passed this one.")).to_be_visible()


def test_what_one_change_of_the_code_would_make_right_is_named_on_the_page_too(
    open_page: OpenPage,
) -> None:
    exercise = Exercise(open_page(CHAPTER), "exercise-log-odds")
    verdict = exercise.check(NEARLY_CERTAIN)
    expect(verdict).to_contain_text("Your isclose takes numbers for equal that only lie close.")


@pytest.mark.parametrize(("width", "wraps"), [(390, True), (1280, False)])
def test_a_long_line_goes_on_below_on_a_phone(open_page: OpenPage, width: int, wraps: bool) -> None:
    page = open_page(CHAPTER, width=width)
    exercise = Exercise(page, "exercise-odds")
    exercise.write("def my_odds(p):\n    return " + " + ".join(20 * ["p / (1 - p)"]))
    scroller = exercise.editor.locator("..")
    is_wide = scroller.evaluate("(one) => one.scrollWidth > one.clientWidth")
    heights = exercise.editor.locator(".cm-line").evaluate_all(
        "all => all.map((one) => one.getBoundingClientRect().height)"
    )
    assert (heights[1] > 2 * heights[0], is_wide) == (wraps, not wraps)
    assert too_wide(page) == []


@pytest.mark.parametrize("width", [390, 1280])
def test_an_editor_takes_the_room_of_the_cell_that_it_replaces(
    open_page: OpenPage, width: int
) -> None:
    def keep_editors_away(page: Page) -> None:
        page.route("**/editor-*.js", lambda route: route.abort())

    height = "all => all.map((one) => Math.round(one.getBoundingClientRect().height))"
    cells = ".cell:has(+ .cell + .logit-exercise)"
    waiting = open_page(CHAPTER, width=width, prepare=keep_editors_away, complains=True)
    kept = waiting.eval_on_selector_all(f"{cells} .cell_input", height)
    page = open_page(CHAPTER, width=width)
    for place in page.locator(".logit-exercise").all():
        place.scroll_into_view_if_needed()
        expect(place).to_have_attribute("data-alive", "true")
    taken = page.eval_on_selector_all(f"{cells} .logit-editor", height)
    assert taken == pytest.approx(kept, abs=2)
    assert taken


@pytest.mark.thorough
def test_an_answer_is_kept_stopped_and_started_over(open_page: OpenPage) -> None:
    page = open_page(CHAPTER)
    exercise = Exercise(page, "exercise-odds")
    exercise.write(ENDLESS)
    exercise.editor.press("Shift+Enter")
    expect(exercise.place.get_by_text("running")).to_be_visible(timeout=180_000)
    exercise.button("Stop").click()
    expect(exercise.verdict).to_contain_text("Stopped. Python starts anew")
    expect(exercise.check("def my_odds(p):\n    return p / q\n\n\nmy_odds(0.5)")).to_contain_text(
        'File "<your answer>", line 2, in my_odds\n    return p / q\n'
    )
    expect(exercise.check(RIGHT)).to_contain_text("Right.")
    page.reload()
    exercise = Exercise(page, "exercise-odds")
    expect(exercise.editor).to_contain_text("return np.inf if p == 1")
    expect(exercise.place.get_by_text("You have passed this one.")).to_be_visible()
    exercise.button("Start over").click()
    expect(exercise.editor).to_contain_text("...")
    page.reload()
    expect(Exercise(page, "exercise-odds").editor).to_contain_text("...")


@pytest.mark.thorough
def test_what_does_not_arrive_is_told_and_tried_again(open_page: OpenPage) -> None:
    def break_python(page: Page) -> None:
        page.route("**/pyodide/*", lambda route: route.abort())

    page = open_page(CHAPTER, prepare=break_python, complains=True)
    exercise = Exercise(page, "exercise-odds")
    expect(exercise.check(RIGHT)).to_contain_text("Python could not be loaded from this site")
    page.unroute("**/pyodide/*")
    expect(exercise.check()).to_contain_text("Right.")


@pytest.mark.thorough
def test_where_nothing_can_be_kept_an_answer_is_judged_all_the_same(open_page: OpenPage) -> None:
    def keep_nothing(page: Page) -> None:
        page.add_init_script(
            "Object.defineProperty(window, 'localStorage', { get() { throw new Error('no') } })"
        )

    # the theme complains: it asks the browser which colours were chosen before
    page = open_page(CHAPTER, prepare=keep_nothing, complains=True)
    exercise = Exercise(page, "exercise-odds")
    exercise.write(RIGHT)
    expect(exercise.place.locator(".said")).to_contain_text("keeps nothing")
    expect(exercise.check()).to_contain_text("Right.")
    expect(exercise.place.locator(".said")).to_contain_text("keeps nothing")  # after Python's words


def test_python_is_asked_for_when_an_editor_is_entered_and_says_how_much_it_is(
    open_page: OpenPage,
) -> None:
    asked: list[str] = []

    def hold_python(page: Page) -> None:
        page.route("**/pyodide/*", lambda route: asked.append(route.request.url))

    page = open_page(CHAPTER, prepare=hold_python)
    exercise = Exercise(page, "exercise-odds")
    assert asked == []
    with page.context.expect_event("request", lambda request: "/pyodide/" in request.url):
        exercise.editor.click()
    said = exercise.place.locator(".said")
    expect(said).to_have_text("Python comes from this site, about 10 MB, once …")


@pytest.mark.thorough
def test_answers_can_be_deleted(open_page: OpenPage) -> None:
    page = open_page(CHAPTER)
    Exercise(page, "exercise-odds").write("kept = True")
    page.on("dialog", lambda dialog: dialog.accept())
    with page.expect_navigation():
        page.get_by_role("button", name="Delete my answers").click()
    expect(Exercise(page, "exercise-odds").editor).to_contain_text("...")
