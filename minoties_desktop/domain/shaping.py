"""How a page is made of what lay on the glass: turned, straightened, cut and split; its master is never touched."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any, NamedTuple

TURNS = (0, 90, 180, 270)
MOST_SKEW = 15.0
"""Degrees; what lies more crookedly is laid anew, or turned."""
LEAST_SIDE = 0.01
"""Of the picture's side; what is smaller is a slip of the mouse."""
_PRECISION = 5


class Box(NamedTuple):
    """A part of a picture, in fractions of its width and height (0 to 1) from its upper left corner."""

    left: float = 0.0
    top: float = 0.0
    right: float = 1.0
    bottom: float = 1.0

    def pixels(self, width: int, height: int) -> tuple[int, int, int, int]:
        """Left, top, right and bottom in pixels of a picture, one pixel wide and high at least."""
        left = min(width - 1, round(self.left * width))
        top = min(height - 1, round(self.top * height))
        return (left, top, max(left + 1, min(width, round(self.right * width))),
                max(top + 1, min(height, round(self.bottom * height))))


WHOLE = Box()


@dataclass(frozen=True, slots=True)
class Shape:
    """What is done to a master, in this order: `turn` degrees clockwise (a quarter's multiple), then straightened by
    `skew` degrees clockwise, then cut to `crop`, then parted at `split` (a fraction of what was cut out, 0 for not)
    into a left and a right page."""

    turn: int = 0
    skew: float = 0.0
    crop: Box = WHOLE
    split: float = 0.0

    @property
    def is_empty(self) -> bool:
        """Whether the page is its master as it is."""
        return self == Shape()

    @property
    def is_turn(self) -> bool:
        """Whether nothing is done but a turn, which takes no decoding."""
        return self == Shape(turn=self.turn)

    @property
    def parts(self) -> tuple[Box, ...]:
        """What becomes a page of its own, in reading order, of the picture once it is turned and straight."""
        if not self.split:
            return (self.crop,)
        at = self.crop.left + self.split * (self.crop.right - self.crop.left)
        return self.crop._replace(right=at), self.crop._replace(left=at)

    def to_json(self) -> str:
        """As it is stored; equal shapes are equal texts, and "" does nothing."""
        if self.is_empty:
            return ""
        return json.dumps({"turn": self.turn, "skew": round(self.skew, 2),
                           "crop": [round(side, _PRECISION) for side in self.crop],
                           "split": round(self.split, _PRECISION)})

    @classmethod
    def from_json(cls, text: str) -> Shape:
        """The shape of a text; what makes no sense in it does nothing."""
        try:
            found = json.loads(text) if text else {}
        except ValueError:
            return cls()
        return shape_of(found) if isinstance(found, dict) else cls()


def shape_of(told: dict[str, Any]) -> Shape:
    """A shape of values that anyone may have written."""
    turn = told.get("turn")
    skew, split = _number(told.get("skew")), _number(told.get("split"))
    return Shape(turn if turn in TURNS else 0, skew if abs(skew) <= MOST_SKEW else 0.0, _box(told.get("crop")),
                 split if LEAST_SIDE <= split <= 1 - LEAST_SIDE else 0.0)


def _box(told: Any) -> Box:
    if not isinstance(told, list | tuple) or len(told) != 4:
        return WHOLE
    box = Box(*(min(1.0, max(0.0, _number(side))) for side in told))
    return box if box.right - box.left >= LEAST_SIDE and box.bottom - box.top >= LEAST_SIDE else WHOLE


def _number(told: Any) -> float:
    number = float(told) if isinstance(told, int | float) and not isinstance(told, bool) else 0.0
    return number if abs(number) < 1e6 else 0.0  # also what is no number at all
