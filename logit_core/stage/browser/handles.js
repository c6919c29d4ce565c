// Handles: marks that the pointer takes hold of.
//
// All places of a mark are among the numbers already. So a drag finds the positions at which the
// mark is drawn nearest to the pointer, and moves the controls there, as their sliders would.

import { onEscape, pointOf, svg } from "./elements.js";
import { grips } from "./grips.js";
import { digits, findPlace } from "./search.js";

const TOUCH = 12; // CSS pixels around a handle within which it is hit

// the handles of a picture, from below, each with a ring and an area of its own
function drawHandles(group, { handles, marks, axes }, reading) {
  return handles.flatMap(({ mark, by, anywhere, ring, ...asked }) => {
    const on = axes[marks[mark].axes];
    return grips[marks[mark].kind](marks[mark], on, reading, asked).map((grip) => {
      const element = svg("g", { class: "handle" }, group);
      const area = svg("path", { class: "area" }, element);
      const rings = ["glow", "halo"].map((name) => svg("circle", { class: name, r: ring }, element));
      return { grip, by, ring, anywhere, box: on.box, element, area, rings, place: null };
    });
  });
}

// Returns what redraws the handles, points out those that a control moves, and ends a drag;
// `taken` is called when one begins.
export function makeHandles(picture, scene, reading, { model, taken }) {
  const { position } = reading;
  const strips = svg("g", {}, picture);
  const group = svg("g", { class: "handles" }, picture);
  const all = drawHandles(group, scene, reading);
  for (const one of all.filter(({ anywhere }) => anywhere)) {
    const [x, y, width, height] = one.box;
    svg("rect", { class: "strip", x, y, width, height }, strips).owner = one;
  }
  let held = null;

  const redraw = () => {
    for (const one of all) {
      one.place = one.grip(position);
      one.element.setAttribute("visibility", one.place ? "visible" : "hidden");
      if (!one.place) continue;
      one.area.setAttribute("d", one.place.d);
      for (const ring of one.rings) {
        ring.setAttribute("cx", one.place.x.toFixed(2));
        ring.setAttribute("cy", one.place.y.toFixed(2));
      }
    }
  };

  // Of the handles at a point the one with the nearest centre, of equal ones the upper. A line can
  // be taken at any of its points, but comes after centres.
  const handleAt = (x, y) => {
    const touch = TOUCH / picture.getScreenCTM().a;
    let [found, nearest] = [null, Infinity];
    for (const one of all.filter(({ place }) => place)) {
      const reach = Math.max(touch, one.ring);
      const [footX, footY] = one.place.foot(x, y);
      const off = Math.hypot(x - footX, y - footY);
      let distance = Math.hypot(x - one.place.x, y - one.place.y);
      if (distance > reach) distance = one.place.long && off <= reach ? reach + off : Infinity;
      if (distance < Infinity && distance <= nearest) [found, nearest] = [one, distance];
    }
    return found;
  };

  // where the mark can be, at all positions of its controls while the others stay where they are
  const placesOf = ({ grip, by }, sizes) => {
    const count = sizes.reduce((product, size) => product * size, 1);
    return Array.from({ length: count }, (_, index) => {
      const at = digits(index, sizes);
      return grip((name) => (by.includes(name) ? at[by.indexOf(name)] : position(name)));
    });
  };

  const put = (by, at) => {
    by.forEach((name, k) => position(name) === at[k] || model.set(name, at[k]));
  };

  const follow = (x, y) => {
    const { one, offset } = held;
    const { by } = one;
    const others = Object.keys(scene.controls).filter((name) => !by.includes(name)).map(position);
    const sizes = by.map((name) => scene.controls[name].labels.length);
    if (held.others !== String(others)) {
      held.others = String(others);
      held.places = placesOf(one, sizes);
    }
    const free = by.map((name) => scene.controls[name].kind === "choice");
    const present = by.reduce((index, name, k) => index * sizes[k] + position(name), 0);
    const [toX, toY] = [x - offset[0], y - offset[1]];
    put(by, digits(findPlace(held.places, sizes, free, present, toX, toY), sizes));
  };

  const release = () => {
    held.one.element.classList.remove("held");
    window.removeEventListener("keydown", escape, true);
    held = null;
  };
  const letGo = () => {
    const moved = held.one.by.some((name, k) => position(name) !== held.from[k]);
    release();
    if (moved) model.save_changes();
  };
  const giveBack = () => {
    put(held.one.by, held.from);
    release();
  };
  const escape = onEscape(giveBack);

  const take = (event) => {
    if (held || event.button !== 0) return;
    const [x, y] = pointOf(picture, event);
    const pressed = event.target.owner;
    const one = pressed ?? handleAt(x, y);
    if (!one) return;
    event.preventDefault(); // no text is selected
    event.target.setPointerCapture(event.pointerId);
    taken();
    const [footX, footY] = one.place?.long && !pressed ? one.place.foot(x, y) : [x, y];
    const from = one.by.map(position);
    held = { one, from, id: event.pointerId, offset: [x - footX, y - footY] };
    one.element.classList.add("held");
    window.addEventListener("keydown", escape, true);
    if (pressed) follow(x, y);
  };
  const isHeld = (event) => held?.id === event.pointerId;
  for (const part of [strips, group]) {
    part.addEventListener("pointerdown", take);
    part.addEventListener("pointermove", (event) => isHeld(event) && follow(...pointOf(picture, event)));
    part.addEventListener("pointercancel", (event) => isHeld(event) && giveBack()); // it scrolls
    part.addEventListener("lostpointercapture", (event) => isHeld(event) && letGo());
  }

  const pointOut = (control) => {
    for (const { by, element } of all) element.classList.toggle("twin", by.includes(control));
  };
  const end = () => held && letGo();
  return { redraw, pointOut, end };
}
