"""The sentence of a stage: it follows the controls and does not lie."""

from decimal import Decimal
from enum import Enum
from fractions import Fraction
from typing import Any

import numpy as np
import pytest

from logit_core.explorers import Stage

from .stages import make_axes, make_squares


def test_the_sentence_follows_the_controls() -> None:
    stage = make_squares()
    assert stage.sentence == "The square of 0 is 0."
    stage.x = 2
    assert stage.sentence == "The square of 2 is 4."
    assert stage.sentence_at(x=1) == "The square of 1 is 1."


def test_the_sentence_takes_labels_texts_percentages_and_infinities() -> None:
    stage = Stage(make_axes()[0], rate=["slow", "fast"])
    stage.says(
        "{rate} {word} {share:.1%} {loss:.2f} {tiny:.2g}, {below:.1f}",
        by="rate",
        word=["crawls", "leaps"],
        share=[0.125, 0.5],
        loss=[-0.001, np.inf],
        tiny=[0.000046, 0.03],
        below=[-4.81, 1],
    )
    assert stage.sentence_at(rate=0) == "slow crawls 12.5% 0.00 4.6e−05, −4.8"
    assert stage.sentence_at(rate=1) == "fast leaps 50.0% infinite 0.03, 1.0"


def test_numbers_travel_as_numbers_where_float32_has_digits_enough() -> None:
    stage = Stage(make_axes()[0], x=2)
    stage.says("{a:.2f} {b:.1%} {c:.12f}", a=[0.25, -1], b=[0.125, 1], c=[1 / 3, 0])
    pieces = [piece for piece in stage.send().scene["sentence"] if "text" not in piece]
    assert ["number" in piece for piece in pieces] == [True, True, False]
    assert np.frombuffer(stage.numbers, "<f4")[:4].tolist() == [0.25, -1, 0.125, 1]


def test_a_sentence_may_be_longer_than_a_name_but_not_without_end() -> None:
    assert make_squares().says("long " * 200).sentence == "long " * 200
    with pytest.raises(ValueError, match="the sentence must have at most 1000 letters, got 1001"):
        make_squares().says("a" * 1001)


class Speed(str, Enum):  # as it was written before there was StrEnum  # noqa: UP042
    CRAWLS = "crawls"
    LEAPS = "leaps"
    FLIES = "flies"


@pytest.mark.parametrize(
    "words",
    [
        np.array(["crawls", "leaps", "flies"], dtype=object),
        np.array(["crawls", "leaps", "flies"], dtype=np.dtypes.StringDType()),
        list(Speed),
        np.ma.array(["crawls", "leaps", "flies"]),
        ("crawls", np.str_("leaps"), Speed.FLIES),
    ],
    ids=repr,
)
def test_texts_come_in_whatever_holds_them(words: Any) -> None:
    assert make_squares().says("It {v}.", v=words).sentence_at(x=1) == "It leaps."


@pytest.mark.parametrize(
    "numbers",
    [[1, 2, 3], [Fraction(1), Decimal(2), 3], np.array([1, 2, 3], dtype=object), range(1, 4)],
    ids=repr,
)
def test_numbers_come_in_whatever_holds_them(numbers: Any) -> None:
    assert make_squares().says("It is {v:.0f}.", v=numbers).sentence_at(x=1) == "It is 2."


MASKED_TEXTS = np.ma.array(["a", "b", "-999"], mask=[0, 0, 1])


@pytest.mark.parametrize(
    ("template", "values", "message"),
    [
        ("{unknown}", {}, "the sentence may name x, got {unknown}"),
        ("{v}", {"v": [0, 1, 2]}, "format of v in the sentence must be such as .3f"),
        ("{v:.3e}", {"v": [0, 1, 2]}, "format of v in the sentence must be such as .3f"),
        ("{v:.1f}", {"v": [0, np.nan, 2]}, "v must not hold NaN"),
        ("{v:.1f}", {"v": [0, 1]}, "v must have one leading dimension per control"),
        ("nothing", {"v": [0, 1, 2]}, "must use every value, got no {v}"),
        ("{x:.3f}", {}, "only a number may have a format"),
        ("{w:.3f}", {"w": ["a", "b", "c"]}, "only a number may have a format"),
        ("{x}", {"x": [0, 1, 2]}, "must not be named like a control"),
        ("{v:.²f}", {"v": [0, 1, 2]}, "format of v in the sentence must be such as .3f"),
        ("{v}", {"v": ["a", None, "b"]}, r"v must hold texts or numbers, got \['a', None, 'b'\]"),
        ("{v}", {"v": ["a", np.nan, "b"]}, "v must hold texts or numbers, got"),
        ("{v}", {"v": np.array(["a", np.nan, "b"], object)}, "v must hold texts or numbers, got"),
        ("{v}", {"v": ["a", 1, "b"]}, "v must hold texts or numbers, got"),
        ("{v}", {"v": [b"a", b"b", b"c"]}, "v must hold texts or numbers, got"),
        ("{v}", {"v": b"abc"}, "v must hold texts or numbers, got"),
        ("{v}", {"v": {"a", "b", "c"}}, "v must hold texts or numbers, got {"),
        ("{v}", {"v": None}, "v must hold texts or numbers, got None"),
        ("{v}", {"v": {"a": 1}}, "v must hold texts or numbers, got {"),
        ("{v}", {"v": [["a"], ["b", "c"]]}, "v must hold texts or numbers, got"),
        ("{v:.1f}", {"v": [1.0, None, 2.0]}, "v must hold texts or numbers, got"),
        ("{v:.1f}", {"v": [1j, 0, 0]}, "v must hold real numbers, got"),
        ("{v:.1f}", {"v": np.zeros(3, "M8[D]")}, "v must hold texts or numbers, got"),
        ("{v}", {"v": MASKED_TEXTS}, "v must not hold missing values, got a masked one at index 2"),
        ("{v}", {"v": [0, 1, 2j]}, "v must hold real numbers, got"),
    ],
)
def test_a_sentence_that_could_lie_is_refused(
    template: str, values: dict[str, Any], message: str
) -> None:
    with pytest.raises(ValueError, match=message):
        make_squares().says(template, by="x", **values)
