"""Which account is meant; secrets go to the keyring and nowhere else."""

import json

import keyring
import pytest

from minoties_desktop.config import paths, settings
from minoties_desktop.config.messages import Messages
from minoties_desktop.domain.errors import EnvironmentFault, UsageFault
from minoties_desktop.practice.accounts import SECRET as PASSWORD
from minoties_desktop.services import accounts, renamed, review, syncing
from minoties_desktop.services.accounts import Account, chosen, known, listed, site_id
from minoties_desktop.services.signing import add_bot_password as add
from minoties_desktop.services.signing import remove
from minoties_desktop.store import outbox, pauses, traffic
from tests.support.libraries import contributor, library, ready, tagging
from tests.support.practice import practice_server

__all__ = ["library", "practice_server", "tagging"]
WIKI, SECRET = "https://wiki.example.org/w/api.php", "0123456789abcdefsecret"


class Memory(keyring.backend.KeyringBackend):
    """A keyring that keeps secrets as long as it lives."""

    priority = 9

    def __init__(self):
        super().__init__()
        self.kept = {}

    def get_password(self, service, username):
        return self.kept.get((service, username))

    def set_password(self, service, username, password):
        self.kept[service, username] = password

    def delete_password(self, service, username):
        del self.kept[service, username]


@pytest.fixture
def ring():
    before, memory = keyring.get_keyring(), Memory()
    keyring.set_keyring(memory)
    yield memory
    keyring.set_keyring(before)


def known_accounts(*pairs):
    settings.change(accounts=[list(pair) for pair in pairs])


@pytest.mark.parametrize(("known_here", "name", "site", "expected"), [
    ([], None, None, Account("commons", "")),
    ([], None, WIKI, Account(WIKI, "")),
    ([], "Ana", None, Account("commons", "Ana")),
    ([], "ana_R@laptop", WIKI, Account(WIKI, "Ana R")),
    ([("commons", "Ana")], None, None, Account("commons", "Ana")),
    ([("commons", "Ana")], None, "commons", Account("commons", "Ana")),
    ([("commons", "Ana")], None, "https://commons.wikimedia.org/w/api.php", Account("commons", "Ana")),
    ([("commons", "Ana")], None, WIKI, Account(WIKI, "")),
    ([(WIKI, "Ana")], None, None, Account(WIKI, "Ana")),
    ([("commons", "Ana"), (WIKI, "Ben")], None, "commons", Account("commons", "Ana")),
    ([("commons", "Ana"), (WIKI, "Ben")], "ben", None, Account(WIKI, "Ben")),
    ([("commons", "Ana"), (WIKI, "Ana")], "Ana", WIKI, Account(WIKI, "Ana")),
    ([("commons", "Ana"), ("commons", "Ben")], "Eva", None, Account("commons", "Eva")),
    ([("commons", "Ana"), ("commons", "Ben")], None, "practice", Account("practice", "Learner")),
    ([("commons", "Ana")], "Ben", "practice", Account("practice", "Learner")),
])
def test_which_account_queueing_means(known_here, name, site, expected):
    known_accounts(*known_here)
    assert chosen(name, site) == expected


@pytest.mark.parametrize(("known_here", "name", "site", "code", "named"), [
    ([("commons", "Ana"), ("commons", "Ben")], None, None, "account-several", ["Ana (commons)", "Ben (commons)"]),
    ([("commons", "Ana"), (WIKI, "Ben")], None, None, "account-several", ["Ana (commons)", f"Ben ({WIKI})"]),
    ([("commons", "Ana"), (WIKI, "Ana")], "Ana", None, "account", ["Ana"]),
])
def test_where_there_are_several_they_are_named(known_here, name, site, code, named):
    known_accounts(*known_here)
    with pytest.raises(UsageFault) as caught:
        chosen(name, site)
    assert caught.value.code == code
    assert all(text in str(caught.value.message.args) for text in named)


@pytest.mark.parametrize("site", ["http://wiki.example.org/w/api.php", "wiki", "Commons", "", "https://x.org/wiki/",
                                  "ftp://x.org/w/api.php", "file:///w/api.php", "https:///w/api.php",
                                  "http://127.0.0.1.evil.org/w/api.php", "https://[/w/api.php", "practice ",
                                  "https://ana:secret@wiki.example.org/w/api.php", "https://x.org:99999/w/api.php",
                                  "https://x.org/w/api.php?x=1", "https://x.org/w/api.php#x", "https://x.org/?x=/api.php",
                                  " https://wiki.example.org/w/api.php", "https://wiki.example.org/w/api.php\n"])
def test_no_site_is_guessed(site):
    with pytest.raises(UsageFault):
        site_id(site)


@pytest.mark.parametrize("site", ["commons", "practice", WIKI, "http://127.0.0.1:8080/w/api.php",
                                  "http://[::1]/api.php", "http://localhost/w/api.php"])
def test_sites(site):
    assert site_id(site) == site


@pytest.mark.parametrize("site", [
    f"https://ana:{SECRET}@wiki.example.org/w/api.php", f"ana:{SECRET}@wiki.example.org", f"{WIKI}?password={SECRET}",
    f"https://ana:?{SECRET}#@wiki.example.org/w/api.php", f"{WIKI}#{SECRET}"])
def test_a_refused_wiki_is_not_told_with_the_password_typed_into_it(site):
    with pytest.raises(UsageFault) as caught:
        site_id(site)
    told = str(caught.value.message.args[0])
    assert "wiki.example.org" in told and SECRET not in told


def everything_on_disk():
    return "".join(path.read_text(encoding="utf-8", errors="replace")
                   for path in paths.data_folder().rglob("*") if path.is_file())


def test_a_secret_is_in_the_keyring_only(ring):
    assert add(" ana_R@laptop ", "commons", SECRET) == Account("commons", "Ana R")
    [stored] = ring.kept.values()
    assert json.loads(stored)["password"] == SECRET
    assert json.loads(stored)["login"] == "ana_R@laptop"
    assert SECRET not in everything_on_disk()
    assert listed() == [Account("commons", "Ana R")]


def test_the_same_account_again_replaces_its_secret(ring):
    add("Ana@one", "commons", "first-secret")
    add("ana@two", "commons", SECRET)
    add("Ana@two", WIKI, "third-secret")
    assert listed() == [Account("commons", "Ana"), Account(WIKI, "Ana")]
    assert known("ANA".capitalize(), "commons") == Account("commons", "Ana")
    assert [json.loads(text)["password"] for text in ring.kept.values()] == [SECRET, "third-secret"]


def test_a_removed_account_leaves_nothing(ring):
    add("Ana@one", "commons", SECRET)
    assert remove("ana") == Account("commons", "Ana")
    assert listed() == [] and not ring.kept
    with pytest.raises(UsageFault):
        remove("Ana")


@pytest.mark.parametrize(("login", "site", "secret", "code"), [
    ("Ana", "commons", SECRET, "bot-password"), ("@laptop", "commons", SECRET, "bot-password"),
    ("Ana@", "commons", SECRET, "bot-password"), ("Ana@x", "commons", "", "no-secret"),
    ("Ana@x", "practice", SECRET, "practice-account"), ("Ana@x", "nowhere", SECRET, "unknown-site"),
])
def test_what_cannot_be_an_account_is_refused_and_its_secret_not_repeated(ring, login, site, secret, code):
    with pytest.raises(UsageFault) as caught:
        add(login, site, secret)
    assert caught.value.code == code
    assert SECRET not in str(caught.value.args) + str(caught.value.message) + str(caught.value.remedy)
    assert listed() == [] and not ring.kept


def test_without_a_keyring_nothing_is_kept():
    with pytest.raises(EnvironmentFault) as caught:
        add("Ana@x", "commons", SECRET)
    assert listed() == []
    assert SECRET not in str(caught.value.args) + everything_on_disk()


def test_accounts_are_told_without_secrets():
    assert accounts.to_json(Account("commons", "Ana")) == {"name": "Ana", "site": "commons"}


# An account that its wiki calls otherwise now


def queued(library, name):
    """The contributor of that user name, whose own work is in the queue for that account."""
    person = contributor(library, user_name=name)
    made = ready(library, author=person)
    assert review.queue(library, made, Account("commons", name)).queued == made
    return person


def test_what_an_account_has_goes_along_to_its_new_name(ring, library, tagging):
    add("Ana R@laptop", "commons", SECRET)
    person = queued(library, "Ana R")
    with library.database.writing() as write:
        pauses.put(write, pauses.account("commons", "Ana R"), 4e9, moment=1.0, reason={"code": "account"})
        traffic.count(write, day="2026-11-22", wiki="commons", account="Ana R", size=7)
        traffic.count(write, day="2026-11-22", wiki="commons", account="Ana Ruiz", size=1)
        traffic.ping(write, wiki="commons", account="Ana R", action="upload", at=5.0, oldest=0.0)
    assert renamed.rename(library, "Ana R", "Ana_Ruiz") == Account("commons", "Ana Ruiz")
    assert listed() == [Account("commons", "Ana Ruiz")]
    assert {key[1]: json.loads(kept) for key, kept in ring.kept.items()} == {
        "commons:Ana Ruiz": {"login": "Ana Ruiz@laptop", "password": SECRET}}
    assert outbox.accounts(library.database) == [("commons", "Ana Ruiz")]
    assert library.registers["contributor"].get(person)["user_name"] == "Ana Ruiz"
    assert pauses.listed(library.database) == {}, "it waited for a login that there is now"
    assert traffic.sent(library.database, "2026-11-22", besides="practice") == 8
    assert traffic.pings(library.database, wiki="commons", account="Ana Ruiz", action="upload", since=0.0) == [5.0]


@pytest.mark.parametrize("dies_at", ["store", "remove", "amend", "follow"])
def test_a_rename_that_died_is_done_by_the_next_one_and_loses_no_secret(ring, library, tagging, monkeypatch, dies_at):
    from minoties_desktop.wiki import account as keyring_account

    class Killed(BaseException):
        """The process is gone."""

    def die(*_given):
        raise Killed

    add("Ana@laptop", "commons", SECRET)
    queued(library, "Ana")
    with monkeypatch.context() as context:
        context.setattr({"store": keyring_account, "remove": keyring_account, "amend": settings,
                         "follow": renamed}[dies_at], dies_at, die)
        with pytest.raises(Killed):
            renamed.rename(library, "Ana", "Ana Ruiz")
    if dies_at == "follow":
        assert renamed.follow(library).ids("outbox")
    else:
        renamed.rename(library, "Ana", "Ana Ruiz")
    assert outbox.accounts(library.database) == [("commons", "Ana Ruiz")] and listed() == [
        Account("commons", "Ana Ruiz")]
    assert [json.loads(kept)["login"] for kept in ring.kept.values()] == ["Ana Ruiz@laptop"]


def test_a_library_that_was_elsewhere_follows_when_it_is_opened(ring, library, tagging):
    queued(library, "Ana")
    settings.change(accounts=[["commons", "Ana Maria"]],
                    renamed={"commons Ana": "Ana R", "commons Ana R": "Ana Maria"})
    assert renamed.follow(library)
    assert outbox.accounts(library.database) == [("commons", "Ana Maria")]
    assert not renamed.follow(library)


def test_who_takes_a_name_that_has_become_free_is_somebody_else(ring, library, tagging):
    add("Ana@laptop", "commons", SECRET)
    renamed.rename(library, "Ana", "Ana Ruiz")
    add("Ana@laptop", "commons", "another")
    queued(library, "Ana")
    renamed.follow(library)
    assert outbox.accounts(library.database) == [("commons", "Ana")]


def test_an_account_does_not_become_another_one_of_this_computer_nor_what_no_wiki_has(ring, library, tagging):
    add("Ana@laptop", "commons", SECRET)
    add("Other@laptop", "commons", "another")
    queued(library, "Ana")
    for name, code in (("Other", "own-account"), ("x|y#{}", "impossible-name"), ("a" * 300, "impossible-name")):
        with pytest.raises(UsageFault) as refused:
            renamed.rename(library, "Ana", name)
        assert refused.value.code == code
    assert outbox.accounts(library.database) == [("commons", "Ana")] and len(ring.kept) == 2
    assert listed() == [Account("commons", "Ana"), Account("commons", "Other")] and not settings.load().renamed


def test_the_wiki_is_asked_whether_it_gave_the_new_name(ring, practice_server):
    add("Uploader@minoties", practice_server.api, PASSWORD)
    assert renamed.unproven("Uploader", "Trusted") is None, "what it has opens the new name"
    with pytest.raises(UsageFault) as refused:
        renamed.unproven("Uploader", "Nobody at all")
    assert refused.value.code == "other-user"
    with pytest.raises(UsageFault) as refused:
        renamed.unproven("Uploader", "Uploader")
    assert refused.value.code == "same-name"


def test_what_could_not_be_asked_about_a_new_name_is_said(ring):
    add("Ana@laptop", "https://wiki.invalid/w/api.php", SECRET)
    doubt = renamed.unproven("Ana", "Ana Ruiz")
    assert doubt is not None and "wiki.invalid" in Messages("en").text(doubt)
    ring.kept.clear()
    doubt = renamed.unproven("Ana", "Ana Ruiz")
    assert doubt is not None and doubt.key == "error-login-needed"


def test_an_account_is_not_renamed_to_nothing_nor_while_it_sends(ring, library):
    add("Ana@laptop", "commons", SECRET)
    for name in ("", " ", "ana", "Ana@laptop"):
        with pytest.raises(UsageFault):
            renamed.rename(library, "Ana", name)
    with library.lock(syncing._lock_name(Account("commons", "Ana"))), pytest.raises(EnvironmentFault):
        renamed.rename(library, "Ana", "Ana Ruiz")
    assert listed() == [Account("commons", "Ana")] and len(ring.kept) == 1
