"""datapackage.json: what the files are, in the words of the Data Package and Table Schema.

A resource is one file: readers join the parts of a resource byte by byte, which Parquet files do
not bear, so a model that is a folder is a resource a year. `bytes` is left out, since frictionless
holds it against a count that it does not make for Parquet; SHA256SUMS covers every file.
"""

import json
from collections.abc import Sequence
from pathlib import Path

import pyarrow as pa

from ingest import __version__
from ingest.base.checksums import file_sha256
from ingest.base.settings import DATAPACKAGE, PROJECT
from ingest.exports.catalogue import DESCRIPTION, KEYWORDS, LICENCE, TITLE, Disclosure
from ingest.exports.codes import values_of
from ingest.exports.fiscal import column_type, extra_fields
from ingest.exports.models import Column, Model
from ingest.exports.parquet import Written
from ingest.exports.usage import WARNINGS

_DOCUMENTS, _MOST_SOURCES = "dim_document", 1000

PARQUET_TYPE = "application/vnd.apache.parquet"

_TYPES = (
    (pa.types.is_boolean, "boolean"),
    (pa.types.is_integer, "integer"),
    (pa.types.is_decimal, "number"),
    (pa.types.is_floating, "number"),
    (pa.types.is_date, "date"),
    (pa.types.is_timestamp, "datetime"),
    (pa.types.is_time, "time"),
    (pa.types.is_list, "array"),
    (pa.types.is_struct, "object"),
    (pa.types.is_string, "string"),
)
# How pandas, through which frictionless reads Parquet, spells an integer that is not there.
_NO_INTEGER = ["nan", "<NA>"]


def package(
    resources: list[dict[str, object]], documents: Sequence[Disclosure] = ()
) -> dict[str, object]:
    """The descriptor of a package of resources.

    Args:
        resources: The resources.
        documents: The disclosures that they are made of.
    """
    described: dict[str, object] = {
        "profile": "tabular-data-package",
        "name": "mingzhang",
        "title": TITLE,
        "description": f"{DESCRIPTION} Column types are those of the Fiscal Data Package.",
        "version": __version__,
        "licenses": [LICENCE],
        "sources": _sources(documents),
        "keywords": KEYWORDS,
        "resources": resources,
    }
    return {name: value for name, value in described.items() if value}


def _sources(documents: Sequence[Disclosure]) -> list[dict[str, str]]:
    """The disclosures, each by its title and address; a great many by the table that lists them."""
    if len(documents) > _MOST_SOURCES:
        title = f"{len(documents)} disclosures, listed in {_DOCUMENTS}"
        return [{"title": title, "path": f"{_DOCUMENTS}.parquet"}]
    return [{"title": one.title} | ({"path": one.url} if one.url else {}) for one in documents]


def resource(written: Written, path: Path, split: set[str]) -> dict[str, object]:
    """The descriptor of a file of a model.

    Args:
        written: The file.
        path: Where it stands, to take its checksum.
        split: The models that are folders, which no foreign key can lead to.
    """
    model = written.model
    described: dict[str, object] = {
        "profile": "tabular-data-resource",
        "name": written.path.removesuffix(".parquet").replace("/", "."),
        "title": model.label_zh,
        "path": written.path,
        "description": model.description,
        "format": "parquet",
        "mediatype": PARQUET_TYPE,
        "hash": f"sha256:{file_sha256(path)}",
        "usageWarnings": [{"code": w, "description": WARNINGS[w]} for w in written.warnings],
        "schema": _schema(model, written.schema, split),
    }
    return {key: value for key, value in described.items() if value}


def _schema(model: Model, schema: pa.Schema, split: set[str]) -> dict[str, object]:
    described: dict[str, object] = {
        "fields": [_field(field, model) for field in schema],
        # Parquet says itself what is missing, and an empty text is one.
        "missingValues": [],
    }
    if model.primary_key:
        described["primaryKey"] = list(model.primary_key)
    keys = [
        {
            "fields": list(key.columns),
            # A table that leads to itself has no other name for it.
            "reference": {
                "resource": key.model if key.model != model.name else "",
                "fields": list(key.references),
            },
        }
        for key in model.foreign_keys
        if key.model not in split
    ]
    more = {"foreignKeys": keys, "extraFields": extra_fields(model)}
    return described | {name: values for name, values in more.items() if values}


def _field(field: pa.Field, model: Model) -> dict[str, object]:
    column = model.columns.get(field.name, Column(field.name))
    kind = table_schema_type(field.type)
    described: dict[str, object | None] = {
        "name": field.name,
        "type": kind,
        "title": column.label_zh,
        "description": column.description,
        "unit": column.unit,
        "columnType": column_type(model, field.name),
    }
    constraints: dict[str, object] = {"required": True} if column.required else {}
    if column.vocabulary:
        constraints["enum"] = list(values_of(PROJECT, column.vocabulary))
    if constraints:
        described["constraints"] = constraints
    if kind == "integer" and not column.required:
        described["missingValues"] = _NO_INTEGER
    return {key: value for key, value in described.items() if value}


def table_schema_type(kind: pa.DataType) -> str:
    """The type of a column in the words of Table Schema."""
    return next((name for fits, name in _TYPES if fits(kind)), "any")


def write_descriptor(descriptor: dict[str, object], folder: Path) -> None:
    """Write datapackage.json of a folder."""
    text = json.dumps(descriptor, ensure_ascii=False, indent=2) + "\n"
    (folder / DATAPACKAGE).write_text(text, encoding="utf-8")
