// Draws the charts of a page, sorts its tables, and switches between light and dark.
// Nothing here asks the network for anything; every chart's rows are in the page.
(function () {
  "use strict";

  var root = document.documentElement;
  var NARROW = 520;
  var drawn = [];

  // Names of one place begin alike: what a phone has no room for is left out of their middle.
  var SHORTENED =
    "split(replace(datum.label, regexp('^(.{4}).{2,}(.{5}\\\\n)'), '$1…$2'), '\\n')";

  function themeValue(name) {
    return getComputedStyle(root).getPropertyValue(name).trim();
  }

  // Colours stand in a specification as the names of CSS properties.
  function resolved(value) {
    if (typeof value === "string") {
      var found = /^var\((--[a-z0-9-]+)\)$/.exec(value);
      return found ? themeValue(found[1]) : value;
    }
    if (Array.isArray(value)) return value.map(resolved);
    if (value && typeof value === "object") {
      var copy = {};
      Object.keys(value).forEach(function (key) {
        copy[key] = resolved(value[key]);
      });
      return copy;
    }
    return value;
  }

  function config(narrow) {
    var font = getComputedStyle(document.body).fontFamily;
    var ink = themeValue("--ink");
    var dim = themeValue("--dim");
    var line = themeValue("--line");
    return {
      background: "transparent",
      font: font,
      aria: false,
      padding: { left: 0, right: 4, top: 4, bottom: 2 },
      autosize: { type: "fit-x", contains: "padding" },
      view: { stroke: null },
      text: { fontSize: narrow ? 12 : 13, baseline: "middle" },
      axis: {
        labelColor: ink,
        labelFontSize: narrow ? 11 : 12,
        labelFontWeight: "normal",
        labelLineHeight: 15,
        titleColor: dim,
        titleFontSize: 11,
        titleFontWeight: "normal",
        gridColor: line,
        domainColor: line,
        tickColor: line,
      },
      axisQuantitative: { labelColor: dim },
    };
  }

  // On a phone the labels of rows leave room for the rows, bars for the amounts at their ends, and names
  // above bars leave out the amounts, which the table has.
  function fitted(spec, narrow) {
    if (!narrow) return spec;
    (spec.layer || [spec]).forEach(function (layer) {
      var x = (layer.encoding && layer.encoding.x) || {};
      var y = (layer.encoding && layer.encoding.y) || {};
      if (y.axis && y.axis.labelLimit) {
        y.axis.labelLimit = 116;
        y.axis.labelExpr = SHORTENED;
      }
      if (x.axis && x.axis.title === "万元") x.scale.domain[1] *= 1.15;
      var text = (layer.encoding && layer.encoding.text) || {};
      if (text.field === "inside" || text.field === "told") text.field = "narrow";
    });
    return spec;
  }

  function draw(place) {
    var narrow = place.element.clientWidth < NARROW;
    var spec = fitted(resolved(JSON.parse(place.source)), narrow);
    return window
      .vegaEmbed(place.element, spec, {
        actions: false,
        ast: true, // Interpreted: the page's policy lets nothing be compiled.
        renderer: "svg",
        config: config(narrow),
        tooltip: { theme: "custom" },
        loader: { load: refuse, sanitize: refuse },
      })
      .then(function (result) {
        if (place.finish) place.finish();
        place.finish = function () {
          result.finalize();
        };
        place.view = result.view;
        place.element.dataset.drawn = "yes";
        // The place is an image with a text, which Vega has put its own in the place of; what it is
        // made of says nothing more.
        place.element.setAttribute("role", "img");
        place.element.setAttribute("aria-label", place.name);
        place.element.removeAttribute("aria-roledescription");
        place.element.querySelector("svg").setAttribute("aria-hidden", "true");
        if (!root.dataset.first) root.dataset.first = String(Math.round(performance.now()));
      });
  }

  function refuse() {
    return Promise.reject(new Error("a chart may load nothing"));
  }

  function drawAll() {
    root.dataset.charts = getComputedStyle(root).colorScheme;
    return drawn.reduce(function (before, place) {
      return before
        .then(function () {
          return draw(place);
        })
        .catch(function (error) {
          place.element.textContent = "此图未能画出，请看下面的表。 The chart could not be drawn; see its table.";
          console.error(error);
        });
    }, Promise.resolve());
  }

  function setUpCharts() {
    document.querySelectorAll("script.spec").forEach(function (script) {
      var element = script.previousElementSibling.firstElementChild;
      drawn.push({ element: element, name: element.getAttribute("aria-label"), source: script.textContent });
    });
    if (!drawn.length || !window.vegaEmbed) return;
    drawAll().then(function () {
      root.dataset.drawn = "all";
    });
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", drawAll);
  }

  function setUpTheme() {
    var button = document.getElementById("theme");
    button.addEventListener("click", function () {
      var system = matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
      var next = (root.dataset.theme || system) === "dark" ? "light" : "dark";
      root.dataset.theme = next;
      try {
        localStorage.setItem("mingzhang-theme", next);
      } catch (error) {
        // It holds for this page then.
      }
      drawAll();
    });
  }

  function compared(one, other) {
    if (one === other) return 0;
    if (one === "") return 1;
    if (other === "") return -1;
    var a = Number(one);
    var b = Number(other);
    if (!isNaN(a) && !isNaN(b)) return a - b;
    return one < other ? -1 : 1;
  }

  function sort(table, column, heading) {
    var down = heading.getAttribute("aria-sort") === "ascending";
    table.querySelectorAll("th").forEach(function (other) {
      other.removeAttribute("aria-sort");
    });
    heading.setAttribute("aria-sort", down ? "descending" : "ascending");
    var body = table.tBodies[0];
    Array.from(body.rows)
      .sort(function (one, other) {
        var order = compared(one.cells[column].dataset.key, other.cells[column].dataset.key);
        return down ? -order : order;
      })
      .forEach(function (row) {
        body.appendChild(row);
      });
  }

  function setUpTables() {
    document.querySelectorAll("table.data").forEach(function (table) {
      table.querySelectorAll("thead th").forEach(function (heading, column) {
        heading.querySelector("button").addEventListener("click", function () {
          sort(table, column, heading);
        });
      });
    });
  }

  // A text that a spreadsheet would take for a formula is marked as text, as in the exports.
  function csvField(cell) {
    var isNumber = cell.classList.contains("num");
    var text = isNumber ? cell.dataset.key : cell.firstElementChild && cell.querySelector(".below")
      ? cell.childNodes[0].textContent : cell.textContent;
    text = text === "—" ? "" : text;
    if (!isNumber && /^[=+\-@\t\r]/.test(text)) text = "'" + text;
    return '"' + text.replace(/"/g, '""') + '"';
  }

  function csv(table) {
    var heads = Array.from(table.tHead.rows[0].cells).map(function (cell) {
      return '"' + cell.querySelector("button").childNodes[0].textContent.replace(/"/g, '""') + '"';
    });
    var rows = Array.from(table.tBodies[0].rows).map(function (row) {
      return Array.from(row.cells).map(csvField).join(",");
    });
    return "\ufeff" + [heads.join(",")].concat(rows).join("\r\n") + "\r\n";
  }

  function save(address, name) {
    var link = document.createElement("a");
    link.href = address;
    link.download = name;
    link.click();
  }

  function take(section, what) {
    var name = "mingzhang-" + location.pathname.split("/").pop().replace(/\.html$/, "") + "-" + section.id;
    if (what === "csv") {
      var blob = new Blob([csv(section.querySelector("table.data"))], { type: "text/csv" });
      save(URL.createObjectURL(blob), name + ".csv");
      return;
    }
    var paper = themeValue("--paper");
    var places = drawn.filter(function (place) {
      return section.contains(place.element) && place.view;
    });
    var many = section.querySelector(".many");
    if (many) {
      takeMany(many, places, paper, name);
      return;
    }
    places.forEach(function (place, index) {
      place.view.background(paper).toImageURL("png", 2).then(function (address) {
        save(address, name + (index ? "-" + (index + 1) : "") + ".png");
      });
    });
  }

  // Many small pictures are one to keep, as they stand on the page, each under its name.
  function takeMany(many, places, paper, name) {
    var frame = many.getBoundingClientRect();
    var sheet = document.createElement("canvas");
    sheet.width = frame.width * 2;
    sheet.height = frame.height * 2;
    var pen = sheet.getContext("2d");
    pen.fillStyle = paper;
    pen.fillRect(0, 0, sheet.width, sheet.height);
    pen.scale(2, 2);
    Promise.all(
      places.map(function (place) {
        return place.view.toCanvas(2).then(function (picture) {
          var at = place.element.getBoundingClientRect();
          var title = place.element.closest(".many > div").querySelector("h3");
          var top = title.getBoundingClientRect().top - frame.top;
          pen.fillStyle = themeValue("--ink");
          pen.font = getComputedStyle(title).font;
          pen.textBaseline = "top";
          pen.fillText(title.textContent.trim(), at.left - frame.left, top, at.width);
          pen.drawImage(picture, at.left - frame.left, at.top - frame.top, picture.width / 2, picture.height / 2);
        });
      }),
    ).then(function () {
      save(sheet.toDataURL("image/png"), name + ".png");
    });
  }

  function setUpTaking() {
    document.querySelectorAll(".take").forEach(function (place) {
      place.hidden = false;
      place.addEventListener("click", function (event) {
        var what = event.target.dataset.take;
        if (what) take(place.closest("section"), what);
      });
    });
  }

  // A link to a fault opens it: what is folded away is not seen by who was led to it.
  function open() {
    var id = decodeURIComponent(location.hash.slice(1));
    var place = id && document.getElementById(id);
    if (!place) return;
    for (var outer = place; outer; outer = outer.parentElement) {
      if (outer.tagName === "DETAILS") outer.open = true;
    }
    place.scrollIntoView();
  }

  window.addEventListener("hashchange", open);
  open();
  setUpTaking();
  setUpTheme();
  setUpTables();
  setUpCharts();
})();
