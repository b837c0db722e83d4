# -*- coding: utf-8 -*-

################################################################################
## Form generated from reading UI file 'metadata_panel.ui'
##
## Created by: Qt User Interface Compiler
##
## WARNING! All changes made in this file will be lost when recompiling UI file!
################################################################################

from PySide6.QtCore import (QCoreApplication, Qt)

from PySide6.QtWidgets import (QFrame, QGridLayout, QHBoxLayout, QLabel, QScrollArea, QSizePolicy, QSpacerItem, QTabBar, QVBoxLayout, QWidget)

from minoties_desktop.qt.widgets.band import Band
from minoties_desktop.qt.widgets.labels import ElidedLabel
from minoties_desktop.qt.widgets.mosaic import Mosaic

class Ui_MetadataPanel(object):
    def setupUi(self, MetadataPanel):
        if not MetadataPanel.objectName():
            MetadataPanel.setObjectName(u"MetadataPanel")
        MetadataPanel.setProperty(u"gap", u"0")
        MetadataPanel.setProperty(u"band", u"window")
        self.MetadataPanel_layout = QVBoxLayout(MetadataPanel)
        self.MetadataPanel_layout.setObjectName(u"MetadataPanel_layout")
        self.MetadataPanel_layout.setContentsMargins(0, 0, 0, 0)
        self.head = QFrame(MetadataPanel)
        self.head.setObjectName(u"head")
        self.head.setProperty(u"minHeight", u"inspector-head")
        self.head.setProperty(u"margins", u"5 3 5 3")
        self.head.setProperty(u"gap", u"3")
        self.head_layout = QHBoxLayout(self.head)
        self.head_layout.setObjectName(u"head_layout")
        self.head_layout.setContentsMargins(0, 0, 0, 0)
        self.headPictures = Mosaic(self.head)
        self.headPictures.setObjectName(u"headPictures")

        self.head_layout.addWidget(self.headPictures)

        self.headWords = QFrame(self.head)
        self.headWords.setObjectName(u"headWords")
        self.headWords.setProperty(u"gap", u"1")
        self.headWords_layout = QVBoxLayout(self.headWords)
        self.headWords_layout.setObjectName(u"headWords_layout")
        self.headWords_layout.setContentsMargins(0, 0, 0, 0)
        self.headLine = QHBoxLayout()
        self.headLine.setObjectName(u"headLine")
        self.headLine.setContentsMargins(0, 0, 0, 0)
        self.heading = ElidedLabel(self.headWords)
        self.heading.setObjectName(u"heading")
        self.heading.setProperty(u"textStyle", u"heading")
        self.heading.setProperty(u"ink", u"strong")

        self.headLine.addWidget(self.heading)

        self.headState = QFrame(self.headWords)
        self.headState.setObjectName(u"headState")
        self.headState.setProperty(u"fixedHeight", u"token")
        self.headState.setProperty(u"margins", u"3 0 3 0")
        self.headState.setProperty(u"gap", u"2")
        self.headState_layout = QHBoxLayout(self.headState)
        self.headState_layout.setObjectName(u"headState_layout")
        self.headState_layout.setContentsMargins(0, 0, 0, 0)
        self.headStateIcon = QLabel(self.headState)
        self.headStateIcon.setObjectName(u"headStateIcon")

        self.headState_layout.addWidget(self.headStateIcon)

        self.headStateText = QLabel(self.headState)
        self.headStateText.setObjectName(u"headStateText")
        self.headStateText.setProperty(u"textStyle", u"small")

        self.headState_layout.addWidget(self.headStateText)


        self.headLine.addWidget(self.headState)

        self.headLine.setStretch(0, 1)

        self.headWords_layout.addLayout(self.headLine)

        self.subheading = ElidedLabel(self.headWords)
        self.subheading.setObjectName(u"subheading")
        self.subheading.setProperty(u"textStyle", u"small")
        self.subheading.setProperty(u"ink", u"subtle")

        self.headWords_layout.addWidget(self.subheading)


        self.head_layout.addWidget(self.headWords)

        self.head_layout.setStretch(1, 1)

        self.MetadataPanel_layout.addWidget(self.head)

        self.tabRow = QFrame(MetadataPanel)
        self.tabRow.setObjectName(u"tabRow")
        self.tabRow.setProperty(u"band", u"top")
        self.tabRow.setProperty(u"margins", u"3 0 3 0")
        self.tabRow_layout = QHBoxLayout(self.tabRow)
        self.tabRow_layout.setObjectName(u"tabRow_layout")
        self.tabRow_layout.setContentsMargins(0, 0, 0, 0)
        self.tabs = QTabBar(self.tabRow)
        self.tabs.setObjectName(u"tabs")
        self.tabs.setProperty(u"textStyle", u"strong")
        self.tabs.setExpanding(False)
        self.tabs.setDrawBase(False)
        self.tabs.setUsesScrollButtons(True)

        self.tabRow_layout.addWidget(self.tabs)

        self.tabRow_layout.setStretch(0, 1)

        self.MetadataPanel_layout.addWidget(self.tabRow)

        self.scroll = QScrollArea(MetadataPanel)
        self.scroll.setObjectName(u"scroll")
        self.scroll.setWidgetResizable(True)
        self.scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.fields = QWidget()
        self.fields.setObjectName(u"fields")
        sizePolicy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        sizePolicy.setHorizontalStretch(0)
        sizePolicy.setVerticalStretch(0)
        sizePolicy.setHeightForWidth(self.fields.sizePolicy().hasHeightForWidth())
        self.fields.setSizePolicy(sizePolicy)
        self.fields.setProperty(u"margins", u"5 4 5 4")
        self.fields.setProperty(u"gap", u"4")
        self.fields_layout = QVBoxLayout(self.fields)
        self.fields_layout.setObjectName(u"fields_layout")
        self.fields_layout.setContentsMargins(0, 0, 0, 0)
        self.problemBand = Band(self.fields)
        self.problemBand.setObjectName(u"problemBand")

        self.fields_layout.addWidget(self.problemBand)

        self.fieldsFrame = QFrame(self.fields)
        self.fieldsFrame.setObjectName(u"fieldsFrame")
        self.fieldsFrame.setProperty(u"gap", u"4")
        self.fieldsFrame_layout = QGridLayout(self.fieldsFrame)
        self.fieldsFrame_layout.setObjectName(u"fieldsFrame_layout")
        self.fieldsFrame_layout.setContentsMargins(0, 0, 0, 0)

        self.fields_layout.addWidget(self.fieldsFrame)

        self.spacer_1 = QSpacerItem(0, 0, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Expanding)

        self.fields_layout.addItem(self.spacer_1)

        self.scroll.setWidget(self.fields)

        self.MetadataPanel_layout.addWidget(self.scroll)

        self.MetadataPanel_layout.setStretch(2, 1)

        self.retranslateUi(MetadataPanel)
    # setupUi

    def retranslateUi(self, MetadataPanel):
#if QT_CONFIG(accessibility)
        MetadataPanel.setAccessibleName(QCoreApplication.translate("MetadataPanel", u"deed-toggle-inspector", u"deed-toggle-inspector"))
#endif // QT_CONFIG(accessibility)
#if QT_CONFIG(accessibility)
        self.tabs.setAccessibleName(QCoreApplication.translate("MetadataPanel", u"panel-tabs-name", u"panel-tabs-name"))
#endif // QT_CONFIG(accessibility)
    # retranslateUi

