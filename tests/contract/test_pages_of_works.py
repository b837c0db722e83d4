"""Pages of every kind of work on a real MediaWiki: with the templates that Commons has, nothing on them is red."""

from __future__ import annotations

import re

import pytest

from minoties_desktop.wiki import wikitext
from tests.support.mediawiki import MediaWiki, mediawiki, mediawiki_server
from tests.unit.wiki.cases import CASES

__all__ = ["mediawiki", "mediawiki_server"]

pytestmark = pytest.mark.xdist_group("mediawiki")

COMMONS_HAS = (
    "Information", "Artwork", "Photograph", "Art Photo", "Book", "Map", "Location", "Object location", "Own", "Self",
    "Unknown", "Other date", "Size", "PP", "Unc", "Es", "En", "Arn", "Cc-by-sa-4.0", "Cc-by-4.0", "Cc-zero",
    "Cc-by-sa-4.0-heirs", "PD-Art", "Licensed-PD-Art", "PD-scan", "PD-old-100-expired", "PD-old-auto-expired",
    "PD-old-70-expired", "PD-old-auto-1996", "PD-old-assumed", "PD-US-expired", "PD-Chile",
)
"""Templates of Commons that commons-contract 4 and 7 name, written out a second time."""
HOUSE = "Institution:Museo Regional de la Araucanía, Temuco"


@pytest.fixture(scope="module")
def commons(mediawiki_server: MediaWiki) -> MediaWiki:
    """The wiki with stubs of those templates that it lacks; each shows its parameters."""
    admin = mediawiki_server.as_admin()
    for title in (*(f"Template:{name}" for name in COMMONS_HAS), HOUSE):
        done = admin.write(action="edit", title=title, text="<div class='stub'>{{{1|}}} {{{description|}}}</div>",
                           createonly="1")
        assert '"result":"Success"' in done.text or done.problem.code == "articleexists"
    return mediawiki_server


@pytest.mark.parametrize("name", CASES)
def test_no_template_of_a_page_is_red(commons: MediaWiki, name: str) -> None:
    parsed = commons.as_admin().write(
        action="parse", title=f"File:{name}.jpg", text=wikitext.page(CASES[name]), contentmodel="wikitext", pst="1",
        disablelimitreport="1", prop="templates|parsewarnings|text|sections")["parse"]
    assert [one["title"] for one in parsed["templates"] if not one["exists"]] == []
    assert parsed["parsewarnings"] == []
    assert not re.search(r"\{\{|\}\}|\[\[|\]\]", parsed["text"]) and "Template:" not in parsed["text"]
    assert len(parsed["sections"]) == 1 + ("license-header" in wikitext.page(CASES[name]))
