"""What the kernels of the build are told: each stage, panel, quiz and game also gives its data."""

import base64
from typing import Any, Final, Literal

from IPython.core.getipython import get_ipython

from logit_core.quizzes import Forecast, Quiz
from logit_core.stage import Panel, Stage, pictures

MIME: Final = "application/vnd.logit-core.site+json"

Output = tuple[dict[str, Any], dict[str, Any]]


def install() -> None:
    """Let this kernel show them so from now on."""
    formatter = get_ipython().display_formatter.mimebundle_formatter
    formatter.for_type(Stage, lambda stage, **_: _picture(stage, stage))
    formatter.for_type(Panel, lambda panel, **_: _picture(panel, panel.stage))
    formatter.for_type(Quiz, lambda quiz, **_: _words("quiz", quiz, "questions"))
    formatter.for_type(Forecast, lambda game, **_: _words("forecast", game, "rounds"))


def _picture(whole: Stage | Panel, stage: Stage) -> Output:
    state = whole.state()
    layouts = ("wide", "stacked") if stage.scene["stacked"] else ("wide",)
    looks = [
        {"layout": layout, "theme": theme, "png": _png(stage, layout, theme)}
        for layout in layouts
        for theme in ("light", "dark")
    ]
    return {
        MIME: {"kind": "stage", "pictures": looks, "state": state},
        "text/plain": state["sentence"],
    }, {}


def _png(stage: Stage, layout: Literal["wide", "stacked"], theme: str) -> str:
    picture = stage.snapshot(layout=layout, dark=theme == "dark")
    return base64.b64encode(pictures.png(picture)).decode()


def _words(kind: str, widget: Quiz | Forecast, trait: str) -> Output:
    unfolding = widget._repr_mimebundle_()
    return {
        MIME: {
            "kind": kind,
            "html": unfolding["text/html"],
            "state": {trait: getattr(widget, trait)},
        },
        "text/plain": unfolding["text/plain"],
    }, {}
