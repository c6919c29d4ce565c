"""The picture in a dark page: paper, ink and greys are replaced, the colours of data stay.

A page's style does not reach into the still picture, and what moves has its colours from the
figure. So one table says what each neutral becomes. The browser replaces the words for colours in
what it was sent; matplotlib, for `Stage.snapshot`, the colours of the artists themselves.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import Any, Final, NamedTuple

import numpy as np
from matplotlib.artist import Artist
from matplotlib.collections import Collection
from matplotlib.colors import Colormap, ListedColormap, to_hex, to_rgba, to_rgba_array
from matplotlib.figure import Figure
from matplotlib.image import AxesImage
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from matplotlib.text import Annotation, Text
from matplotlib.typing import ColorType

# what each neutral is in the dark; as pale against its ground as it was, or a little less
NEUTRALS: Final = {
    "#ffffff": "#111111",  # paper, rims of points, boxes behind words
    "#f7f7f7": "#222222",  # the field at probability one half
    "#ebebeb": "#282828",  # "0.92"
    "#e6e6e6": "#2c2c2c",  # "0.9"
    "#d3d3d3": "#404040",  # "lightgrey"
    "#cccccc": "#464646",  # "0.8", the frame of a legend
    "#c8c8c8": "#4a4a4a",  # FAINT
    "#c0c0c0": "#505050",  # "silver"
    "#bfbfbf": "#525252",  # "0.75"
    "#b8b8b8": "#585858",  # "0.72"
    "#b2b2b2": "#5e5e5e",  # "0.7"
    "#b0b0b0": "#626262",  # lines of a grid
    "#a9a9a9": "#696969",  # "darkgrey"
    "#9a9a9a": "#777777",
    "#999999": "#787878",  # "0.6"
    "#808080": "#929292",  # "grey"
    "#7f7f7f": "#939393",  # "tab:gray"
    "#737373": "#9e9e9e",  # "0.45"
    "#696969": "#a8a8a8",  # "dimgrey"
    "#666666": "#acacac",  # "0.4"
    "#595959": "#b8b8b8",  # "0.35"
    "#4c4c4c": "#c2c2c2",  # "0.3"
    "#333333": "#d6d6d6",  # "0.2"
    "#1a1a1a": "#e8e8e8",  # BLACK
    "#000000": "#ececec",  # letters, axes, ticks
}

_NEUTRAL: Final = 0.06  # colours whose channels lie closer together than this are greys


class _Coat(NamedTuple):
    """A colour of an artist, and what gives it another."""

    artist: Any
    color: Any  # a list of them for many things in one
    give: Callable[[Any, Any], Any]


def darkened(color: ColorType) -> ColorType:
    """Return what a colour becomes in the dark; data colours stay, and so does the opacity."""
    name, alpha = to_hex(color), to_rgba(color)[3]
    return to_rgba(NEUTRALS[name], alpha) if alpha and name in NEUTRALS else color


def darkened_map(cmap: Colormap) -> Colormap:
    """Return a colormap whose pale colours are dark: their share of white becomes as much paper."""
    colors = cmap(np.arange(cmap.N))
    white = colors[:, :3].min(axis=1, keepdims=True)
    colors[:, :3] -= white * (1 - np.array(to_rgba(NEUTRALS["#ffffff"])[:3]))
    return ListedColormap(colors, name=f"{cmap.name} in the dark")


def refuse_greys(artists: Iterable[Artist]) -> None:
    """Raise a ValueError where something that is seen has a grey that the dark has no other for."""
    colors = {
        color: coat.artist
        for coat in _coats(artists)
        if coat.artist.get_visible()
        for color in (coat.color if isinstance(coat.color, list) else [coat.color])
    }
    for color, artist in colors.items():
        refuse_grey(color, f" in {artist}")


def refuse_grey(color: ColorType, where: str = "") -> None:
    """Raise a ValueError for a grey that is not in the table."""
    red, green, blue, alpha = to_rgba(color)
    name = to_hex((red, green, blue))
    if alpha and max(red, green, blue) - min(red, green, blue) < _NEUTRAL and name not in NEUTRALS:
        near = min(NEUTRALS, key=lambda other: abs(to_rgba(other)[1] - green))
        raise ValueError(
            f"a grey must be one for which the dark picture has another, such as {near}, got "
            f"{name}{where}"
        )


def dress(fig: Figure, fields: Iterable[AxesImage]) -> Callable[[], None]:
    """Put a figure and its fields into dark colours; return what puts them back."""
    coats = list(_coats(fig.findobj()))
    for artist, color, give in coats:
        dark = [darkened(one) for one in color] if isinstance(color, list) else darkened(color)
        give(artist, dark)
    maps = [(field, field.get_cmap()) for field in fields]
    for field, cmap in maps:
        field.set_cmap(darkened_map(cmap))

    def undress() -> None:
        for artist, color, give in coats:
            give(artist, color)
        for field, cmap in maps:
            field.set_cmap(cmap)

    return undress


def _coats(artists: Iterable[Artist]) -> Iterator[_Coat]:
    """Yield every colour of these artists, and of what stands behind and beside their words."""
    for artist in artists:
        if isinstance(artist, Line2D):
            yield _Coat(artist, artist.get_color(), Line2D.set_color)
            if artist.get_marker() not in (None, "None", " ", ""):
                yield _Coat(artist, artist.get_markerfacecolor(), Line2D.set_markerfacecolor)
                yield _Coat(artist, artist.get_markeredgecolor(), Line2D.set_markeredgecolor)
        elif isinstance(artist, Text):
            yield _Coat(artist, artist.get_color(), Text.set_color)
            beside = artist.arrow_patch if isinstance(artist, Annotation) else None
            yield from _coats(patch for patch in (artist.get_bbox_patch(), beside) if patch)
        elif isinstance(artist, Patch):
            yield _Coat(artist, _seen(artist.get_facecolor()), Patch.set_facecolor)
            yield _Coat(artist, _seen(artist.get_edgecolor()), Patch.set_edgecolor)
        elif isinstance(artist, Collection):
            faces, edges = (
                [_seen(color) for color in to_rgba_array(colors)]
                for colors in (artist.get_facecolor(), artist.get_edgecolor())
            )
            if faces:
                yield _Coat(artist, faces, Collection.set_facecolor)
            if edges:
                yield _Coat(artist, edges, Collection.set_edgecolor)


def _seen(color: Any) -> ColorType:
    """Return a colour of a patch; none at all stays none, whatever the patch's opacity."""
    rgba = to_rgba(color)
    return rgba if rgba[3] else "none"
