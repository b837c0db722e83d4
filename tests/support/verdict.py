"""How house tests say what they found."""

from collections.abc import Iterable


def nothing(found: Iterable[str], advice: str = "") -> None:
    """Fail unless nothing was found; each finding stands on its own line."""
    listed = sorted(found)
    assert not listed, "\n".join([advice, *listed])
