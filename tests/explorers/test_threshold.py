"""The four counts at each threshold, held against scikit-learn."""

import numpy as np
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from sklearn import metrics

from logit_core.explorers import threshold_explorer

from .reading import usual
from .sweeping import sweep


def test_the_threshold_explorer_holds_at_every_position():
    assert sweep(usual(threshold_explorer), rendered=2) == 101


def test_the_threshold_explorer_counts_like_scikit_learn():
    rng = np.random.default_rng(3)
    y = rng.integers(0, 2, 60)
    p = np.round(rng.random(60), 2)  # many of them equal to a threshold
    stage = threshold_explorer(y, p, class_names=("healthy", "ill"))
    for k in (0, 25, 50, 93):
        guess = p >= k / 100
        (tn, fp), (fn, tp) = metrics.confusion_matrix(y, guess)
        recall, precision = metrics.recall_score(y, guess), metrics.precision_score(y, guess)
        assert stage.sentence_at(threshold=k) == (
            f"Threshold {k / 100:.2f}: {tp} of {tp + fn} ill caught (recall {recall:.1%}), "
            f"{fp} of {fp + tn} healthy alarmed falsely (false alarm rate {fp / (fp + tn):.1%}). "
            f"Of {tp + fp} alarms {tp} are right (precision {precision:.1%})."
        )
        strip, roc, pr = stage.snapshot(threshold=k).axes
        drawn = [text.get_text() for text in strip.texts if text.get_text().isdecimal()]
        assert drawn == [str(n) for n in (fn, tp, tn, fp)]
        assert roc.lines[-1].get_xydata()[0] == pytest.approx([fp / (fp + tn), recall])
        assert pr.lines[-1].get_xydata()[0] == pytest.approx([recall, precision])


def test_the_moving_points_stay_on_their_curves():
    rng = np.random.default_rng(4)
    stage = threshold_explorer(rng.integers(0, 2, 40), rng.random(40))
    for k in range(0, 95, 19):
        _, roc, pr = stage.snapshot(threshold=k).axes
        for ax, curve in ((roc, roc.lines[1]), (pr, pr.lines[1])):
            gaps = np.abs(curve.get_xydata() - ax.lines[-1].get_xydata()).max(axis=1)
            assert gaps.min() < 1e-9


@pytest.mark.parametrize(
    ("p", "words"),
    [
        ([0.1, 0.2], "Nothing is predicted positive, so precision is 0/0 and has no value."),
        ([0.1, 0.9], "Of 1 alarm 1 is right (precision 100.0%)."),
        ([0.8, 0.9], "Of 2 alarms 1 are right (precision 50.0%)."),
    ],
)
def test_precision_is_put_into_words_where_there_are_few_alarms(p, words):
    stage = threshold_explorer([0, 1], p)
    assert stage.sentence_at(threshold=50).endswith(words)
    if "0/0" in words:
        assert np.isnan(stage.snapshot(threshold=50).axes[2].lines[-1].get_ydata()).all()


def test_points_that_no_threshold_moves_are_not_taken():
    y = np.array([0, 1, 0, 1])
    taken = {p: len(threshold_explorer(y, np.full(4, p))._handles) for p in (0.99, 1.0)}
    assert taken == {0.99: 3, 1.0: 1}


def test_names_that_are_given_hold_without_data_too():
    classes = np.array(["harmless", "harmful"])
    assert "harmful caught" in threshold_explorer(class_names=classes).sentence
    assert "malignant caught" in usual(threshold_explorer).sentence
    assert "class 1 caught" in threshold_explorer([0, 1], [0.2, 0.8]).sentence


def test_wide_names_leave_room_for_the_points():
    names = ["PERCENTAGE OF MALIGNANT TUMOURS AMONG ALL WOMEN OF AN AGE", "W" * 60]
    stage = threshold_explorer([0, 1], [0.2, 0.7], class_names=names)
    fig = stage.snapshot()
    FigureCanvasAgg(fig).draw()
    assert all(ax.get_window_extent().width > 100 for ax in fig.axes)
    low, high = (label.get_window_extent() for label in fig.axes[0].get_yticklabels())
    assert low.y1 < high.y0


@pytest.mark.parametrize(
    ("y", "p", "message"),
    [
        ([0, 1], None, "y and p must be given together"),
        ([0, 1], [0.5], "p must be as long as y"),
        ([0, 1], [0.5, 1.5], r"p must lie in \[0, 1\]"),
        ([1, 1], [0.5, 0.6], "both labels, got one class only"),
    ],
)
def test_it_refuses_what_it_cannot_draw(y, p, message):
    with pytest.raises(ValueError, match=message):
        threshold_explorer(y, p)
