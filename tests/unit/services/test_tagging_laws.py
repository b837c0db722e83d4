"""The laws of tagging, over any walk through its verbs: what counts, what undo brings back, what is kept for lists."""

import json
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from minoties_desktop.config.messages import Message
from minoties_desktop.domain import naming
from minoties_desktop.domain.presets import Part
from minoties_desktop.domain.reference import Entry
from minoties_desktop.domain.states import item_state
from minoties_desktop.services.describing import describe, look, refresh_dirty
from minoties_desktop.services.library import Library
from minoties_desktop.services.tagging import Tagging
from minoties_desktop.store import change_log, items, reference, values
from minoties_desktop.store.change_log import Watch
from minoties_desktop.store.database import Database
from tests.support.libraries import activity, contributor, logged, photographs

TITLES = st.sampled_from(["Plaza del Sol", "plaza del Sol", "Calle Mayor", "IMG 2042"])
CATEGORIES = st.lists(st.sampled_from(["Madrid", "Squares", "Night"]), min_size=1, max_size=2, unique=True)
TEXTS = st.sampled_from(["Una plaza grande", "Otra plaza", ""])
THINGS = st.sampled_from(["Q42", "Q43", "Un telar"])
LANGS = st.sampled_from(["es", "el"])
LICENCES = st.sampled_from(["cc-by-4.0", "cc-zero"])


class Walk(RuleBasedStateMachine):
    """Four items under two activities; the model holds own values, absent ones, and defaults."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.library = Library(Path(self.folder.name) / "library")
        self.other = Database(self.library.database.path)
        self.watch = Watch(self.other)
        author = contributor(self.library)
        self.activities = [activity(self.library, f"Walk {number}") for number in range(2)]
        self.items = photographs(self.library, [{}] * 4, author=author)
        with self.library.database.writing() as write:
            reference.keep(write, [Entry("Q42", {"es": "Plaza"}, {}, {}, "Squares of Madrid", None)])
        self.watch.changes()
        self.tagging = Tagging(self.library, actor=author)
        self.states: list[object] = []
        self.at = 0
        self.returned = self.seen = None

    def teardown(self) -> None:
        self.library.close()
        self.other.close()
        self.folder.cleanup()

    # The model is the library's own record, read plainly; each verb says what must have become of it.

    def picture(self) -> object:
        """All that undo has to bring back: values, marks, activity, tombstones, defaults."""
        db = self.library.database
        return (values.own(db, self.items),
                items.columns(db, self.items, "flag", "rating", "label", "activity", "deleted"),
                sorted(map(tuple, db.reading().execute(
                    "SELECT activity, field, lang, position, value FROM activity_default"))),
                sorted(map(tuple, db.reading().execute("SELECT id, title, zone, deleted IS NULL FROM activity"))))

    def counted(self, item, field, lang=""):
        found = describe(self.library.database, [item])[item].all(field)
        return [value.text for value in found if value.lang == lang]

    def default(self, item, field, lang=""):
        under = items.columns(self.library.database, [item], "activity")[item][0]
        return [row[0] for row in self.library.database.reading().execute(
            "SELECT value FROM activity_default WHERE activity = ? AND field = ? AND lang = ? ORDER BY position",
            (under, field, lang))]

    def did(self, verb, *args, **named):
        before, position = self.picture(), change_log.position(self.library.database)
        changes = verb(*args, **named)
        if not isinstance(changes, str):
            logged_ = logged(self.library.database, position)
            assert {t: ids for t, ids in changes.rows.items() if ids} == {t: i for t, i in logged_.rows.items() if i}
            assert self.watch.changes().rows == logged_.rows
        if self.picture() != before or "journal" in logged(self.library.database, position).rows:
            self.states[self.at:] = [before]
            self.at += 1
        return changes

    some = st.lists(st.integers(0, 3), min_size=1, max_size=4, unique=True)

    def ids(self, some):
        return [self.items[index] for index in some]

    @initialize()
    def begin(self):
        assert not self.watch.changes()

    @rule(some=some, text=TITLES)
    def name(self, some, text):
        self.did(self.tagging.replace, self.ids(some), "title", [text])
        assert all(self.counted(item, "title") == [text] for item in self.ids(some))

    @rule(some=some, text=TEXTS, lang=LANGS, texts=CATEGORIES, adding=st.booleans(), thing=THINGS)
    def preset(self, some, text, lang, texts, adding, thing):
        rest = [item for item in self.items if item not in self.ids(some)]
        others = values.own(self.library.database, rest)
        self.did(self.tagging.apply, self.ids(some), [
            Part("caption", lang, (text,) if text else ()), Part("categories", "", tuple(texts), adding),
            Part("depicts", "", (thing,), adding)], Message("action-preset", "Looms", len(some)))
        assert values.own(self.library.database, rest) == others
        for item in self.ids(some):
            assert set(self.counted(item, "categories")) >= set(texts)
            assert self.counted(item, "caption", lang) == ([text] if text else self.default(item, "caption", lang))

    @rule(some=some, text=st.sampled_from(["{activity} {seq:02}", "{caption} \\{x}", "{inventory}"]), lang=LANGS)
    def with_variables(self, some, text, lang):
        rest = [item for item in self.items if item not in self.ids(some)]
        others = values.own(self.library.database, rest)
        self.did(self.tagging.replace, self.ids(some), "description", [text], lang=lang)
        assert values.own(self.library.database, rest) == others
        assert not any("{activity}" in text for item in self.items for text in self.counted(item, "description", lang))

    @rule(index=st.integers(0, 1), pattern=st.sampled_from(["{subject} at {activity} {seq:02}", "{caption}", ""]))
    def give_titles(self, index, pattern):
        self.did(self.tagging.set_default, self.activities[index], "title", [pattern] if pattern else [])

    @rule(some=some, text=TEXTS, lang=LANGS)
    def caption(self, some, text, lang):
        self.did(self.tagging.replace, self.ids(some), "caption", [text], lang=lang)
        assert all(self.counted(item, "caption", lang) == [text] for item in self.ids(some))

    @rule(some=some, texts=CATEGORIES)
    def replace(self, some, texts):
        self.did(self.tagging.replace, self.ids(some), "categories", texts)
        assert all(self.counted(item, "categories") == texts for item in self.ids(some))

    @rule(some=some, texts=CATEGORIES)
    def add(self, some, texts):
        before = {item: self.counted(item, "categories") for item in self.ids(some)}
        self.did(self.tagging.add, self.ids(some), "categories", texts)
        for item in self.ids(some):
            after = self.counted(item, "categories")
            assert set(after) >= set(texts) | set(before[item])
            assert len(after) == len(set(after))

    @rule(some=some, texts=CATEGORIES)
    def remove(self, some, texts):
        before = {item: self.counted(item, "categories") for item in self.ids(some)}
        self.did(self.tagging.remove, self.ids(some), "categories", texts)
        for item in self.ids(some):
            assert self.counted(item, "categories") == [text for text in before[item] if text not in texts]

    @rule(some=some, field=st.sampled_from(["categories", "licence", "caption"]))
    def clear(self, some, field):
        self.did(self.tagging.clear, self.ids(some), field)
        for item in self.ids(some):
            for lang in ("es", "el") if field == "caption" else ("",):
                assert self.counted(item, field, lang) == self.default(item, field, lang)

    @rule(some=some, lang=LANGS)
    def clear_language(self, some, lang):
        other = {"es": "el", "el": "es"}[lang]
        before = {item: self.counted(item, "caption", other) for item in self.ids(some)}
        self.did(self.tagging.clear, self.ids(some), "caption", lang=lang)
        for item in self.ids(some):
            assert self.counted(item, "caption", lang) == self.default(item, "caption", lang)
            assert self.counted(item, "caption", other) == before[item]

    @rule(some=some, licence=LICENCES)
    def license(self, some, licence):
        self.did(self.tagging.replace, self.ids(some), "licence", [licence])
        assert all(self.counted(item, "licence") == [licence] for item in self.ids(some))

    @rule(some=some, mark=st.sampled_from([
        ("flag", "pick"), ("flag", "reject"), ("flag", ""), ("rating", 3), ("rating", 0), ("label", 6)]))
    def mark(self, some, mark):
        self.did(self.tagging.mark, self.ids(some), *mark)
        assert set(items.columns(self.library.database, self.ids(some), mark[0]).values()) == {(mark[1],)}

    @rule(some=some, index=st.integers(-1, 1))
    def move(self, some, index):
        wanted = None if index < 0 else self.activities[index]
        self.did(self.tagging.move, self.ids(some), wanted)

    @rule(some=some)
    def bin(self, some):
        self.did(self.tagging.bin, self.ids(some))

    @rule(index=st.integers(0, 1), texts=CATEGORIES)
    def give_categories(self, index, texts):
        self.did(self.tagging.set_default, self.activities[index], "categories", texts)

    @rule(index=st.integers(0, 1), licence=LICENCES, none=st.booleans())
    def give_licence(self, index, licence, none):
        self.did(self.tagging.set_default, self.activities[index], "licence", [] if none else [licence])

    @rule(index=st.integers(0, 1), lang=LANGS, text=TEXTS)
    def give_caption(self, index, lang, text):
        self.did(self.tagging.set_default, self.activities[index], "caption", [text] if text else [], lang=lang)

    @rule(index=st.integers(0, 1), zone=st.sampled_from(["Europe/Madrid", ""]))
    def edit(self, index, zone):
        self.did(self.tagging.edit, "activity", self.activities[index], {"zone": zone})

    @precondition(lambda self: self.at)
    @rule()
    def undo(self):
        after = self.picture()
        self.tagging.undo()
        self.watch.changes()
        self.at -= 1
        assert self.picture_now(self.states[self.at])
        self.states[self.at + 1:self.at + 2] = [after]

    @precondition(lambda self: self.at + 1 < len(self.states))
    @rule()
    def redo(self):
        self.tagging.redo()
        self.watch.changes()
        self.at += 1
        assert self.picture_now(self.states[self.at])

    def picture_now(self, wanted) -> bool:
        found = self.picture()
        # A row of its own is none or a list without values: both say nothing.
        assert found[1:] == wanted[1:]
        assert {k: v for k, v in found[0].items() if v} == {k: v for k, v in wanted[0].items() if v}
        return True

    @invariant()
    def what_is_kept_for_lists_is_what_would_be_found_anew(self):
        db = self.library.database
        refresh_dirty(db)
        self.watch.changes()
        assert db.reading().execute("SELECT count(*) FROM dirty").fetchone()[0] == 0
        described = describe(db, self.items)
        kept_values, kept_problems = values.effective(db, self.items), values.problems(db, self.items)
        rows = items.columns(
            db, self.items, "state", "title", "title_key", "blocking", "advising", "deleted", "languages", "flag")
        alive = [item for item in self.items if rows[item][5] is None]
        names = [naming.key(described[item].first("title")) for item in alive]
        for item in alive:
            one = described[item]
            key = naming.key(one.first("title"))
            fresh = look(one, title_taken=bool(key) and names.count(key) > 1)
            assert {f: [v[:4] for v in found] for f, found in kept_values.get(item, {}).items()} == {
                f: [v[:4] for v in found] for f, found in one.values.items()}
            assert kept_problems.get(item, []) == fresh
            blocking = sum(problem.blocks for problem in fresh)
            flag = rows[item][7]
            state = item_state([], blocked=blocking > 0, rejected=flag == "reject")
            assert rows[item] == (state, one.first("title"), key, blocking, len(fresh) - blocking, None,
                                  " ".join(one.by_language("caption")), flag)
        counts = items.counts(db)
        assert counts["total"] == {"items": len(alive)}

    @invariant()
    def the_journal_names_who_where_and_when(self):
        for row in self.library.database.reading().execute("SELECT * FROM journal"):
            assert row["actor"] and row["laptop"] == self.library.laptop
            assert datetime.fromisoformat(row["at"]) <= datetime.now(UTC)
            assert json.loads(row["before"]) != json.loads(row["after"])
            json.loads(row["label"])


Walk.TestCase.settings = settings(max_examples=25, stateful_step_count=20, deadline=None)
TestWalk = Walk.TestCase

