"""Five thousand mails as dots: each clue leaves fewer, and the evidence adds up."""

import itertools
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

import numpy as np
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.text import Text
from numpy.typing import NDArray

from logit_core._validation import Floats
from logit_core.figures.style import BLACK, CLASS_STYLES, FAINT, GREEN, new_figure
from logit_core.stage import Control, Stage

_CLUES: Final = {
    "free": 'it says "free"',
    "offer": 'it says "offer"',
    "sender": "unknown sender",
    "name": "your name in it",
}
_CLASSES: Final = ("good", "spam")
_MAILS: Final = (4000, 1000)
# how often each clue occurs in good mails and in spam; who says "free" says "offer"
_SHARES: Final = {"free": (0.05, 0.3), "sender": (0.4, 0.8), "name": (0.4, 0.2)}
_ROWS: Final = 40
_GAP: Final = 6  # columns between the classes
_ON: Final = ("not asked", "yes")


def mails_explorer() -> Stage:
    """Show 1000 spam mails and 4000 good ones; each clue leaves those that bear it.

    Given the class, "free", the sender and the name are independent of each other. "offer" stands
    in the mails that say "free", and in no others. The arrows add the log-odds of spam before
    reading and, for each clue, the logarithm of its likelihood ratio, as if all were independent.

    Returns
    -------
    stage : Stage
        With the controls ``free``, ``offer``, ``sender`` and ``name``, each on or off.
    """
    left = _count_left()  # (class, free, offer, sender, name)
    pieces = _pieces()  # before reading, then for each clue
    asked = np.array(list(itertools.product((0, 1), repeat=4))).reshape(2, 2, 2, 2, 4)
    ends = np.cumsum(np.concatenate([np.ones((2, 2, 2, 2, 1)), asked], axis=-1) * pieces, axis=-1)

    fig = new_figure(9, 4.5)
    top, bottom = fig.subplots(2, 1, height_ratios=[1.25, 1])
    counts, arrows = _draw_ground(top), _draw_arrows(bottom, pieces)
    stage = Stage(
        fig,
        **{
            clue: Control(_ON, kind="toggle", label=label, at=int(clue == "free"))
            for clue, label in _CLUES.items()
        },
    )
    for group in _groups():
        (dots,) = top.plot(group.x, group.y, color=CLASS_STYLES[group.label].color, linewidth=2.1)
        dots.set_solid_capstyle("round")
        if group.lacks:  # gone as soon as one of these is asked for
            gone = np.indices((2,) * len(group.lacks)).sum(axis=0) > 0
            stage.moves(
                dots, x=group.x, y=np.where(gone[..., None], np.nan, group.y), by=group.lacks
            )
    for k, text in enumerate(counts):
        words = [f"{n} of {_MAILS[k]} {_CLASSES[k]} mails" for n in left[k].ravel()]
        stage.writes(text, np.reshape(words, left[k].shape))
    odds = left[1] / left[0]
    _show_arrows(stage, arrows, ends, asked, np.log(odds))
    return stage.says(
        'It says "free": {free}; it says "offer": {offer}; unknown sender: {sender}; your name in '
        "it: {name}. Left are {spam:.0f} spam mails and {good:.0f} good ones: odds {odds:.3g} by "
        "counting. The evidence adds up to log-odds {sum:.2f}, odds {added:.3g}{twice}.",
        spam=left[1],
        good=left[0],
        odds=odds,
        sum=ends[..., -1],
        added=np.exp(ends[..., -1]),
        twice=np.where(
            asked[..., 0] * asked[..., 1], ': "offer" is no news, and yet it counts', ""
        ),
    )


class _Group(NamedTuple):
    """The mails of one class with the same clues, as dots: short strokes parted by NaN."""

    label: int
    x: Floats
    y: Floats
    lacks: tuple[str, ...]  # the controls that make them go


def _groups() -> Iterator[_Group]:
    """Yield the groups of both classes, side by side in columns of dots."""
    first = 0
    for label, n_mails in enumerate(_MAILS):
        at = 0
        for bears in itertools.product((True, False), repeat=len(_SHARES)):
            size = round(n_mails * np.prod(_probabilities(label, bears)))
            column, row = np.divmod(np.arange(at, at + size), _ROWS)
            at += size
            lacks = [clue for clue, has in zip(_SHARES, bears, strict=True) if not has]
            names = tuple(c for c in _CLUES if c in lacks or (c == "offer" and "free" in lacks))
            yield _Group(label, *_strokes(first + column, row), names)
        first += n_mails // _ROWS + _GAP


def _probabilities(label: int, bears: Sequence[bool]) -> Floats:
    """Return how often each clue, or its absence, occurs in a class."""
    shares = np.array([pair[label] for pair in _SHARES.values()])
    probabilities: Floats = np.where(bears, shares, 1 - shares)
    return probabilities


def _strokes(x: NDArray[np.int_], y: NDArray[np.int_]) -> tuple[Floats, Floats]:
    """Return dots as strokes with round caps, just long enough to be drawn by every backend."""
    across = np.stack([x - 0.1, x + 0.1, np.full(len(x), np.nan)], axis=1)
    return across.ravel(), np.repeat(y, 3).astype(np.float64)


def _count_left() -> NDArray[np.int_]:
    """Return how many mails bear all clues asked for, (class, free, offer, sender, name)."""
    left = np.empty((2, 2, 2, 2, 2), dtype=np.int_)
    for label, free, offer, sender, name in np.ndindex(left.shape):
        asked = (free or offer, sender, name)
        shares = [pair[label] for pair, on in zip(_SHARES.values(), asked, strict=True) if on]
        left[label, free, offer, sender, name] = round(_MAILS[label] * np.prod(shares))
    return left


def _pieces() -> Floats:
    """Return the log-odds of spam before reading, and what each clue adds to them."""
    good, spam = np.array([_SHARES["free" if clue == "offer" else clue] for clue in _CLUES]).T
    pieces: Floats = np.log(np.append(_MAILS[1] / _MAILS[0], spam / good))
    return pieces


def _draw_ground(ax: Axes) -> list[Text]:
    """Draw all mails in grey; return a text above each class, to be written."""
    ax.set(xlim=(-2, sum(_MAILS) / _ROWS + _GAP + 1), ylim=(-2, _ROWS + 6))
    ax.axis("off")
    for group in _groups():
        (ground,) = ax.plot(group.x, group.y, color="0.92", linewidth=2.1, zorder=0.5)
        ground.set_solid_capstyle("round")
    last = sum(_MAILS) / _ROWS + _GAP - 0.5
    return [
        ax.text(x, _ROWS + 1, "", ha=side, va="bottom")
        for x, side in ((-0.5, "left"), (last, "right"))
    ]


class _Arrows(NamedTuple):
    """What moves along the axis of log-odds."""

    shafts: list[Line2D]
    heads: list[Line2D]
    total: Line2D
    counted: Line2D


def _draw_arrows(ax: Axes, pieces: Floats) -> _Arrows:
    """Return an arrow for each piece of evidence, and marks for their sum and for the count."""
    rows = ["before reading", *_CLUES.values(), "sum"]
    ax.set(xlabel="log-odds of spam", xlim=(-2.6, 3.4), ylim=(len(rows) - 0.4, -0.6))
    ax.set_yticks(range(len(rows)), rows)
    ax.axvline(0, color=FAINT, linewidth=1.5, zorder=0.5)
    colors = [CLASS_STYLES[int(piece > 0)].color for piece in pieces]
    heads = [">" if piece > 0 else "<" for piece in pieces]
    arrows = _Arrows(
        [ax.plot([], [], color=color, linewidth=2.5)[0] for color in colors],
        [
            ax.plot([], [], head, color=color, markersize=8)[0]
            for head, color in zip(heads, colors, strict=True)
        ],
        ax.plot([], [], "D", color=GREEN, mec=BLACK, markersize=8, label="evidence added")[0],
        ax.plot([], [], "o", fillstyle="none", color=BLACK, ms=12, mew=1.5, label="by counting")[0],
    )
    ax.legend(loc="lower center", bbox_to_anchor=(0.5, 1), ncols=2)  # arrows lie all over the rows
    return arrows


def _show_arrows(
    stage: Stage, arrows: _Arrows, ends: Floats, asked: NDArray[np.int_], counted: Floats
) -> None:
    """Let an arrow for each clue asked for begin where the one above it ends."""
    first = np.ones((2, 2, 2, 2, 1))
    starts = np.concatenate([0 * first, ends[..., :-1]], axis=-1)
    shown = np.concatenate([first, asked], axis=-1) == 1
    x = np.where(shown[..., None], np.stack([starts, ends], axis=-1), np.nan)
    for k, (shaft, head) in enumerate(zip(arrows.shafts, arrows.heads, strict=True)):
        stage.moves(shaft, x=x[..., k, :], y=[k, k])
        stage.puts(head, x=x[..., k, 1], y=k)
    n = len(arrows.shafts)
    stage.puts(arrows.total, x=ends[..., -1], y=n)
    stage.puts(arrows.counted, x=counted, y=n)
