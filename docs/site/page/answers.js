// The reader's answers, kept in this browser alone, each by its chapter and the id of its cell.

const PREFIX = "logit-course:";
const NONE = { code: null, passed: false };
export const here = location.pathname.split("/").pop().replace(/\.(html|ipynb)$/, "");

const onThisPage = new Map(); // for browsers that keep nothing, or refuse to

function attempt(action) {
  try {
    return action();
  } catch {
    return null;
  }
}

const keyOf = (cell, chapter) => `${PREFIX}${chapter}:${cell}`;
const keysKept = () => {
  return attempt(() => Object.keys(localStorage).filter((key) => key.startsWith(PREFIX))) ?? [];
};

export function readAnswer(cell, chapter = here) {
  const key = keyOf(cell, chapter);
  const kept = attempt(() => JSON.parse(localStorage.getItem(key)));
  return kept ?? onThisPage.get(key) ?? NONE;
}

// Keeps what is new of an answer, and says whether it could be kept: another page may have kept
// the rest of it.
export function keepAnswer(cell, changes) {
  const key = keyOf(cell, here);
  const answer = { ...readAnswer(cell), ...changes };
  onThisPage.set(key, answer);
  return attempt(() => {
    localStorage.setItem(key, JSON.stringify(answer));
    return true;
  }) ?? false;
}

export function forgetAnswer(cell, chapter = here) {
  const key = keyOf(cell, chapter);
  onThisPage.delete(key);
  attempt(() => localStorage.removeItem(key));
}

export function forgetAll() {
  onThisPage.clear();
  for (const key of keysKept()) localStorage.removeItem(key);
}

export const keepsAnything = () => keysKept().length > 0;

export function canKeep() {
  const key = `${PREFIX}?`;
  return attempt(() => {
    localStorage.setItem(key, "");
    localStorage.removeItem(key);
    return true;
  }) ?? false;
}

// a button that deletes everything, once the reader has said so twice
export function offerToForget(button) {
  button.onclick = () => {
    if (!confirm("Delete all your answers, of every chapter, from this browser?")) return;
    forgetAll();
    location.reload();
  };
}
