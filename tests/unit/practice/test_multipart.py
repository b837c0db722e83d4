"""Bodies arrive as they were sent, whatever their bytes and however the wire cuts them."""

import hashlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minoties_desktop.practice.multipart import BrokenBody, Form, boundary_of

BOUNDARY = b"frontier"
NASTY = st.sampled_from([b"\r", b"\n", b"\r\n", b"--", b"--frontier", b"\r\n--frontie", b"\n--frontier", b"\0"])
CONTENT = st.lists(st.one_of(NASTY, st.binary(max_size=40)), max_size=12).map(b"".join)


def body(fields: dict[str, str], files: dict[str, bytes]) -> bytes:
    parts = [f'Content-Disposition: form-data; name="{name}"\r\n\r\n{value}'.encode() for name, value in fields.items()]
    parts += [f'Content-Disposition: form-data; name="{name}"; filename="f"\r\n\r\n'.encode() + data
              for name, data in files.items()]
    return b"".join(b"--" + BOUNDARY + b"\r\n" + part + b"\r\n" for part in parts) + b"--" + BOUNDARY + b"--\r\n"


def cut(data: bytes, length: int) -> Iterator[bytes]:
    yield from (data[at:at + length] for at in range(0, len(data), length))


def read(data: bytes, folder: Path, length: int) -> Form:
    count = iter(range(1000))
    form = Form(cut(data, length), BOUNDARY, lambda: folder / str(next(count)))
    form.read()
    return form


@given(content=CONTENT, length=st.integers(1, 70))
def test_a_file_arrives_as_it_was_sent(tmp_path_factory, content: bytes, length: int) -> None:
    if b"\n--frontier" in content:
        return  # No sender may choose a boundary that is in the file.
    form = read(body({"token": "+\\"}, {"file": content}), tmp_path_factory.mktemp("form"), length)
    received = form.files["file"]
    assert received.path.read_bytes() == content
    assert (received.size, received.sha1) == (len(content), hashlib.sha1(content).hexdigest())
    assert form.fields == {"token": "+\\"}


def test_texts_keep_their_letters(tmp_path: Path) -> None:
    assert read(body({"text": "Βιβλιοθήκη\n"}, {}), tmp_path, 3).fields == {"text": "Βιβλιοθήκη\n"}


def test_bare_newlines_are_understood(tmp_path: Path) -> None:
    data = body({"action": "upload"}, {"file": b"abc"}).replace(b"\r\n", b"\n")
    form = read(data, tmp_path, 10)
    assert form.fields == {"action": "upload"}
    assert form.files["file"].path.read_bytes() == b"abc"


def test_one_carriage_return_before_a_bare_newline_is_lost_as_in_php(tmp_path: Path) -> None:
    data = body({}, {"file": b"abc"}).replace(b"\r\n", b"\n").replace(b"abc", b"abc\r")
    assert read(data, tmp_path, 10).files["file"].path.read_bytes() == b"abc"


@pytest.mark.parametrize("length", [10, 60, 90])
def test_a_body_that_ends_early_is_noticed(tmp_path: Path, length: int) -> None:
    with pytest.raises(BrokenBody):
        read(body({"a": "b"}, {"file": b"x" * 40})[:length], tmp_path, 20)


def test_the_boundary_is_read_from_the_content_type() -> None:
    assert boundary_of('multipart/form-data; boundary="a b"') == b"a b"
    assert boundary_of("multipart/form-data; boundary=abc; charset=utf-8") == b"abc"
    with pytest.raises(BrokenBody):
        boundary_of("multipart/form-data")
