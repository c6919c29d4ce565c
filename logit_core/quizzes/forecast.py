"""The game "How sure are you?": ten statements, a probability for each, and what it costs.

It is played in the browser alone, without a kernel, and keeps nothing.
"""

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any, Final

import anywidget
import numpy as np
import traitlets

from logit_core._validation import as_generator, as_listed, shown
from logit_core.quizzes.pages import as_html, unfolding
from logit_core.quizzes.statement import Statement, read_statements

OF_EACH: Final = 5  # true and false statements of a round
_HERE: Final = Path(__file__).parent


class Forecast(anywidget.AnyWidget):
    """Rounds of ten statements, five of them true; an answer p costs -log p if it comes true.

    Where a page has no widgets, each statement of the first round unfolds to its answer.

    Parameters
    ----------
    statements : sequence of Statement
        At least five that are true and five that are false. `Code` stands between backticks.
    seed : int or numpy.random.Generator, default 0
        Decides which statements come in which round, and in which order.
    """

    # The text of the files, not their paths: anywidget would keep each widget alive for those.
    _esm = (_HERE / "forecast.js").read_text("utf-8")
    _css = (_HERE / "forecast.css").read_text("utf-8")
    rounds = traitlets.List(traitlets.List(traitlets.Dict())).tag(sync=True)

    def __init__(
        self, statements: Sequence[Statement], *, seed: int | np.random.Generator = 0
    ) -> None:
        statements = as_listed(statements, "statements", "Statement")
        if strange := [one for one in statements if not isinstance(one, Statement)]:
            raise ValueError(f"statements must be a list of Statement, got {shown(strange[0])}")
        self._dealt = _deal(statements, as_generator(seed))
        super().__init__(
            rounds=[
                [
                    asdict(one) | {"text": as_html(one.text), "why": as_html(one.why)}
                    for one in dealt
                ]
                for dealt in self._dealt
            ]
        )

    def _repr_mimebundle_(self, **kwargs: Any) -> Any:
        """Return the widget's view and, for readers without widgets, the first round to unfold."""
        view = super()._repr_mimebundle_(**kwargs)
        bundle = dict(view[0] if isinstance(view, tuple) else view or {})
        items = "".join(
            f"<li>{unfolding(one.text, str(one.true), one.why)}</li>" for one in self._dealt[0]
        )
        bundle["text/html"] = f"<ol>{items}</ol>"
        bundle["text/plain"] = "\n".join(
            f"{number}. {one.text}" for number, one in enumerate(self._dealt[0], start=1)
        )
        return bundle


def how_sure(*, seed: int | np.random.Generator = 0) -> Forecast:
    """Return the game "How sure are you?", to be the last line of a cell.

    Parameters
    ----------
    seed : int or numpy.random.Generator, default 0
        Who takes the same seed gets the same statements.

    Returns
    -------
    game : Forecast
    """
    return Forecast(read_statements(), seed=seed)


def _deal(statements: Sequence[Statement], generator: np.random.Generator) -> list[list[Statement]]:
    """Return the rounds, no statement twice, each with as many true ones as false ones."""
    true, false = (
        [kind[k] for k in generator.permutation(len(kind))]
        for kind in (
            [one for one in statements if one.true],
            [one for one in statements if not one.true],
        )
    )
    fewer = min(len(true), len(false))
    if fewer < OF_EACH:
        raise ValueError(
            f"statements must hold {OF_EACH} that are true and {OF_EACH} that are false, "
            f"got {len(true)} and {len(false)}"
        )
    rounds = []
    for first in range(0, fewer - OF_EACH + 1, OF_EACH):
        ten = true[first : first + OF_EACH] + false[first : first + OF_EACH]
        rounds.append([ten[k] for k in generator.permutation(len(ten))])
    return rounds
