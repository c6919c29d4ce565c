// Full screen: a stage fills the screen or, where the browser does not give it, the window, as on
// an iPhone and in a frame that may not. Its sentence and its controls come along; Escape leaves.

import { html } from "./elements.js";

export function makeScreen(el) {
  const button = html("button", { type: "button" });
  button.dataset.lmSuppressShortcuts = "true";
  const hasScreen = () => el.matches(":fullscreen");
  const fills = () => el.classList.contains("full");

  const redraw = () => {
    if (!hasScreen() && !el.popover) el.classList.remove("full");
    button.textContent = fills() ? "Leave full screen" : "Full screen";
  };
  const escape = ({ key }) => key === "Escape" && leave();
  const leave = () => {
    removeEventListener("keydown", escape);
    if (hasScreen()) document.exitFullscreen();
    if (el.popover) el.hidePopover?.();
    el.popover = null;
    redraw();
  };
  const fillWindow = () => {
    el.popover = "manual"; // above everything else, whatever it stands in
    el.showPopover?.();
    addEventListener("keydown", escape);
  };
  button.onclick = async () => {
    if (fills()) return leave();
    el.classList.add("full");
    if (!document.fullscreenEnabled) fillWindow();
    else await el.requestFullscreen().catch(fillWindow);
    redraw();
  };
  el.addEventListener("fullscreenchange", redraw);
  redraw();
  const end = () => {
    leave();
    el.removeEventListener("fullscreenchange", redraw);
  };
  return { button, end };
}
