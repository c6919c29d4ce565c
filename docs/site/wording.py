"""Turns the words of a chapter that speak of a notebook into words for a page.

The notebooks are the only source of text, and they are written for who has them open: "Run this
cell". On the page the pictures are alive already, and Python comes when it is asked for.
"""

import re
from typing import Any, Final

# cells about what is installed on the reader's machine: the page needs nothing
_LEFT_OUT: Final = {"check-heading", "check-environment", "read-check"}
LEFT_OUT_SECTION: Final = "00_start_here.ipynb#Is-everything-in-place?"  # which they are

_CALL: Final = r"(?:import `progress` from `logit_core.exercises` and call `progress\(\)`|"
_RUN: Final = r"run `from logit_core.exercises import progress` and then `progress\(\)`)"

# What a notebook says, and what the page says in its place; a space stands for any white space.
_TURNED: Final = {
    r"Run this cell first\. It fetches": "The set-up fetches",
    r"Run (?:this cell|these two cells) first\.\s*": "",
    r"Replace the three dots by your code, run the cell,(?: and)? then (?:run )?the (?:cell|one) "
    r"below it\.": "Replace the three dots by your code, then press *Check my answer*.",
    rf"To see what you have passed, {_CALL}{_RUN}\.": (
        "What you have passed stands among [your answers](my_answers.md)."
    ),
    r"Before you run the cell:": "Before you look:",
    # 0 Start here
    r"In JupyterLab, click on the next cell, .*?: the picture moves\. Then drag": "Drag",
    r"\*\*Predict, run, read\.\*\* (.*?) Then run the cell, and read the sentence after it\.": (
        r"**Predict, then read.** \1 Then look at what the cell shows, and read the sentence "
        "after it."
    ),
    r"- \*\*Hide the answers\.\*\* .*?\*Clear Outputs of All Cells\*\. ": "",
    r" The pictures are drawn in your browser, so they move even .*? is busy\.": "",
    r"Change a number in a cell and run it again\. If you are lost, .*? Run All Cells\*\.": (
        "Press *Try it* at the edge of a cell, change a number and press *Run*. What it "
        "needs from above runs before it. *Start over* brings back what stood there."
    ),
    r"Replace the `\.\.\.` by your code and run the cell below it\.": (
        "Replace the `...` by your code and press *Check my answer*."
    ),
    r"`progress\(\)` lists what you have passed; .*? nothing of it leaves your machine\.": (
        "The page of [your answers](my_answers.md) lists what you have passed, and nothing of it "
        "leaves your machine."
    ),
    r"On your own machine, choose \*File\*, then \*Save Notebook\*\. .*?then \*Download\*\.": (
        "Your browser keeps it, on this machine. *Save my answers as a notebook*, below the title "
        "of a chapter, puts it into a file."
    ),
    # 2 The sigmoid
    r"Without a running kernel the points move,": (
        "It comes to this page with the first change. Until it is here the points move,"
    ),
    # 5 The Iris demo
    r"Now choose \*Kernel\*, then \*Shut Down Kernel\*, and move it again\. The pictures still "
    r"follow, because no Python is needed": "No Python is needed",
}
RULES: Final = {
    re.compile(words.replace(" ", r"\s+"), re.DOTALL): said for words, said in _TURNED.items()
}


def turn(notebook: Any) -> None:
    """Let a notebook say what a page has to say."""
    notebook.cells = [cell for cell in notebook.cells if cell.id not in _LEFT_OUT]
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            for words, said in RULES.items():
                cell.source = words.sub(said, cell.source)
