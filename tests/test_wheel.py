"""The package as others install it: a wheel, in another place, without this folder."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
USE = """
import logit_core
from logit_core.exercises import check_odds
from logit_core.explorers import learning_rate_explorer
from logit_core.quizzes import quiz

print(logit_core.__file__)
print(learning_rate_explorer(n_epochs=3).sentence)
print(check_odds(logit_core.odds))
print(len(quiz(1).questions))
"""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the wheel of the package, built from this folder."""
    place = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(place)]
    built = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert built.returncode == 0, built.stdout + built.stderr
    (wheel,) = place.glob("logit_core-*.whl")
    return wheel


@pytest.mark.thorough
def test_an_installed_wheel_works_from_another_folder(wheel: Path, tmp_path: Path) -> None:
    target, elsewhere = tmp_path / "packages", tmp_path / "elsewhere"
    elsewhere.mkdir()
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-index"]
    subprocess.run([*pip, "--target", str(target), str(wheel)], check=True, cwd=elsewhere)
    used = subprocess.run(
        [sys.executable, "-c", USE],
        cwd=elsewhere,
        env={**os.environ, "PYTHONPATH": str(target)},
        capture_output=True,
        text=True,
    )
    assert used.returncode == 0, used.stderr
    file, sentence, verdict, n_questions = used.stdout.splitlines()
    assert Path(file).is_relative_to(target)
    assert sentence.endswith("points right.")
    assert verdict.startswith("Right.")
    assert n_questions == "5"
    assert list(elsewhere.iterdir()) == []


def test_the_wheel_holds_every_file_of_the_package_and_no_other(wheel: Path) -> None:
    caches = {"__pycache__", ".mypy_cache", ".ipynb_checkpoints"}
    files = [path for path in (ROOT / "logit_core").rglob("*") if path.is_file()]
    own = {p.relative_to(ROOT).as_posix() for p in files if not caches & set(p.parts)}
    with zipfile.ZipFile(wheel) as packed:
        held = {name for name in packed.namelist() if ".dist-info/" not in name}
    assert held == own
