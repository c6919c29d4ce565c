"""Calls that do not come back."""

import _thread
import contextlib
import sys
import threading
import time

import pytest

from logit_core.exercises import _attempts, _clock

from .judging import check_odds, odds


def loops(p):
    while True:
        pass


def loops_and_swallows(p):
    while True:
        try:  # noqa: SIM105
            p = p + 1
        except:  # noqa: E722
            pass


def loops_in_a_comprehension(p):
    return sum(0 for _ in iter(int, 1))


@pytest.mark.parametrize("attempt", [loops, loops_and_swallows, loops_in_a_comprehension])
def test_an_endless_loop_is_stopped(attempt, monkeypatch):
    monkeypatch.setattr(_attempts, "SECONDS", 0.2)
    verdict = check_odds(attempt)
    assert verdict.message == "At p = 0.25 your function was stopped after 0.2 seconds."
    assert "loop that never ends" in verdict.hint


def test_a_bare_except_that_swallows_the_stop_gets_another(monkeypatch):
    monkeypatch.setattr(_attempts, "SECONDS", 0.2)

    def swallows_the_first(p):
        with contextlib.suppress(BaseException):
            while True:
                pass
        until = time.perf_counter() + 5  # only a second stop comes before
        while time.perf_counter() < until:
            pass
        return odds(p)

    assert "was stopped after 0.2 seconds" in check_odds(swallows_the_first).message


def test_an_endless_loop_is_stopped_in_another_thread_too(monkeypatch):
    monkeypatch.setattr(_attempts, "SECONDS", 0.2)
    verdicts = []
    thread = threading.Thread(target=lambda: verdicts.append(check_odds(loops)))
    thread.start()
    thread.join(timeout=20)
    assert "was stopped after" in verdicts[0].message


@pytest.mark.parametrize("share", [0.5, 0.9, 0.99, 1.0])
def test_nothing_strikes_once_the_call_is_over(share):
    def works_for_a_while():
        until = time.perf_counter() + share * 0.02
        while time.perf_counter() < until:
            pass

    for _ in range(10):
        with contextlib.suppress(_clock.TooLong):
            _clock.within(0.02, works_for_a_while)
        assert sum(range(10_000)) == 49_995_000


def waits_until(is_so):
    latest = time.monotonic() + 10
    while not is_so() and time.monotonic() < latest:
        time.sleep(0.01)
    return is_so()


def test_one_thread_watches_all_calls_and_ends_with_the_last():
    assert waits_until(lambda: not _clock._is_watching)
    threads = _thread._count()

    def count():
        time.sleep(0.002)
        return _thread._count()

    seen = [_clock.within(1.0, lambda: _clock.within(1.0, count)) for _ in range(100)]
    assert max(seen) == threads + 1
    assert waits_until(lambda: _thread._count() == threads)
    assert not _clock._under_way


def test_a_call_that_begins_while_another_is_watched_has_all_its_time():
    def works(seconds):
        until = time.thread_time() + seconds
        while time.thread_time() < until:
            pass
        return seconds

    assert _clock.within(0.4, lambda: works(0.2) + _clock.within(0.3, lambda: works(0.1)))
    with pytest.raises(_clock.TooLong):
        _clock.within(0.2, lambda: [_clock.within(1.0, lambda: works(0.05)) for _ in range(20)])
    assert not _clock._under_way


def test_a_debugger_does_not_hang_on_a_check():
    def trace(frame, event, argument):
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        verdicts = [check_odds(odds) for _ in range(20)]
    finally:
        sys.settrace(before)
    assert all(verdicts)


def test_the_stop_button_of_the_reader_still_works():
    def interrupted(p):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        check_odds(interrupted)


def test_another_programs_load_takes_nothing_from_a_students_time(monkeypatch):
    monkeypatch.setattr(_attempts, "SECONDS", 0.2)

    def waits(p):
        time.sleep(0.3)  # as when the processor is busy elsewhere
        return odds(p)

    assert check_odds(waits)


def test_waiting_ends_with_the_clock_on_the_wall(monkeypatch):
    monkeypatch.setattr(_attempts, "SECONDS", 0.25)
    monkeypatch.setattr(_clock, "WALL_SECONDS", 0.3)
    before = time.monotonic()

    def waits(p):
        while True:
            time.sleep(0.01)

    assert "was stopped after" in check_odds(waits).message
    assert time.monotonic() - before < 5


def test_an_import_takes_nothing_from_a_students_time(monkeypatch, tmp_path):
    (tmp_path / "a_heavy_module.py").write_text(
        "import time\n"
        "until = time.thread_time() + 0.4\n"
        "while time.thread_time() < until:\n"
        "    pass\n"
    )
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.setattr(_attempts, "SECONDS", 0.2)

    def imports(p):
        import a_heavy_module

        assert a_heavy_module
        return odds(p)

    assert check_odds(imports)
    sys.modules.pop("a_heavy_module")


def test_stop_pressed_in_the_midst_of_an_end_leaves_no_call_watched(monkeypatch):
    ends = _clock._Watched.end

    def is_interrupted(self):
        monkeypatch.setattr(_clock._Watched, "end", ends)
        raise KeyboardInterrupt

    monkeypatch.setattr(_clock._Watched, "end", is_interrupted)
    with pytest.raises(KeyboardInterrupt):
        _clock.within(1.0, lambda: 0)
    assert _clock._under_way == []
