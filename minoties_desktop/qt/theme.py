"""The look, from one file of tokens: palette, style sheet, fonts and sizes, for light, dark and high contrast."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from string import Template
from typing import Any

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QFontInfo, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication, QFrame, QWidget

from ..config.resources import resource

_ROLES = (
    ("Window", "surface-window"), ("WindowText", "text-base"), ("Base", "surface-base"),
    ("AlternateBase", "surface-window"), ("Text", "text-base"), ("Button", "surface-raised"),
    ("ButtonText", "text-base"), ("BrightText", "on-accent"), ("Highlight", "selection-fill"),
    ("HighlightedText", "text-base"), ("Accent", "accent"), ("Link", "link"), ("LinkVisited", "link"),
    ("PlaceholderText", "text-placeholder"), ("ToolTipBase", "surface-raised"), ("ToolTipText", "text-base"),
    ("Light", "surface-raised"), ("Midlight", "surface-hover"), ("Mid", "border-subtle"),
    ("Dark", "border-control"), ("Shadow", "text-strong"),
)
_SYSTEM = Qt.ColorScheme.Unknown
_BANDS = {"error": "error", "warning": "warning", "success": "success", "notice": "border-control"}
"""The colours of the frames that bands have where lines are stronger."""
_CONTRAST = {"border-hairline": "border-control", "border-subtle": "border-control"}


_INNER = 13  # paddings inside a control, from 0 on, that are no step of the scale of distances


class _Sheet(Template):
    idpattern = "[a-z][a-z0-9-]*"


@dataclass(frozen=True)
class Tokens:
    """One state of the look. `generation` grows with each, so that painters know when their caches are stale.

    `scale` is the platform's text size over the 13 px that the sizes in the file are drawn for.
    """

    source: dict[str, Any]
    dark: bool
    contrast: bool
    font: QFont
    scale: float
    generation: int
    _colours: dict[str, QColor] = field(default_factory=dict)

    def colour(self, name: str) -> QColor:
        """A colour by its role, as `text-subtle`."""
        if name not in self._colours:
            meant = _CONTRAST.get(name, name) if self.contrast else name
            self._colours[name] = QColor(self.source["colour"][meant]["dark" if self.dark else "light"])
        return self._colours[name]

    def size(self, name: str) -> int:
        """A length in device independent pixels, grown with the platform's text size."""
        return max(1, round(self.source["size"][name] * self.scale))

    def count(self, name: str) -> int:
        """A number that is no length, as given."""
        return self.source["size"][name]

    def space(self, step: int) -> int:
        """A step of the scale of distances: 1 to 8 for 2 to 48."""
        return round(self.source["space"][str(step)] * self.scale) if step else 0

    def radius(self, name: str) -> int:
        """The radius of corners: small, base, large, pill or track."""
        return int(self.source["radius"][name] * self.scale)  # Qt leaves corners square that do not fit

    def text(self, style: str) -> QFont:
        """The font of a text style: micro, small, body, strong, heading, title, display or code."""
        style_of = self.source["type"][style]
        font = QFont(self.font)
        if font.pixelSize() > 0:
            font.setPixelSize(max(1, round(font.pixelSize() * style_of["ratio"])))
        else:
            font.setPointSizeF(font.pointSizeF() * style_of["ratio"])
        font.setWeight(QFont.Weight(style_of["weight"]))
        if "fixed" in style_of:
            font.setFamilies(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont).families())
        return font

    def palette(self) -> QPalette:
        """The palette of the whole application; nothing is taken from the platform's."""
        palette = QPalette()
        for role, name in _ROLES:
            palette.setColor(getattr(QPalette.ColorRole, role), self.colour(name))
        for role in ("Text", "WindowText", "ButtonText"):
            palette.setColor(
                QPalette.ColorGroup.Disabled, getattr(QPalette.ColorRole, role), self.colour("text-disabled"))
        return palette

    def style_sheet(self) -> str:
        """The one style sheet, for forms; big views paint themselves."""
        values = {name: self.colour(name).name() for name in self.source["colour"]}
        values |= {f"size-{name}": f"{self.size(name)}px" for name in self.source["size"]}
        values |= {f"space-{step}": f"{self.space(int(step))}px" for step in self.source["space"]}
        values |= {f"radius-{name}": f"{self.radius(name)}px" for name in self.source["radius"]}
        inner = {f"half-{name}": f"{self.size(name) // 2}px" for name in ("handle", "avatar", "step", "check")}
        inner |= {f"at-{length}": f"{round(length * self.scale)}px" for length in range(_INNER)}
        inner |= {f"band-{kind}": self.colour(line if self.contrast else f"{kind}-subtle").name()
                  for kind, line in _BANDS.items()}
        rtl = QGuiApplication.layoutDirection() == Qt.LayoutDirection.RightToLeft
        inner |= {"start": "right", "end": "left"} if rtl else {"start": "left", "end": "right"}
        inner |= {name: resource("style", f"{name}.svg").as_posix() for name in ("check", "clear")}
        return _Sheet(resource("style", "app.qss").read_text(encoding="utf-8")).substitute(values | inner)


class Theme(QObject):
    """Keeps the application in its look: the person's choice, else the system's, followed live."""

    changed = Signal()

    def __init__(self, app: QApplication, choice: str = "system", *, contrast: bool = False) -> None:
        super().__init__(app)
        self._app = app
        self._contrast = contrast
        self._font = app.font()
        self._source = json.loads(resource("style", "tokens.json").read_text(encoding="utf-8"))
        self._applying = False
        self._choice = _SYSTEM
        self.tokens = self._make(1)
        app.setStyle("Fusion")
        self.choose(choice)
        app.styleHints().colorSchemeChanged.connect(self._on_scheme_changed)
        # Signals, no event filter: that would have every event of every widget come by here.
        app.fontChanged.connect(self._on_font_changed)
        app.layoutDirectionChanged.connect(self._apply)

    def choose(self, choice: str) -> None:
        """Take `system`, `light` or `dark`."""
        scheme = {"light": Qt.ColorScheme.Light, "dark": Qt.ColorScheme.Dark}.get(choice, _SYSTEM)
        self._choice = scheme
        self._app.styleHints().setColorScheme(scheme)
        self._apply()

    def set_contrast(self, high: bool) -> None:
        """Switch the frames and lines of high contrast."""
        self._contrast = high
        self._apply()

    def set_font(self, font: QFont) -> None:
        """Take another interface font and size; everything scales with it."""
        self._font = font
        self._apply()

    def leave(self) -> None:
        """Follow the application no longer; for the end of a window that does not end the process."""
        self._app.fontChanged.disconnect(self._on_font_changed)
        self._app.layoutDirectionChanged.disconnect(self._apply)
        self._app.styleHints().colorSchemeChanged.disconnect(self._on_scheme_changed)
        self.deleteLater()

    def _on_font_changed(self) -> None:
        if not self._applying and self._app.font() != self._font:
            self._font = self._app.font()
            self._apply()

    def _on_scheme_changed(self) -> None:
        if not self._applying:
            self._apply()

    def _make(self, generation: int) -> Tokens:
        scheme = self._app.styleHints().colorScheme() if self._choice is _SYSTEM else self._choice
        dark = scheme == Qt.ColorScheme.Dark
        scale = QFontInfo(self._font).pixelSize() / self._source["type"]["body"]["pixels"]
        return Tokens(self._source, dark, self._contrast, QFont(self._font), scale, generation)

    def _apply(self) -> None:
        self._applying = True
        self.tokens = self._make(self.tokens.generation + 1)
        # To take one sheet away and give another costs Qt a sixth of replacing it.
        self._app.setStyleSheet("")
        self._app.setFont(self._font)
        self._app.setPalette(self.tokens.palette())
        self._app.setStyleSheet(self.tokens.style_sheet())
        self._applying = False
        self.changed.emit()


def mark(widget: QWidget, **properties: Any) -> None:
    """Set properties that the style sheet looks at, and let it look again."""
    stale = False
    for name, value in properties.items():
        if widget.property(name) != value:
            widget.setProperty(name, value)
            stale = True
    if stale:
        widget.style().unpolish(widget)
        widget.style().polish(widget)
        if isinstance(widget, QFrame):  # it asks for its paddings only then
            QCoreApplication.sendEvent(widget, QEvent(QEvent.Type.StyleChange))
        widget.update()
