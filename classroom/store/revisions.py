"""Which revision of the tables a database has, and the way to the newest: the steps stand in migrations/versions."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection, inspect, text

ALL = ("", "0001", "0002", "0003", "0004", "0005")  # in their order; "" has no tables yet
NEWEST = ALL[-1]


def found(db: Connection) -> str:
    """Their revision as Alembic has written it down; "" where it has not."""
    if not inspect(db).has_table("alembic_version"):
        return ""
    return str(db.execute(text("SELECT version_num FROM alembic_version")).scalar_one())


def migrate(db: Connection, revision: str) -> None:
    """Take all steps from `revision`, within the transaction that the caller has begun."""
    from alembic import command  # a third of a second that a server of today's tables does not need
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).with_name("migrations")))
    config.attributes["connection"] = db
    if revision:
        command.stamp(config, revision)
    command.upgrade(config, NEWEST)
