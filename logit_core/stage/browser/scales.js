// From data to the picture: places in points; y points down in SVG.

export function scales({ box: [left, top, width, height], xlim, ylim, log }) {
  const scale = ([low, high], isLog, from, length) => {
    const warp = isLog ? Math.log10 : (value) => value;
    const perUnit = length / (warp(high) - warp(low));
    return (value) => from + perUnit * (warp(value) - warp(low));
  };
  return { x: scale(xlim, log[0], left, width), y: scale(ylim, log[1], top + height, -height) };
}

// z = b + w1 x1 + w2 x2 in points: it rises by `slope` per point along the unit vector (ux, uy), is
// `z0` in the middle of the axes, and equals `level` at the foot (x, y) of the middle.
export function plane([b, w1, w2], { box: [left, top, width, height], xlim, ylim }, level) {
  const gx = (w1 * (xlim[1] - xlim[0])) / width;
  const gy = (-w2 * (ylim[1] - ylim[0])) / height;
  const slope = Math.hypot(gx, gy);
  const z0 = b + (w1 * (xlim[0] + xlim[1])) / 2 + (w2 * (ylim[0] + ylim[1])) / 2;
  const [ux, uy] = [gx / slope, gy / slope];
  const distance = (level - z0) / slope;
  const x = left + width / 2 + ux * distance;
  const y = top + height / 2 + uy * distance;
  return { slope, z0, ux, uy, x, y };
}

// The share [from, to] of the line from `a` to `b` (or of all of its line, for range [-Inf, Inf])
// that lies in the figure: as in matplotlib, a line ends a point outside of it, and where it comes
// in again its dashes begin anew. Nothing lies in it unless from <= to.
export function share(ax, ay, bx, by, [width, height], range) {
  let [from, to] = range;
  for (const [a, b, length] of [[ax, bx, width], [ay, by, height]]) {
    const [one, other] = [(-1 - a) / (b - a), (length + 1 - a) / (b - a)];
    from = Math.max(from, Math.min(one, other));
    to = Math.min(to, Math.max(one, other));
  }
  return [from, to];
}
