// Runs before the first paint, so that a chosen theme never flashes. A classic script: modules come too late for it.
(() => {
  const chosen = localStorage.getItem("smartflow.theme");
  if (chosen === "light" || chosen === "dark") document.documentElement.dataset.theme = chosen;
  // A slow line is told that the page is on its way; a fast one never sees it.
  setTimeout(() => {
    const waiting = document.getElementById("waiting");
    if (waiting) waiting.hidden = false;
  }, 150);
})();
