"""The quality of every build that was published: a row each, carried from database to database.

`history.dq_build` tells of builds and not of data. It stands beside the marts, in a schema of its
own and in no export, so that the same rows give the same marts and the same bytes.
"""

from contextlib import suppress
from pathlib import Path

import duckdb

from ingest import __version__
from ingest.base.settings import DATABASE
from ingest.base.sql import literal, statements_of
from ingest.publication.history import Run
from ingest.publication.site import Site, kept_ids
from ingest.warehouse.provenance import identity

_sql = statements_of(__file__)


def keep_quality(run: Run, new: Path) -> None:
    """Write into a built database what is known of every build before, and of this one.

    Those before are of the published warehouse and of the kept ones: a rollback loses none.

    Args:
        run: The build.
        new: The folder of its warehouse, which is not published yet.
    """
    with duckdb.connect(str(new / DATABASE)) as connection:
        connection.execute(_sql("dq_build"))
        for build_id, database in _earlier(run.site):
            if build_id in _known(connection):  # Whoever knows of a build knows what it knew.
                continue
            with suppress(duckdb.Error):  # One that cannot be read tells nothing.
                _take(connection, database)
        given = {
            "build_id": run.build_id,
            "kind": run.row["kind"],
            "built_at": run.row["started_at"],
            "version": __version__,
            "code_sha256": run.row["code"]["sha256"],
            "set_aside": run.row["inputs"]["set_aside"],
        }
        name = "dq_build_row" if _has_quality(connection) else "dq_build_row_alone"
        connection.execute(_sql(name), given)
        connection.execute("checkpoint")


def _take(connection: duckdb.DuckDBPyConnection, database: Path) -> None:
    """Take over the builds that an earlier database knows."""
    connection.execute(f"attach {literal(str(database))} as earlier (read_only)")
    try:
        if _has(connection, "earlier", "history", "dq_build"):
            connection.execute(_sql("dq_build_earlier"))
    finally:
        connection.execute("detach earlier")


def _known(connection: duckdb.DuckDBPyConnection) -> set[str]:
    """The builds that are known of so far."""
    return {row[0] for row in connection.sql("select build_id from history.dq_build").fetchall()}


def _earlier(site: Site) -> list[tuple[str, Path]]:
    """The databases that may know of builds, each with its own: the published one, the newest."""
    published = str(identity(site.warehouse).get("build_id", ""))
    kept = ((name, site.kept / name) for name in reversed(kept_ids(site)))
    folders = ((published, site.warehouse), *kept)
    return [(name, folder / DATABASE) for name, folder in folders if (folder / DATABASE).is_file()]


def _has_quality(connection: duckdb.DuckDBPyConnection) -> bool:
    """Whether the project has the marts that a row is made of; a small one may not."""
    database = connection.execute("select current_database()").fetchall()[0][0]
    return all(_has(connection, database, "marts", mart) for mart in ("dq_document", "dq_fault"))


def _has(connection: duckdb.DuckDBPyConnection, *name: str) -> bool:
    query = """
        select count(*) from duckdb_tables()
        where database_name = ? and schema_name = ? and table_name = ?
    """
    return bool(connection.execute(query, name).fetchall()[0][0])
