// Opens pages of the report from the file system in a headless browser and prints, as JSON, what is
// wrong with each: what the console said, what was asked of the network, what was not drawn.
//
//   node look_at_report.mjs chrome|firefox <its program> <visits.json>
//
// A visit is {page, width, dark, still, click, keys, print, evaluate, axe, screenshot, height}: `still`
// asks for reduced motion, `keys` are pressed in turn, `print` shows the page as it is printed, `axe`
// looks for what keeps people out; without a height a screenshot is of all. Firefox is as light and as moving as it is by itself.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import puppeteer from "puppeteer-core";

const [browserName, executablePath, visits] = process.argv.slice(2);
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core"), "utf8");

// Runs in the page.
function look() {
  const plots = [...document.querySelectorAll(".plot")];
  const marks = (plot) => plot.querySelectorAll("svg path, svg text, svg line, svg rect").length;
  return {
    width: document.documentElement.scrollWidth,
    plots: plots.length,
    drawn: plots.filter((plot) => plot.dataset.drawn === "yes" && marks(plot) > 5).length,
    outside: plots.filter((plot) => {
      const svg = plot.querySelector("svg");
      return svg && svg.getBoundingClientRect().right > plot.getBoundingClientRect().right + 1;
    }).length,
    first: Number(document.documentElement.dataset.first ?? NaN),
    paper: getComputedStyle(document.body).backgroundColor,
    ink: getComputedStyle(document.body).color,
    alerts: window.alerts ?? 0,
    text: document.body.innerText,
  };
}

const args = browserName === "chrome" ? ["--no-sandbox"] : [];
const browser = await puppeteer.launch({ browser: browserName, executablePath, args });
const told = [];
try {
  for (const visit of JSON.parse(readFileSync(visits, "utf8"))) {
    const tab = await browser.newPage();
    await tab.setViewport({ width: visit.width, height: visit.height ?? 900 });
    if (browserName === "chrome") {
      await tab.emulateMediaFeatures([
        { name: "prefers-color-scheme", value: visit.dark ? "dark" : "light" },
        { name: "prefers-reduced-motion", value: visit.still ? "reduce" : "no-preference" },
      ]);
    }
    const errors = [];
    const requests = [];
    tab.on("console", (message) => errors.push(message.text()));
    tab.on("pageerror", (error) => errors.push(error.message));
    tab.on("dialog", (dialog) => {
      errors.push(`dialog: ${dialog.message()}`);
      return dialog.dismiss();
    });
    tab.on("request", (request) => requests.push(request.url()));
    const [path, hash = ""] = visit.page.split("#");
    await tab.goto(pathToFileURL(path).href + (hash && `#${hash}`));
    if (await tab.$(".plot")) {
      await tab.waitForFunction(() => document.documentElement.dataset.drawn, { timeout: 30_000 });
    }
    if (visit.click) {
      await tab.click(visit.click);
      await new Promise((done) => setTimeout(done, visit.wait ?? 800));
    }
    for (const key of visit.keys ?? []) await tab.keyboard.press(key);
    if (visit.print) await tab.emulateMediaType("print");
    const seen = await tab.evaluate(look);
    if (visit.evaluate) seen.evaluated = await tab.evaluate(visit.evaluate);
    if (visit.axe) {
      await tab.evaluate(axe);
      seen.violations = await tab.evaluate(async () =>
        (await axe.run({ preload: false })).violations
          .filter((found) => ["serious", "critical"].includes(found.impact))
          .map((found) => [found.id, found.nodes.length, found.nodes[0].html.slice(0, 200)]),
      );
    }
    if (visit.screenshot) {
      await tab.screenshot({ path: visit.screenshot, fullPage: !visit.height });
    }
    const remote = requests.filter((url) => !/^(file|data|blob):/.test(url));
    told.push({ ...seen, errors, remote });
    await tab.close();
  }
  process.stdout.write(JSON.stringify(told));
} finally {
  await browser.close();
}
