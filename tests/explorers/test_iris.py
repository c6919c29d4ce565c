"""The Iris explorer: every pair of features, and the two lists that choose it."""

import itertools

import ipywidgets
import pytest

from logit_core.explorers import Panel, iris_explorer

from .sweeping import sweep


@pytest.fixture(scope="module")
def panel() -> Panel:
    """Return an explorer that shows the features, and stands at the positions, that a test left."""
    return iris_explorer()


def test_the_iris_explorer_holds_at_every_position(panel: Panel) -> None:
    assert sweep(panel.stage) == 41 * 21


def dropdowns(panel: Panel) -> tuple[ipywidgets.Dropdown, ipywidgets.Dropdown]:
    across, upwards = panel.children[0].children
    return across, upwards


@pytest.mark.thorough
def test_every_pair_of_features_can_be_drawn(panel: Panel) -> None:
    across, upwards = dropdowns(panel)
    drawn = set()
    # each pair is one choice away from the last, and the drawing of a choice takes its time
    for first, second in [(0, 1), (0, 2), (0, 3), (1, 3), (2, 3), (2, 1)]:
        across.value, upwards.value = across.options[first], upwards.options[second]
        assert panel.stage.error == ""
        middle = panel.stage.fig.axes[1]
        assert (middle.get_xlabel(), middle.get_ylabel()) == (across.value, upwards.value)
        assert sweep(panel.stage, rendered=2, every=20) == 44
        drawn.add(frozenset([across.value, upwards.value]))
    assert drawn == set(map(frozenset, itertools.combinations(across.options, 2)))


def test_the_lists_begin_at_the_left_and_go_below_each_other_where_there_is_no_room(
    panel: Panel,
) -> None:
    row = panel.children[0]
    assert row.layout.flex_flow == "row wrap"
    for dropdown in row.children:
        assert dropdown.style.description_width == "initial"
        assert dropdown.layout.width == "max-content"


def test_choosing_the_other_list_s_feature_exchanges_the_two(panel: Panel) -> None:
    across, upwards = dropdowns(panel)
    first, second = across.value, upwards.value
    sent = []
    panel.stage.observe(lambda change: sent.append(change["new"]), names="scene")
    across.value = second
    assert (across.value, upwards.value) == (second, first)
    upwards.value = second
    assert (across.value, upwards.value) == (first, second)
    assert len(sent) == 2  # one picture a choice, none of them with one feature twice


def test_a_choice_keeps_the_positions_of_the_controls(panel: Panel) -> None:
    panel.stage.learning_rate, panel.stage.epoch = 30, 2
    across, upwards = dropdowns(panel)
    across.value = next(
        name for name in across.options if name not in (across.value, upwards.value)
    )
    assert panel.stage.sentence.startswith("Learning rate 1, epoch 2:")
