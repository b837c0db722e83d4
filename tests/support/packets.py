"""XMP packets as other programs write them."""

from __future__ import annotations

from collections.abc import Mapping

NAMESPACES = {
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#", "dc": "http://purl.org/dc/elements/1.1/",
    "xmp": "http://ns.adobe.com/xap/1.0/", "xmpRights": "http://ns.adobe.com/xap/1.0/rights/",
    "photoshop": "http://ns.adobe.com/photoshop/1.0/", "exif": "http://ns.adobe.com/exif/1.0/",
    "lr": "http://ns.adobe.com/lightroom/1.0/", "digiKam": "http://www.digikam.org/ns/1.0/",
    "darktable": "http://darktable.sf.net/", "cc": "http://creativecommons.org/ns#",
    "mwg-rs": "http://www.metadataworkinggroup.com/schemas/regions/", "other": "http://example.invalid/ours/",
    "stArea": "http://ns.adobe.com/xmp/sType/Area#", "MP": "http://ns.microsoft.com/photo/1.2/",
    "MPRI": "http://ns.microsoft.com/photo/1.2/t/RegionInfo#", "MPReg": "http://ns.microsoft.com/photo/1.2/t/Region#",
}


def packet(elements: str = "", **attributes: str) -> str:
    """A packet with some attributes (prefix__Name) and elements."""
    spaces = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in NAMESPACES.items())
    given = " ".join(f'{name.replace("__", ":").replace("_", "-")}="{value}"' for name, value in attributes.items())
    return (f'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF {spaces}><rdf:Description rdf:about="" {given}>'
            f"{elements}</rdf:Description></rdf:RDF></x:xmpmeta>")


def alternatives(name: str, texts: Mapping[str, str]) -> str:
    """A text in several languages."""
    entries = "".join(f'<rdf:li xml:lang="{lang}">{text}</rdf:li>' for lang, text in texts.items())
    return f"<{name}><rdf:Alt>{entries}</rdf:Alt></{name}>"


def bag(name: str, *texts: str, kind: str = "Bag") -> str:
    """Several texts in no order, or with kind Seq in one."""
    return f"<{name}><rdf:{kind}>{''.join(f'<rdf:li>{text}</rdf:li>' for text in texts)}</rdf:{kind}></{name}>"


def faces(*names: str) -> str:
    """Regions with names in the Metadata Working Group's way, as digiKam and Lightroom write them."""
    entries = "".join(
        f'<rdf:li><rdf:Description mwg-rs:Name="{name}" mwg-rs:Type="Face"><mwg-rs:Area stArea:x="0.5" stArea:y="0.5" '
        f'stArea:w="0.1" stArea:h="0.1" stArea:unit="normalized"/></rdf:Description></rdf:li>' for name in names)
    return (f'<mwg-rs:Regions rdf:parseType="Resource"><mwg-rs:RegionList><rdf:Bag>{entries}</rdf:Bag>'
            f"</mwg-rs:RegionList></mwg-rs:Regions>")


def lightroom() -> str:
    """What Lightroom writes beside a RAW."""
    return packet(
        alternatives("dc:title", {"x-default": "Chapel in Farsa"})
        + alternatives("dc:description", {"x-default": "The chapel from the south"})
        + alternatives("dc:rights", {"x-default": "© Ana Pérez"})
        + bag("dc:creator", "Ana Pérez", kind="Seq") + bag("dc:subject", "Farsa", "chapel")
        + bag("lr:hierarchicalSubject", "Places|Greece|Farsa", "chapel"),
        xmp__Rating="4", xmp__Label="Green", exif__DateTimeOriginal="2026-10-03T14:05:09",
        xmpRights__WebStatement="https://creativecommons.org/licenses/by-sa/4.0/",
        photoshop__City="Farsa", photoshop__Country="Greece",
        exif__GPSLatitude="37,59.0286N", exif__GPSLongitude="23,43.6523E")


def digikam() -> str:
    """What digiKam writes: languages, its own tags, and faces."""
    return packet(
        alternatives("dc:description", {"x-default": "Το ξωκλήσι", "el-GR": "Το ξωκλήσι", "es-ES": "La ermita"})
        + bag("dc:subject", "ξωκλήσι") + bag("digiKam:TagsList", "Τόποι/Φάρσα", "People/Anna") + faces("Anna", "Ben"),
        xmp__Rating="5", digiKam__ColorLabel="4")


def darktable() -> str:
    """What darktable writes, with its own history, which means nothing to others."""
    return packet(
        bag("dc:subject", "chapel", "dusk") + "<darktable:history><rdf:Seq><rdf:li darktable:num=\"0\" "
        "darktable:operation=\"exposure\"/></rdf:Seq></darktable:history>",
        xmp__Rating="-1", darktable__xmp_version="5", other__secret="kept")


def photo_mechanic() -> str:
    """What Photo Mechanic writes."""
    return packet(
        alternatives("dc:description", {"x-default": "Procession"}) + bag("dc:creator", "Eleni", kind="Seq")
        + alternatives("xmpRights:UsageTerms", {"x-default": "CC BY 4.0"}),
        photoshop__DateCreated="2026-10-03T18:30:00+03:00", photoshop__Headline="Feast", xmp__Rating="3")
