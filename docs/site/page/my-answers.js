// The page of all exercises: how each stands, what the reader wrote, and how to delete it.

import { canKeep, forgetAnswer, keepsAnything, readAnswer } from "./answers.js";

const REFUSED =
  "This browser keeps nothing (private browsing, or its settings): answers go with their page.";

const rows = [...document.querySelectorAll(".logit-answers > li")];

function stateOf({ code, passed }) {
  if (passed) return "passed";
  return code === null ? "not tried" : "tried";
}

function show(row) {
  const { chapter, cell } = row.dataset;
  const answer = readAnswer(cell, chapter);
  const code = row.querySelector(".code");
  const [showButton, forgetButton] = row.querySelectorAll("button");
  const state = stateOf(answer);
  row.dataset.state = state;
  row.querySelector(".state").textContent = state;
  showButton.disabled = answer.code === null;
  forgetButton.disabled = state === "not tried";
  code.textContent = answer.code ?? "";
  if (answer.code === null) unfold(row, false);
}

function unfold(row, isOpen) {
  const button = row.querySelector(".show");
  button.ariaExpanded = isOpen;
  row.querySelector(".code").hidden = !isOpen;
}

function showAll() {
  for (const row of rows) show(row);
  const count = (state) => rows.filter(({ dataset }) => dataset.state === state).length;
  const passed = `${count("passed")} of ${rows.length} exercises passed`;
  const tally = canKeep() ? `${passed}, ${count("tried")} more tried.` : REFUSED;
  document.querySelector(".logit-tally [role=status]").textContent = tally;
  document.querySelector(".logit-tally button").hidden = !keepsAnything();
}

export function showAnswers() {
  for (const row of rows) {
    const { chapter, cell } = row.dataset;
    const name = row.querySelector("a").textContent;
    const [showButton, forgetButton] = row.querySelectorAll("button");
    showButton.ariaLabel = `My answer to ${name}`;
    forgetButton.ariaLabel = `Delete what is kept of ${name}`;
    showButton.onclick = () => unfold(row, showButton.ariaExpanded !== "true");
    forgetButton.onclick = () => {
      if (!confirm(`Delete your answer to "${name}" from this browser?`)) return;
      forgetAnswer(cell, chapter);
      showAll();
    };
  }
  addEventListener("storage", showAll); // another page of the course has kept something
  addEventListener("pageshow", showAll);
  showAll();
}
