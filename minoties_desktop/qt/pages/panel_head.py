"""The top of the inspector: what is selected, its state, and the one worst problem with the button that mends it."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from ...config.messages import Message
from ...domain.problems import Problem
from ...domain.states import ItemState
from ...services.summing import Summary
from ..forms.metadata_panel import Ui_MetadataPanel
from ..kit import Kit
from ..looks import ITEM, state_key
from ..models.cells import called
from ..models.fields import worst
from ..models.thumbnails import Thumbnails
from ..moments import span
from ..remedies import CONSENT, PERSON
from ..theme import mark
from ..widgets.mosaic import MOST

_FROZEN = frozenset({ItemState.WAITING, ItemState.SENDING, ItemState.QUESTION, ItemState.HELD, ItemState.REFUSED,
                     ItemState.DONE})
"""What was frozen into the queue as it was then."""


class PanelHead:
    """Writes the head and the band of the inspector's form. `mend` goes to a field, `mend_person` to a name,
    `mend_consent` to the form about people in the picture."""

    def __init__(
        self, kit: Kit, form: Ui_MetadataPanel, thumbnails: Thumbnails, mend: Callable[[str], None],
        mend_person: Callable[[str], None], mend_consent: Callable[[], None],
    ) -> None:
        self._kit, self._form = kit, form
        self._mend, self._mend_person, self._mend_consent = mend, mend_person, mend_consent
        self._said = ""
        self._shown: tuple[str, ...] = ()
        self._sentences: dict[str, None] = {}
        """What the band said of the items that are shown, or may say next."""
        form.headPictures.furnish(kit.theme, thumbnails)

    def show_items(self, summary: Summary, selected: int) -> None:
        """Say what these items are and what is wrong with them; so many were selected, others lie under them on
        stacks."""
        self._form.headState.setVisible(summary.total == 1)
        first = summary.ids[:MOST]
        pictures = self._kit.bridge.lists.thumbnails(first)
        self._form.headPictures.show_pictures([pictures.get(item) for item in first])
        if not summary.ids:
            self._form.problemBand.hide()
            self._name(self._kit.speech.say("panel-nothing"), self._kit.speech.say("panel-nothing-sub"))
            return
        if summary.total == 1:
            self._show_one(summary.ids[0])
        else:
            moments = sorted(shared.text for shared in summary.all("date"))
            taken = span(moments[0], moments[-1], self._kit.speech.locale) if moments else ""
            self._name(self._kit.speech.say("panel-many", summary.total), taken if selected == summary.total else
                       self._kit.speech.say("panel-many-stacks", selected, summary.total))
        self._show_band(summary)
        self._keep_room(summary)

    def says_alone(self, problem: Problem | None) -> bool:
        """Whether the band says this, and nothing that its field takes would mend it."""
        return problem is not None and problem.code == PERSON == self._said

    def _name(self, heading: str, subheading: str) -> None:
        self._form.heading.setText(heading)
        self._form.subheading.setText(subheading)

    def _show_one(self, item: str) -> None:
        row = next(iter(self._kit.bridge.lists.rows([item])), None)
        if row is None:
            return
        say, form = self._kit.speech.say, self._form
        self._name(row["title"] or called(row) or say("panel-untitled"), _facts(self._kit, row))
        look = ITEM[row["state"]]
        form.headStateIcon.setProperty("iconName", look.icon)
        form.headStateIcon.setProperty("iconLength", "icon-small")
        form.headStateIcon.setProperty("tint", look.colour)
        form.headStateText.setText(say(state_key(row["state"])))
        mark(form.headState, band=look.colour if look.colour in ("success", "warning", "error") else "notice")
        mark(form.headStateText, ink=look.colour)
        self._kit.dresser.dress(form.headState)

    def _show_band(self, summary: Summary) -> None:
        band, dresser, say = self._form.problemBand, self._kit.dresser, self._kit.speech.say
        found, held = worst(summary.problems)
        there = self._kit.bridge.lists.already_there(summary.ids) if summary.total == 1 else {}
        self._said = found.code if found and not there else ""
        if there:  # whatever it lacks, nothing of it needs to be done
            band.say(dresser, "warning", say("panel-there", *there.values()))
            return
        if found is None:
            states = set(self._kit.bridge.lists.sums(summary.ids).states)
            if frozen := states & _FROZEN:
                band.say(dresser, "notice", say("panel-sent" if frozen == {ItemState.DONE} else "panel-queued"))
            else:
                band.say(dresser, "success", say("panel-ready"))
            return
        text = self._sentence(summary, found, held)
        button = say("panel-mend") if found.field else ""
        band.say(dresser, "error" if found.blocks else "warning", text, button, lambda: self._lead(found))

    def _lead(self, found: Problem) -> None:
        if found.code == PERSON:
            self._mend_person(str(found.message.args[0]))
        elif found.code in CONSENT:
            self._mend_consent()
        else:
            self._mend(found.field)

    def _keep_room(self, summary: Summary) -> None:
        """While somebody works through what is missing, the fields below the band stay where they are."""
        if summary.ids != self._shown:
            self._shown, self._sentences = summary.ids, {}
        self._sentences |= dict.fromkeys(self._sentence(summary, problem, held) for problem, held in summary.problems)
        self._form.problemBand.keep_room(self._sentences)

    def _sentence(self, summary: Summary, problem: Problem, held: int) -> str:
        text = self._kit.speech.say(problem.message)
        return text if summary.total == 1 else self._kit.speech.say("panel-problem-on", text, held, summary.total)


def _facts(kit: Kit, row: Mapping[str, object]) -> str:
    if not row["file_id"]:
        return kit.speech.say("panel-copying")
    if row["width"] and row["pages"] == 1 and not row["seconds"]:
        return kit.speech.say(
            Message("panel-facts", called(row), row["width"], row["height"], kit.megabytes(row["size"])))
    return kit.speech.say(Message("panel-facts-other", called(row), _extent(row), kit.megabytes(row["size"])))


def _extent(row: Mapping[str, object]) -> Message | str:
    """How much there is of a document, a sound or a film; the kind of what has neither pages nor length."""
    if row["seconds"]:
        minutes, seconds = divmod(round(row["seconds"]), 60)
        return Message("panel-length", f"{minutes}:{seconds:02d}")
    if row["pages"] > 1:
        return Message("panel-pages", row["pages"])
    return str(row["mime"])
