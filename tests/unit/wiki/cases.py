"""One item of each kind of work and of each way that its rights can stand; the golden files say what becomes of it."""

from __future__ import annotations

from dataclasses import replace

from minoties_desktop.domain.agreement import Agreement
from minoties_desktop.domain.institution import Institution
from minoties_desktop.domain.item import Described, Value
from minoties_desktop.domain.people import Contributor
from tests.unit.wiki.described import described, values

HOUSE = Institution("1", "Museo Regional", item="Q42", template="Museo Regional de la Araucanía, Temuco")
CREDITED = replace(HOUSE, credit="Museo Regional, Temuco")
NOBODY = {name: () for name in ("camera_position", "subject_position", "heading", "author")}


def _work(work: str, house: Institution | None = HOUSE, **fields: tuple[Value, ...]) -> Described:
    """A copy of a work: from the web page of an institution, scanned on 2 October 2026."""
    base = {**NOBODY, "work": values(work), "date": values("2026-10-02"), "source": values("https://example.org/object/123"),
            "institution": values("Q42"), "inventory_number": values("FOT-0123"),
            "categories": values("Mapuche people in the 1890s"),
            "description": values(("Retrato de una familia mapuche", "es"))}
    return replace(described(author_is=None, **{**base, **fields}), house=house)


EXPIRED = {"creator": values("Gustavo Milet"), "creator_died": values("1917"), "work_date": values("1890~"),
           "published": values("1891"), "copied": values("scan"), "licence": values("pd-old-100-expired")}
RELEASED = Contributor("1", "Ana Pérez", "AnaPerez", release="https://example.org/release")
JEWEL = {
    "work": values("object"), "creator": values("unknown"), "work_date": values("18XX"), "published": values("1891"),
    "work_title": values(("Trapelakucha", "arn")), "medium": values("Silver"), "dimensions": values("6 x 30 x 1 cm"),
    "institution": values("Q42"), "collection": values("Platería"), "inventory_number": values("P-7"),
    "credit_line": values("Gift of the Painemal family"), "place_created": (Value("Q2", label="Temuco"),),
    "object_licence": values("pd-old-assumed"), "licence": values("cc-by-4.0"), "camera_position": (),
    "subject_position": (), "categories": values("Trapelakucha"),
    "description": values(("Silver trapelakucha, Museo Regional", "en")),
}

CASES: dict[str, Described] = {
    "own_photo": described(description=values(("Tejedora mapuche en un telar, Temuco", "es"), ("Düwekafe", "arn"))),
    "own_photo_cc0": described(licence=values("cc-zero")),
    "own_photo_in_an_institution_pending": replace(
        described(permission=values("Letter of the museum, 2026-09-01")), house=CREDITED,
        agreement=Agreement("1", "Letter", "granted", vrt="sent")),
    "released_to_another_account": described(author_is=RELEASED, uploader="Volunteer"),
    "permitted_to_another_account": described(
        author_is=Contributor("1", "Ana Pérez"), uploader="Volunteer", leave=values("author")),
    "scan_2d_with_item": _work("flat", **{**EXPIRED, "work_item": values("Q42")}),
    "scan_2d_without_item": _work("flat", **{
        **EXPIRED, "work_title": values(("Retrato de familia", "es")), "medium": values("Albumen print"),
        "dimensions": values("24 x 18 cm"), "collection": values("Fotografía"), "credit_line": values("Gift, 1950"),
        "place_created": (Value("Q2", label="Temuco"),)}),
    "photo_of_2d": _work("flat", **{**EXPIRED, "copied": values("photo"), "licence": values("pd-old-auto-expired")}),
    "photo_of_2d_freed": _work("flat", **{
        **EXPIRED, "copied": values("freed"), "licence": values("pd-old-auto-expired")}),
    "photo_of_2d_uraa": _work("flat", **{
        **EXPIRED, "copied": values("photo"), "published": values("1950"), "published_in": values("cl"),
        "licence": values("pd-old-auto-1996")}),
    "old_photo_of_nobody_known": _work("old_photo", **{
        **EXPIRED, "creator": values("unknown"), "creator_died": (), "licence": values("pd-old-assumed")}),
    "old_photo_in_chile": _work("old_photo", house=None, **{
        **EXPIRED, "creator": values("unknown"), "creator_died": (), "work_date": values("1920"),
        "published": values("1921"), "published_in": values("cl"), "licence": values("pd-chile"),
        "institution": values("Museo Regional")}),
    "map": _work("map", CREDITED, **{**EXPIRED, "creator": (Value("Q42", label="Nicanor Boloña"),),
                           "publisher": values("Imprenta Cervantes"), "licence": values("pd-old-auto-expired")}),
    "book_with_item": _work("book", **{
        **EXPIRED, "work_item": values("Q42"), "work_title": values(("Gramática", "es")), "work_date": (),
        "creator_died": values("1791"), "published": values("1777"),
        "work_language": (Value("Q1860", label="Spanish"),),
        "published_place": values("Lima"), "publisher": values("Imprenta Real"), "inventory_number": values("SM-123")}),
    "letter_without_item": _work("book", CREDITED, **{
        **EXPIRED, "work_title": values(("Carta", "es")), "licence": values("pd-old-100-expired")}),
    "object_with_item": replace(described(**{**JEWEL, "work_item": values("Q42"), "place_created": values("Q42"),
                                             "depicts": ()}), house=HOUSE),
    "object_without_item": replace(described(**JEWEL), house=HOUSE),
    "object_with_leave": replace(described(**{**JEWEL, "creator": values("Juan Painemal"), "work_date": values("2019"),
                                              "object_licence": values("cc-by-sa-4.0"), "leave": values("author")}),
                                 house=HOUSE),
    "flat_from_the_heirs": _work("flat", **{
        **EXPIRED, "creator_died": values("1980"), "work_date": values("1950"), "published": (),
        "licence": values("cc-by-sa-4.0-heirs"), "leave": values("heirs")}),
    "own_sound": described(work=values("sound"), camera_position=(), subject_position=()),
    "film_of_somebody": _work("film", house=None, **{
        **EXPIRED, "copied": (), "institution": (), "licence": values("pd-old-auto-expired")}),
}
"""By the name of their golden files."""
