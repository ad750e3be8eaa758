"""The pages of small shifts, roles and the wall: what stands there, what is asked first, and what never hangs."""

import pytest
from django.urls import reverse

from tests.cast import TODAY
from tests.factories.groups import make_group, make_participant, make_session, new_id
from tests.factories.shifts import SEEN, take_up, tell
from tuvurane.groups import queries as groups
from tuvurane.groups.actions import Shifted
from tuvurane.groups.codes import CommunityRole, NoticedBy, Shift

INSIDE = Shifted(Shift.ANGER, "Less shouting at home", NoticedBy.FAMILY)


@pytest.fixture
def person(aminas_group):
    return make_participant(aminas_group, "Jeanne Iradukunda", nickname="Mama Keza")


def told(**changed):
    said = {
        "told_id": str(new_id()), "domain": "neighbours", "noticed_by": "family", "line": "They greet each other",
        "on": "2026-11-20",
    }  # fmt: skip
    return said | changed


def read(group):
    return [(one.number, one.shift) for one in groups.shifts_of(group)]


def test_a_group_reads_its_shifts_with_who_noticed_and_where_to_correct(at_the_desk, aminas_group):
    make_session(aminas_group, shifts=[INSIDE])
    report = tell(aminas_group).report

    page = at_the_desk("carine").get(reverse("shifts:of_group", args=[aminas_group.pk])).content.decode()

    assert page.index(SEEN.line) < page.index(INSIDE.line), "the latest first"
    assert "A host neighbour" in page
    assert "The family" in page
    assert reverse("shifts:correct", args=[report.pk]) in page
    assert reverse("shifts:correct", args=[report.pk]) not in (
        at_the_desk("trainer").get(reverse("shifts:of_group", args=[aminas_group.pk])).content.decode()
    )


def test_an_empty_page_says_what_to_do_and_does_not_say_that_nothing_changed(at_the_desk, aminas_group):
    page = at_the_desk("carine").get(reverse("shifts:of_group", args=[aminas_group.pk])).content.decode()

    assert "That does not mean that nothing changed." in page


def test_what_was_noticed_outside_is_keyed_in_and_corrected(at_the_desk, aminas_group):
    desk = at_the_desk("carine")
    first = told()
    desk.post(reverse("shifts:new", args=[aminas_group.pk]), first)
    form = desk.get(reverse("shifts:correct", args=[first["told_id"]])).context["form"]
    assert form.initial["line"] == "They greet each other"

    desk.post(reverse("shifts:correct", args=[first["told_id"]]), told(line="They share a well", noticed_by="family"))

    assert read(aminas_group) == [(None, ("neighbours", "They share a well", "family"))]


NAMED = {
    "a nickname": ("keza smiles again", ["keza"]),
    "a name of the register": ("She forgave iradukunda", ["iradukunda"]),
    "a facilitator": ("Thanks to amina", ["amina"]),
    "a stranger": ("She forgave Solange", ["Solange"]),
    "a telephone": ("Call 79 123 456", ["79 123 456"]),
    "two of them": ("Keza forgave Solange", ["Keza", "Solange"]),
}


@pytest.mark.parametrize(("line", "words"), NAMED.values(), ids=NAMED)
def test_a_name_is_asked_about_once_and_kept_when_they_say_so(at_the_desk, aminas_group, person, line, words):
    desk, address = at_the_desk("carine"), reverse("shifts:new", args=[aminas_group.pk])
    sent = told(line=line)

    answer = desk.post(address, sent)

    assert answer.status_code == 200
    assert read(aminas_group) == []
    page = answer.content.decode()
    assert all(f"&#x27;{word}&#x27;" in page for word in words)
    assert answer.context["form"].asked.split("\n") == words
    desk.post(address, sent | {"no_name": answer.context["form"].asked})
    assert [shift.line for _, shift in read(aminas_group)] == [line]


def test_another_name_is_asked_about_even_after_one_was_kept(at_the_desk, aminas_group):
    desk, address = at_the_desk("carine"), reverse("shifts:new", args=[aminas_group.pk])

    answer = desk.post(address, told(line="She forgave Solange") | {"no_name": "Rose"})

    assert answer.context["form"].asked == "Solange"


def test_places_known_here_and_god_are_not_asked_about(at_the_desk, aminas_group):
    line = "They thank God on the road to Muriza and Musongati"

    at_the_desk("carine").post(reverse("shifts:new", args=[aminas_group.pk]), told(line=line))

    assert [shift.line for _, shift in read(aminas_group)] == [line]


def test_a_line_of_a_session_is_asked_about_too(at_the_desk, aminas_group, person):
    address = reverse("groups:new_session", args=[aminas_group.pk])
    sent = {
        "session_id": str(new_id()), "number": 1, "held_on": "2026-11-17", "minutes": 180, "place_kind": "church",
        "phase": "safety", "facilitators": [1], "mark_1": "present", "note": "", "by_two": "", "shift_1": "family",
        "noticed_1": "local_leader", "line_1": "keza came with the children",
    }  # fmt: skip
    desk = at_the_desk("carine")

    answer = desk.post(address, sent)
    assert answer.context["form"].errors["line_1"]
    assert read(aminas_group) == []

    desk.post(address, sent | {"no_name": answer.context["form"].asked})
    assert read(aminas_group) == [(1, ("family", "keza came with the children", "local_leader"))]


def test_a_role_is_noted_corrected_and_shown_on_the_persons_page(at_the_desk, aminas_group, person):
    desk, page = at_the_desk("carine"), reverse("groups:participant", args=[person.pk])
    sent = {"role_id": str(new_id()), "role": "leader", "since": "2026-11-01"}
    desk.post(reverse("shifts:new_role", args=[person.pk]), sent)
    assert "Local leader" in desk.get(page).content.decode()

    right = {"role_id": str(new_id()), "role": "mediator", "since": "2026-11-02"}
    desk.post(reverse("shifts:correct_role", args=[sent["role_id"]]), right)

    shown = desk.get(page).content.decode()
    assert ("Mediator" in shown, "Local leader" in shown) == (True, False)
    assert "02/11/2026" in shown


# --------------------------------------------------------------------------------------- the wall


def hang(cast, *, place="Muriza", groups_of=(12, 12, 12), line="line"):
    """Groups of these sizes that each told one thing."""
    for number, members in enumerate(groups_of, start=1):
        name = f"Group {place} {number}"
        group = make_group(cast.organisation, cast.places[place], name=name, members=members)
        tell(group, shift=Shifted(Shift.FAMILY, f"{line} {number}", NoticedBy.FAMILY))


def wall(desk, **asked):
    return desk.get(reverse("shifts:wall"), asked)


def lines(answer):
    return sorted(shift.line for told in answer.context["wall"].lines.values() for shift in told)


def test_the_wall_of_one_group_shows_lines_and_signs_and_no_name(at_the_desk, aminas_group, person):
    make_session(aminas_group, shifts=[INSIDE])
    take_up(aminas_group, person.pk, CommunityRole.LEADER)

    answer = wall(at_the_desk("carine"), group=str(aminas_group.pk))

    page = answer.content.decode()
    assert lines(answer) == [INSIDE.line]
    assert all(f"#who-{who}" in page for who in NoticedBy), "the signs are explained"
    assert "do not photograph, publish" in page.lower()
    for secret in ("Jeanne", "Keza", "Nadia", "Local leader"):
        assert secret not in page


def test_a_wall_of_several_groups_leaves_small_circles_out_and_says_how_many(at_the_desk, cast):
    hang(cast, groups_of=(12, 10, 11, 9))

    answer = wall(at_the_desk("director"))

    assert lines(answer) == ["line 1", "line 2", "line 3"]
    assert (answer.context["wall"].groups, answer.context["wall"].left_out) == (3, 1)
    assert "Group Muriza" not in answer.content.decode()


def test_of_too_few_groups_nothing_hangs(at_the_desk, cast):
    hang(cast, groups_of=(12, 12, 9))

    answer = wall(at_the_desk("director"))

    assert answer.context["wall"].too_few
    assert "line 1" not in answer.content.decode()


def test_a_place_smaller_than_a_commune_has_no_wall(at_the_desk, cast):
    hang(cast)

    small = wall(at_the_desk("director"), place=cast.places["Muriza"].pk)
    commune = wall(at_the_desk("director"), place=cast.places["Musongati"].pk)

    assert small.context["wall"] is None
    assert "Choose Musongati or a larger place." in small.content.decode()
    assert lines(commune) == ["line 1", "line 2", "line 3"]


def test_the_wall_shows_what_the_reader_reaches_and_since_when(at_the_desk, cast, aminas_group):
    hang(cast)
    hang(cast, place="Kibago", line="far")

    assert lines(wall(at_the_desk("carine"))) == ["line 1", "line 2", "line 3"]
    assert wall(at_the_desk("director"), since="2026-11-23").context["wall"].too_few
    assert wall(at_the_desk("stranger"), group=str(aminas_group.pk)).status_code == 404
    assert wall(at_the_desk("director"), group="nonsense").status_code == 404


def test_a_wall_bears_the_latest_lines_and_says_one_thing_once(at_the_desk, aminas_group):
    for number in range(15):
        tell(aminas_group, shift=Shifted(Shift.ANGER, f"line {min(number, 12):02d}"), on=TODAY.replace(day=number + 1))

    shown = lines(wall(at_the_desk("carine"), group=str(aminas_group.pk)))

    assert shown == [f"line {number:02d}" for number in range(1, 13)]


def test_pages_of_shifts_ask_the_database_few_questions(
    at_the_desk, cast, aminas_group, person, django_assert_max_num_queries
):
    hang(cast)
    make_session(aminas_group, shifts=[INSIDE])
    tell(aminas_group)
    take_up(aminas_group, person.pk)
    desk = at_the_desk("coordinator")
    for name, args in (("shifts:of_group", [aminas_group.pk]), ("shifts:wall", []), ("evidence:shifts", []),
                       ("shifts:new", [aminas_group.pk]), ("shifts:new_role", [person.pk])):  # fmt: skip
        desk.get(reverse(name, args=args))
        with django_assert_max_num_queries(15):
            assert desk.get(reverse(name, args=args)).status_code == 200
