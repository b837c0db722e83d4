"""The sync: delivers what is queued for one account, one row after the other, in a process of its own."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager

from ..config.paths import data_folder
from ..domain.sites import PRACTICE, Site
from ..domain.states import State
from ..store import outbox, runs
from ..store.outbox import Row
from .accounts import Account, wiki
from .adopting import adopt
from .delivering import Stored, Worker
from .describing import restate
from .library import Library
from .progress import Progress, Tell
from .releasing import bury
from .standing import Outcome, outcome


def _unheard(row: Row, state: State) -> None:
    """Nobody listens."""


def sync(
    library: Library, account: Account, *, once: bool = False, limit_mb: float | None = None,
    stored: Stored = _unheard, tell: Tell = lambda event: None,
) -> Outcome:
    """Deliver what is queued for an account until no row is due (`once`), or until nothing waits for a time.

    It ends early when the wiki does not take the account. Raises EnvironmentFault while another process syncs the
    same account, when the disk is full, or when the keyring gives no secret; UsageFault when it has none.
    """
    from ..wiki.session import Session  # late: only who syncs needs it

    database = library.database
    with library.lock(_lock_name(account)), site_of(library, account) as site:
        run = runs.begin(database, wiki=account.site, account=account.name)
        with library.lock(f"run-{run}", once=True):
            try:
                bury(library)
                adopt(library, account)
                progress = Progress(database, run, tell)
                session = Session(
                    site, account.name, lambda: secret(site, account.name), data_folder=data_folder() / "wiki",
                    cancelled=progress.is_cancelled, progress=progress.on_bytes)
                Worker(library, account, session, progress, run, once=once, limit_mb=limit_mb, stored=stored).work()
            finally:
                with database.writing() as write:
                    restate(database, write, outbox.release(write, [run]))
                runs.end(database, run)
    return outcome(library, account)


def is_running(library: Library, account: Account) -> bool:
    """Whether some process syncs an account now."""
    return library.is_locked(_lock_name(account))


def _lock_name(account: Account) -> str:
    return "sync-" + hashlib.sha256(f"{account.site} {account.name}".encode()).hexdigest()[:16]


@contextmanager
def site_of(library: Library, account: Account) -> Iterator[Site]:
    """The wiki of an account; the practice Commons is served as long as it is needed."""
    if account.site == PRACTICE:
        from .practising import practice_site  # late: the practice Commons needs much that no other sync does

        with practice_site(library) as site:
            yield site
    else:
        yield wiki(account)


def secret(site: Site, account: str) -> tuple[str, str]:
    """Login name and password of an account. Raises EnvironmentFault, UsageFault when there is none."""
    from ..wiki.account import read  # late: loading a keyring takes 0.2 s

    return read(site, account)
