"""Tests of the files around the course: they agree, and what they point to exists."""

import itertools
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

from .browser.readme_pictures import PICTURES, Picture

ROOT = Path(__file__).parents[1]
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
PROJECT = PYPROJECT["project"]
WORKFLOWS = (".github/workflows/tests.yml", ".github/workflows/newest.yml", ".ci/run")
NOTEBOOKS = sorted(path.name for path in (ROOT / "notebooks").glob("*.ipynb"))

# Hosts of package registries, written so that this file does not name them.
REGISTRIES = [
    ".".join(parts)
    for parts in (
        ("pypi", "org"),
        ("files", "pythonhosted", "org"),
        ("registry", "npmjs"),
        ("registry", "yarnpkg"),
        ("deb", "debian", "org"),
        ("repo", "anaconda", "com"),
    )
]
HOME = re.compile(r"(?<![\w.])/(?:home|Users)/(?!jovyan\b)\w|(?<![\w.])/root/\w|[A-Z]:\\Users\\\w")


@pytest.fixture(scope="module")
def files() -> list[str]:
    """Return the paths of all files that git tracks or would add."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    try:
        listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("this folder is no git checkout, so its own files cannot be told from others")
    return [name for name in listed.stdout.split("\0") if name and (ROOT / name).is_file()]


def text_of(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def bounds(requirements: list[str]) -> dict[str, str]:
    """Return the bounds of each package by its name."""
    read = [Requirement(line) for line in requirements]
    return {canonicalize_name(r.name): str(r.specifier) for r in read}


def lines_of(name: str) -> list[str]:
    """Return the lines of a requirements file without its comments."""
    return [line for line in text_of(name).splitlines() if line and not line.startswith("#")]


LIBRARY = bounds(PROJECT["dependencies"])
RUNTIME = LIBRARY | bounds(PROJECT["optional-dependencies"]["lab"])  # the course, opened
TEST = bounds(PROJECT["optional-dependencies"]["test"])


# The environments


def test_every_runtime_package_has_a_lower_and_an_upper_bound() -> None:
    for name, specifier in RUNTIME.items():
        assert re.fullmatch(r"<\d+,>=[\d.]+", specifier), f"{name} has {specifier!r}"


def test_the_package_itself_needs_no_jupyterlab() -> None:
    assert "jupyterlab" not in LIBRARY
    assert "jupyterlab" in RUNTIME


def test_binder_installs_what_pyproject_asks_for() -> None:
    assert bounds(lines_of("binder/requirements.txt")) == RUNTIME


def test_conda_installs_what_pyproject_asks_for() -> None:
    listed = yaml.safe_load(text_of("environment.yml"))["dependencies"]
    assert listed[:2] == ["python=3.12", "pip"]
    packages = bounds(listed[2:])
    packages["matplotlib"] = packages.pop("matplotlib-base")  # the same without a desktop toolkit
    assert packages == RUNTIME | {name: TEST[name] for name in ("nbval", "pytest")}


def test_the_constraints_lie_within_the_bounds() -> None:
    pinned = [Requirement(line) for line in lines_of("constraints.txt")]
    extras = PROJECT["optional-dependencies"]
    held_back = PYPROJECT["tool"]["uv"]["constraint-dependencies"]
    for line in [*PROJECT["dependencies"], *itertools.chain(*extras.values()), *held_back]:
        asked = Requirement(line)
        versions = [
            specifier.version
            for pin in pinned
            if canonicalize_name(pin.name) == canonicalize_name(asked.name)
            for specifier in pin.specifier
        ]
        assert versions, f"{asked.name} is missing"
        for version in versions:
            assert asked.specifier.contains(Version(version)), f"{line}, but pinned {version}"


def test_the_constraints_name_the_command_that_makes_them_for_all_extras() -> None:
    (command,) = re.findall(r"^# (uv pip compile .*)$", text_of("constraints.txt"), re.MULTILINE)
    for extra in PROJECT["optional-dependencies"]:
        assert f"--extra {extra} " in command
    oldest = PROJECT["requires-python"].removeprefix(">=")
    assert f"--universal --python-version {oldest} " in command


@pytest.mark.parametrize("python", ["3.11", "3.12", "3.13"])
@pytest.mark.parametrize("system", ["linux", "darwin", "win32"])
def test_each_package_is_pinned_once_for_each_python_and_system(python: str, system: str) -> None:
    place = {"python_version": python, "python_full_version": f"{python}.9", "sys_platform": system}
    place["os_name"] = "nt" if system == "win32" else "posix"
    pins = [Requirement(line) for line in lines_of("constraints.txt")]
    here = [pin.name for pin in pins if pin.marker is None or pin.marker.evaluate(place)]
    assert len(here) == len(set(here))
    assert set(RUNTIME) | set(TEST) <= set(map(canonicalize_name, here))


def test_the_build_server_installs_by_start_py_alone() -> None:
    tests, newest, ci = map(text_of, WORKFLOWS)
    assert "exec python3 start.py test --all" in ci
    for text in (tests, newest):
        assert "bash .ci/run" in text
        assert "CONSTRAINT" not in text  # start.py knows which versions
    assert "start.py setup --newest" in newest
    assert "--newest" not in tests + ci


def test_pre_commit_and_the_build_server_use_the_same_ruff() -> None:
    (hooks,) = yaml.safe_load(text_of(".pre-commit-config.yaml"))["repos"]
    assert "ruff==" + hooks["rev"].removeprefix("v") in lines_of("constraints.txt")


@pytest.mark.skipif(sys.platform == "win32", reason="repo2docker does not run on Windows")
def test_repo2docker_makes_layers_of_the_binder_folder(files: list[str], tmp_path: Path) -> None:
    for name in files:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, tmp_path / name)
    command = [sys.executable, "-m", "repo2docker", "--no-build", "--user-id", "1000"]
    command += ["--user-name", "jovyan", "--Repo2Docker.default_buildpack=None", str(tmp_path)]
    result = subprocess.run(command, capture_output=True, text=True, timeout=60)
    words = result.stdout + result.stderr
    assert result.returncode == 0, words
    assert "Building conda environment for python=3.12" in words
    layers = [  # what changes often comes late: a new chapter installs no package anew
        "/tmp/install-base-env.bash",
        "COPY --chown=1000:1000 src/binder/requirements.txt ${REPO_DIR}/binder/requirements.txt",
        'pip install --no-cache-dir -r "binder/requirements.txt"',
        "COPY --chown=1000:1000 src/ ${REPO_DIR}/",
        "RUN ./binder/postBuild",
    ]
    places = [words.find(layer) for layer in layers]
    assert -1 not in places
    assert places == sorted(places)
    # the base is a lock; nothing is solved on top of it
    assert re.search(r"^COPY .*environment-2epy-2d3-2e12-2dlinux.*lock", words, re.MULTILINE)
    assert "environment.yml" not in words
    assert not re.search(r"(conda|mamba) (env )?(create|update|install)", words)


@pytest.mark.parametrize("name", ["binder/postBuild", ".ci/run"])
def test_scripts_are_executable_and_stop_at_the_first_error(files: list[str], name: str) -> None:
    script = text_of(name)
    assert script.startswith("#!/usr/bin/env bash\n")
    assert "\nset -euo pipefail\n" in script
    if sys.platform != "win32":
        assert (ROOT / name).stat().st_mode & 0o100
    entry = subprocess.run(
        ["git", "ls-files", "--stage", name], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout
    assert not entry or entry.startswith("100755")


def test_nothing_in_binder_names_a_local_path_to_install() -> None:
    assert not [line for line in lines_of("binder/requirements.txt") if re.match(r"[-./]", line)]


# What is told about the course


def test_the_version_is_the_same_everywhere() -> None:
    citation = yaml.safe_load(text_of("CITATION.cff"))
    assert str(citation["version"]) == PROJECT["version"]


def test_the_citation_has_what_its_format_asks_for() -> None:
    citation = yaml.safe_load(text_of("CITATION.cff"))
    assert citation["cff-version"] == "1.2.0"
    assert citation["message"]
    assert citation["title"]
    assert all(author.get("name") or author.get("family-names") for author in citation["authors"])
    assert citation["license"] == PROJECT["license"] == "BSD-3-Clause"


def test_the_licence_is_the_one_that_is_named() -> None:
    assert text_of("LICENSE").startswith("BSD 3-Clause License\n")
    assert "CC BY 4.0" in text_of("README.md")


def test_the_readme_lists_every_chapter_in_order() -> None:
    rows = re.findall(r"^\| (\d+) \| .*?\]\(notebooks/(\S+)\) \|", text_of("README.md"), re.M)
    assert [name for _, name in rows] == NOTEBOOKS != []
    assert [int(number) for number, _ in rows] == [int(name[:2]) for name in NOTEBOOKS]


def relative_links(text: str) -> list[str]:
    """Return the targets in a Markdown text that are no web addresses."""
    inline = re.findall(r"\]\(\s*<?([^)\s>]+)", text)
    named = re.findall(r"^\[[^\]]+\]:\s*(\S+)", text, flags=re.MULTILINE)
    html = re.findall(r"(?:src|href)=\"([^\"]+)\"", text)
    return [t for t in inline + named + html if not re.match(r"[a-z]+:|#", t)]


@pytest.mark.parametrize("name", ["README.md", "CONTRIBUTING.md"])
def test_every_relative_link_leads_somewhere(name: str) -> None:
    broken = [t for t in relative_links(text_of(name)) if not (ROOT / t.split("#")[0]).exists()]
    assert broken == []


def test_relative_links_are_found_in_each_form() -> None:
    text = 'see [a](b.md#c), ![d\ne](f.png), <img src="g.png">\n\n[h]: i.md\n[j](https://k.org)'
    assert relative_links(text) == ["b.md#c", "f.png", "i.md", "g.png"]


@pytest.mark.parametrize("picture", PICTURES, ids=lambda picture: picture.file)
def test_a_picture_of_the_readme_says_what_the_course_says(picture: Picture) -> None:
    assert picture.told() == picture.now(), "take it anew: python start.py pictures"
    heading, sentence = picture.told()
    readme = " ".join(text_of("README.md").split())
    (described,) = re.findall(rf"!\[([^]]*)\]\({picture.file}\)", readme)
    assert described.endswith(sentence)
    assert f"[{heading}]({picture.notebook.relative_to(ROOT).as_posix()})" in readme


def test_every_picture_of_the_readme_is_made_by_the_command() -> None:
    shown = {link for link in relative_links(text_of("README.md")) if link.endswith(".png")}
    assert shown == {picture.file for picture in PICTURES}


def test_the_commands_of_the_readme_exist() -> None:
    from_start = subprocess.run(
        [sys.executable, "start.py", "--help"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout
    told = text_of("README.md") + text_of("CONTRIBUTING.md")
    commands = set(re.findall(r"python start\.py ([a-z]+)", told))
    assert {"test", "notebooks"} <= commands
    for command in commands:
        assert f"python start.py {command}" in from_start


# What no file holds


def found_in(files: list[str], pattern: re.Pattern[str]) -> list[str]:
    """List the files, with the first hit each, whose text matches a pattern."""
    hits = []
    for name in files:
        content = (ROOT / name).read_bytes()
        if b"\0" in content:  # a picture
            continue
        hit = pattern.search(content.decode("utf-8", "replace"))
        if hit:
            hits.append(f"{name}: {hit.group()}")
    return hits


def test_no_file_names_the_host_of_a_package_registry(files: list[str]) -> None:
    hosts = re.compile("|".join(re.escape(host) for host in REGISTRIES))
    assert hosts.search("https://" + REGISTRIES[1] + "/packages")
    assert found_in(files, hosts) == []


def test_no_file_holds_a_path_into_somebodys_home(files: list[str]) -> None:
    for folders in (["", "home", "ann"], ["", "Users", "ann"], ["", "root", "course"]):
        assert HOME.search(f"File '{'/'.join(folders)}', line 1")
    assert HOME.search("\\".join(["C:", "Users", "ann"]))
    own = [name for name in files if not name.startswith("tests/")]  # tests invent such paths
    assert found_in(own, HOME) == []


def test_no_environment_or_cache_is_tracked(files: list[str]) -> None:
    assert "start.py" in files
    unwanted = re.compile(r"(^|/)(\.venv|__pycache__|\.ipynb_checkpoints|\.\w+_cache)/")
    assert [name for name in files if unwanted.search(name)] == []


def test_text_files_end_their_lines_in_one_way(files: list[str]) -> None:
    assert found_in(files, re.compile("\r")) == []
