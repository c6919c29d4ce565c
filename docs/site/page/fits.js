// A board on the page: the points that the reader places are fitted by the page's Python.

import { bytesOf } from "./alone.js";
import { ask, settings } from "./python.js";

// `question` tells Python how the board is made, in case that it does not have it yet.
export function answerBoard(model, question, say = () => {}) {
  const answer = async () => {
    const asked = model.get("asked");
    const before = model.get("answered").number;
    if (asked.number === before) return;
    const hear = (words) => say(`${words} …`);
    const { fit, failed, outputs } = await question()
      .then((made) => ask({ ...made, asked }, hear))
      .catch((reason) => ({ failed: reason.message })); // what made the board did not arrive
    say("");
    if (fit) {
      model.set("error", fit.error);
      model.set("numbers", bytesOf(fit.numbers));
      model.set("answered", fit.answered);
    } else {
      const why = failed ?? outputs?.at(-1)?.error ?? "it does not say why";
      model.set("error", `Python could not fit these points (${why}). Move one to try again.`);
      model.set("asked", { ...asked, number: before }); // the next one may be asked for
    }
  };
  model.on("change:asked", answer);
}
