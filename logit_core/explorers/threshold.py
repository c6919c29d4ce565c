"""Move the threshold: the four counts, and the point on the ROC and precision-recall curves."""

from collections.abc import Sequence
from typing import Any, Final

import numpy as np
from matplotlib.axes import Axes
from matplotlib.text import Text
from numpy.typing import ArrayLike

from logit_core._validation import Floats, as_labels, as_scores, together_or
from logit_core.descent import newton
from logit_core.explorers.tumours import load_tumours
from logit_core.figures._arguments import as_names, label_axes, shortened
from logit_core.figures.style import (
    BLACK,
    BLUE,
    CLASS_STYLES,
    FAINT,
    HERE,
    crowd,
    jitter,
    new_figure,
)
from logit_core.model import add_intercept, predict_probability
from logit_core.stage import Control, Stage

THRESHOLDS: Final = np.arange(101) / 100
_HIGHEST: Final = 1.1  # inches, of a name beside its row of points
_CORNERS: Final = (  # inside of the first and the last threshold, whose rules strike no word out
    (0.02, 1.42, "left", "missed"),
    (0.98, 1.42, "right", "caught"),
    (0.02, -0.7, "left", "left alone"),
    (0.98, -0.7, "right", "false alarms"),
)


def threshold_explorer(
    y: ArrayLike | None = None,
    p: ArrayLike | None = None,
    *,
    class_names: Sequence[str] | None = None,
) -> Stage:
    """Show what each threshold makes of the same probabilities.

    Parameters
    ----------
    y : array_like of shape (n_samples,), optional
        Labels, both of them present. Left out: 285 tumours, judged by four measurements that do
        not depend on their size; malignant is class 1.
    p : array_like of shape (n_samples,), optional
        Their probabilities of class 1, given together with `y`.
    class_names : sequence of two str, optional
        What the points of class 0 and of class 1 are called.

    Returns
    -------
    stage : Stage
        With the control ``threshold``, from 0.00 to 1.00.

    Raises
    ------
    ValueError
        If only one of `y` and `p` is given, their lengths differ, or one class is missing.
    """
    if class_names is None:
        class_names = ("benign", "malignant") if y is None else ("class 0", "class 1")
    y, p = together_or(_judged_tumours, y=y, p=p)
    y = as_labels(y, both=True)
    p = as_scores(p, "p", len(y), low=0.0, high=1.0)
    class_names = as_names(class_names, "class_names", 2)
    n_zeros, n_ones = (y == 0).sum(), (y == 1).sum()

    positive = p >= THRESHOLDS[:, None]
    caught, false = (positive & (y == 1)).sum(axis=1), (positive & (y == 0)).sum(axis=1)
    alarms = caught + false
    recall, false_rate = caught / n_ones, false / n_zeros
    precision = np.where(alarms > 0, caught / np.maximum(alarms, 1), np.nan)

    fig = new_figure(10.5)
    strip, roc, pr = fig.subplots(1, 3, width_ratios=[1.5, 1, 1])
    texts = _draw_points(strip, y, p, class_names)
    _draw_curves(roc, pr, y, p)
    rule = strip.axvline(0.5, color=BLACK, linestyle="--", linewidth=1.5)
    (on_roc,), (on_pr,) = (ax.plot([0], [0], **HERE) for ax in (roc, pr))

    stage = Stage(fig, threshold=Control(THRESHOLDS, at=50, format=".2f"))
    stage.puts(rule, x=THRESHOLDS)
    for text, numbers in zip(texts, (n_ones - caught, caught, n_zeros - false, false), strict=True):
        stage.writes(text, [str(n) for n in numbers])
    stage.puts(on_roc, x=false_rate, y=recall)
    stage.puts(on_pr, x=recall, y=precision)
    stage.grab(rule)
    if alarms[-1] < len(y):  # where all have probability 1, no threshold moves the points
        stage.grab(on_roc).grab(on_pr)
    return stage.says(
        "Threshold {threshold}: {caught:.0f} of {n_ones:.0f} {one} caught (recall {recall:.1%}), "
        "{false:.0f} of {n_zeros:.0f} {zero} alarmed falsely (false alarm rate {rate:.1%}). "
        "{precision}.",
        caught=caught,
        n_ones=n_ones,
        one=class_names[1],
        recall=recall,
        false=false,
        n_zeros=n_zeros,
        zero=class_names[0],
        rate=false_rate,
        precision=[_precision(*pair) for pair in zip(caught, alarms, strict=True)],
    )


def _draw_points(ax: Axes, y: Floats, p: Floats, class_names: Sequence[str]) -> list[Text]:
    """Draw a row of points for each class, and return the four counts, to be written."""
    for label, style in enumerate(CLASS_STYLES):
        own = p[y == label]
        height = label + 0.5 * jitter(len(own)) - 0.25
        look = {"markersize": 3.5, "alpha": 0.7} | crowd(len(p))
        ax.plot(own, height, style.marker, color=style.color, **look)
    ax.set(xlim=(-0.04, 1.04), ylim=(-0.8, 1.8), title="probabilities and the four counts")
    label_axes(ax, f"probability of {class_names[1]}", "")
    ax.set_yticks([0, 1])
    names = [shortened(name, _HIGHEST) for name in class_names]
    ax.set_yticklabels(names, rotation=90, va="center")
    for left, low, side, word in _CORNERS:
        ax.text(left, low, word, ha=side)
    large: dict[str, Any] = {"fontsize": 12, "fontweight": "bold"}
    return [ax.text(left, low + 0.16, "", ha=side, **large) for left, low, side, _ in _CORNERS]


def _draw_curves(roc: Axes, pr: Axes, y: Floats, p: Floats) -> None:
    """Draw the ROC curve, and precision over recall; dotted: who guesses."""
    from sklearn.metrics import precision_recall_curve, roc_curve

    roc.plot([0, 1], [0, 1], ":", color=BLACK, linewidth=1)
    false_rate, recall, _ = roc_curve(y, p, drop_intermediate=False)
    roc.plot(false_rate, recall, color=BLUE, linewidth=2)
    roc.set(title="ROC curve", xlabel="false alarm rate", ylabel="recall")
    pr.axhline(y.mean(), linestyle=":", color=BLACK, linewidth=1)
    precision, recall, _ = precision_recall_curve(y, p)
    pr.plot(recall[:-1], precision[:-1], color=BLUE, linewidth=2)
    pr.set(title="precision and recall", xlabel="recall", ylabel="precision")
    for ax in (roc, pr):
        ax.set(xlim=(-0.03, 1.03), ylim=(-0.03, 1.03))
        ax.grid(color=FAINT, linewidth=0.5)


def _precision(caught: int, alarms: int) -> str:
    """Put a precision into words; without an alarm there is none."""
    if alarms == 0:
        return "Nothing is predicted positive, so precision is 0/0 and has no value"
    noun, verb = ("alarm", "is") if alarms == 1 else ("alarms", "are")
    return f"Of {alarms} {noun} {caught} {verb} right (precision {caught / alarms:.1%})"


def _judged_tumours() -> tuple[Floats, Floats]:
    """Return labels and probabilities of tumours that the model has not seen."""
    names = ["mean texture", "mean smoothness", "mean symmetry", "mean fractal dimension"]
    tumours = load_tumours(names, n_train=284)
    w = newton(add_intercept(tumours.X), tumours.y).weights[-1]
    return tumours.y_valid, predict_probability(add_intercept(tumours.X_valid), w)
