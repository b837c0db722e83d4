"""The help says in each language what may be typed."""

import click
import pytest
from click.testing import CliRunner

from minoties_desktop.cli.helping import speaking
from minoties_desktop.config.messages import Messages, catalogue, languages
from minoties_desktop.domain.fields import FIELDS
from minoties_desktop.domain.licences import licences
from tests.unit.cli.calling import call

GREEK = Messages("el")


@pytest.mark.parametrize("language", languages())
def test_the_help_of_tag_names_every_field(language: str) -> None:
    named = catalogue(language)["cli-tag"].rstrip(".").rpartition(": ")[2].split(", ")
    assert named == [field.id for field in FIELDS]


def test_the_headings_are_in_the_words_of_the_reader() -> None:
    group = speaking(click.Group("minoties", [speaking(click.Command("sync"), GREEK)]), GREEK)
    whole = CliRunner().invoke(group, ["--help"]).output
    assert whole.startswith("Χρήση: minoties") and "Επιλογές:" in whole and "Εντολές:" in whole
    assert CliRunner().invoke(group, ["sync", "--help"]).output.startswith("Χρήση: minoties sync")


def test_usage_and_what_options_take_are_in_the_words_of_the_reader() -> None:
    command = speaking(click.Command("add", params=[
        click.Argument(["name"]), click.Option(["--site"], required=True, help="wiki"),
        click.Option(["--count"], type=click.IntRange(1, 3), help="")]), GREEK)
    group = speaking(click.Group("minoties", [command]), GREEK)
    assert CliRunner().invoke(group, ["--help"]).output.startswith("Χρήση: minoties [ΕΠΙΛΟΓΕΣ] ΕΝΤΟΛΗ [ΟΡΙΣΜΑΤΑ]...")
    told = CliRunner().invoke(group, ["add", "--help"]).output
    assert "add [ΕΠΙΛΟΓΕΣ] NAME" in told and "--site ΚΕΙΜΕΝΟ" in told and "[απαιτείται]" in told
    assert "--count ΑΡΙΘΜΟΣ " in told and "required" not in told


def test_the_help_of_tag_says_what_the_fields_of_choices_take() -> None:
    told = " ".join(call("tag", "--help").out.split())
    assert "cc-by-4.0" in told
    assert "people: nobody, crowd, public, consent" in told and "source: own" in told
    assert all(f"{one.id}: {', '.join(one.choices)}" in told for one in FIELDS if one.choices)


@pytest.mark.parametrize("language", languages())
def test_the_help_of_tag_names_every_licence(language: str) -> None:
    assert catalogue(language)["cli-tag-values"].rstrip(".").rpartition(": ")[2].split(", ") == list(licences())


def test_no_sentence_of_a_list_of_commands_is_cut() -> None:
    for told in (call("--help").out, call("account", "--help").out, call("agreement", "--help").out):
        assert "..." not in told.partition("\n\n")[2]
    assert "Look how delivered items stand on their wikis now:" in " ".join(call("--help").out.split())


def test_a_person_is_no_thing() -> None:
    assert " Its name" not in call("contributor", "add", "--help").out
