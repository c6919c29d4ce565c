// The notebook of this chapter, as it can be downloaded.

export const address = document.querySelector("[data-notebook]")?.dataset.notebook;

export async function loadNotebook() {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${address} answers ${answer.status}`);
  return answer.json();
}
