"""Settings survive what others write into their file, and replace it whole."""

import json
import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from minoties_desktop.config import paths, settings
from minoties_desktop.config.settings import Settings


def test_what_was_never_stored_is_the_default(tmp_path):
    assert settings.load(tmp_path / "none.json") == Settings()
    assert settings.load() == Settings()


def test_changes_are_kept_and_the_rest_stays(tmp_path):
    path = tmp_path / "deep" / "settings.json"
    settings.change(path, language="el", accounts=[["commons", "Ana"]])
    assert settings.change(path, theme="dark") == Settings(language="el", theme="dark", accounts=[["commons", "Ana"]])
    assert settings.load(path).language == "el"
    assert not [name for name in os.listdir(path.parent) if "tmp" in name]


def test_what_cannot_be_read_is_left_aside_and_never_written_over(tmp_path):
    path = tmp_path / "settings.json"
    (path / "inside").mkdir(parents=True)
    assert settings.load(path) == Settings()
    with pytest.raises(OSError):
        settings.change(path, language="el")
    assert (path / "inside").is_dir()


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"null", b"\xff\xfe", b'{"language": 3}', b"\xef\xbb\xbf{}",
                                     b'{"language": null, "unknown": 1}', b'{"auto_advance": "yes"}',
                                     b'{"accounts": [["commons"]]}', b'{"accounts": ["commons"]}',
                                     b'{"accounts": [[1, 2]]}', b"[" * 100_000])
def test_nonsense_in_the_file_is_left_aside(tmp_path, content):
    path = tmp_path / "settings.json"
    path.write_bytes(content)
    assert settings.load(path) == Settings()


@pytest.mark.parametrize("content", [b'{"language": "es", "keys": {"x":', b"[]", b"\xff\xfe"])
def test_a_file_of_which_nothing_is_understood_is_kept_beside_the_new_one(tmp_path, content):
    path = tmp_path / "settings.json"
    path.write_bytes(content)
    assert settings.damaged(path) == tmp_path / "settings.damaged.json"
    settings.change(path, theme="dark")
    assert settings.damaged(path) is None
    assert (tmp_path / "settings.damaged.json").read_bytes() == content
    assert settings.load(path) == Settings(theme="dark")


def test_what_is_right_in_it_counts_beside_nonsense(tmp_path):
    path = tmp_path / "settings.json"
    path.write_text(json.dumps({"language": "es", "theme": 7, "window": {"main": [1]}}))
    assert settings.load(path) == Settings(language="es", window={"main": [1]})


@given(st.builds(Settings, language=st.text(max_size=5), auto_advance=st.booleans(), thumbnail_size=st.integers(),
                 accounts=st.lists(st.lists(st.text(max_size=5), min_size=2, max_size=2), max_size=2),
                 window=st.none() | st.dictionaries(st.text(max_size=5), st.integers(), max_size=2)))
@hypothesis_settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
def test_what_is_stored_is_read_back(tmp_path, stored):
    settings.save(stored, tmp_path / "settings.json")
    assert settings.load(tmp_path / "settings.json") == stored


def test_two_who_change_at_once_lose_nothing(tmp_path):
    path = tmp_path / "settings.json"
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda name: settings.change(path, **{name: getattr(Settings(), name)}), asdict(Settings())))
        list(pool.map(lambda change: settings.change(path, **change), [
            {"language": "el"}, {"theme": "dark"}, {"last_library": "/x"}, {"thumbnail_size": 9}]))
    assert settings.load(path) == Settings(language="el", theme="dark", last_library="/x", thumbnail_size=9)


def test_one_variable_moves_everything(home, monkeypatch):
    assert paths.settings_file() == home / "minoties" / "settings.json"
    monkeypatch.delenv("MINOTIES_HOME")
    assert home in paths.data_folder().parents
    assert paths.default_library().parent == paths.log_folder().parent == paths.data_folder()


def test_the_first_library_is_called_as_the_program_in_every_language(home, monkeypatch):
    assert paths.suggested_library() == home / "minoties" / "Minoties"
    monkeypatch.delenv("MINOTIES_HOME")
    assert paths.suggested_library().name == "Minoties"
    assert paths.data_folder() not in paths.suggested_library().parents, "it is found again among the pictures"
