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


SYSTEMS = {"image/x-raw": "image/x-dcraw", "audio/wav": "audio/x-wav", "application/sla": "model/stl"}
"""What shared-mime-info calls some kinds; each maker's RAW is one of its own below image/x-dcraw, and audio/ogg,
video/ogg and the like are below application/ogg."""


def test_it_is_offered_for_what_it_takes_only() -> None:
    known = [kind for kind in vars(kinds).values() if isinstance(kind, kinds.Kind)]
    taken = {SYSTEMS.get(kind.mime, kind.mime) for kind in known} | {"image/heif"}
    offered = [mime for mime in _entry()["MimeType"].split(";") if mime]
    assert set(offered) <= taken and len(offered) == len(set(offered))
    wanted = [kind for kind in known if kind.use is kinds.Use.TAKE or kind in (kinds.RAW, kinds.HEIC, kinds.AVIF)]
    assert {SYSTEMS.get(kind.mime, kind.mime) for kind in wanted} - set(offered) == {"audio/midi"}


def test_files_are_handed_to_a_command_that_there_is() -> None:
    program, files = _entry()["Exec"].split()
    scripts = (ENTRY.parents[1] / "pyproject.toml").read_text(encoding="utf-8").partition("[project.gui-scripts]")[2]
    assert files == "%F" and f"{program} =" in scripts.partition("\n[")[0]
