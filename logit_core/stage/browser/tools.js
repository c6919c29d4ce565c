// The tools of a board: the class of new points, what can be done with the chosen one, and what to
// start from. Each is a button, so that pointer, finger and keyboard reach it.

import { html } from "./elements.js";
import { format } from "./sentence.js";

export function makeTools({ board }, points) {
  let label = 1;
  const button = (textContent, onclick) => {
    const made = html("button", { type: "button", textContent, onclick });
    made.dataset.lmSuppressShortcuts = "true";
    return made;
  };
  const line = (title, ...buttons) => {
    const all = html("span", { className: "buttons", role: "group", ariaLabel: title }, ...buttons);
    return html("div", { className: "row" }, html("span", { className: "title" }, title), all);
  };
  const brushes = board.classes.map((name, k) => {
    const one = button(name, () => {
      label = k;
      redraw();
    });
    one.classList.add("brush", `brush-${k}`);
    return one;
  });
  const recolour = button("Other class", () => points.recolour());
  const remove = button("Delete", () => points.remove());
  const starts = Object.keys(board.starts).map((name) => button(name, () => points.start(name)));
  const chosen = html("p", { className: "chosen", ariaHidden: "true" });

  // what is said of the chosen point, or else of the picture
  const words = () => {
    const point = points.all[points.chosen];
    const full = points.isFull() ? ` More than ${board.most} points are not placed.` : "";
    if (!point) return `No point is chosen.${full}`;
    const [x1, x2] = point.map((value) => format(value, { digits: 2, kind: "f" }));
    const which = `${points.chosen + 1} of ${points.all.length}`;
    return `Chosen: point ${which}, ${board.classes[point[2]]}, at (${x1}, ${x2}).${full}`;
  };
  const redraw = () => {
    brushes.forEach((one, k) => (one.ariaPressed = String(k === label)));
    for (const one of [recolour, remove]) one.ariaDisabled = String(points.chosen < 0);
    chosen.textContent = words();
  };
  const element = html(
    "div",
    { className: "line" },
    line("new points", ...brushes),
    line("chosen point", recolour, remove),
    line("start from", ...starts),
    chosen,
  );
  return { element, redraw, words, brush: () => label };
}
