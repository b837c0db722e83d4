"""README and CONTRIBUTING tell what is there."""

import re
import tomllib

import pytest

from minoties_desktop.domain.states import FOLLOWS, State
from tests.support.keys import whole_command_line
from tests.support.source import PACKAGE, ROOT
from tests.support.verdict import nothing

README = (ROOT / "README.md").read_text(encoding="utf-8")
CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def test_every_library_has_its_reason() -> None:
    reasons = CONTRIBUTING.partition("## Libraries")[2].partition("\n## ")[0].lower()
    wanted = [*PROJECT["dependencies"], *PROJECT["optional-dependencies"]["test"]]
    names = {re.match(r"[\w.-]+", requirement)[0].lower() for requirement in wanted}
    nothing(name for name in names if name not in reasons)


def test_every_command_of_the_documents_exists() -> None:
    known = set(whole_command_line().commands)
    code = "\n".join(re.findall(r"```\n.*?```|`[^`\n]+`", README + CONTRIBUTING, re.DOTALL))
    said = set(re.findall(r"(?<![\w/-])minoties ([a-z]+)\b", code))
    assert len(said) > 3
    nothing(said - known)
    tools = (ROOT / "packaging" / "dev.py").read_text(encoding="utf-8")
    nothing(word for word in set(re.findall(r"dev\.py ([a-z]+)", README + CONTRIBUTING)) if f'"{word}"' not in tools)


@pytest.mark.parametrize("text", [README, CONTRIBUTING], ids=["README", "CONTRIBUTING"])
def test_every_place_of_the_documents_exists(text: str) -> None:
    places = re.findall(r"`((?:[\w.-]+/)+[\w.-]*)`", text) + re.findall(r"\]\(([\w./-]+)\)", text)
    made = {"shots/", "originals/", "derivatives/", "cache/", "backups/", "tests/data/libraries/versionN.sqlite",
            "resources/i18n/xx.json", "resources/i18n/LANGUAGE.json", "practice-run/", ".venv/bin/minoties",
            ".venv/bin/minoties-desktop", ".venv/bin/pytest", ".venv/bin/ruff", ".venv/bin/lint-imports"}
    nothing(place for place in places if place not in made
            and not (ROOT / place).exists() and not (PACKAGE / place).exists())


def test_the_diagram_of_states_is_the_one_that_the_code_draws(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(ROOT / "packaging"))
    import diagram

    assert diagram.placed(CONTRIBUTING) == CONTRIBUTING, "run: python3 packaging/dev.py diagram"
    assert all(f"{state} --> " in diagram.drawn() for state in FOLLOWS)
    follows = dict(FOLLOWS)
    follows[State.PUBLISHED] = FOLLOWS[State.PUBLISHED] | {State.STASHED}
    monkeypatch.setattr(diagram, "FOLLOWS", follows)
    assert diagram.placed(CONTRIBUTING) != CONTRIBUTING


def test_the_first_commands_are_the_two_and_nothing_comes_before_them() -> None:
    blocks = re.findall(r"```\n(.*?)```", README, re.DOTALL)
    assert [block.strip() for block in blocks[:2]] == ["python3 packaging/dev.py run", "python3 packaging/dev.py test"]
