"""The still picture in the stage's place, where a page has ipywidgets but not anywidget.

Such a page shows an error message of ipywidgets for the stage. A frame of ipywidgets' own parts
holds both: where there is that message, it shows the picture alone, elsewhere all but the picture.
"""

import html

import ipywidgets

# what a stored picture begins with, and what is said where the cell has run, but nothing moves
STILL = "Run this cell (Shift+Enter) and the picture moves."
NOTE = "Still picture: to move it, run the cell in JupyterLab with anywidget installed."

FRAME = "logit-frame"

_MESSAGE = ".jupyter-widgets-error-widget"
_STYLE = (
    f".{FRAME}:not(:has({_MESSAGE})) > .logit-stand-in, "
    f".{FRAME}:has({_MESSAGE}) > :not(.logit-stand-in) {{ display: none }}"
)


def stand_in() -> ipywidgets.HTML:
    """Return what holds the picture, still without one."""
    holder = ipywidgets.HTML()
    holder.add_class("logit-stand-in")
    return holder


def fill(holder: ipywidgets.HTML, png: str, sentence: str) -> None:
    """Give the holder its picture (base64) and the words for readers who do not see it."""
    alt = html.escape(sentence)
    holder.value = (
        f'<style>{_STYLE}</style><img style="max-width: 100%" alt="{alt}" '
        f'src="data:image/png;base64,{png}"><p>{NOTE}</p>'
    )


def frame(stage: ipywidgets.DOMWidget, holder: ipywidgets.HTML) -> ipywidgets.VBox:
    """Return a box that shows the stage, or else its picture."""
    box = ipywidgets.VBox([stage, holder], layout={"overflow": "visible"})
    box.add_class(FRAME)
    return box
