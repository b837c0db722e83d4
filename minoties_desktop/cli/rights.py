"""The command that asks who holds rights in a work, and since when nobody does."""

from __future__ import annotations

from dataclasses import replace

import click

from ..domain.fields import BY_ID
from ..domain.licences import licences
from ..services.rights import Answers, concluded, settle
from ..services.showing import find_items
from ..services.tagging import Tagging
from .frame import DONE, NEEDS_PERSON, Session, command, option, root, words
from .telling import missaid, sentences


@command(root, "rights", click.argument("items", nargs=-1, required=True),
         option("--kind", "work", type=click.Choice(BY_ID["work"].choices), required=True),
         option("--creator"), option("--died", "creator_died"),
         option("--made", "work_date"), option("--published"),
         option("--country", "published_in"),
         option("--copied", type=click.Choice(BY_ID["copied"].choices)),
         option("--source"), option("--leave", type=click.Choice(BY_ID["leave"].choices)),
         option("--licence"))
def rights(session: Session, items: tuple[str, ...], **answers: str | None) -> int:
    """Say what is known of a work, beside what its items say already; they get the licence that follows, or it is said
    why there is none yet."""
    ids = find_items(session.library, items)
    given = {name: text for name, text in answers.items() if text is not None}
    tagging = Tagging(session.library, actor=session.actor)
    told_all = replace(Answers.of(session.library, ids), **given)
    settle(session.library, tagging, ids, told_all)
    end = concluded(told_all)
    reasons = [words.text(lack.message) for lack in end.lacks]
    wrong = missaid(session, ids, given)

    def told() -> str:
        if reasons or wrong:
            not_yet = [words.text("rights-not-yet", " ".join(map(words.text, end.reasons)))] if reasons else []
            return "\n".join([*sentences(wrong), *not_yet])
        named = [words.text(licences()[one].label) for one in (end.licence, end.object_licence) if one]
        return "\n".join(dict.fromkeys(named))

    session.answer({"items": ids, **wrong, "licence": end.licence, "object_licence": end.object_licence,
                    "not_yet": [{"code": lack.code, "message": text}
                                for lack, text in zip(end.lacks, reasons, strict=True)]}, told)
    return NEEDS_PERSON if reasons or wrong else DONE
