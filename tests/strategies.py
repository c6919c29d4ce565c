"""What property tests draw, where more than one file draws it."""

import numpy as np
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from logit_core import add_intercept


@st.composite
def problems_of(draw, elements):
    """Draw features with their column of ones, labels, and weights that fit."""
    n_samples, n_features = draw(st.integers(1, 6)), draw(st.integers(1, 3))
    X = draw(arrays(np.float64, (n_samples, n_features), elements=elements))
    y = draw(arrays(np.float64, n_samples, elements=st.sampled_from([0.0, 1.0])))
    return add_intercept(X), y, draw(arrays(np.float64, n_features + 1, elements=elements))
