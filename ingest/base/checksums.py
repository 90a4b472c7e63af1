"""SHA256SUMS of a folder, as `sha256sum --check` reads it."""

from hashlib import file_digest
from pathlib import Path

from ingest.base.settings import CHECKSUMS


def file_sha256(path: Path) -> str:
    """The SHA-256 of a file's bytes, hexadecimal."""
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()


def files_below(folder: Path) -> list[str]:
    """The paths of every file below a folder, sorted."""
    return sorted(p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file())


def write_checksums(folder: Path) -> None:
    """Write the sums of every file below a folder."""
    paths = (path for path in files_below(folder) if path != CHECKSUMS)
    sums = "".join(f"{file_sha256(folder / path)}  {path}\n" for path in paths)
    (folder / CHECKSUMS).write_text(sums, encoding="utf-8")


def read_checksums(folder: Path) -> dict[str, str]:
    """The sum of each file that a folder lists, by path; none where there is no list."""
    if not (folder / CHECKSUMS).is_file():
        return {}
    lines = (folder / CHECKSUMS).read_text(encoding="utf-8").splitlines()
    pairs = (line.split("  ", 1) for line in lines if "  " in line)
    return {path: digest for digest, path in pairs}
