"""Lines that say what is being done, and how long it took."""

import contextlib
import time
from collections.abc import Iterator


class BuildError(Exception):
    """Something that whoever builds the site can mend, told in one sentence."""


@contextlib.contextmanager
def step(doing: str) -> Iterator[None]:
    """Say what is being done, then how long it took."""
    print(f"{doing} ...", flush=True)
    begun = time.monotonic()
    yield
    print(f"  done after {time.monotonic() - begun:.1f} s", flush=True)
