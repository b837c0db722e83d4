# -*- coding: utf-8 -*-

################################################################################
## Form generated from reading UI file 'review_page.ui'
##
## Created by: Qt User Interface Compiler
##
## WARNING! All changes made in this file will be lost when recompiling UI file!
################################################################################

from PySide6.QtCore import (QCoreApplication, Qt)

from PySide6.QtWidgets import (QFrame, QHBoxLayout, QPlainTextEdit, QScrollArea, QSizePolicy, QSpacerItem, QStackedWidget, QToolButton, QVBoxLayout, QWidget)

from minoties_desktop.qt.widgets.band import Band
from minoties_desktop.qt.widgets.empty_state import EmptyState
from minoties_desktop.qt.widgets.labels import ElidedLabel

class Ui_ReviewPage(object):
    def setupUi(self, ReviewPage):
        if not ReviewPage.objectName():
            ReviewPage.setObjectName(u"ReviewPage")
        ReviewPage.setProperty(u"gap", u"0")
        self.ReviewPage_layout = QVBoxLayout(ReviewPage)
        self.ReviewPage_layout.setObjectName(u"ReviewPage_layout")
        self.ReviewPage_layout.setContentsMargins(0, 0, 0, 0)
        self.reviewBar = QFrame(ReviewPage)
        self.reviewBar.setObjectName(u"reviewBar")
        self.reviewBar.setProperty(u"band", u"top")
        self.reviewBar.setProperty(u"fixedHeight", u"filter-bar")
        self.reviewBar.setProperty(u"margins", u"3 0 4 0")
        self.reviewBar.setProperty(u"gap", u"3")
        self.reviewBar_layout = QHBoxLayout(self.reviewBar)
        self.reviewBar_layout.setObjectName(u"reviewBar_layout")
        self.reviewBar_layout.setContentsMargins(0, 0, 0, 0)
        self.previousItem = QToolButton(self.reviewBar)
        self.previousItem.setObjectName(u"previousItem")
        self.previousItem.setProperty(u"iconName", u"previous")

        self.reviewBar_layout.addWidget(self.previousItem)

        self.nextItem = QToolButton(self.reviewBar)
        self.nextItem.setObjectName(u"nextItem")
        self.nextItem.setProperty(u"iconName", u"next")

        self.reviewBar_layout.addWidget(self.nextItem)

        self.reviewHeading = ElidedLabel(self.reviewBar)
        self.reviewHeading.setObjectName(u"reviewHeading")
        self.reviewHeading.setProperty(u"textStyle", u"heading")
        self.reviewHeading.setProperty(u"ink", u"strong")

        self.reviewBar_layout.addWidget(self.reviewHeading)

        self.views = QFrame(self.reviewBar)
        self.views.setObjectName(u"views")
        self.views.setProperty(u"gap", u"0")
        self.views_layout = QHBoxLayout(self.views)
        self.views_layout.setObjectName(u"views_layout")
        self.views_layout.setContentsMargins(0, 0, 0, 0)
        self.pageView = QToolButton(self.views)
        self.pageView.setObjectName(u"pageView")
        self.pageView.setProperty(u"segment", True)
        self.pageView.setCheckable(True)
        self.pageView.setProperty(u"textStyle", u"strong")
        self.pageView.setProperty(u"first", True)
        self.pageView.setProperty(u"small", True)
        self.pageView.setChecked(True)

        self.views_layout.addWidget(self.pageView)

        self.wikitextView = QToolButton(self.views)
        self.wikitextView.setObjectName(u"wikitextView")
        self.wikitextView.setProperty(u"segment", True)
        self.wikitextView.setCheckable(True)
        self.wikitextView.setProperty(u"textStyle", u"strong")
        self.wikitextView.setProperty(u"small", True)

        self.views_layout.addWidget(self.wikitextView)

        self.dataView = QToolButton(self.views)
        self.dataView.setObjectName(u"dataView")
        self.dataView.setProperty(u"segment", True)
        self.dataView.setCheckable(True)
        self.dataView.setProperty(u"textStyle", u"strong")
        self.dataView.setProperty(u"small", True)
        self.dataView.setProperty(u"last", True)

        self.views_layout.addWidget(self.dataView)


        self.reviewBar_layout.addWidget(self.views)

        self.reviewBar_layout.setStretch(2, 1)

        self.ReviewPage_layout.addWidget(self.reviewBar)

        self.stack = QStackedWidget(ReviewPage)
        self.stack.setObjectName(u"stack")
        self.reviewBody = QWidget()
        self.reviewBody.setObjectName(u"reviewBody")
        self.reviewBody.setProperty(u"gap", u"0")
        self.reviewBody.setProperty(u"band", u"page")
        self.reviewBody_layout = QVBoxLayout(self.reviewBody)
        self.reviewBody_layout.setObjectName(u"reviewBody_layout")
        self.reviewBody_layout.setContentsMargins(0, 0, 0, 0)
        self.reviewBand = Band(self.reviewBody)
        self.reviewBand.setObjectName(u"reviewBand")

        self.reviewBody_layout.addWidget(self.reviewBand)

        self.texts = QStackedWidget(self.reviewBody)
        self.texts.setObjectName(u"texts")
        self.pageScroll = QScrollArea()
        self.pageScroll.setObjectName(u"pageScroll")
        self.pageScroll.setProperty(u"band", u"grid")
        self.pageScroll.setAlignment(Qt.AlignmentFlag.AlignHCenter|Qt.AlignmentFlag.AlignTop)
        self.pageScroll.setWidgetResizable(True)
        self.pageGround = QWidget()
        self.pageGround.setObjectName(u"pageGround")
        self.pageGround.setProperty(u"maxWidth", u"card-measure")
        self.pageGround.setProperty(u"band", u"grid")
        self.pageGround.setProperty(u"margins", u"5 5 5 5")
        self.pageGround_layout = QVBoxLayout(self.pageGround)
        self.pageGround_layout.setObjectName(u"pageGround_layout")
        self.pageGround_layout.setContentsMargins(0, 0, 0, 0)
        self.pageSheet = QFrame(self.pageGround)
        self.pageSheet.setObjectName(u"pageSheet")
        self.pageSheet.setProperty(u"band", u"card")
        self.pageSheet.setProperty(u"margins", u"6 5 6 5")
        self.pageSheet.setProperty(u"gap", u"4")
        self.pageSheet_layout = QVBoxLayout(self.pageSheet)
        self.pageSheet_layout.setObjectName(u"pageSheet_layout")
        self.pageSheet_layout.setContentsMargins(0, 0, 0, 0)

        self.pageGround_layout.addWidget(self.pageSheet)

        self.spacer_1 = QSpacerItem(0, 0, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Expanding)

        self.pageGround_layout.addItem(self.spacer_1)

        self.pageScroll.setWidget(self.pageGround)
        self.texts.addWidget(self.pageScroll)
        self.wikitext = QPlainTextEdit()
        self.wikitext.setObjectName(u"wikitext")
        self.wikitext.setProperty(u"textStyle", u"code")
        self.wikitext.setReadOnly(True)
        self.wikitext.setProperty(u"code", True)
        self.texts.addWidget(self.wikitext)
        self.data = QPlainTextEdit()
        self.data.setObjectName(u"data")
        self.data.setProperty(u"textStyle", u"code")
        self.data.setReadOnly(True)
        self.data.setProperty(u"code", True)
        self.texts.addWidget(self.data)

        self.reviewBody_layout.addWidget(self.texts)

        self.reviewBody_layout.setStretch(1, 1)
        self.stack.addWidget(self.reviewBody)
        self.empty = EmptyState()
        self.empty.setObjectName(u"empty")
        self.stack.addWidget(self.empty)

        self.ReviewPage_layout.addWidget(self.stack)

        self.ReviewPage_layout.setStretch(1, 1)
        QWidget.setTabOrder(self.previousItem, self.nextItem)
        QWidget.setTabOrder(self.nextItem, self.pageView)
        QWidget.setTabOrder(self.pageView, self.wikitextView)
        QWidget.setTabOrder(self.wikitextView, self.dataView)
        QWidget.setTabOrder(self.dataView, self.wikitext)
        QWidget.setTabOrder(self.wikitext, self.data)

        self.retranslateUi(ReviewPage)
    # setupUi

    def retranslateUi(self, ReviewPage):
#if QT_CONFIG(tooltip)
        self.previousItem.setToolTip(QCoreApplication.translate("ReviewPage", u"review-previous", u"review-previous"))
#endif // QT_CONFIG(tooltip)
#if QT_CONFIG(accessibility)
        self.previousItem.setAccessibleName(QCoreApplication.translate("ReviewPage", u"review-previous", u"review-previous"))
#endif // QT_CONFIG(accessibility)
#if QT_CONFIG(tooltip)
        self.nextItem.setToolTip(QCoreApplication.translate("ReviewPage", u"review-next", u"review-next"))
#endif // QT_CONFIG(tooltip)
#if QT_CONFIG(accessibility)
        self.nextItem.setAccessibleName(QCoreApplication.translate("ReviewPage", u"review-next", u"review-next"))
#endif // QT_CONFIG(accessibility)
        self.reviewHeading.setText(QCoreApplication.translate("ReviewPage", u"review-heading", u"review-heading"))
        self.pageView.setText(QCoreApplication.translate("ReviewPage", u"review-view-page", u"review-view-page"))
        self.wikitextView.setText(QCoreApplication.translate("ReviewPage", u"review-view-wikitext", u"review-view-wikitext"))
        self.dataView.setText(QCoreApplication.translate("ReviewPage", u"review-view-data", u"review-view-data"))
#if QT_CONFIG(accessibility)
        self.wikitext.setAccessibleName(QCoreApplication.translate("ReviewPage", u"review-view-wikitext", u"review-view-wikitext"))
#endif // QT_CONFIG(accessibility)
#if QT_CONFIG(accessibility)
        self.data.setAccessibleName(QCoreApplication.translate("ReviewPage", u"review-view-data", u"review-view-data"))
#endif // QT_CONFIG(accessibility)
        pass
    # retranslateUi

