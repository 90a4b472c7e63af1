"""Filings that come in archives: added as files are, under the name of their archive."""

from pathlib import Path

import pytest

from ingest.base.csv_text import read_rows
from ingest.intake.paths import in_order
from ingest.intake.take import take_in
from ingest.reading.document import read_document
from ingest.rows.quarantine import QUARANTINE
from tests.support.hostile import write
from tests.support.renderers.docx import docx
from tests.support.renderers.packed import ARCHIVES, zipped
from tests.support.renderers.xlsx import xlsx
from tests.support.roundtrip import MADE

OTHER = MADE.replace("甘泉县民政局", "甘泉县教育局")


def documents(rows: Path) -> dict[str, dict[str, str]]:
    files = (rows / "documents").glob("*.csv")
    return {row["unit_name_printed"]: row for path in files for row in read_rows(path)}


@pytest.mark.parametrize("kind", ["zip", "tar.gz", "7z"])
def test_an_archive_of_two_units_is_two_filings(kind: str, tmp_path: Path) -> None:
    files = {"民政/预算.docx": docx(MADE), "教育/预算.xlsx": xlsx(OTHER), "教育/b.pdf": b"%PDF-1.7"}
    archive = write(tmp_path, f"公开.{kind}", ARCHIVES[kind](files))
    intake = take_in([archive], tmp_path / "rows")
    assert [taken.outcome for taken in intake.taken] == ["added", "added"]
    assert intake.files == 3
    found = documents(tmp_path / "rows")
    assert {name: row["source_file"] for name, row in found.items()} == {
        "甘泉县民政局": f"公开.{kind}/民政/预算.docx",
        "甘泉县教育局": f"公开.{kind}/教育/预算.xlsx",
    }
    path = write(tmp_path, "b.docx", docx(MADE))
    assert found["甘泉县民政局"]["sha256"] == read_document(path).sha256
    (told,) = read_rows(tmp_path / "rows" / QUARANTINE)
    assert told["source_file"] == f"公开.{kind}/教育/b.pdf"
    # The same files again, out of an archive or not, are what they were.
    again = take_in([archive, path], tmp_path / "rows")
    assert {taken.outcome for taken in again.taken} <= {"unchanged", "repeated", "refreshed"}


def test_what_was_listed_of_an_archive_goes_with_it(tmp_path: Path) -> None:
    archive = write(tmp_path, "a.zip", zipped({"b.pdf": b"%PDF-1.7", "c.doc": b"\0"}))
    take_in([archive], tmp_path / "rows")
    assert len(list(read_rows(tmp_path / "rows" / QUARANTINE))) == 2
    take_in([write(tmp_path, "a.zip", zipped({"d.docx": docx(MADE)}))], tmp_path / "rows")
    assert not (tmp_path / "rows" / QUARANTINE).exists()


def test_a_manifest_beside_an_archive_speaks_of_its_files(tmp_path: Path) -> None:
    archive = write(tmp_path, "a.zip", zipped({"b.docx": docx(MADE)}))
    said = "source_file,unit_id,fiscal_year,stage,source_url\na.zip,,,,https://example.org/a.zip\n"
    write(tmp_path, "manifest.csv", said.encode())
    take_in([archive], tmp_path / "rows")
    assert [row["source_url"] for row in documents(tmp_path / "rows").values()] == [
        "https://example.org/a.zip"
    ]


def test_files_of_archives_stand_where_their_archive_does(tmp_path: Path) -> None:
    top = tmp_path / "0.mingzhang-unpacked"
    paths = [
        tmp_path / "b.txt",
        top / "a-10.zip/1.txt",
        top / "a-9.zip/10.txt",
        top / "a-9.zip/9.txt",
    ]
    for path in paths:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("一")
    assert [path.relative_to(tmp_path).as_posix() for path in in_order(paths)] == [
        "0.mingzhang-unpacked/a-9.zip/9.txt",
        "0.mingzhang-unpacked/a-9.zip/10.txt",
        "0.mingzhang-unpacked/a-10.zip/1.txt",
        "b.txt",
    ]
