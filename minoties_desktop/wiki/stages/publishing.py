"""From bytes to a page. Never over a warning by itself, never twice."""

from __future__ import annotations

from ...config.messages import Message
from ...domain.errors import Bug, RetryLater
from ...domain.states import State
from .. import errors, lookup, upload
from . import warnings
from .job import Job
from .stashing import GONE


def publishing(job: Job) -> State:
    """Publish what is stashed, or a small file in one request."""
    try:
        if job.unsure and (state := _after_lost_reply(job)):
            return state
        if not (job.facts.get("complete") or job.in_one):  # the line has turned out too bad for all in one
            return State.STASHING
        return _answered(job, _send(job))
    except errors.ApiError as error:
        return _failed(job, error)


def _after_lost_reply(job: Job) -> State | None:
    """Before anything is sent a second time: is it there, or is the wiki still at it?"""
    job.unsure = False
    if job.landed():
        return State.PUBLISHED
    if not job.facts.get("complete") or job.size <= upload.ASYNC:
        return None
    try:
        answer = upload.status(job.session, job.facts["filekey"])
    except errors.ApiError:
        return None  # it knows of no publishing: send it
    if answer["result"] == "Poll" or answer.get("stage") == "publish":
        return _answered(job, answer)
    return None


def _send(job: Job, *, over_warnings: bool = False) -> upload.Answer:
    job.ask_leave()
    text, summary = job.payload["wikitext"], job.payload["summary"]
    if not job.facts.get("complete"):
        try:
            return upload.whole(job.session, job.path, job.title, text, summary)
        except RetryLater:
            job.note_pace()
            raise
    return upload.publish(job.session, job.facts["filekey"], job.title, text, summary, size=job.size,
                          over_warnings=over_warnings)


def _answered(job: Job, answer: upload.Answer, *, over_warnings: bool = False) -> State:
    if answer["result"] == "Poll":
        answer = upload.settled(job.session, job.facts["filekey"], answer)
    if answer["result"] == "Success":
        if over := warnings.NEVER & set(answer.get("warnings") or {}):
            raise Bug(Message("error-bug", f"published over {sorted(over)}"))
        job.facts["title"] = lookup.plain(answer.get("filename") or job.title)
        return State.PUBLISHED
    if answer["result"] != "Warning" or over_warnings:
        raise errors.not_understood(job.session.host)
    return _warned(job, answer)


def _warned(job: Job, answer: upload.Answer) -> State:
    """Nothing was published; the wiki keeps the bytes under a key, where it names one or had one."""
    found = answer["warnings"]
    if answer.get("filekey"):
        job.keep(answer["filekey"])
    if {"exists", "nochange", "duplicate"} & set(found) and job.landed(patient="nochange" in found):
        return State.PUBLISHED
    job.ask(found)
    # A person has accepted each of these by name. The wiki ignores all or none, so look once more for the worst.
    if lookup.taken(job.session, [job.title])[job.title]:
        job.ask({"exists": job.title})
    return _answered(job, _send(job, over_warnings=True), over_warnings=True)


def _failed(job: Job, error: errors.ApiError) -> State:
    if error.data.get("filekey"):
        job.keep(error.data["filekey"])
    if error.code == "request-too-large":
        return job.smaller(error)
    if error.code in GONE or error.code in ("fileexists-no-change", "publishfailed"):
        if job.landed(patient=error.code not in GONE):
            return State.PUBLISHED
        if error.code in GONE:
            return job.start_over(error)
        if error.code == "publishfailed":  # an earlier publishing is still under way
            return job.again(error, State.PUBLISHING)
    if error.code.startswith("abusefilter-warning") and job.accepted("abusefilter-warning"):
        return _answered(job, _send(job))  # the same again in the same session passes
    raise job.fault(error) from error
