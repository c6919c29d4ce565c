"""What nobody should pass, by the kind of the parameter: each value is made anew for each call."""

import datetime
import itertools
from collections.abc import Callable
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from typing import Any

import numpy as np
from matplotlib import pyplot as plt
from matplotlib.figure import Figure
from scipy.sparse import eye_array

Make = Callable[[], Any]


class Refuses:
    """An object that raises an error whenever it is looked at."""

    def __array__(self, *_: Any, **__: Any) -> Any:
        raise RuntimeError("not an array")

    def __len__(self) -> int:
        raise RuntimeError("no length")

    def __iter__(self) -> Any:
        raise RuntimeError("no items")

    def __repr__(self) -> str:
        raise RuntimeError("no text")

    __float__ = __index__ = __len__


class NAType:
    """What a table of pandas holds where a value is missing."""

    def __repr__(self) -> str:
        return "<NA>"

    def __bool__(self) -> bool:
        raise TypeError("boolean value of NA is ambiguous")


class Table:
    """A table of pandas with a missing value, as NumPy sees it."""

    def __array__(self, dtype: Any = None, copy: Any = None) -> Any:
        return np.array([[1.0, NAType()], [2.0, 3.0]], dtype=object)


class Named(str, Enum):  # noqa: UP042, for `str` of a StrEnum is its text
    """A name that is more than its text."""

    WIDTH = "width"


def missing(rows: Any) -> Any:
    """Return an array whose first value is pandas' NA."""
    array = np.array(rows, dtype=object)
    array.flat[0] = NAType()
    return array


def masked(rows: Any) -> Any:
    """Return a masked array whose last value is -999, under the mask."""
    array = np.ma.array(np.array(rows, dtype=float), copy=True)
    array.flat[-1] = -999.0
    mask = np.zeros(array.shape, dtype=bool)
    mask.flat[-1] = True
    array.mask = mask
    return array


def in_itself() -> Any:
    held: list[Any] = [1.0]
    held.append(held)
    return held


# thrown at every parameter of every kind
ANYTHING: dict[str, Make] = {
    "None": lambda: None,
    "...": lambda: ...,
    "a text": lambda: "abc",
    "no text": lambda: "",
    "a digit as text": lambda: "3",
    "nan as text": lambda: "nan",
    "bytes": lambda: b"ab",
    "a bytearray": lambda: bytearray(b"ab"),
    "a memoryview": lambda: memoryview(b"ab"),
    "True": lambda: True,
    "NumPy's True": lambda: np.True_,
    "an array True": lambda: np.array(True),
    "0": lambda: 0,
    "1": lambda: 1,
    "-1": lambda: -1,
    "2.5": lambda: 2.5,
    "nan": lambda: np.nan,
    "inf": lambda: np.inf,
    "-inf": lambda: -np.inf,
    "1e308": lambda: 1e308,
    "-1e308": lambda: -1e308,
    "5e-324": lambda: 5e-324,
    "2**70": lambda: 2**70,
    "10**18": lambda: 10**18,
    "10**400": lambda: 10**400,
    "a complex number": lambda: 1j,
    "a Decimal nan": lambda: Decimal("nan"),
    "a Decimal that signals": lambda: Decimal("sNaN"),
    "a fraction": lambda: Fraction(1, 3),
    "a day": lambda: datetime.date(2026, 1, 1),
    "NaT": lambda: np.datetime64("NaT", "D"),  # without a unit NumPy 2.5 warns
    "NA": NAType,
    "masked": lambda: np.ma.masked,
    "a masked array": lambda: masked([0.0, 1.0, 1.0]),
    "an empty list": list,
    "an empty tuple": tuple,
    "an empty dict": dict,
    "a dict": lambda: {"a": 1.0},
    "an empty set": set,
    "a set": lambda: {0.0, 1.0},
    "a frozenset": lambda: frozenset("ab"),
    "an object": object,
    "an object that refuses": Refuses,
    "a function": lambda: lambda: 1.0,
    "a class": lambda: int,
    "a module": lambda: np,
    "a generator": lambda: (k for k in (0.0, 1.0)),
    "an iterator": lambda: iter(["a", "b"]),
    "no end": itertools.count,
    "a range": lambda: range(2),
    "an empty array": lambda: np.array([]),
    "no rows": lambda: np.zeros((0, 2)),
    "no columns": lambda: np.zeros((3, 0)),
    "one number in a list": lambda: [1.0],
    "one number in an array": lambda: np.array(1.0),
    "three dimensions": lambda: np.ones((2, 2, 2)),
    "twenty dimensions": lambda: np.ones((1,) * 20),
    "unequal rows": lambda: [[1.0, 2.0], [3.0]],
    "a list in itself": in_itself,
    "texts": lambda: ["1", "2"],
    "an array of texts": lambda: np.array(["a", "b"]),
    "an array with None": lambda: np.array([None, 1.0]),
    "a list with None": lambda: [None, 1.0],
    "a list with NA": lambda: [NAType(), 1.0],
    "a table with NA": Table,
    "days": lambda: np.array(["2026-01-01"], dtype="M8[D]"),
    "lengths of time": lambda: np.array([1], dtype="m8[s]"),
    "fields": lambda: np.zeros(2, dtype=[("a", float), ("b", float)]),
    "a sparse matrix": lambda: eye_array(2).tocsr(),
    "figure": lambda: Figure(),
}

_LONG = "long " * 1000

# what cannot be a name in a picture
NO_NAMES: dict[str, Make] = {
    "a number": lambda: 3,
    "bytes": lambda: b"width",
    "nothing": lambda: None,
    "no letters": lambda: "",
    "spaces": lambda: "  ",
    "an underscore": lambda: "_width",
    "a dollar": lambda: "$x",
    "three dollars": lambda: "$x$ in $",
    "no mathematics": lambda: "$x_$",
    "an unknown command": lambda: r"$\nosuch$",
    "an open bracket": lambda: "${x$",
    "5000 letters": lambda: _LONG,
    "two lines": lambda: "width\nheight",
    "a tab": lambda: "a\tb",
    "an escape": lambda: "a\x1b[31mb",
    "a zero byte": lambda: "a\x00b",
    "half a letter": lambda: "a\ud800",
    "a line separator": lambda: "a\u2028b",
    "a list": lambda: ["a"],
    "a set": lambda: {"a"},
    "mathematics without end": lambda: r"$\hspace{9999}x$",
    "mathematics to the left": lambda: r"$\hspace{-9999}x$",
    "a tower": lambda: r"$\dfrac{a}{\dfrac{a}{\dfrac{a}{\dfrac{a}{a}}}}$",
}
# what can be one, though somebody may not have thought of it
ODD_NAMES: dict[str, Make] = {
    "percent": lambda: "100 %s %d",
    "braces": lambda: "{x} {",
    "a backslash": lambda: "a\\b",
    "a price": lambda: r"price in \$",
    "mathematics": lambda: r"$\frac{1}{2} x_1^2$",
    "markup": lambda: "<b>&amp;</b>",
    "accents": lambda: "größe, åæé",
    "greek": lambda: "σ(z) − ½",
    "one letter": lambda: "x",
    "NumPy's text": lambda: np.str_("width"),
    "Chinese": lambda: "花瓣",
    "a picture of a flower": lambda: "\U0001f33a",
    "from right to left": lambda: "רוחב",
    "sixty letters": lambda: "petal " * 9 + "length",
    "sixty capitals": lambda: "PERCENTAGE OF MALIGNANT TUMOURS AMONG ALL WOMEN OF THAT AGE.",
    "sixty of the widest": lambda: "W" * 60,
    "of an Enum": lambda: Named.WIDTH,
}


def _each(names: dict[str, Make], hold: Callable[[Any], Any]) -> dict[str, Make]:
    """Return each name inside something that `hold` builds around it."""
    return {name: lambda make=make: hold(make()) for name, make in names.items()}


_NO_PAIRS: dict[str, Make] = {
    "letters": lambda: "ab",
    "one name": lambda: ("a",),
    "three names": lambda: ("a", "b", "c"),
    "a name that is not in a list": lambda: "width",
    "a set of names": lambda: {"a", "b"},
    "a frozenset of names": lambda: frozenset({"a", "b"}),
    "a dict of names": lambda: {"a": 1, "b": 2},
    "the names of a dict": lambda: {"a": 1, "b": 2}.keys(),
    "names that come one by one": lambda: (name for name in "ab"),
    "pairs of names": lambda: [("a", "b"), ("c", "d")],
    "an array of pairs": lambda: np.array([["a", "b"], ["c", "d"]]),
    "bytes of two": lambda: [b"a", b"b"],
    "two numbers": lambda: [1, 2],
}
NAMES: dict[str, Make] = {
    **_NO_PAIRS,
    **{f"second {k}": make for k, make in _each(NO_NAMES, lambda one: ("a", one)).items()},
    **{f"first {k}": make for k, make in _each(NO_NAMES, lambda one: [one, "b"]).items()},
    **{f"{k}, fine": make for k, make in _each(ODD_NAMES, lambda one: ("a", one)).items()},
    "names in an array, fine": lambda: np.array(["a", "b"]),
}
NAME: dict[str, Make] = {**NO_NAMES, **{f"{k}, fine": make for k, make in ODD_NAMES.items()}}

NO_COUNTS: dict[str, Make] = {
    "-1": lambda: -1,
    "0": lambda: 0,
    "2.5": lambda: 2.5,
    "1e15": lambda: 1e15,
    "1e300": lambda: 1e300,
    "10**12": lambda: 10**12,
    "2**63": lambda: 2**63,
    "2**31": lambda: 2**31,
    "-2**70": lambda: -(2**70),
    "[3]": lambda: [3],
    "an array [3]": lambda: np.array([3]),
    "3 as bytes": lambda: b"3",
    "an array 3, fine": lambda: np.array(3),
    "3.0, fine": lambda: 3.0,
    "int8, fine": lambda: np.int8(3),
    "float32, fine": lambda: np.float32(3),
    "a Decimal, fine": lambda: Decimal(3),
    "a whole fraction, fine": lambda: Fraction(3),
}
NUMBERS: dict[str, Make] = {
    "1e101": lambda: 1e101,
    "-0.0": lambda: -0.0,
    "1 + 2**-52": lambda: 1 + 2**-52,
    "float16": lambda: np.float16(0.5),
    "longdouble": lambda: np.longdouble("1e400"),
    "a Decimal": lambda: Decimal("0.5"),
}
SEEDS: dict[str, Make] = {
    "a list": lambda: [1, 2],
    "RandomState": lambda: np.random.RandomState(0),  # which is no generator
    "a generator, fine": lambda: np.random.default_rng(0),
    "a bit generator": lambda: np.random.PCG64(0),
    "the module": lambda: np.random,
}
CHOICES: dict[str, Make] = {
    "a capital": lambda: "Mean",
    "a space": lambda: " mean",
    "in a list": lambda: ["mean"],
    "in a set": lambda: {"mean"},
    "in an array": lambda: np.array(["mean", "sum"]),
    "5000 letters": lambda: _LONG,
}


def closed_axes() -> Any:
    fig, ax = plt.subplots()
    plt.close(fig)
    return ax


def removed_axes() -> Any:
    ax = Figure().subplots()
    ax.remove()
    return ax


def cleared_axes() -> Any:
    fig = Figure()
    ax = fig.subplots()
    fig.clear()
    return ax


def made(**given: Any) -> Any:
    ax = Figure().subplots()
    ax.set(**given)
    return ax


def with_ticks_of(values: list[Any]) -> Any:
    ax = Figure().subplots()
    ax.plot(values, [1.0, 2.0])
    return ax


AXES: dict[str, Make] = {
    "logarithmic axes": lambda: made(xscale="log", yscale="log", xlim=(1, 10), ylim=(1, 10)),
    "a logarithmic x axis": lambda: made(xscale="log"),
    "a logarithmic y axis": lambda: made(yscale="log"),
    "a symlog axis": lambda: made(yscale="symlog"),
    "a logit axis": lambda: made(xscale="logit"),
    "an axis of texts": lambda: with_ticks_of(["a", "b"]),
    "an axis of days": lambda: with_ticks_of(
        [datetime.date(2026, 1, 1), datetime.date(2026, 1, 2)]
    ),
    "limits of 1e300": lambda: made(xlim=(-1e300, 1e300), ylim=(-1e300, 1e300)),
    "a limit of 1e200": lambda: made(ylim=(0, 1e200)),
    "limits of 1e100": lambda: made(xlim=(-1e100, 1e100), ylim=(-1e100, 1e100)),
    "limits that are turned, fine": lambda: made(xlim=(1, -1), ylim=(2, -2)),
    "a figure": Figure,
    "axes of a closed figure": closed_axes,
    "axes that were removed": removed_axes,
    "axes of a cleared figure": cleared_axes,
    "a list of axes": lambda: [Figure().subplots()],
    "an array of axes": lambda: Figure().subplots(1, 2),
    "polar axes": lambda: Figure().subplots(subplot_kw={"projection": "polar"}),
    "axes in space": lambda: Figure().subplots(subplot_kw={"projection": "3d"}),
    "pyplot": lambda: plt,
    "an axis": lambda: Figure().subplots().xaxis,
    "a second axis": lambda: Figure().subplots().secondary_xaxis("top"),
    "the class": lambda: type(Figure().subplots()),
    "figure and axes": lambda: (lambda fig: (fig, fig.subplots()))(Figure()),
    "twin axes, fine": lambda: Figure().subplots().twinx(),
}


def mappings(value: Any) -> dict[str, Make]:
    """Return mappings of names to values, `value` being one that fits."""
    bad = {
        "nan": np.nan,
        "text": "abc",
        "None": None,
        "nothing": [],
        "unequal rows": [[1.0, 2.0], [3.0]],
        "inf": [np.inf] * 3,
        "NaN inside": [0.5, np.nan, 0.5],
        "four dimensions": np.ones((2, 2, 2, 2)),
        "huge": np.full(np.shape(value), 1e300),
        "tiny": np.full(np.shape(value), 5e-324),
        "masked": masked(np.zeros(np.shape(value)) + 0.5),
        "missing": missing(np.zeros(np.shape(value)) + 0.5),
        "a dict": {"a": 1},
        "a longer one": np.ones((*np.shape(value), 1)),
        "one row more": np.ones((1, *np.shape(value))),
    }
    return {
        "pairs": lambda: [("a", value)],
        "the values": lambda: [value],
        "its items": lambda: {"a": value}.items(),
        "the dict itself": lambda: dict,
        "a thousand": lambda: {f"run {k}": value for k in range(1000)},
        "two, fine": lambda: {"a": value, "b": value},
        "three, fine": lambda: {"a": value, "b": value, "c": value},
        "nine": lambda: {f"run {k}": value for k in range(9)},
        **{
            f"named by {k}": make
            for k, make in _each(
                {name: make for name, make in NO_NAMES.items() if name not in ("a list", "a set")},
                lambda one: {one: value},
            ).items()
        },
        "named by a tuple": lambda: {("a", "b"): value},
        **{
            f"named by {k}, fine": make
            for k, make in _each(ODD_NAMES, lambda one: {one: value}).items()
        },
        **{f"holding {k}": lambda one=one: {"a": one} for k, one in bad.items()},
    }


def shapes_of(value: Any) -> dict[str, Make]:
    """Return arrays of numbers like `value`, in other shapes and sizes."""
    array = np.array(value, dtype=float)

    def last(bad: float) -> Make:
        def make() -> Any:
            spoilt = array.copy()
            spoilt.flat[-1] = bad
            return spoilt

        return make

    def object_last(bad: Any) -> Make:
        def make() -> Any:
            spoilt = array.astype(object)
            spoilt.flat[-1] = bad
            return spoilt if array.ndim else bad

        return make

    return {
        "masked rows in a list, never": lambda: (
            list(masked(array)) if array.ndim else [np.ma.masked]
        ),
        **{
            f"{what} among objects, never": object_last(bad)
            for what, bad in (
                ("masked", np.ma.masked),
                ("a length of time", np.timedelta64(1, "s")),
                ("a day", np.datetime64("2026-01-01")),
                ("a complex number", np.complex128(0.5 + 1j)),
                ("bytes", bytearray(b"1")),
                ("a number beyond all floats", Decimal("1e400")),
            )
        },
        "ends in nan": last(np.nan),
        "ends in inf": last(np.inf),
        "ends in -inf": last(-np.inf),
        "ends in 1e300": last(1e300),
        "ends in -1e99": last(-1e99),
        "ends in 5e-324": last(5e-324),
        "ends in 2": last(2.0),
        "ends in -1": last(-1.0),
        "all 1e300": lambda: np.full(array.shape, 1e300),
        "all 1e99": lambda: np.full(array.shape, 1e99),
        "all 5e-324": lambda: np.full(array.shape, 5e-324),
        "all 0": lambda: np.zeros(array.shape),
        "all 1": lambda: np.ones(array.shape),
        "one row more": lambda: (
            np.concatenate([np.atleast_1d(array)] * 2)[: len(array) + 1]
            if array.ndim
            else np.ones(2)
        ),
        "one row less": lambda: np.atleast_1d(array)[:-1],
        "the first row": lambda: np.atleast_1d(array)[:1],
        "turned": lambda: array.T,
        "inside one more": lambda: array[None],
        "with one more inside": lambda: array[..., None],
        "one column more": lambda: (
            np.concatenate([array, array], axis=-1)[..., : array.shape[-1] + 1]
            if array.ndim
            else array
        ),
        "masked": lambda: masked(array),
        "missing": lambda: missing(array),
        "an array of objects": lambda: array.astype(object),
        "as texts": lambda: array.astype(str),
        "complex": lambda: array.astype(complex),
        "float16": lambda: np.clip(array, -6e4, 6e4).astype(np.float16),
        "other byte order": lambda: array.astype(">f8"),
        "reversed view": lambda: np.flip(array),
    }


def data_sets() -> dict[str, tuple[Any, Any]]:
    """Return features (n, 2) and labels that fit each other, and are hardly data."""
    rng = np.random.default_rng(0)
    X, y = rng.normal(size=(12, 2)), np.arange(12) % 2
    apart = X + 20 * y[:, None]
    one = np.column_stack([X[:, 0], np.full(12, 3.0)])
    return {
        "class 0 alone": (X, np.zeros(12)),
        "class 1 alone": (X, np.ones(12)),
        "one point": (X[:1], [1]),
        "one point of class 0": (X[:1], [0]),
        "two points": (X[:2], [0, 1]),
        "two points of one class": (X[:2], [1, 1]),
        "two points on each other": (np.ones((2, 2)), [0, 1]),
        "three rows of a kind": (np.ones((3, 2)), [0, 1, 1]),
        "no points": (np.zeros((0, 2)), []),
        "all on one place": (np.full((12, 2), 2.0), y),
        "all at zero": (np.zeros((12, 2)), y),
        "a constant column": (one, y),
        "the other column constant": (one[:, ::-1], y),
        "every point twice": (np.repeat(X[:6], 2, axis=0), y),
        "columns that are equal": (np.column_stack([X[:, 0], X[:, 0]]), y),
        "far apart": (apart, y),
        "hardly apart": (1e-9 * apart, y),
        "1e300": (1e300 * X, y),
        "1e99": (1e99 * X, y),
        "1e30": (1e30 * X, y),
        "1e9 and a bit": (1e9 + X, y),
        "1e15 and a bit": (1e15 + X, y),
        "1e-30": (1e-30 * X, y),
        "1e-300": (1e-300 * X, y),
        "5e-324": (np.full((12, 2), 5e-324), y),
        "5e-324 and 0": (5e-324 * (X > 0), y),
        "one huge value": (np.where(X.max() == X, 1e90, X), y),
        "one column huge": (X * [1e80, 1], y),
        "one huge, one tiny": (X * [1e80, 1e-80], y),
        "one point of class 1": (X, np.arange(12) == 5),
        "labels of True and False": (X, y == 1),
        "labels of -1 and 1": (X, 2 * y - 1),
        "labels of 1 and 2": (X, y + 1),
        "labels as texts": (X, np.where(y == 1, "yes", "no")),
        "labels between": (X, y / 2),
        "infinite": (np.where(X.max() == X, np.inf, X), y),
        "not a number": (np.where(X.max() == X, np.nan, X), y),
        "missing": (missing(X), y),
        "masked": (masked(X), y),
        "masked labels": (X, masked(y)),
        "too many labels": (X, np.append(y, 1)),
        "a table of labels": (X, y[:, None]),
        "whole numbers": (np.arange(24).reshape(12, 2), y),
        "many columns": (np.ones((2, 10**5)), [0, 1]),
        "a thousand points": (rng.normal(size=(1000, 2)), np.arange(1000) % 2),
    }
