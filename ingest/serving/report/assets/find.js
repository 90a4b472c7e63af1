// The page of search: loads the entries of a kind when it is asked for, and shows those that hold
// every word and pass every filter. What is asked stands in the address, so that a link asks again.
(function () {
  "use strict";

  var MOST = 200;
  var form = document.getElementById("find");
  var list = document.getElementById("found");
  var count = document.getElementById("found-count");
  var known = {};

  // Called by the file of a kind.
  window.mingzhangFound = function (kind, entries) {
    known[kind] = entries.map(function (entry) {
      return {
        title: entry[0],
        english: entry[1],
        detail: entry[2],
        href: entry[3],
        first: entry[4],
        last: entry[5],
        level: entry[6],
        region: entry[7],
        severity: entry[8],
        text: (entry[0] + " " + entry[1] + " " + entry[2]).toLowerCase(),
      };
    });
    show();
  };

  function asked() {
    return {
      words: form.elements.words.value,
      kind: form.elements.kind.value,
      year: form.elements.year.value,
      level: form.elements.level.value,
      region: form.elements.region.value,
      severity: form.elements.severity.value,
    };
  }

  function load(kind) {
    if (document.querySelector('script[data-kind="' + kind + '"]')) return;
    var script = document.createElement("script");
    script.src = "data/" + kind + ".js";
    script.dataset.kind = kind;
    document.head.appendChild(script);
  }

  function passes(entry, wanted, words) {
    if (wanted.year && (entry.first > Number(wanted.year) || entry.last < Number(wanted.year))) return false;
    if (wanted.level && entry.level && entry.level !== wanted.level) return false;
    if (wanted.region && entry.region && entry.region !== wanted.region) return false;
    if (wanted.severity && entry.severity && entry.severity !== wanted.severity) return false;
    return words.every(function (word) {
      return entry.text.includes(word);
    });
  }

  function item(entry) {
    var row = document.createElement("li");
    var link = document.createElement("a");
    link.href = entry.href;
    link.textContent = entry.title;
    row.appendChild(link);
    [[entry.english, "en"], [entry.detail, ""]].forEach(function (part) {
      if (!part[0]) return;
      var line = document.createElement("span");
      line.textContent = part[0];
      if (part[1]) line.lang = part[1];
      row.appendChild(line);
    });
    return row;
  }

  function show() {
    var wanted = asked();
    document.querySelectorAll("[data-filter]").forEach(function (place) {
      place.hidden =
        (place.dataset.filter === "severity" && wanted.kind !== "faults") ||
        (/^(level|region)$/.test(place.dataset.filter) && wanted.kind === "classes");
    });
    if (!known[wanted.kind]) {
      load(wanted.kind);
      return;
    }
    var words = wanted.words.toLowerCase().split(/\s+/).filter(Boolean);
    var found = known[wanted.kind].filter(function (entry) {
      return passes(entry, wanted, words);
    });
    list.replaceChildren.apply(list, found.slice(0, MOST).map(item));
    var rest = found.length - MOST;
    count.textContent =
      found.length + " 项 found" + (rest > 0 ? "，列出前 " + MOST + " 项 (the first " + MOST + ")" : "");
    document.documentElement.dataset.found = String(found.length);
  }

  // From the form to the address; an empty field is left out of it.
  function keep() {
    var wanted = asked();
    var address = new URLSearchParams();
    Object.keys(wanted).forEach(function (name) {
      if (wanted[name]) address.set(name, wanted[name]);
    });
    history.replaceState(null, "", "#" + address.toString());
    show();
  }

  function restore() {
    var address = new URLSearchParams(location.hash.slice(1));
    Object.keys(asked()).forEach(function (name) {
      var field = form.elements[name];
      var value = address.get(name) || "";
      field.value = value;
      // What the report does not offer asks for nothing.
      if (field.tagName === "SELECT" && field.selectedIndex < 0) field.selectedIndex = 0;
    });
    show();
  }

  form.addEventListener("input", keep);
  form.addEventListener("submit", function (event) {
    event.preventDefault();
  });
  window.addEventListener("hashchange", restore);
  restore();
})();
