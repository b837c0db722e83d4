"""What an upload meets on a wiki: success, warnings (contract section 1.4), refusals (1.5)."""

from __future__ import annotations

import hashlib
import itertools
import os
from collections.abc import Callable

import pytest

from tests.contract.conftest import Wiki
from tests.support.client import Client
from tests.support.pictures import jpeg, png

_numbers = itertools.count()


@pytest.fixture
def named() -> Callable[[str], str]:
    """Makes a file name that no other test has."""
    return lambda words: f"{words} {os.getpid()} {next(_numbers)} {os.urandom(3).hex()}.jpg"


def sha1(data: bytes) -> str:
    return hashlib.sha1(data).hexdigest()


def key(name: str) -> str:
    return name.replace(" ", "_")


def published(client: Client, data: bytes) -> list[str]:
    return [row["name"] for row in client.query(list="allimages", aisha1=sha1(data))["allimages"]]


def test_a_file_is_published_with_its_text(wiki: Wiki, named) -> None:
    client, data, name = wiki.client(), jpeg(), named("Old bridge")
    told = client.upload(name, data, text="{{self|cc-zero}}\n[[Category:Museums]]")["upload"]
    assert told["result"] == "Success"
    assert told["filename"] == key(name)
    assert (told["imageinfo"]["sha1"], told["imageinfo"]["size"]) == (sha1(data), len(data))
    assert (told["imageinfo"]["width"], told["imageinfo"]["height"]) == (640, 480)
    page, = client.query(titles=f"File:{name}", prop="info|imageinfo|revisions|categories", iiprop="sha1|user",
                         rvprop="content", rvslots="main")["pages"]
    assert page["imageinfo"][0] == {"sha1": sha1(data), "user": "Uploader"}
    assert page["revisions"][0]["slots"]["main"]["content"] == "{{self|cc-zero}}\n[[Category:Museums]]"
    assert {"ns": 14, "title": "Category:Museums"} in page["categories"]
    assert page["pageid"] > 0


def test_without_text_the_comment_becomes_the_page(wiki: Wiki, named) -> None:
    client, name = wiki.client(), named("Comment as text")
    client.upload(name, jpeg(), text=None, comment="{{self|cc-zero}}")
    page, = client.query(titles=f"File:{name}", prop="revisions", rvprop="content", rvslots="main")["pages"]
    assert page["revisions"][0]["slots"]["main"]["content"] == "{{self|cc-zero}}"


def test_a_taken_name_is_warned_of_and_the_bytes_wait(wiki: Wiki, named) -> None:
    client, name = wiki.client(), named("Taken")
    client.upload(name, jpeg())
    told = client.upload(name, data := jpeg())["upload"]
    assert (told["result"], told["warnings"]) == ("Warning", {"exists": key(name)})
    other = named("Not taken")
    again = client.upload(other, filekey=told["filekey"])["upload"]
    assert (again["result"], again["imageinfo"]["sha1"]) == ("Success", sha1(data))


def test_the_same_bytes_under_another_name_are_a_duplicate(wiki: Wiki, named) -> None:
    client, data, name = wiki.client(), jpeg(), named("First")
    client.upload(name, data)
    told = client.upload(named("Second"), data)["upload"]
    assert told["warnings"] == {"duplicate": [key(name)]}


def test_the_same_bytes_under_the_same_name_change_nothing(wiki: Wiki, named) -> None:
    client, data, name = wiki.client(), jpeg(), named("Same")
    client.upload(name, data)
    warnings = client.upload(name, data)["upload"]["warnings"]
    assert set(warnings) == {"exists", "nochange"}
    assert set(warnings["nochange"]) == {"timestamp"}
    problem = client.upload(name, data, ignorewarnings=1).problem
    assert problem.code == "fileexists-no-change"
    assert problem.data["stasherrors"][0]["code"] == "uploadstash-exception"


def test_an_older_version_is_recognised(wiki: Wiki, named) -> None:
    client, first, name = wiki.client(), jpeg(), named("Versions")
    client.upload(name, first)
    assert client.upload(name, jpeg(), ignorewarnings=1)["upload"]["warnings"] == {"exists": key(name)}
    assert set(client.upload(name, first)["upload"]["warnings"]) == {"exists", "duplicateversions"}


def test_another_spelling_of_the_extension_is_the_same_name(wiki: Wiki, named) -> None:
    client, name = wiki.client(), named("Spelling")
    client.upload(name, jpeg())
    for other in (name.replace(".jpg", ".JPG"), name.replace(".jpg", ".jpeg")):
        assert client.upload(other, jpeg())["upload"]["warnings"] == {"exists-normalized": key(name)}


def test_a_page_without_a_file_takes_the_name(wiki: Wiki, named) -> None:
    client, name = wiki.client(), named("Page only")
    wiki.put_page(f"File:{name}", "Words.")
    assert client.upload(name, jpeg())["upload"]["warnings"] == {"page-exists": key(name)}


def test_what_was_deleted_is_remembered_by_name_and_by_bytes(wiki: Wiki, named) -> None:
    client, data, name = wiki.client(), jpeg(), named("Deleted")
    client.upload(name, data)
    wiki.delete_file(name)
    assert client.upload(name, jpeg())["upload"]["warnings"] == {"was-deleted": key(name)}
    assert client.upload(named("Reborn"), data)["upload"]["warnings"] == {"duplicate-archive": key(name)}
    found = client.query(list="filearchive", fasha1=sha1(data), faprop="sha1")["filearchive"]
    assert [(row["name"], row["sha1"]) for row in found] == [(key(name), sha1(data))]


def test_characters_that_titles_may_not_have_become_dashes(wiki: Wiki, named) -> None:
    client, plain = wiki.client(), named("Bridge")
    told = client.upload(plain.replace("Bridge", "Bridge: old #1 [left]|x"), jpeg())["upload"]
    assert told["warnings"] == {"badfilename": key(plain.replace("Bridge", "Bridge- old -1 -left--x"))}


def test_a_lower_case_first_letter_and_double_spaces(wiki: Wiki, named) -> None:
    client, name = wiki.client(), named("église")
    assert client.upload(name, jpeg())["upload"]["filename"] == key("É" + name[1:])
    name = named("Two  spaces")
    assert client.upload(name, jpeg())["upload"]["warnings"] == {"badfilename": key(name.replace("  ", " "))}


def test_a_name_without_extension_gets_one(wiki: Wiki, named) -> None:
    name = named("No extension").removesuffix(".jpg")
    told = wiki.client().upload(name, jpeg())["upload"]
    assert told["warnings"] == {"badfilename": key(f"{name}.jpeg")}


@pytest.mark.parametrize(("begin", "warning"), [("PICT0042 bridge", "bad-prefix"), ("120px-Old", "thumb-name")])
def test_names_as_cameras_and_thumbnails_have_them(wiki: Wiki, named, begin: str, warning: str) -> None:
    name = named(begin)
    assert wiki.client().upload(name, jpeg())["upload"]["warnings"] == {warning: key(name)}


def test_a_name_in_another_script_is_kept(wiki: Wiki, named) -> None:
    for words in ("Մատենադարան, Երևան", "مكتبة الإسكندرية", "Βιβλιοθήκη"):
        name = named(words)
        assert wiki.client().upload(name, jpeg())["upload"]["filename"] == key(name)


def test_a_bad_name_keeps_the_bytes_for_a_better_one(wiki: Wiki, named) -> None:
    client = wiki.client()
    for bad, code in (("x" * 237 + ".jpg", "filename-toolong"), (".jpg", "filename-tooshort"),
                      ("IMG 2042.jpg", "titleblacklist-custom-filename"), ("a%41 b.jpg", "illegal-filename")):
        data = jpeg()
        problem = client.upload(bad, data).problem
        assert (problem.code, problem.data["invalidparameter"]) == (code, "filename")
        told = client.upload(named("Better"), filekey=problem.data["filekey"])["upload"]
        assert told["imageinfo"]["sha1"] == sha1(data)


def test_the_blacklist_is_stricter_with_newcomers(wiki: Wiki, named) -> None:
    name = named("My selfie")
    assert wiki.client("Newcomer@tests").upload(name, jpeg()).problem.code == "titleblacklist-forbidden-edit"
    assert wiki.client().upload(name, jpeg())["upload"]["result"] == "Success"


def test_a_name_can_be_asked_about_before(wiki: Wiki) -> None:
    client = wiki.client()
    told = client.send("GET", action="titleblacklist", tbtitle="File:IMG 2042.jpg", tbaction="create")
    assert told["titleblacklist"]["result"] == "blacklisted"
    assert told["titleblacklist"]["message"] == "titleblacklist-custom-filename"
    told = client.send("GET", action="titleblacklist", tbtitle="File:Good title.jpg", tbaction="create")
    assert told["titleblacklist"] == {"result": "ok"}


def test_many_names_can_be_asked_about_at_once(wiki: Wiki) -> None:
    def told(login: str) -> dict[str, list[str]]:
        answer = wiki.client(login).query(
            titles="File:IMG 2042.jpg|File:Good title.jpg|File:My selfie 2026.jpg", prop="info", intestactions="create",
            intestactionsdetail="full", errorformat="plaintext")
        return {page["title"]: [one["code"] for one in page["actions"]["create"]] for page in answer["pages"]}

    banned = ["titleblacklist-forbidden"]
    assert told("Uploader@tests") == {
        "File:IMG 2042.jpg": banned, "File:Good title.jpg": [], "File:My selfie 2026.jpg": []}
    assert told("Newcomer@tests")["File:My selfie 2026.jpg"] == banned


def test_files_that_are_not_what_their_name_says_are_refused(wiki: Wiki, named) -> None:
    client = wiki.client()
    for data, detail in ((png(), ["filetype-mime-mismatch", "jpg", "image/png"]),
                         (b"Only words.", ["filetype-mime-mismatch", "jpg", "text/plain"]),
                         (b"<html><body>Hello</body></html>", ["filetype-badmime", "text/html"])):
        problem = client.upload(named("Mime"), data).problem
        assert (problem.code, problem.data["details"]) == ("verification-error", detail)
    assert client.upload(named("Empty"), b"").problem.code == "empty-file"


def test_other_kinds_of_file_are_refused_with_those_allowed(wiki: Wiki, named) -> None:
    problem = wiki.client().upload(named("Words").replace(".jpg", ".docx"), b"PK\3\4" + bytes(100)).problem
    assert (problem.code, problem.data["filetype"]) == ("filetype-banned", "docx")
    assert "jpg" in problem.data["allowed"]


def test_a_truncated_jpeg_is_taken(wiki: Wiki, named) -> None:
    data = jpeg(size=20000)[:-300]
    assert wiki.client().upload(named("Truncated"), data)["upload"]["imageinfo"]["sha1"] == sha1(data)


def test_a_filter_warns_once_and_lets_the_same_pass(wiki: Wiki, named) -> None:
    client, data, name = wiki.client(), jpeg(), named("No licence")
    problem = client.upload(name, data, text="Words").problem
    assert (problem.code, problem.data["abusefilter"]["actions"]) == ("abusefilter-warning", ["warn"])
    assert client.upload(name, data, text="Words")["upload"]["result"] == "Success"


def test_a_filter_may_disallow(wiki: Wiki, named) -> None:
    problem = wiki.client().upload(named("Advert"), jpeg(), text="Buy it now! {{self|cc-zero}}").problem
    assert (problem.code, problem.data["abusefilter"]["actions"]) == ("abusefilter-disallowed", ["disallow"])


def test_links_to_spam_are_refused(wiki: Wiki, named) -> None:
    text = "https://www.spam.example/ {{self|cc-zero}}"
    problem = wiki.client().upload(named("Spam"), jpeg(), text=text).problem
    assert (problem.code, problem.data["spamblacklist"]) == ("spamblacklist", {"matches": ["spam.example"]})


def test_a_protected_name_and_a_protected_file(wiki: Wiki, named) -> None:
    client, name = wiki.client(), named("Protected")
    wiki.protect(f"File:{name}")
    problem = client.upload(name, jpeg()).problem
    assert (problem.code, problem.data["invalidparameter"]) == ("protectedpage", "filename")
    other = named("Protected later")
    client.upload(other, jpeg())
    wiki.protect(f"File:{other}")
    assert client.upload(other, jpeg(), ignorewarnings=1).problem.code == "protectedpage"


def test_without_the_overwrite_grant_nothing_of_others_is_overwritten(wiki: Wiki, named) -> None:
    name = named("Of another")
    wiki.client("Trusted@tests").upload(name, first := jpeg())
    client = wiki.client("Uploader@minoties")
    problem = client.upload(name, jpeg(), ignorewarnings=1).problem
    assert (problem.code, problem.data["invalidparameter"]) == ("fileexists-forbidden", "filename")
    assert published(client, first) == [key(name)]


def test_who_may_not_upload(wiki: Wiki, named) -> None:
    assert wiki.client(None).upload(named("Anonymous"), jpeg()).problem.code == "mustbeloggedin"
    assert wiki.client("Uploader@readonly").upload(named("No grant"), jpeg()).problem.code == "permissiondenied"
    problem = wiki.client("Blocked@tests").upload(named("Blocked"), jpeg()).problem
    assert (problem.code, problem.data["blockinfo"]["blockreason"]) == ("blocked", "Uploads without a licence")


def test_tokens_are_asked_for(wiki: Wiki, named) -> None:
    client = wiki.client()
    assert client.upload(named("Token"), jpeg(), token="0" * 40 + "+\\").problem.code == "badtoken"
    files = {"file": ("file", jpeg())}
    assert client.send(files=files, action="upload", filename=named("Token")).problem.code == "missingparam"


def test_parameters_that_do_not_go_together(wiki: Wiki, named) -> None:
    client = wiki.client()
    assert client.upload(named("Nothing")).problem.code == "missingparam"
    assert client.upload(named("Two"), jpeg(), filekey="abc.def.1.jpg").problem.code == "invalidparammix"
    assert client.write({"file": ("file", jpeg())}, action="upload").problem.code == "nofilename"
    assert client.upload(named("Address"), url="http://127.0.0.1/x.jpg").problem.code == "copyuploaddisabled"
    assert client.upload(named("Tag"), jpeg(), tags="no-such-tag").problem.code == "badtags"


def test_the_rate_limit_counts_what_is_published_and_not_what_is_stashed(wiki: Wiki, named) -> None:
    wiki.lasting("ratelimit", "1 600")
    client = wiki.client("Newcomer@tests")
    client.upload(named("Rate one"), jpeg())
    stashed = client.upload(named("Rate two"), jpeg(), stash=1)["upload"]["filekey"]
    name = named("Rate three")
    assert client.upload(name, filekey=stashed).problem.code == "ratelimited"
    wiki.clear_faults()
    assert client.upload(name, filekey=stashed)["upload"]["result"] == "Success"


def test_a_file_over_the_limit_is_refused_but_a_chunk_is_not(wiki: Wiki, named) -> None:
    wiki.lasting("maxsize", "10000")
    client, data = wiki.client(), jpeg(size=20000)
    assert client.upload(named("Large"), data).problem.code == "file-too-large"
    reply = client.chunk(named("Large"), data, 0, 5000)
    assert reply["upload"]["result"] == "Continue"
    assert "filesize" in str(reply.json["warnings"])


def test_a_thumbnail_of_a_file_that_is_there(wiki: Wiki, named) -> None:
    client, name = wiki.client(), named("Full size")
    client.upload(name, jpeg())
    thumb = f"120px-{name}"
    assert client.upload(thumb, jpeg())["upload"]["warnings"] == {"thumb": key(thumb)}


def test_a_new_version_keeps_the_old_text(wiki: Wiki, named) -> None:
    client, name = wiki.client(), named("Text stays")
    client.upload(name, jpeg(), text="{{self|cc-zero}} first")
    client.upload(name, second := jpeg(), text="{{self|cc-zero}} second", ignorewarnings=1)
    page, = client.query(titles=f"File:{name}", prop="revisions|imageinfo", rvprop="content", rvslots="main",
                         iiprop="sha1")["pages"]
    assert page["revisions"][0]["slots"]["main"]["content"] == "{{self|cc-zero}} first"
    assert page["imageinfo"] == [{"sha1": sha1(second)}]


def test_after_a_warning_the_bytes_wait_under_both_keys(wiki: Wiki, named) -> None:
    client, name = wiki.client(), named("Both keys")
    client.upload(name, jpeg())
    first = client.upload(named("Elsewhere"), data := jpeg(), stash=1)["upload"]["filekey"]
    second = client.upload(name, filekey=first)["upload"]["filekey"]
    assert second != first
    told = client.upload(named("In the end"), filekey=first)["upload"]
    assert (told["result"], told["imageinfo"]["sha1"]) == ("Success", sha1(data))


def test_a_warning_about_delayed_publishing_leaves_the_key_as_it_is(wiki: Wiki, named) -> None:
    client, name = wiki.client(), named("Delayed warning")
    client.upload(name, jpeg())
    first = client.upload(named("Elsewhere"), data := jpeg(), stash=1)["upload"]["filekey"]
    told = client.upload(name, filekey=first, **{"async": 1})["upload"]
    assert (told["result"], told["warnings"]) == ("Warning", {"exists": key(name)})
    assert "filekey" not in told
    assert told["stasherrors"]
    assert client.upload(named("Then"), filekey=first)["upload"]["imageinfo"]["sha1"] == sha1(data)
