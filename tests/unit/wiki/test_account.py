"""Secrets go to the system's keyring or nowhere, and every failure of it is a sentence."""

from __future__ import annotations

import json
import threading

import keyring
import keyring.errors
import pytest
from keyring.backend import KeyringBackend
from keyring.backends import fail, null

from minoties_desktop.domain.errors import EnvironmentFault, RetryLater
from minoties_desktop.domain.sites import (
    COMMONS,
    COMMONS_API,
    PRACTICE,
    PRACTICE_LOGIN,
    PRACTICE_PASSWORD,
    Site,
)
from minoties_desktop.wiki import account, vault
from minoties_desktop.wiki.account import BotPassword
from minoties_desktop.wiki.bearer import Bearer, Tokens

SITE = Site(COMMONS, COMMONS_API)
SECRET = "thirty-two-characters-of-secrecy"


class Safe(KeyringBackend):
    """A keyring in memory."""

    priority = 1

    def __init__(self) -> None:
        super().__init__()
        self.kept: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        del self.kept[service, username]


class Failing(Safe):
    """A keyring that fails with a certain exception, whose text holds the secret."""

    def __init__(self, error: type[Exception]) -> None:
        super().__init__()
        self.error = error

    def get_password(self, service: str, username: str) -> str | None:
        raise self.error(SECRET)


class Forgetful(Safe):
    """A keyring that says yes and keeps nothing."""

    def set_password(self, service: str, username: str, password: str) -> None:
        return None


class Plaintext(Safe):
    """Named like those that write secrets in clear."""


@pytest.fixture
def use(monkeypatch):
    """Makes a back end the one that keyring chooses."""

    def choose(backend: KeyringBackend) -> KeyringBackend:
        monkeypatch.setattr(keyring, "get_keyring", lambda: backend)
        return backend

    return choose


def test_a_secret_is_kept_found_and_dropped(use):
    backend = use(Safe())
    account.store(SITE, "Ana", BotPassword("Ana@minoties", SECRET))
    assert account.read(SITE, "Ana") == ("Ana@minoties", SECRET)
    [(key, value)] = backend.kept.items()
    assert key == ("minoties-desktop", "commons:Ana")
    assert json.loads(value) == {"login": "Ana@minoties", "password": SECRET}
    assert account.remove(SITE, "Ana") is True
    assert account.remove(SITE, "Ana") is False
    assert backend.kept == {}


def test_accounts_of_two_wikis_are_two(use):
    use(Safe())
    other = Site("https://wiki.example/w/api.php", "https://wiki.example/w/api.php")
    account.store(SITE, "Ana", BotPassword("Ana@minoties", SECRET))
    account.store(other, "Ana", BotPassword("Ana@other", "another"))
    assert account.read(SITE, "Ana")[1] == SECRET
    assert account.read(other, "Ana") == ("Ana@other", "another")


def test_no_secret_is_a_matter_of_the_account(use):
    use(Safe())
    with pytest.raises(RetryLater) as caught:
        account.read(SITE, "Ana")
    assert caught.value.code == "account"


@pytest.mark.parametrize(("backend", "code"), [
    (fail.Keyring(), "keyring-none"), (null.Keyring(), "keyring-unsafe"), (Plaintext(), "keyring-unsafe"),
    (Failing(keyring.errors.KeyringLocked), "keyring-locked"), (Failing(keyring.errors.NoKeyringError), "keyring-none"),
    (Failing(keyring.errors.InitError), "keyring-refused"), (Failing(OSError), "keyring-refused"),
    (Forgetful(), "keyring-forgets")])
def test_each_failure_has_its_sentence_and_its_remedy_and_no_secret(use, backend, code):
    use(backend)
    with pytest.raises(EnvironmentFault) as caught:
        account.store(SITE, "Ana", BotPassword("Ana@minoties", SECRET))
        account.read(SITE, "Ana")
    assert caught.value.code == code
    assert caught.value.remedy is not None
    assert SECRET not in str(caught.value) + str(caught.value.message)


def test_a_keyring_that_does_not_answer_is_not_waited_for(use, monkeypatch):
    release = threading.Event()

    class Silent(Safe):
        def get_password(self, service: str, username: str) -> str | None:
            release.wait(30)
            return None

    monkeypatch.setattr(vault, "LIMIT", 0.05)
    use(Silent())
    with pytest.raises(EnvironmentFault) as caught:
        account.read(SITE, "Ana")
    release.set()
    assert caught.value.code == "keyring-silent"


def test_the_public_secret_of_practice_never_enters_a_keyring(use):
    backend = use(Safe())
    practice = Site(PRACTICE, "http://127.0.0.1:1/w/api.php")
    account.store(practice, "Learner", BotPassword(PRACTICE_LOGIN, PRACTICE_PASSWORD))
    assert account.read(practice, "Learner") == (PRACTICE_LOGIN, PRACTICE_PASSWORD)
    assert account.remove(practice, "Learner") is False
    assert backend.kept == {}


TOKENS = Tokens("a" * 1500, "r" * 900, 4e9, "client")


def _kept(found: object) -> Tokens:
    assert isinstance(found, Bearer)
    return found._tokens


def test_tokens_that_are_too_long_for_one_entry_are_kept_in_parts(use):
    backend = use(Safe())
    account.store(SITE, "Ana", TOKENS)
    assert _kept(account.read(SITE, "Ana")) == TOKENS
    assert len(backend.kept) > 2 and max(map(len, backend.kept.values())) <= vault.LARGEST
    before = set(backend.kept)
    account.store(SITE, "Ana", Tokens("b" * 1500, "s" * 900, 4e9, "client"))
    assert _kept(account.read(SITE, "Ana")).access == "b" * 1500
    assert before & set(backend.kept) == {("minoties-desktop", "commons:Ana")}, "the old parts are gone"
    account.store(SITE, "Ana", BotPassword("Ana@x", SECRET))
    assert account.read(SITE, "Ana") == ("Ana@x", SECRET) and len(backend.kept) == 1


def test_a_keyring_that_dies_while_tokens_are_replaced_still_has_the_old_ones(use):
    class Dying(Safe):
        writes = 99

        def set_password(self, service: str, username: str, password: str) -> None:
            self.writes -= 1
            if self.writes < 0:
                raise OSError(SECRET)
            super().set_password(service, username, password)

    backend = use(Dying())
    account.store(SITE, "Ana", TOKENS)
    backend.writes = 2
    with pytest.raises(EnvironmentFault) as caught:
        account.store(SITE, "Ana", Tokens("b" * 1500, "s" * 900, 4e9, "client"))
    assert caught.value.code == "keyring-refused"
    assert _kept(account.read(SITE, "Ana")) == TOKENS


def test_removing_drops_every_part(use):
    backend = use(Safe())
    account.store(SITE, "Ana", TOKENS)
    assert account.remove(SITE, "Ana") is True and backend.kept == {}


def test_an_entry_that_is_broken_counts_as_none_and_is_not_repeated(use):
    backend = use(Safe())
    account.store(SITE, "Ana", TOKENS)
    for broken in ("{", "[1]", "7", '{"login": "x"}', f'{{"access": "{SECRET}", "until": "never"}}'):
        backend.kept["minoties-desktop", "commons:Ana"] = broken
        with pytest.raises(RetryLater) as caught:
            account.read(SITE, "Ana")
        assert caught.value.code == "account"
        assert caught.value.__cause__ is None and SECRET not in str(caught.value) + str(caught.value.message)
    backend.kept.clear()
    account.store(SITE, "Ana", TOKENS)
    del backend.kept[next(key for key in backend.kept if " " in key[1])]
    with pytest.raises(RetryLater):
        account.read(SITE, "Ana")


def test_tokens_never_show_themselves():
    assert "a" * 12 not in f"{TOKENS!r} {TOKENS} {Bearer(TOKENS, lambda tokens: tokens)!r}"
