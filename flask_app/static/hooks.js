// Show the headers X-Hooks and X-Signals of a request like the one that made this page.
"use strict";
(async () => {
  const response = await fetch(location, { method: "HEAD" });
  for (const place of document.querySelectorAll("[data-header]")) {
    place.textContent = response.headers.get(place.dataset.header) ?? "";
  }
  document.getElementById("headers").hidden = false;
})();
