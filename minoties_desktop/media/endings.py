"""Whether a file is there to its end, as far as its last bytes tell; for files that somebody may still be writing."""

from __future__ import annotations

import os
from pathlib import Path

_TAIL = 64 << 10
_JPEG, _PNG = b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n"


def ends(path: Path) -> bool:
    """False for a JPEG or PNG that lacks its end, or a file that cannot be read; True for kinds without a known end."""
    try:
        with path.open("rb") as file:
            head = file.read(8)
            file.seek(0, os.SEEK_END)
            file.seek(max(0, file.tell() - _TAIL))
            tail = file.read()
    except OSError:
        return False
    if head.startswith(_JPEG):
        # Some cameras write data of their own behind the picture.
        return b"\xff\xd9" in tail
    if head == _PNG:
        return b"IEND" in tail
    return bool(head)
