"""A card for one account: how it signs in, what it may do on its wiki, what waits for it, and what can be done."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from ...config.messages import Name
from ...domain.pacing import Limit
from ...domain.powers import Powers
from ...services.accounts import Account, Standing
from ..kit import Kit
from ..moments import moment
from ..reasons import allow
from .flow import FlowLayout
from .pieces import button, frame, icon, label

_MAY = {"upload": ("upload",), "createpage": ("createpage",), "edit": ("edit", "mediainfo-term")}
"""What is told as one, by the rights that it needs; the message `account-may-<id>` names it."""
_MINUTE = 60.0


class AccountCard(QFrame):
    """Shows one account. Signals tell what the person wants; the page does it."""

    check_wanted = Signal()
    login_wanted = Signal()
    logout_wanted = Signal()
    rename_wanted = Signal()
    remove_wanted = Signal()

    def __init__(self, kit: Kit, account: Account, standing: Standing, waiting: int, *, host: Name, busy: bool,
                 parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kit, self._standing = kit, standing
        self.account = account
        self._out = standing.way is None
        trouble = self._out or standing.trouble is not None or bool(standing.powers and (
            standing.powers.missing or standing.powers.blocked is not None))
        for name, value in (("band", "question" if trouble else "card"), ("margins", "5 4 5 4"), ("gap", "3")):
            self.setProperty(name, value)
        QVBoxLayout(self)
        self._head(host, trouble)
        if waiting:
            self._line("clock", "account-waiting", waiting, account.name)
        if standing.trouble is not None:
            self._trouble()
        elif not self._out:
            self._rights()
        self._buttons(busy)
        self.setAccessibleName(kit.speech.say("account-card", account.name, host))

    def _head(self, host: Name, trouble: bool) -> None:
        say = self._kit.speech.say
        row, words = frame(gap="4", across=True), frame(gap="1")
        # A tick means that the wiki has said so.
        sign, tint = ("lock", "warning") if self._out else ("alert", "warning") if trouble else (
            ("success", "success") if self._standing.powers else ("info", "text-subtle"))
        row.layout().addWidget(icon(sign, tint, "icon-large"))
        words.layout().addWidget(label(self.account.name, "heading", "strong"))
        way = "account-logged-out" if self._out else f"account-way-{self._standing.way}"
        words.layout().addWidget(label(say("account-on", host, say(way)), "small", "subtle"))
        row.layout().addWidget(words, 1)
        self.layout().addWidget(row)

    def _trouble(self) -> None:
        say, standing = self._kit.speech.say, self._standing
        parts = [say(part) for part in (standing.trouble, standing.remedy) if part is not None]
        self._add("error", "error", " ".join(parts))

    def _rights(self) -> None:
        say, powers = self._kit.speech.say, self._standing.powers
        if powers is None:
            self._line("info", "account-unknown")
            return
        if powers.blocked is not None:
            self._add("block", "error", say("account-blocked", powers.blocked))
        may = QFrame(self)
        may.setProperty("gap", "4")
        flow = FlowLayout(may)
        for name, rights in _MAY.items():
            if all(powers.rights.get(right, True) for right in rights):
                flow.addWidget(_piece("check", "success", say(f"account-may-{name}"), wrap=False))
        self.layout().addWidget(may)
        for grant in powers.missing:
            self._add("error", "error", say("account-lacks", say(f"grant-{grant}")))
        if powers.missing:
            self._add("info", "text-subtle", say("error-grants-missing-remedy"), "subtle")
        self._add("clock", "text-subtle", self._asked(powers), "subtle")

    def _asked(self, powers: Powers) -> str:
        say, asked = self._kit.speech.say, moment(powers.checked, self._kit.speech.locale)
        told = [say(f"account-limit-{name}", limit.hits, _minutes(limit)) for name, limit in powers.limits.items()]
        return " ".join([*told, say("account-edits", powers.edits), say("account-asked", asked)])

    def _line(self, sign: str, key: str, *args: object) -> None:
        self._add(sign, "text-subtle", self._kit.speech.say(key, *args), "subtle")

    def _add(self, sign: str, tint: str, text: str, ink: str = "") -> None:
        self.layout().addWidget(_piece(sign, tint, text, ink))

    def _buttons(self, busy: bool) -> None:
        say, row = self._kit.speech.say, QFrame(self)
        row.setProperty("gap", "3")
        flow = FlowLayout(row)
        wanted = [("account-log-in-again", self.login_wanted)]
        if not self._out:
            wanted = [("account-check", self.check_wanted), *(wanted if self._standing.trouble else []),
                      ("account-log-out", self.logout_wanted)]
        for key, signal in [*wanted, ("account-rename", self.rename_wanted), ("account-remove", self.remove_wanted)]:
            made = button(say(key), signal.emit, small=True)
            made.setObjectName(key)
            allow(made, say("account-busy") if busy else "")
            made.setAccessibleName(say("account-button", made.text(), self.account.name))
            flow.addWidget(made)
        self.layout().addWidget(row)


def _piece(sign: str, tint: str, text: str, ink: str = "", *, wrap: bool = True) -> QFrame:
    row = frame(gap="2", across=True)
    row.layout().addWidget(icon(sign, tint), 0, Qt.AlignmentFlag.AlignTop)
    row.layout().addWidget(label(text, "small", ink, wrap=wrap), 1)
    return row


def _minutes(limit: Limit) -> int:
    return max(1, round(limit.seconds / _MINUTE))
