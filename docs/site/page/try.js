// "Try it": any cell of a chapter can be opened, changed and run in the page.

import { makeCell } from "./cell.js";
import { html } from "./elements.js";
import { loadNotebook } from "./notebook.js";

const WORDS = { run: "Run", again: "run it again", retry: "Run it again" };

const opened = new Map(); // the cells that are open, by their ids
let loading = null;

// the cells of the chapter, exercises left out: nothing else needs them
function loadCells() {
  loading ??= loadNotebook().catch((reason) => {
    loading = null; // the next press tries anew
    throw reason;
  });
  const isOwn = ({ cell_type, metadata }) => {
    return cell_type === "code" && !metadata.tags?.includes("exercise");
  };
  return loading.then(({ cells }) => {
    return cells.filter(isOwn).map(({ id, source }) => ({ id, code: source.join("") }));
  });
}

// what stands above a cell on the page now
function above(id, cells) {
  const before = cells.slice(0, cells.findIndex((one) => one.id === id));
  return before.map((one) => opened.get(one.id)?.read() ?? one.code);
}

// what Python is asked for the picture of a cell that is as it was
export async function questionOf(id) {
  const cells = await loadCells();
  const { code } = cells.find((one) => one.id === id);
  return { cell: id, code, above: above(id, cells) };
}

async function openCell(place, door) {
  const { cell: id } = place.dataset;
  const cells = await loadCells();
  const stub = cells.find((one) => one.id === id).code;
  const shown = place.previousElementSibling;
  const output = shown.querySelector(".cell_output");
  const input = shown.querySelector(".cell_input") ?? shown.insertBefore(html("div", {}), output);
  const cell = makeCell(place, {
    id,
    stub,
    words: WORDS,
    question: (code) => ({ cell: id, code, above: above(id, cells) }),
    answered: () => output && (output.hidden = true), // another has taken its place
    restarted: () => {
      opened.delete(id);
      editor.replaceWith(input);
      place.replaceChildren();
      shown.after(place);
      if (output) output.hidden = false;
      door.disabled = false;
      door.focus();
    },
  });
  opened.set(id, cell);
  const editor = await cell.open(input, "this cell, in Python");
  editor.after(place); // between the code and what it shows
  cell.focus();
}

export function offerToTry(place) {
  const shown = place.previousElementSibling;
  const input = shown.querySelector(".cell_input");
  const own = html("button", { type: "button", textContent: "Try it" });
  const door = shown.querySelector(".logit-change") ?? own; // where its code is not shown
  input?.append(door);
  door.disabled = false;
  door.onclick = async () => {
    door.disabled = true;
    try {
      await openCell(place, door);
    } catch (reason) {
      door.disabled = false;
      const textContent = `This cell could not be opened (${reason.message}).`;
      place.replaceChildren(html("p", { className: "logit-trouble", textContent }));
    }
  };
}
