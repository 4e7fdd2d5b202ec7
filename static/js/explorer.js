// The explorer without reloads. A view's own page is fetched whole and its parts take the place of these: one address,
// one answer, one cache. While a handle is dragged nothing is fetched. Nothing here is needed to use the page.

const main = document.getElementById("content");
const find = (selector) => main.querySelector(selector);
let shown = location.pathname + location.search;
let asking;

document.documentElement.classList.add("live");

// --- fetch and swap

async function show(address, { push = true, top = false } = {}) {
  asking?.abort();
  const mine = (asking = new AbortController());
  main.setAttribute("aria-busy", "true");
  try {
    const answer = await fetch(address, { signal: mine.signal });
    if (!answer.ok) throw new Error(answer.status);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (mine.signal.aborted) return;
    if (push) history.pushState(null, "", answer.url);
    shown = location.pathname + location.search;
    swap(page, top);
    main.removeAttribute("aria-busy");
  } catch {
    if (!mine.signal.aborted) location.assign(address);
  }
}

function swap(page, top) {
  const active = main.contains(document.activeElement) ? document.activeElement : null;
  const place = active && handle(active);
  const height = active?.getBoundingClientRect().top;
  const open = [...main.querySelectorAll("details[id]")].map((one) => [one.id, one.open]);
  for (const part of main.querySelectorAll("[data-part]")) {
    part.replaceChildren(...(page.getElementById(part.id)?.childNodes ?? []));
  }
  document.title = page.title;
  for (const selector of ["link[hreflang]", "link[rel=canonical]", ".tools a"]) {
    const fresh = page.querySelectorAll(selector);
    document.querySelectorAll(selector).forEach((old, at) => old.setAttribute("href", fresh[at].getAttribute("href")));
  }
  for (const [id, was] of open) document.getElementById(id)?.toggleAttribute("open", was);
  if (top) arrive();
  else if (active) restore(active, place, height);
}

// The same control of the new page: by its id, or by its name and value.
const handle = (one) => one.id ? `#${one.id}` : one.name ? `[name="${one.name}"][value="${one.value}"]` : "";

function restore(old, place, height) {
  const fresh = place && find(place);
  if (!fresh) return find("#results-title").focus({ preventScroll: true });
  fresh.focus({ preventScroll: true });
  if (old.matches("[type=search], :not([type])") && "selectionStart" in old) {
    fresh.value = old.value;
    fresh.setSelectionRange(old.selectionStart, old.selectionEnd);
  }
  scrollBy(0, fresh.getBoundingClientRect().top - height);
}

function arrive() {
  find("#results-title").focus({ preventScroll: true });
  find("#results").scrollIntoView();
}

addEventListener("popstate", () => {
  if (location.pathname + location.search !== shown) show(location.href, { push: false });
});

// --- what the reader asks

function ask() {
  const asked = new URLSearchParams();
  for (const [name, value] of new FormData(find("#filters"))) {
    if (value) asked.set(name, asked.has(name) ? `${asked.get(name)},${value}` : value);
  }
  const query = asked.toString().replaceAll("%2C", ",");
  show(location.pathname + (query && `?${query}`));
}

main.addEventListener("change", ({ target }) => {
  if (target.type === "range") setPeriod();
  if (target.type === "range" || target.form?.id === "filters") ask();
});

main.addEventListener("submit", (event) => {
  if (event.target.id !== "filters") return;
  event.preventDefault();
  ask();
});

main.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (button?.dataset.zoom) zoom(Number(button.dataset.zoom));
  if (button?.dataset.copies) copy(button);
  const link = event.target.closest("a[href]");
  if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  const to = new URL(link.href.baseVal ?? link.href, location.href);
  if (to.origin !== location.origin || to.pathname !== location.pathname) return;
  event.preventDefault();
  show(to.pathname + to.search, { top: to.hash === "#results" });
});

async function copy(button) {
  const text = document.getElementById(button.dataset.copies);
  try {
    await navigator.clipboard.writeText(text.textContent.trim());
    button.textContent = button.dataset.done;
  } catch {
    getSelection().selectAllChildren(text);
  }
}

// --- the window over the years

const handles = () => [find("#first-year"), find("#last-year")];

main.addEventListener("input", ({ target }) => {
  if (target.type !== "range") return;
  asking?.abort();
  const [first, last] = handles();
  if (+first.value > +last.value) target.value = target === first ? last.value : first.value;
  const start = find(".brush").dataset.first;
  find("#before").setAttribute("width", first.value - start);
  find("#after").setAttribute("x", last.value - start + 1);
  find("#window").textContent = first.value === last.value ? first.value : `${first.value}–${last.value}`;
  setPeriod();
});

// A handle at the end of the record is no limit. A date that was typed stays while its handle does not move.
function setPeriod() {
  const { first: start, last: end } = find(".brush").dataset;
  const [first, last] = handles();
  for (const [field, value, limit] of [[find("#from"), first.value, start], [find("#to"), last.value, end]]) {
    if ((field.value.slice(0, 4) || limit) !== value) field.value = value === limit ? "" : value;
  }
}

function zoom(factor) {
  const [first, last] = handles();
  const { first: start, last: end } = find(".brush").dataset;
  const middle = (+first.value + +last.value) / 2;
  const half = ((+last.value - first.value + 1) * factor) / 2;
  const low = Math.max(+start, Math.round(middle - half + 0.5));
  first.value = low;
  last.value = Math.min(+end, Math.max(low, Math.round(middle + half - 0.5)));
  setPeriod();
  ask();
}

// --- one event in line, list, tray and map

for (const [type, on] of [["pointerover", true], ["focusin", true], ["pointerout", false], ["focusout", false]]) {
  main.addEventListener(type, (event) => {
    const id = event.target.closest("[data-event]")?.dataset.event;
    if (id) for (const twin of main.querySelectorAll(`[data-event="${id}"]`)) twin.classList.toggle("on", on);
  });
}

main.addEventListener("keydown", (event) => {
  const line = event.target.closest(".line .scroll");
  if (!line) return;
  const marks = [...line.querySelectorAll("a")];
  const at = marks.indexOf(document.activeElement);
  const to = { ArrowRight: at + 1, ArrowLeft: at < 0 ? marks.length - 1 : at - 1, Home: 0, End: marks.length - 1 }[event.key];
  if (event.key === "Escape") line.focus();
  if (!marks[to]) return;
  event.preventDefault();
  marks[to].focus();
});
