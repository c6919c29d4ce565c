// Python's zlib.compress undone, for browsers from before 2023, which have no DecompressionStream.
//
// The format is that of RFC 1950 and 1951: blocks of symbols, each a byte or a copy of bytes that
// were there before, in Huffman's code.

// a code: how many symbols have each length, and the symbols in the order of their codes
function code(lengths) {
  const counts = new Uint16Array(16);
  for (const length of lengths) if (length) counts[length]++;
  const starts = counts.map((_, k) => counts.slice(0, k).reduce((sum, count) => sum + count, 0));
  const symbols = [];
  lengths.forEach((length, symbol) => {
    if (length) symbols[starts[length]++] = symbol;
  });
  return { counts, symbols };
}

const repeat = (...runs) => runs.flatMap(([length, times]) => Array(times).fill(length));
const ORDER = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];
const LENGTHS = { extra: repeat([0, 8], [1, 4], [2, 4], [3, 4], [4, 4], [5, 4], [0, 1]), from: 3 };
const DISTANCES = { extra: [0, 0, ...Array.from({ length: 28 }, (_, k) => k >> 1)], from: 1 };
for (const table of [LENGTHS, DISTANCES]) {
  let next = table.from;
  table.base = table.extra.map((extra) => (next += 1 << extra) - (1 << extra));
}
LENGTHS.base[28] = 258;

export function inflateSlowly(bytes) {
  let at = 2; // past the header
  let [hold, held] = [0, 0];
  const bits = (count) => {
    while (held < count) {
      if (at >= bytes.length) throw new Error("they end too early");
      hold |= bytes[at++] << held;
      held += 8;
    }
    const value = hold & ((1 << count) - 1);
    hold >>>= count;
    held -= count;
    return value;
  };
  const symbol = ({ counts, symbols }) => {
    let [value, first, index] = [0, 0, 0];
    for (let length = 1; length < 16; length++) {
      value |= bits(1);
      if (value - first < counts[length]) return symbols[index + value - first];
      index += counts[length];
      first = (first + counts[length]) << 1;
      value <<= 1;
    }
    throw new Error("they hold an unknown symbol");
  };
  const fixed = [
    code(repeat([8, 144], [9, 112], [7, 24], [8, 8])),
    code(repeat([5, 30])),
  ];
  const sent = () => {
    const [literals, distances, count] = [bits(5) + 257, bits(5) + 1, bits(4) + 4];
    const order = Array(19).fill(0);
    for (let k = 0; k < count; k++) order[ORDER[k]] = bits(3);
    const codes = code(order);
    const lengths = [];
    while (lengths.length < literals + distances) {
      const next = symbol(codes);
      if (next < 16) lengths.push(next);
      else if (next === 16) lengths.push(...Array(3 + bits(2)).fill(lengths[lengths.length - 1]));
      else lengths.push(...Array(next === 17 ? 3 + bits(3) : 11 + bits(7)).fill(0));
    }
    return [code(lengths.slice(0, literals)), code(lengths.slice(literals))];
  };
  let [out, size] = [new Uint8Array(8 * bytes.length + 1024), 0];
  const room = (count) => {
    if (size + count <= out.length) return;
    const larger = new Uint8Array(2 * (size + count));
    larger.set(out);
    out = larger;
  };
  for (let last = 0; !last; ) {
    last = bits(1);
    const kind = bits(2);
    if (kind === 0) {
      [hold, held] = [0, 0]; // it begins at the next byte
      const length = bytes[at] | (bytes[at + 1] << 8);
      room(length);
      out.set(bytes.subarray(at + 4, at + 4 + length), size);
      at += 4 + length;
      size += length;
      continue;
    }
    const [literals, distances] = kind === 1 ? fixed : sent();
    for (let next = symbol(literals); next !== 256; next = symbol(literals)) {
      room(258);
      if (next < 256) out[size++] = next;
      else {
        const length = LENGTHS.base[next - 257] + bits(LENGTHS.extra[next - 257]);
        const far = symbol(distances);
        const from = size - DISTANCES.base[far] - bits(DISTANCES.extra[far]);
        for (let k = 0; k < length; k++) out[size + k] = out[from + k];
        size += length;
      }
    }
  }
  return out.slice(0, size);
}
