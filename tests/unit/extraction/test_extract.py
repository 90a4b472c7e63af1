"""From documents to extracted rows: one by one, whatever happens to the others."""

from pathlib import Path

import pytest

from ingest.base.errors import NoDisclosureError, UnknownUnitError, UnreadableDocumentError
from ingest.extraction.extract import Extraction, extract, extract_documents
from ingest.vocabulary.unit_names import stable_unit_id
from tests.support.table_text import BUDGET, WAN, document

ROWS = (
    "科目编码\t科目名称\t合计\t基本支出\n\t合计\t2.00\t2.00\n208\t社会保障和就业支出\t2.00\t2.00\n"
)
GOOD = f"{BUDGET}部门支出总表\n{WAN}{ROWS}"
UNIT = stable_unit_id("甘泉县民政局")


def write(folder: Path, name: str, text: str, encoding: str = "utf-8") -> Path:
    path = folder / name
    path.write_bytes(text.encode(encoding))
    return path


def by_name(results: list[Extraction]) -> dict[str, Extraction]:
    return {result.path.name: result for result in results}


def test_an_error_is_told_with_its_document_and_ends_no_other(tmp_path: Path) -> None:
    paths = [
        write(tmp_path, "a-links.txt", "甘泉县民政局2024年部门预算"),
        write(tmp_path, "b-nobody.txt", "2024年部门预算"),
        write(tmp_path, "c-empty.txt", ""),
        tmp_path / "d-missing.txt",
        write(tmp_path, "e-good.txt", GOOD),
    ]
    results = by_name(list(extract_documents(paths)))
    errors = {name: type(result.error) for name, result in results.items()}
    assert errors == {
        "a-links.txt": NoDisclosureError,
        "b-nobody.txt": UnknownUnitError,
        "c-empty.txt": UnreadableDocumentError,
        "d-missing.txt": UnreadableDocumentError,
        "e-good.txt": type(None),
    }
    assert results["e-good.txt"].document_id == f"{UNIT}-2024-budget"
    assert str(results["a-links.txt"].error).startswith("a-links.txt: ")
    assert all(result.rows is None for result in results.values() if result.error)


def test_a_manifest_beside_a_document_overrules_it(tmp_path: Path) -> None:
    path = write(tmp_path, "made.txt", GOOD)
    write(
        tmp_path,
        "manifest.csv",
        "source_file,unit_id,fiscal_year,stage\nmade.txt,some-unit,2021,final\n",
    )
    (result,) = extract_documents([path])
    assert result.document_id == "some-unit-2021-final"
    assert result.rows is not None
    assert {row["phase"] for row in result.rows["amounts"]} == {"final"}


def test_a_broken_manifest_is_an_error_of_its_documents(tmp_path: Path) -> None:
    path = write(tmp_path, "made.txt", GOOD)
    write(tmp_path, "manifest.csv", "source_file\nmade.txt\n")
    (result,) = extract_documents([path])
    assert result.error is not None
    assert result.error.place.file == "manifest.csv"


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_encoding_and_line_ends_change_no_row(tmp_path: Path, encoding: str, end: str) -> None:
    plain = write(tmp_path, "plain.txt", GOOD)
    other = write(tmp_path, "other.txt", GOOD.replace("\n", end), encoding)
    first, second = (result.rows for result in extract_documents([plain, other]))
    assert first is not None
    assert second is not None
    for record in ("tables", "amounts"):
        assert first[record] == second[record]


def test_pipe_tables_give_the_rows_of_tabbed_ones(tmp_path: Path) -> None:
    rows = ["| " + " | ".join(line.split("\t")) + " |" for line in ROWS.splitlines()]
    rows.insert(1, "|---|---|---|---|")
    piped = write(tmp_path, "piped.md", f"{BUDGET}部门支出总表\n{WAN}\n" + "\n".join(rows))
    tabbed = write(tmp_path, "tabbed.txt", GOOD)
    first, second = (result.rows for result in extract_documents([piped, tabbed]))
    assert first is not None
    assert second is not None
    columns = ("row_no", "column_no", "code_printed", "measure", "printed_text", "placement")
    kept = [[tuple(row[c] for c in columns) for row in r["amounts"]] for r in (first, second)]
    assert kept[0] == kept[1]
    assert len(kept[0]) == 4


def test_the_row_of_a_document_says_what_it_is() -> None:
    (row,) = extract(document(GOOD))["documents"]
    said = {
        "document_id": f"{UNIT}-2024-budget",
        "unit_name_printed": "甘泉县民政局",
        "title": "甘泉县民政局2024年部门预算",
        "edition": 1,
        "layout": "tabbed",
        "money_unit": "万元",
    }
    assert said.items() <= row.items()


def test_a_document_of_no_table_is_a_document() -> None:
    rows = extract(document("甘泉县民政局2024年部门预算"))
    assert (len(rows["documents"]), rows["tables"], rows["amounts"]) == (1, [], [])


def test_tables_count_their_rows_and_amounts() -> None:
    (row,) = extract(document(GOOD))["tables"]
    assert (row["row_count"], row["amount_count"], row["status"]) == (2, 4, "present")


def test_purchases_nest_as_their_sums_prove() -> None:
    text = f"{BUDGET}政府采购支出表\n{WAN}项目名称\t合计\t一般公共预算\n" + "".join(
        f"{label}\t{amount}\t{amount}\n"
        for label, amount in (
            ("甘泉县民政局", "5.0"),
            ("办公设备购置", "3.0"),
            ("台式计算机", "3.0"),
            ("物业服务", "2.0"),
            ("保洁", "1.5"),
            ("保安", "0.5"),
        )
    )
    depths = [row["row_depth"] for row in extract(document(text))["amounts"]]
    assert depths[::2] == [0, 1, 2, 1, 2, 2]
