"""What happens when a person does one of the actions of the table."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QFileDialog, QMainWindow

from ..config import settings
from ..config.messages import Message, languages
from ..domain.query import Query
from ..domain.sites import PRACTICE
from ..domain.states import ItemState
from ..services import accounts
from ..services.accounts import Account
from . import fonts
from .actions import Actions
from .centre import BY_ID, ON_ITEMS, PAGES
from .forms.window import Ui_MainWindow
from .gallery import PracticeGallery
from .kit import Kit
from .menus import MainMenu
from .screens import screen_of
from .shell import GUIDE, Shell
from .stage import Stage
from .starting import SyncStarter
from .status import StatusBar
from .who import WhoMenu

if TYPE_CHECKING:
    from ..services.review import Queued
    from .carrying import Carrying
    from .guide import Guide
    from .pages.panel import MetadataPanel
    from .pages.table import TablePage
    from .sender import SenderMenu

_THEMES = ("system", "light", "dark")


class Deeds(QObject):
    """Connects the actions of a window with what they do, but for those on items."""

    library_wanted = Signal(object)
    """The folder (Path) of the library that somebody wants to open instead."""

    preset_wanted = Signal(object)
    """A Preset for the selection."""

    def __init__(
        self, window: QMainWindow, form: Ui_MainWindow, stage: Stage, shell: Shell, status: StatusBar,
        actions: Actions, menu: MainMenu, kit: Kit,
    ) -> None:
        super().__init__(window)
        self._window, self._form, self._stage, self._shell = window, form, stage, shell
        self._status, self._actions, self._menu, self._kit = status, actions, menu, kit
        self._starter = SyncStarter(kit.bridge.library.root, self)
        self._run_before = ""  # the newest when one was started here
        self._starter.started.connect(self._on_sync_started)
        self._starter.not_started.connect(self._on_not_started)
        self._starter.failed.connect(self._on_sync_failed)
        self.gallery = PracticeGallery(kit.bridge, self)
        self.who = WhoMenu(kit, window)
        self.who.edit_wanted.connect(lambda chosen: self.edit_me(chosen))
        self._connect()
        fonts.names()  # those that were given to this program are drawn with from the first
        self._offer_languages()
        form.whoBar.installEventFilter(self)

    @cached_property
    def senders(self) -> SenderMenu:
        """The accounts, where it is asked which of them sends."""
        from .sender import SenderMenu

        return SenderMenu(self._kit, self._window)

    @cached_property
    def guide(self) -> Guide:
        """The guide of the practice walk, made when it is first wanted."""
        from .guide import Guide

        guide = Guide(self._kit, self._form.centre)
        guide.setObjectName(GUIDE)
        self._form.centre.layout().insertWidget(0, guide)
        guide.deed_wanted.connect(lambda deed: self._actions[deed].trigger())
        guide.items_wanted.connect(self._show_walk)
        self._kit.speech.changed.connect(guide.retranslate)
        return guide

    @cached_property
    def carrying(self) -> Carrying:
        """What is dragged out or put into the clipboard."""
        from .carrying import Carrying

        return Carrying(self._kit, self._stage)

    def _connect(self) -> None:
        stage, shell, form = self._stage, self._shell, self._form
        for deed, press in {
            "import-files": lambda: self._import(stage.imports.choose_files),
            "import-folder": lambda: self._import(stage.imports.choose_folder),
            "new-activity": self.new_activity, "edit-activity": self.edit_activity, "contributors": self.edit_me,
            "new-contributor": self.new_contributor,
            **{f"new-{what}": lambda what=what: self._begin_at_house(what)
               for what in ("institution", "agreement", "contact", "collection", "community")},
            "house-report": lambda: self._begin_at_house("report"), "new-term": self._new_term,
            "add-account": self._add_account,
            "open-library": self.open_library, "menu": shell.show_menu,
            "quit": self._window.close,
            "select-all": self.select_all, "find": self.find, "find-slash": self.find,
            "press-remedy": lambda: stage.panel.press_remedy(),
            **{f"show-{page.id}": lambda page=page.id: stage.show_page(page) for page in PAGES},
            "toggle-side": shell.toggle_side, "toggle-inspector": shell.toggle_inspector,
            "widen-inspector": shell.widen_inspector,
            "next-part": lambda: shell.next_part(1), "previous-part": lambda: shell.next_part(-1),
            "surround": lambda: stage.loupe.next_surround(), "queue": self.queue,
            "queue-ready": self.queue_ready, "queue-practice": self.queue_for_practice,
            "practise": self.practise,
            "sync-now": self.sync_now, "pause-sync": lambda: stage.sync.toggle_pause(), "keys": self.show_keys,
            "fonts": self.show_fonts,
            "practice-gallery": self.gallery.show, "metered-link": self.toggle_metered, "next-view": self.next_view,
            "look-up": self.look_up,
            "copy": lambda: self.carrying.copy(), "paste": lambda: self.carrying.paste(),
            "edit-cell": lambda: stage.act_on_table("edit"), "fill-down": lambda: stage.act_on_table("fill"),
            "find-replace": lambda: stage.act_on_table("replace"),
            "help": self.help, "practice-walk": lambda: self.guide.begin(),
            "palette": self.open_palette,
        }.items():
            self._on(deed, press)
        shell.arranged.connect(self._tick_parts)
        self._tick_parts()
        chosen = QActionGroup(self)
        for theme in _THEMES:
            action = self._actions[f"theme-{theme}"]
            chosen.addAction(action)
            action.setChecked(settings.load().theme == theme)
            self._on(f"theme-{theme}", lambda theme=theme: stage.choosing.choose("theme", theme))
        self._actions["contrast"].setChecked(settings.load().contrast)
        self._on("contrast", lambda: stage.choosing.choose("contrast", self._actions["contrast"].isChecked()))
        stage.choosing.changed.connect(self._on_chosen)
        for button, press in (
            (form.helpButton, self.help),
            (form.whoButton, self.choose_me), (form.primary, self.queue),
        ):
            button.clicked.connect(lambda _checked=False, press=press: press())
        stage.grid.view.drag_wanted.connect(lambda: self.carrying.drag())
        stage.deed_wanted.connect(lambda deed: self._actions[deed].trigger())
        stage.emptied.connect(self.explain_emptiness)
        stage.panel_made.connect(self._on_panel_made)
        stage.page_shown.connect(self._on_page_shown)
        stage.counted.connect(self.show_who)

    def _on_panel_made(self, panel: MetadataPanel) -> None:
        panel.activity_wanted.connect(self.edit_activity)
        panel.person_wanted.connect(self.mend_person)
        panel.font_wanted.connect(self.show_fonts)
        panel.room_wanted.connect(self._shell.widen_inspector)

    def _on_page_shown(self, name: str) -> None:
        if name == "table":
            line = cast("TablePage", self._stage.made(name)).line
            line.font_wanted.connect(self.show_fonts, Qt.ConnectionType.UniqueConnection)

    def _tick_parts(self) -> None:
        self._actions["toggle-side"].setChecked(self._shell.side_shown)
        self._actions["toggle-inspector"].setChecked(self._shell.inspector_shown)

    def _on(self, deed: str, press: Callable[[], object]) -> None:
        self._actions[deed].triggered.connect(lambda _checked=False: press())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The whole foot of the side bar is a button."""
        if event.type() == QEvent.Type.MouseButtonRelease:
            self.choose_me()
        return False

    def open_library(self) -> None:
        """Ask for the folder of another library, and open it in place of this one."""
        name = QFileDialog.getExistingDirectory(self._window, self._kit.speech.say("window-open-title"))
        if name:
            self.library_wanted.emit(Path(name))

    def find(self) -> None:
        """Go to the field that finds photographs; from a page that it is not beside, to the photographs first."""
        if self._form.topBar.isHidden():
            self._stage.show_page("grid")
        self._form.find.setFocus()

    def _offer_languages(self) -> None:
        group = QActionGroup(self)
        for code in languages():
            action = QAction(self._kit.speech.own_name(code), self)
            action.setCheckable(True)
            action.setChecked(code == self._kit.speech.language)
            action.setData(code)
            group.addAction(action)
            action.triggered.connect(
                lambda _checked=False, code=code: self._stage.choosing.choose("language", code))
            self._menu.languages.addAction(action)

    def select_all(self) -> None:
        """Select every photograph that is shown; from the side bar, go to them."""
        if self._stage.page in ON_ITEMS:
            self._stage.grid.view.selectAll()
            if self._form.sideList.hasFocus():
                self._form.pages.currentWidget().setFocus()

    # Sending

    def queue(self) -> None:
        """Freeze the selected items into the queue; nothing is sent now. A page with a button of its own has it
        pressed instead."""
        if not BY_ID[self._stage.page].queues:
            self._stage.made(self._stage.page).press_primary()
            return
        ids = list(self._stage.selection())
        if self._form.primary.hasFocus():  # it rests when nothing is left to queue, and the keyboard must not stray
            self._stage.focus_page()
        self._with_sender(lambda account: self._queue(ids, account))

    def queue_ready(self) -> None:
        """Freeze everything that is ready into the queue; where that is the practice walk alone, for practice."""
        counts, ready = self._kit.bridge.lists.counts(), (ItemState.READY, ItemState.PRACTISED)
        real = any(counts.states.get(state, 0) > counts.pretended.get(state, 0) for state in ready)
        if counts.pretended.get(ItemState.READY, 0) and not real:
            self._queue(None, accounts.chosen(None, PRACTICE))
        else:
            self._with_sender(lambda account: self._queue(None, account))

    def _with_sender(self, press: Callable[[Account], None]) -> None:
        """Do something as the account that is meant; where several could be, ask, and remember it as the likeliest."""
        found = self._kit.bridge.lists.senders()
        if len(found) < 2:
            press(self._kit.bridge.lists.sender())
            return

        def chosen(account: Account) -> None:
            self._kit.bridge.library.set_setting("sender", account.key)
            self._kit.bridge.look_again()
            press(account)
            self._kit.bridge.items_changed.emit(None)

        self.senders.offer(self._form.primary, found, chosen)

    def queue_for_practice(self) -> None:
        """Freeze the selected items for the practice Commons, where nothing counts."""
        self._queue(list(self._stage.selection()), accounts.chosen(None, PRACTICE))

    def practise(self) -> None:
        """Freeze what is ready, and what waits to be published, for the practice Commons too, and send it there."""
        self._kit.bridge.compute(self._kit.bridge.lists.practisable, lambda ids: self._queue(
            ids, accounts.chosen(None, PRACTICE), self._send_practice))

    def _send_practice(self) -> None:
        if self._kit.bridge.lists.open_items().practice:
            self._begin_sync(["--site", PRACTICE])
        else:
            self._status.show_problem(Message("practise-none"), None)

    def _queue(self, ids: list[str] | None, account: Account, then: Callable[[], None] = lambda: None) -> None:
        from ..services import review  # late, as the forms below: a start-up does without

        self._stage.commit()
        bridge, library = self._kit.bridge, self._kit.bridge.library
        # A book takes minutes to be made: meanwhile others write.
        bridge.work(lambda: review.prepare(library, ids, account, cancelled=bridge.closed), lambda _none: bridge.write(
            lambda: review.queue(library, ids, account, actor=library.setting("me")),
            lambda result: self._on_queued(result, then)))

    def _on_queued(self, result: Queued, then: Callable[[], None]) -> None:
        self._kit.bridge.tell(result.changes)
        then()
        if result.held:
            self._status.show_problem(
                Message("queue-held", len(result.queued), len(result.held)), result.held[0][1][0].message)

    def sync_now(self) -> None:
        """Start the sync in a process of its own; without an account, ask for one first.

        Where some files wait for practice and others to be published, the sync page's buttons say which are meant.
        """
        wishes = self._stage.sync.take_wishes()
        sites = {site for site, _name in self._kit.bridge.lists.open_accounts()}
        named = {wiki for word, wiki in pairwise(wishes) if word == "--site"}
        if not named and PRACTICE in sites and len(sites) > 1:
            self._stage.show_page("sync")
            self._status.show_problem(Message("sync-which"), None)
            return
        if not accounts.listed() and PRACTICE not in (named or sites):
            self._stage.show_page("accounts")
            return
        self._begin_sync(wishes)

    def _begin_sync(self, wishes: list[str]) -> None:
        try:
            if self._starter.start(wishes):
                self._status.show_note(Message("sync-next"))
        except OSError as error:
            self._on_not_started(str(error))
        self._stage.show_page("sync")

    def _on_sync_started(self) -> None:
        self._run_before = self._kit.bridge.lists.newest_run()  # its own comes when it has begun
        self._stage.sync.forget_fault()

    def _on_not_started(self, why: str) -> None:
        self._kit.bridge.failed.emit(Message("error-sync-start", why), None)

    @property
    def is_sending(self) -> bool:
        """Whether a sync lives, or one that was started here is about to, or is to follow it."""
        lists = self._kit.bridge.lists
        return bool(lists.sync_runs()) or self._starter.is_waiting or (
            self._starter.is_running and lists.newest_run() == self._run_before)

    def stop_sending(self) -> None:
        """Have every sync stop as soon as it may, one too that has not begun yet."""
        from ..services.releasing import stop_runs  # late: a start-up does without

        library = self._kit.bridge.library
        self._starter.forget_waiting()
        if self._kit.bridge.lists.sync_runs():
            self._kit.bridge.write(lambda: stop_runs(library))
        else:
            self._starter.end()

    def look_up(self) -> None:
        """Have what is kept as text looked up now."""
        from .looking_up import look_up

        look_up(self._kit, self._status)

    def toggle_metered(self) -> None:
        """Count the connection of now among the metered ones, or no longer."""
        from .metering import toggle_metered

        toggle_metered(self._kit, self._status)

    def _on_sync_failed(self, code: str, sentence: str, remedy: str) -> None:
        say = self._kit.speech.say
        if code.startswith(("keyring", "account")):
            self._stage.sync.show_fault(
                sentence, remedy, say("deed-show-accounts"), lambda: self._stage.show_page("accounts"))
        else:
            self._stage.sync.show_fault(sentence, remedy, say("sync-choice-retry"), self.sync_now)

    # Forms

    def _import(self, choose: Callable[[], None]) -> None:
        self._stage.show_page("import")
        choose()

    def new_activity(self) -> None:
        """Ask for a new activity, and go there; at the scanning desk, for the session that is scanned for."""
        if self._stage.page == "scan":
            self._stage.made("scan").new_activity()
            return
        from .pages.dialogs import ActivityForm

        form = ActivityForm(self._kit, parent=self._window)
        form.accepted.connect(lambda: self._stage.imports.choose_activity(form.saved))
        form.open()

    def edit_activity(self, activity: str | None = None) -> None:
        """Change the activity that is shown, or another (id), and what its items inherit."""
        from .pages.dialogs import ActivityForm

        chosen = activity or self._stage.query.activity
        row = next((row for row in self._kit.bridge.lists.register("activity") if row["id"] == chosen), None)
        if row is None:
            self._status.show_problem(Message("window-no-activity"), None)
        else:
            ActivityForm(self._kit, row, self._window).open()

    def choose_me(self) -> None:
        """Offer everybody who is known; ask who works here if nobody is."""
        if not self._kit.bridge.lists.people():
            self.edit_me()
            return
        button = self._form.whoButton if self._form.whoButton.isVisible() else self._form.avatar
        self.who.offer(button)

    def edit_me(self, chosen: str | None = None) -> None:
        """Ask who works here, or change what is said about somebody; "" is somebody new."""
        from .pages.dialogs import ContributorForm

        me = self._kit.bridge.library.setting("me") if chosen is None else chosen
        row = next((row for row in self._kit.bridge.lists.register("contributor") if row["id"] == me), None)
        form = ContributorForm(self._kit, row, self._window, themselves=chosen is None)
        form.accepted.connect(lambda: self._kit.bridge.sign(form.saved))
        form.open()

    def mend_person(self, name: str) -> None:
        """Ask for the user name of somebody whose works can't be sent without; who works here stays the same, and is
        that one where nobody was named yet."""
        from .pages.dialogs import ContributorForm

        row = next((row for row in self._kit.bridge.lists.register("contributor")
                    if row["name"].casefold() == name.casefold() and not row["user_name"]), None)
        form = ContributorForm(self._kit, row, self._window, lacking=name)
        if not self._kit.bridge.library.setting("me"):
            form.accepted.connect(lambda: self._kit.bridge.sign(form.saved))
        form.open()

    def new_contributor(self) -> None:
        """Add somebody whose photographs come in here, while who works here stays the same."""
        from .pages.dialogs import ContributorForm

        form = ContributorForm(self._kit, parent=self._window)
        form.accepted.connect(lambda: self._stage.imports.options.choose_photographer(form.saved))
        form.open()

    def _begin_at_house(self, what: str) -> None:
        self._stage.show_page("institutions")
        self._stage.made("institutions").begin(what)

    def _new_term(self) -> None:
        self._stage.show_page("presets")
        self._stage.made("presets").glossary.add()

    def _add_account(self) -> None:
        self._stage.show_page("accounts")
        self._stage.made("accounts").begin()

    def show_fonts(self, text: str = "") -> None:
        """Show where a font for the letters of a text is had, and those that were given to this program."""
        from .pages.fonts import FontsDialog

        FontsDialog(self._kit, text, self._window).open()

    def show_keys(self) -> None:
        """Show every key that does something."""
        from .pages.keys import KeysDialog

        KeysDialog(self._kit, self._actions, self._window).open()

    def next_view(self) -> None:
        """Go from the page of the reviewed item to its wikitext, its data, and back."""
        if self._stage.page == "review":
            self._stage.review.next_view()
        else:
            self._stage.show_page("review")

    def help(self) -> None:
        """Show the help on what the person is at: the field, else the page; from the help, go back there."""
        if self._stage.page == "help":
            self._stage.return_to_work()
        else:
            self.show_help(self._stage.topic())

    def show_help(self, topic: str) -> None:
        """Show a topic of the help."""
        self._stage.show_page("help")
        self._stage.help.show_topic(topic)
        self._stage.help.setFocus()  # also from the side bar, so that Escape leads back

    def _show_walk(self, ids: list[str], activity: str) -> None:
        self._stage.show_activity(activity)
        self._stage.grid.view.select(ids, ids[0])
        self._stage.grid.view.setFocus()

    def open_palette(self) -> None:
        """Ask for anything by its letters."""
        from ..config import help as pages
        from .findables import findables, items
        from .palette import Palette

        kit, stage = self._kit, self._stage
        topics = [(topic, pages.title(topic, kit.speech.language)) for topic in pages.TOPICS]
        known = findables(kit, stage, self._actions, self._show_setting, self.show_help, topics,
                          lambda preset: self.preset_wanted.emit(preset))
        palette = Palette(kit, known, lambda words: items(kit, stage, words), self._window)
        palette.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        palette.open()

    def _show_setting(self, name: str) -> None:
        self._stage.show_page("settings")
        self._stage.settings.show_setting(name)

    def show_who(self) -> None:
        """Show at the foot of the side bar who works here."""
        say, form = self._kit.speech.say, self._form
        person = self._kit.bridge.lists.people().get(self._kit.bridge.library.setting("me"))
        form.whoName.setText(person.name if person else say("window-nobody"))
        form.whoAccount.setText(
            say("window-on-commons", person.user_name) if person and person.user_name else say("window-no-account"))
        form.whoBar.setToolTip(say("who-tip", form.whoName.text(), form.whoAccount.text()) if person else "")
        form.avatar.setText("".join(word[:1] for word in person.name.split()[:2]).upper() if person else "?")

    def explain_emptiness(self) -> None:
        """Say why there is nothing in the grid, and what to do."""
        stage = self._stage
        if stage.query == Query(sort=stage.query.sort):
            stage.grid.show_empty("image", Message("grid-empty"), Message("deed-import-folder"),
                                   lambda: self._import(stage.imports.choose_folder))
        elif stage.query.state == ItemState.TO_FINISH and not stage.query.words:
            stage.grid.show_empty("check", Message("grid-empty-to-finish"), Message("grid-show-all"), stage.show_all)
        else:
            stage.grid.show_empty("search", Message("grid-empty-filter"), Message("grid-clear-filter"), stage.show_all)

    # The window

    def _on_chosen(self, name: str, value: object) -> None:
        match name:
            case "theme":
                self._actions[f"theme-{value}"].setChecked(True)
            case "contrast":
                self._actions["contrast"].setChecked(bool(value))
            case "language":
                for action in self._menu.languages.actions():
                    action.setChecked(action.data() == self._kit.speech.language)
            case "detail":
                self._stage.panel.show_detail(str(value))
            case "thumbnail_size":
                self._stage.grid.view.set_cell_width(int(str(value)))

    def remember(self) -> None:
        """Keep size and widths for the next time; let go what only this window needs."""
        self.gallery.close()
        size, screen = self._window.size(), screen_of(self._window).size()
        settings.change(last_library=str(self._kit.bridge.library.root),
                        thumbnail_size=self._stage.grid.view.wanted_width, window={
            "width": size.width(), "height": size.height(), "screen": [screen.width(), screen.height()],
            "tab": self._stage.tab, **self._shell.remembered()})

