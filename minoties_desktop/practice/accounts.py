"""Who may use the practice Commons, and what each of them may do. Every password here is public."""

from __future__ import annotations

import hashlib
import hmac
import json
import os
import time
from dataclasses import dataclass, field
from typing import Any

from ..domain.sites import PRACTICE_ACCOUNT, PRACTICE_LOGIN, PRACTICE_PASSWORD
from .catalogue import UPLOAD_LIMITS
from .state import State

LEARNER, LEARNER_LOGIN, SECRET = PRACTICE_ACCOUNT, PRACTICE_LOGIN, PRACTICE_PASSWORD
ANONYMOUS_TOKEN = "+\\"
AUTOMATIC = "automatic"  # Marks a stored block that came from a blocked address.

# What bot passwords may be granted, as recorded (login-*-csrf) and measured (commons-contract section 2.2).
_EDIT = ("edit", "minoredit", "applychangetags", "changetags", "editcontentmodel", "createtalk")
GRANTS: dict[str, tuple[str, ...]] = {
    "basic": ("read", "writeapi", "abusefilter-view", "abusefilter-log", "purge", "autoconfirmed",
              "editsemiprotected"),
    "highvolume": ("noratelimit",),
    "editpage": (*_EDIT, "mediainfo-term"),
    "createeditmovepage": (*_EDIT, "createpage", "move", "move-subpages", "move-rootuserpages",
                           "move-categorypages"),
    "uploadfile": ("upload", "reupload-own"),
    "uploadeditmovefile": ("upload", "reupload-own", "reupload", "reupload-shared", "movefile"),
}
ASKED_GRANTS = ("basic", "editpage", "createeditmovepage", "uploadfile")
_ALL = (
    "read", "createtalk", "writeapi", "abusefilter-view", "abusefilter-log", "move", "move-subpages",
    "move-rootuserpages", "move-categorypages", "movefile", "edit", "createpage", "upload", "reupload-shared",
    "minoredit", "purge", "applychangetags", "changetags", "editcontentmodel", "reupload-own", "autoconfirmed",
    "editsemiprotected", "reupload", "mediainfo-term", "noratelimit",
)
_ANONYMOUS = (
    "createaccount", "read", "createtalk", "writeapi", "viewmywatchlist", "editmywatchlist", "viewmyprivateinfo",
    "editmyprivateinfo", "editmyoptions", "abusefilter-view", "abusefilter-log",
)
_GROUP_RIGHTS = {"autoconfirmed": ("autoconfirmed", "editsemiprotected", "reupload"), "sysop": ("noratelimit",)}
_BEYOND_USER = {right for rights in _GROUP_RIGHTS.values() for right in rights}


@dataclass(frozen=True, slots=True)
class Account:
    """A person of the practice Commons: number, name, groups beyond user, bot passwords as app -> grants."""

    id: int
    name: str
    groups: tuple[str, ...] = ("autoconfirmed",)
    apps: dict[str, tuple[str, ...]] = field(default_factory=dict)
    block_reason: str | None = None


PUBLIC = (Account(2, LEARNER, ("autoconfirmed",), {"minoties": ASKED_GRANTS}),)
_TESTS = {"tests": tuple(GRANTS), "minoties": ASKED_GRANTS}
# The accounts of the MediaWiki that the tests compare with, under the same numbers.
TEST_WIKI = (
    Account(1, "Admin", ("autoconfirmed", "sysop"), _TESTS),
    Account(4, "Uploader", ("autoconfirmed",), {**_TESTS, "readonly": ("basic",)}),
    Account(5, "Trusted", ("autoconfirmed", "autopatrolled"), _TESTS),
    Account(6, "Newcomer", (), _TESTS),
    Account(7, "Blocked", ("autoconfirmed",), _TESTS, "Uploads without a licence"),
)


def seed(state: State, accounts: tuple[Account, ...]) -> None:
    """Make these accounts, unless they are there."""
    for account in accounts:
        if state.row("SELECT 1 FROM account WHERE name = ?", account.name):
            continue
        block = None if account.block_reason is None else json.dumps(_block(account.block_reason, state.clock()))
        state.insert("account", id=account.id, name=account.name, password=f"password-{account.name}",
                     groups=json.dumps(account.groups), block=block)
        for app, grants in account.apps.items():
            state.insert("app", account=account.id, name=app, secret=SECRET, grants=json.dumps(grants))


_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
           "November", "December")


def _block(reason: str, since: float) -> dict[str, Any]:
    then = time.gmtime(since)
    # MediaWiki's date in English, whatever the machine's language.
    shown = f"{then.tm_hour:02}:{then.tm_min:02}, {then.tm_mday} {_MONTHS[then.tm_mon - 1]} {then.tm_year}"
    return {
        "blockid": 1, "blockedby": "Admin", "blockedbyid": 1, "blockreason": reason,
        "blockedtimestamp": time.strftime("%Y-%m-%dT%H:%M:%SZ", then),
        "blockexpiry": "infinite", "blockpartial": False, "blocknocreate": False, "blockanononly": False,
        "blockedtimestampformatted": shown,
    }


@dataclass(frozen=True, slots=True)
class User:
    """Who a request comes from. Number 0 is nobody in particular; `block` is the API's blockinfo."""

    id: int
    name: str
    groups: tuple[str, ...]
    rights: tuple[str, ...]
    block: dict[str, Any] | None = None
    by_bot_password: bool = False
    is_autoblocked: bool = False

    def may(self, right: str) -> bool:
        """Whether this user has a right."""
        return right in self.rights


ANONYMOUS = User(0, "127.0.0.1", ("*",), _ANONYMOUS)


@dataclass(slots=True)
class Session:
    """A browser's session: its cookie, the secret its tokens are made from, who is logged in. `new`: set the cookie."""

    id: str
    secret: str
    user: User
    new: bool = False

    def token(self, kind: str) -> str:
        """The token of one kind (login, csrf) for this session and user."""
        if kind != "login" and not self.user.id:
            return ANONYMOUS_TOKEN
        text = f"{kind}:{self.user.id if kind != 'login' else ''}"
        return hmac.new(self.secret.encode(), text.encode(), hashlib.sha1).hexdigest() + ANONYMOUS_TOKEN


def find_session(state: State, cookie: str | None) -> Session:
    """The session behind a cookie; an empty one that is not stored yet, if there is none."""
    row = state.row("SELECT * FROM session WHERE id = ?", cookie or "")
    if row is None:
        return Session(os.urandom(16).hex(), os.urandom(16).hex(), ANONYMOUS, new=True)
    app = state.row("SELECT grants FROM app WHERE account = ? AND name = ?", row["account"], row["app"] or "")
    if row["app"] is None:
        return Session(row["id"], row["secret"], user_of(state, row["account"], None))
    grants = tuple(json.loads(app["grants"])) if app else ()
    return Session(row["id"], row["secret"], user_of(state, row["account"], grants, by_bot_password=True))


def store_session(state: State, session: Session, account: int | None = None, app: str | None = None) -> None:
    """Remember a session, and who is logged in through which app."""
    state.insert("session", id=session.id, secret=session.secret, account=account, app=app)


def user_of(
    state: State, account: int | None, grants: tuple[str, ...] | None, *, by_bot_password: bool = False,
) -> User:
    """An account as it acts with some grants only, or with all that it may (None)."""
    row = state.row("SELECT * FROM account WHERE id = ?", account or 0)
    if row is None:
        return ANONYMOUS
    groups = ("*", "user", *json.loads(row["groups"]))
    held = {right for right in _ALL if right not in _BEYOND_USER}
    held.update(right for group in groups for right in _GROUP_RIGHTS.get(group, ()))
    if grants is not None:
        held &= {right for grant in grants for right in GRANTS[grant]}
    block = json.loads(row["block"]) if row["block"] else None
    automatic = bool(block and block.pop(AUTOMATIC, False))
    return User(row["id"], row["name"], groups, tuple(r for r in _ALL if r in held), block, by_bot_password,
                automatic)


def check_password(state: State, name: str, password: str) -> tuple[int, str, str | None] | None:
    """Account number, name and app (None: main password) that a login name and password open, or None."""
    user, at, app = name.partition("@")
    row = state.row("SELECT * FROM account WHERE name = ?", user[:1].upper() + user[1:])
    if row is None:
        return None
    if not at:
        return (row["id"], row["name"], None) if hmac.compare_digest(row["password"], password) else None
    found = state.row("SELECT * FROM app WHERE account = ? AND name = ?", row["id"], app)
    if found is None or not hmac.compare_digest(found["secret"], password):
        return None
    return row["id"], row["name"], app


def rate_limits(user: User, upload: tuple[int, int] | None) -> dict[str, Any]:
    """The limits that hold for a user, as meta=userinfo tells them; `upload` is (hits, seconds) of a lowered limit."""
    limits: dict[str, dict[str, Any]] = {}
    for action, kinds in _LIMITS.items():
        held = {kind: {"hits": hits, "seconds": seconds} for kind, (hits, seconds) in kinds.items()
                if _holds(kind, user)}
        if held:
            limits[action] = held
    if user.id:
        hits, seconds = upload_limit(user, upload)
        limits["upload"] = {"user": {"hits": hits, "seconds": seconds}}
    return {action: limits[action] for action in (*_LIMITS, "upload") if action in limits}


def upload_limit(user: User, lowered: tuple[int, int] | None) -> tuple[int, int]:
    """How many uploads in how many seconds this user may publish."""
    return lowered or UPLOAD_LIMITS["autopatrolled" if "autopatrolled" in user.groups else "user"]


def _holds(kind: str, user: User) -> bool:
    newcomer = bool(user.id) and "autoconfirmed" not in user.groups
    return {"user": bool(user.id), "ip": not user.id or newcomer, "newbie": newcomer}[kind]


# As recorded: login-botpassword-csrf, login-newcomer-csrf, siteinfo.
_LIMITS: dict[str, dict[str, tuple[int, int]]] = {
    "edit": {"user": (900, 180), "newbie": (120, 300)},
    "move": {"user": (8, 60), "newbie": (2, 120)},
    "rollback": {"user": (10, 60), "newbie": (5, 120)},
    "mailpassword": {"ip": (5, 3600)},
    "emailuser": {"user": (20, 86400), "ip": (5, 86400), "newbie": (5, 86400)},
    "changeemail": {"user": (4, 86400)},
    "confirmemail": {"user": (4, 86400)},
    "purge": {"user": (30, 60), "ip": (30, 60)},
    "linkpurge": {"user": (30, 60), "ip": (30, 60)},
    "renderfile": {"user": (700, 30), "ip": (700, 30)},
    "renderfile-nonstandard": {"user": (70, 30), "ip": (70, 30)},
    "stashedit": {"ip": (30, 60), "newbie": (30, 60)},
    "stashbasehtml": {"ip": (5, 60), "newbie": (5, 60)},
    "changetag": {"ip": (8, 60), "newbie": (8, 60)},
    "editcontentmodel": {"user": (8, 60), "newbie": (2, 120)},
}
