"""Ratings: who may rate whom, what of it is kept, and what moves the gate."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from tests.cast import NOW, SYSTEM, TODAY
from tests.factories.groups import new_id
from tests.factories.ratings import TICKED, certify, rate, rating_content, ticks
from tests.factories.training import hold_course, make_course, make_facilitator
from tuvurane.foundation import sealing
from tuvurane.foundation.records import FactsAreNotEdited, Standing
from tuvurane.journal.models import Entry
from tuvurane.people.actions import Origin
from tuvurane.people.problems import NotAllowed
from tuvurane.training import actions, problems, queries
from tuvurane.training.codes import Enrolment, Gate, Occasion
from tuvurane.training.models import Facilitator, Rating

YESTERDAY = TODAY - timedelta(days=1)
EVENING = datetime(2026, 11, 22, 22, 30, tzinfo=UTC)  # the 23rd has begun in Bujumbura


@pytest.fixture
def amina(cast):
    return make_facilitator(cast["amina"], cast.places["Muriza"])


@pytest.fixture
def carine(cast):
    """She supervises where amina leads, and is certified."""
    certify(cast["carine"])
    return cast["carine"]


@pytest.fixture
def trainer(cast):
    certify(cast["trainer"])
    return cast["trainer"]


def state_of(facilitator):
    return queries.gates_of([facilitator.pk], now=NOW)[facilitator.pk].state


def column_of(facilitator):
    return Facilitator.objects.values_list("gate", flat=True).get(pk=facilitator.pk)


def record(actor, content, **also):
    return actions.record_rating(**{"actor": actor, "rating_id": new_id(), "content": content, "now": NOW} | also)


def test_a_rating_keeps_what_was_seen_and_draws_its_levels(cast, amina, carine):
    content = rating_content(
        amina.pk, TODAY, ticks={"safety": ["h2", "b1"], "listening": ["b3", "b1", "b2"], "time": []}
    )

    rating, new = record(cast.actor("carine"), content)

    assert new
    assert (rating.levels, rating.harm, rating.counts) == ({"listening": 3, "safety": 1}, True, True)
    assert rating.ticks == {"listening": ["b1", "b2", "b3"], "safety": ["b1", "h2"]}
    assert (rating.rater_id, rating.recorded_by_id, rating.standing) == (carine.pk, carine.pk, Standing.COUNTED)
    assert queries.ratings_of(amina) == [rating]


def test_a_rating_writes_one_line_of_the_journal_that_tells_no_level(cast, amina, carine):
    before = Entry.objects.count()

    rating = record(
        cast.actor("carine"), rating_content(amina.pk, TODAY, ticks=ticks(safety=1), note="Shouted.")
    ).rating

    assert Entry.objects.count() == before + 1
    entry = Entry.objects.latest("seq")
    assert (entry.seq, entry.verb, entry.subject_id) == (rating.seq, "ratings.record", str(amina.pk))
    assert entry.detail == {"rating": str(rating.pk), "occasion": "role_play", "counts": True}


def test_a_rating_is_never_edited(amina, carine):
    rating = rate(amina, carine, on=TODAY).rating
    rating.levels = {}

    with pytest.raises(FactsAreNotEdited):
        rating.save()
    with pytest.raises(FactsAreNotEdited):
        rating.delete()


@pytest.mark.parametrize("who", ["amina", "director", "coordinator", "didier", "stranger", "administrator", "eva"])
def test_who_does_not_rate_is_refused(cast, who):
    bosco = make_facilitator(cast["bosco"], cast.places["Butare"])

    with pytest.raises(NotAllowed):
        record(cast.actor(who), rating_content(bosco.pk, TODAY))
    assert not Rating.objects.exists()


def test_a_rater_rates_only_where_they_hold_the_role(cast):
    far = make_facilitator(cast["bosco"], cast.places["Kibago"])

    with pytest.raises(NotAllowed):
        record(cast.actor("carine"), rating_content(far.pk, TODAY))
    assert record(cast.actor("trainer"), rating_content(far.pk, TODAY)).new


def test_nobody_rates_themselves_by_whatever_way(cast, carine):
    herself = make_facilitator(carine, cast.places["Musongati"])
    content = rating_content(herself.pk, TODAY)
    origin = Origin(carine.pk, None, None, None)

    for actor, said, came_from in [
        (cast.actor("carine"), content, None),
        (cast.on_phone("carine"), content, None),
        (SYSTEM, replace(content, rater_id=carine.pk), None),
        (cast.actor("coordinator"), content, origin),
        (cast.actor("trainer"), content, origin),
    ]:
        with pytest.raises(problems.RatesOneself):
            record(actor, said, origin=came_from)
    assert not Rating.objects.exists()


def test_only_the_system_names_another_rater(cast, amina, carine, trainer):
    said = rating_content(amina.pk, TODAY, rater_id=trainer.pk)

    assert record(cast.actor("carine"), said).rating.rater_id == carine.pk
    assert record(SYSTEM, said).rating.rater_id == trainer.pk
    with pytest.raises(problems.RaterUnknown):
        record(SYSTEM, replace(said, rater_id=None))
    with pytest.raises(problems.RaterUnknown):
        record(SYSTEM, replace(said, rater_id=cast["stranger"].pk))


def test_who_is_not_on_the_ladder_is_not_rated(cast, carine):
    with pytest.raises(problems.FacilitatorUnknown):
        record(cast.actor("carine"), rating_content(cast["bosco"].pk, TODAY))


CERTIFICATES = [
    ("never calibrated", None, False),
    ("certified that day", {"since": TODAY}, True),
    ("certified the day after", {"since": TODAY + timedelta(days=1)}, False),
    ("the certificate ended that day", {"since": TODAY - timedelta(days=30), "days": 30}, False),
    ("the certificate ends the day after", {"since": TODAY - timedelta(days=30), "days": 31}, True),
    ("calibrated and not certified", {"certified": False}, False),
]


@pytest.mark.parametrize(("said", "counts"), [row[1:] for row in CERTIFICATES], ids=[row[0] for row in CERTIFICATES])
def test_a_rating_counts_if_its_rater_was_certified_on_that_day(cast, amina, said, counts):
    if said is not None:
        certify(cast["carine"], **said)

    rating = record(cast.actor("carine"), rating_content(amina.pk, TODAY, ticks=ticks(safety=1))).rating

    assert rating.counts is counts
    assert state_of(amina) == column_of(amina) == (Gate.BLOCKED if counts else Gate.CLEAR)
    assert queries.ratings_of(amina) == [rating]


OCCASIONS = [
    ("a session without its number", {"occasion": Occasion.IN_GROUP}),
    ("a session 0", {"occasion": Occasion.IN_GROUP, "session_number": 0}),
    ("a session 16", {"occasion": Occasion.IN_GROUP, "session_number": 16}),
    ("a role-play with a session", {"session_number": 3}),
    ("a course without the course", {"occasion": Occasion.COURSE_START}),
    ("a course with a session", {"occasion": Occasion.COURSE_END, "session_number": 3}),
    ("no occasion that we know", {"occasion": "at_the_market"}),
]


@pytest.mark.parametrize("said", [row[1] for row in OCCASIONS], ids=[row[0] for row in OCCASIONS])
def test_an_occasion_that_is_not_clear_is_refused(amina, carine, said):
    with pytest.raises(problems.OccasionUnclear):
        rate(amina, carine, on=TODAY, said=said.items())


def test_a_rating_in_a_group_names_any_of_the_fifteen_sessions(amina, carine):
    for number in (1, 15):
        said = {"occasion": Occasion.IN_GROUP, "session_number": number}
        assert rate(amina, carine, on=TODAY, said=said.items()).rating.session_number == number


@pytest.fixture
def course(cast, amina):
    return make_course(cast.organisation, cast.places["Burunga"], trainees=[amina])


def at_course(course, occasion=Occasion.COURSE_START):
    return {"occasion": occasion, "course_id": course.pk}.items()


def test_a_trainee_is_rated_at_the_start_and_at_the_end_of_a_course(amina, carine, course):
    assert rate(amina, carine, on=TODAY, said=at_course(course)).new
    hold_course(course, [amina], completed=[])
    assert rate(amina, carine, on=TODAY, said=at_course(course, Occasion.COURSE_END)).new


@pytest.mark.parametrize("status", [Enrolment.WAITING, Enrolment.WITHDRAWN])
def test_who_did_not_sit_in_the_course_is_not_rated_there(amina, carine, course, status):
    course.trainees.update(status=status)

    with pytest.raises(problems.NotInTheCourse):
        rate(amina, carine, on=TODAY, said=at_course(course))


def test_nobody_is_rated_in_a_course_of_others_or_one_that_does_not_take_place(cast, amina, carine, course):
    bosco = make_facilitator(cast["bosco"], cast.places["Butare"])
    with pytest.raises(problems.NotInTheCourse):
        rate(bosco, carine, on=TODAY, said=at_course(course))

    actions.cancel_course(actor=SYSTEM, course=course, on=TODAY, now=NOW)
    with pytest.raises(problems.NotInTheCourse):
        rate(amina, carine, on=TODAY, said=at_course(course))


def test_one_rater_rates_a_trainee_once_at_each_end_of_a_course(amina, carine, trainer, course):
    first = rate(amina, carine, on=TODAY, said=at_course(course)).rating

    with pytest.raises(problems.RatedAlready):
        rate(amina, carine, on=TODAY, said=at_course(course), listening=4)
    assert rate(amina, trainer, on=TODAY, said=at_course(course)).new
    assert rate(amina, carine, on=TODAY, said=at_course(course), listening=4, supersedes=first.pk).new


def test_a_day_that_has_not_come_where_the_organisation_is_is_refused_at_the_desk(cast, amina, carine):
    tomorrow = TODAY + timedelta(days=1)

    with pytest.raises(problems.DateInTheFuture):
        record(cast.actor("carine"), rating_content(amina.pk, tomorrow))
    assert record(cast.actor("carine"), rating_content(amina.pk, tomorrow), now=EVENING).new


def test_what_a_phone_with_a_wrong_clock_recorded_is_kept(cast, amina, carine):
    later = rating_content(amina.pk, TODAY + timedelta(days=300))

    assert record(cast.on_phone("carine"), later).rating.device_id is not None


def test_nothing_ticked_is_no_rating(cast, amina, carine):
    nothing: list[dict[str, list[str]]] = [{}, {"safety": []}]
    for ticked in nothing:
        with pytest.raises(problems.NothingSeen):
            record(cast.actor("carine"), rating_content(amina.pk, TODAY, ticks=ticked))


def test_ticks_and_rubrics_that_nobody_knows_are_refused(cast, amina, carine):
    for said, refusal in [
        ({"ticks": {"safety": ["b7"]}}, problems.BehaviourUnknown),
        ({"ticks": {"singing": ["b1"]}}, problems.CompetenceUnknown),
        ({"rubric_version": "0.9"}, problems.RubricUnknown),
        ({"note": "x" * 2_001}, problems.NoteTooLong),
    ]:
        with pytest.raises(refusal):
            record(cast.actor("carine"), rating_content(amina.pk, TODAY, **said))
    assert not Rating.objects.exists()


def test_sent_again_it_changes_nothing_however_the_ticks_are_ordered(cast, amina, carine):
    rating_id = new_id()
    content = rating_content(amina.pk, TODAY, ticks={"safety": ["b1", "b2"], "time": ["b1"]}, note="Calm.")
    first = record(cast.actor("carine"), content, rating_id=rating_id)
    entries = Entry.objects.count()

    shuffled = replace(content, ticks={"time": ["b1", "b1"], "safety": ["b2", "b1"], "phases": []})
    again = record(cast.actor("carine"), shuffled, rating_id=rating_id)

    assert again == (first.rating, False)
    assert (Rating.objects.count(), Entry.objects.count()) == (1, entries)


OTHERWISE = [
    {"ticks": ticks(listening=4)},
    {"on": YESTERDAY},
    {"note": "Otherwise."},
    {"occasion": Occasion.IN_GROUP, "session_number": 3},
]


@pytest.mark.parametrize("said", OTHERWISE, ids=["ticks", "day", "note", "occasion"])
def test_the_same_id_with_another_content_is_refused(cast, amina, carine, said):
    rating_id = new_id()
    record(cast.actor("carine"), rating_content(amina.pk, TODAY), rating_id=rating_id)

    with pytest.raises(problems.IdAlreadyUsed):
        record(cast.actor("carine"), rating_content(amina.pk, TODAY, **said), rating_id=rating_id)


def test_the_same_id_from_another_rater_is_refused(cast, amina, carine, trainer):
    rating_id = new_id()
    record(cast.actor("carine"), rating_content(amina.pk, TODAY), rating_id=rating_id)

    with pytest.raises(problems.IdAlreadyUsed):
        record(cast.actor("trainer"), rating_content(amina.pk, TODAY), rating_id=rating_id)


def test_a_rater_corrects_their_own_rating(cast, amina, carine):
    wrong = rate(amina, carine, on=TODAY, safety=1).rating

    right = rate(amina, carine, on=TODAY, safety=2, supersedes=wrong.pk).rating

    wrong.refresh_from_db()
    assert (wrong.standing, wrong.superseded_by_id, wrong.levels) == (Standing.SUPERSEDED, right.pk, {"safety": 1})
    assert queries.ratings_of(amina) == [right]
    assert Entry.objects.latest("seq").detail["supersedes"] == str(wrong.pk)


def test_harm_that_its_rater_takes_back_still_asks_for_another(amina, carine, trainer):
    wrong = rate(amina, carine, on=TODAY, safety=1).rating
    again = rate(amina, carine, on=TODAY, safety=3, supersedes=wrong.pk).rating
    rate(amina, carine, on=TODAY, safety=4, supersedes=again.pk)
    after_the_corrections = (state_of(amina), column_of(amina))

    rate(amina, trainer, on=TODAY, safety=2)

    assert after_the_corrections == (Gate.BLOCKED, Gate.BLOCKED)
    assert state_of(amina) == column_of(amina) == Gate.CLEAR


def test_a_correction_is_not_a_second_time_in_a_row(amina, carine):
    first = rate(amina, carine, on=TODAY, safety=1).rating

    rate(amina, carine, on=TODAY, safety=1, conflict=1, supersedes=first.pk)

    assert state_of(amina) == Gate.BLOCKED


A_YEAR = timedelta(days=365)


@pytest.mark.parametrize(
    ("on", "clock_gap"),
    [
        (TODAY - A_YEAR, 0),  # a date mistyped: the rater was not certified then
        (TODAY - A_YEAR, A_YEAR.total_seconds()),  # the phone's clock stands a year back
        (TODAY + A_YEAR, -A_YEAR.total_seconds()),  # or ahead
    ],
    ids=["a wrong date", "a clock behind", "a clock ahead"],
)
def test_harm_counts_even_where_its_day_is_wrong(cast, amina, on, clock_gap):
    certify(cast["carine"], since=TODAY - timedelta(days=30), days=60)
    origin = Origin(cast["carine"].pk, cast.on_phone("carine").device_id, NOW, int(clock_gap))

    rate(amina, cast["carine"], on=on, safety=1, origin=origin)

    assert state_of(amina) == Gate.BLOCKED


def test_a_good_rating_of_a_wrong_clock_opens_nothing_that_comes_later(cast, amina, carine, trainer):
    ahead = Origin(trainer.pk, cast.on_phone("carine").device_id, NOW, -int(A_YEAR.total_seconds()))
    rate(amina, trainer, on=TODAY + A_YEAR, safety=4, origin=ahead)

    rate(amina, carine, on=TODAY, safety=1)

    assert state_of(amina) == Gate.BLOCKED


def test_a_correction_that_brings_harm_closes_the_gate(amina, carine):
    wrong = rate(amina, carine, on=TODAY, safety=2).rating

    rate(amina, carine, on=TODAY, safety=1, supersedes=wrong.pk)

    assert state_of(amina) == Gate.BLOCKED


def test_nobody_corrects_what_another_saw(amina, carine, trainer):
    harm = rate(amina, carine, on=TODAY, safety=1).rating

    with pytest.raises(problems.NothingToSupersede):
        rate(amina, trainer, on=TODAY, safety=4, supersedes=harm.pk)
    assert state_of(amina) == Gate.BLOCKED


def test_a_correction_is_of_a_rating_of_the_same_person_that_is_here(cast, amina, carine):
    bosco = make_facilitator(cast["bosco"], cast.places["Butare"])
    of_bosco = rate(bosco, carine, on=TODAY, safety=1).rating

    for named in (of_bosco.pk, new_id()):
        with pytest.raises(problems.NothingToSupersede):
            rate(amina, carine, on=TODAY, supersedes=named)


def test_two_corrections_of_one_rating_leave_one_that_counts(amina, carine):
    wrong = rate(amina, carine, on=TODAY, safety=2).rating
    rate(amina, carine, on=TODAY, safety=3, supersedes=wrong.pk)

    last = rate(amina, carine, on=TODAY, safety=1, supersedes=wrong.pk).rating

    assert queries.ratings_of(amina) == [last]
    assert Rating.objects.filter(standing=Standing.SUPERSEDED).count() == 2
    assert state_of(amina) == Gate.BLOCKED


def test_a_correction_of_what_counts_counts_although_the_certificate_is_gone(cast, amina):
    certify(cast["carine"], since=YESTERDAY, days=1)
    harm = rate(amina, cast["carine"], on=YESTERDAY, safety=1, listening=3).rating

    corrected = rate(amina, cast["carine"], on=TODAY, safety=1, supersedes=harm.pk).rating

    assert corrected.counts
    assert state_of(amina) == Gate.BLOCKED


def test_harm_that_comes_late_is_not_answered_by_what_was_seen_without_knowing_it(amina, carine, trainer):
    rate(amina, trainer, on=TODAY, safety=3)
    rate(amina, carine, on=YESTERDAY, safety=1)
    assert state_of(amina) == column_of(amina) == Gate.BLOCKED

    rate(amina, trainer, on=TODAY, safety=2)
    assert state_of(amina) == column_of(amina) == Gate.CLEAR


def test_re_observed_by_another_the_gate_opens_and_by_the_same_it_does_not(amina, carine, trainer):
    rate(amina, carine, on=YESTERDAY, safety=1)
    rate(amina, carine, on=TODAY, safety=4)
    assert state_of(amina) == column_of(amina) == Gate.BLOCKED

    rate(amina, trainer, on=TODAY, safety=2)
    assert state_of(amina) == column_of(amina) == Gate.CLEAR


def test_the_note_is_sealed_for_its_row(cast, amina, carine):
    content = rating_content(amina.pk, TODAY, note=" She sang with them. ")
    rating = record(cast.actor("carine"), content).rating
    other = rate(amina, carine, on=TODAY).rating
    held = Rating.objects.get(pk=rating.pk)

    assert b"sang" not in bytes(held.note_sealed)
    assert queries.note_of(held) == "She sang with them."
    assert queries.note_of(other) == ""
    other.note_sealed = held.note_sealed
    with pytest.raises(sealing.Unreadable):
        queries.note_of(other)


def test_a_phone_asks_which_of_its_ratings_are_held(cast, amina, carine, trainer):
    mine, theirs, absent = new_id(), new_id(), new_id()
    rate(amina, carine, on=TODAY, actor=cast.on_phone("carine"), rating_id=mine)
    rate(amina, trainer, on=TODAY, actor=cast.actor("trainer"), rating_id=theirs)

    assert queries.held_ratings(carine.pk, [mine, theirs, absent]) == {mine}


def test_the_office_takes_in_what_a_supervisors_phone_recorded_in_their_name(cast, amina, carine):
    origin = Origin(carine.pk, None, NOW, 0)

    rating = record(cast.actor("coordinator"), rating_content(amina.pk, TODAY), origin=origin).rating

    assert (rating.rater_id, rating.recorded_by_id, rating.counts) == (carine.pk, carine.pk, True)


def test_the_office_takes_in_no_rating_of_somebody_who_never_rated(cast, amina):
    certify(cast["bosco"])

    with pytest.raises(NotAllowed):
        record(
            cast.actor("coordinator"), rating_content(amina.pk, TODAY), origin=Origin(cast["bosco"].pk, None, NOW, 0)
        )


BROKEN = [
    ("no levels at all", {"levels": {}}),
    ("a level beyond the scale", {"levels": {"safety": 7}}),
    ("a level that is a word", {"levels": {"safety": "3"}}),
    ("levels that are a list", {"levels": [3]}),
    ("harm that the levels do not show", {"harm": True}),
    ("levels whose harm is denied", {"levels": {"safety": 1}}),
]


@pytest.mark.parametrize("changed", [row[1] for row in BROKEN], ids=[row[0] for row in BROKEN])
def test_a_rating_that_cannot_be_read_closes_the_gate(cast, amina, carine, changed):
    rate(amina, carine, on=TODAY, safety=3)
    Rating.objects.update(**changed)

    reading = queries.gates_of([amina.pk], now=NOW)[amina.pk]

    assert (reading.state, reading.readable, reading.may_lead) == (Gate.BLOCKED, False, False)
    with pytest.raises(problems.GateClosed):
        actions.check_gate([amina.pk], now=NOW)
    with pytest.raises(problems.PauseStays):
        actions.override_gate(
            actor=cast.actor("carine"), facilitator=amina, reason="Never mind.", last_day=TODAY, now=NOW
        )


def test_a_level_for_each_number_of_ticks_is_known_to_the_factory():
    rubric = queries.rubric("tuvurane-cbs", "1.0")

    for competence in rubric.competences:
        codes = {behaviour.code for behaviour in competence.behaviours}
        assert all(codes.issuperset(ticked) for ticked in TICKED.values())
