// Makes a page of the course alive: each picture, quiz and game when it comes near.

import { offerToForget } from "./answers.js";
import { makeExercise } from "./exercise.js";
import { sayWhereNothingIsFound, showTextAlone } from "./excerpts.js";
import { showAnswers } from "./my-answers.js";
import { saveNotebook } from "./own-notebook.js";
import { offerToTry } from "./try.js";
import { wakeNear } from "./waking.js";

const addressed = new URLSearchParams(location.hash.slice(1)); // "#stage=...&learning_rate=20"

// what the theme leaves out for readers without a mouse or a screen
document.querySelector(".sidebar-drawer").ariaLabel = "All chapters";
document.querySelector(".toc-drawer").ariaLabel = "On this page";
const wide = ["pre", ".katex-display", ".table-wrapper", ".cell_output:has(> img)"];
const letScroll = () => {
  for (const box of document.querySelectorAll(`article :is(${wide})`)) {
    if (box.scrollWidth > box.clientWidth) box.tabIndex = 0;
    else box.removeAttribute("tabindex");
  }
};
letScroll();
addEventListener("resize", letScroll);

wakeNear(({ id }) => (id === addressed.get("stage") ? location.hash.slice(1) : ""));

if (typeof Search === "object") { // on the page of the search alone
  showTextAlone(Search);
  sayWhereNothingIsFound(Documentation);
}

for (const button of document.querySelectorAll(".logit-own")) {
  button.onclick = () => saveNotebook(button);
}

if (addressed.has("stage")) document.getElementById(addressed.get("stage"))?.scrollIntoView();

if (document.querySelector(".logit-answers")) showAnswers();
for (const place of document.querySelectorAll(".logit-exercise")) makeExercise(place);
for (const place of document.querySelectorAll(".logit-try")) offerToTry(place);
for (const button of document.querySelectorAll(".logit-forget")) offerToForget(button);
