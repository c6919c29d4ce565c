"""What a stage accepts beside artists."""

import os
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from logit_core.stage._arguments import as_controls, as_file, as_format, as_moving, as_words


@pytest.mark.parametrize(
    ("text", "read"), [(".0f", (0, "f")), (".19g", (19, "g")), (".1%", (1, "%"))]
)
def test_a_format_is_read(text: str, read: tuple[int, str]) -> None:
    assert as_format(text, "v") == read


@pytest.mark.parametrize("text", ["", "f", ".f", ".20f", "3f", ".3e", ".3f ", ".٣f", None, b".3f"])
def test_what_is_no_format_is_refused(text: Any) -> None:
    with pytest.raises(ValueError, match=r"the format of v must be such as \.3f, .* got"):
        as_format(text, "v")


def test_words_come_back_in_their_shape_empty_ones_too() -> None:
    words = as_words([["a", ""], [np.str_("c"), "d" * 9]], "texts", longest=9)
    assert (words.shape, words[1, 1]) == ((2, 2), "d" * 9)


@pytest.mark.parametrize("values", ["d" * 10, ["a\nb"], ["a", None], [1], [b"a"], [["a"], []]])
def test_what_are_no_words_is_refused(values: Any) -> None:
    with pytest.raises(ValueError, match="texts must"):
        as_words(values, "texts", longest=9)


class Refuses:
    def __fspath__(self) -> str:
        raise RuntimeError("no path")


class Series:
    """A column of a table of pandas, as NumPy sees it."""

    def __init__(self, *items: Any) -> None:
        self.items = items

    def __repr__(self) -> str:
        return f"Series{self.items}"

    def __array__(self, dtype: Any = None, copy: Any = None) -> Any:
        return np.array(self.items, dtype=object)


TEXTS = np.dtypes.StringDType()


@pytest.mark.parametrize(
    "values",
    [
        ("a", "bc"),
        np.array(["a", "bc"]),
        np.array(["a", "bc"], dtype=object),
        np.array(["a", "bc"], dtype=TEXTS),
        np.array(["a", "bc"], dtype=np.dtypes.StringDType(na_object=None)),
        [np.array("a"), np.array("bc", dtype=TEXTS)],
        np.ma.array(["a", "bc"]),
        Series("a", "bc"),
    ],
    ids=repr,
)
def test_words_come_in_whatever_holds_texts(values: Any) -> None:
    words = as_words(values, "texts", longest=9)
    assert words.dtype.kind == "U"
    assert words.tolist() == ["a", "bc"]


def test_words_of_none_keep_their_shape() -> None:
    assert as_words(np.zeros((2, 0), dtype="U3"), "texts", longest=9).shape == (2, 0)


@pytest.mark.parametrize(
    "values",
    [
        np.ma.array(["a", "b", "-999"], mask=[0, 0, 1]),
        [np.ma.array(["a", "b", "-999"], mask=[0, 0, 1])],
        ["a", np.ma.masked],
        np.array(["a", None], dtype=np.dtypes.StringDType(na_object=None)),
    ],
    ids=repr,
)
def test_missing_words_are_refused(values: Any) -> None:
    with pytest.raises(ValueError, match=r"texts must (not hold missing values|hold texts), got"):
        as_words(values, "texts", longest=9)


def test_what_is_masked_moves_out_of_sight() -> None:
    masked = np.ma.array([[1, 2], [3, 4]], mask=[[0, 1], [0, 0]])
    assert np.array_equal(as_moving(masked, "x"), [[1, np.nan], [3, 4]], equal_nan=True)
    assert masked.data[0, 1] == 2
    listed = [masked, (np.ma.array([5, 6]), np.array([7, 8]))]
    assert np.array_equal(
        as_moving(listed, "x"), [[[1, np.nan], [3, 4]], [[5, 6], [7, 8]]], equal_nan=True
    )
    assert np.array_equal(as_moving([1.0, np.ma.masked], "x"), [1, np.nan], equal_nan=True)
    assert np.isnan(as_moving(np.ma.masked, "x"))
    for unequal in (
        [masked, [[1, 2]]],
        [masked, [1, 2, 3]],
        [masked[0], 5],
        [masked, np.ma.masked],
    ):
        with pytest.raises(ValueError, match="x must hold rows of equal length, got unequal ones"):
            as_moving(unequal, "x")
    with pytest.raises(ValueError, match="x must hold real numbers"):
        as_moving(np.ma.array(["a"], mask=[1]), "x")


def test_controls_are_named_one_or_several_in_their_order() -> None:
    assert as_controls("b", ["a", "b"]) == ("b",)
    assert as_controls(["b", "a"], ["a", "b"]) == ("b", "a")
    assert as_controls((), ["a", "b"]) == ()


@pytest.mark.parametrize("by", ["c", "ab", ["a", 1], [["a"]], {"a"}, 1, None])
def test_what_is_no_control_is_refused(by: Any) -> None:
    with pytest.raises(ValueError, match=r"by must (name controls|be a list of names)"):
        as_controls(by, ["a", "b"])


def test_a_file_may_be_new_but_its_folder_may_not(tmp_path: Path) -> None:
    path = tmp_path / "stage.html"
    assert as_file(str(path), "path") == as_file(path, "path") == path
    for bad in (
        tmp_path,
        path / "inside.html",
        "a\0b",
        "a\ud800",
        b"stage.html",
        None,
        "",
        3,
        Refuses(),
    ):
        with pytest.raises(ValueError, match="path must name a file in a folder that exists, got"):
            as_file(bad, "path")
    assert list(tmp_path.iterdir()) == []  # to ask makes no file


def test_a_file_that_is_there_is_taken_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "stage.html"
    path.write_text("before")
    assert as_file(path, "path") == path
    assert path.read_text() == "before"


@pytest.mark.parametrize("name", ["s" * 300, "s" * 5000, "s/" * 5000 + "s", "größe" * 60])
def test_a_name_too_long_is_refused_in_short_words(name: str, tmp_path: Path) -> None:
    for path in (tmp_path / name, f"{name}.html", f"{tmp_path}/{name}.html"):
        with pytest.raises(ValueError, match=r"path must name a file .*, got") as refusal:
            as_file(path, "path")
        assert len(str(refusal.value)) < 200


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes in folders on Windows")
def test_what_is_no_ordinary_file_is_refused(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "loop").symlink_to(tmp_path / "pool")
    (tmp_path / "pool").symlink_to(tmp_path / "loop")
    (tmp_path / "to a pipe").symlink_to(tmp_path / "pipe")
    (tmp_path / "to no folder").symlink_to(tmp_path / "none" / "stage.html")
    (tmp_path / "to a folder").symlink_to(tmp_path)
    for name in ("pipe", "loop", "to a pipe", "to no folder", "to a folder", "loop/stage.html"):
        with pytest.raises(ValueError, match=r"path must name a file .*, got"):
            as_file(tmp_path / name, "path")
    with pytest.raises(ValueError, match="path must name a file that can be written, got"):
        as_file("/dev/null", "path")
    for name in ("to a new file", "to a file"):
        (tmp_path / name).symlink_to(tmp_path / f"{name}.html")
    (tmp_path / "to a file.html").touch()
    for name in ("to a new file", "to a file"):
        assert as_file(tmp_path / name, "path") == tmp_path / name
    assert not (tmp_path / "to a new file.html").exists()


@pytest.mark.skipif(getattr(os, "geteuid", int)() == 0, reason="root may write everywhere")
def test_what_may_not_be_written_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "stage.html"
    file.touch(0o400)
    with pytest.raises(ValueError, match="path must name a file that can be written, got"):
        as_file(file, "path")
