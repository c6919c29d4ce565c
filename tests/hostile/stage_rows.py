"""The rows of the stage: `Control`, `Stage` with each of its methods, `Panel`."""

import atexit
import datetime
import inspect
import os
import shutil
import tempfile
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import Any

import ipywidgets
import numpy as np
from matplotlib import pyplot as plt
from matplotlib.figure import Figure

from logit_core.explorers import Control, Panel, Stage, own_points_explorer
from logit_core.stage import Board

from .row import OF_A_KIND, Row, array, moving, of
from .values import NO_COUNTS, Make, closed_axes


def make_stage() -> tuple[Stage, dict[str, Any]]:
    """Return a stage of two controls and, by the parameter that takes it, what can move on it."""
    fig = Figure(figsize=(2, 1.5))
    ax = fig.subplots()
    ax.set(xlim=(-2, 2), ylim=(-2, 2))
    (line,), (dot,) = ax.plot([0.0, 1.0], [0.0, 1.0], "o-"), ax.plot([0.0], [0.0], "o")
    made = {
        "ax": ax,
        "line": line,
        "artist": dot,
        "container": ax.bar([0, 1], [1.0, 1.0]),
        "text": ax.text(0, 0, "here"),
    }
    stage = Stage(fig, k=2, m=Control(3, label="the other"))
    return stage.puts(dot, x=[0.0, 1.0], by="k").says("{k} and {m}."), made


def of_stage(call: Callable[..., Any], **given: Any) -> Row:
    """Return the row of a method; its artist, given as a mere kind, is one of a fresh stage."""
    row = of(call, **given)

    def valid() -> dict[str, Any]:
        stage, made = make_stage()
        artists = {name: artist for name, artist in made.items() if name in row.kinds}
        return {"self": stage, **artists, **row.valid()}

    called = {name: call.__name__ for name in ("fig", "line", "artist", "container", "text", "ax")}
    return replace(row, valid=valid, called={**called, "template": "the sentence"})


def staged(fig: Any, k: Any) -> Stage:
    return Stage(fig, k=k)


def controlled(values: Any, **given: Any) -> Stage:
    """Return a stage that has checked its one control."""
    return Stage(Figure(figsize=(2, 1.5)), values=Control(values, **given))


def following(self: Stage, widgets: Any, redraw: Any) -> Stage:
    return self.follows(widgets, redraw=redraw)


TWO_ROWS = moving([[0.0, 1.0], [1.0, 2.0]])
WEIGHTS = array([[0.0, 1.0, 1.0], [1.0, 1.0, 1.0]])
BY = ("by", "k")
FOLDER = tempfile.mkdtemp()
atexit.register(shutil.rmtree, FOLDER, ignore_errors=True)
FILE = ("file", os.path.join(FOLDER, "stage.html"))
WINDOWS = os.name == "nt"
STAGE_ROWS = {
    "Board.place": replace(
        of(Board.place, ("X", "y"), X=array([[0.0, 1.0], [1.0, 0.0]]), y=array([0.0, 1.0])),
        valid=lambda: {
            "self": own_points_explorer(),
            "X": np.array([[0.0, 1.0], [1.0, 0.0]]),
            "y": np.array([0.0, 1.0]),
        },
    ),
    "Control": of(
        controlled, values=("labels", 3), label="name", at="count", kind="choice", play="count",
        notch="notch", shown="flag", format="format",
    ),
    "Stage": replace(
        of(staged, fig=("figure", lambda: Figure(figsize=(2, 1.5))), k=("labels", 2)),
        called={"fig": "Stage"},
    ),
    "Stage.accompany": of_stage(Stage.accompany, widget=("anything", ipywidgets.IntSlider)),
    "Stage.bars": of_stage(Stage.bars, container="artist", lengths=TWO_ROWS, by=BY),
    "Stage.boundary": of_stage(Stage.boundary, line="artist", w=WEIGHTS, by=BY, level="number"),
    "Stage.clear": of_stage(Stage.clear, fig=("figure", Figure)),
    "Stage.control": of_stage(
        Stage.control, name=("control", "k"), label="name", kind="choice", play="count",
        notch="notch", shown="flag", at="count",
    ),
    "Stage.field": of_stage(
        Stage.field, ax="ax", w=WEIGHTS, by=BY, cmap="anything", alpha="number"
    ),
    "Stage.follows": of_stage(
        following, widgets=("anything", ipywidgets.IntSlider), redraw=("anything", lambda: print)
    ),
    "Stage.grab": of_stage(
        Stage.grab, artist="artist", by=BY, anywhere="name", along="choice", point="count"
    ),
    "Stage.leads": of_stage(Stage.leads, ax="ax"),
    "Stage.moves": of_stage(
        Stage.moves, line="artist", x=TWO_ROWS, y=moving([0.0, 1.0]), by=BY, until="control"
    ),
    "Stage.puts": of_stage(
        Stage.puts, line="artist", x=moving([0.0, 1.0]), y=moving([1.0, 1.0]), by=BY
    ),
    "Stage.says": of_stage(
        Stage.says, template=("template", "It is {v:.2f}."), v=array([0.0, 1.0]), by=BY
    ),
    "Stage.sentence_at": of_stage(Stage.sentence_at, k="count"),
    "Stage.snapshot": of_stage(Stage.snapshot, layout="choice", dark="flag", k="count"),
    "Stage.to_html": of_stage(Stage.to_html, path=FILE),
    "Stage.writes": of_stage(
        Stage.writes, text="artist", texts=("texts", ["a", "b"]), x=moving([0.0, 1.0]),
        y=moving([0.0, 1.0]), by=BY,
    ),
    "Panel": of(Panel, children=("anything", lambda: [make_stage()[0]])),
    "Panel.to_html": replace(
        of(Panel.to_html, path=FILE),
        valid=lambda: {"self": Panel([make_stage()[0]]), "path": FILE[1]},
    ),
}  # fmt: skip


def names_of_the_stage() -> set[str]:
    """Return what needs a row: three classes, and what takes an argument among their methods.

    Of a board only `place`: the rest is a stage's, or for those who write an explorer.
    """
    names = {"Board.place", "Control", "Panel", "Stage"}
    for kind in (Panel, Stage):
        ours = [one for one in kind.__mro__ if one.__module__.startswith("logit_core")]
        for name, method in (item for one in ours for item in vars(one).items()):
            if inspect.isfunction(method) and not name.startswith("_"):
                parameters = inspect.signature(method).parameters
                names |= {f"{kind.__name__}.{name}"} if len(parameters) > 1 else set()
    return names


def _on_other_axes(draw: Callable[[Any], Any]) -> Make:
    return lambda: draw(Figure().subplots())


def _removed() -> Any:
    (line,) = Figure().subplots().plot([0], [0])
    line.remove()
    return line


def _link(to: str) -> str:
    """Return a link of the name stage.html, in a folder of its own."""
    folder = tempfile.mkdtemp(dir=FOLDER)
    link = os.path.join(folder, "stage.html")
    if WINDOWS:  # where not everybody may make links
        return folder
    os.symlink(os.path.join(folder, to), link)
    return link


def _pipe() -> str:
    pipe = os.path.join(tempfile.mkdtemp(dir=FOLDER), "stage.html")
    if WINDOWS:
        return FOLDER
    os.mkfifo(pipe)
    return pipe


OF_A_KIND |= {
    "artist": {
        "a list of one line": _on_other_axes(lambda ax: ax.plot([0], [0])),
        "a line of another figure": _on_other_axes(lambda ax: ax.plot([0], [0])[0]),
        "a line of a closed figure": lambda: closed_axes().plot([0], [0])[0],
        "a line that was removed": _removed,
        "a line of none": lambda: plt.Line2D([0], [0]),
        "points": _on_other_axes(lambda ax: ax.scatter([0], [0])),
        "a text of another figure": _on_other_axes(lambda ax: ax.text(0, 0, "a")),
        "bars of another figure": _on_other_axes(lambda ax: ax.bar([0], [1])),
        "one bar": _on_other_axes(lambda ax: ax.bar([0], [1])[0]),
        "no bars": _on_other_axes(lambda ax: ax.bar([], [])),
        "axes": _on_other_axes(lambda ax: ax),
        "bars of error": _on_other_axes(lambda ax: ax.errorbar([0], [0], [1])),
    },
    "figure": {
        "axes": _on_other_axes(lambda ax: ax),
        "figure and axes": lambda: (lambda fig: (fig, fig.subplots()))(Figure()),
        "a closed figure": lambda: closed_axes().figure,
        "a part of a figure": lambda: Figure().subfigures(1, 2)[0],
        "the class": lambda: Figure,
        "pyplot": lambda: plt,
        "an empty figure, fine": Figure,
    },
    "labels": {
        **NO_COUNTS,
        "letters": lambda: "abc",
        "a dict of labels": lambda: {"a": 1, "b": 2},
        "one empty": lambda: ["a", ""],
        "one None": lambda: ["a", None],
        "one nan": lambda: [1.0, np.nan],
        "one inf": lambda: [1.0, np.inf],
        "lists": lambda: [["a"], ["b"]],
        "bytes inside": lambda: [b"a", b"b"],
        "two lines": lambda: ["a\nb", "c"],
        "5000 letters": lambda: ["a" * 5000, "c"],
        "5000 labels": lambda: ["a"] * 5000,
        "10**9 numbers": lambda: range(10**9),
        "a zero byte": lambda: ["a\x00", "c"],
        "half a letter": lambda: ["a\ud800", "c"],
        "a table": lambda: np.ones((2, 2)),
        "a masked label": lambda: np.ma.array([1.0, 2.0], mask=[0, 1]),
        "a day inside, never": lambda: [datetime.date(2026, 1, 1), "c"],
        "nothing that is seen, never": lambda: ["\u200b\u00ad", "c"],
        "True and False, fine": lambda: [True, False],
        "labels with dollars, fine": lambda: ["$x", "_y"],
        "numbers, fine": lambda: np.array([1.0, 2.0]),
        "a range, fine": lambda: range(3),
        "mixed, fine": lambda: ["none", 1],
    },
    "notch": {
        "no words": lambda: (1, ""),
        "one": lambda: (1,),
        "three": lambda: (1, "a", "b"),
        "words first": lambda: ("a", 1),
        "nan": lambda: (np.nan, "a"),
        "beyond": lambda: (7, "a"),
        "below": lambda: (-1, "a"),
        "5000 letters": lambda: (1, "a" * 5000),
        "a number for words": lambda: (1, 2),
        "two letters": lambda: "1a",
        "a list, fine": lambda: [1, "a"],
        "float16, fine": lambda: (np.float16(1), "a"),
        "a fraction, fine": lambda: (Fraction(1, 2), np.str_("a")),
        "a Decimal, fine": lambda: (Decimal("0.5"), "a"),
    },
    "format": {
        "no format": lambda: "abc",
        "for texts": lambda: "s",
        "open": lambda: ".",
        "huge": lambda: ".99999999f",
        "wide": lambda: "99999999.2f",
        "braces": lambda: "{}",
        "a whole number": lambda: "d",
        "days": lambda: "%Y",
        "percent, fine": lambda: ".0%",
    },
    "by": {
        "another": lambda: "z",
        "two": lambda: ("k", "m"),
        "one twice": lambda: ("k", "k"),
        "a mapping": lambda: {"x": "k", "w": "k", "lengths": "k", "v": "k"},
        "a mapping to another": lambda: {"x": "z"},
        "a mapping of another": lambda: {"q": "k"},
        "a mapping to a number": lambda: {"x": 1, "w": 1, "lengths": 1, "v": 1},
        "numbers": lambda: (1, 2),
        "lists": lambda: [["k"]],
        "nothing": lambda: (),
        "a mapping to None": lambda: {"x": None},
        "a set of names": lambda: {"k"},
    },
    "file": {
        "a folder": tempfile.gettempdir,
        "a file in no folder": lambda: "no/such/folder/stage.html",
        "a zero byte": lambda: "stage\x00.html",
        "half a letter": lambda: "stage\ud800.html",
        "300 letters": lambda: "s" * 300,
        "5000 letters": lambda: "s" * 5000,
        "5000 folders": lambda: "s/" * 5000 + "stage.html",
        "no file": lambda: os.devnull,
        "a pipe": _pipe,
        "a link to itself": lambda: _link("stage.html"),
        "a link to nowhere": lambda: _link("no/such/folder/stage.html"),
        "bytes of a file": lambda: b"stage.html",
        "a new file behind a link, fine": lambda: _link("new.html"),
    },
    "control": {"another": lambda: "z", "a list of it": lambda: ["k"]},
    "texts": {
        "two lines": lambda: ["a\nb", "c"],
        "a zero byte": lambda: ["a\x00", "b"],
        "5000 letters": lambda: ["a" * 5000, "b"],
        "half a letter": lambda: ["a\ud800", "b"],
        "mathematics": lambda: ["$x$", "b"],
        "Chinese": lambda: ["花瓣", "b"],
        "bytes inside": lambda: [b"a", b"b"],
        "None inside": lambda: [None, "b"],
        "three": lambda: ["a", "b", "c"],
        "numbers": lambda: [1.0, 2.0],
        "a number inside, never": lambda: ["a", 1],
        "a masked text, never": lambda: np.ma.array(["a", "-999"], mask=[0, 1]),
        "masked inside, never": lambda: ["a", np.ma.masked],
        "a set, never": lambda: {"a", "b"},
        "nothing that is seen, never": lambda: ["\u200b", "b"],
        "one empty, fine": lambda: ["", "b"],
        "objects, fine": lambda: np.array(["a", "b"], dtype=object),
        "texts of any length, fine": lambda: np.array(["a", "b"], np.dtypes.StringDType()),
        "spaces that hold together, fine": lambda: ["10\u00a0%", "1\u202f000"],
        "a soft hyphen, fine": lambda: ["a\u00adb", "b"],
    },
    "template": {
        "nothing to fill": lambda: "No value.",
        "an open bracket": lambda: "It is {v:.2f",
        "a closed bracket": lambda: "It is v}.",
        "empty braces": lambda: "It is {} {v:.2f}.",
        "a number of a place": lambda: "It is {0} {v:.2f}.",
        "an attribute": lambda: "It is {v.real:.2f}.",
        "an item": lambda: "It is {v[0]:.2f}.",
        "converted": lambda: "It is {v!r:.2f}.",
        "nested": lambda: "It is {v:{k}}.",
        "no format": lambda: "It is {v}.",
        "another format": lambda: "It is {v:>10}.",
        "another kind": lambda: "It is {v:.2q}.",
        "a whole number": lambda: "It is {v:d}.",
        "many digits": lambda: "It is {v:.99999999f}.",
        "forty digits": lambda: "It is {v:.40f}.",
        "no digits": lambda: "It is {v:.f}.",
        "other digits": lambda: "It is {v:.٣f}.",
        "a format of a control": lambda: "It is {v:.2f} {k:.2f}.",
        "another name": lambda: "It is {v:.2f} {z}.",
        "a space in the name": lambda: "It is { v:.2f}.",
        "5000 letters": lambda: "long " * 1000 + "{v:.2f}",
        "two lines": lambda: "It is\n{v:.2f}.",
        "a zero byte": lambda: "It is\x00 {v:.2f}.",
        "half a letter": lambda: "It is \ud800 {v:.2f}.",
        "doubled braces, fine": lambda: "It is {{v}} {v:.2f}.",
        "a control, fine": lambda: "It is {v:.2f} {k} {m}.",
    },
}
