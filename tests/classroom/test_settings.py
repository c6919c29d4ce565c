"""The page for whoever runs a class: its sizes follow from what was measured, its files agree."""

import json
import math
import re
import tomllib
import urllib.parse
from pathlib import Path
from typing import Any

import pytest
import yaml
from traitlets.config import Config

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
PAGE = (DOCS / "classroom.md").read_text("utf-8")
MEASURED = tomllib.loads((DOCS / "classroom" / "measured.toml").read_text("utf-8"))
SERVER = json.loads((DOCS / "classroom" / "jupyter_server_config.json").read_text("utf-8"))
WORST, LARGEST = MEASURED["worst"], MEASURED["largest"]
N_CHAPTERS = 2
HEADROOM = 1.4  # for what students try; The Littlest JupyterHub advises 20 to 40 %
GB = 1000


@pytest.fixture(scope="module")
def values() -> dict[str, Any]:
    return dict(yaml.safe_load((DOCS / "classroom" / "values.yaml").read_text("utf-8")))


@pytest.fixture(scope="module")
def singleuser(values: dict[str, Any]) -> dict[str, Any]:
    return dict(values["singleuser"])


def rounded_up(megabytes: float) -> int:
    return 50 * math.ceil(megabytes / 50)


def limit() -> int:
    """Return the MB that a student may take: the two largest chapters open, and some room."""
    return rounded_up(HEADROOM * LARGEST["on a machine of one's own, all open"])


def machine(students: int) -> int:
    """Return the GB of a machine for so many, with these two open and one GB for the rest."""
    return math.ceil(students * LARGEST["memory, all chapters open"] / GB + 1)


def test_memory_is_computed_from_what_was_measured(singleuser: dict[str, Any]) -> None:
    guarantee = rounded_up(LARGEST["on a machine of one's own, one open"])
    assert singleuser["memory"] == {"guarantee": f"{guarantee}M", "limit": f"{limit()}M"}
    assert f"limits.memory {limit()}M" in PAGE


def test_the_sizes_of_machines_are_computed_from_what_was_measured() -> None:
    rows = re.findall(r"^\| (\d+) \| (\d+) GB \| (\d+) \|", PAGE, re.MULTILINE)
    assert len(rows) >= 3
    for students, gigabytes, seconds in rows:
        assert int(gigabytes) == machine(int(students))
        one_chapter = WORST["processor"] / N_CHAPTERS
        assert int(seconds) == round(int(students) * one_chapter / MEASURED["cores"], -1)


def test_the_figures_of_the_page_are_those_that_were_measured() -> None:
    told = re.findall(r"^\| ([^|\n]+) \| (\d+) (?:MB|s) \|$", PAGE, re.MULTILINE)
    assert {name: int(value) for name, value in told} == {
        name: round(value) for name, value in WORST.items()
    }


def test_kubernetes_and_the_benchmark_use_the_same_settings(singleuser: dict[str, Any]) -> None:
    (file,) = singleuser["extraFiles"].values()
    assert file["mountPath"] == "/etc/jupyter/jupyter_server_config.json"
    assert file["data"] == SERVER


def test_kubernetes_starts_servers_as_the_benchmark_does(values: dict[str, Any]) -> None:
    ours = Config()
    source = (DOCS / "classroom" / "jupyterhub_config.py").read_text("utf-8")
    exec(source, {"get_config": lambda: ours})
    assert values["singleuser"]["extraEnv"] == ours.Spawner.environment
    assert values["hub"]["config"]["KubeSpawner"]["http_timeout"] == ours.Spawner.http_timeout


def test_the_links_open_chapters_that_exist(singleuser: dict[str, Any]) -> None:
    links = re.findall(r"https://hub\.example\.org/\S+", PAGE)
    assert links
    folder = singleuser["lifecycleHooks"]["postStart"]["exec"]["command"][-1]
    for link in links:
        query = urllib.parse.parse_qs(urllib.parse.urlsplit(link).query)
        (repository,), (place,), (branch,) = query["repo"], query["urlpath"], query["branch"]
        assert branch == "main"
        chapter = place.removeprefix(f"lab/tree/{repository.rsplit('/', 1)[-1]}/")
        assert (ROOT / chapter).is_file()
        assert repository.rsplit("/", 1)[-1] == folder


def test_every_file_that_the_page_names_is_there() -> None:
    links = re.findall(r"\]\(([^)#:]+?)(?:#[^)]*)?\)", PAGE)
    assert links
    assert [link for link in links if not (DOCS / link).exists()] == []
