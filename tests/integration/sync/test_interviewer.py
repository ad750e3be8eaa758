"""A phone that only asks: groups in which somebody is to be asked now, how people are called, and nothing else."""

from datetime import timedelta

import pytest

from tests.cast import NOW, SYSTEM
from tests.factories.groups import make_group
from tests.factories.people import HIRED_ON, make_account
from tests.factories.phones import Phone, declined_record, interview_record, session_record
from tuvurane.foundation import clock
from tuvurane.groups import actions as group_actions
from tuvurane.groups.codes import Status
from tuvurane.measures import queries as measures
from tuvurane.measures.models import Response
from tuvurane.people import actions as people_actions
from tuvurane.people.roles import Role


@pytest.fixture
def iris(cast):
    """Who asks in all Musongati and leads nobody."""
    return make_account(cast.organisation, "iris", role=Role.INTERVIEWER, place=cast.places["Musongati"], language="fr")


@pytest.fixture
def asker(iris):
    return Phone(iris, language="fr")


def ids(told):
    return [group["id"] for group in told["groups"]]


def test_it_is_given_the_groups_in_which_somebody_is_to_be_asked_now(cast, asker, begins, aminas_group):
    elsewhere = make_group(
        cast.organisation, cast.places["Kibago"], name="Elsewhere", members=2, status=Status.RECRUITING
    )

    told = asker.sync(holds=[str(elsewhere.pk)])

    assert ids(told) == [str(begins.pk)]
    assert told["gone"] == [str(elsewhere.pk)]
    assert told["definitions"]["me"] == {"name": "Iris", "language": "fr", "only_asks": True}


def test_it_is_told_how_people_are_called_and_nothing_of_sessions(asker, begins):
    (group,) = asker.sync()["groups"]

    assert [person["seat"] for person in group["people"]] == [1, 2, 3, 4]
    assert group["only_ask"] is True
    assert [group[name] for name in ("facilitators", "sessions", "missed", "beside", "beside_missed", "voice")] == [
        []
    ] * 6


def test_a_group_leaves_it_when_the_window_closes(cast, asker):
    (rule, *_) = measures.rules_of(cast.organisation.pk)
    open_still, closed = (
        make_group(
            cast.organisation, cast.places["Butare"], name=f"Day {days}", members=1,
            starts_on=clock.today() - timedelta(days=days),
        )
        for days in (rule.closes, rule.closes + 1)
    )  # fmt: skip

    told = asker.sync(holds=[str(open_still.pk), str(closed.pk)])

    assert told["gone"] == [str(closed.pk)]


def test_it_may_send_answers_and_refusals_and_no_session(asker, begins, cast):
    group_actions.move_group(actor=SYSTEM, group=begins, to=Status.RUNNING, on=NOW.date(), reason="", now=NOW)

    answer = asker.sync(interview_record(begins), declined_record(begins, 2), session_record(begins))

    assert [one["outcome"] for one in answer["results"]] == ["accepted", "accepted", "set_aside"]
    assert Response.objects.get().by_leader is False


def test_who_leads_one_group_and_asks_in_others_is_told_which_is_which(cast, begins, boscos_group):
    people_actions.give_role(
        actor=SYSTEM, account=cast["bosco"], role=Role.INTERVIEWER, place=cast.places["Muriza"], since=HIRED_ON, now=NOW
    )

    told = Phone(cast["bosco"]).sync()

    assert {group["id"]: group["only_ask"] for group in told["groups"]} == {
        str(begins.pk): True,
        str(boscos_group.pk): False,
    }
    assert told["definitions"]["me"]["only_asks"] is False


def test_an_app_of_before_would_show_sessions_so_it_is_given_no_group(asker, begins):
    assert asker.sync(asks=1)["groups"] == []
    assert asker.pull()["groups"] == []


def test_a_graduated_group_comes_back_to_its_leader_when_it_is_asked_again(cast, phone):
    group = make_group(cast.organisation, cast.places["Muriza"], leaders=[cast["amina"]], members=2)
    group_actions.move_group(
        actor=SYSTEM,
        group=group,
        to=Status.GRADUATED,
        on=clock.today() - timedelta(days=240),
        reason="",
        now=clock.now(),
    )

    (told,) = phone.sync()["groups"]

    assert (told["id"], told["only_ask"]) == (str(group.pk), True)
    assert [window["wave"] for window in told["waves"]] == ["later"]
