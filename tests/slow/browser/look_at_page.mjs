// Opens a page from the file system in headless Chromium and prints what is wrong with it as JSON.
//
//   node look_at_page.mjs <chromium> <page.html> <width> [<screenshot.png>]

import { pathToFileURL } from "node:url";
import puppeteer from "puppeteer-core";

const [executablePath, path, width, screenshot] = process.argv.slice(2);
const browser = await puppeteer.launch({ executablePath, args: ["--no-sandbox"] });
try {
  const tab = await browser.newPage();
  await tab.setViewport({ width: Number(width), height: 844 });
  const errors = [];
  const requests = [];
  tab.on("console", (message) => errors.push(message.text()));
  tab.on("pageerror", (error) => errors.push(error.message));
  tab.on("request", (request) => requests.push(request.url()));
  await tab.goto(pathToFileURL(path).href);
  const told = await tab.evaluate(() => ({
    width: document.documentElement.scrollWidth,
    tables: document.querySelectorAll("section > table").length,
    rows: document.querySelectorAll("tbody tr").length,
    scripts: document.scripts.length,
    text: document.body.innerText,
  }));
  if (screenshot) await tab.screenshot({ path: screenshot });
  process.stdout.write(JSON.stringify({ ...told, errors, requests: requests.slice(1) }));
} finally {
  await browser.close();
}
