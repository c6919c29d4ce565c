"""Tests of start.py: each refusal is one sentence, and a second run mends what a first one broke.

They run a copy of start.py in a folder of its own, so that no test touches the real `.venv`.
"""

import ast
import contextlib
import errno
import importlib.util
import json
import os
import re
import shutil
import socket
import subprocess
import sys
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest
from jupyter_server.serverapp import ServerApp
from jupyterlab.labapp import LabApp
from traitlets.config import Application, Config

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "start.py"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Return a folder that holds only start.py and what it installs by."""
    for name in ("start.py", "pyproject.toml", "constraints.txt"):
        shutil.copy(ROOT / name, tmp_path / name)
    return tmp_path


@pytest.fixture
def start(project: Path) -> ModuleType:
    """Return start.py as a module that takes the folder `project` for the course."""
    return load(project)


def load(project: Path) -> ModuleType:
    """Import the copy of start.py in a folder."""
    spec = importlib.util.spec_from_file_location("start_under_test", project / "start.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def tools(start: ModuleType, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Replace venv, pip and uv by a list of what they were asked to do."""
    done: list[str] = []

    def run_tool(command: list[str], doing: str) -> None:
        done.append(doing)
        if doing == "Making the folder .venv":
            fake_venv(start)

    monkeypatch.setattr(start, "run_tool", run_tool)
    return done


def fake_venv(start: ModuleType) -> None:
    """Make what `python -m venv` leaves behind, as far as start.py looks at it."""
    start.PYTHON.parent.mkdir(parents=True)
    start.PYTHON.touch()
    home = Path(sys.executable).parent
    (start.VENV / "pyvenv.cfg").write_text(f"home = {home}\nversion = 3.x\n", encoding="utf-8")


def run(project: Path, *arguments: str, before: str = "") -> subprocess.CompletedProcess[str]:
    """Run the copy of start.py in a process, after the statements in `before`."""
    code = (
        f"import runpy, sys; {before or 'pass'}; sys.argv = ['start.py', *{arguments!r}]; "
        "runpy.run_path('start.py', run_name='__main__')"
    )
    return subprocess.run(
        [sys.executable, "-c", code],
        cwd=project,
        capture_output=True,
        text=True,
        timeout=60,
        stdin=subprocess.DEVNULL,
    )


INSTALLING = "Installing the course and its packages"
FULL = ["Making the folder .venv", "Fetching the installer uv", INSTALLING]
FULL.append("Loading the course for the first time")


# What is refused


def test_an_old_python_can_read_the_file() -> None:
    ast.parse(SOURCE.read_text(encoding="utf-8"), feature_version=(3, 7))


def test_an_old_python_is_told_that_it_is_too_old(project: Path) -> None:
    result = run(project, before="sys.version_info = (3, 8, 18, 'final', 0)")
    assert result.returncode == 1
    assert result.stderr.startswith("This course needs Python 3.11 or newer, this is 3.8 (")
    assert result.stderr.count("\n") == 1
    assert not (project / ".venv").exists()


def test_the_oldest_python_allowed_is_the_one_that_pyproject_names(start: ModuleType) -> None:
    named = 'requires-python = ">=3.11"'
    assert named in (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    assert "Python 3.11 or newer" in start.__doc__


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (
            ["tset"],
            "There is no command 'tset': use one of lab, setup, test, notebooks, ",
        ),
        (["--prot", "1"], "Unrecognized arguments: --prot 1 (see python start.py --help)."),
        (["--port", "no"], "Argument --port: must be a number from 1 to 65535, got 'no' (see"),
        (["--port", "65536"], "Argument --port: must be a number from 1 to 65535, got '65536'"),
        (["setup", "now"], "The command setup knows only --newest, but got 'now'."),
        (["setup", "--newest", "1"], "The command setup knows only --newest, but got '--newest 1'"),
        (["pictures", "all"], "The command pictures takes no arguments, but got 'all'."),
    ],
)
def test_a_wrong_command_line_is_refused_in_one_sentence(
    project: Path, arguments: list[str], sentence: str
) -> None:
    result = run(project, *arguments)
    assert result.returncode == 2
    assert result.stderr.startswith(sentence)
    assert result.stderr.count("\n") == 1
    assert not (project / ".venv").exists()


def test_debian_without_venv_is_told_which_package_to_install(project: Path) -> None:
    result = run(project, "setup", before="sys.modules['ensurepip'] = None")
    assert result.returncode == 1
    assert "sudo apt install python{}.{}-venv".format(*sys.version_info) in result.stderr
    assert "Traceback" not in result.stderr


def test_a_venv_tool_that_misses_ensurepip_names_the_package_too(
    start: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_venv(command: list[str], doing: str) -> None:
        raise start.ToolError("The virtual environment was not created: ensurepip is missing.")

    monkeypatch.setattr(start, "run_tool", no_venv)
    with pytest.raises(start.StartError, match="apt install python3"):
        start.setup()


def test_no_network_is_told_and_a_second_run_mends_it(
    start: ModuleType, tools: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    record = start.run_tool

    def offline(command: list[str], doing: str) -> None:
        record(command, doing)
        if "pip" in command:
            raise start.ToolError("NameResolutionError: Temporary failure in name resolution")

    monkeypatch.setattr(start, "run_tool", offline)
    with pytest.raises(start.StartError, match="because the network cannot be reached"):
        start.setup()
    assert not start.is_ready((), None)
    monkeypatch.setattr(start, "run_tool", record)
    tools.clear()
    start.setup()
    assert tools == FULL
    assert start.is_ready((), None)


@pytest.mark.parametrize(
    "installer", [["pip", "--isolated", "install", "--retries", "1"], ["uv", "pip", "install"]]
)
def test_what_an_installer_says_without_a_network_is_recognised(
    start: ModuleType, tmp_path: Path, installer: list[str]
) -> None:
    pytest.importorskip(installer[0], reason="installed by start.py only where it can be had")
    nobody = "http://127.0.0.1:9/simple"  # port 9: nobody listens
    options = ["--index-url", nobody, "--target", str(tmp_path / "target"), "no-such-package"]
    result = subprocess.run(
        [sys.executable, "-m", *installer, *options],
        capture_output=True,
        text=True,
        timeout=60,
        env={**os.environ, "UV_HTTP_RETRIES": "0"},
    )
    assert result.returncode != 0
    words = result.stdout + result.stderr
    assert start.cause_of(start.ToolError(words)) == start.NETWORK, words


DISK = "the disk is full: make room"
READ_ONLY = "this disk can only be read: copy the course to a folder of your own"
FORBIDDEN = "this folder may not be written to: copy the course to a folder of your own"


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ("ERROR: Could not install packages: [Errno 28] No space left on device", DISK),
        ("OSError: [WinError 112] There is not enough space on the disk", DISK),
        ("failed to write to file: Disk quota exceeded (os error 122)", DISK),
        ("Error: Command '[..., '-m', 'ensurepip']' ...: No space left on device", DISK),
        ("error: failed to create directory: Read-only file system (os error 30)", READ_ONLY),
        ("OSError: [WinError 19] The media is write protected", READ_ONLY),
        ("PermissionError: [Errno 13] Permission denied: '.venv/bin'", FORBIDDEN),
        ("PermissionError: [WinError 5] Access is denied: '.venv'", FORBIDDEN),
        ("OSError: [Errno 1] Operation not permitted", FORBIDDEN),
        ("HINT: ... does not have Windows Long Path support enabled.", "LONG"),
        ("OSError: [WinError 206] The filename or extension is too long: 'C:...'", "LONG"),
        ("OSError: [Errno 36] File name too long: '/...'", "LONG"),
        ("by 'ProxyError('Cannot connect to proxy.', OSError())'", "PROXY"),
        (
            "cause: error sending request for url (http://...)\n  cause: tunnel error: failed",
            "PROXY",
        ),
        ("after connection broken by 'ConnectTimeoutError(<...>, '(timeout=15)')'", "NETWORK"),
        ("by 'NameResolutionError(\"<...>: Failed to resolve\")'", "NETWORK"),
        ("by 'NewConnectionError('<...>: [Errno 111] refused')'", "NETWORK"),
        ("by 'ReadTimeoutError(\"<...>: Read timed out.\")'", "NETWORK"),
        ("cause: error sending request for url (http://...)", "NETWORK"),
        ("hint: Packages were unavailable because the network was disabled.", "NETWORK"),
        ("error: the wheel is square", None),
        ("Error: Command '[..., '-m', 'ensurepip']' returned non-zero exit status 1", None),
    ],
)
def test_each_cause_is_told_as_it_is(
    start: ModuleType,
    tools: list[str],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    words: str,
    why: str | None,
) -> None:
    expected = getattr(start, why or "", why)
    assert start.cause_of(start.ToolError(words)) == expected

    def broken(command: list[str], doing: str) -> None:
        raise start.ToolError(words)

    with monkeypatch.context() as patch:
        patch.setattr(start, "run_tool", broken)
        assert start.main(["setup"]) == 1
    told = capsys.readouterr().err
    assert ("apt install python3" in told) is ("ensurepip" in words and why is None)
    if expected is not None:
        assert (
            told == f"\nThe folder .venv could not be made because {expected}, then start again.\n"
        )


def test_every_sign_of_a_cause_has_its_row(start: ModuleType) -> None:
    (rows,) = (mark.args[1] for mark in test_each_cause_is_told_as_it_is.pytestmark)  # type: ignore[attr-defined]
    told = " ".join(words.lower() for words, _ in rows)
    assert [sign for signs in start.CAUSES.values() for sign in signs if sign not in told] == []


@pytest.mark.parametrize(
    ("number", "why"),
    [
        (errno.ENOSPC, DISK),
        (errno.EROFS, READ_ONLY),
        (errno.EACCES, FORBIDDEN),
        (errno.EPERM, FORBIDDEN),
        (errno.ENAMETOOLONG, "LONG"),
    ],
)
def test_what_the_system_refuses_to_start_py_itself_is_told_too(
    start: ModuleType,
    tools: list[str],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    number: int,
    why: str,
) -> None:
    def refused(*arguments: object) -> None:
        raise OSError(number, os.strerror(number), "installed.json")

    monkeypatch.setattr(start.os, "replace", refused)
    assert start.main(["setup"]) == 1
    told = capsys.readouterr().err
    assert told.startswith(f"\nThe course cannot go on because {getattr(start, why, why)}. (")
    assert "installed.json" in told


def test_another_failure_shows_the_last_words_of_the_tool(
    start: ModuleType, tools: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(command: list[str], doing: str) -> None:
        if "-e" in command:
            raise start.ToolError("first line\n" * 30 + "error: the wheel is square")
        tools.append(doing)
        if doing.startswith("Making"):
            fake_venv(start)

    monkeypatch.setattr(start, "run_tool", broken)
    with pytest.raises(start.StartError, match="the wheel is square") as told:
        start.setup()
    assert str(told.value).count("\n") == 12


def test_without_uv_pip_installs(
    start: ModuleType,
    tools: list[str],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    commands: list[list[str]] = []

    def no_uv(command: list[str], doing: str) -> None:
        if command[-1] == "uv":
            raise start.ToolError("ERROR: No matching distribution found for uv")
        commands.append(command)
        if doing.startswith("Making"):
            fake_venv(start)

    monkeypatch.setattr(start, "run_tool", no_uv)
    start.setup("test")
    (command,) = (command for command in commands if "-e" in command)
    assert command[1:4] == ["-m", "pip", "install"]
    assert command[-2:] == ["-e", ".[lab,test]"]
    assert "so pip installs instead" in capsys.readouterr().out


def test_a_tool_that_fails_hands_over_its_words(start: ModuleType) -> None:
    command = [sys.executable, "-c", "print('what went wrong'); raise SystemExit(3)"]
    with pytest.raises(start.ToolError, match="what went wrong"):
        start.run_tool(command, "Trying")


def test_a_tool_that_takes_long_is_not_silent(
    start: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    start.run_tool([sys.executable, "-c", "import time; time.sleep(1.2)"], "Waiting")
    assert "\rWaiting ... 1 s" in capsys.readouterr().out


# Which versions are installed

NO_VERSION = [
    "error: No solution found when resolving dependencies\n  cause: there is no version of jinja2",
    "ERROR: No matching distribution found for jinja2==99.0",
    "ERROR: ResolutionImpossible: for help visit",
]
TESTED = "--constraint"
READY_MADE = "--only-binary"
NEWEST = "--upgrade"


def installs(start: ModuleType, monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """Replace the tools by a list of the commands that install the course."""
    commands: list[list[str]] = []
    record = start.run_tool

    def run_tool(command: list[str], doing: str) -> None:
        record(command, doing)
        if doing == INSTALLING:
            commands.append(command)

    monkeypatch.setattr(start, "run_tool", run_tool)
    return commands


def refuse_with(
    start: ModuleType, monkeypatch: pytest.MonkeyPatch, words: str, *options: str
) -> None:
    """Let each installation fail whose command has all these options."""
    record = start.run_tool

    def run_tool(command: list[str], doing: str) -> None:
        record(command, doing)
        if doing == INSTALLING and set(options) <= set(command):
            raise start.ToolError(words)

    monkeypatch.setattr(start, "run_tool", run_tool)


@pytest.mark.parametrize(
    ("commands", "wishes"),
    [
        (["setup"], [TESTED]),
        (["setup", "setup"], [TESTED]),
        (["setup", "test -k odds"], [TESTED, TESTED]),
        (["setup --newest"], [NEWEST]),
        (["setup --newest", "test -k odds"], [NEWEST, NEWEST]),
        (["setup", "setup --newest"], [TESTED, NEWEST]),
        (["setup --newest", "setup --newest"], [NEWEST, NEWEST]),  # there may be newer ones by now
        (["setup --newest", "setup"], [NEWEST, TESTED]),
        (["test -k odds", "setup --newest", "test -k odds", "setup"], [TESTED, NEWEST, TESTED]),
    ],
)
def test_the_tested_versions_are_installed_until_the_newest_are_asked_for(
    start: ModuleType,
    tools: list[str],
    monkeypatch: pytest.MonkeyPatch,
    commands: list[str],
    wishes: list[str],
) -> None:
    done = installs(start, monkeypatch)
    monkeypatch.setattr(start, "run_python", lambda module: 0)
    for line in commands:
        assert start.main(line.split()) == 0
    assert [[w for w in (TESTED, NEWEST) if w in command] for command in done] == [
        [wish] for wish in wishes
    ]
    for command in done:
        assert TESTED not in command or command[command.index(TESTED) + 1] == str(start.PINS)


@pytest.mark.parametrize("spoil", ["move_project", "change_python"])
def test_the_choice_of_the_newest_outlives_a_folder_that_is_made_anew(
    start: ModuleType, tools: list[str], monkeypatch: pytest.MonkeyPatch, spoil: str
) -> None:
    start.setup(newest=True)
    globals()[spoil](start)
    done = installs(start, monkeypatch)
    start.setup()
    assert [NEWEST in command for command in done] == [True]


@pytest.mark.parametrize(
    ("change", "newest", "anew"),
    [
        ("constraints.txt", False, True),
        ("constraints.txt", True, False),
        ("pyproject.toml", False, True),
        ("pyproject.toml", True, True),
    ],
)
def test_what_the_installation_was_made_from_decides_whether_it_is_old(
    start: ModuleType, project: Path, tools: list[str], change: str, newest: bool, anew: bool
) -> None:
    start.setup(newest=newest)
    with (project / change).open("a", encoding="utf-8") as file:
        file.write("# changed\n")
    assert start.is_ready((), None) is not anew
    tools.clear()
    start.setup()
    assert tools == (FULL[1:] if anew else [])


@pytest.mark.parametrize("words", NO_VERSION)
def test_a_tested_version_that_cannot_be_had_is_replaced_with_one_sentence(
    start: ModuleType,
    tools: list[str],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    words: str,
) -> None:
    done = installs(start, monkeypatch)
    refuse_with(start, monkeypatch, words, TESTED)
    start.setup()
    assert [[w for w in (TESTED, NEWEST) if w in command] for command in done] == [
        [TESTED],
        [NEWEST],
    ]
    told = capsys.readouterr().out.strip().splitlines()
    version = "{}.{}".format(*sys.version_info)
    assert told == [
        f"Not every version in constraints.txt can be had here for Python {version}, so the "
        "newest ones that pyproject.toml allows are installed instead."
    ]
    start.setup()  # and it is not tried again at each start
    assert len(done) == 2


def test_what_cannot_be_had_ready_made_is_built_at_last_with_a_sentence(
    start: ModuleType,
    tools: list[str],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    done = installs(start, monkeypatch)
    refuse_with(start, monkeypatch, NO_VERSION[0], READY_MADE)
    start.setup()
    assert [READY_MADE in command for command in done] == [True, True, False]
    told = capsys.readouterr().out.strip().splitlines()
    assert len(told) == 2
    assert told[1].startswith("Not every package can be had ready-made here, so some are compiled")


def test_bounds_that_nothing_meets_are_told_with_the_words_of_the_tool(
    start: ModuleType, tools: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    refuse_with(start, monkeypatch, NO_VERSION[0])
    with pytest.raises(start.StartError, match="there is no version of jinja2"):
        start.setup()
    assert not start.is_ready((), None)


def test_a_broken_connection_is_no_reason_to_go_beyond_the_tested_versions(
    start: ModuleType, tools: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    done = installs(start, monkeypatch)
    words = "NameResolutionError ... ERROR: No matching distribution found for anywidget"
    refuse_with(start, monkeypatch, words)
    with pytest.raises(start.StartError, match="because the network cannot be reached"):
        start.setup()
    assert done
    assert all(TESTED in command for command in done)


def test_only_pip_is_told_to_upgrade_what_it_is_not_told_by_name(
    start: ModuleType, tools: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    done = installs(start, monkeypatch)
    refuse_with(start, monkeypatch, "error: something of uv", "uv")
    start.setup(newest=True)
    assert [("uv" in command, "eager" in command) for command in done] == [
        (True, False),
        (False, True),
    ]


def test_the_first_imports_exist_and_are_all_that_the_reader_waits_for(start: ModuleType) -> None:
    for name in start.FIRST_IMPORTS:
        assert importlib.util.find_spec(name), name
    inits = (ROOT / "logit_core").glob("*/__init__.py")
    rooms = {f"logit_core.{path.parent.name}" for path in inits}
    brought_along = {"logit_core.datasets", "logit_core.figures", "logit_core.stage"}
    assert rooms - set(start.FIRST_IMPORTS) == brought_along


def test_a_course_that_cannot_be_loaded_is_not_taken_for_installed(
    start: ModuleType, tools: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    record = start.run_tool

    def broken(command: list[str], doing: str) -> None:
        record(command, doing)
        if doing == FULL[-1]:
            raise start.ToolError("ImportError: libgomp.so.1: cannot open shared object file")

    monkeypatch.setattr(start, "run_tool", broken)
    with pytest.raises(start.StartError, match=r"installed but cannot be loaded.*\n.*libgomp"):
        start.setup()
    assert not start.is_ready((), None)


# The reader's machine


@pytest.mark.parametrize(
    ("name", "value", "passed_on"),
    [
        # where pip and uv install
        ("PIP_USER", "1", "0"),
        ("PIP_TARGET", "elsewhere", None),
        ("PIP_PREFIX", "elsewhere", None),
        ("PIP_ROOT", "elsewhere", None),
        ("PIP_PYTHON", "another-python", None),
        ("UV_PYTHON", "another-python", None),
        ("UV_SYSTEM_PYTHON", "1", None),
        # what they install
        ("PIP_CONSTRAINT", "older.txt", None),
        ("PIP_DRY_RUN", "1", None),
        ("PIP_NO_DEPS", "1", None),
        ("PIP_NO_BINARY", ":all:", None),
        ("PIP_ONLY_BINARY", ":none:", None),
        ("UV_CONSTRAINT", "older.txt", None),
        ("UV_OVERRIDE", "older.txt", None),
        ("UV_NO_BINARY", "1", None),
        ("UV_ONLY_BINARY", "numpy", None),
        ("UV_RESOLUTION", "lowest", None),
        ("UV_PRERELEASE", "allow", None),
        # what Python imports and does
        ("PYTHONPATH", "elsewhere", None),
        ("PYTHONHOME", "elsewhere", None),
        ("PYTHONUSERBASE", "elsewhere", None),
        ("PYTHONPLATLIBDIR", "elsewhere", None),
        ("PYTHONSAFEPATH", "1", None),
        ("PYTHONSTARTUP", "startup.py", None),
        ("PYTHONDONTWRITEBYTECODE", "1", None),  # each start would compile anew
        ("PYTHONINSPECT", "1", None),  # a tool would wait for words that nobody types
        ("PYTHONOPTIMIZE", "2", None),  # assert would check nothing, help() say nothing
        ("PYTHONWARNINGS", "error", None),
        # which kernel, which JupyterLab, which drawing
        ("JUPYTER_PATH", "elsewhere", None),
        ("JUPYTERLAB_DIR", "elsewhere", None),
        ("JUPYTER_PREFER_ENV_PATH", "0", "1"),
        ("MPLBACKEND", "TkAgg", None),
        # respected: how the network is reached, and what the reader likes
        ("HTTPS_PROXY", "proxy:3128", "proxy:3128"),
        ("NO_PROXY", "*", "*"),
        ("PIP_INDEX_URL", "mirror", "mirror"),
        ("PIP_CERT", "own.pem", "own.pem"),
        ("UV_DEFAULT_INDEX", "mirror", "mirror"),
        ("SSL_CERT_FILE", "own.pem", "own.pem"),
        ("JUPYTER_CONFIG_DIR", "own", "own"),
        ("PYTHONUTF8", "1", "1"),
    ],
)
def test_no_setting_of_the_machine_leads_away_from_the_venv(
    start: ModuleType, monkeypatch: pytest.MonkeyPatch, name: str, value: str, passed_on: str | None
) -> None:
    monkeypatch.setenv(name, value)
    assert start.environment().get(name) == passed_on


def test_every_setting_that_is_neutralised_has_its_row(start: ModuleType) -> None:
    (rows,) = (
        mark.args[1]
        for mark in test_no_setting_of_the_machine_leads_away_from_the_venv.pytestmark  # type: ignore[attr-defined]
        if mark.name == "parametrize"
    )
    assert {name for name, value, passed_on in rows if value != passed_on} == {
        *start.REDIRECTING,
        *start.OVERRULING,
    }


# What is made anew, and what is left alone


def test_a_second_start_installs_nothing(start: ModuleType, tools: list[str]) -> None:
    start.setup()
    assert tools == FULL
    start.setup()
    assert tools == FULL


def test_a_changed_pyproject_is_installed_into_the_same_venv(
    start: ModuleType, project: Path, tools: list[str]
) -> None:
    start.setup("test")
    tools.clear()
    with (project / "pyproject.toml").open("a", encoding="utf-8") as file:
        file.write("# changed\n")
    start.setup()
    assert tools == FULL[1:]
    assert start.read_stamp()["extras"] == ["test"]  # an update keeps what was there


def test_the_test_tools_are_added_to_the_same_venv(start: ModuleType, tools: list[str]) -> None:
    start.setup()
    tools.clear()
    start.setup("test")
    assert tools == FULL[1:]
    tools.clear()
    start.setup()
    start.setup("test")
    assert tools == []


def test_an_interrupted_installation_is_made_anew(
    start: ModuleType, tools: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    record = start.run_tool

    def interrupt(command: list[str], doing: str) -> None:
        if doing.startswith("Installing"):
            raise KeyboardInterrupt
        record(command, doing)

    monkeypatch.setattr(start, "run_tool", interrupt)
    assert start.main(["setup"]) == 130
    leftover = start.VENV / "half-a-package"
    leftover.touch()
    monkeypatch.setattr(start, "run_tool", record)
    tools.clear()
    assert start.main(["setup"]) == 0
    assert tools == [*FULL, "Checking the packages"]
    assert not leftover.exists()


def test_an_interrupted_update_is_made_anew(
    start: ModuleType, tools: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    start.setup()

    def interrupt(command: list[str], doing: str) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(start, "run_tool", interrupt)
        with pytest.raises(KeyboardInterrupt):
            start.setup("test")
    tools.clear()
    start.setup()
    assert tools == FULL


def spoil_python(start: ModuleType) -> None:
    start.PYTHON.unlink()


def spoil_home(start: ModuleType) -> None:
    (start.VENV / "pyvenv.cfg").write_text("home = /no/such/folder\n", encoding="utf-8")


def spoil_stamp(start: ModuleType) -> None:
    start.STAMP.write_text("{", encoding="utf-8")


def move_project(start: ModuleType) -> None:
    rewrite_stamp(start, folder="elsewhere")


def change_python(start: ModuleType) -> None:
    rewrite_stamp(start, python="3.1")


def rewrite_stamp(start: ModuleType, **changes: str) -> None:
    stamp = json.loads(start.STAMP.read_text(encoding="utf-8"))
    start.STAMP.write_text(json.dumps({**stamp, **changes}), encoding="utf-8")


@pytest.mark.parametrize(
    ("spoil", "sentence"),
    [
        (spoil_python, "The Python that .venv was made from is gone"),
        (spoil_home, "The Python that .venv was made from is gone"),
        (spoil_stamp, "The folder .venv is incomplete"),
        (move_project, "The course was moved here from another folder"),
        (change_python, "The folder .venv belongs to Python 3.1"),
    ],
)
def test_a_venv_that_cannot_work_is_made_anew(
    start: ModuleType, tools: list[str], capsys: pytest.CaptureFixture[str], spoil, sentence: str
) -> None:
    start.setup()
    tools.clear()
    spoil(start)
    start.setup()
    assert tools == FULL
    assert sentence in capsys.readouterr().out


def test_setup_makes_anew_what_has_lost_a_package(
    start: ModuleType, tools: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    start.setup("test")
    record = start.run_tool

    def lost(command: list[str], doing: str) -> None:
        record(command, doing)
        if doing == "Checking the packages":
            raise start.ToolError("jupyterlab requires httpx, which is not installed.")

    monkeypatch.setattr(start, "run_tool", lost)
    tools.clear()
    assert start.main(["setup"]) == 0
    assert tools == ["Checking the packages", *FULL]
    assert start.is_ready(["test"], None)


def test_the_folder_is_known_by_its_bytes_whatever_the_locale_makes_of_them(
    start: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = set()
    for written in ("caf\u00e9", "caf\udcc3\udca9"):  # as UTF-8 and as the C locale read it
        monkeypatch.setattr(start, "VENV", Path(written))
        names.add(start.folder_name())
    assert names == {"caf%C3%A9"}


def test_check_and_installation_happen_under_one_lock(
    start: ModuleType, tools: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    held: list[str] = []

    def watch(name: str) -> None:
        work = getattr(start, name)

        def watched(*arguments: object) -> object:
            with open(start.__file__, "rb") as other:
                assert not start.try_lock(other), name
            held.append(name)
            return work(*arguments)

        monkeypatch.setattr(start, name, watched)

    for name in ("is_ready", "remove_venv", "make_venv", "install", "write_stamp", "run_tool"):
        watch(name)
    start.setup()
    spoil_stamp(start)
    assert start.main(["setup"]) == 0
    assert set(held) == {
        *("is_ready", "remove_venv", "make_venv", "install", "write_stamp", "run_tool")
    }


def test_two_starts_at_once_install_one_after_the_other(start: ModuleType) -> None:
    with start.alone(), open(start.__file__, "rb") as second:
        assert not start.try_lock(second)
    with open(start.__file__, "rb") as third:
        assert start.try_lock(third)


# Windows, simulated


@pytest.fixture
def on_windows(project: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """Return start.py as a module that takes this machine for Windows."""
    monkeypatch.setattr(sys, "platform", "win32")
    return load(project)


def test_on_windows_the_programs_lie_in_scripts(on_windows: ModuleType) -> None:
    scripts = on_windows.VENV / "Scripts"
    assert scripts / "python.exe" == on_windows.PYTHON
    assert on_windows.environment()["PATH"].startswith(f"{scripts}{os.pathsep}")
    assert on_windows.lab_command(8888, browser=True)[0] == str(scripts / "python.exe")


@pytest.mark.parametrize("is_held", [True, False])
def test_on_windows_the_lock_lies_where_nobody_reads(
    on_windows: ModuleType, monkeypatch: pytest.MonkeyPatch, is_held: bool
) -> None:
    places: list[int] = []

    def locking(descriptor: int, mode: int, n_bytes: int) -> None:
        assert (mode, n_bytes) == (2, 1)
        places.append(os.lseek(descriptor, 0, os.SEEK_CUR))
        if is_held:
            raise PermissionError(errno.EACCES, "Permission denied")

    msvcrt = SimpleNamespace(LK_NBLCK=2, locking=locking)
    monkeypatch.setitem(sys.modules, "msvcrt", msvcrt)
    with open(on_windows.__file__, "rb") as handle:
        assert on_windows.try_lock(handle) is not is_held
    assert places[0] > SOURCE.stat().st_size


def test_a_venv_that_a_program_holds_open_is_told(
    start: ModuleType,
    tools: list[str],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    start.setup()
    spoil_stamp(start)

    def held(path: Path) -> None:
        raise PermissionError(errno.EACCES, "[WinError 32] used by another process", str(path))

    monkeypatch.setattr(start.shutil, "rmtree", held)
    assert start.main(["setup"]) == 1
    told = capsys.readouterr().err
    assert "The folder .venv cannot be deleted" in told
    assert "close the programs that use it" in told
    assert start.VENV.exists()


@pytest.mark.parametrize(
    ("encoding", "shown"),
    [("utf-8", "\u0142 \u2192 \xe9"), ("cp1252", "? ? \xe9"), ("ascii", "? ? ?")],
)
def test_a_console_of_few_letters_shows_the_rest(project: Path, encoding: str, shown: str) -> None:
    code = """
import runpy, sys
start = runpy.run_path("start.py")
start["COMMANDS"]["setup"] = lambda rest: start["say"]("\u0142 \u2192 \xe9") or 3
sys.exit(start["main"](["setup"]))
"""
    told = subprocess.run(
        [sys.executable, "-c", code],
        cwd=project,
        capture_output=True,
        env={**os.environ, "PYTHONIOENCODING": encoding, "PYTHONUTF8": "0"},
    )
    assert told.returncode == 3, told.stderr
    assert told.stdout.decode(encoding).rstrip() == shown


def test_ctrl_c_waits_for_the_server_and_ends_it_where_it_does_not_hear(
    start: ModuleType, tools: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    class Deaf:
        def __init__(self, command: list[str], **options: object) -> None:
            pass

        def poll(self) -> int | None:
            return 1 if "terminate" in asked else None

        def terminate(self) -> None:
            asked.append("terminate")

        def wait(self, timeout: float | None = None) -> int:
            asked.append(f"wait {timeout}")
            if len(asked) == 1:
                raise KeyboardInterrupt
            if timeout is not None:
                raise subprocess.TimeoutExpired("lab", timeout)
            return 1

    monkeypatch.setattr(start.subprocess, "Popen", Deaf)
    monkeypatch.setattr(start.signal, "signal", lambda *arguments: None)
    monkeypatch.setattr(start, "answers", lambda port: True)
    assert start.main(["--no-browser"]) == 0
    assert asked == ["wait None", "wait 5", "terminate", "wait None"]


def test_on_windows_a_taken_port_is_not_shared(
    on_windows: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    options: list[int] = []

    class Probe(socket.socket):
        def setsockopt(self, *arguments: Any) -> None:
            options.append(arguments[1])

    with socket.create_server(("127.0.0.1", 0)) as server:
        monkeypatch.setattr(on_windows.socket, "socket", Probe)
        assert not on_windows.port_is_free(server.getsockname()[1])
    # there, this would let two servers listen on one port
    assert socket.SO_REUSEADDR not in options


# Opening


def test_a_port_that_is_taken_is_refused_when_asked_for(start: ModuleType) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        with pytest.raises(start.StartError, match=f"Port {port} is taken by another program"):
            start.choose_port(port)
    assert start.choose_port(port) == port


def test_a_port_that_is_taken_is_passed_over_when_none_was_asked_for(
    start: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(start, "port_is_free", lambda port: port >= 8890)
    assert start.choose_port(None) == 8890
    monkeypatch.setattr(start, "port_is_free", lambda port: False)
    with pytest.raises(start.StartError, match="No port from 8888 to 8987 is free"):
        start.choose_port(None)


def test_a_taken_port_is_refused_before_anything_is_installed(project: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        result = run(project, "--no-browser", "--port", str(server.getsockname()[1]))
    assert result.returncode == 1
    assert "is taken by another program" in result.stderr
    assert not (project / ".venv").exists()


def test_the_options_that_lab_is_started_with_exist(start: ModuleType) -> None:
    owners = {owner.__name__: owner for owner in (Application, ServerApp, LabApp)}
    options = [o for o in start.lab_command(8888, browser=True) if "=" in o]
    assert len(options) == 11
    for option in options:
        owner, name = option.removeprefix("--").partition("=")[0].split(".")
        assert owners[owner].class_traits(config=True)[name], option


def test_lab_is_set_not_to_ask_about_news_as_on_binder(start: ModuleType, tools: list[str]) -> None:
    start.setup()
    file = start.VENV / "share/jupyter/lab/settings/overrides.json"
    assert file.read_text(encoding="utf-8") in (ROOT / "binder/postBuild").read_text("utf-8")


def test_a_server_set_up_for_the_world_is_overruled(start: ModuleType) -> None:
    settings = {"base_url": "/hub/", "certfile": "own.pem", "keyfile": "own.key", "sock": "own"}
    server = ServerApp(config=Config({"ServerApp": settings}))
    server.parse_command_line(
        [o for o in start.lab_command(8888, browser=False)[3:] if o.startswith("--ServerApp.")]
    )
    assert (server.base_url, server.certfile, server.keyfile, server.sock) == ("/", "", "", "")
    assert server.port == 8888


@pytest.mark.parametrize("ends", [True, False])
def test_a_lab_that_does_not_answer_is_not_waited_for_without_end(
    start: ModuleType,
    tools: list[str],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    ends: bool,
) -> None:
    stopped: list[str] = []

    class Silent:
        def __init__(self, command: list[str], **options: object) -> None:
            pass

        def poll(self) -> int | None:
            return 1 if ends or stopped else None

        def terminate(self) -> None:
            stopped.append("terminated")

        def wait(self) -> int:
            return 1

    monkeypatch.setattr(start.subprocess, "Popen", Silent)
    monkeypatch.setattr(start.signal, "signal", lambda *arguments: None)
    monkeypatch.setattr(start, "answers", lambda port: False)
    assert start.PATIENCE == 90
    monkeypatch.setattr(start, "PATIENCE", 0.3)
    assert start.main(["--no-browser"]) == 1
    told = capsys.readouterr().err
    assert ("ended before it answered" in told) is ends
    assert ("did not answer on port" in told) is not ends
    assert stopped == ([] if ends else ["terminated"])


def test_no_browser_is_passed_on(start: ModuleType) -> None:
    assert "--no-browser" in start.lab_command(8888, browser=False)
    assert "--no-browser" not in start.lab_command(8888, browser=True)


# Testing


@pytest.mark.parametrize("arguments", [[], ["--all"]])
@pytest.mark.parametrize("failing", [["mypy"], ["unit tests"], ["notebooks", "ruff check"]])
def test_every_step_runs_after_one_has_failed_and_the_time_of_each_is_told(
    start: ModuleType,
    tools: list[str],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    failing: list[str],
    arguments: list[str],
) -> None:
    quickly = {} if arguments else start.QUICKLY
    steps = {
        name: [*step, *quickly.get(name, [])]
        for name, step in start.TEST_STEPS.items()
        if arguments or name not in start.WITH_ALL
    }
    ran: list[list[str]] = []

    def run_python(step: list[str], **variables: str) -> int:
        ran.append(step)
        assert variables == ({"SITE": "all"} if arguments else {})
        return 1 if step in [steps.get(name) for name in failing] else 0

    def run_check(step: list[str]) -> tuple[bool, float, str]:
        return step not in [start.CHECKS.get(name) for name in failing], 1.0, f"what {step[0]} says"

    monkeypatch.setattr(start, "run_python", run_python)
    monkeypatch.setattr(start, "run_check", run_check)
    assert start.main(["test", *arguments]) == 1
    assert ran == list(steps.values())
    words = capsys.readouterr().out
    assert words.count("FAILED") == len(failing)
    n_passed = len(steps) + len(start.CHECKS) - len(failing)
    assert words.endswith(f"steps: {n_passed} passed, {len(failing)} failed\n")
    for name in (*steps, *start.CHECKS):  # each with its seconds, at the end
        outcome = "FAILED" if name in failing else "passed"
        assert re.search(rf"^{name} +{outcome} +\d+\.\d s", words, re.MULTILINE), name
    assert re.search(r"^together +\d+\.\d s$", words, re.MULTILINE)
    assert words.count(" s  (beside the others)\n") == len(start.CHECKS)
    assert words.count("what mypy says") == 1  # also when it is content


def test_a_check_that_runs_beside_hands_over_outcome_and_words(
    start: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(start, "PYTHON", Path(sys.executable))
    passed, seconds, words = start.run_check(["this"])
    assert passed
    assert seconds > 0
    assert "Beautiful is better than ugly." in words
    assert not start.run_check(["no_such_module"])[0]


def test_the_pictures_are_taken_by_a_module_that_exists(
    start: ModuleType, tools: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    ran: list[list[str]] = []
    monkeypatch.setattr(start, "run_python", lambda module: ran.append(module) or 0)
    assert start.main(["pictures"]) == 0
    ((module,),) = ran
    assert (ROOT / module.replace(".", "/")).with_suffix(".py").exists()
    assert start.read_stamp()["extras"] == ["test"]


def test_arguments_after_test_go_to_pytest_alone(
    start: ModuleType, tools: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    ran: list[list[str]] = []
    monkeypatch.setattr(start, "run_python", lambda step: ran.append(step) or 5)
    assert start.main(["test", "-k", "sigmoid"]) == 5
    assert ran == [["pytest", "-k", "sigmoid"]]


@pytest.mark.parametrize("interrupted", [False, True])
@pytest.mark.parametrize(
    ("arguments", "extras"),
    [
        (["bench", "--quick"], ["bench", "test"]),
        (["bench", "classroom", "--students", "2"], ["classroom", "test"]),
        (["binder", "--again"], ["test"]),
    ],
)
def test_what_has_servers_gets_its_packages_its_arguments_and_time_to_stop_them(
    start: ModuleType,
    tools: list[str],
    monkeypatch: pytest.MonkeyPatch,
    arguments: list[str],
    extras: list[str],
    interrupted: bool,
) -> None:
    commands: list[list[str]] = []
    waits = [KeyboardInterrupt, 7] if interrupted else [7]

    class Running(contextlib.nullcontext[Any]):
        def __init__(self, command: list[str], **options: object) -> None:
            super().__init__(self)
            commands.append(command)

        def wait(self) -> int:
            answer = waits.pop(0)
            if answer is KeyboardInterrupt:
                raise KeyboardInterrupt
            return answer

    monkeypatch.setattr(start.subprocess, "Popen", Running)
    assert start.main(arguments) == 7
    assert commands == [[str(start.PYTHON), "-m", f"tests.{arguments[0]}", *arguments[1:]]]
    assert start.read_stamp()["extras"] == extras
    assert waits == []


def test_the_mutants_get_the_test_tools_and_their_arguments(
    start: ModuleType, tools: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    commands: list[object] = []
    monkeypatch.setattr(start, "run_python", lambda module: commands.append(module) or 3)
    assert start.main(["mutants", "losses", "--all"]) == 3
    assert commands == [["tests.mutants", "losses", "--all"]]
    assert start.read_stamp()["extras"] == ["test"]
