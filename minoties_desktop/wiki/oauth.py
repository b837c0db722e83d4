"""OAuth 2 with PKCE for a program without secrets of its own (RFC 6749, 7636, 8252; commons-contract section 2.1)."""

from __future__ import annotations

import base64
import hashlib
import json
import os
import secrets
import time
import urllib.parse
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import requests

from .. import __version__
from ..config.messages import Message
from ..domain.errors import RetryLater
from ..domain.sites import Site
from . import errors
from .bearer import Tokens
from .verdicts import words

_TIMEOUTS = (10, 60)
_LARGEST_ANSWER = 1 << 20
_DEFAULT_SECONDS, _LONGEST = 3600.0, 10 * 365 * 86_400.0
_LONGEST_NAME = 255


@dataclass(frozen=True, slots=True, repr=False)
class Asking:
    """One attempt to be allowed: its secrets live as long as it and are never stored."""

    client: str
    redirect: str
    verifier: str = field(default_factory=lambda: secrets.token_urlsafe(48))
    state: str = field(default_factory=lambda: secrets.token_urlsafe(24))

    def address(self, site: Site) -> str:
        """The page of the wiki that asks the person."""
        digest = hashlib.sha256(self.verifier.encode()).digest()
        asked = {"response_type": "code", "client_id": self.client, "redirect_uri": self.redirect,
                 "state": self.state, "code_challenge_method": "S256",
                 "code_challenge": base64.urlsafe_b64encode(digest).rstrip(b"=").decode()}
        return f"{_endpoint(site, 'authorize')}?{urllib.parse.urlencode(asked)}"


def exchanged(site: Site, asking: Asking, code: str) -> Tokens:
    """The tokens for a code that came back. Raises RetryLater, of kind account where the wiki refuses."""
    status, told = _posted(site, {
        "grant_type": "authorization_code", "client_id": asking.client, "redirect_uri": asking.redirect,
        "code": code, "code_verifier": asking.verifier})
    if status != 200:
        raise RetryLater("account", Message("error-oauth-refused", site.host, _reason(told)),
                         Message("error-oauth-refused-remedy"))
    return _tokens(site, told, asking.client)


def refreshed(site: Site, account: str, before: Tokens) -> Tokens:
    """New tokens for a refresh token, which is used up. Raises RetryLater, of kind account where it is refused."""
    status, told = _posted(site, {
        "grant_type": "refresh_token", "client_id": before.client, "refresh_token": before.refresh})
    if status != 200:
        raise RetryLater("account", Message("error-login-ended", account, site.host, _reason(told)),
                         Message("error-login-ended-remedy"), after=3600)
    return _tokens(site, told, before.client)


def whose(site: Site, access: str) -> str:
    """The name of the user whom an access token speaks for. Raises RetryLater, of kind account for a bad token."""
    with _asked("GET", _endpoint(site, "resource/profile"), site, headers={"Authorization": f"Bearer {access}"}
                ) as answer:
        told = _read(answer, site)
    name = told.get("username")
    if answer.status_code == 200 and isinstance(name, str) and name and not _is_user_name(name):
        raise errors.not_understood(site.host)
    if answer.status_code != 200 or not isinstance(name, str) or not name:
        raise RetryLater("account", Message("error-token-refused", site.host, _reason(told)),
                         Message("error-token-refused-remedy"))
    return name


def way_out(address: str) -> tuple[dict[str, str], str | bool]:
    """Proxies and whom to trust, out of the environment; `requests` would look them up at each request."""
    return (requests.utils.get_environ_proxies(address),
            os.environ.get("REQUESTS_CA_BUNDLE") or os.environ.get("CURL_CA_BUNDLE") or True)


def _endpoint(site: Site, name: str) -> str:
    return f"{site.api.removesuffix('api.php')}rest.php/oauth2/{name}"


def _agent(site: Site) -> str:
    # Whose account it is, is what we are asking (commons-contract section 1).
    return f"MinotiesDesktop/{__version__} ({site.api.removesuffix('api.php')}) requests/{requests.__version__}"


def _posted(site: Site, wanted: Mapping[str, str]) -> tuple[int, dict[str, Any]]:
    with _asked("POST", _endpoint(site, "access_token"), site, data=wanted) as answer:
        return answer.status_code, _read(answer, site)


def _asked(method: str, address: str, site: Site, **how: Any) -> requests.Response:
    """An answer whose body is not read yet; raises RetryLater for what is none of the wiki's."""
    session = requests.Session()
    session.trust_env = False  # it would read ~/.netrc
    headers = {"User-Agent": _agent(site), "Accept": "application/json", **how.pop("headers", {})}
    session.proxies, session.verify = way_out(address)
    answer: requests.Response | Exception
    try:
        answer = session.request(method, address, headers=headers, timeout=_TIMEOUTS, allow_redirects=False,
                                 stream=True, **how)
    except (requests.RequestException, OSError, ValueError) as error:
        answer = error
    return errors.checked(answer, site.host)


def _read(answer: requests.Response, site: Site) -> dict[str, Any]:
    try:
        body = b""
        for block in answer.iter_content(1 << 16):
            body += block
            if len(body) > _LARGEST_ANSWER:
                raise errors.garbled(site.host)
        told = json.loads(body)
    except (requests.RequestException, OSError, ValueError, RecursionError):
        raise errors.garbled(site.host) from None
    if not isinstance(told, dict):
        raise errors.garbled(site.host)
    return told


def _tokens(site: Site, told: dict[str, Any], client: str) -> Tokens:
    access, refresh, lasts = told.get("access_token"), told.get("refresh_token", ""), told.get("expires_in")
    if not (isinstance(access, str) and access and isinstance(refresh, str)) or not _is_plain(access + refresh):
        raise errors.garbled(site.host)
    seconds = min(lasts, _LONGEST) if isinstance(lasts, (int, float)) and lasts > 0 else _DEFAULT_SECONDS
    return Tokens(access, refresh, time.time() + seconds, client)


def _is_user_name(name: str) -> bool:
    """Whether a wiki can have such a user: none of the signs that no page's name has, 255 bytes at most."""
    return name.isprintable() and not set(name) & set("#<>[]|{}/@:") and len(name.encode()) <= _LONGEST_NAME


def _is_plain(text: str) -> bool:
    return text.isascii() and text.isprintable()


def _reason(told: dict[str, Any]) -> str:
    """What a wiki gives as its reason; never what it was sent."""
    found = [told.get(name) for name in ("error", "hint", "message")]
    return words(": ".join(str(one) for one in found[:2] if isinstance(one, str) and one) or str(found[2] or ""))
