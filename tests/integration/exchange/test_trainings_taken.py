"""Trainings that were held before: the lists are taken whole, or not at all, and only once."""

from datetime import date

import pytest

from tests.cast import NOW, TODAY
from tests.factories.training import make_course
from tests.integration.exchange.register_files import filled_template
from tests.integration.exchange.trainings_files import BASIC, LATER, NAMES, bring, lists, look, noted, put, told
from tuvurane.exchange import trainings
from tuvurane.exchange.trainings import Counts, TrainingsRefused
from tuvurane.journal import queries as journal
from tuvurane.people.models import Account
from tuvurane.people.problems import NotAllowed
from tuvurane.training import actions as training_actions
from tuvurane.training import queries as training
from tuvurane.training.actions import cohorts
from tuvurane.training.codes import DayMark, Enrolment, Route, Rung
from tuvurane.training.models import Course, Facilitator, Trainee, TraineeDay

__all__ = ["bring", "lists", "look"]

ALL = Counts(courses=2, people=5, listed=6, marks=23)


def counts():
    return tuple(model.objects.count() for model in (Account, Facilitator, Course, Trainee, TraineeDay))


def person(name):
    return Facilitator.objects.select_related("account", "place").get(account__name=name)


def test_lists_become_courses_people_and_marks(cast, bring, lists):
    loaded = bring(lists)

    course = Course.objects.get(name=BASIC)
    cohort = training.cohort_of(course)
    jules = next(row for row in cohort.trainees if row.facilitator.account.name == NAMES[1])
    assert loaded.counts == ALL
    assert loaded.course_ids == (course.pk, Course.objects.get(name=LATER).pk)
    assert (course.level, course.place.name, course.site, course.capacity) == ("basic", "Musongati", "parish hall", 20)
    assert [trainer.name for trainer in training.trainers_of(course)] == ["Emmanuel N."]
    assert {row.facilitator.account.name: row.status for row in cohort.trainees} == {
        NAMES[0]: Enrolment.COMPLETED,
        NAMES[1]: Enrolment.COMPLETED,
        "Amina": Enrolment.COMPLETED,
        NAMES[2]: Enrolment.NOT_COMPLETED,
        NAMES[3]: Enrolment.WITHDRAWN,
    }
    assert list(jules.marks.values()) == ["present", "present", "part", "present", "present"]
    assert journal.verify().whole


def test_somebody_new_becomes_a_candidate_whom_no_password_opens(bring, lists):
    bring(lists)

    odette = person(NAMES[2])
    assert (odette.account.username, odette.account.has_usable_password()) == ("odette-kaneza", False)
    assert not odette.account.roles_held.exists()
    assert (odette.rung, odette.sex, odette.place.name, odette.entered_on) == (
        Rung.CANDIDATE,
        "f",
        "Muriza",
        date(2025, 3, 10),
    )
    assert (person(NAMES[0]).route, person(NAMES[1]).languages) == (Route.GRADUATE, ["rn", "fr"])


def test_who_completed_a_basic_training_stands_on_the_first_rung_since_its_end(bring, lists):
    bring(lists)

    nadia, odette = person(NAMES[0]), person(NAMES[2])
    assert (nadia.rung, nadia.rung_since) == (Rung.BASIC, date(2025, 3, 14))
    assert odette.rung == Rung.CANDIDATE


def test_the_generation_follows_from_the_trainers_who_were_trainees_themselves(bring, lists):
    bring(lists)

    assert [person(NAMES[n]).generation for n in (0, 4)] == [1, 2]
    assert [trainer.account.name for trainer in training.trainers_of(Course.objects.get(name=LATER))] == [
        NAMES[1],
        NAMES[0],
    ]


def test_a_generation_that_the_list_states_is_taken(bring, lists):
    bring(put(lists, "courses", 2, "generation", 3))

    assert [person(NAMES[n]).generation for n in (0, 4)] == [3, 4]


def test_courses_are_entered_as_they_were_held_whatever_their_order_in_the_file(bring, lists):
    lists["courses"].reverse()
    lists["trainees"].reverse()

    bring(lists)

    assert [person(NAMES[n]).generation for n in (0, 4)] == [1, 2]


def test_somebody_with_an_account_enters_the_ladder_and_is_not_doubled(cast, bring, lists):
    bring(lists)

    assert Account.objects.filter(name="Amina").count() == 1
    assert Facilitator.objects.get(pk=cast["amina"].pk).rung == Rung.BASIC


def test_who_has_no_user_name_in_the_file_is_found_by_name_and_place(cast, look, lists):
    preview = look(put(lists, "trainees", 4, "user_name", None))

    amina = next(line for line in preview.people if line.name == "Amina")
    assert (amina.account_id, amina.is_new, amina.enters) == (cast["amina"].pk, False, True)


def test_days_of_which_only_the_number_is_known_count_from_the_first(bring, lists):
    bring(lists)

    marks = training.cohort_of(Course.objects.get(name=LATER)).trainees[0].marks
    assert [mark == DayMark.PRESENT for mark in marks.values()] == [True, True, True, True, False]


def test_a_course_over_a_weekend_has_no_day_on_its_sunday(bring, lists):
    put(lists, "courses", 3, "ends_on", "09/03/2026")

    bring(put(lists, "trainees", 7, "days_present", 7))

    days = Course.objects.get(name=LATER).days.values_list("on", flat=True)
    assert date(2026, 3, 8) not in days
    assert len(days) == 7


def test_days_that_the_list_names_are_those_of_the_course(bring, lists):
    put(lists, "courses", 3, "days", "02/03/2026; 04/03/2026")

    bring(put(lists, "trainees", 7, "days_present", 2))

    assert list(Course.objects.get(name=LATER).days.order_by("on").values_list("on", flat=True)) == [
        date(2026, 3, 2),
        date(2026, 3, 4),
    ]


def test_the_downloaded_template_filled_in_is_taken(cast, bring, lists):
    empty = trainings.template(actor=cast.actor("coordinator"), language="fr", today=TODAY)

    assert bring(filled_template(empty, lists)).counts == ALL


def test_the_template_as_it_comes_holds_nothing_to_take(cast, look):
    empty = trainings.template(actor=cast.actor("coordinator"), language="rn", today=TODAY)

    assert told(look(empty)) == [("courses", 0, "", "nothing_in_it")]


def test_reading_writes_nothing(cast, look, lists):
    before = counts()

    preview = look(lists)

    assert (preview.new, preview.standing) == (ALL, Counts(people=1))
    assert counts() == before


def test_the_same_file_twice_changes_nothing(cast, bring, look, lists):
    bring(lists)
    before, lines = counts(), journal.cursor()

    again = look(lists)
    loaded = bring(lists)

    assert (again.nothing_new, again.faults, loaded.course_ids) == (True, (), ())
    assert again.standing == Counts(courses=2, people=6, listed=6)
    assert [notice for notice in noted(again) if notice[3] != "trainer_outside"] == []
    assert (counts(), journal.cursor()) == (before, lines)


def test_the_next_course_of_the_same_list_finds_the_people_again(cast, bring, lists):
    bring(lists)
    lists["courses"].append([*lists["courses"][1]])
    put(lists, "courses", 4, "course", "Kibago 2026")
    lists["trainees"].append(["Kibago 2026", NAMES[2], None, "Muriza", "F", None, None, "completed", 5])

    loaded = bring(lists)

    assert loaded.counts == Counts(courses=1, people=0, listed=1, marks=5)
    assert person(NAMES[2]).rung == Rung.BASIC


def test_a_fault_in_the_last_row_takes_nothing(cast, look, lists):
    before = counts()
    preview = look(put(lists, "trainees", 7, "outcome", "perhaps"))

    with pytest.raises(TrainingsRefused):
        trainings.apply(preview, actor=cast.actor("coordinator"), now=NOW)

    assert told(preview) == [("trainees", 7, "outcome", "unknown_code")]
    assert counts() == before


def test_a_failure_at_the_last_course_takes_nothing(cast, bring, lists, monkeypatch):
    before, lines = counts(), journal.cursor()
    finish = cohorts.finish_course

    def fails_at_the_last(**given):
        if given["course"].name == LATER:
            raise OSError("the disk is full")
        return finish(**given)

    monkeypatch.setattr(training_actions, "finish_course", fails_at_the_last)

    with pytest.raises(OSError, match="full"):
        bring(lists)

    assert (counts(), journal.cursor()) == (before, lines)


def test_what_differs_from_what_stands_is_told_and_left_as_it_is(cast, bring, look, lists):
    bring(lists)
    put(lists, "courses", 2, "level", "advanced")
    put(lists, "trainees", 5, "outcome", "completed")
    lists["trainees"].append([BASIC, "Somebody More", None, "Muriza", None, None, None, "completed"])

    preview = look(lists)

    assert noted(preview) == [
        ("courses", 2, "level", "differs"),
        ("trainees", 5, "outcome", "differs"),
        ("trainees", 8, "name", "not_on_its_list"),
    ]
    assert (preview.faults, preview.nothing_new) == ((), True)


def test_a_course_planned_on_its_page_is_left_alone(cast, look, lists):
    make_course(
        cast.organisation,
        cast.places["Musongati"],
        actor=cast.actor("coordinator"),
        name="musongati  2025",
        starts_on=date(2025, 3, 10),
        ends_on=date(2025, 3, 14),
    )

    preview = look(lists)

    assert [line.stands for line in preview.courses] == [True, False]
    assert preview.new.courses == 1


@pytest.mark.parametrize("who", ["trainer", "carine", "director", "administrator"])
def test_who_may_not_manage_courses_and_accounts_reads_nothing(look, lists, who):
    with pytest.raises(NotAllowed):
        look(lists, who=who)


def test_an_actor_without_an_organisation_is_a_mistake_of_the_caller(look, lists):
    with pytest.raises(ValueError, match="organisation"):
        look(lists, who="system")
