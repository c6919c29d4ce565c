"""A stage among ipywidgets."""

from typing import Any

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


@pytest.mark.parametrize(
    "look",
    [
        {"layout": {"width": "30em"}},
        {"layout": ipywidgets.Layout(width="30em")},
        {"box_style": "info", "tooltip": "a picture", "tabbable": False},
    ],
    ids=str,
)
def test_a_panel_looks_as_a_box_does(look: dict[str, Any]) -> None:
    panel = Panel([make_squares()], **look)
    assert panel.layout.width == ("30em" if "layout" in look else None)
    assert panel.box_style == look.get("box_style", "")


@pytest.mark.parametrize(
    ("look", "message"),
    [
        ({"foo": 3}, "a panel may take layout, box_style, tooltip and tabbable beside .*, got foo"),
        ({"layout": {}, "align_items": "center"}, "a panel may take layout, .*, got align_items"),
        ({"layout": {"foo": 3}}, "layout must hold what ipywidgets.Layout has, got 'foo'"),
        ({"layout": {3: 3}}, "layout must hold what ipywidgets.Layout has, got 3"),
        ({"layout": {"width": 3}}, "layout must be such as a VBox takes, got {'width': 3}"),
        ({"layout": None}, "layout must be such as a VBox takes, got None"),
        ({"layout": {}, "tooltip": 3}, "layout, tooltip must be such as a VBox takes, got {}, 3"),
        ({"box_style": "new"}, "box_style must be such as a VBox takes, got 'new'"),
        ({"tabbable": 3}, "tabbable must be such as a VBox takes, got 3"),
    ],
)
def test_what_a_panel_does_not_take_is_refused_by_name(look: dict[str, Any], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        Panel([make_squares()], **look)
