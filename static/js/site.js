// What a page gains from a script: a choice of theme, and addresses without empty parameters. Nothing needs it.

const root = document.documentElement;
const button = document.querySelector(".theme");
const dark = () => (root.dataset.theme || (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light")) === "dark";

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
