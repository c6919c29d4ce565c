"""A stage on the full screen: for a projector, and in the whole window where no screen is given."""

from playwright.sync_api import expect

from logit_core.explorers import learning_rate_explorer

from .conftest import OpenPage
from .plain_page import PlainPage
from .synthetic_stages import make_every_control

NO_SCREEN = 'Object.defineProperty(document, "fullscreenEnabled", { get: () => false });'
REFUSED = "Element.prototype.requestFullscreen = () => Promise.reject(new TypeError('no'));"


def fill(page: PlainPage) -> None:
    """Press the button, and wait until the stage fills the window."""
    page.button("Full screen").click()
    expect(page.button("Leave full screen")).to_be_visible()
    size = page.page.viewport_size
    assert size
    box = page.view().bounding_box()
    assert box == {"x": 0, "y": 0, "width": size["width"], "height": size["height"]}


def test_the_button_gives_the_stage_the_screen_and_takes_it_back(open_page: OpenPage) -> None:
    page = open_page(learning_rate_explorer(), width=1920, height=1080)
    before = page.photograph()
    fill(page)
    assert page.page.evaluate("document.fullscreenElement.classList[0]") == "logit-stage"
    assert page.view().evaluate("el => el.scrollHeight <= el.clientHeight")
    for part in (page.slider("epoch"), page.picture(), page.view().locator(".said")):
        expect(part).to_be_in_viewport(ratio=1)
    page.slider("epoch").press("End")
    expect(page.output("epoch")).to_have_text("100")
    page.button("Start again").click()
    page.button("Leave full screen").click()
    page.page.wait_for_function("!document.fullscreenElement")
    expect(page.button("Full screen")).to_be_visible()
    assert (page.photograph() == before).all()


def test_what_stands_in_one_line_on_the_screen_has_one_middle(open_page: OpenPage) -> None:
    page = open_page(learning_rate_explorer(), width=1920, height=1080)
    fill(page)
    parts = (page.slider("epoch"), page.output("epoch"), page.button("Play"), page.button("Step"))
    boxes = [part.bounding_box() for part in parts]
    middles = [box["y"] + box["height"] / 2 for box in boxes if box]
    assert len(middles) == 4
    assert max(middles) - min(middles) < 1


def test_where_no_screen_is_given_the_stage_fills_the_window_until_escape(
    open_page: OpenPage,
) -> None:
    for script in (NO_SCREEN, REFUSED):
        page = open_page(make_every_control(), script=script)
        before = page.view().bounding_box()
        fill(page)
        assert page.page.evaluate("document.fullscreenElement") is None
        page.page.keyboard.press("Escape")
        expect(page.button("Full screen")).to_be_visible()
        assert page.view().bounding_box() == before
        fill(page)
        page.button("Leave full screen").click()
        assert page.view().bounding_box() == before


def test_escape_in_a_drag_ends_the_drag_alone(open_page: OpenPage) -> None:
    page = open_page(learning_rate_explorer(), script=NO_SCREEN)
    fill(page)
    strip = page.picture().locator(".strip").bounding_box()
    assert strip
    page.page.mouse.move(strip["x"] + 5, strip["y"] + 20)
    page.page.mouse.down()
    page.page.keyboard.press("Escape")
    page.page.mouse.up()
    expect(page.button("Leave full screen")).to_be_visible()
    page.page.keyboard.press("Escape")
    expect(page.button("Full screen")).to_be_visible()


def test_a_stage_that_ends_gives_the_screen_back(open_page: OpenPage) -> None:
    page = open_page(make_every_control())
    fill(page)
    page.clean_up()
    page.page.wait_for_function("!document.fullscreenElement")


def test_axe_finds_no_violation_on_the_full_screen(open_page: OpenPage) -> None:
    page = open_page(make_every_control(), theme="dark")
    fill(page)
    assert page.violations() == []


def test_larger_letters_of_a_page_make_the_letters_of_a_picture_larger(
    open_page: OpenPage,
) -> None:
    page = open_page(make_every_control(), width=1600)
    usual = page.picture().bounding_box()
    page.page.add_style_tag(content=".logit-stage { font-size: 21px !important }")
    page.wait_for_frame()
    larger = page.picture().bounding_box()
    assert usual
    assert larger
    assert larger["width"] == 1.5 * usual["width"]
