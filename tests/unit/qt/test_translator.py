"""Forms and code say the same keys, and change language while the window is open."""

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from minoties_desktop.config.messages import Message, Messages, catalogue
from minoties_desktop.qt.translator import KeyTranslator, Speech
from minoties_desktop.qt.window import MainWindow


def test_a_key_is_looked_up_by_the_comment() -> None:
    translator = KeyTranslator(Messages("es"), "LTR")
    assert translator.translate("AnyForm", "anything", "deed-undo") == catalogue("es")["deed-undo"]


def test_qt_goes_on_asking_for_what_is_not_ours() -> None:
    translator = KeyTranslator(Messages("es"), "LTR")
    assert translator.translate("QDialogButtonBox", "OK") is None
    assert translator.translate("AnyForm", "anything", "no-such-key") is None
    assert not translator.isEmpty()


def test_qt_hears_the_reading_direction(qapp: QApplication) -> None:
    speech = Speech("en")
    speech.use("en", "RTL")
    QApplication.processEvents()
    assert QCoreApplication.translate("QGuiApplication", "QT_LAYOUT_DIRECTION") == "RTL"
    assert qapp.layoutDirection() == Qt.LayoutDirection.RightToLeft
    speech.use("en")
    QApplication.processEvents()
    assert qapp.layoutDirection() == Qt.LayoutDirection.LeftToRight
    speech.leave()


def test_names_keep_their_own_direction_in_a_sentence_from_right_to_left(qapp: QApplication) -> None:
    speech = Speech("en")
    speech.use("en", "RTL")
    told = speech.say("import-refused-line", "/media/a.jpg", Message("disk-full", "/b"))
    assert "\u2068/media/a.jpg\u2069" in told and "\u2068/b\u2069" in told
    speech.use("en")
    assert "\u2068" not in speech.say("disk-full", "/b")
    speech.leave()


def test_an_open_window_changes_its_language(window: MainWindow) -> None:
    window.kit.speech.use("el")
    assert window.modes._buttons["grid"].text() == catalogue("el")["deed-show-grid"]
    assert window.form.sideList.model().index(1, 0).data() == catalogue("el")["deed-show-import"]
    assert window.deeds_of["undo"].text() == catalogue("el")["deed-undo"]


def test_no_text_of_a_shown_window_is_a_key(window: MainWindow) -> None:
    from PySide6.QtWidgets import QAbstractButton, QLabel

    for widget in (*window.findChildren(QLabel), *window.findChildren(QAbstractButton)):
        assert "⧼" not in widget.text()
        assert widget.text() not in catalogue("en"), widget.objectName()


def test_qt_speaks_our_languages(qapp: QApplication) -> None:
    """By its own translation, or by our words where it has none; a key of ours is asked first."""
    speech = Speech("es")
    assert QCoreApplication.translate("QFileDialog", "Look in:") == "Ver en:"
    # What Qt asks for and its own translation has not.
    assert QCoreApplication.translate("QFileDialog", "&Look in:") == "Buscar en:"
    assert QCoreApplication.translate("QFileDialog", "Files of &type:") == "Archivos de tipo:"
    assert QCoreApplication.translate("QAbstractFileIconProvider", "Folder") == "Carpeta"
    assert QCoreApplication.translate("QPlatformTheme", "Cancel") == "Cancelar"
    speech.use("el")
    assert QCoreApplication.translate("QFileDialog", "Look in:") == "Αναζήτηση σε:"
    assert QCoreApplication.translate("QPlatformTheme", "Cancel") == "Άκυρο"
    assert QCoreApplication.translate("OneOfOurs", "Look in:") == "Look in:"
    speech.use("en")
    assert QCoreApplication.translate("QFileDialog", "Look in:") == "Look in:"
    speech.leave()
    assert QCoreApplication.translate("QPlatformTheme", "Cancel") == "Cancel"


def test_the_file_dialog_without_one_of_the_system_is_greek(qapp: QApplication, qtbot: QtBot) -> None:
    speech = Speech("el")
    dialog = QFileDialog()
    qtbot.addWidget(dialog)
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    words = {widget.text().replace("&", "") for kind in (QLabel, QPushButton) for widget in dialog.findChildren(kind)}
    speech.leave()
    assert {"Αναζήτηση σε:", "Φάκελος:", "Αρχεία τύπου:", "Επιλογή", "Άκυρο"} <= words
