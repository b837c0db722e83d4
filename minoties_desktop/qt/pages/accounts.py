"""The accounts page: who is logged in where, what each may do on its wiki, and three ways to log in another."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QWidget

from ...domain.powers import Way
from ...domain.states import State
from ...services import accounts
from ...services.accounts import Account, wiki
from ...services.readmitting import readmit
from ...services.renamed import follow
from ..gallery import open_in_browser
from ..kit import Kit
from ..signing import AccountProcess
from ..widgets.account_card import AccountCard
from ..widgets.band import Band
from ..widgets.layouts import clear
from ..widgets.pieces import button, frame, icon, label, scrolled
from ..widgets.sign_in import SignIn, Wish


class AccountsPage(QWidget):
    """Whatever speaks to a wiki or a keyring runs in a process of its own."""

    deed_wanted = Signal(str)

    def __init__(self, kit: Kit, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kit = kit
        self.browse: Callable[[str], bool] = open_in_browser
        self.process = AccountProcess(self)
        self._address, self._asked = "", ""
        self._counts: Counter[tuple[str, str]] = Counter()
        self._practisable = 0
        self._title, self._about = label("", "title", "strong"), label("", "body", "subtle")
        self.band = Band(self)
        self._wait = self._waiting()
        self.list = frame(gap="4")
        self.form = SignIn(kit)
        body = frame(gap="5")
        for part in (self._title, self._about, self.band, self._wait, self.list, self.form):
            body.layout().addWidget(part)
        body.layout().addStretch(1)
        self._area = scrolled(self, body, "text-measure")
        self.setFocusProxy(self.form)
        self.form.wanted.connect(self.log_in)
        self.form.page_wanted.connect(self._open)
        self.process.browser_wanted.connect(self._on_browser_wanted)
        self.process.done.connect(self._on_done)
        self.process.failed.connect(self._on_failed)
        self.retranslate()

    def _waiting(self) -> QWidget:
        card, head, row = frame("question", "5 4 5 4", "3"), frame(gap="3", across=True), frame(gap="3", across=True)
        self._wait_words, self._wait_about = label("", "heading", "strong"), label("", "body", "subtle")
        head.layout().addWidget(icon("clock", "link", "icon-large"))
        head.layout().addWidget(self._wait_words, 1)
        self.again, self.copy = button("", lambda: self._open(self._address)), button("", self._on_copy)
        self.cancel = button("", self._on_cancelled)
        for one in (self.again, self.copy, self.cancel):
            row.layout().addWidget(one)
        row.layout().addStretch(1)
        for part in (head, self._wait_about, row):
            card.layout().addWidget(part)
        card.hide()
        return card

    def refresh(self) -> None:
        """Show what is known now, and count what waits beside the window's thread."""
        self._show_accounts()
        lists = self._kit.bridge.lists

        def count() -> tuple[Counter[tuple[str, str]], int]:
            return Counter((row.wiki, row.account) for row in lists.deliveries()
                           if row.state is not State.DONE and "sha1" in row.payload), lists.to_practise()

        self._kit.bridge.compute(count, self._on_counted)

    def retranslate(self) -> None:
        """Say everything again."""
        say = self._kit.speech.say
        self._title.setText(say("accounts-title"))
        self._about.setText(say("accounts-about"))
        self.again.setText(say("account-open-again"))
        self.copy.setText(say("account-copy-address"))
        self.cancel.setText(say("form-cancel"))
        self.form.retranslate()
        self._show_task()
        self._show_accounts()
        self._kit.dresser.dress(self)

    def stop(self) -> None:
        """The window closes: a login under way is given up."""
        self.process.stop()

    def begin(self) -> None:
        """Have the keyboard where an account is logged in."""
        self.form.setFocus()
        self._area.ensureWidgetVisible(self.form)

    def log_in(self, wish: Wish) -> None:
        """Log an account in, in the way that is wished for."""
        words = [wish.name] * bool(wish.name)
        words += {Way.OAUTH: ["--oauth", "--no-browser"], Way.TOKEN: ["--token"], Way.BOT_PASSWORD: []}[wish.way]
        self._begin("add", *words, "--site", wish.site, *(["--client", wish.client] * bool(wish.client)),
                    secret=wish.secret)

    def _begin(self, task: str, *words: str, secret: str = "", about: str = "") -> None:
        self.band.hide()
        self._address, self._asked = "", about
        self.process.start(task, *words, secret=secret, language=self._kit.speech.language)
        self._show_task()
        self._show_accounts()

    # What is heard

    def _on_browser_wanted(self, address: str) -> None:
        self._address = address
        self._show_task()
        self._open(address)

    def _on_done(self, task: str, answer: dict[str, object]) -> None:
        say = self._kit.speech.say
        if task != "check":
            self._kit.bridge.look_again()  # whose works can be sent from here goes by the accounts that there are
        if task == "add":
            account = Account(str(answer["site"]), str(answer["name"]))
            self.form.name.clear()
            self.form.secret.clear()
            library = self._kit.bridge.library
            self._kit.bridge.write(lambda: readmit(library, account))
            self.band.say(self._kit.dresser, "success", say("account-logged-in", account.name, wiki(account).host),
                          say("account-show-queue"), lambda: self.deed_wanted.emit("show-sync"))
            self._check(account)
            return
        if task == "check":
            self._show_unreached(answer)
        elif task == "rename":
            told = say("cli-account-renamed", str(answer["name"]))
            if doubt := answer.get("doubt"):
                told += " " + say("cli-account-unproven", str(doubt))
            self.band.say(self._kit.dresser, "warning" if doubt else "success", told)
            library = self._kit.bridge.library
            self._kit.bridge.write(lambda: follow(library))
        self._show_task()
        self.refresh()

    def _show_unreached(self, answer: dict[str, object]) -> None:
        # What concerns the account itself stands on its card.
        found = answer["accounts"]
        for one in found if isinstance(found, list) else ():
            error = one.get("error")
            if error and error["code"] != "account":
                self.band.say(self._kit.dresser, "warning", f"{error['message']} {error['remedy']}".strip())

    def _on_failed(self, task: str, code: str, sentence: str, remedy: str) -> None:
        text = " ".join(part for part in (sentence or self._kit.speech.say("account-broke-off"), remedy) if part)
        self.band.say(self._kit.dresser, "error", text)
        self._area.ensureWidgetVisible(self.band)
        self._show_task()
        self.refresh()

    def _on_cancelled(self) -> None:
        self.process.cancel()
        self._show_task()
        self._show_accounts()

    def _on_counted(self, found: tuple[Counter[tuple[str, str]], int]) -> None:
        if found != (self._counts, self._practisable):
            self._counts, self._practisable = found
            self._show_accounts()

    def _on_copy(self) -> None:
        QApplication.clipboard().setText(self._address)

    def _open(self, address: str) -> None:
        if not self.browse(address):
            self.band.say(self._kit.dresser, "warning", self._kit.speech.say("error-no-browser", address))

    # What is shown

    def _show_task(self) -> None:
        say, task = self._kit.speech.say, self.process.task
        browsing = task == "add" and bool(self._address)
        inside = self.isAncestorOf(QApplication.focusWidget()) if QApplication.focusWidget() else False
        self._wait.setVisible(bool(task))
        self.form.setVisible(not task)
        if inside and self.isVisible():  # what had the focus may have gone
            (self.cancel if task else self.form).setFocus(Qt.FocusReason.OtherFocusReason)
        self.again.setVisible(browsing)
        self.copy.setVisible(browsing)
        if not task:
            return
        self._wait_words.setText(say("account-wait-browser" if browsing else f"account-wait-{task}", self._asked))
        self._wait_about.setText(say("account-wait-browser-about") if browsing else "")
        self._wait_about.setVisible(browsing)
        self._area.ensureWidgetVisible(self._wait)

    def _show_accounts(self) -> None:
        clear(self.list.layout())
        found, busy = accounts.listed(), bool(self.process.task)
        for account in found:
            self.list.layout().addWidget(self._card(account, busy))
        if not found:
            self.list.layout().addWidget(label(self._kit.speech.say("accounts-empty"), "body", "subtle"))
        if not found and self._practisable:
            practise = button(self._kit.speech.say("sync-practise-first", self._practisable),
                              lambda: self.deed_wanted.emit("practise"))
            practise.setObjectName("practise")
            self.list.layout().addWidget(practise, 0, Qt.AlignmentFlag.AlignLeading)
        self._kit.dresser.dress(self.list)

    def _card(self, account: Account, busy: bool) -> AccountCard:
        standing, waits = accounts.standing(account), self._counts[account.site, account.name]
        card = AccountCard(self._kit, account, standing, waits, host=wiki(account).host, busy=busy)
        card.check_wanted.connect(lambda: self._check(account))
        card.login_wanted.connect(lambda: self._log_in_again(account))
        card.logout_wanted.connect(lambda: self._begin(
            "logout", account.name, "--site", account.site, about=account.name))
        card.rename_wanted.connect(lambda: self._ask_for_name(account))
        card.remove_wanted.connect(lambda: self._ask_to_remove(account, waits))
        return card

    def _check(self, account: Account) -> None:
        kept = self.band.text
        self._begin("check", account.name, "--site", account.site, about=account.name)
        self.band.setVisible(bool(kept))

    def _log_in_again(self, account: Account) -> None:
        self.form.ask_for(accounts.standing(account).way, account.site, account.name)
        self._area.ensureWidgetVisible(self.form)

    def _ask_for_name(self, account: Account) -> None:
        from ..renaming import NewName  # late: most are never renamed

        question = NewName(self._kit, account, self)
        question.textValueSelected.connect(lambda name: self._begin(
            "rename", account.name, name, "--site", account.site, about=account.name))
        question.open()

    def _ask_to_remove(self, account: Account, waits: int) -> None:
        from ..removing import Removing  # late: most never remove one

        question = Removing(self._kit, account, waits, self)
        question.confirmed.connect(lambda: self._begin(
            "remove", account.name, "--site", account.site, about=account.name))
        question.open()
