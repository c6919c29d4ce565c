"""The bills of the clinic, counted anew by scikit-learn."""

import numpy as np
import pytest
from sklearn.metrics import confusion_matrix

from logit_core.explorers import clinic_explorer
from logit_core.explorers.clinic import MEASUREMENTS
from logit_core.explorers.tumours import judge_tumours
from logit_core.figures.style import CLASS_STYLES
from logit_core.probability import log_odds, sigmoid

from .reading import numbers, only, usual
from .sweeping import sweep

TODAY, TOMORROW = np.reshape(np.array(judge_tumours(MEASUREMENTS), dtype=object), (2, 2))
FACTORS = (1, 3, 1 / 3)
SOME = [
    {"miss": miss, "threshold": threshold, "probabilities": probabilities}
    for miss, threshold in ((0, 35), (3, 20), (3, 3), (4, 31), (5, 20), (5, 45))
    for probabilities in range(3)
]


def values(control: str) -> list[float]:
    return [float(label) for label in usual(clinic_explorer).controls[control]]


def mistakes(one: np.ndarray, threshold: float, factor: float) -> tuple[int, int]:
    """Return how many tumours are missed, and how many alarms are false."""
    y, z = one
    (_, false), (missed, _) = confusion_matrix(y, sigmoid(factor * z) >= threshold)
    return missed, false


def bill(one: np.ndarray, threshold: float, factor: float, miss: float) -> float:
    missed, false = mistakes(one, threshold, factor)
    return miss * missed + false


def test_the_clinic_explorer_holds_at_every_position() -> None:
    assert sweep(usual(clinic_explorer), rendered=4, every=7) > 200


@pytest.mark.parametrize("at", SOME)
def test_the_bills_are_what_scikit_learn_counts(at: dict[str, int]) -> None:
    stage = usual(clinic_explorer)
    miss, threshold = values("miss")[at["miss"]], values("threshold")[at["threshold"]]
    factor = FACTORS[at["probabilities"]]
    said = (
        "so t[*] is {}[.] The .* On validation {} of 53 tumours are missed and {} of 89 patients "
        "alarmed falsely: the bill is {}[.] By t[*] it is {}; the cheapest threshold, {}, gives {}"
    )
    star, missed, false, today, ruled, low, lowest = numbers(stage, said, **at)
    assert star == pytest.approx(1 / (1 + miss), abs=5e-4)
    assert (missed, false) == mistakes(TODAY, threshold, factor)
    assert today == miss * missed + false
    assert ruled == bill(TODAY, 1 / (1 + miss), factor, miss)
    bills = [bill(TODAY, t, factor, miss) for t in values("threshold")]
    assert lowest == min(bills)
    assert low == values("threshold")[int(np.argmin(bills))]
    assert stage.sentence_at(**at, tomorrow=0).endswith(" Tomorrow's list is closed.")
    later = "list is open: the bill is {}, by t[*] {}, by the cheapest on validation {}[.]"
    assert numbers(stage, later, **at, tomorrow=1) == [
        bill(TOMORROW, t, factor, miss) for t in (threshold, 1 / (1 + miss), low)
    ]


@pytest.mark.parametrize("at", SOME[::4])
def test_the_picture_shows_the_patients_and_their_bills(at: dict[str, int]) -> None:
    stage = usual(clinic_explorer)
    factor, miss = FACTORS[at["probabilities"]], values("miss")[at["miss"]]
    threshold = values("threshold")[at["threshold"]]
    top, bottom = stage.snapshot(**at, tomorrow=1).axes
    names = [text.get_text() for text in top.texts]
    assert names[2::3] == ["validation", "tomorrow"]
    thresholds = np.array(values("threshold"))
    for k, (one, look) in enumerate(((TODAY, "-"), (TOMORROW, "--"))):
        y, z = one
        for label in (0, 1):
            points = top.lines[2 * k + label]
            assert points.get_color() == CLASS_STYLES[label].color
            drawn = points.get_xdata()
            assert len(drawn) == (y == label).sum()
            inside = np.abs(factor * z[y == label]) < 7.3
            assert drawn[inside] == pytest.approx(factor * z[y == label][inside], rel=1e-5)
            assert np.abs(drawn[~inside]) == pytest.approx(7.3)
        missed, false = mistakes(one, threshold, factor)
        assert names[3 * k : 3 * k + 2] == [f"{missed} missed", f"{false} alarms"]
        curve = only(bottom, linestyle=look, linewidth=2.0)
        assert curve.get_ydata() == pytest.approx([bill(one, t, factor, miss) for t in thresholds])
        assert curve.get_xdata() == pytest.approx(log_odds(thresholds), rel=1e-6)
        _, here, star = bottom.lines[2:][3 * k : 3 * k + 3]  # behind the two rules
        assert here.get_xydata()[0] == pytest.approx(
            [log_odds(threshold), bill(one, threshold, factor, miss)]
        )
        assert star.get_ydata()[0] == bill(one, 1 / (1 + miss), factor, miss)


def test_tomorrow_is_not_seen_before_its_list_is_open() -> None:
    top, bottom = usual(clinic_explorer).snapshot(tomorrow=0).axes
    hidden, seen = [*top.lines[2:4], *bottom.lines[5:8]], [*top.lines[:2], *bottom.lines[2:5]]
    assert all(np.isnan(line.get_ydata()).all() for line in hidden)
    assert not any(np.isnan(line.get_ydata()).any() for line in seen)
