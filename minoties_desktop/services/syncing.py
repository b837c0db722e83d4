"""The sync: delivers what is queued for one account, one row after the other, in a process of its own."""

from __future__ import annotations

import hashlib
from functools import partial
from typing import TYPE_CHECKING

from ..config.paths import data_folder
from ..domain.errors import EnvironmentFault
from ..domain.sites import Site
from ..domain.states import State
from ..store import outbox, pauses, runs
from ..store.outbox import Row
from . import powers
from .accounts import Account
from .adopting import adopt
from .carrying import Desk, Stored
from .clock import Clock
from .delivering import Worker
from .describing import restate
from .forecasting import RATE
from .gate import Gate, Wishes, rules_for
from .library import Library
from .limits import Limits
from .progress import STOP, Progress, Tell
from .reaching import site_of
from .readmitting import readmit
from .releasing import bury
from .resolving import look_up_quietly
from .setbacks import told
from .standing import Outcome, outcome
from .watching import of_account

if TYPE_CHECKING:
    from ..wiki.account import BotPassword
    from ..wiki.bearer import Bearer
    from ..wiki.session import Session


def _unheard(row: Row, state: State) -> None:
    """Nobody listens."""


def sync(
    library: Library, account: Account, wishes: Wishes | None = None, *, stored: Stored = _unheard,
    tell: Tell = lambda event: None, clock: Clock | None = None,
) -> Outcome:
    """Deliver what is queued for an account until no row is due (`once`), or until nothing waits for a time.

    It ends early when the wiki does not take the account. Raises EnvironmentFault while another process syncs the
    same account, when the disk is full, or when the keyring gives no secret.
    """
    database, clock, wishes = library.database, clock or Clock(), wishes or Wishes()
    with library.lock(_lock_name(account)), site_of(library, account) as site:
        run = runs.begin(database, wiki=account.site, account=account.name)
        with library.lock(f"run-{run}", once=True):
            rules = partial(rules_for, account.site, wishes)
            gate = Gate(database, rules(), steady=clock.steady)
            progress = Progress(database, run, tell, gate, clock)
            try:
                bury(library, clock.now())
                adopt(library, account)
                readmit(library, account)
                session = _session(site, account, progress)
                desk = Desk(site, session, progress, gate, Limits(database, account), clock,
                            rules)
                worker = Worker(library, account, desk, run, once=wishes.once, stored=stored)
                obstacle = worker.work()
                if obstacle is None:
                    look_up_quietly(library, account, session)
            except EnvironmentFault as fault:
                if fault.code.startswith("keyring"):  # the ladder's highest rung, until something has succeeded
                    trouble = of_account(fault.code, told(fault))
                    with database.writing() as write:
                        pauses.put(write, pauses.account(account.site, account.name), 0.0, moment=clock.now(),
                                   reason=told(fault) | {"trouble": trouble.to_json()})
                raise
            finally:
                progress.end()
                if progress.speed.rate and not site.is_practice:
                    library.set_setting(RATE, str(round(progress.speed.rate)))
                with database.writing() as write:
                    restate(database, write, outbox.release(write, [run]))
                runs.end(database, run)
    # Asked of the row, not of what the run has heard: somebody may have stopped it just as it ended.
    if worker.is_deserted and not progress.is_stopped and runs.wish_of(database, run) != STOP:
        return sync(library, account, wishes, stored=stored, tell=tell, clock=clock)
    powers.note(library, account, session)
    found = outcome(library, account)
    found.obstacle = obstacle if found.waiting else None
    return found


def _session(site: Site, account: Account, progress: Progress) -> Session:
    from ..wiki.session import Session  # late: only who syncs needs it

    return Session(site, account.name, lambda: secret(site, account.name), data_folder=data_folder() / "wiki",
                   cancelled=progress.is_cancelled, progress=progress.on_bytes)


def is_running(library: Library, account: Account) -> bool:
    """Whether some process syncs an account now."""
    return library.is_locked(_lock_name(account))


def _lock_name(account: Account) -> str:
    return "sync-" + hashlib.sha256(f"{account.site} {account.name}".encode()).hexdigest()[:16]


def secret(site: Site, account: str) -> BotPassword | Bearer:
    """What an account signs in with. Raises EnvironmentFault, RetryLater of kind account when there is nothing."""
    from ..wiki.account import read  # late: loading a keyring takes 0.2 s

    return read(site, account)
