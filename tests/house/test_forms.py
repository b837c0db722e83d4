"""Forms are freshly compiled, can be used by everybody, and hold neither style nor pixels nor sentences."""

import importlib.util
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import pytest

from tests.support.source import PACKAGE, ROOT
from tests.support.verdict import nothing

FORMS = sorted((ROOT / "ui").glob("*.ui"))
COMPILED = PACKAGE / "qt" / "forms"
# Sizes come from the tokens and the font (qt/dress.py), colours from the theme.
FORBIDDEN = {"styleSheet", "minimumSize", "maximumSize", "baseSize", "sizeIncrement", "font", "palette", "icon"}
# What takes the keyboard and shows no text of its own.
WORDLESS = {
    "QLineEdit", "QTextEdit", "QPlainTextEdit", "QComboBox", "QSpinBox", "QDoubleSpinBox", "QDateEdit",
    "QDateTimeEdit", "QSlider", "QListView", "QTableView", "QTreeView", "QListWidget", "QTableWidget", "QTreeWidget",
    "QTextBrowser", "QGraphicsView", "QProgressBar",
}
BUTTONS = {"QPushButton", "QToolButton", "QCheckBox", "QRadioButton", "QCommandLinkButton"}
TYPED = {"QLineEdit", "QTextEdit", "QPlainTextEdit", "QComboBox", "QSpinBox", "QDoubleSpinBox"}


def uic() -> object:
    spec = importlib.util.spec_from_file_location("forms_tool", ROOT / "packaging" / "forms.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def text_of(widget: ElementTree.Element, name: str) -> str:
    found = widget.find(f"property[@name='{name}']/")
    return (found.text or "") if found is not None else ""


def faults(form: ElementTree.Element) -> list[str]:
    """What is wrong with a form, each by the name of the widget."""
    classes = {custom.findtext("class"): custom.findtext("extends") for custom in form.iter("customwidget")}
    widgets = [(widget, classes.get(widget.get("class"), widget.get("class"))) for widget in form.iter("widget")]
    buddies = {text_of(widget, "buddy") for widget, _ in widgets}
    root = form.find("widget")
    found = []
    for widget, kind in widgets:
        name = widget.get("name")
        for given in widget.findall("property"):
            if given.get("name") in FORBIDDEN or (given.get("name") == "geometry" and widget is not root):
                found.append(f"{name}: {given.get('name')} does not belong into a form")
        named = name in buddies or text_of(widget, "accessibleName")
        if kind in WORDLESS and not named:
            found.append(f"{name}: neither a buddy nor an accessible name")
        if kind in BUTTONS and not (named or text_of(widget, "text")):
            found.append(f"{name}: neither a text nor an accessible name")
    typed = {widget.get("name") for widget, kind in widgets if kind in TYPED}
    stops = {stop.text for stop in form.iter("tabstop")}
    if len(typed) > 1:
        found += [f"{name}: not in the tab order" for name in typed - stops]
    found += [f"{text.text!r}: a text without a key as its comment" for text in form.iter("string")
              if (text.text or "").strip() and text.get("notr") != "true" and not text.get("comment")]
    return found


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.stem)
def test_a_form_is_fresh(form: Path) -> None:
    committed = (COMPILED / f"{form.stem}.py").read_text(encoding="utf-8")
    assert committed == uic().compiled(form), "run: python3 packaging/dev.py forms"


def test_nothing_compiled_is_left_over() -> None:
    assert {path.stem for path in COMPILED.glob("*.py")} == {"__init__", *(form.stem for form in FORMS)}


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.stem)
def test_a_form_can_be_used_by_everybody(form: Path) -> None:
    nothing(faults(ElementTree.parse(form).getroot()))


GOOD = """<ui><widget class="QWidget" name="Page"><property name="geometry"><rect/></property>
  <widget class="QLabel" name="label"><property name="text"><string comment="field-title">Title</string></property>
    <property name="buddy"><cstring>title</cstring></property></widget>
  <widget class="QLineEdit" name="title"/></widget></ui>"""


@pytest.mark.parametrize("change", [
    ("<cstring>title</cstring>", "<cstring>other</cstring>"),
    (' comment="field-title"', ""),
    ('<widget class="QLineEdit" name="title"/>', '<widget class="QLineEdit" name="title">'
     '<property name="minimumSize"><size/></property></widget>'),
    ('<widget class="QLineEdit" name="title"/>', '<widget class="QLineEdit" name="title">'
     '<property name="styleSheet"><string notr="true">color: red</string></property></widget>'),
    ('<widget class="QLineEdit" name="title"/>', '<widget class="QLineEdit" name="title"/>'
     '<widget class="QToolButton" name="more"/>'),
    ('<widget class="QLineEdit" name="title"/>', '<widget class="QLineEdit" name="title"/>'
     '<widget class="QComboBox" name="more"><property name="accessibleName"><string comment="x">M</string></property>'
     '</widget>'),
])
def test_a_bad_form_is_noticed(change: tuple[str, str]) -> None:
    assert faults(ElementTree.fromstring(GOOD)) == []
    assert faults(ElementTree.fromstring(GOOD.replace(*change))) != []
