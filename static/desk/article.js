// Tells of a file or a text that is too large before it is sent, and looks again at an article that is being read.

function tell(field, words) {
  field.setCustomValidity(words);
  if (words) field.reportValidity();
}

const form = document.getElementById("article_form");
if (form) {
  const { file, text } = form.elements;
  const limits = form.dataset;
  const look = () => {
    const chosen = file.files[0];
    tell(file, chosen && chosen.size > Number(limits.largestFile) ? limits.fileTooLarge : "");
    const size = new Blob([text.value]).size;
    tell(text, size > Number(limits.largestText) ? limits.textTooLarge : "");
  };
  file.addEventListener("change", look);
  text.addEventListener("change", look);
}

if (document.querySelector("[data-waiting]")) setTimeout(() => location.reload(), 2000);
