"""action=query's meta modules: the site, the user, tokens, languages."""

from __future__ import annotations

from typing import Any

from . import catalogue
from .accounts import rate_limits, store_session
from .calls import Call
from .publishing import lowered_limit
from .wiki import Wiki


def siteinfo(wiki: Wiki, call: Call) -> dict[str, Any]:
    """meta=siteinfo."""
    known = catalogue.siteinfo(call.server)
    told = {name: known[name] for name in call.several("siprop", "general") if name in known}
    if "general" in told:
        general = told["general"]
        general["time"] = wiki.state.now()
        general["maxuploadsize"] = int(wiki.faults.lasting("maxsize") or catalogue.LARGEST_FILE)
        reason = wiki.faults.lasting("readonly")
        general["readonly"] = reason is not None
        if reason is not None:
            general["readonlyreason"] = reason
    return told


def userinfo(wiki: Wiki, call: Call) -> dict[str, Any]:
    """meta=userinfo."""
    user, wanted = call.user, call.several("uiprop")
    told: dict[str, Any] = {"id": user.id, "name": user.name}
    if not user.id:
        told["anon"] = True
    if "blockinfo" in wanted and user.block:
        told.update(user.block)
    if "groups" in wanted:
        told["groups"] = list(user.groups)
    if "rights" in wanted:
        told["rights"] = list(user.rights)
    if "hasmsg" in wanted:
        told["messages"] = False
    if "editcount" in wanted and user.id:
        row = wiki.state.row("SELECT count(*) AS n FROM revision WHERE user = ?", user.name)
        told["editcount"] = row["n"] if row else 0
    lowered = lowered_limit(wiki)
    if "ratelimits" in wanted:
        told["ratelimits"] = {} if user.may("noratelimit") else rate_limits(user, lowered)
    if "theoreticalratelimits" in wanted:
        told["theoreticalratelimits"] = rate_limits(user, lowered)
    return {"userinfo": told}


def tokens(wiki: Wiki, call: Call) -> dict[str, Any]:
    """meta=tokens; asking for a login token begins a session."""
    kinds = call.several("type", "csrf")
    if "login" in kinds and call.session.new:
        store_session(wiki.state, call.session)
        call.headers["Set-Cookie"] = f"practice_session={call.session.id}; path=/; HttpOnly; SameSite=Lax"
    return {"tokens": {f"{kind}token": call.session.token(kind) for kind in kinds}}


def authmanagerinfo(wiki: Wiki, call: Call) -> dict[str, Any]:
    """meta=authmanagerinfo; what it tells is the same for everybody."""
    return {"authmanagerinfo": catalogue.login_fields()}


def content_languages(wiki: Wiki, call: Call) -> dict[str, Any]:
    """meta=wbcontentlanguages: the languages that captions may have."""
    wanted = call.several("wbclprop", "code")
    told = {}
    for code in sorted(catalogue.caption_languages()):
        entry = {"code": code}
        if "autonym" in wanted:
            entry["autonym"] = code
        if "name" in wanted:
            entry["name"] = code
        told[code] = {name: value for name, value in entry.items() if name in wanted}
    return {"wbcontentlanguages": told}
