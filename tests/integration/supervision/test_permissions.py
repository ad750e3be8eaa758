"""Who may do what in this room: every act, every role of the cast, cell by cell."""

from collections.abc import Callable

import pytest
from django.db import transaction

from tests.factories.groups import NOW, TODAY, new_id
from tests.factories.supervision import make_follow_up, make_help, make_visit
from tests.factories.training import make_facilitator
from tuvurane.foundation.problems import Problem
from tuvurane.groups import actions as group_actions
from tuvurane.groups import problems as group_problems
from tuvurane.people import actions as people_actions
from tuvurane.people import problems as people_problems
from tuvurane.people.roles import Role
from tuvurane.supervision import actions, problems, queries
from tuvurane.supervision.codes import Wellbeing
from tuvurane.training import problems as training_problems
from tuvurane.training.actions import RatingContent
from tuvurane.training.codes import Occasion
from tuvurane.training.rules.rubrics import OWN, Kind, own

NAMES = (
    "amina", "bosco", "carine", "trainer", "coordinator", "didier", "eva", "director", "administrator", "stranger",
    "system", "carine's phone", "amina's phone",
)  # fmt: skip
# act              ami bos car tra coo did eva dir adm str sys cph aph
TABLE = """
visit              .   .   +   .   .   .   .   .   .   .   .   +   .
rating             .   .   +   +   .   .   .   .   .   .   +   +   .
charge             .   .   .   .   +   .   .   .   .   .   +   .   .
end charge         .   .   .   .   +   .   .   .   .   .   +   .   .
agree              .   .   +   .   +   .   .   .   .   .   +   +   .
finish             +   .   +   .   +   .   .   .   .   .   +   +   +
move               +   .   +   .   +   .   .   .   .   .   +   +   +
wellbeing          .   .   +   .   .   .   .   .   .   .   .   .   .
read wellbeing     .   .   +   .   .   .   .   .   .   .   .   .   .
ask help           +   .   .   .   .   .   .   .   .   .   .   .   +
answer help        .   .   +   .   +   .   .   .   .   .   .   +   .
plan               .   .   +   +   +   .   .   .   .   .   +   +   .
"""
REFUSALS = (
    people_problems.NotAllowed,
    group_problems.GroupUnknown,
    training_problems.FacilitatorUnknown,
    training_problems.RaterUnknown,
    problems.NotInCharge,
    problems.HelpUnknown,
    problems.FollowUpUnknown,
)
EXPECTED = {
    line[:19].strip(): dict(zip(NAMES, (sign == "+" for sign in line[19:].split()), strict=True))
    for line in TABLE.strip().splitlines()
}


def rating_of(facilitator, actor):
    competence = own().competences[0]
    ticks = {competence.code: [one.code for one in competence.behaviours if one.kind == Kind.BASIC]}
    rater = None if actor.account_id else facilitator.account.organisation.accounts.get(username="carine").pk
    return RatingContent(facilitator.pk, TODAY, Occasion.IN_GROUP, *OWN, ticks, session_number=3, rater_id=rater)


def act_of(name: str, cast, actor, amina, group) -> Callable[[], object]:
    """One act of the table, ready to be done by somebody; what it needs is there."""
    if name == "ask help":
        return lambda: make_help(actor)
    if name == "answer help":
        asked = make_help(cast.actor("amina")).help
        return lambda: actions.answer_help(actor=actor, help=asked, on=TODAY, note="", now=NOW)
    if name in {"finish", "move"}:
        row = make_follow_up(cast["amina"], amina)
        if name == "finish":
            return lambda: actions.finish_follow_up(actor=actor, follow_up=row, on=TODAY, now=NOW)
        return lambda: actions.move_follow_up(actor=actor, follow_up=row, due_on=TODAY, now=NOW)
    return {
        "visit": lambda: make_visit(actor, seen=[amina.pk], group_id=group.pk),
        "rating": lambda: actions.record_observed_rating(
            actor=actor, rating_id=new_id(), group_id=group.pk, content=rating_of(amina, actor), now=NOW
        ),
        "charge": lambda: actions.take_charge(
            actor=actor, supervisor=cast["carine"], facilitator=amina, since=TODAY, now=NOW
        ),
        "end charge": lambda: actions.end_charge(actor=actor, facilitator=amina, until=TODAY, now=NOW),
        "agree": lambda: make_follow_up(cast["amina"], amina, actor=actor),
        "wellbeing": lambda: actions.note_wellbeing(
            actor=actor, facilitator=amina, month=TODAY, how=Wellbeing.WELL, note="", now=NOW
        ),
        "read wellbeing": lambda: queries.wellbeing_of(actor, amina),
        "plan": lambda: queries.plan(actor, supervisor_id=cast["carine"].pk, now=NOW)[0],
    }[name]


@pytest.mark.parametrize("act", EXPECTED)
def test_who_may(act, cast, muriza, amina):
    done = {name: tried(act, name, cast, amina, muriza) for name in NAMES}

    assert done == EXPECTED[act]


def tried(act, name, cast, amina, muriza) -> bool:
    """Whether somebody may do an act; what it leaves behind is undone."""
    with transaction.atomic():
        actor = cast.on_phone(name.removesuffix("'s phone")) if name.endswith("phone") else cast.actor(name)
        try:
            with transaction.atomic():
                act_of(act, cast, actor, amina, muriza)()
        except (*REFUSALS, IndexError):  # an empty plan: there is nobody whom this actor sees
            return False
        finally:
            transaction.set_rollback(True)
    return True


def test_every_refusal_of_the_room_is_a_problem_with_a_sentence(db):
    for problem in vars(problems).values():
        if isinstance(problem, type) and issubclass(problem, Problem) and problem is not Problem:
            assert problem(name="x", version="x", since="x", days=1).sentence("rn")


def test_a_facilitator_rates_nobody_in_a_group_that_they_lead(cast, muriza, amina):
    people_actions.give_role(
        actor=cast.actor("system"), account=cast["carine"], role=Role.FACILITATOR, place=cast.places["Muriza"],
        since=TODAY, now=NOW,
    )  # fmt: skip
    make_facilitator(cast["carine"], cast.places["Muriza"])
    group_actions.assign_facilitator(
        actor=cast.actor("system"), group=muriza, account=cast["carine"], since=TODAY, now=NOW
    )

    with pytest.raises(people_problems.NotAllowed):
        actions.record_observed_rating(
            actor=cast.actor("carine"), rating_id=new_id(), group_id=muriza.pk, content=rating_of(amina, cast.actor("carine")),
            now=NOW,
        )  # fmt: skip
