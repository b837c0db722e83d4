# -*- coding: utf-8 -*-

################################################################################
## Form generated from reading UI file 'account_form.ui'
##
## Created by: Qt User Interface Compiler
##
## WARNING! All changes made in this file will be lost when recompiling UI file!
################################################################################

from PySide6.QtCore import (QCoreApplication, Qt)

from PySide6.QtWidgets import (QFormLayout, QFrame, QHBoxLayout, QLabel, QLineEdit, QPushButton, QSizePolicy, QSpacerItem, QVBoxLayout, QWidget)

from minoties_desktop.qt.widgets.band import Band
from minoties_desktop.qt.widgets.combo import Combo

class Ui_AccountForm(object):
    def setupUi(self, AccountForm):
        if not AccountForm.objectName():
            AccountForm.setObjectName(u"AccountForm")
        AccountForm.setProperty(u"margins", u"6 6 6 5")
        AccountForm.setProperty(u"gap", u"4")
        AccountForm.setProperty(u"minWidth", u"dialog")
        self.AccountForm_layout = QVBoxLayout(AccountForm)
        self.AccountForm_layout.setObjectName(u"AccountForm_layout")
        self.AccountForm_layout.setContentsMargins(0, 0, 0, 0)
        self.intro = QLabel(AccountForm)
        self.intro.setObjectName(u"intro")
        self.intro.setProperty(u"ink", u"subtle")
        self.intro.setWordWrap(True)

        self.AccountForm_layout.addWidget(self.intro)

        self.band = Band(AccountForm)
        self.band.setObjectName(u"band")

        self.AccountForm_layout.addWidget(self.band)

        self.rows = QFrame(AccountForm)
        self.rows.setObjectName(u"rows")
        self.rows.setProperty(u"gap", u"2")
        self.rows_layout = QFormLayout(self.rows)
        self.rows_layout.setObjectName(u"rows_layout")
        self.rows_layout.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapAllRows)
        self.rows_layout.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        self.rows_layout.setContentsMargins(0, 0, 0, 0)
        self.siteLabel = QLabel(self.rows)
        self.siteLabel.setObjectName(u"siteLabel")
        self.siteLabel.setProperty(u"textStyle", u"strong")

        self.rows_layout.setWidget(0, QFormLayout.ItemRole.LabelRole, self.siteLabel)

        self.site = Combo(self.rows)
        self.site.setObjectName(u"site")
        self.site.setProperty(u"minHeight", u"field")

        self.rows_layout.setWidget(0, QFormLayout.ItemRole.FieldRole, self.site)

        self.apiLabel = QLabel(self.rows)
        self.apiLabel.setObjectName(u"apiLabel")
        self.apiLabel.setProperty(u"textStyle", u"strong")

        self.rows_layout.setWidget(1, QFormLayout.ItemRole.LabelRole, self.apiLabel)

        self.api = QLineEdit(self.rows)
        self.api.setObjectName(u"api")
        self.api.setProperty(u"minHeight", u"field")

        self.rows_layout.setWidget(1, QFormLayout.ItemRole.FieldRole, self.api)

        self.userLabel = QLabel(self.rows)
        self.userLabel.setObjectName(u"userLabel")
        self.userLabel.setProperty(u"textStyle", u"strong")

        self.rows_layout.setWidget(2, QFormLayout.ItemRole.LabelRole, self.userLabel)

        self.user = QLineEdit(self.rows)
        self.user.setObjectName(u"user")
        self.user.setProperty(u"minHeight", u"field")

        self.rows_layout.setWidget(2, QFormLayout.ItemRole.FieldRole, self.user)

        self.secretLabel = QLabel(self.rows)
        self.secretLabel.setObjectName(u"secretLabel")
        self.secretLabel.setProperty(u"textStyle", u"strong")

        self.rows_layout.setWidget(3, QFormLayout.ItemRole.LabelRole, self.secretLabel)

        self.secret = QLineEdit(self.rows)
        self.secret.setObjectName(u"secret")
        self.secret.setProperty(u"minHeight", u"field")
        self.secret.setEchoMode(QLineEdit.EchoMode.Password)

        self.rows_layout.setWidget(3, QFormLayout.ItemRole.FieldRole, self.secret)


        self.AccountForm_layout.addWidget(self.rows)

        self.spacer_1 = QSpacerItem(0, 0, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Expanding)

        self.AccountForm_layout.addItem(self.spacer_1)

        self.buttons = QFrame(AccountForm)
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


        self.AccountForm_layout.addWidget(self.buttons)

#if QT_CONFIG(shortcut)
        self.siteLabel.setBuddy(self.site)
        self.apiLabel.setBuddy(self.api)
        self.userLabel.setBuddy(self.user)
        self.secretLabel.setBuddy(self.secret)
#endif // QT_CONFIG(shortcut)
        QWidget.setTabOrder(self.site, self.api)
        QWidget.setTabOrder(self.api, self.user)
        QWidget.setTabOrder(self.user, self.secret)
        QWidget.setTabOrder(self.secret, self.accept)
        QWidget.setTabOrder(self.accept, self.cancel)

        self.retranslateUi(AccountForm)
    # setupUi

    def retranslateUi(self, AccountForm):
        AccountForm.setWindowTitle(QCoreApplication.translate("AccountForm", u"account-form-title", u"account-form-title"))
        self.intro.setText(QCoreApplication.translate("AccountForm", u"account-form-intro", u"account-form-intro"))
        self.siteLabel.setText(QCoreApplication.translate("AccountForm", u"account-form-site", u"account-form-site"))
        self.apiLabel.setText(QCoreApplication.translate("AccountForm", u"account-form-api", u"account-form-api"))
        self.userLabel.setText(QCoreApplication.translate("AccountForm", u"account-form-user", u"account-form-user"))
        self.secretLabel.setText(QCoreApplication.translate("AccountForm", u"account-form-secret", u"account-form-secret"))
        self.cancel.setText(QCoreApplication.translate("AccountForm", u"form-cancel", u"form-cancel"))
        self.accept.setText(QCoreApplication.translate("AccountForm", u"account-form-accept", u"account-form-accept"))
    # retranslateUi

