"""What happens when a person gives something to many photographs: going on, subjects, presets, copying, pasting."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from ..config import countries, settings
from ..config.messages import Message
from ..domain.presets import Part, Preset
from ..services import presets, subjects
from ..services.library import Library
from .actions import Actions
from .centre import ON_ITEMS
from .consents import Consents
from .kit import Kit
from .stage import Stage
from .status import StatusBar

if TYPE_CHECKING:
    from ..services.rights import Answers
    from .pages.panel import MetadataPanel


class TaggingDeeds(QObject):
    """Connects the actions that give values with what they do."""

    def __init__(self, stage: Stage, status: StatusBar, actions: Actions, kit: Kit, window: QWidget) -> None:
        super().__init__(window)
        self._stage, self._status, self._actions, self._kit, self._window = stage, status, actions, kit, window
        self.consents = Consents(kit, stage, window)
        self._subject: tuple[str, ...] = ()
        self._copied: tuple[Part, ...] = ()
        for deed, press in {
            "begin-subject": self.begin_subject, "select-subject": self.select_subject,
            "apply-preset": self.choose_preset, "save-preset": self.save_preset,
            "stick-field": lambda: stage.panel.stick(),
            "find-rights": self.find_rights,
            "copy-fields": self.copy_fields, "paste-fields": self.paste_fields, "choose-paste": self.choose_paste,
            "record-consent": self.consents.open,
            "add-codes": self.add_codes, "next-stop": lambda: stage.panel.flow.step(1),
            "previous-stop": lambda: stage.panel.flow.step(-1),
        }.items():
            actions[deed].triggered.connect(lambda _checked=False, press=press: press())
        stage.panel_made.connect(self._on_panel_made)

    def _on_panel_made(self, panel: MetadataPanel) -> None:
        panel.flow.onward.connect(self.go_on)
        panel.rights.clicked.connect(lambda _checked=False: self.find_rights())
        panel.people.wanted.connect(self.consents.open)

    def _chosen(self) -> list[str]:
        return list(self._stage.selection()) if self._stage.page in ON_ITEMS else []

    # Going on

    def go_on(self, field: str, lang: str) -> None:
        """Keep what was typed, and go on to the next photograph or subject, to the same field there. It is looked for
        beside the window's thread; the panel holds what is typed meanwhile."""
        panel, view, library = self._stage.panel, self._stage.grid.view, self._kit.bridge.library
        panel.commit()
        chosen, order, subject = view.selected_ids(), list(self._stage.grid.model.ids), self._subject

        def look() -> tuple[bool, list[str]]:
            whole = tuple(chosen) == subject or (len(chosen) > 1 and set(chosen) == set(
                subjects.subject(library, order, chosen[0])))
            return whole, subjects.after(library, order, chosen, whole=whole)

        def arrive(found: tuple[bool, list[str]]) -> None:
            if view.selected_ids() == chosen:
                self._show_next(*found, field, lang)
            else:  # somebody went elsewhere by hand
                panel.flow.arrive()

        self._kit.bridge.compute(look, arrive)

    def _show_next(self, whole: bool, found: list[str], field: str, lang: str) -> None:
        panel = self._stage.panel
        if found:
            self._subject = tuple(found) if whole else ()
            self._carry(found)
            self._stage.grid.view.select(found, found[0])
        else:
            self._status.show_note(Message("window-last-one"))
        if field:
            panel.focus_line(field, lang)
        else:
            panel.flow.arrive()

    def _carry(self, ids: Sequence[str]) -> None:
        """Give the next ones what goes on to them."""
        parts, bridge = self._stage.panel.sticky.parts(), self._kit.bridge
        if parts:
            bridge.write(lambda: presets.carry(bridge.library, bridge.tagging, list(ids), parts))

    # Subjects

    def begin_subject(self) -> None:
        """Say that a subject begins with the current photograph, or that none does; then go on to the next."""
        item = self._stage.grid.view.current_id()
        if item is None or self._stage.page not in ON_ITEMS:
            return
        bridge = self._kit.bridge
        [row] = bridge.lists.rows([item])
        starts, tagging = int(not row["starts"]), bridge.tagging
        bridge.write(lambda: tagging.mark([item], "starts", starts))
        self._status.show_note(Message("subject-begins" if starts else "subject-begins-not"))
        if starts and settings.load().auto_advance and self._stage.page != "map":
            self._stage.grid.view.step(1)

    def select_subject(self) -> None:
        """Select the whole subject of the current photograph."""
        view = self._stage.grid.view
        item = view.current_id()
        if item is None or self._stage.page not in ON_ITEMS:
            return
        library, order = self._kit.bridge.library, list(self._stage.grid.model.ids)

        def select(found: list[str]) -> None:
            if view.current_id() != item:
                return  # somebody went elsewhere
            self._subject = tuple(found)
            view.select(found, item)
            if len(found) == 1:
                self._status.show_note(Message("subject-none"))

        self._kit.bridge.compute(lambda: subjects.subject(library, order, item), select)

    # Presets

    def choose_preset(self) -> None:
        """Ask which preset is given to the selection: a digit is enough."""
        from .preset_list import PresetList

        if not self._chosen():
            return
        self._stage.commit()
        known = presets.listed(self._kit.bridge.library)
        if not known:
            self._status.show_problem(Message("preset-none"), Message("preset-none-remedy"))
            return
        PresetList(self._kit, known, self.apply, self.edit_presets, self._window).open()

    def apply(self, preset: Preset) -> None:
        """Give the selection what a preset holds."""
        self._stage.commit()
        ids, tagging = self._reached(), self._kit.bridge.tagging
        if ids:
            self._give(Message("action-preset", preset.name, len(ids)), lambda: presets.apply(tagging, ids, preset))

    def save_preset(self) -> None:
        """Keep what was said of the current photograph under a name."""
        from .pages.preset_form import PresetForm

        parts = self._said()
        if parts:
            marked = presets.chosen(parts, {})
            PresetForm(self._kit, parts, [part.key for part in marked], parent=self._window).open()

    def find_rights(self) -> None:
        """Ask who holds rights in what the selection shows."""
        from .pages.rights_sheet import RightsSheet

        self._stage.commit()
        ids, library, language = self._reached(), self._kit.bridge.library, self._kit.speech.language
        if ids:
            self._kit.bridge.compute(lambda: _answers(library, ids, language),
                                     lambda told: RightsSheet(self._kit, ids, told, self._window).open())

    def edit_presets(self) -> None:
        """Show the presets, to be changed or taken away."""
        self._stage.show_page("presets")

    # Copying

    def copy_fields(self) -> None:
        """Keep what was said of the current photograph, to be pasted on others."""
        parts = self._said()
        if parts:
            self._copied = parts
            self._status.show_note(Message("copied-fields", len(parts)))

    def paste_fields(self) -> None:
        """Paste the fields that were chosen the last time on the selection."""
        if not self._copied:
            self._status.show_problem(Message("paste-nothing"), Message("paste-nothing-remedy"))
            return
        self._stage.commit()
        parts = presets.chosen(self._copied, presets.choice(self._kit.bridge.library))
        if not parts:
            self.choose_paste()
        else:
            self._paste(parts)

    def choose_paste(self) -> None:
        """Ask which of the copied fields are pasted, now and from now on."""
        from .pages.preset_form import PasteForm

        if not self._copied:
            self.paste_fields()
            return
        self._stage.commit()
        chosen = presets.chosen(self._copied, presets.choice(self._kit.bridge.library))
        form = PasteForm(self._kit, self._copied, chosen, self._window)
        form.chosen.connect(self._on_paste_chosen)
        form.open()

    def _on_paste_chosen(self, parts: Sequence[Part]) -> None:
        library = self._kit.bridge.library
        self._kit.bridge.write(lambda: presets.remember(library, parts))
        self._paste(parts)

    def _paste(self, parts: Sequence[Part]) -> None:
        ids, tagging = self._reached(), self._kit.bridge.tagging
        if ids:
            self._give(Message("action-paste", len(parts), len(ids)), lambda: presets.paste(tagging, ids, parts))

    def _said(self) -> tuple[Part, ...]:
        self._stage.commit()
        self._kit.bridge.wait()
        chosen = self._stage.selection()
        if not chosen:
            self._status.show_problem(Message("copy-nobody"), None)
            return ()
        current = self._stage.grid.view.current_id()
        parts = presets.of_item(self._kit.bridge.library, current if current in chosen else chosen[0])
        if not parts:
            self._status.show_problem(Message("copy-nothing"), None)
        return parts

    def _reached(self) -> list[str]:
        """The selected items, with those that lie under them on closed stacks."""
        return self._kit.bridge.lists.with_folded(self._chosen(), self._stage.opened)

    def _give(self, note: Message, call: Callable[[], object]) -> None:
        self._kit.bridge.write(call, lambda _changes: self._status.show_note(note))

    # Codes

    def add_codes(self) -> None:
        """Ask for a file of codes and keep it."""
        from PySide6.QtWidgets import QFileDialog

        from ..services import coding

        say, bridge = self._kit.speech.say, self._kit.bridge
        name, _ = QFileDialog.getOpenFileName(self._window, say("deed-add-codes"), "", say("codes-filter"))
        if not name:
            return

        def take() -> tuple[str, int]:
            from pathlib import Path

            return coding.take(bridge.library, bridge.tagging, Path(name))

        def told(found: tuple[str, int]) -> None:
            bridge.registers_changed.emit()
            self._status.show_note(Message("codes-added", found[1]))

        bridge.write(take, told)


def _answers(library: Library, ids: Sequence[str], language: str) -> Answers:
    """What is known of the rights of works already; with the names of countries, which take a moment the first time."""
    from ..services import rights  # late: a start-up does without

    countries.names(language)
    return rights.begun(library, ids, language)
