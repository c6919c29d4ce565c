"""Losses and pulls of one point by its margin, by their formulas."""

import re

import numpy as np
import pytest

from logit_core import binary_cross_entropy_from_log_odds, hinge_loss
from logit_core.explorers import margin_loss_explorer

from .reading import as_number, usual
from .sweeping import sweep

NUMBER = r"(?<![\w.])−?\d+(?:\.\d+)?(?:e−?\d+)?"


def numbers(text: str) -> list[float]:
    """Return the numbers of a sentence, but not those inside formulas and units."""
    plain = text.replace("0-1 loss", "loss").replace("(1 − p)²", "").replace("(1 − m)²", "")
    plain = plain.replace("by log 2", "")
    return [as_number(found) for found in re.findall(NUMBER, plain)]


def test_the_margin_loss_explorer_holds_at_every_position() -> None:
    assert sweep(usual(margin_loss_explorer), rendered=1) == 61


def test_it_says_losses_and_pulls_of_either_class() -> None:
    """By their formulas; a point of class 0 at the log-odds -m pays the same."""
    stage = usual(margin_loss_explorer)
    for k, label in enumerate(stage.controls["margin"]):
        m = as_number(label)
        log = np.log1p(np.exp(-m))
        p = 1 / (1 + np.exp(-m))
        expected = [
            m,
            float(m < 0),
            max(0, 1 - m),
            log,
            log / np.log(2),
            (1 - p) ** 2,
            (1 - m) ** 2,
        ]
        expected += [float(m < 1), 1 - p, 2 * p * (1 - p) ** 2, 2 * (1 - m)]
        assert numbers(stage.sentence_at(margin=k)) == pytest.approx(expected, abs=0.0051)
        assert binary_cross_entropy_from_log_odds([0], [-m]) == pytest.approx(log)
        assert hinge_loss([0], [-m]) == pytest.approx(max(0, 1 - m))


def test_the_pulls_are_minus_the_slopes_of_the_losses() -> None:
    left, right = usual(margin_loss_explorer).fig.axes
    by_label = [
        {line.get_label(): line for line in ax.lines if not line.get_label().startswith("_")}
        for ax in (left, right)
    ]
    assert len(by_label[0]) == 6
    assert len(by_label[1]) == 4
    for name, pull in by_label[1].items():
        m, loss = by_label[0][name].get_data()
        away = np.abs(m[1:-1] - 1) > 0.05  # the hinge loss has a corner at 1
        slope = (loss[2:] - loss[:-2]) / (m[2:] - m[:-2])
        assert pull.get_ydata()[1:-1][away] == pytest.approx(-slope[away], abs=1e-3)


def test_a_dot_stands_on_each_curve() -> None:
    stage = usual(margin_loss_explorer)
    for ax in stage.snapshot(margin=7).axes:
        curves = [line for line in ax.lines if len(line.get_xdata()) > 2]
        dots = [line for line in ax.lines if len(line.get_xdata()) == 1 and line.get_marker() != ""]
        dots = [line for line in dots if line.get_marker() != "None"]
        assert len(dots) == len(curves)
        for curve, dot in zip(curves, dots, strict=True):
            ((x, y),) = dot.get_xydata()
            assert x == pytest.approx(-2.3)
            assert y == pytest.approx(np.interp(x, *curve.get_data()), abs=1e-2)
