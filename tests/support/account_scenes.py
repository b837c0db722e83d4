"""States of the accounts page for screenshots, from what the settings know."""

from __future__ import annotations

from minoties_desktop.config import settings
from minoties_desktop.config.messages import Message
from minoties_desktop.domain.pacing import Limit
from minoties_desktop.domain.powers import GRANTS, Powers, Way
from minoties_desktop.qt.window import MainWindow
from minoties_desktop.services import signing
from minoties_desktop.services.accounts import Account, Standing

_ASKED = 1_795_300_000.0
_LIMITS = {"upload": Limit(380, 4320), "edit": Limit(900, 180)}
_ALL = Powers(_ASKED, dict.fromkeys(GRANTS, True), _LIMITS, None, 1204)
_SOME = Powers(_ASKED, {**dict.fromkeys(GRANTS, True), "upload": False}, _LIMITS, None, 12)
_OTHER = "https://wiki.museodeltelar.example/w/api.php"


def _known(window: MainWindow, found: dict[Account, Standing]) -> None:
    settings.change(accounts=[[account.site, account.name] for account in found], logins={},
                    oauth_clients={"commons": "0123456789abcdef0123456789abcdef"})
    for account, standing in found.items():
        signing.note(account, standing)
    window.stage.show_page("accounts")
    page = window.stage.made("accounts")
    page.process.cancel()
    page.band.hide()
    page.form.site.setCurrentIndex(0)
    page._show_task()
    page._counts.clear()
    page.form._on_site_changed()
    page.refresh()


def empty(window: MainWindow) -> None:
    """Nobody yet, and no number of this program: a bot password is offered."""
    _known(window, {})
    settings.change(oauth_clients={})
    window.stage.made("accounts").form._on_site_changed()


def one(window: MainWindow) -> None:
    """One account that may all."""
    _known(window, {Account("commons", "RayenH"): Standing(Way.OAUTH, _ALL, _ASKED)})


def many(window: MainWindow) -> None:
    """One of each kind: good, a tick-box lacks, blocked, its login ended, logged out."""
    ended = Message("error-login-ended", "Rosa M.", "commons.wikimedia.org", "Token has been revoked")
    _known(window, {
        Account("commons", "RayenH"): Standing(Way.OAUTH, _ALL, _ASKED),
        Account("commons", "Ana Pérez"): Standing(Way.BOT_PASSWORD, _SOME, _ASKED),
        Account("commons", "Rosa M."): Standing(Way.OAUTH, _ALL, _ASKED, ended, Message("error-login-ended-remedy")),
        Account(_OTHER, "Museo del Telar"): Standing(Way.TOKEN, None, _ASKED),
        Account("commons", "Ελένη Παπαδοπούλου"): Standing(None, _ALL),
    })
    page = window.stage.made("accounts")
    page._counts["commons", "Ελένη Παπαδοπούλου"] = 12
    page._show_accounts()


def browser(window: MainWindow) -> None:
    """A login in the browser is awaited."""
    one(window)
    page = window.stage.made("accounts")
    page.process._task = "add"
    page._address = "https://commons.wikimedia.org/w/rest.php/oauth2/authorize"
    page._show_task()
    page._show_accounts()


def failing(window: MainWindow) -> None:
    """The keyring is locked."""
    one(window)
    page, say = window.stage.made("accounts"), window.kit.speech.say
    page._on_failed("add", "keyring-locked", say("error-keyring-locked"), say("error-keyring-locked-remedy"))


def token(window: MainWindow) -> None:
    """The steps to an owner-only token of another wiki."""
    one(window)
    form = window.stage.made("accounts").form
    form.ask_for(Way.TOKEN, _OTHER, "")
    form.api.setText(_OTHER)


ACCOUNT_PAGES = {"accounts-empty": empty, "accounts-one": one, "accounts-many": many, "accounts-browser": browser,
                 "accounts-failing": failing, "accounts-token": token}
