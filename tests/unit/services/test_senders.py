"""Whose own works can be sent from here is known before anything is queued: in counts, filters and lists."""

from __future__ import annotations

from minoties_desktop.config import settings
from minoties_desktop.domain.query import Query
from minoties_desktop.domain.sites import PRACTICE
from minoties_desktop.domain.states import ItemState
from minoties_desktop.services import review
from minoties_desktop.services.accounts import Account
from minoties_desktop.services.describing import refresh_dirty
from minoties_desktop.services.library import Library
from minoties_desktop.services.lists import Lists
from minoties_desktop.services.senders import ANOTHER
from minoties_desktop.services.tagging import Tagging
from tests.support.libraries import READY, contributor, library, photographs

__all__ = ["library"]

NIKOS, MARIA = Account("commons", "Nikos"), Account("commons", "Maria")


def keep(library: Library, *accounts: Account) -> Lists:
    """The accounts of this computer from now on."""
    settings.change(accounts=[[one.site, one.name] for one in accounts])
    refresh_dirty(library.database)
    return Lists(library)


def works(library: Library, user: str, **columns: str) -> tuple[str, str]:
    """A contributor and one photograph of theirs that lacks nothing."""
    person = contributor(library, user, user, **columns)
    [item] = photographs(library, [{**READY, "title": f"Plaza del Sol, seen by {user}"}], author=person)
    return person, item


def test_anothers_own_work_is_no_ready_item_and_the_reason_leads_to_its_field(library: Library) -> None:
    maria, item = works(library, "Maria")
    _, own = works(library, "Nikos")
    assert keep(library).counts().states[ItemState.READY] == 2, "nobody knows yet who sends it"
    lists = keep(library, NIKOS)
    assert lists.ids(Query(state=ItemState.READY)) == [own]
    assert lists.ids(Query(problem=ANOTHER)) == [item]
    assert lists.first_problem([own, item]) == (item, "author")
    assert keep(library, NIKOS, MARIA).counts().states[ItemState.READY] == 2, "her own account is here too"
    keep(library, NIKOS)
    Tagging(library).edit("contributor", maria, {"release": "https://example.org/release"})
    refresh_dirty(library.database)
    assert lists.counts().states[ItemState.READY] == 2, "she has agreed to it"


def test_who_is_asked_to_send_all_says_what_they_may_not(library: Library) -> None:
    _, item = works(library, "Maria")
    keep(library, NIKOS)
    found = review.queue(library, None, NIKOS)
    assert not found.queued and [(one, [problem.code for problem in told]) for one, told in found.held] == [
        (item, [ANOTHER])]
    assert review.queue(library, None, MARIA).queued == [item], "an account that is still to come"


def test_on_the_practice_commons_everybody_sends(library: Library) -> None:
    _, item = works(library, "Maria")
    keep(library, NIKOS)
    assert review.queue(library, None, Account(PRACTICE, "Learner")).queued == [item]


def test_a_preview_asks_about_its_own_account_alone(library: Library) -> None:
    _, item = works(library, "Maria")
    keep(library, NIKOS)

    def told(account: Account) -> list[str]:
        return [problem.code for problem in review.preview(library, item, account).problems if problem.blocks]

    assert (told(NIKOS), told(MARIA)) == ([ANOTHER], [])
