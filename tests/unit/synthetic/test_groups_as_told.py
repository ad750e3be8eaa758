"""The synthetic programme is plausible: each share lies in the band that is said here."""

from collections import Counter
from itertools import pairwise
from statistics import fmean

from tests.unit.synthetic.conftest import NOW, TODAY, tell, told_before
from tuvurane.config.synthetic.stories import Story
from tuvurane.groups.actions import SessionContent
from tuvurane.groups.codes import MOVES, Joining, Leaving, Mark, Phase, Purpose, Status

PHASES = list(Phase)


def counted(story: Story) -> list[SessionContent]:
    """The reports of a story that no other corrects, one a number."""
    corrected = {report.supersedes for report in story.plan.sessions}
    by_number: dict[int, SessionContent] = {}
    for report in story.plan.sessions:
        if report.id not in corrected:
            by_number.setdefault(report.content.number, report.content)
    return list(by_number.values())


def contents(told: list[Story]) -> list[SessionContent]:
    return [content for story in told for content in counted(story)]


def test_a_partners_year_has_its_groups_people_and_marks(told):
    people = {person.id for story in told for person in story.plan.people}

    marks = sum(len(content.marks) for content in contents(told))

    assert len(told) == 120
    assert 1_380 <= len(people) <= 1_580
    assert 15_000 <= marks <= 22_500


def test_the_same_seed_tells_the_same_and_another_seed_does_not():
    once, again, otherwise = told_before(7), tell(7), told_before(8)

    assert once == again
    assert {story.plan.id for story in once}.isdisjoint(story.plan.id for story in otherwise)


def test_every_id_is_a_version_7_of_its_own(told):
    ids = [report.id for story in told for report in story.plan.sessions]
    ids += [response.response_id for story in told for response in story.responses]
    ids += [story.plan.id for story in told]

    versions = {one.version for one in ids}

    assert versions == {7}
    assert len(set(ids)) == len(ids)


def test_most_groups_have_graduated_some_run_and_some_wait(told):
    statuses = Counter(story.plan.status for story in told)

    assert statuses[Status.RECRUITING] == 4
    assert statuses[Status.PLANNED] == 4
    assert 25 <= statuses[Status.RUNNING] <= 50
    assert statuses[Status.GRADUATED] >= 60


def test_every_group_moved_as_the_life_cycle_allows_and_never_in_the_future(told):
    for story in told:
        ways = [Status.PLANNED, *(to for to, _ in story.plan.moves)]
        days = [on for _, on in story.plan.moves]

        assert all(to in MOVES[came_from] for came_from, to in pairwise(ways))
        assert days == sorted(days)
        assert all(on <= TODAY for on in days)


def test_circles_hold_ten_to_fifteen_people_with_a_few_outside(told):
    sizes = [len(story.plan.people) for story in told if story.plan.sessions]

    usual = fmean(10 <= size <= 15 for size in sizes)

    assert 12.4 <= fmean(sizes) <= 13.2
    assert 0.9 <= usual < 1


def test_nearly_nine_in_ten_come_with_a_dip_in_the_first_weeks(told):
    marks = Counter(mark for content in contents(told) for mark in content.marks.values())
    share = {
        number: fmean(
            mark == Mark.PRESENT
            for content in contents(told)
            if content.number == number
            for mark in content.marks.values()
        )
        for number in (1, 4, 14)
    }

    assert 0.85 <= marks[Mark.PRESENT] / marks.total() <= 0.92
    assert share[4] < share[1]
    assert share[4] < share[14]


def test_some_leave_for_a_reason_and_a_few_move_or_come_back(told):
    stays = [person for story in told if story.plan.sessions for person in story.plan.people]
    reasons = Counter(stay.why_left for stay in stays if stay.left_on)

    left = reasons.total() / len(stays)

    assert 0.055 <= left <= 0.105
    assert len(reasons) >= 6
    assert sum(stay.how == Joining.MOVED for stay in stays) == reasons[Leaving.OTHER_GROUP]
    assert any(stay.how == Joining.REJOINED for stay in stays)


def test_phases_repeat_and_go_back_and_are_not_the_numbers(told):
    walks = [[PHASES.index(content.phase) for content in counted(story)] for story in told]
    steps = Counter(after - before for walk in walks for before, after in pairwise(walk))
    at_the_eighth = Counter(walk[7] for walk in walks if len(walk) >= 8)

    total = steps.total()

    assert 0.03 <= steps[-1] / total <= 0.1
    assert 0.4 <= steps[0] / total <= 0.65
    assert set(steps) == {-1, 0, 1}
    assert len(at_the_eighth) >= 4


def test_sessions_last_about_three_hours(told):
    minutes = [content.minutes for content in contents(told)]

    usual = fmean(140 <= length <= 205 for length in minutes)

    assert 160 <= fmean(minutes) <= 185
    assert usual > 0.9


def test_stones_sum_to_the_people_there_but_for_a_few_and_grow_kinder(told):
    votes = [(content, tally) for content in contents(told) for tally in content.voice.values()]
    there = {id(content): Counter(content.marks.values())[Mark.PRESENT] for content, _ in votes}

    off = fmean(sum(tally) != there[id(content)] for content, tally in votes)
    early = [tally.good / sum(tally) for content, tally in votes if content.number <= 4 and sum(tally)]
    late = [tally.good / sum(tally) for content, tally in votes if content.number >= 12 and sum(tally)]

    assert 0 < off < 0.04
    assert fmean(late) > fmean(early) + 0.05


def test_one_session_in_two_brings_a_small_shift_and_some_a_challenge(told):
    told_of = contents(told)

    assert 0.38 <= fmean(bool(content.shifts) for content in told_of) <= 0.55
    assert 0.18 <= fmean(bool(content.challenges) for content in told_of) <= 0.4


def test_weeks_are_lost_for_reasons(told):
    missed = [week for story in told for week in story.plan.missed]

    share = len(missed) / len(contents(told))

    assert 0.03 <= share <= 0.09
    assert len({week.reason for week in missed}) >= 6


def test_nothing_was_reported_before_it_happened_or_after_now(told):
    for story in told:
        reports = [(report.content.held_on, report.recorded_at) for report in story.plan.sessions]
        reports += [(week.on, week.recorded_at) for week in story.plan.missed]

        assert all(on <= at.date() and at <= NOW for on, at in reports)


def test_a_few_reports_correct_another_or_stand_beside(told):
    reports = [report for story in told for report in story.plan.sessions]
    numbers = Counter(
        (story.plan.id, report.content.number)
        for story in told
        for report in story.plan.sessions
        if not report.supersedes
    )

    assert 0.003 <= fmean(report.supersedes is not None for report in reports) <= 0.03
    assert 1 <= sum(many > 1 for many in numbers.values()) <= 6


def test_all_take_part_by_consent_and_a_few_take_a_word_back(told):
    people = [person for story in told for person in story.plan.people]

    assert all(person.consents[Purpose.TAKE_PART] <= person.joined_on for person in people)
    assert 0.9 <= fmean(Purpose.BE_MEASURED in person.consents for person in people) < 1
    assert any(person.withdrawn for person in people)


def test_nobody_has_a_number_that_could_ring(told):
    contacts = {person.identity.contact for story in told for person in story.plan.people}

    assert all(contact == "" or contact.startswith("+257 00 ") for contact in contacts)
