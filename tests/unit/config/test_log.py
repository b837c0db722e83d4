"""The log helps to find mistakes and keeps no secret."""

import logging

import pytest

from minoties_desktop.config import log, paths

SECRET = "abc123verysecret"


@pytest.fixture
def logger():
    """The app's logger, started anew and put back afterwards."""
    found = logging.getLogger("minoties_desktop")
    kept, level, spreads = found.handlers[:], found.level, found.propagate
    found.handlers.clear()
    log.start()
    yield found
    for handler in found.handlers:
        handler.close()
    found.handlers[:], found.propagate = kept, spreads
    found.setLevel(level)


def written() -> str:
    return "".join(path.read_text(encoding="utf-8") for path in paths.log_folder().glob("*.log"))


@pytest.mark.parametrize("text", [
    f"lgpassword={SECRET}&lgname=Ana", f"{{'lgpassword': '{SECRET}', 'a': 1}}", f'{{"password": "{SECRET}"}}',
    f"token={SECRET}%2B%5C", f"Authorization: Bearer {SECRET}", f"authorization: Basic {SECRET}",
    f"centralauthtoken={SECRET}", f"PASSWORD = {SECRET}", f"client_secret={SECRET}", f"Cookie: session={SECRET}; a=b",
    f"Set-Cookie: enwikiSession={SECRET}; path=/", f"{{'Authorization': 'Bearer {SECRET}'}}",
])
def test_secrets_are_never_written(logger, text):
    logger.error("answer %s", text)
    try:
        raise RuntimeError(text)
    except RuntimeError:
        logger.exception("failed")
    assert "failed" in written()
    assert SECRET not in written()


def test_what_is_no_secret_is_written(logger):
    logger.warning("row %s of item Ünïcode stopped: %s", 7, "no connection")
    assert "row 7 of item Ünïcode stopped: no connection" in written()


def test_starting_twice_writes_once(logger):
    log.start()
    logger.error("only once")
    assert written().count("only once") == 1


@pytest.mark.parametrize("in_the_way", ["home", "logs", "logs/minoties.log"])
def test_without_a_place_to_write_the_program_goes_on(logger, tmp_path, monkeypatch, capsys, in_the_way):
    for handler in logger.handlers:
        handler.close()
    logger.handlers.clear()
    monkeypatch.setenv("MINOTIES_HOME", str(tmp_path / "home"))
    if in_the_way.endswith(".log"):
        (tmp_path / "home" / in_the_way).mkdir(parents=True)
    else:
        (tmp_path / "home").mkdir() if in_the_way == "logs" else None
        (tmp_path / ("home" if in_the_way == "home" else "home/logs")).write_text("a file where a folder should be")
    log.start()
    logger.error("nowhere")
    assert capsys.readouterr().err == ""
