"""What an import has to say when it has ended: one sentence, and a line for each thing that became of files."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtWidgets import QFrame, QVBoxLayout

from ...config.messages import Message
from ..kit import Kit
from .pieces import button, frame, icon, label

if TYPE_CHECKING:
    from ...services.importreport import Report
    from ...services.lights import Light

_LONGEST_LIST = 200
_NAMED = 5  # files that are refused for one reason
_AWAY = "media-vanished"
"""Why files of a card that was pulled out were not read: they come with the next import."""

Say = Callable[..., str]


class Line(NamedTuple):
    """An icon in a tint, the key of its words, how many files, and what is to be said of single ones."""

    sign: str
    tint: str
    key: str
    count: int
    details: Sequence[str] = ()


def away(report: Report) -> int:
    """How many files are still on a card that is out."""
    return sum(reason.key == _AWAY for _, reason in report.refused)


def landed(report: Report) -> Message:
    """What an import brought, in one line, with the copies that it left out."""
    count, copies = len(report.items), len(report.already)
    if copies:
        return Message("import-landed", count, copies)
    return Message("import-done" if report.verified == count else "import-done-unproven", count)


def headline(say: Say, report: Report) -> str:
    """What an import brought, and no more than was proven."""
    count = len(report.items)
    if count:
        return say("import-done" if report.verified == count else "import-done-unproven", count)
    return say("import-nothing-new" if report.already else "import-none")


def report_lines(say: Say, report: Report, light: Light | None, names: Mapping[str, str], disks: int) -> list[Line]:
    """The lines of an import that has ended; `names` are those of the items that were here before."""
    refused = [one for one in report.refused if one[1].key != _AWAY]
    left = away(report) or (light.only_here if light and report.cancelled else 0)
    return [
        Line("check", "success", "import-line-copied-two" if disks > 1 else "import-line-copied", report.verified),
        Line("alert", "warning", "import-line-warm", len(report.items) - report.verified),
        Line("clock", "text-base", "import-line-left", left),
        Line("userGroup", "warning", "import-line-told", len(report.told), [
            say("import-refused-line", Path(one["path"]).name, one["author"]) for one in report.told]),
        Line("articles", "text-base", "import-line-already", len(report.already), [
            say("import-twin", Path(one["path"]).name, names.get(one["item"], "")) for one in report.already]),
        Line("error", "error", "import-line-refused", len(refused), _refusals(say, refused)),
        Line("success", "success", "import-line-commons", light.on_commons if light else 0),
        Line("subtract", "text-subtle", "import-line-ignored", len(report.ignored), [
            say("import-refused-line", Path(path).name, reason) for path, reason in report.ignored]),
    ]


def _refusals(say: Say, refused: Sequence[tuple[str, Message]]) -> list[str]:
    """The first files of each reason by name, the others counted: a folder of programs holds thousands."""
    by_reason: dict[Message, list[str]] = {}
    for path, reason in refused:
        by_reason.setdefault(reason, []).append(Path(path).name)
    lines = []
    for reason, names in by_reason.items():
        lines += [say("import-refused-line", name, reason) for name in names[:_NAMED]]
        if len(names) > _NAMED:
            lines.append(say("import-refused-more", len(names) - _NAMED, reason))
    return lines


class ImportLine(QFrame):
    """An icon, words and a number; what it counts is named when asked for, refusals at once."""

    def __init__(self, kit: Kit, line: Line) -> None:
        super().__init__()
        self.setProperty("gap", "1")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        head = frame(gap="3", across=True)
        head.layout().addWidget(icon(line.sign, line.tint))
        head.layout().addWidget(label(kit.speech.say(line.key), "body"), 1)
        self._details = frame(gap="1", margins="6 0 0 0")
        for text in line.details[:_LONGEST_LIST]:
            self._details.layout().addWidget(label(text, "small", "subtle"))
        if line.details and line.tint != "error":
            name = button(kit.speech.say("import-details"), self._toggle, style="small", link=True)
            head.layout().addWidget(name)
            self._details.hide()
        self._kit, self.key = kit, line.key
        self._number = label("", "body", "subtle", wrap=False)
        self.count(line.count)
        head.layout().addWidget(self._number)
        layout.addWidget(head)
        if line.details:
            layout.addWidget(self._details)

    def count(self, count: int) -> None:
        """Show another number."""
        self._number.setText(self._kit.speech.locale.toString(count))

    def _toggle(self) -> None:
        self._details.setVisible(self._details.isHidden())
