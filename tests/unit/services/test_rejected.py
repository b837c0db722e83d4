"""What a person rejected while choosing stays at home, though it is selected with the rest."""

from pathlib import Path

from minoties_desktop.domain.sites import PRACTICE
from minoties_desktop.services import accounts, review
from minoties_desktop.services.library import Library
from minoties_desktop.services.tagging import Tagging
from tests.support.libraries import ready


def test_what_was_rejected_is_not_queued_with_the_rest(tmp_path: Path) -> None:
    library = Library(tmp_path / "library")
    kept, rejected = ready(library, 2)
    Tagging(library).mark([rejected], "flag", "reject")
    result = review.queue(library, [kept, rejected], accounts.chosen(None, PRACTICE))
    assert result.queued == [kept]
    assert [(item, problem.code) for item, [problem] in result.held] == [(rejected, "rejected")]
    Tagging(library).mark([rejected], "flag", "")
    assert review.queue(library, [rejected], accounts.chosen(None, PRACTICE)).queued == [rejected]
