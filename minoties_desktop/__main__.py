"""Where every start begins: the command line, the window, and the processes that help them."""

import signal
import sys

from .config.start import MEDIA_HELPER


def main() -> int:
    """Run what the first word asks for and return the exit code."""
    if sys.argv[1:2] == [MEDIA_HELPER]:
        from .media.helper import serve  # before all else: it starts in a tenth of a second

        serve()
        return 0
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, signal.SIG_DFL)  # until a command begins there is nothing to tell of
    from .cli import run

    return run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
