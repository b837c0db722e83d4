"""What only a person can decide is asked, with all that is known; and the answer is followed to the letter."""

from __future__ import annotations

from dataclasses import replace

import pytest

from minoties_desktop.domain.errors import AskPerson, Fault, Refused, RetryLater
from minoties_desktop.domain.states import State
from tests.support.deliveries import QuickSession


def asked(queue, with_session) -> AskPerson:
    """The question that a delivery comes to."""
    with pytest.raises(AskPerson) as caught:
        queue.run(with_session)
    return caught.value


def refused(queue, with_session) -> Fault:
    """The refusal that a delivery comes to."""
    with pytest.raises(Refused) as caught:
        queue.run(with_session)
    return caught.value


@pytest.fixture
def taken(queued, new_session):
    """A file of somebody else's on the wiki."""
    queue = queued("Taken.jpg", seed=50, account="Trusted")
    queue.run(new_session("Trusted@minoties"))
    return queue


def test_a_taken_name_is_asked_about_and_another_one_is_used(queued, new_session, there, taken):
    queue = queued("Taken.jpg")
    question = asked(queue, new_session())
    assert (question.question, question.choices) == ("name-taken", ("rename",))
    assert question.details["warnings"] == {"exists": "Taken.jpg"}
    queue.answer(choice="rename", title="Not taken")
    assert queue.run(new_session())["title"] == "Not taken.jpg"
    assert there(queue.row) == [("Not taken.jpg", "Uploader")]
    assert len(there(taken.row)) == 1


def test_a_name_taken_between_check_and_publishing_is_not_written_over(queued, new_session, there, small_chunks):
    queue = queued("Contested.jpg", padding=2 * small_chunks)
    while queue.row.state is not State.PUBLISHING:
        queue.run(new_session(), die_after=2)
    other = queued("Contested.jpg", seed=51, account="Trusted")
    other.run(new_session("Trusted@minoties"))
    sent = []
    question = asked(queue, new_session(progress=lambda done, total: sent.append(done)))
    assert question.question == "name-taken"
    queue.answer(choice="rename", title="Uncontested.jpg")
    assert queue.run(new_session(progress=lambda done, total: sent.append(done)))["title"] == "Uncontested.jpg"
    assert sent == [], "what the stash holds is not sent again"
    assert there(other.row) == [("Contested.jpg", "Trusted")]


@pytest.fixture
def contested(queued, new_session, small_chunks, monkeypatch):
    """A file that the wiki publishes in its own time, and somebody else's that takes its name just then."""
    queue, other = queued("Contested.jpg", padding=2 * small_chunks), queued("Contested.jpg", 51, account="Trusted")

    def meanwhile(session: QuickSession, seconds: float) -> None:
        if queue.row.state is State.PUBLISHING and other.row.state is State.QUEUED:
            other.run(new_session("Trusted@minoties"))

    monkeypatch.setattr(QuickSession, "wait", meanwhile)
    return queue, other


def test_a_name_taken_while_the_wiki_publishes_in_its_own_time_is_told_and_put_right(
        contested, new_session, commons):
    queue, other = contested
    question = asked(queue, new_session())
    assert (question.question, question.choices) == ("published-over", ("rename", "accept"))
    assert "Trusted" in question.message.args and question.details["sha1"] == other.row.payload["sha1"]
    commons.state.change("UPDATE version SET current = (sha1 = ?)", other.row.payload["sha1"])  # set back there
    queue.answer(choice="rename", title="Uncontested.jpg")
    assert queue.run(new_session())["title"] == "Uncontested.jpg"


def test_who_accepts_that_a_file_lies_over_another_has_its_receipt(contested, new_session, there):
    queue, _ = contested
    asked(queue, new_session())
    queue.answer(choice="accept")
    assert queue.run(new_session())["title"] == "Contested.jpg"
    assert len(there(queue.row)) == 1


def test_not_even_a_person_can_accept_a_taken_name(queued, new_session, there, taken):
    queue = queued("Taken.jpg")
    asked(queue, new_session())
    queue.answer(choice="accept", warnings=["exists"])
    assert asked(queue, new_session()).question == "name-taken"
    assert there(queue.row) == []


def test_a_small_file_that_is_warned_of_is_kept_by_the_wiki(queued, new_session, commons, there, taken):
    queue = queued("Late.jpg")
    queue.run(new_session(), die_after=2)
    assert queue.row.state is State.PUBLISHING
    queued("Late.jpg", seed=52, account="Trusted").run(new_session("Trusted@minoties"))
    assert asked(queue, new_session()).question == "name-taken"
    assert queue.row.facts["complete"] and queue.row.facts["filekey"]
    queue.answer(choice="rename", title="Later.jpg")
    sent = []
    queue.run(new_session(progress=lambda done, total: sent.append(done)))
    assert sent == []
    assert there(queue.row) == [("Later.jpg", "Uploader")]


def test_the_same_bytes_under_another_name_are_linked_not_doubled(queued, new_session, there, taken):
    queue = queued("My own name.jpg", seed=50)
    question = asked(queue, new_session())
    assert (question.question, question.choices) == ("duplicate", ("same",))
    assert question.details["files"] == ["Taken.jpg"]
    queue.answer(choice="same")
    receipt = queue.run(new_session())
    assert (receipt["title"], receipt["adopted"], receipt["user"]) == ("Taken.jpg", True, "Trusted")
    assert there(queue.row) == [("Taken.jpg", "Trusted")]


def test_the_same_bytes_under_our_name_by_somebody_else_are_asked_about(queued, new_session, taken):
    assert asked(queued("Taken.jpg", seed=50), new_session()).question == "duplicate"


def test_our_own_earlier_delivery_is_recognised_and_not_sent_twice(queued, new_session, there):
    queued().run(new_session())
    again = queued()
    sent = []
    receipt = again.run(new_session(progress=lambda done, total: sent.append(done)))
    assert (receipt["title"], sent) == ("Weaver at her loom.jpg", [])
    assert len(there(again.row)) == 1


def test_our_own_file_under_another_name_is_asked_about_even_where_a_reply_may_be_lost(queued, new_session, there):
    queued("First name.jpg").run(new_session())
    second = queued("Second name.jpg")
    second.row = replace(second.row, state=State.PUBLISHING)
    assert asked(second, new_session()).question == "duplicate"
    assert there(second.row) == [("First name.jpg", "Uploader")]


def test_the_same_name_with_another_extension_is_asked_about_and_may_be_accepted(queued, new_session, there, taken):
    queue = queued("Taken.jpeg")
    question = asked(queue, new_session())
    assert (question.question, question.choices) == ("name-doubtful", ("rename", "accept"))
    queue.answer(choice="accept")
    assert queue.run(new_session())["title"] == "Taken.jpeg"
    assert there(queue.row) == [("Taken.jpeg", "Uploader")]


def test_bytes_that_were_deleted_before_need_a_person(queued, new_session, commons, there, taken):
    commons.wiki.delete_file("Taken.jpg")
    queue = queued("Again.jpg", seed=50)
    question = asked(queue, new_session())
    assert (question.question, question.choices) == ("deleted-before", ("accept",))
    queue.answer(choice="accept", warnings=["duplicate-archive"])
    assert queue.run(new_session())["title"] == "Again.jpg"


def test_accepting_one_warning_does_not_accept_another(queued, new_session, commons, taken):
    commons.wiki.delete_file("Taken.jpg")
    queue = queued("Taken.jpg", seed=50)
    asked(queue, new_session())
    queue.answer(choice="accept", warnings=["duplicate-archive"])
    question = asked(queue, new_session())
    assert question.question == "deleted-before"
    assert "was-deleted" in question.details["warnings"]
    queue.answer(choice="accept", warnings=["was-deleted", "duplicate-archive"])
    assert queue.run(new_session())["title"] == "Taken.jpg"


def test_an_answer_is_none_to_a_question_that_a_dying_process_could_not_store(
        queued, new_session, commons, there, taken):
    commons.wiki.delete_file("Taken.jpg")
    queue = queued("Again.jpg", seed=50)
    asked(queue, new_session())
    queue.answer(choice="accept")
    queued("Again.jpeg", seed=53, account="Trusted").run(new_session("Trusted@minoties"))
    # Its facts are stored, and not yet the question: the row still has the answer to the first one.
    assert asked(queue, new_session()).question == "name-doubtful"
    assert queue.row.answer and queue.row.facts["asked"] == ["exists-normalized"]
    assert asked(queue, new_session()).question == "name-doubtful"
    assert there(queue.row) == []
    queue.answer(choice="accept")
    assert queue.run(new_session())["title"] == "Again.jpg"


def test_a_page_without_a_file_is_never_taken_over(queued, new_session, commons):
    commons.wiki.put_page("File:Announced.jpg", "A page about a file to come")
    assert asked(queued("Announced.jpg"), new_session()).question == "name-taken"


@pytest.mark.parametrize("title", ["DSC 0001.jpg", "IMG 2043.jpg", "20261003.jpg"])
def test_names_on_the_blacklist_are_found_before_sending(queued, new_session, there, title):
    queue = queued(title)
    sent = []
    question = asked(queue, new_session(progress=lambda done, total: sent.append(done)))
    assert (question.question, question.choices, sent) == ("name", ("rename",), [])
    assert question.details["words"]
    queue.answer(choice="rename", title="A telling name.jpg")
    assert queue.run(new_session())["title"] == "A telling name.jpg"


def test_a_filter_that_warns_is_shown_and_passed_when_a_person_accepts(queued, new_session, there):
    queue = queued(wikitext="A page without any licence")
    question = asked(queue, new_session())
    assert (question.question, question.choices) == ("filter-warning", ("accept",))
    assert question.details["words"]
    queue.answer(choice="accept")
    assert queue.run(new_session())
    assert len(there(queue.row)) == 1


def test_a_filter_that_refuses_is_final_and_says_why(queued, new_session, there):
    queue = queued(wikitext="Buy it now {{self|cc-by-sa-4.0}}")
    fault = refused(queue, new_session())
    assert fault.code == "abusefilter-disallowed"
    assert there(queue.row) == []


def test_content_that_is_not_what_the_name_says_is_refused(queued, new_session, small_chunks, tmp_path):
    for padding in (0, 2 * small_chunks):
        queue = queued(f"Not a png {padding}.png", seed=60 + padding, padding=padding)
        assert refused(queue, new_session()).code in ("verification-error", "stashfailed")


def test_the_rate_limit_pauses_the_whole_queue_and_keeps_the_stash(queued, new_session, commons, small_chunks, there):
    commons.faults.add("ratelimit", value="0 90")
    queue = queued(padding=2 * small_chunks)
    with pytest.raises(RetryLater) as caught:
        queue.run(new_session())
    assert (caught.value.kind, caught.value.stops_queue, caught.value.after) == ("ratelimit", True, 90)
    assert queue.row.state is State.PUBLISHING and queue.row.facts["complete"]
    commons.faults.clear()
    sent = []
    queue.run(new_session(progress=lambda done, total: sent.append(done)))
    assert sent == []
    assert len(there(queue.row)) == 1


@pytest.mark.parametrize(("fault", "value", "kind"), [
    ("readonly", "Moving to another rack", "readonly"), ("maxlag", "9", "server")])
def test_a_wiki_that_takes_no_changes_now_pauses_the_queue(queued, new_session, commons, fault, value, kind):
    queue = queued()
    with_session = new_session()
    with_session.check()
    commons.faults.add(fault, value=value)
    with pytest.raises(RetryLater) as caught:
        queue.run(with_session)
    assert (caught.value.kind, caught.value.stops_queue) == (kind, True)
    commons.faults.clear()
    assert queue.run(with_session)


def test_the_same_is_only_taken_for_the_same_when_it_is(queued, new_session, taken):
    queue = queued("Taken.jpg")
    asked(queue, new_session())
    queue.answer(choice="same")
    assert asked(queue, new_session()).question == "differs"


def test_a_new_name_gets_the_extension_of_the_file(queued, new_session, taken):
    for title, expected in (("Other.JPG", "Other.JPG"), ("Another.name", "Another.name.jpg")):
        queue = queued("Taken.jpg", seed=70 + len(title))
        asked(queue, new_session())
        queue.answer(choice="rename", title=title)
        assert queue.run(new_session())["title"] == expected


def test_an_answer_that_answers_nothing_leads_to_the_question_again(queued, new_session, taken):
    queue = queued("Taken.jpg")
    asked(queue, new_session())
    for answer in ({"choice": "rename"}, {"choice": "retry"}, {"choice": "accept"}):
        queue.answer(**answer)
        assert asked(queue, new_session()).question == "name-taken"


# The same photograph in other bytes


@pytest.fixture
def made_of(queued, new_session, taken):
    """A file that was made of the one that is on the wiki."""
    queue = queued("The same with less in it.jpg", seed=52)
    queue.row = replace(queue.row, payload={**queue.row.payload, "original": taken.row.payload["sha1"]})
    question = asked(queue, new_session())
    assert (question.question, question.choices) == ("original-there", ("same", "accept"))
    assert question.details["files"] == ["Taken.jpg"]
    return queue


def test_the_original_of_what_is_sent_is_looked_for_and_may_be_taken_for_it(new_session, there, taken, made_of):
    sent = []
    made_of.answer(choice="same")
    receipt = made_of.run(new_session(progress=lambda done, total: sent.append(done)))
    assert (receipt["title"], receipt["adopted"], receipt["sha1"]) == ("Taken.jpg", True, taken.row.payload["sha1"])
    assert sent == [] and there(made_of.row) == []


def test_what_was_made_of_it_may_be_published_beside_its_original(new_session, there, taken, made_of):
    made_of.answer(choice="accept", warnings=["original"])
    assert made_of.run(new_session())["title"] == "The same with less in it.jpg"
    assert len(there(made_of.row)) == len(there(taken.row)) == 1
