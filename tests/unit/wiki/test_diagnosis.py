"""What stands between us and a wiki: real servers that are portals, proxies, strangers, or out of date."""

from __future__ import annotations

import email.utils
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from minoties_desktop.domain.connection import Remedy, Rung, Trouble
from minoties_desktop.domain.sites import Site
from minoties_desktop.wiki import diagnosis
from tests.support.certificates import Authority

JSON = "application/json; charset=utf-8"
WEEK = timedelta(days=7)

Serve = Callable[..., str]


@pytest.fixture
def serve() -> Iterator[Serve]:
    """Makes a server that answers everything alike, over TLS with a certificate; gives its API address."""
    servers: list[ThreadingHTTPServer] = []

    def make(*, status: int = 200, kind: str = JSON, location: str = "", certificate: Path | None = None,
             ahead: float = 0.0, lacking: int = 0) -> str:
        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                self.asked.append(self.path)
                body = b"{}" if self.command == "GET" else b""
                self.send_response_only(status)
                self.send_header("Date", email.utils.formatdate(time.time() + ahead, usegmt=True))
                self.send_header("Content-Type", kind)
                self.send_header("Content-Length", str(len(body) + lacking))
                if location:
                    self.send_header("Location", location)
                self.end_headers()
                self.wfile.write(body)

            do_HEAD = do_CONNECT = do_GET
            asked: list[str] = []

            def log_message(self, *args: object) -> None:
                """Say nothing."""

        class Server(ThreadingHTTPServer):
            def handle_error(self, request: object, client_address: object) -> None:
                """Whoever does not trust us hangs up."""

        server = Server(("127.0.0.1", 0), Handler)
        if certificate is not None:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(certificate)
            server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
        servers.append(server)
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        return f"http{'s' * bool(certificate)}://localhost:{server.server_address[1]}/w/api.php"

    yield make
    for one in servers:
        one.shutdown()
        one.server_close()


@pytest.fixture
def authority(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Authority:
    """Whom this computer trusts."""
    found = Authority(tmp_path)
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(found.path))
    return found


def tried(api: str, *, way_out: str = "10.0.0.2") -> Trouble | None:
    return diagnosis.diagnose(Site(api, api), way_out=lambda: way_out)


def found(api: str, **named: str) -> tuple[str, Rung]:
    trouble = tried(api, **named)
    assert trouble is not None
    return trouble.code, trouble.rung


def test_a_wiki_that_answers_is_reached(serve: Serve, authority: Authority) -> None:
    assert tried(serve()) is None
    assert tried(serve(certificate=authority.certificate())) is None
    assert tried(serve(status=429, kind="text/html")) is None


def test_without_any_network_nothing_is_asked() -> None:
    assert found("https://wiki.invalid/w/api.php", way_out="") == ("no-network", Rung.NETWORK)


def test_a_name_that_nobody_knows() -> None:
    assert found("https://wiki.invalid/w/api.php") == ("dns", Rung.INTERNET)


@pytest.mark.parametrize(("location", "address"), [
    ("http://portal.example/login?from=1", "http://portal.example/login?from=1"),
    ("", diagnosis._PORTAL_PAGE), ("javascript:alert(1)", diagnosis._PORTAL_PAGE),
    ("/here", diagnosis._PORTAL_PAGE), ("//[", diagnosis._PORTAL_PAGE), ("http://[bad/", diagnosis._PORTAL_PAGE),
    ("http://\x80\xae.evil/", diagnosis._PORTAL_PAGE)])
def test_a_portal_is_known_and_its_page_offered(serve: Serve, location: str, address: str) -> None:
    trouble = tried(serve(status=302 if location else 200, kind="text/html", location=location))
    assert trouble is not None and trouble.rung is Rung.INTERNET
    assert (trouble.button, trouble.address) == (Remedy.PORTAL, address)
    assert trouble.code == ("portal-named" if address != diagnosis._PORTAL_PAGE else "portal")


def test_a_portals_own_status_is_no_trouble_of_the_wiki(serve: Serve) -> None:
    assert found(serve(status=511, kind="text/html")) == ("portal", Rung.INTERNET)
    trouble = tried(serve(status=511, kind="text/html", location="http://portal.example/"))
    assert trouble is not None and (trouble.code, trouble.address) == ("portal-named", "http://portal.example/")


@pytest.mark.parametrize("status", [403, 404])
def test_a_wiki_that_turns_us_away_is_no_portal(serve: Serve, status: int) -> None:
    trouble = tried(serve(status=status, kind="text/html"))
    assert trouble is not None and (trouble.code, trouble.rung) == ("turned-away", Rung.WIKI)
    assert str(status) in trouble.message.args and trouble.button is Remedy.RETRY


def test_a_portal_with_a_certificate_of_its_own(serve: Serve, authority: Authority) -> None:
    trouble = tried(serve(certificate=authority.certificate("portal.example")))
    assert trouble is not None and (trouble.code, trouble.button) == ("portal", Remedy.PORTAL)


def test_who_reads_along_is_named(serve: Serve, authority: Authority, tmp_path: Path) -> None:
    stranger = Authority(tmp_path, "Office Filter")
    trouble = tried(serve(certificate=stranger.certificate()))
    assert trouble is not None and (trouble.code, trouble.rung) == ("intercepted", Rung.INTERNET)
    assert "Office Filter" in trouble.message.args


def test_a_clock_that_is_behind_or_ahead(serve: Serve, authority: Authority) -> None:
    not_yet = authority.certificate(since=WEEK, until=2 * WEEK)
    assert found(serve(certificate=not_yet, ahead=WEEK.total_seconds() * 1.5)) == ("clock-behind", Rung.WIKI)
    over = authority.certificate(since=-2 * WEEK, until=-WEEK)
    assert found(serve(certificate=over, ahead=-WEEK.total_seconds() * 1.5)) == ("clock-ahead", Rung.WIKI)


def test_a_certificate_that_has_expired_while_our_clock_is_right(serve: Serve, authority: Authority) -> None:
    over = authority.certificate(since=-2 * WEEK, until=-WEEK)
    assert found(serve(certificate=over)) == ("certificate-old", Rung.WIKI)


def test_a_clock_that_is_wrong_while_certificates_hold_is_measured(serve: Serve) -> None:
    api = serve(ahead=-7200)
    measured = diagnosis.clock_error(Site(api, api))
    assert measured is not None and 7190 < measured < 7210


def test_no_tls_where_some_is_wanted(serve: Serve) -> None:
    assert found(serve().replace("http:", "https:")) == ("tls", Rung.INTERNET)


def test_a_port_that_nobody_listens_at() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    assert found(f"http://localhost:{port}/w/api.php") == ("refused", Rung.WIKI)


def test_a_wiki_in_trouble(serve: Serve) -> None:
    assert found(serve(status=503, kind="text/html")) == ("wiki-down", Rung.WIKI)


def test_a_wiki_that_takes_the_question_and_says_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(diagnosis, "ANSWER", 0.3)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        assert found(f"http://localhost:{silent.getsockname()[1]}/w/api.php") == ("silent", Rung.WIKI)


def test_a_wiki_that_hangs_up() -> None:
    with socket.create_server(("127.0.0.1", 0)) as rude:
        def hang_up() -> None:
            rude.accept()[0].close()

        threading.Thread(target=hang_up, daemon=True).start()
        assert found(f"http://localhost:{rude.getsockname()[1]}/w/api.php") == ("broken-off", Rung.WIKI)


def test_a_line_that_cuts_every_answer(serve: Serve, authority: Authority) -> None:
    assert found(serve(lacking=9)) == ("broken-off", Rung.WIKI)
    trouble = tried(serve(lacking=9, certificate=authority.certificate()))
    assert trouble is not None and (trouble.code, trouble.kind) == ("broken-off", "line")


def test_an_answer_that_never_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(diagnosis, "ANSWER", 0.3)
    with socket.create_server(("127.0.0.1", 0)) as slow:
        def begin() -> None:
            line, _ = slow.accept()
            line.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 9\r\n\r\n{")
            lines.append(line)  # kept open

        lines: list[socket.socket] = []
        threading.Thread(target=begin, daemon=True).start()
        assert found(f"http://localhost:{slow.getsockname()[1]}/w/api.php") == ("silent", Rung.WIKI)
        lines[0].close()


def test_a_network_that_swallows_everything(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(diagnosis, "CONNECT", 0.2)
    with socket.socket() as full:  # its queue is full, so that no answer comes to who connects
        full.bind(("127.0.0.1", 0))
        full.listen(0)
        port = full.getsockname()[1]
        waiting = []
        for _ in range(4):
            one = socket.socket()
            one.setblocking(False)
            one.connect_ex(("127.0.0.1", port))
            waiting.append(one)
        assert found(f"http://127.0.0.1:{port}/w/api.php") == ("no-internet", Rung.INTERNET)
        for one in waiting:
            one.close()


@pytest.mark.parametrize(("status", "code"), [(407, "proxy-login"), (502, "proxy")])
def test_a_proxy_that_wants_something_or_fails(
    serve: Serve, monkeypatch: pytest.MonkeyPatch, status: int, code: str,
) -> None:
    monkeypatch.setenv("https_proxy", serve(status=status, kind="text/html").removesuffix("/w/api.php"))
    monkeypatch.setenv("no_proxy", "")
    assert found("https://wiki.invalid/w/api.php") == (code, Rung.INTERNET)


@pytest.mark.parametrize("proxy", ["http://[bad", "http://ana:s3cret@[bad"])
def test_a_proxy_whose_address_makes_no_sense(monkeypatch: pytest.MonkeyPatch, proxy: str) -> None:
    monkeypatch.setenv("https_proxy", proxy)
    monkeypatch.setenv("no_proxy", "")
    trouble = diagnosis.diagnose(Site("wiki", "https://wiki.invalid/w/api.php"), way_out=lambda: "wlan0")
    assert trouble is not None and trouble.code == "proxy"
    assert "s3cret" not in str(trouble)


def test_a_proxy_that_is_not_there(monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        monkeypatch.setenv("https_proxy", f"http://127.0.0.1:{free.getsockname()[1]}")
    monkeypatch.setenv("no_proxy", "")
    assert found("https://wiki.invalid/w/api.php") == ("proxy", Rung.INTERNET)


def test_a_trouble_is_kept_as_it_was(serve: Serve) -> None:
    trouble = tried(serve(status=302, kind="text/html", location="http://portal.example/"))
    assert trouble is not None and Trouble.from_json(trouble.to_json()) == trouble
    assert [trouble.held(rung) for rung in Rung] == [True, False, None, None]
