"""The log: rotating files in the data folder, for finding our own mistakes; never a secret, never private text."""

import logging
import logging.handlers
import re

from .paths import log_folder

_SECRET = re.compile(
    r"((?:password|token|secret)['\"]?\s*[=:]\s*['\"]?)[^\s&'\",]+"
    r"|((?:authorization|cookie)['\"]?\s*[=:]\s*['\"]?)[^'\"\n]+", re.IGNORECASE)


class _Redacting(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        return _SECRET.sub(r"\1\2…", super().format(record))


class _Quiet(logging.handlers.RotatingFileHandler):
    def handleError(self, record: logging.LogRecord) -> None:
        """Say nothing: a full disk is told where it stops the work, not a second time as a traceback."""


def start() -> None:
    """Log warnings and errors of this process to `minoties.log`; does nothing if the folder can't be written."""
    logger = logging.getLogger("minoties_desktop")
    if logger.handlers:
        return
    try:
        log_folder().mkdir(parents=True, exist_ok=True)
        handler: logging.Handler = _Quiet(
            log_folder() / "minoties.log", maxBytes=1_000_000, backupCount=3, encoding="utf-8", delay=True)
    except OSError:
        handler = logging.NullHandler()
    handler.setFormatter(_Redacting("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    logger.addHandler(handler)
    logger.setLevel(logging.INFO)
    logger.propagate = False
