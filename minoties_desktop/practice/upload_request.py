"""One upload request: the bytes at hand, the name asked for, and what becomes of them when it is refused."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from . import catalogue, stash
from .accounts import User
from .answers import Refusal
from .calls import Call
from .sniff import kind_of, usual_extension
from .state import Received
from .titles import Title, file_title
from .wiki import Wiki

NO_STASH = [{
    "message": "uploadstash-exception", "params": ["UploadStashBadPathException", "Path doesn't exist."],
    "code": "uploadstash-exception", "type": "error"}]


@dataclass(slots=True)
class Upload:
    """One upload request: the bytes at hand, the name asked for, and what the parameters say."""

    wiki: Wiki
    call: Call
    received: Received
    wanted: str
    filekey: str | None = None

    @property
    def user(self) -> User:
        """Who uploads."""
        return self.call.user

    @property
    def is_chunk(self) -> bool:
        """Whether the bytes are one chunk of several."""
        return "chunk" in self.call.files

    @property
    def path(self) -> Path:
        """Where the bytes are, arriving or kept."""
        path = self.received.path
        return path if path.exists() else self.wiki.state.blob(self.received.sha1)

    def title(self) -> Title:
        """The file page that this would make. Refuses bad names."""
        return file_title(self.wanted, usual_extension(kind_of(self.path)), catalogue.extensions())

    def stashed(self, refusal: Refusal, *, about_name: bool) -> Refusal:
        """The same refusal with the key under which the bytes wait for a better request."""
        if refusal.key == "fileexists-no-change":
            refusal.data["stasherrors"] = NO_STASH
            return refusal
        key = stash.put(self.wiki, self.user, self.received)["key"]
        refusal.data.update(filekey=key, sessionkey=key)
        if about_name:
            refusal.data["invalidparameter"] = "filename"
        return refusal
