"""The data of the course: two species of iris, and made-up points whose truth is known."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from logit_core._validation import (
    LARGEST,
    Floats,
    Generator,
    Seed,
    as_choice,
    as_count,
    as_generator,
    as_index,
    as_listed,
    as_number,
    shown,
)
from logit_core.probability import sigmoid


def load_iris_pair(
    first: str = "setosa",
    second: str = "versicolor",
    features: Sequence[str | int] | None = None,
) -> tuple[Floats, Floats, list[str]]:
    """Return two species of Fisher's iris data: 50 flowers of the first, then 50 of the second.

    Parameters
    ----------
    first, second : {"setosa", "versicolor", "virginica"}
        Species of class 0 and of class 1.
    features : sequence of str or int, optional
        Columns by name ("petal length (cm)", or without the unit) or by number from 0, in the
        order wanted. None takes all four.

    Returns
    -------
    X : ndarray of shape (100, n_features)
        Lengths and widths in cm, without the column of ones.
    y : ndarray of shape (100,)
        0.0 for `first`, 1.0 for `second`.
    feature_names : list of str
        One name per column of `X`, with its unit.

    Raises
    ------
    ValueError
        If a species or a feature is unknown or named twice, or if no feature is named.

    References
    ----------
    R. A. Fisher (1936), "The use of multiple measurements in taxonomic problems", Annals of
    Eugenics 7(2), in scikit-learn's copy, which travels with the course as `datasets/iris.csv`.

    Examples
    --------
    >>> X, y, feature_names = load_iris_pair(features=["petal length", "petal width"])
    >>> X[0], y[0], feature_names
    (array([1.4, 0.2]), np.float64(0.0), ['petal length (cm)', 'petal width (cm)'])
    """
    from logit_core.datasets import read_table

    iris = read_table("iris")
    species = list(dict.fromkeys(iris.classes))
    first, second = as_choice(first, "first", species), as_choice(second, "second", species)
    if first == second:
        raise ValueError(f"first and second must be two species, got {first!r} twice")
    columns = _columns(features, iris.columns)
    rows = [iris.numbers[np.array(iris.classes) == name] for name in (first, second)]
    return (
        np.ascontiguousarray(np.vstack(rows)[:, columns]),
        np.repeat([0.0, 1.0], [len(found) for found in rows]),
        [iris.columns[column] for column in columns],
    )


def make_clusters(
    n_samples: int = 100, *, separation: float = 2.0, seed: Seed = 0
) -> tuple[Floats, Floats]:
    """Draw two round clusters in the plane, whose true log-odds are linear.

    Parameters
    ----------
    n_samples : int
        At least 2; half of them of each class, class 0 first. Of an odd number class 0 has one
        more.
    separation : float
        Distance between the centres, at least 0, in units of the standard deviation. The centres
        lie on the diagonal, to either side of the origin. The same seed draws the same points
        around them, whatever the separation.
    seed : int or numpy.random.Generator
        Source of the randomness.

    Returns
    -------
    X : ndarray of shape (n_samples, 2)
        Features, normal with variance 1 around the centre of the class; no column of ones.
    y : ndarray of shape (n_samples,)
        Labels, 0.0 or 1.0.

    Raises
    ------
    ValueError
        If `n_samples` is not a whole number of at least 2, `separation` is negative or above 1e100,
        or `seed` is neither a whole number nor a generator.

    Notes
    -----
    With both classes equally likely, the log-odds of class 1 at x are ``separation * u.x``, u the
    unit vector along the diagonal (C. M. Bishop, 2006, Pattern Recognition and Machine Learning,
    section 4.2.1).

    Examples
    --------
    >>> X, y = make_clusters(6, separation=4.0, seed=1)
    >>> X.shape, y
    ((6, 2), array([0., 0., 0., 1., 1., 1.]))
    """
    n_samples = as_count(n_samples, "n_samples", low=2)
    separation = as_number(separation, "separation", low=0.0, high=LARGEST)
    noise = as_generator(seed).standard_normal((n_samples, 2))
    y = np.repeat([0.0, 1.0], [n_samples - n_samples // 2, n_samples // 2])
    along_diagonal = separation * (y - 0.5) / np.sqrt(2.0)
    return noise + along_diagonal[:, None], y


def make_line_points(n_samples: int = 40, *, seed: Seed = 0) -> tuple[Floats, Floats]:
    """Draw points on a line, with labels drawn from the sigmoid of their position.

    Parameters
    ----------
    n_samples : int
        At least 2.
    seed : int or numpy.random.Generator
        Source of the randomness.

    Returns
    -------
    x : ndarray of shape (n_samples,)
        Positions, uniform in [-4, 4), in ascending order.
    y : ndarray of shape (n_samples,)
        Labels, 0.0 or 1.0; 1 with probability ``sigmoid(x)``. Both occur: labels that are all the
        same are drawn again.

    Raises
    ------
    ValueError
        If `n_samples` is not a whole number of at least 2, or `seed` is neither a whole number nor
        a generator.

    Examples
    --------
    >>> x, y = make_line_points(5, seed=1)
    >>> x.round(2), y
    (array([-2.85, -1.51,  0.09,  3.59,  3.6 ]), array([0., 0., 1., 1., 1.]))
    """
    n_samples = as_count(n_samples, "n_samples", low=2)
    rng = as_generator(seed)
    x = np.sort(rng.uniform(-4.0, 4.0, n_samples))
    y = _draw_labels(sigmoid(x), rng)
    while y.min() == y.max():
        y = _draw_labels(sigmoid(x), rng)
    return x, y


def _draw_labels(p: Floats, rng: Generator) -> Floats:
    """Return 1.0 with probability `p`, else 0.0."""
    return (rng.uniform(size=len(p)) < p).astype(np.float64)


def _columns(features: Sequence[str | int] | None, names: list[str]) -> list[int]:
    """Return the number of each chosen column."""
    if features is None:
        return list(range(len(names)))
    chosen = as_listed(features, "features", "names or numbers")
    columns = [_column(feature, names) for feature in chosen]
    if len(set(columns)) < len(columns):
        raise ValueError(f"features must name each column once, got {shown(chosen)}")
    return columns


def _column(feature: Any, names: list[str]) -> int:
    by_name = {name.removesuffix(" (cm)"): number for number, name in enumerate(names)}
    if isinstance(feature, str) and feature.removesuffix(" (cm)") in by_name:
        return by_name[feature.removesuffix(" (cm)")]
    number = as_index(feature)
    if not 0 <= number < len(names):
        raise ValueError(
            f"features must be of {', '.join(names)}, or their numbers 0 to {len(names) - 1}, "
            f"got {shown(feature)}"
        )
    return number
