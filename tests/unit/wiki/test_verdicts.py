"""Every code of commons-contract 1.5 means what that table says; a code that nobody knows loses nothing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minoties_desktop.config.messages import Messages
from minoties_desktop.domain.errors import AskPerson, Fault, Refused, RetryLater
from minoties_desktop.wiki.errors import ApiError, fault
from minoties_desktop.wiki.verdicts import LONGEST, RULES, words

RETRY, ASK, NO = RetryLater, AskPerson, Refused

# code -> class, its kind or question (None: whatever it is), whether the whole queue waits
CONTRACT = {
    "readonly": (RETRY, "readonly", True),
    "maxlag": (RETRY, "server", True),
    "internal_api_error_DBQueryError": (RETRY, "server", False),
    "internal_api_error_Exception": (RETRY, "server", False),
    "internal_api_error-UploadStashFileException": (RETRY, "server", False),
    "internal_api_error_UploadChunkFileException": (RETRY, "server", False),
    "internal_api_error_JobQueueError": (RETRY, "server", False),
    "backend-fail-internal": (RETRY, "server", False),
    "backend-fail-synced": (RETRY, "server", False),
    "lockmanager-fail-conflict": (RETRY, "server", False),
    "stashfailed": (RETRY, "server", False),
    "uploadstash-exception": (RETRY, "server", False),
    "publishfailed": (RETRY, "server", False),
    "missingresult": (RETRY, "server", False),
    "uploadstash-file-not-found": (RETRY, "server", False),
    "uploadstash-bad-path-no-handler": (RETRY, "server", False),
    "editconflict": (RETRY, "server", False),
    "no-such-entity": (RETRY, "server", False),
    "ratelimited": (RETRY, "ratelimit", True),
    "badtoken": (RETRY, "account", True),
    "notoken": (RETRY, "account", True),
    "assertuserfailed": (RETRY, "account", True),
    "assertnameduserfailed": (RETRY, "account", True),
    "mustbeloggedin": (RETRY, "account", True),
    "stashnotloggedin": (RETRY, "account", True),
    "mwoauth-invalid-authorization": (RETRY, "account", True),
    "mwoauth-invalid-authorization-invalid-user": (RETRY, "account", True),
    "login-refused": (RETRY, "account", True),
    "blocked": (RETRY, "account", True),
    "autoblocked": (RETRY, "account", True),
    "permissiondenied": (RETRY, "account", True),
    "uploaddisabled": (RETRY, "account", True),
    "illegal-filename": (ASK, "name", None),
    "filename-toolong": (ASK, "name", None),
    "filename-tooshort": (ASK, "name", None),
    "filetype-missing": (ASK, "name", None),
    "protectedpage": (ASK, "name", None),
    "protectedtitle": (ASK, "name", None),
    "cantcreate": (ASK, "name", None),
    "fileexists-forbidden": (ASK, "name-taken", None),
    "fileexists-shared-forbidden": (ASK, "name-taken", None),
    # Both styles of the title blacklist: production's, and the message key itself.
    "titleblacklist-forbidden": (ASK, "name", None),
    "titleblacklist-forbidden-edit": (ASK, "name", None),
    "titleblacklist-forbidden-upload": (ASK, "name", None),
    "titleblacklist-custom-filename": (ASK, "name", None),
    "titleblacklist-custom-space": (ASK, "name", None),
    "titleblacklist-custom-thumbnail": (ASK, "name", None),
    "titleblacklist-custom-SVG-thumbnail": (ASK, "name", None),
    "titleblacklist-custom-double-apostrophe": (ASK, "name", None),
    "senselessimagename": (ASK, "name", None),
    "abusefilter-warning": (ASK, "filter-warning", None),
    "abusefilter-warning-otrs": (ASK, "filter-warning", None),
    "captcha": (ASK, "captcha", None),
    "abusefilter-disallowed": (NO, "abusefilter-disallowed", None),
    "verification-error": (NO, "verification-error", None),
    "filetype-banned": (NO, "filetype-banned", None),
    "filetype-banned-type": (NO, "filetype-banned-type", None),
    "file-too-large": (NO, "file-too-large", None),
    "empty-file": (NO, "empty-file", None),
    "uploadvirus": (NO, "uploadvirus", None),
    "spamblacklist": (NO, "spamblacklist", None),
    "badtags": (NO, "badtags", None),
    "a-code-of-next-year": (NO, "a-code-of-next-year", None),
}


@pytest.mark.parametrize("code", CONTRACT)
def test_a_code_means_what_the_contract_says(code):
    kind, name, queue = CONTRACT[code]
    found = fault(ApiError(code, "The wiki's own words"), "commons.wikimedia.org", title="Weaver.jpg")
    assert type(found) is kind
    assert found.code == name
    if queue is not None:
        assert found.stops_queue is queue


@pytest.mark.parametrize("language", ["en", "es", "el"])
@pytest.mark.parametrize("code", CONTRACT)
def test_each_has_a_sentence_in_each_language(code, language):
    found = fault(ApiError(code, "Words"), "commons.wikimedia.org", title="Weaver.jpg")
    say = Messages(language)
    for message in (found.message, found.remedy):
        if message is not None:
            text = say.text(message)
            assert "⧼" not in text and "$" not in text


def test_what_nobody_knows_is_shown_in_the_wikis_own_words():
    found = fault(ApiError("novel-code", "The <b>moon</b> is full"), "commons.wikimedia.org")
    text = Messages("en").text(found.message)
    assert "The moon is full" in text and "novel-code" in text


def test_any_code_may_be_about_the_name():
    error = ApiError("some-check-failed", "Not descriptive", {"invalidparameter": "filename", "filekey": "1.jpg"})
    found = fault(error, "commons.wikimedia.org", title="x.jpg")
    assert (found.code, found.choices) == ("name", ("rename",))
    assert found.details["code"] == "some-check-failed"


def test_times_to_wait_are_those_that_the_wiki_named():
    assert fault(ApiError("ratelimited", "", {"after": 4320}), "h").after == 4320
    assert fault(ApiError("maxlag", "", {"lag": 7.3}), "h").after == 7.3
    assert fault(ApiError("maxlag"), "h").after == 5
    assert fault(ApiError("readonly", "", {"readonlyreason": "Moving"}), "h").message.args == ("h", "Moving")


def test_too_many_wikibase_edits_are_a_rate_limit():
    error = ApiError("failed-save", "", {"messages": [{"name": "actionthrottledtext"}]})
    assert fault(error, "h").code == "ratelimit"


def test_the_last_rule_takes_everything():
    assert RULES[-1].codes == ("*",)


@given(st.text())
def test_words_are_short_and_plain_whatever_a_wiki_sends(text):
    shown = words(text)
    assert len(shown) <= LONGEST
    assert shown.isprintable() or not shown
    assert shown == " ".join(shown.split())


@given(st.text(min_size=1), st.text())
def test_every_code_has_a_verdict(code, text):
    assert fault(ApiError(code, text), "h", title="t.jpg").message.key


def test_each_code_comes_through_pywikibot_as_what_it_means(new_session, commons):
    """Stock pywikibot would sleep, try again for ever, or ask on the terminal for some of these."""
    with_session = new_session()
    with_session.check()
    for code, (kind, name, _) in CONTRACT.items():
        if code.startswith("login-"):
            continue  # our own names for what action=login answers
        commons.faults.add("error", "upload", value=code, times=9)
        with pytest.raises(Fault) as caught:
            with_session.call(action="upload", checkstatus="1", filekey="1abcdefghijk.lmnopq.4.jpg")
        commons.faults.clear()
        assert (type(caught.value), caught.value.code) == (kind, name), code
