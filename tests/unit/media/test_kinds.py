"""Each kind that Commons takes is known by its content, measured, drawn, and refused when it is cut or lies."""

import random
from pathlib import Path

import pytest
from PIL import Image

from minoties_desktop.domain.errors import Refused
from minoties_desktop.media.cache import intact, pictures
from minoties_desktop.media.drawings import svg
from minoties_desktop.media.helper import look
from minoties_desktop.media.kinds import is_lying
from minoties_desktop.media.probe import Probed
from tests.support import specimens
from tests.support.specimens import KINDS, MASTERS, SIZE, specimen

MIMES = {
    "jpg": "image/jpeg", "png": "image/png", "tif": "image/tiff", "gif": "image/gif", "webp": "image/webp",
    "svg": "image/svg+xml", "pdf": "application/pdf", "djvu": "image/vnd.djvu", "xcf": "image/x-xcf",
    "stl": "application/sla", "opus": "audio/ogg", "ogg": "audio/ogg", "ogv": "video/ogg", "flac": "audio/flac",
    "wav": "audio/wav", "mp3": "audio/mpeg", "mid": "audio/midi", "webm": "video/webm", "mpg": "video/mpeg",
}
SOUNDS, FILMS = ("opus", "ogg", "flac", "wav", "mp3", "mid"), ("ogv", "webm", "mpg")
SIZES = {"pdf": (300, 200), "xcf": (192, 192), "stl": (0, 0), **dict.fromkeys(FILMS, (320, 240)),
         **dict.fromkeys(SOUNDS, (0, 0))}


def seen(path: Path, name: str = "") -> Probed:
    return look(path, pictures(path.parent / "cache", "ab" * 20), name)


def refusal(path: Path, content: bytes) -> str:
    path.write_bytes(content)
    with pytest.raises(Refused) as caught:
        seen(path)
    assert caught.value.remedy is not None
    return caught.value.code


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_whatever_it_is_called(tmp_path: Path, kind: str) -> None:
    name = "holiday.stl" if kind == "stl" else "holiday.txt"
    path = specimen(tmp_path / name, kind)
    found = seen(path)
    assert (found.mime, found.extension, found.needs_derivative) == (MIMES[kind], kind, False)
    assert (found.width, found.height) == SIZES.get(kind, SIZE)
    assert found.pages == (3 if kind == "pdf" else 1)
    assert found.seconds == pytest.approx(2 if kind in (*SOUNDS, *FILMS) else 0, abs=0.02)
    assert intact(pictures(tmp_path / "cache", "ab" * 20).preview)
    assert not found.complaints


@pytest.mark.parametrize("kind", MASTERS)
def test_each_master(tmp_path: Path, kind: str) -> None:
    found = seen(specimen(tmp_path / f"a.{kind}", kind))
    assert (found.width, found.height, found.needs_derivative, found.extension) == (*SIZE, True, kind)
    with Image.open(pictures(tmp_path / "cache", "ab" * 20).preview) as drawn:
        assert drawn.size in (SIZE, (SIZE[0] // 2, SIZE[1] // 2))
        corner = drawn.convert("L").crop((0, 0, drawn.width // 5, drawn.height // 5))
        assert corner.getextrema()[0] > 200


CUT = {kind: (0.4, 0.9) for kind in KINDS if kind not in ("svg", "mpg", "mid")} | {
    "svg": (0.4, 0.9), "xcf": (0.01, 0.4, 0.8), "mpg": (0.95,), "mid": (0.9,)}


@pytest.mark.parametrize(("kind", "share"), [(kind, share) for kind, shares in CUT.items() for share in shares])
def test_each_kind_cut_short(tmp_path: Path, kind: str, share: float) -> None:
    whole = KINDS[kind]()
    assert refusal(tmp_path / f"a.{kind}", whole[:int(len(whole) * share)]) == "damaged"


@pytest.mark.parametrize("kind", ["heic", "avif", "bmp", "jp2"])
def test_each_master_cut_short(tmp_path: Path, kind: str) -> None:
    whole = MASTERS[kind]()
    assert refusal(tmp_path / f"a.{kind}", whole[:len(whole) // 2]) == "damaged"


@pytest.mark.parametrize("kind", [*KINDS, *MASTERS])
def test_noise_behind_a_right_beginning(tmp_path: Path, kind: str) -> None:
    """Taken in or refused in words, and nothing else."""
    whole = bytearray({**KINDS, **MASTERS}[kind]())
    rng = random.Random(kind)
    for round_ in range(6):
        fuzzed = bytearray(whole)
        for _ in range(1 + len(fuzzed) // 200):
            fuzzed[rng.randrange(len(fuzzed))] = rng.randrange(256)
        path = tmp_path / f"{round_}.{kind}"
        path.write_bytes(fuzzed)
        try:
            assert seen(path).extension
        except Refused as refused:
            assert refused.message.key.startswith("media-") and refused.remedy


def test_moving_pictures_are_read_to_their_last(tmp_path: Path) -> None:
    whole = specimens.gif(frames=3)
    assert refusal(tmp_path / "a.gif", whole[:-3000]) == "damaged"


def test_several_pages_of_djvu(tmp_path: Path) -> None:
    path = tmp_path / "a.djvu"
    path.write_bytes(specimens.djvu(4))
    assert seen(path).pages == 4


def test_a_shape_in_words(tmp_path: Path) -> None:
    path = tmp_path / "a.stl"
    path.write_bytes(specimens.stl(text=True))
    assert seen(path).mime == "application/sla"
    assert refusal(path, specimens.stl(text=True)[:-30]) == "damaged"
    assert refusal(path, specimens.stl()[:-1]) == "damaged"


def test_an_encrypted_pdf_is_refused(tmp_path: Path) -> None:
    assert refusal(tmp_path / "a.pdf", specimens.locked_pdf()) == "locked"


def test_a_pdf_that_is_encrypted_in_a_way_of_its_own_is_told_to_be_so(tmp_path: Path) -> None:
    whole = specimens.locked_pdf()
    assert whole.count(b"/Filter /Standard") == 1
    assert refusal(tmp_path / "a.pdf", whole.replace(b"/Standard", b"/Stranger")) == "locked"


@pytest.mark.parametrize(("inside", "top", "code"), [
    ("<script>alert(1)</script>", "", "html"),
    (" " * 1200 + "<script>alert(1)</script>", "", "svg-script"),
    ('<rect onclick="alert(1)"/>', "", "svg-script"),
    ('<a xlink:href="java\tscript:alert(1)"><rect/></a>', "", "svg-script"),
    ('<image xlink:href="https://example.invalid/a.png"/>', "", "svg-outside"),
    ('<image href="file:///etc/passwd"/>', "", "svg-outside"),
    ("<style>@import 'https://example.invalid/a.css';</style>", "", "svg-outside"),
    ('<rect style="fill:url(https://example.invalid/a#b)"/>', "", "svg-outside"),
    ("", '<?xml-stylesheet href="https://example.invalid/a.css"?>', "svg-outside"),
    ("&c;", '<!DOCTYPE svg [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;"><!ENTITY c "&b;&b;">]>', "svg-outside"),
    ("&c;", '<!DOCTYPE svg [<!ENTITY c SYSTEM "file:///etc/passwd">]>', "svg-outside"),
    ("<g>" * 400 + "</g>" * 400, "", "damaged"),
])
def test_drawings_that_commons_refuses(tmp_path: Path, inside: str, top: str, code: str) -> None:
    assert refusal(tmp_path / "a.svg", specimens.svg(inside, top)) == code


def test_drawings_as_people_make_them(tmp_path: Path) -> None:
    path = tmp_path / "a.svg"
    path.write_bytes(specimens.svg(
        '<defs><linearGradient id="g"/></defs><a href="https://example.invalid/"><rect fill="url(#g)"/></a>'
        '<use xlink:href="#g"/><image href="data:image/png;base64,AAAA"/>',
        '<!DOCTYPE svg [<!ENTITY ns "http://ns.adobe.com/Extensibility/1.0/">]>'))
    assert (seen(path).width, seen(path).height) == SIZE


@pytest.mark.parametrize(("name", "extension", "lie"), [
    ("a.JPG", "png", True), ("a.jpeg", "jpg", False), ("a.tiff", "tif", False), ("scan", "tif", False),
    ("a.2026", "jpg", False), ("a.oga", "ogg", False), ("a.ogg", "opus", False), ("a.heif", "heic", False),
    ("a.nef", "tif", True), ("a.webp", "jpg", True)])
def test_lying_names(name: str, extension: str, lie: bool) -> None:
    assert is_lying(name, extension) is lie


def test_a_lie_is_said(tmp_path: Path) -> None:
    path = specimen(tmp_path / "part", "png")
    assert seen(path, "IMG_1.JPG").complaints == [["media-lying", "JPG", "png"]]


def test_a_photograph_with_a_broken_middle_is_taken_with_a_word_of_warning(tmp_path: Path) -> None:
    """libjpeg fills what it cannot read with grey and says so; viewers, and the wiki, do not."""
    whole = bytearray(KINDS["jpg"]())
    whole[len(whole) // 2:len(whole) // 2 + 3000] = bytes(3000)
    path = tmp_path / "a.jpg"
    path.write_bytes(whole)
    assert seen(path).complaints == [["media-mended"]]
    grey = KINDS["jpg"]()
    path.write_bytes(grey[:len(grey) // 2] + b"\xff\xd9")
    assert seen(path).complaints == [["media-mended"]]
    path.write_bytes(grey[:-2] + bytes(64) + b"\xff\xd9")
    assert not seen(path).complaints


@pytest.mark.parametrize("width", ["1e400", "nan", "-1e999", "1e300"])
def test_a_drawing_without_a_size_that_can_be_has_one(tmp_path: Path, width: str) -> None:
    (tmp_path / "a.svg").write_text(f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" viewBox="0 0 1e400 2"/>')
    wide, high = svg(tmp_path / "a.svg")
    assert 1 <= wide <= 1 << 20 and 1 <= high <= 1 << 20
