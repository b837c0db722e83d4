"""eSCL: what devices answer is read without trust; addresses, TLS as found, and devices that announce themselves."""

from __future__ import annotations

import socket
import ssl
import threading
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minoties_desktop.capture.scanner import escl_http
from minoties_desktop.capture.scanner.escl import Escl, devices
from minoties_desktop.capture.scanner.escl_find import announced
from minoties_desktop.capture.scanner.escl_http import address
from minoties_desktop.capture.scanner.escl_xml import Node, inputs, parse, settings, units
from minoties_desktop.domain.errors import AskPerson, Stopped, UsageFault
from minoties_desktop.domain.scanning import Area, Colour, Setup, Way
from minoties_desktop.domain.scanning import Device as Named
from tests.support.certificates import Authority
from tests.support.escl import Device, scanner

BOMB = b"""<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]><lolz>&b;</lolz>"""


@pytest.mark.parametrize(("typed", "meant"), [
    ("192.168.1.20", "http://192.168.1.20/eSCL"), ("scanner.local:8080", "http://scanner.local:8080/eSCL"),
    ("https://scanner.local/eSCL/", "https://scanner.local/eSCL"), (" [fe80::1]:80 ", "http://[fe80::1]:80/eSCL"),
    ("http://h/other/root", "http://h/other/root")])
def test_addresses_as_people_type_them(typed: str, meant: str) -> None:
    assert address(typed) == meant


@pytest.mark.parametrize("typed", ["", "ftp://x", "http://user@host", "a b", "host:99999", "http://[", "/etc/passwd"])
def test_what_is_no_address(typed: str) -> None:
    with pytest.raises(UsageFault):
        address(typed)


@pytest.mark.parametrize("data", [BOMB, b"", b"<a>", b"<a/>" * 2, b"<a>" * 50 + b"</a>" * 50,
                                  b"<a>" + b"<b/>" * 20_001 + b"</a>",
                                  b"<?xml version='1.0' encoding='x-bogus'?><a/>"])
def test_what_no_device_says_is_refused(data: bytes) -> None:
    with pytest.raises(ValueError):
        parse(data)


@given(st.binary(max_size=200))
def test_no_answer_breaks_the_reader(data: bytes) -> None:
    try:
        found = parse(data)
    except ValueError:
        return
    assert isinstance(found, Node) and inputs(found) == []


def test_absurd_capabilities_are_none() -> None:
    root = parse(b"<C><PlatenInputCaps><MaxWidth>99999999999999999999</MaxWidth><MaxHeight>-3</MaxHeight>"
                 b"<ColorMode>RGB24</ColorMode></PlatenInputCaps></C>")
    assert inputs(root) == []


def test_a_glass_of_kilometres_is_none() -> None:
    text = ("<C><PlatenInputCaps><MaxWidth>%s</MaxWidth><MaxHeight>900</MaxHeight><ColorMode>RGB24</ColorMode>"
            "<DiscreteResolution><XResolution>300</XResolution><YResolution>300</YResolution></DiscreteResolution>"
            "</PlatenInputCaps></C>")
    assert len(inputs(parse((text % 9000).encode()))) == 1
    assert inputs(parse((text % 999999999).encode())) == []


def test_a_device_without_usable_capabilities_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    device = Device()
    monkeypatch.setattr("tests.support.escl._caps", lambda found: "<?xml version='1.0'?><Nothing/>")
    with scanner(device) as at, pytest.raises(AskPerson) as caught:
        Escl(Named(f"escl:{at}")).capabilities()
    assert caught.value.code == "scan-unknown"


@pytest.mark.parametrize("there", [
    "http://[::1", "http://127.0.0.1:99999999", "http://127.0.0.1:abc", "http://127.0.0.1:1\u00e9", "//", "\x01"])
def test_a_device_that_moved_to_no_address_says_so(there: str) -> None:
    with scanner(Device(redirect=there)) as at, pytest.raises(AskPerson) as caught:
        Escl(Named(f"escl:{at}")).capabilities()
    assert caught.value.code == "scan-unknown"


@pytest.mark.parametrize("there", ["http://[::1", "/j/\u00e9", "/a b/\x01c", "http://h:xx/j"])
def test_a_job_that_is_nowhere_is_a_scanner_s_failure(there: str, tmp_path: Path) -> None:
    with scanner(Device(location=there)) as at, pytest.raises(AskPerson) as caught:
        client = Escl(Named(f"escl:{at}"))
        client.capabilities()
        list(client.pages(Setup(dpi=25), None, 1, tmp_path))
    assert caught.value.code in ("scan-unknown", "scan-empty")


def test_an_address_that_cannot_be_asked_is_a_scanner_s_failure() -> None:
    with scanner(Device()) as at, pytest.raises(AskPerson):
        Escl(Named(f"escl:{at}\u00e9")).capabilities()


def test_capabilities_and_settings() -> None:
    with scanner(Device()) as at:
        client = Escl(Named(f"escl:{at}"))
        known = client.capabilities()
    assert known.device.name == "Loopback Flatbed 1"
    assert [tray.way for tray in known.trays] == [Way.GLASS, Way.FEEDER, Way.DUPLEX]
    tray = known.tray(Way.GLASS)
    assert (tray.dpi, tray.depths, tray.width, tray.height) == ((25, 50, 300, 600), (8, 16), 101.6, 127.0)
    assert tray.colours == (Colour.COLOUR, Colour.GRAY, Colour.LINES)
    glass = client._known[Way.GLASS]
    assert units(Area(0, 0, 500, 25.4), glass) == (0, 0, 1200, 300)
    body, form = settings(Setup("", dpi=300, depth=16, colour=Colour.GRAY), glass, (0, 0, 10, 10))
    assert b"Grayscale16" in body and form == "image/tiff"
    _, form = settings(Setup("", extra=(("format", "image/jpeg"),)), glass, (0, 0, 10, 10))
    assert form == "image/jpeg"


def test_a_device_that_warms_up_is_waited_for(tmp_path: Path) -> None:
    device = Device(warm_up=2)
    with scanner(device) as at:
        [raw] = Escl(Named(f"escl:{at}")).pages(Setup(dpi=25), Area(0, 0, 50, 50), 1, tmp_path)
    assert raw.read_bytes() == device.given[0]


def test_a_silent_device_is_left_as_soon_as_nobody_wants_the_page(tmp_path: Path) -> None:
    device = Device(silent=threading.Event())
    with scanner(device) as at, pytest.raises(Stopped):
        try:
            next(Escl(Named(f"escl:{at}")).pages(
                Setup(dpi=25), Area(0, 0, 50, 50), 1, tmp_path, cancelled=lambda: "GET" in device.asked[-1]))
        finally:
            silent = not device.silent.is_set()
            device.silent.set()
            assert silent and not list(tmp_path.iterdir())


def test_tls_as_it_is_found(tmp_path: Path) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(Authority(tmp_path).certificate("scanner.invalid"))
    device = Device()
    with scanner(device, context) as safe, scanner(Device(redirect=safe.removesuffix("/eSCL"))) as at:
        for place in (safe, at):
            client = Escl(Named(f"escl:{place}"))
            [raw] = client.pages(Setup(dpi=25), Area(0, 0, 50, 50), 1, tmp_path)
            assert raw.read_bytes() == device.given[-1]
            raw.unlink()
            assert [one.key for one in client.capabilities().advice] == ["scan-advice-certificate"]


def test_a_certificate_that_somebody_vouches_for_is_not_spoken_of(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
) -> None:
    authority = Authority(tmp_path)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(authority.certificate("localhost"))
    monkeypatch.setenv("SSL_CERT_FILE", str(authority.path))
    with scanner(Device(), context) as at:
        known = Escl(Named(f"escl:{at.replace('127.0.0.1', 'localhost')}")).capabilities()
    assert known.advice == () and known.trays
    with scanner(Device()) as at:
        assert Escl(Named(f"escl:{at}")).capabilities().advice == ()


def test_a_device_that_gives_nothing_but_pdfs_is_said_to(tmp_path: Path) -> None:
    with scanner(Device(formats=())) as at, pytest.raises(AskPerson) as caught:
        Escl(Named(f"escl:{at}")).capabilities()
    assert caught.value.code == "scan-pdf-only" and caught.value.message.args == ("Loopback Flatbed 1",)


def test_a_device_that_sends_one_on_to_strangers_is_not_followed() -> None:
    with scanner(Device(redirect="http://stranger.invalid")) as at, pytest.raises(AskPerson):
        Escl(Named(f"escl:{at}")).capabilities()


def test_a_page_beyond_its_size_is_no_page(tmp_path: Path) -> None:
    with scanner(Device(picture=b"x" * (9 << 20))) as at, pytest.raises(AskPerson) as caught:
        list(Escl(Named(f"escl:{at}")).pages(Setup(dpi=25), Area(0, 0, 50, 50), 1, tmp_path))
    assert caught.value.code == "scan-unknown"
    assert not list(tmp_path.iterdir())


def test_answers_without_end_are_cut_off(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(escl_http, "LARGEST_ANSWER", 100)
    with scanner(Device()) as at, pytest.raises(AskPerson):
        Escl(Named(f"escl:{at}")).capabilities()


def test_a_device_that_announces_itself_is_found_once() -> None:
    from zeroconf import ServiceInfo, Zeroconf

    network = Zeroconf(interfaces=["127.0.0.1"])
    said = {"ty": "Loopback Flatbed 1", "rs": "eSCL", "UUID": "1"}
    try:
        for kind, port in (("_uscan._tcp.local.", 8080), ("_uscans._tcp.local.", 8443)):
            network.register_service(ServiceInfo(
                kind, f"Flatbed.{kind}", addresses=[socket.inet_aton("127.0.0.1")], port=port, properties=said,
                server="flatbed.local."))
        # Whoever is busy answers late, and nobody asks again within a call.
        found = next((heard for seconds in (2.0, 4.0, 8.0) if (heard := announced(seconds, ["127.0.0.1"]))), [])
    finally:
        network.close()
    assert found == [Named("escl:https://127.0.0.1:8443/eSCL", "", "Loopback Flatbed 1")]


def test_typed_addresses_are_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("minoties_desktop.capture.scanner.escl.announced", lambda: [])
    with scanner(Device()) as at:
        assert devices([at.removeprefix("http://")]) == [Named(f"escl:{at}", "", "Loopback Flatbed 1")]
