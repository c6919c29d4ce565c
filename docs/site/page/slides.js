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

// A still picture grows with the letters, of which the smaller screens have 18.7 pixels.
for (const image of document.querySelectorAll(".cell_output > img")) {
  const grow = () => { image.style.width = `${image.naturalWidth / 18.7}rem`; };
  if (image.complete) grow();
  else image.addEventListener("load", grow);
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
  scrollActivationWidth: null, // on a phone it would hang all slides below each other, unstyled
  plugins: [Notes],
});

// Where a slide has more than a screen holds, its picture gives up height, up to a quarter of it;
// what is left is shown in smaller letters. These may need another line, so that is done in turns.
const PICTURE = ":is(.box, .cell_output > img):not(aside *)";
const TURNS = 3;
const SETTLED = 200; // milliseconds in which a picture takes another size
const over = (slide) => slide.scrollHeight - slide.clientHeight;
function shrink() {
  const slide = talk.getCurrentSlide();
  for (let turn = 0; turn < TURNS && over(slide) > 0; turn += 1) {
    slide.style.zoom *= (0.99 * slide.clientHeight) / slide.scrollHeight;
  }
}
function fit() {
  const slide = talk.getCurrentSlide();
  slide.style.zoom = 1;
  slide.style.removeProperty("--tall");
  const height = slide.querySelector(PICTURE)?.clientHeight ?? 0;
  const less = over(slide);
  if (less > 0 && less < height / 4) slide.style.setProperty("--tall", `${height - less}px`);
  shrink();
  setTimeout(shrink, SETTLED);
}
for (const change of ["ready", "slidechanged", "resize"]) talk.on(change, fit);
const alive = { subtree: true, attributeFilter: ["data-alive"] };
new MutationObserver(() => setTimeout(fit, SETTLED)).observe(document.querySelector(".slides"), alive);

await talk.initialize();
wakeNear();
