"""The probabilities that a model gives to points in a row."""

import pytest

from logit_core import figures

from .drawing import make_axes


def test_each_probability_stands_in_its_row_with_the_look_of_its_class():
    ax = figures.plot_probabilities(
        [0, 1, 0], [0.0, 0.9, 1.0], class_names=("no", "yes"), ax=make_axes()
    )
    zero, one, threshold = ax.lines
    assert zero.get_xydata().tolist() == [[0, 0], [2, 1]]
    assert one.get_xydata().tolist() == [[1, 0.9]]
    assert (zero.get_label(), one.get_label()) == ("no", "yes")
    assert (zero.get_marker(), one.get_marker()) == ("o", "s")
    assert set(threshold.get_ydata()) == {0.5}
    assert ax.get_xlabel() == "row"
    assert ax.get_ylabel().startswith("probability of ")
    low, high = ax.get_ylim()
    assert low < 0 < 1 < high < 1.1


def test_the_axis_of_the_probabilities_names_the_class_that_they_are_of():
    names = ("setosa", "versicolor")
    ax = figures.plot_probabilities([0, 1], [0.2, 0.9], class_names=names, ax=make_axes())
    assert ax.get_ylabel() == "probability of versicolor"
    assert [text.get_text() for text in ax.get_legend().get_texts()][:2] == list(names)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: figures.plot_probabilities([0, 1], [0.5]), "p must be as long as y"),
        (lambda: figures.plot_probabilities([0, 1], [0.5, 1.5]), r"p must lie in \[0, 1\]"),
    ],
)
def test_what_cannot_be_drawn_is_refused(call, message, no_figures_left):
    with pytest.raises(ValueError, match=message):
        call()
