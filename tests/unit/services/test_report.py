"""The report: from receipts, safe for spreadsheets, browsers and wikis."""

from dataclasses import replace

from minoties_desktop.config.messages import Messages
from minoties_desktop.services import report

LINE = report.Line(
    item="i", title="Loom 01.jpg", state="done", wiki="commons", account="Ana", url="https://commons.wikimedia.org/wiki/x",
    mid="M1", sha1="0" * 40, size=3, time="2026-11-22T00:00:00Z", data="done", error="")


def test_no_cell_begins_as_a_formula():
    text = report.as_csv([replace(LINE, title="=HYPERLINK(1)"), replace(LINE, error="@x", title="-1.jpg")])
    assert all(not cell.startswith(("=", "+", "-", "@")) for line in text.splitlines() for cell in line.split(","))


def test_the_gallery_lists_what_is_published_and_not_what_was_practised():
    waiting, practised = replace(LINE, title="B.jpg", state="waiting"), replace(LINE, title="C.jpg", wiki="practice")
    assert report.as_wikitext([LINE, waiting, practised]) == "<gallery>\nFile:Loom 01.jpg\n</gallery>\n"
    assert report.as_wikitext([practised]) == "<gallery>\nFile:C.jpg\n</gallery>\n"


def test_the_page_escapes_what_was_typed_and_links_to_wikis_only():
    page = report.as_html([replace(LINE, title="<script>x</script>.jpg", url="javascript:alert(1)")], Messages("en"))
    assert "<script>" not in page and "javascript" not in page


def test_what_was_practised_is_not_called_published():
    page = report.as_html([LINE, replace(LINE, wiki="practice", url="http://127.0.0.1:1/x")], Messages("en"))
    assert "Delivered: 1 of 2 files" in page and page.count("<a href") == 1
    assert page.count("On the wiki, proven by receipt") == page.count("On the practice Commons only") == 1
