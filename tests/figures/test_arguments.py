"""What can be drawn on, and which names can be drawn."""

import re
from enum import Enum

import numpy as np
import pytest
from matplotlib import pyplot as plt
from matplotlib.figure import Figure

from logit_core.figures._arguments import (
    as_axes,
    as_curves,
    as_heights,
    as_name,
    as_names,
    label_axes,
    shortened,
    size_of,
)

from .drawing import make_axes

TOWER = r"$\dfrac{\dfrac{\dfrac{a}{b}}{b}}{\dfrac{a}{\dfrac{b}{c}}}$"  # high in every version


def closed():
    fig, ax = plt.subplots()
    plt.close(fig)
    return ax


def plotted(x):
    ax = make_axes()
    ax.plot(x, [0, 1])
    return ax


def removed():
    ax = make_axes()
    ax.remove()
    return ax


@pytest.mark.parametrize(
    ("make", "reason"),
    [
        (lambda: None, "got None$"),
        (Figure, r"write `ax = fig\.subplots\(\)`$"),
        (lambda: Figure().subplots(1, 2), r"take one of them, such as `axes\[0\]`$"),
        (lambda: plt, "got <module"),
        (lambda: Figure().subplots(subplot_kw={"projection": "polar"}), "got polar ones$"),
        (removed, "got axes that were removed"),
        (closed, "got a closed one: make both in one cell$"),
        (lambda: make_axes(xscale="log"), "linear axes, got one that is log$"),
        (lambda: make_axes(yscale="symlog"), "linear axes, got one that is symlog$"),
        (lambda: plotted(["a", "b"]), "axes of numbers, got x of texts, dates or units$"),
        (lambda: make_axes(ylim=(-1e300, 2)), r"to 1e\+101, got -1e\+300 to 2 on y$"),
    ],
)
def test_what_cannot_be_drawn_on_is_refused(make, reason):
    with pytest.raises(ValueError, match=f"^ax must .*{reason}"):
        as_axes(make())


def test_axes_may_be_logarithmic_where_that_is_said():
    ax = make_axes(yscale="log")
    assert as_axes(ax, log="y") is as_axes(ax, log="xy") is ax
    with pytest.raises(ValueError, match=r"^ax must have a linear y axis, got one that is log$"):
        as_axes(ax, log="x")
    with pytest.raises(ValueError, match=r"^ax must have a linear y axis, got one that is asinh$"):
        as_axes(make_axes(yscale="asinh"), log="xy")


def test_axes_that_can_be_seen_come_back(no_figures_left):
    inset = make_axes().inset_axes([0, 0, 1, 1])
    for ax in (make_axes(), plt.subplots()[1], make_axes().twinx(), inset):
        assert as_axes(ax) is ax


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("_width", "not begin with an underscore"),
        ("$x", r"have its \$ in pairs"),
        ("$x$ in $", r"have its \$ in pairs"),
        ("$x_$", "hold mathematics that matplotlib reads"),
        (r"$\nosuch$", "hold mathematics that matplotlib reads"),
        ("花瓣", "be of letters that the font of the picture has"),
        ("long " * 1000, "have at most 60 letters, got 5000 of them"),
        ("", "not be empty"),
        (3, "be a text, got 3"),
        (r"$\hspace{9999}x$", "hold mathematics of at most 3.5 by 0.75 inches, got 1.4e"),
        (r"$\hspace{-9999}x$", "hold mathematics of at most 3.5 by 0.75 inches, got -1.4e"),
        (TOWER, "hold mathematics of at most 3.5 by 0.75 inches, got 0."),
    ],
)
def test_a_name_that_no_legend_shows_is_refused(name, reason):
    with pytest.raises(ValueError, match=f"^name must {reason}"):
        as_name(name, "name")


@pytest.mark.parametrize(
    "name", ["petal width (cm)", r"$\frac{1}{2} x_1^2$", r"price in \$", "100 %s {x}", "σ(z) − ½"]
)
def test_a_name_that_can_be_drawn_comes_back(name):
    assert as_name(name, "name") == name


def test_the_middle_of_a_wide_name_is_left_out():
    capitals = "PERCENTAGE OF MALIGNANT TUMOURS AMONG ALL WOMEN OF THAT AGE."
    short = as_name(capitals, "name")
    assert re.fullmatch(r"PERCENTAGE OF [A-Z ]+\.\.\.[A-Z ]+ THAT AGE\.", short)
    assert 3.3 < size_of(short)[0] <= 3.5
    assert as_name(short, "name") == short
    assert shortened(short, 2.0).count("...") == 1
    assert shortened("i" * 60, 3.5) == "i" * 60
    assert shortened(r"a\$\$\$\$b", 0.45) == r"a...b"
    assert as_name(r"PRICE IN \$ " + "W" * 40, "name").startswith(r"PRICE IN \$ W")
    assert shortened("wider", 1e-3) == "wider"
    assert shortened("as wide", 1e-3) == "a...e"


def test_a_name_of_an_enum_is_its_text():
    class Named(str, Enum):  # noqa: UP042, for `str` of a StrEnum is its text
        WIDTH = "petal width"

    assert f"{as_name(Named.WIDTH, 'name')}" == "petal width"


def test_labels_of_axes_have_the_room_of_the_axes():
    ax = Figure(figsize=(4, 2)).subplots(1, 2)[0]
    label_axes(ax, "a name of forty letters, as it may well be", "petal width of the iris (cm)")
    room = ax.get_window_extent().transformed(ax.figure.dpi_scale_trans.inverted())
    assert size_of(ax.get_xlabel())[0] <= 1.15 * room.width
    assert size_of(ax.get_ylabel())[0] <= 1.15 * room.height
    assert "..." in ax.get_xlabel()
    label_axes(ax, "width (cm)", "$x_2$")
    assert (ax.get_xlabel(), ax.get_ylabel()) == ("width (cm)", "$x_2$")


def test_names_come_as_many_as_are_asked_for_in_their_order():
    assert as_names(("b", "a"), "names", 2) == ["b", "a"]
    with pytest.raises(ValueError, match=r"^names must be a list of 2 names, got 'ab'$"):
        as_names("ab", "names", 2)
    with pytest.raises(ValueError, match=r"^names\[1\] must not begin with an underscore"):
        as_names(["a", "_b"], "names", 2)


def test_curves_have_names_that_the_legend_shows():
    assert as_curves({"a": 1, "b": 2}, "runs", 2) == {"a": 1, "b": 2}
    with pytest.raises(ValueError, match=r"^a name in runs must not begin with an underscore"):
        as_curves({"_a": 1}, "runs", 2)


def test_a_logarithmic_axis_has_gaps_where_a_height_has_no_place():
    drawn = as_heights([1.0, 0.0, np.inf, 2.0], "losses")
    assert drawn[[0, 3]].tolist() == [1.0, 2.0]
    assert np.isnan(drawn[1:3]).all()
    with pytest.raises(ValueError, match=r"^losses must hold a finite number above 0, got \[0\.0"):
        as_heights([0.0, np.inf], "losses")
    with pytest.raises(ValueError, match=r"^losses must have shape \(n_epochs \+ 1,\), got shape"):
        as_heights([[1.0]], "losses")
    with pytest.raises(
        ValueError, match=r"^losses must hold numbers above 0, up to 1e\+100, got -1\.0 at index 1"
    ):
        as_heights([1.0, -1.0], "losses", gaps=False)
