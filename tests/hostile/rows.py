"""A row for every public name: arguments that fit, and the kind of each parameter."""

import inspect
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

import logit_core
from logit_core import exercises, explorers, figures, quizzes

from .row import OF_A_KIND, Row, array, of
from .stage_rows import STAGE_ROWS, names_of_the_stage
from .values import ANYTHING, NO_COUNTS, mappings

X2 = np.array(
    [[-1.0, 0.5], [0.2, -0.4], [1.1, 1.0], [0.3, 0.8], [-0.7, -0.2], [0.9, 0.1], [0.4, 1.6]]
)
Y = np.array([0.0, 0.0, 1.0, 0.0, 1.0, 1.0, 1.0])
A = np.column_stack([np.ones(7), X2])
ONE = np.array([-2.0, -1.0, 0.5, 0.0, 2.0, -0.5, 1.5])  # one feature that separates nothing
W = [0.5, -1.0, 2.0]
P = [0.9, 0.2, 0.4, 0.6, 0.3, 0.5, 0.7]


def axes() -> Axes:
    ax = Figure(figsize=(4, 3)).subplots()
    ax.set(xlim=(-2, 2), ylim=(-2, 2))
    return ax


AX = ("ax", axes)
DESCENT = {"start": "anything", "penalty": "number"}
NOISY = {"n_epochs": ("count", 3), "batch_size": "count", "seed": "seed"}
XYW = {"X": array(A), "y": array(Y), "w": array(W)}

MATHS = {
    **{
        name: of(getattr(logit_core, name), p=array(P)) for name in ("odds", "log_odds")
    },
    "probability_from_odds": of(logit_core.probability_from_odds, o=array(P)),
    **{
        name: of(getattr(logit_core, name), z=array(W))
        for name in ("sigmoid", "sigmoid_derivative", "log_sigmoid")
    },
    "add_intercept": of(logit_core.add_intercept, X=array(X2)),
    **{
        name: of(getattr(logit_core, name), X=array(A), w=array(W))
        for name in ("predict_log_odds", "predict_probability", "signed_distance")
    },
    "predict": of(logit_core.predict, X=array(A), w=array(W), threshold="number"),
    **{
        name: of(getattr(logit_core, name), y=array(Y), p=array(P), reduction="choice")
        for name in ("binary_cross_entropy", "squared_error")
    },
    **{
        name: of(getattr(logit_core, name), y=array(Y), z=array(P), reduction="choice")
        for name in ("binary_cross_entropy_from_log_odds", "zero_one_loss", "hinge_loss")
    },
    "focal_loss": of(
        logit_core.focal_loss,
        y=array(Y), z=array(P), gamma="number", alpha="number", reduction="choice",
    ),
    "l2_penalty": of(logit_core.l2_penalty, w=array(W), strength=("number", 0.5)),
    **{
        name: of(getattr(logit_core, name), ("X", "y"), **XYW, penalty="number")
        for name in ("cross_entropy_gradient", "cross_entropy_hessian")
    },
    "numerical_gradient": of(
        logit_core.numerical_gradient,
        loss=("function", lambda: lambda w: float(w @ w)), w=array(W), step="number",
    ),
    **{name: of(getattr(logit_core, name), **XYW) for name in ("slacks", "worst_slack")},
    "is_separable": of(logit_core.is_separable, ("X", "y"), X=array(A), y=array(Y)),
    "sgd": of(
        logit_core.sgd, ("X", "y"), X=array(A), y=array(Y),
        **DESCENT, **NOISY, learning_rate="number", tolerance="number",
    ),
    "sgd_sweep": of(
        logit_core.sgd_sweep, ("X", "y"), X=array(A), y=array(Y),
        **DESCENT, **NOISY, learning_rates=array([0.1, 1.0]),
    ),
    "gradient_descent": of(
        logit_core.gradient_descent, ("X", "y"), X=array(A), y=array(Y),
        **DESCENT, learning_rate="number", n_epochs=("count", 3), tolerance="number",
    ),
    "adam": of(
        logit_core.adam, ("X", "y"), X=array(A), y=array(Y),
        **DESCENT, **NOISY, learning_rate="number", beta1="number", beta2="number",
    ),
    **{
        name: of(
            getattr(logit_core, name), ("X", "y"), X=array(A), y=array(Y),
            **DESCENT, tolerance="number", max_steps=("count", 20),
        )
        for name in ("newton", "lbfgs")
    },
    "safe_learning_rate": of(logit_core.safe_learning_rate, X=array(A), penalty="number"),
    "load_iris_pair": of(
        logit_core.load_iris_pair,
        first="choice", second="choice", features=("names", lambda: ["petal width", 2]),
    ),
    "Path": of(
        logit_core.Path, weights=array(np.ones((3, 2))), losses=array([3.0, 2.0, 1.0]),
        learning_rate=("number", 0.1), converged=("flag", True),
    ),
    "Sweep": of(
        logit_core.Sweep, learning_rates=array([0.1, 1.0]), weights=array(np.ones((2, 3, 2))),
        losses=array(np.ones((2, 3))),
    ),
    "make_clusters": of(
        logit_core.make_clusters, n_samples="count", separation="number", seed="seed"
    ),
    "make_line_points": of(logit_core.make_line_points, n_samples="count", seed="seed"),
}  # fmt: skip

PLANE = {"X": array(X2), "y": array(Y)}
PAIRS = {"feature_names": "names", "class_names": "names"}
XY = ("X", "y")

FIGURES = {
    "plot_activations": of(figures.plot_activations, ax=AX),
    "plot_boundary": of(figures.plot_boundary, w=array(W), level="number", ax=AX),
    "plot_chain": of(
        figures.plot_chain,
        x=("number", 2.0), y=("number", 1), w0="number", w1="number", ax=AX,
    ),
    "plot_circle": of(
        figures.plot_circle, XY, **PLANE, w=array([1.0, 0.0, -1.0]), ax=AX
    ),
    "plot_cross_entropy": of(figures.plot_cross_entropy, ax=AX),
    "plot_ends": of(
        figures.plot_ends, XY, **PLANE,
        ends=("mapping", {"one": np.ones((3, 3))}), minimum=array([0.0, 2.0, 2.0]), ax=AX,
    ),
    "plot_evidence": of(
        figures.plot_evidence, z=array([-1.0, 2.0]), names=("names", ["before", "clue"]), ax=AX
    ),
    "plot_lengths": of(
        figures.plot_lengths, runs=("mapping", {"one": np.outer(np.arange(5.0), W)}), ax=AX
    ),
    "plot_lines": of(
        figures.plot_lines, XY, **PLANE, **PAIRS, lines=("mapping", {"one": np.array(W)}), ax=AX
    ),
    "plot_loss_contours": of(
        figures.plot_loss_contours, XY, **PLANE, feature_names="names", ax=AX, n=("count", 9)
    ),
    "plot_losses": of(figures.plot_losses, losses=array([3.0, 2.0, 1.0]), ax=AX),
    "plot_points": of(figures.plot_points, XY, **PLANE, **PAIRS, ax=AX),
    "plot_probabilities": of(
        figures.plot_probabilities, y=array(Y), p=array(P), class_names="names", ax=AX
    ),
    "plot_probability_field": of(
        figures.plot_probability_field, w=array(W), ax=AX, alpha="number"
    ),
    "plot_reliability": of(
        figures.plot_reliability, y=array(Y),
        probabilities=("mapping", {"one": np.array(P)}), n_bins="count", ax=AX,
    ),
    "plot_runs": of(
        figures.plot_runs, runs=("mapping", {"one": np.array([1.0, 0.5])}), ylabel="name", ax=AX
    ),
    "plot_sigmoid": of(
        figures.plot_sigmoid, ("x", "y"), w=array([1.0, 2.0]), b=array([0.0, 1.0]),
        x=array(ONE), y=array(Y), ax=AX,
    ),
    "plot_sigmoid_slope": of(
        figures.plot_sigmoid_slope,
        z=array([-1.0, 0.0, 1.0]), measured=array([0.2, 0.25, 0.2]), ax=AX,
    ),
    "plot_slacks": of(figures.plot_slacks, XY, **PLANE, **PAIRS, w=array(W), ax=AX),
    "plot_straight_line": of(
        figures.plot_straight_line, ("x", "y"), x=array(ONE), y=array(Y),
        line=array([0.5, 0.2]), w=array([0.0, 1.0]), at=array([0.0, 3.0]),
        feature_name="name", class_names="names", ax=AX,
    ),
    "plot_validation": of(
        figures.plot_validation,
        training=array([3.0, 2.0, 1.0]), validation=array([3.0, 2.0, 2.5]), ax=AX,
    ),
    "plot_weight_runs": of(
        figures.plot_weight_runs, runs=array(np.arange(12.0).reshape(2, 3, 2)),
        published=("published", {1: [0.0, 1.0]}), names=("names", ["a", "b"]), ax=AX,
    ),
}  # fmt: skip

EXPLORERS = {
    **{
        f"{name}_explorer": of(getattr(explorers, f"{name}_explorer"))
        for name in (
            "batch", "clinic", "descent", "fit_by_descent", "fit_by_hand", "flower", "iris",
            "likelihood", "loss", "mails", "margin_loss", "odds", "other_learners",
            "own_points", "separability", "two_directions",
        )
    },
    **{
        f"{name}_explorer": of(getattr(explorers, f"{name}_explorer"), XY, **PLANE)
        for name in ("gradient_check", "loss_surface", "margin", "two_feature")
    },
    "focal_explorer": of(explorers.focal_explorer, ("x", "y"), x=array(ONE), y=array(Y)),
    "sigmoid_explorer": of(explorers.sigmoid_explorer, ("x", "y"), x=array(ONE), y=array(Y)),
    "learning_rate_explorer": of(
        explorers.learning_rate_explorer, XY, **PLANE, **PAIRS,
        learning_rates=array([0.1, 1.0]), n_epochs=("count", 3), batch_size="count",
        start="anything",
    ),
    "optimiser_explorer": of(explorers.optimiser_explorer, XY, **PLANE, feature_names="names"),
    "penalty_explorer": of(
        explorers.penalty_explorer, ("X", "y", "X_valid", "y_valid"),
        **PLANE, X_valid=array(X2), y_valid=array(Y), feature_names="names",
    ),
    "straight_line_explorer": of(
        explorers.straight_line_explorer, ("x", "y"), x=array(ONE), y=array(Y),
        feature_name="name", class_names="names",
    ),
    "threshold_explorer": of(
        explorers.threshold_explorer, y=array(Y), p=array(P), class_names="names"
    ),
}  # fmt: skip


OF_A_KIND |= {
    "published": {
        **mappings([0.0, 1.0]),
        "of epoch -1": lambda: {-1: [0.0, 1.0]},
        "of epoch 99": lambda: {99: [0.0, 1.0]},
        "of epoch 1.5": lambda: {1.5: [0.0, 1.0]},
        "of epoch True": lambda: {True: [0.0, 1.0]},
        "of epoch nan": lambda: {np.nan: [0.0, 1.0]},
        "of epoch 10**18": lambda: {10**18: [0.0, 1.0]},
        "one weight": lambda: {1: [0.0]},
        "one weight too many": lambda: {1: [0.0, 1.0, 2.0]},
        "one number": lambda: {1: 0.0},
        "letters": lambda: {1: "ab"},
        "a set": lambda: {1: {0.0, 1.0}},
        "nothing": lambda: {1: []},
        "nan": lambda: {1: [0.0, np.nan]},
        "inf": lambda: {1: [0.0, np.inf]},
        "1e300": lambda: {1: [0.0, 1e300]},
        "an array, fine": lambda: {1: np.array([0.0, 1.0])},
        "NumPy's 1, fine": lambda: {np.int64(1): [0.0, 1.0]},
        "two, fine": lambda: {1: [0.0, 1.0], 2: (3.0, 4.0)},
    },
}


# The judges and their helpers


def square(x: Any) -> Any:
    return x**2


def doubled() -> exercises.Mistake:
    return exercises.Mistake(lambda x: 2 * x, "You double x.", "What is x times x?")


def mistaken(**given: Any) -> exercises.Verdict:
    """Return what `check` says of one mistake, which is looked at there."""
    return exercises.check(lambda x: 2 * x, square, [3.0], mistakes=[exercises.Mistake(**given)])


JUDGES = {
    "check": of(
        exercises.check, attempt=("attempt", lambda: lambda x: x * x),
        reference=("anything", lambda: square), inputs=("inputs", [1.0, 2.0]),
        tolerance="number", mistakes=("mistakes", lambda: [doubled()]),
    ),
    "Mistake": of(
        mistaken, function=("anything", lambda: lambda x: 2 * x), message=("words", "You double."),
        hint=("words", "Why?"), see=("words", "Squares"),
    ),
    "progress": of(exercises.progress),
    **{
        name: of(getattr(exercises, name), attempt=("attempt", None))
        for name in exercises.__all__
        if name.startswith("check_")
    },
}  # fmt: skip
OF_A_KIND |= {
    "attempt": {
        f"returns {name}": lambda make=make: lambda *_: make() for name, make in ANYTHING.items()
    },
    "inputs": {
        "letters": lambda: "abc",
        "a generator, fine": lambda: (k for k in (1.0, 2.0)),
        "an array, fine": lambda: np.array([1.0, 2.0]),
    },
    "mistakes": {
        "one": doubled,
        "a function": lambda: [square],
        "a generator of one": lambda: (one for one in [doubled()]),
        "classes": lambda: [exercises.Mistake],
    },
    "words": {},
}

# The quizzes


def asked(**given: Any) -> quizzes.Quiz:
    return quizzes.Quiz(**given)


def question(text: Any, options: Any) -> quizzes.Quiz:
    return quizzes.Quiz([quizzes.Question(text, options)])


def option(text: Any, right: Any, why: Any) -> quizzes.Quiz:
    other = quizzes.Option("2", False, "No.")
    return quizzes.Quiz([quizzes.Question("1?", (quizzes.Option(text, right, why), other))])


def statement(text: Any, true: Any, why: Any) -> quizzes.Forecast:
    others = [one for one in quizzes.read_statements() if not one.true]
    return quizzes.Forecast([quizzes.Statement(text, true, why)] * 5 + others)


def statements() -> list[quizzes.Statement]:
    return list(quizzes.read_statements())


def questions() -> list[quizzes.Question]:
    return list(quizzes.read_questions(1))


QUIZZES = {
    "quiz": of(quizzes.quiz, chapter=("chapter", 1)),
    "read_questions": of(quizzes.read_questions, chapter=("chapter", 1)),
    "Quiz": of(asked, questions=("questions", questions)),
    "Question": of(
        question, text=("words", "1?"), options=("options", lambda: questions()[0].options)
    ),
    "Option": of(option, text=("words", "1"), right=("flag", True), why=("words", "Yes.")),
    "how_sure": of(quizzes.how_sure, seed="seed"),
    "read_statements": of(quizzes.read_statements),
    "Forecast": of(quizzes.Forecast, statements=("statements", statements), seed="seed"),
    "Statement": of(statement, text=("words", "1."), true=("flag", True), why=("words", "Yes.")),
}
OF_A_KIND |= {
    "chapter": {
        **NO_COUNTS,
        "1.0": lambda: 1.0,
        "an array 1": lambda: np.array(1),
        "a list 1": lambda: [1],
        "1 as text": lambda: "1",
        "8": lambda: 8,
        "an array of two": lambda: np.array([1, 2]),
        "NumPy's 1, fine": lambda: np.int64(1),
    },
    "questions": {
        "one question": lambda: questions()[0],
        "texts": lambda: ["1?"],
        "an option": lambda: list(questions()[0].options),
        "a dict of them": lambda: {1: questions()[0]},
        "a tuple, fine": lambda: tuple(questions()),
    },
    "statements": {
        "one statement": lambda: statements()[0],
        "texts": lambda: ["1."],
        "true ones": lambda: [one for one in statements() if one.true],
        "four false ones": lambda: statements()[:19],
        "a dict of them": lambda: {1: statements()[0]},
        "a tuple, fine": lambda: tuple(statements()),
    },
    "options": {
        "one, wrong": lambda: tuple(o for o in questions()[0].options if not o.right)[:1],
        "none right": lambda: tuple(o for o in questions()[0].options if not o.right),
        "two right": lambda: [o for o in questions()[0].options if o.right] * 2,
        "texts": lambda: ["a", "b"],
        "an option": lambda: questions()[0].options[0],
        "a list, fine": lambda: list(questions()[0].options),
    },
}

# what is given back, and made by nobody else
RECORDS = {"Progress", "Verdict"}

ROWS = {
    "maths": MATHS,
    "figures": FIGURES,
    "explorers": EXPLORERS,
    "judges": JUDGES,
    "quizzes": QUIZZES,
    "stage": STAGE_ROWS,
}
MODULES = {
    "maths": logit_core,
    "figures": figures,
    "explorers": explorers,
    "judges": exercises,
    "quizzes": quizzes,
}


def names_in(layer: str) -> set[str]:
    """Return the names of a layer that need a row."""
    if layer == "stage":
        return names_of_the_stage()
    return set(MODULES[layer].__all__) - RECORDS - names_of_the_stage()


def parameters_of(row: Row) -> tuple[set[str], bool]:
    """Return the parameters of what a row calls, and whether it takes others by any name."""
    parameters = inspect.signature(row.call).parameters.values()
    many = [one.name for one in parameters if one.kind in (one.VAR_KEYWORD, one.VAR_POSITIONAL)]
    return {one.name for one in parameters} - {*many, "self"}, bool(many)
