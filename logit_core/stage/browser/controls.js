// The controls: native inputs, so that keyboard and screen readers know them.

import { html } from "./elements.js";
import { longest } from "./sentence.js";

// the element that the reader moves, and how a position is read off it and shown by it
const inputs = {
  range({ labels }) {
    const input = html("input", { type: "range", min: 0, max: labels.length - 1, step: 1 });
    const show = (position) => {
      input.value = position;
      input.ariaValueText = labels[position];
    };
    return { input, read: () => Number(input.value), show, says: labels };
  },
  choice({ labels }) {
    const options = labels.map((text, value) => html("option", { value, textContent: text }));
    const input = html("select", {}, ...options);
    const show = (position) => (input.value = position);
    return { input, read: () => Number(input.value), show, says: null };
  },
  toggle({ labels }) {
    const input = html("input", { type: "checkbox" });
    const show = (position) => (input.checked = position === 1);
    return { input, read: () => Number(input.checked), show, says: labels };
  },
};

export function controlRow(name, control, { model, position, connected, drawn }) {
  const { labels, label, kind, play, notch } = control;
  const last = labels.length - 1;
  if (!(kind in inputs)) throw new Error(`its control "${label}" is of an unknown kind`);
  const { input, read, show, says } = inputs[kind](control);
  input.ariaLabel = label;
  const title = html("span", { className: "title", textContent: label });
  const output = html("output", { ariaHidden: "true" });
  if (says) output.style.minWidth = `${longest(says).length}ch`;
  const track = html("div", { className: "track" }, input);
  const buttons = html("span", { className: "buttons" });
  const row = html("div", { className: "row" }, title, track, output, buttons);
  row.dataset.control = name;
  if (notch) {
    const words = html("span", { textContent: notch.text });
    const mark = html("div", { className: "notch", ariaHidden: "true" }, words);
    mark.style.setProperty("--at", notch.at);
    track.append(mark);
    input.setAttribute("aria-description", notch.text);
  }

  let timer = 0;
  let played = 0; // the position that Play has set
  let playButton = null;
  const stop = () => {
    if (!timer) return;
    clearInterval(timer);
    timer = 0;
    playButton.textContent = "Play";
    model.save_changes();
  };
  const step = () => (position(name) < last ? model.set(name, position(name) + 1) : stop());
  const tick = () => {
    if (!connected() || position(name) !== played) return stop(); // gone, or moved from elsewhere
    if (!drawn()) return; // a slow screen makes Play slow, and it still shows every position
    step();
    played = position(name);
  };
  const start = () => {
    if (position(name) === last) model.set(name, 0);
    played = position(name);
    playButton.textContent = "Pause";
    timer = setInterval(tick, play);
  };
  input.addEventListener("input", () => {
    stop();
    model.set(name, read()); // the picture follows every value ...
  });
  input.addEventListener("change", () => model.save_changes()); // ... Python hears where it rests
  if (play) {
    playButton = html("button", { type: "button", textContent: "Play" });
    playButton.onclick = () => (timer ? stop() : start());
    const stepButton = html("button", { type: "button", textContent: "Step" });
    stepButton.onclick = () => {
      stop();
      step();
      model.save_changes();
    };
    for (const button of [playButton, stepButton]) button.setAttribute("aria-description", label);
    buttons.append(playButton, stepButton);
  }
  for (const element of [input, ...buttons.children]) {
    element.dataset.lmSuppressShortcuts = "true"; // else JupyterLab takes the arrow keys
  }
  const redraw = () => {
    show(position(name));
    if (says) output.textContent = says[position(name)];
  };
  return { row, isShort: kind !== "range", redraw, stop };
}

// What is short, a list or a box, stands beside the one before it; a range has a line of its own.
export function linesOf(rows) {
  const lines = [];
  for (const { row, isShort } of rows) {
    const last = lines.at(-1);
    if (isShort && last?.className === "line") last.append(row);
    else lines.push(isShort ? html("div", { className: "line" }, row) : row);
  }
  return lines;
}

// Brings all controls back to where they stood at first, and the points of a board, if there are
// any. While they stand there it is not `disabled`, for it would lose the focus as soon as it is
// pressed.
export function startAgain(controls, { model, position, stop, points }) {
  const button = html("button", { type: "button", textContent: "Start again" });
  button.dataset.lmSuppressShortcuts = "true";
  const moved = () => Object.keys(controls).filter((name) => position(name) !== controls[name].at);
  button.onclick = () => {
    stop();
    const names = moved();
    for (const name of names) model.set(name, controls[name].at);
    if (names.length) model.save_changes();
    points?.restart();
  };
  const redraw = () => {
    button.ariaDisabled = String(moved().length === 0 && (points?.areFirst() ?? true));
  };
  return { button, redraw };
}
