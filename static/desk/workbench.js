// The workbench: choose a field, select words, press E, and a claim is made. Without this script the rows of claims are filled by hand.
import * as rows from "./rows.js";
import * as texts from "./texts.js";

const one = (selector, root = document) => root.querySelector(selector);
const all = (selector, root = document) => [...root.querySelectorAll(selector)];
const cards = () => all(".wb-card[data-field]");
const card = (field) => one(`.wb-card[data-field="${CSS.escape(field)}"]`);
const input = (box) => one('[id^="wb-value-"]', box);
const labelOf = (box) => one("label", box).textContent;
const textOf = (field, value) => [...(input(card(field))?.options ?? [])].find((option) => option.value === value)?.textContent ?? value;
const clone = (id) => document.getElementById(id).content.firstElementChild.cloneNode(true);
const SPANNING = ["occurred", "persons", "first_public", "departed", "custody", "arrived", "announced"];
const HANGUL = { "ㄷ": "e", "ㅓ": "j", "ㅏ": "k" }; // the same keys while Korean is typed
let target = null;
let walking = false; // from suggestion to suggestion: the message of the claim just made stays

function say(name, word = "") {
  const message = one(`[data-say="${name}"]`, document.getElementById("wb-messages").content);
  document.getElementById("wb-say").textContent = message.textContent.replace("{}", word);
}

function aim(box, quietly = false) {
  target?.classList.remove("wb-target");
  target = box;
  target.classList.add("wb-target");
  if (!quietly) say("target", labelOf(box));
}

/** Make a claim on a field; it is accepted, unless an accepted one says otherwise: then the editor is asked. */
function claim(field, words, more = {}) {
  const box = card(field);
  const text = more.text ?? input(box).value;
  const row = rows.add({
    field, text, quote: words.quote, near: words.start, stated: words.stated, source: words.source, label: words.label, standing: "accepted",
    issuer: more.issuer || document.getElementById("wb-issuer").value, certainty: more.certainty || document.getElementById("wb-certainty").value,
    suggestion: more.suggestion ?? "",
  });
  getSelection().removeAllRanges();
  refresh();
  say(text ? "taken" : "value", labelOf(box));
  if (!text) input(box).focus();
  return row;
}

function take() {
  const words = texts.selected();
  if (typeof words === "string") return say(words);
  const number = document.getElementById("id_words");
  if (number) { number.value = words.quote; number.focus(); return undefined; }
  claim(target.dataset.field, words);
  if (words.passage) say("passage");
  return undefined;
}

function use(item) {
  const { field, text, start, issuer, certainty, source, hint } = item.dataset;
  const pane = texts.texts().find((one) => one.dataset.source === source);
  const quote = one(".wb-say-words", item).textContent.slice(1, -1);
  aim(card(field), true);
  claim(field, { quote, start: Number(start), source, label: pane?.dataset.label ?? source, stated: pane?.dataset.stated ?? "" }, { text, issuer, certainty, suggestion: hint });
  nextHint(1, item);
}

const accepted = (field) => rows.live().filter((row) => rows.read(row, "field") === field && rows.read(row, "standing") === "accepted");
const held = (field) => accepted(field).find((row) => rows.read(row, "settlement") !== "keep");
/** The accepted claim with which a new one differs; the later of two asks. */
const rival = (row) => accepted(rows.read(row, "field")).find((other) => other !== row && (row.compareDocumentPosition(other) & Node.DOCUMENT_POSITION_PRECEDING) && rows.read(other, "text") && rows.read(other, "text") !== rows.read(row, "text"));

function chip(row) {
  const item = clone("wb-chip");
  const field = rows.read(row, "field");
  const quote = rows.read(row, "quote");
  const issuer = row.querySelector('[name$="-issuer"]').selectedOptions[0]?.textContent ?? "";
  const standing = row.querySelector('[name$="-standing"]').selectedOptions[0]?.textContent ?? "";
  one(".wb-show", item).textContent = quote ? `“${quote.length > 90 ? `${quote.slice(0, 88)}…` : quote}”` : "–";
  one(".wb-chip-facts", item).textContent = [textOf(field, rows.read(row, "text")) || "?", issuer, standing].join(" · ");
  item.classList.add(rows.read(row, "standing"));
  one(".wb-show", item).onclick = () => texts.point(rows.read(row, "source"), quote, Number(rows.read(row, "near")) || 0);
  one(".wb-edit", item).onclick = () => { table(true); row.scrollIntoView({ block: "center" }); row.querySelector('[name$="-text"]').focus(); };
  one(".wb-remove", item).onclick = () => { rows.remove(row); refresh(); };
  const errors = rows.errorsOf(row);
  if (errors) { const note = one(".wb-chip-error", item); note.textContent = errors; note.hidden = false; }
  const other = rows.isNew(row) && rows.read(row, "standing") === "accepted" && rows.read(row, "text") && rival(row);
  if (other) item.append(question(row, other, field));
  return item;
}

function question(row, other, field) {
  const box = clone("wb-conflict");
  one("b", box).textContent = textOf(field, rows.read(other, "text"));
  one(".wb-range", box).hidden = !SPANNING.includes(field);
  for (const radio of all("input[type=radio]", box)) {
    radio.name = `wb-settle-${rows.rows().indexOf(row)}`;
    radio.checked = rows.read(row, "settlement") === radio.value;
    radio.onchange = () => rows.write(row, { settlement: radio.value });
  }
  const note = one("input[type=text]", box);
  note.value = rows.read(row, "settlement_note");
  note.oninput = () => { row.querySelector('[name$="-settlement_note"]').value = note.value; };
  return box;
}

/** Draw the chips of every card anew from the rows of the form. */
function refresh() {
  const used = new Set(rows.live().map((row) => rows.read(row, "suggestion")).filter(Boolean));
  for (const box of cards()) {
    const mine = rows.live().filter((row) => rows.read(row, "field") === box.dataset.field);
    const list = one(".wb-chips", box);
    const typing = list.contains(document.activeElement) && document.activeElement.matches("input");
    if (!typing) list.replaceChildren(...mine.map(chip));
    one(".wb-gap", box).hidden = mine.length > 0;
  }
  for (const item of all("[data-hint]")) item.classList.toggle("taken", used.has(item.dataset.hint));
  texts.paint(rows.live().map((row) => ({ source: rows.read(row, "source"), quote: rows.read(row, "quote"), start: Number(rows.read(row, "near")) || 0 })));
  askSimilar();
}

let waiting = 0;
let asked = "";
function askSimilar() {
  const panel = document.getElementById("wb-similar");
  const text = (field) => { const row = held(field); return row ? rows.read(row, "text") : ""; };
  const query = new URLSearchParams({ occurred: text("occurred").split(" ")[0], direction: text("direction"), place: text("place").split(" ")[0], persons: text("persons"), source: texts.shown()?.dataset.source ?? "", event: panel.dataset.event });
  if (query.toString() === asked) return;
  asked = query.toString();
  clearTimeout(waiting);
  waiting = setTimeout(async () => {
    const answer = await fetch(`${panel.dataset.address}?${query}`, { headers: { "X-Requested-With": "fetch" } }).catch(() => null);
    if (!answer?.ok || answer.redirected) return;
    one(".wb-similar-list", panel).innerHTML = await answer.text();
    panel.hidden = !one(".wb-similar-list", panel).textContent.trim();
  }, 400);
}

function table(open) {
  document.body.classList.toggle("wb-table-open", open);
  document.getElementById("wb-table").setAttribute("aria-pressed", open);
}

function nextHint(step, from = document.activeElement?.closest("[data-hint]")) {
  const open = all("[data-hint]").filter((item) => item === from || (!item.classList.contains("taken") && one("select", item)?.value === "open"));
  if (!open.length) return;
  const next = open[(open.indexOf(from) + step + open.length) % open.length];
  walking = true;
  (one(".wb-use", next) ?? one("select", next)).focus();
  walking = false;
  next.scrollIntoView({ block: "nearest" });
  texts.point(next.dataset.source, one(".wb-say-words", next).textContent.slice(1, -1), Number(next.dataset.start));
}

function press(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, textarea, select, [contenteditable], .select2-container")) return;
  const boxes = cards();
  if (!boxes.length && !"eㄷ".includes(event.key.toLowerCase())) return;
  const keys = {
    e: take, j: () => nextHint(1), k: () => nextHint(-1),
    "]": () => aim(boxes[(boxes.indexOf(target) + 1) % boxes.length]), "[": () => aim(boxes[(boxes.indexOf(target) - 1 + boxes.length) % boxes.length]),
  };
  const key = event.key.toLowerCase();
  const act = keys[HANGUL[key] ?? key];
  if (!act) return;
  act();
  event.preventDefault();
}

function start() {
  texts.listen();
  for (const item of all("[data-hint]")) one(".wb-say-words", item).onclick = () => texts.point(item.dataset.source, one(".wb-say-words", item).textContent.slice(1, -1), Number(item.dataset.start));
  const makesClaims = document.getElementById("wb-cards-h");
  if (!makesClaims && !document.getElementById("id_words")) return; // the page of an article: nothing is filled in there
  for (const hidden of all(".wb-js, .wb-tools")) hidden.hidden = false;
  document.getElementById("wb-take").onclick = take;
  document.getElementById("wb-take").onmousedown = (event) => event.preventDefault(); // or the selection would go with the focus
  document.addEventListener("keydown", press);
  if (!makesClaims) return;
  document.body.classList.add("wb-cards-on");
  document.getElementById("wb-table").onclick = () => table(!document.body.classList.contains("wb-table-open"));
  for (const box of cards()) {
    box.addEventListener("focusin", () => aim(box, walking));
    input(box).addEventListener("change", () => {
      const row = rows.live().findLast((one) => rows.isNew(one) && rows.read(one, "field") === box.dataset.field && !rows.read(one, "text"));
      if (row) rows.write(row, { text: input(box).value });
      refresh();
    });
  }
  for (const item of all("[data-hint]")) {
    const button = one(".wb-use", item);
    if (button) button.onclick = () => use(item);
  }
  document.getElementById("claims-group")?.addEventListener("change", (event) => { if (!event.target.matches('[name$="-settlement"], [name$="-settlement_note"]')) refresh(); });
  document.addEventListener("formset:removed", refresh);
  aim(cards()[0], true);
  refresh();
  if (rows.live().some((row) => rows.errorsOf(row))) one(".wb-chip-error:not([hidden])")?.scrollIntoView({ block: "center" });
}

if (one(".wb")) start();
