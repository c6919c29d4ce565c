"""What asked an array for one yes or no, where the source of the line is not at hand."""

import numpy as np
import pytest

from logit_core.exercises import check
from logit_core.exercises._yes_or_no import cure

CODES = {
    "a and b": "write & or |",
    "(a == 1 and b == 1).sum()": "write & or |",
    "np.sum(a == 0 or b == 0)": "write & or |",
    "not a": "write & or |",
    "sum(not (a > b) for _ in range(2))": "write & or |",
    "0 < a < 1": "write & or |",
    "a & b < 2 < 3": "write & or |",
    "2 if 0 < a < 1 else 3": "write & or |",
    "np.sum(a == 0 & b == 0)": "Write brackets around each comparison",
    "1 if a == 1 | b == 1 else 0": "Write brackets around each comparison",
    "max(0, 1 - a * b).sum()": "np.maximum(a, b)",
    "max(np.abs(a), b)": "np.maximum(a, b)",
    "sum(max(0, a - v) for v in b)": "np.maximum(a, b)",
    "min(a, np.maximum(b, max(1, 2)))": "np.minimum(a, b)",
    "1 if a == b else 0": "np.all(a == b)",
    "[v for v in b if a != v]": "np.all(a == b)",
    "1 if a > 0 else 0": "An if looks at one number",
    "1 if a else 0": "An if looks at one number",
    "bool(a)": "An array has a yes or no for each entry.",
    "any([a > 1, b > 1])": "An array has a yes or no for each entry.",
    "a in (b, b)": "An array has a yes or no for each entry.",
}


@pytest.mark.parametrize("code", CODES)
def test_what_asks_for_a_yes_or_no_has_a_cure_of_its_own(code):
    attempt = eval(f"lambda a, b: {code}", {"np": np})
    verdict = check(attempt, lambda a, b: 1.0, [(np.array([3, 2]), np.array([1, 0]))])
    assert "truth value" in verdict.message
    assert CODES[code] in verdict.hint


@pytest.mark.parametrize(
    ("code", "line", "said"),
    [
        ("1 if a == 1 and b == 1 else 0", "if a == 1 and b == 1:", "`and`, `or`, `not` and a < b"),
        ("1 if a == 1 else 0", "if a == 1:", "np.where chooses for each entry."),
        ("1 if a == 1 else 0", "", "And between arrays & stands for `and`."),
        ("1 if a > 1 else 0", "", "And between arrays & stands for `and`."),
        ("1 if a else 0", "", "make one yes or no of them."),
    ],
)
def test_of_a_condition_the_line_tells_whether_and_stands_in_it(code, line, said):
    attempt = eval(f"lambda a, b: {code}", {"np": np})
    with pytest.raises(ValueError, match="truth value") as stopped:
        attempt(np.ones(2), np.ones(2))
    trace = stopped.tb.tb_next
    assert said in cure(trace.tb_frame.f_code, trace.tb_lasti, line)
