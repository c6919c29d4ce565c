"""Move an explorer through every position of its controls and look at each."""

import itertools
import re
from collections.abc import Iterator

import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.lines import Line2D

from logit_core.explorers import Stage
from logit_core.stage.handles import hint


def positions(stage: Stage) -> Iterator[dict[str, int]]:
    """Yield every combination of positions of all controls."""
    controls = stage.controls
    for at in itertools.product(*(range(len(labels)) for labels in controls.values())):
        yield dict(zip(controls, at, strict=True))


def sweep(stage: Stage, *, rendered: int = 8, every: int = 1) -> int:
    """Draw and read every position, or one in so many; return how many there were.

    As many as `rendered`, evenly spread, first and last among them, are also drawn as pixels.
    Fails where a mark holds infinite numbers, a sentence holds NaN, a sentence does not name the
    present position of each control, or what can be dragged is named by its side. Warnings
    are errors under pytest.
    """
    # on a phone the panels stand one above the other
    assert not re.search(r"\b(left|right|middle|upper|lower)\b", hint(stage._handles))
    everywhere = list(positions(stage))[::every]
    to_pixels = set(np.linspace(0, len(everywhere) - 1, rendered).astype(int))
    for i, at in enumerate(everywhere):
        fig = stage.snapshot(**at)
        for ax in fig.axes:
            for artist in ax.lines:
                assert isinstance(artist, Line2D)
                assert not np.isinf(np.asarray(artist.get_data(), float)).any(), at
            for image in ax.images:
                assert np.isfinite(image.get_array()).all(), at
        sentence = stage.sentence_at(**at)
        assert not re.search(r"\bnan\b", sentence), sentence
        assert sentence.endswith("."), sentence
        for name, labels in stage.controls.items():
            label = rf"(?<![\w.]){re.escape(labels[at[name]])}(?![\w]|\.\d)"
            assert re.search(label, sentence), (name, at, sentence)
        if i in to_pixels:
            FigureCanvasAgg(fig).draw()
    return len(everywhere)
