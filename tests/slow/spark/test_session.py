"""What a build on Spark says where something is missing or wrong."""

from pathlib import Path

import pytest

from ingest.base.errors import BuildError
from ingest.base.settings import ENGINE_VARIABLE
from ingest.warehouse.provenance import engine
from ingest.warehouse.spark.session import SETTINGS_VARIABLE, missing, session, told_settings


def _java(folder: Path, told: str) -> None:
    (folder / "bin").mkdir()
    (folder / "bin/java").write_text(f"#!/bin/sh\necho '{told}' >&2\n", encoding="utf-8")
    (folder / "bin/java").chmod(0o755)


def test_missing_java_is_named_with_its_remedy(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("JAVA_HOME", str(tmp_path))
    with (
        pytest.raises(BuildError, match=r"Java is missing.*openjdk-17-jre-headless"),
        session(tmp_path / "spark"),
    ):
        pass


def test_an_old_java_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _java(tmp_path, 'openjdk version "11.0.2" 2019-01-15')
    monkeypatch.setenv("JAVA_HOME", str(tmp_path))
    assert "Java 11 is too old" in (missing() or "")


def test_a_new_java_will_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _java(tmp_path, 'openjdk version "21.0.1" 2023-10-17')
    monkeypatch.setenv("JAVA_HOME", str(tmp_path))
    assert missing() is None


def test_settings_are_names_with_values(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(SETTINGS_VARIABLE, "spark.master=local[8] spark.driver.memory=16g")
    assert told_settings() == {"spark.master": "local[8]", "spark.driver.memory": "16g"}
    monkeypatch.setenv(SETTINGS_VARIABLE, "local[8]")
    with pytest.raises(BuildError, match="not a Spark setting"):
        told_settings()


def test_an_unknown_engine_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(ENGINE_VARIABLE, "sqlite")
    with pytest.raises(BuildError, match="duckdb or spark"):
        engine()
