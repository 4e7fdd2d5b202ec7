// The verdict on what stands in a form, while it is typed: the same form is sent as by the button, and only its panel
// comes back. Nothing is saved or kept by it. Without this script the button does the same.
const PAUSE = 500;

const form = document.getElementById("verdict")?.closest("form");
if (form) follow(form);

function follow(form) {
  let timer = 0, running = null, asked = typed(form);

  async function ask() {
    const now = typed(form);
    if (now === asked) return;
    asked = now;
    running?.abort();
    const mine = running = new AbortController();
    document.getElementById("verdict").setAttribute("aria-busy", "true");
    const answer = await send(form, mine.signal).catch(() => null);
    if (running !== mine) return;
    document.getElementById("verdict").removeAttribute("aria-busy");
    if (answer) show(answer);
    else asked = "";
  }

  const later = () => { clearTimeout(timer); timer = setTimeout(ask, PAUSE); };
  form.addEventListener("input", later);
  form.addEventListener("change", later);
  window.django?.jQuery(form).on("change", "select", later); // the search fields of the desk tell jQuery only
  form.addEventListener("submit", () => { clearTimeout(timer); running?.abort(); running = {}; });
  if (form.querySelector("[name=series]")?.value && !document.querySelector("#verdict .verdict-word")) { asked = ""; later(); }
}

function typed(form) {
  const fields = new FormData(form);
  fields.delete("form_token"); // without it the server keeps nothing of what is merely asked
  return String(new URLSearchParams([...fields].filter(([, value]) => typeof value === "string")));
}

async function send(form, signal) {
  const body = new URLSearchParams(typed(form));
  body.set("_verdict", "1");
  const answer = await fetch(location.pathname + location.search, {
    method: "POST", body, signal, redirect: "error", headers: { "X-Requested-With": "fetch" },
  });
  return answer.ok && answer.headers.get("Content-Type").startsWith("text/html") ? answer.text() : null;
}

// The region that is read aloud stays the same element; what it says is exchanged.
function show(html) {
  const fresh = new DOMParser().parseFromString(html, "text/html").getElementById("verdict");
  const panel = document.getElementById("verdict");
  if (!fresh) return;
  panel.className = fresh.className;
  const [before, after] = [panel, fresh].map((one) => one.querySelector("[aria-live]"));
  if (before.innerHTML !== after.innerHTML) before.replaceChildren(...after.childNodes);
}
