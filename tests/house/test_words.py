"""No sentence in code: what a person reads comes from a message key; and ruff is content."""

import ast
import re
import subprocess
import sys

import pytest

from tests.support.source import ROOT, Source, calls, literal, source, sources
from tests.support.verdict import nothing

# Calls whose texts a person reads: their position among the arguments (None: all), or a named argument.
SAYS = {
    "setText": 0, "setToolTip": 0, "setStatusTip": 0, "setWhatsThis": 0, "setWindowTitle": 0, "setTitle": 0,
    "setPlaceholderText": 0, "setAccessibleName": 0, "setAccessibleDescription": 0, "setPlainText": 0, "setHtml": 0,
    "setHeaderLabels": 0, "setSpecialValueText": 0, "setSuffix": 0, "setPrefix": 0, "setLabelText": 0,
    "addAction": None, "addMenu": None, "addTab": None, "addItem": None, "addItems": None, "addButton": None,
    "QAction": None, "QLabel": None, "QPushButton": None, "QToolButton": None, "QCheckBox": None,
    "QRadioButton": None, "QGroupBox": None, "QMenu": None, "QMessageBox": None, "showMessage": 0,
    "information": None, "warning": None, "critical": None, "question": None,
    "getOpenFileNames": None, "getOpenFileName": None, "getExistingDirectory": None, "getSaveFileName": None,
    "echo": 0, "secho": 0, "prompt": 0, "confirm": 0, "ClickException": 0, "UsageError": 0, "BadParameter": 0,
    "Fault": None, "RetryLater": None, "AskPerson": None, "Refused": None, "Bug": None, "EnvironmentFault": None,
    "UsageFault": None,
}
NAMED = {"help", "short_help", "epilog", "metavar_help", "prompt", "text", "title", "toolTip"}
LOGGERS = {"log", "logger", "logging", "_log", "_logger"}
_WORD = re.compile(r"[^\W\d_]{2,}")
_WORDS = re.compile(r"[^\W\d_]{2,}\s+[^\W\d_]{2,}")
_KEY = re.compile(r"[a-z0-9*_]+([-_.][a-z0-9*_]+)*")


def sentences(module: Source) -> list[str]:
    """Texts for people that stand in the code: several words, or one with a capital letter, where a person looks."""
    found = []
    for name, call in calls(module):
        if name in SAYS and not _is_a_log(call):
            position = SAYS[name]
            shown = call.args if position is None else call.args[position:position + 1]
            found += [f"{module.where(call)}: {text!r}" for node in shown for text in _texts(node) if _is_said(text)]
        found += [f"{module.where(call)}: {text!r}" for word in call.keywords if word.arg in NAMED
                  for text in _texts(word.value) if _WORDS.search(text)]
    return found


def _texts(node: ast.AST) -> list[str]:
    if isinstance(node, ast.List | ast.Tuple):
        return [text for element in node.elts for text in _texts(element)]
    if isinstance(node, ast.IfExp):
        return [*_texts(node.body), *_texts(node.orelse)]
    if isinstance(node, ast.BinOp):
        return [*_texts(node.left), *_texts(node.right)]
    text = literal(node)
    return [] if text is None else [text]


def _is_said(text: str) -> bool:
    return bool(_WORDS.search(text) or (_WORD.search(text) and not _KEY.fullmatch(text)))


def _is_a_log(call: ast.Call) -> bool:
    owner = call.func.value if isinstance(call.func, ast.Attribute) else None
    return isinstance(owner, ast.Name) and owner.id in LOGGERS


def test_no_sentence_stands_in_the_code() -> None:
    nothing(sentence for module in sources() for sentence in sentences(module))


@pytest.mark.parametrize("line", [
    "label.setText('Nothing is queued.')", "button.setToolTip('Undo')", "click.echo(f'{count} files done')",
    "raise EnvironmentFault('The disk is full')", "menu.addAction('Open')", "click.option('--site', help='which wiki')",
    "label.setText('Ready' if ready else 'Not yet')",
])
def test_a_sentence_in_the_code_is_noticed(line: str) -> None:
    assert sentences(source(line))


@pytest.mark.parametrize("line", [
    "label.setText(say('window-empty'))", "label.setText('–')", "log.warning('Slow answer from %s', host)",
    "click.echo(json.dumps(answer))", "raise Refused(Message('error-name', name), code='name')",
])
def test_what_is_no_sentence_passes(line: str) -> None:
    assert not sentences(source(line))


def test_ruff_is_content() -> None:
    done = subprocess.run([sys.executable, "-m", "ruff", "check", "--no-cache", "--output-format", "concise", "."],
                          cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


def test_nothing_is_named_after_a_machine() -> None:
    homes = re.compile(r"/(home|root|Users)/\w+|[A-Z]:\\\\Users")
    kept = [*ROOT.glob("*.md"), *ROOT.glob("*.toml")]
    for folder in ("minoties_desktop", "packaging", "resources", "ui"):
        kept += (ROOT / folder).rglob("*")
    texts = [path for path in kept if path.suffix in (".py", ".md", ".toml", ".json", ".ui", ".qss")]
    assert len(texts) > 30
    nothing(f"{path}: {found[0]}" for path in texts if (found := homes.search(path.read_text(encoding="utf-8"))))
