"""A wiki that has lost track of a file gets what is missing, and the file is there once (commons-contract 1.5)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from minoties_desktop.domain.delivery import Delivery
from minoties_desktop.practice.server import PracticeCommons
from minoties_desktop.wiki import upload
from minoties_desktop.wiki.errors import ApiError
from tests.support.deliveries import Queue, QuickSession

CODES = ("stashfailed", "missingresult", "uploadstash-file-not-found", "uploadstash-bad-path",
         "uploadstash-bad-path-bad-format", "uploadstash-bad-path-no-handler", "filekeyneeded", "filekeynotallowed",
         "invalid-chunk", "apierror-invalid-chunk", "chunk-too-small")


@pytest.mark.parametrize("request_name", ["upload-chunk-middle", "upload-chunk-last"])
@pytest.mark.parametrize("code", CODES)
def test_a_chunk_that_the_wiki_cannot_place(
    queued: Callable[..., Queue], new_session: Callable[..., QuickSession], commons: PracticeCommons,
    there: Callable[[Delivery], list[tuple[str, str]]], small_chunks: int, code: str, request_name: str,
) -> None:
    commons.faults.add("error", request_name, value=code)
    queue = queued(padding=3 * small_chunks)
    queue.run_until_done(new_session)
    assert there(queue.row) == [(queue.row.payload["title"], "Uploader")]
    assert queue.receipt["sha1"] == queue.row.payload["sha1"]


def test_bytes_that_the_wiki_has_under_this_name_already_are_there(
    queued: Callable[..., Queue], new_session: Callable[..., QuickSession],
    there: Callable[[Delivery], list[tuple[str, str]]], small_chunks: int, monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(upload, "ASYNC", 1 << 30)
    queue, with_session = queued(padding=3 * small_chunks), new_session()
    sending = with_session.attempt

    def attempt(**params: Any) -> dict[str, Any]:
        answer = sending(**params)
        if "text" in params:
            raise ApiError("fileexists-no-change", "The upload is an exact duplicate")
        return answer

    with_session.attempt = attempt
    assert queue.run(with_session)["title"] == queue.row.payload["title"]
    assert there(queue.row) == [(queue.row.payload["title"], "Uploader")]
