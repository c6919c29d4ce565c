"""One probability on three number lines: as a probability, as odds, as log-odds."""

from fractions import Fraction
from typing import Final, NamedTuple

import numpy as np
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.text import Text

from logit_core._validation import Floats
from logit_core.figures.style import BLACK, CLASS_STYLES, FAINT, new_figure, written
from logit_core.probability import log_odds, odds
from logit_core.stage import Control, Stage

_MOST_ODDS: Final = 10  # their line ends here, in an arrow
_LEVELS: Final = (2.0, 1.0, 0.0)  # heights of the lines of probability, odds and log-odds
_BELOW_ODDS: Final = 0.7  # a link goes straight down to here, past the numbers of the odds
_LINK: Final = (_LEVELS[0], _LEVELS[1], _BELOW_ODDS, _LEVELS[2])  # heights of its corners

# colour and marker, dashes of the link, and whether the numbers stand above or below their line
_ANSWERS: Final = {"yes": (CLASS_STYLES[1], "-", 1), "no": (CLASS_STYLES[0], "--", -1)}


def odds_explorer() -> Stage:
    """Show a probability, its odds and its log-odds on three linked number lines.

    The control chooses the probability of "yes": hundredths from 0.01 to 0.99, thirds and sixths.
    Squares stand for "yes", discs for "no", which has the rest. Odds above 10 lie beyond the end
    of their line; a triangle stands there for them.

    Returns
    -------
    stage : Stage
        With the control ``probability``.
    """
    chances = sorted({Fraction(k, n) for n in (6, 100) for k in range(1, n)})
    labels = [_label(chance) for chance in chances]
    words = [f"{chance.numerator} to {(1 - chance).numerator}" for chance in chances]
    yes = np.array([float(chance) for chance in chances])
    no = yes[::-1]

    fig = new_figure(8.0)
    ax = fig.subplots()
    _draw_number_lines(ax)
    drawn_yes, drawn_no = _draw_answer(ax, "yes"), _draw_answer(ax, "no")

    stage = Stage(fig, probability=Control(labels, at=labels.index("0.75")))
    for p, order, drawn in ((yes, 1, drawn_yes), (no, -1, drawn_no)):
        x, is_beyond = _places(p), odds(p) > _MOST_ODDS
        on_lines = x.copy()
        on_lines[is_beyond, 1] = np.nan
        stage.moves(drawn.link, x=_corners(x))
        stage.moves(drawn.marks, x=on_lines).grab(drawn.marks, along="x")
        stage.puts(drawn.triangle, x=np.where(is_beyond, x[:, 1], np.nan))
        values = labels[::order], words[::order], [written(z, "z.3f") for z in log_odds(p)]
        for text, texts in zip(drawn.numbers, values, strict=True):
            stage.writes(text, texts)
    return stage.says(
        "Probability {probability} means odds of {words}, as a number {odds:.3g}, and log-odds of "
        "{z:.3f}. The other answer has probability {other}, odds of {against} and log-odds of "
        "{minus_z:.3f}.{beyond}",
        words=words,
        odds=odds(yes),
        z=log_odds(yes),
        other=labels[::-1],
        against=words[::-1],
        minus_z=log_odds(no),
        beyond=[_beyond(p) for p in yes],
    )


def _places(p: Floats) -> Floats:
    """Return where probabilities, their odds and their log-odds stand; each line is 1 long."""
    o = np.minimum(odds(p) / _MOST_ODDS, 1.04)
    return np.column_stack([p, o, (log_odds(p) + 5) / 10])


def _corners(x: Floats) -> Floats:
    """Return where the corners of links stand, from their places on the three lines."""
    return x[:, [0, 1, 1, 2]]


def _draw_number_lines(ax: Axes) -> None:
    """Draw the three lines and, faintly, how the tenths reach from one to the next."""
    ax.axis("off")
    ax.set(xlim=(-0.22, 1.38), ylim=(-0.3, 2.65))  # with room for the numbers on the right
    at = np.arange(11) / 10
    paper = {"facecolor": "white", "edgecolor": "none", "pad": 1}  # no link strikes a number out
    ax.plot(_corners(_places(at[1:-1])).T, _LINK, color=FAINT, linewidth=0.8, zorder=0.5)
    for level, name, ends, ticks, side in (
        (_LEVELS[0], "probability", (0, 1), at, 1),
        (_LEVELS[1], "odds", (0, 1.06), np.arange(11), -1),
        (_LEVELS[2], "log-odds", (-0.06, 1.06), np.arange(-5, 6), -1),
    ):
        ax.plot(ends, [level, level], color=BLACK, linewidth=1.2)
        ax.plot(at, np.full(11, level), "|", color=BLACK, markersize=7)
        ax.text(-0.08, level, name, ha="right", va="center")
        for x, tick in zip(at, ticks, strict=True):
            height = level + 0.17 * side
            ax.text(x, height, written(tick, "g"), ha="center", va="center", bbox=paper)
    ax.plot([1.06, 1.06], _LEVELS[1:], ">", color=BLACK, markersize=5)
    ax.plot([-0.06], _LEVELS[2:], "<", color=BLACK, markersize=5)
    for name, (style, dashes, _) in _ANSWERS.items():
        ax.plot([], [], style.marker, color=style.color, linestyle=dashes, label=name)
    ax.legend(loc="upper center", ncols=2, frameon=False)


class _Answer(NamedTuple):
    """What moves for one of the two answers."""

    link: Line2D
    marks: Line2D
    triangle: Line2D
    numbers: list[Text]  # one beside each line


def _draw_answer(ax: Axes, name: str) -> _Answer:
    """Draw an answer's link, its marks on the three lines, and its column of numbers."""
    style, dashes, side = _ANSWERS[name]
    (link,) = ax.plot([0] * 4, _LINK, dashes, color=style.color, linewidth=1.5, zorder=0.9)
    (marks,) = ax.plot([0] * 3, _LEVELS, style.marker, color=style.color, markersize=9)
    (triangle,) = ax.plot([0], [_LEVELS[1]], ">", color=style.color, markersize=11)
    numbers = []
    for level in _LEVELS:
        height = level + 0.12 * side
        ax.plot([1.1], [height], style.marker, color=style.color, markersize=5)
        numbers.append(ax.text(1.12, height - 0.03, "", color=style.color))  # its middle: `height`
    return _Answer(link, marks, triangle, numbers)


def _label(chance: Fraction) -> str:
    """Return hundredths as a decimal, anything else as a fraction."""
    return f"{float(chance):.2f}" if 100 % chance.denominator == 0 else str(chance)


def _beyond(p: float) -> str:
    """Say so if the odds of one of the two answers are off their line."""
    most = odds(max(p, 1 - p))
    return f" Odds of {most:.3g} lie beyond the end of their line." if most > _MOST_ODDS else ""
