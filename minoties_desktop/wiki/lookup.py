"""What a wiki knows already: bytes, names, categories, templates, pages of files, our stash."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from . import errors, scout
from .session import Session
from .verdicts import words

BATCH = 50
"""Titles that one request may name (commons-contract 1.1)."""
_AS_OURSELVES = {"assert": "user"}
"""Makes a question that only we may ask log in where necessary."""


@dataclass(frozen=True, slots=True)
class Version:
    """One version of a file: SHA-1 in hex, size in bytes, who sent it and when (ISO 8601)."""

    sha1: str
    size: int
    user: str
    timestamp: str
    url: str


@dataclass(frozen=True, slots=True)
class FilePage:
    """A file and its page; versions newest first; `revid`, `wikitext`, `author` are those of its first revision.

    `untouched` says that there is no other revision, and that the first one has nothing but wikitext.
    """

    title: str
    pageid: int
    revid: int
    untouched: bool
    versions: tuple[Version, ...]
    wikitext: str
    author: str
    url: str


@dataclass(frozen=True, slots=True)
class Holder:
    """A file on the wiki that holds certain bytes; the title is without its namespace."""

    title: str
    user: str
    timestamp: str


@dataclass(frozen=True, slots=True)
class Survey:
    """What a wiki knows of a file before it is sent.

    Who holds its bytes, under which names they were deleted, whether its name is taken, which names differ only in
    extension, and why the blacklist bans it (None if it does not).
    """

    holders: tuple[Holder, ...]
    deleted: tuple[str, ...]
    taken: bool
    near: tuple[str, ...]
    banned: str | None


def plain(title: str) -> str:
    """A file's name as people write it: no namespace, no underscores, first letter upper case, NFC."""
    title = unicodedata.normalize("NFC", title).replace("_", " ").removeprefix("File:").strip()
    return title[:1].upper() + title[1:]


def extensions(session: Session) -> list[str]:
    """The extensions of the files that a wiki takes, perhaps as they were told with its limits."""
    if session.known_limits is not None:
        return sorted(session.known_limits.extensions)
    answer = session.query(meta="siteinfo", siprop="fileextensions")
    return sorted(one["ext"].lower() for one in answer.get("fileextensions", ()))


def by_sha1(session: Session, sha1: str) -> list[Holder]:
    """Which files hold exactly these bytes (SHA-1 in hex)."""
    return _holders(session, session.query(list="allimages", **_bytes(sha1)))


@dataclass(frozen=True, slots=True)
class Bytes:
    """What a wiki knows of some bytes: which files hold them, and under which names they were deleted."""

    holders: tuple[Holder, ...]
    deleted: tuple[str, ...]


def bytes_known(session: Session, sha1s: Sequence[str]) -> Iterator[tuple[str, Bytes]]:
    """What is known of bytes by their SHA-1 (hex), two questions at a time (commons-contract 1.6)."""
    for number, sha1 in enumerate(sha1s):
        if number % 2 == 0 and number + 1 < len(sha1s) and session.has_begun:
            after = sha1s[number + 1]
            session.scout.send(("bytes", after), lambda after=after: _bytes_known(session, after))
        yield sha1, session.scout.take(("bytes", sha1), lambda sha1=sha1: _bytes_known(session, sha1))


def _bytes_known(session: Session, sha1: str) -> Bytes:
    params = {"list": "allimages|filearchive", **_bytes(sha1), "fasha1": sha1, "falimit": "10"}
    try:
        answer = session.part(session.ask(action="query", **params), "query")
    except errors.ApiError as error:
        if error.code != "permissiondenied":
            raise errors.fault(error, session.host) from error
        answer = session.query(list="allimages", **_bytes(sha1))  # deleted files are kept to itself
    return Bytes(tuple(_holders(session, answer)), tuple(plain(one["name"]) for one in answer.get("filearchive", ())))


def survey(session: Session, title: str, sha1: str) -> Survey:
    """What is known of a file's bytes and name (with extension, without namespace), perhaps fetched ahead."""
    return session.scout.take(("survey", title, sha1), lambda: _survey(session, title, sha1))


def foresee(session: Session, title: str, sha1: str) -> None:
    """Ask for a survey in a thread of its own, while another is being asked for; once the session has begun."""
    if session.has_begun:
        title = plain(title)
        session.scout.send(("survey", title, sha1), lambda: _survey(session, title, sha1))


def _survey(session: Session, title: str, sha1: str) -> Survey:
    answer = _bytes_and_names(session, title, sha1)
    names = [plain(page["title"]) for page in answer.get("allpages", ())]
    stem = plain(title).rpartition(".")[0]
    return Survey(
        tuple(_holders(session, answer)), tuple(plain(one["name"]) for one in answer.get("filearchive", ())),
        _is_there(_by_title(answer, [f"File:{title}"])[f"File:{title}"]),
        tuple(name for name in names if name.rpartition(".")[0] == stem and name != plain(title)),
        blacklisted(session, title))


def _bytes_and_names(session: Session, title: str, sha1: str) -> dict[str, Any]:
    """One request for all. A wiki that keeps deleted files to itself is asked for the rest: it warns at the upload."""
    params = {"list": "allimages|filearchive|allpages", **_bytes(sha1), "fasha1": sha1, "falimit": "10",
              "apnamespace": "6", "apprefix": f"{title.rpartition('.')[0]}.", "aplimit": "20",
              "titles": f"File:{title}", "prop": "info|imageinfo", "iiprop": "sha1"}
    try:
        return session.part(session.ask(action="query", **params), "query")
    except errors.ApiError as error:
        if error.code != "permissiondenied":
            raise errors.fault(error, session.host, title=title) from error
    params["list"] = "allimages|allpages"
    return session.query(**{key: value for key, value in params.items() if not key.startswith("fa")})


def taken(session: Session, titles: Sequence[str]) -> dict[str, bool]:
    """For each name (with extension, without namespace), whether a page or file of that name is there."""
    result: dict[str, bool] = {}
    for batch in _batches(titles):
        pages = _pages(session, [f"File:{title}" for title in batch], prop="info|imageinfo", iiprop="sha1")
        result.update({title: _is_there(pages[f"File:{title}"]) for title in batch})
    return result


def _bytes(sha1: str) -> dict[str, str]:
    return {"aisha1": sha1, "aiprop": "sha1|user|timestamp", "ailimit": "10"}


def _holders(session: Session, answer: dict[str, Any]) -> list[Holder]:
    """Who holds the bytes. Raises RetryLater where the answer does not say: that is no word for nobody."""
    return [Holder(plain(one["name"]), one.get("user", ""), one.get("timestamp", ""))
            for one in session.part(answer, "allimages")]


def _is_there(page: dict[str, Any]) -> bool:
    # A file without a page, e.g. one of another wiki's, is "known".
    return not page.get("missing") or bool(page.get("known")) or bool(page.get("imageinfo"))


def foresee_names(session: Session, titles: Sequence[str]) -> None:
    """Ask of names (plain) at once whether pages of them may be made: those that nothing forbids are on no blacklist,
    and need not be asked about by themselves."""
    for batch in _batches(list(titles)):
        pages = _pages(session, [f"File:{title}" for title in batch], prop="info", intestactions="create",
                       intestactionsdetail="full")
        for title in batch:
            if pages[f"File:{title}"].get("actions", {}).get("create") == []:
                session.scout.keep(("banned", title), None, scout.FRESH)


def blacklisted(session: Session, title: str) -> str | None:
    """Why the wiki's title blacklist keeps a name from being made; None if it does not, or has no such list."""
    return session.scout.take(("banned", plain(title)), lambda: _blacklisted(session, title))


def _blacklisted(session: Session, title: str) -> str | None:
    try:
        # `upload` as action gave a false "ok" (commons-contract 1.1).
        answer = session.ask(action="titleblacklist", tbaction="create", tbtitle=f"File:{title}")
    except errors.ApiError as error:
        if error.code in ("badvalue", "unknown_action"):
            return None
        raise errors.fault(error, session.host, title=title) from error
    verdict = answer["titleblacklist"]
    if verdict["result"] != "blacklisted":
        return None
    return words(str(verdict.get("reason") or verdict.get("message") or verdict.get("line") or ""))


def exist(session: Session, titles: Sequence[str]) -> dict[str, bool]:
    """For each page (full title), whether it is there; fifty are asked for at a time."""
    result: dict[str, bool] = {}
    for batch in _batches(titles):
        pages = _pages(session, batch, prop="info")
        result.update({title: _is_there(pages[title]) for title in batch})
    return result


def file_page(session: Session, title: str) -> FilePage | None:
    """The page of a file and its versions, None while there is none."""
    page = _pages(session, [f"File:{title}"], **_FILE_PAGE, rvdir="newer", rvlimit="1")[f"File:{title}"]
    return _file_page(page)


def foresee_pages(session: Session, titles: Sequence[str]) -> None:
    """Ask for the pages of files at once, so that each need not be asked for by itself.

    Of several pages a wiki tells the last revisions only: those that have more than one are left for later.
    """
    for batch in _batches(list(dict.fromkeys(plain(title) for title in titles))):
        full = [f"File:{title}" for title in batch]
        with errors.told(session.host):
            answer = session.ask(action="query", titles="|".join(full), **_FILE_PAGE)
        if "continue" in answer:  # what is told of some of them is not all
            continue
        for title, page in _by_title(answer.get("query", {}), full).items():
            found = _file_page(page)
            if found is not None and found.revid and page.get("lastrevid") == found.revid \
                    and page["revisions"][0].get("parentid") == 0:
                session.scout.keep(("page", title.removeprefix("File:")), found, scout.FRESH)


def foreseen_page(session: Session, title: str) -> FilePage | None:
    """The page of a file, perhaps asked for with those of others."""
    return session.scout.take(("page", title), lambda: file_page(session, title))


_FILE_PAGE = {"prop": "imageinfo|info|revisions", "iiprop": "timestamp|user|sha1|size|url", "iilimit": "50",
              "rvprop": "ids|user|content", "rvslots": "*"}


def _file_page(page: dict[str, Any]) -> FilePage | None:
    if page.get("missing") or not page.get("imageinfo") or not {"title", "pageid"} <= page.keys():
        return None
    first = (page.get("revisions") or [{}])[0]
    versions = tuple(
        Version(one["sha1"], int(one["size"]), one.get("user", ""), one["timestamp"], one.get("url", ""))
        for one in page["imageinfo"] if {"sha1", "size", "timestamp"} <= one.keys())
    return FilePage(
        title=plain(page["title"]), pageid=int(page["pageid"]), revid=int(first.get("revid", 0)),
        untouched=page.get("lastrevid") == first.get("revid") and set(first.get("slots", ())) == {"main"},
        versions=versions, wikitext=first.get("slots", {}).get("main", {}).get("content", ""),
        author=first.get("user", ""), url=page["imageinfo"][0].get("descriptionurl", ""),
    )


def stashed(session: Session, sha1: str, size: int) -> str | None:
    """The key of a complete stashed file of ours with these bytes."""
    more: dict[str, Any] = {}
    while True:
        with errors.told(session.host):
            answer = session.ask(action="query", list="mystashedfiles", msfprop="size|type", msflimit="50",
                                 **_AS_OURSELVES, **more)
        for one in answer.get("query", {}).get("mystashedfiles", ()):
            if one.get("status", "finished") == "finished" and one.get("size") == size \
                    and _stash_sha1(session, one["filekey"]) == sha1:
                return one["filekey"]
        more = answer.get("continue") or {}
        if not more:
            return None


def _stash_sha1(session: Session, filekey: str) -> str:
    try:
        info = session.ask(action="query", prop="stashimageinfo", siifilekey=filekey, siiprop="sha1|size",
                           **_AS_OURSELVES)
    except errors.ApiError:
        return ""  # gone, or its first part only: not the file we look for
    return (info.get("query", {}).get("stashimageinfo") or [{}])[0].get("sha1", "")


def _pages(session: Session, titles: Sequence[str], **params: str) -> dict[str, dict[str, Any]]:
    """Pages by the titles asked for."""
    return _by_title(session.query(titles="|".join(titles), **params), titles)


def _by_title(answer: dict[str, Any], titles: Sequence[str]) -> dict[str, dict[str, Any]]:
    """The pages of an answer by the titles asked for, whatever the wiki made of them."""
    renamed = {one["from"]: one["to"] for one in answer.get("normalized", ())}
    pages = {page.get("title"): page for page in answer.get("pages", ())}
    # Of another wiki's pages, which a prefix may name, it tells nothing: they are none of ours to miss.
    return {title: pages.get(renamed.get(title, title), {}) for title in titles}


def _batches(names: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(names), BATCH):
        yield names[start : start + BATCH]
