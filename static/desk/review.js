// Tabs over the articles, a quote that leads to its words, and keys for each field. Without it all articles stand
// one below the other, quotes are plain links and every button works.
const panels = [...document.querySelectorAll(".review-article")];
const list = document.querySelector(".review-tabs");
const tabs = [...(list?.querySelectorAll("a") ?? [])];
const still = matchMedia("(prefers-reduced-motion: reduce)");

function show(panel, focus = false) {
  for (const tab of tabs) {
    const on = tab.hash === `#${panel.id}`;
    tab.setAttribute("aria-selected", on);
    tab.tabIndex = on ? 0 : -1;
    if (on && focus) tab.focus();
  }
  for (const one of panels) one.hidden = one !== panel;
}

function makeTabs() {
  list.setAttribute("role", "tablist");
  list.setAttribute("aria-label", list.dataset.label);
  for (const tab of tabs) {
    tab.parentElement.setAttribute("role", "presentation");
    tab.setAttribute("role", "tab");
    tab.setAttribute("aria-controls", tab.hash.slice(1));
    const panel = document.querySelector(tab.hash);
    panel.setAttribute("role", "tabpanel");
    panel.setAttribute("aria-labelledby", tab.id);
    panel.tabIndex = 0;
    tab.addEventListener("click", (event) => { event.preventDefault(); show(panel, true); });
  }
  list.addEventListener("keydown", (event) => {
    const at = tabs.indexOf(document.activeElement), last = tabs.length - 1;
    const to = { ArrowRight: at < last ? at + 1 : 0, ArrowLeft: at ? at - 1 : last, Home: 0, End: last }[event.key];
    if (at < 0 || to === undefined) return;
    event.preventDefault();
    show(document.querySelector(tabs[to].hash), true);
  });
  show(panels[0]);
}

function showQuote(number) {
  const marks = [...document.querySelectorAll(`mark[data-claims~="${CSS.escape(number)}"]`)];
  const found = marks.length ? marks : [document.getElementById(`quote-${number}`)].filter(Boolean);
  if (!found.length) return false;
  show(found[0].closest(".review-article"));
  found[0].scrollIntoView({ block: "center", behavior: still.matches ? "auto" : "smooth" });
  for (const one of found) one.classList.add("flash");
  setTimeout(() => { for (const one of found) one.classList.remove("flash"); }, 1600);
  return true;
}

document.addEventListener("click", (event) => {
  const quote = event.target.closest("a.review-quote");
  if (quote && showQuote(quote.hash.slice("#quote-".length))) event.preventDefault();
});

const fields = () => [...document.querySelectorAll(".review-field")].filter((field) => field.checkVisibility());
const current = () => document.activeElement?.closest(".review-field");

function step(by) {
  const all = fields(), at = all.indexOf(current());
  const to = all[at < 0 ? (by > 0 ? 0 : all.length - 1) : Math.min(Math.max(at + by, 0), all.length - 1)];
  to?.focus();
  to?.scrollIntoView({ block: "nearest" });
}

function ask() {
  const box = current()?.querySelector(".review-ask");
  if (!box) return;
  box.open = true;
  box.querySelector("textarea").focus();
}

const keys = { j: () => step(1), k: () => step(-1), a: () => current()?.querySelector(".review-accept")?.click(), q: ask };
const hangul = { "ㅓ": "j", "ㅏ": "k", "ㅁ": "a", "ㅂ": "q" };

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.repeat && "aㅁ".includes(event.key)) return;
  if (event.target.closest("input, textarea, select, [contenteditable], .review-articles")) return;
  const key = event.key.toLowerCase(), act = keys[hangul[key] ?? key];
  if (act) { event.preventDefault(); act(); }
});

if (list && panels.length) makeTabs();
if (location.hash.startsWith("#field-")) document.getElementById(location.hash.slice(1))?.focus();
if (location.hash.startsWith("#quote-")) showQuote(location.hash.slice("#quote-".length));
