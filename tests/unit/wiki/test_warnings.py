"""Each warning of commons-contract 1.4 leads to the question that its policy says; none is ignored by itself."""

from __future__ import annotations

import pytest

from minoties_desktop.wiki.stages import warnings

RENAME, EITHER, SAME, ACCEPT = ("rename",), ("rename", "accept"), ("same",), ("accept",)
CONTRACT = {
    "exists": ("name-taken", RENAME), "page-exists": ("name-taken", RENAME), "nochange": ("name-taken", RENAME),
    "exists-normalized": ("name-doubtful", EITHER), "badfilename": ("name-doubtful", EITHER),
    "bad-prefix": ("name-doubtful", EITHER), "thumb": ("name-doubtful", EITHER),
    "thumb-name": ("name-doubtful", EITHER), "duplicate": ("duplicate", SAME),
    "duplicate-archive": ("deleted-before", ACCEPT),
    "was-deleted": ("deleted-before", ACCEPT), "duplicateversions": ("deleted-before", ACCEPT),
    "large-file": ("warnings", ACCEPT), "empty-file": ("warnings", ACCEPT),
    "filetype-unwanted-type": ("warnings", ACCEPT),
}


@pytest.mark.parametrize("warning", CONTRACT)
def test_each_warning_asks_what_the_contract_says(warning: str) -> None:
    asked = warnings.question({warning: "Weaver.jpg"}, [warning], "Loom.jpg", "commons.wikimedia.org")
    assert (asked.question, asked.choices) == CONTRACT[warning]
    assert asked.details["warnings"] == {warning: "Weaver.jpg"}


@pytest.mark.parametrize("warning", CONTRACT)
def test_beside_a_taken_name_no_other_warning_can_be_accepted(warning: str) -> None:
    found = {warning: "Weaver.jpg", "exists": "Loom.jpg"}
    assert warnings.question(found, list(found), "Loom.jpg", "commons.wikimedia.org").choices == RENAME
