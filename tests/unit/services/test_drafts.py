"""What was typed when the power went."""

from minoties_desktop.services import drafts
from minoties_desktop.services.describing import describe
from minoties_desktop.services.drafts import Draft
from minoties_desktop.services.library import Library
from minoties_desktop.services.tagging import Tagging
from tests.support.libraries import library, output, photographs, python, tagging

__all__ = ["library", "tagging"]
TYPE = """
import os, signal, sys
from pathlib import Path
from minoties_desktop.services import drafts
from minoties_desktop.services.library import Library
library = Library(Path(sys.argv[1]))
for text in ("P", "Pl", "Plaza"):
    drafts.keep(library, drafts.Draft(tuple(sys.argv[2:]), "caption", "es"), text)
print("typed", flush=True)
os.kill(os.getpid(), signal.SIGKILL)
"""


def caption(library, item):
    return describe(library.database, [item])[item].by_language("caption")


def test_what_was_typed_survives_a_kill_and_is_one_step(library, tagging):
    made = photographs(library, [{}, {}])
    killed = python(TYPE, library.root, *made)
    assert killed.communicate(timeout=60)[0] == "typed\n"
    again = Library(library.root)
    assert drafts.waiting(again) == {Draft(tuple(made), "caption", "es"): "Plaza"}
    drafts.recover(again, Tagging(again))
    assert [caption(again, item) for item in made] == [{"es": "Plaza"}] * 2
    assert drafts.waiting(again) == {} and len(again.journal.history()) == 1
    again.close()


def test_a_field_that_was_being_emptied_is_emptied(library, tagging):
    [item] = photographs(library, [{"caption:es": "Plaza"}])
    drafts.keep(library, Draft((item,), "caption", "es"), " ")
    drafts.recover(library, tagging)
    assert caption(library, item) == {} and drafts.waiting(library) == {}


def test_what_can_be_no_value_stays_as_it_was_typed(library, tagging):
    made = photographs(library, [{}, {}])
    wrong, right = Draft((made[0],), "date"), Draft((made[1],), "title")
    drafts.keep(library, wrong, "2026-02-31")
    drafts.keep(library, right, "Plaza del Sol")
    drafts.recover(library, tagging)
    assert drafts.waiting(library) == {wrong: "2026-02-31"}
    assert describe(library.database, made)[made[1]].first("title") == "Plaza del Sol"


def test_committing_forgets_the_draft(library, tagging):
    [item] = photographs(library, [{}])
    draft = Draft((item,), "categories")
    drafts.keep(library, draft, "Madrid; Night")
    drafts.commit(library, tagging, draft, ["Madrid", "Night"])
    assert drafts.waiting(library) == {}
    assert [v.text for v in describe(library.database, [item])[item].all("categories")] == ["Madrid", "Night"]


def test_drafts_are_of_this_library_only(library, tmp_path):
    assert output(python("print('ok')")) == "ok"
    drafts.keep(library, Draft(("x",), "title"), "Plaza")
    other = Library(tmp_path / "other")
    assert drafts.waiting(other) == {}
    other.close()
