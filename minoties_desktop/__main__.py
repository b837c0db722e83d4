"""Where every start begins: the command line, the window, and the processes that help them."""

import sys

from .config.start import MEDIA_HELPER


def main() -> int:
    """Run what the first word asks for and return the exit code."""
    if sys.argv[1:2] == [MEDIA_HELPER]:
        from .media.helper import serve  # before all else: it starts in a tenth of a second

        serve()
        return 0
    from .cli import run

    return run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
