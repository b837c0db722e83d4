"""Uploads in parts, and what the wiki does later: assembling and publishing that is asked about by checkstatus."""

from __future__ import annotations

from typing import Any

from . import catalogue, publishing, stash
from .accounts import User
from .answers import Refusal
from .calls import Call
from .cautions import warnings_for
from .sniff import kind_of, usual_extension, verify
from .state import Received
from .titles import extension_of, file_title
from .upload_request import Upload
from .wiki import Wiki


def check_session(wiki: Wiki, user: User, key: str) -> None:
    """Refuse to go on with a chunked upload that is complete, unknown, or somebody else's."""
    # A finished chunked upload keeps its noted status for a while, though the stash has let it go.
    status = stash.progress(wiki, user, key)
    if status and status["stage"] != "uploading":
        raise Refusal("stashfailed-complete")
    stash.find(wiki, user, key)


def offset_of(call: Call) -> int:
    """Where a chunk begins within the whole file."""
    return int(call.text("offset") or 0)


def add_chunk(request: Upload, told: dict[str, Any]) -> dict[str, Any]:
    """Take a chunk in; the last one makes the file, now or, with `async`, when it is asked about."""
    wiki, call, user = request.wiki, request.call, request.user
    offset, total = offset_of(call), int(call.text("filesize") or 0)
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


def status_of(wiki: Wiki, user: User, key: str) -> dict[str, Any]:
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
