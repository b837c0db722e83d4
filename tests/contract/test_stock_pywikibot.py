"""pywikibot as it comes takes the practice Commons for a wiki with Wikibase: it logs in, uploads and reads."""

import hashlib
import json
import subprocess
import sys
from pathlib import Path

from minoties_desktop.practice.server import PracticeCommons
from tests.support.pictures import jpeg
from tests.support.practice import practice_server

__all__ = ["practice_server"]

# pywikibot keeps one configuration and one cookie jar per process, so it gets a process of its own.
_SCRIPT = """
import json, sys
address, folder = sys.argv[1:]
sys.argv = [sys.argv[0], f"-dir:{folder}"]
import pywikibot
from pywikibot import config, family, login
from minoties_desktop.practice.accounts import LEARNER, LEARNER_LOGIN, SECRET

config.put_throttle = config.max_retries = 0


class Family(family.SingleSiteFamily, family.DefaultWikibaseFamily):
    name = "practice"
    domain = address.partition("//")[2]

    def protocol(self, code):
        return "http"

    def scriptpath(self, code):
        return "/w"


site = pywikibot.site.DataSite("practice", Family(), LEARNER)
manager = login.ClientLoginManager(site=site, user=LEARNER, password=SECRET)
manager.login_name = LEARNER_LOGIN
logged_in = manager.login()
del site.userinfo
page = pywikibot.FilePage(site, "File:Stock pywikibot.jpg")
uploaded = page.upload(f"{folder}/picture.jpg", summary="Test", text="{{self|cc-zero}}")
page = pywikibot.FilePage(site, "File:Stock pywikibot.jpg")
large = pywikibot.FilePage(site, "File:Stock chunks.jpg")
chunked = large.upload(f"{folder}/large.jpg", summary="Test", text="{{self|cc-zero}}", chunk_size=100_000)
data = json.dumps({"labels": {"en": {"language": "en", "value": "A picture"}}})
site.simple_request(action="wbeditentity", id=f"M{page.pageid}", data=data, token=site.tokens["csrf"]).submit()
print(json.dumps({
    "logged_in": logged_in, "uploaded": uploaded, "chunked": chunked, "user": site.userinfo["name"],
    "may": site.has_right("upload"), "text": page.text, "sha1": page.latest_file_info.sha1,
    "categories": [found.title() for found in site.allcategories(prefix="Photo w")],
    "caption": page.data_item().get()["labels"]["en"],
    "found": [hit["id"] for hit in site.search_entities("lib", "en", total=3)],
}))
"""


def test_pywikibot_logs_in_uploads_and_reads(practice_server: PracticeCommons, tmp_path: Path) -> None:
    (tmp_path / "picture.jpg").write_bytes(jpeg())
    (tmp_path / "large.jpg").write_bytes(jpeg(size=250_000))
    command = [sys.executable, "-c", _SCRIPT, practice_server.address, str(tmp_path)]
    root = Path(__file__).resolve().parents[2]
    result = subprocess.run(command, capture_output=True, text=True, cwd=root, timeout=120, check=False)
    assert result.returncode == 0, result.stderr
    told = json.loads(result.stdout.splitlines()[-1])
    assert (told["logged_in"], told["uploaded"], told["chunked"]) == (True, True, True)
    assert (told["user"], told["may"], told["text"]) == ("Learner", True, "{{self|cc-zero}}")
    assert told["caption"] == "A picture"
    assert told["categories"] == ["Category:Photo walks"]
    assert told["found"] == ["Q7075"]
    for name in ("picture.jpg", "large.jpg"):
        row, = practice_server.wiki.files_with(_sha1(tmp_path / name))
        assert row["user"] == "Learner"


def _sha1(path: Path) -> str:
    return hashlib.sha1(path.read_bytes()).hexdigest()
