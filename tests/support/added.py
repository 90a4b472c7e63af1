"""A small filing to be added, and what there is of it in a folder of rows."""

from pathlib import Path

from ingest.rows.read import CONTENT_HASH, read_landing
from ingest.vocabulary.unit_names import stable_unit_id
from tests.support.table_text import BUDGET, WAN

UNIT = stable_unit_id("甘泉县民政局")
BOTH = [f"{UNIT}-2024-budget", f"{UNIT}-2024-budget-2"]
"""The document of the filing, and of the same published again with other figures."""

_ROWS = "科目编码¦科目名称¦合计¦基本支出\n¦合计¦{0}¦{0}\n208¦社会保障和就业支出¦{0}¦{0}\n"


def _text(amount: str) -> str:
    return f"{BUDGET}部门支出总表\n{WAN}{_ROWS.format(amount)}".replace("¦", "\t")


def write_filing(folder: Path, name: str, amount: str) -> Path:
    """Write the filing with an amount in 万元; its path."""
    folder.mkdir(exist_ok=True)
    path = folder / name
    path.write_text(_text(amount), encoding="utf-8")
    return path


def hashes(rows: Path) -> dict[str, str]:
    """The hash of each document of a folder of rows."""
    documents = read_landing(rows)["documents"].to_pylist()
    return {row["document_id"]: row[CONTENT_HASH] for row in documents}
