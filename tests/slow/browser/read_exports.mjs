// Reads exports in headless Chromium with DuckDB-WASM and prints what it read as JSON.
//
//   node read_exports.mjs <chromium> <package> parquet|arrow <folder> <statements.json>
//
// <package> is a DuckDB-WASM in node_modules. Every *.parquet or *.arrow of <folder> becomes a view
// or table of its name, and each statement of the JSON object is answered with rows of texts. The
// answer names every request that left this machine; none is let through.

import { createServer } from "node:http";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { dirname, extname, join, normalize } from "node:path";
import { fileURLToPath } from "node:url";
import puppeteer from "puppeteer-core";

const [executablePath, engine, form, folder, statements] = process.argv.slice(2);
const modules = join(dirname(fileURLToPath(import.meta.url)), "node_modules");
const types = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".mjs": "text/javascript",
  ".wasm": "application/wasm",
};

// Where npm put a dependency of the engine: below it if versions differ, else beside it.
function dependency(name, path) {
  const nested = join(engine, "node_modules", name, path);
  return `/modules/${existsSync(join(modules, nested)) ? nested : join(name, path)}`;
}

const imports = {
  "apache-arrow": dependency("apache-arrow", "Arrow.dom.mjs"),
  flatbuffers: dependency("flatbuffers", "mjs/flatbuffers.js"),
  tslib: dependency("tslib", "tslib.es6.mjs"),
  duckdb: `/modules/${engine}/dist/duckdb-browser.mjs`,
};
const page = `<!doctype html><script type="importmap">${JSON.stringify({ imports })}</script>`;

const roots = { modules, data: folder };
const server = createServer((request, response) => {
  const [, root, ...rest] = new URL(request.url, "http://localhost").pathname.split("/");
  if (!root) return response.setHeader("content-type", types[".html"]).end(page);
  const path = join(roots[root] ?? "/nowhere", normalize(rest.map(decodeURIComponent).join("/")));
  if (!existsSync(path)) return response.writeHead(404).end();
  const type = types[extname(path)] ?? "application/octet-stream";
  return response.setHeader("content-type", type).end(readFileSync(path));
});
await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
const origin = `http://127.0.0.1:${server.address().port}`;

// Runs in the page.
async function read({ engine, form, names, statements }) {
  const duckdb = await import("duckdb");
  const dist = `${location.origin}/modules/${engine}/dist`;
  const worker = new Worker(`${dist}/duckdb-browser-eh.worker.js`);
  const database = new duckdb.AsyncDuckDB(new duckdb.VoidLogger(), worker);
  await database.instantiate(`${dist}/duckdb-eh.wasm`);
  const connection = await database.connect();
  for (const name of names) {
    const response = await fetch(`/data/${name}.${form}`);
    const bytes = new Uint8Array(await response.arrayBuffer());
    if (form === "arrow") {
      await connection.insertArrowFromIPCStream(bytes, { name, create: true });
    } else {
      await database.registerFileBuffer(`${name}.parquet`, bytes);
      await connection.query(`create view "${name}" as from read_parquet('${name}.parquet')`);
    }
  }
  const answers = {};
  for (const [name, statement] of Object.entries(statements)) {
    const table = await connection.query(statement);
    answers[name] = table.toArray().map((row) => Object.values(row.toJSON()));
  }
  return { version: await database.getVersion(), answers };
}

// No name but that of this machine is found, so that nothing is let through. To intercept requests
// instead would at times leave the script of a worker waiting for ever.
const args = ["--no-sandbox", "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"];
const outside = [];
const browser = await puppeteer.launch({
  executablePath,
  args,
  protocolTimeout: 900_000, // Every value of every export, on a machine with other work.
});
try {
  const tab = await browser.newPage();
  tab.on("request", (request) => {
    const url = new URL(request.url());
    if (url.origin !== origin) outside.push(url.href);
  });
  await tab.goto(origin);
  const names = readdirSync(folder)
    .filter((file) => file.endsWith(`.${form}`))
    .map((file) => file.slice(0, -form.length - 1));
  const asked = JSON.parse(readFileSync(statements, "utf8"));
  const told = await tab
    .evaluate(read, { engine, form, names, statements: asked })
    .catch((error) => ({ error: error.message }));
  process.stdout.write(JSON.stringify({ ...told, outside }));
} finally {
  await browser.close();
  server.close();
}
