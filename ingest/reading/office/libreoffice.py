"""Documents in formats without a reader here, converted by LibreOffice where it is installed.

It runs without a window, with a profile of its own in which macros are switched off and links are
never followed, without a way to the network, and for a bounded time.
"""

import os
import shutil
import signal
import subprocess
import tempfile
from contextlib import suppress
from pathlib import Path

from ingest.reading.source import MAX_BYTES, Source

PROGRAM = "soffice"
SECONDS = 60

_ITEM = (
    '<item oor:path="/org.openoffice.Office.{}"><prop oor:name="{}" oor:op="fuse">'
    "<value>{}</value></prop></item>"
)
_SETTINGS = (
    ("Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Common/Security/Scripting", "DisableActiveContent", "true"),
    ("Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Writer/Content/Update", "Link", "2"),
)
_PROFILE = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<oor:items xmlns:oor="http://openoffice.org/2001/registry">'
    + "".join(_ITEM.format(*setting) for setting in _SETTINGS)
    + "</oor:items>"
)
_NOWHERE = "http://127.0.0.1:9"
"""A proxy that does not answer, for whatever would fetch something all the same."""


def as_docx(source: Source) -> bytes | None:
    """A document as LibreOffice saves it as DOCX; None where it is not installed or cannot.

    Args:
        source: The document, under whose name nothing is written.
    """
    program = shutil.which(PROGRAM)
    if program is None:
        return None
    with tempfile.TemporaryDirectory(prefix="mingzhang-") as name:
        folder = Path(name)
        (folder / "profile/user").mkdir(parents=True)
        (folder / "profile/user/registrymodifications.xcu").write_text(_PROFILE, encoding="utf-8")
        (folder / "in").write_bytes(source.data)
        _run(program, folder)
        made = folder / "in.docx"
        if not made.is_file() or made.stat().st_size > MAX_BYTES:
            return None
        return made.read_bytes()


def _run(program: str, folder: Path) -> None:
    """Convert, and kill everything that was started when the time is up."""
    proxies = dict.fromkeys(("http_proxy", "https_proxy", "ftp_proxy", "all_proxy"), _NOWHERE)
    with subprocess.Popen(  # noqa: S603 - a program of the system; of the document only its bytes
        [
            *(program, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless"),
            *("--norestore", "--nolockcheck", "--convert-to", "docx:MS Word 2007 XML"),
            *("--outdir", str(folder), str(folder / "in")),
        ],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env={"PATH": os.environ.get("PATH", ""), "HOME": str(folder), "LANG": "C.UTF-8"} | proxies,
        start_new_session=True,
    ) as running:
        try:
            running.wait(SECONDS)
        except subprocess.TimeoutExpired:
            pass
        finally:
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(running.pid, signal.SIGKILL)
