"""The command `python start.py badges`: README's links to the public copy of the course.

One place names the copy: `repository-code` in CITATION.cff. While it is missing there is no copy to
lead to, and so no link. The site asks here as well.
"""

import re
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).parents[1]
CITATION: Final = "CITATION.cff"
README: Final = "README.md"
BEGIN: Final = "<!-- what follows is written by: python start.py badges -->\n"
END: Final = "<!-- what was written ends here -->\n"

_NAMED: Final = re.compile(r'^repository-code: *"?https://github\.com/([^"\s]+)"?\n', re.MULTILINE)
_NAME: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]*/[A-Za-z0-9._-]+")
_LOGO: Final = "https://mybinder.org/badge_logo.svg"

_NOBODY: Final = """\
These pages and Binder need a public copy of this folder on GitHub. The command
`python start.py badges OWNER/NAME` writes the name of one into CITATION.cff, and its links here.
"""
_COPY: Final = """\
**[Open the course in the browser]({site})**, once *Settings*, *Pages*, *Source* on GitHub is
*GitHub Actions*. Binder opens the notebooks in JupyterLab instead:

| chapter | |
|---|---|
"""


def repository(root: Path = ROOT) -> str | None:
    """Return the copy's "owner/name" on GitHub, or None while nobody has named one."""
    named = _NAMED.search((root / CITATION).read_text("utf-8"))
    return named and named[1]


def name(copy: str, root: Path = ROOT) -> None:
    """Write the copy's "owner/name" into CITATION.cff, in place of what stands there."""
    text = _NAMED.sub("", (root / CITATION).read_text("utf-8"))
    line = f'repository-code: "https://github.com/{copy}"\n'
    (root / CITATION).write_text(text + line, "utf-8", newline="\n")


def binder_link(copy: str, notebook: str) -> str:
    """Return the address at which Binder opens a notebook of the copy."""
    return f"https://mybinder.org/v2/gh/{copy}/HEAD?urlpath=lab/tree/notebooks/{notebook}"


def site_link(copy: str) -> str:
    """Return the address at which GitHub Pages shows the copy's site."""
    owner, _, project = copy.partition("/")
    host = f"{owner.lower()}.github.io"
    return f"https://{host}/" if project.lower() == host else f"https://{host}/{project}/"


def block(copy: str | None, root: Path = ROOT) -> str:
    """Return what README says of the copy: the site, and a badge of Binder for each chapter."""
    if copy is None:
        return _NOBODY
    rows = [
        f"| {title} | [![Open chapter {title.split()[0]} in Binder]({_LOGO})]"
        f"({binder_link(copy, notebook)}) |\n"
        for notebook, title in _chapters(root)
    ]
    return _COPY.format(site=site_link(copy)) + "".join(rows)


def with_block(readme: str, words: str) -> str:
    """Return README's text with other words between the two marks."""
    before, _, rest = readme.partition(BEGIN)
    _, _, after = rest.partition(END)
    return before + BEGIN + words + END + after


def _chapters(root: Path) -> list[tuple[str, str]]:
    """Return each notebook with its number and title, from the table of README."""
    rows = re.findall(
        r"^\| (\d+) \| \[(.*?)\]\(notebooks/(\S+)\)", (root / README).read_text("utf-8"), re.M
    )
    return [(notebook, f"{number} {title}") for number, title, notebook in rows]


def main(arguments: Sequence[str], root: Path = ROOT) -> int:
    """Name the copy, where one is given, and write README's part about it."""
    if len(arguments) > 1 or not all(map(_NAME.fullmatch, arguments)):
        given = " ".join(arguments)
        print(f"The copy must be given as OWNER/NAME, but got {given!r}.", file=sys.stderr)
        return 2
    for copy in arguments:
        name(copy, root)
    readme = root / README
    written = with_block(readme.read_text("utf-8"), block(repository(root), root))
    readme.write_text(written, "utf-8", newline="\n")
    print(f"{README} leads to {repository(root) or 'no copy, because none is named'}.")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
