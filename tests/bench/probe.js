// Notes when what the reader sees inside `area` has changed. Nothing here runs between changes.
//
// A picture counts from "the frame after the change is committed": frame N is the first that is
// drawn with the change in it, and the clock is read at the start of frame N + 1.
(area) => {
  const raf = window.requestAnimationFrame.bind(window);
  const bench = { pictures: [], values: [], keys: [] };
  window.bench = bench;

  // A change inside a frame's callbacks is drawn by that frame, any other by the next one.
  let inFrame = false;
  window.requestAnimationFrame = (callback) => raf((time) => {
    inFrame = true;
    try {
      callback(time);
    } finally {
      queueMicrotask(() => { inFrame = false; }); // behind the observer's own microtask
    }
  });

  const painted = new MessageChannel(); // a message sent from a frame arrives after its painting
  const unpainted = [];
  painted.port1.onmessage = () => { unpainted.shift().committed = performance.now(); };

  let pending = false;
  let wake = () => {};
  const note = () => {
    if (pending) return; // two changes in one frame are one picture
    pending = true;
    const frame = () => {
      const picture = {};
      unpainted.push(picture);
      painted.port2.postMessage(null);
      raf(() => {
        picture.after = performance.now();
        bench.pictures.push(picture);
        wake();
      });
      if (inFrame) queueMicrotask(() => { pending = false; });
      else pending = false;
    };
    if (inFrame) frame();
    else raf(frame);
  };

  // ours: a path has another shape. interact: another image. Sliders of ipywidgets: another value.
  const watched = { attributes: true, attributeOldValue: true, childList: true, subtree: true };
  new MutationObserver((records) => {
    let changed = false;
    for (const { type, target, attributeName, oldValue, addedNodes } of records) {
      if (type === "attributes") {
        if (target.getAttribute(attributeName) === oldValue) continue;
        if (attributeName === "d") changed = true;
        else if (attributeName === "aria-valuenow") bench.values.push(performance.now());
        else if (target.localName === "img") target.addEventListener("load", note, { once: true });
      }
      for (const node of addedNodes) {
        if (!(node instanceof Element)) continue;
        for (const still of node.querySelectorAll("svg.picture image")) still.decode().then(note);
        const images = node.localName === "img" ? [node] : node.querySelectorAll("img");
        for (const image of images) {
          if (image.complete) note();
          else image.addEventListener("load", note, { once: true });
        }
      }
    }
    if (changed) note();
  }).observe(area, { ...watched, attributeFilter: ["d", "src", "aria-valuenow"] });

  // ipympl: its visible canvas is painted; empty ones at the start do not count.
  const draw = CanvasRenderingContext2D.prototype.drawImage;
  let empty = true;
  const isEmpty = ({ canvas }) => {
    const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
    return !data.some(Boolean);
  };
  CanvasRenderingContext2D.prototype.drawImage = function (...given) {
    draw.apply(this, given);
    if (!area.contains(this.canvas)) return;
    if (empty) empty = isEmpty(this);
    if (!empty) note();
  };

  area.addEventListener("input", (event) => {
    if (event.target.type === "range") bench.values.push(performance.now());
  }, true);
  window.addEventListener("keydown", (event) => {
    if (event.key === "ArrowRight" || event.key === "Enter") bench.keys.push(event.timeStamp);
  }, true);

  bench.clear = () => { bench.pictures = []; bench.values = []; bench.keys = []; };

  // when there are `count` pictures; then `rest` milliseconds more
  bench.reach = (count, rest, deadline) => new Promise((resolve, reject) => {
    const late = setTimeout(() => reject(new Error(`no picture within ${deadline} ms`)), deadline);
    wake = () => {
      if (bench.pictures.length < count) return;
      clearTimeout(late);
      wake = () => {};
      setTimeout(resolve, rest);
    };
    wake();
  });

  // when nothing has changed for `rest` milliseconds
  bench.quiet = (rest) => new Promise((resolve) => {
    const began = performance.now();
    const look = () => {
      const last = bench.pictures.at(-1)?.after ?? 0;
      const wait = Math.max(began, last, bench.values.at(-1) ?? 0) + rest - performance.now();
      if (wait > 0 || pending) setTimeout(look, Math.max(wait, 20));
      else resolve();
    };
    look();
  });
}
