"""Where photographs come from. A new source is one file and one entry in SOURCES."""

from .folder import Folder
from .source import Candidate, Left, Source

SOURCES: tuple[Source, ...] = (Folder(),)

__all__ = ["SOURCES", "Candidate", "Left", "Source"]
