"""The connection of this computer, as its system tells of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from minoties_desktop.wiki import link

SAID = """GENERAL.TYPE:loopback
GENERAL.STATE:100 (connected (externally))
GENERAL.CONNECTION:lo
GENERAL.METERED:unknown
IP4.GATEWAY:

GENERAL.TYPE:wifi
GENERAL.STATE:100 (connected)
GENERAL.CONNECTION:Rayen\\: phone
GENERAL.METERED:{}
IP4.GATEWAY:192.168.43.1
IP6.GATEWAY:fe80\\:\\:1
"""


@pytest.mark.parametrize(("word", "metered"), [
    ("yes", True), ("yes (guessed)", True), ("no", False), ("no (guessed)", False), ("unknown", None)])
def test_network_manager_knows_hotspots(word: str, metered: bool | None) -> None:
    assert link.of_network_manager(SAID.format(word)) == link.Link("Rayen: phone", metered)


@pytest.mark.parametrize("said", ["", "nonsense", SAID.replace("100 (connected)", "30 (disconnected)")])
def test_where_nothing_is_known_nothing_is_said(said: str) -> None:
    assert link.of_network_manager(said) == link.Link()


@pytest.mark.parametrize(("said", "found"), [
    ('{"name": "Hotel", "cost": "Variable"}', link.Link("Hotel", True)),
    ('{"name": "Hotel", "cost": "Unrestricted"}', link.Link("Hotel", False)),
    ('{"name": null, "cost": ""}', link.Link()), ("no such thing", link.Link()), ("[]", link.Link())])
def test_windows_tells_what_a_connection_costs(said: str, found: link.Link) -> None:
    assert link._of_windows(said) == found


def test_the_system_is_asked_with_its_own_program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert link.current() == link.Link(), "there is no such program on the path yet"
    (tmp_path / "said").write_text(SAID.format("yes (guessed)"), encoding="utf-8")
    (tmp_path / "nmcli").write_text(f"#!/bin/sh\nexec /bin/cat '{tmp_path}/said'\n")
    (tmp_path / "nmcli").chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert link.current() == link.Link("Rayen: phone", True)


def test_a_program_that_hangs_is_not_waited_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "nmcli").write_text("#!/bin/sh\nexec /bin/sleep 60\n")
    (tmp_path / "nmcli").chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(link, "SECONDS", 0.2)
    assert link.current() == link.Link()
