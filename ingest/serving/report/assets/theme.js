// The theme chosen before, set before anything is painted. Without a choice the system's holds.
(function () {
  "use strict";
  try {
    var chosen = localStorage.getItem("mingzhang-theme");
    if (chosen === "dark" || chosen === "light") document.documentElement.dataset.theme = chosen;
  } catch (error) {
    // A browser that keeps nothing for pages of the file system: the system's theme holds.
  }
})();
