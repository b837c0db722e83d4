"""What goes wrong between us and a wiki, named by its remedy. The only module that knows pywikibot's exceptions."""

from __future__ import annotations

import contextlib
import email.utils
import http.client
import json
import logging
import math
import time
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from ..config.messages import Message, Name
from ..domain.errors import AskPerson, Fault, RetryLater
from .verdicts import verdict, words

if TYPE_CHECKING:
    import requests


_log = logging.getLogger(__name__)
_STUMBLES = (RuntimeError, LookupError, ValueError, TypeError, AttributeError, AssertionError)
"""How pywikibot takes an answer that is none."""
_BREAKS = (ConnectionResetError, ConnectionAbortedError, BrokenPipeError, http.client.HTTPException)
"""What ends a connection that there was; `IncompleteRead` and `RemoteDisconnected` are HTTPExceptions."""


class ApiError(Exception):
    """A wiki's answer that is an error: its code, its own words, and the data it gave with them."""

    def __init__(self, code: str, text: str = "", data: dict[str, Any] | None = None) -> None:
        super().__init__(code, text)
        self.code, self.text, self.data = code, text, data or {}

    @property
    def names(self) -> list[str]:
        """Keys of the messages that Wikibase gives as reasons, the first one first."""
        messages = self.data.get("messages") or []
        return [str(message.get("name", "")) for message in messages if isinstance(message, dict)]


def fault(error: ApiError, host: Name, *, title: str = "") -> Fault:
    """The fault that an API error means. A code that no rule knows is Refused, in the wiki's own words."""
    code = "ratelimited" if "actionthrottledtext" in error.names else error.code
    name = words(error.code)
    found = verdict(code)(name, words(error.text), error.data, host, title)
    if error.data.get("invalidparameter") == "filename" and not isinstance(found, AskPerson):
        # Whatever the code: another name helps (commons-contract 1.5).
        found = verdict("illegal-filename")(name, words(error.text), error.data, host, title)
    return found


@contextlib.contextmanager
def told(host: Name, *, title: str = "") -> Iterator[None]:
    """Turns what the wiki answered inside into faults a person can be told."""
    try:
        yield
    except ApiError as error:
        raise fault(error, host, title=title) from error


@contextlib.contextmanager
def from_pywikibot(host: Name) -> Iterator[None]:
    """Turns pywikibot's exceptions into ours, those too with which it stumbles over an answer; others pass."""
    from pywikibot import exceptions

    try:
        yield
    except exceptions.APIError as error:
        raise ApiError(str(error.code), str(error.info), error.other.get("data", error.other)) from error
    except exceptions.MaxlagTimeoutError as error:
        raise lagged() from error
    except exceptions.NoUsernameError as error:
        raise ApiError("login-refused", str(error)) from error
    except exceptions.Error as error:
        raise ApiError("pywikibot", str(error)) from error
    except _STUMBLES as error:
        _log.exception("an answer that pywikibot does not understand")
        raise not_understood(host) from error


@contextlib.contextmanager
def from_login(manager: Any) -> Iterator[None]:
    """Like `from_pywikibot`, for the answers of action=login."""
    from pywikibot import exceptions

    try:
        yield
    except exceptions.APIError as error:
        until = getattr(manager, "_waituntil", None)
        if until is not None:
            raise ApiError("login-throttled", str(error.info), {"after": until.timestamp() - time.time()}) from error
        raise ApiError("login-refused", str(error.info)) from error
    except _STUMBLES as error:
        raise ApiError("login-unreadable") from error


def in_old_format(result: dict[str, Any]) -> dict[str, Any]:
    """A sound answer as pywikibot reads it: all errors as one whose data stay together; hints as one text."""
    if found := result.get("errors"):
        first = found[0]
        text = " ".join(dict.fromkeys(str(one.get("text") or one.get("html") or "") for one in found)).strip()
        return {"error": {"code": first["code"], "info": text, "data": first.get("data") or {}}}
    if first := result.get("error"):
        rest = {key: value for key, value in first.items() if key not in ("code", "info")}
        return {"error": {"code": first["code"], "info": first.get("info", ""), "data": rest}}
    if hints := result.pop("warnings", None):
        result["hints"] = json.dumps(hints)
    return result


def checked(answer: requests.Response | Exception, host: Name) -> requests.Response:
    """An HTTP answer that can be read as one of the API; raises RetryLater for all others."""
    import requests

    if isinstance(answer, requests.exceptions.SSLError):
        raise RetryLater("portal", Message("error-insecure", host), Message("error-insecure-remedy")) from answer
    if isinstance(answer, (requests.RequestException, OSError)):
        raise (cut(host) if is_break(answer) else offline(host)) from answer
    if isinstance(answer, ValueError):  # requests reads a Location ahead, and this one is no address
        raise _portal(host) from answer
    if isinstance(answer, Exception):
        raise answer
    status = answer.status_code
    if status == 429:
        raise RetryLater("ratelimit", Message("error-ratelimit", host), after=_retry_after(answer, 30.0))
    if status == 413:
        raise ApiError("request-too-large")
    if status == requests.codes.network_authentication_required:  # a portal's own word (RFC 6585)
        raise _portal(host)
    if status >= 500:
        raise RetryLater("server", Message("error-server", host, status), after=_retry_after(answer, None))
    if "json" not in answer.headers.get("content-type", ""):
        raise _portal(host)
    return answer


def _portal(host: Name) -> RetryLater:
    """Something else answers in the wiki's place."""
    return RetryLater("portal", Message("error-portal", host), Message("error-portal-remedy"))


def offline(host: Name) -> RetryLater:
    """No way to the wiki."""
    return RetryLater("offline", Message("error-offline", host), Message("error-offline-remedy"))


def cut(host: Name) -> RetryLater:
    """A connection that broke off before the whole answer was here, whatever became of the question."""
    return RetryLater("offline", Message("error-cut", host), Message("error-cut-remedy"))


def is_break(error: BaseException) -> bool:
    """Whether an error says that there was a connection, and that it broke; that to a proxy is none to the wiki."""
    import requests

    return not isinstance(error, requests.exceptions.ProxyError) and any(
        isinstance(cause, _BREAKS) for cause in causes(error))


def causes(error: BaseException) -> Iterator[BaseException]:
    """An exception and what it came from, down to the first one."""
    seen: set[int] = set()
    waiting: list[Any] = [error]
    while waiting:
        one = waiting.pop(0)
        if isinstance(one, BaseException) and id(one) not in seen:
            seen.add(id(one))
            yield one
            waiting += [one.__cause__, one.__context__, getattr(one, "reason", None), *one.args]


def garbled(host: Name) -> RetryLater:
    """An answer that broke off."""
    return RetryLater("server", Message("error-garbled", host))


def not_understood(host: Name) -> RetryLater:
    """An answer of no form that we know; that of another row may have one."""
    return RetryLater("server", Message("error-not-understood", host), stops_queue=False)


def too_slow(host: Name) -> RetryLater:
    """An answer that did not come to its end in the time that its request may take."""
    return RetryLater("server", Message("error-too-slow", host))


def lagged(seconds: float | None = None) -> ApiError:
    """The wiki's databases lag behind."""
    return ApiError("maxlag", "", {"after": seconds})


def _retry_after(answer: requests.Response, default: float | None) -> float | None:
    """Seconds from a Retry-After header, which holds seconds or a date; the default for none, and for nonsense."""
    value = answer.headers.get("retry-after", "")
    try:
        seconds = float(value) if value else math.nan
        return max(0.0, seconds) if not math.isnan(seconds) else default
    except ValueError:
        pass
    try:
        return max(0.0, email.utils.parsedate_to_datetime(value).timestamp() - time.time())
    except (ValueError, OverflowError):
        return default
