"""Thumbnails: decoded beside the window's thread as they are asked for, the newest request first, the last kept."""

from __future__ import annotations

import threading
from collections import OrderedDict
from pathlib import Path

from PySide6.QtCore import QObject, QRunnable, QSize, Qt, QThreadPool, QTimer, Signal
from PySide6.QtGui import QColorSpace, QImage, QImageReader, QPixelFormat, QPixmap

KEPT = 500
WHOLE = 1_000_000
"""More pixels than any picture has: it is read at its own size."""
_WAITING = 200  # older requests have been scrolled past
_TOGETHER_MS = 30

_Key = tuple[str, int]


class Thumbnails(QObject):
    """Pixmaps of picture files that fit into a square of a number of device pixels."""

    arrived = Signal(str)
    """A path whose picture can be painted now."""
    torn = Signal(str)
    """A path whose picture can't be read."""
    some_arrived = Signal()
    """Pictures can be painted now; told for several at once, since each painting paints all that is seen."""
    _decoded = Signal(str, int, QImage)

    def __init__(self, parent: QObject | None = None, most: int = KEPT) -> None:
        super().__init__(parent)
        self._most = most
        self._kept: OrderedDict[_Key, QPixmap] = OrderedDict()
        self._asked: set[_Key] = set()
        self._waiting: list[_Key] = []
        self._lock = threading.Lock()
        self._pool = QThreadPool(self)
        self._telling = QTimer(self)
        self._telling.setSingleShot(True)
        self._telling.setInterval(_TOGETHER_MS)
        self._telling.timeout.connect(self.some_arrived)
        self._decoded.connect(self._on_decoded, Qt.ConnectionType.QueuedConnection)

    def pixmap(self, path: Path, pixels: int) -> QPixmap | None:
        """The picture if it is at hand; else None, and it will `arrive`. A null pixmap: it cannot be read."""
        key = (str(path), pixels)
        found = self._kept.get(key)
        if found is not None:
            self._kept.move_to_end(key)
            return found
        if key not in self._asked:
            self._asked.add(key)
            with self._lock:
                self._waiting.append(key)
                for dropped in self._waiting[:-_WAITING]:
                    self._asked.discard(dropped)
                del self._waiting[:-_WAITING]
            self._pool.start(_Decoding(self))
        return None

    def forget(self, path: Path | str) -> None:
        """The file has changed: decode it anew when it is next asked for."""
        for key in [key for key in self._kept if key[0] == str(path)]:
            del self._kept[key]

    def forget_all(self) -> None:
        """Give the memory of all pictures back."""
        self._kept.clear()

    def wait(self) -> None:
        """Wait until everything asked for is decoded."""
        self._pool.waitForDone()

    def close(self) -> None:
        """Finish what is being decoded and take nothing new."""
        with self._lock:
            self._waiting.clear()
        self._pool.waitForDone()

    def decode_next(self) -> None:
        """Decode the newest waiting picture; runs on the pool's threads."""
        with self._lock:
            if not self._waiting:
                return
            path, pixels = self._waiting.pop()
        self._decoded.emit(path, pixels, read_scaled(path, pixels))

    def _on_decoded(self, path: str, pixels: int, image: QImage) -> None:
        key = (path, pixels)
        self._asked.discard(key)
        self._kept[key] = QPixmap.fromImage(image) if not image.isNull() else QPixmap()
        if image.isNull():
            self.torn.emit(path)
        if len(self._kept) > self._most:
            self._kept.popitem(last=False)
        self.arrived.emit(path)
        if not self._telling.isActive():
            self._telling.start()


def read_scaled(path: str, pixels: int) -> QImage:
    """A picture turned upright that fits a square, in sRGB; a null image if the file cannot be read."""
    reader = QImageReader(path)
    reader.setAutoTransform(True)
    size = reader.size()
    if size.isValid() and max(size.width(), size.height()) > pixels:
        reader.setScaledSize(size.scaled(QSize(pixels, pixels), Qt.AspectRatioMode.KeepAspectRatio))
    image = reader.read()
    own, screen = image.colorSpace(), QColorSpace(QColorSpace.NamedColorSpace.SRgb)
    in_colours = image.pixelFormat().colorModel() == QPixelFormat.ColorModel.RGB
    if in_colours and own.isValid() and own != screen:
        image.convertToColorSpace(screen)
    return image


class _Decoding(QRunnable):
    def __init__(self, thumbnails: Thumbnails) -> None:
        super().__init__()
        self._thumbnails = thumbnails

    def run(self) -> None:
        self._thumbnails.decode_next()
