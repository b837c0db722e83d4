"""Draws the diagram of a delivery's states in CONTRIBUTING.md from the program's own table of what follows what."""

from collections.abc import Iterator
from pathlib import Path

from minoties_desktop.domain.states import FOLLOWS, WORKING, State

PAGE = Path(__file__).resolve().parents[1] / "CONTRIBUTING.md"
BEGIN, END = "<!-- states: drawn by packaging/dev.py diagram -->\n", "<!-- end of states -->\n"


def drawn() -> str:
    """The diagram as Mermaid; what holds for all states under way is one arrow at their frame."""
    inside = [state for state in State if state in WORKING]
    return "\n".join(["```mermaid", "stateDiagram-v2", "    [*] --> queued", "    [*] --> held",
                      '    state "under way" as working {', *(f"        {state}" for state in inside),
                      *(f"        {line}" for line in _arrows(WORKING)), "    }",
                      *(f"    {line}" for line in _arrows(set(State) - WORKING)),
                      *(f"    {line}" for line in _frame()), "    done --> [*]", "```", ""])


def _arrows(states: set[State] | frozenset[State]) -> Iterator[str]:
    """Arrows between states of one side of the frame."""
    for state in State:
        if state in states:
            yield from (f"{state} --> {target}" for target in State
                        if target in FOLLOWS[state] and target in states and target is not state)


def _frame() -> Iterator[str]:
    """Arrows across the frame: from or to all states of work where they are alike, else from and to each."""
    outside = [state for state in State if state not in WORKING]
    for state in outside:
        into = FOLLOWS[state] & WORKING
        yield from [f"{state} --> working"] if into == WORKING else (f"{state} --> {one}" for one in State
                                                                    if one in into)
    for state in outside:
        out = {one for one in WORKING if state in FOLLOWS[one]}
        yield from [f"working --> {state}"] if out == WORKING else (f"{one} --> {state}" for one in State
                                                                   if one in out)


def placed(page: str) -> str:
    """A page with the diagram between its marks as it is drawn now."""
    before, _, rest = page.partition(BEGIN)
    _, _, after = rest.partition(END)
    return before + BEGIN + drawn() + END + after


def main() -> None:
    """Draw it anew."""
    PAGE.write_text(placed(PAGE.read_text(encoding="utf-8")), encoding="utf-8")


if __name__ == "__main__":
    main()
