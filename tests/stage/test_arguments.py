"""What a stage accepts beside artists."""

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


def test_what_is_masked_moves_out_of_sight() -> None:
    masked = np.ma.array([[1, 2], [3, 4]], mask=[[0, 1], [0, 0]])
    assert np.array_equal(as_moving(masked, "x"), [[1, np.nan], [3, 4]], equal_nan=True)
    assert masked.data[0, 1] == 2
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
    for bad in (tmp_path, path / "inside.html", "a\0b", b"stage.html", None):
        with pytest.raises(ValueError, match="path must name a file in a folder that exists, got"):
            as_file(bad, "path")
