"""Tests of the command that runs the suite on every Python."""

import os
import stat
import sys
import tomllib
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
import yaml

import start

from . import versions

ROOT = Path(__file__).parents[1]
HERE = "{}.{}".format(*sys.version_info[:2])
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
TESTS = yaml.safe_load((ROOT / ".github" / "workflows" / "tests.yml").read_text("utf-8"))
RunCommand = Callable[[Sequence[str | Path], Path], bool]


def write_python(folder: Path, python: str, body: str) -> None:
    """Write a program that bears the name of an interpreter."""
    folder.mkdir(exist_ok=True)
    program = folder / f"python{python}"
    program.write_text(f"#!/bin/sh\n{body}\n", "utf-8")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)


def only(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, *folders: Path) -> None:
    """Let the search find what lies in these folders alone."""
    monkeypatch.setenv("PATH", os.pathsep.join(map(str, folders)))
    monkeypatch.setenv("PYENV_ROOT", str(tmp_path / "pyenv"))


def test_the_oldest_python_gets_the_lowest_packages_and_every_other_the_newest() -> None:
    oldest, *others = versions.ROWS
    assert PROJECT["requires-python"] == f">={oldest.python}"
    assert oldest.resolution == "lowest-direct"
    assert {row.resolution for row in others} == {"highest"}


def test_the_workflow_tries_every_row() -> None:
    job = TESTS["jobs"]["versions"]
    assert job["strategy"]["matrix"]["python"] == [row.python for row in versions.ROWS]
    assert job["steps"][-1]["run"] == "python start.py versions ${{ matrix.python }}"


def test_this_interpreter_is_found_and_one_that_does_not_exist_is_not(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    only(monkeypatch, tmp_path)
    assert versions.find(HERE) == Path(sys.executable)
    assert versions.find("3.99") is None


@pytest.mark.skipif(sys.platform == "win32", reason="its programs are scripts of the shell")
def test_a_program_that_only_bears_the_name_is_passed_over(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    stub, wrong, right = (tmp_path / name for name in ("stub", "wrong", "right"))
    only(monkeypatch, tmp_path, stub, wrong, right)
    write_python(stub, "3.98", "exit 127")
    write_python(wrong, "3.98", "echo 3.97")
    assert versions.find("3.98") is None
    write_python(right, "3.98", "echo 3.98")
    assert versions.find("3.98") == right / "python3.98"


@pytest.mark.skipif(sys.platform == "win32", reason="its programs are scripts of the shell")
def test_an_interpreter_of_pyenv_is_found(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    only(monkeypatch, tmp_path)
    place = tmp_path / "pyenv" / "versions" / "3.98.1"
    place.mkdir(parents=True)
    write_python(place / "bin", "", "echo 3.98")
    assert versions.find("3.98") == place / "bin" / "python"


def replace_run(monkeypatch: pytest.MonkeyPatch, failing: str) -> list[str]:
    """Let every command succeed but those with a word; return the commands as they come."""
    commands: list[str] = []

    def run(command: Sequence[str | Path], venv: Path) -> bool:
        commands.append(" ".join(map(str, command)))
        return failing not in commands[-1].split()

    monkeypatch.setattr(versions, "run", run)
    monkeypatch.setattr(versions, "has_uv", lambda: True)
    return commands


@pytest.mark.parametrize(
    ("failing", "code", "n_failed"),
    [("nothing", 0, 0), ("--nbval", 1, 1), ("install", 1, 1), ("venv", 1, 1)],
)
def test_a_step_that_fails_is_told_and_ends_with_1(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    failing: str,
    code: int,
    n_failed: int,
) -> None:
    monkeypatch.setattr(versions, "find", lambda python: Path(sys.executable))
    commands = replace_run(monkeypatch, failing)
    assert versions.main(["3.11", "3.12"]) == (1 if n_failed else 0) == code
    summary = capsys.readouterr().out.partition("=== Summary\n")[2]
    assert summary.count("FAILED") == 2 * n_failed
    assert ("notebooks" in summary) is (failing in ("nothing", "--nbval"))
    if failing == "nothing":
        installs = [command for command in commands if "--resolution" in command]
        assert ["--resolution lowest-direct" in command for command in installs] == [True, False]
        assert summary.count("passed") == 6


def test_quickly_means_what_it_means_for_the_command_test(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(versions, "find", lambda python: Path(sys.executable))
    commands = replace_run(monkeypatch, failing="nothing")
    quickly = " ".join(start.QUICKLY["unit tests"])
    for asked, n_quick in ((["3.13"], 0), (["3.13", "--quick"], 1)):
        commands.clear()
        versions.main(asked)
        assert sum(command.endswith(quickly) for command in commands) == n_quick
        assert sum("pytest" in command for command in commands) == 2


@pytest.mark.parametrize(("asked", "code"), [(["3.14"], 1), (["3.13", "3.14"], 0)])
def test_a_python_that_cannot_be_had_is_named_and_something_has_to_run(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    asked: list[str],
    code: int,
) -> None:
    there = {"3.13": Path(sys.executable)}
    monkeypatch.setattr(versions, "find", there.get)
    replace_run(monkeypatch, failing="3.14")
    assert versions.main(asked) == code
    summary = capsys.readouterr().out.partition("=== Summary\n")[2]
    assert "left out: no interpreter" in summary.splitlines()[-1]


def test_the_packages_of_one_environment_are_not_those_of_another(tmp_path: Path) -> None:
    around = versions.environment(tmp_path)
    assert around["VIRTUAL_ENV"] == str(tmp_path)
    assert around["PATH"].startswith(str(versions.interpreter_in(tmp_path).parent) + os.pathsep)


def test_a_version_that_is_not_tried_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        versions.main(["3.9"])
    assert "must be one of 3.11, 3.12, 3.13, 3.14, got '3.9'" in capsys.readouterr().err


def test_without_uv_it_says_so(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(versions, "has_uv", lambda: False)
    assert versions.main([]) == 1
    assert "needs uv" in capsys.readouterr().out
