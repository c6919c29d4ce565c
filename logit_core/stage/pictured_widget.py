"""A widget that leaves its picture where widgets are not shown, and goes when its cell runs again.

What is drawn, and how it comes to the browser, is the business of its subclass `Stage`.
"""

import base64
import threading
from typing import Any, Self

import anywidget
import ipywidgets
from matplotlib.figure import Figure

from logit_core._validation import shown
from logit_core.stage import cells, pictures, stand_ins


class PicturedWidget(anywidget.AnyWidget):
    """A widget for which, in its output, a picture and a sentence stand in.

    Attributes
    ----------
    fig : Figure
        The figure of the picture.
    seen_in : set of str
        Notebook cells that show the widget.
    companions : list of Widget
        What is closed together with it.
    """

    fig: Figure
    _unsent = False  # whether the browser has to be told news

    def __init__(self) -> None:
        self._lock = threading.RLock()  # Python's answers come in another thread than the cells
        self.seen_in: set[str] = set()
        self.companions: list[ipywidgets.Widget] = []
        super().__init__()
        self.companions.append(self.layout)
        self.seen_in.clear()  # ipywidgets has asked for the id, but shows nothing yet
        self._stand_in: ipywidgets.HTML | None = None
        self._frame: ipywidgets.VBox | None = None

    @property
    def sentence(self) -> str:
        """What the picture shows."""
        raise NotImplementedError

    def snapshot(self) -> Figure:
        """Return the picture, drawn by matplotlib."""
        raise NotImplementedError

    def send(self) -> Self:
        """Send everything to the browser."""
        raise NotImplementedError

    @property
    def model_id(self) -> str:
        """The widget's id. Who asks for it is about to show the stage: news are sent first."""
        if run := cells.running():
            self.seen_in.add(run.cell)
        if self.comm is None:
            raise RuntimeError("this stage is closed, as its cell has run again: make a new one")
        if self._unsent:
            self.send()
        return str(super().model_id)

    def _repr_mimebundle_(self, **kwargs: Any) -> tuple[dict[str, Any], dict[str, Any]]:
        """Return the widget's view and, for readers without widgets, picture and sentence."""
        bundle, metadata = self.without_widgets()
        if self._frame is None:
            self._frame = stand_ins.frame(self, self.stand_in)
            self.accompany(self._frame)
        return self._frame._repr_mimebundle_(**kwargs) | bundle, metadata

    def without_widgets(self) -> tuple[dict[str, Any], dict[str, Any]]:
        """Return output and metadata for readers without widgets: picture and sentence."""
        with self._lock:
            self.model_id  # noqa: B018  (who asks for it sends what is new)
            sentence = self.sentence
            picture = pictures.png(self.snapshot(), title=stand_ins.STILL, words=sentence)
        width, height = pictures.size_of(picture)
        without_words = round(pictures.CSS_PIXELS_PER_INCH * float(self.fig.get_figheight()))
        smaller = pictures.smaller(picture, height=without_words)
        stand_ins.fill(self.stand_in, base64.b64encode(smaller).decode(), sentence)
        bundle = {
            "image/png": base64.b64encode(picture).decode(),
            "text/plain": f"{stand_ins.STILL}\n{sentence or repr(self)}",
        }
        alt = f"{stand_ins.STILL} {sentence}".rstrip()
        return bundle, {"image/png": {"width": width, "height": height, "alt": alt}}

    @property
    def stand_in(self) -> ipywidgets.HTML:
        """The picture for pages that have ipywidgets but not anywidget, made when asked for."""
        if self._stand_in is None:
            self._stand_in = stand_ins.stand_in()
        return self._stand_in

    def accompany(self, widget: ipywidgets.Widget) -> None:
        """Let a widget that holds the stage be closed with it, and all that belongs to it."""
        if not isinstance(widget, ipywidgets.Widget):
            raise ValueError(f"widget must be one of ipywidgets, got {shown(widget)}")
        self.companions += [part for part in cells.parts(widget) if part is not self]

    def close(self) -> None:
        """Take the widget away, and whatever stands around it in a panel."""
        if self.comm is None:  # closed, or refused before it was ever opened
            return
        self._unsent = False  # closing asks for the id once more
        cells.close_links({self, *self.companions})
        for companion in self.companions:
            companion.close()
        super().close()
