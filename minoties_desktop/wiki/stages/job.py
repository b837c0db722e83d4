"""One run over the delivery of one file: what is known, and what all stages need of it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from ...config.messages import Message
from ...domain.delivery import Delivery
from ...domain.errors import Fault, Refused, RetryLater
from ...domain.item import same_user
from ...domain.states import WORKING, State
from .. import errors, lookup, upload
from ..session import Session
from ..verdicts import words
from . import warnings

RESTARTS = 3
"""How often one run tries anew because the wiki has lost what it had of a file."""
LAG = (0.5, 1.0, 2.0, 4.0, 8.0)
"""Seconds between looks for what replicas do not show yet."""


class Job:
    """A file on its way. `facts` are stored with every step and hold all that a later run needs:

    `title` when it is not the queued one; `filekey`, `offset`, `complete`, `assembling` of the stash; `chunk` the
    size of chunks that the line carried, `most` the largest that a proxy takes; `asked` and `accepted` warnings;
    `there` files that a question pointed to; `adopt` the file that a person took for this one; `spoilt` how often
    the wiki refused what it had assembled; `answered` the answer that was taken last.
    """

    def __init__(self, delivery: Delivery, session: Session) -> None:
        self.session = session
        self.payload = delivery.payload
        self.facts: dict[str, Any] = dict(delivery.facts)
        self.ask_leave = delivery.ask_leave
        self.path = Path(delivery.payload["path"])
        self.size = int(delivery.payload["size"])
        self.sha1: str = delivery.payload["sha1"]
        self.original: str = delivery.payload.get("original", "")
        self.receipt: dict[str, Any] | None = None
        self.start = delivery.state if delivery.state in WORKING else State.CHECKING
        # The reply to the last request of an earlier run may be lost.
        self.unsure = self.start in (State.PUBLISHING, State.STASHING)
        self.restarts = 0
        session.pace.recall(self.facts.get("chunk"), self.facts.get("most"))
        self.reached = self.farthest = 0  # offsets that this sending, and any of this run, came to
        if delivery.answer and delivery.answer != self.facts.get("answered"):
            self._take(delivery.answer)

    @property
    def title(self) -> str:
        """The name it is sent under: as queued, unless a person or the wiki changed it."""
        return lookup.plain(self.facts.get("title") or self.payload["title"])

    @property
    def extension(self) -> str:
        """The name's extension, in lower case."""
        return self.title.rpartition(".")[2].lower()

    @property
    def in_one(self) -> bool:
        """Whether it goes in one request."""
        return self.size <= min(upload.WHOLE, 2 * self.session.pace.chunk)

    def _take(self, answer: dict[str, Any]) -> None:
        """A person's answer to an earlier question; everything is checked anew with it."""
        self.facts["answered"] = answer
        self.start = State.CHECKING
        if answer["choice"] == "rename" and answer.get("title"):
            title = str(answer["title"])
            ending = f".{self.payload['title'].rpartition('.')[2]}"
            self.facts["title"] = title if title.lower().endswith(ending.lower()) else title + ending
        elif answer["choice"] == "accept":
            named = answer.get("warnings") or self.facts.get("asked", [])
            self.facts["accepted"] = sorted({*self.facts.get("accepted", []), *named})
        elif answer["choice"] == "same":
            self.facts["adopt"] = answer.get("title") or (self.facts.get("there") or [self.title])[0]

    def accepted(self, warning: str) -> bool:
        """Whether a person has accepted a warning by name."""
        return warning in self.facts.get("accepted", []) and warning not in warnings.NEVER

    def ask(self, found: dict[str, Any]) -> None:
        """Raise a question about warnings unless a person has accepted each of them by name."""
        open_ones = [key for key in found if not self.accepted(key)]
        if open_ones:
            self.asking(*found)
            self.facts["there"] = warnings.files(found)
            raise warnings.question(found, open_ones, self.title, self.session.host)

    def asking(self, *asked: str) -> None:
        """Note what a question is about. The answer that was taken last stays noted: until the question is stored
        the row still has it, and it must not be taken for an answer to this one."""
        self.facts["asked"] = sorted(asked)

    def fault(self, error: errors.ApiError) -> Fault:
        """What an API error means for this file."""
        if error.code == "ratelimited":
            error.data.setdefault("after", self.session.limits.windows.get("upload"))
        found = errors.fault(error, self.session.host, title=self.title)
        if found.code == "filter-warning":
            self.asking("abusefilter-warning")
        return found

    def check_name(self, known: lookup.Survey) -> None:
        """Ask when the name is taken, nearly taken, or on the wiki's blacklist."""
        if known.taken:
            self.ask({"exists": self.title})
        if known.near:
            self.ask({"exists-normalized": known.near[0]})
        if known.banned is not None:
            raise self.fault(errors.ApiError("titleblacklist-forbidden", known.banned))

    def is_us(self, user: str) -> bool:
        """Whether a user name is our account's."""
        return same_user(user, self.session.account)

    def version(self, page: lookup.FilePage, *, anyone: bool = False) -> lookup.Version | None:
        """The version of a page that is our delivery, with `anyone` also our original. A later version by somebody else
        does not undo it."""
        return next((version for version in page.versions
                     if (version.sha1 == self.sha1 and version.size == self.size
                         and (anyone or self.is_us(version.user)))
                     or (anyone and version.sha1 == self.original)), None)

    def landed(self, *, patient: bool = False) -> bool:
        """Whether the very bytes are there, from our account: an earlier publish whose reply was lost."""
        for pause in (*LAG, None) if patient else (None,):
            page = lookup.file_page(self.session, self.title)
            if page is not None and self.version(page):
                return True
            if not self.accepted("duplicate"):
                for holder in lookup.by_sha1(self.session, self.sha1):
                    # Under a name that the wiki made of ours; under any other it is a duplicate, to be asked about.
                    if self.is_us(holder.user) and _letters(holder.title) == _letters(self.title):
                        self.facts["title"] = holder.title
                        return True
            if pause is not None:
                self.session.wait(pause)
        return False

    def keep(self, filekey: str) -> None:
        """All bytes are in the stash under this key."""
        self.facts.update(filekey=filekey, offset=self.size, complete=True)
        self.facts.pop("assembling", None)

    def start_over(self, error: errors.ApiError) -> State:
        """The stash has nothing of ours that is of use: from the disk again."""
        self.reached = 0
        for fact in ("filekey", "offset", "complete", "assembling"):
            self.facts.pop(fact, None)
        return self.again(error, State.PUBLISHING if self.in_one else State.STASHING)

    def again(self, error: errors.ApiError, state: State) -> State:
        """Try anew at once, but not for ever."""
        self.restarts += 1
        if self.restarts > RESTARTS:
            raise RetryLater(
                "server", Message("error-wiki-trouble", self.session.host, words(error.text) or error.code),
                stops_queue=False) from error
        return state

    def smaller(self, error: errors.ApiError) -> State:
        """Something on the way takes no request of this size: send smaller ones."""
        if not self.session.pace.refused(self.size):
            raise self.fault(error) from error
        self.facts["most"] = self.session.pace.most
        return State.STASHING

    def note_pace(self) -> None:
        """Remember what the line carries, for a process that goes on with this file."""
        self.facts["chunk"] = self.session.pace.chunk

    def check_bytes(self) -> None:
        """The bytes that were hashed are those that are sent."""
        if not self.path.is_file():
            raise RetryLater("file-gone", Message("error-file-gone", self.path.name), Message("error-file-gone-remedy"),
                             stops_queue=False)
        if self.path.stat().st_size != self.size or upload.sha1(self.session, self.path) != self.sha1:
            raise Refused(Message("error-file-changed", self.path.name), Message("error-file-changed-remedy"),
                          code="file-changed")


def _letters(title: str) -> str:
    """What of a name the wiki never changes when it replaces signs that it does not allow."""
    return "".join(letter for letter in title if letter.isalnum()).casefold()
