// What a stage was sent, and what of it holds at the controls' present positions.

import { inflateSlowly } from "./inflate.js";

// Python's zlib.compress undone
async function inflate(bytes) {
  if (typeof DecompressionStream === "undefined") return inflateSlowly(bytes);
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

async function unpack(model, name, what) {
  try {
    const { buffer, byteOffset, byteLength } = model.get(name);
    return await inflate(new Uint8Array(buffer, byteOffset, byteLength));
  } catch (error) {
    throw new Error(`${what} arrived damaged (${error.message})`);
  }
}

// what stands still in a layout, as SVG
export async function unpackStill(model, layout) {
  const name = layout === "stacked" ? "stacked" : "still";
  return new TextDecoder().decode(await unpack(model, name, "what stands still"));
}

// an address of SVG that can be shown at once
export async function imageOf(still) {
  const src = `data:image/svg+xml;utf8,${encodeURIComponent(still)}`;
  await new Promise((go, stop) => { // else the marks would be seen before what stands still
    const onerror = () => stop(new Error("what stands still is no image"));
    Object.assign(new Image(), { onload: go, onerror, src });
  });
  return src;
}

// the numbers of marks and sentence, which travel as all their first bytes, all second ones, ...
export async function unpackNumbers(model, count) {
  const planes = await unpack(model, "numbers", "its numbers");
  if (planes.length !== 4 * count) throw new Error("its numbers are not all there");
  const bytes = new Uint8Array(planes.length);
  for (let k = 0; k < bytes.length; k++) bytes[k] = planes[(k % 4) * count + (k >> 2)];
  return new Float32Array(bytes.buffer);
}

export function reader(model, controls, numbers) {
  const position = (name) => {
    return Math.max(0, Math.min(controls[name].labels.length - 1, model.get(name)));
  };
  const values = ({ start, by, length }, at = position) => {
    let index = 0;
    for (const name of by) index = index * controls[name].labels.length + at(name);
    return numbers.subarray(start + index * length, start + (index + 1) * length);
  };
  const everywhere = ({ start, by, length }) => {
    const count = by.reduce((product, name) => product * controls[name].labels.length, length);
    return numbers.subarray(start, start + count);
  };
  const label = (name) => controls[name].labels[position(name)];
  return { position, values, everywhere, label };
}
