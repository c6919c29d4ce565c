"""Values along controls: which controls they follow, and how they travel."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from logit_core.explorers import Stage
from logit_core.stage.tracks import from_planes, in_planes

from .stages import make_axes


def test_a_dimension_of_length_one_is_the_same_everywhere() -> None:
    fig, ax = make_axes()
    (line,) = ax.plot([], [])
    stage = Stage(fig, a=2, b=3)
    stage.moves(line, x=[0, 1], y=np.arange(6.0).reshape(1, 3, 2), by=("a", "b"))
    for a in range(2):
        stage.snapshot(a=a, b=2)
        assert line.get_ydata().tolist() == [4, 5]


@pytest.mark.parametrize("shape", [(2, 3), (5, 2, 3), (3,), (4, 3, 2)])
def test_an_array_that_does_not_follow_its_controls_is_refused(shape: tuple[int, ...]) -> None:
    fig, ax = make_axes()
    (line,) = ax.plot([0, 1], [0, 1])
    stage = Stage(fig, a=3, b=4)
    with pytest.raises(ValueError, match="must have"):
        stage.moves(line, y=np.zeros(shape), by=("a", "b"))


def test_an_unknown_control_to_follow_is_named() -> None:
    fig, ax = make_axes()
    (line,) = ax.plot([0], [0])
    with pytest.raises(ValueError, match=r"by must name controls \(a\), got 'c'"):
        Stage(fig, a=3).moves(line, y=np.zeros((3, 1)), by="c")


# each method on two controls of 3 and 4 positions: its values by name, each with the length that
# it has at one position (0: a single number or text)
CALLS: dict[str, tuple[Callable[..., Any], dict[str, int]]] = {
    "moves": (lambda stage, ax, **v: stage.moves(*ax.plot([0], [0]), **v), {"x": 2, "y": 2}),
    "puts": (lambda stage, ax, **v: stage.puts(*ax.plot([0], [0]), **v), {"x": 0, "y": 0}),
    "boundary": (lambda stage, ax, **v: stage.boundary(*ax.plot([0], [0]), **v), {"w": 3}),
    "field": (lambda stage, ax, **v: stage.field(ax, **v), {"w": 3}),
    "bars": (lambda stage, ax, **v: stage.bars(ax.bar([0, 1], 1), **v), {"lengths": 2}),
    "writes": (lambda stage, ax, **v: stage.writes(ax.text(0, 0, ""), **v), {"x": 0, "texts": 0}),
    "says": (lambda stage, ax, **v: stage.says("{one:.1f} {two:.1f}", **v), {"one": 0, "two": 0}),
}


def call(method: str, by: Any, *leads: tuple[int, ...]) -> Stage:
    """Call a method with values of these leading dimensions, by value or the same for all."""
    ask, cores = CALLS[method]
    fig, ax = make_axes(xlim=(0, 30), ylim=(0, 30))
    ax.set_axis_off()  # drawn in half the time
    values = {}
    for k, (name, core) in enumerate(cores.items()):
        shape = (*leads[k % len(leads)], *([core] if core else []))
        values[name] = np.arange(np.prod(shape)).reshape(shape)
        if name == "texts":
            values[name] = values[name].astype(str)
    said = {} if by is None else {"by": by}
    return ask(Stage(fig, a=3, b=4), ax, **values, **said).send()


def shown(stage: Stage) -> Any:
    return stage.scene["marks"], stage.scene["sentence"], stage.numbers


@pytest.mark.parametrize("method", CALLS)
def test_what_is_not_said_to_follow_controls_follows_all_of_them_or_none(method: str) -> None:
    assert shown(call(method, None, (3, 4))) == shown(call(method, ("a", "b"), (3, 4)))
    assert shown(call(method, None, (1, 4))) == shown(call(method, "b", (4,)))
    assert shown(call(method, None, ())) == shown(call(method, (), ()))


@pytest.mark.parametrize("method", CALLS)
def test_a_shape_that_does_not_follow_all_controls_is_refused_with_the_cure(method: str) -> None:
    message = r"\(a: 3, b: 4\) and [01] more, got shape \(3.*: name the controls .* `by=...`"
    with pytest.raises(ValueError, match=message):
        call(method, None, (3,))
    with pytest.raises(ValueError, match=r"\(no control\) and [01] more, got shape \(3, 4.*\)$"):
        call(method, (), (3, 4))


@pytest.mark.parametrize("method", ["moves", "puts", "writes", "says"])
def test_values_of_one_call_may_follow_controls_of_their_own(method: str) -> None:
    first, second = CALLS[method][1]
    alike = shown(call(method, ("a", "b"), (3, 1), (3, 4)))
    assert shown(call(method, {first: "a"}, (3,), (3, 4))) == alike
    assert shown(call(method, {first: "a", second: ("a", "b")}, (3,), (3, 4))) == alike
    assert shown(call(method, {first: ("b", "a")}, (4, 3), (3, 4))) != alike


@pytest.mark.parametrize("method", CALLS)
def test_a_value_that_is_not_given_cannot_follow(method: str) -> None:
    with pytest.raises(ValueError, match=r"by must name values that are given .*, got 'other'"):
        call(method, {"other": "a"}, (3, 4))


def test_marks_with_equal_numbers_share_them() -> None:
    fig, ax = make_axes()
    lines = [ax.plot([], [])[0] for _ in range(2)]
    stage = Stage(fig, k=2)
    for line in lines:
        stage.boundary(line, [[0.0, 1, 1], [0.0, 1, 2]], by="k")
    (path,) = ax.plot([0], [0])
    stage.moves(path, x=[[1], [1]], y=[[1], [2]], by="k")  # the weights of the boundaries
    stage.send()
    assert np.frombuffer(stage.numbers, "<f4").tolist() == [0, 0, 1, 1, 1, 2]


@pytest.mark.parametrize("scale", ["linear", "log"])
def test_what_is_drawn_moves_by_less_than_is_seen_where_its_numbers_are_made_short(
    scale: str,
) -> None:
    fig, ax = make_axes(xlim=(0.01, 3), ylim=(0.01, 3), xscale=scale, yscale=scale)
    values = np.random.default_rng(0).uniform(0.01, 3, 1000)
    (line,) = ax.plot([], [])
    stage = Stage(fig, k=2).moves(line, x=values, y=values, by="k").send()
    received = np.frombuffer(stage.numbers, "<f4").astype(float)
    pixels = [ax.transData.transform(np.c_[numbers, numbers]) for numbers in (values, received)]
    assert 0 < np.abs(pixels[0] - pixels[1]).max() < 0.03
    assert not np.frombuffer(stage.numbers, np.uint8)[::4].any()  # the last digits are gone


@pytest.mark.parametrize(("middle", "half"), [(0.5, 0.6), (2000, 15), (1.7e9, 1e6)])
def test_a_boundary_is_sent_as_exact_as_it_is_seen_wherever_its_axes_lie(
    middle: float, half: float
) -> None:
    limits = middle - half, middle + half
    fig, ax = make_axes(xlim=limits, ylim=limits)
    (line,) = ax.plot([], [])
    slope, at = np.random.default_rng(0).uniform(-1, 1, (2, 500))
    w = np.c_[-slope * (middle + at * half) - middle, slope, np.ones(500)] / half
    stage = Stage(fig, k=500).boundary(line, w, by="k").send()
    sent = np.frombuffer(stage.numbers, "<f4").astype(float).reshape(3, 500).T
    x2, received = (-(v[:, 0] + v[:, 1] * middle) / v[:, 2] for v in (w, sent))
    exact = np.finfo("f4").eps * 4 * abs(middle)  # what float32 can tell at all
    assert np.abs(x2 - received).max() <= half / 1000 + exact


def test_planes_are_put_together_again() -> None:
    numbers = np.random.default_rng(0).normal(size=7).astype("<f4").tobytes()
    assert in_planes(numbers)[:7] == numbers[::4]
    assert from_planes(in_planes(numbers)) == numbers
