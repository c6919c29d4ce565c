"""The still pictures of a page: room is kept for each, and it is loaded when it comes near."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from logit_core.stage.pictures import size_of

_STILL: Final = re.compile(r'<img (?=[^>]*src="_images/([^"]+\.png)")')


def keep_room(body: str, files: Mapping[str, Path]) -> str:
    """Return the HTML of a page whose still pictures say how large they are.

    Parameters
    ----------
    body : str
        The HTML.
    files : mapping of str to Path
        Where a picture lies, by its name on the site.
    """

    def say(picture: re.Match[str]) -> str:
        width, height = size_of(files[picture[1]].read_bytes())
        return (
            f'<img width="{width}" height="{height}" style="--height: {height}px" '
            'loading="lazy" decoding="async" '
        )

    return _STILL.sub(say, body)
