"""action=upload: one POST, stash, chunks, delayed assembling and publishing, in MediaWiki's own order of checks."""

from __future__ import annotations

from typing import Any

from . import catalogue, chunks, publishing, stash
from .accounts import User
from .answers import Refusal, inner_errors
from .calls import Call
from .cautions import warnings_for
from .sniff import kind_of, verify
from .state import Received
from .titles import Title, extension_of
from .upload_request import NO_STASH, Upload
from .wiki import Wiki


def upload(wiki: Wiki, call: Call) -> dict[str, Any]:
    """Answer action=upload."""
    if "chunk" not in call.files:
        _one_source(call)
        if (key := _filekey(call)) and call.flag("checkstatus"):
            return {"upload": chunks.status_of(wiki, call.user, key)}
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
        if key and chunks.offset_of(call) == 0:
            raise Refusal("filekeynotallowed")
        if not key and chunks.offset_of(call) != 0:
            raise Refusal("filekeyneeded")
        if key:
            chunks.check_session(wiki, call.user, key)
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
        if request.filekey and call.flag("async"):
            # The bytes were not fetched, so they can't be stashed anew; the old key stays good.
            return {"result": "Warning", "warnings": warnings, "stasherrors": _stash_errors(call)}
        key = stash.put(wiki, call.user, request.received)["key"]
        return {"result": "Warning", "warnings": warnings, "filekey": key, "sessionkey": key}
    told = {"warnings": warnings} if warnings else {}
    if request.is_chunk:
        return chunks.add_chunk(request, told)
    if call.flag("stash"):
        row = stash.put(wiki, call.user, request.received)
        return {"result": "Success", **told, "filekey": row["key"], "sessionkey": row["key"],
                "imageinfo": stash.image_info(call.server, row)}
    publishing.count(wiki, call.user)
    publishing.check_tags(call.several("tags"))
    if request.filekey and call.flag("async"):
        return _publish_later(request, title, told)
    return {"result": "Success", **_publish(request, title), **told}


def _stash_errors(call: Call) -> list[dict[str, Any]]:
    return NO_STASH if (call.text("errorformat") or "bc") == "bc" else inner_errors(NO_STASH)


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
