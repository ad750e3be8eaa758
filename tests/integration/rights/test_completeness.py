"""Every column that leads to a participant is destroyed with them, or stays for a reason that a certificate says."""

from datetime import timedelta

import pytest
from django.apps import apps
from django.db import models

from tests.cast import NOW, SYSTEM, TODAY
from tests.factories.care import make_concern
from tests.factories.erasures import confirm, make_erasure
from tests.factories.groups import make_participant, make_session
from tests.factories.paper import make_sheet
from tests.factories.shifts import take_up
from tests.factories.stories import make_story
from tests.factories.training import make_facilitator
from tuvurane.foundation import ids
from tuvurane.groups import actions as group_actions
from tuvurane.groups import queries as group_queries
from tuvurane.groups.codes import ConsentGivenBy, Mark, Purpose
from tuvurane.groups.models import Participant
from tuvurane.measures import actions as measures
from tuvurane.rights.actions import STAYS

OURS = [model for model in apps.get_models() if model.__module__.startswith("tuvurane.")]
GOES = {
    "care.Concern.participant",
    "groups.RoleTaken.participant",
    "groups.SamePerson.participant",
    "measures.Declined.participant",
    "measures.PaperSheet.participant",
    "measures.Response.participant",
    "stories.Story.teller",
}
# The row stays, and leads to nobody any more.
EMPTIED = {"stories.PanelMember.participant"}
# Column -> the reason on the certificate.
STAYING = {
    "groups.Attendance.participant": "seat",
    "groups.Consent.participant": "consent",
    "groups.Membership.participant": "seat",
    "care.Concern.about": "care",
    "care.CareEntry.about": "care",
    "rights.Erasure.subject": "certificate",
    "rights.Request.participant": "requests",
}


def leading_to_a_person():
    """Every foreign key to a participant, and every bare id: by such a one a person can be named without a key."""
    found = set()
    for model in OURS:
        for field in model._meta.concrete_fields:
            to_person = isinstance(field, models.ForeignKey) and field.related_model is Participant
            bare = isinstance(field, models.UUIDField) and not field.primary_key
            if to_person or bare:
                found.add(f"{model._meta.label}.{field.name}")
    return found


def test_every_column_that_leads_to_a_person_goes_or_stays_for_a_reason():
    found = leading_to_a_person()

    assert found - GOES - EMPTIED - STAYING.keys() == set(), "let erasing handle these, or say why they stay"
    assert (GOES | EMPTIED | STAYING.keys()) - found == set(), "these columns are gone"
    assert set(STAYING.values()) <= set(STAYS)


@pytest.fixture
def lived(cast, aminas_group):
    """Somebody about whom every table that goes holds a row; and another, whose rows must stay."""
    person = make_participant(aminas_group, "Rindagatifu Espérance")
    other = make_participant(aminas_group, "Nzeyimana")
    for who in person, other:
        for purpose in Purpose:
            group_actions.record_consent(
                actor=SYSTEM, group=aminas_group, participant=who, purpose=purpose, given=True, on=TODAY,
                language="rn", given_by=ConsentGivenBy.MARK, now=NOW,
            )  # fmt: skip
        live(aminas_group, who)
    group_actions.join_records(
        actor=SYSTEM,
        facilitator=make_facilitator(cast["bosco"], cast.places["Butare"]),
        participant=person,
        agreed_on=TODAY,
        given_by=ConsentGivenBy.VOICE,
        now=NOW,
    )
    return person, other


def live(group, who):
    seat = next(seat for seat, person in group_queries.seats_of(group).items() if person == who.pk)
    make_session(group, number=seat, marks={seat: Mark.PRESENT}, held_on=TODAY)
    take_up(group, who.pk)
    make_sheet(group, seat)
    make_story(group, seat)
    make_concern(group, seat, about=ids.new_id(NOW))
    measures.record_response(
        actor=SYSTEM, response_id=ids.new_id(NOW), participant_id=who.pk, group_id=group.pk, wave="baseline",
        instrument="who5", version="1", language="rn", answers={f"who_{n}": 3 for n in range(1, 6)},
        administered_on=TODAY, now=NOW,
    )  # fmt: skip
    measures.record_declined(
        actor=SYSTEM, declined_id=ids.new_id(NOW), participant_id=who.pk, group=group, arm="group", wave="end",
        instrument="who5", on=TODAY, now=NOW,
    )  # fmt: skip


def rows_about(column, person):
    label, _, field = column.rpartition(".")
    return apps.get_model(label)._base_manager.filter(**{field: person.pk}).count()


def test_what_goes_is_gone_and_of_others_nothing_is(cast, lived):
    person, other = lived
    theirs = {column: rows_about(column, other) for column in GOES}
    assert all(rows_about(column, person) for column in GOES), "the person must have a row in each"

    confirm(make_erasure(person.pk), cast.actor("didier"), now=NOW + timedelta(hours=1))

    assert {column: rows_about(column, person) for column in GOES} == dict.fromkeys(GOES, 0)
    assert {column: rows_about(column, other) for column in GOES} == theirs


def test_a_certificate_says_nothing_of_care(cast, lived):
    person, _ = lived

    done = confirm(make_erasure(person.pk), cast.actor("didier"), now=NOW + timedelta(hours=1))

    assert not [kind for kind in done.destroyed if "concern" in kind or "referral" in kind]


def test_every_figure_keeps_its_base(cast, aminas_group, lived):
    person, _ = lived
    director = cast.actor("director")
    before = group_queries.enrolled_count(director)

    confirm(make_erasure(person.pk), cast.actor("didier"), now=NOW + timedelta(hours=1))

    assert group_queries.enrolled_count(director) == before
