"""The forms that a wiki's answers have: whatever has another is not used, but waited out (commons-contract 1 and 5).

Only what is read here in `wiki` is described. Keys that end in `?` may be missing; other keys than these are welcome.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

Shape = Any
"""A type, a list of one shape, a dict of shapes by key, Each, AnyOf, or a function that judges a value."""

_LARGEST = 1 << 53


@dataclass(frozen=True, slots=True)
class Each:
    """A map whose values have a shape; an empty one may come as a list (commons-contract 5.1)."""

    shape: Shape


@dataclass(frozen=True, slots=True)
class AnyOf:
    """One of several shapes."""

    shapes: tuple[Shape, ...]


def fits(value: Any, shape: Shape) -> bool:
    """Whether a value has a shape."""
    match shape:
        case type():
            return isinstance(value, shape)
        case list():
            return isinstance(value, list) and all(fits(one, shape[0]) for one in value)
        case dict():
            return isinstance(value, dict) and all(_has(value, key, part) for key, part in shape.items())
        case Each():
            return value == [] or (isinstance(value, dict) and all(fits(one, shape.shape) for one in value.values()))
        case AnyOf():
            return any(fits(value, one) for one in shape.shapes)
    return shape(value)


def _has(value: dict[str, Any], key: str, part: Shape) -> bool:
    name = key.removesuffix("?")
    if name not in value:
        return name != key
    return fits(value[name], part)


def _count(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and -_LARGEST < value < _LARGEST


def _written(value: Any) -> bool:
    """A number, or one that is written in digits, as offsets of chunks are (commons-contract 1.3)."""
    return _count(value) or (isinstance(value, str) and value.isascii() and value.isdigit() and len(value) < 16)


def _seconds(value: Any) -> bool:
    return value is None or _written(value) or (isinstance(value, float) and math.isfinite(value))


def _real(value: Any) -> bool:
    """A number as a float or in digits."""
    try:
        return not isinstance(value, bool) and math.isfinite(float(value))
    except (TypeError, ValueError, OverflowError):
        return False


def _upload(part: Any) -> bool:
    """Of action=upload: each result brings what is read then (commons-contract 1.2)."""
    if not fits(part, {"result": str, "filename?": str, "filekey?": str, "offset?": _written, "stage?": str,
                       "imageinfo?": {"sha1?": str}, "warnings?": _WARNINGS}):
        return False
    match part["result"]:
        case "Continue":
            return "offset" in part
        case "Warning":
            return bool(part.get("warnings"))
    return part["result"] in ("Success", "Poll")


_WARNINGS = Each(AnyOf((str, bool, [AnyOf((str, dict))], dict)))
_DATA = {"offset?": _written, "filekey?": str, "after?": _seconds, "lag?": _seconds, "invalidparameter?": str}
_ERROR = {"code": str, "data?": AnyOf((_DATA, lambda data: data == []))}
_OLD_ERROR = {"code": str, "info?": str, **_DATA}
_REVISION = {"revid?": _count, "parentid?": _count, "user?": str, "timestamp?": str, "slots?": Each({"content?": str})}
_VERSION = {"sha1?": str, "size?": _count, "user?": str, "timestamp?": str, "url?": str, "descriptionurl?": str}
_PAGE = {"title?": str, "pageid?": _count, "lastrevid?": _count, "imageinfo?": [_VERSION], "revisions?": [_REVISION],
         "actions?": {"create?": [dict]}}
_QUERY = {
    "pages?": [_PAGE], "normalized?": [{"from": str, "to": str}], "tokens?": Each(str),
    "allimages?": [{"name": str, "user?": str, "timestamp?": str}], "filearchive?": [{"name": str}],
    "allpages?": [{"title": str}], "mystashedfiles?": [{"filekey": str, "size?": _count, "status?": str}],
    "stashimageinfo?": [{"sha1?": str}], "logevents?": [{"user?": str, "timestamp?": str, "comment?": str}],
    "general?": {"maxuploadsize?": _written, "minuploadchunksize?": _written},
    "fileextensions?": [{"ext": str}], "extensions?": [{"name?": str}],
    "userinfo?": {"name?": str, "rights?": [str], "groups?": [str], "blockreason?": str,
                  "ratelimits?": Each(Each({"hits": _count, "seconds": _count}))},
}


def _modules(found: Any) -> bool:
    """What pywikibot reads of modules before it asks anything of them; without one it would take all for unknown."""
    return found != [] and fits(found, [{"name": str, "path": str, "parameters?": [{"name": str}]}])


_VALUE = AnyOf((str, Each(AnyOf((str, float, int, type(None))))))
_SNAK = {"property": str, "snaktype": str, "datavalue?": {"value": _VALUE}}


def _snak(snak: Any) -> bool:
    """A snak whose value can be compared with one of ours (commons-contract 5.1)."""
    if not fits(snak, _SNAK):
        return False
    if snak["snaktype"] != "value":
        return True
    value = snak.get("datavalue", {}).get("value")
    if isinstance(value, str):
        return True
    return isinstance(value, dict) and any(key in value and fits(value, shape) for key, shape in _VALUES.items())


_VALUES: dict[str, Shape] = {
    "entity-type": AnyOf(({"id": str}, {"numeric-id": _written})),
    "latitude": {"latitude": _real, "longitude": _real},
    "time": {"time": str, "precision": _count},
    "amount": {"amount": _real, "unit?": str},
    "text": {"text": str, "language": str},
}
_STATEMENT = {"id": str, "mainsnak": _snak, "qualifiers?": Each([_snak]), "rank?": str}
_ENTITY = {"labels?": Each({"language": str, "value": str}), "statements?": Each([_STATEMENT]), "lastrevid?": _count}

_ACTIONS: dict[str, Shape] = {
    "query": {"query?": _QUERY, "continue?": dict},
    "upload": {"upload": _upload},
    "titleblacklist": {"titleblacklist": {"result": str}},
    "parse": {"parse": {"templates?": [{"title": str}], "categories?": [{"category": str}]}},
    "paraminfo": {"paraminfo": {"modules": _modules}},
    "wbgetentities": {"entities": Each(_ENTITY)},
    "wbeditentity": {"entity": _ENTITY},
    "edit": {"edit": {"result?": str, "newrevid?": _count, "code?": str, "info?": AnyOf((str, dict))}},
}


def is_sound(answer: Any, action: str) -> bool:
    """Whether an answer to an action has the form of the API's errors, or of what is read of it."""
    if not isinstance(answer, dict):
        return False
    if answer.get("errors"):
        return fits(answer["errors"], [_ERROR])
    return fits(answer["error"], _OLD_ERROR) if answer.get("error") else fits(answer, _ACTIONS.get(action, dict))
