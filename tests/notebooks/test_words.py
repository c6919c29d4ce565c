"""On the main lines, read from chapter 1 on, each word is first met where it is explained.

What is not read: the notes and letters of chapter 0, which say "never mind yet"; titles and what a
chapter promises; sources, and where they go next; the side rooms.
"""

import re
from collections.abc import Iterator

import pytest

from .chapters import CELLS, CHAPTERS, NOTEBOOKS
from .notebook_rules import Notebook
from .run_notebooks import FOLDER

# The word as a pattern, and the cell that explains it and sets it in *italics*.
EXPLAINED = {
    "features?": "01_odds_and_log_odds#ask-line",
    "weights?": "01_odds_and_log_odds#ask-line",
    "fit(s|ted|ting)?": "01_odds_and_log_odds#ask-line",
    "log-odds": "01_odds_and_log_odds#log-odds-heading",
    "logistic function": "01_odds_and_log_odds#solve-for-p",
    "odds ratios?": "01_odds_and_log_odds#ratio-heading",
    "sigmoids?": "01_odds_and_log_odds#far-heading",
    "likelihood ratios?": "01_odds_and_log_odds#evidence-heading",
    "scores?": "02_sigmoid#title",
    "false alarms?": "02_sigmoid#ask-explorer",
    "bias(es)?": "02_sigmoid#score-heading",
    "seeds?": "02_sigmoid#vector-heading",
    "boundar(y|ies)": "02_sigmoid#ask-boundary",
    "surprise": "03_binary_cross_entropy#read-how-sure",
    "maximum likelihood": "03_binary_cross_entropy#read-likelihood",
    "underflows?": "03_binary_cross_entropy#read-underflow",
    "cross-entrop(y|ies)": "03_binary_cross_entropy#terms-heading",
    "log loss(es)?": "03_binary_cross_entropy#terms-heading",
    "chain rule": "03_binary_cross_entropy#ask-links",
    "central differences?": "03_binary_cross_entropy#product-heading",
    "gradients?": "03_binary_cross_entropy#all-heading",
    "gradient descent": "04_stochastic_gradient_descent#ask-rule",
    "learning rates?": "04_stochastic_gradient_descent#ask-rule",
    "stochastic": "04_stochastic_gradient_descent#point-heading",
    "SGD": "04_stochastic_gradient_descent#point-heading",
    "epochs?": "04_stochastic_gradient_descent#algorithm-heading",
    "permutations?": "04_stochastic_gradient_descent#ask-library",
    "(full|mini)[- ]batch(es)?": "04_stochastic_gradient_descent#batch-heading",
    "separable": "05_iris#perfect-heading",
    "early stopping": "05_iris#read-no-minimum",
    "hyperplanes?": "06_soft_margin#separable-heading",
    "slacks?": "06_soft_margin#slack-heading",
    "margins?": "06_soft_margin#distance-heading",
    "soft margins?": "06_soft_margin#textbook-heading",
    "textbook slacks?": "06_soft_margin#textbook-heading",
    "hinge": "06_soft_margin#textbook-heading",
    "support vector": "06_soft_margin#read-margins",
    "penalt(y|ies)": "06_soft_margin#growth-heading",
    "training": "07_words_of_caution#split-heading",
    "validation": "07_words_of_caution#split-heading",
    "standard deviations?": "07_words_of_caution#scaling-heading",
    "standardised?": "07_words_of_caution#scaling-heading",
    "leaks?": "07_words_of_caution#break-heading",
    "accuracy": "07_words_of_caution#rare-heading",
    "recall": "07_words_of_caution#balanced-heading",
    "confusion matrix": "07_words_of_caution#threshold-heading",
    "calibrated": "07_words_of_caution#calibration-heading",
    "L1": "08_beyond#penalty-heading",
    "hyperparameters?": "08_beyond#tuning-heading",
    "cross-validation": "08_beyond#read-tune",
    "momentum": "08_beyond#optimiser-heading",
    "Adam": "08_beyond#optimiser-heading",
    "Newton's method": "08_beyond#optimiser-heading",
    "Hessian": "08_beyond#optimiser-heading",
    "L-BFGS": "08_beyond#optimiser-heading",
    "gradient evaluations?": "08_beyond#optimiser-heading",
    "federated": "08_beyond#outgrow-heading",
}
# Words and code for the side rooms alone.
NOT_ON_A_MAIN_LINE = ["floats?", "overflows?", "lambda", "eigenvalues?", "nats?", "AUC"]

UNREAD = {"learn", "sources", "next"}


def main_lines() -> Iterator[tuple[str, str]]:
    """Yield each cell that is read, and its text, in the order of the course."""
    for name in CHAPTERS:
        chapter = Notebook(FOLDER / f"{name}.ipynb", NOTEBOOKS[name])
        for cell in chapter.main_line.node.cells:
            if cell.id not in UNREAD and not cell.id.startswith("setup"):
                without_title = re.sub(r"\A# .*", "", cell.source)
                without_targets = re.sub(r"\]\(.*?\)", "]", without_title)
                yield f"{name}#{cell.id}", " ".join(without_targets.split())


READ = list(main_lines())


def where(word: str) -> list[str]:
    """Return the cells of the main lines that use a word."""
    return [cell for cell, text in READ if re.search(rf"\b({word})\b", text, re.IGNORECASE)]


@pytest.mark.parametrize("word", EXPLAINED)
def test_a_word_is_first_met_where_it_is_explained(word: str) -> None:
    assert where(word)[0] == EXPLAINED[word]
    text = " ".join(CELLS[EXPLAINED[word]].source.split())
    in_italics = re.findall(r"\*+([^*]+)\*+", text)
    assert any(re.search(rf"\b({word})\b", part, re.IGNORECASE) for part in in_italics)


@pytest.mark.parametrize("word", NOT_ON_A_MAIN_LINE)
def test_what_only_side_rooms_explain_stands_in_side_rooms_only(word: str) -> None:
    assert where(word) == []
