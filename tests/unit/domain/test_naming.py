"""Names of files, by commons-contract section 3: what Commons refuses is said, what is proposed is accepted."""

import unicodedata

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from minoties_desktop.domain import naming

ANY = st.text(st.characters(), max_size=400)  # with lone surrogates, as from undecodable file names
ROUGH = st.lists(st.sampled_from(
    ["a", "Plaza ", "é", "é", "ß", "ǆ", "ი", "ֆ", "क", "ि", "्", "‍", "‌", "م", "‏", "‎", "😀", "𞤀", "''", "'",
     "~", "&", "amp;", "%4", "1", "2042", "IMG", "_", " ", "\u00a0", ".", ".jpg", ".php", "px-", "/", "#", "|",
     "\ufeff", "\t", "\n", "\ue000", "\ufffd", "漢", "İ", "i̇", "ΐ", "ɐ"]), max_size=60).map("".join)
NAMES = ANY | ROUGH


def codes(stem: str, extension: str = "jpg") -> set[str]:
    return {problem.code for problem in naming.problems(stem, extension)}


def blocking(stem: str, extension: str = "jpg") -> set[str]:
    return {problem.code for problem in naming.problems(stem, extension) if problem.blocks}


@given(NAMES, st.sampled_from(["jpg", "jpeg", "tiff", "png"]))
@example("IMG_2042", "jpg")
@example(".hidden photo", "jpg")
@example("800px-800px-Plaza.jpg.jpg", "jpg")
@example("क" * 79 + "कि", "jpg")
@example("Photograph\ud800 of a square", "jpg")
@example("‍‌ joined", "jpg")
def test_a_proposal_has_no_blocking_problem_or_is_empty(text, extension):
    stem = naming.tidy(text, extension)
    assert stem == "" or not blocking(stem, extension)
    assert naming.normal(stem) == stem
    assert naming.tidy(stem, extension) == stem


@given(st.text(st.sampled_from("الصورة الأولى في ساحة"), min_size=150, max_size=400)
       | st.text(st.sampled_from("हिन्दी चित्र"), min_size=100, max_size=400))
def test_long_names_in_other_scripts_are_cut_to_240_bytes_without_losing_marks(text):
    stem = naming.tidy("Plaza " + text, "jpg")
    assert naming.size(stem, "jpg") <= naming.BYTES
    assert naming.size(stem, "jpg") > naming.BYTES - 40, "cut more than it has to"
    whole = naming.normal("Plaza " + text)
    assert whole.startswith(stem)
    after = whole[len(stem):len(stem) + 1]
    assert not after or unicodedata.category(after)[0] != "M", "a letter lost its vowel sign"


@pytest.mark.parametrize(("stem", "size"), [("a" * 236, 240), ("م" * 118, 240), ("漢" * 78, 238), ("é" * 118, 240)])
def test_names_are_measured_in_bytes_with_their_extension(stem, size):
    assert naming.size(stem, "jpg") == size
    assert "title-too-long" not in codes(stem)
    assert "title-too-long" in codes(stem + "漢")


def test_a_name_typed_decomposed_is_measured_as_it_will_be_kept():
    assert "title-too-long" not in codes(unicodedata.normalize("NFD", "é" * 118))


@given(NAMES)
@example("i̇stanbul")
@example("ΐota")
@example("ǰ")
def test_normal_and_key_change_nothing_twice(text):
    normal, key = naming.normal(text), naming.key(text)
    assert naming.normal(normal) == normal
    assert naming.key(key) == key
    assert naming.key(normal) == key
    assert unicodedata.is_normalized("NFC", normal)


@pytest.mark.parametrize(("one", "other"), [
    ("plaza del Sol", "Plaza_del__Sol"), ("Plaza del Sol", " Plaza\u00a0del\u2003Sol "),
    ("Café azul", "Cafe\u0301 azul"),
    ("PLAZA DEL SOL", "plaza del sol"), ("Straße am Fluss", "STRASSE am Fluss"), ("می‌خواهم بروم", "میخواهم بروم"),
])
def test_names_that_people_mix_up_have_one_key(one, other):
    assert naming.key(one) == naming.key(other)


@pytest.mark.parametrize(("one", "other"), [("Plaza 1", "Plaza 2"), ("Cafe azul", "Café azul"), ("ა", "ბ")])
def test_other_names_have_other_keys(one, other):
    assert naming.key(one) != naming.key(other)


@pytest.mark.parametrize(("typed", "kept"), [
    ("ßtraße", "ßtraße"), ("ǆungla", "ǅungla"), ("საქართველო", "საქართველო"), ("éclair", "Éclair"),
    ("ñandú", "Ñandú"), ("ŉandu", "ŉandu"), ("яблоко", "Яблоко"), ("άνοιξη", "Άνοιξη"), ("ɐbc", "ɐbc"),
    ("ılgaz", "Ilgaz"), ("ﬁne", "ﬁne"), ("1st walk", "1st walk"), ("", ""),
])
def test_the_first_letter_is_written_as_on_wikimedia(typed, kept):
    assert naming.normal(typed) == kept


def test_the_first_letter_is_what_pywikibot_expects_of_it():
    from pywikibot.tools import first_upper  # late: it sets an excepthook of its own

    wrong = []
    for code in (*range(0x21, 0xD800), *range(0xE000, 0xFFFE)):
        letter = chr(code)
        name = letter + "bcdef"
        if unicodedata.is_normalized("NFC", letter) and naming.normal("x" + letter) == "X" + letter:
            expected = unicodedata.normalize("NFC", first_upper(name))
            if naming.normal(name) != expected:
                wrong.append((hex(code), naming.normal(name), expected))
    assert not wrong


@pytest.mark.parametrize("sign", list('#<>[]|{}:/\\'))
def test_forbidden_signs_are_named(sign):
    found = [p for p in naming.problems(f"Plaza {sign} del Sol", "jpg") if p.code == "title-forbidden"]
    assert [p.message.args for p in found] == [(sign,)]
    assert sign not in naming.tidy(f"Plaza {sign} del Sol", "jpg")


@pytest.mark.parametrize("part", ["%41", "%ff", "&amp;", "&#65;", "&nbsp;", "&D;", "&á;", "~~~", "~~~~~"])
def test_parts_that_mean_something_to_mediawiki_are_illegal(part):
    assert "title-illegal" in blocking(f"Plaza {part} Sol")


@pytest.mark.parametrize("part", ["100%", "50% off", "R & D; walk", "A & B", "~~", "% 41", "!?=+;,()$*@\"'&"])
def test_what_only_looks_like_it_is_allowed(part):
    assert not blocking(f"Plaza {part} Sol")


@pytest.mark.parametrize("char", [
    "\u200e", "\u200f", "\u202a", "\u202e", "\u2066", "\u2069", "\u061c", "\ufeff", "\u00ad", "\x00", "\x07", "\x85",
    "\u200b", "\ue000", "\uf8ff", "\ufffd", "\uffff", "\ud800", "\udfff",
])
def test_what_cannot_be_seen_blocks_and_is_dropped(char):
    assert "title-invisible" in blocking(f"Plaza{char}Sol Madrid")
    assert naming.tidy(f"Plaza{char}Sol Madrid", "jpg").isprintable()


@pytest.mark.parametrize("name", ["می‌خواهم بروم", "ක්‍රිකට් තරගය", "کتێب‌خانە"])
def test_joiners_that_belong_to_the_spelling_stay(name):
    assert not codes(name)
    assert naming.tidy(name, "jpg") == name


@pytest.mark.parametrize("name", ["Plaza \u200cdel Sol", "\u200dPlaza", "Plaza\u200c", "Pla\u200c\u200cza"])
def test_joiners_that_join_nothing_block(name):
    assert "title-invisible" in blocking(name)


@pytest.mark.parametrize("char", ["😀", "𞤀", "𐓏", "𑄌", "𠮷"])
def test_what_lies_beyond_the_bmp_blocks_by_name(char):
    [found] = naming.problems(f"Plaza {char} Madrid", "jpg")
    assert (found.code, found.message.args, found.blocks) == ("title-beyond-bmp", (char,), True)


@pytest.mark.parametrize("stem", [
    "IMG_2042", "IMG 2042", "img_2042", "_MG_2042", "MG_2042", "IMGP2042", "DSC_0001", "DSC00001", "_DSC0001",
    "DSCF2042", "DSCN2042", "DCP10001", "MVC-123", "MVC123", "P1010023", "PA100023",
    "100-0023_IMG", "101-2042", "IM0001 2", "EX000123", "DC1S 123", "DC2M0001", "DC3L0001", "PICT0001", "PIC_0001",
    "PIC00012", "PANA0001", "DUW 0001", "CIMG0001", "JD 00012", "SDC10001", "DVC00001", "SANY0001",
    "IMG_20261001_123456", "PXL_20261001_123456789", "WP_20261001", "MVI_0001", "SAM_0001", "Image", "Photo 12",
    "Scan 0001",
])
def test_cameras_names_block(stem):
    assert blocking(stem) == {"title-camera"}, stem
    assert naming.tidy(stem, "jpg") == ""


@pytest.mark.parametrize("stem", [
    "IMG 2042 Plaza del Sol", "Plaza del Sol IMG 2042", "Pictures of Madrid", "Image of a saint", "Dschungel",
    "Panama 1990", "Samos 12 harbour", "Photograph", "Scandinavia", "JDs house", "Imagen", "P1 garage",
])
def test_names_that_say_something_are_not_taken_for_a_camera_s(stem):
    assert not blocking(stem)


@pytest.mark.parametrize(("stem", "code"), [
    ("2026-10-01", "title-numbers"), ("1234567", "title-numbers"), ("٢٠٢٦١٠", "title-numbers"),
    ("800px-Plaza del Sol", "title-thumbnail"), ("Plaza.jpg", "title-extension"), ("Plaza.PNG", "title-extension"),
    ("Plaza.php", "title-extension"), ("Plaza.php.old", "title-extension"), ("Sol", "title-too-short"),
    ("Plaza ''bella''", "title-quotes"), (".Plaza", "title-dot"), ("Plaza.", "title-dot"), ("Plaza. ", "title-dot"),
])
def test_poor_names_block_for_their_reason(stem, code):
    assert blocking(stem) == {code}


@pytest.mark.parametrize("stem", ["Dr. Pl. Sanz", "Vol. 2 – 1890", "Plaza 800px-wide", "Html and walks", "St.John"])
def test_points_and_numbers_inside_are_fine(stem):
    assert not codes(stem)


def test_thirty_capitals_are_only_advised_against():
    assert codes("PLAZA DE LA PUERTA DEL SOL DE MADRID ESPANA") == {"title-capitals"}
    assert not blocking("PLAZA DE LA PUERTA DEL SOL DE MADRID ESPANA")
    assert not codes("Plaza DE LA PUERTA DEL SOL DE MADRID ESPANA")


@given(ROUGH, st.integers(0, 99999))
def test_a_numbered_name_fits_and_ends_with_its_number(text, number):
    stem = naming.tidy(text, "jpg")
    assume(stem)
    found = naming.numbered(stem, number, "jpg")
    assert naming.size(found, "jpg") <= naming.BYTES
    assert found.endswith(f" {number:02d}")
