// Finds, of all places at which a mark can be drawn, the one that a pointer means.
//
// A place is null where nothing is drawn, else { x, y, foot(x, y) }: its middle, and its point
// nearest to another. Places are numbered by the positions of one control or two, the last one
// fastest. Distances are in points.

const REACH = 9; // a place so near to the pointer is in touch with it
const FAR = 18; // and none further away, however far from each other neighbours stand
const SAME = 0.5; // places so near to each other are one

const distance = (place, x, y) => {
  if (!place) return Infinity;
  const [footX, footY] = place.foot(x, y);
  return Math.hypot(x - footX, y - footY);
};

export const digits = (index, sizes) => {
  const found = [];
  for (let k = sizes.length - 1; k >= 0; k--) {
    found[k] = index % sizes[k];
    index = Math.floor(index / sizes[k]);
  }
  return found;
};

// the numbers of the places one position away; where a control is `free`, as a list of choices is,
// any two of its positions are neighbours
function neighbours(index, sizes, free) {
  const at = digits(index, sizes);
  let found = [0];
  sizes.forEach((size, k) => {
    const [from, to] = free[k] ? [0, size - 1] : [at[k] - 1, at[k] + 1];
    const next = [];
    for (let i = Math.max(from, 0); i <= Math.min(to, size - 1); i++) {
      for (const start of found) next.push(start * size + i);
    }
    found = next;
  });
  return found.filter((other) => other !== index);
}

const nearestOf = (indices, distances) => {
  return indices.reduce((one, other) => (distances[other] < distances[one] ? other : one));
};

// The places in touch with the pointer that can be walked to from the present one without losing
// touch, so that where the way of a mark folds the drag stays on its branch. All places, where
// the touch is lost.
function candidates(places, sizes, free, present, distances) {
  let walker = present;
  for (;;) {
    const next = nearestOf([walker, ...neighbours(walker, sizes, free)], distances);
    if (next === walker) break;
    walker = next;
  }
  const here = places[walker];
  const steps = neighbours(walker, sizes, free).map((i) => {
    return here && places[i] ? Math.hypot(places[i].x - here.x, places[i].y - here.y) : 0;
  });
  const reach = Math.min(FAR, Math.max(REACH, ...steps));
  if (!(distances[walker] <= reach)) return [...places.keys()];
  const seen = new Set([walker]);
  for (const index of seen) { // a set is walked on while it grows
    for (const other of neighbours(index, sizes, free)) {
      if (distances[other] <= reach) seen.add(other);
    }
  }
  return [...seen];
}

// Returns the number of the place: the nearest one, and of several that are drawn at the same place
// the one that is nearest to the present position, control by control.
export function findPlace(places, sizes, free, present, x, y) {
  const distances = places.map((place) => distance(place, x, y));
  const found = candidates(places, sizes, free, present, distances);
  const best = nearestOf(found, distances);
  if (!places[best]) return present; // there is none at all
  const [footX, footY] = places[best].foot(x, y);
  const from = digits(present, sizes);
  const ways = (index) => digits(index, sizes).map((digit, k) => Math.abs(digit - from[k]));
  const same = found.filter((index) => distance(places[index], footX, footY) <= SAME);
  return same.reduce((one, other) => {
    const [a, b] = [ways(one), ways(other)];
    const k = a.findIndex((way, i) => way !== b[i]);
    return k >= 0 && b[k] < a[k] ? other : one;
  });
}
