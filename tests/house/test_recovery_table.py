"""The rows of commons-contract 1.3 to 1.5 are declared once each, and each has its test."""

from __future__ import annotations

import ast
import json
from collections import Counter
from fnmatch import fnmatchcase
from typing import Any

import pytest

from tests.support.source import ROOT
from tests.unit.wiki import test_resuming, test_verdicts, test_warnings

TABLE = ROOT / "tests" / "contract" / "recovery.json"


def declared() -> dict[str, Any]:
    """The table; a row that is there twice is an error."""
    def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        assert max(Counter(name for name, _ in pairs).values()) == 1, pairs
        return dict(pairs)

    return json.loads(TABLE.read_text(encoding="utf-8"), object_pairs_hook=once)


def codes() -> list[str]:
    """The error codes of all classes."""
    return [code for group in declared()["errors"].values() for code in group]


def defined(name: str) -> set[str]:
    """The tests of a module below tests/."""
    tree = ast.parse((ROOT / "tests" / name).read_text(encoding="utf-8"))
    return {node.name for node in tree.body if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")}


@pytest.mark.parametrize("part", ["lost", "warnings"])
def test_each_row_has_a_test(part: str) -> None:
    for row, tests in declared()[part].items():
        assert tests, row
        for test in tests:
            path, _, name = test.partition("::")
            assert name in defined(path), f"{row}: {test}"


def test_each_code_is_in_one_class_and_tried() -> None:
    assert len(codes()) == len(set(codes()))
    tried = {*test_verdicts.CONTRACT, *test_resuming.CODES, "fileexists-no-change"}
    assert [code for code in codes() if not any(fnmatchcase(one, code) for one in tried)] == []


def test_each_warning_is_tried() -> None:
    assert declared()["warnings"].keys() == test_warnings.CONTRACT.keys()


def test_no_test_of_whole_deliveries_is_without_its_row() -> None:
    named = {test for part in ("lost", "warnings") for tests in declared()[part].values() for test in tests}
    assert {f"contract/test_recovery.py::{name}" for name in defined("contract/test_recovery.py")} <= named
