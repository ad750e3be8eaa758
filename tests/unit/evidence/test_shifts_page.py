"""Small shifts and roles over many groups: counted with their base, hidden where few, unknown never read as none."""

from collections import Counter
from datetime import date
from uuid import uuid4

import pytest

from tuvurane.evidence import problems, shift_publishing, shifts
from tuvurane.evidence.disclosure import Reason, Withheld
from tuvurane.evidence.publishing import Silence
from tuvurane.groups.queries import GroupShifts
from tuvurane.people import problems as people_problems
from tuvurane.people.roles import Role
from tuvurane.people.scope import Actor, Grant

EVA = Actor("account", uuid4(), uuid4(), (Grant(Role.EVALUATOR, "/"),), name="Eva")
NOBODY = Actor("account", uuid4(), uuid4(), (Grant(Role.TRAINER, "/"),))
TODAY = date(2026, 11, 22)
LANGUAGES = ("rn", "fr", "sw", "en")


@pytest.fixture
def wrote(monkeypatch):
    """What the groups wrote, without a database."""

    def answer(*groups):
        monkeypatch.setattr("tuvurane.groups.queries.shifts_for_evidence", lambda actor: list(groups))

    return answer


def group(path="/1/", *, people=12, held=15, first=None, domains=None, who=None, ended=True, with_role=0, roles=None):
    return GroupShifts(
        path, ended, held, people, first, Counter(domains or {}), Counter(who or {}), with_role, Counter(roles or {})
    )


def groups(number, **said):
    return [group(**said) for _ in range(number)]


def read(**scope):
    return shifts.shifts_page(EVA, on=TODAY, **scope)


def test_counts_stand_with_those_who_are_behind_them(wrote):
    seen = {"domains": {"anger": 10, "family": 5}, "who": {"facilitator": 10, "family": 5}, "first": 2}
    wrote(*groups(5, **seen), *groups(6))

    counts = read().shifts.counts

    told = {name: counts[name].middle for name in ("people", "groups", "with_shift", "without", "shifts")}
    assert told == {"people": 132, "groups": 11, "with_shift": 5, "without": 6, "shifts": 75}
    assert (counts["domain.anger"].middle, counts["by.family"].middle, counts["domain.neighbours"].middle) == (
        50,
        25,
        0,
    )


def test_how_soon_the_first_came_counts_only_groups_that_came_so_far(wrote):
    early, late = groups(4, first=2, held=15), groups(4, first=6, held=15)
    young = groups(4, first=None, held=3)
    wrote(*early, *late, *young)

    means = read().shifts.means

    assert [round(means[f"first.{n}"].value) for n in (1, 2, 3, 4, 6, 15)] == [0, 33, 33, 50, 100, 100]
    assert (means["first.3"].groups, means["first.4"].groups) == (12, 8)
    assert means["first.2"].low < 33 < means["first.2"].high


def test_a_small_count_is_hidden_with_what_would_reveal_it(wrote):
    seen = {"domains": {"anger": 30, "family": 30, "other": 2}, "who": {"facilitator": 62}, "first": 1}
    wrote(group(**seen), *groups(6, first=None))

    counts = read().shifts.counts

    assert not counts["domain.other"].exact
    assert any(not counts[name].exact for name in ("domain.anger", "domain.family"))


@pytest.mark.parametrize(
    ("told", "reason"),
    [(groups(2, people=40), Reason.TOO_FEW), (groups(4, people=7), Reason.TOO_FEW)],
    ids=["two groups", "twenty-eight people"],
)
def test_nothing_is_shown_of_few(wrote, told, reason):
    wrote(*told)

    page = read()

    assert page.shifts == page.roles == Withheld(reason)
    assert isinstance(shift_publishing.publish_shifts(page, "en"), Silence)
    assert isinstance(shift_publishing.publish_roles(page, "en"), Silence)


def test_a_place_is_hidden_where_its_small_neighbour_could_be_worked_out(wrote):
    wrote(*groups(4, path="/1/2/"), *groups(1, path="/1/3/"))

    assert read(place_path="/1/2/").shifts == Withheld(Reason.NEIGHBOUR)


def test_a_part_of_the_programme_is_rounded(wrote):
    wrote(
        *groups(4, path="/1/2/", people=13, first=1, domains={"anger": 2}, who={"family": 2}), *groups(4, path="/1/3/")
    )

    counts = read(place_path="/1/2/").shifts.counts

    assert counts["people"].rounded
    assert counts["people"].middle == 50


def test_roles_are_of_people_in_groups_that_ended(wrote):
    wrote(
        *groups(5, people=12, with_role=3, roles={"committee": 2, "mediator": 2}),
        *groups(5, people=12, ended=False),
    )

    roles = read().roles

    assert (roles.counts["people"].middle, roles.counts["with_role"].middle) == (60, 15)
    assert (roles.counts["role.committee"].middle, roles.counts["role.leader"].middle) == (10, 0)
    assert abs(roles.means["roles"].value - 25) <= roles.means["roles"].step
    assert roles.means["roles"].low < 25 < roles.means["roles"].high
    assert roles.means["roles"].groups == 5


def test_the_interval_of_roles_is_wide_where_groups_differ(wrote):
    wrote(*groups(3, with_role=2), *groups(3, with_role=4))
    alike = read().roles.means["roles"]
    wrote(*groups(3, with_role=6), *groups(3, with_role=0))
    apart = read().roles.means["roles"]

    assert apart.high - apart.low > alike.high - alike.low


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_says_the_base_and_that_unknown_is_not_none(wrote, language):
    seen = {"domains": {"anger": 10}, "who": {"family": 10}, "first": 2}
    wrote(*groups(5, **seen, with_role=2, roles={"leader": 2}), *groups(5))
    page = read()

    said, roles = shift_publishing.publish_shifts(page, language), shift_publishing.publish_roles(page, language)

    assert "120" in said.base[0]
    assert len(said.first.rows) == 15
    assert len(said.notes) >= 3
    assert "120" in roles.facts[0]
    assert [len(table.rows) for table in said.tables] == [7, 6]


def test_where_nothing_was_reported_it_says_so_and_not_that_people_are_few(wrote):
    wrote()

    said = shift_publishing.publish_shifts(read(), "en")

    assert said.title == "No report yet"


def test_only_who_may_see_evidence_reads_it_and_only_of_their_place(wrote):
    wrote(*groups(5))
    near = Actor("account", uuid4(), uuid4(), (Grant(Role.EVALUATOR, "/1/2/"),))

    with pytest.raises(people_problems.NotAllowed):
        shifts.shifts_page(NOBODY, on=TODAY)
    with pytest.raises(problems.PlaceOutsideReach):
        shifts.shifts_page(near, on=TODAY, place_path="/1/3/")
