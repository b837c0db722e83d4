"""The wikis that an account reaches: its own, and the one whose items its structured data speaks of."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from ..config.messages import Message
from ..config.paths import data_folder
from ..domain.errors import RetryLater
from ..domain.sites import COMMONS, PRACTICE, WIKIDATA, WIKIDATA_API, Site
from .accounts import Account, wiki
from .library import Library

if TYPE_CHECKING:
    from ..wiki.session import Session


@contextmanager
def site_of(library: Library, account: Account) -> Iterator[Site]:
    """The wiki of an account; the practice Commons is served as long as it is needed."""
    if account.site == PRACTICE:
        from .practising import practice_site  # late: the practice Commons needs much that no other sync does

        with practice_site(library) as site:
            yield site
    else:
        yield wiki(account)


@contextmanager
def reading(library: Library, account: Account, *, own: bool = False) -> Iterator[Session]:
    """A session with the wiki of the items that an account's wiki speaks of (with `own` with that wiki itself), which
    only reads and signs in nowhere."""
    from ..wiki.session import Session  # late: only who asks needs it

    def no_secret() -> tuple[str, str]:
        raise RetryLater("account", Message("error-login-needed", account.name, site.host), after=3600)

    with site_of(library, account) as its:
        site = Site(WIKIDATA, WIKIDATA_API) if its.id == COMMONS and not own else its
        yield Session(site, account.name, no_secret, data_folder=data_folder() / "wiki")
