"""Every sentence has a key, every key its sentence in each language, and nothing is left over."""

import json
import os
import re
import subprocess
import sys

import pytest

from minoties_desktop.config.messages import catalogue, languages
from tests.support.keys import Use, constants, families, form_keys, used_families, used_keys, uses
from tests.support.source import ROOT, source, sources
from tests.support.verdict import nothing

FOLDER = ROOT / "resources" / "i18n"
SAME = ROOT / "tests" / "house" / "same_in_english.json"
_ARGUMENT = re.compile(r"\$(\d+)")
_PLURAL = re.compile(r"\{\{PLURAL:\$(\d+)\|([^{}]*)\}\}")
TRANSLATIONS = [code for code in languages() if code != "en"]


def arguments(text: str) -> set[int]:
    return {int(number) for number in _ARGUMENT.findall(text)}


def faults_of_a_text(text: str) -> list[str]:
    """What is wrong with the make of one text."""
    faults = []
    if text != text.strip() or not text:
        faults.append("space around it, or empty")
    if len(_PLURAL.findall(text)) != text.count("{{") or text.count("{{") != text.count("}}"):
        faults.append("braces")
    if any(len(forms.split("|")) < 2 for _, forms in _PLURAL.findall(text)):
        faults.append("a plural with one form")
    return faults


def wrong_uses(found: list[Use], english: dict[str, str]) -> list[str]:
    """Literal keys without a text, and uses that give fewer arguments than the text says."""
    wrong = []
    for use in found:
        if "*" in use.key:
            continue
        if use.key not in english:
            wrong.append(f"{use.where}: no text for {use.key}")
        elif use.given is not None and use.given < max(arguments(english[use.key]), default=0):
            wrong.append(f"{use.where}: {use.key} is given {use.given} arguments")
    return wrong


def test_every_key_in_the_code_has_a_text() -> None:
    nothing(wrong_uses([use for module in sources() for use in uses(module)], catalogue("en")))


def test_every_text_that_looks_like_a_key_is_one() -> None:
    # Keys that go through a table before they reach a Message.
    looks = re.compile(r"(ask|cli|error|problem|practice-gallery)(-[a-z0-9]+)+")
    nothing(f"{module.path}: {text}" for module in sources() for text in constants(module)
            if looks.fullmatch(text) and text not in catalogue("en"))


def test_a_key_without_a_text_is_noticed() -> None:
    english = {"greeting": "Hello, $1."}
    assert not wrong_uses(list(uses(source("Message('greeting', name)"))), english)
    assert wrong_uses(list(uses(source("Message('greeting')"))), english)
    assert wrong_uses(list(uses(source("self.say('parting' if late else 'greeting', name)"))), english)


def test_every_family_of_keys_is_declared() -> None:
    nothing((f"{where}: {family}" for family, where in used_families().items() if family not in families()),
            "Name what may stand for * in tests/support/keys.py:")


def test_every_member_of_a_family_has_a_text() -> None:
    declared = families()
    needed = {family.replace("*", hole) for family in used_families() for hole in declared.get(family, ())}
    nothing(needed - set(catalogue("en")))


def test_every_string_of_a_form_is_a_key() -> None:
    nothing(f"{where}: {key}" for key, where in form_keys().items() if key not in catalogue("en"))


def test_no_text_is_dead() -> None:
    nothing(set(catalogue("en")) - used_keys())


@pytest.mark.parametrize("code", ["qqq", *TRANSLATIONS])
def test_each_language_has_the_same_keys(code: str) -> None:
    nothing(set(catalogue("en")) ^ set(catalogue(code)))


@pytest.mark.parametrize("code", TRANSLATIONS)
def test_a_translation_names_the_same_arguments(code: str) -> None:
    english, other = catalogue("en"), catalogue(code)
    nothing(key for key in english.keys() & other.keys() if arguments(english[key]) != arguments(other[key]))


def test_the_documentation_explains_each_argument() -> None:
    english, told = catalogue("en"), catalogue("qqq")
    nothing(key for key in english.keys() & told.keys() if not arguments(english[key]) <= arguments(told[key]))


@pytest.mark.parametrize("code", ["en", *TRANSLATIONS])
def test_texts_are_well_made(code: str) -> None:
    nothing(f"{key}: {faults}" for key, text in catalogue(code).items() if (faults := faults_of_a_text(text)))


def test_an_ill_made_text_is_noticed() -> None:
    assert not faults_of_a_text("$1 {{PLURAL:$1|file|files}}")
    assert faults_of_a_text("$1 {{PLURAL:$1|file}}")
    assert faults_of_a_text("$1 {{PLURAL:$1|file|files}")
    assert faults_of_a_text(" Hello")


@pytest.mark.parametrize("code", TRANSLATIONS)
def test_a_translation_equal_to_english_is_meant(code: str) -> None:
    meant = json.loads(SAME.read_text(encoding="utf-8"))
    same = {key for key, text in catalogue(code).items() if catalogue("en").get(key) == text}
    nothing(same ^ set(meant.get(code, [])), "If it is right, list it in tests/house/same_in_english.json:")


@pytest.mark.parametrize("code", ["en", "qqq", *TRANSLATIONS])
def test_a_file_is_in_order_and_names_its_authors(code: str) -> None:
    pairs = json.loads((FOLDER / f"{code}.json").read_text(encoding="utf-8"), object_pairs_hook=list)
    keys = [key for key, _ in pairs]
    assert keys == ["@metadata", *sorted(keys[1:])]
    assert len(keys) == len(set(keys))
    assert dict(dict(pairs)["@metadata"])["authors"]


HELP = """
import json
from tests.support.keys import helps
print(json.dumps(helps()))
"""


@pytest.mark.parametrize("code", ["en", *TRANSLATIONS])
def test_the_help_of_the_command_line_is_in_the_language_of_the_terminal(code: str) -> None:
    done = subprocess.run([sys.executable, "-c", HELP], cwd=ROOT, env={**os.environ, "LC_ALL": f"{code}.UTF-8"},
                          capture_output=True, text=True, check=True)
    known = set(catalogue(code).values())
    nothing(f"{where}: {text!r}" for where, text in json.loads(done.stdout) if text not in known)
