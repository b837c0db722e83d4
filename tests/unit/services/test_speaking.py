"""Languages are found by any of their names, keep their code, and say what Commons takes in them."""

import pytest

from minoties_desktop.config.languages import language, languages
from minoties_desktop.services import speaking
from minoties_desktop.services.describing import caption_languages, describe
from tests.support.libraries import library, photographs, tagging

__all__ = ["library", "tagging"]


@pytest.mark.parametrize(("typed", "reader", "code"), [
    ("mapudungun", "es", "arn"), ("mapuche", "es", "arn"), ("Αρομανικά", "el", "rup"), ("αρομαν", "el", "rup"),
    ("armaneashti", "en", "rup"), ("Armani", "es", "rup"), ("runasimi", "es", "quy"), ("quy", "el", "quy"),
    ("Ladino", "el", "lad"), ("Rapa Nui", "es", "rap"), ("español", "el", "es"), ("ΕΛΛΗΝΙΚΑ", "es", "el"),
    ("q'eqchi", "es", "kek"), ("romani čhib", "en", "rmy"), ("mapudungun", "xx", "arn")])
def test_a_language_is_found_by_each_of_its_names(typed: str, reader: str, code: str) -> None:
    assert code in [one.code for one in speaking.found(typed.replace("'", "ꞌ"), reader)]


def test_what_begins_so_and_has_captions_comes_first() -> None:
    assert speaking.found("arn", "es")[0].code == "arn"
    assert speaking.found("quechua", "es")[0].code == "qu"
    assert speaking.found("runasimi", "es", first=["quy"])[0].code == "quy"
    assert speaking.found("  ", "es") == []
    assert speaking.found("no such language at all", "es") == []


@pytest.mark.parametrize(("typed", "reader", "meant"), [
    ("es mapudungun quechua en", "es", "es arn qu en"), ("español, Griego; EN", "es", "es el en"),
    ("Rapa Nui Ayacucho Quechua es es", "en", "rap quy es"), ("Ελληνικά αρομανικά", "el", "el rup"),
    ("arn-x-lafken blurb", "es", "arn-x-lafken blurb"), (" , ", "es", "")])
def test_a_line_of_names_is_one_of_codes(typed: str, reader: str, meant: str) -> None:
    assert speaking.codes(typed, reader) == meant


def test_it_is_never_called_another_than_it_is() -> None:
    quy = speaking.spoken("quy", "es")
    assert (quy.code, quy.captions) == ("quy", False)
    assert quy.words == "Runasimi · Ayacucho Quechua · quy"
    assert speaking.spoken("arn", "el").words == "mapudungun · Αραουκανικά · arn"
    assert speaking.spoken("es", "es").words == "español · es"
    assert speaking.spoken("arn-x-lafken", "es").words == "arn-x-lafken"


def test_every_language_of_captions_has_a_name() -> None:
    left_out = {code for code in caption_languages() if code.endswith(("-formal", "-informal"))}
    without = caption_languages() - languages().keys() - left_out
    assert without <= {"en-x-piglatin", "simple"}
    assert all(one.english for one in languages().values())


def test_languages_run_as_their_script_does() -> None:
    for code in ("ar", "he", "ckb", "arc", "lad-hebr", "ku-arab", "syc", "dv"):
        assert language(code).from_right, code
    for code in ("arn", "lad", "ku-latn", "zgh", "xx", "es-419"):
        assert not language(code).from_right, code


def test_doing_without_a_language_is_one_step(library, tagging) -> None:
    first, second = photographs(library, [{}, {}])
    tagging.replace([first, second], "caption", ["Argalia"], lang="rup")
    tagging.replace([first], "description", ["Tu casa"], lang="rup")
    tagging.replace([first], "caption", ["Telar"], lang="es")
    speaking.drop(library, tagging, [first, second], "rup")
    found = describe(library.database, [first, second])
    assert found[first].by_language("caption") == {"es": "Telar"}
    assert not found[first].by_language("description")
    assert not found[second].by_language("caption")
    tagging.undo()
    found = describe(library.database, [first, second])
    assert found[first].by_language("caption") == {"rup": "Argalia", "es": "Telar"}
    assert found[first].by_language("description") == {"rup": "Tu casa"}
