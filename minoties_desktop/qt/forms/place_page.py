# -*- coding: utf-8 -*-

################################################################################
## Form generated from reading UI file 'place_page.ui'
##
## Created by: Qt User Interface Compiler
##
## WARNING! All changes made in this file will be lost when recompiling UI file!
################################################################################

from PySide6.QtCore import (QCoreApplication, Qt)

from PySide6.QtWidgets import (QFrame, QHBoxLayout, QLabel, QLineEdit, QPushButton, QScrollArea, QSizePolicy, QSlider, QSpacerItem, QVBoxLayout, QWidget)

from minoties_desktop.qt.widgets.combo import Combo
from minoties_desktop.qt.widgets.empty_state import EmptyState
from minoties_desktop.qt.widgets.map_view import MapView
from minoties_desktop.qt.widgets.moment_bars import MomentBars

class Ui_PlacePage(object):
    def setupUi(self, PlacePage):
        if not PlacePage.objectName():
            PlacePage.setObjectName(u"PlacePage")
        self.PlacePage_layout = QVBoxLayout(PlacePage)
        self.PlacePage_layout.setSpacing(0)
        self.PlacePage_layout.setObjectName(u"PlacePage_layout")
        self.PlacePage_layout.setContentsMargins(0, 0, 0, 0)
        self.work = QWidget(PlacePage)
        self.work.setObjectName(u"work")
        self.work_layout = QVBoxLayout(self.work)
        self.work_layout.setSpacing(0)
        self.work_layout.setObjectName(u"work_layout")
        self.work_layout.setContentsMargins(0, 0, 0, 0)
        self.placeHead = QFrame(self.work)
        self.placeHead.setObjectName(u"placeHead")
        self.placeHead.setProperty(u"band", u"top")
        self.placeHead.setProperty(u"minHeight", u"filter-bar")
        self.placeHead.setProperty(u"margins", u"4 0 4 0")
        self.placeHead.setProperty(u"gap", u"3")
        self.placeHead_layout = QHBoxLayout(self.placeHead)
        self.placeHead_layout.setObjectName(u"placeHead_layout")
        self.placeHead_layout.setContentsMargins(0, 0, 0, 0)
        self.countLabel = QLabel(self.placeHead)
        self.countLabel.setObjectName(u"countLabel")
        self.countLabel.setProperty(u"textStyle", u"heading")

        self.placeHead_layout.addWidget(self.countLabel)

        self.trackChips = QFrame(self.placeHead)
        self.trackChips.setObjectName(u"trackChips")
        self.trackChips.setProperty(u"gap", u"2")
        self.trackChips_layout = QHBoxLayout(self.trackChips)
        self.trackChips_layout.setObjectName(u"trackChips_layout")
        self.trackChips_layout.setContentsMargins(0, 0, 0, 0)

        self.placeHead_layout.addWidget(self.trackChips)

        self.addTrack = QPushButton(self.placeHead)
        self.addTrack.setObjectName(u"addTrack")
        self.addTrack.setProperty(u"iconName", u"add")
        self.addTrack.setProperty(u"textStyle", u"small")

        self.placeHead_layout.addWidget(self.addTrack)

        self.spacerItem = QSpacerItem(0, 0, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.placeHead_layout.addItem(self.spacerItem)

        self.joinLabel = QLabel(self.placeHead)
        self.joinLabel.setObjectName(u"joinLabel")
        self.joinLabel.setProperty(u"textStyle", u"small")
        self.joinLabel.setProperty(u"ink", u"subtle")

        self.placeHead_layout.addWidget(self.joinLabel)

        self.join = Combo(self.placeHead)
        self.join.setObjectName(u"join")
        self.join.setProperty(u"minHeight", u"field")

        self.placeHead_layout.addWidget(self.join)


        self.work_layout.addWidget(self.placeHead)

        self.map = MapView(self.work)
        self.map.setObjectName(u"map")
        self.map.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

        self.work_layout.addWidget(self.map)

        self.panelScroll = QScrollArea(self.work)
        self.panelScroll.setObjectName(u"panelScroll")
        self.panelScroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.panelScroll.setWidgetResizable(True)
        self.panelScroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.clockPanel = QFrame()
        self.clockPanel.setObjectName(u"clockPanel")
        self.clockPanel.setProperty(u"band", u"bottom")
        self.clockPanel.setProperty(u"margins", u"5 3 5 2")
        self.clockPanel.setProperty(u"gap", u"3")
        self.clockPanel_layout = QVBoxLayout(self.clockPanel)
        self.clockPanel_layout.setObjectName(u"clockPanel_layout")
        self.clockPanel_layout.setContentsMargins(0, 0, 0, 0)
        self.nearRow = QFrame(self.clockPanel)
        self.nearRow.setObjectName(u"nearRow")
        self.nearRow.setProperty(u"gap", u"3")
        self.nearIcon = QLabel(self.nearRow)
        self.nearIcon.setObjectName(u"nearIcon")
        self.nearIcon.setProperty(u"iconName", u"mapPin")
        self.nearIcon.setProperty(u"tint", u"text-subtle")
        self.nearWords = QLabel(self.nearRow)
        self.nearWords.setObjectName(u"nearWords")
        self.nearWords.setProperty(u"textStyle", u"small")
        self.useNear = QPushButton(self.nearRow)
        self.useNear.setObjectName(u"useNear")
        self.useNear.setProperty(u"textStyle", u"small")
        self.useNear.setProperty(u"small", True)
        self.copyPlace = QPushButton(self.nearRow)
        self.copyPlace.setObjectName(u"copyPlace")
        self.copyPlace.setProperty(u"textStyle", u"small")
        self.copyPlace.setProperty(u"small", True)
        self.putHere = QPushButton(self.nearRow)
        self.putHere.setObjectName(u"putHere")
        self.putHere.setProperty(u"textStyle", u"small")
        self.putHere.setProperty(u"small", True)
        self.whatEnd = QFrame(self.nearRow)
        self.whatEnd.setObjectName(u"whatEnd")
        self.whatEnd_layout = QHBoxLayout(self.whatEnd)
        self.whatEnd_layout.setObjectName(u"whatEnd_layout")
        self.whatEnd_layout.setContentsMargins(0, 0, 0, 0)
        self.spacerItem1 = QSpacerItem(0, 0, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.whatEnd_layout.addItem(self.spacerItem1)

        self.what = Combo(self.whatEnd)
        self.what.setObjectName(u"what")
        self.what.setProperty(u"minHeight", u"button-small")

        self.whatEnd_layout.addWidget(self.what)


        self.clockPanel_layout.addWidget(self.nearRow)

        self.clockRow = QFrame(self.clockPanel)
        self.clockRow.setObjectName(u"clockRow")
        self.clockRow.setProperty(u"gap", u"3")
        self.clockLabel = QLabel(self.clockRow)
        self.clockLabel.setObjectName(u"clockLabel")
        self.clockLabel.setProperty(u"textStyle", u"strong")
        self.body = Combo(self.clockRow)
        self.body.setObjectName(u"body")
        self.body.setProperty(u"minHeight", u"field")
        self.offset = QLineEdit(self.clockRow)
        self.offset.setObjectName(u"offset")
        self.offset.setProperty(u"minHeight", u"field")
        self.offset.setProperty(u"maxWidth", u"offset-field")
        self.offsetWords = QLabel(self.clockRow)
        self.offsetWords.setObjectName(u"offsetWords")
        self.offsetWords.setProperty(u"ink", u"subtle")
        self.sourceWords = QLabel(self.clockRow)
        self.sourceWords.setObjectName(u"sourceWords")
        self.sourceWords.setProperty(u"textStyle", u"small")
        self.sourceWords.setProperty(u"ink", u"success")
        self.placedWordsEnd = QFrame(self.clockRow)
        self.placedWordsEnd.setObjectName(u"placedWordsEnd")
        self.placedWordsEnd_layout = QHBoxLayout(self.placedWordsEnd)
        self.placedWordsEnd_layout.setObjectName(u"placedWordsEnd_layout")
        self.placedWordsEnd_layout.setContentsMargins(0, 0, 0, 0)
        self.spacerItem2 = QSpacerItem(0, 0, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.placedWordsEnd_layout.addItem(self.spacerItem2)

        self.placedWords = QLabel(self.placedWordsEnd)
        self.placedWords.setObjectName(u"placedWords")
        self.placedWords.setProperty(u"textStyle", u"strong")

        self.placedWordsEnd_layout.addWidget(self.placedWords)


        self.clockPanel_layout.addWidget(self.clockRow)

        self.clockTools = QFrame(self.clockPanel)
        self.clockTools.setObjectName(u"clockTools")
        self.clockTools.setProperty(u"gap", u"3")
        self.qrButton = QPushButton(self.clockTools)
        self.qrButton.setObjectName(u"qrButton")
        self.qrButton.setProperty(u"textStyle", u"small")
        self.qrButton.setProperty(u"small", True)
        self.clockPhoto = QPushButton(self.clockTools)
        self.clockPhoto.setObjectName(u"clockPhoto")
        self.clockPhoto.setProperty(u"textStyle", u"small")
        self.clockPhoto.setProperty(u"small", True)
        self.clockTime = QLineEdit(self.clockTools)
        self.clockTime.setObjectName(u"clockTime")
        self.clockTime.setProperty(u"minHeight", u"field")
        self.useClock = QPushButton(self.clockTools)
        self.useClock.setObjectName(u"useClock")
        self.useClock.setProperty(u"textStyle", u"small")
        self.useClock.setProperty(u"small", True)
        self.zoneWordsEnd = QFrame(self.clockTools)
        self.zoneWordsEnd.setObjectName(u"zoneWordsEnd")
        self.zoneWordsEnd_layout = QHBoxLayout(self.zoneWordsEnd)
        self.zoneWordsEnd_layout.setObjectName(u"zoneWordsEnd_layout")
        self.zoneWordsEnd_layout.setContentsMargins(0, 0, 0, 0)
        self.spacerItem3 = QSpacerItem(0, 0, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.zoneWordsEnd_layout.addItem(self.spacerItem3)

        self.zoneWords = QLabel(self.zoneWordsEnd)
        self.zoneWords.setObjectName(u"zoneWords")
        self.zoneWords.setProperty(u"textStyle", u"small")
        self.zoneWords.setProperty(u"ink", u"subtle")

        self.zoneWordsEnd_layout.addWidget(self.zoneWords)


        self.clockPanel_layout.addWidget(self.clockTools)

        self.slider = QSlider(self.clockPanel)
        self.slider.setObjectName(u"slider")
        self.slider.setMinimum(-600)
        self.slider.setMaximum(600)
        self.slider.setPageStep(60)
        self.slider.setOrientation(Qt.Orientation.Horizontal)

        self.clockPanel_layout.addWidget(self.slider)

        self.ticks = QFrame(self.clockPanel)
        self.ticks.setObjectName(u"ticks")
        self.ticks_layout = QHBoxLayout(self.ticks)
        self.ticks_layout.setObjectName(u"ticks_layout")
        self.ticks_layout.setContentsMargins(0, 0, 0, 0)
        self.tickFirst = QLabel(self.ticks)
        self.tickFirst.setObjectName(u"tickFirst")
        self.tickFirst.setProperty(u"textStyle", u"small")
        self.tickFirst.setProperty(u"ink", u"subtle")

        self.ticks_layout.addWidget(self.tickFirst)

        self.spacerItem4 = QSpacerItem(0, 0, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.ticks_layout.addItem(self.spacerItem4)

        self.tickMiddle = QLabel(self.ticks)
        self.tickMiddle.setObjectName(u"tickMiddle")
        self.tickMiddle.setProperty(u"textStyle", u"small")
        self.tickMiddle.setProperty(u"ink", u"subtle")

        self.ticks_layout.addWidget(self.tickMiddle)

        self.spacerItem5 = QSpacerItem(0, 0, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.ticks_layout.addItem(self.spacerItem5)

        self.tickLast = QLabel(self.ticks)
        self.tickLast.setObjectName(u"tickLast")
        self.tickLast.setProperty(u"textStyle", u"small")
        self.tickLast.setProperty(u"ink", u"subtle")

        self.ticks_layout.addWidget(self.tickLast)


        self.clockPanel_layout.addWidget(self.ticks)

        self.bars = MomentBars(self.clockPanel)
        self.bars.setObjectName(u"bars")

        self.clockPanel_layout.addWidget(self.bars)

        self.warnRow = QFrame(self.clockPanel)
        self.warnRow.setObjectName(u"warnRow")
        self.warnRow.setProperty(u"gap", u"2")
        self.warnRow_layout = QHBoxLayout(self.warnRow)
        self.warnRow_layout.setObjectName(u"warnRow_layout")
        self.warnRow_layout.setContentsMargins(0, 0, 0, 0)
        self.warnIcon = QLabel(self.warnRow)
        self.warnIcon.setObjectName(u"warnIcon")
        self.warnIcon.setProperty(u"iconName", u"alert")
        self.warnIcon.setProperty(u"tint", u"warning")

        self.warnRow_layout.addWidget(self.warnIcon)

        self.warnWords = QLabel(self.warnRow)
        self.warnWords.setObjectName(u"warnWords")
        self.warnWords.setWordWrap(True)
        self.warnWords.setProperty(u"ink", u"warning")
        self.warnWords.setProperty(u"textStyle", u"small")

        self.warnRow_layout.addWidget(self.warnWords)

        self.showLost = QPushButton(self.warnRow)
        self.showLost.setObjectName(u"showLost")
        self.showLost.setProperty(u"textStyle", u"small")
        self.showLost.setProperty(u"small", True)

        self.warnRow_layout.addWidget(self.showLost)

        self.warnRow_layout.setStretch(1, 1)

        self.clockPanel_layout.addWidget(self.warnRow)

        self.panelScroll.setWidget(self.clockPanel)

        self.work_layout.addWidget(self.panelScroll)

        self.footRow = QFrame(self.work)
        self.footRow.setObjectName(u"footRow")
        self.footRow.setProperty(u"gap", u"3")
        self.footRow.setProperty(u"band", u"window")
        self.footRow.setProperty(u"margins", u"5 2 5 3")
        self.footRow_layout = QHBoxLayout(self.footRow)
        self.footRow_layout.setObjectName(u"footRow_layout")
        self.footRow_layout.setContentsMargins(0, 0, 0, 0)
        self.stillWords = QLabel(self.footRow)
        self.stillWords.setObjectName(u"stillWords")
        self.stillWords.setProperty(u"textStyle", u"small")
        self.stillWords.setProperty(u"ink", u"subtle")
        self.stillWords.setWordWrap(True)

        self.footRow_layout.addWidget(self.stillWords)

        self.apply = QPushButton(self.footRow)
        self.apply.setObjectName(u"apply")
        self.apply.setProperty(u"primary", True)
        self.apply.setProperty(u"textStyle", u"strong")
        self.apply.setProperty(u"minHeight", u"button")

        self.footRow_layout.addWidget(self.apply)

        self.footRow_layout.setStretch(0, 1)

        self.work_layout.addWidget(self.footRow)

        self.work_layout.setStretch(1, 1)

        self.PlacePage_layout.addWidget(self.work)

        self.empty = EmptyState(PlacePage)
        self.empty.setObjectName(u"empty")

        self.PlacePage_layout.addWidget(self.empty)

#if QT_CONFIG(shortcut)
        self.joinLabel.setBuddy(self.join)
        self.clockLabel.setBuddy(self.body)
#endif // QT_CONFIG(shortcut)
        QWidget.setTabOrder(self.addTrack, self.join)
        QWidget.setTabOrder(self.join, self.map)
        QWidget.setTabOrder(self.map, self.what)
        QWidget.setTabOrder(self.what, self.useNear)
        QWidget.setTabOrder(self.useNear, self.copyPlace)
        QWidget.setTabOrder(self.copyPlace, self.putHere)
        QWidget.setTabOrder(self.putHere, self.body)
        QWidget.setTabOrder(self.body, self.offset)
        QWidget.setTabOrder(self.offset, self.qrButton)
        QWidget.setTabOrder(self.qrButton, self.clockPhoto)
        QWidget.setTabOrder(self.clockPhoto, self.clockTime)
        QWidget.setTabOrder(self.clockTime, self.useClock)
        QWidget.setTabOrder(self.useClock, self.slider)
        QWidget.setTabOrder(self.slider, self.showLost)
        QWidget.setTabOrder(self.showLost, self.apply)

        self.retranslateUi(PlacePage)
    # setupUi

    def retranslateUi(self, PlacePage):
        self.addTrack.setText(QCoreApplication.translate("PlacePage", u"place-add-track", u"place-add-track"))
        self.joinLabel.setText(QCoreApplication.translate("PlacePage", u"place-join", u"place-join"))
#if QT_CONFIG(accessibility)
        self.join.setAccessibleName(QCoreApplication.translate("PlacePage", u"place-join-name", u"place-join-name"))
#endif // QT_CONFIG(accessibility)
#if QT_CONFIG(accessibility)
        self.map.setAccessibleName(QCoreApplication.translate("PlacePage", u"place-map-name", u"place-map-name"))
#endif // QT_CONFIG(accessibility)
        self.useNear.setText(QCoreApplication.translate("PlacePage", u"place-near-name", u"place-near-name"))
        self.copyPlace.setText(QCoreApplication.translate("PlacePage", u"place-copy-name", u"place-copy-name"))
        self.putHere.setText(QCoreApplication.translate("PlacePage", u"place-put-name", u"place-put-name"))
#if QT_CONFIG(accessibility)
        self.what.setAccessibleName(QCoreApplication.translate("PlacePage", u"place-what-name", u"place-what-name"))
#endif // QT_CONFIG(accessibility)
        self.clockLabel.setText(QCoreApplication.translate("PlacePage", u"place-clock", u"place-clock"))
#if QT_CONFIG(accessibility)
        self.body.setAccessibleName(QCoreApplication.translate("PlacePage", u"place-body-name", u"place-body-name"))
#endif // QT_CONFIG(accessibility)
#if QT_CONFIG(accessibility)
        self.offset.setAccessibleName(QCoreApplication.translate("PlacePage", u"place-offset-name", u"place-offset-name"))
#endif // QT_CONFIG(accessibility)
#if QT_CONFIG(tooltip)
        self.offset.setToolTip(QCoreApplication.translate("PlacePage", u"place-offset-tip", u"place-offset-tip"))
#endif // QT_CONFIG(tooltip)
        self.qrButton.setText(QCoreApplication.translate("PlacePage", u"place-qr-show", u"place-qr-show"))
        self.clockPhoto.setText(QCoreApplication.translate("PlacePage", u"place-clock-photo", u"place-clock-photo"))
#if QT_CONFIG(accessibility)
        self.clockTime.setAccessibleName(QCoreApplication.translate("PlacePage", u"place-clock-time-name", u"place-clock-time-name"))
#endif // QT_CONFIG(accessibility)
        self.clockTime.setPlaceholderText(QCoreApplication.translate("PlacePage", u"place-clock-time-tip", u"place-clock-time-tip"))
        self.useClock.setText(QCoreApplication.translate("PlacePage", u"place-clock-use", u"place-clock-use"))
#if QT_CONFIG(accessibility)
        self.slider.setAccessibleName(QCoreApplication.translate("PlacePage", u"place-slider-name", u"place-slider-name"))
#endif // QT_CONFIG(accessibility)
#if QT_CONFIG(accessibility)
        self.bars.setAccessibleName(QCoreApplication.translate("PlacePage", u"place-bars-name", u"place-bars-name"))
#endif // QT_CONFIG(accessibility)
        self.showLost.setText(QCoreApplication.translate("PlacePage", u"place-show-lost", u"place-show-lost"))
        self.stillWords.setText(QCoreApplication.translate("PlacePage", u"place-nothing-changed", u"place-nothing-changed"))
        self.apply.setText(QCoreApplication.translate("PlacePage", u"place-apply-any", u"place-apply-any"))
        pass
    # retranslateUi

