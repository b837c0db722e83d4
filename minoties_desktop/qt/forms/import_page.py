# -*- coding: utf-8 -*-

################################################################################
## Form generated from reading UI file 'import_page.ui'
##
## Created by: Qt User Interface Compiler
##
## WARNING! All changes made in this file will be lost when recompiling UI file!
################################################################################

from PySide6.QtCore import (QCoreApplication, Qt)

from PySide6.QtWidgets import (QFrame, QHBoxLayout, QLabel, QProgressBar, QPushButton, QScrollArea, QSizePolicy, QSpacerItem, QVBoxLayout, QWidget)

from minoties_desktop.qt.widgets.band import Band
from minoties_desktop.qt.widgets.combo import Combo
from minoties_desktop.qt.widgets.labels import ElidedLabel

class Ui_ImportPage(object):
    def setupUi(self, ImportPage):
        if not ImportPage.objectName():
            ImportPage.setObjectName(u"ImportPage")
        ImportPage.setProperty(u"gap", u"0")
        self.ImportPage_layout = QVBoxLayout(ImportPage)
        self.ImportPage_layout.setObjectName(u"ImportPage_layout")
        self.ImportPage_layout.setContentsMargins(0, 0, 0, 0)
        self.scroll = QScrollArea(ImportPage)
        self.scroll.setObjectName(u"scroll")
        self.scroll.setWidgetResizable(True)
        self.scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.body = QWidget()
        self.body.setObjectName(u"body")
        self.body.setProperty(u"band", u"page")
        self.body.setProperty(u"margins", u"7 6 7 5")
        self.body.setProperty(u"gap", u"4")
        self.body_layout = QVBoxLayout(self.body)
        self.body_layout.setObjectName(u"body_layout")
        self.body_layout.setContentsMargins(0, 0, 0, 0)
        self.importHead = QFrame(self.body)
        self.importHead.setObjectName(u"importHead")
        self.importHead.setProperty(u"margins", u"0 0 0 4")
        self.importHead.setProperty(u"gap", u"3")
        self.importHead_layout = QHBoxLayout(self.importHead)
        self.importHead_layout.setObjectName(u"importHead_layout")
        self.importHead_layout.setContentsMargins(0, 0, 0, 0)
        self.importHeadLines = QVBoxLayout()
        self.importHeadLines.setObjectName(u"importHeadLines")
        self.importHeadLines.setContentsMargins(0, 0, 0, 0)
        self.heading = QLabel(self.importHead)
        self.heading.setObjectName(u"heading")
        self.heading.setProperty(u"textStyle", u"title")
        self.heading.setProperty(u"ink", u"strong")

        self.importHeadLines.addWidget(self.heading)

        self.subheading = QLabel(self.importHead)
        self.subheading.setObjectName(u"subheading")
        self.subheading.setProperty(u"ink", u"subtle")
        self.subheading.setWordWrap(True)

        self.importHeadLines.addWidget(self.subheading)


        self.importHead_layout.addLayout(self.importHeadLines)

        self.chooseFiles = QPushButton(self.importHead)
        self.chooseFiles.setObjectName(u"chooseFiles")
        self.chooseFiles.setProperty(u"textStyle", u"strong")
        self.chooseFiles.setProperty(u"minHeight", u"button")
        self.chooseFiles.setProperty(u"iconName", u"image")

        self.importHead_layout.addWidget(self.chooseFiles)

        self.chooseFolder = QPushButton(self.importHead)
        self.chooseFolder.setObjectName(u"chooseFolder")
        self.chooseFolder.setProperty(u"textStyle", u"strong")
        self.chooseFolder.setProperty(u"minHeight", u"button")
        self.chooseFolder.setProperty(u"iconName", u"folder")
        self.chooseFolder.setProperty(u"tint", u"on-accent")
        self.chooseFolder.setProperty(u"primary", True)

        self.importHead_layout.addWidget(self.chooseFolder)

        self.importHead_layout.setStretch(0, 1)

        self.body_layout.addWidget(self.importHead)

        self.activityRow = QFrame(self.body)
        self.activityRow.setObjectName(u"activityRow")
        self.activityRow.setProperty(u"gap", u"3")
        self.activityRow_layout = QHBoxLayout(self.activityRow)
        self.activityRow_layout.setObjectName(u"activityRow_layout")
        self.activityRow_layout.setContentsMargins(0, 0, 0, 0)
        self.activityLabel = QLabel(self.activityRow)
        self.activityLabel.setObjectName(u"activityLabel")
        self.activityLabel.setProperty(u"textStyle", u"strong")

        self.activityRow_layout.addWidget(self.activityLabel)

        self.activity = Combo(self.activityRow)
        self.activity.setObjectName(u"activity")
        self.activity.setProperty(u"minHeight", u"field")

        self.activityRow_layout.addWidget(self.activity)

        self.newActivity = QPushButton(self.activityRow)
        self.newActivity.setObjectName(u"newActivity")
        self.newActivity.setProperty(u"textStyle", u"strong")
        self.newActivity.setProperty(u"minHeight", u"button")

        self.activityRow_layout.addWidget(self.newActivity)

        self.spacer_1 = QSpacerItem(0, 0, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.activityRow_layout.addItem(self.spacer_1)


        self.body_layout.addWidget(self.activityRow)

        self.running = QFrame(self.body)
        self.running.setObjectName(u"running")
        self.running.setProperty(u"band", u"card")
        self.running.setProperty(u"margins", u"5 4 5 4")
        self.running.setProperty(u"gap", u"3")
        self.running_layout = QVBoxLayout(self.running)
        self.running_layout.setObjectName(u"running_layout")
        self.running_layout.setContentsMargins(0, 0, 0, 0)
        self.runningLine = QHBoxLayout()
        self.runningLine.setObjectName(u"runningLine")
        self.runningLine.setContentsMargins(0, 0, 0, 0)
        self.countText = QLabel(self.running)
        self.countText.setObjectName(u"countText")
        self.countText.setProperty(u"textStyle", u"title")
        self.countText.setProperty(u"ink", u"strong")

        self.runningLine.addWidget(self.countText)

        self.countWords = QLabel(self.running)
        self.countWords.setObjectName(u"countWords")
        self.countWords.setProperty(u"ink", u"subtle")

        self.runningLine.addWidget(self.countWords)

        self.progress = QProgressBar(self.running)
        self.progress.setObjectName(u"progress")
        self.progress.setTextVisible(False)

        self.runningLine.addWidget(self.progress)

        self.rateText = QLabel(self.running)
        self.rateText.setObjectName(u"rateText")
        self.rateText.setProperty(u"ink", u"subtle")

        self.runningLine.addWidget(self.rateText)

        self.leftText = QLabel(self.running)
        self.leftText.setObjectName(u"leftText")
        self.leftText.setProperty(u"textStyle", u"strong")
        self.leftText.setProperty(u"ink", u"strong")

        self.runningLine.addWidget(self.leftText)

        self.cancel = QPushButton(self.running)
        self.cancel.setObjectName(u"cancel")
        self.cancel.setProperty(u"textStyle", u"strong")
        self.cancel.setProperty(u"minHeight", u"button")

        self.runningLine.addWidget(self.cancel)

        self.runningLine.setStretch(2, 1)

        self.running_layout.addLayout(self.runningLine)

        self.fileText = ElidedLabel(self.running)
        self.fileText.setObjectName(u"fileText")
        self.fileText.setProperty(u"textStyle", u"small")
        self.fileText.setProperty(u"ink", u"subtle")

        self.running_layout.addWidget(self.fileText)


        self.body_layout.addWidget(self.running)

        self.resultBand = Band(self.body)
        self.resultBand.setObjectName(u"resultBand")

        self.body_layout.addWidget(self.resultBand)

        self.dropArea = QFrame(self.body)
        self.dropArea.setObjectName(u"dropArea")
        self.dropArea.setProperty(u"band", u"card")
        self.dropArea.setProperty(u"margins", u"7 7 7 7")
        self.dropArea.setProperty(u"gap", u"3")
        self.dropArea_layout = QVBoxLayout(self.dropArea)
        self.dropArea_layout.setObjectName(u"dropArea_layout")
        self.dropArea_layout.setContentsMargins(0, 0, 0, 0)
        self.dropIcon = QLabel(self.dropArea)
        self.dropIcon.setObjectName(u"dropIcon")
        self.dropIcon.setProperty(u"iconName", u"download")
        self.dropIcon.setProperty(u"iconLength", u"icon-huge")
        self.dropIcon.setProperty(u"tint", u"text-subtle")

        self.dropArea_layout.addWidget(self.dropIcon)

        self.dropText = QLabel(self.dropArea)
        self.dropText.setObjectName(u"dropText")
        self.dropText.setProperty(u"ink", u"subtle")
        self.dropText.setAlignment(Qt.AlignmentFlag.AlignCenter)

        self.dropArea_layout.addWidget(self.dropText)


        self.body_layout.addWidget(self.dropArea)

        self.refused = QFrame(self.body)
        self.refused.setObjectName(u"refused")
        self.refused.setProperty(u"gap", u"3")
        self.refused_layout = QVBoxLayout(self.refused)
        self.refused_layout.setObjectName(u"refused_layout")
        self.refused_layout.setContentsMargins(0, 0, 0, 0)

        self.body_layout.addWidget(self.refused)

        self.spacer_2 = QSpacerItem(0, 0, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Expanding)

        self.body_layout.addItem(self.spacer_2)

        self.scroll.setWidget(self.body)

        self.ImportPage_layout.addWidget(self.scroll)

#if QT_CONFIG(shortcut)
        self.activityLabel.setBuddy(self.activity)
#endif // QT_CONFIG(shortcut)
        QWidget.setTabOrder(self.chooseFiles, self.chooseFolder)
        QWidget.setTabOrder(self.chooseFolder, self.activity)
        QWidget.setTabOrder(self.activity, self.newActivity)
        QWidget.setTabOrder(self.newActivity, self.cancel)

        self.retranslateUi(ImportPage)
    # setupUi

    def retranslateUi(self, ImportPage):
        self.heading.setText(QCoreApplication.translate("ImportPage", u"import-page-heading", u"import-page-heading"))
        self.subheading.setText(QCoreApplication.translate("ImportPage", u"import-page-sub", u"import-page-sub"))
        self.chooseFiles.setText(QCoreApplication.translate("ImportPage", u"deed-import-files", u"deed-import-files"))
        self.chooseFolder.setText(QCoreApplication.translate("ImportPage", u"deed-import-folder", u"deed-import-folder"))
        self.activityLabel.setText(QCoreApplication.translate("ImportPage", u"import-activity", u"import-activity"))
        self.newActivity.setText(QCoreApplication.translate("ImportPage", u"deed-new-activity", u"deed-new-activity"))
#if QT_CONFIG(accessibility)
        self.progress.setAccessibleName(QCoreApplication.translate("ImportPage", u"import-progress-name", u"import-progress-name"))
#endif // QT_CONFIG(accessibility)
        self.cancel.setText(QCoreApplication.translate("ImportPage", u"import-cancel", u"import-cancel"))
        self.dropText.setText(QCoreApplication.translate("ImportPage", u"import-drop", u"import-drop"))
        pass
    # retranslateUi

