# -*- coding: utf-8 -*-

################################################################################
## Form generated from reading UI file 'grid_page.ui'
##
## Created by: Qt User Interface Compiler
##
## WARNING! All changes made in this file will be lost when recompiling UI file!
################################################################################

from PySide6.QtCore import (QCoreApplication, Qt)

from PySide6.QtWidgets import (QFrame, QHBoxLayout, QSlider, QStackedWidget, QToolButton, QVBoxLayout, QWidget)

from minoties_desktop.qt.widgets.combo import Combo
from minoties_desktop.qt.widgets.empty_state import EmptyState
from minoties_desktop.qt.widgets.grid_view import GridView
from minoties_desktop.qt.widgets.labels import ElidedLabel

class Ui_GridPage(object):
    def setupUi(self, GridPage):
        if not GridPage.objectName():
            GridPage.setObjectName(u"GridPage")
        GridPage.setProperty(u"gap", u"0")
        self.GridPage_layout = QVBoxLayout(GridPage)
        self.GridPage_layout.setObjectName(u"GridPage_layout")
        self.GridPage_layout.setContentsMargins(0, 0, 0, 0)
        self.filterBar = QFrame(GridPage)
        self.filterBar.setObjectName(u"filterBar")
        self.filterBar.setProperty(u"band", u"top")
        self.filterBar.setProperty(u"minHeight", u"filter-bar")
        self.filterBar.setProperty(u"margins", u"4 1 4 1")
        self.filterBar.setProperty(u"gap", u"3")
        self.filterBar_layout = QHBoxLayout(self.filterBar)
        self.filterBar_layout.setObjectName(u"filterBar_layout")
        self.filterBar_layout.setContentsMargins(0, 0, 0, 0)
        self.countLabel = ElidedLabel(self.filterBar)
        self.countLabel.setObjectName(u"countLabel")
        self.countLabel.setProperty(u"textStyle", u"heading")
        self.countLabel.setProperty(u"ink", u"strong")

        self.filterBar_layout.addWidget(self.countLabel)

        self.filterChips = QFrame(self.filterBar)
        self.filterChips.setObjectName(u"filterChips")
        self.filterChips.setProperty(u"gap", u"2")

        self.filterBar_layout.addWidget(self.filterChips)

        self.filterAdd = QToolButton(self.filterBar)
        self.filterAdd.setObjectName(u"filterAdd")
        self.filterAdd.setProperty(u"iconName", u"add")

        self.filterBar_layout.addWidget(self.filterAdd)

        self.filterEnd = QWidget(self.filterBar)
        self.filterEnd.setObjectName(u"filterEnd")

        self.filterBar_layout.addWidget(self.filterEnd)

        self.sortBox = Combo(self.filterBar)
        self.sortBox.setObjectName(u"sortBox")
        self.sortBox.setProperty(u"textStyle", u"small")

        self.filterBar_layout.addWidget(self.sortBox)

        self.sizeSlider = QSlider(self.filterBar)
        self.sizeSlider.setObjectName(u"sizeSlider")
        self.sizeSlider.setOrientation(Qt.Orientation.Horizontal)
        self.sizeSlider.setProperty(u"fixedWidth", u"slider")

        self.filterBar_layout.addWidget(self.sizeSlider)

        self.filterBar_layout.setStretch(3, 1)

        self.GridPage_layout.addWidget(self.filterBar)

        self.stack = QStackedWidget(GridPage)
        self.stack.setObjectName(u"stack")
        self.stack.setProperty(u"band", u"grid")
        self.grid = GridView()
        self.grid.setObjectName(u"grid")
        self.stack.addWidget(self.grid)
        self.empty = EmptyState()
        self.empty.setObjectName(u"empty")
        self.stack.addWidget(self.empty)

        self.GridPage_layout.addWidget(self.stack)

        self.GridPage_layout.setStretch(1, 1)
        QWidget.setTabOrder(self.sizeSlider, self.grid)

        self.retranslateUi(GridPage)
    # setupUi

    def retranslateUi(self, GridPage):
#if QT_CONFIG(tooltip)
        self.filterAdd.setToolTip(QCoreApplication.translate("GridPage", u"deed-add-filter", u"deed-add-filter"))
#endif // QT_CONFIG(tooltip)
#if QT_CONFIG(accessibility)
        self.filterAdd.setAccessibleName(QCoreApplication.translate("GridPage", u"deed-add-filter", u"deed-add-filter"))
#endif // QT_CONFIG(accessibility)
#if QT_CONFIG(accessibility)
        self.sortBox.setAccessibleName(QCoreApplication.translate("GridPage", u"window-sort", u"window-sort"))
#endif // QT_CONFIG(accessibility)
#if QT_CONFIG(tooltip)
        self.sortBox.setToolTip(QCoreApplication.translate("GridPage", u"window-sort", u"window-sort"))
#endif // QT_CONFIG(tooltip)
#if QT_CONFIG(accessibility)
        self.sizeSlider.setAccessibleName(QCoreApplication.translate("GridPage", u"window-cell-size", u"window-cell-size"))
#endif // QT_CONFIG(accessibility)
#if QT_CONFIG(tooltip)
        self.sizeSlider.setToolTip(QCoreApplication.translate("GridPage", u"window-cell-size", u"window-cell-size"))
#endif // QT_CONFIG(tooltip)
#if QT_CONFIG(accessibility)
        self.grid.setAccessibleName(QCoreApplication.translate("GridPage", u"window-grid-name", u"window-grid-name"))
#endif // QT_CONFIG(accessibility)
        pass
    # retranslateUi

