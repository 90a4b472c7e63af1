"""Read a workbook with calamine, in a separate process that may crash.

A damaged workbook can make calamine panic, or claim a cell in the last corner and so memory for
every cell before it. It therefore runs in a process that limits on memory and time can end. Run
as a script: the workbook on standard input, one JSON object per sheet on standard output.
"""

import datetime
import io
import json
import sys

from python_calamine import CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

MEMORY = 640 * 1024 * 1024
"""Bytes of address space; a million cells take about a tenth of it."""

SECONDS = 30
"""Seconds of processor time; a workbook of half a million cells takes about two."""

MAX_CELLS = 500_000
"""Cells that hold something, of all sheets; the largest filing seen has under 20,000."""

MAX_TEXT = 16 * 1024 * 1024
"""Characters of all cells together."""

PASSWORD = 3
"""Exit status for a workbook that is encrypted."""

TOO_LARGE = 4
"""Exit status for a workbook that holds more than `MAX_CELLS` or `MAX_TEXT`."""

UNREADABLE = 5
"""Exit status for a workbook that calamine refuses; the reason is on standard error."""


def bound(seconds: int = SECONDS) -> None:
    """Set the bounds on the process that this runs in: memory, and seconds of processor time."""
    try:
        import resource  # noqa: PLC0415 - not on every system
    except ImportError:
        return
    for kind, bound in ((resource.RLIMIT_AS, MEMORY), (resource.RLIMIT_CPU, seconds)):
        most = resource.getrlimit(kind)[1]
        within = bound if most == resource.RLIM_INFINITY else min(bound, most)
        resource.setrlimit(kind, (within, most))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _plain(value: object) -> str | float:
    """A cell as JSON holds it: numbers as they are, dates as ISO text."""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, int | float):
        return value
    if isinstance(value, datetime.datetime):
        is_day = value.time() == datetime.time.min
        return (value.date() if is_day else value).isoformat()
    if isinstance(value, datetime.date | datetime.time):
        return value.isoformat()
    return str(value)


def _sheets(data: bytes) -> int:
    cells_left, left = MAX_CELLS, MAX_TEXT
    workbook = CalamineWorkbook.from_filelike(io.BytesIO(data))
    for place, about in enumerate(workbook.sheets_metadata):
        if about.typ != SheetTypeEnum.WorkSheet or about.visible != SheetVisibleEnum.Visible:
            continue
        sheet = workbook.get_sheet_by_index(place)
        rows = []
        for values in sheet.to_python(skip_empty_area=True):
            cells = [(column, _plain(v)) for column, v in enumerate(values) if v != ""]
            left -= sum(len(value) for _, value in cells if isinstance(value, str))
            cells_left -= len(cells)
            if left < 0 or cells_left < 0:
                return TOO_LARGE
            rows.append(cells)
        found = {
            "place": place,
            "name": about.name,
            "start": sheet.start or (0, 0),
            "merged": sheet.merged_cell_ranges or [],
            "rows": rows,
        }
        sys.stdout.buffer.write(json.dumps(found, ensure_ascii=False).encode() + b"\n")
    return 0


def main() -> int:
    """Read the workbook on standard input; the exit status says what became of it."""
    bound()
    try:
        return _sheets(sys.stdin.buffer.read())
    except PasswordError:
        return PASSWORD
    except BaseException as error:  # a panic in calamine is not an Exception
        sys.stderr.write(f"{type(error).__name__}: {error}"[:200])
        return UNREADABLE


if __name__ == "__main__":
    sys.exit(main())
