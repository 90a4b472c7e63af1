"""The listings of a guide: what its fenced blocks ask, and what they show as the answer.

A block tagged `sh`, `python` or `sql` is run from the folder of the clone, in the order of the
page; one that is tagged `text` is not. An answer follows its block: a block without a tag, or for
`sql` a table. In an answer a line `...` stands for any lines and `…` for any part of a line, where
a run says the time or the like. `<!-- slow -->` before a block keeps it for the full run.
"""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import duckdb

from ingest.base.settings import PROJECT

_FENCE = re.compile(
    r"^(?P<slow><!-- slow -->\n+)?```(?P<tag>[a-z]*)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL
)
_TABLE = re.compile(r"\n+((?:\|.*\n)+)")
_SECONDS = 3600
"""Ends a listing that hangs; a build with its unit tests takes ten minutes on a busy machine."""

PAGES = [
    "README.md",
    "README.zh-CN.md",
    "docs/exports.md",
    "docs/operations.md",
    *(f"docs/guides/{path.name}" for path in sorted((PROJECT / "docs/guides").glob("*.md"))),
]
"""The pages whose listings are run, by their paths in the repository."""


@dataclass(frozen=True, slots=True)
class Listing:
    """A block that is run: its tag, its text, what the page shows as its answer, and where."""

    tag: str
    text: str
    answer: str | None
    line: int
    is_slow: bool = False


def listings(page: str) -> Iterator[Listing]:
    """Every block of a page that is run, with the answer that follows it."""
    fences = list(_FENCE.finditer(page))
    for at, fence in enumerate(fences):
        if fence["tag"] in {"", "text"}:
            continue
        after = fences[at + 1] if at + 1 < len(fences) else None
        between = page[fence.end() : after.start() if after else None]
        answer = None
        if after and after["tag"] == "" and not between.strip():
            answer = after["text"]
        elif fence["tag"] == "sql" and (table := _TABLE.match(page, fence.end())):
            answer = table[1]
        line = page.count("\n", 0, fence.start("tag")) + 1
        yield Listing(fence["tag"], fence["text"], answer, line, bool(fence["slow"]))


def text(page: str) -> str:
    """The text of a page of the repository."""
    return (PROJECT / page).read_text(encoding="utf-8")


def run_page(page: str, clone: Path, *, slow: bool) -> int:
    """Run the listings of a page in a clone, those marked slow if asked; how many were run.

    Raises:
        AssertionError: One failed, or its answer is not the one shown.
    """
    chosen = [listing for listing in listings(text(page)) if slow or not listing.is_slow]
    for listing in chosen:
        real = run(listing, clone)
        if listing.answer is not None:
            assert agrees(listing.answer, real), f"{page}:{listing.line}\n{real}"
    return len(chosen)


def agrees(shown: str, real: str) -> bool:
    """Whether an answer is the one shown, wildcards aside."""
    parts = [
        ".*\n" if line == "..." else re.escape(line).replace("…", ".+") + "\n"
        for line in shown.strip().splitlines()
    ]
    pattern = "".join("(?:.*\n)*?" if part == ".*\n" else part for part in parts)
    real = "".join(f"{line.rstrip()}\n" for line in real.strip().splitlines())
    return re.fullmatch(pattern, real) is not None


def run(listing: Listing, clone: Path) -> str:
    """What a block says when it is run in a clone, its errors included.

    Raises:
        AssertionError: It failed.
    """
    if listing.tag == "sql":
        return ask(clone, listing.text)
    command = {
        "sh": ["bash", "-euo", "pipefail", "-c", listing.text],
        "python": [str(clone / ".venv/bin/python"), "-c", listing.text],
    }[listing.tag]
    # As in a shell of its own: make within make would say where it is, and warn.
    kept = {
        k: v for k, v in os.environ.items() if not k.startswith(("MAKE", "MFLAGS", "MINGZHANG"))
    }
    result = subprocess.run(
        command,
        cwd=clone,
        env=kept,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=_SECONDS,
        check=False,
    )
    assert result.returncode == 0, f"line {listing.line}: {listing.text}\n{result.stdout}"
    return result.stdout


def ask(clone: Path, sql: str) -> str:
    """The answer to SQL as a table, on the warehouse of a clone and from its folder."""
    # A process of its own: DuckDB takes relative paths from where the process stands.
    code = (
        "import sys; from tests.support.listings import answer; "
        "sys.stdout.write(answer(sys.stdin.read()))"
    )
    result = subprocess.run(
        [sys.executable, "-c", code],
        cwd=clone,
        env=os.environ | {"PYTHONPATH": str(PROJECT)},
        input=sql,
        capture_output=True,
        text=True,
        timeout=_SECONDS,
        check=False,
    )
    assert result.returncode == 0, f"{sql}\n{result.stderr}"
    return result.stdout


def answer(sql: str) -> str:
    """The answer to SQL on `warehouse/` of the folder that the process stands in."""
    with duckdb.connect("warehouse/mingzhang.duckdb", read_only=True) as connection:
        return table(connection.sql(sql))


def table(result: duckdb.DuckDBPyRelation) -> str:
    """An answer as a table of Markdown."""
    head = [result.columns, ["---"] * len(result.columns)]
    rows = [[_shown(value) for value in row] for row in result.fetchall()]
    return "\n".join(f"| {' | '.join(row)} |" for row in [*head, *rows])


def _shown(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return f"{value:,.2f}" if isinstance(value, Decimal | float) else str(value)


def fresh_clone(root: Path, clone: Path) -> None:
    """What a clone would hold after a commit of everything that git does not ignore."""
    names = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=root,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    for name in filter(None, names.split("\0")):
        if (root / name).is_file():
            (clone / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(root / name, clone / name)
    author = ["-c", "user.name=a", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false"]
    for arguments in (
        ["-c", "init.defaultBranch=main", "init", "--quiet"],
        ["add", "--all"],
        [*author, "commit", "--quiet", "--message", "Clone"],
    ):
        subprocess.run(["git", *arguments], cwd=clone, check=True)


def with_environment(root: Path, clone: Path, warehouse: Path) -> None:
    """Give a clone the environment of the one that is tested, and a warehouse with its history."""
    for name in (".venv", ".tools"):
        if (root / name).exists():
            (clone / name).symlink_to(root / name)
    parsed = Path("build/partial_parse.msgpack")
    if (root / parsed).is_file():
        (clone / parsed).parent.mkdir(exist_ok=True)
        shutil.copy2(root / parsed, clone / parsed)
    shutil.copytree(warehouse, clone / "warehouse", symlinks=True)
    builds = warehouse.with_name(f".{warehouse.name}.builds")
    shutil.copytree(builds, clone / ".warehouse.builds", symlinks=True)


def _tell(page: Path, clone: Path) -> None:
    """Run a page in a clone and write what each block really says."""
    for listing in listings(page.read_text(encoding="utf-8")):
        if not listing.is_slow:
            sys.stdout.write(f"line {listing.line}\n{run(listing, clone).rstrip()}\n\n")


if __name__ == "__main__":
    _tell(Path(sys.argv[1]), Path.cwd())
