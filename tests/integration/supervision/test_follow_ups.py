"""What was agreed: by whom, by when, and whether it was done."""

from datetime import timedelta

import pytest

from tests.factories.groups import NOW, TODAY, new_id
from tests.factories.supervision import make_follow_up
from tuvurane.groups import problems as group_problems
from tuvurane.journal.models import Entry
from tuvurane.people import problems as people_problems
from tuvurane.supervision import actions, problems, queries
from tuvurane.supervision.models import FollowUp


def test_what_is_due_stands_with_its_words_and_what_is_overdue_first(cast, amina, carine):
    make_follow_up(cast["amina"], amina, actor=carine, what="Next week", due_on=TODAY + timedelta(days=7))
    make_follow_up(cast["amina"], amina, actor=carine, what="Today", due_on=TODAY)
    make_follow_up(cast["carine"], amina, actor=carine, what="Last week", due_on=TODAY - timedelta(days=7))

    due = queries.follow_ups_due(carine, on=TODAY)

    assert [(one.what, one.overdue) for one in due] == [("Last week", True), ("Today", False), ("Next week", False)]


def test_words_are_sealed_and_in_no_line_of_the_journal(cast, amina, carine):
    row = make_follow_up(cast["amina"], amina, actor=carine, what="Speak less.")

    assert b"Speak" not in bytes(row.what_sealed)
    [line] = Entry.objects.filter(verb="follow_ups.agree")
    assert line.detail == {"owner": str(amina.pk)}


def test_agreed_twice_with_one_id_it_is_one(cast, amina, carine):
    follow_up_id = new_id()
    for what in ("First", "Second"):
        make_follow_up(cast["amina"], amina, actor=carine, what=what, follow_up_id=follow_up_id)

    assert [queries.what_of(row) for row in FollowUp.objects.all()] == ["First"]


def test_done_once_it_is_due_no_more(cast, amina, carine):
    row = make_follow_up(cast["amina"], amina, actor=carine)

    done = actions.finish_follow_up(actor=carine, follow_up=row, on=TODAY, now=NOW)

    assert (done.done_on, done.done_at) == (TODAY, NOW)
    assert queries.follow_ups_due(carine, on=TODAY) == []
    for act in (
        lambda: actions.finish_follow_up(actor=carine, follow_up=row, on=TODAY, now=NOW),
        lambda: actions.move_follow_up(actor=carine, follow_up=row, due_on=TODAY, now=NOW),
    ):
        with pytest.raises(problems.FollowUpDone):
            act()


def test_its_owner_finishes_it_and_a_neighbour_does_not(cast, amina, bosco, carine):
    row = make_follow_up(cast["amina"], amina, actor=carine)

    with pytest.raises(people_problems.NotAllowed):
        actions.finish_follow_up(actor=cast.actor("bosco"), follow_up=row, on=TODAY, now=NOW)
    assert actions.finish_follow_up(actor=cast.actor("amina"), follow_up=row, on=TODAY, now=NOW).done_on == TODAY


def test_another_day_is_agreed_and_the_journal_keeps_the_former(cast, amina, carine):
    row = make_follow_up(cast["amina"], amina, actor=carine)
    later = TODAY + timedelta(days=5)

    actions.move_follow_up(actor=carine, follow_up=row, due_on=later, now=NOW)

    row.refresh_from_db()
    assert row.due_on == later
    [line] = Entry.objects.filter(verb="follow_ups.move")
    assert line.detail == {"due_on": str(later), "was": str(TODAY)}


@pytest.mark.parametrize(("days", "taken"), [(21, True), (22, False)])
def test_practice_of_a_competence_is_due_within_three_weeks(days, taken, cast, amina, carine):
    def agree():
        return make_follow_up(
            cast["amina"], amina, actor=carine, competence="listening", due_on=TODAY + timedelta(days=days)
        )

    if taken:
        assert agree().competence == "listening"
    else:
        with pytest.raises(problems.DueTooLate):
            agree()


WRONG = {
    "about nobody": ({"facilitator": None}, problems.FollowUpAboutNobody),
    "no words": ({"what": "  "}, problems.TextMissing),
    "too many words": ({"what": "a" * 301}, group_problems.TooLong),
    "an owner of another house": ({"owner": "stranger"}, problems.OwnerUnknown),
}


@pytest.mark.parametrize(("said", "refused"), WRONG.values(), ids=list(WRONG))
def test_what_cannot_be_agreed_is_refused(said, refused, cast, amina, carine):
    said = {"facilitator": amina, "owner": "amina"} | said
    owner, facilitator = cast[said.pop("owner")], said.pop("facilitator")

    with pytest.raises(refused):
        make_follow_up(owner, facilitator, actor=carine, **said)


def test_somebody_outside_finds_none(cast, amina, muriza, carine):
    row = make_follow_up(cast["carine"], None, actor=carine, group=muriza)

    assert queries.follow_up_for(carine, row.pk) == row
    for name in ("stranger", "director", "bosco"):
        with pytest.raises(problems.FollowUpUnknown):
            queries.follow_up_for(cast.actor(name), row.pk)
