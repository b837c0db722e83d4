"""The schema, as forward-only steps. A released step is never edited; a new one is a new module."""

from __future__ import annotations

import sqlite3

import sqlite_utils

from ...config.messages import Message
from ...domain.errors import EnvironmentFault
from .making import migrations
from .v1_words import m001_words
from .v2_stacks import m002_stacks
from .v3_desk import m003_desk
from .v4_scans import m004_scans
from .v5_names import m005_names

STEPS = (m001_words, m002_stacks, m003_desk, m004_scans, m005_names)
"""All steps, oldest first: the order of their modules' names, since that of the imports is that of the doing."""


def migrate(connection: sqlite3.Connection) -> None:
    """Bring a database up to this version. The caller holds a write transaction.

    Raises EnvironmentFault, with nothing changed, for a library that a newer version has written.
    """
    db = sqlite_utils.Database(connection)
    refuse_newer(db)
    migrations.apply(db)
    # Read without sqlite_utils at start-up, to know that nothing is pending.
    connection.execute(f"PRAGMA user_version = {len(migrations.applied(db))}")


def refuse_newer(db: sqlite_utils.Database) -> None:
    """Raise EnvironmentFault if steps were applied that this version does not know."""
    known = {step.name for step in migrations.pending(sqlite_utils.Database(memory=True))}
    if {step.name for step in migrations.applied(db)} - known:
        raise EnvironmentFault(
            Message("error-library-newer"), Message("error-library-newer-remedy"), code="library-newer")
