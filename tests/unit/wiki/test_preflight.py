"""Many files are asked about at once, and what was answered is used once."""

from __future__ import annotations

from minoties_desktop.wiki import lookup, preflight


def test_all_are_surveyed_in_their_order(new_session, queued, commons):
    there = queued()
    there.run(new_session())
    files = [("One.jpg", "1" * 40), ("Two.jpg", there.row.payload["sha1"]), ("Weaver at her loom.jpg", "3" * 40)]
    found = list(preflight.surveys(new_session(), files))
    assert [key for key, _ in found] == files
    assert [bool(one.holders) for _, one in found] == [False, True, False]
    assert [one.taken for _, one in found] == [False, False, True]


def test_nothing_to_ask_is_no_request(new_session, commons):
    assert list(preflight.surveys(new_session(), [])) == []


def test_links_of_a_page_text():
    text = ("=={{int:filedesc}}==\n{{Information\n|description={{es|1=Una}}{{en|1=A}}\n|source={{own}}\n}}\n"
            "{{Location|1|2}}{{Institution:Museo}}{{subst:unc}}{{#if:x|y}}\n{{self|cc-by-sa-4.0}}\n"
            "[[Category:photo_walks]][[category: Weavers |key]]\n[[:Category:Only linked]]")
    assert preflight.links(text) == {
        "Template:Information", "Template:Es", "Template:En", "Template:Own", "Template:Location",
        "Institution:Museo", "Template:Self", "Category:Photo walks", "Category:Weavers"}


def test_what_is_expected_spares_one_question_and_no_second_one(new_session, monkeypatch):
    session, asked = new_session(), []
    known = lookup.Survey((), (), False, (), None)
    monkeypatch.setattr(lookup, "_survey", lambda *args: asked.append(args) or known)
    preflight.expect(session, "walk.jpg", "1" * 40, known, fresh=60)
    assert lookup.survey(session, "Walk.jpg", "1" * 40) is known and not asked
    lookup.survey(session, "Walk.jpg", "1" * 40)
    preflight.expect(session, "walk.jpg", "1" * 40, known, fresh=-1)
    lookup.survey(session, "Walk.jpg", "1" * 40)
    assert len(asked) == 2
