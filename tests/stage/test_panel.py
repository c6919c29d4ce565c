"""A stage among ipywidgets."""

import ipywidgets
import pytest

from logit_core.explorers import Panel
from logit_core.stage.stand_ins import STILL

from .stages import make_squares


def test_a_panel_leaves_the_picture_of_its_stage() -> None:
    stage = make_squares()
    panel = Panel([ipywidgets.Text(), stage])
    bundle, _ = panel._repr_mimebundle_()
    assert bundle["application/vnd.jupyter.widget-view+json"]["model_id"] == panel.model_id
    assert bundle["text/plain"] == f"{STILL}\n{stage.sentence}"
    assert "image/png" in bundle


@pytest.mark.parametrize("count", [0, 2])
def test_a_panel_without_one_stage_is_refused(count: int) -> None:
    with pytest.raises(ValueError, match=f"children must hold exactly one stage, got {count}"):
        Panel([ipywidgets.Text(), *(make_squares() for _ in range(count))])
