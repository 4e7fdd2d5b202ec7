// What a page gains from a script: a choice of theme, and addresses without empty parameters. Nothing needs it.

const root = document.documentElement;
const button = document.querySelector(".theme");
const system = matchMedia("(prefers-color-scheme: dark)");
const dark = () => (root.dataset.theme || (system.matches ? "dark" : "light")) === "dark";

function keep(theme) {
  try { localStorage.setItem("theme", theme); } catch { /* a reader who allows no storage chooses again */ }
}

function kept() {
  try { return localStorage.getItem("theme"); } catch { return null; }
}

function apply(theme) {
  if (theme === "dark" || theme === "light") root.dataset.theme = theme;
  button.setAttribute("aria-pressed", String(dark()));
}

apply(kept());
button.hidden = false;
system.addEventListener("change", () => apply(kept()));
button.addEventListener("click", () => {
  const theme = dark() ? "light" : "dark";
  keep(theme);
  apply(theme);
});

for (const form of document.querySelectorAll("form[method=get]")) {
  form.addEventListener("formdata", (event) => {
    for (const [name, value] of [...event.formData]) if (value === "") event.formData.delete(name);
  });
}

// A map is one tab stop; arrow keys go through its marks. The list of places says the same.

const STEP = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };

document.addEventListener("keydown", (event) => {
  const map = event.target.closest?.(".maps");
  if (!map || !(event.key in STEP || event.key === "Escape")) return;
  event.preventDefault();
  if (event.key === "Escape") return map.focus();
  const marks = [...map.querySelectorAll("a.spot")];
  const here = marks.indexOf(event.target);
  const next = here < 0 ? (STEP[event.key] > 0 ? 0 : marks.length - 1) : (here + STEP[event.key] + marks.length) % marks.length;
  marks[next]?.focus();
});
