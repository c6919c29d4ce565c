"""What a verdict says, as text and on a page."""

import html
import re

import numpy as np
import pytest

from logit_core.exercises import Verdict


def test_verdict_is_true_exactly_when_passed():
    assert Verdict(True, "All inputs agree.")
    assert not Verdict(False, "Something differs.")


def test_verdict_cannot_be_changed():
    with pytest.raises(AttributeError):
        Verdict(False, "Something differs.").passed = True


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        ({"passed": 1}, "passed must be True or False, got 1$"),
        ({"message": None}, "message must be a text, got None$"),
        ({"hint": 3}, "hint must be a text, got 3$"),
        ({"see": ["Downhill"]}, r"see must be a text, got \['Downhill'\]$"),
    ],
)
def test_a_verdict_that_could_not_be_told_is_refused_by_name(given, reason):
    with pytest.raises(ValueError, match=f"^{reason}"):
        Verdict(**{"passed": True, "message": "All inputs agree.", **given})


def test_a_verdict_takes_the_truth_of_numpy():
    assert bool(Verdict(np.True_, "All inputs agree.")) is True


def test_verdict_reads_as_plain_text():
    assert repr(Verdict(True, "All inputs agree.")) == "Right. All inputs agree."
    assert repr(Verdict(False, "It differs.", "Look again.")) == (
        "Not yet. It differs.\nHint: Look again."
    )


@pytest.mark.parametrize(
    ("see", "said"),
    [
        ("One slack for all", 'See "One slack for all" in this chapter.'),
        ("chapter 2, Break it", 'See "Break it" in chapter 2.'),
    ],
)
def test_the_section_to_see_has_a_line_of_its_own_before_the_hint(see, said):
    verdict = Verdict(False, "It differs.", "Look again.", see)
    assert repr(verdict).splitlines() == ["Not yet. It differs.", said, "Hint: Look again."]
    words = re.sub("<br>", "\n", verdict._repr_html_())
    words = html.unescape(re.sub("<[^>]+>", "", words))
    assert words == repr(verdict)


def test_verdict_says_in_words_what_its_colour_says():
    passed, failed = Verdict(True, "a")._repr_html_(), Verdict(False, "a")._repr_html_()
    assert "<strong>Right.</strong>" in passed
    assert "<strong>Not yet.</strong>" in failed
    assert 'role="status"' in passed
    assert 'role="status"' in failed


def test_the_edge_of_a_verdict_tells_success_from_the_rest():
    passed, failed = Verdict(True, "a")._repr_html_(), Verdict(False, "a")._repr_html_()
    assert "--jp-success-color" in passed
    assert "--jp-warn-color" not in passed
    assert "--jp-warn-color" in failed
    assert "--jp-success-color" not in failed


def test_verdict_leaves_text_and_background_to_the_theme():
    shown = Verdict(False, "a", "b")._repr_html_().replace("--jp-warn-color", "")
    assert "color:" not in shown
    assert "background" not in shown


def test_verdict_escapes_html():
    shown = Verdict(False, "1 < 2 & <script>", "<b>")._repr_html_()
    assert "1 &lt; 2 &amp; &lt;script&gt;" in shown
    assert "Hint: &lt;b&gt;" in shown


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "utf-8", "no-such-encoding"])
def test_a_verdict_prints_on_any_terminal(encoding, monkeypatch):
    class Terminal:
        pass

    terminal = Terminal()
    terminal.encoding = encoding
    verdict = Verdict(False, "Your values are those of \u03c3(-z).", "\u2212 and \U0001f600")
    monkeypatch.setattr("sys.stdout", terminal)
    said = repr(verdict)
    monkeypatch.undo()
    said.encode(encoding if encoding != "no-such-encoding" else "ascii")
    assert said.startswith("Not yet. Your values are those of ")
    if encoding == "utf-8":
        assert "\u03c3" in said
    elif encoding != "no-such-encoding":
        assert "sigma(-z)" in said
