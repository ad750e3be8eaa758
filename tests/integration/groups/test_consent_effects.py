"""What a word on consent changes, as one table, and that it changes nothing else."""

from datetime import date, timedelta

import pytest

from tests.cast import NOW, SYSTEM, TODAY
from tests.factories.groups import make_consent, make_group, make_session, new_id
from tests.factories.phones import Phone
from tuvurane.foundation import clock
from tuvurane.groups import actions, problems
from tuvurane.groups import queries as groups
from tuvurane.groups.codes import ConsentGivenBy, Mark, Purpose, Status, VoiceSight
from tuvurane.groups.models import Consent, Group
from tuvurane.measures import actions as measure_actions
from tuvurane.measures import problems as measure_problems
from tuvurane.measures import queries as measures
from tuvurane.measures.queries.schedule import due_for_groups
from tuvurane.measures.rules.schedule import State

AT_THE_END = TODAY + timedelta(days=2)
LATER = TODAY + timedelta(days=243)  # eight months after the end: the later wave is due


@pytest.fixture
def ended(cast):
    """A group of three that has ended, and whose later wave is open on ``LATER``."""
    group = make_group(cast.organisation, cast.places["Muriza"], name="Twahuye", leaders=[cast["amina"]], members=3)
    make_session(group, marks=dict.fromkeys((1, 2, 3), Mark.PRESENT))
    return actions.move_group(actor=SYSTEM, group=group, to=Status.GRADUATED, on=TODAY, reason="", now=NOW)


def person(group, seat=1):
    return group.memberships.get(seat=seat).participant


def asked(group, on):
    return {due.seat for due in measures.due_for(group, on=on)}


def state_of(group, on, seat=1):
    (window,) = {n for n, one in enumerate(measures.standing_of(group, on=on).windows) if one.holds(on)}
    return next(one.states[window] for one in measures.standing_of(group, on=on).people if one.seat == seat)


# purpose taken back -> asked while the group meets, asked after its end, may be asked for a story
EFFECTS = [
    (None, True, True, True),
    (Purpose.TAKE_PART, True, True, True),
    (Purpose.BE_MEASURED, False, False, True),
    (Purpose.BE_CONTACTED, True, False, True),
    (Purpose.STORY, True, True, False),
]


@pytest.mark.parametrize(("taken_back", "at_the_end", "later", "story"), EFFECTS)
def test_what_a_yes_taken_back_stops(cast, ended, taken_back, at_the_end, later, story):
    for purpose in Purpose:
        make_consent(ended, person(ended), purpose)
    if taken_back:
        make_consent(ended, person(ended), taken_back, given=False)
    assert (1 in asked(ended, AT_THE_END)) is at_the_end
    assert (1 in asked(ended, LATER)) is later
    assert (person(ended).pk in groups.consents_standing([person(ended).pk], Purpose.STORY)) is story
    assert (state_of(ended, AT_THE_END) == State.NO_CONSENT) is not at_the_end
    assert (state_of(ended, LATER) == State.NO_CONSENT) is not later
    assert {2, 3} <= asked(ended, LATER)


def test_the_board_the_list_and_the_phone_count_the_same_people(cast, ended):
    make_consent(ended, person(ended, 1), Purpose.BE_CONTACTED, given=False)
    make_consent(ended, person(ended, 2), Purpose.BE_MEASURED, given=False)
    rules = measures.rules_of(ended.organisation_id)

    (row,) = measures.wave_board(cast.actor("coordinator"), on=LATER, rules=rules).rows
    schedule = due_for_groups([ended], on=LATER)[ended.pk]

    assert (row.to_ask, row.agreed, row.not_agreed, row.declined) == (1, 1, 2, 0)
    assert {due.seat for due in schedule.due} == {3}
    assert all(1 in seats for (_, wave, _), seats in schedule.done.items() if wave == "later")


def test_a_yes_taken_back_reaches_the_phone_with_its_next_news(cast, aminas_group, monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: NOW)
    phone = Phone(cast["amina"])
    first = phone.sync()
    make_consent(aminas_group, person(aminas_group), Purpose.BE_MEASURED, given=False)

    (told,) = phone.sync(since=first["cursor"], holds=[str(aminas_group.pk)])["groups"]

    assert 1 in first["groups"][0]["agreed"]
    assert 1 not in told["agreed"]


def answered(group):
    return measure_actions.record_response(
        actor=SYSTEM, response_id=new_id(), participant_id=person(group).pk, group_id=group.pk, wave="baseline",
        instrument="who5", version="1", language="rn", answers={f"who_{n}": 3 for n in range(1, 6)},
        administered_on=TODAY, now=NOW,
    )  # fmt: skip


def test_after_a_yes_is_taken_back_no_answer_is_taken_and_those_before_stay(aminas_group):
    before = answered(aminas_group).response
    make_consent(aminas_group, person(aminas_group), Purpose.BE_MEASURED, given=False)

    with pytest.raises(measure_problems.NoConsent):
        answered(aminas_group)
    assert list(person(aminas_group).responses.values_list("pk", flat=True)) == [before.pk]


def everything(cast, group):
    """All that the programme says of a group and its people, but the words on consent and the group's own number."""
    actor = cast.actor("coordinator")
    found = Group.objects.get(pk=group.pk)
    return {
        "board": [
            (row.group.pk, row.stones, row.members, row.facilitators, row.needs, row.presence)
            for row in groups.board(actor, on=TODAY)
        ],
        "standing": (found.status, found.starts_on, found.site, found.weekday),
        "circle": groups.members_of(found, identified=True),
        "attendance": groups.attendance_grid(found),
        "facilitators": groups.facilitators_of(found, ended=True),
        "loads": groups.loads_of([cast["amina"].pk], TODAY),
        "shifts": groups.shifts_of(found),
        "voice": groups.voice_of(found, VoiceSight.AT_ONCE),
        "roles": [groups.roles_of(person(found, seat), Group.objects.all()) for seat in (1, 2)],
    }


@pytest.mark.parametrize("purpose", Purpose)
@pytest.mark.parametrize("before", [True, False], ids=["taken back", "refused"])
def test_a_no_changes_nothing_else(cast, aminas_group, boscos_group, purpose, before):
    make_session(aminas_group, marks={1: Mark.PRESENT, 2: Mark.ABSENT, 3: Mark.EXCUSED, 4: Mark.PRESENT})
    if before:
        make_consent(aminas_group, person(aminas_group), purpose)
    seen = everything(cast, aminas_group)

    make_consent(aminas_group, person(aminas_group), purpose, given=False)

    assert everything(cast, aminas_group) == seen


def say(group, *, given=True, version="1", language="rn", on=TODAY, **changed):
    return actions.record_consent(
        actor=SYSTEM, group=group, participant=person(group), purpose=Purpose.STORY, given=given, on=on,
        language=language, given_by=ConsentGivenBy.MARK, text_version=version, now=NOW, **changed,
    )  # fmt: skip


def test_a_word_keeps_the_text_that_was_read_and_who_read_it(cast, aminas_group):
    say(aminas_group, read_by_id=cast["amina"].pk)

    word = Consent.objects.get(participant=person(aminas_group), purpose=Purpose.STORY)

    assert (word.text_version, word.language, word.read_by, word.given_by) == ("1", "rn", cast["amina"], "mark")


@pytest.mark.parametrize("changed", [{"version": "99"}, {"language": "xx"}])
def test_a_text_that_was_never_written_was_not_read(aminas_group, changed):
    with pytest.raises(problems.TextUnknown):
        say(aminas_group, **changed)


def test_a_word_of_tomorrow_is_refused(aminas_group):
    with pytest.raises(problems.DateInTheFuture):
        say(aminas_group, on=date(2026, 11, 23))


def test_who_said_yes_to_an_older_text_still_says_yes_and_may_be_asked_again(aminas_group):
    make_consent(aminas_group, person(aminas_group), Purpose.STORY)

    def standing():
        return groups.standing_words([person(aminas_group).pk])[person(aminas_group).pk][-1]

    before = standing()
    say(aminas_group)
    after = standing()
    say(aminas_group, given=False, version="")

    assert (before.given, before.to_older_text) == (True, True)
    assert (after.given, after.to_older_text) == (True, False)
    assert (standing().given, standing().to_older_text) == (False, False)


def test_who_was_never_asked_stands_nowhere(aminas_group):
    words = groups.standing_words([person(aminas_group).pk])[person(aminas_group).pk]

    assert [one.purpose for one in words] == list(Purpose)
    assert [one.word is None for one in words] == [True, False, False, True]
