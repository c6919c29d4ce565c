// A chapter as a talk: reveal.js shows one slide at a time, and pictures come alive as on the page.

import Reveal from "reveal.js";
import Notes from "reveal.js/plugin/notes";

import { wakeNear } from "./waking.js";

// A picture knows its own shape, so that a slide can give it the height that is left.
for (const place of document.querySelectorAll(".logit-embed")) {
  place.dataset.preventSwipe = "true"; // a finger on a slider turns no page
  const { width, height } = place.querySelector("img.picture") ?? {};
  if (height) place.style.setProperty("--shape", width / height);
}

const talk = new Reveal({
  width: "100%", // nothing is scaled: the letters grow with the screen, and the picture with them
  height: "100%",
  margin: 0,
  minScale: 1,
  maxScale: 1,
  center: false,
  hash: true,
  transition: "none",
  viewDistance: 2,
  plugins: [Notes],
});

// Where a slide has more than a screen holds, its picture gives up height. Where that would be
// more than a quarter of it, or there is no picture, all letters do.
const PICTURE = ":is(.box, .cell_output > img):not(aside *)";
function fit() {
  const slide = talk.getCurrentSlide();
  slide.style.zoom = "";
  slide.style.removeProperty("--tall");
  const over = slide.scrollHeight - slide.clientHeight;
  if (over <= 0) return;
  const height = slide.querySelector(PICTURE)?.clientHeight ?? 0;
  if (over < height / 4) slide.style.setProperty("--tall", `${height - over}px`);
  else slide.style.zoom = 0.99 * (slide.clientHeight / slide.scrollHeight);
}
for (const change of ["ready", "slidechanged", "resize"]) talk.on(change, fit);

await talk.initialize();
wakeNear();
