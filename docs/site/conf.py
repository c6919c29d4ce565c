"""Sphinx's settings for the site. What it reads was made by `pages.py`."""

import os
from typing import Any

import sphinxcontrib.katex
from sphinx.application import Sphinx

from docs.site import tools

project = "Logistic regression"
author = "the course"
html_title = "Logistic regression, an interactive course"
language = "en"
extensions = ["myst_nb", "sphinxcontrib.katex"]

myst_enable_extensions = ["amsmath", "dollarmath"]
myst_heading_anchors = 3
myst_heading_slug_func = "docs.site.pages.slug"
nb_execution_mode = "off"
nb_merge_streams = True
nb_code_prompt_show = "Show the set-up"  # the one kind of cell that is folded away
nb_code_prompt_hide = "Hide the set-up"
suppress_warnings = ["myst.header"]  # a folded solution stands between headings of other levels

katex_prerender = True
katex_js_path = str(tools.package("katex") / "dist" / "katex.min.js")
katex_css_path = "katex/katex.min.css"
sphinxcontrib.katex.STARTUP_TIMEOUT = 60  # a busy machine is slow, not broken
# The way by a file gives up when KaTeX's server has made it and does not listen yet.
_server = sphinxcontrib.katex.KaTeXServer
_server.start_server_process = _server.start_network_socket

html_theme = "furo"
pygments_style = "a11y-high-contrast-light"
pygments_dark_style = "a11y-high-contrast-dark"
html_favicon = "look/icon.svg"
html_theme_options = {
    "navigation_with_keys": True,
    "light_css_variables": {
        "font-stack": "'Source Sans 3', 'Sans fallback', system-ui, sans-serif",
        "font-stack--monospace": "'Source Code Pro', ui-monospace, monospace",
    },
}
html_static_path = [os.environ["LOGIT_SITE_STATIC"]]
html_css_files = ["stage.css", "quiz.css", "forecast.css", "book.css", "exercise.css"]
html_js_files = [("course.js", {"type": "module"})]
html_show_sourcelink = False
html_copy_source = False
html_show_copyright = False

# what the extensions add for widgets and formulas that are made in the browser
_UNWANTED = ("require", "html-manager", "embed-amd", "mathjax")
_FACES = ("source-serif-4", "source-sans-3")


def _settle_head(
    app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: object
) -> None:
    """Name what the page loads first, and leave out what it does not need."""
    context["script_files"] = [
        one
        for one in context["script_files"]
        if not any(word in str(one.filename) for word in _UNWANTED)
    ]
    if "body" in context:  # the corner of a table is no heading
        context["body"] = context["body"].replace('<th class="head"><p></p></th>', "<td></td>")
    preload = '<link rel="preload" as="font" type="font/woff2" crossorigin href="{}">'
    faces = (f"_static/fonts/{name}-latin-wght-normal.woff2" for name in _FACES)
    context["metatags"] = "\n".join(
        [
            context.get("metatags", ""),
            *(preload.format(face) for face in faces),
            f"<meta name='logit-python' content='{os.environ['LOGIT_SITE_PYTHON']}'>",
        ]
    )


def setup(app: Sphinx) -> None:
    """Register with Sphinx."""
    app.connect("html-page-context", _settle_head, priority=900)
