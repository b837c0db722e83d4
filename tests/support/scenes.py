"""Photographs that look like some, drawn by Qt: for screenshots and for windows in tests."""

from __future__ import annotations

import math
import random
from pathlib import Path

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QLinearGradient, QPainter, QPolygonF, QRadialGradient


def draw(path: Path, seed: int, *, upright: bool = False, width: int = 900) -> None:
    """Write one scene as a JPEG, no two seeds alike: a mountain, a weaving, a jar or a row of houses."""
    chance = random.Random(seed)
    size = QSize(width * 2 // 3, width) if upright else QSize(width, width * 2 // 3)
    image = QImage(size, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    (_mountain, _weaving, _jar, _houses)[seed % 4](painter, QRectF(image.rect()), chance)
    painter.end()
    path.parent.mkdir(parents=True, exist_ok=True)
    image.save(str(path), "JPEG", 90)


def _sky(painter: QPainter, rect: QRectF, top: QColor, bottom: QColor) -> None:
    gradient = QLinearGradient(rect.topLeft(), rect.bottomLeft())
    gradient.setColorAt(0, top)
    gradient.setColorAt(1, bottom)
    painter.fillRect(rect, gradient)


def _colour(chance: random.Random, saturation: int = 150, value: int = 190) -> QColor:
    return QColor.fromHsv(chance.randrange(360), saturation, value)


def _mountain(painter: QPainter, rect: QRectF, chance: random.Random) -> None:
    hue = chance.randrange(190, 280)
    _sky(painter, rect, QColor.fromHsv(hue, 130, 200), QColor.fromHsv((hue + 330) % 360, 60, 245))
    top = QPointF(rect.width() * chance.uniform(0.35, 0.65), rect.height() * chance.uniform(0.2, 0.35))
    base = rect.height() * 0.72
    painter.setBrush(QColor(92, 100, 122))
    painter.drawPolygon(QPolygonF([top, QPointF(rect.width() * 0.95, base), QPointF(rect.width() * 0.05, base)]))
    painter.setBrush(QColor(240, 244, 250))
    reach = rect.height() * 0.14
    painter.drawPolygon(QPolygonF([top, top + QPointF(reach, reach), top + QPointF(0, reach * 0.7),
                                   top + QPointF(-reach, reach)]))
    painter.fillRect(QRectF(0, base, rect.width(), rect.height() - base), QColor.fromHsv(hue, 110, 120))


def _weaving(painter: QPainter, rect: QRectF, chance: random.Random) -> None:
    painter.fillRect(rect, _colour(chance, 190, 110))
    step = rect.width() / chance.randrange(7, 11)
    colours = [_colour(chance, 200, 200), QColor(240, 230, 210), _colour(chance, 120, 230)]
    for row in range(int(rect.height() / step) + 1):
        for column in range(int(rect.width() / step) + 1):
            middle = QPointF((column + row % 2 / 2) * step, row * step)
            painter.setBrush(colours[(row + column) % 3])
            half = step * 0.42
            painter.drawPolygon(QPolygonF([middle + QPointF(0, -half), middle + QPointF(half, 0),
                                           middle + QPointF(0, half), middle + QPointF(-half, 0)]))


def _jar(painter: QPainter, rect: QRectF, chance: random.Random) -> None:
    ground = QRadialGradient(rect.center(), rect.width() * 0.7)
    ground.setColorAt(0, QColor(205, 202, 196))
    ground.setColorAt(1, _colour(chance, 40, 110))
    painter.fillRect(rect, ground)
    painter.setBrush(QColor.fromHsv(chance.randrange(8, 40), 160, 190))
    high = min(rect.width(), rect.height())
    middle = rect.center()
    painter.drawEllipse(middle + QPointF(0, high * 0.1), high * 0.26, high * 0.28)
    painter.drawRect(QRectF(middle.x() - high * 0.09, middle.y() - high * 0.34, high * 0.18, high * 0.24))
    painter.setBrush(QColor(245, 225, 190))
    for number in range(9):
        angle = math.radians(-60 + number * 15)
        painter.drawEllipse(middle + QPointF(math.sin(angle) * high * 0.2, high * 0.08), high * 0.014, high * 0.02)


def _houses(painter: QPainter, rect: QRectF, chance: random.Random) -> None:
    _sky(painter, rect, QColor(120, 170, 220), QColor(225, 235, 240))
    x = 0.0
    while x < rect.width():
        wide = rect.width() * chance.uniform(0.12, 0.22)
        high = rect.height() * chance.uniform(0.35, 0.6)
        painter.fillRect(QRectF(x, rect.height() * 0.85 - high, wide, high), _colour(chance, 110, 215))
        for row in range(3):
            for column in range(2):
                left, top = x + wide * (0.2 + column * 0.4), rect.height() * 0.85 - high * (0.85 - row * 0.28)
                painter.fillRect(QRectF(left, top, wide * 0.2, high * 0.13), QColor(60, 66, 80))
        x += wide
    painter.fillRect(QRectF(0, rect.height() * 0.85, rect.width(), rect.height() * 0.15), QColor(110, 108, 104))
