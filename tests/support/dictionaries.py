"""Small dictionaries as hunspell has them."""

from collections.abc import Sequence
from pathlib import Path


def install(folder: Path, name: str, words: Sequence[str]) -> Path:
    """Write a dictionary of some words, of which those with /S have a plural; its `.dic` file."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{name}.aff").write_text("SET UTF-8\nTRY aeiourntlsmcdpñ\nSFX S Y 1\nSFX S 0 s .\n", encoding="utf-8")
    path = folder / f"{name}.dic"
    path.write_text("\n".join([str(len(words)), *words]) + "\n", encoding="utf-8")
    return path
