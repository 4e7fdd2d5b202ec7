// Keeps what is typed in a form on the server. It looks at the form every other second and sends it when it has
// changed and then stood still; so it knows nothing of the form, and rows or values that other scripts make count too.
const LOOK = 1500, RETRY = 15000, IN_FLIGHT = 60000; // bytes that a browser sends after its page is gone

const korean = new Intl.DateTimeFormat("en-GB", { timeZone: "Asia/Seoul", hour: "2-digit", minute: "2-digit" });

for (const token of document.querySelectorAll("input[name=form_token][data-keep-at]")) keep(token.form, token);

function keep(form, token) {
  const status = form.querySelector(".desk-kept-status");
  const address = `${token.dataset.keepAt}?${new URLSearchParams({ form: location.pathname + location.search })}`;
  let kept = typed(form), before = kept, waits = 0, sending = null, sent = false;

  async function send(now, leaving) {
    renewToken(form);
    const body = new URLSearchParams(new FormData(form));
    for (const [name, value] of [...body]) if (value === "[object File]") body.delete(name);
    sending = new AbortController();
    try {
      const answer = await fetch(address, {
        method: "POST", body, redirect: "error", signal: sending.signal, keepalive: leaving && String(body).length < IN_FLIGHT,
      });
      if (answer.ok) { kept = now; tell(`${status.dataset.kept} ${korean.format(new Date())}`); }
      else if (answer.status === 403) { tell(document.getElementById("kept-signed-out").content.cloneNode(true), RETRY); }
      else { tell(await answer.text(), RETRY); }
    } catch (error) {
      if (error.name !== "AbortError") tell(status.dataset.trouble, RETRY);
    } finally { sending = null; }
  }

  function tell(words, wait = 0) {
    waits = wait && Date.now() + wait;
    if (!status) return;
    status.classList.toggle("trouble", wait > 0);
    if (typeof words === "string" ? status.textContent !== words : true) status.replaceChildren(words);
  }

  function look(leaving = false) {
    if (sent || (sending && !leaving)) return;
    const now = typed(form), still = now === before;
    before = now;
    if (now !== kept && (leaving || (still && Date.now() >= waits))) send(now, leaving);
  }

  form.addEventListener("submit", () => { renewToken(form); sent = true; sending?.abort(); });
  addEventListener("pagehide", () => look(true));
  document.addEventListener("visibilitychange", () => document.hidden && look(true));
  addEventListener("pageshow", (event) => {
    if (!event.persisted) return;
    if (sent) token.value = newToken(); // back from a save: what is typed now is another form
    sent = false;
  });
  setInterval(look, LOOK);
}

function typed(form) {
  const fields = new FormData(form);
  for (const name of ["csrfmiddlewaretoken", "form_token"]) fields.delete(name);
  return JSON.stringify([...fields].map(([name, value]) => [name, typeof value === "string" ? value : value.name]));
}

// Signing in in another tab changes the token of all forms; the cookie has the one of today.
function renewToken(form) {
  const today = document.cookie.match(/(?:^|; )csrftoken=([^;]+)/);
  const field = form.elements.csrfmiddlewaretoken;
  if (today && field) field.value = today[1];
}

function newToken() {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
