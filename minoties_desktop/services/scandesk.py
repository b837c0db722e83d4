"""The desk at work: pages come from a scanner one by one, and each is safe before the next begins."""

from __future__ import annotations

import contextlib
import os
import shutil
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from ..capture.scanner import Scanner, Stand, opened
from ..config.messages import Message
from ..domain.changes import Changes
from ..domain.errors import AskPerson, EnvironmentFault, Refused, Stopped, UsageFault
from ..domain.scanning import Area, Capabilities, Device, Page, Seen, Setup, Way, bytes_of
from ..media.cache import Pictures
from ..media.digest import RESERVE, digest, sync_folder
from ..media.faults import disk_full, target_fault
from ..media.medium import free_bytes
from ..media.pool import Pool
from ..store import items, scans
from ..store.database import new_id
from . import listed, scankeeping, scanpages, scanprofiles
from .describing import refresh
from .library import Library
from .originals import DAMAGED
from .scankeeping import RAW, Kept
from .scanners import agreed, fitting, tray_of, whole
from .scanning import LOCK, memory_of
from .scanplacing import Placing, Plan, front, live

FOLDER = "cache/scans"
_PLAN = "plan.json"
_SPACE = uuid.UUID("5b0f6c1e-5a0e-4a52-9c7e-2f3f6f0a7d11")
"""Of the ids of pages, which are made of their run and number: what was kept before a crash is not kept again."""
_PREVIEW_DPI = 75


@dataclass
class Batch:
    """What a scan gave: its pages, why it stopped before its end (None: it did not), what it changed, and what is not
    as it was asked for."""

    pages: list[Page] = field(default_factory=list)
    stopped: AskPerson | Refused | None = None
    cancelled: bool = False
    changes: Changes = field(default_factory=Changes)
    advice: tuple[Message, ...] = ()


@dataclass(frozen=True, slots=True)
class Glass:
    """What lies on the glass: a picture of it, its size in millimetres, and what is seen there."""

    picture: Path
    width: float
    height: float
    seen: Seen


class Desk:
    """One session at work. `scan` and `preview` wait for the scanner: they belong on a thread of their own.

    Raises EnvironmentFault for a session that another desk works on, in this process or another.
    """

    def __init__(self, library: Library, session: str, *, actor: str = "") -> None:
        self._library, self._session, self._actor = library, session, actor
        self._held = contextlib.ExitStack()
        self._held.enter_context(library.lock(f"{LOCK}{session}"))
        self._pool = Pool(1)
        self._scanner: tuple[str, Scanner, Capabilities] | None = None
        try:
            self.recovered = self._recover()
            """What a killed process had scanned and not kept yet."""
            self.waiting = self._waiting()
            """How many pictures lie at a copy stand that came while nobody watched it."""
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """End the helper that draws pages, and let others have the session."""
        self._pool.close()
        self._held.close()

    def scan(
        self, pages: int | None = 1, *, retake: str = "", before: str = "", backs: bool = False,
        cancelled: Callable[[], bool] = lambda: False, tell: Callable[[float], None] = lambda share: None,
        kept: Callable[[Page], None] = lambda page: None,
    ) -> Batch:
        """Scan pages, from a feeder until it is empty with None; each is durable before the next begins.

        `retake` is a page to be scanned again, `before` one before which pages are put in, `backs` tells that fed
        sheets show their backs, from the last to the first. `tell` hears how much of a page is there (0 to 1), `kept`
        each page once it is safe. Where the scanner stops, the batch says why, and another call goes on at the same
        page. Raises EnvironmentFault when the disk fails, UsageFault for a page that there is not.
        """
        batch = Batch()
        setup = scanprofiles.setup_of(self._row()["setup"])
        try:
            scanner, known = self._opened(setup)
            setup, batch.advice = agreed(setup, known)
            tray = tray_of(setup, known)
            plan = Plan(self._session, setup, known.device, retake, before, backs)
            self._check(plan)
            areas = self._areas(plan) or setup.areas or (whole(tray),)
            fed = setup.way is not Way.GLASS
            for _ in range(1 if fed else pages or 1):
                for area in areas:
                    count = 1 if retake or not fed else pages
                    self._run(scanner, plan, area, count, batch, cancelled, tell, kept)
        except Stopped:
            batch.cancelled = True
        except (AskPerson, Refused) as fault:
            batch.stopped = fault
        return batch

    def preview(self, *, cancelled: Callable[[], bool] = lambda: False,
                tell: Callable[[float], None] = lambda share: None) -> Glass:
        """What lies on the glass now; nothing of it is kept. Raises AskPerson as the scanner does, Stopped."""
        setup = scanprofiles.setup_of(self._row()["setup"])
        scanner, known = self._opened(setup)
        rough = fitting(replace(setup, way=Way.GLASS, dpi=_PREVIEW_DPI, depth=8, areas=()), known)
        area = whole(tray_of(rough, known))
        with self._folder() as folder, contextlib.closing(
                scanner.pages(rough, area, 1, folder, cancelled=cancelled, tell=tell)) as found:
            raw = next(found)
            places = Pictures(*(folder.with_name(f"{self._session}-{name}.jpg") for name in ("glass", "small")))
            seen = scankeeping.glass(self._pool, raw, rough.dpi, places)
            raw.unlink()
        return Glass(places.preview, area.width if area else 0, area.height if area else 0, seen)

    def _opened(self, setup: Setup) -> tuple[Scanner, Capabilities]:
        if self._scanner is None or self._scanner[0] != setup.device:
            if not setup.device:
                raise UsageFault(Message("error-no-scanner"), Message("error-no-scanner-remedy"), code="scanner")
            memory = memory_of(self._library, self._session)
            scanner = opened(Device(setup.device, model=setup.called), memory, self._is_page)
            self._scanner = setup.device, scanner, scanner.capabilities()
        return self._scanner[1], self._scanner[2]

    def _waiting(self) -> int:
        setup = scanprofiles.setup_of(self._row()["setup"])
        if not setup.device.startswith("folder:") or not Path(setup.device.partition(":")[2]).is_dir():
            return 0
        scanner = self._opened(setup)[0]
        assert isinstance(scanner, Stand)
        return scanner.waiting

    def _is_page(self, picture: Path) -> bool:
        """Whether the library has a picture's very bytes."""
        try:
            return items.by_sha1(self._library.database, digest(picture).sha1) is not None
        except OSError:
            return False

    def _areas(self, plan: Plan) -> tuple[Area, ...]:
        """The area that a page was scanned of, for scanning it again."""
        page = live(self._library, plan.retake)
        return (page.area,) if page and page.area and plan.setup.way is Way.GLASS else ()

    def _check(self, plan: Plan) -> None:
        """Raise UsageFault before anything is scanned for a place that there is not."""
        wanted = plan.retake or plan.before
        if wanted and not live(self._library, wanted):
            raise UsageFault(Message("error-no-page", wanted[:8]), code="no-page")
        if plan.backs and not front(self._library, self._row()["item"]):
            raise UsageFault(Message("error-no-front"), Message("error-no-front-remedy"), code="no-front")

    def _run(
        self, scanner: Scanner, plan: Plan, area: Area | None, count: int | None, batch: Batch,
        cancelled: Callable[[], bool], tell: Callable[[float], None], kept: Callable[[Page], None],
    ) -> None:
        with self._folder() as folder:
            _guard_space(folder, plan.setup, area)
            _write_plan(folder, plan.to_json(area))
            pages = scanner.pages(plan.setup, area, count, folder, cancelled=cancelled, tell=tell)
            with contextlib.closing(pages):
                for raw in pages:
                    try:
                        page, changes = self._keep(plan, area, raw)
                    except Refused:
                        self._put_aside(raw)
                        raise
                    batch.pages.append(page)
                    batch.changes |= changes
                    kept(page)

    @contextlib.contextmanager
    def _folder(self) -> Any:
        """A folder for the raw pages of one run, locked while this process lives, gone when all of them are kept."""
        run = new_id()
        folder = self._library.path(FOLDER) / run
        try:
            folder.mkdir(parents=True)
        except OSError as error:
            raise target_fault(error, folder.parent) from error
        with self._library.lock(f"scan-{run}", once=True):
            try:
                yield folder
            finally:
                if not _raws(folder):
                    shutil.rmtree(folder, ignore_errors=True)

    def _keep(self, plan: Plan, area: Area | None, raw: Path) -> tuple[Page, Changes]:
        """Make a raw page a page of an item, durably; then the raw one goes."""
        page = str(uuid.uuid5(_SPACE, f"{raw.parent.name}/{raw.stem}"))
        changes = Changes()
        if not scans.is_known(self._library.database, page):
            kept = scankeeping.prepare(self._library, self._pool, raw, plan.device, plan.setup, area)
            row = self._row(plan.session)
            slip = next(iter(kept.seen.slips), "")
            turned = slip if _turns(plan) and slip and slip != self._number(row) else ""
            file = scankeeping.settle(
                self._library, kept, page, turned or self._number(row), datetime.now().astimezone())
            changes = self._store(plan, page, file, kept, area, turned)
        raw.unlink(missing_ok=True)
        return scanpages.some(self._library, [page])[page], changes

    def _number(self, row: dict[str, Any]) -> str:
        return scanpages.number_of(self._library, row["item"]) if row["item"] else row["inventory"]

    def _store(
        self, plan: Plan, page: str, file: dict[str, Any], kept: Kept, area: Area | None, turned: str,
    ) -> Changes:
        library, journal = self._library, self._library.journal
        with library.database.writing() as write:
            entries = scanpages.turn_to(library, write, plan.session, turned) if turned else []
            scan = scankeeping.scan_row(kept, plan.session, plan.device, plan.setup, area)
            label, more = Placing(library, write, plan, self._row(plan.session)).place(page, file, scan)
            before = scanpages.some(library, [plan.before]).get(plan.before) if plan.before else None
            scanned = Message("action-scan-before", label, before.label) if before else Message("action-scan", label)
            begun = [entry.row for entry in more if entry.table == "item"]
            met, told = listed.meet(library.database, write, begun)
            journal.record(write, journal.action(
                told or scanned, actor=self._actor, laptop=library.laptop), entries + more + met)
            refresh(library.database, write, write.changes.ids("item"))
        return write.changes

    def _row(self, session: str = "") -> dict[str, Any]:
        row = scans.session(self._library.database, session or self._session)
        if row is None:
            raise UsageFault(Message("error-no-session", self._session[:8]), code="no-session")
        return row

    def _put_aside(self, raw: Path) -> None:
        """Keep what can be no page where damaged originals are: somebody may want it."""
        target = self._library.path(DAMAGED) / f"scan-{raw.parent.name}-{raw.name}"
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            raw.replace(target)
        except OSError as error:
            raise target_fault(error, target.parent) from error

    def _recover(self) -> list[Page]:
        """Keep the whole pages that killed processes left; what is half goes."""
        found: list[Page] = []
        for folder in sorted(self._library.path(FOLDER).glob("*/")):
            with contextlib.ExitStack() as held:
                try:
                    held.enter_context(self._library.lock(f"scan-{folder.name}", once=True))
                except EnvironmentFault:  # a process that lives scans into it, or another one is recovering it
                    continue
                found += self._recovered(folder)
        return found

    def _recovered(self, folder: Path) -> list[Page]:
        """Keep the whole pages of one run, whose process was killed."""
        found: list[Page] = []
        try:
            plan, area = Plan.from_json((folder / _PLAN).read_text(encoding="utf-8"))
        except (OSError, ValueError, KeyError, TypeError):
            plan = None  # killed before anything was scanned, or a preview
        for raw in _raws(folder) if plan else ():
            try:
                found.append(self._keep(plan, area, raw)[0])
            except (Refused, UsageFault):  # torn by a power cut; or its page or session has gone since
                self._put_aside(raw)
        shutil.rmtree(folder, ignore_errors=True)
        return found


def _guard_space(folder: Path, setup: Setup, area: Area | None) -> None:
    """Raise EnvironmentFault before a page is scanned that does not fit, raw and as a master."""
    needed = 2 * bytes_of(setup, area) + RESERVE
    if (missing := needed - free_bytes(folder)) > 0:
        full = disk_full(folder, missing)
        raise EnvironmentFault(full.message, Message("scan-full-remedy", *full.remedy.args), code=full.code)


def _turns(plan: Plan) -> bool:
    """Whether a slip in the frame begins another item."""
    return not (plan.retake or plan.before or plan.backs)


def _raws(folder: Path) -> list[Path]:
    return sorted(path for path in folder.glob("*") if path.suffix in RAW and path.stem.isdecimal())


def _write_plan(folder: Path, text: str) -> None:
    path = folder / _PLAN
    try:
        with path.open("w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        sync_folder(folder)
    except OSError as error:
        raise target_fault(error, folder) from error
