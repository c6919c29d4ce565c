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

const distance = ({ boundingClientRect: { top, bottom } }) => Math.max(top - innerHeight, -bottom, 0);

// `addressOf` gives the positions at which a place begins, as an address names them
export function wakeNear(addressOf = () => "") {
  const near = new IntersectionObserver(async (entries) => {
    const arrived = entries.filter(({ isIntersecting }) => isIntersecting);
    for (const { target } of arrived) near.unobserve(target);
    arrived.sort((one, other) => distance(one) - distance(other));
    for (const { target } of arrived) await wake(target, addressOf(target)); // the seen one first
  }, NEAR);
  for (const place of document.querySelectorAll(".logit-embed")) near.observe(place);
}
