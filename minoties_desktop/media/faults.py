"""What errors of disks and cards mean to a person."""

from __future__ import annotations

import errno
from pathlib import Path

from ..config.messages import Message
from ..domain.errors import EnvironmentFault, Fault, Refused


def damaged() -> Refused:
    """The refusal of a picture that can't be read to its end."""
    return Refused(Message("media-damaged"), Message("media-copy-again"), code="damaged")


def disk_full(folder: Path, missing: int) -> EnvironmentFault:
    """The disk of a folder lacks `missing` bytes."""
    megabytes = max(1, -(-missing // 1_000_000))
    return EnvironmentFault(Message("disk-full", folder.as_posix()), Message("disk-full-remedy", megabytes),
                            code="full")


def source_fault(error: OSError) -> Fault:
    """What an error while reading somebody's file means, for that file alone."""
    if error.errno in (errno.ENOENT, errno.ENODEV, errno.ENXIO, errno.ENOTDIR, errno.ESTALE):
        return Refused(Message("media-vanished"), Message("media-vanished-remedy"), code="vanished")
    if error.errno in (errno.EACCES, errno.EPERM):
        return Refused(Message("media-forbidden"), Message("media-forbidden-remedy"), code="forbidden")
    return Refused(Message("media-unreadable", error.strerror or ""), Message("media-unreadable-remedy"),
                   code="unreadable")


def make_folder(folder: Path) -> None:
    """Make a folder of ours where there is none. Raises EnvironmentFault, also for a file that stands in its place."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except (FileExistsError, NotADirectoryError) as error:
        raise EnvironmentFault(
            Message("disk-no-folder", folder.as_posix()), Message("disk-no-folder-remedy"), code="no-folder") from error
    except OSError as error:
        raise target_fault(error, folder) from error


def target_fault(error: OSError, folder: Path) -> EnvironmentFault:
    """What an error while writing into our own folder means: it stops everything that writes there."""
    place = folder.as_posix()
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return disk_full(folder, 0)
    if error.errno == errno.EFBIG:
        return EnvironmentFault(Message("disk-file-limit", place), Message("disk-file-limit-remedy"), code="too-big")
    if error.errno in (errno.EROFS, errno.EACCES, errno.EPERM):
        return EnvironmentFault(Message("disk-readonly", place), Message("disk-readonly-remedy"), code="readonly")
    return EnvironmentFault(Message("disk-broken", place, error.strerror or ""), Message("disk-broken-remedy"),
                            code="disk")
