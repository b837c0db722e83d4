"""A real Secret Service on a bus of its own: kept, found, dropped; and locked, which is said at once."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
BEGIN = """
import json, sys
from minoties_desktop.domain.errors import Fault
from minoties_desktop.domain.sites import COMMONS, COMMONS_API, Site
from minoties_desktop.wiki import account
site, told = Site(COMMONS, COMMONS_API), []
def tell(deed):
    try:
        told.append(deed())
    except Fault as fault:
        told.append(fault.code)
"""
END = "\nprint(json.dumps(told))"


@pytest.fixture
def on_a_bus(home: Path):
    """Runs a program on a private bus with an unlocked keyring, and gives what it told."""
    needed = ("dbus-run-session", "gnome-keyring-daemon")
    assert all(map(shutil.which, needed)), f"not installed: {needed}"
    runtime = home / "run"
    runtime.mkdir(mode=0o700)
    environment = {key: value for key, value in os.environ.items() if key != "PYTHON_KEYRING_BACKEND"}
    environment |= {"XDG_RUNTIME_DIR": str(runtime), "PYTHONPATH": str(ROOT)}

    def run(code: str) -> list:
        unlock = "printf %s password | gnome-keyring-daemon --unlock --components=secrets >/dev/null 2>&1; exec \"$@\""
        done = subprocess.run(
            ["dbus-run-session", "--", "sh", "-c", unlock, "sh", sys.executable, "-c", BEGIN + code + END],
            capture_output=True, text=True, timeout=120, check=False, env=environment)
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout.splitlines()[-1])

    return run


def test_a_secret_is_kept_found_and_dropped(on_a_bus):
    assert on_a_bus("""
tell(lambda: account.store(site, "Ana", account.BotPassword("Ana@minoties", "secret")))
tell(lambda: account.read(site, "Ana"))
tell(lambda: account.remove(site, "Ana"))
tell(lambda: account.read(site, "Ana"))
""") == [None, ["Ana@minoties", "secret"], True, "account"]


def test_a_locked_keyring_is_not_asked_and_does_not_prompt(on_a_bus):
    assert on_a_bus("""
tell(lambda: account.store(site, "Ana", account.BotPassword("Ana@minoties", "secret")))
import secretstorage
connection = secretstorage.dbus_init()
secretstorage.get_default_collection(connection).lock()
tell(lambda: account.read(site, "Ana"))
tell(lambda: account.store(site, "Ana", account.BotPassword("Ana@minoties", "other")))
""") == [None, "keyring-locked", "keyring-locked"]


def test_tokens_longer_than_an_entry_are_kept_found_and_dropped(on_a_bus):
    assert on_a_bus("""
from minoties_desktop.wiki.bearer import Tokens
tokens = Tokens("a" * 1500, "r" * 900, 4e9, "client")
tell(lambda: account.store(site, "Ana", tokens))
tell(lambda: account.read(site, "Ana")._tokens == tokens)
tell(lambda: account.remove(site, "Ana"))
tell(lambda: account.read(site, "Ana"))
""") == [None, True, True, "account"]


def test_a_second_process_finds_what_the_first_one_kept(on_a_bus):
    on_a_bus("""tell(lambda: account.store(site, "Ana", account.BotPassword("Ana@minoties", "secret")))""")
    assert on_a_bus("""tell(lambda: account.read(site, "Ana"))""") == [["Ana@minoties", "secret"]]


def test_a_keyring_that_would_have_to_be_made_with_a_prompt_nobody_sees_is_said(on_a_bus):
    assert on_a_bus("""
import secretstorage
connection = secretstorage.dbus_init()
for collection in list(secretstorage.get_all_collections(connection)):
    if collection.collection_path.endswith("/login"):
        collection.delete()
tell(lambda: account.store(site, "Ana", account.BotPassword("Ana@minoties", "secret")))
tell(lambda: account.read(site, "Ana"))
""") == ["keyring-refused", "keyring-refused"]
