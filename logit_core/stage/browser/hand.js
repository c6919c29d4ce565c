// The hand on a board: it places and moves points in the picture, by pointer and by keyboard.

import { onEscape, pointOf, svg } from "./elements.js";
import { scales } from "./scales.js";

const HIT = 12; // CSS pixels around a point within which it is hit
const STEP = 0.01; // of the width, for an arrow key; with Shift ten times as much
const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };

// Returns what draws the grips of the points and what ends a drag; `brush` is the class of new ones.
export function makeHand(picture, scene, points, brush) {
  const axes = scene.axes[scene.marks[scene.board.marks[0]].axes];
  const { box: [left, top, width, height], xlim, ylim } = axes;
  const scale = scales(axes);
  picture.setAttribute("role", "group"); // what is in it can be reached
  const group = svg("g", { class: "handles" }, picture);
  const place = { x: left, y: top, width, height };
  const plane = svg("rect", { class: "plane", ...place, tabindex: 0, role: "application" }, group);
  plane.ariaLabel = "Points";
  plane.setAttribute("aria-description", scene.hint);
  plane.dataset.lmSuppressShortcuts = "true"; // else JupyterLab takes the keys
  const grips = svg("g", { class: "grips" }, group);
  const rings = ["glow", "halo"].map((name) => svg("circle", { class: name, r: 7 }, group));
  let held = null;

  const within = (value, [low, high]) => {
    return Math.max(low, Math.min(high, Number(value.toPrecision(6))));
  };
  const toData = ([x, y]) => [
    within(xlim[0] + ((x - left) / width) * (xlim[1] - xlim[0]), xlim),
    within(ylim[0] + ((top + height - y) / height) * (ylim[1] - ylim[0]), ylim),
  ];
  const nearest = ([x, y]) => {
    const distances = points.all.map(([x1, x2]) => Math.hypot(scale.x(x1) - x, scale.y(x2) - y));
    const least = Math.min(...distances);
    return least <= HIT / picture.getScreenCTM().a ? distances.lastIndexOf(least) : -1;
  };

  const redraw = () => {
    points.all.forEach(([x1, x2], k) => {
      const grip = grips.children[k] ?? svg("path", { class: "area" }, grips);
      grip.setAttribute("d", `M${scale.x(x1).toFixed(2)} ${scale.y(x2).toFixed(2)}h0`);
    });
    while (grips.children.length > points.all.length) grips.lastChild.remove();
    const chosen = points.all[points.chosen];
    for (const ring of rings) {
      ring.setAttribute("visibility", chosen ? "visible" : "hidden");
      if (!chosen) continue;
      ring.setAttribute("cx", scale.x(chosen[0]).toFixed(2));
      ring.setAttribute("cy", scale.y(chosen[1]).toFixed(2));
    }
    picture.classList.toggle("late", points.isLate);
  };

  // ---- by pointer: a press places a point, or a drag moves one

  const press = (event) => {
    points.add(...toData(pointOf(picture, event)), brush());
    plane.focus({ preventScroll: true });
  };
  const takeHold = (event) => {
    if (held || event.button !== 0) return;
    const [x, y] = pointOf(picture, event);
    const index = nearest([x, y]);
    if (index < 0) return;
    event.preventDefault(); // no text is selected
    grips.setPointerCapture(event.pointerId);
    points.choose(index);
    const [x1, x2] = points.all[index];
    held = { id: event.pointerId, from: [x1, x2], off: [x - scale.x(x1), y - scale.y(x2)] };
    grips.classList.add("held");
    window.addEventListener("keydown", escape, true);
    plane.focus({ preventScroll: true });
  };
  const drag = (event) => {
    if (held?.id !== event.pointerId) return;
    const [x, y] = pointOf(picture, event);
    points.move(...toData([x - held.off[0], y - held.off[1]]));
  };
  const letGo = () => {
    if (!held) return;
    held = null;
    grips.classList.remove("held");
    window.removeEventListener("keydown", escape, true);
  };
  const giveBack = () => {
    if (held) points.move(...held.from);
    letGo();
  };
  const escape = onEscape(giveBack);
  plane.addEventListener("click", press);
  grips.addEventListener("pointerdown", takeHold);
  grips.addEventListener("pointermove", drag);
  grips.addEventListener("pointercancel", giveBack);
  grips.addEventListener("lostpointercapture", letGo);

  // ---- by keyboard

  const chooseNext = (step) => {
    const count = points.all.length;
    const from = points.chosen < 0 && step < 0 ? 0 : points.chosen;
    if (count) points.choose((from + step + count) % count);
  };
  const nudge = ([right, up], far) => {
    const chosen = points.all[points.chosen];
    if (!chosen) return chooseNext(1);
    const by = STEP * (far ? 10 : 1) * (xlim[1] - xlim[0]);
    points.move(within(chosen[0] + right * by, xlim), within(chosen[1] + up * by, ylim));
  };
  const keys = {
    Enter: () => points.add(...toData([left + width / 2, top + height / 2]), brush()),
    n: () => chooseNext(1),
    p: () => chooseNext(-1),
    " ": points.recolour,
    Delete: points.remove,
    Backspace: points.remove,
  };
  plane.addEventListener("keydown", (event) => {
    const { key, shiftKey, ctrlKey, altKey, metaKey } = event;
    if (held || ctrlKey || altKey || metaKey) return;
    const arrow = ARROWS[key];
    const named = keys[key.length === 1 ? key.toLowerCase() : key];
    const act = arrow ? () => nudge(arrow, shiftKey) : named;
    if (!act || (shiftKey && key === "Enter")) return; // Shift+Enter runs the cell
    event.preventDefault();
    event.stopPropagation();
    act();
  });
  return { redraw, end: letGo };
}
