"""The clinic: mistakes have prices, a threshold is chosen, and tomorrow brings the bill."""

from typing import Final, NamedTuple

import numpy as np
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.text import Text
from numpy.typing import NDArray

from logit_core._validation import Floats
from logit_core.explorers.tumours import judge_tumours
from logit_core.figures.style import (
    BLACK,
    BLUE,
    CLASS_STYLES,
    FAINT,
    GREEN,
    HERE,
    PURPLE,
    jitter,
    new_figure,
)
from logit_core.probability import log_odds
from logit_core.stage import Control, Stage

MEASUREMENTS: Final = (
    "mean texture",
    "mean smoothness",
    "mean symmetry",
    "mean fractal dimension",
)
PRICES: Final = np.array([1, 2, 4, 9, 19, 49])  # of a miss; a false alarm costs 1
THRESHOLDS: Final = np.array(
    [0.001, 0.0015, 0.002, 0.0025, 0.003, 0.004, 0.005, 0.007, 0.01, 0.015, 0.02, 0.03, 0.04, 0.05]
    + [k / 100 for k in (*range(6, 15), *range(16, 30, 2), *range(30, 70, 4), *range(70, 96, 5))]
)
FACTORS: Final = {"as fitted": 1.0, "three times too sure": 3.0, "three times too shy": 1 / 3}
_TICKS: Final = np.array([0.001, 0.01, 0.1, 0.5, 0.9, 0.99, 0.999])
_EDGE: Final = 7.3  # the largest log-odds in the picture
_MARGIN: Final = 5.0  # beyond it, for words
_DEAREST: Final = 300.0  # of the bills in it


def clinic_explorer() -> Stage:
    """Choose a threshold for alarms by what mistakes cost, then see what it costs tomorrow.

    The threshold is chosen on the validation part of the tumours; tomorrow's list is the test
    part. A false alarm costs 1, a right answer nothing. The rule t* = 1 / (1 + price of a miss)
    stands beside the threshold that is cheapest on validation. The log-odds can be made three
    times too large or too small, which leaves the order of the patients as it is.

    Returns
    -------
    stage : Stage
        With the controls ``miss``, ``threshold``, ``probabilities`` and ``tomorrow``.
    """
    patients = judge_tumours(MEASUREMENTS)
    lists = [
        _List(patients.y_valid, patients.z_valid, np.array([1.0])),
        _List(patients.y_test, patients.z_test, np.array([np.nan, 1.0])),
    ]
    rule = 1 / (1 + PRICES)
    bills = [_bills(one, THRESHOLDS) for one in lists]  # (miss, threshold, probabilities)
    by_rule = [np.einsum("kkf->kf", _bills(one, rule)) for one in lists]
    best = bills[0].argmin(axis=1)  # (miss, probabilities)
    missed, false = _count_mistakes(lists[0], THRESHOLDS)

    fig = new_figure(9, 5.25)
    top, bottom = fig.subplots(2, 1, height_ratios=[1.3, 1])
    rows, rules = _draw_lists(top), [_draw_rules(ax) for ax in (top, bottom)]
    curves, cheapest = _draw_bills(bottom)
    bottom.legend(loc="center right")

    stage = Stage(
        fig,
        miss=Control(PRICES, at=3, label="price of a miss"),
        threshold=Control(THRESHOLDS, at=int(np.argmax(THRESHOLDS == 0.5)), format=".4g"),
        probabilities=Control(list(FACTORS), kind="choice"),
        tomorrow=Control(("closed", "open"), kind="toggle", label="tomorrow's list"),
    )
    for threshold, star in rules:
        stage.puts(threshold, x=log_odds(THRESHOLDS), by="threshold")
        stage.puts(star, x=log_odds(rule), by="miss")
    for one, row in zip(lists, rows, strict=True):
        _show_list(stage, one, row)
    for one, curve, bill, at_rule in zip(lists, curves, bills, by_rule, strict=True):
        _show_bill(stage, one, curve, bill, at_rule)
    stage.puts(
        cheapest,
        x=log_odds(THRESHOLDS)[best],
        y=bills[0].min(axis=1),
        by=("miss", "probabilities"),
    )
    stage.grab(rules[1][1], "miss")
    for (threshold, _), panel in zip(rules, ("the patients", "the bills"), strict=True):
        stage.grab(threshold, "threshold", anywhere=panel)
    return stage.says(
        "A miss costs {miss}, a false alarm 1, so t* is {star:.3g}. The probabilities are "
        "{probabilities}; from {threshold} on there is an alarm. On validation {missed:.0f} of "
        "{n_ones:.0f} tumours are missed and {false:.0f} of {n_zeros:.0f} patients alarmed "
        "falsely: the bill is {bill:.0f}. By t* it is {at_rule:.0f}; the cheapest threshold, "
        "{low:.3g}, gives {lowest:.0f}. Tomorrow's list is {tomorrow}{later}.",
        by={
            "star": "miss",
            "bill": ("miss", "threshold", "probabilities"),
            **dict.fromkeys(("missed", "false"), ("threshold", "probabilities")),
            **dict.fromkeys(("at_rule", "low", "lowest"), ("miss", "probabilities")),
        },
        star=rule,
        missed=missed,
        n_ones=lists[0].y.sum(),
        false=false,
        n_zeros=(lists[0].y == 0).sum(),
        bill=bills[0],
        at_rule=by_rule[0],
        low=THRESHOLDS[best],
        lowest=bills[0].min(axis=1),
        later=_say_tomorrow(bills[1], by_rule[1], best),
    )


class _List(NamedTuple):
    """The patients of one day."""

    y: Floats
    z: Floats  # log-odds as fitted
    shown: Floats  # 1 where the list is shown, else NaN, for both positions of `tomorrow` or one


def _count_mistakes(one: _List, thresholds: Floats) -> tuple[Floats, Floats]:
    """Return how many tumours are missed and how many alarms false, (threshold, probabilities)."""
    z = one.z * np.array(list(FACTORS.values()))[:, None]
    alarm = z >= log_odds(thresholds)[:, None, None]
    missed, false = (~alarm & (one.y == 1)).sum(axis=-1), (alarm & (one.y == 0)).sum(axis=-1)
    return missed.astype(np.float64), false.astype(np.float64)


def _bills(one: _List, thresholds: Floats) -> Floats:
    """Return what the mistakes cost together, (miss, threshold, probabilities)."""
    missed, false = _count_mistakes(one, thresholds)
    bills: Floats = PRICES[:, None, None] * missed + false
    return bills


def _say_tomorrow(bills: Floats, by_rule: Floats, best: NDArray[np.int_]) -> NDArray[np.str_]:
    """Say what tomorrow costs, once its list is open; (miss, threshold, probabilities, 2)."""
    today = np.take_along_axis(bills, best[:, None], axis=1)
    words = np.vectorize(
        ": the bill is {:.0f}, by t* {:.0f}, by the cheapest on validation {:.0f}".format
    )(bills, by_rule[:, None], today)
    later: NDArray[np.str_] = np.stack([np.full_like(words, ""), words], axis=-1)
    return later


class _Row(NamedTuple):
    """What moves of a list: its patients, class 0 and class 1, and the counts of mistakes."""

    points: list[Line2D]
    missed: Text
    false: Text


def _draw_lists(ax: Axes) -> list[_Row]:
    """Return the rows of both lists, today's above; each has malignant tumours above benign."""
    rows = []
    lows = (2.5, 0.0)
    for low, name in zip(lows, ("validation", "tomorrow"), strict=True):
        points = [
            ax.plot([], [], style.marker, color=style.color, markersize=3.5, alpha=0.7)[0]
            for style in CLASS_STYLES
        ]
        beside = _EDGE + 0.3
        missed, false = (ax.text(beside, low + k, "", va="center") for k in (1, 0))
        ax.text(beside, low + 1.6, name, va="center")
        rows.append(_Row(points, missed, false))
    ax.axhline(1.95, color=FAINT, linewidth=1, zorder=0.5)
    ax.set_yticks([low + k for low in lows for k in (1, 0)], ["malignant", "benign"] * 2)
    ax.set_ylim(-0.6, 4.5)
    _scale(ax)
    return rows


class _Curve(NamedTuple):
    """What moves of the bills of one list."""

    line: Line2D
    here: Line2D
    at_rule: Line2D


def _draw_bills(ax: Axes) -> tuple[list[_Curve], Line2D]:
    """Return the bills of both lists, and a mark for the cheapest threshold on validation."""
    curves = []
    for name, color, dashes in (("validation", BLUE, "-"), ("tomorrow", PURPLE, "--")):
        (line,) = ax.plot([], [], dashes, color=color, linewidth=2, label=name)
        (here,) = ax.plot([], [], **HERE)
        (at_rule,) = ax.plot([], [], "D", color=color, markeredgecolor=BLACK, markersize=7)
        curves.append(_Curve(line, here, at_rule))
    (cheapest,) = ax.plot([], [], "^", color=BLUE, markeredgecolor=BLACK, markersize=9)
    cheapest.set_label("cheapest")
    ax.set(ylim=(0, _DEAREST), ylabel="bill", xlabel="probability of malignant")
    _scale(ax)
    return curves, cheapest


def _scale(ax: Axes) -> None:
    """Give an axis of log-odds ticks that are probabilities."""
    ax.set_xlim(-_EDGE - 0.3, _EDGE + _MARGIN)
    ax.set_xticks(log_odds(_TICKS), [f"{p:g}" for p in _TICKS])


def _draw_rules(ax: Axes) -> tuple[Line2D, Line2D]:
    """Return rules for the threshold and for t*."""
    return (
        ax.axvline(0, color=BLACK, linestyle="--", linewidth=1.5, label="threshold"),
        ax.axvline(0, color=GREEN, linestyle=":", linewidth=2.5, label="$t^*$"),
    )


def _show_list(stage: Stage, one: _List, row: _Row) -> None:
    """Show the patients at their probabilities, those beyond the picture at its edge."""
    z = np.clip(one.z * np.array(list(FACTORS.values()))[:, None], -_EDGE, _EDGE)
    low = row.false.get_position()[1]
    for label, points in enumerate(row.points):
        own = one.y == label
        heights = low + label - 0.3 + 0.6 * jitter(int(own.sum()))
        places = {"x": z[:, own], "y": one.shown[:, None] * heights}
        stage.moves(points, **places, by={"x": "probabilities", "y": "tomorrow"})
    missed, false = _count_mistakes(one, THRESHOLDS)
    alarms = np.where(false == 1, "alarm", "alarms")  # among the healthy: false ones
    for text, counts, word in ((row.missed, missed, "missed"), (row.false, false, alarms)):
        words = np.vectorize("{:.0f} {}".format)(counts, word)
        by = {"texts": ("threshold", "probabilities"), "x": "tomorrow"}
        stage.writes(text, words, x=text.get_position()[0] * one.shown, by=by)


def _show_bill(stage: Stage, one: _List, curve: _Curve, bills: Floats, by_rule: Floats) -> None:
    """Show the bill over the threshold, at the chosen one, and at t*."""
    run = ("miss", "probabilities", "tomorrow")
    x = np.asarray(log_odds(THRESHOLDS))
    lines = bills.transpose(0, 2, 1)[:, :, None] * one.shown[:, None]
    stage.moves(curve.line, x=x, y=lines, by={"y": run})
    stage.puts(curve.here, x=x, y=bills[..., None] * one.shown, by={"x": "threshold"})
    star = np.asarray(log_odds(1 / (1 + PRICES)))
    stage.puts(curve.at_rule, x=star, y=by_rule[..., None] * one.shown, by={"x": "miss", "y": run})
