"""The project's documentation as a folder of pages: dbt's own, with every column described.

A column is described once: in the yaml of the marts, in the record of the extracted rows, or, for
what only the steps between use, in `docs/columns.csv`. dbt shows a description only where a model
repeats it, so the pages get the one that a column's name has elsewhere. The same warehouse and
project give the same bytes: times, paths and ids of the run are left out.
"""

import json
import re
import shutil
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from dbt.task.docs import DOCS_INDEX_FILE_PATH

from ingest.base.atomic import replaced
from ingest.base.csv_text import read_rows
from ingest.base.errors import BuildError, SeedError, WarehouseError
from ingest.base.settings import DATABASE
from ingest.publication.site import published_database
from ingest.rows.schema import RECORDS
from ingest.warehouse.dbt_run import run_dbt

FILES = ("catalog.json", "index.html", "manifest.json")
"""The folder: the page, which needs neither server nor network, and for tools what it shows."""

_COLUMNS = Path("docs/columns.csv")
_TEXT = "description"
_HAN = re.compile(r"[\u3400-\u9fff]")
_DESCRIBED = ("model", "seed", "source")
_OF_THE_RUN = {
    "build_path", "compiled_path", "created_at", "env", "generated_at", "invocation_id",
    "invocation_started_at", "root_path", "run_started_at", "user_id",
}  # fmt: skip

Json = dict[str, Any]


def write_docs(warehouse: Path, project: Path, folder: Path) -> list[str]:
    """Write the documentation of a published warehouse; the one before is replaced as a whole.

    Args:
        warehouse: The published warehouse; it is read, never written.
        project: The dbt project that built it.
        folder: Where the pages go.

    Returns:
        The names of the files.

    Raises:
        WarehouseError: There is no warehouse, or the folder holds what is no documentation.
        BuildError: The project does not parse, or a column has no description anywhere.
    """
    database = published_database(warehouse)
    _check_folder(folder)
    with TemporaryDirectory() as name:
        private = Path(name)
        # dbt opens a database for writing.
        shutil.copyfile(database, private / DATABASE)
        target = run_dbt("docs generate", project, private / DATABASE, private).parent
        manifest, catalog = (_read(target / f"{part}.json") for part in ("manifest", "catalog"))
    undescribed = describe(manifest, catalog, _glossary(project / _COLUMNS))
    if undescribed:
        raise BuildError(
            _COLUMNS,
            f"No description of {', '.join(undescribed)}.",
            "Describe it in the model's yaml, or here if only intermediate models use it.",
        )
    _write(folder, {"manifest": _json(manifest), "catalog": _json(catalog)})
    return list(FILES)


def describe(manifest: Json, catalog: Json, glossary: Mapping[str, str]) -> list[str]:
    """Give every column of the catalog a description in the manifest.

    A column that has none gets that of its name in the nearest model, up or down the lineage, that
    tells the Chinese term as well; then the glossary's; then the nearest of all.

    Args:
        manifest: dbt's manifest, which is changed.
        catalog: dbt's catalog: what the database really has.
        glossary: Descriptions by column name.

    Returns:
        `model.column` of every column that has no description anywhere.
    """
    columns = list(_columns(manifest, catalog))
    described = [(key, column) for key, column in columns if column["description"]]
    anyhow = _by_name(described)
    bilingual = _by_name((key, column) for key, column in described if _HAN.search(column[_TEXT]))
    undescribed = []
    for key, column in columns:
        name = column["name"]
        column[_TEXT] = (
            column[_TEXT]
            or _nearest(manifest, key, bilingual[name])
            or glossary.get(name)
            or _nearest(manifest, key, anyhow[name])
        )
        if not column[_TEXT]:
            undescribed.append(f"{key.rsplit('.', 1)[-1]}.{name}")
    return sorted(undescribed)


def _by_name(columns: Iterable[tuple[str, Json]]) -> dict[str, dict[str, str]]:
    """The descriptions of each name by model."""
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for key, column in columns:
        found[column["name"]][key] = column[_TEXT]
    return found


def _nearest(manifest: Json, start: str, texts: Mapping[str, str]) -> str:
    """Of texts by model the one that is the fewest steps away, of several the first by model."""
    seen, edge = {start}, [start]
    while edge:
        for key in sorted(set(edge) & texts.keys()):
            return texts[key]
        around = (manifest[way].get(key, []) for key in edge for way in ("parent_map", "child_map"))
        edge = sorted({key for keys in around for key in keys} - seen)
        seen.update(edge)
    return next((texts[key] for key in sorted(texts)), "")


def _columns(manifest: Json, catalog: Json) -> Iterator[tuple[str, Json]]:
    """Every column that the database has, as the manifest has it or gets it here."""
    for part in ("nodes", "sources"):
        for key, found in sorted(catalog[part].items()):
            node = manifest[part].get(key)
            if node is None or node["resource_type"] not in _DESCRIBED:
                continue
            recorded = _recorded(node)
            for name in found["columns"]:
                column = node["columns"].setdefault(name, {"name": name, "description": ""})
                column["description"] = column["description"] or recorded.get(name, "")
                yield key, column


def _recorded(node: Json) -> dict[str, str]:
    """What the records of the extracted rows say of the columns of a raw table."""
    if node["resource_type"] != "source":
        return {}
    return {
        column.name: f"{column.meaning[:1].upper()}{column.meaning[1:]}."
        for record in RECORDS
        if record.name == node["name"]
        for column in record.columns
    }


def _glossary(path: Path) -> dict[str, str]:
    rows = read_rows(path)
    words = {row["column"]: row["description"] for row in rows}
    if len(words) < len(rows) or not all(words.values()):
        raise SeedError(path, "A column is repeated or has no description.", "Correct the row.")
    return words


def _read(path: Path) -> Json:
    read: Json = json.loads(path.read_text(encoding="utf-8"))
    return read


def _json(value: Json) -> str:
    return json.dumps(_lasting(value), ensure_ascii=False, sort_keys=True)


def _lasting(value: Any) -> Any:  # noqa: ANN401 - as json has it
    """A value without what is of the run alone."""
    if isinstance(value, dict):
        return {k: _lasting(v) for k, v in value.items() if k not in _OF_THE_RUN}
    return [_lasting(item) for item in value] if isinstance(value, list) else value


def _check_folder(folder: Path) -> None:
    if not folder.exists():
        return
    if not folder.is_dir():
        raise WarehouseError(folder, "This is not a folder.", "Name another DEST.")
    foreign = sorted({path.name for path in folder.iterdir()} - set(FILES))
    if foreign:
        raise WarehouseError(
            folder,
            f"The folder holds files that are not documentation: {', '.join(foreign[:5])}.",
            "Name another DEST.",
        )


def _write(folder: Path, texts: Mapping[str, str]) -> None:
    """Write the page and its parts beside the folder, then put them in its place."""
    page = Path(DOCS_INDEX_FILE_PATH).read_text(encoding="utf-8")
    for part, text in texts.items():
        # Documents' text is in none of these, and the page reads them as script.
        inline = text.replace("</", "<\\/")
        page = page.replace(f'"{part.upper()}.JSON INLINE DATA"', inline)
    with replaced(folder) as new:
        for part, text in texts.items():
            (new / f"{part}.json").write_text(text, encoding="utf-8")
        (new / "index.html").write_text(page, encoding="utf-8")
