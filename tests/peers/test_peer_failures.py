"""Failures that other programs are publicly known for, each as a promise that it does not happen here."""

import html
import json
import re
import secrets
from datetime import timedelta
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.cast import NOW, SYSTEM, TODAY
from tests.factories.groups import make_group
from tests.factories.phones import record, session_record, settle_record
from tuvurane.foundation import clock
from tuvurane.groups import actions as group_actions
from tuvurane.groups import codes
from tuvurane.groups.models import Session
from tuvurane.people import actions as people_actions
from tuvurane.sync import wire
from tuvurane.sync.models import SetAside

A_MINUTE = 60
BESIDE = 20


def ids(groups):
    return [group["id"] for group in groups]


def outcomes(answer):
    return [(result["outcome"], result.get("code")) for result in answer["results"]]


def text(response) -> str:
    """A page's words, without its tags."""
    return html.unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode())))


def queries_of(ask) -> int:
    ask()
    with CaptureQueriesContext(connection) as asked:
        ask()
    return len(asked)


# --------------------------------------------------------------------------------- P1: two phones, one field


def test_p1_a_field_that_two_phones_fill_differently_keeps_both_values_until_a_third_record_settles_it(
    phone, other_phone, aminas_group
):
    # Protects: a second report stands beside the first (groups.actions.standing), and none is overwritten.
    hers, his = session_record(aminas_group, min=150), session_record(aminas_group, min=90)
    third = settle_record(aminas_group, 1, [hers["id"], his["id"]], {"min": 1})

    taken = [outcomes(phone.sync(hers)), outcomes(other_phone.sync(his))]
    shown = [one.sync()["groups"][0]["beside"][0] for one in (phone, other_phone)]
    taken += [outcomes(phone.sync(third))]

    assert taken == [[("accepted", None)]] * 3
    assert [(one["differ"], [report["by"] for report in one["reports"]]) for one in shown] == [
        ([{"key": "min", "values": [150, 90]}], ["Amina", "Bosco"])
    ] * 2
    assert [one.sync()["groups"][0]["beside"] for one in (phone, other_phone)] == [[], []]
    assert {str(pk): (minutes, standing) for pk, minutes, standing in kept_readings()} == {
        hers["id"]: (150, "superseded"), his["id"]: (90, "superseded"), third["id"]: (90, "counted")
    }  # fmt: skip


def kept_readings():
    return Session.objects.values_list("pk", "minutes", "standing")


# --------------------------------------------------------------------------------- P2: an upload cut at 90 %


def test_p2_an_upload_cut_at_nine_tenths_sends_only_what_was_not_acknowledged(phone, aminas_group):
    # Protects: every batch is answered record by record, and stands although the next is cut in the middle.
    records = [session_record(aminas_group, n, note=secrets.token_hex(200)) for n in range(1, 11)]
    waiting, sent = list(records), []

    def send(batch, *, cut=False):
        body = wire.deflate(json.dumps({"records": batch, "left": len(waiting) - len(batch)}).encode())
        sent.append(len(body))
        answer = phone.client.post(
            "/api/v1/sync", body[:-20] if cut else body, content_type=wire.DEFLATED, headers=phone.headers
        )
        if answer.status_code == 200:
            answered = zip(list(batch), answer.json()["results"], strict=True)
            gone = {one["id"] for one, result in answered if result["outcome"] in {"accepted", "already"}}
            waiting[:] = [one for one in waiting if one["id"] not in gone]
        return answer.status_code

    statuses = [send(waiting[:3]), send(waiting[:3]), send(waiting[:3]), send(waiting[:3], cut=True)]
    rest = list(waiting)
    statuses += [send(waiting[:3])]
    last = phone.sync(records[9])

    assert (statuses[:3], statuses[3] >= 400, statuses[4]) == ([200] * 3, True, 200)
    assert (rest, waiting) == (records[9:], [])
    assert outcomes(last) == [("already", None)]
    assert sent[4] == sent[3] < sum(sent[:4]) / 5
    assert {str(pk) for pk in Session.objects.values_list("pk", flat=True)} == {one["id"] for one in records}


# --------------------------------------------------------------------------------- P4: much in one place


@pytest.mark.slow
def test_p4_sixty_people_and_three_hundred_records_open_with_as_many_questions_as_three_people(
    cast, phone, other_phone, at_the_desk
):
    # Protects: whatever a page or a pull shows is asked for once, not once for each person or record.
    muriza, desk = cast.places["Muriza"], at_the_desk("carine")
    small = make_group(cast.organisation, muriza, name="Small", leaders=[cast["amina"]], members=3)
    large = make_group(cast.organisation, cast.places["Butare"], name="Large", leaders=[cast["bosco"]], members=60)
    report(phone, small, [1, 2, 3], times=2)
    report(other_phone, large, list(range(1, 61)), times=BESIDE)
    person = [group.memberships.get(seat=1).participant_id for group in (small, large)]

    pulls = [queries_of(one.sync) for one in (phone, other_phone)]
    pages = [queries_of(lambda at=group: desk.get(reverse("groups:group", args=[at.pk]))) for group in (small, large)]
    people = [queries_of(lambda at=one: desk.get(reverse("groups:participant", args=[at]))) for one in person]

    told = other_phone.sync()["groups"][0]
    assert (len(told["people"]), sum(len(one["reports"]) for one in told["beside"])) == (60, 300)
    assert Session.objects.filter(attendance__participant_id=person[1]).count() == 300
    assert (pulls[0], pages[0], people[0]) == (pulls[1], pages[1], people[1])


def report(phone, group, seats, *, times):
    """Each of fifteen sessions, so many times, each time differently; the first with everybody there."""
    said = [
        session_record(group, n, min=60 + time, marks={"p": seats if time == 0 else [1]})
        for n in range(1, 16)
        for time in range(times)
    ]
    for at in range(0, len(said), 50):
        assert set(outcomes(phone.sync(*said[at : at + 50], left=1))) == {("accepted", None)}


# --------------------------------------------------------------------------------- P5: a clock a year off


@pytest.mark.parametrize(("days", "told"), [(365, "ahead"), (-365, "behind")])
def test_p5_a_clock_a_year_off_syncs_is_kept_as_claimed_and_its_gap_is_shown(
    phone, at_the_desk, aminas_group, days, told
):
    # Protects: no phone's clock orders or refuses anything; what it said is kept beside the gap.
    theirs = clock.now() + timedelta(days=days)
    sent = session_record(aminas_group, on=theirs.date().isoformat()) | {"at": theirs.isoformat()}

    answer = phone.sync(sent, clock=theirs.isoformat())
    page = text(at_the_desk("carine").get(reverse("groups:session", args=[sent["id"]])))

    assert outcomes(answer) == [("accepted", None)]
    assert Session.objects.get().claimed_at == theirs
    assert f"The phone's clock was {told} when this was sent (days: 365)." in page
    assert phone.sync(since=answer["cursor"], holds=[str(aminas_group.pk)], clock=theirs.isoformat())["groups"] == []


# --------------------------------------------------------------------------------- P6: one against all


def test_p6_a_phone_that_asks_without_end_is_slowed_down_and_no_other(phone, other_phone, aminas_group):
    # Protects: requests are counted for each phone by itself (api.PerDevice).
    asked = [phone.ask({"left": 1}).status_code for _ in range(A_MINUTE)]

    one_more, another = phone.ask({"left": 1}), other_phone.ask({"left": 1})

    assert asked == [200] * A_MINUTE
    assert (one_more.status_code, one_more.json()["code"]) == (429, "sync.too_often")
    assert another.status_code == 200


def test_p6_a_phone_that_reports_one_session_over_and_over_does_not_bury_the_group(phone, aminas_group):
    # Protects: a session has so many reports that stand (groups.actions.sessions.MOST_STANDING); the rest waits.
    said = [session_record(aminas_group, min=60 + number) for number in range(BESIDE + 5)]

    answer = phone.sync(*said)

    assert outcomes(answer) == [("accepted", None)] * BESIDE + [("set_aside", "groups.too_many_reports")] * 5
    assert [len(one["reports"]) for one in phone.sync()["groups"][0]["beside"]] == [BESIDE]
    assert SetAside.objects.count() == 5


# --------------------------------------------------------------------------------- P7: what leaves


@pytest.mark.parametrize("asked", ["as it stands", "from the beginning", "as a phone that holds nothing"])
def test_p7_a_group_that_moved_leaves_the_phone_and_nothing_of_it_comes_again(cast, phone, aminas_group, asked):
    # Protects: every pull is cut to what its holder leads today, whatever the phone says that it holds.
    name, before = str(aminas_group.pk), phone.sync()
    since = 0 if asked == "from the beginning" else before["cursor"]
    holds = [] if asked == "as a phone that holds nothing" else [name]
    group_actions.end_assignment(actor=SYSTEM, group=aminas_group, account=cast["amina"], until=TODAY, now=NOW)

    left = phone.sync(since=since, holds=holds, digest=before["digest"])
    late = phone.sync(session_record(aminas_group), since=since, holds=holds, digest=before["digest"])

    assert ids(before["groups"]) == [name]
    assert (left["gone"], left["groups"], left["definitions"]) == (holds, [], None)
    assert (late["gone"], late["groups"], outcomes(late)) == (holds, [], [("set_aside", "groups.unknown")])
    assert not [word for word in (aminas_group.name, "Nadia", "Bosco") if word in str((left, late))]


# --------------------------------------------------------------------------------- P8: a retired option


def test_p8_an_option_retired_while_a_phone_was_away_still_lands_and_is_shown(
    phone, at_the_desk, aminas_group, monkeypatch
):
    # Protects: a code is retired and never removed (groups.codes.RETIRED); only forms ask whether it is offered.
    sent = session_record(aminas_group, place="tree", phase="memories", hard=["alcohol"])
    gone = {codes.PlaceKind: {"tree"}, codes.Phase: {"memories"}, codes.Challenge: {"alcohol"}}
    monkeypatch.setattr(codes, "RETIRED", {kind: frozenset(some) for kind, some in gone.items()})

    answer = phone.sync(sent)
    page = text(at_the_desk("carine").get(reverse("groups:session", args=[sent["id"]])))

    assert "memories" not in codes.offered(codes.Phase)
    assert outcomes(answer) == [("accepted", None)]
    assert phone.sync()["groups"][0]["sessions"][0]["phase"] == "memories"
    assert "Under a tree" in page


# --------------------------------------------------------------------------------- P9: a revoked phone


def test_p9_a_revoked_phones_unsent_work_waits_for_the_office_and_is_accepted_in_its_own_name(
    cast, phone, at_the_desk, aminas_group
):
    # Protects: a revoked token opens the door once, for handing in alone; nothing counts before somebody decides.
    sent = session_record(aminas_group)
    people_actions.revoke_device(actor=cast.actor("coordinator"), device=phone.enrolled.device, now=NOW)

    answer, last = phone.sync(sent), phone.sync(sent)
    again = phone.ask({"records": [record("story", {})]})
    between = (Session.objects.count(), SetAside.objects.filter(decision=None).count())
    at_the_desk("coordinator").post(reverse("set_aside:record", args=[sent["id"]]), {"deed": "accept"})

    taken = Session.objects.get()
    assert outcomes(answer) == outcomes(last) == [("set_aside", "people.device_revoked")]
    assert (answer["groups"], answer["definitions"]) == ([], None)
    assert (again.status_code, again.json()["code"]) == (401, "people.device_revoked")
    assert between == (0, 1)
    assert (taken.pk, taken.recorded_by, taken.device) == (UUID(sent["id"]), cast["amina"], phone.enrolled.device)
