"""Raters: reference role-plays, how they are scored, and who is certified by them until when."""

from datetime import date, timedelta

import pytest

from tests.cast import NOW, SYSTEM, TODAY
from tests.factories.groups import new_id
from tests.factories.people import make_account
from tests.factories.ratings import ticks
from tests.factories.training import make_facilitator
from tuvurane.foundation.records import FactsAreNotEdited
from tuvurane.journal.models import Entry
from tuvurane.people import problems as people_problems
from tuvurane.people.roles import Role
from tuvurane.training import actions, problems, queries
from tuvurane.training.codes import Occasion
from tuvurane.training.queries import RaterState
from tuvurane.training.rules.rubrics import OWN

pytestmark = pytest.mark.django_db

# What experts agreed is in five role-plays, from harm to very good.
REFERENCES = [
    {"listening": 1, "safety": 1, "time": 2},
    {"listening": 2, "safety": 2, "time": 2},
    {"listening": 3, "safety": 2, "time": 3},
    {"listening": 3, "safety": 4, "time": 3},
    {"listening": 4, "safety": 4, "time": 4},
]
BACKWARDS = list(reversed(REFERENCES))
HALF_A_YEAR_ON = date(2027, 5, 22)


def add(actor=SYSTEM, *, organisation, title="The angry widow", levels=None, role_play_id=None, **also):
    said = {"where": "shelf 3", "rubric": OWN[0], "rubric_version": OWN[1], "ticks": ticks(**(levels or REFERENCES[0]))}
    return actions.add_role_play(
        actor=actor,
        role_play_id=role_play_id or new_id(),
        organisation_id=organisation.pk,
        title=title,
        now=NOW,
        **said | also,
    )


def score(role_play, rater, levels, *, on=TODAY, actor=SYSTEM, score_id=None):
    return actions.score_role_play(
        actor=actor,
        score_id=score_id or new_id(),
        role_play=role_play,
        ticks=ticks(**levels),
        on=on,
        now=NOW,
        rater_id=rater.pk if actor.kind == "system" else None,
    )


def score_all(role_plays, rater, levels, *, on=TODAY):
    for role_play, seen in zip(role_plays, levels, strict=True):
        score(role_play, rater, seen, on=on)


def calibrate(rater, *, actor=SYSTEM, on=TODAY, now=NOW):
    return actions.calibrate(actor=actor, rater=rater, on=on, now=now)


def row_of(cast, name, *, on=TODAY):
    rows = queries.raters_visible_to(cast.actor("coordinator"), on)
    return next(row for row in rows if row.account == cast[name])


@pytest.fixture
def role_plays(cast):
    """The five references."""
    return [
        add(organisation=cast.organisation, title=f"Role-play {number}", levels=levels)
        for number, levels in enumerate(REFERENCES)
    ]


def test_who_sees_what_the_experts_saw_is_certified_for_half_a_year(cast, role_plays):
    score_all(role_plays, cast["carine"], REFERENCES)

    found = calibrate(cast["carine"], actor=cast.actor("trainer"))

    assert (found.certified, found.role_plays, found.icc) == (True, 5, 1.0)
    assert found.kappas == {"listening": 1.0, "safety": 1.0, "time": 1.0}
    assert (found.since, found.until, found.recorded_by_id) == (TODAY, HALF_A_YEAR_ON, cast["trainer"].pk)


def test_the_certificate_holds_from_its_day_to_the_last_before_its_end(cast, role_plays):
    score_all(role_plays, cast["carine"], REFERENCES)
    calibrate(cast["carine"])

    days = [TODAY - timedelta(days=1), TODAY, HALF_A_YEAR_ON - timedelta(days=1), HALF_A_YEAR_ON]

    assert [queries.is_certified(cast["carine"].pk, on, *OWN) for on in days] == [False, True, True, False]


def test_it_is_for_one_rubric_and_its_version(cast, role_plays):
    score_all(role_plays, cast["carine"], REFERENCES)
    calibrate(cast["carine"])

    assert not queries.is_certified(cast["carine"].pk, TODAY, OWN[0], "2.0")
    assert not queries.is_certified(cast["trainer"].pk, TODAY, *OWN)


def test_who_sees_the_contrary_is_not_certified_and_the_page_says_why(cast, role_plays):
    score_all(role_plays, cast["carine"], BACKWARDS)

    found = calibrate(cast["carine"])

    assert (found.certified, found.icc < 0) == (False, True)
    assert not queries.is_certified(cast["carine"].pk, TODAY, *OWN)
    assert row_of(cast, "carine").state == RaterState.NOT_AGREED


def test_a_total_that_agrees_by_seeing_less_does_not(cast, role_plays):
    """Who finds half of what the experts found, at the right level, is far from their totals."""
    less = [dict(list(levels.items())[:1]) for levels in REFERENCES]
    score_all(role_plays, cast["carine"], less)

    assert not calibrate(cast["carine"]).certified


def test_four_role_plays_certify_nobody(cast, role_plays):
    score_all(role_plays[:4], cast["carine"], REFERENCES[:4])

    with pytest.raises(problems.TooFewRolePlays) as refusal:
        calibrate(cast["carine"])

    assert refusal.value.details == {"scored": 4, "needed": 5}
    assert (row_of(cast, "carine").left, row_of(cast, "carine").state) == (1, RaterState.NOT_CALIBRATED)


def test_the_latest_score_of_a_role_play_counts(cast, role_plays):
    score_all(role_plays, cast["carine"], BACKWARDS, on=TODAY - timedelta(days=2))
    score_all(role_plays, cast["carine"], REFERENCES)

    assert calibrate(cast["carine"]).certified


def test_scores_older_than_a_certificate_lasts_count_no_more(cast, role_plays):
    score_all(role_plays, cast["carine"], REFERENCES, on=date(2026, 5, 22))

    with pytest.raises(problems.TooFewRolePlays):
        calibrate(cast["carine"])


def test_calibrating_again_without_new_scores_lengthens_nothing(cast, role_plays):
    score_all(role_plays, cast["carine"], REFERENCES, on=date(2026, 8, 31))
    calibrate(cast["carine"], on=date(2026, 8, 31))

    again = calibrate(cast["carine"])

    assert again.until == date(2027, 2, 28)  # six months after 31 August, clipped to the month's end


def test_calibrating_twice_a_day_says_it_once(cast, role_plays):
    score_all(role_plays, cast["carine"], REFERENCES)
    first = calibrate(cast["carine"])
    lines = Entry.objects.count()

    assert calibrate(cast["carine"]).pk == first.pk
    assert Entry.objects.count() == lines


def test_a_later_calibration_that_fails_takes_the_certificate_away(cast, role_plays):
    score_all(role_plays, cast["carine"], REFERENCES, on=TODAY - timedelta(days=9))
    calibrate(cast["carine"], on=TODAY - timedelta(days=9))
    score_all(role_plays, cast["carine"], BACKWARDS)
    calibrate(cast["carine"])

    days = [TODAY - timedelta(days=1), TODAY]

    assert [queries.is_certified(cast["carine"].pk, on, *OWN) for on in days] == [True, False]


def test_a_retired_role_play_is_scored_no_more_and_certifies_nobody_again(cast, role_plays):
    score_all(role_plays, cast["carine"], REFERENCES)
    actions.retire_role_play(actor=cast.actor("coordinator"), role_play=role_plays[0], on=TODAY, now=NOW)

    with pytest.raises(problems.TooFewRolePlays):
        calibrate(cast["carine"])
    with pytest.raises(problems.RolePlayRetired):
        score(role_plays[0], cast["trainer"], REFERENCES[0])
    with pytest.raises(problems.RolePlayRetired):
        actions.retire_role_play(actor=SYSTEM, role_play=role_plays[0], on=TODAY, now=NOW)


def test_nobody_certifies_themselves(cast, role_plays):
    score_all(role_plays, cast["trainer"], REFERENCES)

    with pytest.raises(problems.CertifiesOneself):
        calibrate(cast["trainer"], actor=cast.actor("trainer"))

    assert calibrate(cast["trainer"], actor=cast.actor("coordinator")).certified


@pytest.mark.parametrize("name", ["amina", "carine", "director", "evaluator", "administrator", "stranger"])
def test_only_trainers_and_coordinators_of_the_house_certify(cast, role_plays, name):
    name = {"evaluator": "eva"}.get(name, name)

    with pytest.raises(people_problems.NotAllowed):
        calibrate(cast["trainer"], actor=cast.actor(name))
    with pytest.raises(people_problems.NotAllowed):
        add(cast.actor(name), organisation=cast.organisation)


def test_a_rater_is_somebody_who_may_rate(cast, role_plays):
    with pytest.raises(problems.RaterUnknown):
        calibrate(cast["amina"], actor=cast.actor("coordinator"))


def test_a_rater_scores_for_themselves_whatever_they_say(cast, role_plays):
    kept = actions.score_role_play(
        actor=cast.actor("carine"),
        score_id=new_id(),
        role_play=role_plays[0],
        ticks=ticks(listening=2),
        on=TODAY,
        now=NOW,
        rater_id=cast["trainer"].pk,
    )

    assert kept.rater_id == cast["carine"].pk


@pytest.mark.parametrize("name", ["amina", "coordinator", "director"])
def test_who_does_not_rate_does_not_score(cast, role_plays, name):
    with pytest.raises(people_problems.NotAllowed):
        score(role_plays[0], cast[name], REFERENCES[0], actor=cast.actor(name))


def test_a_rater_of_another_house_scores_nothing_here(cast, role_plays):
    theirs = make_account(cast.other, "theirs", role=Role.SUPERVISOR, place=cast.places["Musongati"])

    with pytest.raises(problems.RaterUnknown):
        score(role_plays[0], theirs, REFERENCES[0])


def test_sent_twice_a_score_and_a_role_play_are_kept_once(cast):
    role_play_id, score_id = new_id(), new_id()
    first = add(organisation=cast.organisation, role_play_id=role_play_id)

    assert add(organisation=cast.organisation, role_play_id=role_play_id) == first
    kept = score(first, cast["carine"], REFERENCES[1], score_id=score_id)
    lines = Entry.objects.count()

    assert score(first, cast["carine"], REFERENCES[1], score_id=score_id) == kept
    assert Entry.objects.count() == lines
    with pytest.raises(problems.IdAlreadyUsed):
        score(first, cast["carine"], REFERENCES[2], score_id=score_id)
    with pytest.raises(problems.IdAlreadyUsed):
        add(organisation=cast.organisation, role_play_id=role_play_id, levels=REFERENCES[3])


def test_a_score_is_never_edited(cast, role_plays):
    kept = score(role_plays[0], cast["carine"], REFERENCES[0])

    with pytest.raises(FactsAreNotEdited):
        kept.save()


@pytest.mark.parametrize(
    ("changed", "problem"),
    [
        ({"title": " "}, problems.NameMissing),
        ({"title": "x" * 81}, problems.TooLong),
        ({"ticks": {}}, problems.NothingSeen),
        ({"ticks": {"listening": ["z9"]}}, problems.BehaviourUnknown),
        ({"ticks": {"cooking": ["b1"]}}, problems.CompetenceUnknown),
        ({"rubric": "theirs"}, problems.RubricUnknown),
        ({"title": "Role-play 0"}, problems.RolePlayTitleTaken),
    ],
    ids=[
        "no title",
        "long title",
        "nothing seen",
        "no such behaviour",
        "no such competence",
        "no such rubric",
        "title",
    ],
)
def test_a_reference_that_cannot_be_read_is_refused(cast, role_plays, changed, problem):
    with pytest.raises(problem):
        add(organisation=cast.organisation, **changed)


def test_a_score_of_tomorrow_is_refused(cast, role_plays):
    with pytest.raises(problems.DateInTheFuture):
        score(role_plays[0], cast["carine"], REFERENCES[0], on=TODAY + timedelta(days=1))


def test_the_journal_tells_who_was_certified_and_no_score(cast, role_plays):
    score_all(role_plays, cast["carine"], REFERENCES)
    calibrate(cast["carine"], actor=cast.actor("trainer"))

    line = Entry.objects.latest("seq")

    assert (line.verb, line.subject_id) == ("raters.calibrate", str(cast["carine"].pk))
    assert line.detail == {"rubric": OWN[0], "version": OWN[1], "certified": True}


@pytest.mark.parametrize(
    ("days", "state"),
    [(0, RaterState.CERTIFIED), (150, RaterState.CERTIFIED), (151, RaterState.EXPIRING), (181, RaterState.EXPIRED)],
    ids=["the same day", "31 days left", "30 days left", "on its end"],
)
def test_the_page_tells_how_a_certificate_stands(cast, role_plays, days, state):
    score_all(role_plays, cast["carine"], REFERENCES)
    calibrate(cast["carine"])

    assert row_of(cast, "carine", on=TODAY + timedelta(days=days)).state == state


def test_the_page_lists_those_who_may_rate_by_name_in_three_questions(cast, role_plays, django_assert_num_queries):
    coordinator = cast.actor("coordinator")

    with django_assert_num_queries(3):
        rows = queries.raters_visible_to(coordinator, TODAY)

    assert [row.account.username for row in rows] == ["carine", "trainer"]
    assert queries.raters_visible_to(cast.actor("carine"), TODAY) == []
    assert queries.raters_visible_to(cast.actor("stranger"), TODAY) == []


def test_role_plays_are_found_by_raters_of_the_house_only(cast, role_plays):
    seen = {
        name: queries.role_plays_of(cast.actor(name)).count() for name in ("carine", "trainer", "amina", "stranger")
    }

    assert seen == {"carine": 5, "trainer": 5, "amina": 0, "stranger": 0}
    with pytest.raises(problems.RolePlayUnknown):
        queries.role_play_for(cast.actor("stranger"), role_plays[0].pk)


def test_a_rating_counts_from_the_day_of_the_certificate(cast, role_plays):
    """The certificate is what moves the gate: the same rater, the day before and on the day."""
    amina = make_facilitator(cast["amina"], cast.places["Muriza"])
    score_all(role_plays, cast["carine"], REFERENCES, on=TODAY - timedelta(days=1))
    calibrate(cast["carine"])

    counts = []
    for on in (TODAY - timedelta(days=1), TODAY):
        said = actions.RatingContent(amina.pk, on, Occasion.ROLE_PLAY, *OWN, ticks(listening=3))
        rating = actions.record_rating(actor=cast.actor("carine"), rating_id=new_id(), content=said, now=NOW).rating
        counts.append(rating.counts)

    assert counts == [False, True]
