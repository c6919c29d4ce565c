import _thread
import contextlib
import sys
import threading
import time
import warnings
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from logit_core import exercises
from logit_core.exercises import Mistake, Verdict, _attempts, _clock, check


def odds(p):
    return np.asarray(p) / (1 - np.asarray(p))


def scores(X, w):
    return X @ w


INPUTS = [0.25, 0.5, np.array([0.1, 0.2, 0.3])]
MATRIX = (np.arange(6.0).reshape(3, 2), np.array([1.0, -1.0]))
numbers = st.floats(-1e6, 1e6)


def check_odds(attempt):
    return check(attempt, odds, INPUTS)


# The verdict


def test_verdict_is_true_exactly_when_passed():
    assert Verdict(True, "All inputs agree.")
    assert not Verdict(False, "Something differs.")


def test_verdict_cannot_be_changed():
    with pytest.raises(AttributeError):
        Verdict(False, "Something differs.").passed = True


def test_verdict_reads_as_plain_text():
    assert repr(Verdict(True, "All inputs agree.")) == "Right. All inputs agree."
    assert repr(Verdict(False, "It differs.", "Look again.")) == (
        "Not yet. It differs.\nHint: Look again."
    )


def test_verdict_says_in_words_what_its_colour_says():
    passed, failed = Verdict(True, "a")._repr_html_(), Verdict(False, "a")._repr_html_()
    assert "<strong>Right.</strong>" in passed
    assert "<strong>Not yet.</strong>" in failed
    assert 'role="status"' in passed
    assert 'role="status"' in failed


def test_the_edge_of_a_verdict_tells_success_from_the_rest():
    passed, failed = Verdict(True, "a")._repr_html_(), Verdict(False, "a")._repr_html_()
    assert "--jp-success-color" in passed
    assert "--jp-warn-color" not in passed
    assert "--jp-warn-color" in failed
    assert "--jp-success-color" not in failed


def test_verdict_leaves_text_and_background_to_the_theme():
    shown = Verdict(False, "a", "b")._repr_html_().replace("--jp-warn-color", "")
    assert "color:" not in shown
    assert "background" not in shown


def test_verdict_escapes_html():
    shown = Verdict(False, "1 < 2 & <script>", "<b>")._repr_html_()
    assert "1 &lt; 2 &amp; &lt;script&gt;" in shown
    assert "Hint: &lt;b&gt;" in shown


# Right answers


@given(st.lists(numbers, min_size=1, max_size=5))
def test_a_function_agrees_with_itself(values):
    assert check(np.tanh, np.tanh, values)


@pytest.mark.parametrize(
    "attempt",
    [
        odds,
        lambda p: 1 / (1 / np.asarray(p) - 1),
        lambda p: [each / (1 - each) for each in p] if np.ndim(p) else p / (1 - p),
        lambda p: np.asarray(odds(p), dtype=object),
        lambda p: Fraction(p) / (1 - Fraction(p)) if np.ndim(p) == 0 else odds(p),
    ],
    ids=["itself", "other formula", "loop", "array of objects", "fractions"],
)
def test_a_right_answer_written_differently_passes(attempt):
    verdict = check_odds(attempt)
    assert verdict.passed, verdict
    assert verdict.message == "Your function agrees with odds on all 3 inputs."


def test_labels_may_be_true_and_false():
    def predict(z):
        return (np.asarray(z) >= 0).astype(int)

    assert check(lambda z: np.asarray(z) >= 0, predict, [np.array([-1.0, 0.0, 2.0])])


def test_infinities_agree_with_themselves_only():
    assert check(lambda x: np.inf, lambda x: np.inf, [0.0])
    assert not check(lambda x: -np.inf, lambda x: np.inf, [0.0])
    assert not check(lambda x: 1e308, lambda x: np.inf, [0.0])


def test_a_tuple_of_results_is_compared_value_by_value():
    def both(x):
        return x, np.array([x, x**2])

    assert check(lambda x: (x, [x, x * x]), both, [3.0])
    verdict = check(lambda x: (x, [x, x]), both, [3.0])
    assert verdict.message == "At x = 3.0 yours gives 3.0 at index 1 as value 2 of 2, expected 9.0."
    assert "returns 3 values, expected 2" in check(lambda x: (1, 2, 3), both, [3.0]).message
    assert "the number 3.0, expected 2 values" in check(lambda x: x, both, [3.0]).message


@given(numbers, st.floats(0.01, 0.99))
def test_the_tolerance_is_a_share_above_one_and_absolute_below(value, share):
    room = 1e-3 * max(1.0, abs(value))
    assert check(lambda x: x + share * room, lambda x: x, [value], tolerance=1e-3)
    assert not check(lambda x: x + (1 + share) * room, lambda x: x, [value], tolerance=1e-3)


# Inputs


def test_a_tuple_holds_arguments_and_anything_else_is_one_argument():
    assert check(lambda X, w: (X * w).sum(axis=1), scores, [MATRIX])
    assert check(lambda x: sum(x), np.sum, [[1.0, 2.0], np.array([3.0, 4.0]), ((5.0, 6.0),)])


def test_inputs_may_come_from_a_generator():
    assert check(np.exp, np.exp, (x / 2 for x in range(5)))


def test_neither_function_sees_what_the_other_does_to_an_array():
    def spoil(x):
        x[:] = 0.0
        return 1.0

    mine = np.ones(3)
    assert not check(spoil, np.sum, [mine])
    assert (mine == 1.0).all()
    with pytest.raises(ValueError, match="not enough"):
        check(spoil, lambda x: (_ for _ in ()).throw(ValueError("not enough")), [mine])


# Where it differs


def test_the_first_input_that_differs_bears_the_name_that_the_student_gave_it():
    verdict = check(lambda value: 1 / 3 if value == 0.25 else 7, odds, [0.25, 0.5])
    assert verdict == Verdict(False, "At value = 0.5 yours gives 7, expected 1.0.")


def test_long_arrays_are_shortened():
    verdict = check(lambda p: p, odds, [np.linspace(0.0, 0.9, 91)])
    assert verdict.message == (
        "At p = [0.0, 0.01, ..., 0.9] yours gives 0.01 at index 1, expected 0.01010101."
    )
    verdict = check(lambda X, w: np.zeros(50), scores, [(np.ones((50, 4)), np.ones(4))])
    assert verdict.message == (
        "At X = a table of shape (50, 4) and w = [1.0, 1.0, 1.0, 1.0] "
        "yours gives 0.0 at index 0, expected 4.0."
    )


def test_a_function_among_the_arguments_is_named():
    def slope(loss, w):
        return loss(w)

    assert "At loss = odds and w = 0.5" in check(lambda loss, w: 9, slope, [(odds, 0.5)]).message


def test_a_text_among_the_arguments_is_shown_in_quotes():
    message = check(lambda text: 0, len, ["two\nlines"]).message
    assert message == "At text = 'two lines' yours gives 0, expected 9."


def test_an_argument_that_is_no_array_is_named_by_its_type():
    message = check(lambda rows: 0, len, [[[1.0], [2.0, 3.0]]]).message
    assert message == "At rows = something of type list yours gives 0, expected 2."


@pytest.mark.parametrize(
    ("result", "said"),
    [
        (np.ones(3), "yours gives an array of shape (3,), expected one number."),
        (np.ones((1, 1)), "yours gives an array of shape (1, 1), expected one number."),
        ("0.333", "your function returns a text ('0.333'), expected numbers."),
        ([1, "a"], "something of type list, expected numbers."),
        ([[1], [2, 3]], "something of type list, expected numbers."),
        ({"p": 1}, "something of type dict, expected numbers."),
        ({0.3}, "something of type set, expected numbers."),
        (1j, "something of type complex, expected numbers."),
        pytest.param(10**5000, "a very large number, expected numbers.", id="large"),
        ((1, 2), "returns 2 values, expected one."),
        ((x for x in [1]), "something of type generator, expected numbers."),
        (np.datetime64("2020-01-01"), "something of type datetime64, expected numbers."),
        (object(), "something of type object, expected numbers."),
        (odds, "returns a function. Are the brackets of a call missing?"),
    ],
)
def test_a_result_of_the_wrong_kind_is_named(result, said):
    verdict = check_odds(lambda p: result)
    assert not verdict.passed
    assert said in verdict.message


def test_one_number_where_an_array_is_expected_is_named():
    said = "At p = [0.1, 0.2, 0.3] yours gives one number, expected an array of shape (3,)."
    assert check_odds(lambda p: float(np.mean(odds(p)))).message == said


def test_nan_is_wrong_and_explained():
    verdict = check_odds(lambda p: np.nan)
    assert "yours gives nan" in verdict.message
    assert verdict.hint.startswith("nan comes from 0/0")
    assert not check(lambda p: np.array([1.0, np.nan]), lambda p: np.ones(2), [0])


# Hostile attempts, each of which a student has written


def forgets_return(p):
    p / (1 - p)


def only_prints(p):
    print("odds:", p / (1 - p))


def divides_by_zero(p):
    q = 0 * p
    return 1 / q


def exits(p):
    raise SystemExit(1)


def asks_an_array_whether_it_is_positive(p):
    if p > 0:
        return p / (1 - p)
    return 0.0


def calls_itself(p):
    return calls_itself(p)


def misspells(p):
    return pp / (1 - p)  # noqa: F821


async def is_async(p):
    return p / (1 - p)


class UnspeakableError(Exception):
    def __str__(self):
        raise RuntimeError("no text")


def raises_the_unspeakable(p):
    raise UnspeakableError


class HostileResult:
    def __array__(self, dtype=None, copy=None):
        raise SystemExit("from inside the result")

    def __repr__(self):
        raise RuntimeError("no text")


def closes_the_output(p):
    sys.stdout.close()
    return odds(p)


@pytest.mark.parametrize(
    ("attempt", "said", "hint"),
    [
        (forgets_return, "At p = 0.25 your function returns nothing.", "Did you forget return?"),
        (only_prints, "your function prints odds: 0.3333333333333333 but", "return in place of"),
        (divides_by_zero, "ZeroDivisionError (float division by zero)", "divisor 0"),
        (divides_by_zero, "return 1 / q", ""),
        (exits, "SystemExit (1)", "hands back its result with return"),
        (asks_an_array_whether_it_is_positive, "ValueError (The truth value", "np.where"),
        (calls_itself, "RecursionError", "calls itself without end"),
        (misspells, "NameError (name 'pp' is not defined)", "Check the spelling"),
        (is_async, "something of type coroutine", ""),
        (raises_the_unspeakable, "stopped with UnspeakableError. It happened", ""),
        (lambda p: HostileResult(), "SystemExit (from inside the result)", ""),
        (lambda: 1.0, "calls your function with 1 value, but yours is written for ()", "same"),
        (lambda p, q: 1.0, "but yours is written for (p, q)", "same arguments"),
        (list, "stopped with TypeError", ""),
        (0.5, "it was given the number 0.5", "without brackets"),
        (np.ones(3), "it was given an array of shape (3,)", "without brackets"),
        ("odds", "it was given a text ('odds')", "without brackets"),
        (True, "it was given the number True", "without brackets"),
        (HostileResult(), "something of type HostileResult", "without brackets"),
    ],
)
def test_what_goes_wrong_becomes_a_sentence(attempt, said, hint):
    verdict = check_odds(attempt)
    assert not verdict.passed
    assert said in verdict.message
    assert hint in verdict.hint
    assert repr(verdict).startswith("Not yet. ")


def test_the_line_of_an_error_is_the_students_own():
    def inverts(X, w):
        return np.linalg.inv(X)

    message = check(inverts, scores, [MATRIX]).message
    assert "LinAlgError" in message
    assert message.endswith("return np.linalg.inv(X)")


def stub(p):
    """Return the odds."""
    ...


def passes(p):
    pass


def returns_dots(p):
    return ...


def computes_with_dots(p):
    answer = ...
    return answer / (1 - p)


def returns_a_name_for_dots(p):
    answer = ...
    return answer


def raises_not_implemented(p):
    raise NotImplementedError


def gives_dots_to_numpy(p):
    return np.exp(...)


@pytest.mark.parametrize(
    "attempt",
    [
        stub,
        passes,
        returns_dots,
        computes_with_dots,
        returns_a_name_for_dots,
        raises_not_implemented,
        gives_dots_to_numpy,
        lambda p: None,
        lambda p: NotImplemented,
        lambda: ...,
        ...,
        None,
        NotImplemented,
    ],
)
def test_an_empty_place_is_not_started(attempt):
    verdict = check_odds(attempt)
    assert not verdict.passed
    assert verdict.message.startswith("This exercise is not started")


def test_an_array_changed_in_place_is_named():
    def doubles_and_divides(p):
        p *= 2
        return p / 2 / (1 - p / 2)

    verdict = check(doubles_and_divides, odds, [np.array([0.25, 0.5])])
    assert verdict.message == (
        "At p = [0.25, 0.5] the result is right, but your function changes the p that it is given."
    )
    assert "p.copy()" in verdict.hint


def test_a_wrong_result_tells_of_the_changed_array_too():
    def sorts(X, w):
        w.sort()
        return X @ w

    verdict = check(sorts, scores, [MATRIX])
    assert "yours gives" in verdict.message
    assert "changes the w" in verdict.hint


def test_a_list_that_grows_is_a_change():
    def appends(values):
        values.append(np.ones(1))
        return 3.0

    assert "changes the values" in check(appends, lambda values: 3.0, [([1.0, 2.0],)]).message


def test_a_generator_of_random_numbers_may_move_on():
    def draw(rng):
        return rng.normal()

    assert check(draw, draw, [np.random.default_rng(0)])


def test_what_is_printed_is_held_back_and_told(capsys):
    def talks(p):
        print("here", p)
        return 0.0

    assert check_odds(talks).hint == "Your function printed: here 0.25."
    assert check_odds(lambda p: print("x") or odds(p))
    assert check_odds(closes_the_output)
    assert capsys.readouterr().out == ""


def test_warnings_do_not_leak_and_are_told():
    def overflows(z):
        warnings.warn("mind the step", stacklevel=1)
        return np.exp(np.float64(z))

    with warnings.catch_warnings(record=True) as leaked:
        warnings.simplefilter("always")
        verdict = check(overflows, np.tanh, [1000.0])
        assert check(lambda z: np.exp(z) * 0 + np.exp(z), np.exp, [np.ones(2)])
    assert not leaked
    assert verdict.hint == "Python warned on the way: mind the step."


def test_settings_of_numpy_stay_as_they_were():
    def meddles(p):
        np.seterr(all="raise")
        return odds(p)

    before = np.geterr()
    assert check_odds(meddles)
    assert np.geterr() == before


# Code that does not come back


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

    threads = _thread._count()
    for _ in range(10):
        with contextlib.suppress(_clock.TooLong):
            _clock.within(0.02, works_for_a_while)
        assert sum(range(10_000)) == 49_995_000
    time.sleep(0.05)
    assert _thread._count() == threads


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


# Refusals: these speak to the author of an exercise, not to the student


def test_no_inputs_are_refused():
    with pytest.raises(ValueError, match="inputs must hold at least one entry, got none"):
        check(odds, odds, [])


def test_a_negative_tolerance_is_refused():
    with pytest.raises(ValueError, match="tolerance must be at least 0, got -1"):
        check(odds, odds, [0.5], tolerance=-1)


def test_a_reference_that_returns_no_numbers_is_refused():
    with pytest.raises(TypeError, match="reference must return numbers, got a text"):
        check(odds, str, [0.5])


def test_an_error_of_the_reference_is_passed_on():
    with pytest.raises(ZeroDivisionError):
        check(odds, lambda p: 1 / 0, [0.5])


# Known mistakes


def inverse(p):
    return (1 - np.asarray(p)) / np.asarray(p)


def overflows(z):
    return np.exp(z) / (1 + np.exp(z))


ODDS_AGAINST = Mistake(inverse, "These are the odds against it.", "Which comes first?")
PRODUCT = Mistake(lambda p: np.asarray(p) * (1 - np.asarray(p)), "You multiply.", "Divide.")


def test_a_known_mistake_is_named_before_the_numbers():
    verdict = check(lambda p: 1 / p - 1, odds, [0.2, 0.5], mistakes=[PRODUCT, ODDS_AGAINST])
    assert verdict == Verdict(
        False,
        "These are the odds against it. At p = 0.2 yours gives 4.0, expected 0.25.",
        "Which comes first?",
    )


def test_a_mistake_must_give_the_students_numbers_at_every_input():
    def mixed(p):
        return 1 / p - 1 if p < 0.5 else p

    verdict = check(mixed, odds, [0.2, 0.7], mistakes=[ODDS_AGAINST])
    assert verdict.message == "At p = 0.2 yours gives 4.0, expected 0.25."


def test_a_mistake_is_not_named_where_its_numbers_are_the_right_ones():
    def wrong_elsewhere(p):
        return 1 / p - 1 if p == 0.5 else 7

    verdict = check(wrong_elsewhere, odds, [0.5, 0.7], mistakes=[ODDS_AGAINST])
    assert verdict.message.startswith("At p = 0.7 yours gives 7")


def test_a_mistake_may_lie_in_nan_or_in_an_error():
    sigmoid = np.vectorize(lambda z: 0.5 * (1 + np.tanh(z / 2)))
    naive = Mistake(overflows, "Your exp overflows.", "Which sign of z is the harmless one?")
    verdict = check(lambda z: 1 - 1 / (1 + np.exp(z)), sigmoid, [1.0, 1000.0], mistakes=[naive])
    assert verdict.passed
    verdict = check(overflows, sigmoid, [1.0, np.float64(1000.0)], mistakes=[naive])
    assert verdict.message.startswith("Your exp overflows. At z = 1000.0 yours gives nan")
    raises = Mistake(lambda p: 1 // 0, "You divide by zero.", "By what?")
    verdict = check(lambda p: 1 / (p - p), odds, [0.5], mistakes=[raises])
    assert verdict.message.startswith("You divide by zero. At p = 0.5 your function stopped")


def test_extremes_treated_in_another_way_do_not_hide_a_mistake():
    def careful_but_inverse(p):
        return np.inf if p == 0 else 1 / p - 1

    with np.errstate(divide="raise"):
        verdict = check(careful_but_inverse, odds, [0.2, 0.0], mistakes=[ODDS_AGAINST])
    assert verdict.message.startswith("These are the odds against it. At p = 0.2")


def test_a_wrong_shape_can_be_a_known_mistake():
    def each(y):
        return np.asarray(y) ** 2

    one_each = Mistake(each, "You return one loss per point.", "What is the mean?")
    verdict = check(each, lambda y: float(np.mean(each(y))), [np.arange(3.0)], mistakes=[one_each])
    assert verdict.message.startswith("You return one loss per point. At y = [0.0, 1.0, 2.0] yours")


def test_a_mistake_keeps_what_else_was_noticed():
    def talks(p):
        print("here")
        return 1 / p - 1

    hint = check(talks, odds, [0.2], mistakes=[ODDS_AGAINST]).hint
    assert hint == "Which comes first? Your function printed: here."


def test_a_mistake_that_changes_its_arguments_does_no_harm():
    def spoils(p):
        p[:] = 0
        return p

    mistakes = [Mistake(spoils, "You return zeros.", "Compute."), ODDS_AGAINST]
    verdict = check(lambda p: 1 / p - 1, odds, [np.array([0.2, 0.5])], mistakes=mistakes)
    assert verdict.message.startswith("These are the odds against it.")


# The record


@pytest.fixture
def record(monkeypatch):
    monkeypatch.setattr(exercises.record, "_EXERCISES", [])
    monkeypatch.setattr(exercises.record, "_PASSED", {})
    return exercises.record


def test_progress_tells_what_is_passed_and_what_was_tried(record):
    judges = {}
    for chapter, name in ((2, "late"), (1, "early"), (1, "middle")):

        def judge(attempt):
            return Verdict(attempt == "right", "Seen.")

        judge.__name__ = name
        judges[name] = record.exercise(chapter, f"the {name} one")(judge)
    judges["late"]("right")
    judges["late"]("wrong")
    judges["early"]("wrong")
    assert exercises.progress().rows == [
        (1, "the early one", "not yet"),
        (1, "the middle one", "not tried"),
        (2, "the late one", "passed"),
    ]
    assert repr(exercises.progress()).splitlines() == [
        "1 of 3 exercises passed in this kernel session.",
        "1  the early one   not yet",
        "1  the middle one  not tried",
        "2  the late one    passed",
    ]
    assert judges["early"]("wrong") == Verdict(False, "Seen.")


def test_a_course_without_exercises_has_an_empty_table(record):
    assert exercises.progress().rows == []
    assert repr(exercises.progress()) == "0 of 0 exercises passed in this kernel session."


def test_a_table_of_progress_does_not_change_later(record):
    judge = record.exercise(1, "a < b")(lambda attempt: Verdict(True, "Seen."))
    before = exercises.progress()
    judge(None)
    assert before.n_passed == 0
    assert exercises.progress().n_passed == 1
    shown = exercises.progress()._repr_html_()
    assert "a &lt; b" in shown
    assert "<caption>1 of 1 exercises passed" in shown
