"""One account on one wiki: asks and writes through pywikibot's session; waits and prompts nowhere."""

from __future__ import annotations

import importlib
import logging
import os
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlsplit

from .. import __version__
from ..config.messages import Message, Name
from ..domain.errors import RetryLater, Stopped
from ..domain.pacing import Limit
from ..domain.powers import Powers
from ..domain.sites import COMMONS, WIKIDATA, Site
from . import errors, powers
from .body import Body
from .pace import Pace
from .scout import Scout, is_scouting

if TYPE_CHECKING:
    from .bearer import Bearer
    from .engine import Site as WikiSite

TIMEOUTS = (10, 120)
"""Seconds to connect, and to wait for an answer."""


def engine(data_folder: Path) -> ModuleType:
    """Import pywikibot, configured: its only folder is `data_folder`, and no configuration file is read or run."""
    data_folder.mkdir(parents=True, exist_ok=True)
    os.environ["PYWIKIBOT_NO_USER_CONFIG"] = "2"
    argv, sys.argv = sys.argv, [sys.argv[0], f"-dir:{data_folder}"]  # read at import; ours are not for pywikibot
    try:
        importlib.import_module("pywikibot")
    finally:
        sys.argv = argv
    from pywikibot import config
    from pywikibot import logging as its_logging
    from pywikibot.comms import http

    its_logging._init_routines.clear()  # it would print to the terminal and start git
    logger = logging.getLogger("pywiki")
    logger.setLevel(logging.WARNING)  # below that it logs passwords and tokens
    if not logger.handlers:
        logger.addHandler(logging.NullHandler())
    config.base_dir = str(data_folder)
    config.socket_timeout = TIMEOUTS
    config.put_throttle = config.minthrottle = config.max_retries = 0
    config.solve_captcha = False
    config.authenticate.clear()
    from . import deadline
    from . import engine as loaded

    if not isinstance(http.session.get_adapter("https://"), deadline.Adapter):
        for scheme in ("http://", "https://"):
            http.session.mount(scheme, deadline.Adapter())
    http.session.trust_env = False  # it would read ~/.netrc, and the whole environment at each request
    return loaded


def agent(site: Site, account: str) -> str:
    """How we name ourselves, in ASCII: program, and whom to write to about what it does (commons-contract 1)."""
    parts = urlsplit(site.api)
    page = quote(f"/wiki/User:{account.replace(' ', '_')}", safe="/:")
    return f"MinotiesDesktop/{__version__} ({parts.scheme}://{parts.netloc}{page}) {{pwb}} {{http_backend}}"


@dataclass(frozen=True, slots=True)
class Limits:
    """What a wiki said about itself: sizes in bytes, extensions in lower case, the account's rate limits by action."""

    max_size: int
    min_chunk: int
    extensions: frozenset[str]
    has_data: bool
    rates: Mapping[str, Limit]

    @property
    def windows(self) -> dict[str, float]:
        """Seconds that rate limits last, by action."""
        return {action: limit.seconds for action, limit in self.rates.items()}


class Session:
    """Requests to one wiki as one account. Raises Faults; nothing is imported or sent before the first request.

    `secret` gives a bot password's login name and password, or tokens; it is asked only when logging in.
    `cancelled` is asked often and ends the work with Stopped; `progress` hears (bytes sent, bytes in all).
    `language` is that of the wiki's own words.
    """

    def __init__(
        self, site: Site, account: str, secret: Callable[[], tuple[str, str] | Bearer], *, data_folder: Path,
        cancelled: Callable[[], bool] = lambda: False, progress: Callable[[int, int], None] = lambda done, total: None,
        language: str = "",
    ) -> None:
        self.site = site
        self.account = account
        self.cancelled = cancelled
        self.progress = progress
        self.scout = Scout()
        self.pace = Pace()
        self._secret = secret
        self._data_folder = data_folder
        self._manner = {"formatversion": "2", "errorformat": "plaintext", "errorsuselocal": "1"}
        if language:
            self._manner["errorlang"] = language

    @cached_property
    def _wiki(self) -> WikiSite:
        loaded = engine(self._data_folder)
        known = {COMMONS: loaded.commons, WIKIDATA: loaded.wikidata}.get(self.site.id)
        wiki = known(self.account) if known else loaded.by_address(self.site.api, self.account)
        wiki.called = self.host
        wiki.secret = self._secret
        wiki.agent = agent(self.site, self.account)
        return wiki

    @property
    def host(self) -> Name:
        """What people call the wiki."""
        return self.site.host

    def attempt(self, *, body: Callable[[Mapping[str, Any]], Body] | None = None, **params: Any) -> dict[str, Any]:
        """One request that writes; raises ApiError for what the wiki says no to, Faults for the rest."""
        self.pause_point()
        request = self._wiki._request(use_get=False, parameters={
            **self._manner, **{key: value for key, value in params.items() if value is not None}, "token": self.csrf()})
        request.body = body
        return request.submit()

    def ask(self, **params: Any) -> dict[str, Any]:
        """One request that only reads; raises like `attempt`."""
        self.pause_point()
        return self._wiki._request(use_get=True, parameters={
            **self._manner, **{key: value for key, value in params.items() if value is not None}}).submit()

    def call(self, **params: Any) -> dict[str, Any]:
        """One request that writes, with a token and for our account only."""
        with errors.told(self.host):
            return self.attempt(**params)

    def query(self, **params: Any) -> dict[str, Any]:
        """The `query` part of action=query."""
        with errors.told(self.host):
            return self.ask(action="query", **params).get("query", {})

    def part(self, answer: Mapping[str, Any], name: str) -> Any:
        """A part that an answer must have; raises RetryLater when a wiki leaves it out."""
        if name not in answer:
            raise errors.not_understood(self.host)
        return answer[name]

    def fetch(self, address: str, limit: int) -> bytes | None:
        """What lies at an address that the wiki has given, None if it can't be had or has more bytes than `limit`."""
        self.pause_point()
        return self._wiki.fetched(address, limit)

    def csrf(self) -> str:
        """The token that writes carry; logs in where necessary."""
        return self._wiki.csrf()

    def login(self) -> None:
        """Log in. Raises RetryLater of kind account, naming what is wrong."""
        with errors.told(self.host):
            self._wiki.login()

    def pause_point(self) -> None:
        """Raises Stopped when the work is to end here."""
        if not is_scouting() and self.cancelled():
            raise Stopped(Message("error-stopped"))

    def wait(self, seconds: float) -> None:
        """Let time pass; raises Stopped soon after the work was cancelled."""
        until = time.monotonic() + seconds
        while (left := until - time.monotonic()) > 0:
            self.pause_point()
            time.sleep(min(0.1, left))

    @cached_property
    def limits(self) -> Limits:
        """What the wiki takes, asked once per session."""
        self.login()
        answer = self.query(meta="siteinfo|userinfo", siprop="general|fileextensions|extensions",
                            uiprop="ratelimits")
        general = self.part(answer, "general")
        rates = self.part(answer, "userinfo").get("ratelimits", {})
        return Limits(
            max_size=int(general.get("maxuploadsize", 100 << 20)),
            min_chunk=int(general.get("minuploadchunksize", 1024)),
            extensions=frozenset(one["ext"].lower() for one in self.part(answer, "fileextensions")),
            has_data=any(one.get("name") == "WikibaseMediaInfo" for one in self.part(answer, "extensions"))
            or self._knows_entities(),
            # All of an action's limits hold, so the strictest does.
            rates={action: min((Limit(int(one["hits"]), float(one["seconds"])) for one in found.values()),
                               key=lambda limit: limit.hits / max(limit.seconds, 1.0))
                   for action, found in rates.items() if found},
        )

    @property
    def known_limits(self) -> Limits | None:
        """The same, if it was asked."""
        return self.__dict__.get("limits")

    def _knows_entities(self) -> bool:
        """Whether the wiki knows what structured data are read with: an answer that leaves its extension out by
        mistake is not to cost anybody the data of a file."""
        try:
            self.ask(action="wbgetentities", ids="M1")
        except errors.ApiError as error:
            return error.code not in ("badvalue", "unknown_action")
        return True

    @property
    def has_data(self) -> bool:
        """Whether the wiki takes structured data for files."""
        return self.limits.has_data

    def ask_time(self) -> float | None:
        """The wiki's own time now, in seconds since 1970, by its last answer; None where its answers bear no date."""
        if self._wiki.told_time.now() is None:
            self.query(meta="siteinfo", siprop="general")
        return self._wiki.told_time.now()

    @property
    def has_begun(self) -> bool:
        """Whether something was asked already: from then on questions may be sent in threads of their own."""
        return "_wiki" in self.__dict__

    def check(self) -> None:
        """Make sure the account may do what we need, once per session. Raises RetryLater of kind account.

        A missing right is named by the tick-box that gives it.
        """
        _ = self._checked

    @cached_property
    def powers(self) -> Powers:
        """What the account may do, asked once per session. Raises Faults, of kind account where it can't sign in."""
        self.login()
        info = self.part(self.query(meta="userinfo", uiprop=powers.ASKED), "userinfo")
        return powers.read(info, self.limits.rates, has_data=self.has_data)

    @property
    def known_powers(self) -> Powers | None:
        """The same, if it was asked."""
        return self.__dict__.get("powers")

    @cached_property
    def _checked(self) -> bool:
        if self.powers.blocked is not None:
            with errors.told(self.host):
                raise errors.ApiError("blocked", self.powers.blocked)
        if missing := self.powers.missing:
            raise RetryLater(
                "account", Message("error-grants-missing", self.account, self.host, _listed(list(missing))),
                Message("error-grants-missing-remedy"), after=3600)
        return True


def _listed(grants: list[str]) -> Message:
    first = Message(f"grant-{grants[0]}")
    return Message("list-and", first, _listed(grants[1:])) if grants[1:] else first
