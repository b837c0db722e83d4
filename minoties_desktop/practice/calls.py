"""One request to the API: its parameters read and checked against the modules' own descriptions."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from .accounts import Session, User
from .answers import Refusal, say
from .catalogue import modules
from .state import Received

MOST = 500  # Entries of one list in one answer.


@dataclass(slots=True)
class Call:
    """A request as the API modules see it. `server` is the wiki's own address without a slash at the end;
    `largest` lowers what a number may be; `forced_error` is a code to refuse it with, whatever it asks."""

    params: dict[str, str]
    posted: frozenset[str]
    files: dict[str, Received]
    session: Session
    method: str
    server: str
    warnings: list[tuple[str, str, str]] = field(default_factory=list)
    headers: dict[str, str] = field(default_factory=dict)
    used: set[str] = field(default_factory=set)
    largest: dict[str, int] = field(default_factory=dict)
    forced_error: str = ""

    @property
    def user(self) -> User:
        """Who asks."""
        return self.session.user

    def text(self, name: str) -> str | None:
        """A parameter as it came, or None."""
        self.used.add(name)
        return self.params.get(name)

    def flag(self, name: str) -> bool:
        """Whether a yes-or-no parameter is there; its value does not matter."""
        return self.text(name) is not None

    def several(self, name: str, default: str = "") -> list[str]:
        """A parameter's values: parted by `|`, or by U+001F where it starts with one."""
        value = self.text(name)
        return split(default if value is None else value)

    def warn(self, module: str, code: str, text: str) -> None:
        """Add a warning to the answer."""
        if (module, code, text) not in self.warnings:
            self.warnings.append((module, code, text))

    def limit(self, name: str, default: int = 10) -> int:
        """How many entries are wanted: a number, or `max`."""
        value = self.text(name)
        if value is None:
            return default
        return MOST if value == "max" else min(int(value), MOST)


def split(value: str) -> list[str]:
    """The values of a multiple parameter."""
    if value.startswith("\x1f"):
        return value[1:].split("\x1f")
    return value.split("|") if value else []


def check_module(call: Call, path: str, *, generator: bool = False) -> dict[str, Any]:
    """Check the parameters that belong to a module; its description comes back. Raises Refusal.

    A module that is used as a generator has its parameters with a `g` before them.
    """
    module = modules()[path]
    prefix, name = ("g" if generator else "") + module.get("prefix", ""), module["name"]
    for parameter in module["parameters"]:
        full = prefix + parameter["name"]
        call.used.add(full)
        value = call.params.get(full)
        if value is None:
            if parameter.get("required") and full not in call.files:
                raise Refusal("missingparam", full, module=name)
            continue
        _check_value(call, path, full, parameter, value)
    return module


def _check_value(call: Call, path: str, full: str, parameter: dict[str, Any], value: str) -> None:
    kind, several = parameter["type"], bool(parameter.get("multi"))
    values = split(value) if several else [value]
    if several and len(values) > parameter.get("limit", 50):
        raise Refusal("toomanyvalues", full, parameter.get("limit", 50), module=path)
    if isinstance(kind, list) and kind:
        _check_choice(call, path, full, several, [v for v in values if v not in kind and v != "*"])
    elif kind in ("integer", "limit"):
        for number in values:
            _check_number(call, path, full, parameter, number)
    elif kind == "namespace" and not all(v.lstrip("-").isdigit() or v == "*" for v in values):
        raise Refusal("badvalue", full, value, module=path)


def _check_choice(call: Call, path: str, full: str, several: bool, unknown: list[str]) -> None:
    if unknown and not several:
        raise Refusal("badvalue", full, unknown[0], module=path)
    if unknown:
        key = "unrecognizedvalues" if len(unknown) == 1 else "unrecognizedvalues-many"
        call.warn(path, "unrecognizedvalues", say(key, full, ", ".join(unknown)))


def _check_number(call: Call, path: str, full: str, parameter: dict[str, Any], value: str) -> None:
    if parameter["type"] == "limit" and value == "max":
        return
    try:
        number = int(value)
    except ValueError as error:
        raise Refusal("badinteger", full, value, module=path) from error
    low, high = parameter.get("min"), call.largest.get(full, parameter.get("max"))
    if low is not None and high is not None and not low <= number <= high:
        call.params[full] = str(min(max(number, low), high))
        call.warn(path, "outofrange", say("outofrange", full, value, f"{low:,}", f"{high:,}"))


def warn_unused(call: Call) -> None:
    """Warn of parameters that no module has asked for, as MediaWiki does at the end."""
    unused = [name for name in call.params if name not in call.used]
    if unused:
        key = "unrecognizedparams" if len(unused) == 1 else "unrecognizedparams-many"
        call.warn("main", "unrecognizedparams", say(key, ", ".join(unused)))
