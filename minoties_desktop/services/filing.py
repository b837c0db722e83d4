"""Where in the library a photograph goes, and what its file is called there."""

from __future__ import annotations

import itertools
import threading
from collections.abc import Iterator
from pathlib import Path

from ..domain.renaming import Naming, check_template, named
from ..domain.variables import counts
from .originals import Names, folder_for, safe_name


class Filing:
    """Gives each photograph of an import its path in the library, by a template of names ("" keeps the camera's).

    RAW and JPEG of one photograph get the same number. Raises UsageFault for a template that makes no sense.
    """

    def __init__(self, names: Names, template: str = "") -> None:
        self._names, self._template = names, check_template(template)
        self._lock = threading.Lock()
        self._partners: set[str] = set()
        self._folders: dict[str, str] = {}
        self._number = 1

    def place(self, source: Path, facts: Naming) -> str:
        """The free path for a file that lies at `source`; numbers that other files bear are skipped.

        One without a date goes where its partner with one has gone before it.
        """
        partner = f"{source.parent}/{source.stem.casefold()}"
        folder = folder_for(facts.taken)
        if facts.taken:
            self._folders.setdefault(partner, folder)
        else:
            folder = self._folders.get(partner, folder)

        def name(number: int) -> str:
            return safe_name(named(self._template, facts, number) + source.suffix)

        def counted() -> Iterator[str]:
            for number in itertools.count(self._number):
                self._number = number + 1
                yield name(number)

        with self._lock:
            if not counts(self._template) or partner in self._partners:
                return self._names.choose(folder, name(self._number), partner)
            self._partners.add(partner)
            return self._names.choose_first(folder, counted(), partner)


def preview(template: str, facts: Naming, extension: str) -> str:
    """What a file would be called, for showing while the template is typed."""
    return safe_name(named(check_template(template), facts, 42 if counts(template) else 1) + extension)
