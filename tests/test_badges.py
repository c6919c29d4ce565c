"""README and the site lead to the copy that CITATION.cff names, and nowhere while it names none."""

import re
import shutil
from pathlib import Path

import nbformat
import pytest
import yaml

from docs import badges

ROOT = Path(__file__).parents[1]

README = (ROOT / "README.md").read_text("utf-8")
NOTEBOOKS = sorted(path.name for path in (ROOT / "notebooks").glob("*.ipynb"))
ADDRESS = re.compile(r"https://[^\s)\"]*(?:mybinder\.org|github\.io|github\.com)[^\s)\"]*")


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """Return a folder with the two files that the command reads and writes."""
    for name in (badges.CITATION, badges.README):
        shutil.copy(ROOT / name, tmp_path / name)
    return tmp_path


def test_readme_says_what_the_citation_says() -> None:
    expected = badges.with_block(README, badges.block(badges.repository()))
    assert expected == README, "python start.py badges"


def test_without_a_named_copy_readme_leads_to_none(copy: Path) -> None:
    text = badges.with_block(README, badges.block(None))
    assert ADDRESS.findall(text) == []
    assert "badge_logo" not in text


def test_a_named_copy_has_its_site_and_a_badge_for_every_chapter(copy: Path) -> None:
    assert badges.main(["ann/course"], copy) == 0
    addresses = ADDRESS.findall((copy / "README.md").read_text("utf-8"))
    assert [a for a in addresses if "badge_logo" not in a] == [
        "https://ann.github.io/course/",
        *(
            f"https://mybinder.org/v2/gh/ann/course/HEAD?urlpath=lab/tree/notebooks/{name}"
            for name in NOTEBOOKS
        ),
    ]
    assert addresses.count("https://mybinder.org/badge_logo.svg") == len(NOTEBOOKS)


def test_another_name_takes_the_place_of_the_first_and_the_rest_stays(copy: Path) -> None:
    badges.main(["ann/course"], copy)
    once = {name: (copy / name).read_text("utf-8") for name in ("README.md", "CITATION.cff")}
    badges.main(["bob/other.name"], copy)
    assert badges.repository(copy) == "bob/other.name"
    for name, text in once.items():
        renamed = text.replace("ann/course", "bob/other.name")
        renamed = renamed.replace("ann.github.io/course", "bob.github.io/other.name")
        assert (copy / name).read_text("utf-8") == renamed
    told = yaml.safe_load((copy / "CITATION.cff").read_text("utf-8"))
    before = yaml.safe_load((ROOT / "CITATION.cff").read_text("utf-8"))
    assert told == {**before, "repository-code": "https://github.com/bob/other.name"}


@pytest.mark.parametrize("written", ['"https://github.com/a/b"', "https://github.com/a/b"])
def test_the_name_may_be_written_by_hand(copy: Path, written: str) -> None:
    with (copy / "CITATION.cff").open("a", encoding="utf-8") as file:
        file.write(f"repository-code: {written}\n")
    assert badges.repository(copy) == "a/b"
    assert badges.main([], copy) == 0
    assert "mybinder.org/v2/gh/a/b/HEAD" in (copy / "README.md").read_text("utf-8")


@pytest.mark.parametrize("arguments", [["course"], ["ann/course", "x"], ["https://x.y/a/b"], [""]])
def test_what_is_no_name_is_refused_and_nothing_is_written(
    copy: Path, capsys: pytest.CaptureFixture[str], arguments: list[str]
) -> None:
    assert badges.main(arguments, copy) == 2
    assert capsys.readouterr().err.startswith("The copy must be given as OWNER/NAME, but got '")
    assert (copy / "README.md").read_text("utf-8") == README
    assert badges.repository(copy) == badges.repository()


def test_a_copy_that_bears_the_name_of_its_pages_has_them_at_the_root() -> None:
    assert badges.site_link("Ann/ann.github.io") == "https://ann.github.io/"
    assert badges.site_link("Ann/course") == "https://ann.github.io/course/"


@pytest.mark.parametrize("named", [None, "ann/course"])
def test_a_page_of_the_site_has_a_door_to_binder_where_a_copy_is_named(
    monkeypatch: pytest.MonkeyPatch, named: str | None
) -> None:
    build = pytest.importorskip("docs.site.build", reason="the site's tools are not installed")
    monkeypatch.setattr(badges, "repository", lambda: named)
    doors = build._doors(Path("05_iris.ipynb"), nbformat.v4.new_notebook(), has_lite=False)
    link = "https://mybinder.org/v2/gh/ann/course/HEAD?urlpath=lab/tree/notebooks/05_iris.ipynb"
    assert (f'<a href="{link}">Open in Binder</a>' in doors) is (named is not None)
    assert "05_iris.ipynb" in doors
