"""A file to a wiki: checked, sent, published, and proven by the wiki's own SHA-1."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from ...config.messages import Message
from ...domain.delivery import Delivery, Step
from ...domain.errors import AskPerson, Bug, Fault, Refused, RetryLater
from ...domain.states import WORKING, State
from .. import errors, lookup, upload
from ..session import Session
from . import warnings

RESTARTS = 3
"""How often one run sends a file anew because the wiki has lost or spoilt what it had of it."""
LAG = (0.5, 1.0, 2.0, 4.0, 8.0)
"""Seconds between looks for a page that replicas do not show yet."""


class CommonsFile:
    """The target of files."""

    id = "commons_file"

    def steps(self, delivery: Delivery, session: Session) -> Iterator[Step]:
        """Go on with a file from its stored state; the last step holds the receipt."""
        work = _Work(delivery, session)
        state = work.start
        while state is not State.DONE:
            stored = dict(work.facts)
            yield Step(state, stored)
            try:
                state = work.stage(state)()
            except Fault:
                if work.facts != stored:  # what was learned is needed when it goes on
                    yield Step(state, dict(work.facts))
                raise
        yield Step(State.DONE, dict(work.facts), work.receipt)


class _Work:
    """One run over one delivery. Each stage makes the requests of its state and names the state after it."""

    def __init__(self, delivery: Delivery, session: Session) -> None:
        self.session = session
        self.payload = delivery.payload
        self.facts: dict[str, Any] = dict(delivery.facts)
        self.path = Path(delivery.payload["path"])
        self.receipt: dict[str, Any] | None = None
        self.start = delivery.state if delivery.state in WORKING else State.CHECKING
        self._unsure = self.start in (State.PUBLISHING, State.STASHING)  # the last request's reply may be lost
        self._restarts = 0
        if delivery.answer:
            self._take(delivery.answer)

    def stage(self, state: State) -> Callable[[], State]:
        """What is to be done in a state."""
        return {
            State.CHECKING: self._checking, State.STASHING: self._stashing, State.STASHED: self._stashed,
            State.PUBLISHING: self._publishing, State.PUBLISHED: lambda: State.VERIFYING,
            State.VERIFYING: self._verifying,
        }[state]

    @property
    def title(self) -> str:
        """The name it is sent under: as queued, unless a person or the wiki changed it."""
        return lookup.plain(self.facts.get("title") or self.payload["title"])

    @property
    def _size(self) -> int:
        return int(self.payload["size"])

    def _take(self, answer: dict[str, Any]) -> None:
        """A person's answer to an earlier question; everything is checked anew with it."""
        if answer == self.facts.get("answered"):
            return
        self.facts["answered"] = answer
        self.start = State.CHECKING
        if answer["choice"] == "rename":
            self.facts["title"] = answer["title"]
        elif answer["choice"] == "accept":
            named = answer.get("warnings") or self.facts.get("asked", [])
            self.facts["accepted"] = sorted({*self.facts.get("accepted", []), *named})
        elif answer["choice"] == "same":
            self.facts["adopt"] = answer.get("title") or self.facts["there"][0]

    # --- checking ---------------------------------------------------------------------------------------------

    def _checking(self) -> State:
        self.session.check()
        if self.facts.get("adopt"):
            return State.VERIFYING
        if not self.facts.get("complete"):
            self._check_bytes()
        holders = lookup.by_sha1(self.session, self.payload["sha1"])
        if any(self._is_ours(holder) for holder in holders):
            return State.VERIFYING
        if holders:
            self._ask({"duplicate": [holder.title for holder in holders]})
        elif deleted := lookup.deleted_before(self.session, self.payload["sha1"]):
            self._ask({"duplicate-archive": deleted[0]})
        self._check_name()
        if self.facts.get("complete") or (self._size <= upload.WHOLE and not self.facts.get("chunk")):
            return State.PUBLISHING
        return State.STASHING

    def _is_ours(self, holder: lookup.Holder) -> bool:
        return holder.title == self.title and holder.user == self.session.account

    def _check_bytes(self) -> None:
        """The bytes that were hashed are those that are sent, and the wiki takes their kind and size."""
        limits, name = self.session.limits, self.path.name
        if not self.path.is_file():
            raise Refused(Message("error-file-gone", name), code="file-gone")
        if self.path.stat().st_size != self._size or upload.sha1(self.session, self.path) != self.payload["sha1"]:
            raise Refused(Message("error-file-changed", name), code="file-changed")
        if self._size > limits.max_size:
            raise Refused(Message("refused-too-large", self.session.host), code="file-too-large")
        extension = self.title.rpartition(".")[2].lower()
        if limits.extensions and extension not in limits.extensions:
            raise Refused(Message("refused-type", self.session.host, extension, "filetype-banned"),
                          code="filetype-banned")

    def _check_name(self) -> None:
        if lookup.taken(self.session, [self.title])[self.title]:
            self._ask({"exists": self.title})
        if near := lookup.near_names(self.session, self.title):
            self._ask({"exists-normalized": near[0]})
        reason = lookup.blacklisted(self.session, self.title)
        if reason is not None:
            raise AskPerson("name", Message("ask-name", self.title, reason, self.session.host),
                            Message("ask-name-remedy"), choices=("rename",),
                            details={"title": self.title, "code": "titleblacklist-forbidden", "words": reason})

    def _ask(self, found: dict[str, Any]) -> None:
        """Ask about warnings unless a person has accepted each of them by name."""
        open_ones = [key for key in found if key not in self.facts.get("accepted", []) or key in warnings.NEVER]
        if open_ones:
            self.facts["asked"] = sorted(found)
            self.facts["there"] = warnings.files(found)
            raise warnings.question(found, open_ones, self.title, self.session.host)

    # --- stashing ---------------------------------------------------------------------------------------------

    def _stashing(self) -> State:
        filekey = self.facts.get("filekey")
        try:
            if filekey and (self._unsure or self.facts.get("assembling")):
                self._unsure = False
                answer = upload.settled(self.session, filekey, upload.status(self.session, filekey))
            else:
                answer = self._send_chunk(filekey)
        except errors.ApiError as error:
            return self._stash_failed(error)
        return self._stash_answer(answer)

    def _send_chunk(self, filekey: str | None) -> upload.Answer:
        self._unsure = False
        offset = int(self.facts.get("offset", 0)) if filekey else 0
        count = min(max(int(self.facts.get("chunk", upload.CHUNK)), self.session.limits.min_chunk), self._size - offset)
        extension = self.title.rpartition(".")[2]
        return upload.chunk(
            self.session, self.path, name=f"Minoties {self.payload['sha1']}.{extension}", offset=offset, count=count,
            filekey=filekey)

    def _stash_answer(self, answer: upload.Answer) -> State:
        """Continue has the next offset; Poll has work under way; Success has the key of the whole."""
        result = answer["result"]
        if result == "Success":
            sha1 = answer.get("imageinfo", {}).get("sha1", self.payload["sha1"])
            if sha1 != self.payload["sha1"]:
                return self._start_over()
            self.facts.update(filekey=answer["filekey"], offset=self._size, complete=True)
            self.facts.pop("assembling", None)
            return State.STASHED
        if result not in ("Continue", "Poll"):
            raise Bug(Message("error-bug", f"chunk: {result}"))
        self.facts["filekey"] = answer.get("filekey") or self.facts["filekey"]
        if result == "Poll":
            self.facts["assembling"] = True
        else:
            self.facts["offset"] = int(answer["offset"])
        return State.STASHING

    def _stash_failed(self, error: errors.ApiError) -> State:
        """The resume table of commons-contract 1.3; the wiki's own offset is the truth."""
        if error.code == "request-too-large":
            return self._halve(error)
        if "offset" in error.data:
            self.facts["offset"] = int(error.data["offset"])
            return self._again(error, State.STASHING)
        if error.code not in _STASH_TROUBLE:
            raise errors.fault(error, self.session.host, title=self.title) from error
        filekey = self.facts.get("filekey")
        if filekey and error.code != "missingresult":
            try:
                answer = upload.settled(self.session, filekey, upload.status(self.session, filekey))
            except errors.ApiError as second:
                error = second
            else:
                self._again(error, State.STASHING)
                return self._stash_answer(answer)
        if filekey and (whole := lookup.stashed(self.session, self.payload["sha1"], self._size)):
            self.facts.update(filekey=whole, offset=self._size, complete=True)
            return State.STASHED
        return self._start_over(error)

    def _halve(self, error: errors.ApiError) -> State:
        """A proxy on the way takes no request of this size: send smaller ones."""
        size = min(int(self.facts.get("chunk", upload.CHUNK)), self._size) // 2
        if size < upload.SMALLEST_CHUNK:
            raise errors.fault(error, self.session.host, title=self.title) from error
        self.facts["chunk"] = size
        return State.STASHING

    def _start_over(self, error: errors.ApiError | None = None) -> State:
        """The stash has nothing (more) of ours that is of use: from the disk again."""
        for fact in ("filekey", "offset", "complete", "assembling"):
            self.facts.pop(fact, None)
        small = self._size <= upload.WHOLE and not self.facts.get("chunk")
        return self._again(error, State.PUBLISHING if small else State.STASHING)

    def _again(self, error: errors.ApiError | None, state: State) -> State:
        self._restarts += 1
        if self._restarts <= RESTARTS:
            return state
        # What a wiki says of content it can't take comes in no other words than this (commons-contract 1.5).
        if error is not None and error.code == "stashfailed" and "offset" not in error.data:
            raise Refused(Message("refused-content", self.session.host, errors.words(error.text), error.code),
                          code=error.code) from error
        raise RetryLater("server", Message("error-wiki-trouble", self.session.host,
                                           errors.words(error.text) if error else "SHA-1"), stops_queue=False)

    def _stashed(self) -> State:
        """The name may have been taken since it was checked."""
        self._check_name()
        return State.PUBLISHING

    # --- publishing -------------------------------------------------------------------------------------------

    def _publishing(self) -> State:
        try:
            if self._unsure and (state := self._after_lost_reply()):
                return state
            return self._published(self._send())
        except errors.ApiError as error:
            return self._publish_failed(error)

    def _after_lost_reply(self) -> State | None:
        """Before anything is sent a second time: is it there, or is the wiki still at it?"""
        self._unsure = False
        if self._landed():
            return State.PUBLISHED
        if not self.facts.get("complete") or self._size <= upload.ASYNC:
            return None
        try:
            answer = upload.status(self.session, self.facts["filekey"])
        except errors.ApiError:
            return None
        return self._published(answer) if answer.get("stage") == "publish" or answer["result"] == "Poll" else None

    def _send(self, *, over_warnings: bool = False) -> upload.Answer:
        if not self.facts.get("complete"):
            return upload.whole(self.session, self.path, self.title, self.payload["wikitext"], self.payload["summary"])
        return upload.publish(self.session, self.facts["filekey"], self.title, self.payload["wikitext"],
                              self.payload["summary"], size=self._size, over_warnings=over_warnings)

    def _published(self, answer: upload.Answer, *, over_warnings: bool = False) -> State:
        if answer["result"] == "Poll":
            answer = upload.settled(self.session, self.facts["filekey"], answer)
        if answer["result"] == "Success":
            if warnings.NEVER & set(answer.get("warnings") or {}):
                raise Bug(Message("error-bug", f"published over {sorted(answer['warnings'])}"))
            self.facts["title"] = lookup.plain(answer.get("filename") or self.title)
            return State.PUBLISHED
        if answer["result"] != "Warning" or over_warnings:
            raise Bug(Message("error-bug", f"publish: {answer['result']}"))
        return self._warned(answer)

    def _warned(self, answer: upload.Answer) -> State:
        """Nothing was published; the wiki keeps the bytes under a key."""
        found = answer["warnings"]
        if answer.get("filekey"):
            self._keep(answer["filekey"])
        if ({"exists", "nochange", "duplicate"} & set(found)) and self._landed():
            return State.PUBLISHED
        self._ask(found)
        # A person has accepted each of these by name. The wiki ignores all or none, so look once more for the worst.
        if lookup.taken(self.session, [self.title])[self.title]:
            self._ask({"exists": self.title})
        return self._published(self._send(over_warnings=True), over_warnings=True)

    def _publish_failed(self, error: errors.ApiError) -> State:
        if error.data.get("filekey"):
            self._keep(error.data["filekey"])
        if error.code == "request-too-large":
            return self._halve(error)
        if error.code in _GONE or error.code.startswith("fileexists"):
            if self._landed():
                return State.PUBLISHED
            if error.code in _GONE:
                return self._start_over(error)
        if error.code == "publishfailed" and self.facts.get("complete"):  # already in progress
            return self._again(error, State.PUBLISHING) if self._wait_for_landing() is None else State.PUBLISHED
        if error.code.startswith("abusefilter-warning") and self._accepted_filter():
            return self._published(self._send())  # the same again, in the same session, passes
        if error.code == "ratelimited":
            error.data.setdefault("after", self.session.limits.upload_window or None)
        fault = errors.fault(error, self.session.host, title=self.title)
        if isinstance(fault, AskPerson) and fault.question == "filter-warning":
            self.facts["asked"] = ["abusefilter-warning"]
        raise fault from error

    def _accepted_filter(self) -> bool:
        """Whether a person has said to send it in spite of the filter; good for one repetition."""
        if self._filter_passed or "abusefilter-warning" not in self.facts.get("accepted", []):
            return False
        self._filter_passed = True
        return True

    _filter_passed = False

    def _wait_for_landing(self) -> bool | None:
        for pause in LAG:
            self.session.wait(pause)
            if self._landed():
                return True
        return None

    def _keep(self, filekey: str) -> None:
        self.facts.update(filekey=filekey, offset=self._size, complete=True)

    def _landed(self) -> bool:
        """Whether the very bytes are under our name, from our account: an earlier publish whose reply was lost."""
        page = lookup.file_page(self.session, self.title)
        return page is not None and self._version(page) is not None

    # --- verifying --------------------------------------------------------------------------------------------

    def _version(self, page: lookup.FilePage, *, anyone: bool = False) -> lookup.Version | None:
        """The version of a page that is our delivery. A later version by somebody else does not undo it."""
        return next((version for version in page.versions
                     if version.sha1 == self.payload["sha1"] and version.size == self._size
                     and (anyone or version.user == self.session.account)), None)

    def _verifying(self) -> State:
        adopted = self.facts.get("adopt")
        page = self._page(lookup.plain(adopted) if adopted else self.title)
        version = self._version(page, anyone=bool(adopted))
        if version is None:
            raise AskPerson("differs", Message("ask-differs", page.title, self.session.host),
                            Message("ask-differs-remedy"), choices=("rename",),
                            details={"title": page.title, "url": page.url, "sha1": page.versions[0].sha1})
        ours = self._text_is_ours(page)
        if not adopted and not ours and "page-text" not in self.facts.get("accepted", []):
            self.facts["asked"] = ["page-text"]
            raise AskPerson("page-text", Message("ask-page-text", page.title, self.session.host),
                            Message("ask-page-text-remedy"), choices=("accept",),
                            details={"title": page.title, "url": page.url})
        mid = f"M{page.pageid}" if self.session.has_data else None
        self.receipt = {
            "title": page.title, "pageid": page.pageid, "mid": mid, "sha1": version.sha1, "size": version.size,
            "revid": page.revid, "timestamp": version.timestamp, "user": version.user, "url": page.url,
            "site": self.session.site.id, "adopted": bool(adopted), "text": ours,
        }
        return State.DONE

    def _page(self, title: str) -> lookup.FilePage:
        """The file's page, waited for while replicas lag; it may have been moved meanwhile."""
        for pause in (*LAG, None):
            page = lookup.file_page(self.session, title)
            if page is not None:
                return page
            for holder in lookup.by_sha1(self.session, self.payload["sha1"]):
                if holder.user == self.session.account and (moved := lookup.file_page(self.session, holder.title)):
                    return moved
            if pause is not None:
                self.session.wait(pause)
        raise RetryLater("server", Message("error-not-seen", title, self.session.host), after=60, stops_queue=False)

    def _text_is_ours(self, page: lookup.FilePage) -> bool:
        """Whether the page began with our text; lines that the wiki substitutes are left aside."""
        theirs = {line.strip() for line in page.wikitext.splitlines()}
        return all(line.strip() in theirs for line in self.payload["wikitext"].splitlines() if "{{subst:" not in line)


_GONE = frozenset({"uploadstash-file-not-found", "uploadstash-bad-path", "uploadstash-bad-path-bad-format",
                   "uploadstash-bad-path-no-handler", "uploadstash-no-such-key", "invalid-file-key",
                   "stashedfilenotfound", "stashfilestorage", "uploadstash-zero-length"})
_STASH_TROUBLE = _GONE | {"stashfailed", "missingresult", "filekeyneeded", "filekeynotallowed", "invalid-chunk",
                          "apierror-invalid-chunk", "chunk-too-small"}
