"""The body of an upload: exact, streamed, and refusable when it was cut short."""

from __future__ import annotations

import email
import tracemalloc
from email import policy

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minoties_desktop.domain.errors import Refused, Stopped
from minoties_desktop.wiki.body import BLOCK, Body


def body(path, fields, start=0, count=None, cancelled=lambda: False, sent=lambda done: None) -> Body:
    """A body of a file's slice."""
    count = path.stat().st_size - start if count is None else count
    return Body(fields, path, start=start, count=count, name="chunk", cancelled=cancelled, sent=sent)


def all_of(made: Body) -> bytes:
    """Everything that would be sent."""
    return b"".join(iter(lambda: made.read(8192), b""))


def parts(made: Body) -> dict[str, bytes]:
    """The form's parts by name, as a server reads them."""
    head = f"Content-Type: multipart/form-data; boundary={made.boundary}\r\n\r\n".encode()
    message = email.message_from_bytes(head + all_of(made), policy=policy.HTTP)
    return {part.get_param("name", header="content-disposition"): part.get_payload(decode=True)
            for part in message.iter_parts()}


printable = st.text(st.characters(exclude_categories=("Cs", "Cc")))


@given(data=st.binary(max_size=300), text=printable, start=st.integers(0, 50))
def test_a_server_reads_back_what_was_put_in(tmp_path_factory, data, text, start):
    path = tmp_path_factory.mktemp("body") / "file"
    path.write_bytes(b"x" * start + data)
    fields = {"action": "upload", "text": text, "comment": text.encode(), "token": "abc+\\"}
    assert len(all_of(body(path, fields, start))) == len(body(path, fields, start))
    made = body(path, fields, start)
    raw = all_of(made)
    assert raw.count(made.boundary.encode()) == len(fields) + 2
    assert b"\r\n\r\n" + data + b"\r\n--" in raw
    assert b'name="text"\r\n\r\n' + text.encode() + b"\r\n" in raw


def test_the_parts_have_their_names(tmp_path):
    path = tmp_path / "file"
    path.write_bytes(b"abc")
    made = body(path, {"action": "upload", "token": "t"})
    assert parts(made) == {"action": b"upload", "chunk": b"abc", "token": b"t"}


def test_a_body_cut_short_anywhere_has_no_token(tmp_path):
    path = tmp_path / "file"
    path.write_bytes(b"a" * 1000)
    raw = all_of(body(path, {"token": "sekrit", "action": "upload"}))
    assert raw.index(b"sekrit") > raw.index(b"a" * 1000)


def test_memory_does_not_grow_with_the_file(tmp_path):
    path = tmp_path / "file"
    with path.open("wb") as file:
        file.truncate(64 << 20)
    made = body(path, {"token": "t"})
    tracemalloc.start()
    while made.read(BLOCK):
        pass
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 1 << 20


def test_it_is_cancelled_between_blocks(tmp_path):
    path = tmp_path / "file"
    path.write_bytes(bytes(3 * BLOCK))
    sent = []
    made = body(path, {}, cancelled=lambda: len(sent) == 2, sent=sent.append)
    with pytest.raises(Stopped):
        all_of(made)
    assert sent == [BLOCK, 2 * BLOCK]


def test_a_file_that_shrank_is_not_padded(tmp_path):
    path = tmp_path / "file"
    path.write_bytes(b"abc")
    with pytest.raises(Refused):
        all_of(body(path, {}, count=10))
