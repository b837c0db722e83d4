"""A command that makes no sense, told in our words: the library that reads commands speaks English only."""

from __future__ import annotations

import click

from ..config.messages import Message
from ..domain.errors import UsageFault


def fault(error: click.UsageError) -> UsageFault:
    """What was wrong with a command, as a fault for whoever typed it."""
    return UsageFault(_message(error), Message("error-usage-remedy"), code="usage")


def _message(error: click.UsageError) -> Message:
    match error:
        case click.exceptions.NoSuchCommand():
            return Message("error-usage-command", error.command_name)
        case click.NoSuchOption():
            return Message("error-usage-option", error.option_name)
        case click.BadOptionUsage():
            return Message("error-usage-value", error.option_name)
        case click.MissingParameter(param=click.Parameter() as missing):
            return Message("error-usage-missing", _name(missing))
        case click.BadParameter(param=click.Parameter(type=click.Choice() as choice) as wrong):
            return Message("error-usage-choice", _name(wrong), ", ".join(map(str, choice.choices)))
        case click.BadParameter(param=click.Parameter() as wrong):
            return Message("error-usage-value", _name(wrong))
        case click.UsageError(ctx=click.Context(command=click.Group())):
            return Message("error-usage-nothing")
        case click.UsageError(ctx=click.Context(command=click.Command())):
            return Message("error-usage-extra")
    return Message("error-usage", error.format_message())


def _name(parameter: click.Parameter) -> str:
    """An option as it is typed, an argument as the help shows it."""
    return parameter.opts[0] if isinstance(parameter, click.Option) else parameter.human_readable_name
