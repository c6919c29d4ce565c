"""The maths, measured beside the plain loop of source A; import times; the notebooks' run."""

import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from logit_core import add_intercept, make_clusters, sgd, sgd_sweep

from .table import median

ROOT = Path(__file__).parents[2]
RATES = np.logspace(-3, 1, 41)
N_EPOCHS = 100
SAMPLED = RATES[::10]  # the loop takes as long for one rate as for another
MODULES = ("", "numpy", "logit_core", "logit_core.explorers")


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


def seconds_of(work: Callable[[], object]) -> float:
    """Return how long `work` takes once."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def measure_descent(repeats: int) -> dict[str, float]:
    """Time one sweep, one run and the plain loop in turn; return medians in seconds."""
    X, y = make_clusters(100)
    design = add_intercept(X)

    def loop(rate: float) -> None:
        with np.errstate(all="ignore"):  # the plain formulas overflow at the wildest rates
            source_a(design, y, rate, N_EPOCHS, np.random.default_rng(0))

    times: dict[str, list[float]] = {"sweep": [], "run": [], "loop": []}
    for number in range(repeats):
        rate = float(SAMPLED[number % len(SAMPLED)])
        times["sweep"].append(seconds_of(lambda: sgd_sweep(design, y, RATES, n_epochs=N_EPOCHS)))
        times["run"].append(
            seconds_of(lambda rate=rate: sgd(design, y, learning_rate=rate, n_epochs=N_EPOCHS))
        )
        times["loop"].append(seconds_of(lambda rate=rate: loop(rate)))
    return {name: median(values) for name, values in times.items()}


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
