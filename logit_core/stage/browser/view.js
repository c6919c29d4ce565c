// The view: draws the moving marks of a Stage over its still picture, and the controls above it.
//
// Of `model` it asks only get, set, on, off and save_changes, so it runs in Jupyter through
// anywidget and in any page without a kernel.

import { controlRow } from "./controls.js";
import { html } from "./elements.js";
import { reader, unpack } from "./numbers.js";
import { makePicture } from "./picture.js";
import { longestOf, speak } from "./sentence.js";

const REST = 500; // milliseconds without a step after which the sentence is read aloud

async function render({ model, el }) {
  const rowsBox = html("div", { className: "rows" });
  const panel = html("div", { className: "panel" }, rowsBox);
  const box = html("div", { className: "box" });
  const wider = "The picture is wider than this page: scroll it sideways.";
  const hint = html("p", { className: "hint", ariaHidden: "true", textContent: wider });
  hint.hidden = true;
  const said = html("p", { className: "said", ariaHidden: "true" });
  const room = html("p", { className: "room", ariaHidden: "true" });
  const words = html("div", { className: "words" }, said, room);
  const announced = html("p", { className: "announced", role: "status" });
  const error = html("p", { className: "error", role: "alert" });
  el.classList.add("logit-stage");
  el.replaceChildren(panel, box, hint, words, announced, error);

  let ended = false;
  let redraw = () => {};
  let frame = 0;
  let rest = 0;
  let watched = [];
  let rows = [];
  const wake = () => {
    frame ||= requestAnimationFrame(() => {
      frame = 0;
      redraw();
    });
  };
  const unwatch = () => {
    for (const name of watched) model.off(`change:${name}`, wake);
    for (const { stop } of rows) stop();
  };

  // a box that scrolls must be reachable by keyboard; one that does not must not stop the Tab key
  const fit = () => {
    const scrolls = box.scrollWidth > box.clientWidth;
    hint.hidden = !scrolls;
    box.tabIndex = scrolls ? 0 : -1;
    box.role = scrolls ? "group" : null;
    box.ariaLabel = scrolls ? "picture, scrolls sideways" : null;
  };
  const build = async () => {
    const scene = model.get("scene");
    const { size, controls, sentence } = scene;
    if (!size) return;
    const { href, numbers } = await unpack(model);
    if (ended || scene !== model.get("scene")) return; // sent anew meanwhile: that one is built
    const reading = reader(model, controls, numbers);
    const { picture, draw } = makePicture(scene, href, reading);

    unwatch();
    rows = Object.entries(controls)
      .filter(([, control]) => control.shown)
      .map(([name, control]) => {
        const [connected, drawn] = [() => el.isConnected, () => !frame];
        return controlRow(name, control, { model, ...reading, connected, drawn });
      });
    watched = Object.keys(controls);
    for (const name of watched) model.on(`change:${name}`, wake);
    rowsBox.replaceChildren(...rows.map(({ row }) => row));
    box.replaceChildren(picture);
    const lengths = { ...reading, controls };
    room.textContent = sentence.map((piece) => longestOf(piece, lengths)).join("");

    const isFirst = !said.textContent;
    const describe = () => picture.setAttribute("aria-label", said.textContent);
    const speakUp = () => {
      describe();
      announced.textContent = said.textContent;
    };
    redraw = () => {
      draw();
      for (const row of rows) row.redraw();
      said.textContent = sentence.map((piece) => speak(piece, reading)).join("");
      clearTimeout(rest);
      rest = setTimeout(speakUp, REST);
    };
    redraw();
    describe();
    if (isFirst) clearTimeout(rest); // what appears is not read aloud, what changes is
    fit();
  };

  const complain = () => {
    error.textContent = model.get("error");
    words.hidden = Boolean(error.textContent);
  };
  const sized = new ResizeObserver(fit);

  model.on("change:scene", build);
  model.on("change:error", complain);
  complain();
  await build();
  sized.observe(box);
  return () => {
    ended = true;
    unwatch();
    cancelAnimationFrame(frame);
    clearTimeout(rest);
    sized.disconnect();
    model.off("change:scene", build);
    model.off("change:error", complain);
  };
}

export default { render };
