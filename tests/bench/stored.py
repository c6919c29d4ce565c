"""How much of a notebook's file each explorer's stored output takes."""

import json
import re
from pathlib import Path


def stored_outputs(notebooks: Path) -> dict[str, int]:
    """Return the bytes of picture and text of each cell that ends in an explorer or a stage."""
    sizes = {}
    for file in sorted(notebooks.glob("*.ipynb")):
        for cell in json.loads(file.read_text("utf-8"))["cells"]:
            if not re.search(r"_explorer\(|\bStage\(", "".join(cell["source"])):
                continue
            data = [output["data"] for output in cell.get("outputs", []) if "data" in output]
            size = sum(_size(part) for bundle in data for part in bundle.values())
            if any("image/png" in bundle for bundle in data):
                sizes[f"{file.stem}, {cell['id']}"] = size
    return sizes


def _size(part: object) -> int:
    """Return the bytes of one part of an output: text comes as lines, the rest as JSON."""
    if isinstance(part, list):
        part = "".join(part)
    return len((part if isinstance(part, str) else json.dumps(part)).encode())
