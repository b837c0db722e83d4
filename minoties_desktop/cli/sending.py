"""Commands over the queue: queue, sync, retry, hold, drop, answer."""

from __future__ import annotations

import json
import math
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

import click

from ..config.messages import Message
from ..config.start import ourselves
from ..domain.changes import Changes
from ..domain.errors import AskPerson, Fault, UsageFault
from ..domain.item import same_user
from ..domain.pacing import ORDERS, Hours
from ..domain.sites import PRACTICE
from ..domain.states import State
from ..services import accounts, answering, comparing, queueing, rehearsing, renamed, review, standing, syncing
from ..services.accounts import Account
from ..services.describing import refresh_dirty
from ..services.gate import MEGABYTE, Obstacle, Wishes
from ..services.glancing import glance
from ..services.library import Library
from ..services.rehearsing import Verdict
from ..services.showing import find_items
from .frame import DONE, NEEDS_PERSON, STILL_WAITING, Session, command, option, root, words
from .telling import SHORT, answers, problem_json
from .waiting import obstacle_json

_PLACES = ("done", "waiting", "asks", "refused", "held")
"""Where items may stand after a sync."""
_ITEMS = click.argument("items", nargs=-1, required=True)


class _Megabytes(click.FloatRange):
    """A number that there can be of megabytes."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """The number; what is none, or without end, fails."""
        found = super().convert(value, param, ctx)
        return found if math.isfinite(found) else self.fail(str(value), param, ctx)


@command(root, "queue", click.argument("items", nargs=-1), option("--site"), option("--account"))
def queue(session: Session, items: tuple[str, ...], site: str | None, account: str | None) -> int | None:
    """Freeze ready items into the queue."""
    chosen = accounts.chosen(account, site)
    ids = find_items(session.library, items) if items else None
    result = review.queue(session.library, ids, chosen, actor=session.actor)
    held = [{"item": item, "problems": [problem_json(item, problem) for problem in problems]}
            for item, problems in result.held]

    def text() -> str:
        lines = [words.text("cli-queued", len(result.queued), words.called(accounts.wiki(chosen).host))
                 ] if result.queued else _why_none(session.library, chosen.site)
        lines += [f"{entry['item'][:SHORT]}: {problem['message']}" for entry in held for problem in entry["problems"]]
        return "\n".join(lines)

    session.answer({"queued": result.queued, "held": held}, text)
    return NEEDS_PERSON if held or (items and not result.queued) else None


def _why_none(library: Library, site: str) -> list[str]:
    """Why nothing was queued: it is in that wiki's queue already, else in another's, or nothing is ready."""
    found = standing.open_items(library)
    mine = {account: count for account, count in found.items() if account.site == site} or found
    return [words.text("cli-queued-already", count, words.called(accounts.wiki(account).host), account.site)
            for account, count in mine.items()] or [words.text("cli-nothing-ready")]


@command(root, "sync", option("--account"), option("--site", multiple=True), option("--once", is_flag=True),
         option("--dry-run", is_flag=True), option("--limit-mb", type=_Megabytes(min=0)),
         option("--order", type=click.Choice(ORDERS)), option("--between", metavar="HH:MM-HH:MM"),
         option("--metered", type=click.Choice(("ok", "wait"))))
def sync(
    session: Session, account: str | None, site: tuple[str, ...], once: bool, dry_run: bool, limit_mb: float | None,
    order: str | None, between: str | None, metered: str | None,
) -> int:
    """Deliver what is queued, one process per account; a dry run only asks the wiki what would become of it.

    A wiki whose account is missing keeps its own files waiting, and no others.
    """
    Hours.parse(between or "")  # raises for what is none, before anything else
    refresh_dirty(session.library.database)
    renamed.follow(session.library)
    chosen, missing = _accounts(session.library, account, site)
    known = _queued_for(session.library, account, site)
    if missing and not chosen:
        raise missing[0]
    if account and not (chosen or known):
        accounts.known(account)  # raises for one that was never added
    wishes = Wishes(once, limit_mb, order, between, metered)
    if dry_run:
        return _dry_run(session, chosen)
    failed, obstacle = DONE, None
    if len(chosen) > 1:
        failed = _children(session, chosen, wishes)
    elif chosen:
        obstacle = syncing.sync(session.library, chosen[0], wishes, tell=_teller(session, chosen[0])).obstacle
        if obstacle is None:
            glance(session.library, chosen[0])
        # What is asked about is looked at later, perhaps without a connection.
        comparing.fetch_asked(session.library, standing.outcome(session.library, chosen[0]).asks, chosen[0].site)
    told = _queued_for(session.library, account, site)
    return failed or _told(session, told, obstacle, missing, _elsewhere(session.library, site))


def _accounts(library: Library, name: str | None, sites: Sequence[str]) -> tuple[list[Account], list[Fault]]:
    """The accounts that have something to send, and why rows have none: they go with the only one of their wiki."""
    user = name.partition("@")[0] if name else None
    found: dict[Account, None] = {}
    missing: list[Fault] = []
    for queued in _of_sites(standing.queued_accounts(library), sites):
        try:
            meant = queued if queued.name else accounts.chosen(user, queued.site)
        except UsageFault as fault:  # several could be meant
            missing.append(fault)
            continue
        if not meant.name:
            missing.append(AskPerson("account", Message("error-no-account", accounts.wiki(queued).host),
                                     Message("error-no-account-remedy")))
        elif user is None or same_user(user, meant.name):
            found[meant] = None
    return list(found), missing


def _queued_for(library: Library, name: str | None, sites: Sequence[str]) -> list[Account]:
    """All accounts that are in the queue, whether anything of theirs is still to be sent or not."""
    user = name.partition("@")[0] if name else None
    return [queued for queued in _of_sites(standing.queued_accounts(library, done=True), sites)
            if user is None or not queued.name or same_user(user, queued.name)]


def _of_sites(queued: Iterable[Account], sites: Sequence[str]) -> Iterator[Account]:
    """Those of some wikis, of all if none are named."""
    wanted = {accounts.site_id(site) for site in sites}
    return (account for account in queued if not wanted or account.site in wanted)


def _elsewhere(library: Library, sites: Sequence[str]) -> dict[str, int]:
    """How many items are in the queue for each wiki that was not named, where any was."""
    wanted = {accounts.site_id(site) for site in sites}
    found: dict[str, int] = {}
    for account, count in standing.open_items(library).items():
        if wanted and account.site not in wanted:
            found[account.site] = found.get(account.site, 0) + count
    return found


_VERDICTS = {Verdict.SEND: "cli-would-send", Verdict.THERE: "cli-already-there", Verdict.ASK: "cli-would-ask"}
"""What is said of a file in a dry run."""


def _dry_run(session: Session, chosen: list[Account]) -> int:
    found = [file for account in chosen for file in rehearsing.rehearse(session.library, account)]
    told: dict[str, Any] = {str(verdict): [] for verdict in Verdict}
    for file in found:
        told[file.verdict].append({
            "item": file.item, "title": file.title, "size": file.size, "wiki": file.account.site,
            "account": file.account.name, "asked": file.asked,
            "problems": [problem_json(file.item, problem) for problem in file.problems]})
    told["megabytes"] = round(sum(row["size"] for row in told["would_send"]) / MEGABYTE, 1)
    troubles = {file.trouble.message: None for file in found if file.trouble}
    told["not_asked"] = [words.text(message) for message in troubles]

    def text() -> str:
        lines = [words.text(_VERDICTS[file.verdict], file.title, accounts.wiki(file.account).host,
                            " ".join(words.text(problem.message) for problem in file.problems)).rstrip()
                 for file in found]
        return "\n".join([*lines, *told["not_asked"],
                          words.text("cli-dry-run", len(told["would_send"]), told["megabytes"])])

    session.answer(told, text)
    return DONE


def _children(session: Session, chosen: list[Account], wishes: Wishes) -> int:
    """One process per account, side by side: pywikibot serves one user in a process. Tells the gravest failure."""
    given = {"--limit-mb": wishes.limit_mb, "--order": wishes.order, "--between": wishes.between,
             "--metered": wishes.metered}
    shared = ["--once"] * wishes.once + [
        word for name, value in given.items() if value is not None for word in (name, str(value))]
    children = [subprocess.Popen(
        ourselves("sync", "--json", "--library", str(session.library.root), "--account", account.name,
                  "--site", account.site, *shared), stdout=subprocess.PIPE) for account in chosen]
    try:
        answers = [json.loads(child.communicate()[0] or b"{}") for child in children]
    finally:
        for child in children:
            child.terminate()
    faults = [(child.returncode, answer["error"]) for child, answer in zip(children, answers, strict=True)
              if "error" in answer]
    if not faults:
        return DONE
    code, error = max(faults, key=lambda fault: fault[0])
    if not session.json:
        click.echo(f"{error['message']} {error['remedy']}".strip(), err=True)
    session.answer({"error": error})
    return code


def _told(
    session: Session, told: list[Account], obstacle: Obstacle | None, missing: Sequence[Fault],
    elsewhere: Mapping[str, int],
) -> int:
    """Say where the items stand, of each that stopped, why, and what keeps the rest from being sent; which rows
    have no account, and how many items are queued for wikis that were not asked for."""
    result: dict[str, Any] = {key: [] for key in _PLACES}
    # Rows without account are told with each account that may send them.
    rows = list({row.id: row for account in told for row in standing.rows(session.library, account)
                 if row.error}.values())
    result["practised"] = []
    for account in told:
        outcome = standing.outcome(session.library, account)
        if account.site == PRACTICE:
            result["practised"] = outcome.done
        for key in _PLACES:
            result[key] = list(dict.fromkeys([*result[key], *getattr(outcome, key)]))
    result["waits_for"] = obstacle and obstacle_json(obstacle)
    lacking = [f"{words.text(fault.message)} {words.text(fault.remedy) if fault.remedy else ''}".strip()
               for fault in missing]
    result["without_account"] = lacking
    result["elsewhere"] = dict(elsewhere)
    several = standing.of_several(session.library, [row.item for row in rows])
    result["stopped"] = [
        {"item": row.item, "wiki": row.wiki, "title": row.payload["title"], "state": str(row.state),
         "code": row.error.get("code"), "message": words.text(row.message),
         "remedy": words.text(row.remedy) if row.remedy else "",
         "answers": answers(row.item, row.question, row.wiki if row.item in several else "")}
        for row in rows if row.error and row.message]

    def text() -> str:
        why = dict.fromkeys("\n  ".join([f"{one['message']} {one['remedy']}".strip(), *one["answers"]])
                            for one in result["stopped"])
        waits = obstacle and f"{words.text(obstacle.message)} {words.text(obstacle.remedy)}"
        others = [words.text("cli-queued-elsewhere", count, words.called(accounts.wiki(Account(wiki, "")).host), wiki)
                  for wiki, count in elsewhere.items()]
        return "\n".join(dict.fromkeys(
            [*_counted(session.library, told), *why, *([waits] if waits else []), *lacking, *others]))

    session.answer(result, text)
    stopped = result["asks"] or result["refused"] or result["held"]
    if missing or stopped or any(standing.needs_look(row) for row in rows):
        return NEEDS_PERSON
    return STILL_WAITING if result["waiting"] else DONE


def _counted(library: Library, told: list[Account]) -> Iterator[str]:
    """How many items stand where: of what is published, and of what is practised."""
    for is_practice in (False, True):
        kind = [standing.outcome(library, account) for account in told if (account.site == PRACTICE) is is_practice]
        counts = [len({item for one in kind for item in getattr(one, key)}) for key in (
            "done", "waiting", "asks", "refused")]
        if any(counts) or not (is_practice or any(account.site == PRACTICE for account in told)):
            yield words.text("cli-synced-practice" if is_practice else "cli-synced", *counts)


def _teller(session: Session, account: Account) -> Callable[[dict[str, Any]], None]:
    def tell(event: dict[str, Any]) -> None:
        try:
            if session.json:
                click.echo(json.dumps(event, ensure_ascii=False), err=True)
            elif "waits" in event:
                click.echo(words.text(Message.from_json(event["waits"]["message"])), err=True)
            elif event.get("state") == State.DONE and event["target"] == review.DATA:  # the last row of an item
                key = "cli-delivered-practice" if account.site == PRACTICE else "cli-delivered"
                click.echo(words.text(key, event["title"]), err=True)
        except (BrokenPipeError, ValueError, AttributeError):
            # Nobody listens any more; the delivery goes on.
            sys.stderr = None  # type: ignore[assignment]

    return tell


def _each(name: str, act: Callable[..., Changes], items: Callable[..., Any] = _ITEMS) -> None:
    @command(root, name, items, option("--site"))
    def acted(session: Session, items: tuple[str, ...], site: str | None) -> None:
        library, wiki = session.library, accounts.site_id(site) if site else ""
        ids = find_items(library, items) if items else standing.stopped(library, wiki)
        before = standing.marks(library, ids)
        act(library, ids, actor=session.actor, wiki=wiki)
        after = standing.marks(library, ids)
        changed = [item for item in ids if before.get(item) != after.get(item)]
        session.answer({"items": changed}, lambda: Message(f"cli-{name}-done", len(changed)))


_each("retry", queueing.retry, click.argument("items", nargs=-1))
_each("hold", queueing.hold)
_each("drop", queueing.drop)


@command(root, "answer", _ITEMS, click.argument("choice"), option("--site"))
def answer(session: Session, items: tuple[str, ...], choice: str, site: str | None) -> int | None:
    """Answer the questions of items, all in the same way."""
    result = answering.answer(session.library, find_items(session.library, items), choice, actor=session.actor,
                              wiki=accounts.site_id(site) if site else "")
    missed = [{"item": item, "code": fault.code, "message": words.text(fault.message)} for item, fault in result.missed]

    def text() -> str:
        return "\n".join([words.text("cli-answered", len(result.given)),
                          *(f"{one['item'][:SHORT]}: {one['message']}" for one in missed)])

    session.answer({"items": result.given, "missed": missed}, text)
    return NEEDS_PERSON if missed else None
