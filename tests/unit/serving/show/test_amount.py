"""Which file an amount is shown from: the one that was read, and no other of its name."""

import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from ingest.base.checksums import file_sha256
from ingest.base.errors import ShowError
from ingest.intake.unpacked import unpacked
from ingest.reading.model import PARTS_JOINED
from ingest.rows.parts import hash_of_parts
from ingest.serving.show.amount import Shown, find_amount, find_files

SHOWN = Shown("a" * 32, "u-2024-budget", "made.txt", "", 1, 1, 1, None, "12.50", "printed")


def made(path: Path, text: str) -> Path:
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_of_files_of_one_name_the_one_that_was_read_is_taken(tmp_path: Path) -> None:
    other, own = (
        made(tmp_path / "a" / "made.txt", "other"),
        made(tmp_path / "b" / "made.txt", "own"),
    )
    shown = replace(SHOWN, sha256=file_sha256(own))
    assert find_files(shown, [other, own]) == [own]


def test_the_files_of_one_disclosure_are_held_together(tmp_path: Path) -> None:
    parts = [made(tmp_path / f"{n}.txt", f"part {n}") for n in (1, 2)]
    whole = hash_of_parts([file_sha256(path) for path in parts])
    shown = replace(SHOWN, source_file=PARTS_JOINED.join(["1.txt", "2.txt"]), sha256=whole)
    assert find_files(shown, parts) == parts


def test_a_file_that_is_gone_or_another_by_now_is_told(tmp_path: Path) -> None:
    with pytest.raises(ShowError, match="not among the documents"):
        find_files(SHOWN, [])
    with pytest.raises(ShowError, match="not the one that was read"):
        find_files(SHOWN, [made(tmp_path / "made.txt", "other")])


@pytest.mark.parametrize("text", ["", "x", "'; drop table x", "abc"])
def test_what_is_no_id_is_told(tmp_path: Path, text: str) -> None:
    with pytest.raises(ShowError, match="no amount_id"):
        find_amount(tmp_path, text)


def test_a_file_out_of_an_archive_is_found_in_it(tmp_path: Path) -> None:
    archive = tmp_path / "公开.zip"
    with zipfile.ZipFile(archive, "w") as file:
        file.writestr("附件/made.txt", "own")
    with unpacked([archive]) as (files, refused):
        assert refused == []
        shown = replace(SHOWN, source_file="公开.zip/附件/made.txt", sha256=file_sha256(files[0]))
        assert find_files(shown, files) == files
