"""What a student wrote survives the link that fetches what the teacher changed."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from .needs import required

required("nbgitpuller.pull")

NOTEBOOKS = Path(__file__).parents[2] / "notebooks"
CHAPTER = "04_stochastic_gradient_descent.ipynb"
ANSWER = "def one_step(w):\n    return w - 0.1"


def git(*arguments: str, folder: Path) -> None:
    subprocess.run(["git", *arguments], cwd=folder, check=True, capture_output=True)


def edit(notebook: Path, cell: str, source: str) -> None:
    """Write a cell anew, and save as JupyterLab does."""
    content = json.loads(notebook.read_text("utf-8"))
    found = next(one for one in content["cells"] if one["id"] == cell)
    found["source"] = source.splitlines(keepends=True)
    notebook.write_text(json.dumps(content, indent=1, ensure_ascii=False) + "\n", "utf-8")


def source_of(notebook: Path, cell: str) -> str:
    cells = json.loads(notebook.read_text("utf-8"))["cells"]
    return next("".join(one["source"]) for one in cells if one["id"] == cell)


def cells_of(kind: str, tag: str | None = None) -> list[str]:
    """Return the ids of the chapter's cells of a kind, in order."""
    cells = json.loads((NOTEBOOKS / CHAPTER).read_text("utf-8"))["cells"]
    return [
        cell["id"]
        for cell in cells
        if cell["cell_type"] == kind and (tag is None or tag in cell["metadata"].get("tags", []))
    ]


EXERCISE = cells_of("code", "exercise")[0]
TEXT = cells_of("markdown")[1]


class Course:
    """A teacher's repository, and a student's copy of it."""

    def __init__(self, folder: Path) -> None:
        self.teachers = folder / "teacher"
        self.students = folder / "student" / "course"
        (self.teachers / "notebooks").mkdir(parents=True)
        shutil.copy(NOTEBOOKS / CHAPTER, self.teachers / "notebooks")
        (self.teachers / "README.md").write_text("A course.\n", "utf-8")
        git("init", "--initial-branch=main", folder=self.teachers)
        self.publish()
        self.follow_the_link()

    def copies(self) -> tuple[Path, Path]:
        """Return the chapter as the student has it, and as the teacher has it."""
        mine, original = (f / "notebooks" / CHAPTER for f in (self.students, self.teachers))
        return mine, original

    def publish(self) -> None:
        """Commit all that the teacher changed."""
        git("add", "--all", folder=self.teachers)
        git("commit", "--message=A change", folder=self.teachers)

    def follow_the_link(self) -> None:
        """Do what the server does when a student follows a link of nbgitpuller."""
        puller = [sys.executable, "-c", "from nbgitpuller.pull import main; main()"]
        wish = [self.teachers.as_uri(), "main", str(self.students)]
        subprocess.run([*puller, *wish], check=True, capture_output=True)


@pytest.fixture
def course(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Course:
    if shutil.which("git") is None:
        pytest.skip("git is not installed")
    for who in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{who}_NAME", "A Teacher")
        monkeypatch.setenv(f"GIT_{who}_EMAIL", "teacher@example.org")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(tmp_path / "no-settings"))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    return Course(tmp_path)


def test_the_link_brings_the_course(course: Course) -> None:
    mine, _ = course.copies()
    assert mine.read_bytes() == (NOTEBOOKS / CHAPTER).read_bytes()


def test_an_answer_and_the_teachers_changes_are_both_kept(course: Course) -> None:
    mine, original = course.copies()
    edit(mine, EXERCISE, ANSWER)
    edit(original, TEXT, "A sentence that the teacher wrote anew.")
    (course.teachers / "README.md").write_text("A course, second edition.\n", "utf-8")
    course.publish()

    course.follow_the_link()

    assert source_of(mine, EXERCISE) == ANSWER
    assert source_of(mine, TEXT) == "A sentence that the teacher wrote anew."
    assert (course.students / "README.md").read_text("utf-8") == "A course, second edition.\n"


def test_where_both_wrote_in_one_place_the_student_wins(course: Course) -> None:
    mine, original = course.copies()
    edit(mine, EXERCISE, ANSWER)
    edit(original, EXERCISE, "def one_step(w): ...  # another question")
    course.publish()
    course.follow_the_link()
    assert source_of(mine, EXERCISE) == ANSWER


def test_a_chapter_that_was_deleted_comes_back_fresh(course: Course) -> None:
    mine, _ = course.copies()
    edit(mine, EXERCISE, ANSWER)
    course.follow_the_link()  # what was written is committed on the way
    mine.unlink()
    course.follow_the_link()
    assert json.loads(mine.read_text("utf-8"))["nbformat"] == 4
