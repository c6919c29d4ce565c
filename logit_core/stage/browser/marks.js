// The kinds of mark: each takes what it needs once and returns its redraw().
// Their twins in Python, under the same names, are in marks.py.

import { svg } from "./elements.js";
import { plane, scales, share } from "./scales.js";

// the colour between two of them, as the gradient has it
function mixed(one, other, share) {
  const channels = [1, 3, 5].map((k) => {
    const [from, to] = [one, other].map((color) => parseInt(color.slice(k, k + 2), 16));
    return Math.round(from + share * (to - from));
  });
  return `rgb(${channels.join(" ")})`;
}

export const kinds = {
  path({ x, y, until, line, marker }, group, axes, { values, position, size }) {
    const scale = scales(axes);
    const stroke = line["stroke-width"] ? svg("path", { fill: "none", ...line }, group) : null;
    const dots = [];
    return () => {
      const xs = values(x);
      const ys = values(y);
      const all = Math.max(xs.length, ys.length);
      const n = until ? Math.min(position(until) + 1, all) : all;
      let d = "";
      let shown = 0;
      let down = false; // the pen
      let lastX = NaN;
      let lastY = NaN;
      for (let i = 0; i < n; i++) {
        const px = scale.x(xs.length > 1 ? xs[i] : xs[0]);
        const py = scale.y(ys.length > 1 ? ys[i] : ys[0]);
        const [from, to] = share(lastX, lastY, px, py, size, [0, 1]); // NaN lifts the pen
        const along = (last, next, t) => (last + t * (next - last)).toFixed(2);
        const point = (t) => `${along(lastX, px, t)} ${along(lastY, py, t)}`;
        if (from <= to) d += (down ? "L" : `M${point(from)}L`) + point(to);
        down = from <= to && to === 1;
        if (marker && Number.isFinite(px + py)) {
          dots[shown] ??= svg("path", marker, group);
          dots[shown++].setAttribute("transform", `translate(${px.toFixed(2)} ${py.toFixed(2)})`);
        }
        lastX = px;
        lastY = py;
      }
      stroke?.setAttribute("d", d);
      dots.forEach((dot, i) => dot.setAttribute("visibility", i < shown ? "visible" : "hidden"));
    };
  },

  boundary({ weights, level, line }, group, axes, { values, size }) {
    const stroke = svg("path", { fill: "none", ...line }, group);
    const [[left, right], [low, high]] = [axes.xlim, axes.ylim];
    const way = right > left === high > low ? 1 : -1; // the end at which the dashes begin
    return () => {
      const { slope, ux, uy, x, y } = plane(weights.map((w) => values(w)[0]), axes, level);
      const [dx, dy] = [way * uy, -way * ux];
      const [from, to] = share(x, y, x + dx, y + dy, size, [-Infinity, Infinity]);
      const point = (t) => `${x + t * dx} ${y + t * dy}`;
      stroke.setAttribute("d", slope > 0 && from < to ? `M${point(from)}L${point(to)}` : "");
    };
  },

  // sigmoid(z) is constant across w, so the field is one gradient along w from z = -top to z = top
  field({ weights, colors, top, opacity }, group, axes, { values }) {
    const [x, y, width, height] = axes.box;
    const id = "field-" + crypto.getRandomValues(new Uint32Array(2)).join("-");
    const gradient = svg("linearGradient", { id, gradientUnits: "userSpaceOnUse" }, group);
    const last = colors.length - 1;
    colors.forEach((color, i) => svg("stop", { offset: i / last, "stop-color": color }, gradient));
    const area = svg("rect", { x, y, width, height, opacity }, group);
    return () => {
      const { slope, z0, ux, uy, x, y } = plane(weights.map((w) => values(w)[0]), axes, 0);
      const half = Math.max(top / slope, 0.01); // steeper than this is a step all the same
      const colorAt = (z) => {
        const at = Math.min(1, Math.max(0, 0.5 + z / (2 * top))) * last;
        return mixed(colors[Math.floor(at)], colors[Math.ceil(at)], at % 1);
      };
      const steep = half < 1e5 && Math.abs(x) + Math.abs(y) < 1e5;
      area.setAttribute("fill", steep ? `url(#${id})` : colorAt(z0)); // without a slope: one colour
      if (!steep) return;
      const ends = { x1: x - ux * half, y1: y - uy * half, x2: x + ux * half, y2: y + uy * half };
      for (const [name, value] of Object.entries(ends)) gradient.setAttribute(name, value);
    };
  },

  bars({ lengths, upright, bars }, group, axes, { values }) {
    const scale = scales(axes);
    const [along, across] = upright ? [scale.y, scale.x] : [scale.x, scale.y];
    const names = upright ? ["y", "height", "x", "width"] : ["x", "width", "y", "height"];
    const rects = bars.map(({ look }) => svg("rect", look, group));
    return () => {
      const all = values(lengths);
      bars.forEach(({ foot, start, end }, i) => {
        const sides = [along(foot), along(foot + all[i]), across(start), across(end)];
        const shown = sides.every(Number.isFinite);
        rects[i].setAttribute("visibility", shown ? "visible" : "hidden");
        if (!shown) return;
        const [a, b, c, d] = sides;
        const numbers = [Math.min(a, b), Math.abs(b - a), Math.min(c, d), Math.abs(d - c)];
        numbers.forEach((number, k) => rects[i].setAttribute(names[k], number.toFixed(2)));
      });
    };
  },

  // letters are outlines, so the text looks the same whatever fonts the reader has
  text({ which, x, y, fill, letters, places, size = 1 }, group, axes, { values }) {
    const scale = scales(axes);
    const line = svg("g", { fill }, group);
    let written = -1;
    return () => {
      const [px, py] = [scale.x(values(x)[0]), scale.y(values(y)[0])];
      const shown = Number.isFinite(px + py);
      line.setAttribute("visibility", shown ? "visible" : "hidden");
      const place = `translate(${px.toFixed(2)} ${py.toFixed(2)}) scale(${size})`;
      if (shown) line.setAttribute("transform", place);
      const now = values(which)[0];
      if (now === written) return;
      written = now;
      line.replaceChildren();
      for (const [letter, right, down] of places[now]) {
        svg("path", { d: letters[letter], transform: `translate(${right} ${down})` }, line);
      }
    };
  },
};
