"""Breaking the glass, and two people to let something leave: told, written down, and closed again."""

from datetime import timedelta

import pyrage
import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from tests.cast import NOW, TODAY
from tests.factories.browsers import browser_of
from tests.factories.care import make_concern
from tests.factories.groups import new_id
from tests.factories.opening import REASON, make_export, make_opening
from tests.factories.people import make_account
from tuvurane.care import actions, problems, queries
from tuvurane.care.actions import Wanted
from tuvurane.care.codes import ExportState
from tuvurane.care.models import BreakGlass, CareEntry, CareExport
from tuvurane.people import problems as people_problems
from tuvurane.people import queries as people
from tuvurane.people.roles import Role

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
WORDS = "a sentence that nobody guesses"


@pytest.fixture
def concern(cast, aminas_group):
    return make_concern(aminas_group, words="She does not eat any more", item="ill")


@pytest.fixture
def elise(cast):
    """A second safeguarding person of the same province."""
    return make_account(cast.organisation, "elise", role=Role.SAFEGUARDING, place=cast.places["Burunga"])


def actor_of(account):
    return people.actor_of(account, on=TODAY)


@pytest.mark.parametrize("role", sorted(Role))
def test_who_breaks_the_glass(cast, concern, role):
    someone = make_account(cast.organisation, "someone", role=role, place=cast.places["Burunga"])

    if role in {Role.DIRECTOR, Role.ADMINISTRATOR}:
        assert make_opening(concern, by=someone).concern == concern
    else:
        with pytest.raises(people_problems.NotAllowed):
            make_opening(concern, by=someone)


@pytest.mark.parametrize(
    ("after", "open_still"), [(MINUTE, True), (HOUR - MINUTE, True), (HOUR, False), (24 * HOUR, False)]
)
def test_it_is_open_for_an_hour_and_closed_again(cast, concern, after, open_still):
    opening, director = make_opening(concern, by=cast["director"]), cast.actor("director")

    if open_still:
        assert actions.look_through(actor=director, opening=opening, now=NOW + after) == concern
    else:
        with pytest.raises(problems.GlassClosed):
            actions.look_through(actor=director, opening=opening, now=NOW + after)


def test_nobody_else_looks_through_it(cast, concern):
    opening = make_opening(concern, by=cast["director"])

    for name in ("administrator", "coordinator", "carine", "stranger"):
        with pytest.raises(people_problems.NotAllowed):
            actions.look_through(actor=cast.actor(name), opening=opening, now=NOW)
        with pytest.raises(problems.OpeningUnknown):
            queries.own_opening(cast.actor(name), opening.pk)


def test_each_break_and_each_look_is_in_the_log_of_looks(cast, concern):
    opening = make_opening(concern, by=cast["director"])
    actions.look_through(actor=cast.actor("director"), opening=opening, now=NOW + MINUTE)

    lines = CareEntry.objects.filter(concern=concern, by=cast["director"])

    assert [(line.what, line.why, line.off_duty) for line in lines] == [("look", "break_glass", True)] * 2


def test_the_focal_point_is_told_until_they_say_that_they_have_seen_it(cast, concern):
    opening, didier = make_opening(concern, by=cast["director"]), cast.actor("didier")
    client = browser_of(cast["didier"])

    assert "has seen it yet" in client.get("/").content.decode()
    assert REASON in client.get(reverse("opening:list")).content.decode()
    assert queries.unacknowledged(didier).count() == 1
    actions.acknowledge_opening(actor=didier, opening=opening, now=NOW + 5 * HOUR)

    assert not queries.unacknowledged(didier).exists()
    assert "has seen it yet" not in client.get("/").content.decode()
    assert REASON not in str(BreakGlass.objects.values().get())


def test_whoever_broke_it_cannot_say_that_it_was_seen(cast, concern):
    both = make_account(cast.organisation, "both", role=Role.DIRECTOR, place=cast.places["Burunga"])
    opening = make_opening(concern, by=both)

    with pytest.raises(problems.OpeningUnknown):
        actions.acknowledge_opening(actor=actor_of(both), opening=opening, now=NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        BreakGlass.objects.filter(pk=opening.pk).update(acknowledged_at=NOW, acknowledged_by=both)


def test_a_try_that_finds_nothing_is_told_too(cast, concern):
    opening = actions.break_glass(
        actor=cast.actor("director"), opening_id=new_id(), code="nobody", reason=REASON, now=NOW
    )

    assert opening.concern is None
    assert queries.unacknowledged(cast.actor("didier")).get() == opening
    with pytest.raises(problems.GlassClosed):
        actions.look_through(actor=cast.actor("director"), opening=opening, now=NOW)


def test_the_reference_of_whoever_raised_it_opens_it_too(cast, concern):
    reference = queries.reference_of(concern.pk)

    opening = actions.break_glass(
        actor=cast.actor("director"), opening_id=new_id(), code=reference.lower(), reason=REASON, now=NOW
    )

    assert opening.concern == concern


def test_a_reason_is_a_sentence(cast, concern):
    with pytest.raises(problems.ReasonTooShort):
        actions.break_glass(
            actor=cast.actor("director"), opening_id=new_id(), code=concern.participant.code, reason="urgent", now=NOW
        )


def test_two_people_let_something_leave(cast, elise, concern):
    asked = make_export(cast["didier"], concern)

    with pytest.raises(problems.SecondPersonNeeded):
        actions.approve_export(actor=cast.actor("didier"), export=asked, now=NOW)
    with pytest.raises(problems.ExportNotOpen):
        actions.take_export(actor=cast.actor("didier"), export=asked, passphrase=WORDS, now=NOW + 30 * HOUR)
    approved = actions.approve_export(actor=actor_of(elise), export=asked, now=NOW + HOUR)
    with pytest.raises(problems.ExportNotOpen):
        actions.take_export(actor=cast.actor("didier"), export=approved, passphrase=WORDS, now=NOW + 23 * HOUR)
    file = actions.take_export(actor=cast.actor("didier"), export=approved, passphrase=WORDS, now=NOW + 24 * HOUR)

    text = pyrage.passphrase.decrypt(file, WORDS).decode()
    assert "She does not eat any more" in text
    assert concern.participant.code in text
    assert b"eat any more" not in file
    assert queries.leaving(CareExport.objects.get(), NOW + 400 * HOUR).state == ExportState.EXPIRED
    assert sorted(line.what for line in queries.entries_of_export(asked)) == ["approve", "ask", "take"]
    assert CareEntry.objects.filter(concern=concern, why="export", by=cast["didier"]).count() == 1


def test_what_is_urgent_waits_for_the_other_person_and_no_longer(cast, elise, concern):
    asked = make_export(cast["didier"], concern, urgent=True)

    approved = actions.approve_export(actor=actor_of(elise), export=asked, now=NOW + MINUTE)

    assert actions.take_export(actor=actor_of(elise), export=approved, passphrase=WORDS, now=NOW + 2 * MINUTE)


def test_what_was_refused_never_leaves(cast, elise, concern):
    asked = make_export(cast["didier"], concern)
    actions.refuse_export(actor=actor_of(elise), export=asked, now=NOW)

    with pytest.raises(problems.ExportNotOpen):
        actions.approve_export(actor=actor_of(elise), export=asked, now=NOW)
    with pytest.raises(problems.ExportNotOpen):
        actions.take_export(actor=cast.actor("didier"), export=asked, passphrase=WORDS, now=NOW + 30 * HOUR)


def test_nobody_outside_the_role_asks_or_approves(cast, concern):
    asked = make_export(cast["didier"], concern)

    for name in ("director", "administrator", "coordinator", "carine", "eva", "amina", "stranger"):
        with pytest.raises((people_problems.NotAllowed, problems.ConcernUnknown)):
            make_export(cast[name], concern)
        with pytest.raises(problems.ExportUnknown):
            actions.approve_export(actor=cast.actor(name), export=asked, now=NOW)


def test_an_audit_holds_who_looked_and_no_word_of_a_case(cast, elise, concern):
    make_opening(concern, by=cast["director"])
    asked = actions.ask_export(
        actor=cast.actor("didier"),
        export_id=new_id(),
        wanted=Wanted(place=cast.places["Burunga"], since=TODAY, until=TODAY),
        reason="The yearly audit of the looks",
        urgent=True,
        now=NOW,
    )
    approved = actions.approve_export(actor=actor_of(elise), export=asked, now=NOW)

    file = actions.take_export(actor=cast.actor("didier"), export=approved, passphrase=WORDS, now=NOW)

    text = pyrage.passphrase.decrypt(file, WORDS).decode()
    assert "Director; look break_glass" in text
    assert "eat any more" not in text
    assert concern.participant.code not in text


def test_an_export_of_nothing_or_under_a_short_word_is_refused(cast, elise, concern):
    with pytest.raises(problems.ExportOfNothing):
        actions.ask_export(
            actor=cast.actor("didier"), export_id=new_id(), wanted=Wanted(), reason=REASON, urgent=False, now=NOW
        )
    asked = make_export(cast["didier"], concern, urgent=True)
    approved = actions.approve_export(actor=actor_of(elise), export=asked, now=NOW)
    with pytest.raises(problems.PassphraseTooShort):
        actions.take_export(actor=cast.actor("didier"), export=approved, passphrase="short", now=NOW)


def test_the_reasons_go_when_the_person_is_erased(cast, concern):
    make_opening(concern, by=cast["director"])
    make_export(cast["didier"], concern)

    told = actions.erase_openings(participant_id=concern.participant_id, now=NOW)

    assert told == {"openings": 1, "exports": 1}
    assert {queries.reason_of(row) for row in (BreakGlass.objects.get(), CareExport.objects.get())} == {""}


def test_the_file_is_handed_over_by_the_page(cast, elise, concern):
    asked = make_export(cast["didier"], concern, urgent=True)
    actions.approve_export(actor=actor_of(elise), export=asked, now=NOW)
    CareExport.objects.update(asked_at=NOW, approved_at=NOW)
    client = browser_of(cast["didier"])

    page = client.get(reverse("opening:export", args=[asked.pk]))

    assert page.status_code == 200
    assert client.get(reverse("opening:exports")).status_code == 200
    assert client.get(reverse("opening:ask")).status_code == 200


def test_the_page_opens_what_was_asked_and_nothing_more(cast, concern):
    client = browser_of(cast["director"])
    form = {"opening_id": new_id(), "code": concern.participant.code, "reason": REASON}

    shown = client.post(reverse("opening:new"), form, follow=True)

    assert "She does not eat any more" in shown.content.decode()
    assert client.get(reverse("opening:list")).status_code == 403
    assert client.get(reverse("care:concern", args=[concern.pk])).status_code == 403
