"""The wheels from which JupyterLite installs: who they are, what they need and offer."""

import importlib.metadata
from pathlib import Path

import pytest

from docs.site import wheels


@pytest.fixture(scope="module")
def packed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, importlib.metadata.Distribution]:
    folder = tmp_path_factory.mktemp("site") / "wheels"
    files = wheels.pack(["matplotlib-inline", "psygnal"], ["traitlets"], folder)
    found = (one for file in files for one in importlib.metadata.distributions(path=[str(file)]))
    return {one.metadata["Name"]: one for one in found}


def test_the_course_comes_with_what_is_asked_for_and_without_what_is_given(
    packed: dict[str, importlib.metadata.Distribution],
) -> None:
    assert set(packed) == {"logit_core", "matplotlib-inline", "psygnal"}


def test_a_wheel_says_what_the_installed_package_says(
    packed: dict[str, importlib.metadata.Distribution],
) -> None:
    for name, one in packed.items():
        here = importlib.metadata.distribution(name)
        assert (one.version, one.requires) == (here.version, here.requires)
        # by one of these matplotlib finds the backend of a notebook
        assert set(one.entry_points) == set(here.entry_points)


def test_a_wheel_holds_modules_data_and_a_licence_and_nothing_compiled(
    packed: dict[str, importlib.metadata.Distribution],
) -> None:
    files = {name: [file.as_posix() for file in one.files or []] for name, one in packed.items()}
    assert {"logit_core/model.py", "logit_core/stage/browser/view.js"} <= {*files["logit_core"]}
    assert "psygnal/_signal.py" in files["psygnal"]
    for names in files.values():
        assert any("LICEN" in Path(name).name for name in names)
        assert [name for name in names if name.endswith((".so", ".pyd", ".pyc"))] == []
