"""What Wikibase accepts as the value of a statement, and the words with which it refuses the rest."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from . import catalogue
from .answers import Refusal, say

# commons-contract section 5.1: values by datatype.
_VALUE_TYPES = {
    "wikibase-item": "wikibase-entityid", "string": "string", "external-id": "string", "url": "string",
    "time": "time", "globe-coordinate": "globecoordinate", "quantity": "quantity",
    "monolingualtext": "monolingualtext",
}
_LONGEST_STRING = 1500
_TIME = re.compile(r"[+-]\d{1,16}-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)Z")
_SCHEMES = ("http", "https", "ftp", "ftps", "mailto", "irc", "ircs", "gopher", "telnet", "nntp", "worldwind", "svn",
            "git", "sip", "sips", "xmpp", "sms", "ssh", "tel", "news", "magnet", "mms", "bitcoin", "redis", "matrix")
# Languages of monolingual text beyond those of captions (commons-contract section 8).
_MORE_LANGUAGES = frozenset(
    ["rap", "kek", "mic", "rom", "oj", "lkt", "kmr", "aii", "zza", "ber", "miq", "bal", "rhg", "lad-latn", "rmn"])
_ENTITY_ADDRESS = "http://www.wikidata.org/entity/"


def refuse(name: str, *parameters: str, code: str = "modification-failed", markup: str | None = None) -> Refusal:
    """A refusal in Wikibase's form: the message's name and parameters, and their HTML."""
    text = say(name, *parameters)
    return Refusal(name, *parameters, code=code, module="main",
                   messages=[(name, list(parameters), html.escape(text, quote=False) if markup is None else markup)])


def check_snak(snak: dict[str, Any], item_exists: Callable[[str], bool]) -> dict[str, Any]:
    """A snak as Wikibase keeps it, its value checked against its property's datatype."""
    number = str(snak.get("property", ""))
    known = catalogue.properties().get(number)
    if known is None:
        raise refuse("wikibase-validator-no-such-property", f"[[Property:{number}|{number}]]",
                     markup=f"Property {_red_link('Property', number)} not found")
    kept: dict[str, Any] = {"snaktype": snak.get("snaktype", "value"), "property": number}
    if kept["snaktype"] == "value":
        kept["datavalue"] = _check_value(known["datatype"], snak.get("datavalue") or {}, item_exists)
    return kept


def _check_value(datatype: str, value: dict[str, Any], item_exists: Callable[[str], bool]) -> dict[str, Any]:
    expected, given = _VALUE_TYPES[datatype], str(value.get("type"))
    if given != expected:
        raise refuse("wikibase-validator-bad-value-type", given, expected)
    inner = value.get("value")
    if expected == "string":
        return {"value": _string(datatype, str(inner)), "type": given}
    if not isinstance(inner, dict):
        raise refuse("wikibase-validator-bad-value", str(inner))
    if expected == "wikibase-entityid":
        return {"value": _entity(inner, item_exists), "type": given}
    check = {"time": _time, "globecoordinate": _coordinate, "quantity": _quantity, "monolingualtext": _text}
    return {"value": check[expected](inner), "type": given}


def _entity(value: dict[str, Any], item_exists: Callable[[str], bool]) -> dict[str, Any]:
    kind = value.get("entity-type") or ("property" if str(value.get("id", "")).startswith("P") else "item")
    if kind != "item":
        raise refuse("wikibase-validator-bad-entity-type", str(kind))
    number = str(value.get("id") or f"Q{value.get('numeric-id')}")
    if not catalogue.is_item_id(number) or not item_exists(number):
        raise refuse("wikibase-validator-no-such-entity", f"[[Item:{number}|{number}]]",
                     markup=f"{_red_link('Item', number)} not found")
    return {"entity-type": "item", "numeric-id": int(number[1:]), "id": number}


def _red_link(space: str, number: str) -> str:
    return (f'<a href="/w/index.php?title={space}:{number}&amp;action=edit&amp;redlink=1" class="new"'
            f' title="{space}:{number} (page does not exist)">{number}</a>')


def _string(datatype: str, text: str) -> str:
    if not text:
        raise refuse("wikibase-validator-too-short", "1", "")
    if len(text) > _LONGEST_STRING:
        raise refuse("wikibase-validator-too-long", f"{_LONGEST_STRING:,}", shortened(text))
    if text != text.strip() or re.search(r"[\t\n\v\f\r]", text):
        refusal = refuse("wikibase-validator-illegal-string-chars", text)
        refusal.text = say("wikibase-validator-illegal-string-chars", " ".join(text.split()))
        raise refusal
    if datatype == "url":
        parts = urlsplit(text)
        if not parts.scheme or " " in text:
            raise refuse("wikibase-validator-url-scheme-missing", text)
        if parts.scheme not in _SCHEMES:
            raise refuse("wikibase-validator-bad-url-scheme", parts.scheme)
    return text


def shortened(text: str) -> str:
    """A long text as Wikibase quotes it."""
    return text if len(text) <= 32 else text[:29] + "..."


def _time(value: dict[str, Any]) -> dict[str, Any]:
    stamp, precision = str(value.get("time")), value.get("precision")
    match = _TIME.fullmatch(stamp)
    if not match:
        raise refuse("wikibase-validator-bad-value", say("timestamp-iso", stamp))
    missing = next((name for name in ("timezone", "before", "after", "precision", "calendarmodel")
                    if value.get(name) is None), None)
    if missing:
        raise refuse("wikibase-validator-missing-field", missing)
    month, day, *clock = (int(group) for group in match.groups())
    too_exact = (precision == 11 and not (month and day)) or (precision == 10 and not month)
    calendar = str(value["calendarmodel"])
    if any(clock) or not 0 <= int(precision or 0) <= 11 or too_exact or not calendar.startswith(_ENTITY_ADDRESS):
        raise refuse("wikibase-validator-malformed-value", stamp)
    return {name: value[name] for name in ("time", "timezone", "before", "after", "precision", "calendarmodel")}


def _coordinate(value: dict[str, Any]) -> dict[str, Any]:
    for name, limit_text in (("latitude", "latitude-range"), ("longitude", "longitude-range")):
        if not isinstance(value.get(name), (int, float)) or abs(value[name]) > 360:
            raise refuse("wikibase-validator-bad-value", say(limit_text))
    if value.get("precision") is None:
        raise refuse("wikibase-validator-missing-field", "precision")
    globe = value.get("globe") or f"{_ENTITY_ADDRESS}Q2"
    return {"latitude": value["latitude"], "longitude": value["longitude"], "altitude": value.get("altitude"),
            "precision": value["precision"], "globe": globe}


def _quantity(value: dict[str, Any]) -> dict[str, Any]:
    amount = str(value.get("amount"))
    if amount[:1] not in "+-":
        amount = f"+{amount}"
    if not re.fullmatch(r"[+-]\d+(\.\d+)?", amount):
        raise refuse("wikibase-validator-bad-value", say("decimal-malformed", amount))
    unit = str(value.get("unit"))
    if unit != "1" and not re.fullmatch(rf"{_ENTITY_ADDRESS}Q[1-9]\d*", unit):
        raise refuse("wikibase-validator-not-allowed", unit)
    bounds = {name: value[name] for name in ("upperBound", "lowerBound") if name in value}
    return {"amount": amount, "unit": unit, **bounds}


def _text(value: dict[str, Any]) -> dict[str, Any]:
    language = str(value.get("language"))
    if language not in catalogue.caption_languages() and language not in _MORE_LANGUAGES:
        raise refuse("wikibase-validator-not-a-language", language)
    return {"text": _string("string", str(value.get("text", ""))), "language": language}
