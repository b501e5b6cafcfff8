// Runs before the first paint, so that a chosen theme never flashes. A classic script: modules come too late for it.
(() => {
  const chosen = localStorage.getItem("smartflow.theme");
  if (chosen === "light" || chosen === "dark") document.documentElement.dataset.theme = chosen;
  // On a slow connection the page says that it is loading.
  setTimeout(() => {
    const waiting = document.getElementById("waiting");
    if (waiting) waiting.hidden = false;
  }, 150);
})();
