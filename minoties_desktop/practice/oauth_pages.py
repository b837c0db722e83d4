"""The addresses under which the practice Commons is asked for OAuth 2, and the page that asks the person."""

from __future__ import annotations

import html
import urllib.parse
from collections.abc import Mapping

from ..config.messages import Message, Messages
from . import gallery, oauth
from .answers import Refusal
from .api import Answer
from .commons import Commons

AUTHORIZE, TOKEN = "/w/rest.php/oauth2/authorize", "/w/rest.php/oauth2/access_token"
PROFILE, INDEX = "/w/rest.php/oauth2/resource/profile", "/w/index.php"
APPROVE = "Special:OAuth/approve"
_BUTTON = 'style="font:inherit;padding:.5rem 1rem;margin-inline-end:.5rem"'


def is_ours(path: str) -> bool:
    """Whether an address is one of these."""
    return path in (AUTHORIZE, TOKEN, PROFILE, INDEX)


def labels_of(path: str, params: Mapping[str, str]) -> tuple[str, ...]:
    """Names of a request by which faults find it: `oauth`, then `oauth-code`, `oauth-refresh` and so on."""
    kinds = {"authorization_code": "oauth-code", "refresh_token": "oauth-refresh"}
    return ("oauth", kinds.get(params.get("grant_type", ""), f"oauth-{path.rpartition('/')[2]}"))


def answer(commons: Commons, method: str, path: str, params: Mapping[str, str], bearer: str, language: str) -> Answer:
    """Do what a request asks."""
    try:
        if path == AUTHORIZE:
            return _to_approval(commons, params)
        if path == TOKEN and method == "POST":
            seconds = commons.faults.lasting("tokenlife")
            told = oauth.tokens(commons.state, params, seconds=float(seconds or oauth.ACCESS_SECONDS))
            return Answer(told, headers={"Content-Type": "application/json; charset=UTF-8"})
        if path == PROFILE:
            return Answer(oauth.profile(commons.state, bearer), headers={"Content-Type": "application/json"})
        if path == INDEX and params.get("title") == APPROVE:
            return _approval(commons, method, params, language)
    except oauth.OAuthError as error:
        return Answer(error.body, error.status, {"Content-Type": "application/json"})
    except Refusal as refusal:
        return Answer({"error": refusal.code}, 401, {"Content-Type": "application/json"})
    return Answer("<!DOCTYPE html><title>404</title>", 404)


def _to_approval(commons: Commons, params: Mapping[str, str]) -> Answer:
    program = oauth.wanted_program(params)
    # As PHP writes it: everything but letters, digits and -._~ is escaped.
    query = urllib.parse.quote(urllib.parse.urlencode(params, quote_via=urllib.parse.quote, safe=""), safe="")
    address = (
        f"{commons.address}{INDEX}?title={APPROVE}&returnto={urllib.parse.quote(AUTHORIZE, safe='')}"
        f"&returntoquery={query}&client_id={program.id}&oauth_version=2&scope={'+'.join(program.grants)}")
    shown = html.escape(address)
    page = f'<!doctype html><title>Redirect</title><a href="{shown}">{shown}</a>'
    return Answer(page, 307, {"Location": address, "Content-Type": "text/html; charset=utf-8"})


def _approval(commons: Commons, method: str, params: Mapping[str, str], language: str) -> Answer:
    wanted = dict(urllib.parse.parse_qsl(params.get("returntoquery", "")))
    program = oauth.wanted_program(wanted)
    if method == "POST":
        account = params.get("account", "")
        known = {str(number) for number, _ in oauth.people(commons.state)}
        back = oauth.allow(commons.state, wanted, int(account)) if account in known else oauth.deny(wanted)
        return Answer("", 302, {"Location": back, "Content-Type": "text/html; charset=UTF-8"})
    say = Messages(language)
    grants = "".join(f"<li>{html.escape(say.text(f'grant-{grant}'))}</li>" for grant in program.grants)
    buttons = "".join(
        f'<button {_BUTTON} name="account" value="{number}">'
        f"{html.escape(say.text(Message('practice-oauth-allow', name)))}</button>"
        for number, name in oauth.people(commons.state))
    body = (
        f"<p>{html.escape(say.text(Message('practice-oauth-asks', program.name)))}</p><ul>{grants}</ul>"
        f'<form method="post" action="{INDEX}"><input type="hidden" name="title" value="{APPROVE}">'
        f'<input type="hidden" name="returntoquery" value="{html.escape(params["returntoquery"])}">{buttons}'
        f'<button {_BUTTON} name="account" value="">{html.escape(say.text("practice-oauth-deny"))}</button></form>')
    # A form's way back to the program is a redirection, which the policy must let through.
    policy = gallery.POLICY.replace("form-action 'none'", "form-action 'self' http://127.0.0.1:*")
    return Answer(gallery.framed(say, say.text("practice-oauth-title"), body),
                  headers={"Content-Security-Policy": policy, "Referrer-Policy": "no-referrer"})
