"""What is measured: rows with their bars, and the functions that measure them."""

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

Found = dict[str, float | tuple[float, float]]
"""By row: the value, or the value and what a rival or the limit needed in the same run."""


class Row(NamedTuple):
    """One number: its unit and its bar, the most it may be (or, where more is better, the least)."""

    name: str
    unit: str
    bar: float
    more_is_better: bool = False

    def kept(self, value: float) -> bool:
        """Whether a value keeps the bar."""
        return value >= self.bar if self.more_is_better else value <= self.bar


class Measure(NamedTuple):
    """A function that fills rows, given an empty folder; slow ones run only when named or with --all."""

    rows: tuple[Row, ...]
    take: Callable[[Path], Found]
    runs: int
    slow: bool


MEASURES: list[Measure] = []


def measures(*rows: Row, runs: int = 3, slow: bool = False) -> Callable[[Callable[[Path], Found]], Callable]:
    """Have a function measured for rows."""
    def added(function: Callable[[Path], Found]) -> Callable[[Path], Found]:
        MEASURES.append(Measure(rows, function, runs, slow))
        return function

    return added
