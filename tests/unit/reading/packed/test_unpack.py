"""Archives of files: what comes out of them, and what is said of one that is not unpacked."""

import io
import stat
import tarfile
import zipfile
from pathlib import Path

import pytest

from ingest.base.errors import UnreadableDocumentError
from ingest.intake.unpacked import unpacked
from ingest.reading.packed import bounds, formats, unpack
from ingest.reading.packed.kinds import archive_kind
from ingest.reading.source import source_name
from tests.support.hostile import write
from tests.support.needs import program
from tests.support.renderers.archives import packed
from tests.support.renderers.docx import docx_of, paragraph
from tests.support.renderers.packed import (
    ARCHIVES,
    rared,
    seven_zipped,
    tarred,
    zipped,
    zipped_in_gbk,
)

FILES = {
    "决算公开/附件1.txt": "单位概况".encode() * 50,
    "决算公开/表/附件2.txt": "支出总表".encode() * 50,
}


def found(path: Path) -> tuple[dict[str, bytes], list[str]]:
    """The files out of an archive by what they are called, and what is refused."""
    with unpacked([path]) as (files, refused):
        return {source_name(file): file.read_bytes() for file in files}, [str(e) for e in refused]


@pytest.mark.parametrize("kind", ARCHIVES)
def test_members_come_out_under_the_name_of_their_archive(kind: str, tmp_path: Path) -> None:
    files, refused = found(write(tmp_path, f"a.{kind}", ARCHIVES[kind](FILES)))
    assert files == {f"a.{kind}/{name}": data for name, data in FILES.items()}
    assert refused == []


@program(formats.PROGRAM)
def test_rar_is_opened_by_a_program(tmp_path: Path) -> None:
    files, refused = found(write(tmp_path, "a.rar", rared(FILES)))
    assert files == {f"a.rar/{name}": data for name, data in FILES.items()}
    assert refused == []


def test_rar_without_the_program_says_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    files, refused = found(write(tmp_path, "a.rar", rared(FILES)))
    assert (files, len(refused)) == ({}, 1)
    assert "It is a rar archive, which bsdtar opens, and that is not installed" in refused[0]


def test_names_in_gbk_are_read(tmp_path: Path) -> None:
    files, _ = found(write(tmp_path, "a.zip", zipped_in_gbk(FILES)))
    assert set(files) == {f"a.zip/{name}" for name in FILES}


def test_what_is_stored_as_it_is(tmp_path: Path) -> None:
    word = docx_of(paragraph("一"))
    for name, data in (
        ("a.zip", zipped({"a.docx": word}, zipfile.ZIP_STORED)),
        ("a.7z", seven_zipped({"a.docx": word}, is_packed=False)),
    ):
        path = write(tmp_path, name, data)
        assert archive_kind(path) is not None
        assert found(path) == ({f"{name}/a.docx": word}, [])


def test_documents_are_no_archives(tmp_path: Path) -> None:
    assert archive_kind(write(tmp_path, "a.docx", docx_of(paragraph("一")))) is None
    assert archive_kind(write(tmp_path, "a", packed({"xl/workbook.xml": "<a/>"}))) is None
    assert archive_kind(write(tmp_path, "a.txt", zipped({"a": b"1"}))) is None


def test_an_archive_in_an_archive_is_opened_once(tmp_path: Path) -> None:
    inner = zipped({"内.txt": b"1", "最内.zip": zipped({"a.txt": b"2"})})
    files, refused = found(write(tmp_path, "a.zip", tarred({"b.zip": inner, "c.txt": b"3"})))
    assert set(files) == {"a.zip/b.zip/内.txt", "a.zip/b.zip/最内.zip", "a.zip/c.txt"}
    assert refused == []


def test_an_archive_in_an_archive_that_is_cut(tmp_path: Path) -> None:
    inner = zipped({"内.txt": b"1" * 9_000}, zipfile.ZIP_STORED)
    files, refused = found(
        write(tmp_path, "a.zip", zipped({"b.zip": inner[:4_000], "c.txt": b"3"}))
    )
    assert set(files) == {"a.zip/c.txt"}
    assert refused[0].startswith("a.zip/b.zip: The archive is damaged or truncated")


@pytest.mark.parametrize(
    "name", ["../b.txt", "/etc/b.txt", "C:\\b.txt", "..\\b.txt", "a/../../b.txt", "a/..\\b.txt"]
)
def test_names_that_lead_out_are_refused(name: str, tmp_path: Path) -> None:
    for kind in ("zip", "tar", "7z"):
        files, refused = found(
            write(tmp_path, f"a.{kind}", ARCHIVES[kind]({"c.txt": b"1", name: b"2"}))
        )
        assert set(files) == {f"a.{kind}/c.txt"}
        assert "Its name leads out of its archive" in refused[0]
    assert [path.name for path in tmp_path.rglob("b.txt")] == []


def test_links_and_devices_are_refused(tmp_path: Path) -> None:
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w") as archive:
        for name, kind in (("a", tarfile.SYMTYPE), ("b", tarfile.LNKTYPE), ("c", tarfile.CHRTYPE)):
            info = tarfile.TarInfo(name)
            info.type, info.linkname = kind, "/etc/hostname"
            archive.addfile(info)
    files, refused = found(write(tmp_path, "a.tar", buffer.getvalue()))
    assert (files, len(refused)) == ({}, 3)
    link = zipfile.ZipInfo("a")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as zip_archive:
        zip_archive.writestr(link, "/etc/hostname")
    files, refused = found(write(tmp_path, "b.zip", buffer.getvalue()))
    assert files == {}
    assert "It is a link or a device in its archive" in refused[0]


def test_bombs_are_refused(tmp_path: Path) -> None:
    bomb = {"a.txt": b"\0" * (40 * 1024 * 1024)}
    for kind in ("zip", "tar.xz", "7z"):
        files, refused = found(write(tmp_path, f"a.{kind}", ARCHIVES[kind](bomb)))
        assert files == {}
        assert "a bomb" in refused[0]
    nested = zipped({"b.zip": zipped(bomb)}, zipfile.ZIP_STORED)
    assert "a bomb" in found(write(tmp_path, "c.zip", nested))[1][0]


def test_too_many_members(tmp_path: Path) -> None:
    many = {f"{number}.txt": b"1" for number in range(bounds.MAX_MEMBERS + 1)}
    for kind in ("zip", "tar", "7z"):
        files, refused = found(write(tmp_path, f"a.{kind}", ARCHIVES[kind](many)))
        assert files == {}
        assert "more than 5000 members" in refused[0]


@pytest.mark.parametrize("kind", ARCHIVES)
@pytest.mark.parametrize("share", [0.1, 0.5, 0.9])
def test_truncated_archives(kind: str, share: float, tmp_path: Path) -> None:
    whole = ARCHIVES[kind]({"a.txt": bytes(range(256)) * 400, "b.txt": bytes(range(256)) * 400})
    files, refused = found(write(tmp_path, f"a.{kind}", whole[: int(len(whole) * share)]))
    assert files == {}
    assert "truncated" in refused[0] or "damaged" in refused[0]


def test_encrypted_archives(tmp_path: Path) -> None:
    data = bytearray(zipped(FILES))
    for magic, flags in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        at = data.find(magic)
        while at >= 0:
            data[at + flags] |= 1
            at = data.find(magic, at + 1)
    assert "a.zip: The archive is encrypted" in found(write(tmp_path, "a.zip", bytes(data)))[1][0]
    locked = seven_zipped(FILES, coders=b"\x01\x24\x06\xf1\x07\x01\x01\0")
    assert "a.7z: The archive is encrypted" in found(write(tmp_path, "a.7z", locked))[1][0]


def test_a_damaged_member_leaves_the_others(tmp_path: Path) -> None:
    data = bytearray(zipped({"a.txt": b"1" * 500, "b.txt": b"2"}, zipfile.ZIP_STORED))
    data[data.index(b"1" * 500)] = 0
    files, refused = found(write(tmp_path, "a.zip", bytes(data)))
    assert set(files) == {"a.zip/b.txt"}
    assert refused[0].startswith("a.zip/a.txt: It is damaged in its archive")


def test_an_archive_of_nothing(tmp_path: Path) -> None:
    assert "holds no document" in found(write(tmp_path, "a.zip", zipped({".hidden": b"1"})))[1][0]


def test_an_archive_larger_than_any(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unpack, "MAX_ARCHIVE", 10)
    with pytest.raises(UnreadableDocumentError, match="larger than 10 bytes"):
        unpack.unpack(write(tmp_path, "a.zip", zipped(FILES)), tmp_path / "out")


def test_a_name_longer_than_file_systems_take(tmp_path: Path) -> None:
    files, refused = found(write(tmp_path, "a.zip", zipped({"部" * 300 + ".txt": b"1"})))
    (name,) = files
    assert (name.endswith("部.txt"), refused) == (True, [])


def test_a_member_without_a_name_is_passed_over(tmp_path: Path) -> None:
    for kind in ("zip", "tar", "7z"):
        path = write(tmp_path, f"a.{kind}", ARCHIVES[kind]({"": b"1", "b.txt": b"2"}))
        assert found(path) == ({f"a.{kind}/b.txt": b"2"}, [])


def test_a_gzip_whose_head_is_cut(tmp_path: Path) -> None:
    # It says that an extra field follows, and ends.
    path = write(tmp_path, "a.tar.gz", b"\x1f\x8b\x08\x04" + b"\0" * 6)
    assert "a.tar.gz: The archive is damaged or truncated" in found(path)[1][0]
