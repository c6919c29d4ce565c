// Makes a page of the course alive: each picture, quiz and game when it comes near.

import { offerToForget } from "./answers.js";
import { makeExercise } from "./exercise.js";
import { showTextAlone } from "./excerpts.js";
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

if (typeof Search === "object") showTextAlone(Search); // on the page of the search alone

// at once: a press that comes before the editors is not lost
for (const button of document.querySelectorAll(".logit-own")) {
  button.onclick = async () => (await import("./own-notebook.js")).saveNotebook(button);
}

if (addressed.has("stage")) document.getElementById(addressed.get("stage"))?.scrollIntoView();

const answers = document.querySelector(".logit-answers");
if (answers) (await import("./my-answers.js")).showAnswers();

for (const place of document.querySelectorAll(".logit-exercise")) makeExercise(place);
for (const place of document.querySelectorAll(".logit-try")) offerToTry(place);
for (const button of document.querySelectorAll(".logit-forget")) offerToForget(button);
