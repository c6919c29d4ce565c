"""The Iris explorer: every pair of features, and the two lists that choose it."""

import itertools

import ipywidgets

from logit_core.explorers import Panel, iris_explorer

from .sweeping import sweep


def test_the_iris_explorer_holds_at_every_position() -> None:
    assert sweep(iris_explorer().stage) == 41 * 21


def dropdowns(panel: Panel) -> tuple[ipywidgets.Dropdown, ipywidgets.Dropdown]:
    across, upwards = panel.children[0].children
    return across, upwards


def test_every_pair_of_features_can_be_drawn() -> None:
    panel = iris_explorer()
    across, upwards = dropdowns(panel)
    for first, second in itertools.combinations(across.options, 2):
        across.value, upwards.value = first, second
        assert panel.stage.error == ""
        middle = panel.stage.fig.axes[1]
        assert (middle.get_xlabel(), middle.get_ylabel()) == (across.value, upwards.value)
        assert sweep(panel.stage, rendered=2, every=20) == 44


def test_the_lists_begin_at_the_left_and_go_below_each_other_where_there_is_no_room() -> None:
    row = iris_explorer().children[0]
    assert row.layout.flex_flow == "row wrap"
    for dropdown in row.children:
        assert dropdown.style.description_width == "initial"
        assert dropdown.layout.width == "max-content"


def test_choosing_the_other_list_s_feature_exchanges_the_two() -> None:
    panel = iris_explorer()
    across, upwards = dropdowns(panel)
    first, second = across.value, upwards.value
    sent = []
    panel.stage.observe(lambda change: sent.append(change["new"]), names="scene")
    across.value = second
    assert (across.value, upwards.value) == (second, first)
    upwards.value = second
    assert (across.value, upwards.value) == (first, second)
    assert len(sent) == 2  # one picture a choice, none of them with one feature twice


def test_a_choice_keeps_the_positions_of_the_controls() -> None:
    panel = iris_explorer()
    panel.stage.learning_rate, panel.stage.epoch = 30, 2
    dropdowns(panel)[0].value = "sepal length (cm)"
    assert panel.stage.sentence.startswith("Learning rate 1, epoch 2:")
