// How a picture looks here: one axes per row where there is little room, and dark in a dark page.
// Where things stand in a row is said by stacked.py, which grey becomes which by neutrals.py.

import { imageOf, unpackStill } from "./numbers.js";

// whether letters are light here, whatever says so: a theme of JupyterLab, an attribute, the system
function isDark(element) {
  // JupyterLab builds a view before it puts it into the page: until then the page says it
  const { color } = getComputedStyle(element.isConnected ? element : document.body);
  const [red, green, blue] = color.match(/[\d.]+/g).map(Number);
  const most = color.startsWith("color(") ? 1 : 255;
  return 0.299 * red + 0.587 * green + 0.114 * blue > 0.55 * most;
}

// letters of the wide picture may become as small as this, or the picture as narrow as 560 pixels
const SMALLEST = 0.7;

// the letters of a page for which pictures are made, in CSS pixels; in one of larger letters they grow
const LETTERS = 14;

// how wide a picture is by itself, in letters; a point is 4/3 CSS pixels
export const widthOf = ({ size }) => size?.[0] / 0.75 / LETTERS;

function isNarrow(box, size) {
  const pixels = widthOf({ size }) * parseFloat(getComputedStyle(box).fontSize);
  return box.clientWidth < Math.min(pixels, Math.max(560, SMALLEST * pixels));
}

// Python makes the layout for phones once a view has no room for the other, and sends it then.
export function askForRoom(box, { size, stacked, folds }, model) {
  if (stacked || !folds || model.get("narrow")) return;
  if (!box.clientWidth || !isNarrow(box, size)) return;
  model.set("narrow", true);
  model.save_changes();
}

// An element that is not seen has no width: there the layout stays.
export function lookOf(box, { size, stacked }, before) {
  const layout = stacked && isNarrow(box, size) ? "stacked" : "wide";
  return { layout: box.clientWidth ? layout : before?.layout ?? "wide", dark: isDark(box) };
}

export const isSame = (one, other) => one.dark === other.dark && one.layout === other.layout;

const COLOR = /(#[0-9a-f]{6})(?=(?:[0-9a-f]{2})?[";])/g;

// a text of SVG or JSON with other paper, ink and greys
const inked = (text, neutrals) => text.replace(COLOR, (color) => neutrals[color] ?? color);

function laidOut(scene) {
  const marks = scene.marks.map((mark) => ({ ...mark, size: mark.grows ?? 1 }));
  return { ...scene, ...scene.stacked, marks };
}

function darkened({ neutrals, background, ...scene }) {
  const marks = scene.marks.map((mark) => ({ ...mark, colors: mark.dark ?? mark.colors }));
  return {
    ...scene,
    marks: JSON.parse(inked(JSON.stringify(marks), neutrals)),
    background: neutrals[background] ?? background,
  };
}

function darkenedStill(still, neutrals) {
  const ink = neutrals["#000000"]; // what is black says nothing of it in matplotlib's SVG
  return inked(still, neutrals).replace("<svg ", `<svg fill="${ink}" `);
}

// Returns the scene as it looks, and the address of what stands still in it.
export async function dressed(model, scene, { layout, dark }) {
  const still = await unpackStill(model, layout);
  const href = await imageOf(dark ? darkenedStill(still, scene.neutrals) : still);
  const placed = layout === "stacked" ? laidOut(scene) : scene;
  return { scene: dark ? darkened(placed) : placed, href };
}

// calls `changed` when the page may have turned dark or light; returns what ends that
export function watchPage(changed) {
  const system = matchMedia("(prefers-color-scheme: dark)");
  const page = new MutationObserver(changed);
  for (const element of [document.documentElement, document.body]) {
    page.observe(element, { attributes: true });
  }
  system.addEventListener("change", changed);
  return () => {
    page.disconnect();
    system.removeEventListener("change", changed);
  };
}
