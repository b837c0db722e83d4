"""What a wiki tells of itself, of titles, categories and templates."""

from __future__ import annotations

import hashlib
import os

from tests.contract.conftest import Wiki
from tests.support.pictures import jpeg


def test_the_site_tells_its_limits(wiki: Wiki) -> None:
    told = wiki.client(None).query(meta="siteinfo", siprop="general|fileextensions|namespaces")
    general = told["general"]
    assert (general["maxuploadsize"], general["minuploadchunksize"]) == (5368709120, 1024)
    assert (general["case"], general["uploadsenabled"], general["lang"]) == ("first-letter", True, "en")
    assert {"ext": "jpg"} in told["fileextensions"]
    assert told["namespaces"]["6"]["canonical"] == "File"


def test_titles_are_normalised_missing_or_invalid(wiki: Wiki) -> None:
    client = wiki.client()
    name = f"Titles {os.urandom(4).hex()}.jpg"
    data = jpeg()
    client.upload(name, data)
    told = client.query(titles=f"File:{name}|File:not there at all.jpg|File:bad[title].jpg", prop="imageinfo",
                        iiprop="sha1")
    assert told["normalized"] == [
        {"fromencoded": False, "from": "File:not there at all.jpg", "to": "File:Not there at all.jpg"}]
    missing, invalid, present = told["pages"]
    assert missing == {"ns": 6, "title": "File:Not there at all.jpg", "missing": True, "imagerepository": ""}
    assert (invalid["invalid"], invalid["title"]) == (True, "File:bad[title].jpg")
    assert present["imageinfo"] == [{"sha1": hashlib.sha1(data).hexdigest()}]


def test_files_are_found_by_prefix(wiki: Wiki) -> None:
    client = wiki.client()
    begin = f"Prefix {os.urandom(4).hex()}"
    for number in range(3):
        client.upload(f"{begin} {number}.jpg", jpeg())
    found = client.send("GET", action="query", list="allimages", aiprefix=begin, ailimit=2)
    names = [row["name"] for row in found["query"]["allimages"]]
    assert names == [f"{begin} {number}.jpg".replace(" ", "_") for number in (0, 1)]
    assert set(found.json["continue"]) == {"aicontinue", "continue"}
    rest = client.query(list="allimages", aiprefix=begin, ailimit=2, aicontinue=found.json["continue"]["aicontinue"])
    assert [row["title"] for row in rest["allimages"]] == [f"File:{begin} 2.jpg"]
    pages = client.query(list="allpages", apnamespace=6, apprefix=begin)["allpages"]
    assert len(pages) == 3


def test_an_upload_is_in_the_log(wiki: Wiki) -> None:
    client, data = wiki.client(), jpeg()
    name = f"Logged {os.urandom(4).hex()}.jpg"
    client.upload(name, data)
    entry, = client.query(list="logevents", letype="upload", letitle=f"File:{name}")["logevents"]
    assert (entry["user"], entry["action"], entry["title"]) == ("Uploader", "upload", f"File:{name}")
    assert int(entry["params"]["img_sha1"], 36) == int(hashlib.sha1(data).hexdigest(), 16)


def test_categories_are_found_by_prefix(wiki: Wiki) -> None:
    client = wiki.client()
    titles = [row["title"] for row in client.query(list="prefixsearch", pssearch="Category:Photo w")["prefixsearch"]]
    assert "Category:Photo walks" in titles
    text, found, _, addresses = client.send(
        "GET", action="opensearch", search="Category:Photo w", namespace=14).json
    assert text == "Category:Photo w"
    assert "Category:Photo walks" in found
    assert addresses[found.index("Category:Photo walks")].endswith("/wiki/Category:Photo_walks")


def test_a_category_in_use_is_counted(wiki: Wiki) -> None:
    client = wiki.client()
    name = f"Counted {os.urandom(4).hex()}"
    client.upload(f"{name}.jpg", jpeg(), text=f"{{{{self|cc-zero}}}}[[Category:{name}]]")
    row, = client.query(list="allcategories", acprefix=name, acprop="size")["allcategories"]
    assert row == {"category": name, "size": 1, "pages": 0, "files": 1, "subcats": 0}
    page, = client.query(titles=f"Category:{name}", prop="info|categoryinfo")["pages"]
    assert page["missing"] is True
    assert page["categoryinfo"]["files"] == 1


def test_a_preview_tells_red_links(wiki: Wiki) -> None:
    text = ("{{Information|description={{en|1=Test}}}}{{self|cc-by-sa-4.0}}{{Not there}}"
            "[[Category:Museums]][[Category:No]]")
    told = wiki.client().send(action="parse", title="File:Preview.jpg", text=text, prop="templates|categories",
                              pst=1)["parse"]
    exists = {row["title"]: row["exists"] for row in told["templates"]}
    assert exists == {"Template:Information": True, "Template:En": True, "Template:Self": True,
                      "Template:Cc-by-sa-4.0": True, "Template:Not there": False}
    missing = {row["category"]: row.get("missing", False) for row in told["categories"]}
    assert missing == {"CC-BY-SA-4.0": False, "Self-published_work": False, "Museums": False, "No": True}


def test_a_preview_shows_the_page(wiki: Wiki) -> None:
    text = "{{Information|description={{en|1=An <b>old</b> bridge & more}}|author=Me}}"
    told = wiki.client().send(action="parse", title="File:Preview.jpg", text=text, prop="text",
                              disablelimitreport=1)["parse"]
    assert "<th>Author\n</th>\n<td>Me\n</td>" in told["text"]
    assert '<span class="description en" lang="en">' in told["text"]
    assert "bridge &amp; more" in told["text"]


def test_a_page_is_read_by_its_number(wiki: Wiki) -> None:
    client = wiki.client()
    name = f"Numbered {os.urandom(4).hex()}.jpg"
    client.upload(name, jpeg(), text="{{self|cc-zero}}")
    number = client.query(titles=f"File:{name}", prop="info")["pages"][0]["pageid"]
    page, = client.query(pageids=number, prop="revisions", rvprop="content|user", rvslots="main")["pages"]
    assert page["title"] == f"File:{name}"
    assert page["revisions"][0]["user"] == "Uploader"
    assert client.query(pageids=99999999)["pages"] == [{"pageid": 99999999, "missing": True}]


def test_too_many_titles_and_two_hashes_at_once_are_refused(wiki: Wiki) -> None:
    client = wiki.client()
    titles = "|".join(f"File:{number}.jpg" for number in range(51))
    assert client.send("GET", action="query", titles=titles).problem.code == "toomanyvalues"
    hashes = f"{'a' * 40}|{'b' * 40}"
    assert client.send("GET", action="query", list="allimages", aisha1=hashes).problem.code == "invalidsha1hash"


def test_files_of_one_beginning_come_with_what_is_told_of_them(wiki: Wiki) -> None:
    client = wiki.client()
    begin = f"Generated {os.urandom(4).hex()}"
    digests = {}
    for number in range(2):
        client.upload(f"{begin} {number}.jpg", data := jpeg())
        digests[f"File:{begin} {number}.jpg"] = hashlib.sha1(data).hexdigest()
    pages = client.query(generator="allpages", gapnamespace=6, gapprefix=begin, prop="imageinfo",
                         iiprop="sha1")["pages"]
    assert {page["title"]: page["imageinfo"][0]["sha1"] for page in pages} == digests


def test_an_old_version_is_told_of_after_the_new_one(wiki: Wiki) -> None:
    client, first, second = wiki.client(), jpeg(), jpeg()
    name = f"History {os.urandom(4).hex()}.jpg"
    client.upload(name, first)
    client.upload(name, second, ignorewarnings=1)
    page, = client.query(titles=f"File:{name}", prop="imageinfo|info", iiprop="sha1", iilimit="max",
                         inprop="protection")["pages"]
    assert [row["sha1"] for row in page["imageinfo"]] == [hashlib.sha1(data).hexdigest() for data in (second, first)]
    assert page["protection"] == []


def test_of_several_pages_the_last_revisions_and_all_versions_are_told(wiki: Wiki) -> None:
    client, name, other = wiki.client(), f"Last {os.urandom(4).hex()}.jpg", f"Last {os.urandom(4).hex()}.jpg"
    for title in (name, other):
        client.upload(title, jpeg())
    client.upload(name, jpeg(), ignorewarnings="1")
    assert client.write(action="edit", title=f"File:{other}", text="Other words")["edit"]["result"] == "Success"
    told = client.query(titles=f"File:{name}|File:{other}", prop="imageinfo|info|revisions", iiprop="sha1|timestamp",
                        iilimit="50", rvprop="ids|user|content", rvslots="*")
    pages = {page["title"]: page for page in told["pages"]}
    assert [len(pages[f"File:{title}"]["imageinfo"]) for title in (name, other)] == [2, 1]
    for page in pages.values():
        [revision] = page["revisions"]
        assert revision["revid"] == page["lastrevid"] and revision["parentid"] > 0
    assert pages[f"File:{other}"]["revisions"][0]["slots"]["main"]["content"] == "Other words"
