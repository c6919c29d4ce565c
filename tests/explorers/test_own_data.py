"""Explorers on data of one's own, of real size: what they send stays small."""

import pytest

from logit_core.figures.style import MANY_SHAPES
from tests.thorough import quickly

from ..bench.own_data import ROWS_FOR, measure_own_data, takes_data
from ..browser.explorers import EXPLORERS

MOST = 300_000  # bytes of a still picture, and of all that is sent


def test_every_explorer_that_takes_data_is_measured() -> None:
    assert set(ROWS_FOR) == set(filter(takes_data, EXPLORERS))


@pytest.mark.parametrize("name", quickly(ROWS_FOR, ("margin_explorer", "threshold_explorer")))
def test_many_rows_send_no_more_than_a_few(name: str) -> None:
    cost = measure_own_data(name, 10_000)
    assert cost.still <= MOST
    assert cost.at_first <= MOST


@pytest.mark.parametrize("name", ["threshold_explorer", "two_feature_explorer"])
def test_the_most_points_that_are_shapes_fit_into_a_picture(name: str) -> None:
    assert measure_own_data(name, MANY_SHAPES).still <= MOST
