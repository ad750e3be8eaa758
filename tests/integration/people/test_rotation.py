"""Keys change while people work: nothing becomes unreadable, a stop half way is no harm, what is destroyed opens nothing."""

from threading import Event

import pytest
from click.testing import CliRunner
from django.db import connection, transaction

from tests.cast import NOW, SYSTEM
from tests.factories.groups import make_group, make_session
from tuvurane.config.cli import main
from tuvurane.foundation import quiet, resealing, rows, sealing
from tuvurane.groups import queries as groups
from tuvurane.groups.actions import Shifted
from tuvurane.groups.codes import Shift
from tuvurane.groups.models import Participant, Session, SmallShift
from tuvurane.journal import queries as journal
from tuvurane.people import actions, problems
from tuvurane.people import queries as people
from tuvurane.people.codes import KeyPurpose
from tuvurane.people.models import KeyGeneration

DATA = KeyPurpose.DATA
PATIENCE = 20
on_postgresql = pytest.mark.skipif(
    connection.vendor != "postgresql", reason="SQLite lets one connection write at a time"
)


@pytest.fixture
def told(committed_cast, monkeypatch):
    """Two groups with names, notes and shifts, one of each house; batches of two rows."""
    monkeypatch.setattr(resealing, "BATCH", 2)
    cast = committed_cast
    ours = make_group(cast.organisation, cast.places["Muriza"], leaders=[cast["amina"]], members=5)
    make_group(cast.other, cast.places["Muriza"], name="Abandi", members=2)
    for number in (1, 2, 3):
        make_session(ours, number=number, note=f"Rain {number}.", shifts=[Shifted(Shift.ANGER, f"calmer {number}")])
    return ours


def begin(house, purpose=DATA):
    return actions.begin_rotation(actor=SYSTEM, organisation_id=house.pk, purpose=purpose, now=NOW)


def rotate(house, purpose=DATA):
    rotation = begin(house, purpose)
    moved = sum(actions.seal_anew(rotation))
    return moved, actions.finish_rotation(actor=SYSTEM, rotation=rotation, now=NOW)


def heard(group):
    """All that is told of a group in words."""
    notes = [groups.note_of(session) for session in group.sessions.order_by("number")]
    shifts = sorted(noticed.shift.line for noticed in groups.shifts_of(group))
    return groups.unreadable_identities(), notes, shifts


WHOLE = ((7, 0), ["Rain 1.", "Rain 2.", "Rain 3."], ["calmer 1", "calmer 2", "calmer 3"])


def generations(group):
    """Under which generations the rows of a group's house are sealed."""
    blobs = [
        *Participant.objects.filter(organisation=group.organisation).values_list("key_wrapped", flat=True),
        *group.sessions.values_list("note_sealed", flat=True),
        *SmallShift.objects.filter(session__group=group).values_list("line_sealed", flat=True),
    ]
    return {sealing.generation_of(bytes(blob)) for blob in blobs}


def test_everything_is_sealed_anew_and_opens_as_before(told, committed_cast):
    assert heard(told) == WHOLE

    moved, destroyed = rotate(committed_cast.organisation)

    assert (moved, destroyed, generations(told)) == (11, [1], {2})
    assert heard(told) == WHOLE
    people.organisation_key.cache_clear()
    assert heard(told) == WHOLE
    assert journal.verify().whole


def test_another_house_and_another_purpose_keep_their_keys(told, committed_cast):
    rotate(committed_cast.organisation)

    kept = KeyGeneration.objects.exclude(organisation=committed_cast.organisation, purpose=DATA)
    assert set(kept.values_list("number", "retired_at")) == {(1, None)}
    assert len(kept) == 5


def test_a_destroyed_generation_opens_nothing(told, committed_cast):
    (stolen, *_) = Session.objects.filter(group=told).values_list("pk", "note_sealed")
    rotate(committed_cast.organisation)

    destroyed = KeyGeneration.objects.get(organisation=committed_cast.organisation, purpose=DATA, number=1)
    assert (destroyed.key_wrapped, destroyed.retired_at) == (None, NOW)
    people.organisation_key.cache_clear()
    with pytest.raises(sealing.Unreadable):
        sealing.unseal(people.organisation_key(committed_cast.organisation.pk), stolen[1], aad=stolen[0].bytes)


def test_killed_in_the_midst_of_a_batch_it_goes_on_where_it_stopped(told, committed_cast, monkeypatch):
    class Killed(Exception):
        pass

    write, calls = rows.reseal, []

    def breaks(*given):
        write(*given)
        calls.append(given)
        if len(calls) == 3:
            raise Killed

    monkeypatch.setattr(rows, "reseal", breaks)
    with pytest.raises(Killed):
        list(actions.seal_anew(begin(committed_cast.organisation)))
    left = people.rows_behind(told.organisation_id, DATA, 2)
    assert (generations(told), heard(told)) == ({1, 2}, WHOLE)
    monkeypatch.setattr(rows, "reseal", write)

    moved, destroyed = rotate(committed_cast.organisation)

    assert 0 < left < 11
    assert (moved, destroyed, generations(told)) == (left, [1], {2})
    assert heard(told) == WHOLE
    assert KeyGeneration.objects.filter(organisation=committed_cast.organisation, purpose=DATA).count() == 2


def test_a_key_that_rows_still_name_is_not_destroyed(told, committed_cast):
    rotation = begin(committed_cast.organisation)

    with pytest.raises(problems.KeyInUse) as refused:
        actions.finish_rotation(actor=SYSTEM, rotation=rotation, now=NOW)

    assert "11 rows" in refused.value.sentence("en")
    assert heard(told) == WHOLE


def test_a_row_that_does_not_open_stays_as_it_is_and_keeps_the_key(told, committed_cast):
    broken = Session.objects.filter(group=told, number=2)
    broken.update(note_sealed=b"\x01" * 40)

    with pytest.raises(problems.KeyInUse):
        rotate(committed_cast.organisation)

    assert bytes(broken.get().note_sealed) == b"\x01" * 40
    assert {row.key_wrapped is None for row in people.generations_of(committed_cast.organisation.pk, DATA)} == {False}


def test_who_writes_between_reading_and_sealing_anew_is_not_overwritten(told, committed_cast, monkeypatch):
    # What somebody puts right meanwhile is sealed under the new key already.
    write = rows.reseal

    def meanwhile(model, column, changed):
        if model is Session:
            with transaction.atomic():
                for name, *_ in changed:
                    fresh = sealing.seal(people.organisation_key(told.organisation_id), b"Sun.", aad=name.bytes)
                    Session._base_manager.filter(pk=name).update(note_sealed=fresh)
        write(model, column, changed)

    monkeypatch.setattr(rows, "reseal", meanwhile)

    rotate(committed_cast.organisation)

    assert heard(told) == (WHOLE[0], ["Sun."] * 3, WHOLE[2])


def test_an_erased_person_has_no_key_to_be_sealed_anew(told, committed_cast):
    Participant.objects.filter(pk=groups.seats_of(told)[1]).update(key_wrapped=b"", identity_sealed=b"")

    assert rotate(committed_cast.organisation) == (10, [1])


@pytest.mark.parametrize("name", ["administrator", "director", "amina"])
def test_no_account_changes_keys(committed_cast, name):
    with pytest.raises(problems.NotAllowed):
        actions.begin_rotation(
            actor=committed_cast.actor(name), organisation_id=committed_cast.organisation.pk, purpose=DATA, now=NOW
        )


@on_postgresql
def test_a_rotation_waits_for_who_sealed_under_the_old_key_and_is_not_done(told, committed_cast, together):
    sealed, begun = Event(), Event()

    def dawdle():
        with transaction.atomic():
            ring = people.organisation_key(told.organisation_id)
            name = told.sessions.get(number=1).pk
            Session._base_manager.filter(pk=name).update(note_sealed=sealing.seal(ring, b"Late.", aad=name.bytes))
            sealed.set()
            assert begun.wait(PATIENCE)

    def change():
        assert sealed.wait(PATIENCE)
        rotation = begin(committed_cast.organisation)
        steps = actions.seal_anew(rotation)
        assert next(steps) == 0
        with pytest.raises(problems.KeyInUse):
            actions.finish_rotation(actor=SYSTEM, rotation=rotation, now=NOW)
        begun.set()
        while quiet.older(rotation.since):
            Event().wait(0.01)
        return sum(steps), actions.finish_rotation(actor=SYSTEM, rotation=rotation, now=NOW)

    _, changed = together(dawdle, change)

    assert changed == (11, [1])
    assert heard(told)[1] == ["Late.", "Rain 2.", "Rain 3."]


def test_after_every_batch_everything_is_read_and_something_written(told, committed_cast):
    rotation = begin(committed_cast.organisation)

    for number, _ in enumerate(actions.seal_anew(rotation), start=4):
        make_session(told, number=number, note=f"Rain {number}.")
        people.organisation_key.cache_clear()  # as another process, begun just now
        assert [groups.note_of(one) for one in told.sessions.all()] == [
            f"Rain {one.number}." for one in told.sessions.all()
        ]
        assert groups.unreadable_identities() == (7, 0)

    assert told.sessions.count() > 6
    assert actions.finish_rotation(actor=SYSTEM, rotation=rotation, now=NOW) == [1]
    assert generations(told) == {2}


@on_postgresql
def test_who_reads_and_writes_at_once_with_three_rotations_sees_everything(told, committed_cast, together):
    over = Event()

    def work(numbers):
        seen: list[bool] = []
        for number in numbers:
            if over.is_set():
                break
            make_session(told, number=number, note=f"Rain {number}.")
            seen += [groups.note_of(session) == f"Rain {session.number}." for session in told.sessions.all()]
            seen.append(groups.unreadable_identities()[1] == 0)
        return seen

    def change():
        try:
            return [changed for _ in range(3) if (changed := patiently(committed_cast.organisation))]
        finally:
            over.set()

    def patiently(house):
        rotation = begin(house)
        for rows_moved in actions.seal_anew(rotation):
            Event().wait(0 if rows_moved else 0.01)
        return actions.finish_rotation(actor=SYSTEM, rotation=rotation, now=NOW)

    first, second, changed = together(lambda: work(range(4, 16, 2)), lambda: work(range(5, 16, 2)), change)

    assert changed == [[1], [2], [3]]
    assert all(first), first
    assert all(second), second
    people.organisation_key.cache_clear()
    assert [groups.note_of(one) for one in told.sessions.all()] == [
        f"Rain {one.number}." for one in told.sessions.all()
    ]
    assert generations(told) == {4}
    assert journal.verify().whole


def here(*arguments):
    done = CliRunner().invoke(main, ["keys", *arguments])
    assert done.exit_code == 0, done.output
    return done.output


def test_the_command_changes_every_key_and_lists_them(told, committed_cast):
    rotated = here("rotate", "--linger", "0")
    listed = [line.split() for line in here("list").splitlines()]

    assert "Destroyed: 6 old keys." in rotated
    assert heard(told) == WHOLE
    assert [line[:3] for line in listed][:2] == [["AMA", "data", "1"], ["AMA", "data", "2"]]
    assert "destroyed" in listed[0]
    assert listed[1][-3:] == ["names", "11", "rows"]


def test_one_key_of_one_organisation_is_changed_alone(told, committed_cast):
    here("rotate", "--organisation", "AMA", "--purpose", "care", "--linger", "0")

    made = KeyGeneration.objects.filter(number=2)
    assert [(row.organisation_id, row.purpose) for row in made] == [(committed_cast.organisation.pk, "care")]
