"""What all commands share: the library, the language, JSON, and how a fault ends the program."""

from __future__ import annotations

import importlib
import locale
import logging
import os
import signal
import sys
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from functools import cached_property, update_wrapper
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import click

from ..config import log, settings
from ..config.messages import FALLBACK, Message, Messages, languages
from ..config.paths import default_library
from ..domain.errors import Bug, EnvironmentFault, Fault, RetryLater, UsageFault
from ..services.library import Library, explained, refuse_gone
from ..services.lists import Lists
from . import misuse, printing
from .helping import speaking

DONE, NEEDS_PERSON, WRONG_USAGE, ENVIRONMENT, STILL_WAITING = range(5)
"""Exit codes."""

_COMMANDS = ("collecting", "naming", "institutions", "placing", "telling", "presets", "searches", "consents", "tagging",
             "rights", "sidecars", "communities", "glossary", "maps", "words", "waiting", "sending", "afterwards",
             "accounts", "packs", "scanning")

_READING = frozenset({
    "status", "items", "show", "check", "preview", "report", "cards", "preset-list", "preset-show", "codes-list",
    "search-list", "pack-find", "glossary-list", "map-list", "word-list", "glossary-export", "consent-list",
    "scanner-list", "scanner-show", "profile-list",
    "community-export", "agreement-letter", "agreement-history", "institution-report", "institution-missing",
    "institution-lists",
    *(f"{table}-{verb}" for table in ("activity", "contributor", "institution", "agreement", "collection", "contact",
                                      "community")
      for verb in ("list", "show"))})
"""Commands that only look: where there is no library yet they find an empty one, and leave nothing behind."""

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
        self.only_reads = False
        self._left = ExitStack()

    @cached_property
    def library(self) -> Library:
        """The library that was named, else the last opened one, else that of the data folder."""
        if aside := settings.damaged():
            click.echo(words.text("settings-damaged", str(aside)), err=True)
        kept = settings.load()
        last = kept.last_library
        root = self.folder or (Path(last) if last else default_library())
        refuse_gone(root, (*kept.libraries, last))
        if self.only_reads and not root.exists():
            return Library(Path(self._left.enter_context(TemporaryDirectory(prefix="minoties-"))))
        library = Library(root)
        library.back_up_daily()
        named = bool(self.folder and last)  # which is that of this call
        if str(library.root) not in kept.libraries or (not named and last != str(library.root)):
            settings.remember_library(str(library.root), last=not named)
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
            printing.write_json(data)
        elif text is not None:
            said = text()
            printing.write(words.text(said) if isinstance(said, Message) else said)

    def close(self) -> None:
        """Close the library if it was opened."""
        if "library" in self.__dict__:
            self.library.close()
        self._left.close()


def _session() -> Session:
    return click.get_current_context().ensure_object(Session)


def command(
    group: click.Group, name: str, *options: Callable[..., Any],
) -> Callable[[Callable[..., Any]], click.Command]:
    """Make a function a command: it gets the Session first, its options by name, and returns an exit code or None.

    Its help is the message `cli-<path>`; `--library` and `--json` are understood before and after its own words.
    """

    def decorate(function: Callable[..., Any]) -> click.Command:
        def called(library: str | None, as_json: bool, **values: Any) -> None:
            _common(library, as_json)
            _session().only_reads = path in _READING
            code = function(_session(), **values)
            click.get_current_context().exit(code or DONE)

        update_wrapper(called, function)
        path = f"{group.name}-{name}" if group is not root else name
        for option in reversed([*options, *_shared()]):
            called = option(called)
        return speaking(group.command(name, help=words.text(f"cli-{path}"))(called), words)

    return decorate


def option(name: str, *parameter: str, **values: Any) -> Callable[..., Any]:
    """An option whose help is the message `cli-option-<name>`; `parameter` is another name for it in Python."""
    return click.option(name, *parameter, help=words.text(f"cli-option-{name[2:]}"), **values)


def group(name: str) -> click.Group:
    """A group of commands; its help is the message `cli-<name>`."""
    made = speaking(_shared()[2](click.Group(name, help=words.text(f"cli-{name}"))), words)
    root.add_command(made)
    return made


def _shared() -> list[Callable[..., Any]]:
    return [click.option("--library", metavar="DIR", help=words.text("cli-option-library")),
            click.option("--json", "as_json", is_flag=True, help=words.text("cli-option-json")),
            click.help_option("--help", help=words.text("cli-option-help"))]


def _common(library: str | None, as_json: bool) -> None:
    session = _session()
    if library:
        session.folder = Path(library)
    session.json |= as_json


@click.group("minoties", help=words.text("cli-minoties"), invoke_without_command=False)
@_shared()[0]
@_shared()[1]
@_shared()[2]
def root(library: str | None, as_json: bool) -> None:
    """The program itself."""
    _common(library, as_json)


speaking(root, words)


def run(argv: Sequence[str]) -> int:
    """Run one command and return its exit code; nothing a person does ends in a traceback."""
    for module in _COMMANDS:
        importlib.import_module(f"{__package__}.{module}")
    log.start()
    printing.tolerate_any_text()
    session = Session()
    session.json = "--json" in argv
    try:
        _hear_signals()
        return root.main(args=list(argv), prog_name="minoties", standalone_mode=False, obj=session) or DONE
    except click.exceptions.Exit as done:
        return done.exit_code
    except click.UsageError as error:
        if isinstance(error, click.exceptions.NoArgsIsHelpError) and not session.json:
            click.echo(error.ctx.get_help(), err=True)
            return WRONG_USAGE
        return _fail(session, misuse.fault(error))
    except (click.Abort, KeyboardInterrupt):
        return _fail(session, Fault(
            Message("error-interrupted"), Message("error-interrupted-remedy"), code="interrupted"))
    except Exception as error:
        return _fail(session, _fault(session, error, argv))
    finally:
        session.close()


def _hear_signals() -> None:
    """Have Ctrl+C and the end that a system asks for come as KeyboardInterrupt; who ignores Ctrl+C goes on doing so."""
    if signal.getsignal(signal.SIGINT) is not signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.signal(signal.SIGTERM, signal.default_int_handler)


def _fault(session: Session, error: Exception, argv: Sequence[str]) -> Fault:
    """What an exception means for people; where it means nothing to them, it is our own mistake and goes to the log."""
    if isinstance(error, Fault):
        return error
    if found := explained(error, session.folder or default_library()):
        return found
    if isinstance(error, UnicodeEncodeError):  # an argument of bytes that are no text; only paths may be that
        return UsageFault(Message("error-not-text"), Message("error-usage-remedy"), code="not-text")
    _log.error("minoties %s", argv[:1], exc_info=error)
    return Bug(Message("error-bug", type(error).__name__), Message("error-bug-remedy"))


def _fail(session: Session, fault: Fault) -> int:
    message = words.text(fault.message)
    remedy = words.text(fault.remedy) if fault.remedy else ""
    sentence = f"{message} {remedy}".strip()
    try:
        if session.json and sys.stdout is not None:
            printing.write_json({"error": {"code": fault.code, "message": message, "remedy": remedy}})
        else:
            click.echo(sentence, err=True)
    except OSError:
        click.echo(sentence, err=True)  # standard output is what failed
    match fault:
        case UsageFault():
            return WRONG_USAGE
        case EnvironmentFault():
            return ENVIRONMENT
        case RetryLater() if fault.kind != "account":
            return STILL_WAITING
    return NEEDS_PERSON
