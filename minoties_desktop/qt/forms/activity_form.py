# -*- coding: utf-8 -*-

################################################################################
## Form generated from reading UI file 'activity_form.ui'
##
## Created by: Qt User Interface Compiler
##
## WARNING! All changes made in this file will be lost when recompiling UI file!
################################################################################

from PySide6.QtCore import (QCoreApplication, Qt)

from PySide6.QtWidgets import (QFrame, QHBoxLayout, QLabel, QLineEdit, QPushButton, QSizePolicy, QSpacerItem, QVBoxLayout, QWidget)

from minoties_desktop.qt.widgets.band import Band
from minoties_desktop.qt.widgets.combo import Combo
from minoties_desktop.qt.widgets.privacy_box import PrivacyBox
from minoties_desktop.qt.widgets.sentences_box import SentencesBox

class Ui_ActivityForm(object):
    def setupUi(self, ActivityForm):
        if not ActivityForm.objectName():
            ActivityForm.setObjectName(u"ActivityForm")
        ActivityForm.setProperty(u"margins", u"6 6 6 5")
        ActivityForm.setProperty(u"gap", u"4")
        ActivityForm.setProperty(u"minWidth", u"dialog")
        self.ActivityForm_layout = QVBoxLayout(ActivityForm)
        self.ActivityForm_layout.setObjectName(u"ActivityForm_layout")
        self.ActivityForm_layout.setContentsMargins(0, 0, 0, 0)
        self.intro = QLabel(ActivityForm)
        self.intro.setObjectName(u"intro")
        self.intro.setProperty(u"ink", u"subtle")
        self.intro.setWordWrap(True)

        self.ActivityForm_layout.addWidget(self.intro)

        self.band = Band(ActivityForm)
        self.band.setObjectName(u"band")

        self.ActivityForm_layout.addWidget(self.band)

        self.rows = QFrame(ActivityForm)
        self.rows.setObjectName(u"rows")
        self.rows.setProperty(u"gap", u"3")
        self.rows_layout = QVBoxLayout(self.rows)
        self.rows_layout.setObjectName(u"rows_layout")
        self.rows_layout.setContentsMargins(0, 0, 0, 0)
        self.titleLabel = QLabel(self.rows)
        self.titleLabel.setObjectName(u"titleLabel")
        self.titleLabel.setProperty(u"textStyle", u"strong")

        self.rows_layout.addWidget(self.titleLabel)

        self.title = QLineEdit(self.rows)
        self.title.setObjectName(u"title")
        self.title.setProperty(u"minHeight", u"field")

        self.rows_layout.addWidget(self.title)

        self.kindLabel = QLabel(self.rows)
        self.kindLabel.setObjectName(u"kindLabel")
        self.kindLabel.setProperty(u"textStyle", u"strong")

        self.rows_layout.addWidget(self.kindLabel)

        self.kind = Combo(self.rows)
        self.kind.setObjectName(u"kind")
        self.kind.setProperty(u"minHeight", u"field")

        self.rows_layout.addWidget(self.kind)

        self.startsLabel = QLabel(self.rows)
        self.startsLabel.setObjectName(u"startsLabel")
        self.startsLabel.setProperty(u"textStyle", u"strong")

        self.rows_layout.addWidget(self.startsLabel)

        self.starts = QLineEdit(self.rows)
        self.starts.setObjectName(u"starts")
        self.starts.setProperty(u"minHeight", u"field")

        self.rows_layout.addWidget(self.starts)

        self.placeLabel = QLabel(self.rows)
        self.placeLabel.setObjectName(u"placeLabel")
        self.placeLabel.setProperty(u"textStyle", u"strong")

        self.rows_layout.addWidget(self.placeLabel)

        self.place = QLineEdit(self.rows)
        self.place.setObjectName(u"place")
        self.place.setProperty(u"minHeight", u"field")

        self.rows_layout.addWidget(self.place)

        self.institutionLabel = QLabel(self.rows)
        self.institutionLabel.setObjectName(u"institutionLabel")
        self.institutionLabel.setProperty(u"textStyle", u"strong")

        self.rows_layout.addWidget(self.institutionLabel)

        self.institution = Combo(self.rows)
        self.institution.setObjectName(u"institution")
        self.institution.setEditable(True)
        self.institution.setProperty(u"minHeight", u"field")

        self.rows_layout.addWidget(self.institution)

        self.contributorLabel = QLabel(self.rows)
        self.contributorLabel.setObjectName(u"contributorLabel")
        self.contributorLabel.setProperty(u"textStyle", u"strong")

        self.rows_layout.addWidget(self.contributorLabel)

        self.contributor = Combo(self.rows)
        self.contributor.setObjectName(u"contributor")
        self.contributor.setProperty(u"minHeight", u"field")

        self.rows_layout.addWidget(self.contributor)

        self.languagesLabel = QLabel(self.rows)
        self.languagesLabel.setObjectName(u"languagesLabel")
        self.languagesLabel.setProperty(u"textStyle", u"strong")

        self.rows_layout.addWidget(self.languagesLabel)

        self.languages = QLineEdit(self.rows)
        self.languages.setObjectName(u"languages")
        self.languages.setProperty(u"minHeight", u"field")

        self.rows_layout.addWidget(self.languages)

        self.licenceLabel = QLabel(self.rows)
        self.licenceLabel.setObjectName(u"licenceLabel")
        self.licenceLabel.setProperty(u"textStyle", u"strong")

        self.rows_layout.addWidget(self.licenceLabel)

        self.licence = Combo(self.rows)
        self.licence.setObjectName(u"licence")
        self.licence.setProperty(u"minHeight", u"field")

        self.rows_layout.addWidget(self.licence)

        self.categoriesLabel = QLabel(self.rows)
        self.categoriesLabel.setObjectName(u"categoriesLabel")
        self.categoriesLabel.setProperty(u"textStyle", u"strong")

        self.rows_layout.addWidget(self.categoriesLabel)

        self.categories = QLineEdit(self.rows)
        self.categories.setObjectName(u"categories")
        self.categories.setProperty(u"minHeight", u"field")

        self.rows_layout.addWidget(self.categories)

        self.titlesLabel = QLabel(self.rows)
        self.titlesLabel.setObjectName(u"titlesLabel")
        self.titlesLabel.setProperty(u"textStyle", u"strong")

        self.rows_layout.addWidget(self.titlesLabel)

        self.titles = QLineEdit(self.rows)
        self.titles.setObjectName(u"titles")
        self.titles.setProperty(u"minHeight", u"field")

        self.rows_layout.addWidget(self.titles)

        self.sentencesLabel = QLabel(self.rows)
        self.sentencesLabel.setObjectName(u"sentencesLabel")
        self.sentencesLabel.setProperty(u"textStyle", u"strong")

        self.rows_layout.addWidget(self.sentencesLabel)

        self.sentences = SentencesBox(self.rows)
        self.sentences.setObjectName(u"sentences")

        self.rows_layout.addWidget(self.sentences)

        self.zoneLabel = QLabel(self.rows)
        self.zoneLabel.setObjectName(u"zoneLabel")
        self.zoneLabel.setProperty(u"textStyle", u"strong")

        self.rows_layout.addWidget(self.zoneLabel)

        self.zone = QLineEdit(self.rows)
        self.zone.setObjectName(u"zone")
        self.zone.setProperty(u"minHeight", u"field")

        self.rows_layout.addWidget(self.zone)

        self.privacyLabel = QLabel(self.rows)
        self.privacyLabel.setObjectName(u"privacyLabel")
        self.privacyLabel.setProperty(u"textStyle", u"strong")

        self.rows_layout.addWidget(self.privacyLabel)

        self.privacy = PrivacyBox(self.rows)
        self.privacy.setObjectName(u"privacy")

        self.rows_layout.addWidget(self.privacy)


        self.ActivityForm_layout.addWidget(self.rows)

        self.spacer_1 = QSpacerItem(0, 0, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Expanding)

        self.ActivityForm_layout.addItem(self.spacer_1)

        self.buttons = QFrame(ActivityForm)
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


        self.ActivityForm_layout.addWidget(self.buttons)

#if QT_CONFIG(shortcut)
        self.titleLabel.setBuddy(self.title)
        self.kindLabel.setBuddy(self.kind)
        self.startsLabel.setBuddy(self.starts)
        self.placeLabel.setBuddy(self.place)
        self.institutionLabel.setBuddy(self.institution)
        self.contributorLabel.setBuddy(self.contributor)
        self.languagesLabel.setBuddy(self.languages)
        self.licenceLabel.setBuddy(self.licence)
        self.categoriesLabel.setBuddy(self.categories)
        self.titlesLabel.setBuddy(self.titles)
        self.zoneLabel.setBuddy(self.zone)
#endif // QT_CONFIG(shortcut)
        QWidget.setTabOrder(self.title, self.kind)
        QWidget.setTabOrder(self.kind, self.starts)
        QWidget.setTabOrder(self.starts, self.place)
        QWidget.setTabOrder(self.place, self.institution)
        QWidget.setTabOrder(self.institution, self.contributor)
        QWidget.setTabOrder(self.contributor, self.languages)
        QWidget.setTabOrder(self.languages, self.licence)
        QWidget.setTabOrder(self.licence, self.categories)
        QWidget.setTabOrder(self.categories, self.titles)
        QWidget.setTabOrder(self.titles, self.zone)
        QWidget.setTabOrder(self.zone, self.privacy)
        QWidget.setTabOrder(self.privacy, self.cancel)
        QWidget.setTabOrder(self.cancel, self.accept)

        self.retranslateUi(ActivityForm)
    # setupUi

    def retranslateUi(self, ActivityForm):
        ActivityForm.setWindowTitle(QCoreApplication.translate("ActivityForm", u"activity-form-title", u"activity-form-title"))
        self.intro.setText(QCoreApplication.translate("ActivityForm", u"activity-form-intro", u"activity-form-intro"))
        self.titleLabel.setText(QCoreApplication.translate("ActivityForm", u"activity-form-name", u"activity-form-name"))
        self.kindLabel.setText(QCoreApplication.translate("ActivityForm", u"activity-form-kind", u"activity-form-kind"))
        self.startsLabel.setText(QCoreApplication.translate("ActivityForm", u"activity-form-starts", u"activity-form-starts"))
        self.starts.setPlaceholderText(QCoreApplication.translate("ActivityForm", u"activity-form-date-example", u"activity-form-date-example"))
        self.placeLabel.setText(QCoreApplication.translate("ActivityForm", u"activity-form-place", u"activity-form-place"))
        self.institutionLabel.setText(QCoreApplication.translate("ActivityForm", u"activity-form-institution", u"activity-form-institution"))
        self.contributorLabel.setText(QCoreApplication.translate("ActivityForm", u"activity-form-contributor", u"activity-form-contributor"))
        self.languagesLabel.setText(QCoreApplication.translate("ActivityForm", u"activity-form-languages", u"activity-form-languages"))
        self.languages.setPlaceholderText(QCoreApplication.translate("ActivityForm", u"activity-form-languages-example", u"activity-form-languages-example"))
        self.licenceLabel.setText(QCoreApplication.translate("ActivityForm", u"activity-form-licence", u"activity-form-licence"))
        self.categoriesLabel.setText(QCoreApplication.translate("ActivityForm", u"activity-form-categories", u"activity-form-categories"))
        self.categories.setPlaceholderText(QCoreApplication.translate("ActivityForm", u"activity-form-categories-example", u"activity-form-categories-example"))
        self.titlesLabel.setText(QCoreApplication.translate("ActivityForm", u"activity-form-titles", u"activity-form-titles"))
        self.titles.setPlaceholderText(QCoreApplication.translate("ActivityForm", u"activity-form-titles-none", u"activity-form-titles-none"))
        self.sentencesLabel.setText(QCoreApplication.translate("ActivityForm", u"activity-form-sentences", u"activity-form-sentences"))
        self.zoneLabel.setText(QCoreApplication.translate("ActivityForm", u"activity-form-zone", u"activity-form-zone"))
        self.zone.setPlaceholderText(QCoreApplication.translate("ActivityForm", u"activity-form-zone-example", u"activity-form-zone-example"))
        self.privacyLabel.setText(QCoreApplication.translate("ActivityForm", u"activity-form-privacy", u"activity-form-privacy"))
        self.cancel.setText(QCoreApplication.translate("ActivityForm", u"form-cancel", u"form-cancel"))
        self.accept.setText(QCoreApplication.translate("ActivityForm", u"activity-form-accept", u"activity-form-accept"))
    # retranslateUi

