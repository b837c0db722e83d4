"""The text of a file's page brought to what it should be now: never over anything that nobody here has seen."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from typing import Any

from ...config.messages import Message
from ...domain.delivery import Delivery, Step
from ...domain.errors import Fault, Refused, RetryLater
from ...domain.item import same_user
from ...domain.merging import Part, merged, parts
from .. import errors, history
from ..history import same_text
from ..session import Session
from ..verdicts import words
from .commons_data import LOOKS, vanished
from .describing import FILTER, Facts, accepts, describing
from .differing import asks, chosen_sides, leaves

_PROTECTED = frozenset({"protectedpage", "protectedtitle", "cascadeprotected", "protectednamespace"})
_GONE = frozenset({"missingtitle", "nosuchpageid", "pagedeleted"})


class PageEdit:
    """The target of later changes to a page's text; its deliveries depend on that of the file.

    The text is written over no other one than that which we wrote, or that a person was shown. A repetition finds
    its own revision in the page's history and writes nothing.
    """

    id = "page_edit"

    def steps(self, delivery: Delivery, session: Session) -> Iterator[Step]:
        """Go on with an edit; the last step holds the receipt."""
        def perform(facts: Facts, file: dict[str, Any]) -> dict[str, Any]:
            return _Work(delivery, session, facts, file).edited()

        yield from describing(delivery, perform, _take_answer)


class _Work:
    """One run. `facts` keep what a question was about: `parts` of the text and the SHA-1 of the text that was `seen`;
    and what came of the answer: the text that is `wanted`."""

    def __init__(self, delivery: Delivery, session: Session, facts: Facts, file: dict[str, Any]) -> None:
        self.session = session
        self.facts = facts
        self.answer = delivery.answer
        self.payload = delivery.payload
        self.title: str = file["title"]
        self.pageid = int(file["pageid"])

    def edited(self) -> dict[str, Any]:
        """Write what is to be written, unless it is there; the revision that has it."""
        self.session.check()
        for pause in LOOKS:
            self.session.wait(pause)
            found = history.revisions(self.session, self.pageid)
            if not found:
                raise vanished(self.session, self.title)
            wanted = self._wanted(found)
            if wanted is None:
                return self._receipt(found[0], left=True)
            if (there := self._ours(found, wanted)) is not None:
                return self._receipt(there)
            try:
                self._edit(wanted, found[0].revid)
            except errors.ApiError as error:
                if error.code != "editconflict":
                    raise self._fault(error) from error
        raise RetryLater("server", Message("error-edit-not-seen", self.title, self.session.host), after=60,
                         stops_queue=False)

    def _wanted(self, found: Sequence[history.Revision]) -> str | None:
        """The text that the page should have; None where it is to be left alone. Raises AskPerson."""
        now, ours = found[0].text, _ended(self.payload["wikitext"])
        if leaves(self.answer):
            return None
        chosen = self.facts.get("wanted", "")
        if chosen and (self.facts["seen"] == _digest(now) or self._ours(found, chosen)):
            return chosen
        if self._ours(found, ours) or same_text(now, self._base(found)):
            return ours
        shown = parts(_ended(self._base(found)), ours, _ended(now))
        self.facts.pop("wanted", None)
        self.facts |= {"parts": [part.to_json() for part in shown], "seen": _digest(now)}
        raise asks(shown, self.title, self.session.host, user=found[0].user, timestamp=found[0].timestamp, of="page")

    def _base(self, found: Sequence[history.Revision]) -> str:
        """The text as our own last revision left it; where that can't be read, as we had sent it."""
        revid = int(self.payload["base"])
        known = next((one for one in found if one.revid == revid), None) or history.revision(self.session, revid)
        return known.text if known else str(self.payload["was"])

    def _ours(self, found: Sequence[history.Revision], wanted: str) -> history.Revision | None:
        """A revision with the wanted text: the page's present one, or one that our account made since."""
        if not wanted:
            return None
        if same_text(found[0].text, wanted):
            return found[0]
        return next((one for one in found if one.revid > int(self.payload["base"])
                     and same_user(one.user, self.session.account) and same_text(one.text, wanted)), None)

    def _edit(self, wanted: str, base: int) -> None:
        try:
            self._send(wanted, base)
        except errors.ApiError as error:
            if not (accepts(self.facts, FILTER) and error.code.startswith("abusefilter-warning")):
                raise
            self._send(wanted, base)  # the same again in the same session passes (commons-contract 1.5)

    def _send(self, wanted: str, base: int) -> None:
        digest = hashlib.md5(wanted.encode(), usedforsecurity=False).hexdigest()
        told = self.session.attempt(action="edit", pageid=str(self.pageid), text=wanted, baserevid=str(base),
                                    nocreate="1", summary=self.payload["summary"], md5=digest)["edit"]
        if told.get("result") != "Success":
            code = "captcha" if "captcha" in told else str(told.get("code") or "edit-failed")
            raise errors.ApiError(code, words(str(told.get("info", ""))))

    def _receipt(self, there: history.Revision, *, left: bool = False) -> dict[str, Any]:
        return {"title": self.title, "pageid": self.pageid, "revid": there.revid, "timestamp": there.timestamp,
                "user": there.user, "left": left}

    def _fault(self, error: errors.ApiError) -> Fault:
        if error.code == "ratelimited":
            error.data.setdefault("after", self.session.limits.windows.get("edit"))
        if error.code in _GONE:
            return vanished(self.session, self.title)
        if error.code in _PROTECTED:
            return Refused(Message("refused-protected", self.title, self.session.host), code=error.code)
        return errors.fault(error, self.session.host, title=self.title)


def _take_answer(answer: dict[str, Any], facts: Facts) -> None:
    """Make the text that a person wants of the parts that they were shown."""
    if "parts" in facts:
        shown = [Part(*one) for one in facts["parts"]]
        facts["wanted"] = merged(shown, chosen_sides(answer, shown))


def _ended(text: str) -> str:
    """The text with one end of line at its end, so that another line after it is no change of the last one."""
    return text.rstrip() + "\n"


def _digest(text: str) -> str:
    return hashlib.sha1(_ended(text).encode(), usedforsecurity=False).hexdigest()
