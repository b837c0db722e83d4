"""The library's own words in the help of a command, in the terminal's language: it speaks English only."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TypeVar

import click

from ..config.messages import Messages

_Command = TypeVar("_Command", bound=click.Command)
_HEADINGS = {"Options": "cli-heading-options", "Commands": "cli-heading-commands"}
_WORDS = {"OPTIONS": "cli-word-options", "COMMAND": "cli-word-command", "ARGS": "cli-word-args",
          "TEXT": "cli-word-text", "INTEGER RANGE": "cli-word-integer", "INTEGER": "cli-word-integer",
          "FLOAT RANGE": "cli-word-float", "FLOAT": "cli-word-float", "DIR": "cli-word-dir", "FILE": "cli-word-file",
          "PATH": "cli-word-path"}
_WORD = re.compile(rf"\b({'|'.join(_WORDS)})\b")
_REQUIRED = "[required]"
_UNCUT = 10_000
"""Characters of a sentence in a list of commands: all that there may be."""


def speaking(command: _Command, words: Messages) -> _Command:
    """The same command, its help under headings and with usage in these words."""

    def said(text: str) -> str:
        return _WORD.sub(lambda found: words.text(_WORDS[found[0]]), text)

    class Formatter(click.HelpFormatter):
        def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
            super().write_usage(prog, said(args), f"{words.text('cli-heading-usage')}: ")

        def write_heading(self, heading: str) -> None:
            super().write_heading(words.text(_HEADINGS[heading]) if heading in _HEADINGS else heading)

        def write_dl(self, rows: Sequence[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
            required = f"[{words.text('cli-word-required')}]"
            super().write_dl([(said(name) if name.startswith("-") else name, about.replace(_REQUIRED, required))
                              for name, about in rows], col_max, col_spacing)

    class Context(click.Context):
        formatter_class = Formatter

    command.context_class = Context
    command.short_help = command.get_short_help_str(_UNCUT)
    return command
