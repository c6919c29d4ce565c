"""What every function of the maths promises about its arguments, and the sentences of refusal."""

import enum
import inspect
import re
import subprocess
import sys
import warnings
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays
from numpy.testing import assert_array_equal

import logit_core
from logit_core._validation import (
    LONGEST,
    MOST,
    as_choice,
    as_count,
    as_features,
    as_flag,
    as_floats,
    as_floats_between,
    as_function,
    as_generator,
    as_labels,
    as_listed,
    as_named,
    as_number,
    as_position,
    as_rising,
    as_scores,
    as_text,
    as_texts,
    as_weights,
    shown,
    together_or,
)

X = [[1.0, 2.0, 0.5], [1.0, -1.0, 3.0], [1.0, 0.5, 0.5], [1.0, 0.0, -2.0]]
Y = [1.0, 0.0, 1.0, 0.0]
W = [0.5, -1.0, 2.0]
P = [0.9, 0.2, 0.4, 0.6]
Z = [3.0, -2.0, 0.0, 1.0]

# Every public function that takes arrays, with arrays that fit.
CALLS = {
    "odds": {"p": P},
    "log_odds": {"p": P},
    "probability_from_odds": {"o": P},
    "sigmoid": {"z": Z},
    "sigmoid_derivative": {"z": Z},
    "log_sigmoid": {"z": Z},
    "add_intercept": {"X": X},
    "predict_log_odds": {"X": X, "w": W},
    "predict_probability": {"X": X, "w": W},
    "predict": {"X": X, "w": W},
    "binary_cross_entropy": {"y": Y, "p": P},
    "binary_cross_entropy_from_log_odds": {"y": Y, "z": Z},
    "squared_error": {"y": Y, "p": P},
    "zero_one_loss": {"y": Y, "z": Z},
    "hinge_loss": {"y": Y, "z": Z},
    "focal_loss": {"y": Y, "z": Z},
    "l2_penalty": {"w": W, "strength": 0.5},
    "cross_entropy_gradient": {"X": X, "y": Y, "w": W},
    "cross_entropy_hessian": {"X": X, "y": Y, "w": W},
    "numerical_gradient": {"loss": lambda w: float(np.sum(w**2)), "w": W},
    "signed_distance": {"X": X, "w": W},
    "slacks": {"X": X, "y": Y, "w": W},
    "worst_slack": {"X": X, "y": Y, "w": W},
    "is_separable": {"X": X, "y": Y},
}
ARRAYS = [
    (name, argument)
    for name, arguments in CALLS.items()
    for argument, value in arguments.items()
    if isinstance(value, list)
]
HOLDERS = {
    "list": lambda a: a.tolist(),
    "tuple": lambda a: tuple(map(tuple, a)) if a.ndim == 2 else tuple(a),
    "float32": lambda a: a.astype(np.float32),
    "longdouble": lambda a: a.astype(np.longdouble),
    "objects": lambda a: a.astype(object),
    "subclass": lambda a: a.view(np.memmap),
    "fortran order": np.asfortranarray,
    "strided": lambda a: np.repeat(a, 2, axis=0)[::2],
    "other byte order": lambda a: a.astype(">f8"),
}
EXTREMES = {
    "large": {"X": 1e100, "w": -1e100, "z": -np.inf, "p": 5e-324, "o": np.inf, "y": 1.0},
    "below the normal numbers": {"X": 1e-200, "w": 1e-200, "z": -740, "p": 1, "o": 5e-324, "y": 0},
    "an exponential below them": {"X": -740, "w": 1, "z": 740, "p": 1e-310, "o": 1e-310, "y": 1},
}
every_function = pytest.mark.parametrize("name", CALLS)
every_array = pytest.mark.parametrize(("name", "argument"), ARRAYS)


def call(name, **changed):
    return getattr(logit_core, name)(**{**CALLS[name], **changed})


def spoilt(values, bad):
    """Return the same array with `bad` as its last element."""
    array = np.array(values, dtype=float)
    array.flat[-1] = bad
    return array


# Promises


@every_function
def test_results_are_float64_arrays_or_python_floats(name):
    result = call(name)
    if name == "predict":
        assert result.dtype == np.int_
    elif name == "is_separable":
        assert type(result) is bool
    elif isinstance(result, np.ndarray):
        assert result.dtype == np.float64
    else:
        assert type(result) is float


@every_array
@pytest.mark.parametrize("held", HOLDERS.values(), ids=HOLDERS)
def test_whatever_holds_the_numbers_the_result_is_the_same(name, argument, held):
    values = np.array(CALLS[name][argument])
    plain = np.array(held(values), dtype=np.float64)  # float32 rounds some of them
    assert_array_equal(call(name, **{argument: held(values)}), call(name, **{argument: plain}))


@every_function
def test_integers_and_booleans_serve_as_numbers(name):
    whole = {
        argument: np.array(value) > 0 if argument in "ypo" else np.array(value).astype(int)
        for argument, value in CALLS[name].items()
        if isinstance(value, list)
    }
    as_floating = {argument: value.astype(float) for argument, value in whole.items()}
    assert_array_equal(call(name, **whole), call(name, **as_floating))


@every_array
def test_arguments_are_neither_changed_nor_handed_back(name, argument):
    values = np.array(CALLS[name][argument])
    before = values.copy()
    result = call(name, **{argument: values})
    assert_array_equal(values, before)
    if isinstance(result, np.ndarray):
        assert not np.shares_memory(result, values)
    values.setflags(write=False)
    assert_array_equal(call(name, **{argument: values}), result)


@every_function
@pytest.mark.parametrize("size", EXTREMES)
def test_no_setting_of_the_caller_brings_a_warning_or_an_error_out(name, size):
    extreme = {
        argument: spoilt(value, EXTREMES[size][argument])
        for argument, value in CALLS[name].items()
        if isinstance(value, list)
    }
    if name == "numerical_gradient":
        extreme["loss"] = lambda w: float(np.tanh(w[0]))
    with warnings.catch_warnings(), np.errstate(all="raise"):
        warnings.simplefilter("error")
        raised = call(name, **extreme)
    assert not np.isnan(raised).any()
    with np.errstate(all="call", call=lambda *_: pytest.fail("NumPy called back")):
        assert_array_equal(call(name, **extreme), raised)


# Refusals


@every_array
@pytest.mark.parametrize(
    ("bad", "reason"),
    [
        (lambda a: spoilt(a, np.nan), "must not hold NaN, got nan at index"),
        (lambda a: [], r"must not be empty, got shape \(0,\)"),
        (lambda a: np.array(a).astype(str), "must hold real numbers, got str"),
        (lambda a: np.array(a, dtype=complex), "must hold real numbers, got complex"),
        (lambda a: np.array(a).astype("M8[s]"), "must hold real numbers, got datetime"),
        (lambda a: None, "must hold real numbers, got NoneType"),
        (lambda a: [None, *a[1:]], "must hold (real numbers, got NoneType|rows of equal length)"),
        (lambda a: [a, a[:1]], "must hold rows of equal length"),
        (lambda a: 10**400, r"must hold numbers below 1\.8e308, got a larger one"),
    ],
    ids=["nan", "empty", "text", "complex", "dates", "none", "a none", "ragged", "huge"],
)
def test_what_are_no_numbers_is_refused_by_the_name_of_the_argument(name, argument, bad, reason):
    with pytest.raises(ValueError, match=f"^{argument} {reason}"):
        call(name, **{argument: bad(CALLS[name][argument])})


@pytest.mark.parametrize(
    ("name", "argument"), [(n, a) for n, a in ARRAYS if a in ("X", "w", "y") or "y" in CALLS[n]]
)
def test_a_wrong_shape_is_refused_by_the_name_of_the_argument(name, argument):
    values = np.array(CALLS[name][argument])
    for wrong in (values[None], values[0], 3.0):
        with pytest.raises(
            ValueError, match=rf"^{argument} must have shape \(n_.*\), got shape \("
        ):
            call(name, **{argument: wrong})


@pytest.mark.parametrize(("name", "argument"), [(n, a) for n, a in ARRAYS if a in ("X", "w")])
@pytest.mark.parametrize("bad", [np.inf, -np.inf])
def test_features_and_weights_that_are_not_finite_are_refused(name, argument, bad):
    with pytest.raises(ValueError, match=rf"^{argument} must be finite, got {bad} at index"):
        call(name, **{argument: spoilt(CALLS[name][argument], bad)})


@pytest.mark.parametrize(("name", "argument"), [(n, a) for n, a in ARRAYS if a in ("X", "w")])
@pytest.mark.parametrize("bad", [1.1e100, -1e308])
def test_sizes_that_no_measurement_has_are_refused(name, argument, bad):
    reason = re.escape(f"{argument} must hold no size beyond 1e+100, got {bad} at index")
    with pytest.raises(ValueError, match=f"^{reason}"):
        call(name, **{argument: spoilt(CALLS[name][argument], bad)})


@every_array
def test_masked_and_missing_values_are_refused_like_nan(name, argument):
    values = np.array(CALLS[name][argument])
    masked = np.ma.masked_array(values, mask=False)
    assert_array_equal(call(name, **{argument: masked}), call(name, **{argument: values}))
    masked.mask = np.zeros(values.shape, dtype=bool)
    masked[..., -1] = np.ma.masked
    with pytest.raises(ValueError, match=rf"^{argument} must not hold missing values, got a mask"):
        call(name, **{argument: masked})
    missing = values.astype(object)
    missing.flat[0] = type("NAType", (), {"__repr__": lambda self: "<NA>"})()
    with pytest.raises(ValueError, match=rf"^{argument} must not hold missing values, got <NA>$"):
        call(name, **{argument: missing})


@pytest.mark.parametrize("name", [n for n in CALLS if "y" in CALLS[n]])
@pytest.mark.parametrize("bad", [2.0, -1.0, 0.5, np.inf, 1 + 2**-52])
def test_labels_other_than_zero_and_one_are_refused(name, bad):
    reason = re.escape(f"y must hold only the labels 0 and 1, got {bad} at index 3")
    with pytest.raises(ValueError, match=f"^{reason}$"):
        call(name, y=spoilt(Y, bad))


@pytest.mark.parametrize("name", [n for n in CALLS if "y" in CALLS[n]])
def test_labels_of_another_number_are_refused(name):
    other = r"y must be as long as X \(4\)" if "X" in CALLS[name] else r"[pz] must be as long as y"
    with pytest.raises(ValueError, match=other):
        call(name, y=Y[:3])


# The sentences, one by one


@given(arrays(np.float64, array_shapes(max_dims=3), elements=st.floats(allow_nan=False)))
def test_floats_come_back_as_they_are_in_memory_of_their_own(values):
    copy = as_floats(values, "values")
    assert_array_equal(copy, values)
    assert not np.shares_memory(copy, values)


@given(
    arrays(np.float64, array_shapes(max_dims=3, max_side=4), elements=st.floats(0, 1)), st.data()
)
def test_a_refusal_names_the_value_and_its_place(values, data):
    place = tuple(data.draw(st.integers(0, length - 1)) for length in values.shape)
    bad = data.draw(st.floats(1, exclude_min=True, allow_nan=False))
    values[place] = bad
    index = place[0] if len(place) == 1 else place
    with pytest.raises(ValueError, match=re.escape(f"got {bad} at index {index}") + "$"):
        as_floats_between(values, "p", 0.0, 1.0)


BEYOND_A_FLOAT = {
    "a whole number": 10**400,
    "a decimal": Decimal("1e400"),
    "a fraction": Fraction(10**400, 3),
    "a long float": np.finfo(np.longdouble).max,
    "one among others": [0.5, 10**400],
    "one in an array of objects": np.array([0.5, Decimal("-1e400")], dtype=object),
}


@pytest.mark.parametrize("value", BEYOND_A_FLOAT.values(), ids=BEYOND_A_FLOAT)
def test_a_number_too_large_for_a_float_is_refused_and_not_taken_for_infinite(value):
    if isinstance(value, np.longdouble) and value == np.finfo(np.float64).max:
        pytest.skip("here a long float is no longer than a float")
    said = "^z must hold numbers below 1.8e308, got a larger one$"
    with np.errstate(all="raise"), pytest.raises(ValueError, match=said):
        as_floats(value, "z")


@pytest.mark.parametrize("infinite", [np.inf, Decimal("inf"), np.longdouble("inf")])
def test_what_is_infinite_stays_so_in_every_kind_of_number(infinite):
    assert_array_equal(as_floats([infinite, 1.0], "z"), [np.inf, 1.0])


def test_exact_numbers_of_other_kinds_are_taken():
    assert_array_equal(
        as_floats([Fraction(1, 2), Decimal("0.25"), 2**70], "p"), [0.5, 0.25, 2.0**70]
    )


@pytest.mark.parametrize(
    "values", [["1", 2], np.array(["1", 2], dtype=object), [b"1"], {"a": 1}, {1}]
)
def test_text_that_looks_like_a_number_is_refused_and_so_is_what_has_no_order(values):
    with pytest.raises(ValueError, match="values must hold real numbers, got"):
        as_floats(values, "values")


@pytest.mark.parametrize(
    ("arguments", "settings", "reason"),
    [
        ((-1,), {"low": 0}, r"^n must be at least 0, got -1\.0$"),
        ((0,), {"above": 0}, r"^n must be greater than 0, got 0\.0$"),
        ((2,), {"high": 1}, r"^n must be at most 1, got 2\.0$"),
        ((np.inf,), {}, "^n must be finite, got inf$"),
        (([1.0],), {}, r"^n must be one number, got shape \(1,\)$"),
        (("1",), {}, r"^n must hold real numbers, got str"),
    ],
)
def test_one_number_is_refused_out_of_its_range(arguments, settings, reason):
    with pytest.raises(ValueError, match=reason):
        as_number(*arguments, "n", **settings)


@given(st.floats(-10, 10))
def test_one_number_within_its_range_is_a_python_float(number):
    assert type(as_number(np.float32(1), "n")) is float
    assert as_number(np.array(number), "n", low=-10, high=10) == number


@given(st.lists(st.floats(-1e300, 1e300), min_size=1, unique=True).map(sorted))
def test_numbers_that_rise_come_back_as_they_are(values):
    assert as_rising(values, "rates").tolist() == values
    assert as_rising(values, "rates", above=np.nextafter(values[0], -np.inf)).tolist() == values
    with pytest.raises(ValueError, match="rates must rise, finite and above"):
        as_rising(values, "rates", above=values[0])


@pytest.mark.parametrize("values", [[2, 1], [1, 1], [1, np.inf], [-np.inf, 1], [[1, 2]], 1])
def test_what_does_not_rise_is_refused(values):
    with pytest.raises(ValueError, match=r"rates must rise, finite, got \S"):
        as_rising(values, "rates")


def test_arrays_are_given_together_or_made():
    def make():
        return "made"

    assert together_or(make, X=None, y=None) == "made"
    assert together_or(make, X=0, y=[1]) == (0, [1])
    with pytest.raises(ValueError, match=r"^X and y must be given together, got only one of them$"):
        together_or(make, X=None, y=0)
    with pytest.raises(ValueError, match=r"^X, y and z must be given together, got only some$"):
        together_or(make, X=1, y=None, z=0)


@pytest.mark.parametrize("count", [3, 3.0, np.int8(3), np.array(3), np.float64(3)])
def test_a_whole_number_is_a_count_whatever_its_type(count):
    assert as_count(count, "n") == 3
    assert type(as_count(count, "n")) is int


def test_a_count_below_the_least_is_refused():
    with pytest.raises(ValueError, match=r"^n must be at least 2, got 1$"):
        as_count(1.0, "n", low=2)


def test_a_count_beyond_the_largest_sensible_one_is_refused_with_it():
    assert as_count(MOST, "n") == MOST
    for count in (MOST + 1, 1e308, 2**70, 10**18):
        with pytest.raises(ValueError, match=r"^n must be at most 1,000,000, got 1(\.\d+)?e"):
            as_count(count, "n")


@pytest.mark.parametrize(
    "count", [2.5, True, np.True_, np.array(True), np.array(True, dtype=object)]
)
def test_what_is_no_whole_number_is_no_count(count):
    with pytest.raises(ValueError, match=r"^n must be a whole number, got "):
        as_count(count, "n")


class Unseen:
    """What has neither text nor length nor items."""

    def __repr__(self):
        raise RuntimeError

    __len__ = __iter__ = __getitem__ = __array__ = __repr__


def test_an_object_that_is_no_array_is_not_taken_for_unequal_rows():
    class Other:
        def __array__(self, *_, **__):
            raise ValueError

    with pytest.raises(ValueError, match=r"^n must hold real numbers, got"):
        as_floats(Other(), "n")


@pytest.mark.parametrize(
    ("check", "value", "reason"),
    [
        (as_choice, "c", r"^n must be one of a, b, got 'c'$"),
        (as_choice, ["a"], r"^n must be one of a, b, got \['a'\]$"),
        (as_choice, np.array(["a", "b"]), "^n must be one of a, b, got array"),
        (as_function, 1.0, r"^n must be a function, got 1\.0$"),
        (as_text, 3, "^n must be a text, got 3$"),
        (as_text, b"a", "^n must be a text, got b'a'$"),
        (as_text, " ", "^n must not be empty, got ' '$"),
        (as_text, "\u200b", "^n must not be empty, got"),
        (as_text, "\ufeff \u2060", "^n must not be empty, got"),
        (as_text, "\xad", "^n must not be empty, got"),
        (as_text, "a" * (LONGEST + 1), "^n must have at most 60 letters, got 61 of them, 'a+"),
        (as_text, "a\nb", "^n must be one line without control characters, got 'a.nb'$"),
        (as_text, "a\u2028b", "^n must be one line without control characters, got"),
        (as_flag, 1, "^n must be True or False, got 1$"),
        (as_position, True, "^n must be a whole number from 0 to 1, got True$"),
        (as_position, -1, "^n must be a whole number from 0 to 1, got -1$"),
        (as_position, 2, "^n must be a whole number from 0 to 1, got 2$"),
        (as_texts, "ab", "^n must be a list of texts, got 'ab'$"),
        (as_texts, {"a", "b"}, "^n must be a list of texts, got {"),
        (as_texts, {"a": 1}, "^n must be a list of texts, got {"),
        (as_texts, iter("ab"), "^n must be a list of texts, got <"),
        (as_texts, [], "^n must be a list of texts, got 0"),
        (as_texts, ["a", 3], r"^n\[1\] must be a text, got 3$"),
        (as_texts, Unseen(), "^n must be a list of texts, got <Unseen"),
        (as_named, [("a", 1)], r"^n must be a dict of things by their names, got \[\('a', 1\)"),
        (as_named, {}, "^n must hold 1 to 2, got 0$"),
        (as_named, dict.fromkeys("abc"), "^n must hold 1 to 2, got 3$"),
    ],
)
def test_what_is_no_choice_no_function_and_no_name_is_refused(check, value, reason):
    more = {as_choice: (("a", "b"),), as_named: (2,), as_position: (2,)}.get(check, ())
    with pytest.raises(ValueError, match=reason):
        check(value, "n", *more)


class Word(str, enum.Enum):  # noqa: UP042  (people have such ones)
    """Words that are texts as well: str() gives their names."""

    ONE = "first"


def test_choices_functions_and_names_come_back_as_they_are():
    assert as_choice("b", "n", ("a", "b")) == "b"
    assert as_function(abs, "n") is abs
    assert as_flag(np.False_, "n") is False
    assert as_position(np.int8(1), "n", 2) == 1
    assert as_text("a" * LONGEST, "n") == "a" * LONGEST
    assert str(as_text(Word.ONE, "n")) == "first"
    assert str(as_choice(Word.ONE, "n", ["first"])) == "first"
    assert as_texts(np.array(["a", "b"]), "n", 2) == ["a", "b"]
    assert as_listed(range(2), "n", "things", most=2) == [0, 1]
    with pytest.raises(ValueError, match=r"n must be a list of at most 2 things, got 10+$"):
        as_listed(range(10**12), "n", "things", most=2)
    assert as_named({"a": 1, "b": 2}, "n", 2) == [("a", 1), ("b", 2)]


@pytest.mark.parametrize(
    "value", ["a\x1b[31m\nb", "a" * 5000, [[1.0] * 99] * 99, 10**5000, Unseen()], ids=type
)
def test_what_came_is_shown_as_one_short_line(value):
    line = shown(value)
    assert line.isprintable()
    assert 1 <= len(line) <= 80


def test_a_generator_is_used_as_it_is_and_a_number_starts_a_new_one():
    rng = np.random.default_rng(1)
    assert as_generator(rng) is rng
    for seed in (5, np.int64(5)):
        assert as_generator(seed).random() == np.random.default_rng(5).random()


@pytest.mark.parametrize("seed", [None, -1, 1.0, True, np.True_, "1", np.random])
def test_what_cannot_be_drawn_again_is_no_seed(seed):
    with pytest.raises(ValueError, match=r"^seed must be a whole number >= 0 or a numpy Generator"):
        as_generator(seed)


def test_shapes_are_checked_against_each_other():
    assert as_labels([True, False], 2, both=True).tolist() == [1.0, 0.0]
    with pytest.raises(ValueError, match=r"^y must hold both labels, got one class only$"):
        as_labels([1, 1], both=True)
    with pytest.raises(ValueError, match=r"^y must be as long as X \(3\), got length 2$"):
        as_labels([0, 1], 3)
    with pytest.raises(ValueError, match=r"^z must be as long as y \(3\), got length 2$"):
        as_scores([0, 1], "z", 3)
    with pytest.raises(
        ValueError, match=r"^start must have one weight per column of X \(3\), got 2"
    ):
        as_weights([0, 1], 3, "start")
    with pytest.raises(ValueError, match=r"^X must have shape .* got shape \(1, 1, 1\)$"):
        as_features([[[1.0]]])


# The package as a whole

DESCENT = {"start": None, "penalty": 0.0}
BATCHES = {"n_epochs": 20, "batch_size": 1, "seed": 0}
MEAN = {"reduction": "mean"}
DEFAULTS = {
    "predict": {"threshold": 0.5},
    "binary_cross_entropy": MEAN,
    "binary_cross_entropy_from_log_odds": MEAN,
    "squared_error": MEAN,
    "zero_one_loss": MEAN,
    "hinge_loss": MEAN,
    "focal_loss": {"gamma": 2.0, "alpha": None, **MEAN},
    "cross_entropy_gradient": {"penalty": 0.0},
    "cross_entropy_hessian": {"penalty": 0.0},
    "numerical_gradient": {"step": None},
    "sgd": {**DESCENT, **BATCHES, "learning_rate": 0.01, "tolerance": None},
    "sgd_sweep": {**DESCENT, **BATCHES},
    "gradient_descent": {**DESCENT, "learning_rate": 0.1, "n_epochs": 100, "tolerance": None},
    "adam": {**DESCENT, **BATCHES, "learning_rate": 0.01, "beta1": 0.9, "beta2": 0.999},
    "newton": {**DESCENT, "tolerance": 1e-8, "max_steps": 50},
    "lbfgs": {**DESCENT, "tolerance": 1e-8, "max_steps": 1000},
    "safe_learning_rate": {"penalty": 0.0},
    "load_iris_pair": {"first": "setosa", "second": "versicolor", "features": None},
    "make_clusters": {"n_samples": 100, "separation": 2.0, "seed": 0},
    "make_line_points": {"n_samples": 40, "seed": 0},
}


@pytest.mark.parametrize("name", [n for n in logit_core.__all__ if n not in ("Path", "Sweep")])
def test_what_is_left_out_is_what_the_contract_says(name):
    parameters = inspect.signature(getattr(logit_core, name)).parameters.values()
    left_out = {one.name: one.default for one in parameters if one.default is not one.empty}
    assert left_out == DEFAULTS.get(name, {})


def test_every_public_name_is_there_once_and_says_what_it_does():
    assert sorted(set(logit_core.__all__)) == sorted(logit_core.__all__)
    for name in logit_core.__all__:
        assert inspect.getdoc(getattr(logit_core, name)), name


def test_every_function_that_takes_arrays_is_tested_here():
    modules = {"probability", "model", "losses", "gradients", "margin"}
    of_arrays = {
        name
        for name in logit_core.__all__
        if getattr(logit_core, name).__module__.removeprefix("logit_core.") in modules
    }
    assert of_arrays == set(CALLS)


@every_function
def test_every_docstring_names_its_arguments_its_result_its_refusals_and_an_example(name):
    function = getattr(logit_core, name)
    doc = inspect.getdoc(function)
    for section in ("Parameters", "Returns", "Raises", "Examples"):
        assert f"\n{section}\n{'-' * len(section)}\n" in doc
    for parameter in inspect.signature(function).parameters:
        assert re.search(rf"^(\w+, )*{parameter}\b(, \w+)* : ", doc, re.MULTILINE), parameter


def test_importing_the_maths_loads_neither_pictures_nor_widgets_nor_scipy():
    code = "import sys, logit_core; print(*sorted({name.split('.')[0] for name in sys.modules}))"
    loaded = subprocess.run(
        [sys.executable, "-W", "error", "-c", code], capture_output=True, text=True, check=True
    ).stdout.split()
    assert "numpy" in loaded
    assert not {"matplotlib", "ipywidgets", "anywidget", "scipy", "sklearn"} & set(loaded)
