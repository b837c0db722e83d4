"""What became of an import."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ..config.messages import Message, Messages
from .arriving import shown
from .copying import Arrived, Completed, Outcome, Rejected, Twin


@dataclass
class Report:
    """Items with their facts, and paths with what was decided about them.

    `cancelled` tells that a person stopped it; `verified` counts the items whose bytes the device gave back; `cards`
    are the ids of the cards and folders that were read; `told` are those whose files name another author than counts,
    with the name; `healed` are the paths in the library of damaged originals
    that were brought back; `manifest` is the folder of the list of what arrived.
    """

    items: list[dict[str, Any]] = field(default_factory=list)
    already: list[dict[str, str]] = field(default_factory=list)
    refused: list[tuple[str, Message]] = field(default_factory=list)
    ignored: list[tuple[str, Message]] = field(default_factory=list)
    needs_derivative: list[str] = field(default_factory=list)
    healed: list[str] = field(default_factory=list)
    told: list[dict[str, str]] = field(default_factory=list)
    cancelled: bool = False
    verified: int = 0
    cards: list[str] = field(default_factory=list)
    manifest: Path | None = None
    sums: dict[str, str] = field(default_factory=dict)
    """SHA-256 by path in the library, of what arrived."""

    def take(self, other: Report) -> None:
        """Report what another import did, too."""
        for name in ("items", "already", "refused", "ignored", "needs_derivative", "cards", "healed", "told"):
            getattr(self, name).extend(getattr(other, name))
        self.cancelled |= other.cancelled
        self.verified += other.verified
        self.sums |= other.sums
        self.manifest = other.manifest or self.manifest

    def add(self, one: Outcome, activity: str | None, told: str = "") -> None:
        """Report what became of one photograph, which is under that activity; `told` names another author than
        counts."""
        path = shown(one.job.path)
        match one:
            case Arrived():
                self.items.append(_facts(one, path, activity))
                self.verified += all(copy.cold for copy in one.copies)
                self.sums[one.file["path"]] = one.file["sha256"]
                if told:
                    self.told.append({"path": path, "item": one.job.incoming.item, "author": told})
                if one.needs_derivative:
                    self.needs_derivative.append(one.job.incoming.item)
            case Twin():
                self.add_twin(path, one.item, one.known)
            case Rejected():
                self.refused.append((path, one.fault.message))

    def add_twin(self, path: str, item: str, known: Completed | None) -> None:
        """Report a file whose bytes the library had already, and what was mended with it."""
        self.already.append({"path": path, "item": item})
        if known and known.healed:
            self.healed.append(known.path)

    def join(self, pairs: Mapping[str, str]) -> None:
        """Report the items that went into others as these: RAW and JPEG of one photograph."""
        for one in self.told:
            one["item"] = pairs.get(one["item"], one["item"])
        for one in self.items:
            one["id"] = pairs.get(one["id"], one["id"])
        self.needs_derivative = [item for item in self.needs_derivative if item not in pairs]

    def sort(self, paths: Sequence[str]) -> None:
        """Bring everything into the order in which it was found."""
        order = {path: place for place, path in enumerate(paths)}
        self.items.sort(key=lambda one: order[one["path"]])
        self.already.sort(key=lambda one: order[one["path"]])
        self.told.sort(key=lambda one: order[one["path"]])
        self.needs_derivative = [one["id"] for one in self.items if one["id"] in set(self.needs_derivative)]
        self.refused.sort(key=lambda one: order.get(one[0], -1))

    def to_json(self, words: Messages) -> dict[str, Any]:
        """The report of `minoties import`, its reasons in a language."""
        return {
            "items": self.items, "already": self.already,
            "refused": [{"path": path, "reason": words.text(reason)} for path, reason in self.refused],
            "ignored": [{"path": path, "reason": words.text(reason)} for path, reason in self.ignored],
            "needs_derivative": self.needs_derivative, "healed": self.healed, "told": self.told,
            "verified": self.verified,
            "manifest": shown(self.manifest) if self.manifest else None,
        }


def _facts(one: Arrived, path: str, activity: str | None) -> dict[str, Any]:
    taken, position = one.job.taken, one.job.exif.position
    return {
        "id": one.job.incoming.item, "path": path, "sha1": one.file["sha1"],
        "taken": f"{taken[0]:%Y-%m-%dT%H:%M:%S}{taken[1]}" if taken else None,
        "latitude": position[0] if position else None, "longitude": position[1] if position else None,
        "activity": activity,
    }
