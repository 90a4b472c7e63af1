"""Web archives, and pages with their frames beside them."""

from pathlib import Path

import pytest

from ingest.intake.paths import list_documents
from ingest.reading.document import read_document
from tests.support.hostile import refusal, write
from tests.support.renderers.html import html_of
from tests.support.renderers.mhtml import BOUNDARY, mhtml_of

TABLE = "<table><tr><td>项目</td><td>金额</td></tr><tr><td>支出</td><td>{}</td></tr></table>"
FRAMES = (
    '<html><head><link id="shLink" href="a.files/sheet001.htm">'
    '<link id=shLink href="a.files/sheet002.htm"></head><frameset>'
    '<frame src="a.files/sheet001.htm" name="frSheet"><frame src="a.files/tabstrip.htm">'
    '<frame src="http://a.invalid/x.htm"></frameset></html>'
)


def sheet(amount: str) -> bytes:
    return html_of(TABLE.format(amount))


def found(path: Path) -> list[tuple[int, str]]:
    return [(line.page, line.text) for line in read_document(path).lines]


@pytest.mark.parametrize("is_base64", [True, False])
def test_frames_are_read_in_the_order_of_the_page(is_base64: bool, tmp_path: Path) -> None:  # noqa: FBT001
    where = "file:///C:/x/"
    pages = {
        f"{where}a.htm": FRAMES.encode(),
        f"{where}a.files/tabstrip.htm": html_of("<p>Sheet1</p>"),
        f"{where}a.files/sheet002.htm": sheet("2.00"),
        f"{where}a.files/sheet001.htm": sheet("1.00"),
        f"{where}a.files/other.htm": sheet("9.00"),
    }
    path = write(tmp_path, "a.mht", mhtml_of(pages, is_base64=is_base64))
    assert found(path) == [
        (2, "项目\t金额"),
        (2, "支出\t1.00"),
        (3, "项目\t金额"),
        (3, "支出\t2.00"),
    ]


def test_an_archive_within_an_archive(tmp_path: Path) -> None:
    inner = mhtml_of({"a.htm": sheet("1.00")}).replace(BOUNDARY.encode(), b"inner")
    outer = mhtml_of({}).replace(b"Content-Type: image/png", inner[inner.index(b"Content-Type") :])
    path = write(tmp_path, "a.mht", outer)
    assert found(path)[-1] == (1, "支出\t1.00")


def test_a_frame_under_no_address(tmp_path: Path) -> None:
    frames = html_of("<p>1.00</p><iframe src='http://[a/b.htm'></iframe>")
    path = write(tmp_path, "a.mht", mhtml_of({"http://[x": frames, "b.htm": sheet("2.00")}))
    assert found(path) == [(1, "1.00")]


def test_what_is_no_archive_says_so(tmp_path: Path) -> None:
    whole = mhtml_of({"a.htm": sheet("1.00")}, is_base64=True)
    assert "holds no page" in refusal(write(tmp_path, "a.mht", whole[:200]))
    assert "holds no page" in refusal(write(tmp_path, "b.mht", mhtml_of({})))


@pytest.mark.parametrize("ending", ["htm", "html", "xls"])
def test_frames_beside_a_page(ending: str, tmp_path: Path) -> None:
    path = write(tmp_path, f"a.{ending}", FRAMES.encode())
    (tmp_path / "a.files").mkdir()
    write(tmp_path / "a.files", "sheet001.htm", sheet("1.00"))
    write(tmp_path / "a.files", "sheet002.htm", sheet("2.00"))
    write(tmp_path / "a.files", "tabstrip.htm", html_of("<p>Sheet1</p>"))
    assert [text for page, text in found(path) if page > 1] == [
        *("项目\t金额", "支出\t1.00", "项目\t金额", "支出\t2.00")
    ]
    # What was saved with a page is no document of its own.
    assert list_documents(tmp_path) == [path]


@pytest.mark.parametrize(
    "name",
    [
        *("../b.htm", "a.files/../../b.htm", "/etc/hostname", "b.files/b.htm"),
        *("a.files/link.htm", "a.files/b.txt", "file:///etc/hostname", "a.files/%2e%2e/b.htm"),
    ],
)
def test_frames_elsewhere_are_not_opened(name: str, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    for made in (folder, folder / "a.files", folder / "b.files"):
        made.mkdir()
    for place in (tmp_path / "b.htm", folder / "b.htm", folder / "b.files/b.htm",
                  folder / "a.files/b.txt"):  # fmt: skip
        place.write_bytes(sheet("1.00"))
    (folder / "a.files/link.htm").symlink_to(tmp_path / "b.htm")
    page = html_of(f"<p>一</p><iframe src='{name}'></iframe>")
    assert [text for _, text in found(write(folder, "a.htm", page))] == ["一"]
