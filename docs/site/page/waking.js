// Pictures, quizzes and games come alive when they come near.

const NEAR = { rootMargin: "1200px 0px" };

async function wake(place, address) {
  try {
    const { showStage, showWords } = await import("./pictures.js");
    if (place.dataset.kind === "stage") await showStage(place, address);
    else await showWords(place);
    place.dataset.alive = "true";
  } catch (reason) {
    console.info("A picture could not be loaded.", reason);
    const words = "This picture cannot move now: its data did not arrive. Reload the page to try again.";
    const error = document.createElement("p");
    place.append(Object.assign(error, { className: "logit-trouble", textContent: words }));
  }
}

// how far a place is from what is seen now
function distance(place) {
  const { top, bottom } = place.getBoundingClientRect();
  return Math.max(top - innerHeight, -bottom, 0);
}

// `addressOf` gives the positions at which a place begins, as an address names them
export function wakeNear(addressOf = () => "") {
  const waiting = new Set();
  let isBusy = false;
  const wakeInTurn = async () => {
    if (isBusy) return;
    isBusy = true;
    while (waiting.size) {
      // the seen one first, also if the reader has jumped to it since others came near
      const [next] = [...waiting].sort((one, other) => distance(one) - distance(other));
      waiting.delete(next);
      await wake(next, addressOf(next));
    }
    isBusy = false;
  };
  const near = new IntersectionObserver((entries) => {
    for (const { target, isIntersecting } of entries) {
      if (!isIntersecting) continue;
      near.unobserve(target);
      waiting.add(target);
    }
    wakeInTurn();
  }, NEAR);
  for (const place of document.querySelectorAll(".logit-embed")) near.observe(place);
}
