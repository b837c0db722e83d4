"""What an import says when it has ended: never more than was proven."""

from __future__ import annotations

from typing import Any

import pytest

from minoties_desktop.config.messages import Message, Messages
from minoties_desktop.qt.widgets.import_lines import away, headline, report_lines
from minoties_desktop.services.importreport import Report

ENGLISH = Messages("en")


def say(message: str | Message, *args: Any) -> str:
    return ENGLISH.text(message if isinstance(message, Message) else Message(message, *args))


def lines(report: Report) -> dict[str, Any]:
    return {line.key: line for line in report_lines(say, report, None, {}, 1) if line.count}


ITEMS = [{"id": str(number), "path": f"{number}.jpg"} for number in range(3)]
TWIN = [{"path": "1.jpg", "item": "a"}]


@pytest.mark.parametrize(("report", "said"), [
    (Report(items=ITEMS, verified=3), "3 photographs imported and read back."),
    (Report(items=ITEMS, verified=2), "3 photographs imported."),
    (Report(already=TWIN), "Nothing new: all of it was here already."),
    (Report(), "No photograph was imported."),
])
def test_the_headline_says_no_more_than_was_proven(report: Report, said: str) -> None:
    assert headline(say, report) == said


def test_what_was_not_read_back_has_a_line_of_its_own() -> None:
    found = lines(Report(items=ITEMS, verified=2))
    assert (found["import-line-copied"].count, found["import-line-warm"].count) == (2, 1)


def test_files_of_a_card_that_is_out_are_still_there_and_not_refused() -> None:
    report = Report(refused=[("1.jpg", Message("media-vanished")), ("2.jpg", Message("media-damaged"))])
    found = lines(report)
    assert away(report) == found["import-line-left"].count == found["import-line-refused"].count == 1
    assert found["import-line-refused"].details == [say("import-refused-line", "2.jpg", say("media-damaged"))]


def test_many_files_that_are_refused_for_one_reason_are_counted() -> None:
    refused = [(f"/a/{number}.py", Message("media-damaged")) for number in range(700)]
    told = lines(Report(refused=[*refused, ("/a/x.svg", Message("media-svg-script"))]))["import-line-refused"].details
    assert len(told) == 7
    assert told[0].startswith("0.py: ") and told[5].startswith("and 695 more files: ")
    assert told[6].startswith("x.svg: ")
