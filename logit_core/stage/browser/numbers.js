// What a stage was sent, and what of it holds at the controls' present positions.

// Python's zlib.compress undone
const inflate = (view) => {
  const stream = new Blob([view]).stream().pipeThrough(new DecompressionStream("deflate"));
  return new Response(stream);
};

// what stands still as an address, ready to be shown, and the numbers of marks and sentence
export async function unpack(model) {
  const [still, numbers] = await Promise.all([
    inflate(model.get("still")).text(),
    inflate(model.get("numbers")).arrayBuffer().then((buffer) => new Float32Array(buffer)),
  ]);
  const href = `data:image/svg+xml;utf8,${encodeURIComponent(still)}`;
  await new Promise((go) => { // else the marks would be seen before what stands still
    Object.assign(new Image(), { onload: go, onerror: go, src: href });
  });
  return { href, numbers };
}

export function reader(model, controls, numbers) {
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
  return { position, values, everywhere, label };
}
