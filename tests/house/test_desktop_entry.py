"""The desktop entry offers the program for kinds that it takes, and hands it the files."""

import configparser
from pathlib import Path

from minoties_desktop.media import kinds

ENTRY = Path(__file__).parents[2] / "packaging" / "minoties-desktop.desktop"


def _entry() -> configparser.SectionProxy:
    parser = configparser.ConfigParser(interpolation=None)
    parser.optionxform = str
    parser.read(ENTRY, encoding="utf-8")
    return parser["Desktop Entry"]


def test_it_is_offered_for_what_it_takes_only() -> None:
    taken = {kind.mime for kind in vars(kinds).values() if isinstance(kind, kinds.Kind)}
    offered = [mime for mime in _entry()["MimeType"].split(";") if mime]
    assert set(offered) <= taken and len(offered) == len(set(offered))


def test_files_are_handed_to_a_command_that_there_is() -> None:
    program, files = _entry()["Exec"].split()
    scripts = (ENTRY.parents[1] / "pyproject.toml").read_text(encoding="utf-8").partition("[project.gui-scripts]")[2]
    assert files == "%F" and f"{program} =" in scripts.partition("\n[")[0]
