// Exercises: the cell with the dots becomes an editor, and its judge answers below it.

import { forgetAll, forgetAnswer, keepAnswer, readAnswer } from "./answers.js";
import { ask, end, settings } from "./python.js";

const NEAR = { rootMargin: "600px 0px" };
const START = "Python is loading"; // what the worker says first
const LOADING = `Python comes from ${settings.host}, about ${settings.megabytes} MB, once`;

let isWarm = false; // whether Python has been asked for already

function element(tag, properties, ...children) {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...children);
  return made;
}

function show(out, outputs) {
  out.replaceChildren(
    ...outputs.map(({ text, html, error }) => {
      if (html) return element("div", { innerHTML: html });
      const className = error ? "logit-trouble" : "";
      return element("pre", { className, textContent: text ?? error, tabIndex: 0 });
    }),
  );
}

export function makeExercise(place) {
  const { cell, check } = place.dataset;
  const judgeCell = place.previousElementSibling;
  const stubCell = judgeCell.previousElementSibling;
  const input = stubCell.querySelector(".cell_input");
  const stub = input.querySelector("pre").textContent.replace(/\n$/, "");
  let answer = readAnswer(cell);

  const button = (textContent, className = "") => {
    return element("button", { type: "button", textContent, className });
  };
  const checkButton = button("Check my answer", "primary");
  const stopButton = button("Stop");
  const againButton = button("Start over");
  const said = element("span", { className: "said", role: "status" });
  const out = element("div", { className: "logit-verdict" });
  stopButton.hidden = true;
  const bar = element("div", { className: "logit-run" }, checkButton, stopButton, againButton, said);
  place.replaceChildren(bar, out);

  const say = (words) => (said.textContent = words);
  const showState = () => say(answer.passed ? "You have passed this one." : "");
  const keep = (changes) => {
    answer = { ...answer, ...changes };
    if (!keepAnswer(cell, answer)) say("This browser keeps nothing: the answer goes with the page.");
  };
  showState();

  const tell = (words) => say(words === START ? `${LOADING} …` : `${words} …`);

  let editor = null;
  const run = async () => {
    if (checkButton.disabled) return;
    checkButton.disabled = true;
    stopButton.hidden = false;
    const code = editor ? editor.read() : stub;
    const { outputs, failed } = await ask({ code, check }, tell);
    checkButton.disabled = false;
    stopButton.hidden = true;
    if (failed) {
      const why = `Python could not be loaded from ${settings.host} (${failed}). Check again to retry.`;
      show(out, [{ error: why }]);
      return say("");
    }
    if (outputs.at(-1)?.passed) keep({ passed: true });
    showState();
    show(out, outputs);
  };
  checkButton.onclick = run;
  stopButton.onclick = () => {
    end({ outputs: [{ error: "Stopped. Python starts anew when you check again." }] });
  };
  againButton.onclick = () => {
    forgetAnswer(cell);
    answer = { code: null, passed: false };
    editor?.write(stub);
    forgetAnswer(cell); // what the editor has just kept
    out.replaceChildren();
    say("");
  };

  // the larger part is loaded while the reader thinks, unless bytes are to be spared
  const warmUp = async () => {
    if (isWarm || navigator.connection?.saveData) return;
    isWarm = true;
    await ask({}, tell);
    if (!checkButton.disabled) showState();
  };

  const near = new IntersectionObserver(async ([{ isIntersecting }]) => {
    if (!isIntersecting) return;
    near.disconnect();
    const { makeEditor } = await import("./editor.js");
    const holder = element("div", { className: "logit-editor" });
    editor = makeEditor(holder, answer.code ?? stub, {
      label: "your answer, in Python",
      run,
      changed: (code) => keep({ code }),
      focused: warmUp,
    });
    input.replaceWith(holder);
    place.dataset.alive = "true";
  }, NEAR);
  near.observe(place);
}

export function offerToForget(button) {
  button.onclick = () => {
    if (!confirm("Delete all your answers, of every chapter, from this browser?")) return;
    forgetAll();
    location.reload();
  };
}
