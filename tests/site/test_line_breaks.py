"""Lines break in long names, and not between a formula and its comma."""

from docutils import nodes
from docutils.utils import new_document

from docs.site.line_breaks import break_at_gaps, join_marks, let_names_break

from .conftest import OpenPage

# the formulas that are torn from their marks: these stand on two lines
TORN = """() => [...document.querySelectorAll("article .logit-whole")]
    .filter((whole) => new Set([...whole.getClientRects()].map((box) => box.top)).size > 1)
    .map((whole) => whole.textContent)"""


def test_a_formula_takes_its_marks_along() -> None:
    document = new_document("page")
    w, x, p = (nodes.math("", letter) for letter in "wxp")
    text = [nodes.Text("See ("), w, nodes.Text("), "), x, nodes.Text(", "), p, nodes.Text(" it.")]
    document += nodes.paragraph("", "", *text)
    join_marks(document)
    boxes = [box.astext() for box in document.findall(nodes.inline)]
    assert boxes == ["(w),", "x,"]
    assert document.astext() == "See (w), x, p it."


def test_no_line_breaks_between_a_formula_and_its_mark(open_page: OpenPage) -> None:
    page = open_page("01_odds_and_log_odds", width=390)
    assert page.locator("article .logit-whole").count() > 10
    assert page.evaluate(TORN) == []


def test_formulas_side_by_side_break_between_them_alone() -> None:
    assert break_at_gaps(r"a = b, \qquad c = d \qquad e.") == (
        r"a = b, \qquad\allowbreak {c = d}\qquad\allowbreak {e.}"
    )
    for one in (r"a = b", r"\begin{aligned} a, \qquad b \end{aligned}", r"a, \qquad b \\ c"):
        assert break_at_gaps(one) == one


def test_names_break_after_an_underscore_and_in_no_other_place() -> None:
    name = '<span class="pre">mean_loss_of</span>'
    assert let_names_break(name) == '<span class="pre">mean_<wbr>loss_<wbr>of</span>'
    assert let_names_break('<a id="mean_loss">mean_loss</a>') == '<a id="mean_loss">mean_loss</a>'
