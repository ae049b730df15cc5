// Runs before the first paint, so that a chosen theme never flashes in the other one. main.tsx cannot be that early.
(function () {
  try {
    const chosen = localStorage.getItem("vouch.theme");
    if (chosen === "light" || chosen === "dark") document.documentElement.dataset.theme = chosen;
  } catch {
    // Storage may be refused; then the system's theme stays.
  }
})();
