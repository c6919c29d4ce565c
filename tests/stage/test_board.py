"""The board in Python: what is asked and answered, what it refuses, and what travels."""

import zlib
from typing import Any

import numpy as np
import pytest

from logit_core.explorers import own_points_explorer
from logit_core.stage import Board, Control, Fit
from logit_core.stage.tracks import from_planes

from .stages import make_axes

X, Y = np.array([[0.0, 1.0], [1.0, 0.0], [-1.0, -1.0]]), np.array([0.0, 1.0, 1.0])


def count(X: np.ndarray, y: np.ndarray) -> Fit:
    """Fit as the bias how many points there are, as both weights how many are of class 1."""
    w = np.array([[len(X), y.sum(), y.sum()], [0.0, 1.0, 0.0]])
    return Fit(w, np.array([True, False]), [f"Now {len(X)} points.", "Another."])


def make_board(fit: Any = count, **given: Any) -> Board:
    fig, ax = make_axes()
    (zeros,), (ones,) = ax.plot([], [], "o", label="class 0"), ax.plot([], [], "s", label="class 1")
    (best,), (other,) = ax.plot([], [], "k-"), ax.plot([], [], "k--")
    held = {
        "dots": (zeros, ones),
        "lines": (best, other),
        "starts": {"three": (X, Y), "nothing": (np.empty((0, 2)), np.empty(0))},
        "longest": "Now many.",
    } | given
    dots, lines = held.pop("dots"), held.pop("lines")
    return Board(fig, k=Control(2, label="which")).holds(dots, lines, fit=fit, **held)


def numbers_of(board: Board) -> np.ndarray:
    planes = zlib.decompress(board.get_state("numbers")["numbers"])
    return np.frombuffer(from_planes(planes), "<f4")


def test_a_board_asks_and_answers_by_its_traits():
    board, heard = make_board(), []
    board.send()
    board.observe(lambda change: heard.append(change["new"]), names="answered")
    assert board.sentence == "Now 3 points."
    board.asked = {"number": 7, "points": [[0.5, 0.5, 1]]}  # as the browser does
    assert heard == [{"number": 7, "sentences": ["Now 1 points.", "Another."]}]
    assert board.sentence == "Now 1 points."
    board.place(X, Y)
    assert board.asked == {"number": 8, "points": [[0, 1, 0], [1, 0, 1], [-1, -1, 1]]}
    assert heard[-1] == {"number": 8, "sentences": ["Now 3 points.", "Another."]}
    assert [part.tolist() for part in board.points] == [X.tolist(), Y.tolist()]


def test_an_answer_changes_the_numbers_and_nothing_of_the_scene():
    board = make_board()
    board.send()
    scene, still, before = board.scene, board.still, numbers_of(board)
    board.place([[0.5, 0.5]], [1])
    after = numbers_of(board)
    assert len(before) == len(after) == scene["count"]
    assert board.scene is scene
    assert board.still is still
    for name, field in (("before", before), ("after", after)):
        (mark,) = (mark for mark in scene["marks"] if mark["kind"] == "field")
        b, w1, w2 = (field[track["start"]] for track in mark["weights"])
        assert [b, w1, w2] == ([3, 2, 2] if name == "before" else [1, 1, 1])
    zeros, ones = (scene["marks"][k] for k in scene["board"]["marks"])
    start = ones["x"]["start"]
    assert after[start] == 0.5
    assert np.isnan(after[start + 1 : start + 200]).all()
    assert np.isnan(after[zeros["x"]["start"]])
    fresh = make_board().place([[0.5, 0.5]], [1]).send()
    np.testing.assert_array_equal(numbers_of(fresh), after)


def test_equal_numbers_have_places_of_their_own():
    scene = make_board().place().send().scene  # all points are NaN, so are all their numbers equal
    zeros, ones = (scene["marks"][k] for k in scene["board"]["marks"])
    starts = [mark[axis]["start"] for mark in (zeros, ones) for axis in "xy"]
    assert len(set(starts)) == 4


def test_what_it_says_to_the_browser():
    scene = make_board().send().scene
    board = scene["board"]
    assert [scene["marks"][k]["kind"] for k in board["marks"]] == ["path", "path"]
    assert board["classes"] == ["class 0", "class 1"]
    assert board["starts"] == {"three": [[0, 1, 0], [1, 0, 1], [-1, -1, 1]], "nothing": []}
    assert board["most"] == 200
    assert scene["hint"].startswith("Press an empty place")
    assert scene["sentence"][0]["room"] == "Now many."
    assert make_board().state()["longest"] == "Now 3 points."


def test_a_fit_that_fails_is_said_and_the_last_one_stays(caplog):
    def fit(X: np.ndarray, y: np.ndarray) -> Fit:
        if len(X) == 1:
            raise RuntimeError("it is lonely")
        return count(X, y)

    board = make_board(fit)
    board.place([[0.0, 0.0]], [1])
    assert board.error == "These points could not be fitted. RuntimeError: it is lonely"
    assert board.sentence == "Now 3 points."
    assert board.answered["number"] == 1  # else the browser would wait for ever
    assert caplog.records
    board.place()
    assert board.error == ""
    assert board.sentence == "Now 0 points."


@pytest.mark.parametrize(
    ("X", "y", "said"),
    [
        ([[0.0, 3.0]], [1], r"X must lie in the picture, from \(-2, -2\) to \(2, 2\), got 3"),
        (np.zeros((201, 2)), np.zeros(201), "X must have at most 200 rows, got 201"),
        ([[0.0, np.nan]], [1], "X must not hold NaN"),
        ([[0.0, 0.0, 0.0]], [1], "X must have two features, got 3"),
        ([[0.0, 0.0]], [2], "y must hold only the labels 0 and 1"),
        ([[0.0, 0.0]], [1, 0], "y"),
        ([[0.0, 0.0]], None, "X and y must be given together or not at all, got only one"),
        (None, [1], "X and y must be given together or not at all, got only one"),
    ],
)
def test_points_that_it_cannot_hold_are_refused(X, y, said):
    board = make_board()
    with pytest.raises(ValueError, match=said):
        board.place(X, y)
    assert board.asked["number"] == 0


def test_points_on_its_very_edge_are_held():
    board = make_board()
    board.place([[-2.0, -2.0], [2.0, 2.0]], [0, 1])
    assert board.sentence == "Now 2 points."


@pytest.mark.parametrize(
    "asked",
    [
        {"number": 1, "points": [[0.0, 9.0, 1]]},
        {"number": 1, "points": [[0.0, 0.0, 5]]},
        {"number": 1, "points": [[0.0]]},
        {"number": 1, "points": "none"},
        {"number": 1},
    ],
)
def test_what_cannot_be_read_is_answered_by_an_error(asked, caplog):
    board = make_board()
    board.asked = asked
    assert board.error.startswith("These points could not be fitted. ")
    assert board.answered["number"] == 1
    assert board.sentence == "Now 3 points."


def test_a_board_has_one_control():
    fig, _ = make_axes()
    with pytest.raises(ValueError, match="a board must have one control, got 2: k, m"):
        Board(fig, k=2, m=2)
    with pytest.raises(ValueError, match="a board must have one control, got none"):
        Board(fig)


FITS = {
    "none": lambda X, y: None,
    "one position": lambda X, y: Fit(np.zeros((1, 3)), np.ones(1, bool), ["a"]),
    "no rows": lambda X, y: Fit(np.zeros(3), np.ones(2, bool), ["a", "b"]),
    "best": lambda X, y: Fit(np.zeros((2, 3)), np.ones(3, bool), ["a", "b"]),
    "sentences": lambda X, y: Fit(np.zeros((2, 3)), np.ones(2, bool), ["a"]),
    "a number": lambda X, y: Fit(np.zeros((2, 3)), np.ones(2, bool), ["a", 3]),
}


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"fit": None}, "fit must be a function, got None"),
        ({"fit": FITS["none"]}, "fit must return a Fit, got None"),
        ({"fit": FITS["one position"]}, r"w of a Fit must have shape \(2, 3\), got \(1, 3\)"),
        ({"fit": FITS["no rows"]}, r"w of a Fit must have shape \(2, 3\), got \(3,\)"),
        ({"fit": FITS["best"]}, r"best of a Fit must have shape \(2,\), got \(3,\)"),
        ({"fit": FITS["sentences"]}, "sentences of a Fit must be a list of 2 texts, got 1"),
        ({"fit": FITS["a number"]}, r"sentences of a Fit\[1\] must be a text, got 3"),
        ({"starts": {}}, "starts must hold 1 to 100, got 0"),
        ({"starts": [1]}, "starts must be a dict of things by their names, got"),
        ({"starts": {3: (X, Y)}}, "a name in starts must be a text, got 3"),
        ({"starts": {"a": X}}, r"starts\['a'\] must be a list of 2 arrays, got 3"),
        (
            {"starts": {"a": (X, [1])}},
            r"y must be as long as X \(3\), got length 1, in starts\['a'\]",
        ),
        ({"starts": {"a": (9 * X, Y)}}, r"X must lie in the picture, .*, in starts\['a'\]"),
        ({"longest": 3}, "longest must be a text, got 3"),
        ({"dots": None}, "dots must be a list of 2 lines, got None"),
        ({"dots": (None, None)}, "moves needs one line, got a NoneType"),
        ({"lines": (1, 2, 3)}, "lines must be a list of 2 lines, got 3"),
    ],
)
def test_what_a_board_cannot_hold_is_refused_by_name(given, said):
    with pytest.raises(ValueError, match=said):
        make_board(**given)


def test_two_boards_do_not_share_their_points():
    one, other = own_points_explorer(), own_points_explorer()
    one.place()
    assert len(other.points[0]) == 24
    assert other.answered["number"] == 0
