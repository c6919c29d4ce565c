// The points of a board: where they are, which of them is chosen, and the fit that Python owes them.
//
// Points move at once, for they are written into the numbers of their marks. Of the fit the newest
// request counts: one is under way, and the latest is the next. Beyond what a view asks of `model`
// it needs that someone sets "numbers" and "answered" once "asked" is saved; see board.py.

import { unpackNumbers } from "./numbers.js";

const PATIENCE = 400; // milliseconds without an answer after which the reader is told
const WAITS =
  "The fit waits for Python: boundary and colours are still those of the points before.";

const isEqual = (points, others) => JSON.stringify(points) === JSON.stringify(others);

// `changed` is called whenever there is something to draw.
export function makePoints({ model, scene, numbers, changed, failed }) {
  const { marks, most, starts } = scene.board;
  const tracks = marks.map((mark) => [scene.marks[mark].x.start, scene.marks[mark].y.start]);
  const [sentence] = scene.sentence;
  const first = Object.values(starts)[0];
  let mine = model.get("asked");
  let chosen = -1;
  let timer = 0;
  let isLate = false;

  const isAnswered = () => model.get("answered").number === mine.number;
  const isUnderWay = () => model.get("answered").number !== model.get("asked").number;

  const write = () => {
    tracks.forEach(([x, y], label) => {
      numbers.fill(NaN, x, x + most).fill(NaN, y, y + most);
      mine.points.filter((point) => point[2] === label).forEach(([x1, x2], k) => {
        numbers[x + k] = x1;
        numbers[y + k] = x2;
      });
    });
  };
  const ask = () => {
    if (isUnderWay() || mine.number === model.get("asked").number) return;
    model.set("asked", mine);
    model.save_changes();
  };
  const stopWaiting = () => {
    clearTimeout(timer);
    [timer, isLate] = [0, false];
  };
  const say = () => {
    const { sentences } = model.get("answered");
    if (sentences.length) sentence.texts = sentences;
  };
  const wait = () => {
    if (isAnswered()) return stopWaiting();
    timer ||= setTimeout(() => {
      isLate = true;
      changed();
    }, PATIENCE);
  };
  const take = (asked) => {
    mine = asked;
    chosen = Math.min(chosen, mine.points.length - 1);
    write();
    wait();
    changed();
  };
  const put = (points) => {
    take({ number: mine.number + 1, points });
    ask();
  };

  const hear = async () => {
    const answered = model.get("answered");
    ask(); // first of all: Python has nothing to do meanwhile
    try {
      const fresh = await unpackNumbers(model, scene.count);
      if (answered !== model.get("answered")) return; // the next answer is there
      numbers.set(fresh);
    } catch (reason) {
      failed(reason);
      return;
    }
    say();
    write();
    stopWaiting(); // it was heard of: patience begins anew
    wait();
    changed();
  };
  const follow = () => { // another view, or Python, has put points; what is older is an echo
    const asked = model.get("asked");
    if (asked.number >= mine.number && !isEqual(asked.points, mine.points)) take(asked);
  };
  const names = { numbers: hear, answered: hear, asked: follow };
  for (const [name, call] of Object.entries(names)) model.on(`change:${name}`, call);
  say();
  write();
  wait();

  const areFirst = () => isEqual(mine.points, first);
  const change = (to) => put(mine.points.map((point, k) => (k === chosen ? to : point)));
  return {
    get all() {
      return mine.points;
    },
    get chosen() {
      return chosen;
    },
    get isLate() {
      return isLate;
    },
    isFull: () => mine.points.length >= most,
    areFirst,
    said: () => (isLate ? WAITS : ""),
    choose(index) {
      chosen = index;
      changed();
    },
    start(name) {
      chosen = -1;
      put(starts[name]);
    },
    restart() {
      chosen = -1;
      if (areFirst()) changed();
      else put(first);
    },
    add(x1, x2, label) {
      if (mine.points.length >= most) return;
      chosen = mine.points.length;
      put([...mine.points, [x1, x2, label]]);
    },
    move: (x1, x2) => change([x1, x2, mine.points[chosen][2]]),
    recolour() {
      if (chosen < 0) return;
      const [x1, x2, label] = mine.points[chosen];
      change([x1, x2, 1 - label]);
    },
    remove() {
      if (chosen < 0) return;
      put(mine.points.filter((_, k) => k !== chosen));
    },
    end() {
      clearTimeout(timer);
      for (const [name, call] of Object.entries(names)) model.off(`change:${name}`, call);
    },
  };
}
