"""Growth: two ratings side by side, a cohort before and after, and what a facilitator reads of their own."""

from datetime import date

import pytest

from tests.factories.groups import new_id
from tests.factories.people import make_account
from tests.factories.ratings import certify, rate
from tests.factories.training import COURSE_DAYS, make_course, make_facilitator
from tuvurane.foundation.words import LANGUAGES
from tuvurane.training import problems, queries
from tuvurane.training.codes import Occasion, Rung
from tuvurane.training.rules.rubrics import own

pytestmark = pytest.mark.django_db

START, MIDDLE, END = date(2026, 3, 2), date(2026, 3, 4), date(2026, 3, 6)


@pytest.fixture
def amina(cast):
    return make_facilitator(cast["amina"], cast.places["Muriza"])


@pytest.fixture
def course(cast):
    """A course of three."""
    trainees = [
        make_facilitator(make_account(cast.organisation, name), cast.places["Muriza"], rung=Rung.CANDIDATE)
        for name in ("alice", "beatrice", "claude")
    ]
    return make_course(cast.organisation, cast.places["Burunga"], trainees=trainees)


def at(course, occasion):
    return [("course_id", course.pk), ("occasion", occasion)]


def rate_cohort(course, rater, *, start, end):
    """Ratings of the trainees, by name, at the start and at the end of the course; none where None."""
    for row in course.trainees.select_related("facilitator__account"):
        name = row.facilitator.account.username
        for on, occasion, levels in (
            (COURSE_DAYS[0], Occasion.COURSE_START, start.get(name)),
            (COURSE_DAYS[-1], Occasion.COURSE_END, end.get(name)),
        ):
            if levels:
                rate(row.facilitator, rater, on=on, said=at(course, occasion), **levels)


def rows_of(growth):
    return {row.competence: (row.first and row.first.level, row.last and row.last.level) for row in growth.rows}


def test_the_earliest_and_the_latest_stand_side_by_side_competence_by_competence(cast, amina):
    rate(amina, cast["carine"], on=MIDDLE, listening=4)
    rate(amina, cast["carine"], on=START, time=2, listening=2)
    rate(amina, cast["trainer"], on=END, listening=3, safety=1)

    growth = queries.growth_of(amina)

    assert rows_of(growth) == {"listening": (2, 3), "safety": (None, 1), "time": (2, None)}
    assert [row.change for row in growth.rows] == [1, None, None]
    assert [rating.on for rating in growth.ratings] == [START, MIDDLE, END]


def test_rater_setting_and_certificate_stay_visible(cast, amina):
    certify(cast["trainer"])
    rate(amina, cast["carine"], on=START)
    rate(amina, cast["trainer"], on=END, said=[("occasion", Occasion.IN_GROUP), ("session_number", 8)])

    (row,) = queries.growth_of(amina).rows

    assert row.first == (3, START, Occasion.ROLE_PLAY, "Carine", False, None)
    assert row.last == (3, END, Occasion.IN_GROUP, "Trainer", True, 8)


def test_the_same_behaviours_stand_then_and_now(cast, amina):
    rate(amina, cast["carine"], on=START, listening=2)
    rate(amina, cast["carine"], on=END, listening=3, safety=2)

    listening, safety = queries.growth_of(amina).rows

    seen = {one.code: (one.first, one.last) for one in listening.behaviours}
    assert (seen["b1"], seen["b2"], seen["h1"]) == ((True, True), (False, True), (False, False))
    assert {one.first for one in safety.behaviours} == {None}


def test_one_rating_is_a_now_without_a_then(cast, amina):
    rate(amina, cast["carine"], on=START)

    growth = queries.growth_of(amina)

    assert (growth.first, rows_of(growth)) == (None, {"listening": (None, 3)})
    assert queries.growth_of(make_facilitator(cast["bosco"], cast.places["Butare"])).rows == []


def test_any_two_ratings_may_be_chosen_in_any_order(cast, amina):
    first = rate(amina, cast["carine"], on=START, listening=2).rating
    middle = rate(amina, cast["carine"], on=MIDDLE, listening=4).rating
    rate(amina, cast["carine"], on=END, listening=3)

    assert rows_of(queries.growth_of(amina, first=middle.pk, last=first.pk)) == {"listening": (2, 4)}
    with pytest.raises(problems.RatingUnknown):
        queries.growth_of(amina, first=new_id())


def test_a_corrected_rating_is_read_once(cast, amina):
    wrong = rate(amina, cast["carine"], on=START, listening=4).rating
    rate(amina, cast["carine"], on=START, supersedes=wrong.pk, listening=2)
    rate(amina, cast["carine"], on=END, listening=3)

    assert rows_of(queries.growth_of(amina)) == {"listening": (2, 3)}


def test_a_cohort_is_compared_over_the_same_people_and_the_same_competences(cast, course):
    start = {"alice": {"listening": 1, "time": 2}, "beatrice": {"listening": 2}, "claude": {"listening": 4}}
    end = {"alice": {"listening": 3, "safety": 4}, "beatrice": {"listening": 3, "safety": 4}}
    rate_cohort(course, cast["carine"], start=start, end=end)

    growth = queries.cohort_growth(course)

    assert growth.rows == [("listening", 1.5, 3.0, 2)]
    assert (growth.trainees, growth.raters, growth.ratings, growth.uncertified) == (2, 1, 5, 5)
    # Alice 1 to 3, Beatrice 2 to 3: what was seen once, and Claude, move nothing.
    assert (growth.change.before, growth.change.after) == (1.5, 3.0)
    assert growth.change.estimate == pytest.approx(1.5)


def test_one_rater_before_and_another_after_give_a_change_without_an_interval(cast, course):
    levels = {"alice": {"listening": 2}, "beatrice": {"listening": 3}}
    rate_cohort(course, cast["carine"], start=levels, end={})
    rate_cohort(course, cast["trainer"], start={}, end={"alice": {"listening": 4}, "beatrice": {"listening": 3}})

    change = queries.cohort_growth(course).change

    assert (change.estimate, change.low, change.told_apart) == (pytest.approx(1.0), None, False)


def test_where_two_raters_saw_the_same_people_their_agreement_is_told(cast, course):
    levels = {"alice": {"listening": 1}, "beatrice": {"listening": 2}, "claude": {"listening": 4}}
    rate_cohort(course, cast["carine"], start=levels, end={})
    rate_cohort(course, cast["trainer"], start=levels, end={})

    agreement = queries.cohort_growth(course).agreement

    assert {agreement.first, agreement.second} == {"Carine", "Trainer"}
    assert (agreement.observations, agreement.icc.value, agreement.kappas) == (3, 1.0, {"listening": 1.0})


def test_without_two_raters_together_nothing_is_said_of_agreement(cast, course):
    rate_cohort(course, cast["carine"], start={"alice": {"listening": 2}}, end={"alice": {"listening": 3}})

    growth = queries.cohort_growth(course)

    assert growth.agreement is None
    assert growth.change is None  # one person is no cohort


def test_a_course_without_ratings_is_empty(course):
    assert queries.cohort_growth(course).rows == []
    assert queries.cohort_growth(course).change is None


def test_a_cohort_is_read_in_one_question(cast, course, django_assert_num_queries):
    rate_cohort(course, cast["carine"], start={"alice": {"listening": 2}}, end={"alice": {"listening": 3}})

    with django_assert_num_queries(1):
        queries.cohort_growth(course)


def test_own_growth_says_then_and_now_in_words_and_what_to_practise(cast, amina):
    rate(amina, cast["carine"], on=START, listening=1, safety=2)
    rate(amina, cast["carine"], on=END, listening=2)

    listening, safety = queries.own_growth(amina.pk, "en")

    assert listening.title == "Listening without judging"
    assert listening.then.startswith("Something seen here can hurt people.")
    assert listening.now == "You have begun: part of it was seen."
    assert listening.practise == own().competence("listening").behaviours[4].text["en"]  # b1 was seen, b2 not
    assert safety.then is None


def test_own_growth_asks_for_nothing_where_all_basics_were_seen(cast, amina):
    rate(amina, cast["carine"], on=START, listening=3, safety=4)

    assert [one.practise for one in queries.own_growth(amina.pk, "en")] == [None, None]


@pytest.mark.parametrize("language", LANGUAGES)
def test_own_growth_holds_no_number_and_nobody_else(cast, amina, language):
    bosco = make_facilitator(cast["bosco"], cast.places["Butare"])
    rate(bosco, cast["carine"], on=START, conflict=4)
    for level in (1, 2, 3, 4):
        rate(amina, cast["carine"], on=START, **{own().competences[level].code: level})

    said = queries.own_growth(amina.pk, language)

    texts = [text for one in said for text in one if text]
    assert len(said) == 4
    assert not [text for text in texts if any(sign.isdigit() for sign in text)]
    assert not [text for text in texts if any(account.name in text for account in cast.accounts.values())]


def test_own_growth_of_somebody_never_rated_is_empty(cast, amina, django_assert_num_queries):
    rate(amina, cast["carine"], on=START, time=2)

    with django_assert_num_queries(2):
        assert queries.own_growth(cast["bosco"].pk, "rn") == []
        assert len(queries.own_growth(amina.pk, "rn")) == 1
