// Single keys for the desk: each presses the button, follows the link or enters the field that bears
// it as data-key. Without this script the forms do all that is needed. The keys can be turned off
// (WCAG 2.1.4), and are still while someone types.
(() => {
  const STORED = "communique-desk-keys";
  const candidates = [...document.querySelectorAll("[data-candidate]")];
  let current = -1;

  const select = (index) => {
    if (!candidates.length) return;
    current = Math.max(0, Math.min(candidates.length - 1, index));
    candidates.forEach((each, n) => each.classList.toggle("selected", n === current));
  };
  const move = (index) => {
    select(index);
    candidates[current]?.focus();
  };

  const target = (key) => {
    const here = current >= 0 ? candidates[current] : document;
    return here.querySelector(`[data-key="${key}"]`) ||
      [...document.querySelectorAll(`[data-key="${key}"]`)].find(
        (each) => !each.closest("[data-candidate]"));
  };

  const isOn = () => localStorage.getItem(STORED) !== "off";
  const typing = (element) => element.matches("input, textarea, select, [contenteditable]");

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || !isOn()) return;
    if (typing(event.target)) {
      if (event.key === "Escape") event.target.blur();
      return;
    }
    if (event.key === "j") return move(current + 1);
    if (event.key === "k") return move(current - 1);
    // Accept and reject are of a candidate that was chosen, never of whichever comes first.
    if ((event.key === "a" || event.key === "r") && current < 0) return;
    const found = /^[a-z]$/.test(event.key) ? target(event.key) : null;
    if (!found) return;
    event.preventDefault();
    if (found.matches("input")) found.focus();
    else found.click();
  });

  const keys = document.getElementById("keys");
  const button = document.getElementById("keys-switch");
  if (!keys || !button) return;
  const show = () => { button.textContent = isOn() ? keys.dataset.off : keys.dataset.on; };
  button.addEventListener("click", () => {
    localStorage.setItem(STORED, isOn() ? "off" : "on");
    show();
  });
  keys.hidden = false;
  show();
  if (isOn()) select(candidates.findIndex((each) => !each.classList.contains("done")));
})();
