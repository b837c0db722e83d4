"""Commands over scanners: which there are, how they are set up, and scanning."""

from __future__ import annotations

import itertools
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from ..config.messages import Message
from ..domain.errors import EnvironmentFault, Fault, UsageFault
from ..domain.scanning import Area, Capabilities, Colour, Device, Page, Setup, Sides, Tray, Way
from ..services import scandesk, scanners, scanning, scanpages, scanprofiles
from ..services.scankeeping import BLANK
from ..services.showing import find
from ..services.tagging import Tagging
from .frame import ENVIRONMENT, NEEDS_PERSON, Session, command, group, option, root, words
from .progress import teller
from .telling import SHORT

_SETUP: tuple[Callable[..., Any], ...] = (
    option("--way", type=click.Choice([str(way) for way in Way])), option("--dpi", type=click.IntRange(1)),
    option("--depth", type=click.Choice(["8", "16"])),
    option("--colour", type=click.Choice([str(one) for one in Colour])),
    option("--area", multiple=True, metavar="LEFT,TOP,WIDTH,HEIGHT"),
    option("--sides", type=click.Choice([str(one) for one in Sides])),
    option("--extra", multiple=True, metavar="NAME=VALUE"))
_scanners = group("scanner")
_profiles = group("profile")


@command(_scanners, "list", option("--address", multiple=True))
def scanner_list(session: Session, address: tuple[str, ...]) -> None:
    """List the scanners that answer."""
    found = scanners.devices(address)
    session.answer({"scanners": [{"id": one.id, "name": one.name, "maker": one.maker, "model": one.model}
                                 for one in found]},
                   lambda: "\n".join(f"{one.id}  {one.name}" for one in found) or Message("cli-scanner-none"))


@command(_scanners, "show", click.argument("device"))
def scanner_show(session: Session, device: str) -> None:
    """Show what a scanner can."""
    known = scanners.capabilities(_device(device))
    session.answer({"id": known.device.id, "name": known.device.name,
                    "ways": [_tray_json(tray) for tray in known.trays]}, lambda: _tray_text(known))


@command(_profiles, "list")
def profile_list(session: Session) -> None:
    """List the profiles of scanners."""
    found = scanprofiles.listed(session.library)
    session.answer({"profiles": [{"id": one.id, "name": one.name, "setup": one.setup.to_json()} for one in found]},
                   lambda: "\n".join(f"{one.id[:SHORT]}  {one.name}" for one in found))


@command(_profiles, "add", option("--name"), option("--device"), *_SETUP)
def profile_add(session: Session, name: str | None, device: str | None, **given: Any) -> None:
    """Keep how a scanner is set up."""
    setup = _setup(Setup(_device(device) if device else ""), given)
    made = scanprofiles.save(session.library, Tagging(session.library, actor=session.actor), name or "", setup)
    session.answer({"id": made}, lambda: Message("cli-added", name, made[:SHORT]))


@command(_profiles, "remove", click.argument("profile"))
def profile_remove(session: Session, profile: str) -> None:
    """Take a profile away."""
    found = find(session.library, scanprofiles.TABLE, profile)
    scanprofiles.remove(session.library, Tagging(session.library, actor=session.actor), found)
    session.answer({"id": found}, lambda: Message("cli-edited", found[:SHORT]))


@command(root, "scan", option("--device"), option("--profile"), option("--pages", type=click.IntRange(1)),
         option("--activity"), option("--inventory"), option("--new", is_flag=True), *_SETUP)
def scan(session: Session, device: str | None, profile: str | None, pages: int | None, activity: str | None,
         inventory: str | None, new: bool, **given: Any) -> int | None:
    """Scan pages into one item; the same command goes on where it broke off."""
    library = session.library
    setup = scanprofiles.get(library, find(library, scanprofiles.TABLE, profile)).setup if profile else Setup()
    setup = _setup(replace(setup, device=_device(device)) if device else setup, given)
    under = find(library, "activity", activity) if activity else None
    made = scanning.left(library, under, setup) or scanning.begin(library, activity=under, setup=setup)
    desk = scandesk.Desk(library, made, actor=session.actor)  # first of all it keeps what a killed process left
    kept: list[Page] = []
    advice: list[Message] = []
    fault: Fault | None = None
    try:
        _begin(session, made, desk.recovered, inventory, new)
        fault = _scanned(session, desk, setup, pages, kept, advice)
    except KeyboardInterrupt:
        fault = Fault(Message("error-interrupted"), Message("error-interrupted-remedy"), code="interrupted")
    except EnvironmentFault as found:
        fault = found
    finally:
        desk.close()
        item = scanning.standing(library, made).item
        if fault is None or not item:
            scanning.end(library, made)
    if fault is not None and not kept and not desk.recovered:
        raise fault
    if not session.json:
        for line in (*advice, *(Message("cli-scan-advice", page.label, one) for page in kept for one in _said(page))):
            click.echo(words.text(line), err=True)
        _tell_items(session, [*desk.recovered, *kept], finished=fault is None)
    return _told(session, item, kept, desk.recovered, advice, fault)


def _tell_items(session: Session, pages: Sequence[Page], *, finished: bool) -> None:
    """Say in which item the pages are, how many it has now, and what becomes of them."""
    for item in dict.fromkeys(page.item for page in pages):
        count, named = len(scanpages.pages(session.library, item)), item[:SHORT]
        lines = [Message("cli-scan-item", named, count)]
        if finished and count > 1:
            lines.append(Message("cli-scan-pdf", named))
        if finished:
            lines.append(Message("cli-scan-next", named))
        for line in lines:
            click.echo(words.text(line), err=True)


def _begin(session: Session, made: str, recovered: Sequence[Page], inventory: str | None, new: bool) -> None:
    """Turn to the item that is meant, and tell of what is there already."""
    library = session.library
    if inventory or new:
        scanpages.next_item(library, made, inventory or "", actor=session.actor)
    if session.json:
        return
    if recovered:
        click.echo(words.text("desk-recovered", len(recovered)), err=True)
    for page in recovered:
        click.echo(words.text("cli-scan-kept", page.label), err=True)
    now = scanning.standing(library, made)
    if now.item:
        click.echo(words.text("cli-scan-goes-on", now.inventory or now.item[:SHORT], now.label), err=True)


def _told(session: Session, item: str, kept: Sequence[Page], recovered: Sequence[Page], advice: Sequence[Message],
          fault: Fault | None) -> int | None:
    """Answer with the pages that are safe, what is not as it was asked for, and what broke the scan off."""
    answer: dict[str, Any] = {
        "item": (kept[0].item if kept else item) or None, "pages": [_page_json(session, page) for page in kept],
        "recovered": [_page_json(session, page) for page in recovered], "advice": [words.text(one) for one in advice]}
    lines = [str(session.library.path(page.path)) for page in (*recovered, *kept)]
    if fault is None:
        session.answer(answer, lambda: "\n".join(lines))
        return None
    message, remedy = words.text(fault.message), words.text(fault.remedy) if fault.remedy else ""
    session.answer({**answer, "error": {"code": fault.code, "message": message, "remedy": remedy}},
                   lambda: "\n".join(lines))
    click.echo(f"{message} {remedy}".strip(), err=True)
    return ENVIRONMENT if isinstance(fault, EnvironmentFault) else NEEDS_PERSON


def _scanned(session: Session, desk: scandesk.Desk, setup: Setup, pages: int | None, made: list[Page],
             advice: list[Message]) -> Fault | None:
    """Append the pages and what is not as it was asked for, and return what broke them off; before another one on the
    glass, who sits at a terminal turns the leaf and presses Enter."""
    tell = _teller(session, pages)

    def kept(page: Page) -> None:
        made.append(page)
        tell(page)

    if setup.way is not Way.GLASS or session.json or not sys.stdin.isatty():
        batch = desk.scan(pages or (1 if setup.way is Way.GLASS else None), kept=kept)
        advice += batch.advice
        return batch.stopped
    for number in range(pages or 1):
        if number:
            click.echo(words.text("cli-scan-turn"), err=True)
            sys.stdin.readline()
        batch = desk.scan(kept=kept)
        advice += [one for one in batch.advice if one not in advice]
        if batch.stopped:
            return batch.stopped
    return None


def _teller(session: Session, pages: int | None) -> Callable[[Page], None]:
    """Tells of each page on standard error as soon as it is safe: as a line of JSON, or in words at a terminal."""
    tell, count = teller(session), itertools.count(1)

    def kept(page: Page) -> None:
        if session.json:
            tell({"phase": "scanning", "done": next(count), "total": pages, "name": page.label})
        elif sys.stderr.isatty():
            click.echo(words.text("cli-scan-kept", page.label), err=True)

    return kept


def _device(text: str) -> str:
    """The id of the scanner that a text means: an id, or the beginning of one or of a name among those that answer.

    Raises UsageFault for none or several, which it then names, and for a folder that is not there.
    """
    way, _, place = text.partition(":")
    if way == "folder" and not Path(place).is_dir():
        raise UsageFault(Message("error-scan-folder", str(Path(place).absolute())),
                         Message("error-scan-folder-remedy"), code="scanner")
    if way in ("sane", "escl", "folder"):
        return text
    known, wanted = scanners.devices(), text.casefold()
    found = [one for one in known if wanted in (one.name.casefold(), _at(one))] or [
        one for one in known if one.name.casefold().startswith(wanted) or _at(one).startswith(wanted)]
    if len(found) != 1:
        ids = ", ".join(one.id for one in found)
        raise UsageFault(Message("error-scanner-name", text, len(found)),
                         Message("error-scanner-several-remedy", ids) if found else
                         Message("error-scanner-name-remedy"), code="scanner")
    return found[0].id


def _at(device: Device) -> str:
    """The id of a scanner without the way to it."""
    return device.id.partition(":")[2].casefold()


def _setup(setup: Setup, given: dict[str, Any]) -> Setup:
    """A setup with what was said of it besides. Raises UsageFault for an area that is none."""
    changes: dict[str, Any] = {}
    if given["way"]:
        changes["way"] = Way(given["way"])
    if given["colour"]:
        changes["colour"] = Colour(given["colour"])
    if given["sides"]:
        changes["sides"] = Sides(given["sides"])
    if given["dpi"]:
        changes["dpi"] = given["dpi"]
    if given["depth"]:
        changes["depth"] = int(given["depth"])
    if given["area"]:
        changes["areas"] = tuple(_area(text) for text in given["area"])
    if given["extra"]:
        pairs = (text.partition("=") for text in given["extra"])
        changes["extra"] = tuple((name, value) for name, _, value in pairs)
    made = replace(setup, **changes)
    try:
        return Setup.from_json(made.to_json())
    except ValueError as error:
        raise UsageFault(Message("error-scan-setup"), Message("error-usage-remedy"), code="value") from error


def _area(text: str) -> Area:
    try:
        return Area.from_json(dict(zip(("left", "top", "width", "height"), text.split(","), strict=True)))
    except ValueError as error:
        raise UsageFault(Message("error-scan-area", text), Message("error-usage-remedy"), code="value") from error


def _page_json(session: Session, page: Page) -> dict[str, Any]:
    return {"path": str(session.library.path(page.path)), "sha256": page.sha256, "width": page.width,
            "height": page.height, "dpi": page.dpi, "bits": page.bits, "label": page.label, "item": page.item,
            "advice": [words.text(one) for one in _said(page)]}


def _said(page: Page) -> list[Message]:
    """What there is to be said of a page; not what a key of the desk is for."""
    return [one for one in page.advice if one != BLANK]


def _tray_json(tray: Tray) -> dict[str, Any]:
    return {"way": tray.way, "dpi": tray.dpi, "between": tray.between, "depths": tray.depths, "colours": tray.colours,
            "width": tray.width, "height": tray.height}


def _tray_text(known: Capabilities) -> str:
    lines = [known.device.name]
    for tray in known.trays:
        dpi = f"{tray.dpi[0]}–{tray.dpi[-1]}" if tray.between else " ".join(map(str, tray.dpi))
        lines.append(f"  {tray.way}: {dpi} dpi, {' '.join(map(str, tray.depths))} bit, {' '.join(tray.colours)}, "
                     f"{tray.width:g} × {tray.height:g} mm")
    return "\n".join(lines)


