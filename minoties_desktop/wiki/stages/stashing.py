"""A large file to the stash, chunk by chunk; after any loss the wiki's own word decides where to go on."""

from __future__ import annotations

from ...config.messages import Message
from ...domain.errors import Refused
from ...domain.states import State
from .. import errors, lookup, upload
from ..verdicts import words
from .job import Job

GONE = frozenset({
    "uploadstash-file-not-found", "uploadstash-bad-path", "uploadstash-bad-path-bad-format",
    "uploadstash-bad-path-no-handler", "uploadstash-bad-path-unknown-type", "uploadstash-no-such-key",
    "uploadstash-zero-length", "invalid-file-key", "stashedfilenotfound"})
"""Codes by which a wiki says that it does not have what a key stood for."""
_LOST_TRACK = GONE | {"stashfailed", "missingresult", "filekeyneeded", "filekeynotallowed", "invalid-chunk",
                      "apierror-invalid-chunk", "chunk-too-small"}
_SPOILT = 2


def stashing(job: Job) -> State:
    """One chunk, or the wait for what the wiki assembles of them."""
    try:
        if job.unsure or job.facts.get("assembling"):
            answer = _asked(job)
            if answer is not None and answer["result"] != "Continue":
                return _answered(job, answer)
        return _answered(job, _send(job, job.facts.get("filekey")))
    except errors.ApiError as error:
        return _failed(job, error)


def _asked(job: Job) -> upload.Answer | None:
    """Where the wiki is with what an earlier run began; its offset is the truth."""
    job.unsure = False
    filekey = job.facts.get("filekey")
    if filekey is None:
        return None
    answer = upload.settled(job.session, filekey, upload.status(job.session, filekey))
    if answer["result"] == "Continue":
        _answered(job, answer)
    return answer


def stashed(job: Job) -> State:
    """All is there; the name may have been taken since it was checked."""
    job.check_name(lookup.survey(job.session, job.title, job.sha1))
    return State.PUBLISHING


def _send(job: Job, filekey: str | None) -> upload.Answer:
    offset = int(job.facts.get("offset", 0)) if filekey else 0
    count = max(job.session.pace.chunk, job.session.limits.min_chunk)
    try:
        return upload.chunk(
            job.session, job.path, name=f"Minoties {job.sha1}.{job.extension}", offset=offset,
            count=min(count, job.size - offset), filekey=filekey)
    finally:
        job.note_pace()


def _answered(job: Job, answer: upload.Answer) -> State:
    """Continue tells the next offset; Poll has work under way; Success has the key of the whole."""
    result = answer["result"]
    if result == "Success":
        if answer.get("imageinfo", {}).get("sha1", job.sha1) != job.sha1:
            return job.start_over(errors.ApiError("stashfailed", "SHA-1"))
        job.keep(job.session.part(answer, "filekey"))
        return State.STASHED
    if result not in ("Continue", "Poll"):
        raise errors.not_understood(job.session.host)
    job.facts["filekey"] = answer.get("filekey") or job.session.part(job.facts, "filekey")
    if result == "Poll":
        job.facts["assembling"] = True
    else:
        job.facts["offset"] = int(answer["offset"])
        job.facts.pop("assembling", None)
        return _onward(job)
    return State.STASHING


def _onward(job: Job) -> State:
    """The next chunk; a wiki that gets no farther than it was is not sent the same for ever."""
    offset, stuck = job.facts["offset"], errors.ApiError("stashfailed")
    if not 0 <= offset < job.size:
        return job.start_over(stuck)
    if offset <= job.reached:
        return job.again(stuck, State.STASHING)
    job.reached = offset
    if offset > job.farthest:  # what is sent a second time is no progress, so that it ends
        job.farthest, job.restarts = offset, 0
    return State.STASHING


def _failed(job: Job, error: errors.ApiError) -> State:
    """The resume table of commons-contract 1.3."""
    if error.code == "request-too-large":
        return job.smaller(error)
    if "offset" in error.data:
        job.facts["offset"] = int(error.data["offset"])
        return job.again(error, State.STASHING)
    if error.code not in _LOST_TRACK:
        raise job.fault(error) from error
    filekey = job.facts.get("filekey")
    if filekey and not job.facts.get("assembling") and error.code != "missingresult":
        try:
            answer = upload.settled(job.session, filekey, upload.status(job.session, filekey))
        except errors.ApiError as second:
            error = second
        else:
            if error.code in GONE and answer["result"] == "Continue":
                # It remembers for a day how far we were, but has let go of the bytes (commons-contract 1.3).
                return job.start_over(error)
            job.again(error, State.STASHING)
            return _answered(job, answer)
    if filekey and (whole := lookup.stashed(job.session, job.sha1, job.size)):
        job.keep(whole)
        return State.STASHED
    if error.code == "stashfailed":
        _count_spoilt(job, error)
    return job.start_over(error)


def _count_spoilt(job: Job, error: errors.ApiError) -> None:
    """What a wiki says of content it can't take comes in no other words than this (commons-contract 1.5)."""
    job.facts["spoilt"] = job.facts.get("spoilt", 0) + 1
    if job.facts["spoilt"] >= _SPOILT:
        message = Message("refused-content", job.session.host, words(error.text))
        raise Refused(message, code=error.code) from error
