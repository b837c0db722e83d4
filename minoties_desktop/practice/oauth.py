"""OAuth 2 on the practice Commons: programs, consent, codes, tokens (commons-contract section 2.1 and recordings)."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import os
import urllib.parse
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ..domain.sites import CALLBACK_PATH, PRACTICE_CLIENT
from .accounts import ASKED_GRANTS, GRANTS, Session, user_of
from .answers import Refusal, say
from .state import State

ACCESS_SECONDS, REFRESH_SECONDS, CODE_SECONDS = 4 * 3600, 365 * 86_400, 600
"""How long tokens and codes last where a wiki of Wikimedia says so (commons-contract section 2.1)."""
FOR_EVER = 100 * REFRESH_SECONDS
_KEPT = 64  # characters of a token


@dataclass(frozen=True, slots=True)
class Program:
    """A registered program: its grants, and whether it needs its secret to refresh, as it did on MediaWiki 1.43."""

    id: str
    name: str
    secret: str
    grants: tuple[str, ...]
    refreshes_by_secret: bool = False


PROGRAMS = {program.id: program for program in (
    Program(PRACTICE_CLIENT, "Minoties Desktop", "", ASKED_GRANTS),
    # The one of the recorded wiki, under its recorded number.
    Program("e19872fc9118a70f6e7c0e4f505f66c2", "Recorded program", "recorded-client-secret", tuple(GRANTS),
            refreshes_by_secret=True),
)}


class OAuthError(Exception):
    """A request for tokens that is refused: HTTP status, the error's name, its sentence and its hint."""

    def __init__(self, status: int, error: str, hint: str = "", text: str = "") -> None:
        super().__init__(error)
        self.status = status
        sentence = say(f"oauth-{text or error}")
        self.body = {"error": error, "error_description": sentence}
        if hint:
            self.body["hint"] = say(f"oauth-hint-{hint}")
        self.body["message"] = sentence


def is_own_callback(address: str) -> bool:
    """Whether an address is the registered one: a loopback address matches with any port, and exactly beside that."""
    try:
        parts = urllib.parse.urlsplit(address)
        return parts.scheme == "http" and parts.hostname == "127.0.0.1" and parts.path == CALLBACK_PATH and (
            not parts.query and bool(parts.port))
    except ValueError:
        return False


def wanted_program(params: Mapping[str, str]) -> Program:
    """The program that asks to be allowed; raises OAuthError for a request that makes no sense."""
    program = PROGRAMS.get(params.get("client_id", ""))
    if program is None or not is_own_callback(params.get("redirect_uri", "")):
        raise OAuthError(401, "invalid_client")
    if params.get("response_type") != "code":
        raise OAuthError(400, "unsupported_grant_type")
    if params.get("code_challenge_method") != "S256" or not params.get("code_challenge"):
        raise OAuthError(400, "invalid_request")
    return program


def allow(state: State, params: Mapping[str, str], account: int) -> str:
    """Note that an account allows a program, and give the address that takes the code back to it."""
    program, code = wanted_program(params), _fresh()
    with state.writing():
        state.insert("consent", account=account, client=program.id)
        state.insert("code", hash=_hash(code), client=program.id, account=account, redirect=params["redirect_uri"],
                     challenge=params["code_challenge"], at=state.clock(), used=0)
    return _back(params, code=code)


def deny(params: Mapping[str, str]) -> str:
    """The address that takes a no back to the program."""
    wanted_program(params)
    return _back(params, error="access_denied")


def _back(params: Mapping[str, str], **told: str) -> str:
    told["state"] = params.get("state", "")
    return f"{params['redirect_uri']}?{urllib.parse.urlencode(told)}"


def tokens(state: State, params: Mapping[str, str], *, seconds: float = ACCESS_SECONDS) -> dict[str, Any]:
    """New tokens for a code or for a refresh token, which is used up by it; raises OAuthError."""
    program = PROGRAMS.get(params.get("client_id", ""))
    if program is None:
        raise OAuthError(401, "invalid_client")
    with state.writing():
        match params.get("grant_type"):
            case "authorization_code":
                account = _by_code(state, program, params)
            case "refresh_token":
                account = _by_refresh(state, program, params)
            case _:
                raise OAuthError(400, "unsupported_grant_type")
        # The tokens of before end with it (recording api-after-refresh-old-token).
        state.change("UPDATE token SET used = 1 WHERE client = ? AND account = ? AND owner_only = 0",
                     program.id, account)
        access = _store(state, "access", program.id, account, seconds)
        refresh = _store(state, "refresh", program.id, account, REFRESH_SECONDS)
    return {"token_type": "Bearer", "expires_in": int(seconds), "access_token": access, "refresh_token": refresh}


def _by_code(state: State, program: Program, params: Mapping[str, str]) -> int:
    row = state.row("SELECT * FROM code WHERE hash = ? AND client = ?", _hash(params.get("code", "")), program.id)
    if row is None:
        raise OAuthError(400, "invalid_request", "code-malformed")
    if row["used"]:
        raise OAuthError(400, "invalid_request", "code-used")
    if row["at"] + CODE_SECONDS < state.clock():
        raise OAuthError(400, "invalid_request", "code-expired")
    if params.get("redirect_uri") != row["redirect"]:
        raise OAuthError(400, "invalid_request", "redirect")
    digest = hashlib.sha256(params.get("code_verifier", "").encode()).digest()
    if not hmac.compare_digest(base64.urlsafe_b64encode(digest).rstrip(b"=").decode(), row["challenge"]):
        raise OAuthError(400, "invalid_grant", "verifier")
    state.change("UPDATE code SET used = 1 WHERE hash = ?", row["hash"])
    return int(row["account"])


def _by_refresh(state: State, program: Program, params: Mapping[str, str]) -> int:
    if program.refreshes_by_secret and not hmac.compare_digest(params.get("client_secret", ""), program.secret):
        raise OAuthError(401, "invalid_client")
    row = state.row("SELECT * FROM token WHERE hash = ? AND kind = 'refresh' AND client = ?",
                    _hash(params.get("refresh_token", "")), program.id)
    hint = "refresh-malformed" if row is None else "refresh-used" if row["used"] else ""
    if row is not None and not hint and row["until"] < state.clock():
        hint = "refresh-expired"
    if row is None or hint:
        raise OAuthError(401, "invalid_request", hint, "invalid_refresh")
    return int(row["account"])


def owner_only(state: State, name: str, client: str = PRACTICE_CLIENT) -> str:
    """A token for one's own account, which does not end, as a wiki shows it once after a registration."""
    row = state.row("SELECT id FROM account WHERE name = ?", name)
    if row is None:
        raise LookupError(name)
    with state.writing():
        state.insert("consent", account=row["id"], client=client)
        return _store(state, "access", client, row["id"], FOR_EVER, owner=True)


def revoke(state: State) -> None:
    """Take back what every account allowed to programs, as on Special:OAuthManageMyGrants."""
    with state.writing():
        state.change("DELETE FROM consent")


def expire(state: State, kind: str) -> None:
    """Let the time of all `access` or `refresh` tokens be over."""
    with state.writing():
        state.change("UPDATE token SET until = 0 WHERE kind = ?", kind)


def session_by(state: State, token: str) -> Session:
    """The session of a request that carries an access token; raises Refusal for one that is not good (any more)."""
    row = state.row("SELECT * FROM token WHERE hash = ? AND kind = 'access'", _hash(token))
    if row is None or row["used"] or row["until"] < state.clock():
        raise Refusal("oauth-token-invalid")
    if not state.row("SELECT 1 FROM consent WHERE account = ? AND client = ?", row["account"], row["client"]):
        raise Refusal("oauth-token-revoked")
    user = user_of(state, row["account"], PROGRAMS[row["client"]].grants)
    return Session(row["hash"], row["hash"], user)


def profile(state: State, token: str) -> dict[str, Any]:
    """Who an access token speaks for and what it may do; raises Refusal like `session_by`."""
    session = session_by(state, token)
    user = session.user
    row = state.row("SELECT client FROM token WHERE hash = ?", session.id)
    edits = state.row("SELECT count(*) AS n FROM revision WHERE user = ?", user.name)
    assert row and edits
    return {
        "sub": str(user.id), "username": user.name, "editcount": edits["n"], "email_verified": True,
        "confirmed_email": True, "blocked": bool(user.block), "registered": "20251122061801",
        "groups": list(user.groups), "rights": list(user.rights), "grants": list(PROGRAMS[row["client"]].grants),
    }


def people(state: State) -> list[tuple[int, str]]:
    """Numbers and names of the accounts that can be chosen where a browser would be logged in."""
    return [(row["id"], row["name"]) for row in state.rows("SELECT id, name, groups FROM account ORDER BY id")
            if "sysop" not in json.loads(row["groups"])]


def _fresh() -> str:
    return os.urandom(_KEPT // 2).hex()


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()


def _store(state: State, kind: str, client: str, account: int, seconds: float, *, owner: bool = False) -> str:
    token = _fresh()
    state.insert("token", hash=_hash(token), kind=kind, client=client, account=account,
                 until=state.clock() + seconds, used=0, owner_only=int(owner))
    return token
