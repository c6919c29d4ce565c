// A stage in a page without Jupyter: a model made of its state, and the lists that a panel holds.

// what a view asks of a model
export class Model {
  constructor(state) {
    this.state = state;
    this.heard = [];
  }
  get(name) {
    return this.state[name];
  }
  set(name, value) {
    if (this.state[name] === value) return;
    this.state[name] = value;
    for (const [event, call] of [...this.heard]) if (event === `change:${name}`) call();
  }
  on(event, call) {
    this.heard.push([event, call]);
  }
  off(event, call) {
    this.heard = this.heard.filter(([other, called]) => other !== event || called !== call);
  }
  save_changes() {} // nobody else is told
}

export const bytesOf = ({ base64 }) => {
  return new DataView(Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0)).buffer);
};
const unpackAll = (traits) => {
  const unpacked = ([name, value]) => [name, value?.base64 === undefined ? value : bytesOf(value)];
  return Object.fromEntries(Object.entries(traits).map(unpacked));
};

// The positions of the controls as an address names them: "learning_rate=20&epoch=30". What it
// does not name, or names wrongly, is left out.
export function positionsIn(address, { controls }) {
  const named = new URLSearchParams(address);
  const found = {};
  for (const [name, { labels }] of Object.entries(controls)) {
    const text = named.get(name) ?? "";
    if (/^\d+$/.test(text) && Number(text) < labels.length) found[name] = Number(text);
  }
  return found;
}

// the twin of positionsIn
export function addressOf(model) {
  const names = Object.keys(model.get("scene").controls);
  return names.map((name) => `${name}=${model.get(name)}`).join("&");
}

// one list above the stage: its row, and what shows a position in it
function listRow({ label, labels, kind }, moved) {
  const input = document.createElement(kind === "range" ? "input" : "select");
  const output = document.createElement("output");
  if (kind === "range") Object.assign(input, { type: "range", min: 0, max: labels.length - 1 });
  else labels.forEach((text, value) => input.append(new Option(text, value)));
  const show = (at) => {
    input.value = at;
    if (kind === "range") output.textContent = input.ariaValueText = labels[at];
  };
  input.addEventListener("input", () => moved(Number(input.value)));
  const row = document.createElement("label");
  row.append(`${label} `, input, output);
  return { row, show };
}

// What Python would compute anew is there for each choice. Of two lists that may not show the same
// one takes what the other showed before, as in Python.
function followedLists(lists, model, variants, variantOf) {
  let now = lists.map(({ at }) => at);
  const rows = lists.map((list, i) => listRow(list, (at) => choose(i, at)));
  const showAll = () => rows.forEach(({ show }, i) => show(now[i]));
  const choose = async (i, at) => {
    const wanted = now.with(i, at);
    const twin = wanted.findIndex((other, k) => k !== i && other === at);
    if (!variants.includes(wanted.join()) && twin >= 0) wanted[twin] = now[i];
    const before = now;
    now = wanted;
    showAll();
    try {
      const traits = unpackAll(await variantOf(wanted.join()));
      if (now !== wanted) return; // another choice was made meanwhile
      const { scene, ...others } = traits;
      for (const [name, value] of Object.entries(others)) {
        if (!(name in scene.controls)) model.set(name, value);
      }
      model.set("scene", scene);
      model.set("error", "");
    } catch (reason) {
      if (now === wanted) now = before;
      showAll();
      model.set("error", `This choice could not be loaded (${reason.message}).`);
    }
  };
  showAll();
  return rows;
}

// Shows a stage in place of what stands in `el`, without a moment in which nothing stands there.
// `state` is what Stage.state or Panel.state gave; `variantOf` finds what it gave of a choice.
export async function mount(stage, el, state, { address = "", variantOf } = {}) {
  const { traits, lists = [], variants = {} } = state;
  const model = new Model({ ...unpackAll(traits), ...positionsIn(address, traits.scene) });
  const linked = lists.filter(({ control }) => control);
  const rows = linked.map((list) => {
    const { row, show } = listRow(list, (at) => model.set(list.control, at));
    const follow = () => show(model.get(list.control));
    model.on(`change:${list.control}`, follow);
    follow();
    return { row };
  });
  const followed = lists.filter(({ control }) => !control);
  const choices = Object.keys(variants);
  rows.push(...followedLists(followed, model, choices, variantOf ?? ((key) => variants[key])));
  const bar = document.createElement("div");
  bar.className = "logit-lists";
  bar.append(...rows.map(({ row }) => row));
  const view = document.createElement("div");
  const fresh = document.createElement("div");
  fresh.className = "logit-fresh"; // unseen until it is drawn, and as wide as it will be
  fresh.append(...(rows.length ? [bar] : []), view);
  const old = [...el.childNodes];
  el.append(fresh);
  await stage.render({ model, el: view });
  for (const node of old) node.remove();
  fresh.className = "";
  return model;
}
