"""The data dictionary as one page that needs nothing else: no script, no font, no network."""

from html import escape
from pathlib import Path

from ingest.exports.dictionary import DICTIONARY, Entry
from ingest.exports.usage import WARNINGS

_STYLE = """
:root { color-scheme: light dark;
  --line: #d0d4da; --soft: #f4f6f8; --dim: #5a6370; --warn: #8a4b00; }
@media (prefers-color-scheme: dark) {
  :root { --line: #3b424c; --soft: #1d2228; --dim: #a3adba; --warn: #ffb454; }
}
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 76rem; padding: 1rem; line-height: 1.45;
  font-family: system-ui, -apple-system, "Segoe UI", "PingFang SC", "Microsoft YaHei",
    "Noto Sans CJK SC", "Noto Sans SC", sans-serif; }
h1 { font-size: 1.5rem; } h2 { font-size: 1.2rem; margin: 2.5rem 0 .3rem; }
h2 small, .dim { color: var(--dim); font-weight: normal; }
code { font-family: ui-monospace, Menlo, Consolas, monospace; font-size: .92em; }
nav ul { columns: 18rem; padding-left: 1.1rem; }
nav li { padding: .15rem 0; break-inside: avoid; }
.warning { color: var(--warn); }
table { border-collapse: collapse; width: 100%; font-size: .92rem; margin-top: .6rem; }
th, td { text-align: left; vertical-align: top; padding: .35rem .6rem .35rem 0;
  border-bottom: 1px solid var(--line); }
th { color: var(--dim); font-weight: 600; }
td:nth-child(-n+2), td:nth-child(n+4) { white-space: nowrap; }
@media (max-width: 60rem) {
  code { overflow-wrap: anywhere; }
  thead { position: absolute; clip-path: inset(50%); width: 1px; height: 1px; overflow: hidden; }
  tr { display: block; padding: .6rem .7rem; margin-bottom: .5rem; background: var(--soft);
    border-radius: .4rem; }
  td, td:nth-child(n) { display: block; border: 0; padding: .1rem 0; white-space: normal; }
  td:empty { display: none; }
}
""".strip()
_HEADINGS = ("Column", "中文", "Meaning", "Type", "Unit", "Keys")


def write_html(dictionary: list[Entry], folder: Path) -> None:
    """Write dictionary.html."""
    page = "\n".join(
        [
            '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            "<title>Data dictionary 数据字典</title>",
            f"<style>\n{_STYLE}\n</style>\n</head>\n<body>",
            '<h1>Data dictionary <span lang="zh">数据字典</span></h1>',
            *_contents(dictionary),
            *_warnings(),
            *(line for entry in dictionary for line in _section(entry)),
            "</body>\n</html>\n",
        ]
    )
    (folder / f"{DICTIONARY}.html").write_text(page, encoding="utf-8", newline="\n")


def _contents(dictionary: list[Entry]) -> list[str]:
    items = [
        f'<li><a href="#{escape(entry.model.name)}"><code>{escape(entry.model.name)}</code></a>'
        f" {_chinese(entry.model.label_zh)}</li>"
        for entry in dictionary
    ]
    return ['<nav aria-label="Tables">\n<ul>', *items, "</ul>\n</nav>"]


def _warnings() -> list[str]:
    items = [
        f"<dt><code>{code}</code></dt><dd>{escape(text)}</dd>" for code, text in WARNINGS.items()
    ]
    return ["<details>\n<summary>Usage warnings</summary>\n<dl>", *items, "</dl>\n</details>"]


def _section(entry: Entry) -> list[str]:
    name = escape(entry.model.name)
    warned = " · ".join(f"<code>{warning}</code>" for warning in entry.warnings)
    return [
        f'<section id="{name}">\n<h2><code>{name}</code> {_chinese(entry.model.label_zh)}</h2>',
        f"<p>{escape(entry.model.description)}</p>",
        *([f'<p class="warning">Usage warnings: {warned}</p>'] if warned else []),
        "<table>\n<thead><tr>" + "".join(f"<th>{heading}</th>" for heading in _HEADINGS),
        "</tr></thead>\n<tbody>",
        *(_line(row) for row in entry.rows),
        "</tbody>\n</table>\n</section>",
    ]


def _line(row: dict[str, object]) -> str:
    required = "" if row["is_required"] else '<br><span class="dim">may be empty</span>'
    cells = (
        f"<code>{_escaped(row['column_name'])}</code>",
        _chinese(row["label_zh"]),
        _escaped(row["description"]),
        f"<code>{_escaped(row['data_type'])}</code>{required}",
        _escaped(row["unit"]),
        "<br>".join(_keys(row)),
    )
    return "<tr>" + "".join(f"<td>{cell}</td>" for cell in cells) + "</tr>"


def _keys(row: dict[str, object]) -> list[str]:
    tables = [reference.split(".")[0] for reference in str(row["refers_to"] or "").split()]
    links = [f'<a href="#{escape(t)}">→ <code>{escape(t)}</code></a>' for t in tables]
    return [*([_escaped(row["key"])] if row["key"] else []), *links]


def _chinese(label: object) -> str:
    return f'<span class="dim" lang="zh">{escape(str(label))}</span>' if label else ""


def _escaped(value: object) -> str:
    return "" if value is None else escape(str(value))
