// What the search says of the pages it finds: their text alone, each formula once, no word stuck to
// the next; and what it says where it finds none.

// KaTeX writes it three times: as MathML, as its source, and as boxes.
const LEFT_OUT = "annotation, .katex-html, .logit-doors, .logit-link";

const BLOCKS = "dt, dd, figcaption, .logit-gallery a"; // between which no white space is written

const NOTHING =
  "Your search did not match any documents. Please make sure that all words are spelled correctly and that you've selected enough categories.";
const SAID = "No page has this. Try another spelling, or fewer words: a page must have all of them.";

export function sayWhereNothingIsFound(documentation) {
  documentation.addTranslations({ messages: { [NOTHING]: SAID }, plural_expr: "n == 1 ? 0 : 1" });
}

export function showTextAlone(search) {
  const { htmlToText } = search;
  search.htmlToText = (written, anchor) => {
    const page = new DOMParser().parseFromString(written, "text/html");
    for (const one of page.querySelectorAll(LEFT_OUT)) one.remove();
    for (const one of page.querySelectorAll(BLOCKS)) one.append(" ");
    return htmlToText(page.documentElement.outerHTML, anchor);
  };
}
