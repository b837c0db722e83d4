"""action=upload: one POST, stash, chunks, delayed assembling and publishing, in MediaWiki's own order of checks."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from . import catalogue, publishing, stash
from .accounts import User
from .answers import Refusal
from .calls import Call
from .cautions import warnings_for
from .sniff import kind_of, usual_extension, verify
from .state import Received
from .titles import Title, extension_of, file_title
from .wiki import Wiki

_NO_STASH = [{
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
            refusal.data["stasherrors"] = _NO_STASH
            return refusal
        key = stash.put(self.wiki, self.user, self.received)["key"]
        refusal.data.update(filekey=key, sessionkey=key)
        if about_name:
            refusal.data["invalidparameter"] = "filename"
        return refusal


def upload(wiki: Wiki, call: Call) -> dict[str, Any]:
    """Answer action=upload."""
    if "chunk" not in call.files:
        _one_source(call)
        if (key := _filekey(call)) and call.flag("checkstatus"):
            return {"upload": _status(wiki, call.user, key)}
    request = _request(wiki, call)
    _check_person(call.user)
    _check_file(request)
    title = request.title()
    if not call.flag("stash"):
        try:
            publishing.check_title(wiki, title, call.user)
        except Refusal as refusal:
            raise request.stashed(refusal, about_name=True) from refusal
    return {"upload": _result(request, title)}


def _one_source(call: Call) -> None:
    given = [name for name in ("filekey", "file", "url") if name in call.params or name in call.files]
    if not given and "sessionkey" not in call.params:
        raise Refusal("missingparam-one-of", '"filekey", "file" and "url"')
    if len(given) > 1:
        order = [name for name in ("file", "filekey", "url") if name in given]
        raise Refusal("invalidparammix", " and ".join(f'"{name}"' for name in order))


def _filekey(call: Call) -> str | None:
    return call.text("filekey") or call.text("sessionkey")


def _request(wiki: Wiki, call: Call) -> Upload:
    wanted, key = call.text("filename"), _filekey(call)
    if wanted is None:
        raise Refusal("nofilename")
    if "chunk" in call.files:
        if key and _offset(call) == 0:
            raise Refusal("filekeynotallowed")
        if not key and _offset(call) != 0:
            raise Refusal("filekeyneeded")
        if key:
            _find_chunked(wiki, call.user, key)
        return Upload(wiki, call, call.files["chunk"], wanted, key)
    if key:
        stash.check_key(key)
        row = stash.find(wiki, call.user, key)
        return Upload(wiki, call, Received(wiki.state.blob(row["sha1"]), row["size"], row["sha1"]), wanted, key)
    if "file" not in call.files:
        raise Refusal("copyuploaddisabled")
    if call.flag("async"):
        raise Refusal("cannot-async-upload-file")
    return Upload(wiki, call, call.files["file"], wanted)


def _find_chunked(wiki: Wiki, user: User, key: str) -> None:
    # A finished chunked upload keeps its noted status for a while, though the stash has let it go.
    status = stash.progress(wiki, user, key)
    if status and status["stage"] != "uploading":
        raise Refusal("stashfailed-complete")
    stash.find(wiki, user, key)


def _check_person(user: User) -> None:
    if not (user.may("upload") and user.may("edit")):
        if not user.id:
            raise Refusal("mustbeloggedin")
        raise Refusal(
            "permissiondenied", "[[Commons:Users|Users]], [[Commons:Administrators|Administrators]]")
    if user.block:
        raise Refusal("autoblocked" if user.is_autoblocked else "blocked", data={"blockinfo": user.block})


def _check_file(request: Upload) -> None:
    limit = int(request.wiki.faults.lasting("maxsize") or catalogue.LARGEST_FILE)
    whole = not request.is_chunk and not (request.filekey and request.call.flag("async"))
    if whole and request.received.size == 0:
        raise Refusal("empty-file")
    if whole and request.received.size > limit:
        raise Refusal("file-too-large")
    if whole:
        wanted = extension_of(request.wanted)
        verify(request.path, kind_of(request.path), wanted)
    try:
        request.title()
    except Refusal as refusal:
        if refusal.code == "filetype-banned":
            raise
        raise request.stashed(refusal, about_name=True) from refusal


def _result(request: Upload, title: Title) -> dict[str, Any]:
    wiki, call = request.wiki, request.call
    warnings = warnings_for(wiki, request.wanted, title, request.received.sha1)
    if warnings and not call.flag("ignorewarnings"):
        key = stash.put(wiki, call.user, request.received)["key"]
        return {"result": "Warning", "warnings": warnings, "filekey": key, "sessionkey": key}
    told = {"warnings": warnings} if warnings else {}
    if request.is_chunk:
        return _chunk(request, told)
    if call.flag("stash"):
        row = stash.put(wiki, call.user, request.received)
        return {"result": "Success", **told, "filekey": row["key"], "sessionkey": row["key"],
                "imageinfo": stash.image_info(call.server, row)}
    publishing.count(wiki, call.user)
    publishing.check_tags(call.several("tags"))
    if request.filekey and call.flag("async"):
        return _publish_later(request, title, told)
    return {"result": "Success", **_publish(request, title), **told}


def _publish(request: Upload, title: Title) -> dict[str, Any]:
    call = request.call
    comment = call.text("comment") or ""
    text = call.text("text")
    try:
        info = publishing.publish(
            request.wiki, title, request.received, user=call.user, comment=comment,
            text=comment if text is None else text, server=call.server)
    except Refusal as refusal:
        publishing.remember(request.wiki, refusal, title, call.user)
        raise request.stashed(refusal, about_name=False) from refusal
    if request.filekey:
        stash.remove(request.wiki, request.filekey)
    return {"filename": title.key, "imageinfo": info}


def _publish_later(request: Upload, title: Title, told: dict[str, Any]) -> dict[str, Any]:
    wiki, call, key = request.wiki, request.call, request.filekey or ""
    status = stash.progress(wiki, call.user, key)
    if status and status["result"] == "Poll":
        raise Refusal("publishfailed")
    comment, text = call.text("comment") or "", call.text("text")
    stash.note_progress(wiki, call.user, key, {
        "result": "Poll", "stage": "queued", "job": {
            "kind": "publish", "wanted": request.wanted, "comment": comment, "server": call.server,
            "text": comment if text is None else text}})
    return {"result": "Poll", "stage": "queued", "filename": title.key, **told}


def _offset(call: Call) -> int:
    return int(call.text("offset") or 0)


def _chunk(request: Upload, told: dict[str, Any]) -> dict[str, Any]:
    wiki, call, user = request.wiki, request.call, request.user
    offset, total = _offset(call), int(call.text("filesize") or 0)
    end = offset + request.received.size
    if end > total:
        raise Refusal("invalid-chunk")
    if end != total and request.received.size < catalogue.SMALLEST_CHUNK:
        raise Refusal("chunk-too-small", f"{catalogue.SMALLEST_CHUNK:,}")
    if offset == 0:
        key = stash.put(wiki, user, request.received, status="chunks")["key"]
    else:
        key = request.filekey or ""
        _continue(request, key, offset)
    wiki.state.insert("chunk", key=key, start=offset, sha1=request.received.sha1, size=request.received.size)
    if end < total:
        stash.note_progress(wiki, user, key, {"result": "Continue", "stage": "uploading", "offset": end})
        return {**told, "result": "Continue", "offset": end, "filekey": key}
    if call.flag("async"):
        stash.note_progress(wiki, user, key, {
            "result": "Poll", "stage": "queued", "job": {
                "kind": "assemble", "wanted": request.wanted, "server": call.server}})
        return {**told, "result": "Poll", "stage": "queued", "filekey": key}
    return _assemble(wiki, user, key, request.wanted, call.server)


def _continue(request: Upload, key: str, offset: int) -> None:
    status = stash.progress(request.wiki, request.user, key)
    if not status:
        raise Refusal("stashfailed-nosession")
    if status["offset"] != offset:
        raise Refusal("invalid-chunk-offset", data={"offset": str(status["offset"])})
    request.wiki.state.keep(request.received)


def _assemble(wiki: Wiki, user: User, key: str, wanted: str, server: str) -> dict[str, Any]:
    chunks = wiki.state.rows("SELECT sha1 FROM chunk WHERE key = ? ORDER BY start", key)
    whole = wiki.state.join([row["sha1"] for row in chunks])
    mime = kind_of(whole.path)
    try:
        verify(whole.path, mime, extension_of(wanted))
    except Refusal as refusal:
        raise Refusal("verification-error", code="stashfailed") from refusal
    title = file_title(wanted, usual_extension(mime), catalogue.extensions())
    warnings = warnings_for(wiki, wanted, title, whole.sha1)
    stamp = wiki.state.now().translate(str.maketrans("", "", "-:TZ"))
    row = stash.put(wiki, user, whole, name=f"{stamp}!chunkedupload {whole.sha1[:12]}.{extension_of(title.text)}")
    stash.note_progress(wiki, user, key, None)
    stash.remove(wiki, key)
    return {**({"warnings": warnings} if warnings else {}), "result": "Success", "filekey": row["key"],
            "imageinfo": stash.image_info(server, row)}


def _status(wiki: Wiki, user: User, key: str) -> dict[str, Any]:
    """The answer to checkstatus. A job that waits is told as waiting once, and done by the next question."""
    status = stash.progress(wiki, user, key)
    if status is None:
        raise Refusal("missingresult")
    job = status.pop("job", None)
    if job and job.pop("asked", False):
        status = _do(wiki, user, key, job)
        stash.note_progress(wiki, user, key, status)
    elif job:
        stash.note_progress(wiki, user, key, {**status, "job": {**job, "asked": True}})
    if failure := status.get("failure"):
        raise Refusal(failure["key"], *failure["arguments"], code=failure["code"], data=failure["data"])
    return status


def _do(wiki: Wiki, user: User, key: str, job: dict[str, Any]) -> dict[str, Any]:
    try:
        if job["kind"] == "assemble":
            return {**_assemble(wiki, user, key, job["wanted"], job["server"]), "stage": "assembling"}
        row = stash.find(wiki, user, key)
        received = Received(wiki.state.blob(row["sha1"]), row["size"], row["sha1"])
        title = file_title(job["wanted"], usual_extension(row["mime"]), catalogue.extensions())
        info = publishing.publish(wiki, title, received, user=user, comment=job["comment"], text=job["text"],
                                  server=job["server"])
        stash.remove(wiki, key)
        return {"result": "Success", "stage": "publish", "filename": title.key, "imageinfo": info}
    except Refusal as refusal:
        code = refusal.code if refusal.code.startswith("abusefilter") else "stashfailed"
        failure = {"key": refusal.key, "arguments": list(refusal.arguments), "code": code, "data": refusal.data}
        return {"result": "Failure", "stage": "publish", "failure": failure}
