"""Which files are read and are not a disclosure of one unit, and why.

A list of links and a notice name units, years and kinds as a disclosure does; what they lack is the
figures. A form of performance alone is a part of a disclosure that holds none of its statements.
"""

import re
from collections.abc import Mapping, Sequence

from ingest.base.errors import NoDisclosureError, Place
from ingest.reading.model import Document
from ingest.rows.schema import Row

_PERFORMANCE = "performance_"
_MONEY = re.compile(
    r"(?<![\d.])(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d{2,6}(?![\d.])|(?:\.\d+)?[万亿千]?元)"
)
_RULE = re.compile(r"(?:办法|条例|规定|细则|规程|制度|指南|指引|方案|通知)(?:\(.{1,12}\))?$")
_FILING = re.compile(r"20\d\d年.{0,24}(?:预算|决算)")
_OWN_TITLE = re.compile(
    r"([一-鿿]{2,20}[局委院厅署办会校馆站所队心])20\d\d年度?(?:部门|单位)?(?:预算|决算)"
)
_FEW = 3
_MANY = 5
"""Units that a text may name with budgets of their own: a department's own few."""
_GOVERNMENT = re.compile(r"(?:省|市|区|县|州|旗|盟)人民政府$")
_REMEDY = "If it is a disclosure, get the document itself; if not, leave it: nothing is read of it."

Rows = Mapping[str, Sequence[Row]]


def no_disclosure(document: Document, rows: Rows) -> NoDisclosureError | None:
    """Why a file is not a disclosure of a unit, or is only part of one; None if it is one.

    Args:
        document: The document.
        rows: What was read of it, by record.
    """
    problem = _whose(rows) or (None if rows["amounts"] else _lack(document, rows))
    return NoDisclosureError(Place(document.source_file), problem, _REMEDY) if problem else None


def _whose(rows: Rows) -> str | None:
    name = str(rows["documents"][0]["unit_name_printed"])
    if not _GOVERNMENT.search(name):
        return None
    return f"It is the budget or the final accounts of a government ({name}), not of a unit."


def _lack(document: Document, rows: Rows) -> str | None:
    """What a file without amounts in tables is instead of a disclosure."""
    tables = [table for table in rows["tables"] if table["status"] != "announced_missing"]
    kinds = [str(table["table_type"] or "") for table in tables]
    if kinds and all(kind.startswith(_PERFORMANCE) for kind in kinds):
        return "It holds performance tables alone and no table of a budget or of final accounts."
    if any(table["status"] == "declared_empty" for table in tables):
        return None
    lines = [line.folded for line in document.lines if line.folded]
    if any(map(_RULE.search, lines[:_FEW])):
        return "It is a rule or a notice by its title, and holds no table of figures."
    has_money = bool(rows["statements"]) or any(map(_MONEY.search, lines))
    filings = sum(bool(_FILING.search(line)) and not _MONEY.search(line) for line in lines)
    units = {found[1] for line in lines for found in _OWN_TITLE.finditer(line)}
    is_list = not has_money or len(units) > _MANY or 2 * filings > len(lines)
    if filings > _FEW and is_list:
        return f"It is a list that names {filings} filings, and holds no table of figures."
    return None if has_money else "It holds no amount of money."
