"""The window: a PySide6 that does not lose None and True, and looks that come from the tokens alone."""

import ast
import json
import re
import subprocess
import sys
from itertools import product

import pytest

from minoties_desktop.app import guard
from minoties_desktop.config.messages import Messages
from minoties_desktop.domain.errors import EnvironmentFault
from tests.support.source import ROOT, Source, calls, source, sources
from tests.support.verdict import nothing

# Returns of virtual methods and emitted signals must leave the counts of None, True and False as they were:
# PySide6 6.12.0 takes one away each time, and Python before 3.12 aborts when none is left.
COUNTS = """
import json, sys
from PySide6.QtCore import QAbstractTableModel, QCoreApplication, QIdentityProxyModel, QModelIndex, QObject, Qt, Signal

class Model(QAbstractTableModel):
    def rowCount(self, parent=QModelIndex()): return 10
    def columnCount(self, parent=QModelIndex()): return 1
    def data(self, index, role=Qt.DisplayRole): return role == Qt.CheckStateRole or None
    def headerData(self, section, orientation, role=Qt.DisplayRole): return None

class Bell(QObject):
    rung = Signal(object)
    def event(self, event): return True

app = QCoreApplication([])
model, proxy, bell = Model(), QIdentityProxyModel(), Bell()
proxy.setSourceModel(model)
index = proxy.index(0, 0)
bell.rung.connect(lambda value: None)

def once():
    proxy.data(index, Qt.DecorationRole); proxy.data(index, Qt.CheckStateRole)
    proxy.headerData(0, Qt.Horizontal, Qt.DisplayRole)
    bell.rung.emit(None); bell.rung.emit(True); bell.setProperty("x", False)

once()
before = [sys.getrefcount(value) for value in (None, True, False)]
for _ in range(100): once()
print(json.dumps([now - then for then, now in zip(before, map(sys.getrefcount, (None, True, False)))]))
"""
_COLOUR = re.compile(r"#[0-9a-fA-F]{3,8}\b|\brgba?\(")
_PIXELS = re.compile(r"\b\d+px\b")
_SETS_SIZE = re.compile(r"set(Fixed|Minimum|Maximum)(Width|Height|Size)|setContentsMargins|setSpacing|setIconSize"
                        r"|setPointSize|setPixelSize|setGridSize")


def test_rows_of_forms_stand_in_a_plain_layout() -> None:
    """QFormLayout gives its rows the heights that they have at another width: their last words are cut."""
    assert not [path.name for folder, kind in (("ui", "*.ui"), ("minoties_desktop", "**/*.py"))
                for path in (ROOT / folder).glob(kind) if "QFormLayout" in path.read_text(encoding="utf-8")]


def test_pyside_keeps_none_true_and_false() -> None:
    done = subprocess.run([sys.executable, "-c", COUNTS], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert all(abs(change) < 50 for change in json.loads(done.stdout)), done.stdout


@pytest.mark.parametrize(("version", "python", "fits"), [
    ("6.11.3", (3, 11), True), ("6.12.0", (3, 11), False), ("6.12.0", (3, 12), True), ("6.10.1", (3, 13), False),
    ("7.0", (3, 11), False),
])
def test_a_pyside_that_aborts_is_refused_in_words(version: str, python: tuple[int, int], fits: bool) -> None:
    if fits:
        guard(version, python)
    else:
        with pytest.raises(EnvironmentFault) as caught:
            guard(version, python)
        assert version in Messages().text(caught.value.message)


def looks(module: Source) -> list[str]:
    """Colours and lengths written into code. 0 and 1 are no lengths but none and a hair line."""
    found = []
    for node in module.nodes:
        if isinstance(node, ast.Constant) and isinstance(node.value, str) \
                and (_COLOUR.search(node.value) or _PIXELS.search(node.value)):
            found.append(f"{module.where(node)}: {node.value!r}")
    for name, call in calls(module):
        numbers = [value.value for value in ast.walk(call) if isinstance(value, ast.Constant)
                   and type(value.value) in (int, float)]
        texts = [value for value in call.args if isinstance(value, ast.Constant) and isinstance(value.value, str)]
        sized = _SETS_SIZE.fullmatch(name) and any(isinstance(value, ast.Constant) for value in call.args)
        if (name == "QColor" and (numbers or texts)) or (sized and any(number > 1 for number in numbers)):
            found.append(f"{module.where(call)}: {ast.unparse(call)}")
    return found


def test_colours_and_lengths_come_from_the_tokens() -> None:
    nothing(found for module in sources("qt", "app") for found in looks(module))


@pytest.mark.parametrize("line", [
    "label.setStyleSheet('color: #ff0000')", "QColor('red')", "QColor(10, 20, 30)", "widget.setFixedWidth(320)",
    "widget.setStyleSheet('padding: 4px')", "layout.setContentsMargins(8, 8, 8, 8)",
])
def test_a_look_in_the_code_is_noticed(line: str) -> None:
    assert looks(source(line, "qt/example.py"))
    assert not looks(source("widget.setFixedWidth(tokens.size('side'))\nlayout.setSpacing(0)", "qt/example.py"))


def items_of_layouts(module: Source) -> list[str]:
    """Items asked of a layout: PySide believes in them when Qt has deleted them."""
    return [module.where(call) for name, call in calls(module) if name in ("itemAt", "itemAtPosition")]


def test_no_layout_is_asked_for_its_items() -> None:
    nothing(found for module in sources("qt", "app") for found in items_of_layouts(module))
    assert items_of_layouts(source("part = row.layout().itemAt(0).widget()", "qt/example.py"))


def screens_of_widgets(module: Source) -> list[str]:
    """Screens asked of a widget: PySide destroys them with it."""
    return [module.where(call) for name, call in calls(module) if name == "screen" and not call.args]


def test_no_widget_is_asked_for_its_screen() -> None:
    nothing(found for module in sources("qt", "app") for found in screens_of_widgets(module))
    assert screens_of_widgets(source("room = self.window().screen().size()", "qt/example.py"))


# A window that is garbage in a circle: whoever looks at the screen after it finds what was destroyed.
GARBAGE = """
import gc
from PySide6.QtWidgets import QApplication, QDialog
from minoties_desktop.qt.screens import screen_of

app = QApplication([])
gc.disable()
for number in range(2):
    dialog = QDialog()
    dialog.itself = dialog
    screen_of(dialog)
del dialog
gc.collect()
shown = QDialog()
shown.show()
app.processEvents()
print([screen_of(shown).size().width() for look in range(100)][0])
"""


def test_a_window_that_is_garbage_leaves_its_screen_alone() -> None:
    done = subprocess.run([sys.executable, "-c", GARBAGE], capture_output=True, text=True)
    assert done.returncode == 0 and done.stdout.strip().isdigit(), done.stderr


def open_painters(module: Source) -> list[str]:
    """Painters that an exception would leave active: the window's store would be shown in the middle of it."""
    held = {id(item.context_expr) for node in module.nodes if isinstance(node, ast.With) for item in node.items}
    return [module.where(call) for name, call in calls(module) if name == "QPainter" and id(call) not in held]


def test_every_painter_ends_whatever_happens() -> None:
    nothing((found for module in sources("qt", "app") for found in open_painters(module)), "with QPainter(...):")
    assert open_painters(source("painter = QPainter(self)", "qt/example.py"))
    assert not open_painters(source("with QPainter(self) as painter:\n    painter.drawPoint(1, 1)", "qt/example.py"))


TOKENS = ROOT / "resources" / "style" / "tokens.json"
TEXTS = ("text-base", "text-subtle")
_BANDS = ("success-subtle", "warning-subtle", "error-subtle", "notice-subtle", "accent-subtle")
PAIRS = [
    *product(TEXTS, ("surface-base", "surface-window", "surface-raised", "surface-hover", "surround-grid",
                     "surround-loupe", "selection-fill", *_BANDS), (4.5,)),
    *product(("text-placeholder", "text-strong", "link", "link-red"), ("surface-base", "surface-window"), (4.5,)),
    *product(("success", "warning", "error"), ("surface-base", "surface-window", "surface-raised", "surround-grid",
                                               "selection-fill"), (4.5,)),
    *((name, f"{name}-subtle", 4.5) for name in ("success", "warning", "error")),
    *product(("text-subtle", "text-base"), ("map-land", "map-water"), (4.5,)),
    *product(("progress-fill", "warning", "focus-ring"), ("map-land", "map-water", "surface-base"), (3.0,)),
    *product(("on-accent",), ("accent", "accent-hover", "accent-active"), (4.5,)),
    *product(("selection-frame", "focus-ring"), ("surface-base", "surface-window", "surround-grid"), (3.0,)),
    *product(("border-control", "progress-fill"), ("surface-base", "surface-window"), (3.0,)),
]


def luminance(colour: str) -> float:
    """WCAG 2's relative luminance of #rrggbb."""
    parts = (int(colour[at:at + 2], 16) / 255 for at in (1, 3, 5))
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """WCAG 2's contrast of two colours, 1 to 21."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def test_contrast_is_reckoned_as_wcag_does() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_everything_can_be_read(theme: str) -> None:
    colours = {name: both[theme] for name, both in json.loads(TOKENS.read_text())["colour"].items()}
    nothing(f"{text} on {ground}: {contrast(colours[text], colours[ground]):.2f}, needs {needed}"
            for text, ground, needed in PAIRS if contrast(colours[text], colours[ground]) < needed)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_nothing_beside_a_picture_has_a_tint(theme: str) -> None:
    colours = {name: both[theme] for name, both in json.loads(TOKENS.read_text())["colour"].items()}
    for name in ("surround-grid", "surround-loupe"):
        assert len({colours[name][at:at + 2] for at in (1, 3, 5)}) == 1
