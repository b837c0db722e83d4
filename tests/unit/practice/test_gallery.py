"""The gallery shows what is there, says that it is practice, and obeys nobody's markup."""

import json

import pytest
import requests

from minoties_desktop.practice.gallery import choose_language
from minoties_desktop.practice.server import PracticeCommons
from tests.support.client import Client
from tests.support.pictures import jpeg
from tests.support.practice import practice_server

__all__ = ["practice_server"]
HOSTILE = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>"

DAY = {"time": "+2026-05-01T00:00:00Z", "timezone": 0, "before": 0, "after": 0, "precision": 11,
       "calendarmodel": "http://www.wikidata.org/entity/Q1985727"}
STATEMENTS = (
    ("P180", "wikibase-entityid", {"entity-type": "item", "id": "Q144"}),
    ("P571", "time", DAY), ("P571", "time", {**DAY, "time": "+1890-00-00T00:00:00Z", "precision": 9}),
    ("P2048", "quantity", {"amount": "+32.5", "unit": "http://www.wikidata.org/entity/Q174728"}),
    ("P1476", "monolingualtext", {"text": "Chroniques", "language": "fr"}),
    ("P1259", "globecoordinate", {"latitude": 43.65, "longitude": 17.96, "precision": 0.0001,
                                  "globe": "http://www.wikidata.org/entity/Q2"}),
    ("P973", "string", "https://example.org/x"),
)


@pytest.fixture
def client(practice_server: PracticeCommons) -> Client:
    return Client(practice_server.api).login("Learner@minoties")


def describe(client: Client, name: str, caption: str) -> None:
    page, = client.query(titles=f"File:{name}")["pages"]
    data = {"labels": {"el": {"language": "el", "value": caption}}, "claims": [{
        "type": "statement", "rank": "normal", "mainsnak": {"snaktype": "value", "property": number, "datavalue": {
            "type": kind, "value": value}}} for number, kind, value in STATEMENTS] + [{
        "type": "statement", "rank": "normal", "mainsnak": {"snaktype": "somevalue", "property": "P170"}}]}
    assert client.write(action="wbeditentity", id=f"M{page['pageid']}", data=json.dumps(data))["success"] == 1


def test_it_says_that_it_is_practice(practice_server: PracticeCommons) -> None:
    page = requests.get(practice_server.gallery, timeout=10)
    assert "Nothing here is published" in page.text
    assert "prefers-color-scheme" in page.text
    assert "default-src 'none'" in page.headers["Content-Security-Policy"]


def test_it_speaks_the_language_that_is_asked_for(practice_server: PracticeCommons) -> None:
    greek = requests.get(practice_server.gallery, params={"uselang": "el"}, timeout=10)
    spanish = requests.get(practice_server.gallery, headers={"Accept-Language": "es-CL, en"}, timeout=10)
    assert '<html lang="el">' in greek.text
    assert '<html lang="es">' in spanish.text
    assert choose_language(None, "xx, yy;q=0.5") == "en"


def test_a_file_is_shown_with_its_words_and_data(practice_server: PracticeCommons, client: Client) -> None:
    text = ("{{Information|description={{en|1=An old bridge}}{{de|1=Alte Brücke}}|author=Me}}{{self|cc-zero}}"
            "[[Category:Museums]]")
    client.upload("Bridge.jpg", data := jpeg(), text=text)
    describe(client, "Bridge.jpg", "Παλιά γέφυρα")
    overview = requests.get(practice_server.gallery, timeout=10).text
    assert "Παλιά γέφυρα" in overview
    assert '<p class="soft" dir="auto">An old bridge Alte Brücke</p>' in overview
    page = requests.get(practice_server.gallery + "wiki/File:Bridge.jpg", timeout=10).text
    for words in ("Παλιά γέφυρα", "depicts (P180)", "dog (Q144)", "Category:Museums", "Learner", "640 × 480",
                  ">2026-05-01<", ">1890<", "32.5 centimetre", "Chroniques (fr)", "43.65, 17.96",
                  "https://example.org/x", "some value, not known here"):
        assert words in page
    source = page.split('<img class="whole" src="')[1].split('"')[0]
    picture = requests.get(practice_server.gallery.rstrip("/") + source, timeout=10)
    assert picture.content == data
    assert (picture.headers["Content-Type"], picture.headers["X-Content-Type-Options"]) == ("image/jpeg", "nosniff")


def test_markup_of_people_is_shown_and_not_obeyed(practice_server: PracticeCommons, client: Client) -> None:
    client.upload("Quote ' and & more.jpg", jpeg(), text=f"{{{{self|cc-zero}}}}\n== {HOSTILE} ==\n{HOSTILE}")
    describe(client, "Quote ' and & more.jpg", HOSTILE)
    name = "wiki/File:Quote_%27_and_%26_more.jpg"
    for address in (practice_server.gallery, practice_server.gallery + name):
        page = requests.get(address, timeout=10)
        assert page.status_code == 200
        assert "<script" not in page.text
        assert "<img src=x" not in page.text


def test_what_is_not_there_is_not_found(practice_server: PracticeCommons) -> None:
    for path in ("wiki/File:Nothing.jpg", "images/a/ab/Nothing.jpg", "images/../practice.sqlite", "nothing", "wiki/[["):
        assert requests.get(practice_server.gallery + path, timeout=10).status_code == 404


def test_other_host_names_are_refused(practice_server: PracticeCommons) -> None:
    for path in ("", "w/api.php?action=query", "practice/faults"):
        reply = requests.get(practice_server.gallery + path, headers={"Host": "evil.example"}, timeout=10)
        assert reply.status_code == 403
