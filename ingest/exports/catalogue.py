"""dataset.jsonld: the exports in the words of schema.org and DCAT, which catalogues read."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb

from ingest import __version__
from ingest.base.sql import statements_of
from ingest.exports.models import Model

DATASET = "dataset.jsonld"

TITLE = "Mingzhang (明账)"
DESCRIPTION = (
    "Budgets and final accounts that Chinese public units disclose: every figure with its place in"
    " the document, amounts exact and in yuan."
)
KEYWORDS = ["budget", "final accounts", "public finance", "部门预算", "部门决算"]
LICENCE = {
    "name": "Apache-2.0",
    "path": "https://www.apache.org/licenses/LICENSE-2.0",
    "title": "Apache License 2.0",
}

_CONTEXT = {
    "@vocab": "https://schema.org/",
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
}
_COUNTRY = "CN"
_MODEL = "dim_document"

_sql = statements_of(__file__)


@dataclass(frozen=True, slots=True)
class Disclosure:
    """A document that the exports are made of.

    Attributes:
        title: Its title, or its file where it has none.
        url: Where it was published, if that is known.
        fiscal_year: Its year.
    """

    title: str
    url: str | None
    fiscal_year: int


def read_disclosures(
    connection: duckdb.DuckDBPyConnection, models: Sequence[Model]
) -> list[Disclosure]:
    """The disclosures of a warehouse, by unit, year, stage and edition; none without their mart."""
    if _MODEL not in {model.name for model in models}:
        return []
    return [Disclosure(*row) for row in connection.execute(_sql("disclosures")).fetchall()]


def write_dataset(
    package: dict[str, object], documents: Sequence[Disclosure], folder: Path
) -> None:
    """Write dataset.jsonld of a folder of exports.

    Args:
        package: The descriptor of the package, whose resources are the files.
        documents: The disclosures that they are made of.
        folder: The folder.
    """
    resources = package["resources"]
    assert isinstance(resources, list)
    years = sorted({one.fiscal_year for one in documents})
    described: dict[str, object] = {
        "@context": _CONTEXT,
        "@type": ["Dataset", "dcat:Dataset"],
        "name": TITLE,
        "description": DESCRIPTION,
        "version": __version__,
        "license": LICENCE["path"],
        "dct:license": {"@id": LICENCE["path"]},
        "keywords": KEYWORDS,
        "inLanguage": ["zh-CN", "en"],
        "isAccessibleForFree": True,
        "spatialCoverage": {"@type": "Country", "identifier": _COUNTRY},
        "temporalCoverage": f"{years[0]}/{years[-1]}" if years else None,
        "distribution": [_distribution(resource) for resource in resources],
    }
    kept = {name: value for name, value in described.items() if value is not None}
    text = json.dumps(kept, ensure_ascii=False, indent=2) + "\n"
    (folder / DATASET).write_text(text, encoding="utf-8")


def _distribution(resource: dict[str, str]) -> dict[str, object]:
    """A file of the exports, from the folder of this one."""
    described: dict[str, object | None] = {
        "@type": ["DataDownload", "dcat:Distribution"],
        "name": resource["name"],
        "alternateName": resource.get("title"),
        "description": resource.get("description"),
        "contentUrl": resource["path"],
        "encodingFormat": resource["mediatype"],
        "sha256": resource["hash"].removeprefix("sha256:"),
    }
    return {name: value for name, value in described.items() if value}
