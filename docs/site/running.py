"""Runs the notebooks, so that their pictures and quizzes give their data.

What has been run is kept: a notebook runs again when it or the code behind it has changed.
"""

import concurrent.futures
import functools
import hashlib
import os
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import nbformat
from nbclient import NotebookClient

from docs.site.places import HERE, NOTEBOOKS, ROOT, WORK
from docs.site.progress import step

_DEADLINE: Final = 600  # seconds for one cell
_PREPARE: Final = f"""
import sys
sys.path.insert(0, {str(ROOT)!r})
from docs.site import in_kernel
in_kernel.install()
del sys, in_kernel
"""


def run(notebooks: Sequence[Path]) -> dict[Path, Any]:
    """Return the notebooks with their outputs, each with the data of its pictures."""
    kept = WORK / "executed"
    kept.mkdir(parents=True, exist_ok=True)
    places = {path: _place(path, kept) for path in notebooks}
    missing = {path: place for path, place in places.items() if not place.exists()}
    if missing:
        workers = concurrent.futures.ThreadPoolExecutor(os.cpu_count())
        with step(f"Running {len(missing)} notebooks"), workers:
            list(workers.map(_run_one, missing, missing.values()))
    return {path: nbformat.read(place, 4) for path, place in places.items()}


def _run_one(path: Path, place: Path) -> None:
    begun = time.monotonic()
    notebook = nbformat.read(path, 4)
    notebook.cells.insert(0, nbformat.v4.new_code_cell(_PREPARE))
    client = NotebookClient(
        notebook,
        timeout=_DEADLINE,
        resources={"metadata": {"path": str(NOTEBOOKS)}},
        store_widget_state=False,
        extra_arguments=["--log-level=ERROR"],  # not a warning of each kernel's transport
    )
    client.execute()
    del notebook.cells[0]
    for old in place.parent.glob(f"{path.stem}.*"):
        old.unlink()
    nbformat.write(notebook, place)
    print(f"  {path.name} after {time.monotonic() - begun:.0f} s", flush=True)


def _place(path: Path, kept: Path) -> Path:
    digest = hashlib.sha256(path.read_bytes() + _code().encode()).hexdigest()[:16]
    return kept / f"{path.stem}.{digest}.ipynb"


@functools.cache
def _code() -> str:
    """Return a digest of all that an output may depend on."""
    digest = hashlib.sha256()
    package = [path for path in (ROOT / "logit_core").rglob("*") if path.is_file()]
    for path in sorted([*package, HERE / "in_kernel.py", HERE / "running.py"]):
        if "__pycache__" not in path.parts:
            digest.update(path.read_bytes())
    return digest.hexdigest()
