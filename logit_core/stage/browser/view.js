// The view: draws the moving marks of a Stage over its still picture, and the controls above it.
//
// Of `model` it asks only get, set, on, off and save_changes, so it runs in Jupyter through
// anywidget and in any page without a kernel.

import { makeBoard } from "./board.js";
import { controlRow, linesOf, startAgain } from "./controls.js";
import { html } from "./elements.js";
import { makeHandles } from "./handles.js";
import { askForRoom, dressed, isSame, lookOf, watchPage, widthOf } from "./look.js";
import { reader, unpackNumbers } from "./numbers.js";
import { makePicture } from "./picture.js";
import { makeScreen } from "./screen.js";
import { longestOf, speak } from "./sentence.js";

const REST = 500; // milliseconds without a step after which the sentence is read aloud
const OLD =
  "This browser is from before 2023 (it has no DecompressionStream): the picture comes up slowly.";

async function render({ model, el }) {
  const rowsBox = html("div", { className: "rows" });
  const tools = html("div", { className: "tools" });
  const panel = html("div", { className: "panel" }, rowsBox);
  const box = html("div", { className: "box" });
  const hold = html("p", { className: "hint", ariaHidden: "true" });
  const foot = html("div", { className: "foot" }, hold, tools);
  const said = html("p", { className: "said", ariaHidden: "true" });
  const room = html("p", { className: "room", ariaHidden: "true" });
  const words = html("div", { className: "words" }, said, room);
  const announced = html("p", { className: "announced", role: "status" });
  const error = html("p", { className: "error", role: "alert" });
  el.classList.add("logit-stage");
  el.dir = "ltr"; // English, and a slider rises to the right, as the picture's axes do
  el.replaceChildren(panel, box, foot, words, announced, error);

  const screen = makeScreen(el);
  let ended = false;
  let trouble = ""; // why the picture is not what it should be
  let redraw = () => {};
  let wear = null; // draws the picture anew, in another look
  let look = {};
  let frame = 0;
  let rest = 0;
  let watched = [];
  let rows = [];
  let handles = null;
  let board = null;
  const wake = () => {
    frame ||= requestAnimationFrame(() => {
      frame = 0;
      redraw();
    });
  };
  const stop = () => {
    for (const row of rows) row.stop();
  };
  const unwatch = () => {
    for (const name of watched) model.off(`change:${name}`, wake);
    stop();
    handles?.end();
    board?.end();
  };

  const complain = () => {
    error.textContent = model.get("error") || trouble;
    words.hidden = Boolean(model.get("error"));
  };

  const show = (dress, numbers) => {
    const { controls, sentence } = dress.scene;
    const reading = reader(model, controls, numbers);
    const failed = (reason) => fail(dress.scene, dress.href, reason);
    board = makeBoard({ model, scene: dress.scene, numbers, changed: wake, failed });
    let picture = null;
    let drawn = [];
    const put = ({ scene, href }) => {
      handles?.end();
      const { element, draw } = makePicture(scene, href, reading);
      handles = makeHandles(element, scene, reading, { model, taken: stop });
      el.style.setProperty("--widest", `${widthOf(scene)}em`);
      el.dataset.layout = look.layout;
      el.style.colorScheme = look.dark ? "dark" : "light"; // of lists and boxes, too
      box.replaceChildren(element);
      picture = element;
      board?.put(element, scene);
      drawn = [draw, handles.redraw, ...(board ? [board.redraw] : [])];
    };
    put(dress);
    rows = Object.entries(controls)
      .filter(([, control]) => control.shown)
      .map(([name, control]) => {
        const [connected, isDrawn] = [() => el.isConnected, () => !frame];
        return controlRow(name, control, { model, ...reading, connected, drawn: isDrawn });
      });
    const again = startAgain(controls, { model, ...reading, stop, points: board?.points });
    watched = Object.keys(controls);
    for (const name of watched) model.on(`change:${name}`, wake);
    rowsBox.replaceChildren(...linesOf(rows), ...(board ? [board.tools] : []));
    tools.replaceChildren(...(watched.length ? [again.button] : []), screen.button);
    hold.textContent = dress.scene.hint;
    const lengths = { ...reading, controls };
    room.textContent = sentence.map((piece) => longestOf(piece, lengths)).join("");

    const isFirst = !said.textContent;
    const describe = () => picture.setAttribute("aria-label", said.textContent);
    const speakUp = () => {
      describe();
      announced.textContent = [board?.words() ?? "", said.textContent].join(" ").trim();
    };
    const drawAll = () => {
      for (const draw of [...drawn, ...rows.map((row) => row.redraw), again.redraw]) draw();
      const spoken = sentence.map((piece) => speak(piece, reading)).join("");
      said.textContent = board?.said() || spoken;
      clearTimeout(rest);
      rest = setTimeout(speakUp, REST);
    };
    drawAll();
    describe();
    if (isFirst) clearTimeout(rest); // what appears is not read aloud, what changes is
    redraw = () => {
      try {
        drawAll();
      } catch (reason) {
        failed(reason);
      }
    };
    wear = (other) => {
      put(other);
      for (const draw of drawn) draw();
      describe();
    };
  };

  // what can be shown all the same: the still picture, if it is not what failed, and the sentence
  const fail = (scene, still, reason) => {
    console.info("A stage could not be built.", reason);
    unwatch();
    clearTimeout(rest);
    [redraw, wear] = [() => {}, null];
    [rows, watched, handles, board] = [[], [], null, null];
    rowsBox.replaceChildren();
    tools.replaceChildren();
    hold.textContent = room.textContent = "";
    said.textContent = scene.said ?? "";
    const image = still && html("img", { className: "picture", src: still, alt: said.textContent });
    box.replaceChildren(...(still ? [image] : []));
    trouble = `The picture cannot move: ${reason.message}.`;
    complain();
  };

  const build = async () => {
    const scene = model.get("scene");
    if (!Object.keys(scene ?? {}).length) return; // nothing has been sent yet
    const first = lookOf(box, scene);
    const [dress, numbers] = await Promise.allSettled([
      dressed(model, scene, first),
      unpackNumbers(model, scene.count),
    ]);
    if (ended || scene !== model.get("scene")) return; // sent anew meanwhile: that one is built
    look = first;
    unwatch();
    try {
      for (const { reason } of [dress, numbers]) if (reason) throw reason;
      show(dress.value, numbers.value);
      trouble = typeof DecompressionStream === "undefined" ? OLD : "";
    } catch (reason) {
      fail(scene, dress.value?.href, reason);
    }
    complain();
    await suit(); // the page may have changed meanwhile
  };

  const suit = async () => {
    const scene = model.get("scene");
    askForRoom(box, scene, model);
    const wanted = lookOf(box, scene, look);
    if (!wear || isSame(wanted, look)) return;
    look = wanted;
    el.ariaBusy = "true";
    try {
      const dress = await dressed(model, scene, wanted);
      if (!ended && scene === model.get("scene") && look === wanted) wear(dress);
    } catch (reason) {
      fail(scene, null, reason);
    }
    if (look === wanted) el.ariaBusy = "false";
  };

  const pointOut = ({ type, target }) => {
    handles?.pointOut(type === "focusin" ? target.closest(".row")?.dataset.control : null);
  };
  const sized = new ResizeObserver(suit);
  for (const type of ["focusin", "focusout"]) rowsBox.addEventListener(type, pointOut);
  model.on("change:scene", build);
  model.on("change:error", complain);
  complain();
  await build();
  sized.observe(box);
  const unwatchPage = watchPage(suit);
  return () => {
    ended = true;
    unwatch();
    cancelAnimationFrame(frame);
    clearTimeout(rest);
    sized.disconnect();
    unwatchPage();
    screen.end();
    model.off("change:scene", build);
    model.off("change:error", complain);
  };
}

export default { render };
