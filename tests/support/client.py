"""A plain client of a wiki's API for tests: one session, nothing clever."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

import requests

from minoties_desktop.practice.accounts import SECRET


@dataclass(frozen=True)
class Problem:
    """A refusal in either error format: its code, its sentence, and what came with it."""

    code: str
    text: str
    data: dict[str, Any]


@dataclass(frozen=True)
class Reply:
    """An answer: HTTP status, headers, body as text and, where it is JSON, as data."""

    status: int
    headers: dict[str, str]
    text: str
    json: Any = None

    def __getitem__(self, name: str) -> Any:
        assert "error" not in self.json and "errors" not in self.json, self.text
        return self.json[name]

    @property
    def problem(self) -> Problem:
        """The refusal that this is."""
        if "errors" in self.json:
            first = self.json["errors"][0]
            return Problem(first["code"], first.get("text") or first.get("html", ""), first.get("data", {}))
        assert "error" in self.json, self.text
        error = {name: value for name, value in self.json["error"].items() if name != "docref"}
        return Problem(error.pop("code"), error.pop("info"), error)


@dataclass
class Client:
    """A session with a wiki; `errorformat` and `formatversion` go with every request."""

    api: str
    errorformat: str = "bc"
    formatversion: str = "2"
    session: requests.Session = field(default_factory=requests.Session)
    csrf: str = ""

    def __post_init__(self) -> None:
        self.session.trust_env = False
        self.session.headers["User-Agent"] = "minoties-desktop-tests/0"

    def send(self, method: str = "POST", files: dict[str, Any] | None = None, **params: Any) -> Reply:
        """One request with just these parameters and the format's; None leaves one out."""
        common = {"format": "json", "formatversion": self.formatversion}
        if self.errorformat != "bc":
            common["errorformat"] = self.errorformat
        wanted = {name: str(value) for name, value in {**common, **params}.items() if value is not None}
        where = {"params": wanted} if method == "GET" else {"data": wanted}
        response = self.session.request(method, self.api, files=files, timeout=60, **where)
        return _reply(response)

    def post_to(self, address: str, params: dict[str, str], files: dict[str, Any] | None) -> Reply:
        """A POST with some of the parameters in the address, and nothing added."""
        return _reply(self.session.post(f"{self.api}?{address}", data=params, files=files, timeout=60))

    def query(self, **params: Any) -> Any:
        """What a query finds."""
        return self.send("GET", action="query", **params)["query"]

    def token(self, kind: str = "csrf") -> str:
        """A token of this session."""
        return self.query(meta="tokens", type=kind)["tokens"][f"{kind}token"]

    def login(self, name: str, password: str = SECRET) -> Client:
        """Log in; the same client comes back."""
        reply = self.send(action="login", lgname=name, lgpassword=password, lgtoken=self.token("login"))
        assert reply["login"]["result"] == "Success", reply.text
        self.csrf = ""
        return self

    def again(self) -> Client:
        """Another client of the same session."""
        other = Client(self.api, self.errorformat, self.formatversion, csrf=self.csrf)
        other.session.cookies.update(self.session.cookies)
        return other

    def write(self, files: dict[str, Any] | None = None, **params: Any) -> Reply:
        """A request with this session's token, which is asked for once."""
        token = params.pop("token", None)
        if token is None:
            token = self.csrf = self.csrf or self.token()
        return self.send(files=files, token=token, **params)

    def upload(self, filename: str, data: bytes | None = None, **params: Any) -> Reply:
        """Upload in one POST, or publish by `filekey`."""
        files = {"file": ("file", data)} if data is not None else None
        params.setdefault("comment", "Test upload")
        if "stash" not in params:
            params.setdefault("text", "{{self|cc-by-sa-4.0}}\n\n[[Category:Photo walks]]")
        return self.write(files, action="upload", filename=filename, **params)

    def chunk(self, filename: str, data: bytes, begin: int, end: int, filekey: str | None = None,
              **params: Any) -> Reply:
        """Send one chunk of some bytes."""
        return self.write({"chunk": ("chunk", data[begin:end])}, action="upload", stash=1, filename=filename,
                          filesize=params.pop("filesize", len(data)), offset=begin, filekey=filekey, **params)


def _reply(response: requests.Response) -> Reply:
    is_json = "json" in response.headers.get("Content-Type", "")
    return Reply(response.status_code, dict(response.headers), response.text,
                 json.loads(response.text) if is_json else None)
