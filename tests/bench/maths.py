"""The maths, measured beside plain loops and scikit-learn; import times; the notebooks' run."""

import subprocess
import sys
import time
import tracemalloc
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.linear_model import LogisticRegression

from logit_core import (
    add_intercept,
    gradient_descent,
    lbfgs,
    make_clusters,
    newton,
    sgd,
    sgd_sweep,
    sigmoid,
)
from logit_core._unchecked import stable_sigmoid

from .table import median

ROOT = Path(__file__).parents[2]
RATES = np.logspace(-3, 1, 41)
RATE = 0.1
EPOCHS = {1: 50, 10: 200, None: 1000}  # about as long for each size of batch
ROWS = (1_000, 100_000, 1_000_000)
N_FEATURES = 10
MODULES = ("", "numpy", "logit_core", "logit_core.explorers")
Work = Callable[[], object]
NAMES = {1: "single points", 10: "batches of 10", None: "full batch"}


def source_a(G: Any, d: Any, R: float, n_epochs: int, rng: np.random.Generator) -> list[float]:
    """Descend as source A does, in its letters; return the mean loss after each epoch."""
    m = np.zeros(G.shape[1])
    losses = []
    for _ in range(n_epochs):
        for i in rng.permutation(len(d)):
            P = 1 / (1 + np.exp(-m @ G[i]))
            m = m - R * (P - d[i]) * G[i]
        P = 1 / (1 + np.exp(-G @ m))
        losses.append(float(-np.mean(d * np.log(P) + (1 - d) * np.log(1 - P))))
    return losses


def plain_loop(X: Any, y: Any, rate: float, n_epochs: int, batch_size: int | None) -> list[float]:
    """Do the same work as `sgd` without its checks; return the mean loss after each epoch."""
    w, rng, losses = np.zeros(X.shape[1]), np.random.default_rng(0), []
    for _ in range(n_epochs):
        order = np.arange(len(y)) if batch_size is None else rng.permutation(len(y))
        if batch_size == 1:
            for i in order:
                w = w - rate * (stable_sigmoid(X[i] @ w) - y[i]) * X[i]
        elif batch_size is None:
            w = w - rate * (X.T @ (stable_sigmoid(X @ w) - y)) / len(y)
        else:
            for b in np.split(order, range(batch_size, len(y), batch_size)):
                w = w - rate * (X[b].T @ (stable_sigmoid(X[b] @ w) - y[b])) / len(b)
        s_z = (2 * y - 1) * (X @ w)
        losses.append(float(np.mean(np.log1p(np.exp(-np.abs(s_z))) - np.minimum(s_z, 0))))
    return losses


def seconds_of(work: Work) -> float:
    """Return how long `work` takes once."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def beside(
    ours: Callable[[], object], theirs: Callable[[], object], repeats: int
) -> dict[str, Any]:
    """Time two ways in turn; return their medians in seconds and the median of the ratios."""
    pairs = [(seconds_of(ours), seconds_of(theirs)) for _ in range(repeats)]
    return {
        "ours": median([mine for mine, _ in pairs]),
        "theirs": median([other for _, other in pairs]),
        "ratio": median([mine / other for mine, other in pairs]),
    }


def measure_descent(repeats: int) -> dict[str, dict[str, Any]]:
    """Time single runs and sweeps beside plain loops on the clusters of chapter 4."""
    features, y = make_clusters(100)
    X = add_intercept(features)
    found = {}
    for size, epochs in EPOCHS.items():
        options: dict[str, Any] = {"n_epochs": epochs, "batch_size": size}

        def loop(size: int | None = size, epochs: int = epochs) -> None:
            plain_loop(X, y, RATE, epochs, size)

        def run(options: dict[str, Any] = options) -> None:
            sgd(X, y, learning_rate=RATE, **options)

        def sweep(options: dict[str, Any] = options) -> None:
            sgd_sweep(X, y, RATES, **options)

        found[f"sgd, {NAMES[size]}"] = beside(run, loop, repeats)
        found[f"sgd_sweep, {NAMES[size]}"] = beside(sweep, loop, repeats)
    found["gradient_descent"] = beside(
        lambda: gradient_descent(X, y, learning_rate=RATE, n_epochs=EPOCHS[None]),
        lambda: plain_loop(X, y, RATE, EPOCHS[None], None),
        repeats,
    )
    found["sgd and source A"] = beside(
        lambda: sgd(X, y, learning_rate=RATE, n_epochs=EPOCHS[1]),
        lambda: source_a(X, y, RATE, EPOCHS[1], np.random.default_rng(0)),
        repeats,
    )
    return found


def measure_growth(sizes: tuple[int, ...], repeats: int) -> dict[str, dict[str, Any]]:
    """Time the descents as the rows grow, beside a plain loop and scikit-learn's solvers."""
    found = {}
    for n in sizes:
        rng = np.random.default_rng(0)
        features = rng.normal(size=(n, N_FEATURES))
        y = (rng.random(n) < sigmoid(features @ rng.normal(size=N_FEATURES))).astype(float)
        X = add_intercept(features)
        pairs: dict[str, tuple[Work, Work]] = {
            "gradient_descent, 10 steps": (
                lambda X=X, y=y: gradient_descent(X, y, n_epochs=10),
                lambda X=X, y=y: plain_loop(X, y, RATE, 10, None),
            ),
            "newton": (lambda X=X, y=y: newton(X, y), _fit("newton-cholesky", features, y)),
            "lbfgs": (lambda X=X, y=y: lbfgs(X, y), _fit("lbfgs", features, y)),
        }
        for name, (ours, theirs) in pairs.items():
            found[f"{name}, {n:,} rows"] = beside(ours, theirs, repeats) | {
                "memory": _peak(ours) / X.nbytes
            }
    return found


def _fit(solver: str, features: Any, y: Any) -> Work:
    """Return a fit by scikit-learn to the same tolerance as ours."""
    model = LogisticRegression(C=np.inf, solver=solver, tol=1e-8, max_iter=1000)

    def fit() -> None:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # it says that it stopped at the last digit of the loss
            model.fit(features, y)

    return fit


def _peak(work: Work) -> int:
    """Return the most bytes that `work` holds at once beyond what there was before."""
    tracemalloc.start()
    work()
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return peak


def measure_imports(repeats: int) -> dict[str, float]:
    """Start Python with each module in turn; return the median seconds of the whole process."""
    times: dict[str, list[float]] = {module: [] for module in MODULES}
    for _ in range(repeats):
        for module in MODULES:
            command = [sys.executable, "-c", f"import {module}" if module else ""]
            times[module].append(
                seconds_of(lambda command=command: subprocess.run(command, cwd=ROOT, check=True))
            )
    return {module or "python": median(values) for module, values in times.items()}


def measure_notebooks() -> tuple[float, int]:
    """Run strict nbval over the notebooks; return its seconds and its exit status."""
    command = [
        *(sys.executable, "-m", "pytest", "-q", "-n", "auto", "--dist", "loadfile"),
        *("--nbval", "--nbval-current-env", "--nbval-cell-timeout=120", "notebooks"),
    ]
    began = time.perf_counter()
    status = subprocess.run(command, cwd=ROOT, capture_output=True).returncode
    return time.perf_counter() - began, status
