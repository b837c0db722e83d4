"""For each recording: who asked, and what had happened on the wiki before."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from minoties_desktop.practice.titles import read_title
from tests.contract.stage import HALF, KONJIC, PART, WHOLE, Stage, panorama, photograph

Before = Callable[[Stage], dict[str, Any] | None]
UPLOADER, NEWCOMER = "Uploader@tests", "Newcomer@tests"


@dataclass(frozen=True)
class Scenario:
    """Who sends the recorded request (None: nobody in particular), and the steps before it.

    The steps may give changed parameters; `content` are the request's bytes where they are not those of the recording;
    `unordered` names lists whose order says nothing; `differs` the parts where the practice Commons knowingly
    answers otherwise, each with its reason.
    """

    login: str | None = UPLOADER
    before: Before = lambda stage: None
    content: bytes | None = None
    unordered: tuple[str, ...] = ()
    differs: dict[str, str] = field(default_factory=dict)


def _sha1(data: bytes) -> str:
    return hashlib.sha1(data).hexdigest()


def _then(*steps: Before) -> Before:
    def run(stage: Stage) -> dict[str, Any]:
        changed: dict[str, Any] = {}
        for step in steps:
            changed.update(step(stage) or {})
        return changed
    return run


def _lasting(kind: str, value: str) -> Before:
    return lambda stage: stage.server.faults.add(kind, value=value) and None


def _after_login(login: str, step: Before) -> Before:
    return lambda stage: stage.client(login) and step(stage)


def _chunked(name: str, *ends: int, **params: Any) -> Before:
    return lambda stage: {"filekey": stage.chunks(name, ends, **params)}


def _async_queued(polls: int) -> Before:
    def run(stage: Stage) -> dict[str, Any]:
        key = stage.chunks("Async panorama 2026.jpg", (HALF, WHOLE), **{"async": 1})
        for _ in range(polls):
            stage.poll(key)
        return {"filekey": key}
    return run


def _async_published(polls: int) -> Before:
    def run(stage: Stage) -> dict[str, Any]:
        key = stage.assembled()
        stage.client().upload("Async panorama 2026.jpg", filekey=key, comment="Async", text="{{self|cc-zero}}",
                              **{"async": 1})
        for _ in range(polls):
            stage.poll(key)
        return {"filekey": key}
    return run


def _used_key(stage: Stage) -> dict[str, Any]:
    key = stage.stash()
    stage.client().upload("Stash test 2026.jpg", filekey=key)
    return {"filekey": key}


def _warned_key(stage: Stage) -> dict[str, Any]:
    stage.konjic()
    told = stage.client().upload("Another name for the bridge.jpg", photograph(KONJIC))["upload"]
    return {"filekey": told["filekey"]}


def _badname_key(stage: Stage) -> dict[str, Any]:
    return {"filekey": stage.client().chunk("IMG 2099.jpg", panorama(), 0, HALF)["upload"]["filekey"]}


def _ten_stashed(stage: Stage) -> None:
    for number in range(11):
        stage.stash(note=f"stashed {number}")


def _lost_answer(stage: Stage) -> None:
    stage.publish("Lost answer 2026.jpg", "dfd44e4f80212203f1125b6c87a7af3b42545073")


def _rate_used(stage: Stage) -> None:
    stage.server.faults.add("ratelimit", value="1 60")
    stage.publish("Rate one 2026.jpg", "rate")


def _disallow_overwriting(stage: Stage) -> None:
    stage.publish("Old bridge of Mostar 2026.jpg", "mostar")


def _lose(stage: Stage) -> None:
    stage.server.faults.add("lose-502", "upload")


def _reject(stage: Stage) -> None:
    stage.client()
    stage.server.faults.add("status", "upload", value="503", retry_after="1")


def _protect(title: str) -> Before:
    return lambda stage: stage.server.wiki.protect(title)


def _warned_once(stage: Stage) -> None:
    stage.client().upload("No licence test.jpg", photograph("ba5a12517a249a81546bb14c67ef0be5b555ec32"),
                          text="No licence here")


def _other_login_token(stage: Stage) -> dict[str, Any]:
    return {"lgtoken": stage.client(None).token("login")}


def _bad_token(stage: Stage) -> dict[str, Any]:
    return {"token": "0" * 40 + "+\\"}


def _tuzla(stage: Stage) -> None:
    stage.server.wiki.put_page("Category:Photo walk in Tuzla 2026", "[[Category:Photo walks]]")


def _ten_walks(stage: Stage) -> None:
    _tuzla(stage)
    for number in range(10):
        stage.publish(f"Walk number {number}.jpg", f"walk {number}")


def _autoblock(stage: Stage) -> None:
    stage.server.wiki.block("Uploader", {
        "blockid": 2, "blockedby": "Admin", "blockedbyid": 1, "blockreason":
        'Autoblocked because your IP address has been recently used by "[[User:Blocked|Blocked]]".\nThe reason given'
        ' for Blocked\'s block is "Uploads without a licence"', "blockedtimestamp": "2026-11-22T05:53:06Z",
        "blockexpiry": "2026-11-23T05:53:06Z", "blockpartial": False, "blocknocreate": False, "blockanononly": False,
        "blockedtimestampformatted": "05:53, 22 November 2026", "blockexpiryformatted": "05:53, 23 November 2026",
        "blockexpiryrelative": "05:53, 23 November 2026"}, automatic=True)


def _tuzla_twice(stage: Stage) -> dict[str, Any]:
    title = "Category:Photo walk in Tuzla 2026"
    _tuzla(stage)
    base = stage.server.wiki.page(read_title(title))["latest"]
    stage.server.wiki.put_page(title, "[[Category:Photo walks]]\n\nTheir text")
    return {"baserevid": str(base)}


_READONLY = _lasting("readonly", "The database is being moved to another rack")
_SITE = {name: "what the practice Commons is: its own name, its data base, its program" for name in
         ("sitename", "phpversion", "phpsapi", "dbtype", "dbversion")}
_WIKIBASE = {name: "the recorded wiki had no Wikibase" for name in (
    "rights", "120", "121", "122", "123", "wikibase-conceptbaseuri", "wikibase-geoshapestoragebaseurl",
    "wikibase-tabulardatastoragebaseurl", "wikibase-sparql")}
_RIGHTS = {"rights": "mediainfo-term is a right where there is Wikibase; compared in test_rights_are_as_recorded"}

SCENARIOS: dict[str, Scenario] = {
    "async-publish": Scenario(before=lambda stage: {"filekey": stage.assembled()}),
    "async-publish-poll-0": Scenario(before=_async_published(0)),
    "async-publish-poll-1": Scenario(before=_async_published(0)),
    "async-publish-poll-2": Scenario(before=_async_published(1)),
    "checkstatus-unknown-key": Scenario(),
    "chunk-0": Scenario(),
    "chunk-1": Scenario(before=_chunked("Chunked panorama 2026.jpg", PART)),
    "chunk-2": Scenario(before=_chunked("Chunked panorama 2026.jpg", PART, HALF)),
    "chunk-async-0": Scenario(),
    "chunk-async-1": Scenario(before=_chunked("Async panorama 2026.jpg", HALF, **{"async": 1})),
    "chunk-async-poll-0": Scenario(before=_async_queued(0)),
    "chunk-async-poll-1": Scenario(before=_async_queued(1)),
    "chunk-badname-0": Scenario(),
    "chunk-duplicate-0": Scenario(),
    "chunk-duplicate-1": Scenario(before=_then(
        lambda stage: stage.client().upload("Resumed panorama 2026.jpg", panorama()) and None,
        _chunked("Chunked duplicate 2026.jpg", HALF))),
    "chunk-error-after-last": Scenario(before=_chunked("Resumed panorama 2026.jpg", PART, HALF, WHOLE)),
    "chunk-error-beyond-filesize": Scenario(),
    "chunk-error-no-filekey": Scenario(),
    "chunk-error-offset-ahead": Scenario(before=_chunked("Resumed panorama 2026.jpg", PART)),
    "chunk-error-offset-repeated": Scenario(before=_chunked("Resumed panorama 2026.jpg", PART)),
    "chunk-error-publish-titleblacklist": Scenario(before=_badname_key),
    "chunk-error-second-repeated": Scenario(before=_chunked("Resumed panorama 2026.jpg", PART, HALF)),
    "chunk-error-too-small": Scenario(),
    "chunk-error-unknown-key": Scenario(),
    "chunk-last": Scenario(before=_chunked("Resumed panorama 2026.jpg", PART, HALF)),
    "chunk-mime-mismatch-0": Scenario(content=b"II*\0" + bytes(921736)),
    "chunk-mime-mismatch-1": Scenario(
        content=b"II*\0" + bytes(921736),
        before=_chunked("Chunked mime 2026.jpg", 500000, data=b"II*\0" + bytes(921736))),
    "chunk-mystashedfiles-halfway": Scenario(before=_ten_stashed),
    "chunk-publish": Scenario(before=_chunked("Chunked panorama 2026.jpg", PART, HALF, WHOLE)),
    "chunk-publish-unfinished": Scenario(before=_chunked("Unfinished 2026.jpg", PART)),
    "chunk-resumed-publish": Scenario(before=_chunked("Resumed panorama 2026.jpg", PART, HALF, WHOLE)),
    "chunk-stashimageinfo-halfway": Scenario(
        before=lambda stage: {"siifilekey": stage.chunks("Resumed panorama 2026.jpg", (PART,))}),
    "clientlogin-authmanagerinfo": Scenario(login=None),
    "edit-error-articleexists": Scenario(before=_tuzla),
    "edit-error-blocked": Scenario("Blocked@tests"),
    "edit-error-editconflict": Scenario(before=_tuzla_twice),
    "edit-error-missingtitle": Scenario(),
    "edit-error-readonly": Scenario(before=_after_login(UPLOADER, _READONLY)),
    "edit-nochange": Scenario(before=lambda stage: _tuzla_twice(stage) and None),
    "edit-success": Scenario(),
    "error-assertbotfailed": Scenario(),
    "error-assertnameduserfailed": Scenario(),
    "error-assertuserfailed": Scenario(login=None),
    "error-badvalue-action": Scenario(),
    "gateway-502-answer-lost": Scenario(before=_lose),
    "gateway-502-check": Scenario(before=_lost_answer),
    "gateway-502-repeat": Scenario(before=_lost_answer),
    "gateway-503": Scenario(before=_reject),
    "login-bad-token": Scenario(login=None, before=_other_login_token),
    "login-blocked-user": Scenario(login=None),
    "login-blocked-user-csrf": Scenario(login="Blocked@tests", differs=_RIGHTS),
    "login-blocked-user-token": Scenario(login=None),
    "login-botpassword": Scenario(login=None),
    "login-botpassword-csrf": Scenario(differs=_RIGHTS),
    "login-botpassword-token": Scenario(login=None),
    "login-main-account": Scenario(login=None),
    "login-newcomer": Scenario(login=None),
    "login-newcomer-csrf": Scenario(login=NEWCOMER, differs=_RIGHTS),
    "login-newcomer-token": Scenario(login=None),
    "login-no-token": Scenario(login=None),
    "login-readonly-botpassword": Scenario(login=None),
    "login-readonly-botpassword-csrf": Scenario(login="Uploader@readonly"),
    "login-readonly-botpassword-token": Scenario(login=None),
    "login-unknown-app": Scenario(login=None),
    "login-unknown-user": Scenario(login=None),
    "login-while-readonly": Scenario(login=None, before=_READONLY),
    "login-while-readonly-csrf": Scenario(login=None, before=_READONLY),
    "login-while-readonly-token": Scenario(login=None, before=_READONLY),
    "login-wrong-password": Scenario(login=None),
    "logout": Scenario(login=None),
    "maxlag-not-exceeded": Scenario(before=_lasting("maxlag", "7.3")),
    "opensearch-category": Scenario(before=_tuzla),
    "parse-preview": Scenario(unordered=("categories", "templates")),
    "query-allimages-sha1": Scenario(
        before=lambda stage: stage.konjic() or {"aisha1": _sha1(photograph(KONJIC))}),
    "query-allimages-sha1-none": Scenario(),
    "query-category-prefix": Scenario(before=_ten_walks),
    "query-file-after-upload": Scenario(before=Stage.konjic),
    "query-filearchive-sha1": Scenario(
        before=lambda stage: stage.deleted() or {"fasha1": _sha1(photograph("deleted"))}),
    "query-titles-exist": Scenario(before=Stage.konjic),
    "siteinfo": Scenario(login=None, differs={**_SITE, **_WIKIBASE}),
    "siteinfo-readonly": Scenario(login=None, before=_READONLY, differs={**_SITE, **_WIKIBASE}),
    "stash-error-badkey": Scenario(),
    "stash-error-malformed-key": Scenario(),
    "stash-error-other-user": Scenario(
        login=NEWCOMER, before=lambda stage: {"filekey": stage.stash(login=UPLOADER)}),
    "stash-imageinfo": Scenario(before=lambda stage: {"siifilekey": stage.stash()}),
    "stash-mystashedfiles": Scenario(before=_ten_stashed),
    "stash-publish": Scenario(before=lambda stage: {"filekey": stage.stash()}),
    "stash-publish-again": Scenario(before=_used_key),
    "stash-upload": Scenario(),
    "stash-warning-duplicate": Scenario(
        before=lambda stage: stage.publish("Another name for the bridge.jpg", KONJIC)),
    "titleblacklist-check": Scenario(),
    "titleblacklist-check-autoconfirmed": Scenario(login=NEWCOMER),
    "titleblacklist-check-ok": Scenario(),
    "upload-after-warning-by-filekey": Scenario(before=_warned_key),
    "upload-error-abusefilter-disallowed": Scenario(),
    "upload-error-abusefilter-warning": Scenario(),
    "upload-error-anonymous": Scenario(login=None),
    "upload-error-assertuserfailed": Scenario(login=None),
    "upload-error-autoblocked": Scenario(before=_autoblock),
    "upload-error-badtags": Scenario(),
    "upload-error-badtoken": Scenario(before=_bad_token),
    "upload-error-badtoken-anonymous": Scenario(),
    "upload-error-blocked": Scenario(login="Blocked@tests"),
    "upload-error-copyuploaddisabled": Scenario(),
    "upload-error-empty-file": Scenario(),
    "upload-error-empty-uselang": Scenario(),
    "upload-error-file-too-large": Scenario(),
    "upload-error-file-too-large-chunk": Scenario(before=_lasting("maxsize", "100000")),
    "upload-error-file-too-large-direct": Scenario(before=_lasting("maxsize", "100000")),
    "upload-error-fileexists-forbidden": Scenario(login=NEWCOMER, before=_disallow_overwriting),
    "upload-error-fileexists-no-change": Scenario(
        before=lambda stage: stage.publish("Another name for the bridge.jpg", KONJIC)),
    "upload-error-filename-toolong": Scenario(),
    "upload-error-filename-tooshort": Scenario(),
    "upload-error-filetype-banned": Scenario(),
    "upload-error-filetype-missing": Scenario(),
    "upload-error-filetype-not-permitted": Scenario(),
    "upload-error-html": Scenario(),
    "upload-error-illegal-filename": Scenario(),
    "upload-error-invalidparammix": Scenario(),
    "upload-error-maxlag": Scenario(before=_lasting("maxlag", "7.3")),
    "upload-error-mime-mismatch": Scenario(),
    "upload-error-missingparam": Scenario(),
    "upload-error-mustbeposted": Scenario(),
    "upload-error-nofilename": Scenario(),
    "upload-error-notoken": Scenario(),
    "upload-error-permissiondenied": Scenario(login="Uploader@readonly"),
    "upload-error-post-too-large": Scenario(before=_after_login(UPLOADER, _lasting("postlimit", "1000000"))),
    "upload-error-post-too-large-url": Scenario(
        before=_after_login(UPLOADER, _lasting("postlimit", "1000000")), content=panorama("big")),
    "upload-error-protected-file": Scenario(
        before=_then(Stage.konjic, _protect("File:Old bridge of Konjic 2026.jpg"))),
    "upload-error-protectedtitle": Scenario(before=_protect("File:Protected name 2026.jpg")),
    "upload-error-ratelimited": Scenario(before=_rate_used),
    "upload-error-readonly": Scenario(before=_after_login(UPLOADER, _READONLY)),
    "upload-error-spamblacklist": Scenario(),
    "upload-error-svg-script": Scenario(),
    "upload-error-title-toolong": Scenario(),
    "upload-error-titleblacklist": Scenario(),
    "upload-error-titleblacklist-errorformat": Scenario(),
    "upload-error-titleblacklist-ignorewarnings": Scenario(),
    "upload-error-titleblacklist-newcomer": Scenario(login=NEWCOMER),
    "upload-error-zip-in-jpeg": Scenario(),
    "upload-filename-with-namespace": Scenario(),
    "upload-long-comment": Scenario(),
    "upload-new-version": Scenario(before=Stage.konjic),
    "upload-stash-while-ratelimited": Scenario(before=_rate_used),
    "upload-success": Scenario(),
    "upload-success-after-abusefilter-warning": Scenario(before=_warned_once),
    "upload-success-formatversion1": Scenario(),
    "upload-success-lowercase-first": Scenario(),
    "upload-success-rtl": Scenario(),
    "upload-success-unicode": Scenario(),
    "upload-warning-bad-prefix": Scenario(),
    "upload-warning-badfilename": Scenario(),
    "upload-warning-badfilename-ignored": Scenario(),
    "upload-warning-case": Scenario(before=Stage.konjic),
    "upload-warning-duplicate": Scenario(before=Stage.konjic),
    "upload-warning-duplicate-archive": Scenario(
        before=Stage.deleted, content=photograph("deleted")),
    "upload-warning-duplicate-two": Scenario(before=Stage.konjic_twice),
    "upload-warning-duplicateversions": Scenario(before=Stage.konjic_overwritten),
    "upload-warning-exists": Scenario(before=Stage.konjic),
    "upload-warning-exists-errorformat": Scenario(before=_disallow_overwriting),
    "upload-warning-exists-normalized": Scenario(before=Stage.konjic),
    "upload-warning-nochange": Scenario(before=Stage.konjic_twice),
    "upload-warning-page-exists": Scenario(
        before=lambda stage: stage.server.wiki.put_page("File:Page without file 2026.jpg", "x") and None),
    "upload-warning-several": Scenario(before=Stage.konjic_overwritten),
    "upload-warning-thumb-name": Scenario(),
    "upload-warning-unrecognized-parameter": Scenario(),
    "upload-warning-was-deleted": Scenario(before=Stage.deleted),
    "userinfo-ratelimits": Scenario(before=_lasting("ratelimit", "1 60")),
}
