"""Commands about what is not sent now: status, pause, resume."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import click

from ..config.messages import Message
from ..domain.errors import UsageFault
from ..domain.states import ItemState
from ..services import accounts, connecting, forecasting, pausing, releasing, standing
from ..services.describing import refresh_dirty
from ..services.forecasting import Forecast
from ..services.gate import MEGABYTE, Obstacle
from ..services.showing import find, find_items
from .frame import STILL_WAITING, Session, command, option, root, words


def obstacle_json(obstacle: Obstacle) -> dict[str, Any]:
    """What keeps everything from being sent, for the command line."""
    return {"code": obstacle.code, "message": words.text(obstacle.message), "remedy": words.text(obstacle.remedy),
            "until": _iso(obstacle.until)}


@command(root, "pause", click.argument("items", nargs=-1), option("--activity"), option("--site"))
def pause(session: Session, items: tuple[str, ...], activity: str | None, site: str | None) -> None:
    """Send nothing of items or an activity until they are resumed; without any, nothing at all."""
    ids, activities = _named(session, items, activity)
    pausing.pause(session.library, items=ids, activities=activities, wiki=_wiki(site, ids))
    session.answer(_paused(session), lambda: Message("cli-paused"))


@command(root, "resume", click.argument("items", nargs=-1), option("--activity"), option("--site"))
def resume(session: Session, items: tuple[str, ...], activity: str | None, site: str | None) -> None:
    """Have what was paused go on; without items or activity, all of it."""
    ids, activities = _named(session, items, activity)
    pausing.resume(session.library, items=ids, activities=activities, wiki=_wiki(site, ids))
    session.answer(_paused(session), lambda: Message("cli-resumed"))


def _wiki(site: str | None, ids: list[str]) -> str:
    """The wiki of which items are meant, "" for all. Raises UsageFault where one is named and no items are."""
    if site and not ids:
        raise UsageFault(Message("error-pause-site"), Message("error-pause-site-remedy"), code="pause-site")
    return accounts.site_id(site) if site else ""


def _named(session: Session, items: tuple[str, ...], activity: str | None) -> tuple[list[str], list[str]]:
    return (find_items(session.library, items) if items else [],
            [find(session.library, "activity", activity)] if activity else [])


def _paused(session: Session) -> dict[str, Any]:
    found = pausing.paused(session.library)
    return {"everything": found.everything, "activities": sorted(found.activities), "items": sorted(found.items),
            "deliveries": [{"item": item, "wiki": wiki} for item, wiki in sorted(found.rows)]}


@command(root, "status", option("--check", is_flag=True))
def status(session: Session, check: bool) -> int | None:
    """Counts per state, what the next sync sends and when it would be done, and the last error."""
    refresh_dirty(session.library.database)
    releasing.bury(session.library)
    state = standing.status(session.library)
    error = state.last_error
    coming = forecasting.forecast(session.library)
    told: dict[str, Any] = {
        "items": session.lists.counts().states, "outbox": state.counts, "next_try": _iso(state.next_try),
        "last_error": error and {
            "code": error["code"], "message": words.text(Message.from_json(error["message"])),
            "remedy": words.text(Message.from_json(error["remedy"])) if error.get("remedy") else ""},
        "paused": _paused(session), "forecast": _forecast_json(coming)}
    if check:
        told["check"] = [_checked(wiki) for wiki in dict.fromkeys(
            account.site for account in standing.queued_accounts(session.library, done=True))]

    def text() -> str:
        lines = [f"{words.text(ItemState(name).label)}: {count}" for name, count in told["items"].items()]
        if coming.files:
            lines += _said(coming)
        lines += [f"{one['message']} {one['remedy']}".strip() for one in told.get("check", ())]
        if told["last_error"]:
            lines.append(f"{told['last_error']['message']} {told['last_error']['remedy']}".strip())
        return "\n".join(dict.fromkeys(lines)) or words.text("cli-no-items")

    session.answer(told, text)
    return STILL_WAITING if any(one["code"] != "reached" for one in told.get("check", ())) else None


def _checked(wiki: str) -> dict[str, Any]:
    """Whether a wiki can be reached from here, with every rung of the way."""
    found = connecting.check(wiki)
    trouble = found.trouble
    if trouble is None:
        late = words.text("net-clock-off", found.host, round(abs(found.clock_error) / 60)) if found.is_clock_off else ""
        return {"site": wiki, "code": "reached", "message": words.text("net-reached", found.host), "remedy": late,
                "rung": None, "tried": []}
    return {"site": wiki, "code": trouble.code, "message": words.text(trouble.message),
            "remedy": words.text(trouble.remedy), "rung": str(trouble.rung),
            "tried": [words.text(step) for step in trouble.tried]}


def _forecast_json(coming: Forecast) -> dict[str, Any]:
    return {
        "files": coming.files, "practice": coming.practice, "megabytes": round(coming.size / MEGABYTE, 1),
        "rate": coming.rate and round(coming.rate), "end": _iso(coming.end),
        "limit": coming.limit and {"files": coming.limit.hits, "seconds": coming.limit.seconds, "used": coming.used},
        "waits_for": obstacle_json(coming.obstacle) if coming.obstacle else None}


def _said(coming: Forecast) -> list[str]:
    lines = [words.text("cli-coming-practice", coming.practice)] if coming.practice else []
    if coming.is_practice:
        return lines
    lines.insert(0, words.text("cli-coming", coming.files, round(coming.size / MEGABYTE, 1)))
    if coming.end:
        lines.append(words.text("cli-coming-end", words.moment(datetime.fromtimestamp(coming.end))))
    if coming.limit:
        lines.append(words.text("sync-limit", coming.limit.hits, round(coming.limit.seconds / 60), coming.used))
    if coming.obstacle:
        lines.append(f"{words.text(coming.obstacle.message)} {words.text(coming.obstacle.remedy)}")
    return lines


def _iso(moment: float | None) -> str | None:
    return datetime.fromtimestamp(moment, UTC).isoformat() if moment else None
