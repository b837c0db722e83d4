"""What all commands share: the library, the language, JSON, and how a fault ends the program."""

from __future__ import annotations

import importlib
import json
import locale
import logging
import os
import signal
import sys
from collections.abc import Callable, Sequence
from functools import cached_property, update_wrapper
from pathlib import Path
from typing import Any

import click

from ..config import log, settings
from ..config.messages import FALLBACK, Message, Messages, languages
from ..config.paths import default_library
from ..domain.errors import Bug, EnvironmentFault, Fault, RetryLater, UsageFault
from ..services.library import Library
from ..services.lists import Lists
from . import misuse

DONE, NEEDS_PERSON, WRONG_USAGE, ENVIRONMENT, STILL_WAITING = range(5)
"""Exit codes."""

_COMMANDS = ("collecting", "naming", "telling", "sending")

_log = logging.getLogger(__name__)


def spoken_language() -> str:
    """The language of the terminal: the chosen one, else the system's, else English."""
    chosen = settings.load().language
    system = (os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG")
              or locale.getlocale()[0] or "")
    for code in (chosen, system.replace("-", "_").partition(".")[0].partition("_")[0]):
        if code in languages():
            return code
    return FALLBACK


words = Messages(spoken_language())


class Session:
    """One call: where the library is, and whether it answers in JSON."""

    def __init__(self) -> None:
        self.folder: Path | None = None
        self.json = False

    @cached_property
    def library(self) -> Library:
        """The library that was named, else the last opened one, else that of the data folder."""
        last = settings.load().last_library
        library = Library(self.folder or (Path(last) if last else default_library()))
        library.back_up_daily()
        if last != str(library.root):
            settings.change(last_library=str(library.root))
        return library

    @cached_property
    def lists(self) -> Lists:
        """What the library holds, for listing."""
        return Lists(self.library)

    @property
    def actor(self) -> str:
        """Who works here, for the journal."""
        return self.library.setting("me")

    def answer(self, data: dict[str, Any], text: Callable[[], str | Message] | None = None) -> None:
        """Print the answer: one JSON object, or its text."""
        if self.json:
            click.echo(json.dumps(data, ensure_ascii=False))
        elif text is not None:
            said = text()
            click.echo(words.text(said) if isinstance(said, Message) else said)

    def close(self) -> None:
        """Close the library if it was opened."""
        if "library" in self.__dict__:
            self.library.close()


_session = Session()


def command(
    group: click.Group, name: str, *options: Callable[..., Any],
) -> Callable[[Callable[..., Any]], click.Command]:
    """Make a function a command: it gets the Session first, its options by name, and returns an exit code or None.

    Its help is the message `cli-<path>`; `--library` and `--json` are understood before and after its own words.
    """

    def decorate(function: Callable[..., Any]) -> click.Command:
        def called(library: str | None, as_json: bool, **values: Any) -> None:
            _common(library, as_json)
            code = function(_session, **values)
            click.get_current_context().exit(code or DONE)

        update_wrapper(called, function)
        path = f"{group.name}-{name}" if group is not root else name
        for option in reversed([*options, *_shared()]):
            called = option(called)
        return group.command(name, help=words.text(f"cli-{path}"))(called)

    return decorate


def option(name: str, *parameter: str, **values: Any) -> Callable[..., Any]:
    """An option whose help is the message `cli-option-<name>`; `parameter` is another name for it in Python."""
    return click.option(name, *parameter, help=words.text(f"cli-option-{name[2:]}"), **values)


def group(name: str) -> click.Group:
    """A group of commands; its help is the message `cli-<name>`."""
    made = _shared()[2](click.Group(name, help=words.text(f"cli-{name}")))
    root.add_command(made)
    return made


def _shared() -> list[Callable[..., Any]]:
    return [click.option("--library", metavar="DIR", help=words.text("cli-option-library")),
            click.option("--json", "as_json", is_flag=True, help=words.text("cli-option-json")),
            click.help_option("--help", help=words.text("cli-option-help"))]


def _common(library: str | None, as_json: bool) -> None:
    if library:
        _session.folder = Path(library)
    _session.json |= as_json


@click.group("minoties", help=words.text("cli-minoties"), invoke_without_command=False)
@_shared()[0]
@_shared()[1]
@_shared()[2]
def root(library: str | None, as_json: bool) -> None:
    """The program itself."""
    _common(library, as_json)


def run(argv: Sequence[str]) -> int:
    """Run one command and return its exit code; nothing a person does ends in a traceback."""
    for module in _COMMANDS:
        importlib.import_module(f"{__package__}.{module}")
    log.start()
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    _session.json = "--json" in argv
    try:
        return root.main(args=list(argv), prog_name="minoties", standalone_mode=False) or DONE
    except click.exceptions.Exit as done:
        return done.exit_code
    except click.UsageError as error:
        return _misused(error)
    except (click.Abort, KeyboardInterrupt):
        return _fail(Fault(Message("error-interrupted"), Message("error-interrupted-remedy"), code="interrupted"))
    except Fault as fault:
        return _fail(fault)
    except BrokenPipeError:
        # Whoever read our answer has gone; there is nobody to tell.
        sys.stdout = None  # type: ignore[assignment]
        return DONE
    except Exception as error:
        _log.exception("minoties %s", argv[:1])
        return _fail(Bug(Message("error-bug", type(error).__name__), Message("error-bug-remedy")))
    finally:
        _session.close()


def _misused(error: click.UsageError) -> int:
    if isinstance(error, click.exceptions.NoArgsIsHelpError) and not _session.json:
        click.echo(error.ctx.get_help(), err=True)
        return WRONG_USAGE
    return _fail(misuse.fault(error))


def _fail(fault: Fault) -> int:
    message = words.text(fault.message)
    remedy = words.text(fault.remedy) if fault.remedy else ""
    if _session.json:
        click.echo(json.dumps({"error": {"code": fault.code, "message": message, "remedy": remedy}},
                              ensure_ascii=False))
    else:
        click.echo(f"{message} {remedy}".strip(), err=True)
    match fault:
        case UsageFault():
            return WRONG_USAGE
        case EnvironmentFault():
            return ENVIRONMENT
        case RetryLater():
            return STILL_WAITING
    return NEEDS_PERSON
