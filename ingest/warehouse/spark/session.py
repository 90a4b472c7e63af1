"""A Spark session in this process, with everything it keeps inside the folder of a build."""

import logging
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from ingest.base.errors import BuildError

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

JAVA = 17
"""The oldest Java that Spark 4 runs on."""

SETTINGS_VARIABLE = "MINGZHANG_SPARK"
"""Spark settings as `name=value`, separated by spaces, over those for a small machine."""

_TABLES = "tables"

LARGE = 300_000
"""The extracted rows from which running queries costs more than planning and compiling them."""

_LOCAL = {
    "spark.master": "local[2]",
    "spark.driver.memory": "3g",
    "spark.default.parallelism": "2",
    "spark.sql.shuffle.partitions": "2",
    "spark.sql.adaptive.enabled": "false",
    "spark.sql.maxPlanStringLength": "1000",
}
# The models are many. Over few rows, compiling each query to Java code and that to the machine's
# costs more than it saves. Java would keep 48 MB for what one level of its compiler makes, which is
# full after a third of the models, and would then compile nothing more.
_INTERPRETED = {
    "spark.sql.codegen.wholeStage": "false",
    "spark.sql.codegen.factoryMode": "NO_CODEGEN",
    "spark.driver.extraJavaOptions": (
        "-XX:+UseSerialGC -XX:TieredStopAtLevel=1 -XX:ReservedCodeCacheSize=240m -Xms1g -Xmn768m"
    ),
}
_COMPILED = {
    "spark.driver.memory": "6g",
    "spark.default.parallelism": "4",
    "spark.sql.shuffle.partitions": "4",
    "spark.driver.extraJavaOptions": "-XX:+UseParallelGC -Xms2g",
}
_ALWAYS = {
    "spark.app.name": "mingzhang",
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.driver.host": "127.0.0.1",
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.sql.catalogImplementation": "in-memory",
    "spark.sql.parquet.compression.codec": "zstd",
}
_LOGGING = """\
rootLogger.level = error
rootLogger.appenderRef.stderr.ref = stderr
appender.stderr.type = Console
appender.stderr.name = stderr
appender.stderr.target = SYSTEM_ERR
appender.stderr.layout.type = PatternLayout
appender.stderr.layout.pattern = %p %c{1}: %m%n
"""


def missing() -> str | None:
    """What Spark needs and this machine has not, with its remedy; nothing where all is there."""
    try:
        import pyspark  # noqa: F401, PLC0415 - of the environment that `make` makes for Spark
    except ImportError:
        return "pyspark is not installed: run `make build ENGINE=spark`, which installs it."
    home = os.environ.get("JAVA_HOME")
    java = shutil.which("java", path=str(Path(home, "bin"))) if home else shutil.which("java")
    remedy = f"Install Java {JAVA} (Debian: openjdk-{JAVA}-jre-headless), or set JAVA_HOME."
    if java is None:
        return f"Java is missing, which Spark runs on. {remedy}"
    told = subprocess.run(  # noqa: S603 - the Java that Spark itself would start
        [java, "-version"], capture_output=True, text=True, check=False
    )
    found = re.search(r'version "(\d+)', told.stderr + told.stdout)
    if found is None or int(found[1]) < JAVA:
        return f"Java {found[1] if found else 'of no known version'} is too old for Spark. {remedy}"
    return None


@contextmanager
def session(folder: Path, rows: int = 0) -> Iterator["SparkSession"]:
    """A session whose tables, scratch files and logs lie in a folder; its catalog ends with it.

    Args:
        folder: The folder, made if absent.
        rows: The extracted rows to come, which decide how the session is set up.

    Yields:
        The session. dbt finds it as the one of this process.

    Raises:
        BuildError: Java or pyspark is missing, or a setting is none.
    """
    lacking = missing()
    if lacking is not None:
        raise BuildError("spark", lacking, "Or build without ENGINE=spark.")
    from pyspark.sql import SparkSession  # noqa: PLC0415 - see `missing`

    folder.mkdir(parents=True, exist_ok=True)
    told = folder / "log4j2.properties"
    told.write_text(_LOGGING, encoding="utf-8")
    sized = _INTERPRETED if rows < LARGE else _COMPILED
    settings = _LOCAL | sized | told_settings() | _ALWAYS
    settings["spark.driver.extraJavaOptions"] += f' "-Dlog4j2.configurationFile={told}"'
    settings["spark.sql.warehouse.dir"] = str(folder / _TABLES)
    settings["spark.local.dir"] = str(folder / "scratch")
    # What a task runs in Python runs in the environment of this process.
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    # The build reports a failure once; pyspark would print its Java stack as well.
    logging.getLogger("SQLQueryContextLogger").disabled = True
    builder = SparkSession.builder
    for name, value in settings.items():
        builder = builder.config(name, value)
    spark = builder.getOrCreate()
    try:
        yield spark
    finally:
        spark.stop()


def told_settings() -> dict[str, str]:
    """The settings that the environment gives."""
    pairs = [word.partition("=") for word in os.environ.get(SETTINGS_VARIABLE, "").split()]
    for name, equals, value in pairs:
        if not (name.startswith("spark.") and equals and value):
            raise BuildError(
                SETTINGS_VARIABLE,
                f"{name!r} is not a Spark setting with a value.",
                "Write spark.<name>=<value>, separated by spaces.",
            )
    return {name: value for name, _, value in pairs}
