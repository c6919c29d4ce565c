"""What Binder builds, read without building it; `python start.py binder` builds and uses it."""

import sys
import tomllib
from pathlib import Path

import psutil
import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from .binder import image
from .binder.session import Peak, Session, watched

ROOT = Path(__file__).parents[1]
REQUIRED = [
    Requirement(line)
    for line in (ROOT / "binder" / "requirements.txt").read_text("utf-8").splitlines()
    if line and not line.startswith("#")
]


def test_binder_builds_for_the_python_that_conda_users_get() -> None:
    assert f"python={image.PYTHON}\n" in (ROOT / "environment.yml").read_text("utf-8")
    oldest = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert f">={image.PYTHON}" > oldest["requires-python"]


def test_what_the_base_holds_already_is_within_our_bounds_so_that_pip_leaves_it() -> None:
    base = {canonicalize_name(name): version for name, version in image.base_versions().items()}
    ours = {canonicalize_name(one.name): one.specifier for one in REQUIRED}
    assert {"jupyterlab", "ipywidgets"} <= set(base) & set(ours)
    for name in set(base) & set(ours):
        assert ours[name].contains(base[name]), f"{name} {base[name]} would be replaced"


def test_a_package_of_the_base_that_was_replaced_is_named(tmp_path: Path) -> None:
    packages = tmp_path / "lib" / "python3.12" / "site-packages"
    for name, version in (("Jupyter_Core", "5.8.1"), ("tornado", "6.6.0")):
        (packages / f"{name}-{version}.dist-info").mkdir(parents=True)
        metadata = packages / f"{name}-{version}.dist-info" / "METADATA"
        metadata.write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n", "utf-8")
    base = {"jupyter_core": "5.8.1", "tornado": "6.5.2", "comm": "0.2.3"}
    assert image.changed(base, tmp_path) == {"tornado": "6.6.0", "comm": "missing"}


def test_nothing_of_ours_reaches_into_the_image() -> None:
    around = {"PATH": "ours", "PYTHONPATH": "ours", "VIRTUAL_ENV": "ours", "LANG": "C.UTF-8"}
    inside = image.inside(around)
    assert inside.keys() == {"PATH", "LANG"}
    assert inside["PATH"].startswith(str(image.ENV / "bin"))


def test_a_session_is_started_by_binderhub_s_command_line() -> None:
    session = Session()
    try:
        command = session.command()
    finally:
        session.stop()
    assert str(image.ENV / "bin" / "jupyter-lab") in command
    for application in ("NotebookApp", "ServerApp"):
        for setting in (
            f"base_url={session.base}",
            f"token={session.token}",
            "trust_xheaders=True",
        ):
            assert f"--{application}.{setting}" in command
    assert session.url.endswith(session.base.rstrip("/"))


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere what is shared is not told apart")
def test_the_peak_is_that_of_a_process_with_its_children() -> None:
    code = "x = bytearray(80_000_000); print('there', flush=True); input()"
    child = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {code!r}])"
    pipes = {"stdin": -1, "stdout": -1}
    with psutil.Popen([sys.executable, "-c", child], **pipes) as process:
        assert process.stdout.readline() == b"there\n"
        with watched(process.pid) as meanwhile:
            peak = Peak()
            peak.look(process.pid)
            process.communicate(b"\n")
    assert 80 < peak.megabytes < 160
    assert meanwhile.megabytes < 160
