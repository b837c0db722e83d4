"""What all tests of the store share."""

from tests.support.libraries import library, tagging

__all__ = ["library", "tagging"]
