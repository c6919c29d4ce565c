import re
from pathlib import Path

import pytest

from logit_core.explorers import Stage
from logit_core.stage import Board, alone, browser

NAMES = re.compile(r"^(?:export )?(?:const|let|class|(?:async )?function) (\w+)", re.MULTILINE)
EXPORTED = re.compile(r"^export (?:const|class|(?:async )?function) (\w+)", re.MULTILINE)
IMPORTS = re.compile(r'^import (.*) from "(.*)";$', re.MULTILINE)


def test_every_module_is_joined_once() -> None:
    files = Path(browser.__file__).parent.glob("*.js")
    assert sorted(browser.MODULES) == sorted(file.stem for file in files)


def test_no_name_stands_in_two_modules() -> None:
    texts = [*map(browser.source, browser.MODULES), alone.MODULE]  # one text, in a page of its own
    names = [name for text in texts for name in NAMES.findall(text)]
    assert len(names) > 20
    assert sorted(names) == sorted(set(names))


@pytest.mark.parametrize("module", browser.MODULES)
def test_a_module_imports_what_one_before_it_exports_and_all_that_it_uses(module: str) -> None:
    text = browser.source(module)
    before = browser.MODULES[: browser.MODULES.index(module)]
    imported = set()
    for names, origin in IMPORTS.findall(text):
        assert origin in [f"./{other}.js" for other in before]
        given = EXPORTED.findall(browser.source(origin[2:-3]))
        for name in names.strip("{} ").split(", "):
            assert name in given
            assert text.count(name) > 1, f"{name} is imported for nothing"
            imported.add(name)
    assert text.count("import ") == len(IMPORTS.findall(text))
    others = {name for other in before for name in EXPORTED.findall(browser.source(other))}
    for name in others - imported:
        assert not re.search(rf"(?<![.\w]){name}\(", text), f"{name} is used and not imported"


@pytest.mark.parametrize("kind", [Stage, Board])
def test_the_joined_text_is_one_module_that_exports_the_view(kind: type[Stage]) -> None:
    text = str(kind._esm)
    assert "import " not in text
    assert re.findall(r"^export .*", text, re.MULTILINE) == ["export default { render };"]
    assert text.index("const kinds") < text.index("function makePicture")


def test_only_a_board_brings_the_modules_of_a_board() -> None:
    made = re.compile(r"function (make(?:Points|Hand|Tools|Board))\(")
    assert made.findall(str(Board._esm)) == ["makePoints", "makeHand", "makeTools", "makeBoard"]
    assert not made.findall(str(Stage._esm))
    assert len(str(Stage._esm)) < 0.85 * len(str(Board._esm))
