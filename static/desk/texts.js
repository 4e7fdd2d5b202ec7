// The text beside the form: which words are selected, where they stand in the source's text, and the keys that select them.
export const texts = () => [...document.querySelectorAll(".wb-art")];
export const shown = () => texts().find((text) => !text.hidden);
const LONGEST = 300;

/** Return {quote, start, source, label, stated} of the selected words, or the name of the message that says what is wrong. */
export function selected() {
  const selection = getSelection();
  const text = shown();
  if (!text || !selection.rangeCount || selection.isCollapsed || !text.contains(selection.anchorNode) || !text.contains(selection.focusNode)) return "none";
  const range = selection.getRangeAt(0);
  const touched = [...text.querySelectorAll("p[data-start]")].filter((p) => range.intersectsNode(p) && wordsIn(p, range).quote);
  if (!touched.length) return "none";
  if (touched.length > 1) return "across";
  const { quote, start } = wordsIn(touched[0], range);
  if (quote.length > LONGEST) return "long";
  return { quote, start, source: text.dataset.source, label: text.dataset.label, stated: text.dataset.stated, passage: touched[0].dataset.kind };
}

function wordsIn(paragraph, range) {
  const whole = document.createRange();
  whole.selectNodeContents(paragraph);
  const part = range.cloneRange();
  if (part.compareBoundaryPoints(Range.START_TO_START, whole) < 0) part.setStart(whole.startContainer, whole.startOffset);
  if (part.compareBoundaryPoints(Range.END_TO_END, whole) > 0) part.setEnd(whole.endContainer, whole.endOffset);
  const before = document.createRange();
  before.setStart(whole.startContainer, whole.startOffset);
  before.setEnd(part.startContainer, part.startOffset);
  const words = part.toString();
  return { quote: words.trim(), start: Number(paragraph.dataset.start) + before.toString().length + words.length - words.trimStart().length };
}

/** Mark words of a source for the eye and bring them into view; the marks go when the next are asked for. */
export function point(source, quote, start) {
  const text = texts().find((one) => one.dataset.source === String(source));
  if (!text || !quote) return;
  openTab(text.id);
  const paragraph = [...text.querySelectorAll("p[data-start]")].reverse().find((p) => Number(p.dataset.start) <= start && p.textContent.includes(quote))
    ?? [...text.querySelectorAll("p[data-start]")].find((p) => p.textContent.includes(quote));
  if (!paragraph) return;
  const range = rangeOf(paragraph, Math.max(paragraph.textContent.indexOf(quote, start - Number(paragraph.dataset.start)), 0), quote.length);
  getSelection().removeAllRanges();
  getSelection().addRange(range);
  paragraph.scrollIntoView({ block: "center" });
}

function rangeOf(paragraph, from, length) {
  const range = document.createRange();
  const walker = document.createTreeWalker(paragraph, NodeFilter.SHOW_TEXT);
  let position = 0;
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const end = position + node.length;
    if (from >= position && from <= end) range.setStart(node, from - position);
    if (from + length >= position && from + length <= end) { range.setEnd(node, from + length - position); break; }
    position = end;
  }
  return range;
}

/** Paint the words of claims that the form holds and the page did not yet know. */
export function paint(claims) {
  if (!CSS.highlights) return;
  const ranges = [];
  for (const { source, quote, start } of claims) {
    const text = texts().find((one) => one.dataset.source === String(source));
    const paragraph = text && [...text.querySelectorAll("p[data-start]")].find((p) => p.textContent.includes(quote) && Number(p.dataset.start) <= start && start <= Number(p.dataset.start) + p.textContent.length);
    if (paragraph) ranges.push(rangeOf(paragraph, start - Number(paragraph.dataset.start), quote.length));
  }
  CSS.highlights.set("wb-claim", new Highlight(...ranges));
}

export function openTab(id) {
  for (const tab of document.querySelectorAll(".wb-bar [role=tab]")) {
    const open = tab.getAttribute("aria-controls") === id;
    tab.setAttribute("aria-selected", open);
    tab.tabIndex = open ? 0 : -1;
    document.getElementById(tab.getAttribute("aria-controls")).hidden = !open;
  }
}

function pressTab(event) {
  const tabs = [...document.querySelectorAll(".wb-bar [role=tab]")];
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  const next = step && tabs[(tabs.indexOf(document.activeElement) + step + tabs.length) % tabs.length];
  if (!next) return;
  openTab(next.getAttribute("aria-controls"));
  next.focus();
  event.preventDefault();
}

// Arrow keys walk from word to word and select it; with Shift they extend. Browsers show no caret in a text that is not typed in.
function pressArrow(event) {
  const direction = { ArrowRight: "forward", ArrowLeft: "backward", ArrowDown: "forward", ArrowUp: "backward" }[event.key];
  const unit = event.key === "ArrowRight" || event.key === "ArrowLeft" ? "word" : "line";
  if (!direction || event.ctrlKey || event.metaKey || event.altKey || (unit === "line" && !event.shiftKey)) return;
  const selection = getSelection();
  const text = event.currentTarget;
  if (!selection.rangeCount || !text.contains(selection.focusNode)) selection.collapse(text.querySelector("p[data-start]"), 0);
  else if (!event.shiftKey) {
    if (direction === "forward") selection.collapseToEnd();
    else { selection.collapseToStart(); selection.modify("move", "backward", "word"); }
  }
  selection.modify("extend", event.shiftKey ? direction : "forward", unit);
  selection.focusNode?.parentElement?.scrollIntoView({ block: "nearest" });
  event.preventDefault();
}

export function listen() {
  const list = document.querySelector(".wb-bar [role=tablist]");
  list?.addEventListener("click", (event) => { const tab = event.target.closest("[role=tab]"); if (tab) openTab(tab.getAttribute("aria-controls")); });
  list?.addEventListener("keydown", pressTab);
  for (const text of texts()) text.addEventListener("keydown", pressArrow);
}
