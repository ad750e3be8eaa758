"""Who is ready for the next rung, as a table, with the numbers that the room ships."""

import pytest

from tuvurane.training.codes import RUNGS, Away, CourseLevel, Gate, Rung
from tuvurane.training.rules.readiness import NUMBERS, Known, readiness
from tuvurane.training.thresholds import threshold

SHIPPED = {name: threshold(name).value for name in NUMBERS}

# courses: completed level and share of days. levels: of the competences rated. groups: led until they graduated.
TABLE = """
rung                 | courses                        | groups | levels          | gate    | away  | next                | lacks
candidate            | -                              | 0      | -               | clear   | -     | basic               | course_basic
candidate            | basic .8                       | 0      | -               | clear   | -     | basic               | -
candidate            | basic .79                      | 0      | -               | clear   | -     | basic               | days
candidate            | basic 1                        | 0      | 1 3 3 3 3       | blocked | -     | basic               | gate_blocked
candidate            | basic 1                        | 0      | 2 2 2 2 2       | clear   | -     | basic               | -
candidate            | intermediate 1                 | 9      | 4 4 4 4 4       | clear   | -     | basic               | course_basic
basic                | basic 1 intermediate 1         | 1      | 3 3 3 3 2       | clear   | -     | intermediate        | -
basic                | basic 1 intermediate 1         | 1      | 3 3 3 2 2       | clear   | -     | intermediate        | levels
basic                | basic 1 intermediate 1         | 1      | 4 4 4 4 1       | clear   | -     | intermediate        | harm
basic                | basic 1 intermediate 1         | 1      | -               | clear   | -     | intermediate        | not_rated
basic                | basic 1 intermediate 1         | 0      | 3 3 3 3 3       | clear   | -     | intermediate        | groups
basic                | basic 1                        | 1      | 3 3 3 3 3       | clear   | -     | intermediate        | course_intermediate
basic                | basic 1 intermediate 1         | 1      | 3 3 3 3 3       | paused  | -     | intermediate        | gate_paused
basic                | basic 1 intermediate 1         | 1      | 3 3 3 3 3       | clear   | rest  | intermediate        | away_rest
basic                | basic 1                        | 0      | 1 1 1 1 1       | paused  | left  | intermediate        | away_left gate_paused course_intermediate groups harm levels
intermediate         | advanced 1                     | 3      | 3 3 3 4 4       | clear   | -     | advanced            | -
intermediate         | advanced 1                     | 2      | 3 3 3 4 4       | clear   | -     | advanced            | groups
intermediate         | trainers 1                     | 3      | 3 3 3 4 4       | clear   | -     | advanced            | course_advanced
advanced             | -                              | 4      | 3 3 3 4 4       | clear   | -     | team_leader         | -
advanced             | -                              | 3      | 3 3 3 4 4       | clear   | pause | team_leader         | away_pause groups
team_leader          | trainers .9                    | 4      | 4 4 4 4 4       | clear   | -     | trainer             | -
team_leader          | trainers .5                    | 4      | 4 4 4 4 4       | clear   | -     | trainer             | days
trainer              | trainers 1                     | 6      | 3 3 3 3 3       | clear   | -     | trainer_of_trainers | -
trainer              | -                              | 5      | 3 3 3 3 3       | clear   | -     | trainer_of_trainers | course_trainers groups
trainer_of_trainers  | trainers 1                     | 9      | 4 4 4 4 4       | clear   | -     | -                   | -
"""  # fmt: skip


def known(rung, courses, groups, levels, gate, away):
    said = [] if courses == "-" else courses.split()
    reached = [] if levels == "-" else levels.split()
    return Known(
        rung=Rung(rung),
        courses_completed={CourseLevel(said[at]): float(said[at + 1]) for at in range(0, len(said), 2)},
        gate=Gate(gate),
        away=None if away == "-" else Away(away),
        levels={f"competence_{number}": int(level) for number, level in enumerate(reached)},
        groups_completed=int(groups),
    )


def cases():
    for number, line in enumerate(TABLE.strip().splitlines()[1:], start=1):
        cells = [cell.strip() for cell in line.split("|")]
        yield pytest.param(known(*cells[:6]), cells[6], cells[7], id=f"{number} {cells[0]} {cells[7]}")


@pytest.mark.parametrize(("person", "next_rung", "lacks"), list(cases()))
def test_ready_is_who_lacks_nothing_of_the_next_rung(person, next_rung, lacks):
    found = readiness(person, thresholds=SHIPPED)

    assert found.next_rung == (None if next_rung == "-" else next_rung)
    assert [lack.code for lack in found.lacks] == ([] if lacks == "-" else lacks.split())
    assert found.ready == (lacks == "-" and next_rung != "-")


def test_what_is_lacking_is_said_in_numbers():
    person = known("basic", "basic 1 intermediate .5", "0", "3 3 2 2 1", "clear", "-")

    lacks = {lack.code: lack.details for lack in readiness(person, thresholds=SHIPPED).lacks}

    assert lacks == {
        "days": {"percent": 50, "needed": 80},
        "groups": {"completed": 0, "needed": 1},
        "harm": {"n": 1},
        "levels": {"percent": 40, "needed": 80},
    }


def test_a_partner_may_ask_for_more():
    person = known("basic", "basic 1 intermediate 1", "1", "3 3 3 3 3", "clear", "-")

    stricter = readiness(person, thresholds=SHIPPED | {"groups_for_intermediate": 2.0, "competent_level": 4.0})

    assert [lack.code for lack in stricter.lacks] == ["groups", "levels"]


@pytest.mark.parametrize("name", NUMBERS)
def test_every_number_says_where_it_comes_from(name):
    assert threshold(name).source
    assert threshold(name).unit


@pytest.mark.parametrize("below", range(len(RUNGS) - 1), ids=lambda at: RUNGS[at])
def test_no_rung_is_reached_by_knowing_nothing(below):
    nothing = Known(RUNGS[below], {}, Gate.CLEAR, None, {}, 0)

    assert not readiness(nothing, thresholds=SHIPPED).ready
