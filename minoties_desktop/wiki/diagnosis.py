"""Why a wiki can't be reached: the way to it is tried rung by rung, and what fails is named with what mends it.

Nothing secret is sent: one question that anybody may ask, and what answers in the wiki's place is only looked at.
"""

from __future__ import annotations

import contextlib
import email.utils
import http.client
import os
import socket
import ssl
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Any
from urllib.parse import urljoin, urlsplit

import requests
from requests.utils import get_environ_proxies

from .. import __version__
from ..config.messages import Message
from ..domain.connection import Remedy, Rung, Trouble
from ..domain.sites import Site
from . import errors, link

CONNECT, ANSWER = 6.0, 15.0
"""Seconds to connect, and to wait for an answer."""
BLOCK, BLOCKS = 64 * 1024, 64
"""How an answer is read, of which nothing is kept: blocks of so many bytes, and no more of them."""
CLOCK_OFF = 600.0
"""Seconds by which this computer's clock must be wrong for a certificate to be out of date by that."""
_QUESTION = "?action=query&meta=siteinfo&siprop=general&format=json&formatversion=2"
_PORTAL_PAGE = "http://detectportal.firefox.com/canonical.html"
"""Opened where a portal does not say its page: never by HTTPS, so that the portal can put its own in its place."""
_NOT_YET, _EXPIRED, _NAME = 9, 10, 62  # X509_V_ERR_* of OpenSSL's x509_vfy.h
_HERE = ("127.0.0.1", "::1", "localhost")
RUNG = {
    "no-network": Rung.NETWORK, "dns": Rung.INTERNET, "no-internet": Rung.INTERNET, "proxy": Rung.INTERNET,
    "proxy-login": Rung.INTERNET, "portal": Rung.INTERNET, "portal-named": Rung.INTERNET, "intercepted": Rung.INTERNET,
    "tls": Rung.INTERNET, "clock-behind": Rung.WIKI, "clock-ahead": Rung.WIKI, "certificate-old": Rung.WIKI,
    "refused": Rung.WIKI, "silent": Rung.WIKI, "broken-off": Rung.WIKI, "wiki-down": Rung.WIKI,
    "turned-away": Rung.WIKI,
}
"""What can be wrong, and on which rung; messages `net-CODE` and `net-CODE-remedy` say it."""


@dataclass(slots=True)
class _Try:
    """One try to reach a wiki, and what was found on the way."""

    site: Site
    way_out: Callable[[], str]
    tried: list[Message] = field(default_factory=list)

    @property
    def parts(self) -> Any:
        return urlsplit(self.site.api)

    @property
    def host(self) -> str:
        return str(self.parts.hostname)

    @property
    def port(self) -> int:
        return self.parts.port or (443 if self.parts.scheme == "https" else 80)

    def trouble(self, code: str, *args: Any, button: Remedy = Remedy.RETRY, address: str = "") -> Trouble:
        """What was found, in words."""
        return Trouble(code, RUNG[code], Message(f"net-{code}", self.site.host, *args),
                       Message(f"net-{code}-remedy", self.site.host, *args), time.time(), button, address,
                       tuple(self.tried))


def diagnose(site: Site, *, way_out: Callable[[], str] = link.way_out) -> Trouble | None:
    """What stands between this computer and a wiki, None if it answers as a wiki does."""
    attempt = _Try(site, way_out)
    if attempt.host not in _HERE and not way_out():
        return attempt.trouble("no-network")
    proxy = get_environ_proxies(site.api).get(attempt.parts.scheme, "")
    if proxy:
        attempt.tried.append(Message("net-tried-proxy", _proxy_name(proxy)))
    else:
        try:
            socket.getaddrinfo(attempt.host, attempt.port, type=socket.SOCK_STREAM)
        except OSError:
            return attempt.trouble("dns")
        attempt.tried.append(Message("net-tried-name", attempt.host))
    try:
        with _asked(site.api + _QUESTION, proxy) as answer:
            return _of_answer(attempt, answer)
    except requests.RequestException as error:
        return _of_error(attempt, error, proxy)


def _proxy_name(proxy: str) -> str:
    """The host of a proxy; of an address that makes no sense what follows the password."""
    try:
        host = urlsplit(proxy).hostname
    except ValueError:
        host = None
    return host or proxy.rpartition("@")[2]


def clock_error(site: Site) -> float | None:
    """Seconds by which this computer's clock is ahead of a wiki's, None if the wiki does not say."""
    try:
        with _asked(site.api + _QUESTION, get_environ_proxies(site.api).get(urlsplit(site.api).scheme, "")) as answer:
            return _ahead(answer.headers.get("date"))
    except requests.RequestException:
        return None


class _Onlooker(requests.Session):
    """Goes nowhere else: requests would read a Location ahead, and fails over one that is no address."""

    def get_redirect_target(self, resp: requests.Response) -> None:
        """None, wherever an answer leads."""


@contextlib.contextmanager
def _asked(address: str, proxy: str) -> Iterator[requests.Response]:
    with _Onlooker() as session:
        session.trust_env = False  # no netrc, no cookies of others; the way out is as that of the sync
        session.headers["user-agent"] = f"MinotiesDesktop/{__version__} requests/{requests.__version__}"
        with session.get(
            address, allow_redirects=False, stream=True, timeout=(CONNECT, ANSWER), proxies={"all": proxy} if proxy
            else {}, verify=os.environ.get("REQUESTS_CA_BUNDLE") or os.environ.get("CURL_CA_BUNDLE") or True,
        ) as answer:
            yield answer


def _of_answer(attempt: _Try, answer: requests.Response) -> Trouble | None:
    status = answer.status_code
    attempt.tried.append(Message("net-tried-answer", attempt.site.host, str(status)))
    if status == requests.codes.proxy_authentication_required:
        return attempt.trouble("proxy-login")
    location = answer.headers.get("location", "")
    if status == requests.codes.network_authentication_required:  # a portal's own word (RFC 6585)
        return _portal(attempt, location)
    if status >= 500:
        return attempt.trouble("wiki-down", str(status))
    kind = answer.headers.get("content-type", "")
    if "json" in kind or status == requests.codes.too_many_requests:
        with contextlib.suppress(requests.exceptions.ContentDecodingError):  # whatever it says, it is an answer
            for _ in islice(answer.iter_content(BLOCK), BLOCKS):  # a line may cut what comes after the head
                pass
        return None
    if status >= 400:  # portals lead away or show their page as if it were the wiki's; who refuses is the wiki
        return attempt.trouble("turned-away", str(status))
    return _portal(attempt, location)


def _portal(attempt: _Try, location: str) -> Trouble:
    """A sign-in page answers in the wiki's place; its address is where the answer leads, else a plain page's."""
    address, name = _led(attempt, location)
    if not name or name == attempt.host:
        address, name = _PORTAL_PAGE, ""
    key = "portal-named" if name else "portal"
    return attempt.trouble(key, *([name] if name else []), button=Remedy.PORTAL, address=address)


def _led(attempt: _Try, location: str) -> tuple[str, str]:
    """The page that a Location leads to, and its host; both "" for none that a browser should open."""
    try:
        address = urljoin(attempt.site.api, location)
        parts = urlsplit(address)
        name = parts.hostname or ""
    except ValueError:
        return "", ""
    readable = address.isascii() and address.isprintable()  # a header's other letters are guesses
    return (address, name) if location and readable and parts.scheme in ("http", "https") else ("", "")


def _of_error(attempt: _Try, error: requests.RequestException, proxy: str) -> Trouble:
    causes = list(errors.causes(error))
    attempt.tried.append(Message("net-tried-error", attempt.site.host, type(causes[-1]).__name__))
    is_tls = isinstance(error, requests.exceptions.SSLError)
    if isinstance(error, requests.exceptions.ProxyError) or (proxy and not is_tls):
        wants_login = any("407" in str(cause) for cause in causes)
        name = _proxy_name(proxy)
        return attempt.trouble("proxy-login" if wants_login else "proxy", name)
    if is_tls:
        return _of_tls(attempt, causes, proxy)
    if any(isinstance(cause, ConnectionRefusedError) for cause in causes):
        return attempt.trouble("refused")
    if isinstance(error, requests.exceptions.ReadTimeout):
        return attempt.trouble("silent")
    if isinstance(error, requests.exceptions.ConnectTimeout):
        return attempt.trouble("no-internet")
    if errors.is_break(error):
        return attempt.trouble("broken-off")
    if any(isinstance(cause, TimeoutError) for cause in causes):
        return attempt.trouble("silent")
    return attempt.trouble("no-internet")


def _of_tls(attempt: _Try, causes: list[BaseException], proxy: str) -> Trouble:
    """A certificate that is not the wiki's, or not valid at the time that this computer believes it is."""
    code = next((cause.verify_code for cause in causes if isinstance(cause, ssl.SSLCertVerificationError)), 0)
    ahead = None if proxy else _date_by_stranger(attempt)
    if code in (_NOT_YET, _EXPIRED):
        if ahead is None or abs(ahead) > CLOCK_OFF:
            return attempt.trouble("clock-behind" if code == _NOT_YET else "clock-ahead")
        return attempt.trouble("certificate-old")
    if code == _NAME or (page := _plain_redirect(attempt)):
        return _portal(attempt, "" if code == _NAME else page)
    issuer = "" if proxy or not code else _issuer(attempt)
    return attempt.trouble("intercepted" if code else "tls", *([issuer or "?"] if code else []))


def _stranger(attempt: _Try) -> http.client.HTTPSConnection:
    """A connection to whoever answers: nothing is believed, and nothing but a question for the time is sent."""
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    return http.client.HTTPSConnection(attempt.host, attempt.port, timeout=CONNECT, context=context)


def _date_by_stranger(attempt: _Try) -> float | None:
    connection = _stranger(attempt)
    try:
        connection.request("HEAD", "/")
        return _ahead(connection.getresponse().headers.get("date"))
    except (OSError, http.client.HTTPException):
        return None
    finally:
        connection.close()


def _issuer(attempt: _Try) -> str:
    """Who made the certificate that answers, as it says itself; "" if it can't be read."""
    try:
        pem = ssl.get_server_certificate((attempt.host, attempt.port), timeout=CONNECT)
        # Trusting just what it shows lets Python read it: no other way without a library for certificates.
        context = ssl.create_default_context(cadata=pem)
        context.check_hostname = False
        context.verify_flags |= ssl.VerifyFlags.VERIFY_X509_PARTIAL_CHAIN
        with socket.create_connection((attempt.host, attempt.port), CONNECT) as line, \
                context.wrap_socket(line, server_hostname=attempt.host) as secured:
            told = {key: value for part in (secured.getpeercert() or {}).get("issuer", ()) for key, value in part}
    except (OSError, ValueError):
        return ""
    name = str(told.get("organizationName") or told.get("commonName") or "")
    return "".join(sign for sign in name if sign.isprintable())[:80]


def _plain_redirect(attempt: _Try) -> str:
    """Where the same host without encryption leads, if to another one: that is a portal's doing."""
    if attempt.port != 443:
        return ""
    try:
        with _asked(f"http://{attempt.host}/", "") as answer:
            page = answer.headers.get("location", "")
    except requests.RequestException:
        return ""
    return page if _led(attempt, page)[1] not in ("", attempt.host) else ""


def _ahead(date: str | None) -> float | None:
    """How many seconds our clock is ahead of a Date header."""
    try:
        return time.time() - email.utils.parsedate_to_datetime(date or "").timestamp()
    except (ValueError, TypeError, OverflowError):
        return None
