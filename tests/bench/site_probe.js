// What a page of the site is asked for while it loads: when it shows something, when its first
// picture answers, and how much moves.

window.probe = { shifted: 0, answered: null, frames: [] };

new PerformanceObserver((list) => {
  for (const one of list.getEntries()) if (!one.hadRecentInput) probe.shifted += one.value;
}).observe({ type: "layout-shift", buffered: true });

const STAGE = ".logit-embed[data-kind=stage], .logit-alone";

// the first control of a picture, moved by one position; null as long as there is none
function step(place) {
  const input = place?.querySelector(".row :is(input, select):not(:disabled)");
  if (!input) return null;
  if (input.type === "checkbox") input.checked = !input.checked;
  else input.value = Number(input.value) > 0 ? Number(input.value) - 1 : Number(input.value) + 1;
  input.dispatchEvent(new Event("input", { bubbles: true }));
  input.dispatchEvent(new Event("change", { bubbles: true }));
  return input;
}

function watch() {
  const place = document.querySelector(STAGE);
  const said = place?.querySelector(".said");
  const before = said?.textContent;
  const moved = step(place);
  requestAnimationFrame(() => {
    if (moved && said.textContent !== before) probe.answered = performance.now();
    else watch();
  });
}
requestAnimationFrame(watch);

// milliseconds from a step of the control to the end of the frame that shows it
probe.steps = async (count) => {
  const place = document.querySelector(STAGE);
  const taken = [];
  for (let i = 0; i < count; i++) {
    await new Promise((go) => setTimeout(go, 60 + 40 * Math.random()));
    const begun = performance.now();
    step(place);
    await new Promise((go) => requestAnimationFrame(() => setTimeout(go)));
    taken.push(performance.now() - begun);
  }
  return taken;
};

// milliseconds from a jump to a picture until it is alive
probe.jump = async (place) => {
  const begun = performance.now();
  place.scrollIntoView();
  while (place.dataset.alive !== "true") {
    if (performance.now() - begun > 60_000) throw new Error(`${place.id} does not come alive`);
    await new Promise(requestAnimationFrame);
  }
  return performance.now() - begun;
};
