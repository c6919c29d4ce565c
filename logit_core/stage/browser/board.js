// The board: what the reader places in the picture, by hand and with the tools above it.

import { makeHand } from "./hand.js";
import { makePoints } from "./points.js";
import { makeTools } from "./tools.js";

// Returns null for a stage that is none. `changed` is called whenever there is something to draw,
// `failed` with the reason where an answer of Python cannot be read.
export function makeBoard({ model, scene, numbers, changed, failed }) {
  if (!scene.board) return null;
  const points = makePoints({ model, scene, numbers, changed, failed });
  const tools = makeTools(scene, points);
  let hand = null;
  return {
    points,
    tools: tools.element,
    said: points.said,
    words: tools.words,
    put(picture, dressed) {
      hand?.end();
      hand = makeHand(picture, dressed, points, tools.brush);
    },
    redraw() {
      hand.redraw();
      tools.redraw();
    },
    end() {
      hand?.end();
      points.end();
    },
  };
}
