"""What people tell the programme: taken down, acknowledged, answered; and what is never kept here."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from tests.cast import NOW, TODAY
from tests.factories.browsers import browser_of
from tests.factories.feedback import item_content, make_item, make_sheet_line
from tests.factories.groups import new_id
from tests.factories.people import make_account
from tuvurane.care import queries as care
from tuvurane.care.codes import IntakeKind
from tuvurane.care.models import Intake
from tuvurane.evidence.feedback import feedback_month
from tuvurane.exchange.printing import you_said
from tuvurane.feedback import actions, problems, queries
from tuvurane.feedback.actions import LINE_SIGNS
from tuvurane.feedback.codes import Category, Satisfied
from tuvurane.feedback.models import HandedOver, Item
from tuvurane.journal.models import Entry
from tuvurane.people import problems as people_problems
from tuvurane.people import queries as people
from tuvurane.people.roles import Role

LATER = NOW + timedelta(hours=2)
HARM = [
    {"category": Category.STAFF_CONDUCT},
    {"category": Category.OTHER, "harm": IntakeKind.CHILD_PROTECTION},
    {"category": Category.REQUEST, "harm": IntakeKind.GENDER_BASED_VIOLENCE, "danger_now": True},
    {"category": Category.STAFF_CONDUCT, "harm": IntakeKind.SEXUAL_EXPLOITATION},
]


def told(cast, teller="bosco", **changed):
    return actions.receive(
        actor=cast.actor(teller), item_id=new_id(), content=item_content(cast.places["Muriza"], **changed), now=NOW
    )


@pytest.mark.parametrize("teller", ["amina", "carine", "coordinator", "director", "eva", "didier"])
def test_anybody_with_an_account_takes_down_what_they_are_told(cast, teller):
    item = told(cast, teller).item

    assert queries.opened(item) == ("The sessions begin too late", "through the neighbour at the well", "", "")
    assert "late" not in str(Item.objects.values().get(pk=item.pk))


@pytest.mark.parametrize("changed", HARM)
def test_harm_and_conduct_of_staff_go_to_care_and_leave_nothing_here(cast, changed):
    lines = Entry.objects.count()

    kept = told(cast, words="He asks for money", about=[cast["carine"].pk], **changed).item

    assert kept is None
    assert not Item.objects.exists()
    assert Entry.objects.count() == lines
    assert HandedOver.objects.get().number == 1
    intake = Intake.objects.get()
    assert intake.kind == changed.get("harm", IntakeKind.STAFF_CONDUCT)
    assert care.said_in(intake)[0] == "He asks for money"
    assert [one.account for one in intake.named.all()] == [cast["carine"]]


def test_sent_twice_harm_is_counted_once(cast):
    item_id, content = new_id(), item_content(cast.places["Muriza"], category=Category.STAFF_CONDUCT)

    for now in (NOW, LATER):
        actions.receive(actor=cast.actor("bosco"), item_id=item_id, content=content, now=now)

    assert (Intake.objects.count(), HandedOver.objects.get().number) == (1, 1)


def test_of_harm_one_line_is_enough(cast):
    with pytest.raises(problems.HarmIsOneLine):
        told(cast, category=Category.STAFF_CONDUCT, words="x" * 161)

    assert not Intake.objects.exists()


def test_the_coordinator_of_the_place_answers_and_others_do_not(cast):
    item = make_item(cast["bosco"], cast.places["Muriza"])
    elsewhere = make_account(cast.organisation, "far", role=Role.COORDINATOR, place=cast.places["Makamba"])

    actions.answer(actor=cast.actor("coordinator"), item=item, words="We begin at nine", change="Nine", now=LATER)

    for name in ("carine", "director", "stranger", "didier"):
        with pytest.raises(people_problems.NotAllowed):
            actions.acknowledge(actor=cast.actor(name), item=item, now=LATER)
        assert not queries.items_visible_to(cast.actor(name)).exists()
    assert not queries.items_visible_to(people.actor_of(elsewhere, on=TODAY)).exists()
    assert queries.opened(Item.objects.get())[2:] == ("We begin at nine", "Nine")


def test_whom_it_is_about_never_sees_it(cast):
    item = make_item(cast["bosco"], cast.places["Muriza"], about=[cast["coordinator"].pk])
    actor, client = cast.actor("coordinator"), browser_of(cast["coordinator"])

    assert not queries.items_visible_to(actor).exists()
    assert queries.waiting_count(actor, on=TODAY + timedelta(days=99)) == (0, 0)
    assert client.get(reverse("feedback:item", args=[item.pk])).status_code == 404
    with pytest.raises(people_problems.NotAllowed):
        actions.answer(actor=actor, item=item, words="Nothing", change="", now=LATER)


def test_an_item_waits_until_it_is_answered_and_is_loud_when_late(cast):
    item = make_item(cast["bosco"], cast.places["Muriza"])
    actor = cast.actor("coordinator")

    assert queries.waiting_count(actor, on=TODAY + timedelta(days=3)) == (1, 0)
    assert queries.waiting_count(actor, on=TODAY + timedelta(days=4)) == (1, 1)
    acknowledged = actions.acknowledge(actor=actor, item=item, now=LATER)
    assert queries.waiting_count(actor, on=TODAY + timedelta(days=14)) == (1, 0)
    assert queries.waiting_count(actor, on=TODAY + timedelta(days=15)) == (1, 1)
    actions.answer(actor=actor, item=acknowledged, words="We begin at nine", change="", now=LATER)
    assert queries.waiting_count(actor, on=TODAY + timedelta(days=15)) == (0, 0)


def test_whether_they_are_satisfied_comes_after_the_answer(cast):
    item, actor = make_item(cast["bosco"], cast.places["Muriza"]), cast.actor("coordinator")

    with pytest.raises(problems.NotAnswered):
        actions.note_satisfied(actor=actor, item=item, how=Satisfied.YES, now=LATER)
    actions.answer(actor=actor, item=item, words="We begin at nine", change="", now=LATER)
    with pytest.raises(problems.AlreadyAnswered):
        actions.answer(actor=actor, item=item, words="We begin at ten", change="", now=LATER)
    actions.note_satisfied(actor=actor, item=item, how=Satisfied.PARTLY, now=LATER)

    assert Item.objects.get().satisfied == "partly"


def test_every_step_stands_in_the_journal_without_a_word_of_it(cast):
    before = Entry.objects.count()
    item, actor = make_item(cast["bosco"], cast.places["Muriza"]), cast.actor("coordinator")
    actions.acknowledge(actor=actor, item=item, now=LATER)
    actions.answer(actor=actor, item=item, words="We begin at nine", change="Nine", now=LATER)

    lines = list(Entry.objects.order_by("seq")[before:])

    assert [line.verb for line in lines] == ["feedback.receive", "feedback.acknowledge", "feedback.answer"]
    assert not [line for line in lines if "nine" in str(line.detail).lower()]


@pytest.mark.parametrize(
    ("changed", "refusal"),
    [
        ({"words": "  "}, problems.NothingSaid),
        ({"words": "x" * 1001}, problems.WordsTooLong),
        ({"reach": "x" * 121}, problems.WordsTooLong),
        ({"told_on": TODAY + timedelta(days=1)}, problems.DayToCome),
    ],
)
def test_what_cannot_be_taken_down_is_refused_in_words(cast, changed, refusal):
    with pytest.raises(refusal):
        told(cast, **changed)


def test_the_sheet_holds_a_page_and_no_more(cast):
    lines = [make_sheet_line(cast.organisation) for _ in range(5)]

    with pytest.raises(problems.SheetFull):
        make_sheet_line(cast.organisation)
    actions.take_off_line(actor=cast.actor("coordinator"), line=lines[0], now=LATER)
    make_sheet_line(cast.organisation, said="Another")

    said = [line.said for line in queries.lines_of(cast.organisation.pk, TODAY.replace(day=1))]
    assert (len(said), said.count("Another")) == (5, 1)
    assert not queries.lines_of(cast.other.pk, TODAY.replace(day=1)).exists()


def test_a_month_is_counted_when_it_is_over_and_small_counts_are_hidden(cast):
    actor, month = cast.actor("director"), date(2026, 10, 1)
    for number in range(14):
        category = Category.REQUEST if number < 12 else Category.DATA
        make_item(cast["bosco"], cast.places["Muriza"], told_on=date(2026, 10, 3), category=category)

    during = feedback_month(actor, month, on=date(2026, 10, 31))
    after = feedback_month(actor, month, on=date(2026, 11, 1))

    assert (during.over, during.counts) == (False, {})
    assert after.over
    assert not after.counts or after.counts["data"].high - after.counts["data"].low > 1
    assert not [name for name in after.counts if "staff" in name or "harm" in name]


def test_the_sheet_can_be_printed_in_each_language(cast):
    make_sheet_line(cast.organisation, month=date(2026, 10, 1))
    client = browser_of(cast["coordinator"])

    for language in ("rn", "fr", "sw", "en"):
        answer = client.get(reverse("feedback:printed"), {"month": "2026-10-01", "in": language})
        assert answer.status_code == 200
        assert answer.content.startswith(b"%PDF")


@pytest.mark.parametrize("language", ["rn", "fr", "sw", "en"])
def test_the_longest_sheet_stays_on_one_page(language):
    line = ("wide words again and again " * 6)[:LINE_SIGNS]
    counts = [("A complaint about the groups", "1-10")] * 8

    made = you_said(language, house="Amahoro", month=date(2026, 10, 1), lines=[(line, line)] * 5, counts=counts)

    assert made.startswith(b"%PDF")


def test_a_name_on_the_sheet_is_pointed_out_first(cast):
    client = browser_of(cast["coordinator"])
    line = {"line_id": new_id(), "month": "2026-10-01", "said": "We met with Mme Ndayizeye", "did": "We begin at nine"}

    answer = client.post(reverse("feedback:new_line"), line)

    assert "Ndayizeye" in answer.content.decode()
    assert not queries.lines_of(cast.organisation.pk, date(2026, 10, 1)).exists()


def test_the_form_hands_harm_over_and_shows_nothing_again(cast):
    client = browser_of(cast["coordinator"])
    form = {
        "item_id": new_id(),
        "channel": "phone",
        "category": "staff_conduct",
        "harm": "",
        "words": "He asks for money",
        "language": "fr",
        "place": cast.places["Muriza"].pk,
        "told_on": "2026-11-20",
        "named": "carine\nnobody of ours",
    }

    asked = client.post(reverse("feedback:new"), form)
    handed = client.post(reverse("feedback:new"), form | {"not_ours": "on"})

    assert "nobody of ours" in asked.content.decode()
    assert "It is handed over" in handed.content.decode()
    assert "money" not in handed.content.decode()
    assert [one.account for one in Intake.objects.get().named.all()] == [cast["carine"]]
