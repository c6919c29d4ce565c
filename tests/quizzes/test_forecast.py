"""The game "How sure are you?": its bank of statements, and how they are dealt."""

import math
import re
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from logit_core.quizzes import Forecast, Statement, how_sure, read_statements

BANK = read_statements()
TRUE, FALSE = Statement("1 < 2.", True, "It is."), Statement("2 < 1.", False, "It is not.")


def statement_with(words: str) -> Statement:
    (found,) = (one for one in BANK if words in one.text)
    return found


def numbers_in(text: str) -> list[float]:
    return [float(number.replace(",", "")) for number in re.findall(r"\d[\d,]*(?:\.\d+)?", text)]


def test_half_of_the_thirty_statements_are_true() -> None:
    assert len({one.text for one in BANK}) == 30
    assert sum(one.true for one in BANK) == 15


@pytest.mark.parametrize("one", BANK, ids=lambda one: one.text[:30])
def test_a_statement_is_short_and_plain_and_says_why(one: Statement) -> None:
    for text in (one.text, one.why):
        assert text == text.strip()
        assert text.endswith(".")
        assert not re.search(r"[$\n\\!`]", text)
    assert len(one.text.split()) <= 20
    assert 4 <= len(one.why.split()) <= 26


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Light from the Sun", [150, 300_000, 150e6 / 300_000]),
        ("share a birthday", [1 - math.prod((365 - k) / 365 for k in range(23)), 23 * 22 / 2]),
        ("folded in half 42", [2, 42, 0.1, 2**42 * 0.1e-6, 384_000]),
        ("52 cards", [8, 67, 1, 50]),
        ("Cleopatra", [2560, 69]),
        ("square root", [0.25, math.sqrt(0.25)]),
    ],
)
def test_what_can_be_computed_is_right(words: str, expected: list[float]) -> None:
    assert numbers_in(statement_with(words).why) == pytest.approx(expected, rel=2e-3)


def test_a_pack_of_cards_has_more_orders_than_the_earth_has_atoms() -> None:
    """Earth: 6e24 kg at a mean of 27 or more atomic mass units; even hydrogen would not do."""
    assert 8e67 < math.factorial(52) < 8.1e67
    assert math.factorial(52) > 5.97e24 / 1.67e-27
    assert pytest.approx(1.3e50, rel=0.1) == 5.97e24 / (27 * 1.66e-27)


@pytest.mark.parametrize("seed", [0, 1, 2, np.int64(7)])
def test_three_rounds_deal_the_whole_bank_five_true_and_five_false_each(seed: int) -> None:
    rounds = how_sure(seed=seed).rounds
    assert [len(dealt) for dealt in rounds] == [10, 10, 10]
    assert [sum(one["true"] for one in dealt) for dealt in rounds] == [5, 5, 5]
    assert {one["text"] for dealt in rounds for one in dealt} == {
        one.text.replace("'", "&#x27;") for one in BANK
    }


def test_the_same_seed_deals_the_same_and_another_deals_otherwise() -> None:
    assert how_sure(seed=3).rounds == how_sure(seed=3).rounds
    assert how_sure().rounds == how_sure(seed=0).rounds
    assert how_sure(seed=3).rounds != how_sure(seed=4).rounds
    assert how_sure(seed=np.random.default_rng(3)).rounds == how_sure(seed=3).rounds


def test_true_and_false_statements_come_in_no_order() -> None:
    orders = {
        tuple(one["true"] for one in dealt)
        for seed in range(20)
        for dealt in how_sure(seed=seed).rounds
    }
    assert len(orders) > 40
    for place in range(10):
        assert 0.25 < np.mean([order[place] for order in orders]) < 0.75


def test_what_does_not_fill_a_round_is_left_out() -> None:
    game = Forecast([TRUE] * 12 + [FALSE] * 9)
    assert [len(dealt) for dealt in game.rounds] == [10]


def test_without_widgets_each_statement_unfolds_to_its_answer() -> None:
    bundle = how_sure()._repr_mimebundle_()
    page = bundle["text/html"]
    shown = re.findall(
        r"<summary>(.+?)</summary><strong>(True|False)\.</strong> (.+?)</details>", page
    )
    first = how_sure().rounds[0]
    assert shown == [(one["text"], str(one["true"]), one["why"]) for one in first]
    assert "application/vnd.jupyter.widget-view+json" in bundle


def test_the_text_asks_and_does_not_tell() -> None:
    text = how_sure()._repr_mimebundle_()["text/plain"]
    first = how_sure().rounds[0]
    assert text.splitlines() == [f"{n}. {one['text']}" for n, one in enumerate(first, start=1)]


def test_letters_of_html_are_shown_as_they_are_and_code_as_code() -> None:
    odd = Statement("`a` < b & c.", True, "`d` > e.")
    game = Forecast([odd] * 5 + [FALSE] * 5)
    texts = {(one["text"], one["why"]) for one in game.rounds[0] if one["true"]}
    assert texts == {("<code>a</code> &lt; b &amp; c.", "<code>d</code> &gt; e.")}
    assert "<code>a</code> &lt; b &amp; c." in game._repr_mimebundle_()["text/html"]


@pytest.mark.parametrize(
    ("make", "reason"),
    [
        (lambda: how_sure(seed=-1), "seed must be a whole number >= 0 .*, got -1$"),
        (lambda: how_sure(seed=None), "seed must be a whole number .*, got None$"),
        (lambda: Forecast("1."), "statements must be a list of Statement, got '1.'$"),
        (lambda: Forecast([TRUE, "2."]), "statements must be a list of Statement, got '2.'$"),
        (
            lambda: Forecast([TRUE] * 9 + [FALSE] * 4),
            "statements must hold 5 that are true and 5 that are false, got 9 and 4$",
        ),
        (lambda: Statement("", True, "Yes."), "text must not be empty"),
        (lambda: Statement("1.", 1, "Yes."), "true must be True or False, got 1$"),
        (lambda: Statement("1.", True, None), "why must be a text, got None$"),
        (lambda: Statement("a" * 1001, True, "Yes."), "text must have at most 1000 letters"),
    ],
)
def test_what_is_no_game_is_refused_by_name(make: Callable[[], Any], reason: str) -> None:
    with pytest.raises(ValueError, match=f"^{reason}"):
        make()
