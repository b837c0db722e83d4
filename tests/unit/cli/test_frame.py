"""What every command keeps: one JSON object, an exit code with a meaning, words instead of tracebacks, no secrets."""

import json
import os
import shutil
import signal
import subprocess
import sys

import click
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from minoties_desktop.config import settings as app_settings
from minoties_desktop.config.messages import Message
from minoties_desktop.config.paths import default_library
from minoties_desktop.config.start import ourselves
from minoties_desktop.services import preflight, standing, syncing
from minoties_desktop.services.library import Library
from minoties_desktop.services.tagging import Tagging
from tests.support.keys import whole_command_line
from tests.support.libraries import activity, contributor, library, photograph, ready
from tests.support.source import ROOT
from tests.unit.cli.calling import call

__all__ = ["library"]
SECRET = "0123456789abcdefsecret"
OFFLINE = "https://wiki.invalid/w/api.php"
ENDLESS = {"practice"}  # serves until it is ended; journeys do that


def commands(group=None, path=()):
    """The words of every command."""
    for name, found in (group or whole_command_line()).commands.items():
        if isinstance(found, click.Group):
            yield from commands(found, (*path, name))
        else:
            yield (*path, name), found


COMMANDS = dict(commands())
TRIED = [words for words in COMMANDS if words[0] not in ENDLESS]
NEEDY = [words for words in TRIED if any(
    isinstance(param, click.Argument) and param.required for param in COMMANDS[words].params)]


@pytest.fixture(autouse=True)
def folder(request):
    """The library of a test that has one is the last that was opened, so that commands find it."""
    if "library" not in request.fixturenames:
        return None
    root = request.getfixturevalue("library").root
    app_settings.change(last_library=str(root))
    return root


def test_the_promised_commands_are_there():
    promised = {"import", "items", "show", "tag", "check", "preview", "queue", "sync", "retry", "hold", "drop",
                "answer", "status", "report", "practice"}
    rows = {(table, verb) for table in ("activity", "institution", "agreement", "contributor")
            for verb in ("list", "add", "show", "edit")}
    assert set(COMMANDS) >= {(name,) for name in promised} | rows | {
        ("account", "add"), ("account", "list"), ("account", "remove")}


@pytest.mark.parametrize("words", TRIED, ids=" ".join)
@pytest.mark.parametrize("place", ["before", "after"])
def test_a_failure_is_one_object_wherever_json_is_asked_for(words, place):
    argv = ("--json", *words, "--no-such-option") if place == "before" else (*words, "--no-such-option", "--json")
    done = call(*argv)
    assert (done.code, done.error, done.err) == (2, "usage", "")


@pytest.mark.parametrize("words", TRIED, ids=" ".join)
def test_a_failure_in_words_goes_to_standard_error(words):
    done = call(*words, "--no-such-option")
    assert (done.code, done.out) == (2, "")
    assert done.err.strip() and "Traceback" not in done.err and "⧼" not in done.err


@pytest.mark.parametrize("words", NEEDY, ids=" ".join)
def test_without_what_it_needs_a_command_is_wrongly_used(words):
    assert (call(*words, "--json").code, call(*words, "--json").error) == (2, "usage")


@pytest.mark.parametrize("words", TRIED, ids=" ".join)
def test_help_is_there_and_harmless(words):
    done = call(*words, "--help")
    assert (done.code, done.err) == (0, "")
    assert "--json" in done.out and "⧼" not in done.out


ABOUT_ITEMS = [["show"], ["tag", "--set", "title=x", "--"], ["check"], ["preview"], ["queue"], ["retry"], ["hold"],
               ["drop"], ["answer"]]


@pytest.mark.parametrize("words", ABOUT_ITEMS, ids=lambda words: words[0])
@pytest.mark.parametrize("named", [
    "00000000-0000-4000-8000-000000000000", "zzz", "", "%", "_", "1'; DROP TABLE item --"])
def test_an_item_that_there_is_not_is_wrong_usage(words, named, library):
    photograph(library)
    rest = ["accept"] if words == ["answer"] else []
    done = call("--json", *words, named, *rest)
    assert (done.code, done.error) == (2, "unknown-id")


@pytest.mark.parametrize("words", ABOUT_ITEMS, ids=lambda words: words[0])
def test_a_beginning_of_several_ids_is_told_so(words, library):
    ids = [photograph(library) for _ in range(17)]
    shared = next(a[0] for a in ids if sum(b[0] == a[0] for b in ids) > 1)
    rest = ["accept"] if words == ["answer"] else []
    done = call("--json", *words, shared, *rest)
    assert (done.code, done.error) == (2, "ambiguous-id")


@pytest.mark.parametrize("cut", [36, 13, 8])
def test_a_unique_beginning_is_enough(library, cut):
    item = photograph(library)
    assert call("show", item[:cut], "--json").json["id"] == item
    assert call("show", item[:cut].upper(), "--json").json["id"] == item


@pytest.mark.parametrize("table", ["activity", "institution", "agreement", "contributor", "community"])
def test_rows_that_there_are_not(table):
    for verb in ("show", "edit"):
        done = call("--json", table, verb, "nobody")
        assert (done.code, done.error) == (2, "unknown-id")


@pytest.mark.parametrize("first", [True, False])
def test_a_library_is_named_before_or_after(tmp_path, first):
    other = tmp_path / "other"
    argv = ["--library", other, "contributor", "add", "--name", "Eva"] if first else [
        "contributor", "add", "--name", "Eva", "--library", other]
    made = call("--json", *argv).json["id"]
    assert [row["id"] for row in call("contributor", "list", "--json").json["contributor"]] == [made], "the last opened"


@pytest.mark.parametrize(("broken", "code"), [
    (b"no database at all, " * 300, "library-damaged"), (b"SQLite format 3\x00" + b"\xff" * 5000, "library-damaged")])
def test_a_library_that_cannot_be_opened_is_an_obstacle(tmp_path, broken, code):
    (tmp_path / "bad").mkdir()
    (tmp_path / "bad" / "library.sqlite").write_bytes(broken)
    done = call("items", "--json", "--library", tmp_path / "bad")
    assert (done.code, done.error) == (3, code)


def test_damage_that_is_met_while_reading_is_an_obstacle(library, folder):
    for number in range(30):
        photograph(library, {"title": f"Plaza number {number}", "description:es": "x" * 2000})
    library.close()
    file = folder / "library.sqlite"
    data = bytearray(file.read_bytes())
    data[8192:] = b"\xff" * (len(data) - 8192)
    file.write_bytes(data)
    done = call("items", "--json")
    assert (done.code, done.error) == (3, "library-damaged")


@pytest.mark.parametrize("name", ["~nobody-at-all/library", "a\0b"])
def test_a_name_that_can_be_no_folder_is_an_obstacle(name):
    assert call("--library", name, "queue", "--json").error == "library-folder"
    assert call("--library", name, "items", "--json").json == {"items": []}


def test_a_file_where_the_library_should_be_is_an_obstacle(tmp_path):
    (tmp_path / "file").touch()
    done = call("status", "--json", "--library", tmp_path / "file")
    assert (done.code, done.error) == (3, "library-folder")


def test_what_is_not_text_is_wrong_usage_and_a_folder_may_be_called_so(tmp_path):
    done = call("contributor", "add", "--name", "x\udcff", "--json")
    assert (done.code, done.error) == (2, "not-text")
    assert call("items", "\udcff", "--json").error == "not-text"  # and not everything that there is
    assert call("items", "--json", "--library", os.fsdecode(os.fsencode(tmp_path) + b"/\xff")).code == 0
    assert call("items", "--json").code == 0


# Exit codes

def test_missing_things_need_a_person(library):
    item = photograph(library)
    done = call("check", "--json")
    assert done.code == 1 and done.json["ready"] == []
    problem = done.json["problems"][0]
    assert set(problem) == {"item", "code", "severity", "field", "message"} and problem["item"] == item
    assert call("queue", item, "--json").code == 1


def test_a_problem_of_many_is_said_once_with_the_first_who_have_it(library):
    made = [photograph(library) for _ in range(5)]
    told = call("check")
    problems = call("check", "--json").json["problems"]
    sentences = {row["message"] for row in problems}
    assert told.code == 1 and len(problems) == 5 * len(sentences)
    for sentence in sentences:
        assert told.out.count(f"5 items: {sentence}") == 1, told.out
    for item in made[:3]:
        assert told.out.count(f"    {item[:8]}  ") == len(sentences)
    assert made[4][:8] not in told.out
    assert told.out.count("and 2 more") == len(sentences)


def test_nothing_missing_is_done(library):
    [item] = ready(library)
    assert call("check", "--json").json["ready"] == [item]
    done = call("queue", "--json")
    assert (done.code, done.json) == (0, {"queued": [item], "held": []})
    assert call("queue", "--json").json == {"queued": [], "held": []}
    assert call("sync", "--json").error == "account"
    assert call("sync", "--json").code == 1


def test_an_empty_library_is_nothing_wrong():
    for words in (["items"], ["check"], ["status"], ["queue"], ["sync"], ["report"], ["account", "list"]):
        done = call(*words, "--json")
        assert done.code == 0, (words, done)
        assert isinstance(done.json, dict)
        assert call(*words).code == 0


@pytest.mark.parametrize("words", [["status"], ["items"], ["check"], ["report"], ["activity", "list"], ["cards"]])
def test_looking_where_there_is_no_library_yet_leaves_none_behind(words, tmp_path):
    assert call(*words, "--json").code == 0
    assert not default_library().exists() and not app_settings.load().last_library
    assert call(*words, "--json", "--library", str(tmp_path / "elsewhere")).code == 0
    assert not (tmp_path / "elsewhere").exists()


@pytest.mark.parametrize("words", [
    ["--limit-mb", "nan"], ["--limit-mb", "inf"], ["--between", "25:00-26:00"], ["--between", "-", "--dry-run"]])
def test_a_sync_under_rules_that_make_no_sense_is_none(words):
    assert call("sync", "--json", *words).code == 2


def test_only_what_was_done_is_said_to_be(library):
    one, two = ready(library, 2)
    call("queue", one, "--json")
    assert call("hold", one, two, "--json").json == {"items": [one]}
    assert call("retry", "--json").json == {"items": [one]}, "all that are stopped"
    assert call("retry", "--json").json == {"items": []}
    assert call("drop", one, two, "--json").json == {"items": [one]}
    assert call("drop", one, "--json").json == {"items": []}


def test_being_held_by_a_person_is_no_error(library):
    made = ready(library, 2)
    call("queue", *made, "--json")
    assert call("hold", *made, "--json").json == {"items": made}
    assert call("status", "--json").json["last_error"] is None
    assert call("status").code == 0


@pytest.mark.parametrize("words", [["status"], ["items"], ["sync", "--once"], ["verify"], ["activity", "list"]])
@pytest.mark.parametrize("named", [True, False])
def test_a_library_whose_disk_is_gone_is_not_begun_anew(library, tmp_path, words, named):
    root = library.root
    assert call("items", *(["--library", str(root)] if named else [])).code == 0
    library.close()
    away = root.rename(tmp_path / "unplugged")
    done = call(*words, "--json", *(["--library", str(root)] if named else []))
    assert (done.code, done.error) == (3, "library-gone")
    assert not root.exists()
    away.rename(root)
    assert call("items", "--json").code == 0


def test_in_an_empty_folder_a_library_is_begun_where_one_was(library):
    call("items")
    library.close()
    shutil.rmtree(library.root)
    library.root.mkdir()
    assert call("activity", "add", "--title", "Anew", "--json").code == 0


# Sends itself Ctrl+C while the program is still being read.
EARLY = """
import os, signal, sys
class Reads:
    def find_spec(self, name, *rest):
        if name == "minoties_desktop.cli.frame":
            os.kill(os.getpid(), signal.SIGINT)
sys.meta_path.insert(0, Reads())
sys.argv = ["minoties", "status"]
from minoties_desktop.__main__ import main
sys.exit(main())
"""


def test_a_command_that_is_interrupted_before_it_began_ends_without_a_word():
    done = subprocess.run([sys.executable, "-c", EARLY], capture_output=True, text=True, cwd=ROOT, check=False)
    assert (done.returncode, done.stderr) == (-signal.SIGINT, "")


def test_a_library_that_is_named_is_that_of_one_call_alone(library, tmp_path):
    assert call("activity", "add", "--title", "Elsewhere", "--json", "--library", str(tmp_path / "elsewhere")).code == 0
    assert app_settings.load().last_library == str(library.root)


def test_several_accounts_are_named(library):
    ready(library)
    app_settings.change(accounts=[["commons", "Ana R"], ["commons", "Ben"]])
    done = call("queue", "--json")
    assert (done.code, done.error) == (2, "account-several")
    assert "Ana R" in done.json["error"]["message"] and "Ben" in done.json["error"]["message"]
    assert call("queue", "--json", "--account", "ana_R").code == 0


def test_an_account_that_is_missing_for_one_wiki_holds_back_nothing_of_another(library, monkeypatch):
    [item] = ready(library)
    assert call("queue", item, "--json").json["queued"] == [item]
    assert call("queue", item, "--site", "practice", "--json").json["queued"] == [item]
    sent = []

    def sync(library, account, wishes, **_heard):
        sent.append(account.site)
        return standing.outcome(library, account)

    monkeypatch.setattr(syncing, "sync", sync)
    done = call("sync", "--once", "--json")
    assert (done.code, sent) == (1, ["practice"]), done
    assert "error" not in done.json
    assert "no account for commons.wikimedia.org" in done.json["without_account"][0]
    assert "no account for commons.wikimedia.org" in call("sync", "--once").out
    done = call("sync", "--once", "--json", "--site", "practice")
    assert done.json["without_account"] == []
    done = call("sync", "--once", "--json", "--site", "commons")
    assert (done.code, done.error) == (1, "account")
    assert sent == ["practice"] * 3


def test_a_sync_of_a_wiki_says_what_waits_for_another(library):
    [item] = ready(library)
    assert call("queue", item).out == "One item in the queue for commons.wikimedia.org.\n"
    assert call("queue", item, "--site", "practice").out == "One item in the queue for the practice Commons.\n"
    assert call("drop", item, "--site", "practice").code == 0
    assert call("sync", "--site", "practice", "--json").json["elsewhere"] == {"commons": 1}
    told = call("sync", "--site", "practice")
    assert told.code == 0 and "One item is in the queue for commons.wikimedia.org" in told.out, told
    assert "minoties sync --site commons" in told.out


def test_where_no_account_has_a_keyring_the_obstacle_is_told_once(library):
    one, two = ready(library), ready(library, author=contributor(library, "Ben", "Ben"))
    call("tag", *two, "--set", "title=Calle Mayor at dusk")
    app_settings.change(accounts=[[OFFLINE, "Ana R"], [OFFLINE, "Ben"]])
    assert call("queue", *one, "--account", "Ana R", "--json").json["queued"] == one
    assert call("queue", *two, "--account", "Ben", "--json").json["queued"] == two
    done = subprocess.run(ourselves("sync", "--once", "--json"), capture_output=True, text=True, check=False)
    assert done.returncode == 3, done
    assert set(json.loads(done.stdout)) == {"error"}
    assert "Traceback" not in done.stderr
    told = call("sync", "--dry-run", "--json").json
    assert told["megabytes"] == 0.0
    assert [row["asked"] for row in told["would_send"]] == [False, False] and len(told["not_asked"]) == 1


def test_a_first_sync_tells_what_it_would_send_before_there_is_an_account(library, monkeypatch):
    made = ready(library)
    call("queue")
    app_settings.change(accounts=[["commons", "Ana R"]])
    monkeypatch.setattr(preflight, "ask", lambda *args: None)
    assert [row["item"] for row in call("sync", "--dry-run", "--json").json["would_send"]] == made


# What is changed, and what is not

@pytest.mark.parametrize("words", [
    ["--set", "title=Other name", "--set", "date=2026-02-31"], ["--clear", "title", "--set", "nonsense=1"],
    ["--set", "title=Other name", "--add", "source=own"], ["--set", "title=Other name", "--remove", "licence=x"],
    ["--set", "title=Other name", "--clear", "nothing"], ["--set", "title=One", "--set", "title=Two"],
    ["--set", "title=Other name", "--set", "categories="], ["--set", "title=Other name", "--set", "caption=x"],
    ["--set", "title=Other name", "--add", "caption:es=x"], ["--set", "title"],
    ["--set", "title=Other name", "--set", "notes=x\udcff"],
])
def test_a_tag_command_with_one_wrong_word_changes_nothing(library, words):
    item = photograph(library, {"title": "Plaza del Sol"})
    done = call("tag", item, *words, "--json")
    assert done.code == 2 and done.error
    assert library.journal.history() == []


def test_tagging_says_what_it_did(library):
    item = photograph(library)
    words = ["--set", "title=Plaza = Sol", "--set", "caption:es=Una plaza", "--add", "categories=Madrid",
             "--add", "categories=Night", "--remove", "categories=Nothing"]
    assert call("tag", item, item[:8], *words, "--json").json == {"items": [item]}
    found = {(v["field"], v["lang"], v["value"]) for v in call("show", item, "--json").json["values"]}
    assert found == {("title", "", "Plaza = Sol"), ("caption", "es", "Una plaza"), ("categories", "", "Madrid"),
                     ("categories", "", "Night")}
    [done] = library.journal.history()  # one command, one step
    assert done.label == Message("action-tag", 1)
    Tagging(library).undo()
    assert not {"title", "caption", "categories"} & {v["field"] for v in call("show", item, "--json").json["values"]}
    Tagging(library).redo()
    assert {(v["field"], v["lang"], v["value"]) for v in call("show", item, "--json").json["values"]} == found


def test_an_edit_of_a_row_and_its_defaults_is_one_step(library):
    made = activity(library)
    before = len(library.journal.history())
    assert call("activity", "edit", made, "--place", "Sol", "--default", "categories=A", "--default", "source=own",
                "--json").code == 0
    assert len(library.journal.history()) == before + 1
    Tagging(library).undo()
    assert library.registers["activity"].get(made)["place"] != "Sol"


@pytest.mark.parametrize("words", [
    ["--title", "New", "--default", "licence=nonsense"], ["--title", "New", "--starts", "2026-02-31"], ["--title", " "],
    ["--title", "New", "--default", "keywords=x"], ["--title", "New", "--institution", "nobody"],
    ["--title", "New", "--default", "source=a", "--default", "source=b"], ["--title", "New", "--kind", "dance"],
])
def test_an_edit_with_one_wrong_word_changes_nothing(library, words):
    made = activity(library)
    done = call("activity", "edit", made, *words, "--json")
    assert done.code == 2 and done.error
    assert library.registers["activity"].get(made)["title"] == "Walk of October"
    assert library.journal.history() == []
    assert call("activity", "add", *words, "--json").code == 2
    assert len(library.registers["activity"].list()) == 1


def test_the_first_contributor_is_the_one_who_works_here(library):
    first = call("contributor", "add", "--name", "Ana", "--json").json["id"]
    second = call("contributor", "add", "--name", "Ben", "--json").json["id"]
    assert library.setting("me") == first
    call("contributor", "edit", "Ben", "--me")
    assert library.setting("me") == second
    item = photograph(library)
    call("tag", item, "--set", "title=Plaza del Sol")
    assert library.journal.history()[0].actor == second


def test_private_notes_are_on_no_page(library):
    [item] = ready(library)
    call("tag", item, "--set", "notes=her telephone number")
    done = call("preview", item, "--json")
    assert done.code == 0 and "telephone" not in done.out
    assert "telephone" not in call("report", "--json").out


# Whatever is typed

WORDS = sorted({word for words in TRIED for word in words}) + sorted(
    {opt for words in TRIED for param in COMMANDS[words].params for opt in param.opts if opt.startswith("--")}
    - {"--wipe", "--port", "--help", "--library"})
ANYTHING = st.one_of(
    st.sampled_from(WORDS), st.text(st.characters(exclude_characters="\x00"), max_size=12),
    st.sampled_from(["--json", "ITEM", "ACTIVITY", "title=x", "caption:es=x", "date=2026-02-31", "=", ":=", "nope=1",
                     "--", "-", "state:x", "Ana Ruiz", "0", "-1", "nan", "1e999", "\udcff", "..", "/dev/null", "%",
                     "{}"]))


@given(argv=st.lists(ANYTHING, max_size=6), words=st.sampled_from(TRIED) | st.just(()))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=120)
def test_no_words_end_in_a_traceback_or_a_mistake_of_ours(library, tmp_path_factory, argv, words):
    items = library.database.reading().execute("SELECT id FROM item").fetchone()
    item = items[0] if items else photograph(library, author=contributor(library), under=activity(library))
    under = library.registers["activity"].list()[0]["id"]
    named = {"ITEM": item, "ACTIVITY": under}
    argv = [*words, *(named.get(word, word) for word in argv)]
    if "practice" in argv or "import" in argv:
        return
    done = call(*argv)
    assert done.code in range(5)
    assert "Traceback" not in done.out + done.err
    if "--json" in argv and "--help" not in argv:
        assert done.json.get("error", {}).get("code") != "bug", done
    assert "⧼" not in done.out + done.err


# Secrets, pipes, signals: in processes of their own

@pytest.mark.parametrize("argv", [
    ["account", "add", "Ana@x", "--site", "commons"], ["account", "add", "Ana", "--site", "commons"],
    ["account", "add", "Ana@x", "--site", "nowhere"], ["account", "add", "Ana@x", "--site", "practice"]])
@pytest.mark.parametrize("as_json", [[], ["--json"]])
def test_a_secret_is_never_shown(argv, as_json, home):
    done = call(*argv, *as_json, stdin=SECRET + "\n")
    assert done.code in (2, 3)
    assert SECRET not in done.out + done.err
    kept = "".join(path.read_text(errors="replace") for path in home.rglob("*") if path.is_file())
    assert SECRET not in kept


def test_without_standard_input_there_is_no_secret():
    done = subprocess.run(["sh", "-c", 'exec "$@" <&-', "sh", *ourselves(
        "account", "add", "Ana@x", "--site", "commons", "--json")], capture_output=True, text=True, check=False)
    assert (done.returncode, '"no-secret"' in done.stdout) == (2, True)


@pytest.mark.parametrize("as_json", [["--json"], []])
def test_a_reader_who_has_gone_changes_nothing_and_is_not_scolded(library, as_json):
    for number in range(3):
        photograph(library, {"title": f"Plaza number {number}"})
    reader, writer = os.pipe()
    os.close(reader)
    done = subprocess.run(ourselves("check", *as_json), stdout=writer, stderr=subprocess.PIPE, text=True, check=False)
    os.close(writer)
    assert (done.returncode, done.stderr) == (1, "")


def test_a_full_disk_behind_the_output_is_an_obstacle():
    with open("/dev/full", "w") as full:
        done = subprocess.run(
            ourselves("status", "--json"), stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert done.returncode == 3
    assert "stdout" in done.stderr and "Traceback" not in done.stderr and "Exception ignored" not in done.stderr


def test_a_terminal_that_lacks_letters_gets_escapes():
    environment = {**os.environ, "PYTHONIOENCODING": "latin-1", "LC_ALL": "el_GR.UTF-8"}
    done = subprocess.run(ourselves("status"), capture_output=True, env=environment, check=False)
    assert done.returncode == 0 and done.stdout.isascii()
    assert not done.stderr


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_an_interrupted_command_says_so(number):
    serving = subprocess.Popen(
        ourselves("practice", "--json"), text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert serving.stdout.readline().startswith('{"api"')
    serving.send_signal(number)
    out, err = serving.communicate(timeout=60)
    assert (serving.returncode, '"interrupted"' in out, err.strip()) == (1, True, "")


def test_two_calls_in_one_process_know_nothing_of_each_other(library, tmp_path):
    Library(tmp_path / "other").close()
    assert call("status", "--json", "--library", tmp_path / "other").json
    assert call("status").out.strip() and not call("status").out.startswith("{")


def test_the_whole_program_is_started_by_its_module():
    done = subprocess.run([sys.executable, "-m", "minoties_desktop", "status", "--json"], capture_output=True, cwd=ROOT,
                          check=False)
    assert done.returncode == 0
