// The page's Python: a worker, which is started when it is first needed and can be ended.

export const settings = JSON.parse(document.querySelector("meta[name=logit-python]").content);
const START = "Python is loading"; // what the worker says first
const LOADING = `Python comes from ${settings.host}, about ${settings.megabytes} MB, once`;
const absolute = (address) => new URL(address, document.baseURI).href;

let worker = null;
let serial = 0;
const waiting = new Map(); // what answers each question that is still open
const listeners = new Set();

function start() {
  worker = new Worker(absolute(settings.worker), { type: "module" });
  worker.onmessage = ({ data: { id, progress, ...answer } }) => {
    if (progress) return listeners.forEach((hear) => hear(progress === START ? LOADING : progress));
    waiting.get(id)?.(answer);
    waiting.delete(id);
  };
  worker.onerror = () => end({ failed: "the browser did not start it" });
  worker.postMessage({
    pyodide: absolute(settings.pyodide),
    course: absolute(settings.course),
    widgets: absolute(settings.widgets),
    inWidgets: settings.in_widgets,
  });
}

// Ends Python, whatever it is doing; who waits for it gets `answer`.
export function end(answer) {
  worker?.terminate();
  worker = null;
  for (const call of waiting.values()) call(answer);
  waiting.clear();
}

// Asks to run the code of a cell and then its check. A question without code only starts Python.
export async function ask(question, hear = () => {}) {
  const listener = (words) => hear(words); // its own: two questions may be heard by one function
  listeners.add(listener);
  if (!worker) start();
  const answer = await new Promise((resolve) => {
    waiting.set(++serial, resolve);
    worker.postMessage({ id: serial, ...question });
  });
  listeners.delete(listener);
  if (answer.failed) end(answer); // the next question tries anew
  return answer;
}
