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
await talk.initialize();
wakeNear();
