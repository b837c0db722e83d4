"""Writes `resources/vocab/languages.tsv`: code, English name, own names, and whether it is written from right to left.

It takes the places of its four sources as arguments:
MediaWiki's `Names.php` (own names; GPL-2.0-or-later) and the folder of its `Messages*.php` (`$rtl`), `iso_639-3.json`
of Debian's iso-codes (codes and English names of languages of today and of history; LGPL-2.1-or-later), and
`autonyms.csv` of SIL's langtags (own names; MIT, https://github.com/silnrsi/langtags).
"""

from __future__ import annotations

import csv
import json
import re
import sys
import unicodedata
from pathlib import Path

_ROOT = Path(__file__).resolve().parents[1]
_NAME = re.compile(r"""^\s*'([a-z0-9-]+)' => '((?:[^'\\]|\\.)*)', *(?:# *(.*))?$""", re.MULTILINE)
_LEFT_OUT = {
    "en-x-piglatin", "de-formal", "es-formal", "hu-formal", "nl-informal", "qqq", "simple", "mis", "und", "zxx"}


def main(names: str, messages: str, iso: str, autonyms: str) -> None:
    """Read the sources and write the list."""
    found: dict[str, tuple[str, list[str]]] = {}
    own: dict[str, list[str]] = {}
    with Path(autonyms).open(encoding="utf-8-sig") as file:
        for row in csv.DictReader(file):
            own.setdefault(row["ISO_639"], []).append(row["Print_Name"].replace("|", " ").strip())
    short = {}
    for one in json.loads(Path(iso).read_text(encoding="utf-8"))["639-3"]:
        code = one.get("alpha_2") or one["alpha_3"]
        short[code] = re.sub(r" \([^)]*\d[^)]*\)$", "", one.get("common_name") or one["name"])
        if one["type"] in ("L", "H"):
            found[code] = (short[code], own.get(one["alpha_3"], []))
    for code, name, comment in _NAME.findall(Path(names).read_text(encoding="utf-8")):
        english = short.get(code) or re.sub(r"\(.*?\)|, T\d+.*", "", comment).strip(" ,") or name
        others = found.get(code, ("", []))[1]
        parts = [part.strip().replace("\\'", "'") for part in name.split(" / ")]
        if code not in _LEFT_OUT:
            found[code] = (english, [*parts, *others])
    captions = json.loads((_ROOT / "resources" / "vocab" / "caption_languages.json").read_text(encoding="utf-8"))
    for code in captions:
        if code not in found and code not in _LEFT_OUT:
            base, _, script = code.partition("-")
            english = short.get(code) or (f"{short[base]} ({script})" if base in short else code)
            found[code] = (english, own.get(code, []))
    rtl = {re.sub("_", "-", path.stem.removeprefix("Messages")).lower() for path in Path(messages).glob("Messages*.php")
           if "$rtl = true" in path.read_text(encoding="utf-8")}
    lines = []
    for code, (english, names_) in sorted(found.items()):
        plain = list(dict.fromkeys(unicodedata.normalize("NFC", one) for one in names_ if one))
        right = code in rtl or _from_right("".join(plain[:1]))
        lines.append("\t".join([code, english, "|".join(plain), "rtl" if right else ""]))
    target = _ROOT / "resources" / "vocab" / "languages.tsv"
    target.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(len(lines), target)


def _from_right(text: str) -> bool:
    """Whether the first letter that has a direction is one of a script that runs to the left."""
    return next((unicodedata.bidirectional(letter) for letter in text
                 if unicodedata.bidirectional(letter) in ("L", "R", "AL")), "L") != "L"


if __name__ == "__main__":
    main(*sys.argv[1:])
