// Upload with a progress bar, and take files that are dropped on the form. Without this script the form works too.
"use strict";

function enhance() {
  const form = document.querySelector("form.upload");
  if (!form) return;
  const field = form.querySelector("input[type=file]");
  const button = form.querySelector("button");

  form.addEventListener("submit", event => {
    event.preventDefault();
    send(form, button);
  });
  for (const [name, over] of [["dragover", true], ["dragleave", false], ["drop", false]]) {
    form.addEventListener(name, event => {
      event.preventDefault();
      form.classList.toggle("over", over);
    });
  }
  form.addEventListener("drop", event => {
    if (event.dataTransfer.files.length) field.files = event.dataTransfer.files;
    field.focus();
  });
}

function send(form, button) {
  const request = new XMLHttpRequest();
  const progress = document.createElement("progress");
  const status = document.createElement("p");
  progress.setAttribute("aria-label", "Progress of the upload");
  status.setAttribute("role", "status");
  for (const earlier of form.querySelectorAll("[role=status], [role=alert], progress")) earlier.remove();
  form.querySelector("[aria-invalid]")?.removeAttribute("aria-invalid");
  form.append(status, progress);
  button.disabled = true;
  status.textContent = "The upload runs.";

  request.upload.addEventListener("progress", event => {
    if (!event.lengthComputable) return;
    progress.max = event.total;
    progress.value = event.loaded;
  });
  request.upload.addEventListener("load", () => { status.textContent = "All is sent. The app stores it."; });
  request.addEventListener("load", () => show(request));
  request.addEventListener("error", () => {
    progress.remove();
    button.disabled = false;
    status.className = "error";
    status.setAttribute("role", "alert");
    status.textContent = "The upload was cut off: the connection broke, or the file is too large. Nothing was stored.";
  });
  request.responseType = "document";
  request.open("POST", form.action);
  request.send(new FormData(form));
}

// Put the answer in the place of this page, as the browser does with a form's.
function show(request) {
  document.title = request.response.title;
  document.body.replaceWith(document.adoptNode(request.response.body));
  history.pushState({ answer: ++answer }, "", request.responseURL);
  const heading = document.querySelector("h1");
  heading.tabIndex = -1;
  heading.focus({ focusVisible: false });
  scrollTo(0, 0);
  enhance();
}

// The entries of the history that are pages have the number of their answer; those of a link within a page have none.
let answer = 0;
history.replaceState({ answer }, "");
addEventListener("popstate", event => {
  if (event.state && event.state.answer !== answer) location.reload();
});
enhance();
