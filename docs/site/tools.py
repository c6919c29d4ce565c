"""What the site takes from npm: the faces, the editor, KaTeX, and esbuild, which bundles."""

import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from docs.site.places import HERE, TOOLS
from docs.site.progress import BuildError, step

_NEEDED: Final = (20, 0)  # the oldest Node that is still looked after


def install(
    packages: Path = HERE / "package.json", folder: Path = TOOLS, what: str = "the site's tools"
) -> None:
    """Install what `package.json` names into a folder of its own; nothing to do is immediate."""
    wanted = packages.read_text("utf-8")
    done = folder / "installed.json"  # written last: without it, the folder is half-made
    require_node()
    if done.exists() and done.read_text("utf-8") == wanted:
        return
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    (folder / "package.json").write_text(wanted, "utf-8")
    npm = ("npm", "install", "--no-audit", "--no-fund", "--no-package-lock", "--loglevel=error")
    with step(f"Installing {what} by npm"):
        call(*npm, folder=folder)
    done.write_text(wanted, "utf-8")


def require_node() -> None:
    """Raise BuildError where Node or its npm is missing or too old."""
    for program in ("node", "npm"):
        if shutil.which(program) is None:
            raise BuildError(
                f"Node with npm is needed, and {program} is not installed: install Node "
                f"{_NEEDED[0]} or newer (Debian: sudo apt install nodejs npm; else: nodejs.org)."
            )
    version = subprocess.run(["node", "--version"], capture_output=True, text=True).stdout.strip()
    if tuple(int(part) for part in version.lstrip("v").split(".")[:2]) < _NEEDED:
        raise BuildError(f"Node {_NEEDED[0]} or newer is needed, this is {version}.")


def bundle(entries: Sequence[Path], out: Path) -> None:
    """Make one script of each entry; what is imported later lies apart, named by its content."""
    call(
        *("npx", "--no-install", "esbuild", *map(str, entries), f"--outdir={out}"),
        *("--bundle", "--format=esm", "--splitting", "--minify", "--target=es2022"),
        *("--entry-names=[name]", "--chunk-names=[name]-[hash]", "--log-level=warning"),
    )


def package(name: str) -> Path:
    """Return the folder of an installed package."""
    return TOOLS / "node_modules" / name


def call(*command: str, folder: Path = TOOLS) -> None:
    """Run a program among the tools; raise BuildError with its last words when it fails."""
    program = shutil.which(command[0]) or command[0]  # npm is npm.cmd on Windows
    done = subprocess.run(
        [program, *command[1:]],
        cwd=folder,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
    )
    if done.returncode:
        words = "\n".join((done.stdout + done.stderr).strip().splitlines()[-12:])
        raise BuildError(f"{command[0]} failed. Its last words:\n{words}")
