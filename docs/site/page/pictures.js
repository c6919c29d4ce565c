// Stages, panels, quizzes and games, from the data that lie beside the page.

import { Model, addressOf, mount } from "./alone.js";
import forecast from "./forecast.js";
import quiz from "./quiz.js";
import stage from "./view.js";

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
}

// a button that makes the address of this page lead to what the stage shows now
function offerLink(place, model) {
  const button = place.querySelector(".logit-link button");
  const said = place.querySelector(".logit-link [role=status]");
  button.disabled = false;
  button.onclick = async () => {
    history.replaceState(null, "", `#stage=${place.id}&${addressOf(model)}`);
    try {
      await navigator.clipboard.writeText(location.href);
      said.textContent = "Copied.";
    } catch {
      said.textContent = "It stands in the address line now.";
    }
  };
}
