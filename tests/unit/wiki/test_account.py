"""Secrets go to the system's keyring or nowhere, and every failure of it is a sentence."""

from __future__ import annotations

import json
import threading

import keyring
import keyring.errors
import pytest
from keyring.backend import KeyringBackend
from keyring.backends import fail, null

from minoties_desktop.domain.errors import EnvironmentFault, UsageFault
from minoties_desktop.domain.sites import (
    COMMONS,
    COMMONS_API,
    PRACTICE,
    PRACTICE_LOGIN,
    PRACTICE_PASSWORD,
    Site,
)
from minoties_desktop.wiki import account

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
    account.store(SITE, "Ana", "Ana@minoties", SECRET)
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
    account.store(SITE, "Ana", "Ana@minoties", SECRET)
    account.store(other, "Ana", "Ana@other", "another")
    assert account.read(SITE, "Ana")[1] == SECRET
    assert account.read(other, "Ana") == ("Ana@other", "another")


def test_no_secret_is_a_matter_of_usage(use):
    use(Safe())
    with pytest.raises(UsageFault) as caught:
        account.read(SITE, "Ana")
    assert caught.value.code == "no-secret"


@pytest.mark.parametrize(("backend", "code"), [
    (fail.Keyring(), "keyring-none"), (null.Keyring(), "keyring-unsafe"), (Plaintext(), "keyring-unsafe"),
    (Failing(keyring.errors.KeyringLocked), "keyring-locked"), (Failing(keyring.errors.NoKeyringError), "keyring-none"),
    (Failing(keyring.errors.InitError), "keyring-refused"), (Failing(OSError), "keyring-refused"),
    (Forgetful(), "keyring-forgets")])
def test_each_failure_has_its_sentence_and_its_remedy_and_no_secret(use, backend, code):
    use(backend)
    with pytest.raises(EnvironmentFault) as caught:
        account.store(SITE, "Ana", "Ana@minoties", SECRET)
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

    monkeypatch.setattr(account, "LIMIT", 0.05)
    use(Silent())
    with pytest.raises(EnvironmentFault) as caught:
        account.read(SITE, "Ana")
    release.set()
    assert caught.value.code == "keyring-silent"


def test_the_public_secret_of_practice_never_enters_a_keyring(use):
    backend = use(Safe())
    practice = Site(PRACTICE, "http://127.0.0.1:1/w/api.php")
    account.store(practice, "Learner", PRACTICE_LOGIN, PRACTICE_PASSWORD)
    assert account.read(practice, "Learner") == (PRACTICE_LOGIN, PRACTICE_PASSWORD)
    assert account.remove(practice, "Learner") is False
    assert backend.kept == {}
