"""What the tests of the pictures share."""

import pytest
from matplotlib import pyplot as plt
from matplotlib.axes import Axes

from .drawing import make_axes


@pytest.fixture
def ax() -> Axes:
    """Return axes that pyplot does not know."""
    return make_axes()


@pytest.fixture
def no_figures_left():
    """Close what pyplot holds, so that a test leaves no figure behind."""
    yield
    plt.close("all")
