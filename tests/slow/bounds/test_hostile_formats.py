"""OFD, Word 97 and web archives made to exhaust memory or time, as `test_hostile` has others."""

from pathlib import Path

from tests.slow.bounds.test_hostile import bounded
from tests.support.hostile import write
from tests.support.renderers.archives import packed
from tests.support.renderers.blocks import Box
from tests.support.renderers.doc import Made, doc_of, table_of
from tests.support.renderers.mhtml import BOUNDARY, mhtml_of
from tests.support.renderers.ofd import parts_of

STORED = 0
TEXT = (
    '<ofd:TextObject Size="4" Boundary="20 20 100 10">'
    '<ofd:TextCode X="0" Y="4" DeltaX="g 99999999 4">{}</ofd:TextCode></ofd:TextObject>'
)
PATH = (
    '<ofd:PathObject Boundary="0 0 200 200"><ofd:AbbreviatedData>{}</ofd:AbbreviatedData>'
    "</ofd:PathObject>"
)


def test_an_ofd_of_more_text_than_any_page(tmp_path: Path) -> None:
    whole = parts_of([TEXT.format("部" * 1_000) * 18_000])
    assert bounded(write(tmp_path, "a.ofd", packed(whole, STORED))) == "1"


def test_an_ofd_of_more_rules_than_any_page(tmp_path: Path) -> None:
    whole = parts_of([PATH.format("M 0 0 L 9 0 L 9 9 C " * 2_000) * 1_500])
    assert "It is a scan" in bounded(write(tmp_path, "a.ofd", packed(whole, STORED)))


def test_an_ofd_that_draws_itself(tmp_path: Path) -> None:
    used = '<ofd:CompositeObject ResourceID="8" Boundary="0 0 9 9"/>'
    unit = f'<ofd:CompositeGraphicUnit ID="8"><ofd:Content>{used * 30}</ofd:Content>'
    whole = parts_of([used], "<ofd:DocumentRes>Res.xml</ofd:DocumentRes>")
    whole["Doc_0/Res.xml"] = f'<a xmlns:ofd="o">{unit}</ofd:CompositeGraphicUnit></a>'
    assert "text that can be read" in bounded(write(tmp_path, "a.ofd", packed(whole)))


def test_an_ofd_of_more_pages_than_any(tmp_path: Path) -> None:
    whole = parts_of([TEXT.format("一")] * 2_001)
    assert "more than 2000 pages" in bounded(write(tmp_path, "a.ofd", packed(whole)))


def test_a_word_file_of_fields_in_fields(tmp_path: Path) -> None:
    data = doc_of([Made("\x13" * 100_000 + "\x15" * 100_000 + "\r")] * 5)
    assert "no text" in bounded(write(tmp_path, "a.doc", data))


def test_a_word_file_of_wide_rows(tmp_path: Path) -> None:
    row = [(Box(0, n, "1"), 0) for n in range(60)]
    assert bounded(write(tmp_path, "a.doc", doc_of(list(table_of([row] * 900))))) == "900"


def test_an_archive_of_archives(tmp_path: Path) -> None:
    head = mhtml_of({}).partition(b"\r\n\r\n")[0] + b"\r\n\r\n"
    part = f"--{BOUNDARY}\r\nContent-Type: multipart/related; boundary={BOUNDARY}\r\n\r\n"
    path = write(tmp_path, "a.mht", head + part.encode() * 4_000)
    assert "holds no page" in bounded(path)


def test_an_archive_of_too_many_parts(tmp_path: Path) -> None:
    head = mhtml_of({}).partition(b"\r\n\r\n")[0] + b"\r\n\r\n"
    path = write(tmp_path, "a.mht", head + f"--{BOUNDARY}\r\n\r\n".encode() * 5_001)
    assert "more than 5000 parts" in bounded(path)
