"""The report: from receipts, safe for spreadsheets, browsers and wikis; with pictures, and with nothing private."""

import csv
import io
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from minoties_desktop.config.messages import Messages
from minoties_desktop.domain.errors import EnvironmentFault, UsageFault
from minoties_desktop.domain.states import State
from minoties_desktop.media import cache
from minoties_desktop.services import report, reportforms, reporting
from minoties_desktop.services.describing import describe
from minoties_desktop.services.report import Line, Wanted, lines
from minoties_desktop.store import outbox
from tests.support.libraries import activity, contributor, library, photograph, ready, tagging
from tests.support.photographs import jpeg_bytes
from tests.unit.services.test_changing import delivered, done
from tests.unit.services.test_queue import COMMONS, put, queue, queued, rows

__all__ = ["library", "tagging"]
LINE = Line(
    item="i", title="Loom 01.jpg", state="done", wiki="commons", account="Ana", url="https://commons.wikimedia.org/wiki/x",
    mid="M1", sha1="0" * 40, size=3, time="2026-11-22T00:00:00Z", data="done", error="", licence="CC BY 4.0",
    inventory_number="FOT-1", caption="A loom")
WORDS = Messages("en")


class Page(HTMLParser):
    """Tags that are open at the end, and all addresses."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open, self.addresses, self.sources = [], [], []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        if tag not in ("meta", "img", "br"):
            self.open.append(tag)
        self.addresses += [value for name, value in attrs if name == "href"]
        self.sources += [value for name, value in attrs if name == "src"]

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


def test_no_cell_begins_as_a_formula():
    lines_ = [replace(LINE, title="=HYPERLINK(1)", caption="+1"), replace(LINE, error="@x", title="-1")]
    text = reportforms.as_csv(lines_)
    cells = [cell for row in csv.reader(io.StringIO(text)) for cell in row]
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))]
    assert "'=HYPERLINK(1)" in cells and "FOT-1" in cells


def test_the_gallery_lists_what_is_published_and_not_what_was_practised():
    waiting, practised = replace(LINE, title="B.jpg", state="waiting"), replace(LINE, title="C.jpg", wiki="practice")
    assert reportforms.as_wikitext([LINE, waiting, practised]) == (
        "<gallery>\nFile:Loom 01.jpg|A loom, FOT-1\n</gallery>\n")
    bare = replace(practised, caption="", inventory_number="")
    assert reportforms.as_wikitext([bare]) == "<gallery>\nFile:C.jpg\n</gallery>\n"


def test_what_was_typed_structures_nothing_in_the_gallery():
    text = reportforms.as_wikitext([replace(LINE, caption="</gallery>|{{delete}}\n[[x]]")])
    assert text.count("</gallery>") == 1 and "{{" not in text and "[[" not in text


def test_the_page_escapes_what_was_typed_and_links_to_wikis_only():
    nasty = replace(LINE, title="<script>x</script>.jpg", caption='"><b>', url="javascript:alert(1)", error="<i>")
    text = reportforms.as_html([nasty], WORDS, about="<u>")
    page = Page(text)
    assert page.open == [] and page.addresses == []
    assert not any(tag in text for tag in ("<script>", "javascript", "<b>", "<i>", "<u>"))


def test_the_page_is_whole_in_itself():
    page = Page(reportforms.as_html([LINE], WORDS, small=lambda line: b"jpeg"))
    assert page.sources == ["data:image/jpeg;base64,anBlZw=="]
    assert page.addresses == ["https://commons.wikimedia.org/wiki/x",
                              "https://commons.wikimedia.org/wiki/Special:EntityPage/M1"]


def test_what_was_practised_is_not_called_published():
    page = reportforms.as_html([LINE, replace(LINE, wiki="practice", url="http://127.0.0.1:1/x")], WORDS)
    assert "Delivered: 1 of one file" in page and page.count("<a href") == 2
    assert page.count("On the wiki, proven by receipt") == page.count("On the practice Commons only") == 1
    head, practised = page.split("<h2>For practice, not published: one file</h2>")
    assert "On the practice Commons only" not in head and "On the wiki, proven" not in practised


def test_a_report_of_practice_alone_says_that_nothing_is_published():
    practised = replace(LINE, wiki="practice")
    page = reportforms.as_html([practised, replace(practised, state="waiting")], WORDS)
    assert "<h1>For practice only: 1 of 2 files; nothing is published</h1>" in page
    assert "Delivered" not in page and "Not there: one file" in page


@pytest.mark.parametrize("language", ["en", "es", "el"])
def test_everything_is_said_in_the_reader_s_language(language):
    page = reportforms.as_html([LINE, replace(LINE, state="deleted", error="x")], Messages(language))
    assert "⧼" not in page and f'lang="{language}"' in page


def test_what_did_not_arrive_stands_below_with_its_reason(library):
    one, two = queued(library, 2)
    put(library, rows(library, two)[0], State.REFUSED)
    with library.database.writing() as write:
        outbox.stop(write, rows(library, one)[0].id, State.WAITING, error={"message": ["error-offline", "commons"]})
    found = lines(library, WORDS)
    assert [line.state for line in found] == ["waiting", "refused"] and "commons" in found[0].error
    assert "Not there: 2 files" in reporting.made(library, WORDS, Wanted(), "html")


def test_a_file_is_done_when_its_data_are_there_too(library):
    queued(library)
    done(library, rows(library)[0], title="x.jpg")
    assert lines(library, WORDS)[0].state == "queued"


def test_a_deleted_file_is_not_called_delivered(library):
    item = delivered(library, found=[{"kind": "deleted", "title": "x.jpg", "user": "Admin", "time": "2026-01-01",
                                      "detail": "Out of scope"}])
    [line] = lines(library, WORDS)
    assert (line.item, line.state) == (item, "deleted") and "Out of scope" in line.error


@pytest.mark.parametrize("replacing", [False, True])
@pytest.mark.parametrize("name", ["library.sqlite", "originals/a.jpg", "new.csv"])
def test_a_report_is_never_written_into_the_library(library, name, replacing):
    path = library.root / name
    before = path.read_bytes() if path.exists() else None
    with pytest.raises(UsageFault):
        reporting.save(library, path, "x", replacing=replacing)
    link = library.root.parent / "link.csv"
    link.symlink_to(path)
    with pytest.raises(UsageFault):
        reporting.save(library, link, "x", replacing=replacing)
    assert (path.read_bytes() if path.exists() else None) == before


def test_a_report_is_written_over_a_file_only_where_that_was_said(library, tmp_path):
    path = tmp_path / "reports" / "mine.csv"
    with pytest.raises(EnvironmentFault):
        reporting.save(library, path, "x")
    path.parent.mkdir()
    reporting.save(library, path, "one\r\n")
    with pytest.raises(UsageFault) as caught:
        reporting.save(library, path, "two")
    assert caught.value.message.args == (str(path),) and path.read_bytes() == b"one\r\n"
    reporting.save(library, path, "two", replacing=True)
    assert path.read_text() == "two" and [one.name for one in path.parent.iterdir()] == ["mine.csv"]


def test_a_report_is_about_an_activity_a_person_or_an_institution(library):
    with library.database.writing() as write:
        museum = library.registers["institution"].add(write, {"name": "Museum"})
    walk = activity(library)
    visit = activity(library, "Visit", institution=museum)
    ana, eva = contributor(library), contributor(library, "Eva", "Eva")
    of_ana = ready(library, author=ana, under=walk)
    made = photograph(library, {"title": "Loom of Temuco", "source": "own", "licence": "cc-by-sa-4.0",
                                "date": "2026-10-01", "caption:es": "Telar", "categories": ["Looms"],
                                "people": "nobody", "notes": "secret note", "inventory_number": "FOT-7"},
                      author=eva, under=visit)
    queue(library, of_ana, COMMONS)
    queue(library, [made], type(COMMONS)("commons", "Eva"))
    for wanted, expected in ((Wanted(), [*of_ana, made]), (Wanted(activity=walk), of_ana), (Wanted(person=eva), [made]),
                             (Wanted(institution=museum), [made]), (Wanted(activity=walk, person=eva), [])):
        assert [line.item for line in lines(library, WORDS, wanted)] == expected
    for form in reportforms.FORMS:
        text = reporting.made(library, WORDS, Wanted(institution=museum), form)
        assert "secret note" not in text
        assert ("FOT-7" in text) == (form != "wikitext"), "the gallery shows what is there, and it is not there yet"
    assert "<h1>Museum</h1>" in reporting.made(library, WORDS, Wanted(institution=museum), "html")


def test_an_author_who_is_not_known_here_is_told_as_written(library, tagging):
    ana, alex = made = ready(library, 2)
    queue(library, made, COMMONS)
    tagging.replace([alex], "author", ["Alex Hill"])
    assert [(line.item, line.author) for line in lines(library, WORDS)] == [(ana, "Ana Ruiz"), (alex, "Alex Hill")]


@pytest.mark.parametrize(("given", "expected"), [
    ({"creator": "Foto Mora"}, "Foto Mora"), ({"creator": "unknown"}, ""), ({}, ""), ({"author": " "}, ""),
    ({"author": "Alex Hill", "creator": "Foto Mora"}, "Alex Hill")])
def test_where_nobody_made_the_copy_the_maker_of_the_work_is_told(library, given, expected):
    item = photograph(library, given)
    assert report._made_by(library, describe(library.database, [item])[item]) == expected


def test_pictures_are_made_small_and_a_broken_one_is_left_out(library):
    [item] = queued(library)
    place = cache.pictures(library.root / "cache", rows(library)[0].payload["sha1"]).thumbnail
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(jpeg_bytes(1, (320, 240)))
    page = reporting.made(library, WORDS, Wanted(), "html")
    assert Page(page).sources[0].startswith("data:image/jpeg;base64,") and len(page) < 30_000
    place.write_bytes(b"broken")
    assert Page(reporting.made(library, WORDS, Wanted(), "html")).sources == []
    assert [line.item for line in lines(library, WORDS)] == [item]


def test_the_page_names_the_wiki_as_people_do():
    told = reportforms.as_html([LINE, replace(LINE, wiki="practice")], Messages("es"))
    assert "<dd>Commons de práctica</dd>" in told and "<dd>commons.wikimedia.org</dd>" in told


def test_what_of_others_was_left_as_it_was_is_told(library):
    [item] = queued(library)
    file, data = rows(library, item)
    with library.database.writing() as write:
        outbox.advance(write, file, State.DONE, facts={}, receipt={"title": "Loom.jpg", "pageid": 1, "mid": "M1"})
        outbox.advance(write, data, State.DONE, facts={}, receipt={
            "others_captions": ["es", "fr"], "others_statements": ["P1259"]})
    [line] = lines(library, WORDS)
    assert line.state == "done"
    assert line.error.startswith("Somebody else’s captions stayed as they are: Spanish (es), French (fr).")
    assert line.error.endswith("nothing was added to them: P1259.")
