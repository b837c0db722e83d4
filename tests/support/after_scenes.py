"""Questions, differences and what is on the wiki, for screenshots."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QApplication, QScrollArea

from minoties_desktop.config.messages import Message
from minoties_desktop.domain.changes import Changes
from minoties_desktop.domain.merging import parts
from minoties_desktop.domain.sites import COMMONS, PRACTICE
from minoties_desktop.domain.states import State
from minoties_desktop.qt.widgets.question_card import QuestionCard
from minoties_desktop.qt.window import MainWindow
from minoties_desktop.services.library import Library
from minoties_desktop.services.presence import Presence, There
from minoties_desktop.services.receipts import Finding
from minoties_desktop.services.rechecking import Rechecked
from minoties_desktop.store import answers, outbox
from tests.support import scenes, sync_scenes

_WAS = ("=={{int:filedesc}}==\n{{Information\n|description={{es|1=Tejedora en su telar}}\n|date=2026-11-14\n"
        "|source={{own}}\n}}\n\n=={{int:license-header}}==\n{{self|cc-by-sa-4.0}}\n\n[[Category:Feria Pinto]]\n")


def _settle(window: MainWindow) -> None:
    for _ in range(8):
        QApplication.processEvents()
        window.kit.bridge.wait()
        window.stage.thumbnails.wait()


def _ask(library: Library) -> str:
    """Three taken names, and a page that somebody has edited; the title of the first one."""
    rows = [row for row in outbox.listed(library.database) if row.depends_on is None and row.state is not State.DONE]
    scenes.draw(library.path("cache/wiki/scene.jpg"), 6)
    title = str(rows[0].payload["title"])
    shown = parts(_WAS, _WAS.replace("telar", "telar, Temuco") + "[[Category:Weaving in Chile]]\n",
                  _WAS.replace("Tejedora", "Una tejedora").replace("14", "15") + "[[Category:Looms]]\n")
    with library.database.writing() as write:
        answers.keep(write, rows[0].wiki, "picture", {title: {
            "title": title, "user": "MuseoViajero", "date": "2019-03-03T10:00:00Z", "size": 1_800_000, "width": 2400,
            "height": 1600, "sha1": "0", "url": "", "picture": "cache/wiki/scene.jpg"}})
        for place, row in enumerate(rows[:4]):
            outbox.advance(write, row, State.STASHED, facts={"complete": True}, receipt=None)
            name = row.payload["title"]
            said = Message("ask-page-differs", name, "commons.wikimedia.org", "Ana") if place == 3 else Message(
                "ask-name-taken", name, "commons.wikimedia.org", "")
            details = {"title": name, "parts": [part.to_json() for part in shown]} if place == 3 else {"title": title}
            outbox.stop(write, row.id, State.ASKS, error={"message": said.to_json()}, question={
                "id": "edit-differs" if place == 3 else "name-taken", "details": details,
                "choices": ["merge", "ours", "theirs", "parts"] if place == 3 else ["rename"]})
    return title


def question(window: MainWindow) -> None:
    """Both pictures beside each other, a new name typed."""
    title = _ask(sync_scenes.fresh(window))
    window.stage.show_page("sync")
    window.stage.sync.refresh()
    _settle(window)
    for card in window.stage.sync.findChildren(QuestionCard):
        if len(card._group) > 1:
            while card.delivery.title != title:
                card._step(1)
            card._name.setText("Tejedora de Temuco en la feria")
            card._name.setFocus()


def questions(window: MainWindow) -> None:
    """One answer for all of the kind."""
    question(window)
    for card in window.stage.sync.findChildren(QuestionCard):
        if len(card._group) > 1:
            card._scope.setCurrentIndex(1)


def difference(window: MainWindow) -> None:
    """What somebody else has changed, part by part."""
    question(window)
    for area in window.stage.sync.findChildren(QScrollArea):
        area.verticalScrollBar().setValue(area.verticalScrollBar().maximum())


def delivered(window: MainWindow) -> None:
    """What became of files, and which are there already."""
    window.stage.show_page("delivered")
    page = window.stage.made("delivered")
    page._on_rechecked(Rechecked({COMMONS: 24, PRACTICE: 6}, {
        ("a", COMMONS): [
            Finding("deleted", "Volcán Llaima 01.jpg", "Admin", "2026-11-20T00:00:00Z", "Out of scope")],
        ("b", COMMONS): [Finding("moved", "Ruka 01.jpg", detail="Ruka de Temuco.jpg")]}, Changes()), None)
    page._on_found(Presence({"i": There("Tejedora en la feria Pinto.jpg", "MuseoViajero", "", "")}, 0, ""), None)


def practised(window: MainWindow) -> None:
    """The receipts of a practice, as the link of the sync page shows them."""
    sync_scenes.practised(window)
    window.stage.sync._form.receipts.click()


AFTER_PAGES: dict[str, Callable[[MainWindow], None]] = {
    "question": question, "questions": questions, "difference": difference, "delivered": delivered,
    "delivered-practised": practised,
}
