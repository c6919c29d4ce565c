"""The examples of the documents run, and say what they are said to say."""

import doctest
from pathlib import Path

import pytest

DOCS = Path(__file__).parents[1] / "docs"


@pytest.mark.parametrize("name", ["explorers.md"])
def test_the_examples_run(name: str) -> None:
    text = (DOCS / name).read_text("utf-8")
    # doctest would take the end of a code block for output
    examples = text.replace("```python\n", "\n").replace("\n```\n", "\n\n")
    test = doctest.DocTestParser().get_doctest(examples, {}, name, name, 0)
    assert test.examples
    runner = doctest.DocTestRunner(optionflags=doctest.REPORT_NDIFF)
    complaints: list[str] = []
    runner.run(test, out=complaints.append)
    assert "".join(complaints) == ""
