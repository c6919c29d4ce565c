// The game "How sure are you?". A plain ES module that asks `model` only for the rounds, so it needs
// no kernel. Answers stay in this view: nothing is stored, nothing is sent. The texts are HTML made
// by forecast.py, with nothing of a reader's.

const COIN = Math.LN2; // what a fair coin pays for any statement
const TEN_POINTS = 10;

function html(tag, properties, ...children) {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children);
  return element;
}

const sum = (numbers) => numbers.reduce((total, one) => total + one, 0);
const money = (cost) => cost.toFixed(2);

// What it costs to have given `percent` to "true".
function cost(percent, isTrue) {
  return -Math.log((isTrue ? percent : 100 - percent) / 100);
}

// The cost to be expected by whoever means what they say.
function entropy(percent) {
  const p = percent / 100;
  return p * cost(percent, true) + (1 - p) * cost(percent, false);
}

// The same answer, nearer to one half or farther away.
function lessSure(percent) {
  const distance = Math.max(Math.abs(percent - 50) - TEN_POINTS, 0);
  return 50 + Math.sign(percent - 50) * distance;
}

function surer(percent) {
  const moved = percent + Math.sign(percent - 50) * TEN_POINTS;
  return Math.min(Math.max(moved, 1), 99);
}

function bar(className, length) {
  const element = html("span", { className: `bar ${className}` });
  element.style.width = `${100 * length}%`;
  return element;
}

// Two bars, yours and the coin's: the shorter is the better.
function race(paid, answered, of) {
  const coin = COIN * answered;
  const widest = Math.max(COIN * of, paid);
  const lane = (name, className, total) =>
    html(
      "div",
      { className: "lane" },
      html("span", { className: "name" }, `${name} ${money(total)}`),
      html("span", { className: "track" }, bar(className, total / widest)),
    );
  return [lane("You", "you", paid), lane("A coin", "coin", coin)];
}

function table(answers) {
  const most = Math.max(...answers.map(({ paid }) => paid), COIN);
  const rows = answers.map(({ text, isTrue, percent, paid }) =>
    html(
      "tr",
      {},
      html("th", { scope: "row", innerHTML: text }),
      html("td", {}, `${percent} %`),
      html("td", {}, isTrue ? "true" : "false"),
      html("td", {}, money(paid), html("span", { className: "track" }, bar("you", paid / most))),
    ),
  );
  const heads = ["Statement", "You said", "It is", "Cost"].map((name) =>
    html("th", { scope: "col" }, name),
  );
  return html(
    "table",
    {},
    html("thead", {}, html("tr", {}, ...heads)),
    html("tbody", {}, ...rows),
  );
}

function verdict(answers) {
  const paid = sum(answers.map((one) => one.paid));
  const ifAll = (change) =>
    money(sum(answers.map((one) => cost(change(one.percent), one.isTrue))));
  const expected = money(sum(answers.map((one) => entropy(one.percent))));
  return [
    `You paid ${money(paid)}, a coin ${money(COIN * answers.length)}. ` +
      `Ten points less sure would have cost you ${ifAll(lessSure)}, ` +
      `ten points surer ${ifAll(surer)}.`,
    `Whoever means these percentages expects to pay ${expected}: their entropy.`,
    "Ten answers show what it costs to be sure. They do not show whether your 80\u00a0% come true in " +
      "80 of 100 cases. That is calibration, and takes hundreds of answers.",
  ];
}

function render({ model, el }) {
  el.classList.add("logit-forecast");
  const rounds = model.get("rounds");
  let round = 0;
  let answers = [];

  const count = html("p", { className: "count" });
  const text = html("legend", {});
  const slider = html("input", { type: "range", min: 1, max: 99, step: 1 });
  // JupyterLab takes the arrow keys from inputs that do not say this
  slider.dataset.lmSuppressShortcuts = "true";
  const value = html("strong", {}); // an output would be announced at every step
  const stake = html("p", { className: "stake" });
  const button = html("button", { type: "button" });
  const answer = html("p", { className: "answer", role: "status" });
  const score = html("div", { className: "race" });
  const label = html("label", {}, "Chance that it is true: ", value, slider);
  const question = html("fieldset", {}, text, label, stake);
  const result = html("div", { className: "result" });

  const statement = () => rounds[round][answers.length];
  const weigh = () => {
    const percent = slider.valueAsNumber;
    value.textContent = `${percent} %`;
    slider.setAttribute("aria-valuetext", `${percent} percent`);
    stake.textContent =
      `You pay ${money(cost(percent, true))} if it is true, ` +
      `${money(cost(percent, false))} if it is false. A coin pays ${money(COIN)}.`;
  };
  const keepScore = () => {
    const paid = sum(answers.map((one) => one.paid));
    score.replaceChildren(...race(paid, answers.length, rounds[round].length));
  };
  const ask = () => {
    count.textContent = `Statement ${answers.length + 1} of ${rounds[round].length}`;
    text.innerHTML = statement().text;
    slider.value = 50;
    slider.disabled = false;
    question.hidden = false;
    answer.textContent = "";
    button.textContent = "Answer";
    weigh();
  };
  const reply = () => {
    const { text, true: isTrue, why } = statement();
    const percent = slider.valueAsNumber;
    const paid = cost(percent, isTrue);
    const given = ((isTrue ? percent : 100 - percent) / 100).toFixed(2);
    answers.push({ text, isTrue, percent, paid });
    const word = isTrue ? "True" : "False";
    answer.innerHTML = `<strong>${word}.</strong> ${why} You pay −log\u00a0${given}\u00a0=\u00a0${money(paid)}.`;
    slider.disabled = true;
    button.textContent = answers.length < rounds[round].length ? "Next statement" : "Result";
    keepScore();
  };
  const finish = () => {
    count.textContent = "Result";
    question.hidden = true;
    const [costs, ...others] = verdict(answers);
    answer.textContent = costs;
    result.replaceChildren(...others.map((line) => html("p", {}, line)), table(answers));
    button.textContent = "Other statements";
  };
  const begin = () => {
    answers = [];
    result.replaceChildren();
    keepScore();
    ask();
  };

  slider.addEventListener("input", weigh);
  button.addEventListener("click", () => {
    if (question.hidden) {
      round = (round + 1) % rounds.length;
      begin();
      slider.focus();
    } else if (!slider.disabled) {
      reply();
    } else if (answers.length < rounds[round].length) {
      ask();
      slider.focus();
    } else {
      finish();
    }
  });
  begin();
  el.replaceChildren(count, question, button, answer, score, result);
}

export default { render };
