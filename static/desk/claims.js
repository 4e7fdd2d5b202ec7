// When the field of a claim is chosen: offer its codes and show its definition. Without this script the table above the claims says it.
const book = (key) => document.querySelector(`#codebook tr[data-field="${CSS.escape(key)}"]`);

function describe(select) {
  const row = select.closest(".inline-related");
  const text = row?.querySelector('input[name$="-text"]');
  if (!text) return;
  const key = select.value;
  if (key && document.getElementById(`values-${key}`)) text.setAttribute("list", `values-${key}`);
  else text.removeAttribute("list");
  const help = row.querySelector(".field-text .help div");
  const entry = key && book(key);
  if (help && entry) help.textContent = `${entry.cells[1].textContent} ${entry.cells[2].textContent}`;
}

document.addEventListener("change", (event) => {
  if (event.target.matches('select[name^="claims-"][name$="-field"]')) describe(event.target);
});
