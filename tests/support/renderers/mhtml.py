"""A disclosure as a web archive (MHTML, RFC 2557): a page of frames, and the page that it shows."""

import base64
import quopri

from tests.support.renderers.html import html

BOUNDARY = "----=_NextPart_01DA"


def mhtml(text: str) -> bytes:
    sheet = html(text)
    frames = b'<html><frameset rows="*"><frame src="a.files/sheet001.htm"></frameset></html>'
    return mhtml_of({"file:///C:/x/a.htm": frames, "file:///C:/x/a.files/sheet001.htm": sheet})


def mhtml_of(pages: dict[str, bytes], *, is_base64: bool = False) -> bytes:
    """An archive of pages by their locations, with a picture behind them."""
    head = (
        "From: <Saved by a program>\r\nSubject: a\r\nMIME-Version: 1.0\r\n"
        f'Content-Type: multipart/related;\r\n\tboundary="{BOUNDARY}"\r\n\r\n'
    )
    parts = [_part(name, data, is_base64=is_base64) for name, data in pages.items()]
    picture = b"Content-Type: image/png\r\n\r\n\x89PNG\r\n"
    mark = f"--{BOUNDARY}".encode()
    body = b"".join(mark + b"\r\n" + part + b"\r\n" for part in (*parts, picture))
    return head.encode() + body + mark + b"--\r\n"


def _part(location: str, data: bytes, *, is_base64: bool) -> bytes:
    way = "base64" if is_base64 else "quoted-printable"
    body = base64.encodebytes(data) if is_base64 else quopri.encodestring(data)
    head = (
        f"Content-Location: {location}\r\nContent-Transfer-Encoding: {way}\r\n"
        'Content-Type: text/html; charset="utf-8"\r\n\r\n'
    )
    return head.encode() + body
