"""A stage as data, and as a page of its own: for readers who have no Jupyter.

The data hold everything that the modules in `browser` need. `alone.js` makes a model of them, so a
page, an iframe or a learning platform shows the stage without Python and without a network.
"""

import base64
import html
import json
import re
import zlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from logit_core.stage import browser
from logit_core.stage._arguments import unwritable
from logit_core.stage.pictured_widget import PicturedWidget

_HERE: Final = Path(__file__).parent
MODULE: Final = (_HERE / "alone.js").read_text("utf-8")
CSS: Final = "\n".join((_HERE / name).read_text("utf-8") for name in ("stage.css", "alone.css"))

_PAGE: Final = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>
:root {{ color-scheme: light dark; --jp-content-font-size1: 15px }}
body {{ margin: 12px; font-family: system-ui, sans-serif; background: Canvas; color: CanvasText }}
{css}
</style>
</head>
<body>
<main class="logit-alone"><p>{sentence}</p></main>
<script type="application/json">{state}</script>
<script type="module">
{script}
const state = JSON.parse(document.querySelector("script").textContent);
const open = async (base64) => {{
  const {{ buffer }} = bytesOf({{ base64 }});
  return JSON.parse(new TextDecoder().decode(await inflate(new Uint8Array(buffer))));
}};
state.traits = await open(state.traits);
const variantOf = (key) => state.variants[key] ? open(state.variants[key]) : state.traits;
const address = location.hash.slice(1);
await mount({{ render }}, document.querySelector("main"), state, {{ address, variantOf }});
</script>
</body>
</html>
"""


def traits_of(widget: PicturedWidget) -> dict[str, Any]:
    """Return what the widget's model holds in the browser; bytes as ``{"base64": ...}``."""
    common = PicturedWidget.class_trait_names(sync=True)
    names = [name for name in widget.trait_names(sync=True) if name not in common]
    state = widget.get_state([name for name in names if not name.startswith("_")])
    return {name: _written(value) for name, value in sorted(state.items())}


def write_page(state: Mapping[str, Any], path: Path) -> None:
    """Write the page that shows a stage of this state."""
    sentence = html.escape(state["sentence"])
    exports = re.compile(r"^export (?:default .*\n)?", re.MULTILINE)
    engine = browser.joined(board="asked" in state)
    page = _PAGE.format(
        title=sentence or "A picture that moves",
        css=CSS,
        sentence=sentence,
        state=json.dumps(_packed(state), separators=(",", ":")).replace("</", "<\\/"),
        script="\n".join(exports.sub("", text) for text in (engine, MODULE)),
    )
    try:
        path.write_text(page, encoding="utf-8")
    except OSError as error:
        raise unwritable(path, "path", error) from None


def _packed(state: Mapping[str, Any]) -> dict[str, Any]:
    """Return a state whose pictures are deflated, each apart: one is inflated when it is chosen.

    The one that is shown at first stands there once; among the others, None points to it.
    """
    lists = [one["at"] for one in state.get("lists", []) if not one["control"]]
    first = ",".join(map(str, lists))
    variants = state.get("variants", {})
    return {
        **state,
        "traits": _deflated(state["traits"]),
        "variants": {
            key: None if key == first else _deflated(traits) for key, traits in variants.items()
        },
    }


def _deflated(traits: Mapping[str, Any]) -> str:
    text = json.dumps(traits, separators=(",", ":"))
    return base64.b64encode(zlib.compress(text.encode(), 9)).decode()


def _written(value: Any) -> Any:
    if isinstance(value, bytes | memoryview):
        return {"base64": base64.b64encode(value).decode()}
    return value
