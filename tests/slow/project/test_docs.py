"""The documentation: every model and column has its words, and the folder serves as it is."""

import json
import re
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import polars as pl
import pytest
from typer.testing import CliRunner

from ingest.base.errors import WarehouseError
from ingest.base.settings import PROJECT
from ingest.cli import app
from ingest.serving.docs import FILES, describe, write_docs

_HAN = re.compile(r"[\u3400-\u9fff]")
_LATIN = re.compile(r"[A-Za-z]{2}")


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture(scope="module")
def folder(warehouse: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("docs") / "pages"
    write_docs(warehouse, PROJECT, folder)
    return folder


@pytest.fixture(scope="module")
def served(folder: Path) -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder))) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


@pytest.fixture(scope="module")
def manifest(folder: Path) -> dict[str, Any]:
    read: dict[str, Any] = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    return read


def _get(url: str) -> bytes:
    with urlopen(url, timeout=20) as answer:  # noqa: S310 - our own server
        body: bytes = answer.read()
    return body


def test_the_folder_is_served_as_it_is(served: str, folder: Path) -> None:
    assert sorted(path.name for path in folder.iterdir()) == list(FILES)
    page = _get(f"{served}/index.html").decode()
    manifest = json.loads(_get(f"{served}/manifest.json"))
    catalog = json.loads(_get(f"{served}/catalog.json"))
    assert "INLINE DATA" not in page
    assert '"model.mingzhang.cmp_unit_year"' in page
    assert catalog["nodes"].keys() <= manifest["nodes"].keys()
    # The lineage that the page draws: from a mart to a document's rows.
    seen, edge = set(), {"model.mingzhang.cmp_unit_year"}
    while edge:
        seen |= edge
        edge = {parent for key in edge for parent in manifest["parent_map"].get(key, [])} - seen
    assert "source.mingzhang.raw.amounts" in seen


def test_the_page_asks_nothing_of_the_network(manifest: dict[str, Any], folder: Path) -> None:
    page = (folder / "index.html").read_text(encoding="utf-8")
    # dbt's page reports views only where the manifest says so.
    assert manifest["metadata"]["send_anonymous_usage_stats"] is False
    assert re.findall(r'<(?:script|link|img)[^>]*(?:src|href)="(?:https?:)?//[^"]*"', page) == []


def test_every_model_and_column_is_described(manifest: dict[str, Any], folder: Path) -> None:
    catalog = json.loads((folder / "catalog.json").read_text(encoding="utf-8"))
    bare = []
    for part in ("nodes", "sources"):
        for key, found in catalog[part].items():
            node = manifest[part][key]
            words = {"": node["description"]}
            words |= {name: node["columns"][name]["description"] for name in found["columns"]}
            bare += [f"{node['name']}.{n}" for n, text in words.items() if not _LATIN.search(text)]
    assert bare == []


def test_marts_are_described_in_both_languages(warehouse: Path) -> None:
    dictionary = pl.read_parquet(warehouse / "exports" / "dictionary.parquet")
    marts = dictionary.filter(pl.col("table_name") != "dictionary")
    assert len(marts) > 500
    for column in ("description", "label_zh"):
        assert marts.filter(pl.col(column).is_null() | (pl.col(column) == "")).is_empty(), column
    zh = marts.filter(~pl.col("label_zh").str.contains(r"\p{Han}"))
    assert zh.select("table_name", "column_name").rows() == []
    english = marts.filter(~pl.col("description").str.contains("[A-Za-z]{2}"))
    assert english.select("table_name", "column_name").rows() == []


def test_every_mart_of_the_database_is_in_the_dictionary(
    manifest: dict[str, Any], warehouse: Path
) -> None:
    dictionary = pl.read_parquet(warehouse / "exports" / "dictionary.parquet")
    marts = [n for n in manifest["nodes"].values() if n.get("schema") == "marts"]
    marts = [n for n in marts if n["resource_type"] == "model"]
    listed = set(dictionary.select("table_name", "column_name").rows())
    assert {(n["name"], column) for n in marts for column in n["columns"]} <= listed
    assert [n["name"] for n in marts if not _HAN.search(n["description"])] == []


def test_every_primary_key_is_looked_at_once_its_table_is_made(manifest: dict[str, Any]) -> None:
    """No table keeps an index of its key, so a model without the hook would keep no key at all."""
    primary_key = '"type": "primary_key"'
    keyed = {
        node["name"]: [hook["sql"] for hook in node["config"]["post-hook"]]
        for node in manifest["nodes"].values()
        if node["resource_type"] == "model" and primary_key in json.dumps(node)
    }
    assert {"fct_check", "dim_document", "fct_reported_amount"} <= keyed.keys()
    assert [name for name, hooks in keyed.items() if "{{ check_primary_key() }}" not in hooks] == []


def test_exports_and_reports_are_exposures_of_real_marts(manifest: dict[str, Any]) -> None:
    exposures = {node["name"]: node for node in manifest["exposures"].values()}
    assert {"exports", "report", "check_report"} <= exposures.keys()
    marts = {
        key
        for key, node in manifest["nodes"].items()
        if node.get("schema") == "marts" and node["resource_type"] == "model"
    }
    assert set(exposures["exports"]["depends_on"]["nodes"]) == marts
    for node in exposures.values():
        assert _HAN.search(node["label"])
        assert set(node["depends_on"]["nodes"]) <= marts


def test_the_overview_leads_to_nodes_that_there_are(manifest: dict[str, Any]) -> None:
    overview = manifest["docs"]["doc.mingzhang.__overview__"]["block_contents"]
    named = set(re.findall(r"#!/\w+/([\w.]+)", overview))
    assert len(named) >= 8
    assert named <= set().union(*(manifest[part] for part in ("nodes", "sources", "metrics")))


def test_marts_are_public_and_steps_between_belong_to_their_group(
    manifest: dict[str, Any],
) -> None:
    models = [n for n in manifest["nodes"].values() if n["resource_type"] == "model"]
    assert [n["name"] for n in models if not n["group"]] == []
    for node in models:
        mart, step = node["schema"] == "marts", node["schema"] == "intermediate"
        assert (node["access"] == "public") == mart, node["name"]
        if step and node["name"].startswith("int_checks__"):
            assert node["access"] == "private", node["name"]
    # Else the rule would be none: some are private, and some serve others.
    steps = {n["access"] for n in models if n["schema"] == "intermediate"}
    assert steps == {"private", "protected"}


def test_metrics_are_part_of_the_pages(manifest: dict[str, Any]) -> None:
    assert "metric.mingzhang.execution_rate" in manifest["metrics"]
    assert "semantic_model.mingzhang.execution" in manifest["semantic_models"]


def test_nothing_of_the_run_or_the_machine_is_in_the_pages(
    folder: Path, warehouse: Path, tmp_path: Path
) -> None:
    write_docs(warehouse, PROJECT, tmp_path / "again")
    for name in FILES:
        text = (folder / name).read_text(encoding="utf-8")
        assert (tmp_path / "again" / name).read_text(encoding="utf-8") == text
        assert str(PROJECT) not in text


def test_a_folder_of_something_else_is_left_alone(warehouse: Path, tmp_path: Path) -> None:
    (tmp_path / "letters.txt").write_text("dear")
    with pytest.raises(WarehouseError, match=r"letters\.txt"):
        write_docs(warehouse, PROJECT, tmp_path)
    assert (tmp_path / "letters.txt").read_text() == "dear"


def test_without_a_warehouse_it_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(WarehouseError, match="Run `make build`"):
        write_docs(tmp_path, PROJECT, tmp_path / "pages")
    assert CliRunner().invoke(app, ["docs", "--warehouse", str(tmp_path)]).exit_code == 2


def test_a_column_that_the_yaml_does_not_list_takes_the_words_of_its_name() -> None:
    nodes: dict[str, Any] = {
        key: {"resource_type": "model", "name": key.removeprefix("m."), "columns": {}}
        for key in ("m.a", "m.b", "m.c")
    }
    nodes["m.b"]["columns"]["x"] = {"name": "x", "description": "Its own (自)."}
    manifest = {"nodes": nodes, "sources": {}}
    catalog: dict[str, Any] = {
        "nodes": {key: {"columns": {"x": {}}} for key in nodes},
        "sources": {},
    }
    catalog["nodes"]["m.c"]["columns"]["y"] = {}
    registry = {"x": "Common (共).", "a__x": "Of a (甲)."}

    assert describe(manifest, catalog, registry) == ["c.y"]

    texts = {node["name"]: node["columns"]["x"]["description"] for node in nodes.values()}
    assert texts == {"a": "Of a (甲).", "b": "Its own (自).", "c": "Common (共)."}
