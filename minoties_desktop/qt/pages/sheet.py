"""The description page as the wiki will show it, in the wiki's own light colours."""

from __future__ import annotations

from html import escape
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QImage, QResizeEvent, QTextDocument
from PySide6.QtWidgets import QFrame, QTextBrowser, QWidget

from ...config.languages import language
from ...domain.licences import licences
from ...domain.page_reading import PageParts, Text, read
from ...services.review import Preview
from ..kit import Kit
from ..models.thumbnails import read_scaled

_PICTURE = QUrl("preview")
_PICTURE_SHARE = 0.4  # of the page, at most: words stand beside it


class Sheet(QTextBrowser):
    """A page as high as its content; what is around it scrolls."""

    def __init__(self, kit: Kit, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kit = kit
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setOpenLinks(False)
        self.setProperty("sheet", True)
        self.setProperty("ring", True)
        self.setProperty("minWidth", "dialog")
        for policy in (self.setVerticalScrollBarPolicy, self.setHorizontalScrollBarPolicy):
            policy(self.horizontalScrollBarPolicy().ScrollBarAlwaysOff)
        self.document().documentLayout().documentSizeChanged.connect(self._fit)

    def show_page(self, preview: Preview, file: str, picture: Path | None) -> None:
        """Show a page; `file` says size and kind of the file in words."""
        tokens = self._kit.theme.tokens
        wide = min(tokens.size("sheet-picture"), round(self.viewport().width() * _PICTURE_SHARE))
        image = read_scaled(str(picture), wide) if picture else QImage()
        self.document().setDocumentMargin(tokens.space(5))
        self.document().setDefaultFont(tokens.text("body"))
        self.document().setDefaultStyleSheet(self._style())
        self.document().addResource(QTextDocument.ResourceType.ImageResource.value, _PICTURE, image)
        self.setHtml(self._html(preview, file, has_picture=not image.isNull()))
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Wrap anew."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        self.setFixedHeight(round(self.document().size().height()) + 1)

    def _style(self) -> str:
        names = ("text", "link", "head", "border")
        colour = {name: self._kit.theme.tokens.colour(f"sheet-{name}").name() for name in names}
        return (f"body, td, p {{ color: {colour['text']}; }} a {{ color: {colour['link']}; text-decoration: none; }}"
                f"h1, h2 {{ margin-bottom: 0; }} hr {{ background-color: {colour['border']}; }}"
                f"h1, h2 {{ font-family: 'Linux Libertine', Georgia, 'Noto Serif', serif; font-weight: normal;"
                f" color: {colour['text']}; }} td.name {{ background: {colour['head']}; font-weight: 600; }}")

    def _html(self, preview: Preview, file: str, *, has_picture: bool) -> str:
        say, parts = self._kit.speech.say, read(preview.wikitext)
        captions = "".join(
            self._row(f"<td width='30%' style='white-space: nowrap'>{escape(language(code).name)}</td>",
                      f"<td>{escape(label['value'])}</td>")
            for code, label in preview.labels.items())
        picture = f"<td width='45%'><img src='{_PICTURE.toString()}'></td>" if has_picture else ""
        head = (f"<td><h1>File:{escape(preview.title)}</h1><hr><p>{escape(file)}</p>"
                f"<p><b>{say('review-captions')}</b></p>"
                f"<table width='100%' cellpadding='3'>{captions or '<tr><td>' + say('review-none') + '</td></tr>'}"
                f"</table></td>")
        return (f"<body dir='{'rtl' if self.isRightToLeft() else 'ltr'}'>"
                f"<table width='100%' cellspacing='6'>{self._row(picture, head)}</table>"
                f"<h2>{say('review-summary')}</h2><hr>{self._table(parts)}"
                f"<h2>{say('review-licensing')}</h2><hr>{self._boxed(self._licence(parts.licence))}<br>"
                f"{self._categories(parts)}</body>")

    def _row(self, *cells: str) -> str:
        """A row of a table; from right to left where the window is, as Qt never turns a table."""
        return f"<tr>{''.join(reversed(cells) if self.isRightToLeft() else cells)}</tr>"

    def _boxed(self, html: str) -> str:
        return f"{_table(self._kit.theme.tokens.colour('sheet-border').name())}<tr><td>{html}</td></tr></table>"

    def _table(self, parts: PageParts) -> str:
        say = self._kit.speech.say
        rows = [(say(f"review-row-{name.replace(' ', '-')}"),
                 "<br>".join(self._day(text.words) if name == "date" else self._text(text) for text in texts))
                for name, texts in parts.rows]
        rows += [(say("review-row-object" if name.startswith("Object") else "review-row-camera"),
                  f"{latitude:.6f}, {longitude:.6f}") for name, latitude, longitude in parts.places]
        border = self._kit.theme.tokens.colour("sheet-border").name()
        cells = "".join(self._row(f"<td class='name' width='22%'>{escape(name)}</td>", f"<td>{value}</td>")
                        for name, value in rows)
        return f"{_table(border)}{cells}</table>"

    def _day(self, written: str) -> str:
        """A plain day as MediaWiki writes it for a reader of this language; anything else as it is."""
        return escape(self._kit.speech.messages.long_day(written.strip()))

    def _text(self, text: Text) -> str:
        say = self._kit.speech.say
        words = say("review-about", text.words) if text.about else text.words
        if text.own or text.pending:
            words = say("source-own" if text.own else "review-pending")
        shown = escape(words).replace("\n", "<br>")
        return f"<b>{escape(language(text.lang).name)}:</b> {shown}" if text.lang else shown

    def _licence(self, written: str) -> str:
        say = self._kit.speech.say
        known = next((licence for licence in licences().values()
                      if written and written in (licence.self_template, licence.template)), None)
        if known is None:
            return escape(written) or say("review-none")
        name = f"<b>{escape(say(known.label))}</b>"
        return say("review-licence-own" if written == known.self_template else "review-licence-other", name)

    def _categories(self, parts: PageParts) -> str:
        say = self._kit.speech.say
        links = " | ".join(f"<a href='category'>{escape(name)}</a>" for name in parts.categories)
        return self._boxed(f"{say('review-categories')} {links or say('review-none')}")


def _table(border: str) -> str:
    return (f"<table width='100%' border='1' cellspacing='0' cellpadding='5' style='border-collapse: collapse;"
            f" border-style: solid; border-color: {border}'>")
