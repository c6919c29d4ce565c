// Where a mark can be taken: for each kind its grips, functions of the controls' positions.
//
// A grip returns the place of what is taken, or null where that is not drawn or lies outside of its
// axes: { x, y } is its middle, `foot(x, y)` its point nearest to another, `d` its path, and `long`
// says that it is a line, which is taken at any of its points and keeps its distance.

import { plane, scales, share } from "./scales.js";

const EDGE = 1; // points outside of the axes that still count

const pathOf = (pieces) => {
  return pieces.map((ends) => `M${ends.map((n) => n.toFixed(2)).join(" ")}`).join("");
};

function spot([left, top, width, height], x, y, along) {
  const [right, bottom] = [left + width, top + height];
  const across = x >= left - EDGE && x <= right + EDGE; // false for NaN
  if (!across || !(y >= top - EDGE && y <= bottom + EDGE)) return null;
  const foot = (px, py) => [along === "y" ? px : x, along === "x" ? py : y];
  return { x, y, foot, d: `${pathOf([[x, y]])}h0`, long: false };
}

// a line of straight pieces [ax, ay, bx, by], of which only what lies in the box counts
function chain([left, top, width, height], pieces, range) {
  const seen = [];
  for (const [ax, ay, bx, by] of pieces) {
    const from = [ax - left, ay - top];
    const [begin, end] = share(...from, bx - left, by - top, [width, height], range);
    const [dx, dy] = [bx - ax, by - ay];
    if (begin < end) seen.push([ax + begin * dx, ay + begin * dy, ax + end * dx, ay + end * dy]);
  }
  if (!seen.length) return null;
  const foot = (x, y) => {
    let [nearest, footX, footY] = [Infinity, NaN, NaN];
    for (const [ax, ay, bx, by] of seen) {
      const [dx, dy] = [bx - ax, by - ay];
      const t = ((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy);
      const part = Math.max(0, Math.min(1, t || 0)); // 0 for a piece without length
      const [px, py] = [ax + part * dx, ay + part * dy];
      const distance = Math.hypot(x - px, y - py);
      if (distance < nearest) [nearest, footX, footY] = [distance, px, py];
    }
    return [footX, footY];
  };
  const [ax, ay, bx, by] = seen[seen.length >> 1];
  const half = seen.length % 2 ? 0.5 : 0;
  const [x, y] = [ax + half * (bx - ax), ay + half * (by - ay)];
  return { x, y, foot, d: pathOf(seen), long: true };
}

// a line across the axes, or a part of it, of which only the one direction counts
function rule(box, along, at, [one, other]) {
  const upright = along === "x";
  const place = chain(box, [upright ? [at, one, at, other] : [one, at, other, at]], [0, 1]);
  return place && { ...place, foot: (x, y) => (upright ? [at, y] : [x, at]) };
}

export const grips = {
  path({ x, y, until, marker }, axes, { values }, { along, point }) {
    const scale = scales(axes);
    const count = Math.max(x.length, y.length);
    const ends = (numbers) => [Math.min(...numbers), Math.max(...numbers)];
    const xAt = (xs, i) => scale.x(xs[xs.length > 1 ? i : 0]);
    const yAt = (ys, i) => scale.y(ys[ys.length > 1 ? i : 0]);
    const spotAt = (i) => (at) => {
      return spot(axes.box, xAt(values(x, at), i), yAt(values(y, at), i), along);
    };
    const tip = (at) => { // the last point that is drawn
      const [xs, ys] = [values(x, at), values(y, at)];
      let i = Math.min(at(until), count - 1);
      while (i > 0 && !Number.isFinite(xAt(xs, i) + yAt(ys, i))) i--;
      return spot(axes.box, xAt(xs, i), yAt(ys, i), along);
    };
    const line = (at) => {
      const [xs, ys] = [values(x, at), values(y, at)];
      if (xs.length === 1) return rule(axes.box, "x", xAt(xs), ends(Array.from(ys, scale.y)));
      if (ys.length === 1) return rule(axes.box, "y", yAt(ys), ends(Array.from(xs, scale.x)));
      const pieces = [];
      for (let i = 1; i < count; i++) { // a piece with a NaN is seen nowhere
        pieces.push([xAt(xs, i - 1), yAt(ys, i - 1), xAt(xs, i), yAt(ys, i)]);
      }
      return chain(axes.box, pieces, [0, 1]);
    };
    if (point !== null) {
      const grip = spotAt(point);
      return [(at) => (until && at(until) < point ? null : grip(at))]; // it is not drawn yet
    }
    if (until) return [tip];
    return marker ? Array.from({ length: count }, (_, i) => spotAt(i)) : [line];
  },

  boundary({ weights, level }, axes, { values }) {
    const line = (at) => {
      const { slope, ux, uy, x, y } = plane(weights.map((w) => values(w, at)[0]), axes, level);
      const across = slope > 0 ? [[x, y, x + uy, y - ux]] : [];
      const place = chain(axes.box, across, [-Infinity, Infinity]);
      if (!place) return null;
      const foot = (px, py) => {
        const off = (px - x) * ux + (py - y) * uy;
        return [px - off * ux, py - off * uy];
      };
      return { ...place, foot };
    };
    return [line];
  },

  bars({ lengths, upright, bars }, axes, { values }) {
    const scale = scales(axes);
    const [along, across] = upright ? [scale.y, scale.x] : [scale.x, scale.y];
    return bars.map(({ foot, start, end }, i) => (at) => {
      const to = along(foot + values(lengths, at)[i]);
      return rule(axes.box, upright ? "y" : "x", to, [across(start), across(end)]);
    });
  },
};
