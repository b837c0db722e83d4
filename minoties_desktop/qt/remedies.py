"""Which action of the table does what a remedy says, so that it is offered as a button beside the sentence."""

from __future__ import annotations

from ..config.messages import Message

_ACCOUNTS = ("error-bot-password-remedy", "error-grants-missing-remedy", "error-login-ended-remedy",
             "error-login-main-remedy", "error-login-other-account-remedy", "error-login-remedy",
             "error-no-account-remedy", "error-not-allowed-remedy", "error-oauth-denied-remedy",
             "error-oauth-late-remedy", "error-oauth-no-client-remedy", "error-oauth-other-user-remedy",
             "error-oauth-refused-remedy", "error-rename-own-remedy", "error-rename-refused-remedy",
             "error-session-lost-remedy", "error-token-form-remedy", "error-token-ignored-remedy",
             "error-token-refused-remedy", "error-keyring-locked-remedy", "error-keyring-none-remedy",
             "error-keyring-remedy")
_SETTINGS = ("error-hours-remedy", "gate-budget-broken-remedy", "gate-budget-remedy", "gate-hours-broken-remedy",
             "gate-hours-remedy")
_LIBRARY = ("error-library-damaged-remedy", "error-library-folder-remedy", "error-library-network-remedy")
_QUEUE = ("error-answered", "error-answered-by", "error-asked-anew", "error-insecure-remedy", "error-portal-remedy")
DOES: dict[str, str] = {
    **dict.fromkeys(_ACCOUNTS, "show-accounts"), **dict.fromkeys(_SETTINGS, "show-settings"),
    **dict.fromkeys(_LIBRARY, "open-library"), **dict.fromkeys(_QUEUE, "show-sync"),
    "error-bin-queued-remedy": "unqueue", "error-codes-remedy": "add-codes",
    "error-drop-begun-remedy": "sync-now", "error-drop-sending-remedy": "pause-sync",
    "error-search-empty-remedy": "add-filter", "error-sync-start": "sync-now", "error-undo-answer": "undo",
    "error-undo-sent": "undo", "gate-metered-remedy": "metered-link",
    "gate-pause-remedy": "pause-sync", "preset-none-remedy": "save-preset",
    "queue-held": "next-problem",
}
"""The action (id) by the key of a remedy, or of a sentence that says it all."""


PERSON = "own-work-author"
"""The code of the problem that is mended at a contributor, whose name it says, and not at a field."""
CONSENT = frozenset({"consent-nobody", "consent-incomplete", "consent-guardian", "consent-premises"})
"""The codes of the problems that are mended in the form about people in the picture, and not at a field."""


def deed(message: Message, remedy: Message | None) -> str:
    """The action (id) that mends what a sentence says; "" where none does."""
    return DOES.get(remedy.key if remedy else "") or DOES.get(message.key, "")
