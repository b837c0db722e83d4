"""The API's front door: which action, who may, in which format the answer goes out."""

from __future__ import annotations

import html
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from . import catalogue, edits, entities, entity_reading, rules
from .accounts import check_password, store_session
from .answers import FORMATS, Refusal, refusal_answer, say, version_1, warning_answer
from .calls import Call, check_module, warn_unused
from .listing import titles_by_prefix
from .markup import to_html
from .parse import expand
from .publishing import page_address
from .query import query
from .titles import BadTitle, Title, read_title
from .uploads import upload
from .wiki import Wiki

# Parameters of the JSON format itself, which action=paraminfo lists under that module.
_FORMAT_PARAMETERS = ("formatversion", "utf8", "ascii", "callback")


@dataclass(slots=True)
class Answer:
    """What goes back: HTTP status, headers, and the body as JSON-to-be or as HTML text."""

    body: Any
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)


def answer(wiki: Wiki, call: Call) -> Answer:
    """Do what a request asks, and word the answer. Everything a request changes is on disk when this returns."""
    if "action" not in call.params:
        return Answer(f"<!DOCTYPE html><title>{html.escape('MediaWiki API help')}</title>")
    errorformat = call.text("errorformat") or "bc"
    errorformat = errorformat if errorformat in FORMATS else "bc"
    with wiki.state.writing():
        try:
            body = _execute(wiki, call)
        except Refusal as refusal:
            body = _refusal(wiki, call, refusal, errorformat)
    if call.warnings and isinstance(body, dict):
        body = {"warnings": warning_answer(call.warnings, errorformat=errorformat), **body}
    if call.text("formatversion") not in ("2", "latest"):
        body = version_1(body)
    return Answer(body, headers=call.headers)


def _refusal(wiki: Wiki, call: Call, refusal: Refusal, errorformat: str) -> dict[str, Any]:
    language = call.text("errorlang") or call.text("uselang") or "en"
    use_local = call.flag("errorsuselocal")
    action = call.text("action") or ""
    module = action if action in _ACTIONS else "main"
    call.headers.update({"MediaWiki-API-Error": refusal.code, **refusal.headers})
    return refusal_answer(
        refusal, errorformat=errorformat, language="en" if errorformat == "bc" else language,
        address=f"{call.server}/w/api.php", module=module,
        local=(lambda key: wiki.text(Title(8, key[:1].upper() + key[1:]))) if use_local else None)


def _execute(wiki: Wiki, call: Call) -> dict[str, Any]:
    if call.forced_error:
        raise Refusal(call.forced_error)
    call.used.update(_FORMAT_PARAMETERS)
    call.largest["filesize"] = int(wiki.faults.lasting("maxsize") or catalogue.LARGEST_FILE)
    check_module(call, "main")
    _check_asserts(call)
    action = call.params["action"]
    module = check_module(call, action)
    if any(parameter.get("tokentype") for parameter in module["parameters"]):
        _check_token(call)
    if module.get("writerights"):
        reason = wiki.faults.lasting("readonly")
        if reason is not None:
            raise Refusal("readonly", data={"readonlyreason": reason}, module="main")
    _check_lag(wiki, call)
    if module.get("mustbeposted") and call.method != "POST":
        raise Refusal("mustbeposted", action, module="main")
    body = _ACTIONS[action](wiki, call)
    warn_unused(call)
    return body


def _check_asserts(call: Call) -> None:
    wanted, user = call.text("assert"), call.user
    failed = {"anon": bool(user.id), "user": not user.id, "bot": not user.may("bot")}
    if wanted and failed.get(wanted):
        key = f"assert{wanted}failed"
        raise Refusal(key, module="main")
    name = call.text("assertuser")
    if name is not None and (not user.id or name != user.name):
        raise Refusal("assertnameduserfailed", name, module="main")


def _check_token(call: Call) -> None:
    if "token" not in call.posted:
        raise Refusal("mustpostparams", "token")
    if call.text("token") != call.session.token("csrf"):
        raise Refusal("badtoken")


def _check_lag(wiki: Wiki, call: Call) -> None:
    fault, allowed = wiki.faults.lasting("maxlag"), call.text("maxlag")
    if fault is None or allowed is None or float(fault) <= float(allowed):
        return
    lag = float(fault)
    shown = int(lag) if lag.is_integer() else lag
    raise Refusal("maxlag", shown, data={"host": "replica-1", "lag": shown, "type": "db"}, module="main",
                  headers={"Retry-After": "5", "X-Database-Lag": str(int(lag))})


def _login(wiki: Wiki, call: Call) -> dict[str, Any]:
    token = call.text("lgtoken")
    if token is None:
        if call.session.new:
            store_session(wiki.state, call.session)
            call.headers["Set-Cookie"] = f"practice_session={call.session.id}; path=/; HttpOnly; SameSite=Lax"
        _warn_login(call, "login-token")
        return {"login": {"result": "NeedToken", "token": call.session.token("login")}}
    if token != call.session.token("login"):
        return {"login": {"result": "Failed", "reason": _reason(call, "login-session", "sessionlost")}}
    if call.user.by_bot_password:
        return {"login": {
            "result": "Aborted", "reason": _reason(call, "login-provider", "api-login-fail-badsessionprovider")}}
    found = check_password(wiki.state, call.text("lgname") or "", call.text("lgpassword") or "")
    if found is None:
        return {"login": {"result": "Failed", "reason": _reason(call, "login-failed", "wrongpassword")}}
    account, name, app = found
    store_session(wiki.state, call.session, account, app)
    if app is None:
        _warn_login(call, "login-main")
    return {"login": {"result": "Success", "lguserid": account, "lgusername": name}}


def _reason(call: Call, key: str, code: str) -> str | dict[str, str]:
    # The old error format has the words alone, the new ones a code beside them.
    errorformat = call.text("errorformat") or "bc"
    name = "html" if errorformat == "html" else "text"
    return say(key) if errorformat == "bc" else {"code": code, name: say(key)}


def _warn_login(call: Call, key: str) -> None:
    call.warn("main", "deprecation-help", say("deprecation-help"))
    call.warn("login", "deprecation", say(key))


def _logout(wiki: Wiki, call: Call) -> dict[str, Any]:
    store_session(wiki.state, call.session)
    return {}


def _parse(wiki: Wiki, call: Call) -> dict[str, Any]:
    try:
        title = read_title(call.text("title") or call.text("page") or "API")
    except BadTitle as bad:
        raise Refusal("invalidtitle", call.text("title")) from bad
    text = call.text("text")
    if text is None:
        text = wiki.text(title)
        if text is None:
            raise Refusal("missingtitle")
    parsed = expand(text, wiki.text)
    page = wiki.page(title)
    told: dict[str, Any] = {"title": title.full, "pageid": page["id"] if page else 0}
    wanted = call.several("prop", "text|categories|templates")
    if "text" in wanted:
        markup = to_html(parsed.text, lambda link: page_address("", link.full))
        told["text"] = f'<div class="mw-parser-output">{markup}</div>'
    if "categories" in wanted:
        told["categories"] = [
            {"sortkey": "", "category": name.replace(" ", "_"),
             **({} if wiki.page(Title(14, name)) else {"missing": True})} for name in parsed.categories]
    if "templates" in wanted:
        told["templates"] = [{"ns": used.ns, "title": used.full, "exists": wiki.page(used) is not None}
                             for used in parsed.templates]
    if "parsewarnings" in wanted:
        told["parsewarnings"] = []
    if "wikitext" in wanted:
        told["wikitext"] = text
    return {"parse": told}


def _opensearch(wiki: Wiki, call: Call) -> Any:
    text = call.text("search") or ""
    spaces = [int(space) for space in call.several("namespace", "0") if space.isdigit()]
    rows = titles_by_prefix(wiki, text, spaces, call.limit("limit"))
    titles = [row["title"] for row in rows]
    return [text, titles, [""] * len(titles), [page_address(call.server, title) for title in titles]]


def _titleblacklist(wiki: Wiki, call: Call) -> dict[str, Any]:
    try:
        title = read_title(call.text("tbtitle") or "")
    except BadTitle as bad:
        raise Refusal("invalidtitle", call.text("tbtitle")) from bad
    action = call.text("tbaction") or "edit"
    entry = rules.banned(wiki, title, call.user)
    return {"titleblacklist": rules.ban_answer(wiki, entry, title, action) if entry else {"result": "ok"}}


def _paraminfo(wiki: Wiki, call: Call) -> dict[str, Any]:
    paths: list[str] = []
    for asked in call.several("modules"):
        paths += [path for path in catalogue.modules() if path.startswith("query+")] if asked == "query+*" else [asked]
    known = [catalogue.modules()[path] for path in paths if path in catalogue.modules()]
    return {"paraminfo": {"helpformat": "none", "modules": known}}


_ACTIONS: dict[str, Callable[[Wiki, Call], Any]] = {
    "login": _login, "logout": _logout, "query": query, "upload": upload, "titleblacklist": _titleblacklist,
    "parse": _parse, "opensearch": _opensearch, "paraminfo": _paraminfo, "wbeditentity": entities.edit_entity,
    "wbgetentities": entity_reading.get_entities, "wbsearchentities": entity_reading.search_entities,
    "edit": edits.edit_page,
}
