// Loads a file of data once: it calls what waits for it. A page of files may fetch nothing, and may load this.
(function () {
  "use strict";

  window.mingzhangLoad = function (name) {
    if (document.querySelector('script[data-name="' + name + '"]')) return;
    var script = document.createElement("script");
    script.src = "data/" + name + ".js";
    script.dataset.name = name;
    document.head.appendChild(script);
  };
})();
