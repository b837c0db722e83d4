"""What a screen reader hears of a program: the tree, the focus and the announcements on a real AT-SPI bus."""

from __future__ import annotations

import subprocess
import time
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jeepney import DBusAddress, MatchRule, new_method_call
from jeepney.bus_messages import message_bus
from jeepney.io.blocking import open_dbus_connection

_A11Y = DBusAddress("/org/a11y/bus", "org.a11y.Bus", "org.a11y.Bus")
_STATUS = DBusAddress("/org/a11y/bus", "org.a11y.Bus", "org.freedesktop.DBus.Properties")
_REGISTRY = "org.a11y.atspi.Registry"
_ROOT = "/org/a11y/atspi/accessible/root"
_HEARD = ("object:state-changed:focused", "object:announcement", "object:property-change:accessible-value",
          "object:property-change:accessible-name", "object:selection-changed", "object:text-changed")
_PATIENCE = 30.0
SELECTED, FOCUSED, CHECKED = 23, 12, 4
"""Numbers of states (AtspiStateType)."""


@dataclass(frozen=True)
class Thing:
    """One thing on the screen: the bus name of its program, and its path there."""

    program: str
    path: str


class Reader:
    """Asks and listens, as Orca does. `environment` is what a program needs to be heard."""

    def __init__(self, session: str, display: dict[str, str]) -> None:
        self.environment = {**display, "DBUS_SESSION_BUS_ADDRESS": session, "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1"}
        with open_dbus_connection(session) as bus:
            address = bus.send_and_get_reply(new_method_call(_A11Y, "GetAddress"), timeout=_PATIENCE).body[0]
            for name in ("IsEnabled", "ScreenReaderEnabled"):
                bus.send_and_get_reply(new_method_call(
                    _STATUS, "Set", "ssv", ("org.a11y.Status", name, ("b", True))), timeout=_PATIENCE)
        self._bus = open_dbus_connection(address)
        self._ears = open_dbus_connection(address)
        rule = MatchRule(type="signal", interface="org.a11y.atspi.Event.Object")
        self._ears.send_and_get_reply(message_bus.AddMatch(rule))
        registry = DBusAddress("/org/a11y/atspi/registry", _REGISTRY, _REGISTRY)
        for event in _HEARD:
            self._ears.send_and_get_reply(new_method_call(registry, "RegisterEvent", "sas", (event, [])))

    def close(self) -> None:
        """Go."""
        self._bus.close()
        self._ears.close()

    # The tree

    def program(self, name: str) -> Thing:
        """The program of that name, once it is there."""
        def there() -> Thing | None:
            return next((one for one in self.children(Thing(_REGISTRY, _ROOT)) if name in self.name(one)), None)

        return _awaited(there, f"{name} is not heard")

    def children(self, thing: Thing) -> list[Thing]:
        """What it holds."""
        return [Thing(*child) for child in self._ask(thing, "GetChildren") or ()]

    def name(self, thing: Thing) -> str:
        """What it is called."""
        return self._property(thing, "Name") or ""

    def description(self, thing: Thing) -> str:
        """What is said of it beside its name."""
        return self._property(thing, "Description") or ""

    def role(self, thing: Thing) -> str:
        """What it is, in English."""
        return self._ask(thing, "GetRoleName") or ""

    def is_in(self, thing: Thing, state: int) -> bool:
        """Whether it has a state."""
        words = self._ask(thing, "GetState") or (0, 0)
        return bool(words[state // 32] >> state % 32 & 1)

    def progress(self, thing: Thing) -> float:
        """How far it is from 0 to 1, of progress bars and sliders."""
        value, most = (self._property(thing, name, "org.a11y.atspi.Value") or 0.0
                       for name in ("CurrentValue", "MaximumValue"))
        return value / most if most else 0.0

    def text(self, thing: Thing) -> str:
        """The text that stands in it."""
        return self._ask(thing, "GetText", "ii", (0, -1), interface="org.a11y.atspi.Text") or ""

    def walk(self, thing: Thing) -> Iterator[Thing]:
        """It, and everything below it; long lists only as far as their first rows."""
        waiting = deque([thing])
        while waiting:
            one = waiting.popleft()
            yield one
            waiting.extend(self.children(one)[:60])

    def find(self, root: Thing, role: str, name: str) -> Thing:
        """The first thing of a role whose name contains some words, once it is there."""
        return _awaited(lambda: next((one for one in self.walk(root) if self.role(one) == role
                                      and name in self.name(one)), None), f"no {role} {name!r}")

    # What is heard

    def hears(self, member: str, words: str = "", seconds: float = _PATIENCE) -> tuple[Thing, tuple[Any, ...]]:
        """The next event of a kind (StateChanged, Announcement, PropertyChange ...) whose words contain some."""
        end = time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0:
            try:
                message = self._ears.receive(timeout=left)
            except TimeoutError:
                break
            fields = {field.name: value for field, value in message.header.fields.items()}
            if fields.get("member") == member and words in str(message.body):
                return Thing(fields["sender"], fields["path"]), message.body
        raise AssertionError(f"no {member} with {words!r} was heard")

    def focused(self) -> Thing:
        """Where the focus goes next."""
        while True:
            thing, body = self.hears("StateChanged", "focused")
            if body[0] == "focused" and body[1]:
                return thing

    def focus_within(self, seconds: float) -> Thing | None:
        """Where the focus goes next, None if it goes nowhere for so long."""
        try:
            thing, body = self.hears("StateChanged", "focused", seconds)
        except AssertionError:
            return None
        return thing if body[0] == "focused" and body[1] else None

    def _ask(self, thing: Thing, method: str, signature: str | None = None, body: tuple[Any, ...] = (), *,
             interface: str = "org.a11y.atspi.Accessible") -> Any:
        call = new_method_call(DBusAddress(thing.path, thing.program, interface), method, signature, body)
        answer = self._bus.send_and_get_reply(call, timeout=_PATIENCE)
        # What has gone meanwhile answers with an error.
        return answer.body[0] if answer.header.message_type.name == "method_return" and answer.body else None

    def _property(self, thing: Thing, name: str, interface: str = "org.a11y.atspi.Accessible") -> Any:
        found = self._ask(thing, "Get", "ss", (interface, name), interface="org.freedesktop.DBus.Properties")
        return found[1] if found else None


@contextmanager
def listening(display: dict[str, str], folder: Path, session: str = "") -> Iterator[Reader]:
    """Start a session bus, unless there is one, and on it the bus of assistive programs; end both afterwards."""
    environment = {**display, "XDG_RUNTIME_DIR": str(folder), "HOME": str(folder)}
    folder.chmod(0o700)
    with (nullcontext(session) if session else _session(environment)) as session:
        launcher = subprocess.Popen(["/usr/libexec/at-spi-bus-launcher", "--launch-immediately"],
                                    env={**environment, "DBUS_SESSION_BUS_ADDRESS": session},
                                    stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            _awaited(lambda: _is_owned(session, "org.a11y.Bus"), "no bus of assistive programs")
            reader = Reader(session, {**display, "XDG_RUNTIME_DIR": str(folder)})
            yield reader
            reader.close()
        finally:
            launcher.terminate()
            launcher.wait()


@contextmanager
def _session(environment: dict[str, str]) -> Iterator[str]:
    bus = subprocess.Popen(["dbus-daemon", "--session", "--nofork", "--nopidfile", "--print-address=1"],
                           env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    try:
        yield bus.stdout.readline().strip()
    finally:
        bus.terminate()
        bus.wait()
        bus.stdout.close()


def _is_owned(session: str, name: str) -> bool:
    with open_dbus_connection(session) as connection:
        return bool(connection.send_and_get_reply(message_bus.NameHasOwner(name)).body[0])


def _awaited(question: Any, failing: str) -> Any:
    end = time.monotonic() + _PATIENCE
    while not (answer := question()):
        assert time.monotonic() < end, failing
        time.sleep(0.1)
    return answer
