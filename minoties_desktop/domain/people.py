"""The people behind the camera and the desk."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Contributor:
    """Somebody who makes things here.

    `user_name` is their Wikimedia account; `licence` the vocabulary id they publish under by habit;
    `captions_cc0` whether they agreed that captions are CC0; `release` says where and when they recorded that
    others may upload their work, "" if they did not.
    """

    id: str
    name: str
    user_name: str = ""
    licence: str = ""
    captions_cc0: bool = False
    release: str = ""
