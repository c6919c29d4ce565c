"""All judges of the course in the page's Python, whichever chapters are built."""

from typing import Any

import pytest
from nbformat import read

from docs.site.places import chapters
from tests.notebooks.test_solutions import exercises

from .conftest import OpenPage

# what `page/python.js` does, for many cells in one Python
ASK_ALL = """async (questions) => {
    const settings = JSON.parse(document.querySelector("meta[name=logit-python]").content);
    const absolute = (address) => new URL(address, document.baseURI).href;
    const worker = new Worker(absolute(settings.worker), { type: "module" });
    worker.postMessage({
        pyodide: absolute(settings.pyodide),
        course: absolute(settings.course),
        inWidgets: [], // a judge needs no picture
    });
    const answers = [];
    for (const question of questions) {
        answers.push(await new Promise((resolve) => {
            worker.onmessage = ({ data }) => data.progress || resolve(data);
            worker.postMessage({ id: 1, ...question });
        }));
    }
    worker.terminate();
    return answers;
}"""


@pytest.mark.thorough
def test_every_judge_says_not_yet_and_right_in_the_pages_python(open_page: OpenPage) -> None:
    questions, wanted = [], []
    for chapter in chapters():
        for stub, judge, solution in exercises(read(chapter, 4)):
            for passes, code in ((False, stub.source), (True, solution)):
                questions.append({"code": code, "check": judge.source})
                wanted.append((chapter.stem, stub.id, passes))
    assert len(questions) > 40
    page = open_page("index")
    answers: list[dict[str, Any]] = page.evaluate(ASK_ALL, questions)
    seen = [
        (*told[:2], answer.get("outputs", [answer])[-1].get("passed", answer))
        for told, answer in zip(wanted, answers, strict=True)
    ]
    assert seen == wanted
