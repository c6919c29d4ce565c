"""How inputs are put into words."""

import numpy as np

from logit_core.exercises import check

from .judging import odds, scores


def test_long_arrays_are_shortened():
    verdict = check(lambda p: p, odds, [np.linspace(0.0, 0.9, 91)])
    assert verdict.message == (
        "At p = [0.0, 0.01, ..., 0.9] yours gives 0.01 at index 1, expected 0.01010101."
    )
    verdict = check(lambda X, w: np.zeros(50), scores, [(np.ones((50, 4)), np.ones(4))])
    assert verdict.message == (
        "At X = a table of shape (50, 4) and w = [1.0, 1.0, 1.0, 1.0] "
        "yours gives 0.0 at index 0, expected 4.0."
    )


def test_a_function_among_the_arguments_is_named():
    def slope(loss, w):
        return loss(w)

    assert "At loss = odds and w = 0.5" in check(lambda loss, w: 9, slope, [(odds, 0.5)]).message


def test_a_text_among_the_arguments_is_shown_in_quotes():
    message = check(lambda text: 0, len, ["two\nlines"]).message
    assert message == "At text = 'two lines' yours gives 0, expected 9."


def test_an_argument_that_is_no_array_is_named_by_its_type():
    message = check(lambda rows: 0, len, [[[1.0], [2.0, 3.0]]]).message
    assert message == "At rows = something of type list yours gives 0, expected 2."
