"""Page texts written: action=edit."""

from __future__ import annotations

from typing import Any

from .accounts import User
from .answers import Refusal
from .calls import Call
from .titles import BadTitle, Title, read_title
from .wiki import Wiki


def edit_page(wiki: Wiki, call: Call) -> dict[str, Any]:
    """Answer action=edit for a whole text; edits that meet are not merged, but told as a conflict."""
    title = _title(wiki, call)
    page = wiki.page(title)
    user, text = call.user, call.text("text")
    if text is None:
        raise Refusal("missingparam-one-of", "text, appendtext, prependtext, undo")
    if page is None and call.flag("nocreate"):
        raise Refusal("missingtitle")
    if page is not None and call.flag("createonly"):
        raise Refusal("articleexists")
    _check_person(user, is_new=page is None)
    if wiki.is_protected(title) and "sysop" not in user.groups:
        raise Refusal("protectedpage")
    present = wiki.text(title)
    # Pages end with their last letter, as MediaWiki stores them.
    text = text.rstrip()
    told = {"result": "Success", "pageid": page["id"] if page else 0, "title": title.full, "contentmodel": "wikitext"}
    if page is not None and (present or "").rstrip() == text:
        return {"edit": {**told, "nochange": True, **_watched(call)}}
    if page is not None and (base := call.text("baserevid")):
        _check_base(wiki, int(base), page["id"], present)
    number, revision = wiki.save(title, text=text, user=user.name, comment=call.text("summary") or "")
    saved = wiki.revision(revision)
    assert saved
    return {"edit": {
        **({} if page else {"new": True}), **told, "pageid": number, "oldrevid": page["latest"] if page else 0,
        "newrevid": revision, "newtimestamp": saved["time"], **_watched(call)}}


def _watched(call: Call) -> dict[str, Any]:
    # The practice Commons keeps no watch lists; a person's own setting says yes on the recorded wiki.
    return {"watched": True} if call.text("watchlist") in (None, "preferences", "watch") else {}


def _title(wiki: Wiki, call: Call) -> Title:
    number = call.text("pageid")
    if number is not None:
        page = wiki.page_by_id(int(number))
        if page is None:
            raise Refusal("nosuchpageid", number)
        return read_title(page["title"])
    try:
        return read_title(call.text("title") or "")
    except BadTitle as bad:
        raise Refusal("invalidtitle", call.text("title")) from bad


def _check_person(user: User, *, is_new: bool) -> None:
    if user.block:
        raise Refusal("autoblocked" if user.is_autoblocked else "blocked", data={"blockinfo": user.block})
    if not user.may("edit"):
        raise Refusal("permissiondenied", "[[Commons:Users|Users]]")
    if is_new and not user.may("createpage"):
        raise Refusal("cantcreate")


def _check_base(wiki: Wiki, base: int, page: int, present: str | None) -> None:
    row = wiki.revision(base)
    if row is None or row["page"] != page:
        raise Refusal("nosuchrevid", base)
    if row["text"].rstrip() != (present or "").rstrip():
        raise Refusal("editconflict")
