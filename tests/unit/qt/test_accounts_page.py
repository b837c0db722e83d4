"""The accounts page: what it shows of each account, what it hands to its process, and what it says of the answers."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass, field

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from minoties_desktop.config import settings
from minoties_desktop.config.messages import Message
from minoties_desktop.domain.pacing import Limit
from minoties_desktop.domain.powers import GRANTS, Powers, Way
from minoties_desktop.domain.states import State
from minoties_desktop.qt import signing as qt_signing
from minoties_desktop.qt.pages.accounts import AccountsPage
from minoties_desktop.qt.removing import Removing
from minoties_desktop.qt.renaming import NewName
from minoties_desktop.qt.signing import AccountProcess
from minoties_desktop.qt.widgets.account_card import AccountCard
from minoties_desktop.qt.widgets.pieces import QLabel
from minoties_desktop.qt.window import MainWindow
from minoties_desktop.services import signing
from minoties_desktop.services.accounts import Account, Standing
from minoties_desktop.services.library import Library
from minoties_desktop.store import items, outbox
from tests.unit.qt.conftest import AddItems

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
WIKI, SECRET = "https://wiki.example.org/w/api.php", "0123456789abcdefsecret"
ANA = Account("commons", "Ana")
FULL = Powers(1e9, dict.fromkeys(GRANTS, True), {"upload": Limit(380, 4320)}, None, 7)


@dataclass
class Fake:
    """Stands for the process: what it was told, and nothing done."""

    told: list[tuple[str, tuple[str, ...], str]] = field(default_factory=list)


@pytest.fixture
def fake(monkeypatch: pytest.MonkeyPatch) -> Fake:
    noted = Fake()

    def start(self: AccountProcess, task: str, *words: str, secret: str = "", language: str = "") -> None:
        noted.told.append((task, words, secret))
        self._task = task

    monkeypatch.setattr(AccountProcess, "start", start)
    return noted


def known(*found: tuple[Account, Standing]) -> None:
    settings.change(accounts=[[account.site, account.name] for account, _ in found])
    for account, standing in found:
        signing.note(account, standing)


@pytest.fixture
def page(window: MainWindow, fake: Fake) -> AccountsPage:
    window.stage.show_page("accounts")
    return window.stage.made("accounts")


def words(widget: QWidget) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if not label.isHidden())


def queued(library: Library, item: str) -> str:
    """A file of an item waits for Ana; its row."""
    file = items.files(library.database, [item])[item].id
    with library.database.writing() as write:
        [row] = outbox.add(write, item=item, file=file, wiki="commons", account="Ana", title_key=item, rows=[
            outbox.NewRow("commons_file", {"sha1": item, "title": f"{item}.jpg", "size": 1})])
    return row


def cards(page: AccountsPage) -> list[AccountCard]:
    QApplication.processEvents()
    return [card for card in page.list.findChildren(AccountCard) if not card.isHidden()]


def press(card: QWidget, name: str) -> None:
    found = card.findChild(QPushButton, name)
    QTest.mouseClick(found, Qt.MouseButton.LeftButton)


def answer(page: AccountsPage, task: str, found: dict[str, object]) -> None:
    page.process._task = ""
    page.process.done.emit(task, found)


def test_without_accounts_it_says_what_works_without_one(page: AccountsPage) -> None:
    assert cards(page) == [] and "Everything but sending works" in words(page.list)


@pytest.mark.parametrize(("standing", "said", "unsaid"), [
    (Standing(Way.OAUTH, FULL, 1.0), ["through the browser", "May upload files", "380 files in 72 minutes", "7 edits"],
     ["lacks"]),
    (Standing(Way.BOT_PASSWORD, Powers(1e9, {**dict.fromkeys(GRANTS, True), "upload": False})),
     ["bot password", "“Upload new files”", "Special:BotPasswords", "May create"], ["May upload"]),
    (Standing(Way.TOKEN, Powers(1e9, dict.fromkeys(GRANTS, True), {}, "Vandalism")), ["Blocked: Vandalism"], []),
    (Standing(Way.TOKEN), ["owner-only token", "was not asked yet"], ["May upload"]),
    (Standing(None, FULL), ["logged out"], ["May upload"]),
    (Standing(Way.OAUTH, FULL, 1.0, Message("error-login-ended", "Ana", "wiki", "used"),
              Message("error-login-ended-remedy")), ["has ended (used)", "Log in again"], ["May upload"]),
])
def test_a_card_says_what_an_account_may_and_why_not(
    page: AccountsPage, standing: Standing, said: list[str], unsaid: list[str],
) -> None:
    known((ANA, standing))
    page.refresh()
    [card] = cards(page)
    assert all(part in words(card) for part in ["Ana", "commons.wikimedia.org", *said]), words(card)
    assert not any(part in words(card) for part in unsaid), words(card)


def test_what_waits_for_an_account_is_counted(
    page: AccountsPage, add_items: AddItems, library: Library, settled: Callable[[], None],
) -> None:
    known((ANA, Standing(None)))
    first, *_ = [queued(library, item) for item in add_items(3)]
    with library.database.writing() as write:
        outbox.advance(write, outbox.get(library.database, first), State.DONE, facts={}, receipt={})
    page.refresh()
    settled()
    assert "2 files wait for this account." in words(cards(page)[0])


def test_the_way_by_the_browser_is_offered_where_the_program_is_registered(page: AccountsPage, fake: Fake) -> None:
    assert page.form.way is Way.BOT_PASSWORD
    browser = page.form._cards[Way.OAUTH]
    about = page.form._abouts[Way.OAUTH]
    assert about.text().startswith("Not yet: this way waits") and browser.accessibleDescription() == about.text()
    settings.change(oauth_clients={"https://wiki.example.org/w/api.php": "x"})
    page.form.site.setCurrentIndex(1)
    QTest.keyClicks(page.form.api, "https://wiki.example.org/w/api.php")
    assert about.text().startswith("The easiest")
    page.form.site.setCurrentIndex(0)
    assert page.form.way is Way.BOT_PASSWORD and about.text().startswith("Not yet")
    page.form._cards[Way.OAUTH].setChecked(True)
    assert not page.form.accept.isEnabled() and "client number" in page.form._needs.text()
    QTest.keyClicks(page.form.client, "0123abc")
    QTest.mouseClick(page.form.accept, Qt.MouseButton.LeftButton)
    assert fake.told == [("add", ("--oauth", "--no-browser", "--site", "commons", "--client", "0123abc"), "")]
    assert not page.form.isVisible() and page._wait.isVisible()


def test_a_bot_password_goes_to_the_process_and_leaves_its_field(page: AccountsPage, fake: Fake) -> None:
    QTest.keyClicks(page.form.name, "Ana")
    QTest.keyClicks(page.form.secret, SECRET)
    assert not page.form.accept.isEnabled(), "not the name of a bot password"
    QTest.keyClicks(page.form.name, "@laptop")
    QTest.mouseClick(page.form.accept, Qt.MouseButton.LeftButton)
    assert fake.told == [("add", ("Ana@laptop", "--site", "commons"), SECRET)]
    assert SECRET not in str(fake.told[0][1])
    page.process.failed.emit("add", "no-keyring", "There is no keyring.", "Install one.")
    assert page.form.secret.text() == SECRET, "the wiki shows it only once"
    page.process.done.emit("add", {"name": "Ana", "site": "commons"})
    assert page.form.secret.text() == page.form.name.text() == ""


def test_a_token_for_another_wiki_needs_an_address_that_may_be_trusted(page: AccountsPage, fake: Fake) -> None:
    page.form.site.setCurrentIndex(1)
    page.form._cards[Way.TOKEN].setChecked(True)
    QTest.keyClicks(page.form.secret, "token")
    for address, ready in (("http://wiki.example.org/w/api.php", False), (WIKI, True)):
        page.form.api.setText(address)
        assert page.form.accept.isEnabled() is ready
    QTest.keyPress(page.form.secret, Qt.Key.Key_Return)
    assert fake.told == [("add", ("--token", "--site", WIKI), "token")]


def test_the_pages_of_the_wiki_that_are_needed_open_in_the_browser(page: AccountsPage) -> None:
    opened: list[str] = []
    page.browse = lambda address: not opened.append(address)
    page.form._page.click()
    page.form._cards[Way.TOKEN].setChecked(True)
    page.form._page.click()
    page.form.site.setCurrentIndex(1)
    page.form.api.setText(WIKI)
    page.form._cards[Way.TOKEN].setChecked(True)
    page.form._page.click()
    assert opened == [
        "https://commons.wikimedia.org/w/index.php?title=Special:BotPasswords",
        "https://meta.wikimedia.org/w/index.php?title=Special:OAuthConsumerRegistration/propose/oauth2",
        "https://wiki.example.org/w/index.php?title=Special:OAuthConsumerRegistration/propose/oauth2"]


def test_while_the_browser_is_awaited_the_page_can_be_opened_again_copied_or_left(
    page: AccountsPage, fake: Fake,
) -> None:
    opened: list[str] = []
    page.browse = lambda address: not opened.append(address)
    settings.change(oauth_clients={"commons": "x"})
    page.form._on_site_changed()
    assert page.form.way is Way.OAUTH
    page.form.accept.click()
    page.process.browser_wanted.emit("https://wiki/authorize")
    page.again.click()
    assert opened == ["https://wiki/authorize"] * 2
    assert "Answer the page in your browser" in words(page._wait)
    page.copy.click()
    assert QApplication.clipboard().text() == "https://wiki/authorize"
    page.cancel.click()
    assert page.process.task == "" and page.form.isVisible() and not page._wait.isVisible()


def test_a_login_is_checked_at_once_and_lets_in_what_waited(
    page: AccountsPage, fake: Fake, add_items: AddItems, library: Library, settled: Callable[[], None],
) -> None:
    [item] = add_items(1)
    row = queued(library, item)
    with library.database.writing() as write:
        outbox.stop(write, row, State.WAITING, next_try=4e9, error={
            "code": "account", "message": Message("error-offline", "x").to_json(), "remedy": None})
    known((ANA, Standing(Way.TOKEN, since=4e9)))
    answer(page, "add", {"name": "Ana", "site": "commons"})
    settled()
    assert fake.told[-1] == ("check", ("Ana", "--site", "commons"), "")
    assert page.band.text.startswith("Logged in as Ana on commons.wikimedia.org")
    assert outbox.get(library.database, row).next_try == 0
    answer(page, "check", {"accounts": [{"error": {"code": "offline", "message": "No way.", "remedy": "Later."}}]})
    assert page.band.text == "No way. Later."


def test_what_fails_is_said_with_its_remedy(page: AccountsPage, fake: Fake) -> None:
    page._begin("check", "Ana")
    page.process._task = ""
    page.process.failed.emit("check", "keyring-locked", "The keyring is locked.", "Unlock it.")
    assert page.band.text == "The keyring is locked. Unlock it." and page.form.isVisible()
    page.process.failed.emit("add", "", "", "")
    assert "helper program" in page.band.text


def test_removing_asks_first_and_names_the_act(page: AccountsPage, fake: Fake, qtbot: QtBot) -> None:
    known((ANA, Standing(Way.TOKEN, FULL)))
    page.refresh()
    for confirm in (False, True):
        press(cards(page)[0], "account-remove")
        [question] = page.findChildren(Removing)
        assert "Ana" in question.text() and question.defaultButton() is not question._remove
        assert question._remove.text() == "Remove account"
        (question._remove if confirm else question.escapeButton()).click()
        qtbot.waitUntil(lambda: not page.findChildren(Removing))
    assert fake.told == [("remove", ("Ana", "--site", "commons"), "")]


def test_logging_out_and_in_again(page: AccountsPage, fake: Fake) -> None:
    known((Account(WIKI, "Ana"), Standing(Way.TOKEN, FULL)))
    page.refresh()
    press(cards(page)[0], "account-log-out")
    assert fake.told == [("logout", ("Ana", "--site", WIKI), "")]
    known((Account(WIKI, "Ana"), Standing(None)))
    answer(page, "logout", {})
    press(cards(page)[0], "account-log-in-again")
    assert (page.form.place, page.form.name.text()) == (WIKI, "")
    page.form._cards[Way.TOKEN].setChecked(True)
    page.form.ask_for(Way.TOKEN, WIKI, "Ana")
    assert page.form.name.text() == "Ana"


def test_the_language_changes_while_something_is_typed(page: AccountsPage, window: MainWindow) -> None:
    known((ANA, Standing(Way.OAUTH, FULL)))
    QTest.keyClicks(page.form.name, "Ana@x")
    window.kit.speech.use("es")
    assert page._title.text() == "Cuentas" and page.form.name.text() == "Ana@x"
    assert "Puede subir archivos" in words(cards(page)[0])
    assert page.form.name.accessibleName() == "Nombre de la contraseña de bot"


# The process itself: a program that plays `minoties account`

_PLAYED = r"""
import json, sys, time
typed = sys.stdin.readline().strip()
print(json.dumps({"open": "https://wiki/?" + typed}), file=sys.stderr, flush=True)
print("no JSON at all", file=sys.stderr, flush=True)
MORE
"""


def _plays(monkeypatch: pytest.MonkeyPatch, code: str) -> list[tuple[str, ...]]:
    told: list[tuple[str, ...]] = []

    def command(*words: str) -> list[str]:
        told.append(words)
        return [sys.executable, "-c", _PLAYED.replace("MORE", code)]

    monkeypatch.setattr(qt_signing, "ourselves", command)
    return told


def test_a_process_gets_its_secret_by_its_input_and_tells_its_answer(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch,
) -> None:
    told = _plays(monkeypatch, 'print(json.dumps({"name": "Ana"}))')
    process, opened = AccountProcess(), []
    process.browser_wanted.connect(opened.append)
    with qtbot.waitSignal(process.done, timeout=30_000) as done:
        process.start("add", "--site", "commons", secret="s3cret")
        process.start("check", "Ana")
    assert done.args == ["add", {"name": "Ana"}] and process.task == ""
    assert opened == ["https://wiki/?s3cret"] and told == [("account", "add", "--site", "commons", "--json")]


@pytest.mark.parametrize(("code", "expected"), [
    ('print(json.dumps({"error": {"code": "account", "message": "No.", "remedy": "Yes."}})); sys.exit(1)',
     ["add", "account", "No.", "Yes."]),
    ('print("[1]")', ["add", "", "", ""]), ("sys.exit(3)", ["add", "", "", ""])])
def test_a_process_that_fails_says_why(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, code: str, expected: list[str],
) -> None:
    _plays(monkeypatch, code)
    process = AccountProcess()
    with qtbot.waitSignal(process.failed, timeout=30_000) as failed:
        process.start("add")
    assert failed.args == expected


def test_a_program_that_is_not_there_fails_too(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(qt_signing, "ourselves", lambda *words: ["/nowhere/at/all", *words])
    process = AccountProcess()
    with qtbot.waitSignal(process.failed, timeout=30_000):
        process.start("add")
    assert process.task == ""


def test_a_cancelled_process_ends_and_tells_nothing(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    _plays(monkeypatch, "time.sleep(60)")
    process, heard = AccountProcess(), []
    process.done.connect(lambda *words: heard.append(words))
    process.failed.connect(lambda *words: heard.append(words))
    with qtbot.waitSignal(process.browser_wanted, timeout=30_000):
        process.start("add")
    process.cancel()
    assert process.task == "" and process._ending
    qtbot.waitUntil(lambda: not process._ending, timeout=30_000)
    assert heard == []


def test_when_the_window_closes_the_process_has_ended(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    _plays(monkeypatch, "import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('{}'); time.sleep(60)")
    monkeypatch.setattr(qt_signing, "_STOP_MS", 200)
    process = AccountProcess()
    with qtbot.waitSignal(process.browser_wanted, timeout=30_000):
        process.start("add")
    process.stop()
    assert process.task == "" and not process._ending


def test_an_account_is_given_the_name_that_its_wiki_gave_it(
    page: AccountsPage, fake: Fake, add_items: AddItems, library: Library, settled: Callable[[], None],
) -> None:
    known((ANA, Standing()))
    item = queued(library, add_items(1)[0])
    page.refresh()
    settled()
    [rename] = [one for one in cards(page)[0].findChildren(QPushButton) if one.objectName() == "account-rename"]
    QTest.mouseClick(rename, Qt.MouseButton.LeftButton)
    [question] = page.findChildren(NewName)
    assert "What is the account Ana on commons.wikimedia.org called now?" in question.labelText()
    question.setTextValue("Ana Ruiz")
    question.accept()
    assert fake.told == [("rename", ("Ana", "Ana Ruiz", "--site", "commons"), "")]
    settings.change(accounts=[["commons", "Ana Ruiz"]], renamed={"commons Ana": "Ana Ruiz"})  # as the command does
    page.process.done.emit("rename", {"site": "commons", "name": "Ana Ruiz"})
    settled()
    assert outbox.get(library.database, item).account == "Ana Ruiz"
    assert "goes by the name “Ana Ruiz” now" in page.band.text
