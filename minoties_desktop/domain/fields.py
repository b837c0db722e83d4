"""The one table of metadata fields; editors, columns, filters, search, page text and data derive from it.

To add a field: one entry in FIELDS and its labels (`field-<id>`, `field-<id>-help`) in `resources/i18n`.
Values live in `field_value` rows, so no migration is needed.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from ..config.messages import Message
from .errors import UsageFault


class Kind(StrEnum):
    """What a value is, which decides its editor, its check and how it is written."""

    TITLE = "title"
    TEXT = "text"
    LONG_TEXT = "long_text"
    DATE = "date"
    CONTRIBUTOR = "contributor"
    SOURCE = "source"
    LICENCE = "licence"
    CATEGORY = "category"
    ENTITY = "entity"
    POSITION = "position"
    HEADING = "heading"
    INSTITUTION = "institution"
    CHOICE = "choice"
    NOTICE = "notice"


class Tab(StrEnum):
    """The inspector's tab that a field stands on."""

    DESCRIBE = "describe"
    PLACE = "place"
    RIGHTS = "rights"


@dataclass(frozen=True, slots=True)
class Field:
    """One metadata field.

    `many`: a list of values; `by_language`: one value per language; `private`: never leaves the library;
    `inherited`: may come from the activity's defaults; `needed`: an item is not ready without it;
    `serial`: each item has another, so that one goes on from it to that of the next.
    `detail`: for whom it is shown without being asked for: volunteer, photographer, archivist, each seeing what those
    before see. `limit` is in characters. `parameter` is that of {{Information}} (commons-contract 4a), `statement` the
    property of the structured data (5.2), `exif` and `xmp` the tags it is read from and written to.
    """

    id: str
    kind: Kind
    tab: Tab = Tab.DESCRIBE
    many: bool = False
    by_language: bool = False
    private: bool = False
    inherited: bool = True
    needed: bool = False
    serial: bool = False
    detail: str = "volunteer"
    works: tuple[str, ...] = ()
    limit: int | None = None
    choices: tuple[str, ...] = ()
    parameter: str = ""
    statement: str = ""
    exif: str = ""
    xmp: str = ""

    @property
    def label(self) -> Message:
        """The field's name for people."""
        return Message(f"field-{self.id}")

    @property
    def answers(self) -> Message:
        """The choices in words, one after the other."""
        said = [Message(f"{self.id}-{choice}") for choice in self.choices]
        listed = said[-1]
        for one in reversed(said[:-1]):
            listed = Message("words-listed", one, listed)
        return listed

    @property
    def is_prose(self) -> bool:
        """Whether it is one text that people write, and write again and again."""
        return not (self.many or self.serial) and self.kind in (Kind.TITLE, Kind.TEXT, Kind.LONG_TEXT)

    @property
    def topic(self) -> str:
        """The topic of the help that explains it."""
        return str(self.tab)

    @property
    def help(self) -> Message:
        """One sentence on what belongs into it."""
        return Message(f"field-{self.id}-help")


WORKS = ("photo", "object", "flat", "old_photo", "map", "book", "sound", "film")
"""What an item is a picture, a scan or a recording of; `resources/vocab/works.toml` says how each is written."""
_THINGS = tuple(work for work in WORKS if work != "photo")
_HELD = ("object", "flat", "old_photo", "map")
_FLAT = ("flat", "old_photo", "map", "book")

CAPTION_LIMIT = 250
"""Characters, not bytes (commons-contract 5.1)."""

FIELDS: tuple[Field, ...] = (
    Field("title", Kind.TITLE, inherited=False, needed=True, xmp="dc:title"),
    Field("caption", Kind.TEXT, by_language=True, limit=CAPTION_LIMIT),
    Field("description", Kind.LONG_TEXT, by_language=True, parameter="description",
          exif="ImageDescription", xmp="dc:description"),
    Field("depicts", Kind.ENTITY, many=True, statement="P180"),
    Field("categories", Kind.CATEGORY, many=True, needed=True),
    Field("keywords", Kind.TEXT, detail="photographer", many=True, inherited=False, xmp="dc:subject"),
    Field("communities", Kind.ENTITY, many=True, detail="photographer"),
    Field("people", Kind.CHOICE, needed=True, choices=("nobody", "crowd", "public", "consent")),
    Field("date", Kind.DATE, needed=True, parameter="date", statement="P571",
          exif="DateTimeOriginal", xmp="photoshop:DateCreated"),
    Field("camera_position", Kind.POSITION, Tab.PLACE, detail="photographer", statement="P1259", exif="GPS",
          xmp="exif:GPSLatitude"),
    Field("heading", Kind.HEADING, Tab.PLACE, detail="photographer", exif="GPSImgDirection",
          xmp="exif:GPSImgDirection"),
    Field("subject_position", Kind.POSITION, Tab.PLACE, detail="photographer", statement="P9149"),
    Field("place_created", Kind.ENTITY, Tab.PLACE, statement="P1071", xmp="photoshop:City"),
    Field("author", Kind.CONTRIBUTOR, Tab.RIGHTS, needed=True, parameter="author", statement="P170",
          exif="Artist", xmp="dc:creator"),
    Field("source", Kind.SOURCE, Tab.RIGHTS, needed=True, parameter="source", statement="P7482", xmp="dc:source"),
    Field("licence", Kind.LICENCE, Tab.RIGHTS, needed=True, statement="P275", xmp="xmpRights:WebStatement"),
    Field("work", Kind.CHOICE, Tab.RIGHTS, detail="archivist", choices=WORKS),
    Field("creator", Kind.ENTITY, Tab.RIGHTS, detail="archivist", works=_THINGS),
    Field("creator_died", Kind.TEXT, Tab.RIGHTS, detail="archivist", works=_THINGS),
    Field("work_date", Kind.DATE, Tab.RIGHTS, detail="archivist", works=_THINGS),
    Field("published", Kind.DATE, Tab.RIGHTS, detail="archivist", works=_THINGS),
    Field("published_in", Kind.TEXT, Tab.RIGHTS, detail="archivist", works=_THINGS),
    Field("copied", Kind.CHOICE, Tab.RIGHTS, detail="archivist", choices=("scan", "photo", "freed"), works=_FLAT),
    Field("object_licence", Kind.LICENCE, Tab.RIGHTS, detail="archivist", works=("object",)),
    Field("leave", Kind.CHOICE, Tab.RIGHTS, detail="archivist", choices=("author", "heirs")),
    Field("work_title", Kind.TEXT, Tab.RIGHTS, detail="archivist", by_language=True, works=(*_HELD, "book")),
    Field("work_item", Kind.ENTITY, Tab.RIGHTS, detail="archivist", inherited=False, works=(*_HELD, "book")),
    Field("medium", Kind.TEXT, Tab.RIGHTS, detail="archivist", works=_HELD),
    Field("dimensions", Kind.TEXT, Tab.RIGHTS, detail="archivist", works=_HELD),
    Field("credit_line", Kind.TEXT, Tab.RIGHTS, detail="archivist", works=_HELD),
    Field("publisher", Kind.TEXT, Tab.RIGHTS, detail="archivist", works=("map", "book")),
    Field("published_place", Kind.TEXT, Tab.RIGHTS, detail="archivist", works=("book",)),
    Field("work_language", Kind.ENTITY, Tab.RIGHTS, detail="archivist", works=("book",)),
    Field("text_languages", Kind.TEXT, Tab.RIGHTS, many=True, detail="archivist", works=_FLAT),
    Field("sent_as", Kind.CHOICE, Tab.RIGHTS, detail="archivist", choices=("pdf", "jpeg", "tiff"), works=_FLAT),
    Field("rights_notice", Kind.TEXT, Tab.RIGHTS, detail="photographer", inherited=False, exif="Copyright",
          xmp="dc:rights"),
    Field("author_told", Kind.TEXT, Tab.RIGHTS, detail="archivist", inherited=False),
    Field("permission", Kind.TEXT, Tab.RIGHTS, detail="archivist", parameter="permission"),
    Field("notices", Kind.NOTICE, Tab.RIGHTS, many=True, detail="photographer", parameter="permission"),
    Field("institution", Kind.INSTITUTION, Tab.RIGHTS, detail="archivist", statement="P195"),
    Field("collection", Kind.TEXT, Tab.RIGHTS, detail="archivist"),
    Field("inventory_number", Kind.TEXT, detail="archivist", inherited=False, serial=True,
          statement="P217"),
    Field("premises", Kind.CHOICE, Tab.RIGHTS, detail="photographer", choices=("public", "private")),
    Field("embargo", Kind.DATE, Tab.RIGHTS, detail="photographer"),
    Field("notes", Kind.LONG_TEXT, Tab.RIGHTS, detail="photographer", private=True, inherited=False),
)

BY_ID: dict[str, Field] = {field.id: field for field in FIELDS}


def field(field_id: str) -> Field:
    """The field of an id. Raises UsageFault naming the known ones."""
    try:
        return BY_ID[field_id]
    except KeyError:
        raise UsageFault(
            Message("error-unknown-field", field_id), Message("error-known-fields", ", ".join(BY_ID)),
            code="unknown-field",
        ) from None
