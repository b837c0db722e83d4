# -*- coding: utf-8 -*-

################################################################################
## Form generated from reading UI file 'sync_page.ui'
##
## Created by: Qt User Interface Compiler
##
## WARNING! All changes made in this file will be lost when recompiling UI file!
################################################################################

from PySide6.QtCore import (QCoreApplication, Qt)

from PySide6.QtWidgets import (QFrame, QHBoxLayout, QLabel, QProgressBar, QPushButton, QScrollArea, QStackedWidget, QVBoxLayout, QWidget)

from minoties_desktop.qt.widgets.band import Band
from minoties_desktop.qt.widgets.delivery_list import DeliveryList
from minoties_desktop.qt.widgets.empty_state import EmptyState
from minoties_desktop.qt.widgets.ladder import Ladder

class Ui_SyncPage(object):
    def setupUi(self, SyncPage):
        if not SyncPage.objectName():
            SyncPage.setObjectName(u"SyncPage")
        SyncPage.setProperty(u"gap", u"0")
        self.SyncPage_layout = QVBoxLayout(SyncPage)
        self.SyncPage_layout.setObjectName(u"SyncPage_layout")
        self.SyncPage_layout.setContentsMargins(0, 0, 0, 0)
        self.scroll = QScrollArea(SyncPage)
        self.scroll.setObjectName(u"scroll")
        self.scroll.setProperty(u"band", u"page")
        self.scroll.setAlignment(Qt.AlignmentFlag.AlignHCenter|Qt.AlignmentFlag.AlignTop)
        self.scroll.setWidgetResizable(True)
        self.scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.body = QWidget()
        self.body.setObjectName(u"body")
        self.body.setProperty(u"maxWidth", u"card-measure")
        self.body.setProperty(u"band", u"page")
        self.body.setProperty(u"margins", u"7 6 7 5")
        self.body.setProperty(u"gap", u"4")
        self.body_layout = QVBoxLayout(self.body)
        self.body_layout.setObjectName(u"body_layout")
        self.body_layout.setContentsMargins(0, 0, 0, 0)
        self.syncHead = QFrame(self.body)
        self.syncHead.setObjectName(u"syncHead")
        self.syncHead.setProperty(u"margins", u"0 0 0 4")
        self.syncHead.setProperty(u"gap", u"3")
        self.syncHead_layout = QHBoxLayout(self.syncHead)
        self.syncHead_layout.setObjectName(u"syncHead_layout")
        self.syncHead_layout.setContentsMargins(0, 0, 0, 0)
        self.syncHeadLines = QVBoxLayout()
        self.syncHeadLines.setObjectName(u"syncHeadLines")
        self.syncHeadLines.setContentsMargins(0, 0, 0, 0)
        self.heading = QLabel(self.syncHead)
        self.heading.setObjectName(u"heading")
        self.heading.setProperty(u"textStyle", u"title")
        self.heading.setProperty(u"ink", u"strong")

        self.syncHeadLines.addWidget(self.heading)

        self.subheading = QLabel(self.syncHead)
        self.subheading.setObjectName(u"subheading")
        self.subheading.setProperty(u"ink", u"subtle")
        self.subheading.setWordWrap(True)

        self.syncHeadLines.addWidget(self.subheading)

        self.receipts = QPushButton(self.syncHead)
        self.receipts.setObjectName(u"receipts")
        self.receipts.setProperty(u"link", True)

        self.syncHeadLines.addWidget(self.receipts, 0, Qt.AlignLeading)


        self.syncHead_layout.addLayout(self.syncHeadLines)

        self.syncDeeds = QFrame(self.syncHead)
        self.syncDeeds.setObjectName(u"syncDeeds")
        self.syncDeeds.setProperty(u"gap", u"3")
        self.limits = QPushButton(self.syncDeeds)
        self.limits.setObjectName(u"limits")
        self.limits.setProperty(u"textStyle", u"strong")
        self.limits.setProperty(u"minHeight", u"button")
        self.limits.setProperty(u"iconName", u"configure")
        self.retryAll = QPushButton(self.syncDeeds)
        self.retryAll.setObjectName(u"retryAll")
        self.retryAll.setProperty(u"textStyle", u"strong")
        self.retryAll.setProperty(u"minHeight", u"button")
        self.retryAll.setProperty(u"iconName", u"reload")
        self.pause = QPushButton(self.syncDeeds)
        self.pause.setObjectName(u"pause")
        self.pause.setProperty(u"textStyle", u"strong")
        self.pause.setProperty(u"minHeight", u"button")
        self.pause.setProperty(u"iconName", u"pause")
        self.startPractice = QPushButton(self.syncDeeds)
        self.startPractice.setObjectName(u"startPractice")
        self.startPractice.setProperty(u"textStyle", u"strong")
        self.startPractice.setProperty(u"minHeight", u"button")
        self.start = QPushButton(self.syncDeeds)
        self.start.setObjectName(u"start")
        self.start.setProperty(u"textStyle", u"strong")
        self.start.setProperty(u"primary", True)
        self.start.setProperty(u"minHeight", u"button")

        self.syncHead_layout.addWidget(self.syncDeeds)

        self.syncHead_layout.setStretch(0, 1)

        self.body_layout.addWidget(self.syncHead)

        self.faultBand = Band(self.body)
        self.faultBand.setObjectName(u"faultBand")

        self.body_layout.addWidget(self.faultBand)

        self.waitBand = Band(self.body)
        self.waitBand.setObjectName(u"waitBand")

        self.body_layout.addWidget(self.waitBand)

        self.ladder = Ladder(self.body)
        self.ladder.setObjectName(u"ladder")

        self.body_layout.addWidget(self.ladder)

        self.totals = QFrame(self.body)
        self.totals.setObjectName(u"totals")
        self.totals.setProperty(u"band", u"card")
        self.totals.setProperty(u"margins", u"5 4 5 4")
        self.totals.setProperty(u"gap", u"3")
        self.totals_layout = QVBoxLayout(self.totals)
        self.totals_layout.setObjectName(u"totals_layout")
        self.totals_layout.setContentsMargins(0, 0, 0, 0)
        self.totalsLine = QFrame(self.totals)
        self.totalsLine.setObjectName(u"totalsLine")
        self.totalsLine.setProperty(u"gap", u"4")
        self.totalsLine_layout = QHBoxLayout(self.totalsLine)
        self.totalsLine_layout.setObjectName(u"totalsLine_layout")
        self.totalsLine_layout.setContentsMargins(0, 0, 0, 0)
        self.doneParts = QFrame(self.totalsLine)
        self.doneParts.setObjectName(u"doneParts")
        self.doneParts.setProperty(u"gap", u"4")
        self.doneParts_layout = QHBoxLayout(self.doneParts)
        self.doneParts_layout.setObjectName(u"doneParts_layout")
        self.doneParts_layout.setContentsMargins(0, 0, 0, 0)
        self.doneNumber = QLabel(self.doneParts)
        self.doneNumber.setObjectName(u"doneNumber")
        self.doneNumber.setProperty(u"textStyle", u"title")
        self.doneNumber.setProperty(u"ink", u"strong")

        self.doneParts_layout.addWidget(self.doneNumber)

        self.doneWords = QLabel(self.doneParts)
        self.doneWords.setObjectName(u"doneWords")
        self.doneWords.setProperty(u"ink", u"subtle")

        self.doneParts_layout.addWidget(self.doneWords)

        self.doneParts_layout.setStretch(1, 1)

        self.totalsLine_layout.addWidget(self.doneParts)

        self.progress = QProgressBar(self.totalsLine)
        self.progress.setObjectName(u"progress")
        self.progress.setTextVisible(False)

        self.totalsLine_layout.addWidget(self.progress)

        self.restParts = QFrame(self.totalsLine)
        self.restParts.setObjectName(u"restParts")
        self.restParts.setProperty(u"gap", u"4")
        self.restParts_layout = QHBoxLayout(self.restParts)
        self.restParts_layout.setObjectName(u"restParts_layout")
        self.restParts_layout.setContentsMargins(0, 0, 0, 0)
        self.bytesText = QLabel(self.restParts)
        self.bytesText.setObjectName(u"bytesText")
        self.bytesText.setProperty(u"ink", u"subtle")

        self.restParts_layout.addWidget(self.bytesText)

        self.rateText = QLabel(self.restParts)
        self.rateText.setObjectName(u"rateText")
        self.rateText.setProperty(u"ink", u"subtle")

        self.restParts_layout.addWidget(self.rateText)

        self.endText = QLabel(self.restParts)
        self.endText.setObjectName(u"endText")
        self.endText.setProperty(u"textStyle", u"strong")
        self.endText.setProperty(u"ink", u"strong")

        self.restParts_layout.addWidget(self.endText)

        self.restParts_layout.setStretch(2, 1)

        self.totalsLine_layout.addWidget(self.restParts)

        self.totalsLine_layout.setStretch(1, 1)

        self.totals_layout.addWidget(self.totalsLine)

        self.chips = QFrame(self.totals)
        self.chips.setObjectName(u"chips")
        self.chips.setProperty(u"gap", u"5")

        self.totals_layout.addWidget(self.chips)

        self.limitText = QLabel(self.totals)
        self.limitText.setObjectName(u"limitText")
        self.limitText.setProperty(u"textStyle", u"small")
        self.limitText.setProperty(u"ink", u"subtle")
        self.limitText.setWordWrap(True)

        self.totals_layout.addWidget(self.limitText)


        self.body_layout.addWidget(self.totals)

        self.cards = QFrame(self.body)
        self.cards.setObjectName(u"cards")
        self.cards.setProperty(u"gap", u"4")
        self.cards_layout = QVBoxLayout(self.cards)
        self.cards_layout.setObjectName(u"cards_layout")
        self.cards_layout.setContentsMargins(0, 0, 0, 0)

        self.body_layout.addWidget(self.cards)

        self.stack = QStackedWidget(self.body)
        self.stack.setObjectName(u"stack")
        self.rowsCard = QFrame()
        self.rowsCard.setObjectName(u"rowsCard")
        self.rowsCard.setProperty(u"band", u"card")
        self.rowsCard.setProperty(u"margins", u"2 2 2 2")
        self.rowsCard_layout = QVBoxLayout(self.rowsCard)
        self.rowsCard_layout.setObjectName(u"rowsCard_layout")
        self.rowsCard_layout.setContentsMargins(0, 0, 0, 0)
        self.rows = DeliveryList(self.rowsCard)
        self.rows.setObjectName(u"rows")

        self.rowsCard_layout.addWidget(self.rows)

        self.rowsCard_layout.setStretch(0, 1)
        self.stack.addWidget(self.rowsCard)
        self.empty = EmptyState()
        self.empty.setObjectName(u"empty")
        self.stack.addWidget(self.empty)

        self.body_layout.addWidget(self.stack)

        self.body_layout.setStretch(6, 1)
        self.scroll.setWidget(self.body)

        self.SyncPage_layout.addWidget(self.scroll)

        QWidget.setTabOrder(self.limits, self.retryAll)
        QWidget.setTabOrder(self.retryAll, self.pause)
        QWidget.setTabOrder(self.pause, self.startPractice)
        QWidget.setTabOrder(self.startPractice, self.start)
        QWidget.setTabOrder(self.start, self.rows)

        self.retranslateUi(SyncPage)
    # setupUi

    def retranslateUi(self, SyncPage):
        self.heading.setText(QCoreApplication.translate("SyncPage", u"sync-page-heading", u"sync-page-heading"))
        self.receipts.setText(QCoreApplication.translate("SyncPage", u"sync-receipts-practice", u"sync-receipts-practice"))
        self.limits.setText(QCoreApplication.translate("SyncPage", u"sync-limits", u"sync-limits"))
        self.retryAll.setText(QCoreApplication.translate("SyncPage", u"sync-retry-all", u"sync-retry-all"))
        self.pause.setText(QCoreApplication.translate("SyncPage", u"deed-pause-sync", u"deed-pause-sync"))
        self.startPractice.setText(QCoreApplication.translate("SyncPage", u"deed-sync-now", u"deed-sync-now"))
        self.start.setText(QCoreApplication.translate("SyncPage", u"deed-sync-now", u"deed-sync-now"))
#if QT_CONFIG(accessibility)
        self.progress.setAccessibleName(QCoreApplication.translate("SyncPage", u"sync-progress-name", u"sync-progress-name"))
#endif // QT_CONFIG(accessibility)
#if QT_CONFIG(accessibility)
        self.rows.setAccessibleName(QCoreApplication.translate("SyncPage", u"sync-rows-name", u"sync-rows-name"))
#endif // QT_CONFIG(accessibility)
        pass
    # retranslateUi

