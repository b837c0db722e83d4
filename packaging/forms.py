"""Compiles the Designer forms in ui/ into committed Python in minoties_desktop/qt/forms/."""

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SOURCES = ROOT / "ui"
TARGET = ROOT / "minoties_desktop" / "qt" / "forms"
_IMPORT = re.compile(r"^from (PySide6\.\w+) import \(([^)]*)\)$", re.MULTILINE)
_VERSION = re.compile(r"^(## Created by: Qt User Interface Compiler) version .*$", re.MULTILINE)


def compiled(form: Path) -> str:
    """The Python of one .ui file, as the environment's pyside6-uic writes it, less the line with its version."""
    uic = Path(sys.executable).with_name("pyside6-uic")
    command = [str(uic), "--no-autoconnection", "--generator", "python", str(form)]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=True)
    return _lean(_VERSION.sub(r"\1", done.stdout))


def _lean(text: str) -> str:
    """The same Python without the imports that it does not use: each makes a class, which costs start-up memory."""
    rest = _IMPORT.sub("", text)

    def used(found: re.Match[str]) -> str:
        names = [name for name in re.split(r"[\s,]+", found[2]) if name and re.search(rf"\b{name}\b", rest)]
        return f"from {found[1]} import ({', '.join(names)})" if names else ""

    return _IMPORT.sub(used, text)


def main() -> None:
    """Compile all forms, and remove the Python of forms that are gone."""
    sources = {form.stem: form for form in sorted(SOURCES.glob("*.ui"))}
    for stale in TARGET.glob("*.py"):
        if stale.stem not in (*sources, "__init__"):
            stale.unlink()
    for name, form in sources.items():
        (TARGET / f"{name}.py").write_text(compiled(form), encoding="utf-8")
    print(f"{len(sources)} forms compiled into {TARGET.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
