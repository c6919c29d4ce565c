// Stages, panels, quizzes and games, from the data that lie beside the page.

import { Model, addressOf, mount } from "./alone.js";
import { answerBoard } from "./fits.js";
import forecast from "./forecast.js";
import quiz from "./quiz.js";
import stage from "./view.js";

const ROOM = 64; // pixels of margin around a stage on a page of its own
const LARGER = 15 / 14; // its letters there, in those of this page
const IN_WORDS = { forecast, quiz };

async function fetchJson(address) {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${address} answers ${answer.status}`);
  return answer.json();
}

export async function showWords(place) {
  const model = new Model(await fetchJson(place.dataset.src));
  const el = document.createElement("div");
  IN_WORDS[place.dataset.kind].render({ model, el });
  place.replaceChildren(el);
}

export async function showStage(place, address) {
  const state = await fetchJson(place.dataset.src);
  const variantOf = (key) => fetchJson(state.variants[key]);
  const model = await mount(stage, place.querySelector(".logit-alone"), state, { address, variantOf });
  offerLink(place, model);
  offerLine(place, model);
  if (!model.get("asked")) return;
  const said = place.querySelector(".logit-link [role=status]");
  const question = async () => (await import("./try.js")).questionOf(place.id);
  answerBoard(model, question, (words) => (said.textContent = words));
}

// a stage or panel that the page's Python has just made, as it was asked to by `question`
export async function showState(el, state, question) {
  const model = await mount(stage, el, state);
  if (model.get("asked")) answerBoard(model, async () => question);
}

async function copy(text, said, otherwise) {
  try {
    await navigator.clipboard.writeText(text);
    said.textContent = "Copied.";
  } catch {
    said.textContent = otherwise;
  }
}

// a button that makes the address of this page lead to what the stage shows now
function offerLink(place, model) {
  const button = place.querySelector(".logit-link .link");
  const said = place.querySelector(".logit-link [role=status]");
  button.disabled = false;
  button.onclick = () => {
    history.replaceState(null, "", `#stage=${place.id}&${addressOf(model)}`);
    copy(location.href, said, "It stands in the address line now.");
  };
}

// the line of HTML that shows the stage, as it stands now, in another page
function offerLine(place, model) {
  const fold = place.querySelector(".logit-link details");
  const line = fold.querySelector("textarea");
  const said = place.querySelector(".logit-link [role=status]");
  const write = () => {
    const frame = document.createElement("iframe");
    const { offsetWidth, offsetHeight } = place.querySelector(".logit-alone");
    const width = Math.ceil(LARGER * offsetWidth + ROOM);
    const height = Math.ceil(LARGER * offsetHeight + ROOM);
    const attributes = {
      src: `${fold.querySelector("a").href}#${addressOf(model)}`,
      title: place.closest("section").querySelector("h1, h2, h3").firstChild.textContent,
      width: "100%",
      height,
      style: `max-width: ${width}px; border: 0`,
      sandbox: "allow-scripts",
      allow: "fullscreen",
    };
    for (const [name, value] of Object.entries(attributes)) frame.setAttribute(name, value);
    line.value = frame.outerHTML;
  };
  fold.ontoggle = write;
  if (fold.open) write(); // opened before the picture was alive
  fold.querySelector(".copy").onclick = () => {
    line.select();
    copy(line.value, said, "The line is selected: copy it.");
  };
}
