"""Reading totals: by those who may, without names for evidence, without scores for everyone else."""

import pytest

from tests.unit.measures.conftest import ANSWERS, TODAY
from tuvurane.measures import queries
from tuvurane.measures.codes import Arm, Wave
from tuvurane.people import problems as people_problems
from tuvurane.people.roles import Role


def test_an_evaluator_reads_totals_and_a_facilitator_does_not(world, with_yes):
    world.record(answers=with_yes(1, 2))
    group = world.groups["hill one"]

    (row,) = queries.totals_of(world.actors["eva"], group)

    assert (row.wave, row.instrument, row.total, row.missing) == ("baseline", "srq20", 2, 0)
    for name in ("amina", "carine", "didier"):
        with pytest.raises(people_problems.NotAllowed):
            queries.totals_of(world.actors[name], group)


def test_waves_are_counted_without_scores(world, with_yes):
    world.record(person=0)
    world.record(person=1, answers=with_yes(blank=(3,)))
    world.record(person=1)
    corrected = world.record(person=2).response
    world.record(person=2, supersedes=corrected.pk)
    world.record(person=0, wave="end", instrument="who5")

    counts = queries.standing_of(world.groups["hill one"], on=TODAY).waves

    assert list(counts) == [
        queries.WaveCount(Arm.GROUP, Wave.BASELINE, "srq20", answered=3, incomplete=1, beside=1),
        queries.WaveCount(Arm.GROUP, Wave.END, "who5", answered=1, incomplete=0, beside=0),
    ]
    assert queries.responses_beside(world.groups["hill one"]).count() == 1


def test_evidence_rows_have_no_name_and_stay_inside_the_scope(world, with_yes):
    world.record("amina", "hill one", answers=with_yes(1))
    world.record("bosco", "hill two", answers=with_yes(1, 2))
    near = world.hire("elie", Role.EVALUATOR, "hill two")

    everywhere = list(queries.rows_for_evidence(world.actors["eva"], "srq20"))
    nearby = list(queries.rows_for_evidence(near, "srq20"))

    assert [row.total for row in everywhere] == [1, 2]
    assert nearby == [everywhere[1]]
    assert nearby[0] == queries.EvidenceRow(
        person=str(world.people["hill two"][0].pk),
        group=str(world.groups["hill two"].pk),
        wave="baseline",
        total=2.0,
        sex="F",
        place_path=world.places["hill two"].path,
    )


def test_evidence_can_be_narrowed_to_a_place(world):
    world.record("amina", "hill one")
    world.record("bosco", "hill two")
    path = world.places["hill one"].path

    rows = list(queries.rows_for_evidence(world.actors["eva"], "srq20", path))

    assert [row.place_path for row in rows] == [path]


@pytest.mark.parametrize("name", ["amina", "carine", "didier"])
def test_who_may_not_see_evidence_gets_no_rows(world, name):
    world.record()

    assert list(queries.rows_for_evidence(world.actors[name], "srq20")) == []


def test_evidence_counts_the_correction_alone_and_no_report_beside(world, with_yes):
    first = world.record(answers=with_yes(1)).response
    world.record(answers=with_yes(1, 2), supersedes=first.pk)
    world.record(answers=with_yes(1, 2, 3))

    rows = list(queries.rows_for_evidence(world.actors["eva"], "srq20"))

    assert [row.total for row in rows] == [2]


def test_who_takes_consent_back_leaves_the_evidence_and_returns_with_a_new_yes(world):
    group, person = world.groups["hill one"], world.people["hill one"][0]
    world.record()

    world.says(group, person, given=False)
    without = list(queries.rows_for_evidence(world.actors["eva"], "srq20"))
    world.says(group, person, given=True)
    returned = list(queries.rows_for_evidence(world.actors["eva"], "srq20"))

    assert (len(without), len(returned)) == (0, 1)


def test_evidence_reads_in_two_queries(world, django_assert_num_queries):
    world.record(person=0)
    world.record(person=1, instrument="who5", answers=ANSWERS["who5"])

    with django_assert_num_queries(2):
        rows = list(queries.rows_for_evidence(world.actors["eva"], "who5"))

    assert [row.total for row in rows] == [60]
