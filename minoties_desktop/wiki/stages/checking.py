"""Before anything is sent: may we, is it there already, is the name free?"""

from __future__ import annotations

from ...config.messages import Message
from ...domain.errors import Refused
from ...domain.states import State
from .. import lookup
from . import warnings
from .job import Job


def checking(job: Job) -> State:
    """Everything that can be known without sending the file; nothing is written."""
    job.session.check()
    if job.facts.get("adopt"):
        return State.VERIFYING
    if not job.facts.get("complete"):
        job.check_bytes()
    _check_kind(job)
    known = lookup.survey(job.session, job.title, job.sha1)
    if any(holder.title == job.title and job.is_us(holder.user) for holder in known.holders):
        return State.VERIFYING
    if known.holders:
        job.ask({"duplicate": [holder.title for holder in known.holders]})
    elif known.deleted:
        job.ask({"duplicate-archive": known.deleted[0]})
    _look_for_original(job)
    job.check_name(known)
    return State.PUBLISHING if job.facts.get("complete") or job.in_one else State.STASHING


def _look_for_original(job: Job) -> None:
    """Other bytes of the same photograph may be there: those that ours were made of, before anything was taken out."""
    if job.original and (holders := lookup.by_sha1(job.session, job.original)):
        job.ask({warnings.ORIGINAL: [holder.title for holder in holders]})


def _check_kind(job: Job) -> None:
    limits, host = job.session.limits, job.session.host
    if job.size > limits.max_size:  # a larger one would only be clamped, and sent in vain
        raise Refused(Message("refused-too-large", host), code="file-too-large")
    if limits.extensions and job.extension not in limits.extensions:
        raise Refused(Message("refused-type", host, job.extension), code="filetype-banned")
