"""Structured data written: wbeditentity."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Callable
from typing import Any

from . import catalogue
from .answers import Refusal, say
from .calls import Call
from .entity_reading import Entity, parts, tell
from .statements import change_statements
from .titles import FILE, Title, read_title
from .values import refuse, shortened
from .wiki import Wiki

_LONGEST_CAPTION = 250


def edit_entity(wiki: Wiki, call: Call) -> dict[str, Any]:
    """Answer action=wbeditentity."""
    title, number = _file_to_edit(wiki, call)
    page = wiki.page(title)
    assert page
    present = _stored(wiki, page["latest"])
    wanted = _data(call)
    _check_person(call, wanted)
    entity_id = f"M{number}"
    after = _changed(entity_id, {} if call.flag("clear") else present, wanted, _item_exists(wiki))
    shown, warnings = after, {}
    if (base := call.text("baserevid")) and int(base) != page["latest"]:
        then = _check_base(wiki, int(base), page["id"], present, wanted)
        # As recorded (mediainfo-edit-baserevid-other-language): the edit is merged, but the answer shows
        # the old revision with the edit.
        shown, warnings = _changed(entity_id, then, wanted, _item_exists(wiki)), _PATCHED
    revision = page["latest"]
    unchanged = after == parts(present)
    if not unchanged:
        stored = {"type": "mediainfo", "id": entity_id, **after}
        summary = _summary(wanted, call.text("summary"))
        _, revision = wiki.save(title, entity=stored, user=call.user.name, comment=summary)
    answer = {**tell(entity_id, shown), "lastrevid": revision, **({"nochange": True} if unchanged else {})}
    return {"entity": answer, **warnings, "success": 1}


_PATCHED: dict[str, Any] = {"warnings": {"wbeditentity": {"messages": [{
    "name": "wikibase-conflict-patched", "parameters": [], "html": say("wikibase-conflict-patched"),
    "type": "warning"}]}}}


def _file_to_edit(wiki: Wiki, call: Call) -> tuple[Title, int]:
    number, asked_title = call.text("id"), call.text("title")
    if call.text("new"):
        raise refuse("wikibase-api-no-automatic-entity-id", say("no-automatic-entity-id"),
                     code="no-automatic-entity-id")
    if number is not None:
        if not re.fullmatch(r"M[1-9]\d*", number, re.IGNORECASE):
            raise refuse("wikibase-api-invalid-entity-id", code="invalid-entity-id")
        page = wiki.page_by_id(int(number[1:]))
        if page is None or page["ns"] != FILE:
            raise refuse_unknown(number)
        return read_title(page["title"]), page["id"]
    if asked_title is None:
        raise refuse("wikibase-api-invalid-entity-id", code="invalid-entity-id")
    title = read_title(asked_title)
    page = wiki.page(title)
    if page is None:
        raise refuse_unknown(asked_title)
    return title, page["id"]


def refuse_unknown(number: str) -> Refusal:
    """There is no such file; Wikibase has no words for it."""
    return Refusal("no-such-entity", number, module="main",
                   messages=[("no-such-entity", [number], say("no-such-entity"))])


def _data(call: Call) -> dict[str, Any]:
    try:
        wanted = json.loads(call.text("data") or "")
    except ValueError as error:
        raise refuse("wikibase-api-invalid-json", code="invalid-json") from error
    if wanted == []:
        return {}
    if not isinstance(wanted, dict):
        raise refuse("wikibase-api-invalid-json", code="invalid-json")
    if "aliases" in wanted or "sitelinks" in wanted:
        raise refuse("wikibase-api-not-supported", code="not-supported")
    return wanted


def _check_person(call: Call, wanted: dict[str, Any]) -> None:
    user, headers = call.user, {}
    messages = [("wikibase-api-permissiondenied", [], say("wikibase-api-permissiondenied"))]
    if user.block:
        admin, about = f"[[User:Admin|\u202a{user.block['blockedby']}\u202c]]", user.block
        parameters = [admin, about["blockreason"], "127.0.0.1", f"\u202a{about['blockedby']}\u202c", about["blockid"],
                      about["blockexpiry"], f"\u202a{user.name}\u202c", about["blockedtimestampformatted"]]
        headers = {"MediaWiki-API-Error": "permissiondenied, blocked"}
        messages.append(("blockedtext", parameters, say("blockedtext", about["blockedby"], about["blockreason"])))
    elif not user.may("edit"):
        messages += [_group_message("[[Commons:Users|Users]]")]
        if user.id:
            messages += [_group_message("*")]
    elif ("labels" in wanted or "descriptions" in wanted) and not user.may("mediainfo-term"):
        messages += [_group_message("*")]
    if len(messages) > 1:
        raise Refusal("wikibase-api-permissiondenied", code="permissiondenied", module="main", messages=messages,
                      headers=headers)


def _group_message(group: str) -> tuple[str, list[Any], str]:
    link = ('<a href="/w/index.php?title=Commons:Users&amp;action=edit&amp;redlink=1" class="new"'
            ' title="Commons:Users (page does not exist)">Users</a>')
    return ("badaccess-groups", [{"list": [group], "type": "comma"}, 1],
            say("badaccess-groups", group if group == "*" else link))


def _check_base(wiki: Wiki, base: int, page: int, present: Entity, wanted: dict[str, Any]) -> Entity:
    row = wiki.revision(base)
    if row is None or row["page"] != page:
        raise refuse("wikibase-api-nosuchrevid", code="nosuchrevid")
    then = json.loads(row["entity"]) if row["entity"] else {}
    labels = wanted.get("labels") or {}
    clash = [language for language in labels if then.get("labels", {}).get(language)
             != present.get("labels", {}).get(language)]
    ids = {claim.get("id") for claim in _claims(wanted)}
    if clash or _by_id(then, ids) != _by_id(present, ids):
        raise Refusal("wikibase-api-editconflict", code="editconflict", module="main", messages=[
            ("wikibase-api-editconflict", [], say("wikibase-api-editconflict")),
            ("edit-conflict", [], say("edit-conflict"))])
    return then


def _claims(wanted: dict[str, Any]) -> list[dict[str, Any]]:
    claims = wanted.get("claims") or []
    return [one for group in claims.values() for one in group] if isinstance(claims, dict) else claims


def _by_id(entity: Entity, ids: set[Any]) -> dict[str, Any]:
    return {one["id"]: one for group in (entity.get("statements") or {}).values() for one in group if one["id"] in ids}


def _stored(wiki: Wiki, revision: int) -> Entity:
    row = wiki.revision(revision)
    return json.loads(row["entity"]) if row and row["entity"] else {}


def _changed(entity_id: str, before: Entity, wanted: dict[str, Any], exists: Callable[[str], bool]) -> Entity:
    after = parts(before)
    for part in ("labels", "descriptions"):
        after[part] = _terms(dict(after[part]), wanted.get(part) or {})
    if "claims" in wanted:
        after["statements"] = change_statements(entity_id, after["statements"], wanted["claims"], exists)
    return after


def _terms(terms: dict[str, Any], wanted: Any) -> dict[str, Any]:
    entries = wanted.items() if isinstance(wanted, dict) else ((entry["language"], entry) for entry in wanted)
    for language, entry in entries:
        if entry.get("language", language) != language:
            raise refuse("wikibase-api-inconsistent-language", entry["language"], language,
                         code="inconsistent-language")
        if language not in catalogue.caption_languages():
            raise refuse("wikibase-api-not-recognized-language", language, code="not-recognized-language")
        value = re.sub(r"[\t\n\v\f\r]", " ", unicodedata.normalize("NFC", str(entry.get("value", "")))).strip()
        if len(value) > _LONGEST_CAPTION:
            raise refuse("wikibase-validator-label-too-long", str(_LONGEST_CAPTION), shortened(value))
        if "remove" in entry or not value:
            terms.pop(language, None)
        else:
            terms[language] = {"language": language, "value": value}
    return terms


def _item_exists(wiki: Wiki) -> Callable[[str], bool]:
    return (lambda number: number in catalogue.items()) if wiki.known_items_only else (lambda _: True)


def _summary(wanted: dict[str, Any], summary: str | None) -> str:
    languages = ", ".join(wanted.get("labels") or {})
    kind = "update-languages-and-other-short" if "claims" in wanted else "update-languages-short"
    auto = f"/* wbeditentity-{kind}:0||{languages} */" if languages else "/* wbeditentity-update:0| */"
    return f"{auto} {summary}".strip() if summary else auto
