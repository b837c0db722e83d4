"""Files that ship with the app: messages, icons, style, vocabularies, help."""

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parents[1]


def resource(*parts: str) -> Path:
    """Path of a shipped file; in a wheel they lie inside the package, in a checkout beside it."""
    shipped = _PACKAGE / "_resources"
    return (shipped if shipped.is_dir() else _PACKAGE.parent / "resources").joinpath(*parts)
