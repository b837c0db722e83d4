"""What holds for every test: no screen, no network, a home of its own, and no skipping."""

import gc
import os
import random
import signal
import socket
import sys
import time
from collections.abc import Callable, Iterator
from ipaddress import ip_address
from pathlib import Path

import hypothesis
import pytest
from pytestqt.qtbot import QtBot

# Before anything imports Qt, keyring or pywikibot.
os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.fail.Keyring"
os.environ["PYWIKIBOT_NO_USER_CONFIG"] = "2"
# Thousands of processes are started, which would each compile the program anew.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False

# Derandomised everywhere but in `dev.py torture`: a red test is red again on the next machine.
hypothesis.settings.register_profile("ci", derandomize=True, deadline=None, database=None, print_blob=True)
hypothesis.settings.register_profile("search", deadline=None, print_blob=True)
hypothesis.settings.load_profile("ci")

_LONG_NAME = 60
"""Characters of a value that still stand in the name of its test."""


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--torture-minutes", type=float, default=0.0, help="go on with new seeds for so long, in all")


def pytest_configure(config: pytest.Config) -> None:
    # Who was started in the background has it ignored, and so have the programs that tests interrupt.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    minutes = config.getoption("--torture-minutes")
    if minutes:
        hypothesis.settings.load_profile("search")
        config.option.timeout = 0
    _close_the_network()


def pytest_make_parametrize_id(val: object, argname: str) -> str | None:
    """A long value is called by its length: pictures and profiles made here may differ by the second, and processes
    that collect different names run no test."""
    return f"{argname} of {len(val)}" if isinstance(val, bytes | str) and len(val) > _LONG_NAME else None


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The long ones first: no process has one left when the others are done."""
    order = ("journeys", "contract", "unit", "house")
    items.sort(key=lambda item: [name not in item.path.parts for name in order])


def pytest_collection_finish() -> None:
    """Garbage is collected between modules only, by the thread that may destroy Qt objects, when no window is open."""
    gc.collect()
    gc.freeze()
    gc.disable()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item: pytest.Item, nextitem: pytest.Item | None) -> Iterator[None]:
    yield
    if nextitem is None or nextitem.path != item.path:
        gc.collect()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo) -> Iterator[None]:
    return _no_skip((yield))


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(collector: pytest.Collector) -> Iterator[None]:
    return _no_skip((yield))


def _no_skip(report: pytest.TestReport | pytest.CollectReport) -> pytest.TestReport | pytest.CollectReport:
    if report.skipped and not hasattr(report, "wasxfail"):
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else report.longrepr
        report.outcome = "failed"
        report.longrepr = f"A test may not be skipped here: {reason}"
    return report


class NetworkForbidden(AssertionError):
    """A test asked for something beyond this machine."""


def _close_the_network() -> None:
    connect, connect_ex, look_up = socket.socket.connect, socket.socket.connect_ex, socket.getaddrinfo

    def check(address: object) -> None:
        if isinstance(address, tuple) and not _is_here(str(address[0])):
            raise NetworkForbidden(f"connection to {address}")

    def guarded_connect(self: socket.socket, address: object) -> None:
        if self.type != socket.SOCK_DGRAM:  # which sends nothing by that, and only asks for the way there
            check(address)
        connect(self, address)

    def guarded_connect_ex(self: socket.socket, address: object) -> int:
        check(address)
        return connect_ex(self, address)

    def guarded_look_up(host: str | bytes | None, *rest: object, **named: object) -> list:
        name = host.decode() if isinstance(host, bytes) else host or ""
        # Reserved for names that do not exist (RFC 2606): how a test plays "no network".
        if name.endswith(".invalid"):
            raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
        if name and not _is_here(name):
            raise NetworkForbidden(f"look-up of {name}")
        return look_up(host, *rest, **named)

    socket.socket.connect, socket.socket.connect_ex = guarded_connect, guarded_connect_ex
    socket.getaddrinfo = guarded_look_up


def _is_here(host: str) -> bool:
    if host in ("localhost", socket.gethostname()):
        return True
    try:
        return ip_address(host).is_loopback or ip_address(host).is_unspecified
    except ValueError:
        return False


@pytest.fixture(autouse=True)
def home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A new home for each test; the app's own data folder is inside it. Child processes get it too."""
    folder = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("HOME", str(folder))
    monkeypatch.setenv("MINOTIES_HOME", str(folder / "minoties"))
    for name in ("DATA", "CONFIG", "CACHE", "STATE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(folder / name.lower()))
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "DBUS_SESSION_BUS_ADDRESS"):
        monkeypatch.delenv(name, raising=False)
    return folder


class _PatientBot(QtBot):
    """Waits as long as a busy machine needs: a test that waits in vain is red all the same."""

    def waitUntil(self, callback: Callable[[], bool | None], *, timeout: int = 60_000) -> None:
        super().waitUntil(callback, timeout=timeout)

    def waitSignal(self, signal: object, *, timeout: int = 60_000, **wish: object) -> object:
        return super().waitSignal(signal, timeout=timeout, **wish)


@pytest.fixture
def qtbot(qapp: object, request: pytest.FixtureRequest) -> QtBot:
    """pytest-qt's bot, with patience."""
    return _PatientBot(request)


@pytest.fixture
def seeds(request: pytest.FixtureRequest) -> Iterator[int]:
    """Seeds for a test marked `torture`: three fixed ones; in a torture run as many as its share of time holds."""
    share = 60 * request.config.getoption("--torture-minutes") / len(request.session.items)

    def endless() -> Iterator[int]:
        end = time.monotonic() + share
        yield from (1, 2, 3)
        while time.monotonic() < end:
            yield random.SystemRandom().randrange(2**32)

    return endless()


_TOLD = pytest.StashKey[list[str]]()


@pytest.fixture
def full_measure(request: pytest.FixtureRequest) -> bool:
    """Whether this is a torture run, in which tests do all that they can."""
    return bool(request.config.getoption("--torture-minutes"))


@pytest.fixture
def tell(request: pytest.FixtureRequest) -> Callable[[str], None]:
    """Says something at the end of the run."""
    return request.config.stash.setdefault(_TOLD, []).append


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    for line in config.stash.get(_TOLD, []):
        terminalreporter.write_line(line)
