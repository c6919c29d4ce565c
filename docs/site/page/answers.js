// The reader's answers, kept in this browser alone, each by its chapter and the id of its cell.

const PREFIX = "logit-course:";
const chapter = location.pathname.split("/").pop().replace(/\.html$/, "");
const keyOf = (cell) => `${PREFIX}${chapter}:${cell}`;

// a browser may keep nothing, or refuse to
function attempt(action) {
  try {
    return action();
  } catch {
    return null;
  }
}

export function readAnswer(cell) {
  const kept = attempt(() => JSON.parse(localStorage.getItem(keyOf(cell))));
  return kept ?? { code: null, passed: false };
}

// whether it could be kept
export function keepAnswer(cell, answer) {
  return attempt(() => {
    localStorage.setItem(keyOf(cell), JSON.stringify(answer));
    return true;
  }) ?? false;
}

export function forgetAnswer(cell) {
  attempt(() => localStorage.removeItem(keyOf(cell)));
}

export function forgetAll() {
  const own = attempt(() => Object.keys(localStorage).filter((key) => key.startsWith(PREFIX)));
  for (const key of own ?? []) localStorage.removeItem(key);
}
