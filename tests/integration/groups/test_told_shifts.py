"""Small shifts told outside a session and roles taken up: once, corrected by a new report, the same in any order."""

from datetime import date, timedelta
from itertools import count
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.cast import NOW, SYSTEM, TODAY
from tests.factories.groups import content, make_group, make_participant, make_session, new_id
from tests.factories.shifts import SEEN, take_up, tell
from tuvurane.groups import actions, problems, queries
from tuvurane.groups.actions import Shifted
from tuvurane.groups.actions.session_rows import fingerprint_of
from tuvurane.groups.codes import CommunityRole, Leaving, NoticedBy, Shift, Status
from tuvurane.groups.models import RoleTaken, ToldShift
from tuvurane.journal.models import Entry
from tuvurane.people import problems as people_problems
from tuvurane.people.actions import Origin

LINE = SEEN.line


def read(group):
    return [one.shift for one in queries.shifts_of(group)]


def roles(person):
    return [(row.role, row.since) for row in queries.roles_of(person, queries.groups_visible_to(SYSTEM))]


@pytest.fixture
def person(aminas_group):
    return make_participant(aminas_group)


def test_who_noticed_is_kept_with_a_shift_inside_a_session_and_outside(aminas_group):
    inside = Shifted(Shift.ANGER, "shouts less", NoticedBy.FAMILY)
    make_session(aminas_group, shifts=[inside])
    tell(aminas_group)

    assert read(aminas_group) == [inside, SEEN]
    assert [one.number for one in queries.shifts_of(aminas_group)] == [1, None]


def test_a_report_that_does_not_say_who_noticed_is_known_by_the_same_fingerprint(aminas_group):
    plain = content(shifts=[Shifted(Shift.ANGER, "calmer")])
    said = content(shifts=[Shifted(Shift.ANGER, "calmer", NoticedBy.FACILITATOR)])
    other = content(shifts=[Shifted(Shift.ANGER, "calmer", NoticedBy.FAMILY)])
    group_id = UUID(int=7)

    # Computed by the release of before, from the same report without a word on who noticed.
    assert fingerprint_of(group_id, plain, None) == "413a0202a281d827a1428d878af1ff85eef55703cde6bd79ddb7b925086d6a84"
    assert fingerprint_of(group_id, said, None) == fingerprint_of(group_id, plain, None)
    assert fingerprint_of(group_id, other, None) != fingerprint_of(group_id, plain, None)


def test_a_report_that_comes_twice_counts_once_and_with_other_words_is_refused(aminas_group, person):
    shift_id, role_id = new_id(), new_id()
    first = tell(aminas_group, told_id=shift_id), take_up(aminas_group, person.pk, role_id=role_id)
    again = tell(aminas_group, told_id=shift_id), take_up(aminas_group, person.pk, role_id=role_id)

    assert [one.new for one in (*first, *again)] == [True, True, False, False]
    assert (read(aminas_group), len(roles(person))) == ([SEEN], 1)
    with pytest.raises(problems.IdAlreadyUsed):
        tell(aminas_group, told_id=shift_id, shift=replace_line(SEEN, "another line"))
    with pytest.raises(problems.IdAlreadyUsed):
        take_up(aminas_group, person.pk, CommunityRole.LEADER, role_id=role_id)


def replace_line(shift, line):
    return Shifted(shift.domain, line, shift.noticed_by)


def test_a_correction_takes_the_place_and_the_first_stays_in_the_table(aminas_group, person):
    first = tell(aminas_group).report
    right = replace_line(SEEN, "She greets the neighbour again")
    tell(aminas_group, shift=right, supersedes=first.pk)
    wrong = take_up(aminas_group, person.pk, CommunityRole.LEADER).report
    take_up(aminas_group, person.pk, CommunityRole.COMMITTEE, supersedes=wrong.pk)

    assert read(aminas_group) == [right]
    assert roles(person) == [("committee", TODAY)]
    assert (ToldShift.objects.count(), RoleTaken.objects.count()) == (2, 2)


def test_a_role_told_of_the_wrong_person_is_corrected_to_the_right_one(aminas_group, person):
    other = make_participant(aminas_group, "Bosco")
    wrong = take_up(aminas_group, person.pk).report

    take_up(aminas_group, other.pk, supersedes=wrong.pk)

    assert (roles(person), roles(other)) == ([], [("mediator", TODAY)])


def test_one_role_told_twice_is_one_and_several_roles_are_several(aminas_group, person):
    first, second = sorted((new_id(), new_id()))
    take_up(aminas_group, person.pk, role_id=second, since=TODAY - timedelta(days=3))
    take_up(aminas_group, person.pk, role_id=first)
    take_up(aminas_group, person.pk, CommunityRole.COMMITTEE)

    assert sorted(roles(person)) == [("committee", TODAY), ("mediator", TODAY)]


def test_a_correction_of_what_is_not_here_or_of_another_group_is_refused(aminas_group, boscos_group, person):
    stranger = make_participant(boscos_group, "Bosco")

    for absent in (new_id(), tell(boscos_group).report.pk):
        with pytest.raises(problems.NothingToSupersede):
            tell(aminas_group, supersedes=absent)
    for absent in (new_id(), take_up(boscos_group, stranger.pk).report.pk):
        with pytest.raises(problems.NothingToSupersede):
            take_up(aminas_group, person.pk, supersedes=absent)


def test_a_role_is_told_of_somebody_who_sits_or_sat_in_the_group(aminas_group, boscos_group, person):
    actions.leave_group(actor=SYSTEM, group=aminas_group, participant=person, on=TODAY, why=Leaving.WORK, now=NOW)
    take_up(aminas_group, person.pk)

    with pytest.raises(problems.ParticipantUnknown):
        take_up(boscos_group, person.pk)


def test_what_is_refused_says_why(cast, aminas_group, person):
    tomorrow = TODAY + timedelta(days=1)
    coordinator = cast.actor("coordinator")
    planned = make_group(cast.organisation, cast.places["Muriza"], name="Planned", status=Status.PLANNED)

    with pytest.raises(problems.ShiftNeedsALine):
        tell(aminas_group, shift=replace_line(SEEN, "  "))
    with pytest.raises(problems.TooLong):
        tell(aminas_group, shift=replace_line(SEEN, "x" * 141))
    with pytest.raises(problems.DateInTheFuture):
        tell(aminas_group, actor=coordinator, on=tomorrow)
    with pytest.raises(problems.DateInTheFuture):
        take_up(aminas_group, person.pk, actor=coordinator, since=tomorrow)
    with pytest.raises(problems.GroupNotRunning):
        tell(planned)
    for nobody in ("bosco", "eva", "director", "stranger"):
        with pytest.raises(people_problems.NotAllowed):
            tell(aminas_group, actor=cast.actor(nobody))
        with pytest.raises(people_problems.NotAllowed):
            take_up(aminas_group, person.pk, actor=cast.actor(nobody))


def test_a_phone_whose_clock_is_a_year_ahead_is_not_refused(cast, aminas_group):
    ahead = date(2027, 11, 22)

    tell(aminas_group, actor=cast.on_phone("amina"), on=ahead)

    assert [one.on for one in queries.shifts_of(aminas_group)] == [ahead]


def test_the_journal_tells_of_the_act_and_never_of_the_line(aminas_group, person):
    told, taken = tell(aminas_group).report, take_up(aminas_group, person.pk).report

    last = {entry.verb: entry for entry in Entry.objects.order_by("seq")}
    assert last["shifts.record"].detail == {"shift": str(told.pk), "domain": "neighbours", "by": "host_neighbour"}
    assert last["roles.record"].detail == {"told": str(taken.pk), "participant": str(person.pk), "role": "mediator"}
    assert told.seq == last["shifts.record"].seq
    assert LINE not in str([entry.detail for entry in Entry.objects.all()])


def test_phones_need_not_pull_a_group_again_for_it(aminas_group, person):
    before = type(aminas_group).objects.get(pk=aminas_group.pk).seq

    tell(aminas_group)
    take_up(aminas_group, person.pk)

    assert type(aminas_group).objects.get(pk=aminas_group.pk).seq == before


# Each report corrects none, or one that was made before it: (which one, what it says).
chains = st.lists(st.tuples(st.none() | st.integers(0, 6), st.integers(0, 2)), min_size=2, max_size=6).map(
    lambda drawn: [(of if of is not None and of < at else None, says) for at, (of, says) in enumerate(drawn)]
)


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(chain=chains, data=st.data())
def test_order_and_repetition_of_reports_end_in_one_state(cast, chain, data):
    said = []
    for order in (range(len(chain)), data.draw(st.permutations([*range(len(chain)), *range(len(chain))]))):
        group = make_group(cast.organisation, cast.places["Muriza"], name=f"Twese {next(NAMES)}")
        people = [make_participant(group, name) for name in ("Nadia", "Bosco")]
        ids = sorted(new_id() for _ in chain)
        send(group, people, chain, ids, list(order))
        said.append((sorted(read(group)), [sorted(roles(person)) for person in people], standing(ids)))

    assert said[0] == said[1]


NAMES = count()


def send(group, people, chain, ids, order):
    """Send each report until it is taken: one that corrects another waits for it, as a phone's outbox would."""
    waiting = order
    while waiting:
        refused = []
        for at in waiting:
            of, says = chain[at]
            earlier = None if of is None else ids[of]
            try:
                tell(group, told_id=ids[at], shift=replace_line(SEEN, f"line {at}"), supersedes=earlier)
                role = list(CommunityRole)[says]
                take_up(group, people[says % 2].pk, role, role_id=ids[at], supersedes=earlier)
            except problems.NothingToSupersede:
                refused.append(at)
        assert len(refused) < len(waiting)
        waiting = refused


def standing(ids):
    """How each report stands, by its place in the chain."""
    shifts, taken = (model.objects.in_bulk(ids) for model in (ToldShift, RoleTaken))
    return [(shifts[one].standing, taken[one].standing) for one in ids]


def test_what_two_phones_correct_at_once_counts_once(cast, aminas_group):
    first = tell(aminas_group).report
    late, early = sorted((new_id(), new_id()), reverse=True)
    origin = Origin(cast["amina"].pk, None, None, None)

    tell(aminas_group, told_id=late, shift=replace_line(SEEN, "late"), supersedes=first.pk, origin=origin)
    tell(aminas_group, told_id=early, shift=replace_line(SEEN, "early"), supersedes=first.pk)

    assert [shift.line for shift in read(aminas_group)] == ["late"]
