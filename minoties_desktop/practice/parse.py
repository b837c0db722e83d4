"""Wikitext understood as far as file pages need it: templates expanded, categories and templates listed."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from .titles import BadTitle, Title, read_title

ReadText = Callable[[Title], str | None]
_TOKEN = re.compile(r"\{{2,}|\}{2,}|\[\[|\]\]|\|")
_IGNORED = re.compile(r"<nowiki\s*/>|<!--.*?-->", re.DOTALL)
_CATEGORY = re.compile(r"\[\[\s*Category\s*:\s*([^\]|\n]+)(?:\|[^\]]*)?\]\]\n?", re.IGNORECASE)
_DEEPEST = 20  # Templates within templates, and braces within braces.


@dataclass(slots=True)
class Parsed:
    """What came out of wikitext: itself expanded, and the templates and categories it uses, in order."""

    text: str
    templates: list[Title] = field(default_factory=list)
    categories: list[str] = field(default_factory=list)


@dataclass(slots=True)
class _Braces:
    """A template call (two braces) or an argument's mark (three): its parts between the pipes."""

    count: int
    parts: list[list[_Node]]


_Node = str | _Braces


@dataclass(slots=True)
class _Open:
    """What is open while reading: braces or brackets, how many, and the parts read so far."""

    sign: str
    count: int
    parts: list[list[_Node]] = field(default_factory=lambda: [[]])

    def literal(self) -> list[_Node]:
        nodes: list[_Node] = [self.sign * self.count]
        for index, part in enumerate(self.parts):
            nodes += ["|", *part] if index else part
        return nodes


def expand(text: str, read: ReadText) -> Parsed:
    """Expand templates by `read`, which gives a page's text or None, and list what was used."""
    parsed = Parsed("")
    parsed.text = _Expansion(read, parsed.templates).text(text, None, 0)
    for match in _CATEGORY.finditer(parsed.text):
        try:
            name = read_title(match[1], 14).text
        except BadTitle:
            continue
        if name not in parsed.categories:
            parsed.categories.append(name)
    parsed.text = _CATEGORY.sub("", parsed.text)
    return parsed


def categories_in(text: str, title: Title, read: ReadText) -> list[str]:
    """Names of the categories that a page with this text is in, templates included."""
    return [] if title.ns == 10 else expand(text, read).categories


def argument_of(text: str, names: tuple[str, ...], read: ReadText) -> str:
    """What the first template that has one of these parameters is given for it, expanded; empty if none has."""
    expansion = _Expansion(read, [])
    for node in _read(text):
        if isinstance(node, _Braces) and node.count == 2:
            given = expansion.arguments(node.parts[1:], None, 0)
            for name in names:
                if name in given:
                    return given[name]
    return ""


def _read(text: str) -> list[_Node]:
    """Wikitext as a list of plain texts and braces; what is never closed is plain text."""
    stack = [_Open("", 0)]
    at = 0
    for match in _TOKEN.finditer(text):
        if match.start() > at:
            stack[-1].parts[-1].append(text[at:match.start()])
        at = match.end()
        token = match[0]
        if token[0] in "{[" and sum(opened.count for opened in stack) + len(token) <= 3 * _DEEPEST:
            stack.append(_Open(token[0], len(token)))
        elif token == "|" and stack[-1].sign == "{":
            stack[-1].parts.append([])
        elif token == "]]" and stack[-1].sign == "[":
            closed = stack.pop().literal()
            stack[-1].parts[-1] += [*closed, "]]"]
        elif token[0] == "}":
            _close(stack, len(token))
        else:
            stack[-1].parts[-1].append(token)
    stack[-1].parts[-1].append(text[at:])
    while len(stack) > 1:
        unclosed = stack.pop().literal()
        stack[-1].parts[-1] += unclosed
    return stack[0].parts[0]


def _close(stack: list[_Open], count: int) -> None:
    while stack[-1].sign == "[" and any(opened.sign == "{" for opened in stack):
        unclosed = stack.pop().literal()
        stack[-1].parts[-1] += unclosed
    while count >= 2 and stack[-1].sign == "{":
        top = stack[-1]
        matched = 3 if count >= 3 and top.count >= 3 else 2
        node = _Braces(matched, top.parts)
        count -= matched
        top.count -= matched
        if top.count >= 2:
            top.parts = [[node]]
        else:
            stack.pop()
            stack[-1].parts[-1] += ["{" * top.count, node]
    stack[-1].parts[-1].append("}" * count)


class _Expansion:
    def __init__(self, read: ReadText, templates: list[Title]) -> None:
        self._read = read
        self._templates = templates

    def text(self, text: str, values: dict[str, str] | None, depth: int) -> str:
        return self._nodes(_read(_IGNORED.sub("", text)), values, depth)

    def _nodes(self, nodes: list[_Node], values: dict[str, str] | None, depth: int) -> str:
        return "".join(node if isinstance(node, str) else self._braces(node, values, depth) for node in nodes)

    def _braces(self, node: _Braces, values: dict[str, str] | None, depth: int) -> str:
        if node.count == 3:
            return self._argument(node, values, depth)
        head, *parts = node.parts
        name = self._nodes(head, values, depth).strip()
        if name == "!":
            return "|"
        if name.lower().startswith("int:"):
            return name[4:].strip()
        if name.lower().startswith("#if:"):
            chosen = parts[:1] if name[4:].strip() else parts[1:2]
            return self._nodes(chosen[0], values, depth).strip() if chosen else ""
        return self._template(re.sub(r"^(?:safe)?subst:", "", name, flags=re.IGNORECASE), parts, values, depth)

    def _argument(self, node: _Braces, values: dict[str, str] | None, depth: int) -> str:
        name = self._nodes(node.parts[0], values, depth).strip()
        if values is not None and name in values:
            return values[name]
        return self._nodes(node.parts[1], values, depth) if len(node.parts) > 1 else f"{{{{{{{name}}}}}}}"

    def _template(self, name: str, parts: list[list[_Node]], values: dict[str, str] | None, depth: int) -> str:
        try:
            title = read_title(name, 10)
        except BadTitle:
            inner = "|".join([name, *(self._nodes(part, values, depth) for part in parts)])
            return f"{{{{{inner}}}}}"
        if title not in self._templates:
            self._templates.append(title)
        body = self._read(title)
        given = self.arguments(parts, values, depth)
        if body is None or depth > _DEEPEST:
            return f"[[:{title.full}]]"
        return self.text(body, given, depth + 1)

    def arguments(
        self, parts: list[list[_Node]], values: dict[str, str] | None, depth: int,
    ) -> dict[str, str]:
        given: dict[str, str] = {}
        position = 0
        for part in parts:
            place = next((i for i, node in enumerate(part) if isinstance(node, str) and "=" in node), None)
            if place is None:
                position += 1
                given[str(position)] = self._nodes(part, values, depth)
                continue
            before, _, after = str(part[place]).partition("=")
            name = self._nodes([*part[:place], before], values, depth).strip()
            given[name] = self._nodes([after, *part[place + 1:]], values, depth).strip()
        return given
