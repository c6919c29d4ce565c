"""All judges with NumPy alone, as in a page where each further package would have to be fetched."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
JUDGE_ALL = """
import sys

for name in ("scipy", "sklearn", "matplotlib", "ipywidgets", "anywidget"):
    sys.modules[name] = None  # whoever imports it gets an ImportError

from logit_core.exercises.record import EXERCISES

for one in EXERCISES:
    print(bool(one.look_at(one.reference)), any(map(one.look_at, [len, lambda *_: None])))
"""


def test_every_judge_passes_what_is_right_and_nothing_else_without_scipy_or_scikit_learn() -> None:
    command = [sys.executable, "-c", JUDGE_ALL]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert set(done.stdout.splitlines()) == {"True False"}
