"""What the practice Commons has taken in outlives its process."""

import hashlib
import os
import sqlite3
from pathlib import Path

import pytest

from minoties_desktop.domain.errors import EnvironmentFault
from minoties_desktop.practice.server import PracticeCommons
from minoties_desktop.practice.state import Received, State
from tests.support.client import Client
from tests.support.pictures import jpeg
from tests.support.practice import practice_server, probe_head, spawned_practice

__all__ = ["practice_server"]
PART = 50_000


def test_a_killed_server_goes_on_where_it_was(tmp_path: Path) -> None:
    folder, data = tmp_path / "practice", jpeg(size=3 * PART)
    with spawned_practice(folder) as first:
        client = Client(first.api).login("Learner@minoties")
        published = client.upload("Before.jpg", jpeg())["upload"]["imageinfo"]["sha1"]
        key = client.chunk("Chunks.jpg", data, 0, PART)["upload"]["filekey"]
        client.chunk("Chunks.jpg", data, PART, 2 * PART, key)
        token = client.token()
        first.kill()
    with spawned_practice(folder) as second:
        client.api = second.api
        told = client.write(action="upload", checkstatus=1, filekey=key, token=token)["upload"]
        assert told["offset"] == 2 * PART
        last = client.chunk("Chunks.jpg", data, 2 * PART, 3 * PART, key, token=token)["upload"]
        assert last["imageinfo"]["sha1"] == hashlib.sha1(data).hexdigest()
        row, = client.query(list="allimages", aisha1=published)["allimages"]
        assert row["name"] == "Before.jpg"


def test_bytes_that_nothing_refers_to_are_swept(tmp_path: Path) -> None:
    state = State(tmp_path)
    incoming = state.incoming()
    incoming.write_bytes(b"abc")
    state.keep(Received(incoming, 3, hashlib.sha1(b"abc").hexdigest()))
    state.close()
    left = tmp_path / "incoming" / "half"
    left.write_bytes(b"x")
    state = State(tmp_path)
    assert not left.exists()
    assert not state.blob(hashlib.sha1(b"abc").hexdigest()).exists()
    state.close()


def test_used_chunks_are_swept_and_the_file_stays(tmp_path: Path) -> None:
    data = jpeg(size=3 * PART)
    practice = PracticeCommons(tmp_path, probe=probe_head)
    with practice.serving() as server:
        client = Client(server.api).login("Learner@minoties")
        key = client.chunk("Swept.jpg", data, 0, PART)["upload"]["filekey"]
        key = client.chunk("Swept.jpg", data, PART, len(data), key)["upload"]["filekey"]
        client.upload("Swept.jpg", filekey=key)
    State(tmp_path).close()
    assert [path.read_bytes() for path in (tmp_path / "blobs").glob("*/*")] == [data]


def test_a_failed_change_leaves_nothing(tmp_path: Path) -> None:
    state = State(tmp_path)
    with pytest.raises(RuntimeError), state.writing():
        state.insert("ping", account=1, action="upload", at=1.0)
        raise RuntimeError
    assert state.rows("SELECT * FROM ping") == []
    state.close()


def test_a_chunked_upload_ends_after_a_day_and_the_stash_after_two(practice_server: PracticeCommons) -> None:
    client, data = Client(practice_server.api).login("Learner@minoties"), jpeg(size=3 * PART)
    stashed = client.upload("Old.jpg", jpeg(), stash=1)["upload"]["filekey"]
    key = client.chunk("Chunks.jpg", data, 0, PART)["upload"]["filekey"]
    clock = practice_server.state.clock
    practice_server.state.clock = lambda: clock() + 25 * 3600
    assert client.write(action="upload", checkstatus=1, filekey=key).problem.code == "missingresult"
    assert client.chunk("Chunks.jpg", data, PART, 2 * PART, key).problem.code == "stashfailed"
    practice_server.state.clock = lambda: clock() + 49 * 3600
    assert client.upload("Old.jpg", filekey=stashed).problem.code == "uploadstash-file-not-found"


def test_what_an_older_version_stored_is_forgotten(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "practice.sqlite") as old:
        old.execute("CREATE TABLE page (id INTEGER)")
    state = State(tmp_path)
    assert state.rows("SELECT title FROM page") == []
    state.close()


def test_a_port_that_is_taken_is_a_sentence(practice_server: PracticeCommons, tmp_path: Path) -> None:
    port = int(practice_server.address.rpartition(":")[2])
    with pytest.raises(EnvironmentFault) as caught:
        PracticeCommons(tmp_path / "other", port=port, probe=probe_head)
    assert caught.value.message.args == (str(port),)


def test_wiping_forgets_everything_but_how_to_begin(practice_server: PracticeCommons) -> None:
    client = Client(practice_server.api).login("Learner@minoties")
    client.upload("Wiped.jpg", data := jpeg())
    practice_server.wipe()
    assert client.query(meta="userinfo")["userinfo"]["id"] == 0
    client = Client(practice_server.api).login("Learner@minoties")
    assert "missing" in client.query(titles="File:Wiped.jpg")["pages"][0]
    assert client.upload("Wiped.jpg", data)["upload"]["result"] == "Success"


def test_memory_does_not_grow_with_the_file(tmp_path: Path) -> None:
    def peak(pid: int) -> int:
        status = Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
        return next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM"))

    large = tmp_path / "large"
    with large.open("wb") as file:
        file.write(jpeg())
        for _ in range(80):
            file.write(os.urandom(1 << 20))
    with spawned_practice(tmp_path / "practice") as server:
        client = Client(server.api).login("Learner@minoties")
        client.upload("Small.jpg", jpeg())
        before = peak(server.process.pid)
        boundary = b"frontier"
        head = (b'--frontier\r\nContent-Disposition: form-data; name="action"\r\n\r\nupload\r\n'
                b'--frontier\r\nContent-Disposition: form-data; name="format"\r\n\r\njson\r\n'
                b'--frontier\r\nContent-Disposition: form-data; name="stash"\r\n\r\n1\r\n'
                b'--frontier\r\nContent-Disposition: form-data; name="filename"\r\n\r\nLarge.jpg\r\n'
                b'--frontier\r\nContent-Disposition: form-data; name="token"\r\n\r\n' + client.token().encode() +
                b'\r\n--frontier\r\nContent-Disposition: form-data; name="file"; filename="f"\r\n\r\n')

        def body():
            yield head
            with large.open("rb") as file:
                while block := file.read(1 << 20):
                    yield block
            yield b"\r\n--frontier--\r\n"

        reply = client.session.post(server.api, data=body(), timeout=60, headers={
            "Content-Type": f"multipart/form-data; boundary={boundary.decode()}"})
        assert reply.json()["upload"]["imageinfo"]["size"] == large.stat().st_size
        assert peak(server.process.pid) - before < 16 * 1024
