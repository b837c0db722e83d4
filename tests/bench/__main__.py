"""Measures the budgets: `packaging/dev.py bench [NAME...] [--all]`, one JSON line each on standard output."""

import argparse
import importlib
import json
import statistics
import sys
import tempfile
from pathlib import Path

from tests.bench.rows import MEASURES, Measure, Row


def main() -> int:
    """Measure; 0 when every row keeps its bar, 1 when one does not, 2 for an unknown name."""
    parser = argparse.ArgumentParser(prog="packaging/dev.py bench")
    parser.add_argument("names", nargs="*", metavar="NAME")
    parser.add_argument("--all", action="store_true")
    asked = parser.parse_args()
    for path in sorted(Path(__file__).parent.glob("bench_*.py")):
        importlib.import_module(f"tests.bench.{path.stem}")
    known = {row.name for measure in MEASURES for row in measure.rows}
    if unknown := set(asked.names) - known:
        parser.error(f"no such row: {', '.join(sorted(unknown))}; there are {', '.join(sorted(known))}")
    kept = True
    for measure in MEASURES:
        names = {row.name for row in measure.rows}
        if names & set(asked.names) or (not asked.names and (asked.all or not measure.slow)):
            kept &= take(measure)
    return 0 if kept else 1


def take(measure: Measure) -> bool:
    """Take one measure as often as it wants to be and print the medians; whether all its rows keep their bars."""
    taken = []
    for run in range(measure.runs):
        names = ", ".join(row.name for row in measure.rows)
        print(f"{names}: run {run + 1} of {measure.runs}", file=sys.stderr, flush=True)
        with tempfile.TemporaryDirectory(prefix="minoties-bench-") as folder:
            taken.append(measure.take(Path(folder)))
    return all([say(row, [found[row.name] for found in taken]) for row in measure.rows])


def say(row: Row, taken: list) -> bool:
    """Print one row; whether it keeps its bar."""
    pairs = [found if isinstance(found, tuple) else (found, None) for found in taken]
    value = statistics.median(value for value, _ in pairs)
    rivals = [against for _, against in pairs if against is not None]
    kept = row.kept(value)
    print(json.dumps({
        "name": row.name, "value": round(value, 4), "unit": row.unit,
        "against": round(statistics.median(rivals), 4) if rivals else None, "bar": row.bar, "ok": kept,
    }), flush=True)
    return kept


if __name__ == "__main__":
    sys.exit(main())
