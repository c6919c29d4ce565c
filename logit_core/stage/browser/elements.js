// Makes elements: of a picture (SVG) and around it (HTML).

const SVG = "http://www.w3.org/2000/svg";

export function svg(tag, attributes, parent) {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== null) element.setAttribute(name, value);
  }
  parent?.append(element);
  return element;
}

export function html(tag, properties, ...children) {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children);
  return element;
}

// where an event of the pointer is, in the points of a picture
export function pointOf(picture, { clientX, clientY }) {
  const toPoints = picture.getScreenCTM().inverse();
  const { x, y } = new DOMPoint(clientX, clientY).matrixTransform(toPoints);
  return [x, y];
}

// what listens for Escape while something is held: it ends the drag alone, not the full screen or
// the editing of the cell as well
export const onEscape = (act) => (event) => {
  if (event.key !== "Escape") return;
  event.preventDefault();
  event.stopPropagation();
  act();
};
