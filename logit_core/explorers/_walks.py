"""Walks down two curves of one weight: the mean cross-entropy, and a parabola that fits it."""

import numpy as np

from logit_core._validation import Floats
from logit_core.data import make_line_points
from logit_core.descent import newton
from logit_core.gradients import cross_entropy_hessian
from logit_core.probability import log_sigmoid, sigmoid


class Curves:
    """The mean cross-entropy of one weight, and the parabola that fits it at the minimum."""

    def __init__(self) -> None:
        self.x, self.y = make_line_points(seed=3)
        best = newton(self.x[:, None], self.y)
        self.lowest, self.least = float(best.weights[-1, 0]), float(best.losses[-1])
        self.bend = float(cross_entropy_hessian(self.x[:, None], self.y, [self.lowest])[0, 0])

    def heights(self, w: Floats) -> Floats:
        """Return the heights of both curves above w[0] and w[1]."""
        z = w[0][..., None] * self.x
        cross_entropy = -np.asarray(log_sigmoid((2 * self.y - 1) * z)).mean(axis=-1)
        return np.array([cross_entropy, self.least + self.bend / 2 * (w[1] - self.lowest) ** 2])

    def slopes(self, w: Floats) -> Floats:
        """Return the slopes of both curves at w[0] and w[1]."""
        p = sigmoid(w[0][..., None] * self.x)
        cross_entropy = ((p - self.y) * self.x).mean(axis=-1)
        return np.array([cross_entropy, self.bend * (w[1] - self.lowest)])


def walk_down(curves: Curves, starts: Floats, rates: Floats, n_steps: int) -> Floats:
    """Return the weights (2, n_starts, n_rates, n_steps + 1) of gradient descent on both curves."""
    w = np.empty((2, len(starts), len(rates), n_steps + 1))
    w[..., 0] = starts[:, None]
    for step in range(n_steps):
        w[..., step + 1] = w[..., step] - rates * curves.slopes(w[..., step])
        np.clip(w, -1e100, 1e100, out=w)  # far outside, and the squares still finite
    return w
