"""Set up and open the course: one command, nothing needed but Python 3.11 or newer.

python start.py              open the course in JupyterLab
python start.py setup        only install it, or mend what is installed
python start.py setup --newest  the same with the newest versions that pyproject.toml allows
python start.py test         install the test tools and run all tests but the slowest
python start.py test --all   run the slowest, too, more examples of each property, the whole site
python start.py test -k odds run pytest alone, with these arguments
python start.py test tests/engines  try the explorers in Firefox and WebKit
python start.py notebooks    run every notebook from top to bottom and store its outputs
python start.py pictures     photograph the course for the README, in JupyterLab and Chromium
python start.py badges       write README's links to the public copy that CITATION.cff names
python start.py badges OWNER/NAME  name that copy on GitHub first
python start.py site         build the course as a website, into build/site; it needs Node
python start.py site --open  the same, then serve it on this machine and open it
python start.py site --check build every page and try it in Chromium
python start.py bench        measure the explorers beside interact and ipympl, four minutes
python start.py bench classroom  measure a class of 20 at a JupyterHub; it needs Node
python start.py bench site   measure the site as a visitor meets it, in Chromium
python start.py mutants      make 300 small faults, one by one: the tests must see them
python start.py binder       build what Binder builds and use it, ten minutes; it needs Linux
python start.py versions     unit tests and notebooks on every Python, two hours; or name some

Options for opening the course:
  --no-browser               print the address, open no browser
  --port N                   listen on port N; without it, the first free one from 8888 on

Everything is installed into the folder .venv beside this file. To start afresh, delete it.
The versions are those of constraints.txt, with which the course was tested, until setup --newest
asks for the newest; those stay until setup without it goes back.
"""

import sys

# Stands first, and the whole file parses on Python 3.6, so that an old Python gets to say this.
if sys.version_info < (3, 11):
    sys.exit(
        "This course needs Python 3.11 or newer, this is {}.{} ({}). Install a newer Python "
        "and start the course with that one.".format(*sys.version_info[:2], sys.executable)
    )

import argparse
import concurrent.futures
import contextlib
import hashlib
import http.client
import io
import json
import os
import secrets
import shutil
import signal
import socket
import subprocess
import threading
import time
import urllib.parse
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import IO, Any, NoReturn

WINDOWS = sys.platform == "win32"
ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
STAMP = VENV / "installed.json"  # written last: without it, the folder is half-made
PINS = ROOT / "constraints.txt"  # the versions with which the course was tested
PYTHON = VENV / ("Scripts/python.exe" if WINDOWS else "bin/python")
VERSION = "{}.{}".format(*sys.version_info[:2])
FIRST_PAGE = "notebooks/00_start_here.ipynb"
HOST = "127.0.0.1"
PORTS = range(8888, 8988)
PATIENCE = 90.0  # seconds until JupyterLab has to answer

# These use one core each, so they run beside the first of the steps; their words come last.
CHECKS = {
    "ruff check": ["ruff", "check"],
    "ruff format": ["ruff", "format", "--check"],
    "mypy": ["mypy"],
}
PYTEST = ["pytest", "-n", "auto", "--durations=10", "--durations-min=2"]
TEST_STEPS = {
    "unit tests": [
        *PYTEST,
        *("-p", "no:nbval", "--dist", "worksteal"),
        *("--ignore=tests/browser", "--ignore=tests/classroom", "--ignore=tests/engines"),
        "--ignore=tests/site",
    ],
    "notebooks": [
        *PYTEST,
        *("--dist", "loadfile"),  # the cells of a notebook need each other
        *("--nbval", "--nbval-current-env", "--nbval-cell-timeout=120"),
        "notebooks",
    ],
    # each process has a JupyterLab and a Chromium of its own
    "browser tests": [
        *PYTEST,
        *("-p", "no:nbval", "--maxprocesses=4", "--dist", "worksteal"),
        "tests/browser",
    ],
    "classroom tests": ["pytest", "--durations=10", "-p", "no:nbval", "tests/classroom"],
    # each process has a Chromium of its own; the site is built once
    "site tests": [
        *PYTEST,
        *("-p", "no:nbval", "--maxprocesses=4", "--dist", "worksteal"),
        "tests/site",
    ],
    # one process for each: Firefox and WebKit
    "engines": [
        *("pytest", "-n", "2", "--dist", "loadgroup", "--durations=10", "--durations-min=2"),
        *("-p", "no:nbval", "tests/engines"),
    ],
}
WITH_ALL = {"engines"}  # these are left to `--all`
# A test that is marked as thorough takes long and tries once more what a quicker one tries.
QUICKLY = {
    "unit tests": ["-m", "not thorough", "--hypothesis-profile=quick"],
    "browser tests": ["-m", "not thorough"],
    "site tests": ["-m", "not thorough"],
}

# Settings of this machine that would lead an installation, an import, the kernel or a drawing
# elsewhere, or hold them up. Addresses, certificates and proxies are not among them.
REDIRECTING = {
    *("JUPYTERLAB_DIR", "JUPYTER_PATH", "MPLBACKEND"),
    *("PIP_CONSTRAINT", "PIP_DRY_RUN", "PIP_NO_BINARY", "PIP_NO_DEPS", "PIP_ONLY_BINARY"),
    *("PIP_PREFIX", "PIP_PYTHON", "PIP_ROOT", "PIP_TARGET"),
    *("PYTHONDONTWRITEBYTECODE", "PYTHONHOME", "PYTHONINSPECT", "PYTHONOPTIMIZE", "PYTHONPATH"),
    *("PYTHONPLATLIBDIR", "PYTHONSAFEPATH", "PYTHONSTARTUP", "PYTHONUSERBASE", "PYTHONWARNINGS"),
    *("UV_CONSTRAINT", "UV_NO_BINARY", "UV_ONLY_BINARY", "UV_OVERRIDE", "UV_PRERELEASE"),
    *("UV_PYTHON", "UV_RESOLUTION", "UV_SYSTEM_PYTHON"),
}
# What stands in a file of settings (pip.conf, jupyter_config.py) is overruled by these.
OVERRULING = {
    "JUPYTER_PREFER_ENV_PATH": "1",  # the kernel of .venv, not another one of that name
    "PIP_USER": "0",
}

# Why something failed, and what the tools and the system say then, in small letters. The first
# whose words are found is told: a full disk also breaks what comes after it.
NETWORK = (
    "the network cannot be reached: connect to the internet (or name the proxy in HTTPS_PROXY)"
)
PROXY = "the proxy does not answer: mend or unset its address in HTTPS_PROXY and HTTP_PROXY"
LONG = "the path of this folder is too long: move the course to a short one, such as C:\\course"
CAUSES = {
    "the disk is full: make room": (
        "no space left on device",
        "not enough space on the disk",
        "disk quota exceeded",
    ),
    "this disk can only be read: copy the course to a folder of your own": (
        "read-only file system",
        "the media is write protected",
    ),
    "this folder may not be written to: copy the course to a folder of your own": (
        "permission denied",
        "access is denied",
        "operation not permitted",
    ),
    LONG: ("windows long path support", "filename or extension is too long", "file name too long"),
    PROXY: ("proxyerror", "tunnel error"),
    NETWORK: (
        "connecttimeout",
        "error sending request",
        "nameresolutionerror",
        "network was disabled",
        "newconnectionerror",
        "readtimeout",
    ),
}

# What they say, in small letters, when a version that was asked for does not exist here.
VERSION_SIGNS = (
    "no matching distribution found",
    "no solution found when resolving dependencies",
    "resolutionimpossible",
)

# What a reader's first start and first cells import. Imported once during the set-up, it is
# compiled by then (uv leaves that to the first import) and matplotlib knows the fonts.
FIRST_IMPORTS = (
    "ipykernel.kernelapp",
    "jupyterlab.labapp",
    "logit_core.exercises",
    "logit_core.explorers",
    "logit_core.quizzes",
)


class StartError(Exception):
    """Something that the reader can mend, told in one sentence."""


class ToolError(Exception):
    """A tool failed; the text is all that it said."""


def say(sentence: str) -> None:
    """Print at once, also where the output is a file or a pipe."""
    print(sentence, flush=True)


class Progress:
    """Tells what is being done and for how many seconds."""

    def __init__(self, doing: str) -> None:
        self.doing = doing
        self.began = time.monotonic()
        self.live = sys.stdout.isatty()
        self.next_line = 5.0
        if self.live:
            self.tick()
        else:
            say(f"{doing} ...")

    def tick(self) -> None:
        """Show the seconds: in place on a terminal, else in a line every five seconds."""
        elapsed = time.monotonic() - self.began
        if self.live:
            print(f"\r{self.doing} ... {elapsed:.0f} s", end="", flush=True)
        elif elapsed >= self.next_line:
            say(f"  {elapsed:.0f} s so far")
            self.next_line += 5.0

    def end(self, outcome: str) -> None:
        """Say how it went and how long it took."""
        elapsed = time.monotonic() - self.began
        start = f"\r{self.doing} ... " if self.live else "  "
        say(f"{start}{outcome} after {elapsed:.1f} s")


def run_tool(command: Sequence[str], doing: str) -> None:
    """Run a tool with progress; its own words are kept for the case that it fails."""
    progress = Progress(doing)
    words: list[str] = []
    with subprocess.Popen(
        command,
        cwd=ROOT,
        env=environment(),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
    ) as process:
        reader = threading.Thread(target=words.extend, args=[process.stdout], daemon=True)
        reader.start()
        try:
            while reader.is_alive():
                reader.join(0.2)
                progress.tick()
        except BaseException:
            process.kill()
            raise
    progress.end("failed" if process.returncode else "done")
    if process.returncode:
        raise ToolError("".join(words))


def environment() -> dict[str, str]:
    """Return the environment of all that is started here: nothing leads away from `.venv`."""
    kept = {name: value for name, value in os.environ.items() if name not in REDIRECTING}
    path = os.pathsep.join([str(PYTHON.parent), os.environ.get("PATH", "")])
    return {**kept, **OVERRULING, "PATH": path, "VIRTUAL_ENV": str(VENV)}


# --- Installing ---------------------------------------------------------------------------------


def fingerprint(newest: bool) -> str:
    """Return a digest of what is to be installed: the newest versions, or the tested ones."""
    files = [ROOT / "pyproject.toml", *([] if newest else [PINS])]
    return hashlib.sha256(b"\0".join(file.read_bytes() for file in files)).hexdigest()


def folder_name() -> str:
    """Return the path of `.venv` by its bytes: how they read as letters depends on the locale."""
    return urllib.parse.quote(os.fsencode(VENV))


def read_stamp() -> dict[str, Any] | None:
    """Return what the last finished installation wrote down, or None."""
    try:
        stamp = json.loads(STAMP.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    complete = isinstance(stamp, dict) and {"python", "folder", "project", "extras"} <= set(stamp)
    # stamps of earlier days say nothing about `newest`
    return {"newest": False, **stamp} if complete else None


def turn_off_news() -> None:
    """Set JupyterLab in `.venv` not to ask about news and not to look for updates."""
    plugin = "@jupyterlab/apputils-extension:notification"
    settings = VENV / "share" / "jupyter" / "lab" / "settings"
    settings.mkdir(parents=True, exist_ok=True)
    words = json.dumps({plugin: {"fetchNews": "false", "checkForUpdates": False}}, indent=2)
    (settings / "overrides.json").write_text(words + "\n", encoding="utf-8")


def write_stamp(extras: Sequence[str], newest: bool) -> None:
    """Write down that the installation has finished, in one step that cannot stop half-way."""
    stamp = {
        "python": VERSION,
        "folder": folder_name(),
        "project": fingerprint(newest),
        "extras": extras,
        "newest": newest,
    }
    draft = STAMP.with_suffix(".draft")
    draft.write_text(json.dumps(stamp), encoding="utf-8")
    os.replace(draft, STAMP)


def interpreter_is_there() -> bool:
    """Tell whether the Python that `.venv` was made from still exists, without starting it."""
    try:
        lines = (VENV / "pyvenv.cfg").read_text(encoding="utf-8").splitlines()
    except OSError:
        return False
    settings = {key.strip(): value.strip() for key, _, value in (x.partition("=") for x in lines)}
    return Path(settings.get("home", "missing")).is_dir() and PYTHON.exists()


def reason_to_rebuild() -> str | None:
    """Say why an existing `.venv` cannot be used or updated, or return None."""
    stamp = read_stamp()
    if stamp is None:
        return "The folder .venv is incomplete, so it is made anew."
    if stamp["folder"] != folder_name():
        return "The course was moved here from another folder, so .venv is made anew."
    if stamp["python"] != VERSION:
        return f"The folder .venv belongs to Python {stamp['python']}, so it is made anew."
    if not interpreter_is_there():
        return "The Python that .venv was made from is gone, so .venv is made anew."
    return None


def is_ready(extras: Sequence[str], newest: bool | None) -> bool:
    """Tell whether everything is installed already, in the versions that are asked for."""
    stamp = read_stamp()
    return (
        stamp is not None
        and reason_to_rebuild() is None
        and newest in (None, stamp["newest"])
        and stamp["project"] == fingerprint(stamp["newest"])
        and set(extras) <= set(stamp["extras"])
    )


def remove_venv() -> None:
    """Delete `.venv`, whatever it is."""
    try:
        if VENV.is_symlink() or VENV.is_file():
            VENV.unlink()
        else:
            progress = Progress("Deleting the old .venv")
            shutil.rmtree(VENV)
            progress.end("done")
    except OSError as error:
        raise StartError(
            f"The folder .venv cannot be deleted ({error}): close the programs that use it, "
            "then start the course again."
        ) from error


def make_venv() -> None:
    """Make an empty `.venv` with pip in it."""
    no_ensurepip = StartError(
        f"This Python cannot make virtual environments: install the package python{VERSION}-venv "
        f"(on Debian and Ubuntu: sudo apt install python{VERSION}-venv), then start again."
    )
    try:
        import ensurepip  # noqa: F401  (Debian ships it apart from Python)
    except ImportError:
        raise no_ensurepip from None
    # Started by the Python inside .venv, this must use the one outside.
    base = getattr(sys, "_base_executable", None) or sys.executable
    try:
        run_tool([base, "-m", "venv", str(VENV)], "Making the folder .venv")
    except ToolError as error:
        if cause_of(error) is None and "ensurepip" in str(error):
            raise no_ensurepip from None
        raise failure("The folder .venv could not be made", error) from None


def cause_of(error: Exception) -> str | None:
    """Return why a tool failed, with what the reader can do about it, where it is known."""
    words = str(error).lower()
    return next((why for why, signs in CAUSES.items() if any(x in words for x in signs)), None)


def failure(what: str, error: ToolError) -> StartError:
    """Turn what a tool said into a sentence, with its last lines where the cause is not known."""
    why = cause_of(error)
    if why is not None:
        return StartError(f"{what} because {why}, then start again.")
    last = "\n".join("    " + line for line in str(error).strip().splitlines()[-12:])
    return StartError(f"{what}; start again to retry. The last words of the tool:\n{last}")


def lacks_version(error: ToolError) -> bool:
    """Tell whether a tool failed because a version that was asked for does not exist here."""
    words = str(error).lower()
    return cause_of(error) is None and any(sign in words for sign in VERSION_SIGNS)


def install(extras: Sequence[str], newest: bool) -> None:
    """Install the project and what it needs: the tested versions, or the newest allowed."""
    target = ["-e", ".[{}]".format(",".join(["lab", *extras]))]
    what = "The packages could not be installed"
    pip = [str(PYTHON), "-m", "pip", "install", "--no-input", "--disable-pip-version-check"]
    uv = [str(PYTHON), "-m", "uv", "pip", "install", "--python", str(PYTHON)]
    installers = [uv, pip]
    try:
        run_tool([*pip, "--retries", "2", "uv"], "Fetching the installer uv")
    except ToolError as error:
        if cause_of(error) is not None:
            raise failure(what, error) from None
        say("The installer uv cannot be had here, so pip installs instead, which takes longer.")
        installers.remove(uv)
    wheels = ["--only-binary", ":all:"]  # to compile NumPy is nothing for a first start
    tries = [
        (
            ["--constraint", str(PINS), *wheels],
            f"Not every version in {PINS.name} can be had here for Python {VERSION}, so the newest "
            "ones that pyproject.toml allows are installed instead.",
        ),
        (
            ["--upgrade", *wheels],
            "Not every package can be had ready-made here, so some are compiled, which takes long.",
        ),
        (["--upgrade"], ""),
    ]
    for wish, otherwise in tries[newest:]:
        try:
            install_by(installers, [*wish, *target])
            return
        except ToolError as error:
            if not otherwise or not lacks_version(error):
                raise failure(what, error) from None
            say(otherwise)


def install_by(installers: Sequence[Sequence[str]], wish: Sequence[str]) -> None:
    """Install by the first of the installers that succeeds."""
    for tool in installers:
        # pip upgrades only what it is told by name, unless it is told to be eager; uv is.
        eager = ["--upgrade-strategy", "eager"] if "uv" not in tool and "--upgrade" in wish else []
        try:
            run_tool([*tool, *eager, *wish], "Installing the course and its packages")
            return
        except ToolError as error:
            if tool is installers[-1] or lacks_version(error):
                raise
            say("The installer uv did not succeed, so pip tries instead, which takes longer.")


def import_once() -> None:
    """Import what the reader will import, so that the first cell need not wait for Python."""
    try:
        command = [str(PYTHON), "-c", f"import {', '.join(FIRST_IMPORTS)}"]
        run_tool(command, "Loading the course for the first time")
    except ToolError as error:
        raise failure("The course was installed but cannot be loaded", error) from None


@contextlib.contextmanager
def alone() -> Iterator[None]:
    """Hold a lock on this file, so that of two starts at once the second waits for the first."""
    with open(__file__, "rb") as handle:
        waiting = False
        while not try_lock(handle):
            if not waiting:
                say("Another start.py is installing the course; waiting for it to finish ...")
                waiting = True
            time.sleep(0.2)
        yield


def try_lock(handle: IO[bytes]) -> bool:
    """Lock an open file if nobody else has; the lock ends when the file is closed."""
    try:
        if sys.platform == "win32":
            import msvcrt

            handle.seek(1 << 30)  # far behind the end, so that reading stays possible
            msvcrt.locking(handle.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        return False
    except OSError:  # a file system without locks: go on without
        pass
    return True


def setup(*extras: str, newest: bool | None = None) -> None:
    """Bring `.venv` to the state that is asked for; nothing to do is immediate.

    Without a word in `newest`, it stays with the choice of the last set-up.
    """
    with alone():
        bring_up(extras, newest)


def bring_up(extras: Sequence[str], newest: bool | None) -> None:
    """Do the work of `setup`, with the lock held."""
    if newest is not True and is_ready(extras, newest):  # a newer version may be out by now
        return
    stamp = read_stamp()
    wanted = sorted({*extras, *(stamp["extras"] if stamp else ())})
    if newest is None:
        newest = bool(stamp and stamp["newest"])
    if os.path.lexists(VENV):
        reason = reason_to_rebuild()
        if reason is not None:
            say(reason)
            remove_venv()
    if not VENV.exists():
        make_venv()
    STAMP.unlink(missing_ok=True)  # an interruption from here on leaves a half-made .venv
    install(wanted, newest)
    import_once()
    turn_off_news()
    write_stamp(wanted, newest)


# --- Opening the course -------------------------------------------------------------------------


def port_is_free(port: int) -> bool:
    """Tell whether a server could listen on this port."""
    with socket.socket() as probe:
        if not WINDOWS:  # a server that has just ended does not count
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            return False
    return True


def choose_port(asked: int | None) -> int:
    """Return the port that was asked for, or the first free one; refuse a port that is taken."""
    if asked is not None:
        if not port_is_free(asked):
            raise StartError(
                f"Port {asked} is taken by another program: choose another one, or leave out "
                "--port to have a free one found."
            )
        return asked
    for port in PORTS:
        if port_is_free(port):
            return port
    raise StartError(
        f"No port from {PORTS[0]} to {PORTS[-1]} is free: close a program, or name a port "
        "with --port."
    )


def answers(port: int) -> bool:
    """Tell whether the server answers already."""
    connection = http.client.HTTPConnection(HOST, port, timeout=1)
    try:
        connection.request("GET", "/api")
        return connection.getresponse().status == 200
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def lab_command(port: int, browser: bool) -> list[str]:
    """Return the command that starts JupyterLab on the first page of the course."""
    command = [
        *(str(PYTHON), "-m", "jupyterlab"),
        f"--ServerApp.ip={HOST}",
        f"--ServerApp.port={port}",
        "--ServerApp.port_retries=0",
        # a server that is set up for the world listens elsewhere; these overrule its settings
        *("--ServerApp.base_url=/", "--ServerApp.sock="),
        *("--ServerApp.certfile=", "--ServerApp.keyfile="),
        f"--ServerApp.root_dir={ROOT}",
        "--ServerApp.answer_yes=True",  # Ctrl-C asks no question
        "--Application.log_level=ERROR",
        f"--LabApp.default_url=/lab/tree/{FIRST_PAGE}",
    ]
    if not browser:
        command.append("--no-browser")
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        command.append("--allow-root")
    return command


def open_lab(arguments: Sequence[str]) -> int:
    """Open the course in JupyterLab and stay until it ends."""
    options = read_options(arguments)
    port = choose_port(options.port)
    setup()
    token = os.environ.get("JUPYTER_TOKEN") or secrets.token_hex(24)
    progress = Progress("Starting JupyterLab")
    server = subprocess.Popen(
        lab_command(port, browser=not options.no_browser),
        cwd=ROOT,
        env={**environment(), "JUPYTER_TOKEN": token},
    )
    signal.signal(signal.SIGTERM, lambda *_: server.terminate())
    try:
        while not answers(port):
            if server.poll() is not None:
                progress.end("failed")
                raise StartError("JupyterLab ended before it answered; its own words stand above.")
            if time.monotonic() - progress.began > PATIENCE:
                progress.end("no answer")
                raise StartError(
                    f"JupyterLab did not answer on port {port} within {PATIENCE:.0f} s, so it was "
                    "stopped: start again, or try another port with --port."
                )
            time.sleep(0.1)
            progress.tick()
        progress.end("done")
        say(
            "\nThe course is open at this address:\n\n"
            f"    http://{HOST}:{port}/lab/tree/{FIRST_PAGE}?token={token}\n\n"
            "Keep this window open while you work. Ctrl-C ends the course."
        )
        return server.wait()
    except KeyboardInterrupt:
        with contextlib.suppress(subprocess.TimeoutExpired):
            server.wait(timeout=5)  # the terminal has told it as well
        return 0
    finally:
        if server.poll() is None:
            server.terminate()
            server.wait()


# --- The commands -------------------------------------------------------------------------------


def run_tests(arguments: Sequence[str]) -> int:
    """Run all steps, going on after a failure; with arguments, pytest alone with these.

    The argument `--all` adds to the steps what is left to the build server otherwise, and builds
    and tries the whole site, not two chapters of it.
    """
    setup("test", "site", "classroom", "engines")
    is_whole = list(arguments) == ["--all"]
    if arguments and not is_whole:
        return run_python(["pytest", *arguments])
    of_the_site = {"SITE": "all"} if is_whole else {}
    began = time.monotonic()
    results = {}
    with concurrent.futures.ThreadPoolExecutor(1) as beside:
        checks = {name: beside.submit(run_check, step) for name, step in CHECKS.items()}
        for name, whole in TEST_STEPS.items():
            if name in WITH_ALL and not is_whole:
                continue
            step = whole if is_whole else [*whole, *QUICKLY.get(name, [])]
            say(f"\n=== {name}: {' '.join(step)}")
            step_began = time.monotonic()
            results[name] = (run_python(step, **of_the_site) == 0, time.monotonic() - step_began)
    for name, check in checks.items():
        passed, seconds, words = check.result()
        say(f"\n=== {name}: {' '.join(CHECKS[name])}\n{words.strip()}")
        results[name] = (passed, seconds)
    say("\n=== Summary: where the time went")
    for name, (passed, seconds) in results.items():
        note = "  (beside the others)" if name in CHECKS else ""
        say(f"{name:<15} {'passed' if passed else 'FAILED'} {seconds:7.1f} s{note}")
    say(f"{'together':<22} {time.monotonic() - began:7.1f} s")
    failed = sum(not passed for passed, _ in results.values())
    say(f"steps: {len(results) - failed} passed, {failed} failed")
    return 1 if failed else 0


def run_check(step: Sequence[str]) -> tuple[bool, float, str]:
    """Run a module in silence; return whether it passed, its seconds and its words."""
    began = time.monotonic()
    done = subprocess.run(
        [str(PYTHON), "-m", *step],
        cwd=ROOT,
        env=environment(),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
    )
    return done.returncode == 0, time.monotonic() - began, done.stdout


def run_python(module: Sequence[str], **variables: str) -> int:
    """Run a module with the Python in `.venv`, its output going where ours goes."""
    command = [str(PYTHON), "-m", *module]
    return subprocess.run(command, cwd=ROOT, env={**environment(), **variables}).returncode


def run_notebooks(arguments: Sequence[str]) -> int:
    """Run the notebooks from top to bottom and store their outputs."""
    setup("test")
    command = [str(PYTHON), "tests/notebooks/run_notebooks.py", *arguments]
    return subprocess.run(command, cwd=ROOT, env=environment()).returncode


def make_pictures(arguments: Sequence[str]) -> int:
    """Photograph the course for the README."""
    if arguments:
        refuse(f"The command pictures takes no arguments, but got {' '.join(arguments)!r}.")
    setup("test")
    return run_python(["tests.browser.readme_pictures"])


def write_badges(arguments: Sequence[str]) -> int:
    """Write README's links to the public copy of the course."""
    return subprocess.run([sys.executable, "-m", "docs.badges", *arguments], cwd=ROOT).returncode


def make_site(arguments: Sequence[str]) -> int:
    """Build the course as a website; with --check, all of it is tried in Chromium."""
    if arguments == ["--check"]:
        setup("test", "site", "engines")
        return run_python(TEST_STEPS["site tests"], SITE="all")
    setup("site")
    return run_python(["docs.site", *arguments])


def run_to_its_end(module: Sequence[str]) -> int:
    """Run a module that has servers to stop: Ctrl-C, which it hears as well, is waited for."""
    command = [str(PYTHON), "-m", *module]
    with subprocess.Popen(command, cwd=ROOT, env=environment()) as process:
        try:
            return process.wait()
        except KeyboardInterrupt:
            return process.wait()


def run_bench(arguments: Sequence[str]) -> int:
    """Measure the pictures; with "site" how fast the site comes, with "classroom" a JupyterHub."""
    setup("test", arguments[0] if arguments[:1] in (["site"], ["classroom"]) else "bench")
    return run_to_its_end(["tests.bench", *arguments])


def run_mutants(arguments: Sequence[str]) -> int:
    """Make small faults in the maths, the judges and the stage, and see that tests fail."""
    setup("test")
    return run_python(["tests.mutants", *arguments])


def run_versions(arguments: Sequence[str]) -> int:
    """Run unit tests and notebooks on every Python, with the lowest or the newest packages."""
    setup("test")
    return run_python(["tests.versions", *arguments])


def try_binder(arguments: Sequence[str]) -> int:
    """Build what Binder builds, and use it as a reader does."""
    setup("test")
    return run_to_its_end(["tests.binder", *arguments])


def only_setup(arguments: Sequence[str]) -> int:
    """Install the course, or mend it where packages have gone missing since, and say so."""
    if arguments not in ([], ["--newest"]):
        refuse(f"The command setup knows only --newest, but got {' '.join(arguments)!r}.")
    newest = bool(arguments)
    with alone():
        bring_up((), newest)
        check = [str(PYTHON), "-m", "pip", "check", "--disable-pip-version-check"]
        try:
            run_tool(check, "Checking the packages")
        except ToolError:
            extras = (read_stamp() or {"extras": []})["extras"]
            STAMP.unlink(missing_ok=True)
            bring_up(extras, newest)
    say("The course is installed. Open it with: python start.py")
    return 0


COMMANDS = {
    "lab": open_lab,
    "setup": only_setup,
    "test": run_tests,
    "notebooks": run_notebooks,
    "pictures": make_pictures,
    "badges": write_badges,
    "site": make_site,
    "bench": run_bench,
    "mutants": run_mutants,
    "versions": run_versions,
    "binder": try_binder,
}


def refuse(sentence: str) -> NoReturn:
    """Refuse a command line that was not understood."""
    print(sentence, file=sys.stderr)
    sys.exit(2)


class Options(argparse.ArgumentParser):
    """A parser that refuses in one sentence."""

    def error(self, message: str) -> NoReturn:
        """Refuse a command line that was not understood."""
        refuse(f"{message[0].upper()}{message[1:]} (see python start.py --help).")


def port_number(text: str) -> int:
    """Read a port number."""
    if not text.isdecimal() or not 0 < int(text) < 65536:
        raise argparse.ArgumentTypeError(f"must be a number from 1 to 65535, got {text!r}")
    return int(text)


def read_options(arguments: Sequence[str]) -> argparse.Namespace:
    """Read the options for opening the course."""
    parser = Options(prog="python start.py", add_help=False, allow_abbrev=False)
    parser.add_argument("--no-browser", action="store_true")
    parser.add_argument("--port", type=port_number, metavar="N")
    return parser.parse_args(arguments)


def main(arguments: Sequence[str]) -> int:
    """Carry out one command line and return the exit code."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # a console of few letters shows the others as ?
            stream.reconfigure(errors="replace")
    if set(arguments[:1]) & {"-h", "--help", "help"}:
        say((__doc__ or "").strip())
        return 0
    if arguments and not arguments[0].startswith("-"):
        name, rest = arguments[0], arguments[1:]
    else:
        name, rest = "lab", arguments
    if name not in COMMANDS:
        refuse(f"There is no command {name!r}: use one of {', '.join(COMMANDS)}, or none.")
    try:
        return COMMANDS[name](rest)
    except StartError as error:
        print(f"\n{error}", file=sys.stderr)
        return 1
    except OSError as error:
        why = cause_of(error)
        if why is None:
            raise
        print(f"\nThe course cannot go on because {why}. ({error})", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        say("\nStopped.")
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
