# -*- coding: utf-8 -*-

################################################################################
## Form generated from reading UI file 'window.ui'
##
## Created by: Qt User Interface Compiler
##
## WARNING! All changes made in this file will be lost when recompiling UI file!
################################################################################

from PySide6.QtCore import (QCoreApplication, Qt)

from PySide6.QtWidgets import (QFrame, QHBoxLayout, QLabel, QPushButton, QSplitter, QStackedWidget, QToolButton, QVBoxLayout, QWidget)

from minoties_desktop.qt.widgets.find_field import FindField
from minoties_desktop.qt.widgets.keyed_button import KeyedButton
from minoties_desktop.qt.widgets.labels import ElidedLabel
from minoties_desktop.qt.widgets.side_list import SideList

class Ui_MainWindow(object):
    def setupUi(self, MainWindow):
        if not MainWindow.objectName():
            MainWindow.setObjectName(u"MainWindow")
        self.root = QWidget(MainWindow)
        self.root.setObjectName(u"root")
        self.root.setProperty(u"gap", u"0")
        self.root_layout = QVBoxLayout(self.root)
        self.root_layout.setObjectName(u"root_layout")
        self.root_layout.setContentsMargins(0, 0, 0, 0)
        self.topBar = QFrame(self.root)
        self.topBar.setObjectName(u"topBar")
        self.topBar.setProperty(u"band", u"top")
        self.topBar.setProperty(u"fixedHeight", u"top-bar")
        self.topBar.setProperty(u"margins", u"3 0 3 0")
        self.topBar.setProperty(u"gap", u"3")
        self.topBar_layout = QHBoxLayout(self.topBar)
        self.topBar_layout.setObjectName(u"topBar_layout")
        self.topBar_layout.setContentsMargins(0, 0, 0, 0)
        self.menuButton = QToolButton(self.topBar)
        self.menuButton.setObjectName(u"menuButton")
        self.menuButton.setProperty(u"iconName", u"menu")
        self.menuButton.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)

        self.topBar_layout.addWidget(self.menuButton)

        self.libraryName = QLabel(self.topBar)
        self.libraryName.setObjectName(u"libraryName")
        self.libraryName.setProperty(u"textStyle", u"strong")
        self.libraryName.setProperty(u"ink", u"strong")

        self.topBar_layout.addWidget(self.libraryName)

        self.pathSlash = QLabel(self.topBar)
        self.pathSlash.setObjectName(u"pathSlash")
        self.pathSlash.setText(u"/")
        self.pathSlash.setProperty(u"ink", u"subtle")

        self.topBar_layout.addWidget(self.pathSlash)

        self.pathName = ElidedLabel(self.topBar)
        self.pathName.setObjectName(u"pathName")

        self.topBar_layout.addWidget(self.pathName)

        self.modes = QFrame(self.topBar)
        self.modes.setObjectName(u"modes")
        self.modes.setProperty(u"gap", u"0")
        self.modes_layout = QHBoxLayout(self.modes)
        self.modes_layout.setObjectName(u"modes_layout")
        self.modes_layout.setContentsMargins(0, 0, 0, 0)

        self.topBar_layout.addWidget(self.modes)

        self.modesEnd = QWidget(self.topBar)
        self.modesEnd.setObjectName(u"modesEnd")

        self.topBar_layout.addWidget(self.modesEnd)

        self.find = FindField(self.topBar)
        self.find.setObjectName(u"find")
        self.find.setProperty(u"fixedWidth", u"find")
        self.find.setProperty(u"minHeight", u"field")

        self.topBar_layout.addWidget(self.find)

        self.undoButton = QToolButton(self.topBar)
        self.undoButton.setObjectName(u"undoButton")
        self.undoButton.setProperty(u"iconName", u"undo")

        self.topBar_layout.addWidget(self.undoButton)

        self.helpButton = QToolButton(self.topBar)
        self.helpButton.setObjectName(u"helpButton")
        self.helpButton.setProperty(u"iconName", u"help")

        self.topBar_layout.addWidget(self.helpButton)

        self.topBar_layout.setStretch(3, 1)
        self.topBar_layout.setStretch(5, 1)

        self.root_layout.addWidget(self.topBar)

        self.splitter = QSplitter(self.root)
        self.splitter.setObjectName(u"splitter")
        self.splitter.setOrientation(Qt.Orientation.Horizontal)
        self.splitter.setHandleWidth(1)
        self.splitter.setChildrenCollapsible(False)
        self.sidePanel = QFrame(self.splitter)
        self.sidePanel.setObjectName(u"sidePanel")
        self.sidePanel.setProperty(u"band", u"window")
        self.sidePanel.setProperty(u"gap", u"0")
        self.sidePanel_layout = QVBoxLayout(self.sidePanel)
        self.sidePanel_layout.setObjectName(u"sidePanel_layout")
        self.sidePanel_layout.setContentsMargins(0, 0, 0, 0)
        self.sideList = SideList(self.sidePanel)
        self.sideList.setObjectName(u"sideList")

        self.sidePanel_layout.addWidget(self.sideList)

        self.whoBar = QFrame(self.sidePanel)
        self.whoBar.setObjectName(u"whoBar")
        self.whoBar.setProperty(u"band", u"bottom")
        self.whoBar.setProperty(u"margins", u"3 3 3 3")
        self.whoBar.setProperty(u"gap", u"3")
        self.whoBar_layout = QHBoxLayout(self.whoBar)
        self.whoBar_layout.setObjectName(u"whoBar_layout")
        self.whoBar_layout.setContentsMargins(0, 0, 0, 0)
        self.avatar = QLabel(self.whoBar)
        self.avatar.setObjectName(u"avatar")
        self.avatar.setProperty(u"fixedWidth", u"avatar")
        self.avatar.setProperty(u"fixedHeight", u"avatar")
        self.avatar.setProperty(u"avatar", True)
        self.avatar.setProperty(u"textStyle", u"micro")
        self.avatar.setAlignment(Qt.AlignmentFlag.AlignCenter)

        self.whoBar_layout.addWidget(self.avatar)

        self.whoLines = QVBoxLayout()
        self.whoLines.setObjectName(u"whoLines")
        self.whoLines.setContentsMargins(0, 0, 0, 0)
        self.whoName = ElidedLabel(self.whoBar)
        self.whoName.setObjectName(u"whoName")
        self.whoName.setProperty(u"textStyle", u"strong")
        self.whoName.setProperty(u"ink", u"strong")

        self.whoLines.addWidget(self.whoName)

        self.whoAccount = ElidedLabel(self.whoBar)
        self.whoAccount.setObjectName(u"whoAccount")
        self.whoAccount.setProperty(u"textStyle", u"small")
        self.whoAccount.setProperty(u"ink", u"subtle")

        self.whoLines.addWidget(self.whoAccount)


        self.whoBar_layout.addLayout(self.whoLines)

        self.whoButton = QToolButton(self.whoBar)
        self.whoButton.setObjectName(u"whoButton")
        self.whoButton.setProperty(u"iconName", u"ellipsis")

        self.whoBar_layout.addWidget(self.whoButton)

        self.whoBar_layout.setStretch(1, 1)

        self.sidePanel_layout.addWidget(self.whoBar)

        self.sidePanel_layout.setStretch(0, 1)
        self.splitter.addWidget(self.sidePanel)
        self.centre = QFrame(self.splitter)
        self.centre.setObjectName(u"centre")
        self.centre.setProperty(u"gap", u"0")
        self.centre.setProperty(u"minWidth", u"centre-min")
        self.centre_layout = QVBoxLayout(self.centre)
        self.centre_layout.setObjectName(u"centre_layout")
        self.centre_layout.setContentsMargins(0, 0, 0, 0)
        self.pages = QStackedWidget(self.centre)
        self.pages.setObjectName(u"pages")

        self.centre_layout.addWidget(self.pages)

        self.centre_layout.setStretch(0, 1)
        self.splitter.addWidget(self.centre)
        self.inspector = QFrame(self.splitter)
        self.inspector.setObjectName(u"inspector")
        self.inspector.setProperty(u"band", u"window")
        self.inspector.setProperty(u"gap", u"0")
        self.inspector_layout = QVBoxLayout(self.inspector)
        self.inspector_layout.setObjectName(u"inspector_layout")
        self.inspector_layout.setContentsMargins(0, 0, 0, 0)
        self.splitter.addWidget(self.inspector)

        self.root_layout.addWidget(self.splitter)

        self.statusBar_ = QFrame(self.root)
        self.statusBar_.setObjectName(u"statusBar_")
        self.statusBar_.setProperty(u"band", u"bottom")
        self.statusBar_.setProperty(u"fixedHeight", u"status-bar")
        self.statusBar_.setProperty(u"margins", u"4 0 3 0")
        self.statusBar_.setProperty(u"gap", u"3")
        self.statusBar__layout = QHBoxLayout(self.statusBar_)
        self.statusBar__layout.setObjectName(u"statusBar__layout")
        self.statusBar__layout.setContentsMargins(0, 0, 0, 0)
        self.statusSelection = ElidedLabel(self.statusBar_)
        self.statusSelection.setObjectName(u"statusSelection")
        self.statusSelection.setProperty(u"strongNumbers", True)
        self.statusSelection.setProperty(u"textStyle", u"small")

        self.statusBar__layout.addWidget(self.statusSelection)

        self.statusDeed = ElidedLabel(self.statusBar_)
        self.statusDeed.setObjectName(u"statusDeed")
        self.statusDeed.setProperty(u"textStyle", u"small")
        self.statusDeed.setProperty(u"ink", u"subtle")
        self.statusDeed.setAlignment(Qt.AlignmentFlag.AlignCenter)

        self.statusBar__layout.addWidget(self.statusDeed)

        self.statusUndo = QPushButton(self.statusBar_)
        self.statusUndo.setObjectName(u"statusUndo")
        self.statusUndo.setProperty(u"textStyle", u"small")
        self.statusUndo.setProperty(u"link", True)

        self.statusBar__layout.addWidget(self.statusUndo)

        self.statusEnd = QWidget(self.statusBar_)
        self.statusEnd.setObjectName(u"statusEnd")

        self.statusBar__layout.addWidget(self.statusEnd)

        self.netIcon = QLabel(self.statusBar_)
        self.netIcon.setObjectName(u"netIcon")
        self.netIcon.setProperty(u"iconName", u"network")
        self.netIcon.setProperty(u"tint", u"text-subtle")
        self.netIcon.setProperty(u"iconLength", u"icon")

        self.statusBar__layout.addWidget(self.netIcon)

        self.statusNet = ElidedLabel(self.statusBar_)
        self.statusNet.setObjectName(u"statusNet")
        self.statusNet.setProperty(u"textStyle", u"small")
        self.statusNet.setProperty(u"ink", u"subtle")

        self.statusBar__layout.addWidget(self.statusNet)

        self.primary = KeyedButton(self.statusBar_)
        self.primary.setObjectName(u"primary")
        self.primary.setProperty(u"textStyle", u"strong")
        self.primary.setProperty(u"primary", True)
        self.primary.setProperty(u"small", True)
        self.primary.setProperty(u"minHeight", u"button-small")

        self.statusBar__layout.addWidget(self.primary)

        self.statusBar__layout.setStretch(0, 1)
        self.statusBar__layout.setStretch(3, 1)

        self.root_layout.addWidget(self.statusBar_)

        self.root_layout.setStretch(1, 1)
        MainWindow.setCentralWidget(self.root)
        QWidget.setTabOrder(self.menuButton, self.find)
        QWidget.setTabOrder(self.find, self.undoButton)
        QWidget.setTabOrder(self.undoButton, self.helpButton)
        QWidget.setTabOrder(self.helpButton, self.sideList)
        QWidget.setTabOrder(self.sideList, self.whoButton)
        QWidget.setTabOrder(self.whoButton, self.statusUndo)
        QWidget.setTabOrder(self.statusUndo, self.primary)

        self.retranslateUi(MainWindow)
    # setupUi

    def retranslateUi(self, MainWindow):
        MainWindow.setWindowTitle(QCoreApplication.translate("MainWindow", u"app-name", u"app-name"))
#if QT_CONFIG(tooltip)
        self.menuButton.setToolTip(QCoreApplication.translate("MainWindow", u"window-menu", u"window-menu"))
#endif // QT_CONFIG(tooltip)
#if QT_CONFIG(accessibility)
        self.menuButton.setAccessibleName(QCoreApplication.translate("MainWindow", u"window-menu", u"window-menu"))
#endif // QT_CONFIG(accessibility)
#if QT_CONFIG(accessibility)
        self.find.setAccessibleName(QCoreApplication.translate("MainWindow", u"window-find-name", u"window-find-name"))
#endif // QT_CONFIG(accessibility)
#if QT_CONFIG(tooltip)
        self.undoButton.setToolTip(QCoreApplication.translate("MainWindow", u"deed-undo", u"deed-undo"))
#endif // QT_CONFIG(tooltip)
#if QT_CONFIG(accessibility)
        self.undoButton.setAccessibleName(QCoreApplication.translate("MainWindow", u"deed-undo", u"deed-undo"))
#endif // QT_CONFIG(accessibility)
#if QT_CONFIG(tooltip)
        self.helpButton.setToolTip(QCoreApplication.translate("MainWindow", u"deed-keys", u"deed-keys"))
#endif // QT_CONFIG(tooltip)
#if QT_CONFIG(accessibility)
        self.helpButton.setAccessibleName(QCoreApplication.translate("MainWindow", u"deed-keys", u"deed-keys"))
#endif // QT_CONFIG(accessibility)
#if QT_CONFIG(accessibility)
        self.sideList.setAccessibleName(QCoreApplication.translate("MainWindow", u"window-side-name", u"window-side-name"))
#endif // QT_CONFIG(accessibility)
#if QT_CONFIG(tooltip)
        self.whoButton.setToolTip(QCoreApplication.translate("MainWindow", u"deed-contributors", u"deed-contributors"))
#endif // QT_CONFIG(tooltip)
#if QT_CONFIG(accessibility)
        self.whoButton.setAccessibleName(QCoreApplication.translate("MainWindow", u"deed-contributors", u"deed-contributors"))
#endif // QT_CONFIG(accessibility)
        self.statusUndo.setText(QCoreApplication.translate("MainWindow", u"deed-undo", u"deed-undo"))
        self.primary.setText(QCoreApplication.translate("MainWindow", u"deed-queue", u"deed-queue"))
    # retranslateUi

