"""Titles as MediaWiki reads them, and the names it makes of what an uploader asks for."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from .answers import Refusal
from .catalogue import namespace_names, namespaces

FILE = 6
CATEGORY = 14
_ILLEGAL = re.compile(r"[#<>\[\]|{}\x00-\x1f\x7f\ufffd]|%[0-9A-Fa-f]{2}|&[A-Za-z0-9\x80-\U0010ffff]+;|~~~")
_BIDI = re.compile("[\u200e\u200f\u202a-\u202e]")
_SPACES = re.compile("[ _\u00a0\u1680\u180e\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+")


class BadTitle(ValueError):
    """A text that is no title; `key` names the reason, `offender` the text that offends."""

    def __init__(self, key: str, offender: str = "") -> None:
        super().__init__(key, offender)
        self.key = key
        self.offender = offender


@dataclass(frozen=True, slots=True)
class Title:
    """A page's namespace number and its text with spaces, without the namespace."""

    ns: int
    text: str

    @property
    def full(self) -> str:
        """With the namespace's name, as it is shown."""
        name = namespace_names()[self.ns]
        return f"{name}:{self.text}" if name else self.text

    @property
    def key(self) -> str:
        """The text with underscores, as file names are answered."""
        return self.text.replace(" ", "_")


def read_title(text: str, default: int = 0) -> Title:
    """Normalise a title: namespace, spaces, first letter, NFC. Raises BadTitle."""
    text = _SPACES.sub(" ", _BIDI.sub("", unicodedata.normalize("NFC", text))).strip(" ")
    ns = default
    if text.startswith(":"):
        ns, text = 0, text[1:].strip(" ")
    head, colon, rest = text.partition(":")
    if colon and head.strip().lower() in namespaces():
        ns, text = namespaces()[head.strip().lower()], rest.strip(" ")
    if not text:
        raise BadTitle("title-invalid-empty")
    if match := _ILLEGAL.search(text):
        raise BadTitle("title-invalid-characters", match[0])
    if len(text.encode()) > 255:
        raise BadTitle("title-invalid-too-long")
    return Title(ns, text[0].upper() + text[1:])


def strip_illegal(name: str) -> str:
    """A file name with every character that titles may not have, and `: / \\`, replaced by a dash."""
    return re.sub(r"[:/\\#<>\[\]|{}\x00-\x1f\x7f]", "-", name)


def extension_of(name: str) -> str:
    """What follows the last dot, or nothing."""
    return name.rpartition(".")[2] if "." in name else ""


NORMAL_EXTENSIONS = {"htm": "html", "jpeg": "jpg", "mpeg": "mpg", "tiff": "tif", "ogv": "ogg"}


def normal_extension(extension: str) -> str:
    """The usual spelling of an extension: lower case, the most common alternative."""
    lower = extension.lower()
    return NORMAL_EXTENSIONS.get(lower, lower)


def file_title(wanted: str, guessed_extension: str, allowed: list[str]) -> Title:
    """The file page that an upload under this name makes; raises the Refusal that MediaWiki would."""
    name = wanted
    try:
        title = read_title(wanted)
        if title.ns == FILE:
            name = title.key
    except BadTitle:
        name = wanted
    if len(name.encode()) > 240:
        raise Refusal("filename-toolong")
    name = strip_illegal(name)
    try:
        title = read_title(f"File:{name}")
    except BadTitle as bad:
        raise Refusal("illegal-filename", data={"filename": name}) from bad
    stem, dot, extension = title.text.rpartition(".")
    if not dot:
        stem, extension = title.text, ""
        if not guessed_extension:
            raise Refusal("filetype-missing")
        extension = guessed_extension
        title = Title(FILE, f"{title.text}.{extension}")
    if extension.lower() not in allowed:
        raise Refusal("filetype-banned", extension.lower(), ", ".join(allowed),
                      data={"filetype": extension.lower(), "allowed": allowed})
    if not stem:
        raise Refusal("filename-tooshort")
    return title
