// The picture: an image of what stands still, between the marks that move.

import { svg } from "./elements.js";
import { kinds } from "./marks.js";

const pane = ([x, y, w, h], parent) => { // a nested svg clips to its box without any id
  return svg("svg", { x, y, width: w, height: h, viewBox: `${x} ${y} ${w} ${h}` }, parent);
};

// Returns the element and what draws its marks at the present positions.
export function makePicture({ size, background, axes, legends, marks }, href, reading) {
  const [width, height] = size;
  const picture = svg("svg", { class: "picture", viewBox: `0 0 ${width} ${height}`, role: "img" });
  picture.style.background = background;
  // from below: marks, the still picture but for its legends, marks, the legends, marks
  const layers = { under: svg("g", {}, picture) };
  const but = legends.map(([x, y, w, h]) => `M${x} ${y}h${w}v${h}h${-w}z`).join("");
  const cut = `clip-path: path(evenodd, "M0 0H${width}V${height}H0z${but}")`;
  svg("image", { href, width, height, style: cut }, picture);
  layers.over = svg("g", {}, picture);
  for (const box of legends) svg("image", { href, width, height }, pane(box, picture));
  layers.top = svg("g", {}, picture);
  const draws = marks.map((mark) => {
    const on = axes[mark.axes];
    const own = pane(on.box, layers[mark.layer]);
    own.dataset.kind = mark.kind;
    if (!(mark.kind in kinds)) throw new Error(`its mark "${mark.kind}" is of an unknown kind`);
    return kinds[mark.kind](mark, own, on, { ...reading, size });
  });
  const draw = () => {
    for (const drawMark of draws) drawMark();
  };
  return { element: picture, draw };
}
