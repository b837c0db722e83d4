"""Where the app keeps what is not in a library."""

import os
from pathlib import Path

import platformdirs

_NAME = "minoties-desktop"


def data_folder() -> Path:
    """The person's data folder: the default library, settings and logs live below it.

    MINOTIES_HOME moves all of it elsewhere (tests, portable installs).
    """
    home = os.environ.get("MINOTIES_HOME")
    return Path(home) if home else Path(platformdirs.user_data_dir(_NAME, appauthor=False))


def default_library() -> Path:
    """The library that is used when none was ever opened."""
    return data_folder() / "library"


def suggested_library() -> Path:
    """Where the first library is made unless somebody chooses another place: among the pictures, to be found again.

    Its name is the same in every language.
    """
    moved = os.environ.get("MINOTIES_HOME")
    return (data_folder() if moved else platformdirs.user_pictures_path()) / "Minoties"


def settings_file() -> Path:
    """The settings, one JSON file."""
    return data_folder() / "settings.json"


def log_folder() -> Path:
    """The folder of the log files."""
    return data_folder() / "logs"
