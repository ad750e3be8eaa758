"""The ladder: who enters, steps, rests and comes back; who may do it; and that nothing of it is lost."""

from datetime import date, timedelta

import pytest
from django.apps.registry import Apps
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from tests.cast import NOW, SYSTEM, TODAY, Cast, make_cast
from tests.factories.groups import make_group
from tests.factories.people import HIRED_ON, make_account
from tests.factories.training import COURSE_DAYS, ENTERED_ON, hold_course, make_course, make_facilitator
from tuvurane.foundation.records import FactsAreNotEdited
from tuvurane.groups import actions as group_actions
from tuvurane.groups import queries as groups
from tuvurane.groups.codes import Status
from tuvurane.journal.models import Entry
from tuvurane.people import actions as people_actions
from tuvurane.people import problems as people_problems
from tuvurane.people.models import Account
from tuvurane.people.roles import Role
from tuvurane.training import actions, problems, queries
from tuvurane.training.codes import Away, CourseLevel, Route, Rung, WhyAway
from tuvurane.training.models import Absence, Facilitator, LadderStep

pytestmark = pytest.mark.django_db

MANAGERS = {"coordinator", "trainer"}
READERS = MANAGERS | {"carine", "director"}


@pytest.fixture
def amina(cast: Cast) -> Facilitator:
    """She has led groups since last year."""
    return make_facilitator(cast["amina"], cast.places["Muriza"])


def step(facilitator, rung, on, reason="", actor=SYSTEM, course=None):
    return actions.step(actor=actor, facilitator=facilitator, rung=rung, on=on, reason=reason, course=course, now=NOW)


def go_away(facilitator, since, until=None, kind=Away.REST, actor=SYSTEM):
    return actions.go_away(
        actor=actor, facilitator=facilitator, kind=kind, why=WhyAway.TIRED, since=since, until=until, now=NOW
    )


def welcome(cast, actor, **said):
    given = {
        "organisation_id": cast.organisation.pk,
        "name": "Édith N'duwimana",
        "language": "rn",
        "place": cast.places["Muriza"],
        "on": TODAY,
        "sex": "f",
        "languages": ["rn", "sw"],
        "route": Route.GRADUATE,
    }
    return actions.welcome_candidate(actor=actor, now=NOW, **given | said)


def test_who_enters_is_on_the_ladder_with_what_was_said(cast):
    entered = make_facilitator(
        cast["amina"], cast.places["Muriza"], sex="f", languages=["rn", "sw", "rn"], weekdays=[4, 2, 4], most_groups=1
    )

    kept = Facilitator.objects.get(pk=cast["amina"].pk)
    assert (kept.rung, kept.rung_since, kept.entered_on) == (Rung.BASIC, ENTERED_ON, ENTERED_ON)
    assert (kept.sex, kept.languages, kept.weekdays, kept.most_groups) == ("f", ["rn", "sw"], [2, 4], 1)
    assert [(taken.rung, taken.on) for taken in queries.steps_of(entered)] == [(Rung.BASIC, ENTERED_ON)]


def test_entered_twice_the_first_entry_stays(cast, amina):
    lines = Entry.objects.count()

    again = make_facilitator(cast["amina"], cast.places["Muriza"], rung=Rung.TRAINER, on=TODAY)

    assert again.pk == amina.pk
    assert again.rung == Rung.BASIC
    assert Entry.objects.count() == lines
    assert LadderStep.objects.count() == 1


@pytest.mark.parametrize(
    ("said", "refusal"),
    [
        pytest.param({"on": TODAY + timedelta(days=1)}, problems.DateInTheFuture, id="from tomorrow on"),
        pytest.param({"most_groups": 10}, problems.OutOfRange, id="ten groups at once"),
        pytest.param({"weekdays": [0]}, problems.OutOfRange, id="the day before Monday"),
        pytest.param({"languages": ["Kirundi"]}, problems.LanguageCodeUnknown, id="a language by its name"),
    ],
)
def test_what_cannot_be_is_not_taken(cast, said, refusal):
    with pytest.raises(refusal):
        make_facilitator(cast["amina"], cast.places["Muriza"], **said)

    assert not Facilitator.objects.exists()


def test_a_candidate_is_welcomed_with_an_account_that_opens_nothing(cast):
    candidate = welcome(cast, cast.actor("coordinator"))

    account = candidate.account
    assert candidate.rung == Rung.CANDIDATE
    assert account.username.startswith("edith.nduwimana.")
    assert not account.has_usable_password()
    assert not account.roles_held.exists()


def test_a_candidate_is_welcomed_once(cast):
    first = welcome(cast, SYSTEM)
    again = welcome(cast, SYSTEM, account_id=first.pk, name="Somebody Else")

    assert again.pk == first.pk
    assert again.account.name == "Édith N'duwimana"


def test_the_id_of_another_house_welcomes_nobody(cast):
    with pytest.raises(problems.IdAlreadyUsed):
        welcome(cast, SYSTEM, account_id=cast["stranger"].pk)


def test_only_who_manages_accounts_and_the_ladder_welcomes_candidates(cast):
    before = Account.objects.count()

    for name in sorted(set(Cast.ROLES) - {"coordinator"}):
        with pytest.raises(people_problems.NotAllowed):
            welcome(cast, cast.actor(name))

    assert Account.objects.count() == before


@pytest.mark.parametrize("act", ["enter", "change", "step", "go_away", "come_back"])
def test_nobody_else_moves_people_on_the_ladder(cast, amina, act):
    for name in sorted(set(Cast.ROLES) - MANAGERS):
        with pytest.raises(people_problems.NotAllowed):
            moving(cast, amina, cast.actor(name))[act]()

    assert (Facilitator.objects.count(), LadderStep.objects.count(), Absence.objects.count()) == (1, 1, 0)
    assert Facilitator.objects.get().sex == ""


def moving(cast, amina, actor):
    return {
        "enter": lambda: make_facilitator(cast["bosco"], cast.places["Butare"], actor=actor),
        "change": lambda: actions.change_facilitator(
            actor=actor, facilitator=amina, place=amina.place, sex="m", languages=[], weekdays=[], most_groups=1,
            now=NOW,
        ),
        "step": lambda: step(amina, Rung.TRAINER, TODAY, "friend", actor=actor),
        "go_away": lambda: go_away(amina, TODAY, actor=actor),
        "come_back": lambda: actions.come_back(actor=actor, facilitator=amina, on=TODAY, now=NOW),
    }  # fmt: skip


@pytest.mark.parametrize("name", sorted(MANAGERS))
def test_coordinators_and_trainers_move_people_on_the_ladder(cast, name):
    actor = cast.actor(name)
    bosco = make_facilitator(cast["bosco"], cast.places["Butare"], actor=actor)

    step(bosco, Rung.INTERMEDIATE, TODAY, "seen in three groups", actor=actor)
    go_away(bosco, TODAY, actor=actor)

    assert Facilitator.objects.get().rung == Rung.INTERMEDIATE


def test_a_phone_moves_nobody_on_the_ladder(cast, amina):
    with pytest.raises(people_problems.NotAllowed):
        step(amina, Rung.TRAINER, TODAY, "friend", actor=cast.on_phone("amina"))


def test_change_needs_both_places(cast, amina):
    with pytest.raises(people_problems.NotAllowed):
        actions.change_facilitator(
            actor=cast.actor("coordinator"),
            facilitator=amina,
            place=cast.places["Rutana"],
            sex="",
            languages=[],
            weekdays=[],
            most_groups=None,
            now=NOW,
        )


def test_a_step_up_without_readiness_needs_a_reason(cast, amina):
    with pytest.raises(problems.ReasonNeeded):
        step(amina, Rung.INTERMEDIATE, TODAY)

    step(amina, Rung.INTERMEDIATE, TODAY, "led four groups before we kept records")

    assert Facilitator.objects.get().rung == Rung.INTERMEDIATE


def test_who_is_ready_steps_up_without_a_reason(cast):
    candidate = make_facilitator(cast["amina"], cast.places["Muriza"], rung=Rung.CANDIDATE)
    course = make_course(cast.organisation, cast.places["Muriza"], trainees=[candidate])
    hold_course(course, [candidate], completed=[])
    candidate.refresh_from_db()
    assert candidate.rung == Rung.CANDIDATE

    again = make_course(cast.organisation, cast.places["Muriza"], name="Again", trainees=[candidate])
    step_free = hold_course(again, [candidate])

    assert step_free.finished_at is not None
    assert Facilitator.objects.get().rung == Rung.BASIC


def test_who_is_ready_for_one_rung_does_not_skip_it_without_a_reason(cast):
    candidate = make_facilitator(cast["amina"], cast.places["Muriza"], rung=Rung.CANDIDATE)
    course = make_course(cast.organisation, cast.places["Muriza"], trainees=[candidate])
    hold_course(course, [candidate])
    step(candidate, Rung.CANDIDATE, TODAY, "a mistake")
    assert queries.readiness_of(Facilitator.objects.get(), on=TODAY).ready

    with pytest.raises(problems.ReasonNeeded):
        step(candidate, Rung.INTERMEDIATE, TODAY)
    step(candidate, Rung.BASIC, TODAY)

    assert Facilitator.objects.get().rung == Rung.BASIC


def test_a_step_down_needs_a_reason_too(cast, amina):
    with pytest.raises(problems.ReasonNeeded):
        step(amina, Rung.CANDIDATE, TODAY)

    step(amina, Rung.CANDIDATE, TODAY, "asked to start anew")

    assert [taken.rung for taken in queries.steps_of(amina)] == [Rung.BASIC, Rung.CANDIDATE]


def test_the_step_of_the_latest_day_stands_however_late_it_is_told(cast, amina):
    step(amina, Rung.ADVANCED, date(2026, 6, 1), "as the partner's list says")
    step(amina, Rung.INTERMEDIATE, date(2025, 9, 1), "found later in the partner's list")

    kept = Facilitator.objects.get()
    assert (kept.rung, kept.rung_since) == (Rung.ADVANCED, date(2026, 6, 1))
    assert [taken.rung for taken in queries.steps_of(amina)] == [Rung.BASIC, Rung.INTERMEDIATE, Rung.ADVANCED]


def test_of_one_day_the_step_recorded_last_stands(cast, amina):
    step(amina, Rung.ADVANCED, TODAY, "a slip of the finger")
    step(amina, Rung.INTERMEDIATE, TODAY, "what was meant")

    assert Facilitator.objects.get().rung == Rung.INTERMEDIATE


@pytest.mark.parametrize(
    ("rung", "on", "refusal"),
    [
        pytest.param(Rung.BASIC, TODAY, problems.AlreadyOnRung, id="to where they stand"),
        pytest.param(Rung.ADVANCED, TODAY + timedelta(days=1), problems.DateInTheFuture, id="tomorrow"),
        pytest.param(Rung.ADVANCED, ENTERED_ON - timedelta(days=1), problems.DateBeforeEntry, id="before they entered"),
    ],
)
def test_a_step_that_cannot_be_is_not_taken(cast, amina, rung, on, refusal):
    with pytest.raises(refusal):
        step(amina, rung, on, "why not")


def test_a_reason_longer_than_its_column_is_refused_in_words(cast, amina):
    with pytest.raises(problems.TooLong) as refused:
        step(amina, Rung.ADVANCED, TODAY, "x" * 201)

    assert "Reason" in refused.value.sentence("en")


def test_a_course_of_another_house_leads_nowhere(cast, amina):
    course = make_course(cast.other, cast.places["Muriza"])

    with pytest.raises(problems.CourseUnknown):
        step(amina, Rung.INTERMEDIATE, TODAY, "trained", course=course)


def test_today_ends_at_the_midnight_of_the_organisation(cast, amina):
    late = NOW.replace(hour=22, minute=30)  # half past midnight in Bujumbura

    actions.step(
        actor=SYSTEM, facilitator=amina, rung=Rung.ADVANCED, on=TODAY + timedelta(days=1), reason="seen", now=late
    )

    assert Facilitator.objects.get().rung_since == TODAY + timedelta(days=1)


def test_the_history_of_the_ladder_is_not_edited(cast, amina):
    taken = queries.steps_of(amina)[0]
    taken.rung = Rung.TRAINER

    with pytest.raises(FactsAreNotEdited):
        taken.save()
    with pytest.raises(FactsAreNotEdited):
        taken.delete()


def test_every_act_is_one_line_of_the_journal_without_its_words(cast, amina):
    before = Entry.objects.count()

    step(amina, Rung.INTERMEDIATE, TODAY, "her mother is ill")
    absence = go_away(amina, TODAY)
    actions.come_back(actor=SYSTEM, facilitator=amina, on=TODAY, now=NOW)

    lines = list(Entry.objects.order_by("seq"))[before:]
    assert [line.verb for line in lines] == ["ladder.step", "ladder.go_away", "ladder.come_back"]
    assert {line.subject_id for line in lines} == {str(amina.pk)}
    assert "mother" not in str([line.detail for line in lines])
    assert WhyAway(absence.why) not in str([line.detail for line in lines])


# ------------------------------------------------------------------------------------------------ away


@pytest.mark.parametrize(
    ("since", "until", "away"),
    [
        pytest.param(TODAY, None, True, id="since today"),
        pytest.param(TODAY - timedelta(days=5), TODAY + timedelta(days=1), True, id="on the last day"),
        pytest.param(TODAY - timedelta(days=5), TODAY, False, id="on the first day back"),
        pytest.param(TODAY + timedelta(days=1), None, False, id="from tomorrow on"),
    ],
)
def test_somebody_is_away_from_the_first_day_to_the_day_before_the_first_one_back(cast, amina, since, until, away):
    go_away(amina, since, until)

    assert (amina.pk in queries.away_on([amina.pk], TODAY)) == away


@pytest.mark.parametrize(
    ("since", "until", "refusal"),
    [
        pytest.param(date(2026, 11, 10), date(2026, 11, 12), problems.AlreadyAway, id="inside the other"),
        pytest.param(date(2026, 10, 1), None, problems.AlreadyAway, id="over the other"),
        pytest.param(date(2026, 11, 20), date(2026, 12, 1), problems.AlreadyAway, id="over its end"),
        pytest.param(date(2026, 12, 1), date(2026, 12, 1), problems.EndsBeforeStart, id="back on the first day"),
    ],
)
def test_two_absences_never_meet(cast, amina, since, until, refusal):
    go_away(amina, date(2026, 11, 1), date(2026, 11, 22))

    with pytest.raises(refusal):
        go_away(amina, since, until)


def test_an_absence_may_follow_another_on_the_day(cast, amina):
    go_away(amina, date(2026, 11, 1), date(2026, 11, 22))
    go_away(amina, date(2026, 11, 22), kind=Away.LEFT)

    assert [absence.kind for absence in queries.absences_of(amina)] == [Away.LEFT, Away.REST]


def test_who_comes_back_is_back_on_that_day(cast, amina):
    go_away(amina, TODAY - timedelta(days=30))

    actions.come_back(actor=SYSTEM, facilitator=amina, on=TODAY, now=NOW)

    assert not queries.away_on([amina.pk], TODAY)
    assert queries.away_on([amina.pk], TODAY - timedelta(days=1))
    with pytest.raises(problems.NotAway):
        actions.come_back(actor=SYSTEM, facilitator=amina, on=TODAY, now=NOW)


def test_a_planned_rest_is_called_off(cast, amina):
    go_away(amina, TODAY + timedelta(days=10), TODAY + timedelta(days=40))

    actions.come_back(actor=SYSTEM, facilitator=amina, on=TODAY, now=NOW)

    assert not queries.away_on([amina.pk], TODAY + timedelta(days=20))


# ------------------------------------------------------------------------------------------------ who finds whom


def test_who_may_see_the_ladder_finds_its_people_and_nobody_else_does(cast, amina):
    everybody = {name: cast.actor(name) for name in (*Cast.ROLES, "system")}

    finding = {name for name, actor in everybody.items() if queries.facilitators_visible_to(actor).exists()}
    missing = {
        name
        for name, actor in everybody.items()
        if queries.not_on_ladder(actor, on=TODAY).filter(pk=cast["bosco"].pk).exists()
    }

    assert finding == missing == READERS | {"system"}
    for name in everybody.keys() - finding:
        with pytest.raises(problems.FacilitatorUnknown):
            queries.facilitator_for(everybody[name], amina.pk)


def test_a_supervisor_finds_those_of_their_own_places(cast, amina):
    make_facilitator(cast["bosco"], cast.places["Kibago"])

    assert list(queries.facilitators_visible_to(cast.actor("carine"))) == [amina]


def test_who_holds_the_role_and_is_not_on_the_ladder_is_shown_as_such(cast, amina):
    people_actions.close_account(actor=SYSTEM, account=make_account(
        cast.organisation, "gone", role=Role.FACILITATOR, place=cast.places["Muriza"]), now=NOW)  # fmt: skip

    assert list(queries.not_on_ladder(cast.actor("coordinator"), on=TODAY)) == [cast["bosco"]]


def test_readiness_counts_the_groups_that_somebody_led_to_their_end(cast, amina):
    place = cast.places["Muriza"]
    make_group(cast.organisation, place, name="One", leaders=[cast["amina"]], status=Status.GRADUATED)
    make_group(cast.organisation, cast.places["Butare"], name="Two", leaders=[cast["bosco"]], status=Status.GRADUATED)
    make_group(cast.organisation, place, name="Three", leaders=[cast["amina"]], status=Status.RUNNING)

    lacks = {lack.code: lack.details for lack in groups.readiness_of(amina, on=TODAY).lacks}
    group_actions.step(actor=SYSTEM, facilitator=amina, rung=Rung.INTERMEDIATE, on=TODAY, reason="seen", now=NOW)
    amina.refresh_from_db()
    then = {lack.code: lack.details for lack in groups.readiness_of(amina, on=TODAY).lacks}

    assert "groups" not in lacks
    assert then["groups"] == {"completed": 1, "needed": 3}


def test_readiness_and_refreshers_of_many_cost_the_same_questions_as_of_one(cast, django_assert_num_queries):
    people = [
        make_facilitator(make_account(cast.organisation, f"trained{n}"), cast.places["Muriza"], rung=Rung.CANDIDATE)
        for n in range(6)
    ]
    course = make_course(cast.organisation, cast.places["Muriza"], trainees=people)
    hold_course(course, people)
    ids = [person.pk for person in people]

    with django_assert_num_queries(6):
        found = queries.readiness_of_all(people, on=TODAY)
    with django_assert_num_queries(2):
        due = queries.refreshers_of(ids, TODAY)

    assert len(found) == len(due) == 6


@pytest.mark.parametrize(
    ("on", "state"),
    [
        pytest.param(COURSE_DAYS[-1] - timedelta(days=1), "none", id="before the course ended"),
        pytest.param(date(2026, 12, 1), "fresh", id="nine months later"),
        pytest.param(date(2027, 2, 1), "soon", id="eleven months later"),
        pytest.param(date(2027, 3, 7), "overdue", id="a year and a day later"),
    ],
)
def test_a_refresher_is_due_a_year_after_the_last_completed_course(cast, on, state):
    person = make_facilitator(cast["amina"], cast.places["Muriza"], rung=Rung.CANDIDATE)
    hold_course(make_course(cast.organisation, cast.places["Muriza"], trainees=[person]), [person])
    missed = make_course(cast.organisation, cast.places["Muriza"], name="Refresher", level=CourseLevel.REFRESHER,
                         starts_on=date(2026, 11, 2), ends_on=date(2026, 11, 3), trainees=[person])  # fmt: skip
    actions.finish_course(actor=SYSTEM, course=missed, completed=[], now=NOW)

    assert queries.refreshers_of([person.pk], on)[person.pk].state == state


def test_of_who_left_no_refresher_is_due(cast):
    person = make_facilitator(cast["amina"], cast.places["Muriza"], rung=Rung.CANDIDATE)
    hold_course(make_course(cast.organisation, cast.places["Muriza"], trainees=[person]), [person])
    go_away(person, TODAY, kind=Away.LEFT)

    reading = queries.refreshers_of([person.pk], TODAY)[person.pk]

    assert (reading.state, reading.due_on, reading.last_ended) == ("none", None, COURSE_DAYS[-1])


# ------------------------------------------------------------------------------------------------ taken over

BEFORE = [("training", "0001_ladder_courses_ratings")]
AFTER = [("training", "0002_who_led_before_the_ladder")]


def migrate(to: list[tuple[str, str]]) -> Apps:
    executor = MigrationExecutor(connection)
    executor.migrate(to)
    return executor.loader.project_state(to).apps


@pytest.mark.slow
def test_who_led_before_the_ladder_was_kept_stands_on_its_first_rung(transactional_db, committed):
    cast = make_cast()
    once = make_account(cast.organisation, "once", role=Role.FACILITATOR, place=cast.places["Kibago"])
    held = once.roles_held.get()
    people_actions.end_role(actor=SYSTEM, held=held, until=TODAY, now=NOW)
    people_actions.give_role(
        actor=SYSTEM, account=cast["bosco"], role=Role.FACILITATOR, place=cast.places["Kibago"], since=TODAY, now=NOW
    )
    make_facilitator(cast["amina"], cast.places["Muriza"], rung=Rung.TRAINER)

    migrate(BEFORE)
    migrate(AFTER)
    migrate(BEFORE)
    migrate(AFTER)

    kept = {row.account.username: row for row in Facilitator.objects.select_related("account", "place")}
    assert set(kept) == {"amina", "bosco", "once"}
    assert kept["amina"].rung == Rung.TRAINER
    assert (kept["once"].rung, kept["once"].place.name, kept["once"].entered_on) == (Rung.BASIC, "Kibago", HIRED_ON)
    assert (kept["bosco"].place.name, kept["bosco"].entered_on) == ("Kibago", HIRED_ON)
    assert [taken.reason for taken in queries.steps_of(kept["once"])] == [
        "Taken over: held the facilitator's role before the ladder was kept."
    ]
