"""Sphinx's settings for the site. What it reads was made by `pages.py`."""

import json
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import sphinxcontrib.katex
from docutils import nodes
from sphinx.application import Sphinx

from docs.site import katex, my_answers, tools
from docs.site.glossary import link_words
from docs.site.joining import SCRIPT, SHEET, join
from docs.site.line_breaks import (
    break_between_formulas,
    keep_marks_with_formulas,
    let_names_break,
)
from docs.site.places import COPIES
from docs.site.slides import PREFIX
from docs.site.stills import keep_room

project = "Logistic regression"
author = "the course"
html_title = "Logistic regression, an interactive course"
language = "en"
extensions = ["myst_nb", "sphinx.ext.autodoc", "sphinx.ext.napoleon", "sphinxcontrib.katex"]

myst_enable_extensions = ["amsmath", "dollarmath"]
myst_heading_anchors = 3
myst_heading_slug_func = "docs.site.pages.slug"
nb_execution_mode = "off"
nb_merge_streams = True
nb_code_prompt_show = "Show the set-up"  # the one kind of cell that is folded away
nb_code_prompt_hide = "Hide the set-up"
suppress_warnings = ["myst.header"]  # a folded solution stands between headings of other levels

default_role = "py:obj"  # a name in a docstring leads to what it names
napoleon_google_docstring = False
napoleon_use_rtype = False  # what is returned, and its type, in one line
autodoc_preserve_defaults = True  # a constant by its name
autodoc_typehints = "none"  # the docstrings tell shapes and units

katex_prerender = True
katex_js_path = str(tools.package("katex") / "dist" / "katex.min.js")
katex_css_path = "katex/katex.min.css"
sphinxcontrib.katex.STARTUP_TIMEOUT = 60  # a busy machine is slow, not broken
sphinxcontrib.katex.KaTeXServer.start_server_process = classmethod(katex.start)

logit_words = json.loads(os.environ["LOGIT_SITE_WORDS"])

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
templates_path = ["look"]
html_static_path = [os.environ["LOGIT_SITE_STATIC"]]
html_css_files = [(SHEET, {"priority": 200}), "course.css"]
html_js_files = [SCRIPT, ("course.js", {"type": "module"})]
html_show_sourcelink = False
html_copy_source = False
html_show_copyright = False

# what the extensions add for widgets and formulas that are made in the browser
_UNWANTED = ("require", "html-manager", "embed-amd", "mathjax")
_STATIC = Path(os.environ["LOGIT_SITE_STATIC"])
_DATA = re.compile(r'data-kind="stage" data-src="([^"]+)"')
_IMPORTED = re.compile(r'from"\./([^"]+)"')
_PYTHON = f"<meta name='logit-python' content='{os.environ['LOGIT_SITE_PYTHON']}'>"
_FACES = ("fonts/source-serif-4-latin-400-normal", "fonts/source-sans-3-latin-wght-normal")
# those of words and of most formulas, each by what a page has that is set in it
_WHERE_NEEDED = {
    "fonts/source-serif-4-latin-400-italic": "<em>",
    "katex/fonts/KaTeX_Main-Regular": 'class="katex-html"',
    "katex/fonts/KaTeX_Math-Italic": "mathnormal",
}


def _settle_head(
    app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: object
) -> str | None:
    """Name what the page loads first, and leave out what it does not need; choose its template."""
    context["script_files"] = [
        one
        for one in context["script_files"]
        if not any(word in str(one.filename) for word in _UNWANTED)
    ]
    join(context, Path(app.outdir))
    if "body" in context:  # the corner of a table is no heading
        body = context["body"].replace('<th class="head"><p></p></th>', "<td></td>")
        context["body"] = let_names_break(body)
        if not page.startswith(PREFIX):  # where a picture's room is what the slide leaves it
            stills = {name: Path(app.srcdir, file) for file, name in app.builder.images.items()}
            context["body"] = keep_room(context["body"], stills)
    for part in {"body", "furo_navigation_tree"} & set(context):  # the captions of contents
        context[part] = context[part].replace('role="heading"', 'role="heading" aria-level="2"')
    preload = '<link rel="preload" as="font" type="font/woff2" crossorigin href="{}">'
    here = [name for name, mark in _WHERE_NEEDED.items() if mark in context.get("body", "")]
    faces = [f"_static/{name}.woff2" for name in (*_FACES, *here)]
    context["metatags"] = "\n".join(
        [
            context.get("metatags", ""),
            *_for_the_first_picture(context.get("body", ""), is_front=page == "index"),
            *(preload.format(face) for face in faces),
            _PYTHON,
        ]
    )
    context["python"], context["copies"] = _PYTHON, COPIES  # slides have a head of their own
    return "slides.html" if page.startswith(PREFIX) else None


def _for_the_first_picture(body: str, *, is_front: bool) -> Iterator[str]:
    """Yield links for what a picture needs, so that it comes beside the page and before the faces.

    Without them each file is asked for when the one before it has arrived and has been read.
    """
    data = _DATA.search(body)
    if data is None:
        return
    if is_front:  # elsewhere it may be far down the page
        yield f'<link rel="preload" as="fetch" crossorigin href="{data[1]}">'
    (pictures,) = _STATIC.glob("pictures-*.js")
    for name in [pictures.name, *_IMPORTED.findall(pictures.read_text("utf-8"))]:
        yield f'<link rel="modulepreload" href="_static/{name}">'


def _mark_captions(app: Sphinx, doctree: nodes.document) -> None:
    """Let what stands below a picture be known from what a text only stresses."""
    for stressed in doctree.findall(nodes.emphasis):
        if stressed.astext().startswith("Figure: "):
            stressed["classes"].append("logit-caption")


def _leave_out_of_search(app: Sphinx, doctree: nodes.document) -> None:
    """Keep out of the search what the pages show as well, and of the contents the slides."""
    page = app.env.docname
    if page == my_answers.PAGE:
        app.env.metadata[page].update(nosearch=True)
    if page.startswith(PREFIX):
        app.env.metadata[page].update(orphan=True, nosearch=True)


def setup(app: Sphinx) -> None:
    """Register with Sphinx."""
    app.add_config_value("logit_words", [], "env")
    app.connect("doctree-read", link_words)
    app.connect("doctree-read", _mark_captions)
    app.connect("doctree-read", keep_marks_with_formulas)
    app.connect("doctree-read", break_between_formulas)
    app.connect("doctree-read", _leave_out_of_search)
    app.connect("html-page-context", _settle_head, priority=900)
