"""The app's own source as syntax trees, for the house tests."""

import ast
import functools
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "minoties_desktop"


class Source(NamedTuple):
    """One module: its path inside the package, and its tree."""

    path: str
    tree: ast.Module

    @property
    def part(self) -> str:
        """The package's direct child it belongs to: `qt`, `app`, `wiki`, ..."""
        return self.path.split("/")[0].removesuffix(".py")

    @property
    def nodes(self) -> tuple[ast.AST, ...]:
        """All nodes of its tree."""
        return _nodes(self.tree)

    def where(self, node: ast.AST) -> str:
        """A place as editors open it."""
        return f"minoties_desktop/{self.path}:{node.lineno}"


@functools.cache
def _nodes(tree: ast.Module) -> tuple[ast.AST, ...]:
    return tuple(ast.walk(tree))


def source(text: str, path: str = "services/example.py") -> Source:
    """A module made up by a test, to see a rule fail."""
    return Source(path, ast.parse(text))


def sources(*parts: str) -> list[Source]:
    """All hand-written modules of the package, or those of some of its direct children."""
    return [module for module in _parsed() if not parts or module.part in parts]


@functools.cache
def _parsed() -> tuple[Source, ...]:
    paths = {path.relative_to(PACKAGE).as_posix(): path for path in sorted(PACKAGE.rglob("*.py"))}
    assert len(paths) > 10, "the package was not found"
    return tuple(Source(name, ast.parse(path.read_text(encoding="utf-8"))) for name, path in paths.items()
                 if not name.startswith("qt/forms/"))


def imported(module: Source) -> Iterator[tuple[ast.AST, str]]:
    """Every absolute import with its full dotted name, wherever in the module it stands."""
    for node in module.nodes:
        if isinstance(node, ast.Import):
            yield from ((node, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield from ((node, f"{node.module}.{alias.name}") for alias in node.names)


def calls(module: Source) -> Iterator[tuple[str, ast.Call]]:
    """Every call with the last part of the called name."""
    for node in module.nodes:
        if isinstance(node, ast.Call):
            if isinstance(node.func, ast.Attribute):
                yield node.func.attr, node
            elif isinstance(node.func, ast.Name):
                yield node.func.id, node


def literal(node: ast.AST | None) -> str | None:
    """The text of a string literal, with `*` for each hole of an f-string; None for anything else."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        return "".join(part.value if isinstance(part, ast.Constant) else "*" for part in node.values)
    return None
