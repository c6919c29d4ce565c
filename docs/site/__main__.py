"""The command `python start.py site`."""

import argparse
import contextlib
import sys
import webbrowser
from collections.abc import Sequence
from pathlib import Path

from docs.site.build import build
from docs.site.places import NOTEBOOKS, SITE, chapters
from docs.site.progress import BuildError
from docs.site.serving import server


def main(arguments: Sequence[str]) -> int:
    """Build the site, and serve it where that is asked for."""
    parser = argparse.ArgumentParser(prog="python start.py site", allow_abbrev=False)
    parser.add_argument(
        "chapters", nargs="*", type=_chapter, help="such as 05_iris; all of them when left out"
    )
    parser.add_argument("--to", metavar="DIR", type=Path, default=SITE, help="where it goes")
    parser.add_argument("--open", action="store_true", help="serve the site here and open it")
    parser.add_argument(
        "--pyodide", metavar="DIR", type=Path, help="a folder with Pyodide, for the site to serve"
    )
    options = parser.parse_args(arguments)
    try:
        build(options.chapters or None, options.to, pyodide=options.pyodide)
    except BuildError as error:
        print(f"\n{error}", file=sys.stderr)
        return 1
    print(f"The site is in {options.to}.")
    if options.open:
        _serve(options.to)
    return 0


def _chapter(name: str) -> Path:
    path = NOTEBOOKS / f"{name}.ipynb"
    if path not in chapters():
        known = ", ".join(one.stem for one in chapters())
        raise argparse.ArgumentTypeError(f"must be one of {known}, got {name!r}")
    return path


def _serve(site: Path) -> None:
    with server(site) as serving:
        address = f"http://127.0.0.1:{serving.server_port}/"
        print(f"It is served at {address} until Ctrl-C.", flush=True)
        webbrowser.open(address)
        with contextlib.suppress(KeyboardInterrupt):
            serving.serve_forever()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
