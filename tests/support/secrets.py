"""A real Secret Service for child processes: gnome-keyring on a session bus of its own."""

from __future__ import annotations

import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import secretstorage
from jeepney import DBusAddress, new_method_call
from jeepney.io.blocking import DBusConnection, open_dbus_connection

_BUS = DBusAddress("/org/freedesktop/DBus", "org.freedesktop.DBus", "org.freedesktop.DBus")
_SERVICE = "org.freedesktop.secrets"
_PATIENCE = 20.0


class SecretService:
    """A keyring that is unlocked. `environment` is what a process needs to find it."""

    def __init__(self, address: str, folder: Path) -> None:
        self.address = address
        self.environment = {
            "DBUS_SESSION_BUS_ADDRESS": address, "PYTHON_KEYRING_BACKEND": "",
            **{f"XDG_{name}_HOME": str(folder / name.lower()) for name in ("DATA", "CONFIG", "CACHE", "STATE")}}

    def lock(self) -> None:
        """Lock it, as its owner does; nobody can unlock it without its password."""
        with self._connection() as connection:
            secretstorage.get_default_collection(connection).lock()

    def forget(self) -> None:
        """Lose everything that is kept."""
        with self._connection() as connection:
            for item in secretstorage.get_default_collection(connection).get_all_items():
                item.delete()

    def secrets(self) -> dict[str, str]:
        """What it keeps: secrets by the name they are kept under."""
        with self._connection() as connection:
            return {item.get_attributes()["username"]: item.get_secret().decode()
                    for item in secretstorage.get_default_collection(connection).get_all_items()}

    @contextmanager
    def _connection(self) -> Iterator[DBusConnection]:
        connection = open_dbus_connection(self.address)
        try:
            yield connection
        finally:
            connection.close()


@contextmanager
def serving(folder: Path) -> Iterator[SecretService]:
    """Start a bus and a keyring in a folder, end them afterwards."""
    bus = subprocess.Popen(["dbus-daemon", "--session", "--nofork", "--nopidfile", "--print-address=1"],
                           stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    service = SecretService(bus.stdout.readline().strip(), folder)
    environment = {**service.environment, "HOME": str(folder), "XDG_RUNTIME_DIR": str(folder / "run"),
                   "PATH": "/usr/bin:/bin"}
    (folder / "run").mkdir(mode=0o700)
    keyring = subprocess.Popen(
        ["gnome-keyring-daemon", "--foreground", "--unlock", "--components=secrets"], env=environment,
        stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        keyring.stdin.write(b"a password")
        keyring.stdin.close()
        _await(service.address)
        yield service
    finally:
        for process in (keyring, bus):
            process.terminate()
            process.wait()
        bus.stdout.close()


def _await(address: str) -> None:
    connection = open_dbus_connection(address)
    try:
        end = time.monotonic() + _PATIENCE
        asked = new_method_call(_BUS, "NameHasOwner", "s", (_SERVICE,))
        while not connection.send_and_get_reply(asked).body[0]:
            assert time.monotonic() < end, "no keyring came up"
            time.sleep(0.02)
    finally:
        connection.close()


@pytest.fixture(scope="session")
def secret_service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SecretService]:
    """One keyring for all tests of this process: wikis differ by their addresses."""
    with serving(tmp_path_factory.mktemp("keyring")) as service:
        yield service
