# -*- coding: utf-8 -*-

################################################################################
## Form generated from reading UI file 'contributor_form.ui'
##
## Created by: Qt User Interface Compiler
##
## WARNING! All changes made in this file will be lost when recompiling UI file!
################################################################################

from PySide6.QtCore import (QCoreApplication, Qt)

from PySide6.QtWidgets import (QCheckBox, QFrame, QHBoxLayout, QLabel, QLineEdit, QPushButton, QSizePolicy, QSpacerItem, QVBoxLayout, QWidget)

from minoties_desktop.qt.widgets.band import Band
from minoties_desktop.qt.widgets.combo import Combo

class Ui_ContributorForm(object):
    def setupUi(self, ContributorForm):
        if not ContributorForm.objectName():
            ContributorForm.setObjectName(u"ContributorForm")
        ContributorForm.setProperty(u"margins", u"6 6 6 5")
        ContributorForm.setProperty(u"gap", u"4")
        ContributorForm.setProperty(u"minWidth", u"dialog")
        self.ContributorForm_layout = QVBoxLayout(ContributorForm)
        self.ContributorForm_layout.setObjectName(u"ContributorForm_layout")
        self.ContributorForm_layout.setContentsMargins(0, 0, 0, 0)
        self.intro = QLabel(ContributorForm)
        self.intro.setObjectName(u"intro")
        self.intro.setProperty(u"ink", u"subtle")
        self.intro.setWordWrap(True)

        self.ContributorForm_layout.addWidget(self.intro)

        self.band = Band(ContributorForm)
        self.band.setObjectName(u"band")

        self.ContributorForm_layout.addWidget(self.band)

        self.rows = QFrame(ContributorForm)
        self.rows.setObjectName(u"rows")
        self.rows.setProperty(u"gap", u"3")
        self.rows_layout = QVBoxLayout(self.rows)
        self.rows_layout.setObjectName(u"rows_layout")
        self.rows_layout.setContentsMargins(0, 0, 0, 0)
        self.nameLabel = QLabel(self.rows)
        self.nameLabel.setObjectName(u"nameLabel")
        self.nameLabel.setProperty(u"textStyle", u"strong")

        self.rows_layout.addWidget(self.nameLabel)

        self.name = QLineEdit(self.rows)
        self.name.setObjectName(u"name")
        self.name.setProperty(u"minHeight", u"field")

        self.rows_layout.addWidget(self.name)

        self.userNameLabel = QLabel(self.rows)
        self.userNameLabel.setObjectName(u"userNameLabel")
        self.userNameLabel.setProperty(u"textStyle", u"strong")

        self.rows_layout.addWidget(self.userNameLabel)

        self.userName = QLineEdit(self.rows)
        self.userName.setObjectName(u"userName")
        self.userName.setProperty(u"minHeight", u"field")

        self.rows_layout.addWidget(self.userName)

        self.licenceLabel = QLabel(self.rows)
        self.licenceLabel.setObjectName(u"licenceLabel")
        self.licenceLabel.setProperty(u"textStyle", u"strong")

        self.rows_layout.addWidget(self.licenceLabel)

        self.licence = Combo(self.rows)
        self.licence.setObjectName(u"licence")
        self.licence.setProperty(u"minHeight", u"field")

        self.rows_layout.addWidget(self.licence)

        self.releaseLabel = QLabel(self.rows)
        self.releaseLabel.setObjectName(u"releaseLabel")
        self.releaseLabel.setProperty(u"textStyle", u"strong")

        self.rows_layout.addWidget(self.releaseLabel)

        self.release = QLineEdit(self.rows)
        self.release.setObjectName(u"release")
        self.release.setProperty(u"minHeight", u"field")

        self.rows_layout.addWidget(self.release)

        self.captionsCc0 = QCheckBox(self.rows)
        self.captionsCc0.setObjectName(u"captionsCc0")

        self.rows_layout.addWidget(self.captionsCc0)


        self.ContributorForm_layout.addWidget(self.rows)

        self.spacer_1 = QSpacerItem(0, 0, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Expanding)

        self.ContributorForm_layout.addItem(self.spacer_1)

        self.buttons = QFrame(ContributorForm)
        self.buttons.setObjectName(u"buttons")
        self.buttons.setProperty(u"gap", u"3")
        self.buttons_layout = QHBoxLayout(self.buttons)
        self.buttons_layout.setObjectName(u"buttons_layout")
        self.buttons_layout.setContentsMargins(0, 0, 0, 0)
        self.spacer_2 = QSpacerItem(0, 0, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.buttons_layout.addItem(self.spacer_2)

        self.cancel = QPushButton(self.buttons)
        self.cancel.setObjectName(u"cancel")
        self.cancel.setProperty(u"textStyle", u"strong")
        self.cancel.setProperty(u"minHeight", u"button")

        self.buttons_layout.addWidget(self.cancel)

        self.accept = QPushButton(self.buttons)
        self.accept.setObjectName(u"accept")
        self.accept.setProperty(u"textStyle", u"strong")
        self.accept.setProperty(u"primary", True)
        self.accept.setProperty(u"minHeight", u"button")

        self.buttons_layout.addWidget(self.accept)


        self.ContributorForm_layout.addWidget(self.buttons)

#if QT_CONFIG(shortcut)
        self.nameLabel.setBuddy(self.name)
        self.userNameLabel.setBuddy(self.userName)
        self.licenceLabel.setBuddy(self.licence)
        self.releaseLabel.setBuddy(self.release)
#endif // QT_CONFIG(shortcut)
        QWidget.setTabOrder(self.name, self.userName)
        QWidget.setTabOrder(self.userName, self.licence)
        QWidget.setTabOrder(self.licence, self.release)
        QWidget.setTabOrder(self.release, self.captionsCc0)
        QWidget.setTabOrder(self.captionsCc0, self.cancel)
        QWidget.setTabOrder(self.cancel, self.accept)

        self.retranslateUi(ContributorForm)
    # setupUi

    def retranslateUi(self, ContributorForm):
        ContributorForm.setWindowTitle(QCoreApplication.translate("ContributorForm", u"contributor-form-title", u"contributor-form-title"))
        self.intro.setText(QCoreApplication.translate("ContributorForm", u"contributor-form-intro", u"contributor-form-intro"))
        self.nameLabel.setText(QCoreApplication.translate("ContributorForm", u"contributor-form-name", u"contributor-form-name"))
        self.userNameLabel.setText(QCoreApplication.translate("ContributorForm", u"contributor-form-user", u"contributor-form-user"))
        self.licenceLabel.setText(QCoreApplication.translate("ContributorForm", u"contributor-form-licence", u"contributor-form-licence"))
        self.releaseLabel.setText(QCoreApplication.translate("ContributorForm", u"contributor-form-release", u"contributor-form-release"))
        self.captionsCc0.setText(QCoreApplication.translate("ContributorForm", u"contributor-form-cc0", u"contributor-form-cc0"))
        self.cancel.setText(QCoreApplication.translate("ContributorForm", u"form-cancel", u"form-cancel"))
        self.accept.setText(QCoreApplication.translate("ContributorForm", u"contributor-form-accept", u"contributor-form-accept"))
    # retranslateUi

