"""pywikibot, bent to our rules: no prompt, no sleep, no file, no cookie on disk, no other's account.

Importing this imports pywikibot, so only `session.engine` does it, once everything is configured. Which private
names of pywikibot this leans on is kept by tests/contract/test_pywikibot_private_names.py.
"""

from __future__ import annotations

import functools
import json
import logging
import time
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

import pywikibot
import requests
from pywikibot import family, login
from pywikibot.comms import http
from pywikibot.data import api
from pywikibot.site import DataSite

from ..config.messages import Name
from ..domain.errors import Fault
from . import deadline, errors, shapes
from .bearer import Bearer
from .body import BLOCK, Body
from .oauth import way_out
from .told_time import ToldTime

MAXLAG = 5
"""Seconds of database lag at which writes wait (commons-contract section 1)."""
LARGEST_ANSWER = 32 << 20
"""Bytes that the body of an answer may have; no wiki answers with as much."""
FETCHING = 30.0
"""Seconds that a picture may take."""
LOGINS = 3
"""How often one login may be repeated for its token's sake."""

_log = logging.getLogger(__name__)


class Jar(http.PywikibotCookieJar):
    """Cookies in memory only; stock pywikibot keeps them in a file."""

    def load(self, *args: Any, **kwargs: Any) -> None:
        """Nothing to load."""

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Nothing is saved."""


class NoThrottle:
    """Pacing belongs to the queue; stock pywikibot sleeps ten seconds between writes."""

    retry_after = delay = 0

    def __call__(self, **kwargs: Any) -> None:
        """Go at once."""

    def lag(self, seconds: float | None = None) -> None:
        """A lagged database: wait outside."""
        raise errors.lagged(seconds)

    def drop(self) -> None:
        """Nothing to give back."""


class Request(api.Request):
    """One API request: sent once; what is not an answer becomes a RetryLater at once."""

    body: Callable[[dict[str, Any]], Body] | None = None
    """Makes the body of an upload from the form fields; called anew at each sending."""
    relogins = 0
    sendings = 0
    spoken = ""
    """The access token that it was sent with last."""

    def _add_defaults(self) -> None:
        # Stock adds userinfo to every query, and asks for the extensions first.
        self._params.setdefault("format", ["json"])
        if self.write:
            self._params.setdefault("maxlag", [str(MAXLAG)])

    def _http_param_string(self) -> str:
        return "" if self.body is not None else super()._http_param_string()  # a body has them its own way

    def _get_request_params(self, use_get: bool, paramstring: str) -> tuple[bool, str, Any, dict[str, str]]:
        if self.body is None:
            return super()._get_request_params(use_get, paramstring)
        body = self.body(self._encoded_items())
        # `action` and `format` in the address: a body over the server's limit is then answered in JSON.
        address = f"{self.site.apipath()}?action={self.action}&format=json"
        return False, address, body, {"Content-Type": f"multipart/form-data; boundary={body.boundary}"}

    def _http_request(
        self, use_get: bool, uri: str, data: Any, headers: dict[str, str] | None, paramstring: str
    ) -> tuple[requests.Response, bool]:
        http.cookie_jar = http.session.cookies = self.site.jar
        size = len(data) if isinstance(data, Body) else 0
        with self.site.watch.over(deadline.allowed(size)) as line:
            answer = self._fetched(use_get, uri, data, headers)
        if line.is_cut and not isinstance(answer, requests.Response):
            raise errors.too_slow(self.site.called)
        return errors.checked(answer, self.site.called), use_get

    def _fetched(
        self, use_get: bool, uri: str, data: Any, headers: dict[str, str] | None,
    ) -> requests.Response | Exception:
        """What came back, with all of its body, or what went wrong."""
        headers = {**(headers or {}), "user-agent": self.site.introduction}
        if self.site.bearer is not None:
            # In this request only: pywikibot's own ways would send it to every host.
            self.spoken = self.site.bearer.token()
            headers["Authorization"] = f"Bearer {self.spoken}"
        try:
            answer = http.fetch(
                self.site.base_url(uri), "GET" if use_get else "POST", headers,
                default_error_handling=False, data=data, allow_redirects=False, proxies=self.site.proxies, stream=True,
                verify=self.site.verify_SSL_certificate() and self.site.certificates,
            )
        finally:
            if isinstance(data, Body):
                data.close()
        if isinstance(answer, Fault):  # raised while our Body was read
            raise answer
        return self._whole(answer) if isinstance(answer, requests.Response) else answer

    def _whole(self, answer: requests.Response) -> requests.Response | Exception:
        """The answer with all of its body, which is no larger than one may be."""
        body = bytearray()
        try:
            for block in answer.iter_content(BLOCK):
                body += block
                if len(body) > LARGEST_ANSWER:
                    answer.close()
                    return errors.garbled(self.site.called)
        except (requests.RequestException, OSError) as error:
            return error
        answer._content = bytes(body)
        self.site.told_time.hear(answer.headers.get("Date", ""))
        return answer

    def _json_loads(self, response: requests.Response) -> dict[str, Any]:
        try:
            result = response.json()
            if b"\\ud" in response.content.lower():  # half of a character can't be stored
                result = json.loads(json.dumps(result, ensure_ascii=False).encode("utf-8", "replace"))
        except (ValueError, RecursionError) as error:
            raise errors.garbled(self.site.called) from error
        if not shapes.is_sound(result, self.action):
            _log.warning("%s: an answer to %s of an unknown form", self.site.hostname(), self.action)
            raise errors.not_understood(self.site.called)
        return errors.in_old_format(result)

    def wait(self, delay: float | None = None, **kwargs: Any) -> None:
        """Never sleep: pywikibot would try the same again, the queue does that later."""
        raise errors.ApiError(str(self.last_error.get("code") or "unknown"), "", {"after": delay})

    def _ratelimited(self) -> None:
        raise errors.ApiError("ratelimited", "", {})

    def _is_wikibase_error_retryable(self, error: dict[str, Any]) -> bool:
        return False

    def _internal_api_error(self, code: str, error: dict[str, Any], result: dict[str, Any]) -> bool:
        return False

    def _userinfo_query(self, result: dict[str, Any]) -> bool:
        return False  # writes carry assertuser; reads need no identity

    def _logged_in(self, code: str) -> bool:
        if code.startswith("mwoauth-invalid-authorization"):
            if self.site.bearer is None or self._relogged() or not self.site.bearer.renewed(self.spoken):
                raise errors.ApiError(code, str(self.last_error["info"]))
            self.last_error = dict.fromkeys(["code", "info"])
            return False
        if code not in ("assertuserfailed", "assertnameduserfailed") or self._relogged():
            return True
        self.site.forget()
        self.site.login()
        if "token" in self:
            self["token"] = self.site.csrf()
        return False

    def _bad_token(self, code: str) -> bool:
        if code not in ("badtoken", "notoken") or self.site.is_logging_in or self._relogged():
            return False
        self.site.tokens.clear()
        self["token"] = self.site.csrf()
        return True

    def _relogged(self) -> bool:
        """Whether this request has had its second chance."""
        self.relogins += 1
        return self.relogins > 2

    def submit(self) -> dict[str, Any]:
        """Send, and raise ApiError or a Fault; every write names its account."""
        self.sendings += 1
        if self.action == "login" and self.sendings > LOGINS:  # pywikibot tries a refused token for ever
            raise errors.ApiError("login-refused", "cookies", {})
        if self.write:
            self["assert"] = "user"
            self["assertuser"] = self.site.username()
        with errors.from_pywikibot(self.site.called):
            return super().submit()


class CachedRequest(Request, api.CachedRequest):
    """A request whose answer stock pywikibot keeps on disk for a month: one wrong answer would last as long."""

    def _load_cache(self) -> bool:
        return False

    def _write_cache(self, data: dict[str, Any]) -> None:
        """Nothing is kept."""


class Site(DataSite):
    """A wiki as pywikibot sees it, logging in with a bot password that is asked for when needed."""

    throttle = NoThrottle()

    def __init__(self, code: str, fam: Any = None, user: str | None = None) -> None:
        self.jar = Jar()
        self.watch = deadline.Watch()
        self.told_time = ToldTime()
        self.agent = ""
        self.called: Name = ""
        self.proxies: dict[str, str] = {}
        self.certificates: str | bool = True
        self.secret: Callable[[], tuple[str, str] | Bearer] = _no_secret
        self.bearer: Bearer | None = None
        super().__init__(code, fam, user)

    @staticmethod
    def _request_class(kwargs: dict[str, Any]) -> type[api.Request]:
        return CachedRequest if kwargs.get("expiry") is not None else Request

    @functools.cached_property
    def introduction(self) -> str:
        """How we name ourselves in each request, pywikibot's part filled in."""
        return http.user_agent(self, self.agent)

    @property
    def is_logging_in(self) -> bool:
        """Whether a login is under way."""
        return self._loginstatus == login.LoginStatus.IN_PROGRESS

    def login(self, autocreate: bool = False, user: str | None = None, *, cookie_only: bool = False) -> None:
        """Log in unless already done; the constructor's call (cookie_only) makes no request."""
        if cookie_only or self.logged_in():
            return
        secret = self.secret()
        if isinstance(secret, Bearer):
            self._speak_by(secret)
            return
        login_name, password = secret
        if "@" not in login_name:  # pywikibot would log in as a browser does, and ask for codes on the terminal
            raise errors.ApiError("login-no-bot-password", login_name, {})
        self.forget()
        manager = login.ClientLoginManager(password=password, site=self, user=self.username())
        manager.login_name = login_name
        with errors.from_login(manager):
            manager.login_to_site()
            del self.userinfo
            found = str(self.userinfo["name"])
        if found != self.username():
            raise errors.ApiError("login-other-account", found, {})
        self._loginstatus = login.LoginStatus.AS_USER

    def _speak_by(self, bearer: Bearer) -> None:
        """Send these tokens from now on, and make sure whose they are; there is no login to repeat."""
        self.forget()
        self.bearer = bearer
        found = self.userinfo
        if found["name"] != self.username():
            self.forget()
            code = "login-token-ignored" if "anon" in found else "login-other-account"
            raise errors.ApiError(code, str(found["name"]), {})
        self._loginstatus = login.LoginStatus.AS_USER

    def fetched(self, address: str, limit: int) -> bytes | None:
        """A small file of the wiki's, e.g. a picture; asked for without any secret, and no redirection is followed."""
        parts = urlsplit(address)
        if parts.scheme != "https":
            if (parts.scheme, parts.hostname) != (self.protocol(), urlsplit(f"//{self.hostname()}").hostname):
                return None
            # A wiki on this machine may call itself by another port than the one it is reached by.
            address = parts._replace(netloc=self.hostname()).geturl()
        data, until = bytearray(), time.monotonic() + FETCHING
        try:
            with requests.get(address, headers={"user-agent": http.user_agent(self, self.agent)}, proxies=self.proxies,
                              verify=self.certificates, timeout=FETCHING / 2, allow_redirects=False,
                              stream=True) as answer:
                for block in answer.iter_content(BLOCK) if answer.status_code == 200 else ():
                    data += block
                    if len(data) > limit or time.monotonic() > until:
                        return None
        except (requests.RequestException, OSError):
            return None
        return bytes(data) or None

    def csrf(self) -> str:
        """A token for writing; a session that died silently gets the anonymous one, so log in anew then."""
        self.login()
        try:
            return self.tokens["csrf"]
        except KeyError:
            self.forget()
            self.login()
        try:
            return self.tokens["csrf"]
        except KeyError as error:
            raise errors.ApiError("badtoken", "", {}) from error

    def forget(self) -> None:
        """Drop cookies, tokens and identity; nothing is sent."""
        self.bearer = None
        self.jar.clear()
        self.tokens.clear()
        del self.userinfo
        self._loginstatus = login.LoginStatus.NOT_ATTEMPTED


def _no_secret() -> tuple[str, str]:
    raise errors.ApiError("no-secret", "", {})


def commons(user: str) -> Site:
    """Wikimedia Commons, from pywikibot's own family."""
    return _made("commons", "commons", user)


def wikidata(user: str) -> Site:
    """Wikidata, from pywikibot's own family."""
    return _made("wikidata", "wikidata", user)


def by_address(api_address: str, user: str) -> Site:
    """Any MediaWiki by the address of its api.php."""
    parts = urlsplit(api_address)
    name = "".join(char for char in parts.netloc if char.isalnum())

    class Family(family.SingleSiteFamily, family.DefaultWikibaseFamily):
        domain = parts.netloc

        def protocol(self, code: str) -> str:
            return parts.scheme

        def scriptpath(self, code: str) -> str:
            return parts.path.removesuffix("/api.php")

    Family.name = Family.code = name
    return _made(name, Family(), user)


def _made(code: str, of_family: Any, user: str) -> Site:
    pywikibot._sites.clear()  # each session has a site of its own
    wiki = pywikibot.Site(code, of_family, user=user, interface=Site)
    # What `requests` would look up in the environment at each request: the way out, and whom to trust.
    wiki.proxies, wiki.certificates = way_out(wiki.base_url(wiki.apipath()))
    return wiki
