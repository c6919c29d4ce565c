"""What stands in a stage's place until it is alive, and for good where there is no JavaScript.

It has the elements of `view.js`, so it is as large as what comes: nothing on the page moves.
"""

import html
import itertools
import math
from collections.abc import Mapping, Sequence
from typing import Any, Final, NamedTuple

_POINTS_PER_PIXEL: Final = 0.75
_LETTERS: Final = 14  # pixels of the letters for which pictures are made, as in look.js


class Places(NamedTuple):
    """Where a page finds what belongs to a stage."""

    data: str
    alone: str  # the stage as a page of its own
    has_code: bool  # whether its cell can be opened from here, as its code is not shown


def stage_html(
    state: Mapping[str, Any], name: str, places: Places, pictures: Sequence[Mapping[str, str]]
) -> str:
    """Return the placeholder of a stage or panel.

    Parameters
    ----------
    state : mapping
        What `Stage.state` or `Panel.state` gave.
    name : str
        What the page calls it, to be addressed.
    places : Places
        Where its data and its own page lie, as the page sees them.
    pictures : sequence of mapping
        Its still pictures, each with its ``file``, its ``layout`` and its ``theme``.
    """
    traits = state["traits"]
    scene = traits["scene"]
    controls = scene["controls"]
    shown = [(one, traits[control]) for control, one in controls.items() if one["shown"]]
    sizes = {"wide": scene["size"], "stacked": (scene["stacked"] or scene)["size"]}
    wide = sizes["wide"][0] / _POINTS_PER_PIXEL / _LETTERS
    said = html.escape(state["sentence"])
    images = "".join(_image(one, sizes[one["layout"]], said) for one in pictures)
    again = "<button disabled>Start again</button>" if controls else ""
    tools = f"{again}<button disabled>Full screen</button>"
    return (
        f'<div class="logit-embed" id="{name}" data-kind="stage" data-src="{places.data}">'
        f'<div class="logit-alone">{_lists(state.get("lists", []))}'
        f'<div class="logit-stage" style="--widest: {wide}em">'
        f'<div class="panel"><div class="rows">{_rows(shown)}{_tools(scene)}</div></div>'
        f'<div class="box">{_layouts(name, wide) if scene["stacked"] else ""}{images}</div>'
        f'<div class="foot"><p class="hint">{html.escape(scene["hint"])}</p>'
        f'<div class="tools">{tools}</div></div>'
        f'<div class="words"><p class="said">{said}</p>'
        f'<p class="room" aria-hidden="true">{html.escape(state["longest"])}</p></div>'
        f"</div></div>{_doors(places)}</div>"
    )


def quiz_html(state: Mapping[str, Any], unfolding: str, name: str, data: str) -> str:
    """Return the placeholder of a quiz.

    Parameters
    ----------
    state : mapping
        The questions, as the quiz in the browser has them.
    unfolding : str
        The questions for pages without JavaScript: each option unfolds to its answer.
    name, data : str
        What the page calls it, and where its data lie.
    """
    questions = state["questions"]
    fields = "".join(
        f"<fieldset><legend>{number}. {one['text']}</legend>"
        + "".join(
            f'<label><input type="radio" disabled><span>{option["text"]}</span></label>'
            for option in one["options"]
        )
        + '<p class="answer"></p></fieldset>'
        for number, one in enumerate(questions, start=1)
    )
    return (
        f'<div class="logit-embed" id="{name}" data-kind="quiz" data-src="{data}">'
        f'<div class="logit-quiz">{fields}'
        f'<p class="count">0 of {len(questions)} right so far.</p></div>'
        f"<noscript>{unfolding}</noscript></div>"
    )


def forecast_html(state: Mapping[str, Any], unfolding: str, name: str, data: str) -> str:
    """Return the placeholder of the game "How sure are you?".

    Parameters
    ----------
    state : mapping
        The rounds, as the game in the browser has them.
    unfolding, name, data : str
        As for a quiz.
    """
    first = state["rounds"][0]
    coin = f"{math.log(2):.2f}"
    lanes = "".join(
        f'<div class="lane"><span class="name">{who} 0.00</span>'
        '<span class="track"><span class="bar" style="width: 0"></span></span></div>'
        for who in ("You", "A coin")
    )
    return (
        f'<div class="logit-embed" id="{name}" data-kind="forecast" data-src="{data}">'
        f'<div class="logit-forecast"><p class="count">Statement 1 of {len(first)}</p>'
        f"<fieldset><legend>{first[0]['text']}</legend>"
        "<label>Chance that it is true: <strong>50 %</strong>"
        '<input type="range" min="1" max="99" value="50" disabled></label>'
        f'<p class="stake">You pay {coin} if it is true, {coin} if it is false. '
        f"A coin pays {coin}.</p></fieldset>"
        '<button type="button" disabled>Answer</button><p class="answer"></p>'
        f'<div class="race">{lanes}</div></div>'
        f"<noscript>{unfolding}</noscript></div>"
    )


def _doors(places: Places) -> str:
    """Return the line below a picture: what can be done with it elsewhere."""
    change = '<button type="button" class="logit-change" disabled>Change its code</button>'
    return (
        '<div class="logit-link"><button type="button" class="link" disabled>'
        f"Link to this position</button>{change if places.has_code else ''}"
        "<details><summary>Embed this picture</summary>"
        f'<p>It is <a href="{places.alone}">a page of its own</a>, in one file that can be '
        f'<a href="{places.alone}" download>downloaded</a> and needs no network. This line shows '
        "it in another page:</p>"
        '<textarea readonly rows="4" aria-label="the line that shows the picture in another page">'
        '</textarea><button type="button" class="copy">Copy the line</button></details>'
        '<span role="status"></span></div>'
    )


def _image(picture: Mapping[str, str], size: Sequence[float], said: str) -> str:
    width, height = (length / _POINTS_PER_PIXEL for length in size)
    return (
        f'<img class="picture {picture["layout"]} only-{picture["theme"]}" src="{picture["file"]}" '
        f'width="{width:.0f}" height="{height:.0f}" alt="{said}" decoding="async" loading="lazy" '
        f'style="max-width: {width / _LETTERS}em">'
    )


def _layouts(name: str, wide: float) -> str:
    """Return the rule by which `look.js` chooses a layout: where there is little room, stacked."""
    narrow = f"min({wide}em, max(560px, {0.7 * wide}em))"
    return (
        f"<style>@container picture (width < {narrow}) {{ #{name} .wide {{ display: none "
        f"!important }} }} @container picture (width >= {narrow}) "
        f"{{ #{name} .stacked {{ display: none !important }} }}</style>"
    )


def _rows(shown: Sequence[tuple[Mapping[str, Any], int]]) -> str:
    """Return the controls: a range has a line of its own, what is short stands side by side."""
    lines = []
    for is_short, controls in itertools.groupby(shown, lambda one: one[0]["kind"] != "range"):
        rows = "".join(_row(control, at) for control, at in controls)
        lines.append(f'<div class="line">{rows}</div>' if is_short else rows)
    return "".join(lines)


def _tools(scene: Mapping[str, Any]) -> str:
    """Return the tools of a board, as `tools.js` makes them; nothing for another stage."""
    board = scene.get("board")
    if not board:
        return ""
    brushes = "".join(
        f'<button disabled class="brush brush-{label}">{html.escape(name)}</button>'
        for label, name in enumerate(board["classes"])
    )
    chosen = "".join(f"<button disabled>{name}</button>" for name in ("Other class", "Delete"))
    starts = "".join(f"<button disabled>{html.escape(name)}</button>" for name in board["starts"])
    lines = {"new points": brushes, "chosen point": chosen, "start from": starts}
    rows = "".join(
        f'<div class="row"><span class="title">{title}</span>'
        f'<span class="buttons">{buttons}</span></div>'
        for title, buttons in lines.items()
    )
    return f'<div class="line">{rows}<p class="chosen">No point is chosen.</p></div>'


def _row(control: Mapping[str, Any], at: int) -> str:
    label, labels, kind = html.escape(control["label"]), control["labels"], control["kind"]
    shown = html.escape(labels[at])
    name = f'disabled aria-label="{label}"'
    inputs = {
        "range": f'<input type="range" {name} min="0" max="{len(labels) - 1}" value="{at}">',
        "choice": f"<select {name}>{_options(labels, at)}</select>",
        "toggle": f'<input type="checkbox" {name}{" checked" if at else ""}>',
    }
    notch = control["notch"]
    mark = (
        f'<div class="notch" style="--at: {notch["at"]}" aria-hidden="true">'
        f"<span>{html.escape(notch['text'])}</span></div>"
        if notch
        else ""
    )
    width = max(map(len, labels))
    output = "<output>" if kind == "choice" else f'<output style="min-width: {width}ch">{shown}'
    buttons = "<button disabled>Play</button><button disabled>Step</button>"
    return (
        f'<div class="row"><span class="title">{label}</span>'
        f'<div class="track">{inputs[kind]}{mark}</div>{output}</output>'
        f'<span class="buttons">{buttons if control["play"] else ""}</span></div>'
    )


def _options(labels: Sequence[str], at: int) -> str:
    """Return all entries of a list, which is as wide as the longest of them."""
    return "".join(
        f"<option{' selected' if place == at else ''}>{html.escape(text)}</option>"
        for place, text in enumerate(labels)
    )


def _lists(lists: list[Mapping[str, Any]]) -> str:
    def row(one: Mapping[str, Any]) -> str:
        label, shown = html.escape(one["label"]), html.escape(one["labels"][one["at"]])
        if one["kind"] == "range":
            return f'<label>{label} <input type="range" disabled><output>{shown}</output></label>'
        options = _options(one["labels"], one["at"])
        return f"<label>{label} <select disabled>{options}</select></label>"

    rows = "".join(row(one) for one in sorted(lists, key=lambda one: not one["control"]))
    return f'<div class="logit-lists">{rows}</div>' if lists else ""
