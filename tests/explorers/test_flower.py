"""The lines that one flower moves, held against SciPy and scikit-learn."""

import numpy as np
import pytest
from matplotlib.axes import Axes
from scipy.optimize import linprog, minimize_scalar
from scipy.stats import linregress
from sklearn.linear_model import LogisticRegression

from logit_core import load_iris_pair, sigmoid
from logit_core.explorers import flower_explorer
from logit_core.figures.style import BLACK, CLASS_STYLES

from .reading import at, numbers, only, usual
from .sweeping import positions, sweep

X, Y, _ = load_iris_pair("setosa", "versicolor", ["petal length"])
S = 2 * Y - 1
PENALTY = 0.01
SOME = [
    {"flower": flower, "length": length} for flower in (0, 1) for length in (0, 4, 10, 13, 16, 21)
]


def lines(**here: int) -> np.ndarray:
    """Return what the sentence says, a row for each rule: crossing and slope."""
    said = (
        "crossing at {} cm, with slope {}; the hinge loss at {} cm, {}; "
        "the log loss at {} cm, {}; least squares at {} cm, {}[.]"
    )
    return np.reshape(numbers(usual(flower_explorer), said, **here), (4, 2))


def flowers(flower: int, length: int) -> np.ndarray:
    """Return the petal lengths with the longest flower of a species moved."""
    x = X[:, 0].copy()
    x[np.argmax(np.where(flower == Y, x, 0))] = float(
        usual(flower_explorer).controls["length"][length]
    )
    return x


def best_lines(x: np.ndarray) -> np.ndarray:
    """Return crossing and slope of the best line by each rule, by other ways."""
    model = LogisticRegression(C=1 / (PENALTY * len(x)), tol=1e-10, max_iter=10_000)
    model.fit(x[:, None], Y)
    slope = model.coef_[0, 0]
    squares = linregress(x, Y)
    return np.array(
        [
            best_by_worst_slack(x),
            best_by_hinge(x),
            [-model.intercept_[0] / slope, slope],
            [(0.5 - squares.intercept) / squares.slope, squares.slope],
        ]
    )


def best_by_worst_slack(x: np.ndarray) -> tuple[float, float]:
    """Find bias and slack by a linear programme, for each direction of the line."""
    found = {}
    for turn in (1, -1):
        rows = np.column_stack([-S, -np.ones(len(x))])  # -s (w0 + turn x) <= slack
        best = linprog([0, 1], A_ub=rows, b_ub=S * turn * x, bounds=(None, None))
        found[best.fun] = (-best.x[0] / turn, turn)
    return found[min(found)]


def best_by_hinge(x: np.ndarray) -> tuple[float, float]:
    """Search the slope; the best bias for a slope is a kink of the loss, or between two."""

    def best_biases(w1: float) -> tuple[float, np.ndarray]:
        kinks = np.unique(S - w1 * x)
        losses = np.maximum(0, 1 - S * (kinks[:, None] + w1 * x)).mean(axis=1)
        return losses.min(), kinks[losses < losses.min() + 1e-9]

    slope = minimize_scalar(
        lambda w1: best_biases(w1)[0] + PENALTY / 2 * w1**2,
        bounds=(-4, 4),
        method="bounded",
        options={"xatol": 1e-9},
    ).x
    ends = best_biases(slope)[1][[0, -1]]
    return -ends.mean() / slope, slope


def drawn_pulls(rows: Axes, x: np.ndarray, taken: int) -> np.ndarray:
    """Return the pull (rule, flower) that the arrows show; 0 where there is none."""
    own = only(rows, color=BLACK, linewidth=2.2)
    others = [only(rows, color=style.color, linewidth=1.2) for style in CLASS_STYLES]
    pulls = np.zeros((4, len(x)))
    for i, place in enumerate(x):
        arrows = (own if i == taken else others[int(Y[i])]).get_xydata().reshape(4, -1, 6, 2)
        for k, height in enumerate((3, 2, 1, 0)):
            for start, tip in arrows[k, :, :2]:
                if start == pytest.approx([place, height]):
                    assert tip[0] == start[0]
                    pulls[k, i] = (tip[1] - height) / 0.4
    return pulls


def test_the_flower_explorer_holds_at_every_position() -> None:
    assert sweep(usual(flower_explorer)) == 2 * 22


@pytest.mark.parametrize("here", SOME)
def test_each_line_is_the_best_by_its_rule(here: dict[str, int]) -> None:
    assert lines(**here) == pytest.approx(best_lines(flowers(**here)), abs=0.0051)


def test_a_versicolor_on_its_own_side_moves_least_squares_alone() -> None:
    stage = usual(flower_explorer)
    near, far = (at(stage, flower="versicolor", length=length) for length in ("5.1", "50"))
    assert lines(**far)[:3] == pytest.approx(lines(**near)[:3])
    assert (lines(**near)[3, 0], lines(**far)[3, 0]) == (2.86, 3.31)
    said = "The longest versicolor has petals of "
    assert stage.sentence_at(**near).startswith(f"{said}5.1 cm. The worst slack puts")
    assert stage.sentence_at(**far).startswith(f"{said}50 cm in place of 5.1. The worst")


def test_a_setosa_there_moves_all_of_them() -> None:
    stage = usual(flower_explorer)
    near, far = (at(stage, flower="setosa", length=length) for length in ("1.9", "50"))
    assert lines(**near)[:3, 1] == pytest.approx([1, 1.43, 2.9])
    assert lines(**far)[:3, 1] == pytest.approx([-1, 0.74, 0.44])
    assert (lines(**far)[:, 0] > lines(**near)[:, 0] + 0.15).all()


@pytest.mark.parametrize("here", SOME)
def test_the_arrows_are_the_pulls_of_the_losses_and_cancel(here: dict[str, int]) -> None:
    x = flowers(**here)
    taken = int(np.argmax(np.where(here["flower"] == Y, X[:, 0], 0)))
    pulls = drawn_pulls(usual(flower_explorer).snapshot(**here).axes[0], x, taken)
    crossings, slopes = best_lines(x).T
    z = slopes[:, None] * (x - crossings[:, None])
    assert pulls[2] == pytest.approx(Y - sigmoid(z[2]), abs=0.021)  # feebler ones have no arrow
    assert pulls[3] == pytest.approx(Y - 0.5 - z[3], abs=0.021)
    assert pulls[1][S * z[1] < 0.999] == pytest.approx(S[S * z[1] < 0.999])
    assert pulls[1][S * z[1] > 1.001] == pytest.approx(0)
    # the bias is free, and the penalty alone holds against the pulls on the slope
    assert pulls[1].sum() == pytest.approx(0, abs=0.06)
    assert pulls[1] @ x / len(x) == pytest.approx(PENALTY * slopes[1], abs=0.002)
    worst = S * z[0] < (S * z[0]).min() + 1e-6
    assert pulls[0] == pytest.approx(np.where(worst, S / 2, 0))


def test_the_rows_show_what_each_line_answers_and_count_it() -> None:
    stage = usual(flower_explorer)
    first = best_lines(X[:, 0])[:, 1]
    for here in [*positions(stage)][::3]:
        x = flowers(**here)
        rows, panel = stage.snapshot(**here).axes
        bands = [only(rows, color=style.color, linewidth=7.0) for style in CLASS_STYLES]
        ends = [band.get_xdata().reshape(4, 3) for band in bands]
        counts = [text.get_text() for text in rows.texts]
        for k, (crossing, slope) in enumerate(lines(**here)):
            above = int(slope > 0)  # the class that the line sees above its crossing
            assert ends[above][k, 0] == pytest.approx(crossing, abs=0.0051)
            assert ends[1 - above][k, 1] == pytest.approx(crossing, abs=0.0051)
            if np.abs(x - crossing).min() > 0.006:
                n_right = (((x > crossing) == above) == Y).sum()
                assert counts[k] == f"{n_right} right"
        dots = [line.get_ydata()[0] for line in panel.lines if line.get_marker() == "o"]
        assert np.multiply(dots, first) == pytest.approx(lines(**here)[:, 1], abs=0.0051)


@pytest.mark.parametrize("layout", ["wide", "stacked"])
def test_counts_stand_between_the_rows(layout: str) -> None:
    fig = usual(flower_explorer).snapshot(layout=layout, length=21)
    ax = fig.axes[0]
    inner = 72 / fig.dpi
    counts = [text for text in ax.texts if text.get_text().endswith(" right")]
    assert len(counts) == 4
    rows = inner * ax.transData.transform([(1, height) for height in range(4)])[:, 1]
    for text in counts:
        box = text.get_window_extent()
        low, high = inner * box.y0, inner * box.y1 - 2  # points; digits do not reach the top
        assert all(low > row + 3 or high < row - 3 for row in rows)
