"""The form for logging in an account: which wiki, which of three ways, and what that way needs, step by step."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QLabel, QLineEdit, QVBoxLayout, QWidget

from ...domain.powers import Way
from ...domain.sites import COMMONS, COMMONS_API, is_api_address
from ...services import signing
from ..kit import Kit
from ..reasons import allow
from .cards import CardButton
from .combo import Combo
from .layouts import clear, stack
from .pieces import button, frame, icon, label

_ICONS = {Way.OAUTH: "linkExternal", Way.BOT_PASSWORD: "keyboard", Way.TOKEN: "lock"}
_STEPS = 3
_PAGES = {Way.BOT_PASSWORD: "Special:BotPasswords", Way.TOKEN: "Special:OAuthConsumerRegistration/propose/oauth2"}
"""Where the wiki gives a bot password or a token (commons-contract 2.1)."""
FIELDS = ("site", "api", "client", *(f"{name}-{way}" for way in (Way.BOT_PASSWORD, Way.TOKEN)
                                      for name in ("name", "secret")))
"""What is asked for; the message `account-field-<name>` names it, `account-field-<name>-help` explains it."""
_META = "https://meta.wikimedia.org/w/"
"""Wikimedia's wikis register programs there."""


@dataclass(frozen=True, slots=True, repr=False)
class Wish:
    """A login that is wanted. `name` is the bot password's (User@app), or the user's where one is expected."""

    way: Way
    site: str
    name: str = ""
    secret: str = ""
    client: str = ""


class SignIn(QFrame):
    """Asks for all that a login needs. The secret leaves its field once it is kept: wikis show it only once."""

    wanted = Signal(object)
    """A Wish."""
    page_wanted = Signal(str)
    """The address of a page of the wiki that the person needs."""

    def __init__(self, kit: Kit, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kit = kit
        for name, value in (("band", "card"), ("margins", "5 4 5 5"), ("gap", "4")):
            self.setProperty(name, value)
        layout = QVBoxLayout(self)
        self._heading = label("", "heading", "strong")
        self.site, self.api = Combo(self), QLineEdit(self)
        self.ways, self._group = frame(gap="3", across=True), QButtonGroup(self)
        self._cards: dict[Way, CardButton] = {way: CardButton(parent=self.ways) for way in Way}
        self._abouts: dict[Way, QLabel] = {}
        for way, card in self._cards.items():
            card.setCheckable(True)
            card.setObjectName(f"way-{way}")
            self._group.addButton(card)
            self.ways.layout().addWidget(card, 1)
            card.toggled.connect(lambda _on: self._show_way())
        self.name, self.secret, self.client = QLineEdit(self), QLineEdit(self), QLineEdit(self)
        self.secret.setEchoMode(QLineEdit.EchoMode.Password)
        self._fields = {name: self._field(name) for name in ("site", "api", "client", "name", "secret")}
        self._steps = frame(gap="1")
        self._page = button("", self._on_page, small=True)
        self.accept = button("", self._on_accepted, primary=True)
        self._foot = foot = frame(gap="3", across=True)
        self._needs = label("", "small", "subtle")
        self._needs.setAlignment(Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter)
        foot.layout().addWidget(self._page)
        foot.layout().addWidget(self._needs, 1)
        foot.layout().addWidget(self.accept)
        for part in (self._heading, self._fields["site"], self._fields["api"], self.ways, self._steps,
                     self._fields["client"], self._fields["name"], self._fields["secret"], foot):
            layout.addWidget(part)
        for edit in (self.api, self.name, self.secret, self.client):
            edit.textChanged.connect(self._show_readiness)
            edit.returnPressed.connect(self.accept.click)
        self.site.currentIndexChanged.connect(self._on_site_changed)
        self.setFocusProxy(self.site)
        self.retranslate()
        self._on_site_changed()

    def retranslate(self) -> None:
        """Say everything again; what was typed stays."""
        say = self._kit.speech.say
        self._heading.setText(say("account-add"))
        chosen = max(0, self.site.currentIndex())
        self.site.blockSignals(True)
        self.site.clear()
        self.site.addItem(say("account-form-commons"), COMMONS)
        self.site.addItem(say("account-form-other-wiki"), "")
        self.site.setCurrentIndex(chosen)
        self.site.blockSignals(False)
        for way, card in self._cards.items():
            clear(card.layout())
            head = frame(gap="2", across=True)
            head.layout().addWidget(icon(_ICONS[way]))
            head.layout().addWidget(label(say(f"account-by-{way}"), "strong", "strong"), 1)
            card.put(head)
            self._abouts[way] = label("", "small", "subtle")
            card.put(self._abouts[way])
            card.layout().addStretch(1)
            card.setAccessibleName(say(f"account-by-{way}"))
        self._show_way()
        self._kit.dresser.dress(self)

    def ask_for(self, way: Way | None, site: str, name: str) -> None:
        """Prepare to log an account in again."""
        self.site.setCurrentIndex(0 if site == COMMONS else 1)
        self.api.setText("" if site == COMMONS else site)
        if way is not None:
            self._cards[way].setChecked(True)
        self.name.setText(name if self.way is not Way.BOT_PASSWORD else "")
        (self.accept if self.way is Way.OAUTH and self.accept.isEnabled() else
         self.secret if self.way is Way.TOKEN else self.name).setFocus(Qt.FocusReason.OtherFocusReason)

    def resizeEvent(self, event: object) -> None:
        """Stack the buttons and then the ways where there is little room."""
        super().resizeEvent(event)  # type: ignore[arg-type]
        whole = self._kit.theme.tokens.size("text-measure")
        stack(self._foot, self.width() < whole * 15 // 16)
        stack(self.ways, self.width() < whole * 3 // 4)

    @property
    def way(self) -> Way:
        """The way that is chosen."""
        return next((way for way, card in self._cards.items() if card.isChecked()), Way.BOT_PASSWORD)

    @property
    def place(self) -> str:
        """The wiki that is chosen: `commons`, an API address, or something that is none."""
        return str(self.site.currentData() or self.api.text().strip())

    def _field(self, name: str) -> QFrame:
        part, control = frame(gap="1"), getattr(self, name)
        title, hint = label("", "strong"), label("", "small", "subtle")
        title.setObjectName("title")
        hint.setObjectName("hint")
        control.setProperty("minHeight", "field")
        control.setObjectName(name)
        title.setBuddy(control)
        for widget in (title, control, hint):
            part.layout().addWidget(widget)
        return part

    def _on_site_changed(self) -> None:
        known = bool(signing.client_of(self.place))
        self._cards[Way.OAUTH if known else Way.BOT_PASSWORD].setChecked(True)
        self._show_way()

    def _show_way(self) -> None:
        say, way = self._kit.speech.say, self.way
        other = not self.site.currentData()
        shown = {"site": True, "api": other, "client": way is Way.OAUTH and not signing.client_of(self.place),
                 "name": way is not Way.OAUTH, "secret": way is not Way.OAUTH}
        for name, part in self._fields.items():
            self._say_field(part, f"{name}-{way}" if name in ("name", "secret") and way is not Way.OAUTH else name)
            part.setVisible(shown[name])
        clear(self._steps.layout())
        for number in range(1, _STEPS + 1):
            step = f"{way}-{number}"
            self._steps.layout().addWidget(label(say(f"account-step-{step}", number), "small"))
        self._kit.dresser.dress(self._steps)
        self._page.setText(say(f"account-by-{way}-open") if way in _PAGES else "")
        self._page.setVisible(way in _PAGES)
        self.accept.setText(say(f"account-by-{way}-accept"))
        self._show_readiness()

    def _say_field(self, part: QFrame, name: str) -> None:
        say = self._kit.speech.say
        title, hint = part.findChild(QLabel, "title"), part.findChild(QLabel, "hint")
        if name in ("name", "secret"):  # the way has none, and it is not shown
            return
        title.setText(say(f"account-field-{name}"))
        hint.setText(say(f"account-field-{name}-help"))
        control = title.buddy()
        control.setAccessibleName(title.text())
        control.setAccessibleDescription(hint.text())

    def _say_about(self) -> None:
        """What each way is; of one that the wiki does not know this program for yet, that it has to wait."""
        for way, card in self._cards.items():
            waits = way is Way.OAUTH and not signing.client_of(self.place)
            text = self._kit.speech.say("account-by-oauth-waits" if waits else f"account-by-{way}-about")
            self._abouts[way].setText(text)
            card.setAccessibleDescription(text)

    def _show_readiness(self) -> None:
        self._say_about()
        lacks = self._lacking()
        needs = self._kit.speech.say(f"account-needs-{lacks}") if lacks else ""
        allow(self.accept, needs)
        self._needs.setText(needs)
        self._page.setEnabled(lacks != "api")

    def _lacking(self) -> str:
        """What is still to be entered, "" if nothing is."""
        place, way = self.place, self.way
        if not (place == COMMONS or is_api_address(place)):
            return "api"
        if way is Way.OAUTH:
            return "" if self.client.text().strip() or signing.client_of(place) else "client"
        given = bool(self.secret.text()) and (way is Way.TOKEN or "@" in self.name.text())
        return "" if given else str(way)

    def _on_accepted(self) -> None:
        if not self.accept.isEnabled():
            return
        secret, way = self.secret.text(), self.way
        self.wanted.emit(Wish(way, self.place, "" if way is Way.OAUTH else self.name.text().strip(), secret,
                              self.client.text().strip() if way is Way.OAUTH else ""))

    def _on_page(self) -> None:
        base = COMMONS_API if self.place == COMMONS else self.place
        folder = base.removesuffix("api.php")
        if self.way is Way.TOKEN and (urlsplit(base).hostname or "").endswith(".wikimedia.org"):
            folder = _META
        self.page_wanted.emit(f"{folder}index.php?title={_PAGES[self.way]}")
