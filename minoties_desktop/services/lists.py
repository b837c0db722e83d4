"""What a window lists: items by query, counts, activities, the queue; all reading, all quick."""

from __future__ import annotations

import dataclasses
import threading
import time
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..config.messages import Message, Name
from ..domain.codes import CodeList
from ..domain.connection import Trouble
from ..domain.fields import FIELDS, Field
from ..domain.item import Described
from ..domain.people import Contributor
from ..domain.problems import Problem
from ..domain.query import Query
from ..domain.sites import COMMONS, PRACTICE
from ..domain.stacks import APART
from ..domain.states import ItemState, State
from ..media.cache import embedded, pictures
from ..media.medium import free_bytes, medium_of
from ..store import activities, answers, communities, incoming, items, outbox, overview, pauses, runs, stacks, values
from ..store.change_log import is_ours
from ..store.outbox import Row
from ..store.registers import contributors
from . import accounts, pretending, searches, senders
from .accounts import Account
from .library import Library
from .searches import Search

if TYPE_CHECKING:
    from .resolving import Offer


@dataclass(frozen=True, slots=True)
class Sums:
    """Some items together: how many are in each state, and the bytes of their files."""

    states: dict[str, int]
    size: int


@dataclass(frozen=True, slots=True)
class Counts:
    """How many items there are: by state, by activity ("" for those under none), in all; of the practice walk by
    state; of kept searches by id, where that was asked for."""

    states: dict[str, int]
    activities: dict[str, int]
    total: int
    pretended: dict[str, int]
    searches: dict[str, int] = dataclasses.field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Open:
    """Items that are in the queue and not done: what needs nobody to be published, and to go for practice, and what
    has stopped until somebody has done something."""

    real: int
    practice: int
    stopped: int

    @property
    def going(self) -> int:
        """What needs nobody, wherever it goes."""
        return self.real + self.practice

    @property
    def all(self) -> int:
        """All of them."""
        return self.going + self.stopped


class Lists:
    """Reads one library for views. Every call is one or two indexed queries."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._db = library.database
        self._counted = threading.local()

    def ids(self, query: Query, opened: Collection[str] | None = None) -> list[str]:
        """Ids of the items that a query wants, in its order; with `opened` (stacks), of each other stack the first."""
        return items.ids(self._db, query, opened)

    def listed(self, query: Query, opened: Collection[str]) -> tuple[list[str], int]:
        """The same ids, and how many items there are with those that lie under them on stacks."""
        return items.listed(self._db, query, opened)

    def stack_sizes(self, names: Iterable[str]) -> dict[str, int]:
        """How many items lie on stacks."""
        return stacks.sizes(self._db, names)

    def page_counts(self, ids: Iterable[str]) -> dict[str, int]:
        """How many pages those items have that are of several files."""
        return items.page_counts(self._db, ids)

    def with_folded(self, ids: Sequence[str], opened: Collection[str]) -> list[str]:
        """Items, each followed by those that lie under it on stacks that are not `opened`."""
        under = self.under(ids, opened)
        return list(dict.fromkeys(one for item in ids for one in (item, *under.get(item, ()))))

    def under(self, ids: Iterable[str], opened: Collection[str]) -> dict[str, list[str]]:
        """Those that lie under items on stacks that are not `opened`, by item; items alone are left out."""
        names = {item: stack for item, (stack,) in items.columns(self._db, ids, "stack").items()}
        piles = stacks.members(self._db, set(names.values()) - {"", APART} - set(opened))
        found = {item: [one for one in piles.get(stack, ()) if one != item] for item, stack in names.items()}
        return {item: under for item, under in found.items() if under}

    def beside(self, ids: Iterable[str], opened: Collection[str]) -> list[str]:
        """All that lie on the stacks, other than `opened`, on which some items lie."""
        piles = stacks.members(self._db, set(self.stacks(ids)) - set(opened))
        return [item for pile in piles.values() for item in pile]

    def stacks(self, ids: Iterable[str]) -> list[str]:
        """The stacks that items lie on, each once."""
        found = items.columns(self._db, ids, "stack").values()
        return list(dict.fromkeys(stack for stack, in found if stack not in ("", APART)))

    def imported(self, runs: Iterable[str]) -> list[str]:
        """The items that some imports brought, by the time they were taken."""
        return items.imported(self._db, runs)

    def arrived(self, runs: Iterable[str]) -> int:
        """How many items that some imports brought have their bytes."""
        return items.arrived(self._db, runs)

    def rows(self, ids: Sequence[str]) -> list[dict[str, Any]]:
        """What the grid shows of some items: their columns and those of their master file, `languages` of the
        activity in `wanted`."""
        wanted = {row["id"]: row["languages"].split() for row in self.register("activity")}
        return [{**row, "wanted": wanted.get(row["activity"], [])} for row in items.rows(self._db, ids)]

    def sums(self, ids: Sequence[str]) -> Sums:
        """States and bytes of some items."""
        states, size = items.sums(self._db, ids)
        return Sums(states, size)

    def last_action(self, *, undone: bool = False) -> Message | None:
        """What undo (or, with `undone`, redo) would take, None if nothing."""
        journal = self._library.journal
        action = journal.newest(undone=undone)
        return journal.label(action) if action else None

    def newest_action(self) -> str | None:
        """The action (id) that undo would take, None if nothing."""
        return self._library.journal.newest(undone=False)

    def is_ours(self, action: str) -> bool:
        """Whether an action (id) was done, or taken back and done again, by this process."""
        return is_ours(self._db, "journal", action)

    def offered_action(self) -> Message | None:
        """The last action while it can be taken back as a whole: of what was queued, until any of it has begun."""
        action = self._library.journal.newest(undone=False)
        return self._library.journal.label(action) if action and not outbox.has_begun(self._db, action) else None

    def already_there(self, ids: Iterable[str]) -> dict[str, str]:
        """Of items that nothing here has delivered, the file on the sender's wiki that holds their bytes or those of
        their original, as far as the wiki was ever asked."""
        site = self.sender().site
        if not answers.has_any(self._db, site):
            return {}
        ids = list(ids)
        delivered = outbox.states(self._db, ids)
        files = {item: file for item, file in items.files(self._db, ids).items()
                 if (site, State.DONE) not in delivered.get(item, ())}
        told = answers.known(self._db, site, answers.BYTES, {
            sha1 for file in files.values() for sha1 in (file.sha1, file.original) if sha1}, within=answers.EVER)
        holders = {sha1: answer.value["holders"][0]["title"] for sha1, answer in told.items()
                   if answer.value.get("holders")}
        found = {item: holders.get(file.sha1) or holders.get(file.original) for item, file in files.items()}
        return {item: title for item, title in found.items() if title}

    def sync_runs(self) -> list[dict[str, Any]]:
        """The sync runs whose processes live, with their progress."""
        return [run for run in runs.open_runs(self._db) if self._library.is_locked(f"run-{run['id']}")]

    def newest_run(self) -> str:
        """The sync run that began last, whether it goes on or not; "" while there was none."""
        return runs.newest(self._db)

    def sending_trouble(self) -> str:
        """What keeps the queue from its wiki (a kind of domain/connection), "" for nothing."""
        told = (pause.reason["trouble"] for pause in pauses.listed(self._db).values()
                if pause.reason and pause.reason.get("trouble"))
        return next((Trouble.from_json(one).kind for one in told), "")

    def is_paused(self) -> bool:
        """Whether a person has paused all sending."""
        return pauses.until(self._db, [pauses.EVERYTHING]) > time.time()

    def activity_of(self, item: str) -> str | None:
        """The activity of an item, None if it is under none."""
        return items.columns(self._db, [item], "activity").get(item, (None,))[0]

    def thumbnails(self, ids: Iterable[str]) -> dict[str, Path | None]:
        """The thumbnails of items."""
        return {row["id"]: self.pictures(row)[0] for row in items.rows(self._db, list(ids))}

    def sender(self) -> Account:
        """The account that items would be sent with as far as nobody says otherwise; one without name if there is
        none."""
        found = self.senders()
        return found[0] if found else Account(COMMONS, "")

    def senders(self) -> list[Account]:
        """The accounts that could be meant: those of the person who works here, else all; the one that was chosen
        last is the first. Where there are several, somebody is to be asked."""
        return senders.senders(self._db)

    def facts(self, item: str) -> list[tuple[Field, str, str]]:
        """What counts for an item, in the order of the fields: field, language, value; nothing private."""
        found = []
        for described in self.described([item]):
            for field in FIELDS:
                found += [(field, value.lang, value.text) for value in described.all(field.id) if not field.private]
        return found

    def counts(self, *, searched: bool = False) -> Counts:
        """How many items are where; with `searched` also how many each kept search finds, which takes longer."""
        found = items.counts(self._db)
        kept = searches.counts(self._library, self.searches()) if searched else {}
        return Counts(found["state"], found["activity"], found["total"]["items"], pretending.states(self._library),
                      kept)

    def searches(self) -> list[Search]:
        """The searches that are kept under a name, by name."""
        return searches.listed(self._library)

    def described(self, ids: Iterable[str]) -> list[Described]:
        """Items with the values that count for them now."""
        from .describing import describe  # late: a start-up does without

        ids = list(ids)
        found = describe(self._db, ids)
        return [found[item] for item in ids if item in found]

    def first_texts(self, field: str, ids: Iterable[str]) -> dict[str, str]:
        """The text of a field's first value, as it was at the last look, by item; items without one are left out."""
        return values.first(self._db, field, ids)

    def problems(self, ids: Iterable[str]) -> dict[str, list[Problem]]:
        """The problems of items, by item, blocking ones first."""
        return values.problems(self._db, ids)

    def held(self) -> list[tuple[str, int]]:
        """The codes of the problems that items have, each with how many have it."""
        found: dict[str, int] = {}
        for one in overview.problems(self._db):
            found[one.code] = max(found.get(one.code, 0), one.items)
        return list(found.items())

    def told(self, problem: str) -> list[Message]:
        """What a problem (code) says of items: up to two different sentences of the first that have it."""
        return overview.told(self._db, problem)

    def register(self, table: str) -> list[dict[str, Any]]:
        """All rows of a register: activity, contributor, institution, agreement or community."""
        return self._library.registers[table].list()

    def called(self, thing: str, languages: Sequence[str]) -> str:
        """What a thing (QID) is called, "" where nothing is known of it; a community as somebody typed it in the first
        of the languages, else as its item is called, else as the library calls it."""
        from . import reference  # late: a start-up does without

        ours = next((one for one in communities.listed(self._db) if one.item == thing), None)
        told = ours.called(languages) if ours else ""
        return told or reference.label(self._library, thing, languages) or (ours.name if ours else "")

    def community(self, words: str) -> str:
        """What stands for the only community that is called so in some language, "" for none."""
        found = communities.meant(self._db, words)
        return found.value if found else ""

    def others(self, things: Sequence[str]) -> dict[str, list[str]]:
        """All that things (QIDs) are called in all languages, of those that are known."""
        from . import reference  # late: a start-up does without

        return reference.names(self._library, things)

    def what(self, thing: str, languages: Sequence[str]) -> str:
        """What a thing (QID) is, "" where nothing is known of it."""
        from . import reference  # late: a start-up does without

        found = reference.told(self._library, [thing], languages).get(thing)
        return found.description if found else ""

    def meant(self, words: str, languages: Sequence[str]) -> str:
        """The QID of the one thing that is called exactly so, else the words."""
        from . import suggesting  # late: a start-up does without

        return suggesting.meant(self._library, words, languages)

    def offers(self, texts: Iterable[str], languages: Sequence[str]) -> list[Offer]:
        """What texts may mean, as the wiki that items would be sent to was told."""
        from . import resolving  # late: a start-up does without

        return resolving.offers(self._library, self.sender().site, texts, languages)

    def has_category(self, category: str) -> bool | None:
        """Whether the wiki that items would be sent to has a category, as it was told last; None where nobody asked."""
        from . import resolving  # late: a start-up does without

        return resolving.is_there(self._library, self.sender().site, category)

    def codes(self) -> list[CodeList]:
        """The lists of codes, in the order in which they are asked."""
        from . import coding  # late: a start-up does without

        return coding.lists(self._library)

    def real_activities(self) -> list[dict[str, Any]]:
        """The activities that a person's photographs may be put under: all but the practice walk."""
        walk = pretending.kept(self._library).get("activity")
        return [row for row in self.register("activity") if row["id"] != walk]

    def defaults(self, ids: Iterable[str]) -> set[tuple[str, str]]:
        """Field and language of the values that the activities of these items give to them."""
        under = {activity for activity, in items.columns(self._db, ids, "activity").values()}
        given = activities.all_defaults(self._db)
        return {(value.field, value.lang) for activity in under for value in given.get(activity, ())}

    def given(self, activity: str) -> dict[str, list[str]]:
        """The defaults that an activity gives in no particular language, by field."""
        found: dict[str, list[str]] = {}
        for value in activities.defaults(self._db, activity):
            if not value.lang:
                found.setdefault(value.field, []).append(value.text)
        return found

    def given_texts(self, activity: str, field: str) -> dict[str, str]:
        """The defaults that an activity gives in a field, by language."""
        return {value.lang: value.text for value in activities.defaults(self._db, activity) if value.field == field}

    def used_values(self, field: str, limit: int = 200) -> list[str]:
        """Values that items have in a field, the most used first."""
        return values.used(self._db, field, limit)

    def problem_fields(self, ids: Sequence[str]) -> list[str]:
        """The fields that mend what blocks any of these items, those of most items first; rejected ones are out."""
        found = values.problems_summed(self._db, self._in_work(ids))
        return list(dict.fromkeys(problem.field for problem, _ in found if problem.blocks and problem.field))

    def first_problem(self, ids: Sequence[str]) -> tuple[str, str] | None:
        """The first of these items that has a problem that blocks, and the field that mends it; None if none has.

        Rejected items are out of the work.
        """
        working = self._in_work(ids)
        blocked = items.columns(self._db, working, "blocking")
        for item in working:
            if blocked[item][0]:
                worst = self.problems([item])[item][0]
                return item, worst.field
        return None

    def _in_work(self, ids: Sequence[str]) -> list[str]:
        states = items.columns(self._db, ids, "state")
        return [item for item in ids if item in states and states[item][0] != ItemState.REJECTED]

    def open_accounts(self) -> list[tuple[str, str]]:
        """Wiki and account of everything that is still to be sent."""
        return outbox.accounts(self._db)

    def people(self) -> dict[str, Contributor]:
        """All contributors by id."""
        return contributors(self._db)

    def deliveries(self) -> list[Row]:
        """All rows of the queue in their order, without the texts and data that are sent."""
        return outbox.listed(self._db, brief=True)

    def open_items(self) -> Open:
        """How many items have something in the queue that is not done; counted once until anything is written, since
        after each change several parts of the window ask, and it takes a while."""
        edition = self._db.whole_edition  # asked first: what comes while it is counted is newer
        if getattr(self._counted, "edition", None) != edition:
            found = outbox.open_items(self._db)
            self._counted.open = Open(
                sum(going for wiki, going, _ in found if wiki != PRACTICE),
                sum(going for wiki, going, _ in found if wiki == PRACTICE), sum(stopped for *_, stopped in found))
            self._counted.edition = edition
        return self._counted.open

    def practisable(self) -> list[str]:
        """The items that can be practised with: what is ready, and what waits to be published; without what was queued
        for practice before."""
        ready = items.ids(self._db, Query(state=ItemState.READY))
        return list(dict.fromkeys([*ready, *outbox.only_elsewhere(self._db, PRACTICE)]))

    def to_practise(self) -> int:
        """How many items would go to the practice Commons, where that is offered: nothing can be published yet, for
        there is no account, and not all that could be practised with is queued for it."""
        fresh = 0 if accounts.listed() else len(self.practisable())
        return fresh and fresh + self.open_items().practice

    def practised(self) -> int:
        """How many items are on the practice Commons, those too that wait to be published."""
        return outbox.arrived(self._db, PRACTICE)

    def open_wiki(self) -> Name:
        """What people call the one wiki that anything is still to be published on; "" for none, and for several."""
        sites = {site for site, _name in self.open_accounts() if site != PRACTICE}
        return accounts.wiki(Account(sites.pop(), "")).host if len(sites) == 1 else ""

    def receipts(self, item: str) -> list[Row]:
        """The rows of one item."""
        return outbox.of_items(self._db, [item])

    def under_way(self) -> int:
        """How many photographs interrupted imports left to be copied."""
        return len(incoming.listed(self._db))

    def is_same_disk(self, folder: Path) -> bool:
        """Whether a folder is on the disk that the library is on, as far as the system tells."""
        try:
            return medium_of(folder) == medium_of(self._library.root)
        except OSError:  # not there now: what is copied to it says so
            return False

    def room(self, folder: Path) -> int:
        """Bytes that can still be written where a folder is; 0 for a disk that is not there."""
        try:
            return free_bytes(folder)
        except OSError:
            return 0

    def path(self, relative: str) -> Path:
        """The full path of a file of the library."""
        return self._library.path(relative)

    def pictures(self, row: dict[str, Any]) -> tuple[Path | None, Path | None]:
        """Thumbnail and preview of a row of `rows`: the best there is now; None where nothing was drawn yet."""
        cache = self._library.root / "cache"
        early = embedded(cache, row["id"])
        if not row["sha1"]:
            found = early if early.exists() else None
            return found, found
        places = pictures(cache, row["sha1"])
        thumbnail = next((path for path in (places.thumbnail, early) if path.exists()), None)
        return thumbnail, places.preview if places.preview.exists() else thumbnail
