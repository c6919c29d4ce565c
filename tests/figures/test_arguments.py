"""What can be drawn on, and which names can be drawn."""

import numpy as np
import pytest
from matplotlib import pyplot as plt
from matplotlib.figure import Figure

from logit_core.figures._arguments import as_axes, as_curves, as_heights, as_name, as_names

from .drawing import make_axes


def closed():
    fig, ax = plt.subplots()
    plt.close(fig)
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
    ],
)
def test_what_cannot_be_drawn_on_is_refused(make, reason):
    with pytest.raises(ValueError, match=f"^ax must .*{reason}"):
        as_axes(make())


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
