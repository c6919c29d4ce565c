"""An engine whose driver breaks off without a word is asked once more, and no other."""

from contextlib import nullcontext

import pytest
from selenium.common.exceptions import TimeoutException, WebDriverException

from . import drivers


@pytest.mark.parametrize(
    ("errors", "visits"),
    [
        ([], 1),
        ([WebDriverException("")], 2),
        ([WebDriverException(None), WebDriverException(None)], 2),
        ([WebDriverException("no such element")], 1),
        ([TimeoutException("waited for a picture")], 1),
        ([AssertionError("another sentence")], 1),
    ],
)
def test_a_visit_is_made_once_more_where_the_driver_was_mute(
    monkeypatch: pytest.MonkeyPatch, errors: list[Exception], visits: int
) -> None:
    monkeypatch.setitem(drivers.STARTS, "none", lambda: nullcontext(None))
    made = []

    def go(_: object) -> None:
        made.append(1)
        if len(made) <= len(errors):
            raise errors[len(made) - 1]

    is_over = len(errors) < visits  # the last visit has no error
    with nullcontext() if is_over else pytest.raises(type(errors[-1])):
        drivers.visit("none", go)
    assert len(made) == visits
