"""A library: a folder that can be opened, its database, its files, its locks."""

from __future__ import annotations

import os
import platform
import re
import sys
from collections.abc import Collection, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import timedelta
from pathlib import Path

from ..config.locks import locked
from ..config.messages import Message
from ..domain.errors import EnvironmentFault, Fault
from ..store import settings
from ..store.backup import back_up, erase, foreign, is_recent
from ..store.database import Database, fault
from ..store.journal import Journal
from ..store.registers import TABLES, Register

DATABASE = "library.sqlite"
_FOLDERS = ("originals", "derivatives", "cache", "backups")
MOUNTS = Path("/proc/self/mounts")
_ESCAPED = re.compile(r"\\([0-7]{3})")
_NETWORK_FILESYSTEMS = {
    "nfs", "nfs4", "cifs", "smb2", "smb3", "smbfs", "9p", "davfs", "fuse.davfs2", "afs", "ceph", "fuse.sshfs",
    "fuse.rclone", "fuse.gvfsd-fuse", "fuse.glusterfs", "glusterfs", "lustre", "beegfs", "vboxsf", "fuse.vmhgfs-fuse",
    "prl_fs",
}


class Library:
    """An open library. `root` is its folder; `database`, `journal` and `registers` are its store."""

    def __init__(self, root: Path) -> None:
        """Open the library in a folder, made if there is none.

        Raises EnvironmentFault in words for a network folder, a folder that can't be written, a damaged library
        and one from a newer version.
        """
        try:
            self.root = root.expanduser().resolve()
            _refuse_network(self.root)
            for folder in _FOLDERS:
                (self.root / folder).mkdir(parents=True, exist_ok=True)
        except (OSError, ValueError, RuntimeError) as error:  # the last two for names that can be no path
            raise EnvironmentFault(
                Message("error-library-folder", str(root), getattr(error, "strerror", "") or str(error)),
                Message("error-library-folder-remedy"), code="library-folder") from error
        _refuse_readonly(self.root)
        _refuse_emptied(self.root)
        self.database = Database(self.root / DATABASE)
        self.journal = Journal(self.database)
        self.registers = {table: Register(self.database, table) for table in TABLES}
        self.id = settings.library_id(self.database)

    @property
    def laptop(self) -> str:
        """This machine's name, for the journal."""
        return platform.node()

    def path(self, relative: str) -> Path:
        """The full path of a file of the library."""
        return self.root / relative

    def setting(self, key: str) -> str:
        """A setting of the library, "" if it was never made."""
        return settings.get(self.database, key)

    def set_setting(self, key: str, value: str) -> None:
        """Keep a setting of the library."""
        settings.put(self.database, key, value)

    @contextmanager
    def lock(self, name: str, *, once: bool = False) -> Iterator[None]:
        """Hold an operating-system lock of the library; void as soon as this process dies.

        `once` tells that nobody will ever take it again. Raises EnvironmentFault when another process holds it.
        """
        with held(self.root, name):
            yield
        if once:
            _lock_path(self.root, name).unlink(missing_ok=True)

    def is_locked(self, name: str) -> bool:
        """Whether some process holds that lock now."""
        if not _lock_path(self.root, name).exists():
            return False
        try:
            with locked(_lock_path(self.root, name)):
                return False
        except TimeoutError:
            return True

    def back_up_daily(self) -> Path | None:
        """Back the database up unless a copy younger than a day exists; the copy's path if one was made."""
        folder = self.root / "backups"
        if is_recent(folder, timedelta(days=1)):
            return None
        self.database.trim_log()
        return back_up(self.root / DATABASE, folder, reason="daily")

    def erase_traces(self, table: str, rows: Iterable[str]) -> None:
        """Destroy what is still to be found of rows that were wiped: in the copies of the database that were made here,
        in its log."""
        erase(self.root / "backups", table, rows)
        self.database.forget_written()

    def own_copies(self) -> list[str]:
        """The names of files that somebody put among the copies of the database themselves: nothing here changes them,
        so what is erased stays in them."""
        folder = self.root / "backups"
        return [path.relative_to(folder).as_posix() for path in foreign(folder)]

    def close(self) -> None:
        """Close the database."""
        self.database.close()


def probe(root: Path) -> None:
    """Make sure that there can be a library in a folder. Raises EnvironmentFault as opening it would."""
    Library(root).close()


def refuse_gone(root: Path, opened: Collection[str]) -> None:
    """Raise EnvironmentFault where a library of those that were opened on this computer is not there now: an empty
    one in its place would hide it, and take in anew what it holds."""
    try:
        place = os.path.realpath(root.expanduser())  # a link to itself has one, too
    except (ValueError, RuntimeError):  # a name that can be no path was never opened; opening it now says what it is
        return
    if place in opened and not root.exists():
        raise EnvironmentFault(
            Message("error-library-gone", str(root)), Message("error-library-gone-remedy"), code="library-gone")


def explained(error: Exception, root: Path) -> Fault | None:
    """What an error of the disk or of a library's database means for people, None if it is another one."""
    if isinstance(error, OSError):
        return EnvironmentFault(Message("error-disk", str(error.filename or root), error.strerror or str(error)),
                                Message("error-disk-remedy"), code="disk")
    found = fault(error, root / DATABASE)
    return found if isinstance(found, Fault) else None


@contextmanager
def held(root: Path, name: str) -> Iterator[None]:
    """Hold a lock of the library in a folder. Raises EnvironmentFault when another process holds it."""
    with ExitStack() as stack:
        try:
            stack.enter_context(locked(_lock_path(root, name)))
        except TimeoutError as error:
            raise EnvironmentFault(
                Message(f"error-locked-{name.partition('-')[0]}"), Message("error-locked-remedy"), code="locked",
            ) from error
        yield


def lock_folder(root: Path) -> Path:
    """Where the locks of the library in a folder are."""
    return root / "cache" / "locks"


def _lock_path(root: Path, name: str) -> Path:
    return lock_folder(root) / f"{name}.lock"


def _refuse_readonly(root: Path) -> None:
    # Even looking writes: the database's log, what other processes may read, who has it open.
    if not os.access(root, os.W_OK):
        raise EnvironmentFault(
            Message("disk-readonly", str(root)), Message("disk-readonly-remedy"), code="readonly")


def _refuse_emptied(root: Path) -> None:
    """Photographs without the database that knows them: a new one would take each of them in a second time."""
    database = root / DATABASE
    if database.exists() and database.stat().st_size:
        return
    if any(files for _, _, files in os.walk(root / "originals")):
        raise EnvironmentFault(
            Message("error-library-damaged", DATABASE), Message("error-library-damaged-remedy"), code="library-damaged")


def _refuse_network(root: Path) -> None:
    # SQLite's locks do not hold on network file systems.
    if sys.platform == "win32":
        network = str(root).startswith("\\\\")
    else:
        network = _file_system(root) in _NETWORK_FILESYSTEMS
    if network:
        raise EnvironmentFault(
            Message("error-library-network", str(root)), Message("error-library-network-remedy"),
            code="library-network")


def _file_system(root: Path) -> str:
    """The type of the file system that holds a path, "" where the system does not tell."""
    if not MOUNTS.exists():
        return ""
    best, kind = "", ""
    for line in os.fsdecode(MOUNTS.read_bytes()).splitlines():
        _, point, type_, *_ = line.split(" ")
        point = _ESCAPED.sub(lambda match: chr(int(match[1], 8)), point)
        # Of two mounted at one place, the later one lies on top.
        if len(point) >= len(best) and (str(root) + os.sep).startswith(point.rstrip("/") + os.sep):
            best, kind = point, type_
    return kind
