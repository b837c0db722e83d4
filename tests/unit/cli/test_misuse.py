"""Whoever mistypes a command is told what is wrong in their own language."""

import click
import pytest

from minoties_desktop.cli import misuse
from minoties_desktop.config.messages import Message
from tests.support.keys import whole_command_line

MISUSES = [
    ([], Message("error-usage-nothing")),
    (["activity"], Message("error-usage-nothing")),
    (["--json"], Message("error-usage-nothing")),
    (["dance"], Message("error-usage-command", "dance")),
    (["activity", "dance"], Message("error-usage-command", "dance")),
    (["sync", "--dance"], Message("error-usage-option", "--dance")),
    (["sync", "--account"], Message("error-usage-value", "--account")),
    (["sync", "--limit-mb", "x"], Message("error-usage-value", "--limit-mb")),
    (["practice", "--port", "70000"], Message("error-usage-value", "--port")),
    (["report", "--format", "pdf"], Message("error-usage-choice", "--format", "html, csv, wikitext")),
    (["show"], Message("error-usage-missing", "ITEM")),
    (["account", "add", "Ana@minoties"], Message("error-usage-missing", "--site")),
    (["show", "1", "2"], Message("error-usage-extra")),
]


@pytest.mark.parametrize(("argv", "message"), MISUSES, ids=[" ".join(argv) or "nothing" for argv, _ in MISUSES])
def test_a_misuse_is_said_in_our_words(argv: list[str], message: Message) -> None:
    with pytest.raises(click.UsageError) as caught:
        whole_command_line().main(args=argv, prog_name="minoties", standalone_mode=False)
    fault = misuse.fault(caught.value)
    assert fault.message == message
    assert (fault.code, fault.remedy) == ("usage", Message("error-usage-remedy"))
