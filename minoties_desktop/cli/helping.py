"""The headings of a command's help in the terminal's language: the library that writes them speaks English only."""

from __future__ import annotations

from typing import TypeVar

import click

from ..config.messages import Messages

_Command = TypeVar("_Command", bound=click.Command)
_HEADINGS = {"Options": "cli-heading-options", "Commands": "cli-heading-commands"}


def speaking(command: _Command, words: Messages) -> _Command:
    """The same command, its help under headings in these words."""

    class Formatter(click.HelpFormatter):
        def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
            super().write_usage(prog, args, f"{words.text('cli-heading-usage')}: ")

        def write_heading(self, heading: str) -> None:
            super().write_heading(words.text(_HEADINGS[heading]) if heading in _HEADINGS else heading)

    class Context(click.Context):
        formatter_class = Formatter

    command.context_class = Context
    return command
