// Draws the moving marks of a Stage over its still picture, and the controls above it.
//
// A plain ES module: no build step, no dependency. Of `model` it asks only get, set, on, off and
// save_changes, so it runs in Jupyter through anywidget and in any page without a kernel.
// The twins of these drawings in Python are marks.py and sentence.py.

const SVG = "http://www.w3.org/2000/svg";
const REST = 500; // milliseconds without a step after which the sentence is read aloud

function svg(tag, attributes, parent) {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== null) element.setAttribute(name, value);
  }
  parent?.append(element);
  return element;
}

function html(tag, properties, ...children) {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children);
  return element;
}

// Python's zlib.compress undone
const inflate = (view) => {
  const stream = new Blob([view]).stream().pipeThrough(new DecompressionStream("deflate"));
  return new Response(stream);
};

// ---- from data to the picture, in points; y points down in SVG

function scales({ box: [left, top, width, height], xlim, ylim, log }) {
  const scale = ([low, high], isLog, from, length) => {
    const warp = isLog ? Math.log10 : (value) => value;
    const perUnit = length / (warp(high) - warp(low));
    return (value) => from + perUnit * (warp(value) - warp(low));
  };
  return { x: scale(xlim, log[0], left, width), y: scale(ylim, log[1], top + height, -height) };
}

// z = b + w1 x1 + w2 x2 in points: it rises by `slope` per point along the unit vector (ux, uy), is
// `z0` in the middle of the axes, and equals `level` at the foot (x, y) of the middle.
function plane([b, w1, w2], { box: [left, top, width, height], xlim, ylim }, level) {
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
function share(ax, ay, bx, by, [width, height], range) {
  let [from, to] = range;
  for (const [a, b, length] of [[ax, bx, width], [ay, by, height]]) {
    const [one, other] = [(-1 - a) / (b - a), (length + 1 - a) / (b - a)];
    from = Math.max(from, Math.min(one, other));
    to = Math.min(to, Math.max(one, other));
  }
  return [from, to];
}

// ---- the kinds of mark: each takes what it needs once and returns its redraw()

const kinds = {
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
        const point = (t) => {
          return `${(lastX + t * (px - lastX)).toFixed(2)} ${(lastY + t * (py - lastY)).toFixed(2)}`;
        };
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
      const colorAt = (z) => colors[Math.round(Math.min(1, Math.max(0, 0.5 + z / (2 * top))) * last)];
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
  text({ which, x, y, fill, letters, places }, group, axes, { values }) {
    const scale = scales(axes);
    const line = svg("g", { fill }, group);
    let written = -1;
    return () => {
      const [px, py] = [scale.x(values(x)[0]), scale.y(values(y)[0])];
      const shown = Number.isFinite(px + py);
      line.setAttribute("visibility", shown ? "visible" : "hidden");
      if (shown) line.setAttribute("transform", `translate(${px.toFixed(2)} ${py.toFixed(2)})`);
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

// ---- the sentence

// Python's format .3f, of a number that has been rounded to these digits
const fixed = (value, decimals) => value.toFixed(decimals).replace(/^-(0\.?0*)$/, "$1");

// Python's format .3g: significant digits without trailing zeros, powers of ten where it is short
function general(value, precision) {
  const digits = Math.max(precision, 1);
  const trim = (text) => (text.includes(".") ? text.replace(/\.?0+$/, "") : text);
  const [mantissa, power] = value.toExponential(digits - 1).split("e");
  const exponent = Number(power);
  if (-5 < exponent && exponent < digits) return trim(value.toFixed(digits - 1 - exponent));
  const sign = exponent < 0 ? "-" : "+";
  return `${trim(mantissa)}e${sign}${String(Math.abs(exponent)).padStart(2, "0")}`;
}

function format(value, { digits, kind }) {
  if (!Number.isFinite(value)) return value > 0 ? "infinite" : "minus infinite";
  if (kind === "%") return `${fixed(100 * value, digits)}%`;
  return kind === "g" ? general(value, digits) : fixed(value, digits);
}

function speak(piece, { values, label }) {
  if ("text" in piece) return piece.text;
  if ("control" in piece) return label(piece.control);
  if ("texts" in piece) return piece.texts[values(piece.which)[0]];
  return format(values(piece.number)[0], piece);
}

const longest = (texts) => texts.reduce((one, other) => (other.length > one.length ? other : one));

// the longest that a piece can be: room is kept for it, so that nothing below the sentence jumps
function longestOf(piece, { everywhere, controls }) {
  if ("text" in piece) return piece.text;
  if ("control" in piece) return longest(controls[piece.control].labels);
  if ("texts" in piece) return longest(piece.texts);
  return longest(Array.from(everywhere(piece.number), (value) => format(value, piece)));
}

// ---- the controls: native inputs, so that keyboard and screen readers know them

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

function controlRow(name, control, { model, position, connected, drawn }) {
  const { labels, label, kind, play, notch } = control;
  const last = labels.length - 1;
  const { input, read, show, says } = inputs[kind](control);
  input.ariaLabel = label;
  const title = html("span", { className: "title", textContent: label });
  const output = html("output", { ariaHidden: "true" });
  if (says) output.style.minWidth = `${longest(says).length}ch`;
  const track = html("div", { className: "track" }, input);
  const buttons = html("span", { className: "buttons" });
  const row = html("div", { className: "row" }, title, track, output, buttons);
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
  return { row, redraw, stop };
}

// ---- the view

async function render({ model, el }) {
  const rowsBox = html("div", { className: "rows" });
  const panel = html("div", { className: "panel" }, rowsBox);
  const box = html("div", { className: "box" });
  const wider = "The picture is wider than this page: scroll it sideways.";
  const hint = html("p", { className: "hint", ariaHidden: "true", hidden: true, textContent: wider });
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
    const { size, background, axes, legends, controls, marks, sentence } = scene;
    if (!size) return;
    const [width, height] = size;
    const [still, numbers] = await Promise.all([
      inflate(model.get("still")).text(),
      inflate(model.get("numbers")).arrayBuffer().then((buffer) => new Float32Array(buffer)),
    ]);
    const href = `data:image/svg+xml;utf8,${encodeURIComponent(still)}`;
    await new Promise((go) => { // else the marks would be seen before what stands still
      Object.assign(new Image(), { onload: go, onerror: go, src: href });
    });
    if (ended || scene !== model.get("scene")) return; // sent anew meanwhile: that one is built
    const position = (name) => {
      return Math.max(0, Math.min(controls[name].labels.length - 1, model.get(name)));
    };
    const values = ({ start, by, length }) => {
      let index = 0;
      for (const name of by) index = index * controls[name].labels.length + position(name);
      return numbers.subarray(start + index * length, start + (index + 1) * length);
    };
    const everywhere = ({ start, by, length }) => {
      const count = by.reduce((product, name) => product * controls[name].labels.length, length);
      return numbers.subarray(start, start + count);
    };
    const label = (name) => controls[name].labels[position(name)];

    const picture = svg("svg", { class: "picture", viewBox: `0 0 ${width} ${height}`, role: "img" });
    picture.style.background = background;
    const pixels = width / 0.75; // a point is 4/3 CSS pixels
    picture.style.setProperty("--widest", `${pixels}px`);
    picture.style.setProperty("--narrowest", `${Math.min(pixels, Math.max(560, 0.62 * pixels))}px`);
    const pane = ([x, y, w, h], parent) => { // a nested svg clips to its box without any id
      return svg("svg", { x, y, width: w, height: h, viewBox: `${x} ${y} ${w} ${h}` }, parent);
    };
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
      return kinds[mark.kind](mark, own, on, { values, position, size });
    });

    unwatch();
    rows = Object.entries(controls)
      .filter(([, control]) => control.shown)
      .map(([name, control]) => {
        const [connected, drawn] = [() => el.isConnected, () => !frame];
        return controlRow(name, control, { model, position, connected, drawn });
      });
    watched = Object.keys(controls);
    for (const name of watched) model.on(`change:${name}`, wake);
    rowsBox.replaceChildren(...rows.map(({ row }) => row));
    box.replaceChildren(picture);
    room.textContent = sentence.map((piece) => longestOf(piece, { everywhere, controls })).join("");

    const isFirst = !said.textContent;
    const describe = () => picture.setAttribute("aria-label", said.textContent);
    const speakUp = () => {
      describe();
      announced.textContent = said.textContent;
    };
    redraw = () => {
      for (const draw of draws) draw();
      for (const row of rows) row.redraw();
      said.textContent = sentence.map((piece) => speak(piece, { values, label })).join("");
      clearTimeout(rest);
      rest = setTimeout(speakUp, REST);
    };
    redraw();
    describe();
    if (isFirst) clearTimeout(rest); // a picture that appears is not read aloud, one that changes is
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
