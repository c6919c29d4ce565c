"""What comes of a hostile call: something that can be used, a clear refusal, or neither."""

import json
import re
import signal
import threading
import time
import traceback
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from matplotlib import pyplot as plt
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

import logit_core
from logit_core.exercises import Progress, Verdict
from logit_core.explorers import Panel, Stage
from logit_core.quizzes import Forecast, Quiz

from .row import Row

OURS = str(Path(logit_core.__file__).parent)
MOST_SECONDS = 20.0  # of the processor, for one call
MOST_MEMORY = 6 << 30  # bytes of addresses
KINDS = ("accepted", "refused", "unclear", "crash", "warning")


@dataclass(frozen=True)
class Outcome:
    """What came of one call: one of `KINDS`, and what was said."""

    kind: str
    said: str = ""


class TooSlow(BaseException):
    """A call that did not come back in time."""


def tried(row: Row, given: dict[str, Any], names: tuple[str, ...]) -> Outcome:
    """Call what a row calls; `names` are the parameters whose values do not fit."""
    ax = given.get("ax")
    before = len(ax.get_children()) if isinstance(ax, Axes) and "ax" not in names else None
    open_before = plt.get_fignums()
    with warnings.catch_warnings(record=True) as heard:
        warnings.simplefilter("always")
        try:
            with _in_time():
                result = row.call(**given)
                said = _use(result)
        except (ValueError, TypeError) as error:
            outcome = _read(error, names)
        except BaseException as error:  # TooSlow among them
            outcome = Outcome("crash", _short(error))
        else:
            outcome = Outcome("accepted") if said is None else Outcome("unclear", said)
    if outcome.kind == "refused":
        if before is not None and len(ax.get_children()) != before:
            outcome = Outcome("unclear", f"refused after drawing: {outcome.said}")
        if plt.get_fignums() != open_before:
            outcome = Outcome("unclear", f"refused after a figure was made: {outcome.said}")
    plt.close("all")
    for stage in (one for one in given.values() if isinstance(one, Stage)):
        stage.retire()
    if heard and outcome.kind not in ("crash", "unclear"):
        return Outcome("warning", f"{heard[0].category.__name__}: {heard[0].message}")
    return outcome


def _read(error: Exception, names: tuple[str, ...]) -> Outcome:
    """Say whether a refusal is clear: in our words, with the parameter's name and what came."""
    said = str(error)
    *_, last = traceback.extract_tb(error.__traceback__)
    where = f"{Path(last.filename).name}:{last.lineno}"
    if not last.filename.startswith(OURS):
        return Outcome("crash", f"{where} {_short(error)}")
    problems = {
        "another error shows": error.__cause__ is not None
        or (error.__context__ is not None and not error.__suppress_context__),
        "the parameter is not named": not any(
            re.search(rf"(?<!\w){re.escape(name)}(?!\w)", said) for name in names
        ),
        "not what came": not re.search(r"\bgot\b", said),
        "not what was expected": not re.search(r"\b(must|needs?|may)\b", said),
        "long": len(said) > 400,
        "unprintable": not said.isprintable(),
    }
    for problem, holds in problems.items():
        if holds:
            return Outcome("unclear", f"{problem}: {where} {_short(error)}")
    return Outcome("refused", said)


def _use(result: Any) -> str | None:
    """Use a result as a notebook does; return what is wrong with it."""
    if isinstance(result, Axes):
        figure = result.figure.figure
        FigureCanvasAgg(figure).draw()
        return None
    if isinstance(result, Panel):
        result = result.stage
    if isinstance(result, Stage):
        return _use_stage(result)
    if isinstance(result, Figure):
        FigureCanvasAgg(result).draw()
        return None
    if isinstance(result, Quiz | Forecast):
        shown = result._repr_mimebundle_()
        return None if shown["text/plain"] and shown["text/html"] else "cannot be shown"
    if isinstance(result, Verdict | Progress):
        shown = repr(result), result._repr_html_()
        return None if all(isinstance(one, str) for one in shown) else "cannot be shown"
    return None if _is_free_of_nan(result) else f"holds NaN: {result!r}"[:200]


def _use_stage(stage: Stage) -> str | None:
    json.dumps(stage.send().state())
    positions: list[dict[str, int]] = [{}]
    for part in (0.0, 1.0):
        positions.append({k: int(part * (len(v) - 1)) for k, v in stage.controls.items()})
    for at in positions:
        sentence = stage.sentence_at(**at)
        if re.search(r"\bnan\b", sentence):
            return f"says nan: {sentence}"
    FigureCanvasAgg(stage.snapshot()).draw()
    stage.retire()
    return None


def _is_free_of_nan(result: Any) -> bool:
    if isinstance(result, str) or result is None:
        return True
    if isinstance(result, tuple | list):
        return all(map(_is_free_of_nan, result))
    if hasattr(result, "__dataclass_fields__"):
        return all(map(_is_free_of_nan, vars(result).values()))
    return not np.isnan(np.asarray(result, dtype=np.float64)).any()


def _short(error: BaseException) -> str:
    try:
        said = ascii(str(error))[1:-1]
    except Exception:
        said = "?"
    return f"{type(error).__name__}: {said[:240]}"


@contextmanager
def _in_time() -> Iterator[None]:
    """Stop what takes too long or too much memory, where the system can."""
    with _in_memory(), _in_seconds():
        yield


@contextmanager
def _in_memory() -> Iterator[None]:
    try:
        import resource
    except ImportError:  # on Windows
        yield
        return
    before = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, before)


@contextmanager
def _in_seconds() -> Iterator[None]:
    if (
        not hasattr(signal, "setitimer")
        or threading.current_thread() is not threading.main_thread()
    ):
        began = time.process_time()
        yield
        if time.process_time() - began > MOST_SECONDS:
            raise TooSlow(f"took more than {MOST_SECONDS:g} s")
        return

    def stop(*_: Any) -> None:
        raise TooSlow(f"took more than {MOST_SECONDS:g} s")

    earlier = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, MOST_SECONDS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, earlier)
