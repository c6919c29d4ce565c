// The chapter's notebook with the reader's own code in its cells, to be taken home.

import { readAnswer } from "./answers.js";
import { address, loadNotebook } from "./notebook.js";

const UNCHANGED = "It is saved without changes: you have no answers here yet.";

// Puts the reader's code into the cells, and says into how many. Outputs go where they no longer
// belong: below a changed cell, and below the judge of a changed exercise.
export function putAnswers(notebook) {
  let changed = 0;
  let isFresh = false; // whether the cell before was changed
  for (const cell of notebook.cells) {
    if (cell.cell_type !== "code") continue;
    const { code } = readAnswer(cell.id);
    const isOwn = code !== null && code !== cell.source.join("");
    const isJudge = cell.metadata.tags?.includes("exercise") && isFresh;
    if (isOwn) cell.source = code.split(/(?<=\n)/);
    if (isOwn || isJudge) Object.assign(cell, { outputs: [], execution_count: null });
    changed += isOwn;
    isFresh = isOwn;
  }
  return changed;
}

function download(text, name) {
  const address = URL.createObjectURL(new Blob([text], { type: "application/x-ipynb+json" }));
  Object.assign(document.createElement("a"), { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000); // the browser may be slow to take it
}

export async function saveNotebook(button) {
  const said = button.parentElement.querySelector("[role=status]");
  try {
    const notebook = await loadNotebook();
    const changed = putAnswers(notebook);
    const name = address.split("/").pop();
    download(`${JSON.stringify(notebook, null, 1)}\n`, name);
    const cells = changed === 1 ? "1 cell" : `${changed} cells`;
    said.textContent = changed ? `${name} holds your code in ${cells}.` : UNCHANGED;
  } catch (reason) {
    said.textContent = `The notebook could not be loaded (${reason.message}).`;
  }
}
