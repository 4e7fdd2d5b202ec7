// An answer is sent beside the form, so that what stands unsaved in the form stays. Without it the page is loaded anew.
document.addEventListener("submit", async (event) => {
  const form = event.target.closest("#questions form");
  if (!form) return;
  event.preventDefault();
  try {
    const response = await fetch(form.action, { method: "POST", body: new FormData(form) });
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    const fresh = page.getElementById("questions"), told = page.querySelector(".messagelist");
    if (!response.ok || !fresh) throw new Error("The answer was not taken.");
    if (told) fresh.prepend(told);
    document.getElementById("questions").replaceWith(fresh);
    fresh.tabIndex = -1;
    fresh.focus();
  } catch {
    form.submit();
  }
});
