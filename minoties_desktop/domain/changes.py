"""What a write touched, so that views refresh just that."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Changes:
    """Tables and, in each, the ids of the rows that were added, changed or removed."""

    rows: Mapping[str, frozenset[str]] = field(default_factory=dict)

    @classmethod
    def of(cls, table: str, ids: Iterable[str]) -> Changes:
        """Changes of one table."""
        return cls({table: frozenset(ids)})

    def __or__(self, other: Changes) -> Changes:
        merged = dict(self.rows)
        for table, ids in other.rows.items():
            merged[table] = merged.get(table, frozenset()) | ids
        return Changes(merged)

    def __bool__(self) -> bool:
        return any(self.rows.values())

    def ids(self, table: str) -> frozenset[str]:
        """The touched ids of one table."""
        return self.rows.get(table, frozenset())
