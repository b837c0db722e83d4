"""A file goes to the wiki and is proven there, whatever its size."""

from __future__ import annotations

import hashlib

import pytest

from minoties_desktop.domain.errors import Stopped
from minoties_desktop.domain.states import State


def test_a_small_file_goes_in_one_request_and_has_a_receipt(queued, new_session, there):
    queue = queued()
    receipt = queue.run(new_session())
    assert queue.states == [State.CHECKING, State.PUBLISHING, State.PUBLISHED, State.VERIFYING, State.DONE]
    assert there(queue.row) == [("Weaver at her loom.jpg", "Uploader")]
    assert receipt["sha1"] == queue.row.payload["sha1"]
    assert receipt["size"] == queue.row.payload["size"]
    assert receipt["mid"] == f"M{receipt['pageid']}"
    assert receipt["user"] == "Uploader"
    assert receipt["revid"] and receipt["timestamp"] and receipt["url"].startswith("http")


def test_a_large_file_goes_in_chunks_and_is_published_from_the_stash(queued, new_session, there, small_chunks):
    queue = queued(padding=3 * small_chunks)
    chunks = -(-queue.row.payload["size"] // small_chunks)
    receipt = queue.run(new_session())
    assert queue.states.count(State.STASHING) in (chunks, chunks + 1)  # and one for the assembling
    assert queue.states[-5:] == [State.STASHED, State.PUBLISHING, State.PUBLISHED, State.VERIFYING, State.DONE]
    assert receipt["sha1"] == queue.row.payload["sha1"]
    assert len(there(queue.row)) == 1


@pytest.mark.parametrize("ending", [b"\r", b"\n", b"\r\n", b"\x00", b"\r\n--", b"--\r\n"])
def test_every_byte_arrives_whatever_the_file_ends_with(queued, new_session, there, small_chunks, tmp_path, ending):
    for padding in (0, 2 * small_chunks):
        queue = queued(title=f"Ending {len(ending)} {padding} {ending.hex()}.jpg", seed=padding + 2, padding=padding)
        path = tmp_path / f"photograph-{padding + 2}.jpg"
        path.write_bytes(path.read_bytes() + ending)
        data = path.read_bytes()
        queue.row.payload.update(size=len(data), sha1=hashlib.sha1(data).hexdigest())
        assert queue.run(new_session())["sha1"] == hashlib.sha1(data).hexdigest()


def test_progress_grows_to_the_whole_size(queued, new_session, small_chunks):
    heard = []
    queue = queued(padding=2 * small_chunks)
    queue.run(new_session(progress=lambda done, total: heard.append((done, total))))
    size = queue.row.payload["size"]
    assert heard == sorted(heard)
    assert heard[-1] == (size, size)


def test_cancelling_stops_between_blocks_and_the_next_run_goes_on(queued, new_session, there, small_chunks):
    queue = queued(padding=4 * small_chunks)
    sent = []
    stopping = new_session(cancelled=lambda: bool(sent) and sent[-1] >= 2 * small_chunks,
                           progress=lambda done, total: sent.append(done))
    with pytest.raises(Stopped):
        queue.run(stopping)
    assert queue.row.state is State.STASHING
    assert queue.row.facts["offset"] >= small_chunks
    later = []
    assert queue.run(new_session(progress=lambda done, total: later.append(done)))
    assert min(later) > small_chunks, "what was there is not sent again"
    assert len(there(queue.row)) == 1


def test_bytes_that_changed_since_queueing_are_not_sent(queued, new_session, there, tmp_path):
    queue = queued()
    path = tmp_path / "photograph-1.jpg"
    path.write_bytes(path.read_bytes()[:-1] + b"!")
    with pytest.raises(Exception) as caught:
        queue.run(new_session())
    assert caught.value.code == "file-changed"
    path.unlink()
    with pytest.raises(Exception) as caught:
        queue.run(new_session())
    assert caught.value.code == "file-gone"


def test_a_size_and_a_type_that_the_wiki_does_not_take_are_found_before_sending(queued, new_session, commons):
    commons.faults.add("maxsize", value="1000")
    with pytest.raises(Exception) as caught:
        queued().run(new_session())
    assert caught.value.code == "file-too-large"
    commons.faults.clear()
    with pytest.raises(Exception) as caught:
        queued(title="Weaver.heic").run(new_session())
    assert caught.value.code == "filetype-banned"


def test_the_page_begins_with_our_text(queued, new_session, commons):
    queue = queued(wikitext="=={{int:filedesc}}==\nText\n\n{{self|cc-by-sa-4.0}}\n{{subst:unc}}")
    assert queue.run(new_session())["text"] is True
