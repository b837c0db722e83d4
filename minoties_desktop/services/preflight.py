"""The queue is checked with its wiki before a byte is sent; what the wiki answers is kept and used."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, Any

from ..domain.problems import Problem, advice, blocking
from ..domain.stacks import SAME
from ..domain.states import State
from ..store import answers, items, outbox
from ..store.database import Database, Write
from ..store.outbox import Row
from .library import Library

if TYPE_CHECKING:
    from ..wiki.lookup import Survey
    from ..wiki.session import Session

FRESH = 1800.0
"""Seconds for which an answer spares a file its own questions when its turn comes."""
TOLD = 86_400.0
"""Seconds for which an answer is still told to people."""
CHUNK = 20
"""Files whose answers are stored together."""
BYTES = answers.BYTES
NAME, PAGE, KINDS = "name", "page", "kinds"
"""Kinds of answers: by file name, by the full title of a category or template; and, once for the whole wiki, the
extensions of the files that it takes."""


@dataclass(frozen=True, slots=True)
class File:
    """A file that is to be sent: its title with extension, SHA-1 in hex, page text, and the SHA-1 of the original that
    it was made of ("" where it is the original)."""

    item: str
    title: str
    sha1: str
    wikitext: str
    original: str = ""


def file_of(row: Row) -> File:
    """The file of a row of the queue."""
    return File(row.item, row.payload["title"], row.payload["sha1"], row.payload["wikitext"],
                row.payload.get("original", ""))


def is_new(row: Row) -> bool:
    """Whether a row is a file of which nothing was begun, so that all there is to know can be asked ahead."""
    return "sha1" in row.payload and row.resume_state is State.QUEUED and not row.facts and row.answer is None


def ask(library: Library, session: Session, wiki: str, files: Sequence[File],
        asking: Callable[[File], None] = lambda file: None) -> None:
    """Ask a wiki what it knows of files and keep it; what is fresh is not asked again. Raises Faults.

    `asking` hears which file it is at, from the beginning.
    """
    from ..wiki import lookup, preflight  # late: only who asks needs it

    database = library.database
    asking(files[0])
    pages = set[str]().union(*(preflight.links(file.wikitext) for file in files))
    pages -= answers.known(database, wiki, PAGE, pages, within=FRESH).keys()
    if pages:
        found = lookup.exist(session, sorted(pages))
        with database.writing() as write:
            answers.keep(write, wiki, PAGE, found)
    if not answers.known(database, wiki, KINDS, [""], within=TOLD):
        taken = lookup.extensions(session)
        with database.writing() as write:
            answers.keep(write, wiki, KINDS, {"": taken})
    by_key = {(file.title, file.sha1): file for file in _unknown(database, wiki, files)}
    found_out: list[tuple[tuple[str, str], Survey]] = []
    try:
        for key, survey in preflight.surveys(session, list(by_key)):
            asking(by_key[key])
            found_out.append((key, survey))
            if len(found_out) == CHUNK:
                _keep(database, wiki, found_out)
                found_out.clear()
    finally:
        _keep(database, wiki, found_out)


def _unknown(database: Database, wiki: str, files: Sequence[File]) -> list[File]:
    by_bytes = answers.known(database, wiki, BYTES, {file.sha1 for file in files}, within=FRESH)
    by_name = answers.known(database, wiki, NAME, {file.title for file in files}, within=FRESH)
    return [file for file in files if file.sha1 not in by_bytes or file.title not in by_name]


def _keep(database: Database, wiki: str, found: Iterable[tuple[tuple[str, str], Survey]]) -> None:
    by_bytes, by_name = {}, {}
    for (title, sha1), survey in found:
        told = asdict(survey)
        by_bytes[sha1] = {key: told[key] for key in ("holders", "deleted")}
        by_name[title] = {key: told[key] for key in ("taken", "near", "banned")}
    if by_name:
        with database.writing() as write:
            answers.keep(write, wiki, BYTES, by_bytes)
            answers.keep(write, wiki, NAME, by_name)


def hand_over(database: Database, write: Write, session: Session, row: Row) -> Row:
    """Let a row that begins now use what is known of it, and give it back. That is used up: other rows with these
    bytes ask anew. Descriptions whose language has no template on the wiki are written without one."""
    if not is_new(row):
        return row
    from ..wiki import preflight
    from ..wiki.lookup import Holder, Survey

    title, sha1 = row.payload["title"], row.payload["sha1"]
    of_bytes = answers.known(database, row.wiki, BYTES, [sha1], within=FRESH).get(sha1)
    of_name = answers.known(database, row.wiki, NAME, [title], within=FRESH).get(title)
    answers.use_up(write, row.wiki, BYTES, sha1)
    answers.use_up(write, row.wiki, NAME, title)
    if of_bytes and of_name:
        survey = Survey(
            tuple(Holder(**one) for one in of_bytes.value["holders"]), tuple(of_bytes.value["deleted"]),
            of_name.value["taken"], tuple(of_name.value["near"]), of_name.value["banned"])
        preflight.expect(session, title, sha1, survey, fresh=FRESH - max(of_bytes.age, of_name.age))
    return _without_red_languages(database, write, row)


def _without_red_languages(database: Database, write: Write, row: Row) -> Row:
    from ..wiki import wikitext

    text = row.payload["wikitext"]
    names = {lang: f"Template:{wikitext.language_template(lang)}" for lang in wikitext.languages_of(text)}
    known = answers.known(database, row.wiki, PAGE, names.values(), within=TOLD)
    missing = [lang for lang, name in names.items() if name in known and not known[name].value]
    if not missing:
        return row
    payload = {**row.payload, "wikitext": wikitext.without_templates(text, missing)}
    outbox.refreeze(write, row.id, payload)
    return replace(row, payload=payload)


def known(database: Database, wiki: str, files: Sequence[File]) -> dict[str, list[Problem]]:
    """What a wiki's answers of the last day mean for items, by item, blocking problems first."""
    from ..wiki.preflight import links

    hashes = {sha1 for file in files for sha1 in (file.sha1, file.original)}
    by_bytes = answers.known(database, wiki, BYTES, hashes, within=TOLD)
    by_name = answers.known(database, wiki, NAME, {file.title for file in files}, within=TOLD)
    twins = _twins(database, wiki, files)
    named = {file.item: sorted(links(file.wikitext)) for file in files}
    pages = answers.known(database, wiki, PAGE, {page for found in named.values() for page in found}, within=TOLD)
    kinds = answers.known(database, wiki, KINDS, [""], within=TOLD).get("")
    told = {}
    for file in files:
        found = [*_of_bytes(by_bytes.get(file.sha1)), *_of_name(by_name.get(file.title)), *_of_kind(kinds, file),
                 *_of_original(by_bytes.get(file.original)), *twins.get(file.item, ())]
        for page in named[file.item]:
            if page in pages and not pages[page].value:
                space, _, name = page.partition(":")
                found.append(advice("wiki-category-red", "categories", name) if space == "Category"
                             else advice("wiki-template-red", "", page))
        told[file.item] = sorted(dict.fromkeys([*told.get(file.item, ()), *found]), key=lambda one: not one.blocks)
    return told


def _of_kind(answer: answers.Answer | None, file: File) -> list[Problem]:
    extension = file.title.rpartition(".")[2].lower()
    taken: Sequence[str] = answer.value if answer else ()
    return [blocking("wiki-kind", "", extension)] if taken and extension not in taken else []


def _of_bytes(answer: answers.Answer | None) -> list[Problem]:
    value: dict[str, Any] = answer.value if answer else {}
    if value.get("holders"):
        return [blocking("wiki-there", "", value["holders"][0]["title"])]
    return [advice("wiki-deleted", "", value["deleted"][0])] if value.get("deleted") else []


def _of_original(answer: answers.Answer | None) -> list[Problem]:
    """The photograph is there in other bytes: as it was before anything was taken out of it."""
    holders = answer.value.get("holders") if answer else None
    return [advice("wiki-there-original", "", holders[0]["title"])] if holders else []


def _twins(database: Database, wiki: str, files: Sequence[File]) -> dict[str, list[Problem]]:
    """Files that this library has delivered and that show the same, taken by the same camera in the same moment."""
    found: dict[str, list[Problem]] = {}
    for item, ours, theirs, title in items.delivered_twins(database, [file.item for file in files], wiki):
        if (int(ours, 16) ^ int(theirs, 16)).bit_count() <= SAME and item not in found:
            found[item] = [advice("delivered-twin", "", title)]
    return found


def _of_name(answer: answers.Answer | None) -> list[Problem]:
    value: dict[str, Any] = answer.value if answer else {}
    found = []
    if value.get("taken"):
        found.append(blocking("wiki-name-taken", "title"))
    elif value.get("near"):
        found.append(advice("wiki-name-near", "title", value["near"][0]))
    if value.get("banned") is not None:
        found.append(blocking("wiki-name-banned", "title", value["banned"]))
    return found
