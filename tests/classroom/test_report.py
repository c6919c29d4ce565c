"""What is told of a class."""

from tests.bench.class_report import as_text
from tests.bench.lesson import Outcome, Place
from tests.bench.memory import MB, Usage
from tests.bench.student import Run, Student


def place(name: str, seconds: float, kernel: float) -> Place:
    """Return a student who came to the end, with a kernel of some MB."""
    student = Student("http://127.0.0.1:1/", "token")
    return Place(
        name,
        student,
        ready=2.0,
        lab=1.0,
        runs=[Run("notebooks/a.ipynb", "id", seconds, 7)],
        server=Usage(int(90 * MB), int(100 * MB), int(120 * MB), 3.0),
        kernels={"notebooks/a.ipynb": Usage(int(MB), int(kernel * MB), int(200 * MB), 4.0)},
    )


def told(text: str) -> dict[str, list[str]]:
    """Return the cells of each line of the table by its first."""
    rows = [[cell.strip() for cell in line.split("|")[1:-1]] for line in text.splitlines()]
    return {row[0]: row[1:] for row in rows if row}


def test_aims_that_are_met_and_missed_are_told_by_the_worst_student() -> None:
    places = [place("ann", 10, 140), place("bob", 20, 150), place("cem", 30, 175)]
    text = as_text(Outcome(places, walls={"servers": 9.0, "notebooks/a.ipynb": 31.0}))
    assert text.startswith("3 students, 0 of them failed")
    assert "What broke first" not in text
    rows = told(text)
    assert rows["notebooks/a.ipynb, 7 cells"] == ["20.0 s", "30.0 s", "", ""]
    assert rows["all chapters, wall time"] == ["", "31 s", "<= 60 s", "met"]
    assert rows["memory, one chapter open"] == [
        *("250.0 MB", "275.0 MB", "<= 250 MB", "missed by 10 %")
    ]
    assert rows["one student more, one open"] == ["91.0 MB", "91.0 MB", "", ""]
    assert rows["on a machine of one's own, one open"][:2] == ["320.0 MB", "320.0 MB"]
    assert rows["errors"] == ["", "0", "0", "met"]


def test_what_broke_first_is_told_in_order() -> None:
    ann, bob = place("ann", 10, 100), Place("bob", Student("http://127.0.0.1:1/", "token"))
    bob.errors = ["  31.0 s, bob, servers: TimeoutError: late"]
    ann.errors = ["   9.5 s, ann, notebooks/a.ipynb: cell x: NameError: y"]
    text = as_text(Outcome([bob, ann], walls={"notebooks/a.ipynb": 11.0}))
    assert "2 students, 2 of them failed" in text
    assert told(text)["errors"] == ["", "2", "0", "missed by 2"]
    assert text.endswith("\n".join(["What broke first:", ann.errors[0], bob.errors[0]]))
