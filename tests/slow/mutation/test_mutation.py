"""How much of what can go wrong in reading the checks find: one error each in many copies.

Every mutant is a document of its own beside the real ones in one database, and one run of the
models of checks judges them all. MUTANTS is the number for each document; `make test-mutation`
takes 200. Counted are errors in figures that take part in a check, and rows whose exchange alters
a sum. An error is found if a check differs that did not. What cannot be found is counted apart,
by arithmetic that does not use the models (tolerances.py):
  within   the new figure is inside the tolerance of every check that it takes part in: the last
           digit of a part, an amount that its printed rate still rounds to
  spare    a row without which nothing is contradicted: one that repeats a total, or the only line
           under another
  repair   the change undoes a slip of the source itself
"""

import os
import shutil
import subprocess
import sys
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pytest

from ingest.base.settings import PROJECT
from ingest.rows.derived import with_derived
from ingest.warehouse.steps import CATALOG, STEPS
from tests.support import builds
from tests.support.mutants import Mutant, documents, mutate
from tests.support.tolerances import Tolerances, tolerances

_SHARES = {
    "digit of an amount": 0.4,
    "digit of a statement": 0.2,
    "ten thousand times": 0.15,
    "dropped row": 0.1,
    "swapped rows": 0.15,
}
_FOUND = 0.95
_CANNOT_BE_FOUND = ("within", "spare", "repair")
_STATES = ("found", "missed", *_CANNOT_BE_FOUND)
_RECORDS = ("documents", "tables", "amounts", "formulas", "statements", "indicators")
Judged = list[tuple[str, Mutant, str]]


def _counts() -> dict[str, int]:
    mutants = int(os.environ.get("MUTANTS", "40"))
    return {kind: round(share * mutants) for kind, share in _SHARES.items()}


@pytest.fixture(scope="module")
def judged(warehouse: Path, tmp_path_factory: pytest.TempPathFactory) -> Judged:
    """Every mutant with what became of it: found, missed, or what cannot be found and why."""
    folder = tmp_path_factory.mktemp("mutants")
    database = folder / "mingzhang.duckdb"
    shutil.copy(warehouse / "mingzhang.duckdb", database)
    with builds.opened(warehouse) as connection:
        mutants = [
            (document.document_id, mutant)
            for document in documents(connection)
            for mutant in mutate(document, _counts(), seed=20_230_131)
        ]
        before = tolerances(connection)
    with duckdb.connect(str(database)) as connection:
        _load(connection, mutants)
    _run_checks(database, folder)
    with duckdb.connect(str(database), read_only=True) as connection:
        connection.execute(f"attach '{folder / STEPS}' as {CATALOG} (read_only)")
        outcomes = _outcomes(connection)
    return [
        (document_id, mutant, _state(mutant, outcomes[number], before))
        for number, (document_id, mutant) in enumerate(mutants)
    ]


def _state(mutant: Mutant, outcome: str, before: Tolerances) -> str:
    if not mutant.is_checked or outcome != "missed":
        return outcome if mutant.is_checked else "not checked"
    if mutant.figure and before.hide(*mutant.figure):
        return "within"
    if mutant.absent and before.hide_absence(mutant.absent):
        return "spare"
    return "missed"


def _load(connection: duckdb.DuckDBPyConnection, mutants: list[tuple[str, Mutant]]) -> None:
    """Put a copy of its document's rows for each mutant into raw, with its change."""
    changes: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for number, (document_id, mutant) in enumerate(mutants):
        mutant_id = f"{document_id}~{number:06}"
        changes["mutants"].append({"mutant_id": mutant_id, "base_id": document_id})
        for (table, row, column), text in mutant.cells.items():
            place = {"table_index": table, "row_no": row, "column_no": column}
            value = _derived(printed_text=text)["value_text"]
            changes["cells"].append({"mutant_id": mutant_id, **place, "text": text, "value": value})
        for statement, text in mutant.statements.items():
            changes["said"].append(
                {"mutant_id": mutant_id, "statement_no": statement, "text": text}
            )
        for (table, row, side), (code, label, kind, depth, line_code) in mutant.rows.items():
            placed: dict[str, Any] = {"table_index": table, "row_no": row, "side": side or ""}
            name = _derived(code_printed=code, label_printed=label)
            name |= {"kind": kind, "depth": depth, "line_code": line_code}
            changes["names"].append({"mutant_id": mutant_id, **placed, **name})
        if mutant.dropped:
            table, row, side = mutant.dropped
            dropped: dict[str, Any] = {"table_index": table, "row_no": row, "side": side or ""}
            changes["drops"].append({"mutant_id": mutant_id, **dropped})
    for change, rows in changes.items():
        connection.register(f"changed_{change}", pa.Table.from_pylist(rows))
    for record in _RECORDS:
        connection.execute(_COPIES.get(record, _COPY).format(record=record))


def _derived(**printed: str | None) -> dict[str, Any]:
    """Printed texts of a row of amounts, with what follows from them."""
    return dict(with_derived("amounts", [printed])[0])


_COPY = """
    insert into raw.{record} by name
    select rows.* replace (mutants.mutant_id as document_id)
    from raw.{record} as rows
    inner join changed_mutants as mutants on rows.document_id = mutants.base_id
"""
_COPIES = {
    "statements": """
        insert into raw.statements by name
        select rows.* replace (
            mutants.mutant_id as document_id, coalesce(said.text, rows.value_text) as value_text
        )
        from raw.statements as rows
        inner join changed_mutants as mutants on rows.document_id = mutants.base_id
        left join changed_said as said using (mutant_id, statement_no)
    """,
    "amounts": """
        insert into raw.amounts by name
        select rows.* replace (
            mutants.mutant_id as document_id,
            coalesce(cells.text, rows.printed_text) as printed_text,
            case when cells.text is null then rows.value_text else cells.value end as value_text,
            case when names.kind is null then rows.code_printed else names.code_printed end
                as code_printed,
            case when names.kind is null then rows.code_folded else names.code_folded end
                as code_folded,
            case when names.kind is null then rows.label_printed else names.label_printed end
                as label_printed,
            case when names.kind is null then rows.label_folded else names.label_folded end
                as label_folded,
            case when names.kind is null then rows.label_key else names.label_key end as label_key,
            case when names.kind is null then rows.line_code else names.line_code end as line_code,
            coalesce(names.kind, rows.row_kind) as row_kind,
            case when names.kind is null then rows.row_depth else names.depth end as row_depth
        )
        from raw.amounts as rows
        inner join changed_mutants as mutants on rows.document_id = mutants.base_id
        left join changed_cells as cells using (mutant_id, table_index, row_no, column_no)
        left join changed_names as names
            on mutants.mutant_id = names.mutant_id and rows.table_index = names.table_index
            and rows.row_no = names.row_no and coalesce(rows.side, '') = names.side
        left join changed_drops as drops
            on mutants.mutant_id = drops.mutant_id and rows.table_index = drops.table_index
            and rows.row_no = drops.row_no and coalesce(rows.side, '') = drops.side
        where drops.mutant_id is null
    """,
}


def _run_checks(database: Path, folder: Path) -> None:
    arguments = [
        *(sys.executable, "-m", "dbt.cli.main", "--quiet", "run", "--select", "+int_checks__all"),
        *("--project-dir", str(PROJECT), "--profiles-dir", str(PROJECT)),
        *("--target-path", str(folder / "target"), "--log-path", str(folder / "logs")),
    ]
    environment = os.environ | {"MINGZHANG_DATABASE": str(database)}
    run = subprocess.run(arguments, env=environment, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout


def _outcomes(connection: duckdb.DuckDBPyConnection) -> list[str]:
    """Whether a mutant has a difference that its document has not, in the order of the mutants."""
    place = "rule_id, table_index, phase, code, label, measure, line"
    values = "printed_value, expected_value, printed_text, expected_text"
    return [
        "found" if differs else "repair" if repairs else "missed"
        for differs, repairs in connection.execute(
            f"""
            with checks as (
                select
                    string_split(document_id, '~')[1] as base_id, document_id, status,
                    md5(concat_ws('|', {place})) as place, md5(concat_ws('|', {values})) as value
                from steps.intermediate.int_checks__all
                -- A mutant is another filing of its document: that it is told so says nothing.
                where status <> 'not_checkable' and check_class <> 'revision'
            ),
            faults as (
                select * from checks where document_id = base_id and status = 'differs'
            )
            select
                count(case when checks.status = 'differs' and same.place is null then 1 end) > 0,
                count(case when checks.status <> 'differs' and same.place is not null then 1 end)
                > 0
            from raw.documents as documents
            left join checks on documents.document_id = checks.document_id
            left join faults as same
                on checks.base_id = same.base_id
                and checks.place = same.place
                and (checks.value = same.value or checks.status <> 'differs')
            where documents.document_id like '%~%'
            group by documents.document_id
            order by string_split(documents.document_id, '~')[2]
            """
        ).fetchall()
    ]


def test_what_stands_under_an_identity_is_found(
    judged: Judged, capsys: pytest.CaptureFixture[str]
) -> None:
    """At least 95 in 100 of the errors in checked figures, and nearly all that can be found."""
    counts: Counter[tuple[str, str]] = Counter()
    for document_id, mutant, state in judged:
        for group in (f"{document_id} {mutant.kind}", document_id, "all"):
            counts[group, state] += 1
    lines = ["", "errors made in checked figures, and what became of them:"]
    for group in sorted({group for group, _ in counts}, key=lambda group: (group == "all", group)):
        told = ", ".join(f"{counts[group, state]} {state}" for state in _STATES)
        checked = sum(counts[group, state] for state in _STATES)
        can_be = checked - sum(counts[group, state] for state in _CANNOT_BE_FOUND)
        lines.append(
            f"  {group}: {checked}, of these {told}; {counts[group, 'found'] / max(checked, 1):.1%}"
            f" of all, {counts[group, 'found'] / max(can_be, 1):.1%} of what can be found"
            f" ({counts[group, 'not checked']} more in unchecked figures)"
        )
    with capsys.disabled():
        sys.stdout.write("\n".join(lines) + "\n")
    missed = [(name, m.kind, m.said) for name, m, state in judged if state == "missed"]
    checked = sum(counts["all", state] for state in _STATES)
    found = counts["all", "found"]
    assert checked > len(judged) / 2
    assert len(missed) <= 0.01 * checked, missed
    assert found >= _FOUND * (checked - counts["all", "repair"])
