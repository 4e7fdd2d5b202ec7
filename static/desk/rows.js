// The claims of the form: Django's own inline rows, one a claim. What is not written here is not saved.
const ROWS = "#claims-group .inline-related:not(.empty-form)";
const part = (row, name) => row.querySelector(`[name$="-${name}"]`);

export const rows = () => [...document.querySelectorAll(ROWS)].filter((row) => part(row, "field"));
export const read = (row, name) => part(row, name)?.value ?? "";
export const isStruck = (row) => part(row, "DELETE")?.checked ?? false;
export const isNew = (row) => !part(row, "id")?.value;
export const live = () => rows().filter((row) => !isStruck(row) && (read(row, "field") || read(row, "quote")));
export const errorsOf = (row) => [...row.querySelectorAll(".errorlist li")].map((item) => item.textContent).join(" ");

export function write(row, values) {
  for (const [name, value] of Object.entries(values)) {
    const input = part(row, name);
    if (!input) continue;
    if (input.tagName === "SELECT" && value && ![...input.options].some((option) => option.value === String(value))) continue;
    input.value = value ?? "";
    input.dispatchEvent(new Event("change", { bubbles: true }));
  }
}

/** Choose a source in a field that searches: the widget shows what its select holds. */
function choose(row, number, label) {
  const select = part(row, "source");
  if (![...select.options].some((option) => option.value === String(number))) select.append(new Option(label, number, true, true));
  select.value = number;
  window.django?.jQuery?.(select).trigger("change");
}

/** Fill an empty row, or a new one, and return it. */
export function add({ source, label, ...values }) {
  let row = rows().find((one) => isNew(one) && !isStruck(one) && !read(one, "field") && !read(one, "text") && !read(one, "quote"));
  if (!row) {
    document.querySelector("#claims-group .add-row :is(a, button)").click();
    row = rows().at(-1);
  }
  choose(row, source, label);
  write(row, values);
  return row;
}

export function remove(row) {
  const link = row.querySelector(".inline-deletelink");
  if (link) link.click();
  else if (part(row, "DELETE")) part(row, "DELETE").checked = true;
  else write(row, { field: "", text: "", quote: "", suggestion: "", settlement: "", settlement_note: "" });
}
