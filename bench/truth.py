"""How much of a hand-read truth a warehouse gives: `python -m bench.truth <expected.csv>`.

The documents that the truth names are extracted from `--disclosures` and built in a temporary
folder, or `--warehouse` names a warehouse that holds them. Each printed value is right, wrong or
silent: a wrong figure is worse than a missing one. Nothing is rounded but what the truth itself
read from a text that rounds.
"""

import argparse
import csv
import json
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from decimal import Decimal
from pathlib import Path
from typing import Literal

import duckdb

from ingest.base.settings import DATABASE, SECONDS
from ingest.intake.paths import in_order, named_documents
from ingest.intake.take import take_in
from ingest.publication.build import build

Outcome = Literal["right", "wrong", "silent"]

AMOUNTS = (
    "total_expenditure_yuan",
    "total_revenue_yuan",
    "current_expenditure_yuan",
    "general_public_budget_yuan",
    "basic_yuan",
    "project_yuan",
    "three_public_yuan",
)
COLUMNS = ("unit_name", "fiscal_year", "stage", "level", "money_unit", *AMOUNTS)
"""The columns of a truth that are held against the warehouse."""

REFUSED = frozenset({"scan", "other"})
"""Kinds of files that are not a readable disclosure; a scan is one once it is recognised."""
_SCAN = "scan"
_TEXT = "part_text"
_TEXT_STEP = Decimal(100)
"""What a text part rounds to: 0.01 万元."""
_JOINED = " + "

# A grand total is a row of the summary, balances included, as facts hold what was spent in the
# year; where there is no summary it is the total of the statement or of the text.
_FOUND = """
    with documents as (
        select document.*, unit_name,
            if(stage = 'budget', 'initial_budget', 'final') as phase
        from marts.dim_document as document
        inner join marts.dim_unit using (unit_id)
    ),
    grand as (
        select document_id, reported.side,
            arg_min(amount_yuan, (table_index, row_no, column_no)) as amount_yuan
        from marts.fct_reported_amount as reported
        inner join documents using (document_id, phase, fiscal_year)
        where table_type = 'revenue_expenditure_summary' and line_type = 'total'
            and line_code = 'total' and measure = 'total'
        group by all
    ),
    ranked as (
        select document_id, scope, measure, amount_yuan, basis <> 'table' as is_stated,
            case scope when 'all_funds' then 1 when 'fiscal_appropriation' then 2
                when 'general_public_budget' then 3 else 4 end as scope_rank
        from marts.fct_unit_total
        inner join documents using (document_id, phase, fiscal_year)
    ),
    totals as (
        select document_id,
            max(amount_yuan) filter (
                measure = 'total_expenditure' and scope = 'all_funds') as with_balances,
            max(amount_yuan) filter (
                measure = 'current_expenditure' and scope = 'all_funds') as expenditure,
            max(amount_yuan) filter (
                measure = 'total_revenue' and scope = 'all_funds') as revenue,
            max(amount_yuan) filter (
                measure = 'current_expenditure' and scope = 'general_public_budget') as general,
            arg_min(amount_yuan, scope_rank) filter (
                measure = 'basic' and scope_rank < 4) as basic,
            arg_min(amount_yuan, scope_rank) filter (
                measure = 'project' and scope_rank < 4) as project,
            arg_min(amount_yuan, (is_stated, scope_rank)) filter (
                measure = 'three_public') as three_public
        from ranked
        group by document_id
    )
    select
        source_file,
        unit_name,
        fiscal_year::varchar as fiscal_year,
        stage,
        reporting_level as level,
        money_unit,
        coalesce(spent.amount_yuan, with_balances, expenditure) as total_expenditure_yuan,
        coalesce(received.amount_yuan, revenue) as total_revenue_yuan,
        expenditure as current_expenditure_yuan,
        general as general_public_budget_yuan,
        basic as basic_yuan,
        project as project_yuan,
        three_public as three_public_yuan
    from documents
    left join totals using (document_id)
    left join grand as spent
        on documents.document_id = spent.document_id and spent.side = 'expenditure'
    left join grand as received
        on documents.document_id = received.document_id and received.side = 'revenue'
    order by documents.document_id
"""

Found = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Verdict:
    """A printed value beside what was found of it."""

    file: str
    column: str
    expected: str
    found: str
    outcome: Outcome


def compared(truth: Mapping[str, str], found: Found | None) -> Iterator[Verdict]:
    """Hold a row of the truth against what was found of its file.

    Args:
        truth: The row; an empty cell says nothing.
        found: Values by column, or None where the warehouse does not hold the file.

    Yields:
        A verdict for each column that the row fills and, as `refused`, for a file that is none.
    """
    name, kind = truth["file"], truth["kind"]
    if kind in REFUSED and not (kind == _SCAN and found):
        told = "" if found is None else f"{found['unit_name']} {found['fiscal_year']}"
        yield Verdict(name, "refused", kind, told, "wrong" if told else "right")
        return
    is_rounded = kind == _TEXT or (kind == _SCAN and truth.get("tables") == "0")
    for column in COLUMNS:
        expected = (truth.get(column) or "").strip()
        if expected:
            value = None if found is None else found.get(column)
            outcome = _outcome(expected, value, column in AMOUNTS, is_rounded)
            yield Verdict(name, column, expected, "" if value is None else str(value), outcome)


def _outcome(expected: str, value: object, is_amount: bool, is_rounded: bool) -> Outcome:  # noqa: FBT001
    if value is None:
        return "silent"
    if not is_amount:
        return "right" if str(value) == expected else "wrong"
    amount = Decimal(str(value))
    if is_rounded:
        return "right" if abs(amount - Decimal(expected)) * 2 <= _TEXT_STEP else "wrong"
    return "right" if amount == Decimal(expected) else "wrong"


def read_truth(path: Path) -> list[dict[str, str]]:
    """The rows of a truth: a CSV with `file`, `kind` and any of `COLUMNS`."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def found_in(database: Path) -> dict[str, Found]:
    """What a warehouse gives, by the name of the file; the last edition of a file counts."""
    with duckdb.connect(str(database), read_only=True) as connection:
        rows = connection.execute(_FOUND)
        names = [column[0] for column in rows.description]
        documents = [dict(zip(names, row, strict=True)) for row in rows.fetchall()]
    return {
        name: document
        for document in documents
        for name in str(document["source_file"]).split(_JOINED)
    }


def found_by_building(disclosures: str, truth: Iterable[Mapping[str, str]]) -> dict[str, Found]:
    """Extract the documents that a truth names, build a warehouse of them and read it.

    Args:
        disclosures: Where they are, as every command takes it.
        truth: The rows; files that none of them names are left alone.
    """
    names = {row["file"] for row in truth}
    paths = in_order(path for path in named_documents(disclosures) if path.name in names)
    with tempfile.TemporaryDirectory(prefix="mingzhang-measure-") as folder:
        rows, warehouse = Path(folder, "rows"), Path(folder, "warehouse")
        take_in(paths, rows, SECONDS)
        build(rows, warehouse)
        return found_in(warehouse / DATABASE)


def summary(verdicts: Iterable[Verdict]) -> Iterator[str]:
    """The lines of the report: a row for each column, then each value that is not right."""
    verdicts = list(verdicts)
    counts: Counter[tuple[str, str]] = Counter(
        (verdict.column, verdict.outcome) for verdict in verdicts
    )
    yield "| column | printed | recognised | right | wrong | silent |"
    yield "|---|---|---|---|---|---|"
    for column in (*COLUMNS, "refused"):
        right, wrong, silent = (counts[column, told] for told in ("right", "wrong", "silent"))
        if total := right + wrong + silent:
            yield f"| {column} | {total} | {right + wrong} | {right} | {wrong} | {silent} |"
    for outcome in ("wrong", "silent"):
        told = [verdict for verdict in verdicts if verdict.outcome == outcome]
        yield f"{outcome}: {len(told)}"
        for verdict in told:
            found = f", found {verdict.found}" if verdict.found else ""
            yield f"  {verdict.file}: {verdict.column}: expected {verdict.expected}{found}"


def main() -> None:
    """Run the command."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("truth", type=Path, help="expected.csv: file, kind and columns of values")
    parser.add_argument("--disclosures", default="", help="the documents, to be built")
    parser.add_argument("--warehouse", type=Path, help="a warehouse that holds them")
    parser.add_argument("--json", default="", help="a file to write the verdicts to, a line each")
    given = parser.parse_args()
    truth = read_truth(given.truth)
    if given.disclosures:
        found = found_by_building(given.disclosures, truth)
    else:
        found = found_in(given.warehouse / DATABASE)
    verdicts = [verdict for row in truth for verdict in compared(row, found.get(row["file"]))]
    if given.json:
        lines = (json.dumps(asdict(verdict), ensure_ascii=False) for verdict in verdicts)
        Path(given.json).write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    sys.stdout.write("".join(f"{line}\n" for line in summary(verdicts)))


if __name__ == "__main__":
    main()
