"""Tokens that speak for an account, renewed before they end and when a wiki no longer takes them."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

MARGIN = 120.0
"""Seconds before its end at which a token is renewed: a request must not outlive it on its way."""


@dataclass(frozen=True, slots=True, repr=False)
class Tokens:
    """An access token, and for one that ends: its refresh token, when it ends (seconds since 1970), whose it is.

    `client` is the number under which the program is registered. Has no repr: it would put secrets into error texts.
    """

    access: str
    refresh: str = ""
    until: float = 0.0
    client: str = ""


class Bearer:
    """The tokens of one account for one process. Safe from any thread."""

    def __init__(self, tokens: Tokens, renew: Callable[[Tokens], Tokens]) -> None:
        self._tokens = tokens
        self._renew = renew
        self._lock = threading.Lock()

    def token(self) -> str:
        """The access token to send now. Raises Faults where it had to be renewed and that failed."""
        with self._lock:
            if self._tokens.refresh and self._tokens.until - MARGIN < time.time():
                self._tokens = self._renew(self._tokens)
            return self._tokens.access

    def renewed(self, refused: str) -> bool:
        """Whether there is another token than the one that was refused; Faults where renewing failed."""
        with self._lock:
            if self._tokens.access == refused and self._tokens.refresh:
                self._tokens = self._renew(self._tokens)
            return self._tokens.access != refused
