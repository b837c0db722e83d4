"""System packages that the app and its tests need: which, whether they are there, and how they get there."""

from __future__ import annotations

import ctypes
import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

from dev_environment import alive


class Need(NamedTuple):
    """One package of Debian's, and what shows on any Linux that it is there.

    `evidence` is a library by its soname, a program by its name, a file by its absolute path, a module of this
    Python as `python:NAME`, or one of PHP as `php:NAME`.
    """

    package: str
    evidence: str


# What PySide6's wheels leave to the system, found out package by package in an empty Debian 12.
OFFSCREEN = (
    Need("libglib2.0-0", "libglib-2.0.so.0"),
    Need("libgl1", "libGL.so.1"),
    Need("libegl1", "libEGL.so.1"),
    Need("libxkbcommon0", "libxkbcommon.so.0"),
    Need("libfreetype6", "libfreetype.so.6"),
    Need("libfontconfig1", "libfontconfig.so.1"),
    Need("libdbus-1-3", "libdbus-1.so.3"),
    Need("libgssapi-krb5-2", "libgssapi_krb5.so.2"),
)
DESKTOP = (
    *OFFSCREEN,
    Need("libxkbcommon-x11-0", "libxkbcommon-x11.so.0"),
    Need("libxcb-cursor0", "libxcb-cursor.so.0"),
    Need("libxcb-icccm4", "libxcb-icccm.so.4"),
    Need("libxcb-keysyms1", "libxcb-keysyms.so.1"),
    Need("libxcb-shape0", "libxcb-shape.so.0"),
    Need("libwayland-cursor0", "libwayland-cursor.so.0"),
)
# Installed before MediaWiki they are the web server and the PHP that it asks for, and keep Apache away.
WIKI_FIRST = (
    Need("mini-httpd", "/usr/sbin/mini_httpd"),
    Need("php-cgi", "php-cgi"),
    Need("php-cli", "php"),
)
WIKI = (
    Need("mediawiki", "/usr/share/mediawiki/api.php"),
    Need("php-sqlite3", "php:pdo_sqlite"),
    Need("php-mbstring", "php:mbstring"),
    Need("php-xml", "php:xml"),
    Need("php-intl", "php:intl"),
    Need("php-curl", "php:curl"),
    Need("php-gd", "php:gd"),
    Need("php-apcu", "php:apcu"),
)
TESTS = (
    *DESKTOP,
    # A screen, a window manager, hands and eyes.
    Need("xvfb", "Xvfb"),
    Need("openbox", "openbox"),
    Need("xdotool", "xdotool"),
    Need("wmctrl", "wmctrl"),
    Need("scrot", "scrot"),
    Need("x11-utils", "xprop"),
    Need("fonts-dejavu-core", "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf"),
    # Independent readers of the PDFs that are made, and what reads the words on pages.
    Need("qpdf", "qpdf"),
    Need("poppler-utils", "pdfimages"),
    Need("tesseract-ocr", "tesseract"),
    Need("tesseract-ocr-spa", "/usr/share/tesseract-ocr/5/tessdata/spa.traineddata"),
    Need("tesseract-ocr-ell", "/usr/share/tesseract-ocr/5/tessdata/ell.traineddata"),
    # A second opinion on what pictures say of themselves.
    Need("libimage-exiftool-perl", "exiftool"),
    # A scanner without glass: SANE's own for tests.
    Need("sane-utils", "scanimage"),
    # What a screen reader hears.
    Need("at-spi2-core", "/usr/libexec/at-spi-bus-launcher"),
    # A real keyring on a bus of its own.
    Need("dbus", "dbus-daemon"),
    Need("dbus-x11", "dbus-launch"),
    Need("gnome-keyring", "gnome-keyring-daemon"),
    Need("libsecret-tools", "secret-tool"),
)
PYTHON = (Need("python3-venv", "python:ensurepip"),)

_POLICY = Path("/usr/sbin/policy-rc.d")
_APT_INSTALL = ["apt-get", "install", "--yes", "--no-install-recommends"]


def missing(needs: tuple[Need, ...]) -> list[Need]:
    """Those that are not there. Systems other than Linux bring all of it along."""
    return [need for need in needs if not _present(need.evidence)] if sys.platform == "linux" else []


def provide(*groups: tuple[Need, ...]) -> bool:
    """Install what is missing, group after group, if that is allowed; else say the one command that does."""
    wanted = [need for group in groups for need in missing(group)]
    if not wanted:
        return True
    if not (shutil.which("apt-get") and os.geteuid() == 0):
        print(_advice(wanted), file=sys.stderr)
        return False
    print("Installing system packages:", " ".join(need.package for need in wanted), end=" ", flush=True)
    try:
        with alive():
            _apt_update()
            for group in groups:
                _apt_install([need.package for need in missing(group)])
    except subprocess.CalledProcessError as error:
        print(f"{error.stdout}\n{' '.join(error.cmd)} failed, see above.", file=sys.stderr)
        return False
    still = [need for group in groups for need in missing(group)]
    for need in still:
        print(f"{need.package} is installed, but {need.evidence} is not there.", file=sys.stderr)
    return not still


def _present(evidence: str) -> bool:
    if evidence.startswith("python:"):
        return importlib.util.find_spec(evidence.removeprefix("python:")) is not None
    if evidence.startswith("php:"):
        return evidence.removeprefix("php:") in _php_modules()
    if evidence.startswith("/"):
        return Path(evidence).exists()
    if ".so" not in evidence:
        return shutil.which(evidence) is not None
    try:
        ctypes.CDLL(evidence)
    except OSError:
        return False
    return True


def _php_modules() -> list[str]:
    if not shutil.which("php"):
        return []
    return subprocess.run(["php", "-m"], capture_output=True, text=True).stdout.lower().split()


def _advice(wanted: list[Need]) -> str:
    if not shutil.which("apt-get"):
        names = "\n".join(f"  {need.evidence}  (Debian's {need.package})" for need in wanted)
        return f"Missing on this system; please install what provides:\n{names}"
    packages = " ".join(need.package for need in wanted)
    return ("System packages are missing. Please type:\n"
            f"  sudo apt-get update && sudo {' '.join(_APT_INSTALL)} {packages}")


def _apt_update() -> None:
    _run(["apt-get", "update"])


def _apt_install(packages: list[str]) -> None:
    if not packages:
        return
    # Test programs only: no server among them may start by itself.
    guard = not _POLICY.exists()
    if guard:
        _POLICY.write_text("#!/bin/sh\nexit 101\n", encoding="ascii")
        _POLICY.chmod(0o755)
    try:
        _run([*_APT_INSTALL, *packages])
    finally:
        if guard:
            _POLICY.unlink()


def _run(command: list[str]) -> None:
    subprocess.run(
        command, check=True, text=True, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        env={**os.environ, "DEBIAN_FRONTEND": "noninteractive", "APT_LISTCHANGES_FRONTEND": "none"},
    )
