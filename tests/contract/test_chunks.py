"""Sending a large file in parts, and what to do when an answer is lost (contract sections 1.2 and 1.3)."""

from __future__ import annotations

import hashlib
import itertools
import os
import time
from collections.abc import Callable
from typing import Any

import pytest

from tests.contract.conftest import Wiki
from tests.support.client import Client
from tests.support.pictures import jpeg, png

_numbers = itertools.count()
PART = 40_000
SIZE = 100_000


@pytest.fixture
def named() -> Callable[[str], str]:
    """Makes a file name that no other test has."""
    return lambda words: f"{words} {os.getpid()} {next(_numbers)} {os.urandom(3).hex()}.jpg"


def sha1(data: bytes) -> str:
    return hashlib.sha1(data).hexdigest()


def send(client: Client, name: str, data: bytes, *, parts: int = 3, **params: Any) -> dict[str, Any]:
    """Send the first so many of three parts; the last answer comes back."""
    told: dict[str, Any] = {}
    for begin in list(range(0, len(data), PART))[:parts]:
        told = client.chunk(name, data, begin, min(begin + PART, len(data)), told.get("filekey"), **params)["upload"]
    return told


def wait_for(client: Client, key: str) -> dict[str, Any]:
    """Ask until something delayed has ended."""
    for _ in range(1000):
        told = client.write(action="upload", checkstatus=1, filekey=key)["upload"]
        if told["result"] != "Poll":
            return told
        time.sleep(0.05)
    raise AssertionError(told)


def published(client: Client, data: bytes) -> list[str]:
    return [row["name"] for row in client.query(list="allimages", aisha1=sha1(data))["allimages"]]


def test_parts_become_the_whole_and_the_key_changes(wiki: Wiki, named) -> None:
    client, data, name = wiki.client(), jpeg(size=SIZE), named("Panorama")
    half = send(client, name, data, parts=2)
    assert (half["result"], half["offset"]) == ("Continue", 2 * PART)
    told = client.chunk(name, data, 2 * PART, len(data), half["filekey"])["upload"]
    assert told["result"] == "Success"
    assert told["filekey"] != half["filekey"]
    assert (told["imageinfo"]["sha1"], told["imageinfo"]["size"]) == (sha1(data), len(data))
    done = client.upload(name, filekey=told["filekey"])["upload"]
    assert (done["result"], done["imageinfo"]["sha1"]) == ("Success", sha1(data))


def test_a_lost_first_answer_means_beginning_again(wiki: Wiki, named) -> None:
    client, data, name = wiki.client(), jpeg(size=SIZE), named("First lost")
    wiki.lose_next_answer("upload")
    assert client.chunk(name, data, 0, PART).status == 502
    key = send(client, name, data, parts=1)["filekey"]
    assert client.chunk(name, data, 0, PART, key).problem.code == "filekeynotallowed"
    assert client.chunk(name, data, PART, 2 * PART, key)["upload"]["offset"] == 2 * PART


def test_a_lost_middle_answer_tells_the_offset_when_sent_again(wiki: Wiki, named) -> None:
    client, data, name = wiki.client(), jpeg(size=SIZE), named("Middle lost")
    key = send(client, name, data, parts=1)["filekey"]
    wiki.lose_next_answer("upload")
    assert client.chunk(name, data, PART, 2 * PART, key).status == 502
    problem = client.chunk(name, data, PART, 2 * PART, key).problem
    assert (problem.code, problem.data["offset"]) == ("stashfailed", str(2 * PART))
    told = client.write(action="upload", checkstatus=1, filekey=key)["upload"]
    assert told == {"result": "Continue", "stage": "uploading", "offset": 2 * PART}
    assert client.chunk(name, data, 2 * PART, len(data), key)["upload"]["imageinfo"]["sha1"] == sha1(data)


def test_a_lost_last_answer_is_found_in_the_stash(wiki: Wiki, named) -> None:
    client, data, name = wiki.client(), jpeg(size=SIZE), named("Last lost")
    key = send(client, name, data, parts=2)["filekey"]
    wiki.lose_next_answer("upload")
    assert client.chunk(name, data, 2 * PART, len(data), key).status == 502
    assert client.chunk(name, data, 2 * PART, len(data), key).problem.code == "uploadstash-file-not-found"
    assert client.write(action="upload", checkstatus=1, filekey=key).problem.code == "missingresult"
    stashed = client.query(list="mystashedfiles", msfprop="size", msflimit="max")["mystashedfiles"]
    keys = [row["filekey"] for row in stashed if row["size"] == len(data)]
    told = client.query(prop="stashimageinfo", siifilekey="|".join(keys), siiprop="sha1|size")["stashimageinfo"]
    assert sha1(data) in [row["sha1"] for row in told]


def test_a_delayed_assembly_can_be_asked_about_again_and_again(wiki: Wiki, named) -> None:
    client, data, name = wiki.client(), jpeg(size=SIZE), named("Delayed")
    key = send(client, name, data, parts=2, **{"async": 1})["filekey"]
    wiki.lose_next_answer("upload")
    assert client.chunk(name, data, 2 * PART, len(data), key, **{"async": 1}).status == 502
    told = wait_for(client, key)
    assert (told["result"], told["stage"], told["imageinfo"]["sha1"]) == ("Success", "assembling", sha1(data))
    assert told["filekey"] != key
    assert wait_for(client, key)["filekey"] == told["filekey"]


def test_a_part_too_many_is_refused_once_all_are_there(wiki: Wiki, named) -> None:
    client, data, name = wiki.client(), jpeg(size=SIZE), named("Too many")
    told = send(client, name, data, **{"async": 1})
    assert (told["result"], told["stage"]) == ("Poll", "queued")
    problem = client.chunk(name, data, 2 * PART, len(data), told["filekey"], **{"async": 1}).problem
    assert problem.code in ("stashfailed", "uploadstash-file-not-found")
    wait_for(client, told["filekey"])


def test_a_lost_publishing_is_found_by_its_bytes(wiki: Wiki, named) -> None:
    client, data, name = wiki.client(), jpeg(), named("Publishing lost")
    key = client.upload(name, data, stash=1)["upload"]["filekey"]
    wiki.lose_next_answer("upload")
    assert client.upload(name, filekey=key).status == 502
    assert client.upload(name, filekey=key).problem.code == "uploadstash-file-not-found"
    assert published(client, data) == [name.replace(" ", "_")]


def test_a_lost_single_upload_is_found_by_its_bytes(wiki: Wiki, named) -> None:
    client, data, name = wiki.client(), jpeg(), named("Answer lost")
    wiki.lose_next_answer("upload")
    assert client.upload(name, data).status == 502
    page, = client.query(titles=f"File:{name}", prop="imageinfo", iiprop="sha1|user")["pages"]
    assert page["imageinfo"] == [{"sha1": sha1(data), "user": "Uploader"}]
    assert set(client.upload(name, data)["upload"]["warnings"]) == {"exists", "nochange"}


def test_a_delayed_publishing_can_be_asked_about(wiki: Wiki, named) -> None:
    client, data, name = wiki.client(), jpeg(), named("Published later")
    key = client.upload(name, data, stash=1)["upload"]["filekey"]
    told = client.upload(name, filekey=key, **{"async": 1})["upload"]
    assert told == {"result": "Poll", "stage": "queued", "filename": name.replace(" ", "_")}
    told = wait_for(client, key)
    assert (told["result"], told["stage"], told["imageinfo"]["sha1"]) == ("Success", "publish", sha1(data))
    assert published(client, data) == [name.replace(" ", "_")]


def test_what_was_rejected_by_the_gateway_was_not_done(wiki: Wiki, named) -> None:
    client, data = wiki.client(), jpeg()
    token = client.token()
    wiki.reject_next("upload", 503)
    reply = client.upload(named("Rejected"), data, token=token)
    assert (reply.status, reply.headers["Retry-After"]) == (503, "1")
    assert published(client, data) == []


def test_an_unfinished_upload_publishes_only_its_first_part(wiki: Wiki, named) -> None:
    client, data, name = wiki.client(), jpeg(size=SIZE), named("Unfinished")
    key = send(client, name, data, parts=2)["filekey"]
    info = client.upload(name, filekey=key, ignorewarnings=1)["upload"]["imageinfo"]
    assert (info["size"], info["sha1"]) == (PART, sha1(data[:PART]))


def test_a_warning_on_a_part_stashes_that_part_only(wiki: Wiki, named) -> None:
    client, data = wiki.client(), jpeg(size=SIZE)
    told = client.chunk(f"PICT {named('warned')}", data, 0, PART)["upload"]
    assert set(told["warnings"]) == {"bad-prefix"}
    problem = client.chunk(named("Going on"), data, PART, 2 * PART, told["filekey"]).problem
    assert problem.code == "stashfailed"
    assert "offset" not in problem.data


def test_parts_must_fit(wiki: Wiki, named) -> None:
    client, data, name = wiki.client(), jpeg(size=SIZE), named("Fitting")
    assert client.chunk(name, data, 0, 500).problem.code == "chunk-too-small"
    assert client.chunk(name, data, 0, PART, filesize=PART - 1).problem.code == "invalid-chunk"
    assert client.chunk(name, data, PART, 2 * PART).problem.code == "filekeyneeded"
    unknown = client.chunk(name, data, PART, 2 * PART, "1abcdefghijk.lmnopq.4.jpg").problem
    assert unknown.code == "uploadstash-file-not-found"
    key = send(client, name, data, parts=1)["filekey"]
    ahead = client.chunk(name, data, 2 * PART, len(data), key).problem
    assert (ahead.code, ahead.data["offset"]) == ("stashfailed", str(PART))


def test_the_whole_is_verified_when_it_is_assembled(wiki: Wiki, named) -> None:
    client, data = wiki.client(), png(200, 200, size=90_000)
    told = client.chunk(named("Mime"), data, 0, PART)["upload"]
    problem = client.chunk(named("Mime"), data, PART, len(data), told["filekey"]).problem
    assert (problem.code, problem.data) == ("stashfailed", {})


def test_a_duplicate_is_told_with_the_last_part(wiki: Wiki, named) -> None:
    client, data, name = wiki.client(), jpeg(size=SIZE), named("Original")
    client.upload(name, data)
    told = send(client, named("Copy"), data)
    assert (told["result"], told["warnings"]) == ("Success", {"duplicate": [name.replace(" ", "_")]})


def test_the_stash_is_private_and_ends(wiki: Wiki, named) -> None:
    client, data = wiki.client(), jpeg()
    told = client.upload(named("Stashed"), data, stash=1)["upload"]
    assert (told["result"], told["imageinfo"]["sha1"]) == ("Success", sha1(data))
    key = told["filekey"]
    assert told["sessionkey"] == key
    other = wiki.client("Trusted@tests")
    assert other.upload(named("Stolen"), filekey=key).problem.code == "uploadstash-wrong-owner"
    assert client.upload(named("Malformed"), filekey="not-a-key").problem.code == "invalid-file-key"
    wiki.expire_stash()
    assert client.upload(named("Expired"), filekey=key).problem.code == "uploadstash-file-not-found"


def test_bytes_come_back_as_they_were_sent(wiki: Wiki, named) -> None:
    client = wiki.client()
    for end in (b"\r", b"\n", b"\r\n", b"\r\n--", b"\0"):
        data = jpeg() + end
        assert client.upload(named("Bytes"), data)["upload"]["imageinfo"]["sha1"] == sha1(data)
        parts = jpeg(size=SIZE)[:PART - len(end)] + end + os.urandom(PART) + end
        told = client.chunk(named("Bytes"), parts, 0, PART)["upload"]
        told = client.chunk(named("Bytes"), parts, PART, len(parts), told["filekey"])["upload"]
        assert told["imageinfo"]["sha1"] == sha1(parts)


def test_what_a_filter_says_to_delayed_publishing_is_told_when_asked(wiki: Wiki, named) -> None:
    client, data, name = wiki.client(), jpeg(), named("Advert later")
    key = client.upload(name, data, stash=1)["upload"]["filekey"]
    text = "Buy it now! {{self|cc-zero}}"
    assert client.upload(name, filekey=key, text=text, **{"async": 1})["upload"]["result"] == "Poll"
    for _ in range(1000):
        reply = client.write(action="upload", checkstatus=1, filekey=key)
        if "upload" not in reply.json:
            break
        time.sleep(0.05)
    assert reply.problem.code == "abusefilter-disallowed"
    assert published(client, data) == []


def test_what_is_delayed_cannot_be_asked_for_twice(wiki: Wiki, named) -> None:
    client, name = wiki.client(), named("Twice")
    assert client.upload(name, jpeg(), **{"async": 1}).problem.code == "cannot-async-upload-file"
