"""Calls that do not come back, where there are no threads."""

import sys
import time

import pytest

from logit_core.exercises import _clock_by_events
from logit_core.exercises._clock import TooLong

pytestmark = pytest.mark.skipif(
    sys.version_info < (3, 12), reason="sys.monitoring came with Python 3.12, as in browsers"
)


def loops():
    while True:
        pass


def loops_and_swallows():
    until = time.monotonic() + 5
    while time.monotonic() < until:
        try:
            loops()
        except TooLong:
            continue


def loops_in_a_comprehension():
    return sum(0 for _ in iter(int, 1))


@pytest.mark.parametrize("call", [loops, loops_and_swallows, loops_in_a_comprehension])
def test_an_endless_loop_is_stopped(call):
    begun = time.monotonic()
    with pytest.raises(TooLong):
        _clock_by_events.within(0.1, call)
    assert time.monotonic() - begun < 4


def test_what_ends_in_time_is_returned_and_nothing_strikes_later():
    assert _clock_by_events.within(0.1, lambda: 3) == 3
    until = time.monotonic() + 0.2
    while time.monotonic() < until:
        pass


def test_an_error_of_the_call_is_its_own():
    with pytest.raises(ZeroDivisionError):
        _clock_by_events.within(1, lambda: 1 / 0)
    assert sys.monitoring.get_tool(sys.monitoring.PROFILER_ID) is None


def test_a_call_within_a_call_has_the_time_of_the_outer_one():
    with pytest.raises(TooLong):
        _clock_by_events.within(0.1, lambda: _clock_by_events.within(5, loops))


def test_an_import_takes_nothing_of_the_time(tmp_path, monkeypatch):
    (tmp_path / "slow_module.py").write_text("import time\ntime.sleep(0.3)\nfor _ in '12': pass\n")
    monkeypatch.syspath_prepend(tmp_path)

    def imports():
        import slow_module

        return slow_module.__name__

    assert _clock_by_events.within(0.1, imports) == "slow_module"
