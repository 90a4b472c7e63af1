// The search page: loads the files of entries that may match, one after another, and shows the entries
// that contain every word and pass every filter. The query is kept in the address, so that a link
// repeats it.
(function () {
  "use strict";

  var MOST = 200;
  var form = document.getElementById("find");
  var list = document.getElementById("found");
  var count = document.getElementById("found-count");
  var files = JSON.parse(document.getElementById("files").textContent);
  var known = {};
  var search = {}; // What was asked, how many files were looked through, and what was found there.

  // Called by a file of entries.
  window.mingzhangFound = function (file, entries) {
    known[file] = entries.map(function (entry) {
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

  // Whether a file may hold an entry that passes; an entry without a level or region passes any.
  function mayHold(file, wanted) {
    if (file.kind !== wanted.kind) return false;
    if (wanted.year && (file.first > Number(wanted.year) || file.last < Number(wanted.year))) return false;
    return ["level", "region", "severity"].every(function (name) {
      var held = file[name === "severity" ? "severities" : name + "s"];
      return !wanted[name] || held.includes("") || held.includes(wanted[name]);
    });
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

  function say(chinese, english) {
    var translation = document.createElement("span");
    translation.lang = "en";
    translation.textContent = english;
    count.replaceChildren(chinese + " ", translation);
  }

  function show() {
    var wanted = asked();
    document.querySelectorAll("[data-filter]").forEach(function (place) {
      place.hidden =
        (place.dataset.filter === "severity" && wanted.kind !== "faults") ||
        (/^(level|region)$/.test(place.dataset.filter) && wanted.kind === "classes");
    });
    var key = JSON.stringify(wanted);
    if (search.key !== key) search = { key: key, at: 0, found: [] };
    var words = wanted.words.toLowerCase().split(/\s+/).filter(Boolean);
    var able = files.filter(function (file) {
      return mayHold(file, wanted);
    });
    for (; search.at < able.length && search.found.length <= MOST; search.at += 1) {
      var file = able[search.at].file;
      if (!known[file]) {
        say(
          "正在查第 " + (search.at + 1) + " 份，共 " + able.length + " 份",
          "searching file " + (search.at + 1) + " of " + able.length
        );
        window.mingzhangLoad(file);
        return;
      }
      known[file].forEach(function (entry) {
        if (passes(entry, wanted, words)) search.found.push(entry);
      });
    }
    var found = search.found;
    var many = found.length > MOST;
    var isPart = search.at < able.length;
    list.replaceChildren.apply(list, found.slice(0, MOST).map(item));
    say(
      "找到" + (isPart ? "至少 " : " ") + found.length + " 项" + (many ? "，列出前 " + MOST + " 项" : ""),
      (isPart ? "at least " : "") + found.length + " found" + (many ? ", the first " + MOST + " listed" : "")
    );
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
