"""What holds for every explorer in Python: a new one is tested as soon as it is exported."""

import re

import numpy as np
import pytest
from matplotlib import pyplot as plt
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.text import Text

from logit_core import explorers
from logit_core.explorers import Stage
from tests.thorough import quickly

from ..bench.weight import most_of_page, weigh
from ..browser.explorers import EXPLORERS, everywhere, spread, stage_of

MOST_AT_FIRST = 300_000  # bytes
MOST_STORED = 60_000
# a hyphen where a minus sign belongs: before a number, or in a power of ten
HYPHEN = re.compile(r"(?<![\w-])-(?=[\d.])|(?<=\de)-")


def test_there_are_explorers() -> None:
    assert len(EXPLORERS) >= 2


# the page of the Iris panel holds twelve pairs of features, which takes half a minute
@pytest.mark.parametrize("name", quickly(EXPLORERS, set(EXPLORERS) - {"iris_explorer"}))
def test_an_explorer_sends_and_stores_little_and_leaves_no_figure(name: str) -> None:
    before = plt.get_fignums()  # of other tests
    weight = weigh(getattr(explorers, name), as_page=True)
    assert weight.at_first <= MOST_AT_FIRST
    assert weight.stored <= MOST_STORED
    assert weight.page <= most_of_page(name)
    assert plt.get_fignums() == before


@pytest.mark.parametrize("most", quickly([5, 200], [5]))
@pytest.mark.parametrize("name", EXPLORERS)
def test_numbers_have_a_minus_sign_not_a_hyphen(name: str, most: int) -> None:
    stage = stage_of(name)
    written = [label for labels in stage.controls.values() for label in labels]
    for at in spread(everywhere(stage), most):
        written.append(stage.sentence_at(**at))
        written += [text.get_text() for text in stage.snapshot(**at).findobj(Text)]
    FigureCanvasAgg(stage.fig).draw()  # gives the axes their numbers
    written += [text.get_text() for text in stage.fig.findobj(Text)]
    for text in written:
        plain = re.sub(r"\$[^$]*\$", "", text)  # a formula has its minus signs by itself
        assert not HYPHEN.search(plain), text


def test_the_weight_is_what_a_stage_sends() -> None:
    noise = np.random.default_rng(0).normal(size=(500, 200))  # digits that cannot be compressed

    def show(n: int) -> Stage:
        fig = Figure(figsize=(2, 1.5))
        (line,) = fig.subplots().plot([0, 1], [0, 1])
        return Stage(fig, k=n).moves(line, x=noise[0], y=noise[:n], by="k")

    small, large = (weigh(lambda n=n: show(n), as_page=True) for n in (1, 500))
    # 499 rows of 200 numbers, as exact as they are seen, and labels
    assert 190_000 < large.at_first - small.at_first < 240_000
    assert 250_000 < large.page - small.page < 320_000  # three bytes are four letters there
    assert small.stored == pytest.approx(large.stored, rel=0.01)
