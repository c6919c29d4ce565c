// Exercises: the cell with the dots becomes an editor, and its judge answers below it.

import { makeCell } from "./cell.js";

const NEAR = { rootMargin: "600px 0px" };
const WORDS = { run: "Check my answer", again: "check again", retry: "Check again" };

export function makeExercise(place) {
  const { cell: id, check } = place.dataset;
  const stubCell = place.previousElementSibling.previousElementSibling; // above the judge's
  const input = stubCell.querySelector(".cell_input");
  const stub = input.querySelector("pre").textContent.replace(/\n$/, "");
  const cell = makeCell(place, { id, stub, words: WORDS, question: (code) => ({ code, check }) });

  const near = new IntersectionObserver(async ([{ isIntersecting }]) => {
    if (!isIntersecting) return;
    near.disconnect();
    await cell.open(input, "your answer, in Python");
    place.dataset.alive = "true";
  }, NEAR);
  near.observe(place);
}
