"""The mails: against a count of dots and against Bayes' rule."""

import itertools

import numpy as np
import pytest

from logit_core.explorers import Stage, mails_explorer

from .reading import numbers
from .sweeping import sweep

COUNTS = "Left are {} spam mails and {} good ones: odds {} by counting"
SUM = "adds up to log-odds {}, odds {}(?=[.:])"


@pytest.fixture(scope="module")
def stage() -> Stage:
    return mails_explorer()


def asked(**clues: int) -> dict[str, int]:
    return {"free": 0, "offer": 0, "sender": 0, "name": 0} | clues


def test_the_mails_explorer_holds_at_every_position(stage: Stage) -> None:
    assert sweep(stage, rendered=4) == 16


@pytest.mark.parametrize(
    ("clues", "spam", "good"),
    [
        ({}, 1000, 4000),
        ({"free": 1}, 300, 200),
        ({"free": 1, "sender": 1}, 240, 80),
        ({"free": 1, "sender": 1, "name": 1}, 48, 32),
        ({"name": 1}, 200, 1600),
        ({"sender": 1, "name": 1}, 160, 640),
    ],
)
def test_what_is_left_is_counted(stage: Stage, clues: dict[str, int], spam: int, good: int) -> None:
    here = asked(**clues)
    assert numbers(stage, COUNTS, **here) == [spam, good, pytest.approx(spam / good, rel=5e-3)]
    assert dots(stage, here) == [good, spam]
    texts = [text.get_text() for text in stage.snapshot(**here).axes[0].texts]
    assert texts == [f"{good} of 4000 good mails", f"{spam} of 1000 spam mails"]


def dots(stage: Stage, here: dict[str, int]) -> list[int]:
    """Return how many dots of each class are drawn in its colour."""
    lines = stage.snapshot(**here).axes[0].lines[16:]  # above the grey ones
    seen = [int(np.isfinite(line.get_xydata()).all(axis=1).sum()) // 2 for line in lines]
    colors = [line.get_color() for line in lines]
    return [
        sum(n for n, color in zip(seen, colors, strict=True) if color == one)
        for one in dict.fromkeys(colors)
    ]


def test_independent_clues_add_up_to_the_count(stage: Stage) -> None:
    for free, sender, name in itertools.product((0, 1), repeat=3):
        here = asked(free=free, sender=sender, name=name)
        spam, good, _ = numbers(stage, COUNTS, **here)
        log_odds, odds = numbers(stage, SUM, **here)
        assert log_odds == pytest.approx(np.log(spam / good), abs=5e-3)
        assert odds == pytest.approx(spam / good, rel=5e-3)


def test_a_clue_counted_twice_removes_nobody_and_the_sum_jumps(stage: Stage) -> None:
    once, twice = asked(free=1, sender=1), asked(free=1, sender=1, offer=1)
    assert dots(stage, once) == dots(stage, twice)
    assert numbers(stage, COUNTS, **once) == numbers(stage, COUNTS, **twice)
    before, after = (numbers(stage, SUM, **here)[1] for here in (once, twice))
    assert after == pytest.approx(6 * before, rel=1e-2)
    assert "offer" in stage.sentence_at(**twice).partition("adds up")[2]
    assert "no news" not in stage.sentence_at(**asked(offer=1))


def test_the_arrows_end_at_the_sum(stage: Stage) -> None:
    for here in (asked(), asked(free=1, offer=1, sender=1, name=1), asked(name=1)):
        axes = stage.snapshot(**here).axes[1]
        ends = [line.get_xydata()[-1] for line in axes.lines[1:] if len(line.get_xydata()) == 2]
        shafts = [end for end in ends if np.isfinite(end).all()]
        *_, total, counted = (line.get_xydata()[0, 0] for line in axes.lines)
        log_odds = numbers(stage, SUM, **here)[0]
        assert total == pytest.approx(log_odds, abs=5e-3)
        assert total == pytest.approx(max(shafts, key=lambda end: end[1])[0])
        assert (counted == pytest.approx(total)) == (not (here["free"] and here["offer"]))
