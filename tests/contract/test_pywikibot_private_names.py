"""The names of pywikibot that wiki/engine.py leans on, and how they behave; a new version must still have them."""

from __future__ import annotations

import inspect
import logging
from importlib.metadata import version
from pathlib import Path

import pytest

from minoties_desktop.domain.sites import Site
from minoties_desktop.wiki import deadline
from minoties_desktop.wiki.session import Session, engine


@pytest.fixture
def loaded(tmp_path: Path):
    """The engine, as a session loads it."""
    return engine(tmp_path)


def test_the_version_is_one_that_was_looked_into():
    major, minor = map(int, version("pywikibot").split(".")[:2])
    assert (11, 9) <= (major, minor) < (12, 0)


@pytest.mark.parametrize("name", [
    "_add_defaults", "_get_request_params", "_http_request", "_json_loads", "_internal_api_error", "_userinfo_query",
    "_logged_in", "_bad_token", "_ratelimited", "_is_wikibase_error_retryable", "wait", "submit", "_encoded_items",
    "_http_param_string"])
def test_a_request_has_what_we_replace(loaded, name):
    from pywikibot.data import api

    stock = getattr(api.Request, name)
    ours = getattr(loaded.Request, name)
    assert list(inspect.signature(stock).parameters)[1:3] == list(inspect.signature(ours).parameters)[1:3]


@pytest.mark.parametrize("name", [
    "_request_class", "_request", "login", "logged_in", "username", "tokens", "userinfo", "hostname", "base_url",
    "apipath", "verify_SSL_certificate", "_loginstatus"])
def test_a_site_has_what_we_use(loaded, name):
    site = loaded.by_address("http://127.0.0.1:9/w/api.php", "Ana")
    if name != "userinfo":  # that one asks the wiki
        assert hasattr(site, name)
    assert name in ("hostname", "apipath", "base_url", "verify_SSL_certificate", "_loginstatus") \
        or hasattr(loaded.Site, name)


def test_the_names_outside_classes(loaded):
    import pywikibot
    from pywikibot import config, login
    from pywikibot import logging as its_logging
    from pywikibot.comms import http

    assert isinstance(pywikibot._sites, dict)
    assert isinstance(its_logging._init_routines, list)
    assert login.LoginStatus.IN_PROGRESS and login.LoginStatus.AS_USER == 0
    assert "_waituntil" in login.ClientLoginManager.__annotations__
    assert isinstance(http.cookie_jar, http.PywikibotCookieJar)
    assert http.session.trust_env is False
    for name in ("put_throttle", "minthrottle", "max_retries", "socket_timeout", "solve_captcha", "authenticate",
                 "base_dir"):
        assert hasattr(config, name)


def test_a_request_goes_through_what_we_replaced(loaded, tmp_path, monkeypatch):
    """Every step that we rely on is really called by pywikibot's own `submit`."""
    session = Session(Site("x", "http://127.0.0.1:9/w/api.php"), "Ana", lambda: ("Ana@x", "y"), data_folder=tmp_path)
    called = []
    for name in ("_add_defaults", "_get_request_params", "_http_request"):
        real = getattr(loaded.Request, name)

        def noted(self, *args, real=real, name=name):
            called.append(name)
            return real(self, *args)

        monkeypatch.setattr(loaded.Request, name, noted)
    with pytest.raises(Exception, match="error-offline"):
        session.query(list="allimages")
    assert called == ["_add_defaults", "_get_request_params", "_http_request"]


def test_a_site_is_made_without_a_request_and_without_a_wait(loaded, tmp_path):
    """Stock pywikibot asks the network in the constructor, and waits 22 minutes without one."""
    wiki = loaded.by_address("http://127.0.0.1:9/w/api.php", "Ana")
    assert isinstance(wiki.throttle, loaded.NoThrottle)
    assert wiki.username() == "Ana"
    assert not wiki.logged_in()


def test_the_log_stays_at_warnings_and_opens_no_file(loaded, tmp_path):
    logger = logging.getLogger("pywiki")
    assert logger.level == logging.WARNING
    assert not (tmp_path / "logs").exists()


def test_the_connections_of_its_session_are_ours_so_that_they_can_be_cut(loaded):
    """Of urllib3: which connections a pool makes is said by the pool, and which pools by their manager."""
    from pywikibot.comms import http
    from urllib3.connectionpool import HTTPConnectionPool
    from urllib3.poolmanager import PoolManager

    assert HTTPConnectionPool.ConnectionCls and PoolManager().pool_classes_by_scheme
    for scheme in ("http", "https"):
        adapter = http.session.get_adapter(f"{scheme}://127.0.0.1/")
        assert isinstance(adapter, deadline.Adapter)
        pool = adapter.poolmanager.connection_from_host("127.0.0.1", 9, scheme=scheme)
        assert hasattr(pool.ConnectionCls("127.0.0.1", 9), "sock") and "Told" in str(pool.ConnectionCls.__mro__)


def test_what_we_keep_of_a_request_is_there(loaded, tmp_path):
    """Attributes that pywikibot sets and we read."""
    wiki = loaded.by_address("http://127.0.0.1:9/w/api.php", "Ana")
    request = wiki._request(use_get=False, parameters={"action": "query", "list": "allimages"})
    assert isinstance(request, loaded.Request)
    assert (request.action, request.write, request.site) == ("query", False, wiki)
    assert request._params["list"] == ["allimages"]
    request.body = lambda fields: None
    assert request._http_param_string() == ""
