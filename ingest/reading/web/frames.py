"""Frames of a web page that was saved: the pages in the folder beside it, or in its archive.

Spreadsheet programs save a workbook as a page of frames, one for each sheet, in a folder that has
the page's name. Nothing else is opened, and nothing is fetched.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from urllib.parse import unquote

from ingest.reading.source import Source, source_name
from ingest.reading.spans import Printed
from ingest.reading.web.chrome import says_figure

MAX_FRAMES = 64
"""Frames of one page; a workbook of a filing has a dozen sheets."""

MAX_BYTES = 16 * 1024 * 1024
"""Bytes of one frame, and of all of them together."""

SUFFIXES = (".files", "_files")
"""What programs add to a page's name to name the folder of what belongs to it."""

PAGES = {".htm", ".html", ".xhtml", ".shtml"}

_SAVED_AS = {".xls", ".et", ".doc"}
"""Endings of other formats under which office programs save a page, too."""

_TAG = re.compile(r"<(i?frame|link)\b([^<>]{1,2000})>", re.IGNORECASE)
_SOURCE = re.compile(r"\b(?:src|href)\s*=\s*[\"']?([^\"'\s>]+)", re.IGNORECASE)
_SHEET = re.compile(r"\bid\s*=\s*[\"']?shLink\b", re.IGNORECASE)
_FOREIGN = re.compile(r"[a-z][a-z0-9+.-]*:|/|\\", re.IGNORECASE)


def frame_names(text: str) -> list[str]:
    """What a page names as its frames, and as the sheets that its script would show."""
    found: dict[str, None] = {}
    for tag in _TAG.finditer(text):
        named = _SOURCE.search(tag[2])
        if named and (tag[1].lower() != "link" or _SHEET.search(tag[2])):
            found[named[1]] = None
    return list(found)[:MAX_FRAMES]


def frames_beside(source: Source, text: str) -> Iterator[Source]:
    """The frames of a page that lie in the folder of what was saved with it.

    Args:
        source: The page; one that does not come from a folder has none.
        text: Its text.
    """
    if source.path is None:
        return
    left = MAX_BYTES
    for name in frame_names(text):
        path = _beside(source.path, unquote(name.partition("#")[0].partition("?")[0]))
        if path is None or path.stat().st_size > left:
            continue
        data = path.read_bytes()
        left -= len(data)
        if data:
            yield Source(f"{source.name} ({source_name(path)})", data)


def _beside(page: Path, name: str) -> Path | None:
    """The file of a frame, if it is a page in the folder that belongs to another one."""
    if _FOREIGN.match(name) or "\0" in name or Path(name).suffix.lower() not in PAGES:
        return None
    folder = next(
        (
            page.parent / f"{page.stem}{end}"
            for end in SUFFIXES
            if name.startswith(f"{page.stem}{end}/")
        ),
        None,
    )
    if folder is None:
        return None
    try:
        path = (page.parent / name).resolve()
        is_within = path.is_relative_to(page.parent.resolve() / folder.name)
        return path if is_within and path.is_file() else None
    except (OSError, ValueError, RuntimeError):
        return None


def is_saved_with(folder: Path, names: Iterable[str]) -> bool:
    """Whether a folder holds what belongs to a page among the files `names` beside it."""
    stem = next((folder.name.removesuffix(e) for e in SUFFIXES if folder.name.endswith(e)), None)
    return stem is not None and any(
        Path(name).stem == stem and Path(name).suffix.lower() in PAGES | _SAVED_AS for name in names
    )


def with_figures(pages: Sequence[Sequence[Printed]]) -> list[Sequence[Printed]]:
    """The first page and the frames that print figures; all of them where none does."""
    told = [says_figure(text for text, _ in lines) for lines in pages]
    if not any(told):
        return list(pages)
    return [page for at, page in enumerate(pages) if told[at] or at == 0]
