"""RAW and JPEG, HEIC and JPEG of one photograph: one item with two files of which one counts."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from .database import Database, Write, now


def masters(database: Database, run: str) -> list[dict[str, Any]]:
    """The masters that an import brought: item, path, mime, clock."""
    return [dict(row) for row in database.reading().execute(
        """SELECT file.item, file.path, file.mime, file.clock FROM file JOIN item ON item.id = file.item
           WHERE item.import_run = ? AND item.deleted IS NULL AND file.role = 'master'""", (run,))]


def join(write: Write, pairs: Mapping[str, str]) -> None:
    """Give the master of each item to another item as its companion; nothing else is left of the first one."""
    for item, partner in pairs.items():
        write.execute("UPDATE file SET item = ?, role = 'companion' WHERE item = ? AND role = 'master'",
                      (partner, item))
        write.execute("UPDATE card_file SET item = ? WHERE item = ?", (partner, item))
    gone = json.dumps(list(pairs))
    write.execute("UPDATE item SET deleted = ? WHERE id IN (SELECT value FROM json_each(?))", (now(), gone))
    write.execute("INSERT OR IGNORE INTO dirty SELECT value FROM json_each(?)",
                  (json.dumps([*pairs, *pairs.values()]),))
    write.touched("item", [*pairs, *pairs.values()])
