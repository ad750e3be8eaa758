"""Supervision loaded in bulk: all or nothing, once, and read as if it had been recorded."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from tests.factories.groups import NOW, SYSTEM, TODAY, new_id
from tests.factories.supervision import checklist_content, visit_content
from tests.factories.training import make_facilitator
from tuvurane.groups import problems as group_problems
from tuvurane.journal import queries as journal
from tuvurane.journal.models import Entry
from tuvurane.people import problems as people_problems
from tuvurane.supervision import actions, problems, queries
from tuvurane.supervision.actions import (
    ChargePlan,
    ChecklistPlan,
    FollowUpContent,
    FollowUpPlan,
    HelpPlan,
    LoadedSupervision,
    ObservationPlan,
    SupervisionPlans,
    VisitPlan,
)
from tuvurane.supervision.codes import HelpTopic
from tuvurane.supervision.models import Charge, Visit
from tuvurane.training import actions as training_actions
from tuvurane.training import problems as training_problems
from tuvurane.training.actions import RatingContent
from tuvurane.training.codes import Occasion
from tuvurane.training.rules.rubrics import OWN, own


@pytest.fixture
def facilitator(cast):
    return make_facilitator(cast["amina"], cast.places["Muriza"])


@pytest.fixture
def rating(cast, facilitator):
    competence = own().competences[0]
    content = RatingContent(
        facilitator.pk, TODAY, Occasion.IN_GROUP, *OWN, {competence.code: [competence.behaviours[-1].code]}, session_number=3
    )  # fmt: skip
    taken = training_actions.record_rating(actor=cast.actor("carine"), rating_id=new_id(), content=content, now=NOW)
    return taken.rating


@pytest.fixture
def plans(cast, muriza, facilitator, rating):
    """One of each."""
    carine = cast["carine"].pk
    agreed = FollowUpContent(new_id(), "At the visit", TODAY, facilitator.pk)
    visit = visit_content(group_id=muriza.pk, seen=[facilitator.pk], note="Well.", follow_ups=[agreed])
    return SupervisionPlans(
        charges=[ChargePlan(facilitator.pk, carine, date(2026, 1, 1))],
        visits=[VisitPlan(new_id(), visit, carine, NOW)],
        checklists=[
            ChecklistPlan(new_id(), checklist_content(muriza), carine, NOW),
            ChecklistPlan(new_id(), checklist_content(muriza), facilitator.pk, NOW),
        ],
        observations=[ObservationPlan(rating.pk, muriza.pk)],
        follow_ups=[
            FollowUpPlan(FollowUpContent(new_id(), "By itself", TODAY, facilitator.pk), carine, NOW, done_on=TODAY)
        ],
        helps=[
            HelpPlan(new_id(), facilitator.pk, HelpTopic.PAIR, TODAY, NOW, "A line."),
            HelpPlan(new_id(), facilitator.pk, HelpTopic.PHONE, TODAY, NOW, answered_by=carine, answered_on=TODAY),
        ],
    )


def load(cast, plans, actor=SYSTEM):
    return actions.load_supervision(actor=actor, organisation_id=cast.organisation.pk, plans=plans, now=NOW)


def test_a_load_is_read_as_what_was_recorded(cast, plans, muriza, facilitator, carine):
    loaded = load(cast, plans)

    assert loaded == LoadedSupervision(charges=1, visits=1, checklists=2, observations=1, follow_ups=2, helps=2)
    assert queries.supervisor_of(facilitator, TODAY) == cast["carine"]
    [visit] = queries.visits_of(muriza)
    assert (queries.note_of(visit), [one.facilitator_id for one in visit.seen.all()]) == ("Well.", [facilitator.pk])
    assert [queries.what_of(row) for row in queries.agreed_at(visit)] == ["At the visit"]
    assert [one.what for one in queries.follow_ups_due(carine, on=TODAY)] == ["At the visit"]
    assert [row.observer for row in queries.checklists_of(muriza)] == [True, False]
    assert queries.fidelity_of(muriza).gap == 0
    assert [one.line for one in queries.helps_waiting(carine)] == ["A line."]
    assert queries.coverage(carine).held == 0


def test_a_load_writes_one_line_of_the_journal_for_each_charge_and_record_and_its_number(cast, plans):
    before = Entry.objects.count()
    load(cast, plans)

    verbs = list(Entry.objects.order_by("seq").values_list("verb", flat=True))[before:]
    assert verbs == ["charges.load", "visits.load", "checklists.load", "checklists.load", "help.load", "help.load"]
    [visit] = Visit.objects.all()
    assert Entry.objects.get(seq=visit.seq).subject_id == str(visit.pk)
    assert journal.verify().whole


def test_the_same_load_twice_changes_nothing(cast, plans):
    load(cast, plans)
    lines = Entry.objects.count()

    assert load(cast, plans) == LoadedSupervision()
    assert Entry.objects.count() == lines


def test_what_a_phone_sends_again_after_a_load_is_known(cast, plans, carine):
    load(cast, plans)
    [plan] = plans.visits

    taken = actions.record_visit(actor=carine, visit_id=plan.id, content=plan.content, now=NOW)

    assert not taken.new


def spoilt(plans, name):
    [visit], [charge] = plans.visits, plans.charges
    late = replace(charge, until=charge.since - timedelta(days=1))
    return {
        "nobody known": replace(plans, charges=[replace(charge, facilitator_id=new_id())]),
        "no group": replace(plans, visits=[replace(visit, content=replace(visit.content, group_id=new_id()))]),
        "no supervisor": replace(plans, visits=[replace(visit, supervisor_id=new_id())]),
        "no minutes": replace(plans, visits=[replace(visit, content=replace(visit.content, minutes=0))]),
        "ends before it begins": replace(plans, charges=[late]),
    }[name]


@pytest.mark.parametrize(
    ("name", "refused"),
    [
        ("nobody known", training_problems.FacilitatorUnknown),
        ("no group", group_problems.GroupUnknown),
        ("no supervisor", problems.OwnerUnknown),
        ("no minutes", group_problems.OutOfRange),
        ("ends before it begins", problems.DateBeforeCharge),
    ],
)
def test_one_fault_and_nothing_is_loaded(name, refused, cast, plans):
    with pytest.raises(refused):
        load(cast, spoilt(plans, name))

    assert not Charge.objects.exists()
    assert not Visit.objects.exists()


@pytest.mark.parametrize(
    ("name", "may"), [("coordinator", True), ("carine", False), ("trainer", False), ("stranger", False)]
)
def test_who_manages_supervision_may_load_it(name, may, cast, plans):
    try:
        done = load(cast, plans, cast.actor(name)).visits == 1
    except people_problems.NotAllowed:
        done = False

    assert done == may
