// Lays two unit-years side by side, in funds that both tell, and names what only one of them tells.
// What is chosen stands in the address, so that a link chooses again.
(function () {
  "use strict";

  var WAN = 10000;
  var form = document.getElementById("pair");
  var side = document.getElementById("side");
  var given = null;
  var known = {};

  // Called by the file of the data.
  window.mingzhangPair = function (data) {
    given = data;
    data.amounts.forEach(function (amount) {
      var key = amount[0] + " " + amount[1];
      (known[key] = known[key] || {})[amount[2]] = { yuan: amount[3], hollow: amount[4] };
    });
    ["one", "other"].forEach(function (name) {
      data.years.forEach(function (year) {
        form.elements[name].add(new Option(year[1], year[0]));
      });
    });
    restore();
  };

  function place(name) {
    return form.elements[name].selectedIndex;
  }

  function both(one, other) {
    return given.scopes
      .map(function (_, scope) {
        return scope;
      })
      .filter(function (scope) {
        return known[one + " " + scope] && known[other + " " + scope];
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
      [given.years[one][1], "10,000 yuan"],
      [given.years[other][1], "10,000 yuan"],
      ["后者为前者的", "Latter of former"],
    ].forEach(function (name, index) {
      text(heads, "th", name[0], name[1], index ? "num" : "").scope = "col";
    });
    var body = made.createTBody();
    rows.forEach(function (entry) {
      var row = body.insertRow();
      text(row, "th", given.items[entry.item][1], given.items[entry.item][2]).scope = "row";
      amountCell(row, entry.one);
      amountCell(row, entry.other);
      var rate = entry.one.yuan ? ((100 * entry.other.yuan) / entry.one.yuan).toFixed(1) + "%" : "—";
      text(row, "td", rate, "", "num");
    });
    side.appendChild(frame);
  }

  function leftOut(year, only) {
    if (!only.length) return;
    var names = only.map(function (item) {
      return given.items[item][1];
    });
    text(side, "p", "只有" + given.years[year][1] + "列出：" + names.join("、") + "。", "Told by this one alone.", "note");
  }

  function reasons(one, other, scope) {
    var found = given.reasons.find(function (reason) {
      var pair = [reason[0], reason[1]];
      return pair.includes(one) && pair.includes(other) && reason[2] === scope;
    });
    if (one === other) return;
    if (!found) text(side, "p", "本构建没有判定两者可比。", "This build does not hold the two comparable.", "note");
    else if (!found[3]) text(side, "p", "两者可直接比较。", "The two are like for like.", "note");
    else text(side, "p", "可比，须注明差异：" + found[3] + "。", "Comparable with a caveat: " + found[4] + ".", "note");
  }

  function show() {
    var one = place("one");
    var other = place("other");
    var scope = Number(form.elements.scope.value);
    side.replaceChildren();
    if (!form.elements.scope.options.length) {
      text(side, "p", "两者没有同一口径的数。", "The two tell no amount in the same funds.", "absent");
      return;
    }
    var first = known[one + " " + scope];
    var second = known[other + " " + scope];
    var items = given.items.map(function (_, item) {
      return item;
    });
    reasons(one, other, scope);
    table(
      one,
      other,
      items
        .filter(function (item) {
          return first[item] && second[item];
        })
        .map(function (item) {
          return { item: item, one: first[item], other: second[item] };
        })
    );
    leftOut(one, items.filter(function (item) { return first[item] && !second[item]; }));
    leftOut(other, items.filter(function (item) { return second[item] && !first[item]; }));
    text(side, "p", "虚线下的数是推算的，文件没有列示。", "Underlined with dashes: derived, not printed.", "note");
  }

  // The scopes that both tell, the widest first, as the data has them.
  function offerScopes(wanted) {
    var field = form.elements.scope;
    field.replaceChildren();
    both(place("one"), place("other")).forEach(function (scope) {
      field.add(new Option(given.scopes[scope].join(" "), scope));
    });
    field.value = wanted;
    if (field.selectedIndex < 0 && field.options.length) field.selectedIndex = 0;
  }

  function keep() {
    offerScopes(form.elements.scope.value);
    var address = new URLSearchParams();
    ["one", "other", "scope"].forEach(function (name) {
      address.set(name, form.elements[name].value);
    });
    history.replaceState(null, "", "#" + address.toString());
    show();
  }

  function restore() {
    if (!given || !given.years.length) return;
    var address = new URLSearchParams(location.hash.slice(1));
    ["one", "other"].forEach(function (name, index) {
      form.elements[name].value = address.get(name) || "";
      if (form.elements[name].selectedIndex < 0) {
        form.elements[name].selectedIndex = Math.min(index, given.years.length - 1);
      }
    });
    offerScopes(address.get("scope"));
    show();
  }

  form.addEventListener("input", keep);
  window.addEventListener("hashchange", restore);
})();
