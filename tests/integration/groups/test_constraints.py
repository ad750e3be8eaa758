"""Every named constraint of the journal's, the people's and the groups' room stands in the database and bites."""

from datetime import date, timedelta

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, models, transaction

from tests.cast import NOW, SYSTEM, TODAY
from tests.factories.groups import make_session, new_id
from tests.factories.people import make_device
from tests.factories.training import make_facilitator
from tuvurane.groups import actions
from tuvurane.groups.actions import Shifted, Tally
from tuvurane.groups.codes import CommunityRole, ConsentGivenBy, Mark, MissedReason, NoticedBy, Shift, Voice
from tuvurane.people import actions as people_actions

SAME = object()  # the value of the first row, written into every row
LONG_AGO = date(2000, 1, 1)

# constraint -> model, and the change of a valid row (of all rows, where some value is SAME) that violates it
VIOLATIONS = {
    "journal_has_one_head": ("journal.Head", {"id": 2}),
    "journal_seq_starts_at_one": ("journal.Entry", {"seq": 0}),
    "account_language_is_known": ("people.Account", {"language": "de"}),
    "account_confirms_only_a_set_second_factor": ("people.Account", {"totp_confirmed_at": NOW}),
    "device_revoked_by_someone_is_revoked": ("people.Device", {"revoked_by": models.F("account")}),
    "enrolment_code_used_for_a_device": ("people.EnrolmentCode", {"used_at": None}),
    "role_held_is_a_known_role": ("people.RoleHeld", {"role": "king"}),
    "role_held_ends_after_it_starts": ("people.RoleHeld", {"until": LONG_AGO}),
    "role_held_once_at_a_time": ("people.RoleHeld", {"account_id": SAME, "role": SAME, "place_id": SAME}),
    "key_generation_once_a_number": (
        "people.KeyGeneration",
        {"organisation_id": SAME, "purpose": SAME, "number": SAME},
    ),
    "key_generation_purpose_is_known": ("people.KeyGeneration", {"purpose": "gossip"}),
    "key_generation_starts_at_one": ("people.KeyGeneration", {"number": 0}),
    "key_generation_is_gone_exactly_when_retired": ("people.KeyGeneration", {"retired_at": NOW}),
    "group_status_is_known": ("groups.Group", {"status": "dreaming"}),
    "group_weekday_is_a_day": ("groups.Group", {"weekday": 8}),
    "group_that_runs_has_a_start": ("groups.Group", {"starts_on": None}),
    "group_name_once_in_an_organisation": ("groups.Group", {"organisation_id": SAME, "name": SAME}),
    "pause_is_lifted_after_it_began": ("groups.Pause", {"lifted_at": NOW - timedelta(days=1)}),
    "pause_of_a_group_once_at_a_time": ("groups.Pause", {"group_id": SAME}),
    "pause_of_starting_once_at_a_time": ("groups.Pause", {"organisation_id": SAME, "group_id": None}),
    "group_move_goes_somewhere": ("groups.GroupMove", {"came_from": models.F("went_to")}),
    "assignment_ends_after_it_starts": ("groups.FacilitatorAssignment", {"until": LONG_AGO}),
    "assignment_once_at_a_time": ("groups.FacilitatorAssignment", {"group_id": SAME, "account_id": SAME}),
    "participant_sex_is_known": ("groups.Participant", {"sex": "x"}),
    "participant_age_band_is_known": ("groups.Participant", {"age_band": "0-15"}),
    "participant_erased_has_no_name": ("groups.Participant", {"erased_at": NOW}),
    "participant_code_once_in_an_organisation": ("groups.Participant", {"organisation_id": SAME, "code": SAME}),
    "membership_joining_is_known": ("groups.Membership", {"how": "forced"}),
    "membership_left_on_a_day_for_a_reason": ("groups.Membership", {"left_on": date(2026, 11, 1)}),
    "membership_ends_after_it_starts": ("groups.Membership", {"left_on": LONG_AGO, "why_left": "work"}),
    "membership_seat_starts_at_one": ("groups.Membership", {"seat": 0}),
    "membership_one_group_at_a_time": ("groups.Membership", {"participant_id": SAME}),
    "membership_seat_taken_once": ("groups.Membership", {"group_id": SAME, "seat": SAME}),
    "consent_purpose_is_known": ("groups.Consent", {"purpose": "be_sold"}),
    "consent_given_by_is_known": ("groups.Consent", {"given_by": "guess"}),
    "same_person_given_by_is_known": ("groups.SamePerson", {"given_by": "guess"}),
    "session_number_counted_once": ("groups.Session", {"group_id": SAME, "number": SAME}),
    "session_number_is_one_of_fifteen": ("groups.Session", {"number": 16}),
    "session_minutes_are_plausible": ("groups.Session", {"minutes": 9}),
    "session_phase_is_known": ("groups.Session", {"phase": "anger"}),
    "session_place_kind_is_known": ("groups.Session", {"place_kind": "bar"}),
    "session_present_are_marked": ("groups.Session", {"present": 99}),
    "session_standing_is_known": ("groups.Session", {"standing": "deleted"}),
    "session_superseded_by_another": ("groups.Session", {"standing": "superseded"}),
    "session_facilitator_once": ("groups.SessionFacilitator", {"session_id": SAME, "account_id": SAME}),
    "attendance_one_mark_each": ("groups.Attendance", {"session_id": SAME, "participant_id": SAME}),
    "attendance_mark_is_known": ("groups.Attendance", {"mark": "late"}),
    "voice_one_tally_a_question": ("groups.VoiceTally", {"session_id": SAME, "question": SAME}),
    "voice_question_is_known": ("groups.VoiceTally", {"question": "loved"}),
    "voice_totals_are_a_circle_at_most": ("groups.VoiceTally", {"middle": 41}),
    "small_shift_domain_is_known": ("groups.SmallShift", {"domain": "money"}),
    "missed_session_counted_once_a_day": ("groups.MissedSession", {"group_id": SAME, "on": SAME}),
    "missed_session_reason_is_known": ("groups.MissedSession", {"reason": "lazy"}),
    "missed_session_standing_is_known": ("groups.MissedSession", {"standing": "deleted"}),
    "missed_session_superseded_by_another": ("groups.MissedSession", {"superseded_by": models.F("id")}),
    "small_shift_noticed_by_is_known": ("groups.SmallShift", {"noticed_by": "police"}),
    "told_shift_domain_is_known": ("groups.ToldShift", {"domain": "money"}),
    "told_shift_noticed_by_is_known": ("groups.ToldShift", {"noticed_by": "police"}),
    "told_shift_standing_is_known": ("groups.ToldShift", {"standing": "deleted"}),
    "told_shift_superseded_by_another": ("groups.ToldShift", {"superseded_by": models.F("id")}),
    "role_taken_is_known": ("groups.RoleTaken", {"role": "king"}),
    "role_taken_standing_is_known": ("groups.RoleTaken", {"standing": "deleted"}),
    "role_taken_superseded_by_another": ("groups.RoleTaken", {"superseded_by": models.F("id")}),
}
NAMED = {
    constraint.name: (model._meta.label, constraint)
    for room in ("journal", "people", "groups")
    for model in apps.get_app_config(room).get_models()
    for constraint in model._meta.constraints
}


@pytest.fixture
def full(cast, aminas_group, boscos_group):
    """At least two rows of every kind."""
    make_device(cast["amina"])
    people_actions.issue_enrolment_code(actor=SYSTEM, account=cast["amina"], now=NOW)
    actions.join_records(
        actor=SYSTEM,
        facilitator=make_facilitator(cast["amina"], cast.places["Muriza"]),
        participant=boscos_group.memberships.get(seat=1).participant,
        agreed_on=TODAY,
        given_by=ConsentGivenBy.VOICE,
        now=NOW,
    )
    for number, group in enumerate((aminas_group, boscos_group), start=1):
        make_session(
            group,
            number=number,
            marks={1: Mark.PRESENT, 2: Mark.ABSENT},
            voice={Voice.SAFE: Tally(1, 0, 0)},
            shifts=[Shifted(Shift.ANGER, "calmer")],
        )
        actions.pause(pause_id=new_id(), organisation_id=group.organisation_id, group=group, now=NOW)
        actions.record_missed_session(
            actor=SYSTEM, group=group, missed_id=new_id(), on=date(2026, 10, number), reason=MissedReason.RAIN, now=NOW
        )
        shift = Shifted(Shift.FAMILY, "they eat together again", NoticedBy.FAMILY)
        actions.record_told_shift(actor=SYSTEM, group=group, told_id=new_id(), on=TODAY, shift=shift, now=NOW)
        actions.record_role_taken(
            actor=SYSTEM,
            group=group,
            participant_id=group.memberships.get(seat=1).participant_id,
            role_id=new_id(),
            role=CommunityRole.MEDIATOR,
            since=TODAY,
            now=NOW,
        )


def violate(label, changes):
    """Write the change behind the actions' back; answers the database's own words."""
    rows = apps.get_model(label)._base_manager.order_by("pk")
    first = rows.first()
    values = {name: getattr(first, name) if value is SAME else value for name, value in changes.items()}
    target = rows if SAME in changes.values() else rows.filter(pk=first.pk)
    with pytest.raises(IntegrityError) as refused, transaction.atomic():
        target.order_by().update(**values)
    return str(refused.value)


def told_by(words, constraint):
    """Whether the database names this constraint; SQLite names the columns of a unique one instead."""
    if constraint.name in words:
        return True
    unique = isinstance(constraint, models.UniqueConstraint) and connection.vendor == "sqlite"
    return unique and all(f".{name}" in words for name in constraint.fields)


def test_every_named_constraint_has_a_row_that_violates_it():
    assert set(VIOLATIONS) == set(NAMED)


def test_the_database_itself_refuses_every_violation_by_name(full):
    silent = []

    for name, (label, changes) in VIOLATIONS.items():
        assert NAMED[name][0] == label
        words = violate(label, changes)
        if not told_by(words, NAMED[name][1]):
            silent.append((name, words))

    assert not silent
