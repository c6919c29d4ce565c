"""The picture in a dark page: greys become others, colours of data stay and are seen on both."""

import numpy as np
import pytest
from matplotlib.colors import to_rgb

from logit_core.explorers import Stage
from logit_core.figures.style import BLUE, GREEN, PROBABILITY_COLORS, PURPLE, VERMILION
from logit_core.stage.neutrals import NEUTRALS, darkened, darkened_map
from logit_core.stage.pictures import png

from .stages import make_axes

WHITE, NIGHT = "#ffffff", NEUTRALS["#ffffff"]


def luminance(color: str) -> float:
    """Return the relative luminance of WCAG 2."""
    channels = np.array(to_rgb(color))
    linear = np.where(channels <= 0.04045, channels / 12.92, ((channels + 0.055) / 1.055) ** 2.4)
    return float(linear @ [0.2126, 0.7152, 0.0722])


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of WCAG 2."""
    pale, deep = sorted([luminance(one), luminance(other)], reverse=True)
    return (pale + 0.05) / (deep + 0.05)


@pytest.mark.parametrize("color", [BLUE, VERMILION, GREEN, PURPLE])
def test_a_colour_of_data_is_seen_on_both_grounds(color: str) -> None:
    assert min(contrast(color, WHITE), contrast(color, NIGHT)) >= 3
    assert darkened(color) == color


def test_greys_keep_their_order_and_words_their_contrast() -> None:
    by_day = sorted(NEUTRALS, key=luminance)
    by_night = [luminance(NEUTRALS[color]) for color in by_day]
    assert by_night == sorted(by_night, reverse=True)
    assert len(set(by_night)) == len(by_night)
    for color in by_day:
        for enough in (3, 4.5, 7):
            if contrast(color, WHITE) >= enough:
                assert contrast(NEUTRALS[color], NIGHT) >= enough, color


def test_a_grey_without_another_for_the_dark_is_refused() -> None:
    fig, ax = make_axes()
    ax.axhline(0, color="0.55")
    with pytest.raises(ValueError, match=r"such as #808080, got #8c8c8c in Line2D"):
        Stage(fig)
    stage = Stage(make_axes()[0])
    fig, ax = make_axes()
    ax.axvspan(0, 1, color="0.55")
    with pytest.raises(ValueError, match="got #8c8c8c in Rectangle"):
        stage.clear(fig)
    fig, ax = make_axes()
    stage, (line,) = Stage(fig, k=2), ax.plot([0, 1], [0, 1])
    line.set_color("0.55")
    with pytest.raises(ValueError, match="got #8c8c8c in Line2D"):
        stage.moves(line, y=[[0, 1], [1, 0]])


def test_opacity_stays_and_nothing_stays_nothing() -> None:
    assert darkened((1, 1, 1, 0.5)) == (*to_rgb(NIGHT), 0.5)
    assert darkened("none") == "none"


def test_the_pale_middle_of_a_field_becomes_dark_and_its_ends_stay() -> None:
    ends = [0.0, 0.5, 1.0]
    day, night = PROBABILITY_COLORS(ends), darkened_map(PROBABILITY_COLORS)(ends)
    assert night[1, :3].max() < 0.2 < 0.9 < day[1, :3].min()
    assert night[[0, 2]] == pytest.approx(day[[0, 2]], abs=0.01)


def test_a_snapshot_in_the_dark_leaves_the_next_one_as_it_was() -> None:
    fig, ax = make_axes()
    ax.plot([0, 1], [0, 1], "o-", color="0.4", markeredgecolor="white", label="rising")
    ax.annotate("here", (0, 0), (1, 1), arrowprops={"arrowstyle": "->"}, color="0.3")
    ax.scatter([0], [1], color=["0.2"], edgecolors="white")
    ax.axvspan(0, 1, facecolor="0.9")
    ax.legend()
    stage = Stage(fig).field(ax, [0.5, -1.0, 2.0])
    before = png(stage.snapshot())
    assert png(stage.snapshot(dark=True)) != before
    assert png(stage.snapshot()) == before
    stage.snapshot(dark=True)
    stage.send()
    assert stage.scene["background"] == WHITE
