// What the search shows of the pages it finds: their text alone, and each formula once.

// KaTeX writes it three times: as MathML, as its source, and as boxes.
const LEFT_OUT = "annotation, .katex-html, .logit-doors, .logit-link";

export function showTextAlone(search) {
  const { htmlToText } = search;
  search.htmlToText = (written, anchor) => {
    const page = new DOMParser().parseFromString(written, "text/html");
    for (const one of page.querySelectorAll(LEFT_OUT)) one.remove();
    return htmlToText(page.documentElement.outerHTML, anchor);
  };
}
