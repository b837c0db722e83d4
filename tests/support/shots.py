"""Renders the pages of the window to PNG, to be looked at: page x state x language x direction x look x scale.

    python -m tests.support.shots FOLDER [PAGE...] [--lang en,es,el,long,rtl] [--look light,dark-contrast]
        [--scale 1,2] [--size WxH]

`long` makes every text longer by two fifths, `rtl` moreover says it in Hebrew letters from right to left.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication, QWidget

from minoties_desktop.config.messages import Message
from minoties_desktop.config.settings import Settings
from minoties_desktop.domain.states import State
from minoties_desktop.qt.opening import open_window
from minoties_desktop.qt.pages.dialogs import ActivityForm, ContributorForm
from minoties_desktop.qt.pages.fonts import FontsDialog
from minoties_desktop.qt.pages.keys import KeysDialog
from minoties_desktop.qt.palette import Palette
from minoties_desktop.qt.window import MainWindow
from minoties_desktop.services import fonts as files
from minoties_desktop.services import review
from minoties_desktop.services.accounts import Account
from minoties_desktop.services.describing import refresh
from minoties_desktop.services.ingest import Wishes, ingest
from minoties_desktop.services.library import Library
from minoties_desktop.services.tagging import Tagging
from minoties_desktop.store import outbox
from tests.support import import_scenes, pseudo, scenes
from tests.support.account_scenes import ACCOUNT_PAGES
from tests.support.after_scenes import AFTER_PAGES
from tests.support.consent_scenes import CONSENT_PAGES
from tests.support.find_scenes import FIND_PAGES
from tests.support.house_scenes import HOUSE_PAGES
from tests.support.language_scenes import LANGUAGE_PAGES
from tests.support.many_scenes import MANY_PAGES
from tests.support.place_scenes import PLACE_PAGES
from tests.support.rights_scenes import RIGHTS_PAGES
from tests.support.scan_scenes import SCAN_PAGES
from tests.support.sync_scenes import SYNC_PAGES, let_go
from tests.support.table_scenes import TABLE_PAGES
from tests.support.welcome_scenes import WELCOME_PAGES

PIXELS = 13
"""The interface font's size that the mock-ups are drawn with."""
COUNT = 24
STRONG = "-contrast"
"""What the names of looks end with that have stronger lines."""
NOBODYS = {"long": (pseudo.LONG, "LTR"), "rtl": (pseudo.MIRRORED, "RTL")}
"""Languages that nobody speaks, and their directions."""


def fill(root: Path) -> None:
    """A library as it looks in the middle of a day: some photographs described, some queued, one refused."""
    folder = root.parent / "card"
    for number in range(COUNT):
        scenes.draw(folder / f"IMG_{2038 + number}.JPG", number, upright=number in (3, 11))
    library = Library(root)
    tagging = Tagging(library)
    me = tagging.create("contributor", {"name": "Rayen Huenchul", "user_name": "RayenH", "licence": "cc-by-sa-4.0"})
    library.set_setting("me", me)
    tagging = Tagging(library, actor=me)
    walk = tagging.create(
        "activity", {"title": "Feria Pinto walk", "kind": "photo_walk", "languages": "es arn"},
        [("author", "", me), ("source", "", "own"), ("categories", "", "Feria Pinto")])
    tagging.create("activity", {"title": "Museum of the Loom", "kind": "glam_visit", "languages": "es"})
    found = [item["id"] for item in ingest(library, [folder], Wishes(activity=walk)).items]
    _describe(tagging, found)
    _deliver(library, found[12:18])
    library.close()


def _describe(tagging: Tagging, found: list[str]) -> None:
    for number, item in enumerate(found):
        tagging.mark([item], "rating", (3, 4, 5, 0, 2)[number % 5])
        tagging.mark([item], "flag", "reject" if number == 9 else "pick" if number % 3 else "")
        if number % 4 == 2:
            tagging.mark([item], "label", 6 + number % 4)
        tagging.replace([item], "date", [f"2026-11-14 10:{number + 10}"])
        if number in (3, 4, 9):
            continue
        tagging.replace([item], "title", [f"Tejedora en su telar, feria Pinto {number + 1:02}"])
        tagging.replace([item], "caption", ["Tejedora en su telar, feria Pinto de Temuco"], lang="es")
        if number % 3:
            tagging.replace([item], "caption", ["Düwekafe ñi witral mew, Temuko waria"], lang="arn")
        tagging.add([item], "categories", ["Weaving in Chile"])
        tagging.add([item], "depicts", ["trarikanmakuñ"] if number % 2 else ["Q12345"])
        if number not in (0, 2, 6):
            tagging.replace([item], "people", ["nobody"])


def _deliver(library: Library, found: list[str]) -> None:
    review.queue(library, found, Account("practice", "Practice"), actor=library.setting("me"))
    states = [State.DONE, State.DONE, State.STASHING, State.ASKS, State.WAITING, State.QUEUED]
    with library.database.writing() as write:
        for item, state in zip(found, states, strict=True):
            rows = outbox.of_items(library.database, [item])
            for row in rows if state is State.DONE else rows[:1]:
                match state:
                    case State.ASKS:
                        taken = Message("ask-name-taken", row.payload["title"], "commons.wikimedia.org", "")
                        outbox.stop(write, row.id, state, error={
                            "message": taken.to_json(), "remedy": Message("ask-name-taken-remedy").to_json()},
                            question={"id": "name-taken", "choices": ["rename"], "details": {}})
                    case State.WAITING:
                        outbox.stop(write, row.id, state, error={
                            "message": Message("error-offline", "commons.wikimedia.org").to_json()}, next_try=4e9)
                    case State.QUEUED:
                        continue
                    case _:
                        outbox.advance(write, row, state, facts={}, receipt={"url": "https://example.org"}
                                       if state is State.DONE else None)
    with library.database.writing() as write:
        refresh(library.database, write, found)


def grid(window: MainWindow) -> None:
    """Four selected, as in the mock-up."""
    view = window.stage.grid.view
    ids = list(window.stage.grid.model.ids)
    view.select(ids[5:9], ids[5])
    view.setFocus()


def one(window: MainWindow) -> None:
    """One selected, with problems."""
    ids = list(window.stage.grid.model.ids)
    window.stage.grid.view.select(ids[2:3])


def rights(window: MainWindow) -> None:
    """The last tab."""
    one(window)
    window.stage.panel.focus_field("licence")


def _tab(tab: str) -> Callable[[MainWindow], None]:
    def show(window: MainWindow) -> None:
        one(window)
        _settle(QApplication.instance(), window)
        window.stage.panel.show_tab(tab)
    return show


def loupe(window: MainWindow) -> None:
    """One photograph large."""
    one(window)
    window.stage.show_page("loupe")


def review_page(window: MainWindow) -> None:
    """As it will be sent."""
    one(window)
    window.stage.show_page("review")


def wikitext(window: MainWindow) -> None:
    """The page text."""
    review_page(window)
    window.stage.review.show_view(1)


def sync(window: MainWindow) -> None:
    """The queue."""
    window.stage.show_page("sync")


def importing(window: MainWindow) -> None:
    """Before an import."""
    window.stage.show_page("import")


def empty(window: MainWindow) -> None:
    """A filter that finds nothing."""
    window.form.find.setText("xyzzy")


def _dialog(form: type) -> Callable[[MainWindow], object]:
    def show(window: MainWindow) -> object:
        dialog = form(window.kit, parent=window)
        dialog.show()
        return dialog

    return show


def palette(window: MainWindow) -> object:
    """Some letters typed."""
    window.deeds_of["palette"].trigger()
    found = window.findChildren(Palette)[-1]
    found.edit.setText("qu")
    return found


def keys(window: MainWindow) -> object:
    """All keys."""
    window.deeds_of["keys"].trigger()
    return window.findChildren(KeysDialog)[-1]


def fonts(window: MainWindow) -> object:
    """A font for letters that may be of none, and one that was given."""
    files.keep(Path("/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf").read_bytes())
    window.deeds.show_fonts("\U00011f04\U00011f05")
    return window.findChildren(FontsDialog)[-1]


def _page(name: str) -> Callable[[MainWindow], None]:
    return lambda window: window.stage.show_page(name)


PAGES: dict[str, Callable[[MainWindow], object]] = {
    "today": _page("today"), "history": _page("history"), "settings": _page("settings"), "help": _page("help"),
    "palette": palette, "keys": keys, "fonts": fonts,
    "grid": grid, "one": one, "rights": rights, "files": _tab("pages"), "steps": _tab("history"),
    "loupe": loupe, "review": review_page, "wikitext": wikitext,
    "sync": sync, "import": importing, "empty": empty,
    **ACCOUNT_PAGES,
    "activity": _dialog(ActivityForm), "contributor": _dialog(ContributorForm),
    **SYNC_PAGES,
    **AFTER_PAGES, **FIND_PAGES,
    **PLACE_PAGES,
    **TABLE_PAGES,
    **MANY_PAGES, **LANGUAGE_PAGES, **CONSENT_PAGES, **HOUSE_PAGES, **RIGHTS_PAGES,
    **import_scenes.PAGES, **SCAN_PAGES, **WELCOME_PAGES,
}


def main(argv: list[str]) -> int:
    """Render what is asked for, else everything in English and light."""
    parser = argparse.ArgumentParser("shots")
    parser.add_argument("folder", type=Path)
    parser.add_argument("pages", nargs="*", choices=[*PAGES, []])
    parser.add_argument("--lang", default="en")
    parser.add_argument("--look", default="light")
    parser.add_argument("--scale", default="1")
    parser.add_argument("--size", default="1440x900")
    wish = parser.parse_args(argv)
    wish.folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as home, pseudo.spoken_in(Path(home)):
        os.environ["MINOTIES_HOME"] = home
        os.environ["QT_QPA_PLATFORM"] = f"offscreen:configfile={_screen(Path(home), wish.size)}"
        app = QApplication.instance() or QApplication(sys.argv[:1])
        root = Path(home) / "Temuco 2026"
        fill(root)
        for look in wish.look.split(","):
            for scale in wish.scale.split(","):
                _render(app, root, wish, look, float(scale))
    return 0


def _screen(folder: Path, size: str) -> Path:
    """A screen of that size, as dialogs ask how much room there is; Qt's own is 800 x 800."""
    width, height = (int(length) for length in size.split("x"))
    found = folder / "screen.json"
    found.write_text(json.dumps({"screens": [{
        "name": size, "x": 0, "y": 0, "width": width, "height": height,
        "logicalDpi": 96, "logicalBaseDpi": 96, "dpr": 1}]}))
    return found


def _render(app: QApplication, root: Path, wish: argparse.Namespace, look: str, scale: float) -> None:
    font = QFont("Noto Sans")
    font.setPixelSize(round(PIXELS * scale))
    app.setFont(font)
    width, height = (int(length) for length in wish.size.split("x"))
    for language in wish.lang.split(","):
        window = open_window(app, root, Settings(
            language="en" if language in NOBODYS else language, theme=look.removesuffix(STRONG),
            contrast=look.endswith(STRONG)))
        if language in NOBODYS:
            window.kit.speech.use(*NOBODYS[language])
        window.resize(width, height)
        window.show()
        for page in wish.pages or PAGES:
            window.stage.show_all()
            _settle(app, window)
            shown = PAGES[page](window)
            _settle(app, window)
            target = shown if shown is not None else window
            for hovered in target.findChildren(QWidget):  # the pointer that nobody moves stands on the menu's button
                hovered.setAttribute(Qt.WidgetAttribute.WA_UnderMouse, False)
            target.grab().save(str(wish.folder / f"{page}-{language}-{look}-{scale:g}-{wish.size}.png"))
            if shown is not None:
                shown.close()
        let_go()
        window.close()
        window.kit.speech.leave()
        window.kit.theme.leave()
        window.deleteLater()
        app.processEvents()


def _settle(app: QApplication, window: MainWindow) -> None:
    for _ in range(12):
        app.processEvents()
        window.stage.thumbnails.wait()
        window.kit.bridge.wait()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
