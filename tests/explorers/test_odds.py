"""The odds explorer, against fractions."""

import math
import re
from fractions import Fraction
from typing import Any

import matplotlib as mpl
import numpy as np
import pytest
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.lines import Line2D

from logit_core.explorers import odds_explorer
from logit_core.figures.style import CLASS_STYLES

from .reading import as_number, usual
from .sweeping import sweep


def test_the_odds_explorer_holds_at_every_position() -> None:
    assert sweep(usual(odds_explorer)) == 99 + 4


def test_the_sentence_says_what_fractions_give() -> None:
    stage = usual(odds_explorer)
    for position, label in enumerate(stage.controls["probability"]):
        p = Fraction(label)
        o, z = p / (1 - p), math.log(p / (1 - p))
        sentence = stage.sentence_at(probability=position)
        said = re.match(
            r"Probability (\S+) means odds of (\d+) to (\d+), as a number (\S+), and log-odds of "
            r"(\S+)\. The other answer has probability (\S+), odds of (\d+) to (\d+) and log-odds "
            r"of (\S+?)\.(?: Odds of (\S+) lie beyond the end of their line\.)?$",
            sentence,
        )
        assert said, sentence
        assert (said[1], Fraction(said[6])) == (label, 1 - p)
        assert Fraction(int(said[2]), int(said[3])) == o == 1 / Fraction(int(said[7]), int(said[8]))
        assert float(said[4]) == pytest.approx(float(o), rel=0.006)
        assert (as_number(said[5]), as_number(said[9])) == pytest.approx((z, -z), abs=0.0006)
        assert (said[10] is not None) == (max(o, 1 / o) > 10)
        if said[10]:
            assert float(said[10]) == pytest.approx(float(max(o, 1 / o)), rel=0.006)


@pytest.mark.parametrize(("label", "beyond"), [("0.75", False), ("1/3", False), ("0.95", True)])
def test_the_marks_stand_on_their_number_lines(label: str, beyond: bool) -> None:
    stage = usual(odds_explorer)
    (ax,) = stage.snapshot(probability=stage.controls["probability"].index(label)).axes
    yes_link, yes_marks, yes_triangle, _, no_marks, no_triangle = moving(ax)
    p = Fraction(label)
    places = [float(p), float(p / (1 - p)) / 10, (math.log(p / (1 - p)) + 5) / 10]
    if beyond:
        assert np.isnan(yes_marks.get_xdata()[1])
        assert yes_triangle.get_xdata()[0] == yes_link.get_xdata()[1] > 1
        places[1] = yes_link.get_xdata()[1]
    else:
        assert np.isnan(yes_triangle.get_xdata()[0])
        assert yes_marks.get_xdata() == pytest.approx(places)
    assert yes_link.get_xdata() == pytest.approx([places[k] for k in (0, 1, 1, 2)])
    assert np.isnan(no_triangle.get_xdata()[0])
    mirrored = [float(1 - p), float((1 - p) / p) / 10, (5 - math.log(p / (1 - p))) / 10]
    assert no_marks.get_xdata() == pytest.approx(mirrored)


def test_links_run_past_the_numbers_not_through_them() -> None:
    stage = usual(odds_explorer)
    (ax,) = stage.fig.axes
    FigureCanvasAgg(stage.fig).draw()
    links = [line for line in ax.lines if len(line.get_xdata()) == 4]
    assert len(links) == 9 + 2
    for link in links:
        assert link.get_ydata()[[0, 1, 3]].tolist() == [2, 1, 0]
    straight = links[0].get_ydata()[2]  # so far down they run upright
    numbers = [text for text in ax.texts if re.fullmatch(r"−?\d(\.\d)?|10", text.get_text())]
    assert len(numbers) == 3 * 11
    for number in numbers:
        low, high = number.get_window_extent().transformed(ax.transData.inverted()).intervaly
        assert low > 2 or straight < low < high < 1 or high < 0
        assert number.get_fontsize() >= 10
        assert number.get_bbox_patch().get_alpha() is None  # opaque, and above the links
        assert number.get_zorder() > max(link.get_zorder() for link in links)


def moving(ax: Axes) -> list[Line2D]:
    """Return the lines of the odds explorer that move: link, marks and triangle, twice."""
    colors = [style.color for style in CLASS_STYLES]
    looks = [(line.get_color() in colors, line.get_marker()) for line in ax.lines]
    links = [k for k, look in enumerate(looks) if look == (True, "None")]
    return [line for k in links for line in ax.lines[k : k + 3]]


def test_the_column_at_the_right_says_what_is_marked() -> None:
    stage = usual(odds_explorer)
    (ax,) = stage.snapshot(probability=stage.controls["probability"].index("0.95")).axes
    texts = [text.get_text() for text in ax.texts][-6:]
    assert texts == ["0.95", "19 to 1", "2.944", "0.05", "1 to 19", "−2.944"]


def test_letters_are_measured_anew_when_the_reader_chooses_another_font() -> None:
    def places() -> list[Any]:
        stage = odds_explorer()
        stage.send()
        return [mark["places"] for mark in stage.scene["marks"] if mark["kind"] == "text"]

    before = places()
    with mpl.rc_context({"font.sans-serif": ["DejaVu Sans Mono"]}):
        assert places() != before
    assert places() == before
