"""Who may see, act and arrange, as one table: the safeguarding role at its place, and nobody else."""

import pytest

from tests.cast import NOW, TODAY
from tests.factories.care import make_concern, make_on_call, make_service
from tests.factories.groups import new_id
from tests.factories.people import make_account
from tuvurane.care import actions, policies, problems, queries
from tuvurane.care.codes import ServiceKind, Step
from tuvurane.people import problems as people_problems
from tuvurane.people import queries as people
from tuvurane.people.roles import Role

CONTENT = actions.ServiceContent("Health centre", ServiceKind.HEALTH_CENTRE, "+257 00 00 00 02")
# role, where it is held -> sees concerns of Muriza, acts on them, arranges at Muriza
TABLE = [
    *((role, "Burunga", False) for role in Role if role != Role.SAFEGUARDING),
    (Role.SAFEGUARDING, "Burunga", True),
    (Role.SAFEGUARDING, "Musongati", True),
    (Role.SAFEGUARDING, "Muriza", True),
    (Role.SAFEGUARDING, "Butare", False),
    (Role.SAFEGUARDING, "Makamba", False),
]


@pytest.mark.parametrize(("role", "place", "may"), TABLE)
def test_the_table(cast, aminas_group, role, place, may):
    muriza, house = cast.places["Muriza"], cast.organisation
    concern, calls = make_concern(aminas_group), make_on_call(cast["didier"], muriza)
    service = make_service(house, muriza)
    actor = people.actor_of(make_account(house, "someone", role=role, place=cast.places[place]), on=TODAY)

    def allowed(deed) -> bool:
        try:
            deed()
        except (people_problems.NotAllowed, problems.ConcernUnknown, problems.OnCallUnknown, problems.ServiceUnknown):
            return False
        return True

    told = {
        "sees": queries.concerns_visible_to(actor).exists(),
        "opens": allowed(lambda: queries.concern_for(actor, concern.pk)),
        "may act": policies.can_act(actor, concern),
        "acts": allowed(lambda: actions.note_contact(
            actor=actor, contact_id=new_id(), concern=concern,
            content=actions.ContactContent(Step.NOT_REACHED, NOW), now=NOW,
        )),
        "sees who is on call": queries.on_calls_visible_to(actor, on=TODAY).exists(),
        "opens who is on call": allowed(lambda: queries.on_call_for(actor, calls.pk)),
        "sees services": queries.services_visible_to(actor).exists(),
        "opens a service": allowed(lambda: queries.service_for(actor, service.pk)),
        "adds a service": allowed(lambda: actions.add_service(
            actor=actor, service_id=new_id(), organisation_id=house.pk, place=muriza, content=CONTENT,
            verified_on=TODAY, now=NOW,
        )),
        "changes it": allowed(lambda: actions.change_service(actor=actor, service=service, content=CONTENT, now=NOW)),
        "verifies it": allowed(lambda: actions.verify_service(actor=actor, service=service, on=TODAY, now=NOW)),
        "ends it": allowed(lambda: actions.end_service(actor=actor, service=service, on=TODAY, now=NOW)),
        "takes off call": allowed(lambda: actions.take_off_call(actor=actor, on_call=calls, until=TODAY, now=NOW)),
    }  # fmt: skip

    assert set(told.values()) == {may}, told


def test_a_phone_may_nothing_of_it(cast, aminas_group):
    concern = make_concern(aminas_group)

    for name in ("amina", "carine"):
        actor = cast.on_phone(name)
        assert not queries.concerns_visible_to(actor).exists()
        assert not policies.can_act(actor, concern)
        assert not queries.services_visible_to(actor).exists()


def test_another_organisation_arranges_nothing_here(cast):
    other = make_account(cast.other, "other", role=Role.SAFEGUARDING, place=cast.places["Burunga"])
    actor = people.actor_of(other, on=TODAY)

    with pytest.raises(people_problems.NotAllowed):
        actions.add_service(
            actor=actor, service_id=new_id(), organisation_id=cast.organisation.pk, place=cast.places["Muriza"],
            content=CONTENT, verified_on=TODAY, now=NOW,
        )  # fmt: skip
    with pytest.raises(people_problems.NotAllowed):
        actions.put_on_call(
            actor=actor, on_call_id=new_id(), account=cast["didier"], place=cast.places["Muriza"], since=TODAY,
            capacity=3, reach="", now=NOW,
        )  # fmt: skip
