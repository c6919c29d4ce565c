"""In which order the pictures of a page come alive."""

from contextlib import closing
from pathlib import Path

from playwright.sync_api import Browser, Route

PAGE = Path(__file__).parents[2] / "docs" / "site" / "page"
FILES = {
    "": (
        "text/html",
        "<!doctype html><style>.logit-embed { height: 150px }</style>"
        + "".join(f'<div class="logit-embed" data-kind="stage" id="{k}"></div>' for k in range(10))
        + '<script type="module">import { wakeNear } from "./waking.js"; wakeNear();</script>',
    ),
    "waking.js": ("text/javascript", (PAGE / "waking.js").read_text("utf-8")),
    # the reader jumps to the end of the page while the first picture comes alive
    "pictures.js": (
        "text/javascript",
        """
        window.woken = [];
        export async function showStage({ id }) {
            woken.push(Number(id));
            if (woken.length === 1) scrollTo(0, document.body.scrollHeight);
            await new Promise((go) => setTimeout(go, 20));
        }
        """,
    ),
}


def test_what_a_reader_jumps_to_comes_alive_before_what_waited(browser: Browser) -> None:
    def answer(route: Route) -> None:
        kind, text = FILES[route.request.url.rsplit("/", 1)[-1]]
        route.fulfill(content_type=kind, body=text)

    with closing(browser.new_page(viewport={"width": 400, "height": 300})) as page:
        page.route("**/*", answer)
        page.goto("http://127.0.0.1/")
        page.wait_for_function("document.querySelectorAll('[data-alive]').length === 10")
        assert page.evaluate("woken") == [0, 8, 9, 7, 6, 5, 4, 3, 2, 1]
