"""A practice Commons on which recorded requests are played again."""

from __future__ import annotations

import functools
from typing import Any

from minoties_desktop.practice.accounts import SECRET
from minoties_desktop.practice.server import PracticeCommons
from tests.contract.recorded import Recording
from tests.support.client import Client, Reply
from tests.support.pictures import jpeg, png

TEXT = ("== {{int:filedesc}} ==\n{{Information|description={{en|1=Test}}|date=2026-05-01|source={{own}}"
        "|author=[[User:Uploader|Uploader]]}}\n\n== {{int:license-header}} ==\n{{self|cc-by-sa-4.0}}\n\n"
        "[[Category:Photo walks]]")
WHOLE = 3053346
HALF, PART = 2097152, 1048576
KONJIC = "1b492228f153d7a515c61e9ec9adfd24696202f7"  # The bytes that most recordings are about.


@functools.cache
def photograph(note: str) -> bytes:
    """The picture of 640 x 480 whose recorded SHA-1 this is, or some other by its name."""
    return jpeg(size=13941, note=note.encode())


@functools.cache
def panorama(note: str = "panorama") -> bytes:
    """A large picture of 2048 x 1536."""
    return jpeg(2048, 1536, size=WHOLE, note=note.encode())


@functools.cache
def odd_file(name: str) -> bytes:
    """The files of recordings that are no plain photograph, by their name."""
    return {
        "Test program.exe": b"MZ" + bytes(100),
        "Test document.docx": b"PK\3\4" + bytes(100),
        "Html test.jpg": b"<html><body>Hello</body></html>",
        "Mime test.jpg": png(28, 28),
        "Script test.svg": b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
        "Zip test.jpg": photograph("zip") + b"PK\5\6" + bytes(18),
        "Large file 2026.jpg": panorama("large"),
        "Too big 2026.jpg": panorama("big"),
        "x.jpg": photograph("x"),
    }[name]


class Stage:
    """The practice Commons, sessions on it, and the steps that bring it where a recording begins."""

    def __init__(self, server: PracticeCommons) -> None:
        self.server = server
        self._clients: dict[str, Client] = {}

    def client(self, login: str | None = "Uploader@tests") -> Client:
        """The session of a login name; a new anonymous one for None."""
        if login is None:
            return Client(self.server.api)
        if login not in self._clients:
            self._clients[login] = Client(self.server.api).login(login)
        return self._clients[login]

    def publish(self, name: str, note: str, login: str = "Uploader@tests", text: str = TEXT) -> None:
        """Have a photograph there already, as it was when the recording was made."""
        told = self.client(login).upload(name, photograph(note), text=text, ignorewarnings=1)
        assert told["upload"]["result"] == "Success", told.text

    def konjic(self) -> None:
        """Have the file that most recordings are about."""
        self.publish("Old bridge of Konjic 2026.jpg", KONJIC)

    def konjic_twice(self) -> None:
        """Have it under two names."""
        self.konjic()
        self.publish("Another name for the bridge.jpg", KONJIC)

    def konjic_overwritten(self) -> None:
        """Have it under two names, the first one overwritten since."""
        self.konjic_twice()
        self.publish("Old bridge of Konjic 2026.jpg", "newer")

    def deleted(self) -> None:
        """Have a file that was deleted."""
        self.publish("To be deleted 2026.jpg", "deleted")
        self.server.wiki.delete_file("To be deleted 2026.jpg")

    def stash(self, name: str = "Stash test 2026.jpg", login: str = "Uploader@tests", note: str = "stash") -> str:
        """Have a photograph in the stash; its key comes back."""
        return self.client(login).upload(name, photograph(note), stash=1)["upload"]["filekey"]

    def chunks(self, name: str, ends: tuple[int, ...], *, data: bytes | None = None, **params: Any) -> str:
        """Have the first chunks sent, up to these ends; the last key comes back."""
        data = data or panorama()
        key, begin = None, 0
        for end in ends:
            told = self.client().chunk(name, data, begin, end, key, ignorewarnings=1, **params)["upload"]
            key, begin = told["filekey"], end
        assert key
        return key

    def assembled(self, name: str = "Async panorama 2026.jpg") -> str:
        """Have a chunked upload assembled by the delayed way; the new key comes back."""
        key = self.chunks(name, (HALF, WHOLE), **{"async": 1})
        self.poll(key)
        return self.poll(key)["upload"]["filekey"]

    def poll(self, key: str) -> Reply:
        """Ask how far something is."""
        return self.client().write(action="upload", checkstatus=1, filekey=key)

    def play(self, recording: Recording, client: Client, content: bytes | None = None, **changed: str) -> Reply:
        """Send a recorded request: with live tokens, with bytes made for it, and with what else has changed."""
        params = {**recording.params, **changed}
        params.pop("format", None)
        params.pop("formatversion", None)
        client.formatversion = recording.params.get("formatversion", "1")
        client.errorformat = params.pop("errorformat", "bc")
        if params.get("token") == "<token>":
            params["token"] = client.token()
        if params.get("lgtoken") == "<lgtoken>":
            params["lgtoken"] = client.token("login")
        if "lgpassword" in params and params["lgpassword"] not in ("x" * 32, "password-Uploader"):
            params["lgpassword"] = SECRET
        files = _files(recording, params, content)
        if recording.address:
            return client.post_to(recording.address, params, files)
        return client.send(recording.method, files=files, **params)


def _files(recording: Recording, params: dict[str, str], content: bytes | None) -> dict[str, Any] | None:
    files = {}
    for part, about in recording.files.items():
        if part == "chunk":
            begin = int(params["offset"])
            sent = (content or panorama())[begin:begin + about["size"]]
        elif content is not None:
            sent = content
        elif about["size"] == 13941:
            sent = photograph(about["sha1"])
        else:
            sent = odd_file(about["name"]) if about["size"] else b""
        files[part] = (about["name"], sent)
    return files or None
