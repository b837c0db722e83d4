"""Proof that a file arrived: the wiki's own SHA-1 and size, the page, and its text."""

from __future__ import annotations

from ...config.messages import Message
from ...domain.errors import AskPerson, RetryLater
from ...domain.states import State
from .. import entity, lookup
from .job import LAG, Job


def verifying(job: Job) -> State:
    """Compare what is there with what was queued, and write the receipt."""
    adopted = job.facts.get("adopt")
    page = _page(job, lookup.plain(adopted) if adopted else job.title)
    version = job.version(page, anyone=bool(adopted))
    if version is None:
        job.asking()
        raise AskPerson(
            "differs", Message("ask-differs", page.title, job.session.host), Message("ask-differs-remedy"),
            choices=("rename",), details={"title": page.title, "url": page.url,
                                          "sha1": next((one.sha1 for one in page.versions), "")})
    if not (adopted or job.accepted("published-over")):
        _check_nobody_lies_beneath(job, page, version)
    text = _has_our_text(job, page)
    if not (adopted or text or job.accepted("page-text")):
        job.asking("page-text")
        raise AskPerson("page-text", Message("ask-page-text", page.title, job.session.host),
                        Message("ask-page-text-remedy"), choices=("accept",),
                        details={"title": page.title, "url": page.url})
    if page.untouched and job.session.has_data:
        entity.is_empty(job.session, f"M{page.pageid}", page.revid)
    job.receipt = {
        "title": page.title, "pageid": page.pageid, "mid": f"M{page.pageid}" if job.session.has_data else None,
        "sha1": version.sha1, "size": version.size, "revid": page.revid, "timestamp": version.timestamp,
        "user": version.user, "url": page.url, "site": job.session.site.id, "adopted": bool(adopted), "text": text,
    }
    return State.DONE


def _check_nobody_lies_beneath(job: Job, page: lookup.FilePage, ours: lookup.Version) -> None:
    """A wiki that publishes in its own time does not look at the name again when the turn comes: whoever took it
    meanwhile lies beneath our file, and has to be told to somebody."""
    earlier = page.versions[page.versions.index(ours) + 1:]
    theirs = next((one for one in earlier if not job.is_us(one.user)), None)
    if theirs is not None:
        job.asking("published-over")
        raise AskPerson(
            "published-over", Message("ask-published-over", page.title, job.session.host, theirs.user),
            Message("ask-published-over-remedy", theirs.user), choices=("rename", "accept"),
            details={"title": page.title, "url": page.url, "sha1": theirs.sha1})


def _page(job: Job, title: str) -> lookup.FilePage:
    """The file's page, waited for while replicas lag; it may have been moved meanwhile."""
    for pause in (*LAG, None):
        page = lookup.foreseen_page(job.session, title)
        if page is not None:
            return page
        for holder in lookup.by_sha1(job.session, job.sha1):
            if job.is_us(holder.user) and (moved := lookup.file_page(job.session, holder.title)):
                return moved
        if pause is not None:
            job.session.wait(pause)
    raise RetryLater("server", Message("error-not-seen", title, job.session.host), after=60, stops_queue=False)


def _has_our_text(job: Job, page: lookup.FilePage) -> bool:
    """Whether the page began with our text; lines that the wiki substitutes are left aside."""
    theirs = {line.strip() for line in page.wikitext.splitlines()}
    return all(line.strip() in theirs for line in job.payload["wikitext"].splitlines() if "{{subst:" not in line)
