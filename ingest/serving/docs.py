"""The project's documentation as a folder of pages: dbt's own, with every column described.

A column is described once, in the registry of columns, and one of a raw table in the record of the
extracted rows. dbt shows a description only where the model's yaml refers to it; the pages get that
of every column that the database has. The same warehouse and project give the same bytes: times,
paths and ids of the run are left out.
"""

import json
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from dbt.task.docs import DOCS_INDEX_FILE_PATH

from ingest.base.atomic import replaced
from ingest.base.errors import BuildError, WarehouseError
from ingest.base.settings import DATABASE
from ingest.exports.registry import FOLDER, meaning, read_registry
from ingest.publication.site import published_database
from ingest.rows.schema import RECORDS
from ingest.warehouse.dbt_run import run_dbt

FILES = ("catalog.json", "index.html", "manifest.json")
"""The folder: the page, which needs neither server nor network, and for tools what it shows."""

_TEXT = "description"
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
        WarehouseError: There is no warehouse, or the folder holds something else.
        BuildError: The project does not parse, or a column has no description anywhere.
    """
    database = published_database(warehouse)
    _check_folder(folder)
    with TemporaryDirectory() as name:
        private = Path(name)
        # dbt opens a database for writing.
        shutil.copyfile(database, private / DATABASE)
        # The steps of its build are gone; the pages tell their columns all the same.
        run_dbt("run --empty", project, private / DATABASE, private, "models/intermediate")
        target = run_dbt("docs generate", project, private / DATABASE, private).parent
        manifest, catalog = (_read(target / f"{part}.json") for part in ("manifest", "catalog"))
    undescribed = describe(manifest, catalog, read_registry(project))
    if undescribed:
        raise BuildError(
            FOLDER,
            f"No description of {', '.join(undescribed)}.",
            "Add an entry by the column's name.",
        )
    _write(folder, {"manifest": _json(manifest), "catalog": _json(catalog)})
    return list(FILES)


def describe(manifest: Json, catalog: Json, registry: Mapping[str, str]) -> list[str]:
    """Give every column of the catalog a description in the manifest.

    Args:
        manifest: dbt's manifest, which is changed.
        catalog: dbt's catalog: what the database really has.
        registry: The entries of the registry of columns.

    Returns:
        `model.column` of every column that has no description anywhere.
    """
    undescribed = []
    for node, column in _columns(manifest, catalog):
        name = column["name"]
        column[_TEXT] = column[_TEXT] or meaning(registry, name, node["name"])
        if not column[_TEXT]:
            undescribed.append(f"{node['name']}.{name}")
    return sorted(undescribed)


def _columns(manifest: Json, catalog: Json) -> Iterator[tuple[Json, Json]]:
    """Every column that the database has with its node, as the manifest has it or gets it here."""
    for part in ("nodes", "sources"):
        for key, found in sorted(catalog[part].items()):
            node = manifest[part].get(key)
            if node is None or node["resource_type"] not in _DESCRIBED:
                continue
            recorded = _recorded(node)
            for name in found["columns"]:
                column = node["columns"].setdefault(name, {"name": name, _TEXT: ""})
                column[_TEXT] = column[_TEXT] or recorded.get(name, "")
                yield node, column


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
