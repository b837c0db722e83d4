"""The sync beside plain `requests` and beside pywikibot's own upload: same files, same server, one run."""

import json
import os
import subprocess
import sys
from pathlib import Path

from minoties_desktop.practice.accounts import SECRET
from minoties_desktop.services.accounts import Account
from minoties_desktop.services.library import Library
from minoties_desktop.services.review import queue
from tests.bench.rows import Found, Row, measures
from tests.support import queues
from tests.support.mediawiki import MediaWiki
from tests.support.source import ROOT

FILES, SIZE, LARGE = 16, 3_000_000, 60_000_000
ACCOUNT = "Trusted"
# Each client is a process of its own and tells its seconds, its CPU seconds and the most memory it had. Loading and
# logging in do not count, nor, but for the sync, does the first file.
TELL = """
import json, sys, time
begun = None
def sent():
    global begun
    begun = begun or (time.monotonic(), time.process_time())
def tell():
    spent = {"seconds": time.monotonic() - begun[0], "cpu": time.process_time() - begun[1]}
    lines = (line.split() for line in open("/proc/self/status"))  # getrusage would tell the parent's memory too
    print(json.dumps(spent | {"rss": next(int(line[1]) / 1024 for line in lines if line[0] == "VmHWM:")}))
api, account, secret, folder = sys.argv[1:]
"""
PLAIN = TELL + """
import requests
from pathlib import Path
session = requests.Session()
def token(kind):
    answer = session.get(api, params={"action": "query", "meta": "tokens", "type": kind, "format": "json"})
    return answer.json()["query"]["tokens"][kind + "token"]
session.post(api, data={"action": "login", "lgname": account + "@tests", "lgpassword": secret, "format": "json",
                        "lgtoken": token("login")})
csrf = token("csrf")
for path in sorted(Path(folder).glob("*.jpg")):
    with path.open("rb") as file:
        answer = session.post(api, data={
            "action": "upload", "filename": "Plain " + path.name, "text": "{{self|cc-by-4.0}}",
            "ignorewarnings": "1", "token": csrf, "format": "json"}, files={"file": (path.name, file)}).json()
    assert answer["upload"]["result"] == "Success", answer
    sent()
tell()
"""
SAME = PLAIN.replace('"ignorewarnings": "1", ', "").replace('"Plain "', '"Same "').replace("    with path.open", """\
    import hashlib
    sha1, name = hashlib.sha1(path.read_bytes()).hexdigest(), "Same " + path.name
    asked = {"action": "query", "format": "json", "list": "allimages|filearchive|allpages", "aisha1": sha1,
             "fasha1": sha1, "apnamespace": 6, "apprefix": name[:-3], "titles": "File:" + name,
             "prop": "info|imageinfo"}
    assert "query" in session.post(api, data=asked).json()
    asked = {"action": "titleblacklist", "format": "json", "tbaction": "create", "tbtitle": "File:" + name}
    assert session.post(api, data=asked).json()["titleblacklist"]["result"] == "ok"
    with path.open""").replace("    sent()\n", """\
    asked = {"action": "query", "format": "json", "titles": "File:" + name, "prop": "imageinfo|info|revisions",
             "iiprop": "timestamp|user|sha1|size|url", "rvprop": "ids|user|content", "rvslots": "*"}
    [page] = session.post(api, data=asked).json()["query"]["pages"].values()
    assert page["imageinfo"][0]["sha1"] == sha1
    sent()
""")
"""Plain `requests` again, doing what the sync does for a file: look-ups, upload without ignoring warnings, proof."""
STOCK = TELL + """
import os
os.environ["PYWIKIBOT_NO_USER_CONFIG"] = "2"
os.chdir(folder)
import pywikibot
from pathlib import Path
from pywikibot import config
config.put_throttle = config.minthrottle = config.maxthrottle = 0
config.maximum_GET_length = 0
from pywikibot.family import SingleSiteFamily
from pywikibot.login import ClientLoginManager, LoginStatus
from urllib.parse import urlsplit
class Wiki(SingleSiteFamily):
    name = "bench"
    domain = urlsplit(api).netloc
    def protocol(self, code): return "http"
    def scriptpath(self, code): return "/w"
config.family_files["bench"] = ""
site = pywikibot.Site("bench", Wiki(), user=account)
login = ClientLoginManager(site=site, user=account, password=secret)
login.login_name = account + "@tests"
login.login()
del site.userinfo
site._loginstatus = LoginStatus.AS_USER
for path in sorted(Path(folder).glob("*.jpg")):
    page = pywikibot.FilePage(site, "File:Stock " + path.name)
    assert site.upload(page, source_filename=str(path), text="{{self|cc-by-4.0}}", summary="bench",
                       ignore_warnings=True, report_success=False)
    sent()
tell()
"""
SYNC = TELL + """
import keyring
from keyring.backend import KeyringBackend
from pathlib import Path
class Memory(KeyringBackend):
    priority = 1
    def set_password(self, service, name, password): raise NotImplementedError
    def get_password(self, service, name): return json.dumps({"login": account + "@tests", "password": secret})
keyring.set_keyring(Memory())
from minoties_desktop.services.accounts import Account
from minoties_desktop.services.gate import Wishes
from minoties_desktop.services.library import Library
from minoties_desktop.services.syncing import sync
library = Library(Path(folder))
# It tells of itself for the first time when it begins to ask about the files, after the login.
outcome = sync(library, Account(api, account), Wishes(once=True), tell=lambda event: sent())
assert outcome.done and not (outcome.waiting or outcome.asks or outcome.refused), outcome
tell()
"""


def client(code: str, api: str, folder: Path, account: str = ACCOUNT) -> dict[str, float]:
    """What one client tells of sending what lies in a folder."""
    with start(code, api, folder, account) as process:
        said = process.communicate()[0]
    assert process.returncode == 0, said
    return json.loads(said.splitlines()[-1])


def start(code: str, api: str, folder: Path, account: str = ACCOUNT) -> subprocess.Popen[str]:
    """A client that begins to send what lies in a folder."""
    return subprocess.Popen([sys.executable, "-c", code, api, account, SECRET, str(folder)], cwd=ROOT,
                            env={**os.environ, "PYTHONPATH": str(ROOT)}, stdout=subprocess.PIPE, text=True)


def send_all(api: str, folder: Path, first: int, sizes: list[int]) -> dict[str, dict[str, float]]:
    """All clients send files of these sizes; no two are alike (the library counts its own from 1)."""
    found = {}
    for name, code in (("plain", PLAIN), ("same", SAME), ("stock", STOCK)):
        where = folder / name
        where.mkdir()
        for number, size in enumerate(sizes):
            (where / f"{first:03}-{number:03}.jpg").write_bytes(queues.photograph(first + number, size))
        found[name] = client(code, api, where)
        first += len(sizes)
    titles = {f"Bench walk {first + number} by the river": size for number, size in enumerate(sizes)}
    items = queues.ready(folder / "library", titles, author=ACCOUNT)
    library = Library(folder / "library")
    queue(library, list(items.values()), Account(api, ACCOUNT))
    library.close()
    found["sync"] = client(SYNC, api, folder / "library")
    return found


def per_file(found: dict[str, dict[str, float]], client: str, what: str) -> float:
    """What one file took."""
    return found[client][what] / (FILES if client == "sync" else FILES - 1)


@measures(Row("upload_ratio", "", 1.05), Row("upload_cpu_ms", "ms", 10), Row("upload_rss_mb", "MiB", 75),
          Row("upload_same_ratio", "", 1.05), Row("upload_own_cpu_ms", "ms", 10), runs=1)
def sending(folder: Path) -> Found:
    """Many photographs one after the other, and for the memory a large one; a real MediaWiki takes them.

    `upload_ratio` and `upload_cpu_ms` set our whole job (look-ups, upload, proof, queue on disk) against a bare upload
    each; `upload_same_ratio` sets it against plain requests asking the same, and `upload_own_cpu_ms` is what we need
    beyond those.
    """
    wiki = MediaWiki(folder / "wiki")
    wiki.start()
    try:
        (folder / "many").mkdir()
        (folder / "large").mkdir()
        many = send_all(wiki.api, folder / "many", 1000, [SIZE] * FILES)
        large = send_all(wiki.api, folder / "large", 2000, [LARGE])
    finally:
        wiki.stop()
    return {
        "upload_ratio": (per_file(many, "sync", "seconds") / per_file(many, "plain", "seconds"),
                         per_file(many, "stock", "seconds") / per_file(many, "plain", "seconds")),
        "upload_cpu_ms": (1000 * per_file(many, "sync", "cpu"), 1000 * per_file(many, "stock", "cpu")),
        "upload_same_ratio": per_file(many, "sync", "seconds") / per_file(many, "same", "seconds"),
        "upload_own_cpu_ms": (1000 * (per_file(many, "sync", "cpu") - per_file(many, "same", "cpu")),
                              1000 * per_file(many, "same", "cpu")),
        "upload_rss_mb": (large["sync"]["rss"], large["stock"]["rss"]),
    }
