"""Adverse events: judged apart, stopped by a rule that was written before, and lifted from outside alone."""

import json
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from tests.cast import NOW, SYSTEM, TODAY
from tests.factories.adverse import (
    SENTENCE,
    WORD,
    judge,
    lift,
    make_adverse,
    make_reviewer,
    make_stop,
    strike,
)
from tests.factories.browsers import browser_of, look_into
from tests.factories.care import make_concern
from tests.factories.feedback import make_intake
from tests.factories.groups import make_group, make_session, new_id
from tests.factories.people import make_account
from tests.factories.phones import Phone
from tuvurane.care import actions, problems, queries
from tuvurane.care.actions import adverse
from tuvurane.care.codes import AdverseKind, Relatedness, StruckWhy
from tuvurane.care.models import AdverseEntry, AdverseEvent, Judgement, Stop, StopEvent
from tuvurane.evidence.adverse import half_year
from tuvurane.foundation.records import FactsAreNotEdited
from tuvurane.groups import actions as groups
from tuvurane.groups import problems as group_problems
from tuvurane.groups import queries as group_queries
from tuvurane.groups.codes import Status
from tuvurane.groups.models import Pause
from tuvurane.journal.models import Entry
from tuvurane.people import actions as people_actions
from tuvurane.people import problems as people_problems
from tuvurane.people import queries as people
from tuvurane.people.roles import Role

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
BREACH, THREAT, VIOLENCE = (
    AdverseKind.BREACH_OF_CONFIDENTIALITY,
    AdverseKind.THREATS_AFTER_DISCLOSURE,
    AdverseKind.VIOLENCE,
)
U, P, L = Relatedness.UNRELATED, Relatedness.POSSIBLE, Relatedness.LIKELY


@pytest.fixture
def elise(cast):
    """A second safeguarding person of the same province."""
    return make_account(cast.organisation, "elise", role=Role.SAFEGUARDING, place=cast.places["Burunga"])


@pytest.fixture
def reviewer(cast):
    return make_reviewer(cast.organisation, cast.places["Burunga"])


def actor_of(account):
    return people.actor_of(account, on=TODAY)


def is_paused(group):
    return group.pk in group_queries.paused_since([group.pk])


# ------------------------------------------------------------------------------------------------ recording


def test_an_event_keeps_the_commune_one_sealed_line_and_nobody(cast, aminas_group):
    event = make_adverse(cast["didier"], aminas_group)

    row = AdverseEvent.objects.values().get()
    assert event.area == cast.places["Musongati"]
    assert SENTENCE not in str(row)
    assert queries.sentence_of(event) == SENTENCE
    assert not [name for name in row if "participant" in name or "concern" in name]


def test_sent_again_it_is_one_event(cast, aminas_group):
    content = actions.AdverseContent(BREACH, False, TODAY, SENTENCE, aminas_group.place, aminas_group)
    event_id = new_id()

    made = [
        actions.record_adverse(actor=cast.actor("didier"), event_id=event_id, content=content, now=NOW)
        for _ in range(2)
    ]

    assert made[0] == made[1]
    assert AdverseEvent.objects.count() == 1


@pytest.mark.parametrize("sentence", ["", "   ", "x" * 161])
def test_a_line_is_one_line(cast, aminas_group, sentence):
    with pytest.raises(problems.AdverseSentence):
        make_adverse(cast["didier"], aminas_group, sentence=sentence)
    assert not AdverseEvent.objects.exists()


def test_nothing_has_happened_tomorrow(cast, aminas_group):
    with pytest.raises(problems.AdverseDayToCome):
        make_adverse(cast["didier"], aminas_group, happened_on=TODAY + DAY)


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.SAFEGUARDING}))
def test_only_the_safeguarding_role_records(cast, aminas_group, role):
    someone = make_account(cast.organisation, "someone", role=role, place=cast.places["Burunga"])

    with pytest.raises(people_problems.NotAllowed):
        make_adverse(someone, aminas_group)


def test_an_event_is_never_changed(cast, aminas_group):
    event = make_adverse(cast["didier"], aminas_group)
    event.serious = True

    with pytest.raises(FactsAreNotEdited):
        event.save()
    with pytest.raises(FactsAreNotEdited):
        event.delete()


def test_the_common_journal_holds_nothing_of_it(cast, aminas_group, reviewer):
    stop = make_stop(cast["didier"], aminas_group)
    lift(reviewer, stop)
    event = AdverseEvent.objects.get()

    lines = json.dumps([[one.verb, one.subject_kind, one.subject_id, one.detail] for one in Entry.objects.all()])

    assert str(event.pk) not in lines
    assert str(stop.pk) not in lines
    assert "adverse" not in lines


# ------------------------------------------------------------------------------------------------ judging


def test_two_different_people_judge_and_a_third_only_from_outside(cast, aminas_group, elise, reviewer):
    event = make_adverse(cast["didier"], aminas_group)
    third = make_account(cast.organisation, "third", role=Role.SAFEGUARDING, place=cast.places["Burunga"])

    judge(cast["didier"], event, U)
    with pytest.raises(problems.JudgedAlready):
        judge(cast["didier"], event, L)
    judge(elise, event, P)
    with pytest.raises(problems.JudgedEnough):
        judge(third, event, L)
    assert queries.judged(actor_of(elise), queries.adverse_for(actor_of(elise), event.pk)).standing is P
    judge(reviewer, event, U)

    found = queries.judged(actor_of(elise), queries.adverse_for(actor_of(elise), event.pk))
    assert (found.standing, found.settled) == (U, True)
    assert [(one.seat, one.relatedness) for one in found.said] == [(1, U), (2, P), (3, U)]


def test_the_database_itself_lets_nobody_judge_twice(cast, aminas_group):
    event = make_adverse(cast["didier"], aminas_group)
    judge(cast["didier"], event, U)

    for seat, by in ((2, cast["didier"]), (1, cast["carine"]), (4, cast["carine"])):
        with pytest.raises(IntegrityError), transaction.atomic():
            Judgement.objects.create(event=event, seat=seat, relatedness=L, at=NOW, by=by)


def test_the_second_reads_nothing_of_the_first_before_judging(cast, aminas_group, elise):
    event = make_adverse(cast["didier"], aminas_group)
    judge(cast["didier"], event, L)
    page = reverse("adverse:event", args=[event.pk])
    client = browser_of(elise)

    before = look_into(client, page)
    listed = client.get(reverse("adverse:list")).content.decode()
    after = client.post(reverse("adverse:judge", args=[event.pk]), {"relatedness": "unrelated"}, follow=True)

    assert "It is shown once you have judged" in before
    assert "<strong>Likely</strong>" not in before
    assert "Did it come from the group:" not in listed
    assert "<strong>Likely</strong>" in after.content.decode()
    assert "<strong>Unrelated</strong>" in after.content.decode()


def test_the_reviewer_reads_both_before_deciding(cast, aminas_group, reviewer):
    event = make_adverse(cast["didier"], aminas_group)
    judge(cast["didier"], event, L)

    page = look_into(browser_of(reviewer), reverse("adverse:event", args=[event.pk]))

    assert "<strong>Likely</strong>" in page
    assert SENTENCE in page


def test_nobody_judges_what_happened_in_a_group_that_they_lead(cast, aminas_group):
    place, today = cast.places["Burunga"], TODAY - DAY
    people_actions.give_role(
        actor=SYSTEM, account=cast["amina"], role=Role.SAFEGUARDING, place=place, since=today, now=NOW
    )
    event = make_adverse(cast["didier"], aminas_group)

    with pytest.raises(problems.JudgesOwnGroup):
        judge(cast["amina"], event, U)


@pytest.mark.parametrize(("serious", "hours"), [(True, 24), (False, 72)])
def test_what_is_not_judged_in_time_is_loud_until_it_is(cast, aminas_group, elise, serious, hours):
    event = make_adverse(cast["didier"], aminas_group, serious=serious)
    didier = cast.actor("didier")

    assert queries.waiting_to_judge(didier, NOW + hours * HOUR) == (1, 0)
    assert queries.waiting_to_judge(didier, NOW + hours * HOUR + HOUR) == (1, 1)
    judge(cast["didier"], event, U)
    assert queries.waiting_to_judge(didier, NOW + 100 * HOUR) == (1, 1)
    judge(elise, event, U)
    assert queries.waiting_to_judge(didier, NOW + 100 * HOUR) == (0, 0)


def test_today_says_it_to_those_who_judge_and_to_nobody_else(cast, aminas_group, reviewer):
    make_adverse(cast["didier"], aminas_group, now=NOW - 30 * DAY, happened_on=TODAY - 30 * DAY)

    for account in (cast["didier"], reviewer):
        assert "not judged in time: 1" in browser_of(account).get("/").content.decode()
    for name in ("coordinator", "director", "carine", "amina", "eva"):
        assert "judged" not in browser_of(cast[name]).get("/", follow=True).content.decode()


# ------------------------------------------------------------------------------------------------ stopping


def test_one_serious_event_that_likely_came_from_the_group_pauses_it_at_once(cast, aminas_group, boscos_group):
    event = make_adverse(cast["didier"], aminas_group, kind=VIOLENCE, serious=True)
    assert not is_paused(aminas_group)

    judge(cast["didier"], event, L)

    stop = Stop.objects.get()
    assert (stop.rule, stop.group, stop.lifted_at) == ("one_serious", aminas_group, None)
    assert is_paused(aminas_group)
    assert not is_paused(boscos_group)


def test_the_second_harm_within_fifteen_weeks_pauses_it_before_anybody_judged(cast, aminas_group):
    make_adverse(cast["didier"], aminas_group, kind=BREACH, happened_on=TODAY - 100 * DAY)
    assert not Stop.objects.exists()

    make_adverse(cast["didier"], aminas_group, kind=THREAT)

    assert Stop.objects.get().rule == "repeated_harm"
    assert StopEvent.objects.count() == 2


def test_two_that_were_judged_unrelated_pause_nothing(cast, aminas_group, elise):
    event = make_adverse(cast["didier"], aminas_group, kind=BREACH)
    judge(cast["didier"], event, U)
    judge(elise, event, U)

    make_adverse(cast["didier"], aminas_group, kind=THREAT)

    assert not Stop.objects.exists()


def test_a_pause_that_fails_takes_the_judgement_back(cast, aminas_group, monkeypatch):
    event = make_adverse(cast["didier"], aminas_group, kind=VIOLENCE, serious=True)

    def broken(**_):
        raise RuntimeError("the disk is full")

    monkeypatch.setattr(adverse.groups, "pause", broken)
    with pytest.raises(RuntimeError, match="disk"), transaction.atomic():
        judge(cast["didier"], event, L)

    assert not Judgement.objects.exists()
    assert not Stop.objects.exists()


def test_two_groups_of_few_stop_the_start_of_new_ones(cast, aminas_group, boscos_group, reviewer):
    forming = make_group(
        cast.organisation, cast.places["Muriza"], name="Bose hamwe", leaders=[], status=Status.RECRUITING
    )
    for group in (aminas_group, boscos_group):
        make_adverse(cast["didier"], group, kind=VIOLENCE, serious=True)

    stop = Stop.objects.get()
    assert (stop.rule, stop.group) == ("many_groups", None)
    begin = {
        "actor": cast.actor("coordinator"), "group": forming, "to": Status.RUNNING, "on": TODAY, "reason": "", "now": NOW
    }  # fmt: skip
    with pytest.raises(group_problems.StartingPaused):
        groups.move_group(**begin)
    assert not is_paused(aminas_group)

    lift(reviewer, stop)
    assert groups.move_group(**begin).status == Status.RUNNING


def test_events_of_another_organisation_stop_nothing_here(cast, aminas_group):
    theirs = make_account(cast.other, "theirs", role=Role.SAFEGUARDING, place=cast.places["Burunga"])
    group = make_group(cast.other, cast.places["Muriza"], name="Theirs")
    make_stop(theirs, group)

    assert not is_paused(aminas_group)
    assert not queries.stops_visible_to(cast.actor("didier")).exists()
    with pytest.raises(people_problems.NotAllowed):
        make_adverse(cast["didier"], group)


# ------------------------------------------------------------------------------------------------ lifting


@pytest.mark.parametrize("name", ["didier", "coordinator", "director", "administrator", "carine", "amina", "eva"])
def test_nobody_inside_lifts_a_stop(cast, aminas_group, name):
    stop = make_stop(cast["didier"], aminas_group)

    with pytest.raises((people_problems.NotAllowed, problems.StopUnknown)):
        lift(cast[name], stop)

    assert is_paused(aminas_group)


def test_the_reviewer_lifts_it_with_a_word_and_nothing_is_unrecorded(cast, aminas_group, reviewer):
    stop = make_stop(cast["didier"], aminas_group)

    with pytest.raises(problems.ReasonTooShort):
        lift(reviewer, stop, word="go on")
    lifted = lift(reviewer, stop)

    assert not is_paused(aminas_group)
    assert queries.word_of(lifted) == WORD
    assert WORD not in str(Stop.objects.values().get())
    assert (AdverseEvent.objects.count(), Judgement.objects.count(), Pause.objects.count()) == (1, 1, 1)
    with pytest.raises(problems.StopLifted):
        lift(reviewer, stop)


def test_a_lifted_stop_does_not_come_again_from_the_same_event(cast, aminas_group, elise, reviewer):
    stop = make_stop(cast["didier"], aminas_group)
    event = AdverseEvent.objects.get()
    lift(reviewer, stop)

    judge(elise, event, L)
    judge(reviewer, event, L)
    make_adverse(cast["didier"], aminas_group, kind=AdverseKind.OTHER)
    assert not is_paused(aminas_group)

    again = make_stop(cast["didier"], aminas_group)

    assert again != stop
    assert is_paused(aminas_group)
    assert set(again.events.values_list("event", flat=True)) == set(
        AdverseEvent.objects.filter(serious=True).values_list("pk", flat=True)
    )


def test_an_event_that_comes_while_it_is_stopped_joins_the_stop(cast, aminas_group, reviewer):
    stop = make_stop(cast["didier"], aminas_group)
    second = make_adverse(cast["didier"], aminas_group, kind=VIOLENCE, serious=True)
    judge(cast["didier"], second, L)

    assert Stop.objects.get() == stop
    assert stop.events.count() == 2
    lift(reviewer, stop)
    make_adverse(cast["didier"], aminas_group)
    assert not is_paused(aminas_group)


def test_a_group_stays_paused_until_its_last_stop_is_lifted(cast, aminas_group, reviewer):
    first = make_stop(cast["didier"], aminas_group)
    for kind in (BREACH, THREAT):
        make_adverse(cast["didier"], aminas_group, kind=kind)
    second = Stop.objects.get(rule="repeated_harm")

    lift(reviewer, first)
    assert is_paused(aminas_group)
    lift(reviewer, second)
    assert not is_paused(aminas_group)


def test_striking_an_event_lifts_nothing_and_counts_it_nowhere(cast, aminas_group, reviewer):
    stop = make_stop(cast["didier"], aminas_group)
    event = AdverseEvent.objects.get()
    strike(cast["didier"], event)

    assert is_paused(aminas_group)
    with pytest.raises(problems.AdverseStruck):
        judge(reviewer, event, U)
    with pytest.raises(problems.AdverseStruck):
        strike(cast["didier"], event)
    with pytest.raises(people_problems.NotAllowed):
        actions.strike_adverse(
            actor=actor_of(reviewer), event=make_adverse(cast["didier"], None, place=cast.places["Muriza"]),
            why=StruckWhy.TWICE, now=NOW,
        )  # fmt: skip
    lift(reviewer, stop)
    assert not is_paused(aminas_group)
    page = browser_of(reviewer).get(reverse("adverse:list")).content.decode()
    assert "Recorded in error" in page


def test_where_nobody_reviews_the_page_of_a_stop_says_whom_to_ask(cast, aminas_group):
    page = reverse("adverse:stop", args=[make_stop(cast["didier"], aminas_group).pk])
    client = browser_of(cast["didier"])

    assert "Ask an administrator today" in look_into(client, page)
    make_reviewer(cast.organisation, cast.places["Makamba"], "far away")
    assert "Ask an administrator today" in client.get(page).content.decode()
    name = make_reviewer(cast.organisation, cast.places["Musongati"]).name
    assert name in client.get(page).content.decode()


# ------------------------------------------------------------------------------------------------ who sees


def test_the_reviewer_opens_events_and_no_page_of_people_groups_or_care(cast, aminas_group, reviewer):
    make_concern(aminas_group, words="She does not eat")
    stop = make_stop(cast["didier"], aminas_group)
    client = browser_of(reviewer)

    for page in ("adverse:list", "home:today"):
        assert client.get(reverse(page)).status_code == 200
    assert client.get(reverse("adverse:stop", args=[stop.pk])).status_code == 200
    for page in ("care:list", "groups:list", "people:list", "evidence:change", "rights:list", "adverse:counts"):
        assert client.get(reverse(page)).status_code == 403, page
    assert client.get(reverse("adverse:new")).status_code == 403


def test_nothing_is_shown_before_a_reason_and_each_opening_is_a_line_of_the_log(cast, aminas_group, reviewer):
    stop = make_stop(cast["didier"], aminas_group)
    event = AdverseEvent.objects.get()
    client = browser_of(reviewer)
    page = reverse("adverse:event", args=[event.pk])

    unasked = client.get(page).content.decode()
    assert SENTENCE not in unasked
    assert not AdverseEntry.objects.filter(what="look").exists()
    assert SENTENCE in look_into(client, page, why="audit")
    client.get(reverse("adverse:stop", args=[stop.pk]))

    looks = AdverseEntry.objects.filter(what="look", by=reviewer)
    assert {(line.event_id, line.stop_id, line.why) for line in looks} == {
        (event.pk, None, "audit"),
        (None, stop.pk, "audit"),
    }
    assert [line.what for line in queries.entries_of_adverse(event)] == ["look", "look", "judge", "record"]


def test_who_leads_and_who_coordinates_learn_that_and_never_why(cast, aminas_group):
    make_stop(cast["didier"], aminas_group)
    event = AdverseEvent.objects.get()

    pages = [
        browser_of(cast["coordinator"]).get(address).content.decode()
        for address in ("/", reverse("groups:group", args=[aminas_group.pk]))
    ]
    told = json.dumps(Phone(cast["amina"]).sync())

    for text in (*pages, told):
        assert "aused" in text
        assert not [word for word in (SENTENCE, str(event.pk), "dverse", "iolence") if word in text]


def test_from_a_concern_its_group_comes_along_and_nothing_else(cast, aminas_group):
    concern = make_concern(aminas_group, words="She does not eat")
    client = browser_of(cast["didier"])
    client.get(reverse("care:concern", args=[concern.pk]), {"why": "own_task"})

    form = client.get(reverse("adverse:new"), {"group": str(aminas_group.pk)}).content.decode()

    assert f'value="{aminas_group.name}"' in form
    assert concern.participant.code not in form
    assert "She does not eat" not in form


def test_from_an_intake_nothing_leads_where_whoever_is_named_would_read(cast, aminas_group, elise):
    place = aminas_group.place
    named = make_intake(cast["amina"], place, named=[cast["didier"]])
    other = make_intake(cast["amina"], place, named=[cast["carine"]])
    client = browser_of(elise)

    assert "Record this as an adverse event" not in look_into(client, reverse("intake:intake", args=[named.pk]))
    assert "Record this as an adverse event" in look_into(client, reverse("intake:intake", args=[other.pk]))


def test_the_form_finds_the_group_by_its_name_and_says_when_there_is_none(cast, aminas_group):
    client = browser_of(cast["didier"])
    said = {
        "event_id": new_id(), "kind": "other", "serious": "no", "happened_on": TODAY.isoformat(), "sentence": SENTENCE
    }  # fmt: skip

    nowhere = client.post(reverse("adverse:new"), said).content.decode()
    unknown = client.post(reverse("adverse:new"), said | {"group": "No such group"}).content.decode()
    made = client.post(reverse("adverse:new"), said | {"group": aminas_group.name.upper()}, follow=True)

    assert "Say in which group, or where" in nowhere
    assert "No group is called No such group" in unknown
    assert "It is recorded" in made.content.decode()
    assert AdverseEvent.objects.get().group == aminas_group


# ------------------------------------------------------------------------------------------------ counting


def test_the_page_of_numbers_never_gives_one_event_away(cast, aminas_group, boscos_group):
    first, _ = half_year(half_year(TODAY)[0] - DAY)
    others = [
        make_group(cast.organisation, cast.places["Butare"], name=f"Group {n}", leaders=[cast["bosco"]], members=2)
        for n in range(3)
    ]
    for group in (aminas_group, boscos_group, *others):
        make_session(group, number=1, held_on=first)
    client = browser_of(cast["director"])

    def read():
        return client.get(reverse("adverse:counts")).content.decode().partition('id="page"')[2].partition("</main>")[0]

    empty = read()
    make_adverse(cast["didier"], aminas_group, kind=VIOLENCE, serious=True, happened_on=first)
    one = read()

    assert "No sort of event was frequent enough" in empty
    assert "Fewer than 5 of about 5 groups" in empty
    assert one == empty
    assert SENTENCE not in one


def test_where_few_groups_met_nothing_is_said(cast, aminas_group):
    page = browser_of(cast["director"]).get(reverse("adverse:counts"), {"half": "nonsense"}).content.decode()

    assert "nothing is shown" in page


def test_counts_are_of_ones_own_places_and_without_what_was_struck(cast, aminas_group):
    director, span = cast.actor("director"), (date(2026, 1, 1), TODAY)
    kept = make_adverse(cast["didier"], aminas_group, kind=VIOLENCE, serious=True)
    strike(cast["didier"], make_adverse(cast["didier"], aminas_group, kind=BREACH))

    found = queries.adverse_counts(director, *span)

    assert found.events == {(VIOLENCE, P): 1}
    assert found.groups == {(VIOLENCE, P): {kept.group_id}}
    assert (found.hurt, found.met) == (1, 1)
    assert queries.adverse_counts(cast.actor("stranger"), *span).events == {}
