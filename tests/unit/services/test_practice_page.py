"""The page of a file for practice is the one that the wiki would get."""

from __future__ import annotations

import pytest

from minoties_desktop.domain.sites import PRACTICE, PRACTICE_ACCOUNT
from minoties_desktop.services import accounts
from minoties_desktop.services.accounts import Account
from minoties_desktop.services.library import Library
from minoties_desktop.services.review import preview, queue
from minoties_desktop.store import outbox
from tests.support.libraries import READY, contributor, library, photograph

__all__ = ["library"]
BEN = Account("commons", "Ben")
FOR_PRACTICE = Account(PRACTICE, PRACTICE_ACCOUNT)
RELEASE = "https://example.org/release"


def page(library: Library, item: str, account: Account) -> str:
    """The page as it is frozen into the queue."""
    assert queue(library, [item], account).queued == [item]
    row = outbox.of_items(library.database, [item], wiki=account.site)[0]
    assert preview(library, item, account).wikitext == row.payload["wikitext"]
    return row.payload["wikitext"]


@pytest.mark.parametrize("here", [[BEN], [Account("commons", "Cai"), BEN], []], ids=["account", "accounts", "none"])
@pytest.mark.parametrize(("author", "source", "licence"), [
    ({"name": "Ana Ruiz", "user_name": "Ana R", "release": RELEASE},
     f"Own work of Ana Ruiz, who released it: {RELEASE}", "{{cc-by-sa-4.0}}"),
    ({"name": "Ana Ruiz", "user_name": "", "release": RELEASE},
     f"Own work of Ana Ruiz, who released it: {RELEASE}", "{{cc-by-sa-4.0}}"),
    ({"name": "Ben Soto", "user_name": "Ben"}, "{{own}}", "{{self|cc-by-sa-4.0}}"),
    ({"name": "Ben Soto", "user_name": "Ben", "release": RELEASE}, "{{own}}", "{{self|cc-by-sa-4.0}}"),
], ids=["released", "released-without-account", "own", "own-released"])
def test_it_says_whose_own_work_it_is_and_who_allowed_it(
    library: Library, monkeypatch: pytest.MonkeyPatch, here: list[Account], author: dict[str, str], source: str,
    licence: str,
) -> None:
    ben = contributor(library, "Ben Soto", "Ben")
    library.set_setting("me", ben)
    monkeypatch.setattr(accounts, "listed", lambda: here)
    item = photograph(library, {**READY, "author": contributor(library, **author)})
    real, practised = page(library, item, BEN), page(library, item, FOR_PRACTICE)
    assert practised == real
    assert f"|source={source}\n" in practised and licence in practised


def test_somebody_who_released_nothing_still_practises_as_themselves(
    library: Library, monkeypatch: pytest.MonkeyPatch,
) -> None:
    library.set_setting("me", contributor(library, "Ben Soto", "Ben"))
    monkeypatch.setattr(accounts, "listed", lambda: [BEN])
    item = photograph(library, {**READY, "author": contributor(library)})
    assert queue(library, [item], BEN).queued == []
    assert "|source={{own}}\n" in page(library, item, FOR_PRACTICE)
