// Shows a quiz and answers each choice at once. A plain ES module that asks `model` only for its
// questions, so it needs no kernel. Their texts are HTML made by form.py, with nothing of a reader's.

function html(tag, properties, ...children) {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children);
  return element;
}

function render({ model, el }) {
  el.classList.add("logit-quiz");
  const questions = model.get("questions");
  const right = questions.map(() => false);
  const count = html("p", { className: "count" });
  const say = () => {
    const n = right.filter(Boolean).length;
    count.textContent = `${n} of ${questions.length} right so far.`;
  };
  const fieldsets = questions.map(({ text, options }, i) => {
    const group = `quiz-${crypto.getRandomValues(new Uint32Array(1))[0]}`; // of this view alone
    const answer = html("p", { className: "answer", role: "status" });
    const choices = options.map((option) => {
      const input = html("input", { type: "radio", name: group });
      // JupyterLab takes the arrow keys from inputs that do not say this
      input.dataset.lmSuppressShortcuts = "true";
      input.addEventListener("change", () => {
        const word = option.right ? "Right" : "Not yet";
        answer.innerHTML = `<strong>${word}.</strong> ${option.why}`;
        right[i] = option.right;
        say();
      });
      return html("label", {}, input, html("span", { innerHTML: option.text }));
    });
    const legend = html("legend", { innerHTML: `${i + 1}. ${text}` });
    return html("fieldset", {}, legend, ...choices, answer);
  });
  say();
  el.replaceChildren(...fieldsets, count);
}

export default { render };
