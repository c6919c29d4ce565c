"""A page without Jupyter that shows a quiz or the game: a script, and a model to be asked."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, Route

from logit_core import quizzes

FILES = Path(quizzes.__file__).parent
ADDRESS = "http://quiz.test/"
PAGE = """<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>{name}</title>
<link rel="stylesheet" href="{name}.css">
<body><main><h1>{name}</h1><div id="one"></div></main>
<script type="module">
import form from "./{name}.js";
const traits = {traits};
form.render({{ model: {{ get: (trait) => traits[trait] }}, el: document.getElementById("one") }});
</script></body>
</html>"""


@dataclass
class FormPage:
    """The page, what its console said, and what it asked for."""

    page: Page
    console: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)

    def show_anew(self) -> Page:
        """Load the page again, with an empty console."""
        self.console.clear()
        self.requests.clear()
        self.page.goto(ADDRESS)
        return self.page


@contextmanager
def form_page(browser: Browser, name: str, **traits: Any) -> Iterator[FormPage]:
    """Open a page 400 pixels wide that shows the script of this name with these traits."""
    context = browser.new_context(viewport={"width": 400, "height": 900})
    form = FormPage(context.new_page())
    form.page.on("console", lambda message: form.console.append(message.text))
    form.page.on("pageerror", lambda error: form.console.append(str(error)))
    form.page.on("request", lambda request: form.requests.append(request.url))

    def answer(route: Route) -> None:
        asked = route.request.url.rpartition("/")[2]
        if asked in (f"{name}.js", f"{name}.css"):
            route.fulfill(path=FILES / asked)
        elif asked == "":
            body = PAGE.format(name=name, traits=json.dumps(traits))
            route.fulfill(body=body, content_type="text/html")
        else:
            route.fulfill(status=204)

    form.page.route("**/*", answer)
    yield form
    context.close()
