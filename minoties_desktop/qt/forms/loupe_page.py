# -*- coding: utf-8 -*-

################################################################################
## Form generated from reading UI file 'loupe_page.ui'
##
## Created by: Qt User Interface Compiler
##
## WARNING! All changes made in this file will be lost when recompiling UI file!
################################################################################

from PySide6.QtCore import (QCoreApplication, Qt)

from PySide6.QtWidgets import (QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget)

from minoties_desktop.qt.widgets.film_strip import FilmStrip
from minoties_desktop.qt.widgets.picture_view import PictureView

class Ui_LoupePage(object):
    def setupUi(self, LoupePage):
        if not LoupePage.objectName():
            LoupePage.setObjectName(u"LoupePage")
        LoupePage.setProperty(u"gap", u"0")
        self.LoupePage_layout = QVBoxLayout(LoupePage)
        self.LoupePage_layout.setObjectName(u"LoupePage_layout")
        self.LoupePage_layout.setContentsMargins(0, 0, 0, 0)
        self.picture = PictureView(LoupePage)
        self.picture.setObjectName(u"picture")
        self.picture.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

        self.LoupePage_layout.addWidget(self.picture)

        self.marksBar = QFrame(LoupePage)
        self.marksBar.setObjectName(u"marksBar")
        self.marksBar.setProperty(u"band", u"bottom")
        self.marksBar.setProperty(u"fixedHeight", u"filter-bar")
        self.marksBar.setProperty(u"margins", u"4 0 4 0")
        self.marksBar.setProperty(u"gap", u"3")
        self.marksBar_layout = QHBoxLayout(self.marksBar)
        self.marksBar_layout.setObjectName(u"marksBar_layout")
        self.marksBar_layout.setContentsMargins(0, 0, 0, 0)
        self.flagIcon = QLabel(self.marksBar)
        self.flagIcon.setObjectName(u"flagIcon")

        self.marksBar_layout.addWidget(self.flagIcon)

        self.flagText = QLabel(self.marksBar)
        self.flagText.setObjectName(u"flagText")
        self.flagText.setProperty(u"textStyle", u"strong")

        self.marksBar_layout.addWidget(self.flagText)

        self.keyPick = QLabel(self.marksBar)
        self.keyPick.setObjectName(u"keyPick")
        self.keyPick.setProperty(u"fixedHeight", u"label-key")
        self.keyPick.setProperty(u"key", True)
        self.keyPick.setProperty(u"textStyle", u"small")

        self.marksBar_layout.addWidget(self.keyPick)

        self.keyReject = QLabel(self.marksBar)
        self.keyReject.setObjectName(u"keyReject")
        self.keyReject.setProperty(u"fixedHeight", u"label-key")
        self.keyReject.setProperty(u"key", True)
        self.keyReject.setProperty(u"textStyle", u"small")

        self.marksBar_layout.addWidget(self.keyReject)

        self.keyUnmark = QLabel(self.marksBar)
        self.keyUnmark.setObjectName(u"keyUnmark")
        self.keyUnmark.setProperty(u"fixedHeight", u"label-key")
        self.keyUnmark.setProperty(u"key", True)
        self.keyUnmark.setProperty(u"textStyle", u"small")

        self.marksBar_layout.addWidget(self.keyUnmark)

        self.starsText = QLabel(self.marksBar)
        self.starsText.setObjectName(u"starsText")

        self.marksBar_layout.addWidget(self.starsText)

        self.keyStars = QLabel(self.marksBar)
        self.keyStars.setObjectName(u"keyStars")
        self.keyStars.setProperty(u"fixedHeight", u"label-key")
        self.keyStars.setProperty(u"key", True)
        self.keyStars.setProperty(u"textStyle", u"small")

        self.marksBar_layout.addWidget(self.keyStars)

        self.labelText = QLabel(self.marksBar)
        self.labelText.setObjectName(u"labelText")
        self.labelText.setProperty(u"fixedHeight", u"label-key")

        self.marksBar_layout.addWidget(self.labelText)

        self.keyLabels = QLabel(self.marksBar)
        self.keyLabels.setObjectName(u"keyLabels")
        self.keyLabels.setProperty(u"fixedHeight", u"label-key")
        self.keyLabels.setProperty(u"key", True)
        self.keyLabels.setProperty(u"textStyle", u"small")

        self.marksBar_layout.addWidget(self.keyLabels)

        self.marksEnd = QWidget(self.marksBar)
        self.marksEnd.setObjectName(u"marksEnd")

        self.marksBar_layout.addWidget(self.marksEnd)

        self.zoomText = QLabel(self.marksBar)
        self.zoomText.setObjectName(u"zoomText")
        self.zoomText.setProperty(u"textStyle", u"small")
        self.zoomText.setProperty(u"ink", u"subtle")

        self.marksBar_layout.addWidget(self.zoomText)

        self.keyZoom = QLabel(self.marksBar)
        self.keyZoom.setObjectName(u"keyZoom")
        self.keyZoom.setProperty(u"fixedHeight", u"label-key")
        self.keyZoom.setProperty(u"key", True)
        self.keyZoom.setProperty(u"textStyle", u"small")

        self.marksBar_layout.addWidget(self.keyZoom)

        self.compareText = QLabel(self.marksBar)
        self.compareText.setObjectName(u"compareText")
        self.compareText.setProperty(u"textStyle", u"small")
        self.compareText.setProperty(u"ink", u"subtle")

        self.marksBar_layout.addWidget(self.compareText)

        self.keyCompare = QLabel(self.marksBar)
        self.keyCompare.setObjectName(u"keyCompare")
        self.keyCompare.setProperty(u"fixedHeight", u"label-key")
        self.keyCompare.setProperty(u"key", True)
        self.keyCompare.setProperty(u"textStyle", u"small")

        self.marksBar_layout.addWidget(self.keyCompare)

        self.surroundText = QLabel(self.marksBar)
        self.surroundText.setObjectName(u"surroundText")
        self.surroundText.setProperty(u"textStyle", u"small")
        self.surroundText.setProperty(u"ink", u"subtle")

        self.marksBar_layout.addWidget(self.surroundText)

        self.keySurround = QLabel(self.marksBar)
        self.keySurround.setObjectName(u"keySurround")
        self.keySurround.setProperty(u"fixedHeight", u"label-key")
        self.keySurround.setProperty(u"key", True)
        self.keySurround.setProperty(u"textStyle", u"small")

        self.marksBar_layout.addWidget(self.keySurround)

        self.placeText = QLabel(self.marksBar)
        self.placeText.setObjectName(u"placeText")
        self.placeText.setProperty(u"textStyle", u"strong")
        self.placeText.setProperty(u"ink", u"strong")

        self.marksBar_layout.addWidget(self.placeText)

        self.marksBar_layout.setStretch(9, 1)

        self.LoupePage_layout.addWidget(self.marksBar)

        self.film = FilmStrip(LoupePage)
        self.film.setObjectName(u"film")

        self.LoupePage_layout.addWidget(self.film)

        self.LoupePage_layout.setStretch(0, 1)
        QWidget.setTabOrder(self.picture, self.film)

        self.retranslateUi(LoupePage)
    # setupUi

    def retranslateUi(self, LoupePage):
#if QT_CONFIG(accessibility)
        self.picture.setAccessibleName(QCoreApplication.translate("LoupePage", u"window-loupe-name", u"window-loupe-name"))
#endif // QT_CONFIG(accessibility)
        self.zoomText.setText(QCoreApplication.translate("LoupePage", u"loupe-close", u"loupe-close"))
        self.compareText.setText(QCoreApplication.translate("LoupePage", u"loupe-compare", u"loupe-compare"))
        self.surroundText.setText(QCoreApplication.translate("LoupePage", u"loupe-surround", u"loupe-surround"))
#if QT_CONFIG(accessibility)
        self.film.setAccessibleName(QCoreApplication.translate("LoupePage", u"window-film-name", u"window-film-name"))
#endif // QT_CONFIG(accessibility)
        pass
    # retranslateUi

