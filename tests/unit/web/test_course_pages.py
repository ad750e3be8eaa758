"""The pages of courses, of raters, and of the rubric."""

from datetime import timedelta

import pytest
from django.urls import reverse

from tests.cast import NOW, TODAY, Cast
from tests.factories.competence import certify, rate, text
from tests.factories.groups import new_id
from tests.factories.training import COURSE_DAYS, hold_course, make_course, make_facilitator
from tuvurane.training import actions as training_actions
from tuvurane.training import queries as training
from tuvurane.training.codes import DayMark, Enrolment, Occasion, Rung
from tuvurane.training.models import Facilitator
from tuvurane.training.rules.rubrics import Kind, own


@pytest.fixture
def amina(cast: Cast) -> Facilitator:
    """On the ladder, on the first rung."""
    return make_facilitator(cast["amina"], cast.places["Muriza"])


def test_a_full_course_lets_the_next_one_wait_and_a_free_seat_calls_them(at_the_desk, cast, amina):
    bosco = make_facilitator(cast["bosco"], cast.places["Butare"])
    course = make_course(cast.organisation, cast.places["Burunga"], capacity=1)
    desk = at_the_desk("trainer")

    for one in (amina, bosco):
        desk.post(reverse("training:list_trainee", args=[course.pk]), {"account": str(one.pk)})
    full = text(desk.get(reverse("training:course", args=[course.pk])))
    desk.post(reverse("training:withdraw", args=[course.pk, amina.pk]))

    assert "1. Bosco Waiting" in full
    status = {row.facilitator.pk: row.status for row in training.cohort_of(course).trainees}
    assert status == {amina.pk: Enrolment.WITHDRAWN, bosco.pk: Enrolment.ENROLLED}


def test_a_day_is_marked_and_marked_again(at_the_desk, cast, amina):
    course = make_course(cast.organisation, cast.places["Burunga"], trainees=[amina])
    address = reverse("training:mark_day", args=[course.pk, COURSE_DAYS[0]])
    desk = at_the_desk("trainer")

    for mark in ("absent", "part"):
        desk.post(address, {f"mark_{amina.pk.hex}": mark, "practised": ["listening", "games"]})
    page = desk.get(reverse("training:course", args=[course.pk]))

    assert training.cohort_of(course).trainees[0].marks == {COURSE_DAYS[0]: DayMark.PART}
    assert 'class="presence half"' in page.content.decode()
    assert "Listening, Games" in text(page)


def test_finishing_a_course_says_who_completed_it_and_lets_candidates_step_up(at_the_desk, cast):
    amina = make_facilitator(cast["amina"], cast.places["Muriza"], rung=Rung.CANDIDATE)
    bosco = make_facilitator(cast["bosco"], cast.places["Butare"], rung=Rung.CANDIDATE)
    course = make_course(cast.organisation, cast.places["Burunga"], trainees=[amina, bosco])
    for on in COURSE_DAYS:
        training_actions.mark_day(
            actor=cast.actor("trainer"),
            course=course,
            on=on,
            practised=(),
            marks=dict.fromkeys((amina.pk, bosco.pk), DayMark.PRESENT),
            now=NOW,
        )

    at_the_desk("trainer").post(reverse("training:finish", args=[course.pk]), {"completed": [str(amina.pk)]})

    for one in (amina, bosco):
        one.refresh_from_db()
    assert (amina.rung, bosco.rung) == (Rung.BASIC, Rung.CANDIDATE)


def test_a_cohort_page_says_its_change_with_its_base(at_the_desk, cast, amina):
    bosco = make_facilitator(cast["bosco"], cast.places["Butare"])
    course = make_course(cast.organisation, cast.places["Burunga"], trainees=[amina, bosco])
    empty = text(at_the_desk("trainer").get(reverse("training:course", args=[course.pk])))
    for one in (amina, bosco):
        for kind, occasion, on in (
            (Kind.HARMFUL, Occasion.COURSE_START, COURSE_DAYS[0]),
            (Kind.BASIC, Occasion.COURSE_END, COURSE_DAYS[-1]),
        ):
            for by in ("carine", "trainer"):
                rate(cast, by, one, kind, occasion=occasion, on=on, course_id=course.pk)

    page = at_the_desk("trainer").get(reverse("training:course", args=[course.pk]))

    assert "No ratings at the start and the end of this course yet" in empty
    assert "How did this cohort grow?" in text(page)
    assert "from 1.00 to 3.00" in text(page)
    assert "Trainees seen both times: 2. Raters: 2." in text(page)
    assert "<svg" in page.content.decode().partition("<figure")[2]
    assert "How did this cohort grow?" not in text(
        at_the_desk("director").get(reverse("training:course", args=[course.pk]))
    )


def test_courses_to_come_stand_before_those_done(at_the_desk, cast, amina):
    hold_course(make_course(cast.organisation, cast.places["Burunga"], name="Done", trainees=[amina]), [amina])
    soon = {"starts_on": TODAY + timedelta(days=9), "ends_on": TODAY + timedelta(days=13)}
    make_course(cast.organisation, cast.places["Burunga"], name="Soon", **soon)

    page = text(at_the_desk("trainer").get(reverse("training:courses")))

    assert page.index("To come") < page.index("Soon") < page.index("Done")
    assert "Seats taken: 0 of 20" in page


def test_a_course_is_planned_changed_and_cancelled(at_the_desk, cast):
    desk, place = at_the_desk("trainer"), str(cast.places["Burunga"].pk)
    said = {
        "course_id": str(new_id()),
        "name": "Intermediate, December",
        "level": "intermediate",
        "place": place,
        "starts_on": "2026-12-07",
        "ends_on": "11/12/2026",
        "capacity": "24",
        "point": "during_groups",
        "trainers": [str(cast["trainer"].pk)],
        "outside": "Emmanuel\nTheophila",
    }

    desk.post(reverse("training:new_course"), said)
    course = training.courses_visible_to(cast.actor("trainer")).get()
    desk.post(reverse("training:change_course", args=[course.pk]), said | {"capacity": "30"})
    changed = text(desk.get(reverse("training:courses")))
    desk.post(reverse("training:cancel_course", args=[course.pk]), {"on": TODAY.isoformat()})

    assert "Seats taken: 0 of 30" in changed
    assert [trainer.name for trainer in training.trainers_of(course)] == ["Trainer", "Emmanuel", "Theophila"]
    course.refresh_from_db()
    assert course.cancelled_on == TODAY


def test_raters_score_without_seeing_the_reference_and_are_certified_by_another(at_the_desk, cast):
    certify(cast, "carine")
    role_play = training.role_plays_of(cast.actor("carine"))[0]

    form = at_the_desk("carine").get(reverse("training:score", args=[role_play.pk])).content.decode()
    trainers = text(at_the_desk("trainer").get(reverse("training:raters")))
    mine = text(at_the_desk("carine").get(reverse("training:raters")))

    assert "checked" not in form
    assert "Carine Certified" in trainers
    assert "5 / 5" in trainers
    assert "Your own certificate: Certified" in mine


def test_a_certificate_is_given_on_the_page_and_a_role_play_retired(at_the_desk, cast):
    certify(cast, "carine")
    desk = at_the_desk("trainer")
    ticks = {f"ticks_{code.code}": [code.behaviours[0].code] for code in own().competences[:2]}

    desk.post(reverse("training:new_role_play"), {"role_play_id": str(new_id()), "title": "The quarrel", **ticks})
    added = training.role_plays_of(cast.actor("trainer")).get(title="The quarrel")
    desk.post(reverse("training:retire", args=[added.pk]))
    again = desk.post(reverse("training:calibrate", args=[cast["carine"].pk]), follow=True)

    added.refresh_from_db()
    assert added.retired_on == TODAY
    assert "Certified: Carine. Agreement: 1.00" in text(again)


def test_the_rubric_is_read_with_its_behaviours_and_its_licence(at_the_desk):
    page = text(at_the_desk("director").get(reverse("training:rubric", args=[own().name, own().version])))

    assert all(competence.title["en"] in page for competence in own().competences)
    assert "CC0" in page


def test_a_rubric_that_is_not_here_does_not_exist(at_the_desk):
    assert at_the_desk("trainer").get(reverse("training:rubric", args=["other", "2.0"])).status_code == 404
