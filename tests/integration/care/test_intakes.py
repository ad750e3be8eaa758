"""Harm that somebody told of: the minimum is kept, it always reaches somebody, and never whoever is named."""

from datetime import timedelta

import pytest
from django.apps import apps
from django.urls import reverse

from tests.cast import NOW, SYSTEM, TODAY
from tests.factories.browsers import browser_of, look_into
from tests.factories.feedback import make_intake
from tests.factories.people import make_account
from tuvurane.care import actions, policies, problems, queries
from tuvurane.care.codes import IntakeEnd
from tuvurane.care.models import Intake, IntakeEntry
from tuvurane.journal.models import Entry
from tuvurane.people import actions as people_actions
from tuvurane.people import problems as people_problems
from tuvurane.people import queries as people
from tuvurane.people.roles import Role

LATER = NOW + timedelta(hours=1)


@pytest.fixture
def elise(cast):
    """Holds the safeguarding role for one commune, under didier's province."""
    return make_account(
        cast.organisation, "elise", role=Role.SAFEGUARDING, place=cast.places["Musongati"], password="x" * 14
    )


def seen_by(account) -> bool:
    actor = people.actor_of(account, on=TODAY)
    return queries.intakes_visible_to(actor, on=TODAY).exists()


# who is named -> who takes it
ROUTES = [
    ((), {"didier", "elise"}),
    (("amina",), {"didier", "elise"}),
    (("elise",), {"didier"}),
    (("didier",), {"elise"}),
    (("didier", "elise"), {"director"}),
    (("didier", "elise", "director"), {"administrator"}),
    (("didier", "elise", "director", "administrator"), {"coordinator"}),
]


@pytest.mark.parametrize(("named", "takers"), ROUTES)
def test_it_reaches_somebody_and_never_whoever_is_named(cast, elise, named, takers):
    everybody = {**cast.accounts, "elise": elise}
    intake = make_intake(cast["bosco"], cast.places["Muriza"], named=[everybody[name] for name in named])

    assert {name for name, account in everybody.items() if seen_by(account)} == takers
    assert {held.account.username for held in policies.who_takes(intake, TODAY)} == takers


def test_where_nobody_answers_for_a_place_whoever_does_for_another_takes_it(cast):
    here = make_account(cast.organisation, "here", role=Role.SAFEGUARDING, place=cast.places["Makamba"])

    make_intake(cast["bosco"], cast.places["Muriza"], named=[cast["didier"]])

    assert seen_by(here)
    assert not seen_by(cast["director"])


def test_where_everybody_who_could_take_it_is_named_nothing_is_kept(cast):
    named = [cast[name] for name in ("didier", "director", "administrator", "coordinator")]

    with pytest.raises(problems.IntakeNobodyLeft):
        make_intake(cast["bosco"], cast.places["Muriza"], named=named)

    assert not Intake.objects.exists()


def test_the_last_safeguarding_person_who_is_named_never_learns_that_it_exists(cast):
    intake = make_intake(cast["bosco"], cast.places["Muriza"], named=[cast["didier"]])
    client = browser_of(cast["didier"])
    before = {path: client.get(path).content for path in ("/", "/harm/", "/care/")}

    for name in ("intake", "hand", "name", "close"):
        assert client.get(reverse(f"intake:{name}", args=[intake.pk])).status_code == 404
    assert client.post(reverse("intake:take", args=[intake.pk])).status_code == 404
    Intake.objects.filter(pk=intake.pk).update(received_at=NOW - timedelta(days=9))
    after = {path: client.get(path).content for path in ("/", "/harm/", "/care/")}

    for path, page in before.items():
        assert str(intake.pk) not in page.decode()
        assert "reports of harm wait" not in page.decode()
        assert _without_tokens(page) == _without_tokens(after[path])
    assert not IntakeEntry.objects.filter(by=cast["didier"]).exists()


def _without_tokens(page: bytes) -> str:
    return "".join(line for line in page.decode().splitlines() if "csrf" not in line)


@pytest.mark.parametrize("deed", ["take", "hand", "close", "name"])
def test_whoever_is_named_can_do_nothing_with_it(cast, deed):
    intake = make_intake(cast["bosco"], cast.places["Muriza"], named=[cast["didier"]])
    didier = cast.actor("didier")
    deeds = {
        "take": lambda: actions.take_intake(actor=didier, intake=intake, now=LATER),
        "hand": lambda: actions.hand_intake(actor=didier, intake=intake, service=None, now=LATER),
        "close": lambda: actions.close_intake(actor=didier, intake=intake, why=IntakeEnd.IN_ERROR, now=LATER),
        "name": lambda: actions.name_in_intake(actor=didier, intake=intake, named=[], now=LATER),
    }

    with pytest.raises(problems.IntakeUnknown):
        deeds[deed]()


def test_whoever_is_named_afterwards_loses_it_at_once(cast, elise):
    intake = make_intake(cast["bosco"], cast.places["Muriza"])
    assert seen_by(cast["didier"])

    actions.name_in_intake(actor=people.actor_of(elise, on=TODAY), intake=intake, named=[cast["didier"].pk], now=LATER)

    assert not seen_by(cast["didier"])
    assert seen_by(elise)


def test_naming_everybody_is_refused_and_changes_nothing(cast):
    intake = make_intake(cast["bosco"], cast.places["Muriza"])
    everybody = [cast[name].pk for name in ("didier", "director", "administrator", "coordinator")]

    with pytest.raises(problems.IntakeNobodyLeft):
        actions.name_in_intake(actor=cast.actor("didier"), intake=intake, named=everybody, now=LATER)

    assert seen_by(cast["didier"])


def test_a_role_that_was_lost_hands_it_up(cast):
    make_intake(cast["bosco"], cast.places["Muriza"])
    held = cast["didier"].roles_held.get()

    people_actions.end_role(actor=SYSTEM, held=held, until=TODAY, now=NOW)

    assert not seen_by(cast["didier"])
    assert seen_by(cast["director"])


def test_another_organisation_finds_nothing(cast):
    make_intake(cast["bosco"], cast.places["Muriza"])

    assert not seen_by(cast["stranger"])
    assert not seen_by(make_account(cast.other, "theirs", role=Role.SAFEGUARDING, place=cast.places["Burunga"]))


def test_only_the_minimum_is_kept(cast):
    intake = make_intake(cast["bosco"], cast.places["Muriza"])
    row = str(Intake.objects.filter(pk=intake.pk).values().get())

    assert intake.place == cast.places["Musongati"]  # the commune, not the hill
    assert "touched" not in row
    assert "nurse" not in row
    assert queries.said_in(intake) == ("Somebody was touched at the well", "the nurse on Monday")


def test_a_story_has_no_place_in_it(cast):
    with pytest.raises(problems.IntakeTooLong):
        make_intake(cast["bosco"], cast.places["Muriza"], sentence="x" * 161)


def test_no_journal_and_no_other_room_tells_of_it(cast):
    lines = Entry.objects.count()

    intake = make_intake(cast["bosco"], cast.places["Muriza"], named=[cast["didier"]])

    assert Entry.objects.count() == lines
    for model in apps.get_models():
        if model._meta.app_label != "care":
            rows = [str(list(row.values())) for row in model._base_manager.values()]
            assert not [row for row in rows if str(intake.pk) in row or intake.pk.hex in row], model._meta.label


def test_its_way_is_written_down_look_by_look(cast):
    intake = make_intake(cast["bosco"], cast.places["Muriza"])
    didier, client = cast.actor("didier"), browser_of(cast["didier"])

    page = reverse("intake:intake", args=[intake.pk])
    unasked = client.get(page).content.decode()
    assert "touched at the well" not in unasked
    assert "touched at the well" in look_into(client, page, why="on_call")
    actions.take_intake(actor=didier, intake=intake, now=LATER)
    actions.hand_intake(actor=didier, intake=intake, service=None, now=LATER)
    actions.close_intake(actor=didier, intake=intake, why=IntakeEnd.SERVICE_CARES, now=LATER)

    told = [line.what for line in queries.entries_of_intake(intake).order_by("pk")]
    assert told == ["receive", "look", "look", "take", "hand", "close"]
    assert set(queries.entries_of_intake(intake).filter(what="look").values_list("why", flat=True)) == {"on_call"}
    assert queries.due_of(Intake.objects.get(pk=intake.pk)) is None
    with pytest.raises(problems.IntakeDone):
        actions.take_intake(actor=didier, intake=intake, now=LATER)


def test_it_is_taken_before_it_is_handed_on_or_closed(cast):
    intake, didier = make_intake(cast["bosco"], cast.places["Muriza"]), cast.actor("didier")

    for deed in (
        lambda: actions.hand_intake(actor=didier, intake=intake, service=None, now=LATER),
        lambda: actions.close_intake(actor=didier, intake=intake, why=IntakeEnd.IN_ERROR, now=LATER),
    ):
        with pytest.raises(problems.IntakeNotTaken):
            deed()


def test_sent_twice_it_is_one(cast):
    intake = make_intake(cast["bosco"], cast.places["Muriza"])
    content = actions.IntakeContent(intake.kind, cast.places["Kibago"], TODAY, danger_now=True)

    again = actions.receive_intake(actor=cast.actor("bosco"), intake_id=intake.pk, content=content, now=LATER)

    assert (again.pk, again.danger_now) == (intake.pk, False)


def test_a_phone_hands_in_none(cast):
    content = actions.IntakeContent("staff_conduct", cast.places["Kibago"], TODAY, danger_now=True)

    with pytest.raises(people_problems.NotAllowed):
        actions.receive_intake(actor=cast.on_phone("amina"), intake_id=cast["amina"].pk, content=content, now=LATER)
