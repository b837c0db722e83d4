"""The help says in each language what may be typed."""

import click
import pytest
from click.testing import CliRunner

from minoties_desktop.cli.helping import speaking
from minoties_desktop.config.messages import Messages, catalogue, languages
from minoties_desktop.domain.fields import FIELDS

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
