"""An item as it stands: its effective values, whoever they come from, ready for checks, page text and data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from . import naming
from .agreement import Agreement
from .institution import Institution
from .people import Contributor
from .portrayed import Person


class Value(NamedTuple):
    """One effective value. `origin` is own, activity or contributor; `label` names an id in the reader's words."""

    text: str
    lang: str = ""
    origin: str = "own"
    source: str = "person"
    label: str = ""


WRITTEN = {"exif": "camera", "xmp": "file", "iptc": "file", "sidecar": "sidecar", "track": "track", "clock": "clock",
           "gazetteer": "gazetteer", "pattern": "pattern"}
"""By the source of a value that no person gave here, what is said of where it comes from (`origin-*`)."""


class FileFacts(NamedTuple):
    """The bytes that an item is sent as. `path` is relative to the library; `extension` has no dot.

    `recipe` is how a derivative was made, "" for the master itself; `master` is the master's MIME type, and `advice`
    what there was to be said of it when it came (JSON: Messages); `original` is the SHA-1 of a derivative's master. It
    is `unmade` while it is a master of a kind that no wiki takes, and `tells` what its activity withholds where nothing
    can be taken out of its kind. It `names` persons where nothing takes out what other programs may have written there.
    """

    id: str
    path: str
    mime: str
    extension: str
    size: int
    sha1: str
    sha256: str
    width: int = 0
    height: int = 0
    recipe: str = ""
    master: str = ""
    advice: str = ""
    unmade: bool = False
    tells: bool = False
    names: bool = False
    original: str = ""


@dataclass(frozen=True, slots=True)
class Described:
    """An item with everything that its page and data are made from.

    `uploader` is the wiki user who sends it ("" while unknown). `languages` are those of its activity, in order,
    and `agreement` is what it goes by: its activity's, else the one of the institution that lets it go furthest.
    `house` is the institution that it is from, `occasion` the kind of its activity, and it is `agreed` only with an
    agreement where that kind of activity goes by one; `unlisted` where that institution gave inventory lists and none
    of them has its number. `named` is how many persons other programs name in it,
    `portrayed` who is in it.
    `beside` are the names of the files before and after it, of one that is a page of something.
    `without_template` are languages that the wiki it is sent to has no template for, as far as it has said.
    """

    id: str
    values: Mapping[str, tuple[Value, ...]] = field(default_factory=dict)
    file: FileFacts | None = None
    author: Contributor | None = None
    uploader: str = ""
    languages: tuple[str, ...] = ()
    agreement: Agreement | None = None
    house: Institution | None = None
    occasion: str = ""
    agreed: bool = True
    unlisted: bool = False
    named: int = 0
    portrayed: tuple[Person, ...] = ()
    beside: tuple[str, ...] = ()
    without_template: frozenset[str] = frozenset()

    def all(self, field_id: str) -> tuple[Value, ...]:
        """The values of a field in their order."""
        return self.values.get(field_id, ())

    def first(self, field_id: str) -> str:
        """The text of the first value, "" without one."""
        found = self.values.get(field_id)
        return found[0].text if found else ""

    def told(self, field_id: str) -> str:
        """The text of the first value if a person gave it to this very item, "" where a camera or a program did."""
        found = self.all(field_id)
        return found[0].text if found and found[0].origin == "own" and found[0].source not in WRITTEN else ""

    def by_language(self, field_id: str) -> dict[str, str]:
        """Texts by language, the activity's languages first."""
        texts = {value.lang: value.text for value in self.all(field_id) if value.text}
        if len(texts) < 2:
            return texts
        order = [lang for lang in self.languages if lang in texts]
        return {lang: texts[lang] for lang in [*order, *(lang for lang in texts if lang not in order)]}

    def descriptions(self) -> dict[str, str]:
        """Descriptions by language; where there is none the caption serves."""
        return {**self.by_language("caption"), **self.by_language("description")}

    @property
    def own_work(self) -> bool:
        """Whether the source says: made by the author."""
        return self.first("source") == "own"

    @property
    def by_uploader(self) -> bool:
        """Whether whoever uploads it is its author."""
        return bool(self.uploader and self.author and same_user(self.author.user_name, self.uploader))


def same_user(one: str, other: str) -> bool:
    """Whether two user names are one account: underscores are spaces, the first letter's case does not count."""
    return bool(one) and user_name(one) == user_name(other)


def user_name(typed: str) -> str:
    """A user's name as wikis write it."""
    return naming.normal(typed)
