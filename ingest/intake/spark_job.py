"""Extraction as a job of Spark: `spark-submit`, or `python -m ingest.intake.spark_job`.

    python -m ingest.intake.spark_job <disclosures> <readings> --tasks 64

Each task reads a shard of the files and keeps what it read, as `extract --shard` does; `extract
--readings` then writes the rows. Workers need this package, and see both folders under one path.
"""

import argparse
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from ingest.intake.paths import named_documents
from ingest.intake.readings import read_shard
from ingest.warehouse.spark.session import session


def read_on_spark(context: Any, paths: Sequence[Path], readings: Path, tasks: int) -> None:  # noqa: ANN401 - a SparkContext, of Spark's group
    """Read files in tasks of Spark and keep what was read.

    Args:
        context: The context of the session.
        paths: The files, in their order.
        readings: The folder of readings.
        tasks: How many shards there are; each is read by one process.
    """
    files, folder = [path.resolve() for path in paths], readings.resolve()

    def read(number: int) -> None:
        read_shard(files, folder, f"{number}/{tasks}", processes=1)

    context.parallelize(range(1, tasks + 1), tasks).foreach(read)


def main() -> None:
    """Run the command, in the session that `spark-submit` gives, or in one of this process."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("disclosures", help="documents or folders, separated by spaces")
    parser.add_argument("readings", type=Path, help="folder to keep what is read in")
    parser.add_argument("--tasks", type=int, default=8)
    given = parser.parse_args()
    paths = named_documents(given.disclosures)
    with (
        tempfile.TemporaryDirectory(prefix="mingzhang-spark-") as folder,
        session(Path(folder)) as spark,
    ):
        read_on_spark(spark.sparkContext, paths, given.readings, given.tasks)


if __name__ == "__main__":
    main()
