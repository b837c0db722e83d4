"""Names of files by a template: `{date}_{place}_{seq:03}`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime

from ..config.messages import Message
from .errors import UsageFault
from .variables import counts, numbered

VARIABLES = ("date", "time", "year", "month", "day", "name", "number", "camera", "activity", "place", "photographer",
             "seq")
"""What a template may name; message `rename-<name>` says what each is."""
_HOLE = re.compile(r"\{([^{}]*)\}")
_DIGITS = re.compile(r"(\d+)\D*$")


@dataclass(frozen=True, slots=True)
class Naming:
    """What the name of one file may be made of; `name` is the camera's, without the extension."""

    name: str
    taken: datetime | None = None
    camera: str = ""
    activity: str = ""
    place: str = ""
    photographer: str = ""


def check_template(template: str) -> str:
    """The template, without spaces around it. Raises UsageFault for a variable that there is not."""
    template = template.strip()
    for hole in _HOLE.findall(template):
        if hole not in VARIABLES and not counts(f"{{{hole}}}"):
            raise UsageFault(Message("rename-unknown", f"{{{hole}}}"),
                             Message("rename-unknown-remedy", ", ".join(f"{{{name}}}" for name in VARIABLES)),
                             code="rename")
    if "{" in _HOLE.sub("", template) or "}" in _HOLE.sub("", template):
        raise UsageFault(Message("rename-brace", template), Message("rename-brace-remedy"), code="rename")
    return template


def named(template: str, facts: Naming, number: int) -> str:
    """The name, without extension, that a template gives; parts that are not known fall out with what joins them."""
    if not template:
        return facts.name
    taken, digits = facts.taken, _DIGITS.search(facts.name)
    known = {
        "date": f"{taken:%Y-%m-%d}" if taken else "", "time": f"{taken:%H%M%S}" if taken else "",
        "year": f"{taken:%Y}" if taken else "", "month": f"{taken:%m}" if taken else "",
        "day": f"{taken:%d}" if taken else "", "name": facts.name, "number": digits[1] if digits else "",
        "camera": facts.camera, "activity": facts.activity, "place": facts.place, "photographer": facts.photographer,
    }
    filled = _HOLE.sub(lambda hole: known.get(hole[1], hole[0]), numbered(template, number))
    return re.sub(r"([_ -])[_ -]*\1", r"\1", filled).strip(" _-") or facts.name
