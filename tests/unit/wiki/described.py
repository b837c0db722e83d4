"""The item of commons-contract 4a and 5.2, with changes."""

from __future__ import annotations

from minoties_desktop.domain.item import Described, Value
from minoties_desktop.domain.people import Contributor

ANA = Contributor("1", "Ana Pérez", "AnaPerez")


def values(*texts: str | tuple[str, str]) -> tuple[Value, ...]:
    """Values of a field from texts, or from texts with languages."""
    return tuple(Value(text) if isinstance(text, str) else Value(*text) for text in texts)


FIELDS = {
    "title": values("Tejedora mapuche en un telar, Temuco"),
    "caption": values(("Mapuche weaver at a loom in Temuco", "en"), ("Tejedora mapuche en un telar en Temuco", "es"),
                      ("Düwekafe", "arn")),
    "date": values("2026-10-01"), "source": values("own"), "author": values("Ana Pérez"),
    "licence": values("cc-by-sa-4.0"), "categories": values("Looms in Chile"), "people": values("consent"),
    "camera_position": values("-38.735902,-72.590374"), "subject_position": values("-38.7362,-72.5901"),
    "heading": values("245"),
}


def described(
    author_is: Contributor | None = ANA, uploader: str = "AnaPerez", **fields: tuple[Value, ...]
) -> Described:
    """An own photograph by Ana Pérez with these fields changed. Where a description is given, the caption is not."""
    base = {key: value for key, value in FIELDS.items() if not (key == "caption" and "description" in fields)}
    return Described("item", {**base, **fields}, None, author_is, uploader, ("es", "arn", "en"))
