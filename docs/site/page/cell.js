// A cell that the reader may change: its editor, the bar below it, and what Python answers.

import { forgetAnswer, keepAnswer, readAnswer } from "./answers.js";
import { html } from "./elements.js";
import { ask, end, settings } from "./python.js";

let isWarm = false; // whether Python has been asked for already

const button = (textContent, className = "") => {
  return html("button", { type: "button", textContent, className });
};

function picture(state, question) {
  const place = html("div", { className: "logit-alone" });
  import("./pictures.js").then(({ showState }) => showState(place, state, question));
  return html("div", { className: "logit-embed" }, place);
}

// one of the outputs that `outputs.py` names
function shown({ text, html: marked, png, width, stage, error }, question) {
  if (marked) return html("div", { innerHTML: marked });
  if (stage) return picture(stage, question);
  if (png) {
    const alt = "A picture that the code of this cell has drawn.";
    return html("img", { src: `data:image/png;base64,${png}`, width, alt });
  }
  const className = error ? "logit-trouble" : "";
  return html("pre", { className, textContent: text ?? error, tabIndex: 0 });
}

// Makes the bar and the room for outputs in `place`. `stub` is what stands in the cell at first,
// `question` makes of its code what Python is asked, and `restarted` hears that all is as it was.
export function makeCell(place, { id, stub, words, question, answered, restarted }) {
  const runButton = button(words.run, "primary");
  const stopButton = button("Stop");
  const againButton = button("Start over");
  const said = html("span", { className: "said", role: "status" });
  const bar = html("div", { className: "logit-run" }, runButton, stopButton, againButton, said);
  const out = html("div", { className: "logit-verdict" });
  stopButton.hidden = true;
  place.replaceChildren(bar, out);
  let editor = null;

  const say = (text) => (said.textContent = text);
  let isKept = true;
  const showState = () => {
    if (!isKept) say("This browser keeps nothing: the answer goes with the page.");
    else say(readAnswer(id).passed ? "You have passed this one." : "");
  };
  const keep = (changes) => {
    isKept = keepAnswer(id, changes);
    if (!isKept) showState();
  };
  const read = () => editor?.read() ?? stub;
  const tell = (text) => say(`${text} …`);

  const setBusy = (isBusy) => {
    runButton.disabled = againButton.disabled = isBusy;
    stopButton.hidden = !isBusy;
  };
  const outputsOf = async (asked) => {
    const { outputs, failed } = await ask(asked, tell);
    if (!failed) return outputs;
    const why = `Python could not be loaded from ${settings.host} (${failed}).`;
    return [{ error: `${why} ${words.retry} to retry.` }];
  };
  const run = async () => {
    if (runButton.disabled) return;
    setBusy(true);
    const asked = question(read());
    const outputs = await outputsOf(asked);
    setBusy(false);
    if (outputs.at(-1)?.passed) keep({ passed: true });
    showState();
    out.replaceChildren(...outputs.map((one) => shown(one, asked)));
    answered?.();
  };
  runButton.onclick = run;
  stopButton.onclick = () => {
    end({ outputs: [{ error: `Stopped. Python starts anew when you ${words.again}.` }] });
  };
  againButton.onclick = () => {
    editor?.write(stub);
    forgetAnswer(id); // with what the editor has just kept
    out.replaceChildren();
    say("");
    restarted?.();
  };

  // the larger part is loaded while the reader thinks, unless bytes are to be spared
  const warmUp = async () => {
    if (isWarm || navigator.connection?.saveData) return;
    isWarm = true;
    await ask({}, tell);
    if (!runButton.disabled) showState();
  };

  showState();
  return {
    read,
    focus: () => editor?.focus(),
    // puts the editor into the place of what is shown of the cell
    async open(old, label) {
      const { makeEditor } = await import("./editor.js");
      const holder = html("div", { className: "logit-editor" });
      editor = makeEditor(holder, readAnswer(id).code ?? stub, {
        label,
        run,
        changed: (code) => keep({ code }),
        focused: warmUp,
      });
      old.replaceWith(holder);
      return holder;
    },
  };
}
