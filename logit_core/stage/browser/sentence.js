// The sentence, and its numbers as Python writes them. The twin in Python is sentence.py.

// Python's format .3f, of a number that has been rounded to these digits
const fixed = (value, decimals) => value.toFixed(decimals).replace(/^-(0\.?0*)$/, "$1");

// Python's format .3g: significant digits without trailing zeros, powers of ten where it is short
function general(value, precision) {
  const digits = Math.max(precision, 1);
  const trim = (text) => (text.includes(".") ? text.replace(/\.?0+$/, "") : text);
  const [mantissa, power] = value.toExponential(digits - 1).split("e");
  const exponent = Number(power);
  if (-5 < exponent && exponent < digits) return trim(value.toFixed(digits - 1 - exponent));
  const sign = exponent < 0 ? "-" : "+";
  return `${trim(mantissa)}e${sign}${String(Math.abs(exponent)).padStart(2, "0")}`;
}

export function format(value, { digits, kind }) {
  if (!Number.isFinite(value)) return value > 0 ? "infinite" : "minus infinite";
  const percent = () => `${fixed(100 * value, digits)}%`;
  const written = { "%": percent, g: () => general(value, digits), f: () => fixed(value, digits) };
  return written[kind]().replaceAll("-", "\u2212"); // a minus sign, not a hyphen
}

export function speak(piece, { values, label }) {
  if ("text" in piece) return piece.text;
  if ("control" in piece) return label(piece.control);
  if ("texts" in piece) return piece.texts[values(piece.which)[0]];
  return format(values(piece.number)[0], piece);
}

export const longest = (texts) => {
  return texts.reduce((one, other) => (other.length > one.length ? other : one));
};

// the longest that a piece can be: room is kept for it, so that nothing below the sentence jumps
export function longestOf(piece, { everywhere, controls }) {
  if ("text" in piece) return piece.text;
  if ("control" in piece) return longest(controls[piece.control].labels);
  if ("texts" in piece) return longest([...piece.texts, piece.room ?? ""]);
  return longest(Array.from(everywhere(piece.number), (value) => format(value, piece)));
}
