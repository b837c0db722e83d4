"""Sessions that only ask: nothing is written, and nobody logs in where that is not needed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from ..config.paths import data_folder
from .accounts import Account
from .library import Library
from .reaching import site_of
from .syncing import secret

if TYPE_CHECKING:
    from ..wiki.session import Session


@contextmanager
def asking(library: Library, account: Account, cancelled: Callable[[], bool] = lambda: False) -> Iterator[Session]:
    """A session with an account's wiki. Inside, Stopped is raised soon after the work was cancelled."""
    from ..wiki.session import Session  # late: only who asks needs it

    with site_of(library, account) as site:
        yield Session(site, account.name, lambda: secret(site, account.name), data_folder=data_folder() / "wiki",
                      cancelled=cancelled)
