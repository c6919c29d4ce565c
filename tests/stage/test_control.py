"""A control of a stage: its positions, its labels, and how it stands."""

import datetime
import json
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from ipywidgets.widgets import widget as every_widget

from logit_core.explorers import Control, Stage

from .stages import make_axes, make_squares


def test_a_control_is_said_once_or_changed_later() -> None:
    notch = (1.5, "here")
    once = Stage(
        make_axes()[0],
        rate=Control(["a", "b"], label="speed", kind="toggle", shown=False),
        step=Control(4, at=3, play=60, notch=notch),
    )
    later = Stage(make_axes()[0], rate=["a", "b"], step=4)
    later.control("rate", "speed", kind="toggle", shown=False)
    later.control("step", play=60).control("step", at=3, notch=notch)
    assert once.send().scene["controls"] == later.send().scene["controls"]
    assert (once.rate, once.step) == (later.rate, later.step) == (0, 3)
    assert once.scene["controls"]["step"] == {
        "labels": ["0", "1", "2", "3"],
        "label": "step",
        "kind": "range",
        "play": 60,
        "notch": {"at": 0.5, "text": "here"},
        "shown": True,
        "at": 3,
    }


def test_a_control_writes_numbers_in_its_format() -> None:
    assert Control([0.5, -1, np.float64(2)], format=".2f").labels == ("0.50", "−1.00", "2.00")
    assert Control(np.array([10.0, 0.12345]), format=".3g").labels == ("10", "0.123")
    assert Control([-1, -0.5, 1e-5]).labels == ("−1", "−0.5", "1e−05")
    assert Control(["L-BFGS", "0-1"]).labels == ("L-BFGS", "0-1")
    with pytest.raises(ValueError, match="only numbers may have a format, got 'a'"):
        Stage(make_axes()[0], x=Control(["a", "b"], format=".2f"))


@pytest.mark.parametrize(
    ("said", "message"),
    [
        ({"kind": "toggle"}, "a toggle must have 2 positions, got kind of x with 3"),
        ({"kind": "knob"}, "kind of x must be one of range, choice, toggle, got 'knob'"),
        ({"play": 0}, "play of x, in milliseconds, must be at least 1, got 0"),
        ({"notch": (2.5, "here")}, "position in notch of x must be at most 2, got 2.5"),
        ({"label": ""}, "label of x must not be empty"),
        ({"shown": 1}, "shown of x must be True or False, got 1"),
        ({"notch": (1, 2)}, "the words in notch of x must be a text, got 2"),
        ({"play": 60_001}, "play of x, in milliseconds, must be at most 60,000, got 60001"),
        ({"at": 3}, "at of x must be a whole number from 0 to 2, got 3"),
        ({"at": -1}, "at of x must be a whole number from 0 to 2, got -1"),
    ],
)
def test_what_does_not_go_together_is_refused_and_changes_nothing(
    said: dict[str, Any], message: str
) -> None:
    widgets = len(every_widget._instances)
    with pytest.raises(ValueError, match=message):
        Stage(make_axes()[0], x=Control(3, **said))
    assert len(every_widget._instances) == widgets
    stage = make_squares().send()
    with pytest.raises(ValueError, match=message):
        stage.control("x", **({"label": "new"} | said))
    before = stage.scene["controls"]
    assert stage.send().scene["controls"] == before
    assert stage.x == 0


def test_a_control_without_positions_is_refused() -> None:
    with pytest.raises(ValueError, match="number of positions of x must be at least 1, got 0"):
        Stage(make_axes()[0], x=0)


@pytest.mark.parametrize(
    ("values", "message"),
    [
        (10**18, "the number of positions of x must be at most 1,000, got 1e"),
        (range(10**9), "x must be a list of at most 1,000 labels or their number, got 1000000000"),
        ("abc", "x must be a list of labels or their number, got 'abc'"),
        (np.array(True), "x must be a list of labels or their number, got array"),
        (["a", ""], r"x\[1\] must not be empty"),
        ([1.0, np.nan], r"x\[1\] must not hold NaN"),
        (["a", None], r"x\[1\] must be a text or a number, got None"),
        ([b"a"], r"x\[0\] must be a text or a number, got b'a'"),
        ([datetime.date(2026, 1, 1)], r"x\[0\] must be a text or a number, got datetime.date"),
        (np.zeros(2, "M8[D]"), r"x\[0\] must be a text or a number, got np.datetime64"),
        ([["a"], ["b"]], r"x\[0\] must be a text or a number, got \['a'\]"),
        (["a", "\u200b\ufeff\u00ad"], r"x\[1\] must not be empty"),
        (np.ma.array([1, 2], mask=[0, 1]), r"x\[1\] must not hold missing values"),
    ],
)
def test_what_are_no_positions_is_refused_at_once(values: Any, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        Stage(make_axes()[0], x=values)
    with pytest.raises(ValueError, match=message.replace("x", "values", 1)):
        Control(values).labels  # noqa: B018


def test_numbers_of_numpy_count_positions() -> None:
    stage = Stage(make_axes()[0], k=np.int64(3))
    assert stage.controls == {"k": ("0", "1", "2")}
    with pytest.raises(ValueError, match=r"k must be a whole number from 0 to 2, got 0\.5"):
        stage.snapshot(k=0.5)  # type: ignore[arg-type]


SIXTY = [60.0, np.int64(60), np.float32(60), Fraction(60), Decimal(60), np.array(60)]
HALF = [np.float16(0.5), np.float32(0.5), np.longdouble(0.5), Fraction(1, 2), Decimal("0.5")]
SAID = [
    *({"play": play} for play in SIXTY),
    *({"notch": (half, np.str_("here"))} for half in HALF),
    {"notch": np.array([1, "here"], dtype=object)},
    *({"at": at} for at in (np.int8(1), np.uint64(1))),
    {"shown": np.False_},
    {"label": np.str_("speed")},
    {"kind": np.str_("choice")},
]


@pytest.mark.parametrize("said", SAID, ids=str)
def test_whatever_carries_a_number_is_ready_for_json(said: dict[str, Any]) -> None:
    at_once = Stage(make_axes()[0], x=Control(3, **said)).state()
    later = Stage(make_axes()[0], x=3).control("x", **said).state()
    for state in (at_once, later):
        (control,) = json.loads(json.dumps(state))["traits"]["scene"]["controls"].values()
        ((name, value),) = said.items()
        if name == "notch":
            assert control["notch"] == {"at": float(value[0]) / 2, "text": "here"}
        else:
            assert control[name] == value
            assert type(control[name]) in (int, bool, str)


@pytest.mark.parametrize(
    "values",
    [np.int64(3), np.arange(3), [np.float32(0.5), 1], [Fraction(1, 2), Decimal("0.1")], range(2)],
    ids=str,
)
def test_whatever_counts_or_names_positions_is_ready_for_json(values: Any) -> None:
    stage = Stage(make_axes()[0], x=values)
    assert json.loads(json.dumps(stage.state()))["traits"]["x"] == 0


def test_a_list_of_labels_that_is_changed_later_changes_nothing() -> None:
    labels = ["a", "b", "c"]
    stage = Stage(make_axes()[0], x=labels)
    labels.append("d")
    assert stage.control("x", "word").controls == {"x": ("a", "b", "c")}


class Speed(str, Enum):  # as it was written before there was StrEnum  # noqa: UP042
    SLOW = "slow"
    FAST = "fast"


def test_labels_are_read_as_the_reader_would_say_them() -> None:
    stage = Stage(
        make_axes()[0],
        truth=[False, True],
        same=np.array([True, False]),
        mixed=[np.True_, 1],
        speed=list(Speed),
    )
    assert stage.controls == {
        "truth": ("False", "True"),
        "same": ("True", "False"),
        "mixed": ("True", "1"),
        "speed": ("slow", "fast"),
    }
    with pytest.raises(ValueError, match=r"only numbers may have a format, got True as x\[0\]"):
        Stage(make_axes()[0], x=Control([True, 1], format=".1f"))


def test_labels_may_be_numbers() -> None:
    stage = Stage(make_axes()[0], rate=np.logspace(-3, 0, 3), n=[10_000_000, 5], word=["a", "0.10"])
    assert stage.controls == {
        "rate": ("0.001", "0.0316228", "1"),
        "n": ("10000000", "5"),
        "word": ("a", "0.10"),
    }


def test_a_control_stands_where_it_is_told_to() -> None:
    stage = make_squares().control("x", at=2)
    assert stage.x == 2
    assert stage.control("x", "across").x == 2
    with pytest.raises(ValueError, match="at of x must be a whole number from 0 to 2, got 3"):
        stage.control("x", at=3)


def test_a_new_figure_takes_the_notches_with_it_and_leaves_the_rest() -> None:
    stage = make_squares().control("x", "across", play=60, notch=(1, "here"), shown=False)
    stage.clear(make_axes()[0]).send()
    control = stage.scene["controls"]["x"]
    assert control["notch"] is None
    assert (control["label"], control["play"], control["shown"]) == ("across", 60, False)
    stage.control("x", shown=True)
    assert (control["label"], control["play"]) == ("across", 60)


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("_x", "a control must not begin with an underscore, got '_x'"),
        ("two words", "a control must be named as in Python, got 'two words'"),
        ("class", "a control must be named as in Python, got 'class'"),
        ("self", "a control must have a free name, got 'self', which is taken"),
        ("", "a control must be named as in Python, got ''"),
        ("a" * 5000, "a control must have at most 60 letters, got 5000 of them, 'aaa"),
        ("layout", "a control must have a free name, got 'layout', which is taken"),
    ],
)
def test_names_that_a_control_cannot_have_are_refused(name: str, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        Stage(make_axes()[0], **{name: 2})
