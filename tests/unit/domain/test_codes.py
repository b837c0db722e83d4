"""Codes that stand for texts: what a list may hold, and what becomes of a text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minoties_desktop.domain import codes
from minoties_desktop.domain.codes import CodeList, ending, expanded, parse
from minoties_desktop.domain.errors import UsageFault

LIST = parse("code\tes\tel\tid\nrh\tRayén Huenchul\tΡαγιέν Ουεντσούλ\tQ42\n=fp=\tferia Pinto\n".encode())
PLAIN = parse("rh\tRayen Huenchul, weaver\tRayen\r\nñ\tÑielol\r\n".encode("utf-8-sig"))


def test_the_field_s_language_chooses_the_text():
    assert expanded("=rh= y =fp=", [LIST], "es") == "Rayén Huenchul y feria Pinto"
    assert expanded("=RH=", [LIST], "el") == "Ραγιέν Ουεντσούλ"
    assert expanded("=fp=", [LIST], "el") == "feria Pinto"
    assert expanded("=rh=", [LIST], "en") == "Rayén Huenchul"


def test_a_column_is_chosen_by_its_number_or_its_name():
    assert expanded("=rh#2=, =rh#id=", [LIST], "es") == "Ραγιέν Ουεντσούλ, Q42"
    assert expanded("=rh#2= =ñ=", [PLAIN]) == "Rayen Ñielol"
    assert expanded("=rh#9= =rh#none=", [LIST]) == "=rh#9= =rh#none="


def test_what_is_no_code_stays_and_the_first_list_comes_first():
    assert expanded("a=b=c, =zz= ==", [LIST]) == "a=b=c, =zz= =="
    assert expanded("=rh=", [PLAIN, LIST]) == "Rayen Huenchul, weaver"


def test_the_code_that_was_just_closed_is_found():
    assert ending("Con =rh=", [LIST], "es") == ("=rh=", "Rayén Huenchul")
    assert ending("Con =rh= ", [LIST], "es") is None
    assert ending("1 + 1 =", [LIST], "es") is None


@pytest.mark.parametrize(("data", "key"), [
    (b"", "error-codes-empty"),
    (b"code\tes\n", "error-codes-empty"),
    (b"rh\tRay\xe9n\n", "error-codes-encoding"),
    (b"rh\n", "error-codes-text"),
    (b"r h\ttext\n", "error-codes-code"),
    (b"rh\tone\nRH\ttwo\n", "error-codes-twice"),
    (b"rh\t" + b"x" * 6000, "error-codes-long"),
    (b"x" * (codes.BYTES + 1), "error-codes-size"),
])
def test_a_file_that_is_no_list_is_refused_in_words(data, key):
    with pytest.raises(UsageFault) as fault:
        parse(data)
    assert fault.value.message.key == key


@given(st.binary(max_size=200))
def test_no_bytes_do_harm(data):
    try:
        found = parse(data)
    except UsageFault:
        return
    assert all(texts and "\x00" not in "".join(texts) for texts in found.entries.values())


@given(st.text(alphabet="=#ab 1\n", max_size=40))
def test_a_text_without_known_codes_is_left_as_it_is(text):
    assert expanded(text, [CodeList((), {"zz": ("x",)})]) == text
