"""How the practice Commons words its answers: refusals in the old and the new error format, both format versions."""

from __future__ import annotations

import functools
import html
import json
import re
from collections.abc import Callable
from typing import Any

from ..config.resources import resource

FORMATS = ("bc", "plaintext", "html", "wikitext", "raw", "none")
LocalText = Callable[[str], str | None]


@functools.cache
def _resource() -> dict[str, Any]:
    return json.loads(resource("practice", "answers.json").read_text(encoding="utf-8"))


def say(key: str, *args: Any, language: str = "en") -> str:
    """The text of an answer by its key, `$1` and so on replaced; a key without text is shown as ⧼key⧽."""
    texts = _resource()["texts"]
    text = texts.get(language, {}).get(key) or texts["en"].get(key)
    return f"⧼{key}⧽" if text is None else fill(text, args)


def fill(text: str, args: tuple[Any, ...]) -> str:
    """Put arguments into `$1`, `$2`, ...; what has no argument stays."""

    def argument(match: re.Match[str]) -> str:
        index = int(match[1]) - 1
        return str(args[index]) if index < len(args) else match[0]

    return re.sub(r"\$(\d+)", argument, text)


class Refusal(Exception):
    """An action that is refused: the message key, its arguments, the API's code, and data that goes with it.

    `module` names where it happened (`main` or the action); `messages` are Wikibase's (name, parameters, html).
    """

    def __init__(
        self, key: str, *args: Any, code: str | None = None, data: dict[str, Any] | None = None,
        module: str | None = None, messages: list[tuple[str, list[Any], str]] | None = None, text: str | None = None,
        headers: dict[str, str] | None = None,
    ) -> None:
        super().__init__(key, *args)
        self.key, self.arguments = key, args
        self.code = code or _resource()["codes"].get(key, key)
        self.data = data or {}
        self.module = module
        self.messages = messages
        self.text = text
        self.headers = headers or {}

    def wording(self, language: str, local: LocalText | None) -> str:
        """The sentence in plain text; the wiki's own wording first where it was asked for."""
        own = local(self.key) if local else None
        if own is not None:
            return fill(own, self.arguments)
        return self.text if self.text is not None else say(self.key, *self.arguments, language=language)


def refusal_answer(
    refusal: Refusal, *, errorformat: str, language: str, address: str, module: str, local: LocalText | None,
) -> dict[str, Any]:
    """The body of a refusal, in the format that was asked for (`bc` is the old one)."""
    docref = say("docref", address, language=language)
    text = refusal.wording(language, local)
    data = dict(refusal.data)
    if errorformat == "bc":
        if refusal.messages is not None:
            data["messages"] = [
                {"name": name, "parameters": parameters, "html": markup}
                for name, parameters, markup in refusal.messages]
        return {"error": {"code": refusal.code, "info": text, **data, "docref": docref}}
    if refusal.messages is not None:
        data["messages"] = [{"name": name, "parameters": parameters} for name, parameters, _ in refusal.messages]
    if "stasherrors" in data:
        data["stasherrors"] = inner_errors(data["stasherrors"], language)
    error: dict[str, Any] = {"code": refusal.code}
    if errorformat == "html":
        error["html"] = html.escape(text, quote=False)
    elif errorformat in ("plaintext", "wikitext"):
        error["text"] = text
    elif errorformat == "raw":
        error.update(key=refusal.key, params=list(refusal.arguments))
    if data:
        error["data"] = data
    error["module"] = refusal.module or module
    return {"errors": [error], **({} if errorformat == "none" else {"docref": docref})}


def inner_errors(errors: list[dict[str, Any]], language: str = "en") -> list[dict[str, str]]:
    """Errors within an answer, in the new format."""
    return [{"code": error["code"], "text": say(error["message"], *error["params"], language=language)}
            for error in errors]


def warning_answer(warnings: list[tuple[str, str, str]], *, errorformat: str) -> Any:
    """The `warnings` part of an answer from (module's path, code, text) triples."""
    if errorformat == "bc":
        gathered: dict[str, Any] = {}
        for module, _, text in warnings:
            entry = gathered.setdefault(module.rpartition("+")[2], {"warnings": ""})
            entry["warnings"] = "\n".join(filter(None, (entry["warnings"], text)))
        return gathered
    name = "html" if errorformat == "html" else "text"
    return [{"code": code, name: text, "module": module} for module, code, text in warnings]


_LISTS_BY_ID = {"pages"}


def version_1(value: Any, name: str = "") -> Any:
    """The same answer in format version 1: true is an empty text, false is left out, pages are keyed by their id."""
    if isinstance(value, dict):
        return {_old_name(key, value): version_1(child, key) for key, child in value.items()
                if child is not False}
    if isinstance(value, list):
        if name in _LISTS_BY_ID:
            missing = iter(range(-1, -len(value) - 1, -1))
            return {str(page.get("pageid") or next(missing)): version_1(page) for page in value}
        return [version_1(child, name) for child in value]
    return "" if value is True else value


def _old_name(key: str, siblings: dict[str, Any]) -> str:
    # Version 1 writes an element's own content as "*"; `contentformat` tells a revision's slot.
    if key == "docref" or (key == "warnings" and isinstance(siblings[key], str)):
        return "*"
    if key == "content" and "contentformat" in siblings:
        return "*"
    return key
