// Lays two unit-years side by side, in funds that both tell, and names what only one of them tells.
// What is chosen stands in the address, so that a link chooses again.
(function () {
  "use strict";

  var WAN = 10000;
  var MOST = 200;
  var form = document.getElementById("pair");
  var side = document.getElementById("side");
  var given = null;
  var verdicts = {};
  var parts = {};

  // Called by the file that names the unit-years.
  window.mingzhangPair = function (data) {
    given = data;
    given.places = new Map(data.years.map(function (year, place) {
      return [year[0], place];
    }));
    data.verdicts.forEach(function (verdict) {
      verdicts[verdict.slice(0, 3).join(" ")] = verdict.slice(3);
    });
    document.querySelectorAll("[data-narrows]").forEach(function (field) {
      field.hidden = data.years.length <= MOST;
    });
    restore();
  };

  // Called by a file of figures: its unit-years by their keys, each with items and signature by scope.
  window.mingzhangPairOf = function (number, data) {
    var known = {};
    var names = {};
    data.years.forEach(function (year) {
      known[year] = {};
    });
    data.scopes.forEach(function (scope) {
      names[scope[0]] = scope.slice(1);
    });
    function of(entry) {
      var scopes = known[data.years[entry[0]]];
      var scope = data.scopes[entry[1]][0];
      return (scopes[scope] = scopes[scope] || { items: new Map(), signature: null, names: names[scope] });
    }
    data.amounts.forEach(function (amount) {
      var item = data.items[amount[2]];
      of(amount).items.set(item[0], { zh: item[1], en: item[2], yuan: amount[3], hollow: amount[4] });
    });
    data.sets.forEach(function (set) {
      of(set).signature = set[2];
    });
    parts[number] = known;
    show();
  };

  // A unit-year: its key, its name, and what it tells by scope, null while that is being loaded.
  function chosen(name) {
    var year = given.years[given.places.get(form.elements[name].value)];
    if (!parts[year[2]]) window.mingzhangLoad("pair-" + year[2]);
    return { key: year[0], name: year[1], scopes: parts[year[2]] ? parts[year[2]][year[0]] : null };
  }

  function both(one, other) {
    return Object.keys(one.scopes).filter(function (scope) {
      return one.scopes[scope].items.size && other.scopes[scope] && other.scopes[scope].items.size;
    });
  }

  function text(parent, tag, zh, en, style) {
    var element = document.createElement(tag);
    element.textContent = zh;
    if (style) element.className = style;
    if (en) {
      var english = document.createElement("span");
      english.lang = "en";
      english.textContent = " " + en;
      element.appendChild(english);
    }
    parent.appendChild(element);
    return element;
  }

  function wan(yuan) {
    return (yuan / WAN).toLocaleString("en-US", {
      minimumFractionDigits: 2,
      maximumFractionDigits: 2,
    });
  }

  function amountCell(row, amount) {
    var cell = text(row, "td", "", "", "num");
    text(cell, "span", wan(amount.yuan), "", amount.hollow ? "inferred" : "");
  }

  function table(one, other, rows) {
    var frame = document.createElement("div");
    frame.className = "scroll";
    frame.tabIndex = 0;
    frame.setAttribute("role", "region");
    frame.setAttribute("aria-label", "对照 Side by side");
    var made = frame.appendChild(document.createElement("table"));
    var heads = made.createTHead().insertRow();
    [
      ["项目", "Item"],
      [one.name, "10,000 yuan"],
      [other.name, "10,000 yuan"],
      ["后者为前者的", "Latter of former"],
    ].forEach(function (name, index) {
      text(heads, "th", name[0], name[1], index ? "num" : "").scope = "col";
    });
    var body = made.createTBody();
    rows.forEach(function (entry) {
      var row = body.insertRow();
      text(row, "th", entry[0].zh, entry[0].en).scope = "row";
      amountCell(row, entry[0]);
      amountCell(row, entry[1]);
      var rate = entry[0].yuan ? ((100 * entry[1].yuan) / entry[0].yuan).toFixed(1) + "%" : "—";
      text(row, "td", rate, "", "num");
    });
    side.appendChild(frame);
  }

  function leftOut(year, only) {
    if (!only.length) return;
    var names = only.map(function (item) {
      return item.zh;
    });
    text(side, "p", "只有" + year.name + "列出：" + names.join("、") + "。", "Only in this one.", "note");
  }

  // The items of one that the other has, or has not.
  function shared(one, other, is) {
    return Array.from(one.items.keys()).filter(function (key) {
      return other.items.has(key) === is;
    });
  }

  function alone(one, other) {
    return shared(one, other, false).map(function (key) {
      return one.items.get(key);
    });
  }

  function reasons(one, other, scope) {
    if (one.key === other.key) return;
    var first = one.key.split(".");
    var second = other.key.split(".");
    var pair = [one.scopes[scope].signature, other.scopes[scope].signature];
    var verdict = verdicts[pair.concat(first[1] === second[1] ? 1 : 0).join(" ")];
    // Two years of one unit in one phase compare, whatever they cover.
    var comparable = verdict && (verdict[0] || (first[0] === second[0] && first[2] === second[2]));
    var said = verdict && given.reasons[verdict[1]];
    if (!comparable) text(side, "p", "本构建没有判定两者可比。", "This build does not rate the two as comparable.", "note");
    else if (!said[0]) text(side, "p", "两者可直接比较。", "The two are like for like.", "note");
    else text(side, "p", "可比，须注明差异：" + said[0] + "。", "Comparable with a caveat: " + said[1] + ".", "note");
  }

  // The scopes that both tell, the widest first, as the data has them.
  function offerScopes(one, other) {
    var field = form.elements.scope;
    var wanted = field.value || new URLSearchParams(location.hash.slice(1)).get("scope");
    field.replaceChildren();
    both(one, other).forEach(function (scope) {
      field.add(new Option(one.scopes[scope].names.join(" "), scope));
    });
    field.value = wanted;
    if (field.selectedIndex < 0 && field.options.length) field.selectedIndex = 0;
  }

  function show() {
    if (!given || !given.years.length) return;
    var one = chosen("one");
    var other = chosen("other");
    if (!one.scopes || !other.scopes) return;
    offerScopes(one, other);
    side.replaceChildren();
    var scope = form.elements.scope.value;
    if (!scope) {
      text(side, "p", "两者没有同一口径的数。", "The two have no amount in the same funds.", "absent");
      return;
    }
    var first = one.scopes[scope];
    var second = other.scopes[scope];
    reasons(one, other, scope);
    table(
      one,
      other,
      shared(first, second, true).map(function (key) {
        return [first.items.get(key), second.items.get(key)];
      })
    );
    leftOut(one, alone(first, second));
    leftOut(other, alone(second, first));
    text(side, "p", "虚线下的数是推算的，文件没有列示。", "Underlined with dashes: derived, not printed.", "note");
  }

  // The unit-years whose names hold every word of the field that narrows them; of many the first.
  function offer(name, wanted) {
    var field = form.elements[name];
    var words = form.elements[name + "-words"].value.toLowerCase().split(/\s+/).filter(Boolean);
    var found = given.years.filter(function (year) {
      return words.every(function (word) {
        return year[1].toLowerCase().includes(word) || year[0].includes(word);
      });
    });
    found = found.slice(0, MOST);
    var kept = given.places.has(wanted) ? given.years[given.places.get(wanted)] : null;
    if (kept && !found.includes(kept)) found.unshift(kept);
    field.replaceChildren.apply(
      field,
      found.map(function (year) {
        return new Option(year[1], year[0]);
      })
    );
    field.value = kept ? wanted : "";
    if (field.selectedIndex < 0 && found.length) field.selectedIndex = 0;
  }

  // What a link names: a unit-year, or a unit, of which the newest year is meant, and the next beside it.
  function named(asked, index) {
    if (given.places.has(asked)) return asked;
    var years = given.years.filter(function (year) {
      return asked && year[0].startsWith(asked + ".");
    });
    if (!years.length) years = given.years;
    return (years[Math.min(index, years.length - 1)] || [""])[0];
  }

  function keep(event) {
    var narrowed = /^(one|other)-words$/.exec(event.target.name);
    if (narrowed) {
      offer(narrowed[1], "");
      form.elements.scope.value = "";
    }
    var address = new URLSearchParams();
    ["one", "other", "scope"].forEach(function (name) {
      if (form.elements[name].value) address.set(name, form.elements[name].value);
    });
    history.replaceState(null, "", "#" + address.toString());
    show();
  }

  function restore() {
    if (!given || !given.years.length) return;
    var address = new URLSearchParams(location.hash.slice(1));
    ["one", "other"].forEach(function (name, index) {
      offer(name, named(address.get(name) || "", index));
    });
    form.elements.scope.value = "";
    show();
  }

  form.addEventListener("input", keep);
  window.addEventListener("hashchange", restore);
})();
