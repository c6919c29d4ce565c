// How a picture looks here: dark in a dark page. Which grey becomes which stands in neutrals.py.

import { imageOf, unpackStill } from "./numbers.js";

// whether letters are light here, whatever says so: a theme of JupyterLab, an attribute, the system
function isDark(element) {
  // JupyterLab builds a view before it puts it into the page: until then the page says it
  const { color } = getComputedStyle(element.isConnected ? element : document.body);
  const [red, green, blue] = color.match(/[\d.]+/g).map(Number);
  const most = color.startsWith("color(") ? 1 : 255;
  return 0.299 * red + 0.587 * green + 0.114 * blue > 0.55 * most;
}

export const lookOf = (box) => ({ dark: isDark(box) });

export const isSame = (one, other) => one.dark === other.dark;

const COLOR = /(#[0-9a-f]{6})(?=(?:[0-9a-f]{2})?[";])/g;

// a text of SVG or JSON with other paper, ink and greys
const inked = (text, neutrals) => text.replace(COLOR, (color) => neutrals[color] ?? color);

// Returns the scene as it looks, and the address of what stands still in it.
export async function dressed(model, scene, { dark }) {
  const still = await unpackStill(model);
  if (!dark) return { scene, href: await imageOf(still) };
  const { neutrals, marks, background } = scene;
  const ink = neutrals["#000000"]; // what is black says nothing of it in matplotlib's SVG
  const night = inked(still, neutrals).replace("<svg ", `<svg fill="${ink}" `);
  const fields = marks.map((mark) => ({ ...mark, colors: mark.dark ?? mark.colors }));
  return {
    scene: {
      ...scene,
      marks: JSON.parse(inked(JSON.stringify(fields), neutrals)),
      background: neutrals[background] ?? background,
    },
    href: await imageOf(night),
  };
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
