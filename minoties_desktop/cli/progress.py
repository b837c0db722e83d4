"""Progress of long commands on standard error."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from typing import Any

import click

from .frame import Session, words


def teller(session: Session) -> Callable[[dict[str, Any]], None]:
    """Tells progress on standard error: JSON lines, or one line that is written over on a terminal."""
    def tell(event: dict[str, Any]) -> None:
        try:
            if session.json:
                click.echo(json.dumps(event, ensure_ascii=False), err=True)
            elif sys.stderr.isatty():
                text = words.text(f"cli-import-{event['phase']}", event["done"], event["total"])
                click.echo(f"\r{text}\x1b[K", err=True, nl=event["done"] == event["total"])
        except (BrokenPipeError, ValueError, AttributeError):
            # Nobody listens any more; the import goes on.
            sys.stderr = None  # type: ignore[assignment]

    return tell
