"""Names, contacts, notes and lines of shifts stand nowhere in the open; the facts stand apart."""

import pytest
from django.apps import apps
from django.db import connection
from hypothesis import HealthCheck, given, settings

from tests import strategies
from tests.cast import NOW, SYSTEM
from tests.factories.groups import make_group, make_participant, make_session
from tuvurane.foundation import sealing
from tuvurane.groups import actions
from tuvurane.groups import queries as groups
from tuvurane.groups.actions import Shifted
from tuvurane.groups.codes import Shift
from tuvurane.groups.models import Participant

SECRETS = ("Iradukunda", "Ndayishimiye", "Mama Ange", "+257 79 123 456", "slept on the mat", "shouts less at home")


@pytest.fixture
def told(aminas_group):
    """A person with a name, a corrected name, a nickname and a contact; a session with a note and a shift."""
    person = make_participant(aminas_group, "Iradukunda Nadia", nickname="Mama Ange", contact="+257 79 123 456")
    actions.change_identity(
        actor=SYSTEM, group=aminas_group, participant=person, now=NOW,
        identity=groups.Identity("Ndayishimiye Nadia", "Mama Ange", "+257 79 123 456"),
    )  # fmt: skip
    make_session(aminas_group, note="She slept on the mat.", shifts=[Shifted(Shift.ANGER, "shouts less at home")])
    return person


def every_cell():
    """All that the database holds, as bytes, table by table."""
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608 - our own tables
            for row in cursor.fetchall():
                for cell in row:
                    yield table, bytes(cell) if isinstance(cell, bytes | memoryview) else str(cell).encode()


def test_no_table_holds_a_name_a_contact_or_a_note(told):
    cells = list(every_cell())

    found = [(table, secret) for table, cell in cells for secret in SECRETS if secret.encode() in cell]

    assert not found
    assert any(b"Twiyubake" in cell for _, cell in cells), "the search itself must find what is not sealed"


def test_who_may_read_reads_what_was_written(told, aminas_group):
    assert groups.identity_of(Participant.objects.get(pk=told.pk)).name == "Ndayishimiye Nadia"
    assert groups.note_of(groups.sessions_of(aminas_group).get()) == "She slept on the mat."
    assert [one.shift.line for one in groups.shifts_of(aminas_group)] == ["shouts less at home"]


def test_names_are_opened_only_when_asked_for(told, aminas_group):
    called = {member.called for member in groups.members_of(aminas_group, identified=False)}

    assert called == {""}
    assert "Mama Ange" in {member.called for member in groups.members_of(aminas_group, identified=True)}


@pytest.mark.parametrize("column", ["identity_sealed", "key_wrapped"])
def test_one_persons_sealed_bytes_do_not_open_in_anothers_row(told, column):
    other = Participant.objects.exclude(pk=told.pk).first()

    Participant.objects.filter(pk=told.pk).update(**{column: getattr(other, column)})

    with pytest.raises(sealing.Unreadable):
        groups.identity_of(Participant.objects.get(pk=told.pk))
    assert groups.unreadable_identities() == (5, 1)


def test_a_person_whose_key_is_destroyed_is_erased(told):
    Participant.objects.filter(pk=told.pk).update(key_wrapped=b"")

    with pytest.raises(sealing.Unreadable):
        groups.identity_of(Participant.objects.get(pk=told.pk))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(identity=strategies.identities)
def test_any_name_comes_back_as_it_was_written(aminas_group, identity):
    person = Participant.objects.first()

    actions.change_identity(actor=SYSTEM, group=aminas_group, participant=person, identity=identity, now=NOW)

    assert groups.identity_of(Participant.objects.get(pk=person.pk)) == identity


def test_no_model_has_a_field_that_endangers():
    words = (
        "ethnic",
        "tribe",
        "survivor",
        "perpetrator",
        "prisoner",
        "party",
        "politic",
        "religio",
        "birth",
        "national_id",
    )

    fields = [field.name for model in apps.get_models() for field in model._meta.get_fields()]

    assert not [name for name in fields for word in words if word in name.lower()]


def test_two_organisations_seal_with_different_keys(cast, aminas_group):
    theirs = make_participant(make_group(cast.other, cast.places["Muriza"]))

    Participant.objects.filter(pk=theirs.pk).update(organisation=cast.organisation)

    with pytest.raises(sealing.Unreadable):
        groups.identity_of(Participant.objects.get(pk=theirs.pk))
