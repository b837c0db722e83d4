"""Two people changed one text: what only one of them changed, and what both did."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum


class Side(StrEnum):
    """Whose form of a part is kept."""

    OURS = "ours"
    THEIRS = "theirs"
    BOTH = "both"
    """Theirs, and after it what of ours is not in it."""


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a text as it was, as we want it, and as it is there now; `key` names what it is of, if anything."""

    was: str
    ours: str
    theirs: str
    key: str = ""

    @property
    def is_open(self) -> bool:
        """Whether the two differ here."""
        return self.ours != self.theirs

    @property
    def is_clash(self) -> bool:
        """Whether both changed it, each in another way."""
        return self.is_open and self.was not in (self.ours, self.theirs)

    @property
    def default(self) -> Side:
        """Whose form stands unless somebody says otherwise: theirs wherever they have written anything, and both
        where both have added something at the same place."""
        if self.is_clash and not self.was:
            return Side.BOTH
        return Side.OURS if self.is_open and self.theirs == self.was else Side.THEIRS

    def kept(self, side: Side) -> str:
        """The part in the form of a side."""
        if side is Side.BOTH:
            there = self.theirs.splitlines()
            more = [line for line in self.ours.splitlines(keepends=True) if line.rstrip("\n") not in there]
            return "".join([self.theirs, *more])
        return self.ours if side is Side.OURS else self.theirs

    def to_json(self) -> list[str]:
        """As it is stored."""
        return [self.was, self.ours, self.theirs, self.key]


def parts(was: str, ours: str, theirs: str) -> list[Part]:
    """The parts of a text, line by line; joined, each of the three columns is its text again."""
    found = []
    for stretch in _stretches(*(text.splitlines(keepends=True) for text in (was, ours, theirs))):
        base, mine, yours = stretch
        if len(base) == len(mine) == len(yours) and not base == mine == yours:
            found += [Part(*lines) for lines in zip(*stretch, strict=True)]  # each line for itself
        else:
            found.append(Part("".join(base), "".join(mine), "".join(yours)))
    return found


def merged(found: Sequence[Part], sides: Sequence[Side] = ()) -> str:
    """The text in which the open parts are as chosen, in their order; those without a choice as by default."""
    chosen = iter(sides)
    return "".join(part.kept(next(chosen, part.default)) if part.is_open else part.theirs for part in found)


def _stretches(
    base: list[str], ours: list[str], theirs: list[str],
) -> Iterator[tuple[list[str], list[str], list[str]]]:
    in_ours, in_theirs = _places(base, ours), _places(base, theirs)
    at = (0, 0, 0)
    stable: list[str] = []
    for number in range(len(base) + 1):
        here = (number, in_ours.get(number, -1), in_theirs.get(number, -1))
        if number == len(base):
            here = (len(base), len(ours), len(theirs))
        elif -1 in here:
            continue
        if here != at:
            if stable:
                yield stable, stable, stable
                stable = []
            yield base[at[0]:here[0]], ours[at[1]:here[1]], theirs[at[2]:here[2]]
        if number < len(base):
            stable.append(base[number])
        at = (here[0] + 1, here[1] + 1, here[2] + 1)
    if stable:
        yield stable, stable, stable


def _places(base: list[str], text: list[str]) -> dict[int, int]:
    """Where each line of the base that is still there stands now."""
    matcher = SequenceMatcher(None, base, text, autojunk=False)
    return {block.a + step: block.b + step for block in matcher.get_matching_blocks() for step in range(block.size)}
