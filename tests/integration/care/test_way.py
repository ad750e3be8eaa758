"""The way of a concern in the tables: words sealed, clocks kept, more people called, and somebody erased."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.cast import NOW, SYSTEM, TODAY
from tests.factories.care import close_concern, make_concern, make_contact, make_on_call
from tests.factories.groups import new_id
from tests.factories.people import make_account
from tuvurane.care import actions, problems, queries
from tuvurane.care.codes import Closing, Deed, Level, Source, Step, Worry
from tuvurane.care.models import CareEntry, Concern, Contact, Escalation
from tuvurane.config import daily
from tuvurane.groups import queries as groups
from tuvurane.people import problems as people_problems
from tuvurane.people import queries as people
from tuvurane.people.roles import Role

SEEN = "She spoke of the river at night"
HOUR = timedelta(hours=1)


def raising(item=Worry.SELF_HARM, *, words="", urgent=False):
    return actions.Raising(Source.OFFICE, item, TODAY, words=words, urgent=urgent)


def test_what_is_written_is_sealed_under_a_key_of_the_concern_alone(cast, aminas_group):
    one, two = (make_concern(aminas_group, seat, item="self_harm", words=SEEN) for seat in (1, 2))
    make_contact(cast["didier"], one, words="Her sister stays with her")

    stored = [bytes(blob) for blob in Concern.objects.values_list("words_sealed", flat=True)]
    stored += [bytes(blob) for blob in Contact.objects.values_list("words_sealed", flat=True)]

    assert not [blob for blob in stored if b"river" in blob or b"sister" in blob]
    assert queries.opened(one, one.words_sealed, one.pk) == SEEN
    assert [told.words for told in queries.contacts_of(Concern.objects.get(pk=one.pk))] == ["Her sister stays with her"]
    assert one.key_wrapped != two.key_wrapped


def test_a_concern_without_words_has_no_key_and_gets_one_with_its_first(cast, aminas_group):
    concern = make_concern(aminas_group)
    before = concern.key_wrapped

    make_contact(cast["didier"], concern, words=SEEN)

    assert before is None
    assert Concern.objects.get().key_wrapped is not None


def test_what_is_said_again_is_kept_and_help_that_is_needed_now_hastens_it(cast, aminas_group):
    first = make_concern(aminas_group, item="self_harm", words=SEEN)

    again = make_concern(aminas_group, item="self_harm", words="She has locked the door", urgent=True, now=NOW + HOUR)

    stored = Concern.objects.get()
    assert again == first == stored
    assert (stored.next_by, stored.urgent) == (NOW + 2 * HOUR, True)
    assert [(told.contact.what, told.words) for told in queries.contacts_of(stored)] == [
        (Step.AGAIN, "She has locked the door")
    ]


def test_somebody_of_whom_no_name_was_said_is_always_another_one(cast, aminas_group):
    made = [
        actions.raise_concern(
            actor=SYSTEM, concern_id=new_id(), participant_id=None, group=aminas_group, raising=raising(), now=NOW
        )
        for _ in range(2)
    ]

    assert Concern.objects.count() == 2
    assert {one.participant for one in made} == {None}


@pytest.mark.parametrize(
    ("name", "place", "group", "may"),
    [
        ("amina", None, True, True),
        ("bosco", None, True, False),  # a facilitator, of their own groups only
        ("amina", "Muriza", False, False),
        ("carine", None, True, True),
        ("carine", "Butare", False, True),
        ("carine", "Makamba", False, False),
        ("coordinator", "Makamba", False, True),
        ("didier", "Makamba", False, True),
        ("director", "Muriza", False, False),
        ("eva", None, True, False),
        ("stranger", None, True, False),
    ],
)
def test_whoever_works_with_people_raises_concerns_where_they_work(cast, aminas_group, name, place, group, may):
    def sent():
        return actions.raise_from_office(
            actor=cast.actor(name),
            concern_id=new_id(),
            place=cast.places[place or "Muriza"],
            raising=raising(words=SEEN),
            now=NOW,
            group=aminas_group if group else None,
        )

    if may:
        assert sent().raised_by == cast[name]
        return
    with pytest.raises(people_problems.NotAllowed):
        sent()


def test_an_unknown_sort_of_concern_is_refused_with_those_that_are_known(cast, aminas_group):
    with pytest.raises(problems.WorryUnknown) as refused:
        actions.raise_from_office(
            actor=cast.actor("carine"),
            concern_id=new_id(),
            place=aminas_group.place,
            raising=raising("srq_17"),
            now=NOW,
            group=aminas_group,
        )
    assert "self_harm" in refused.value.sentence()


# what is noted of an open concern that nobody has talked about -> how it is refused
REFUSED = [
    ({"what": Step.AGAIN}, problems.StepUnknown),
    ({"what": Step.LEVELLED}, problems.LevelMissing),
    ({"what": Step.LEVELLED, "level": Level.NONE}, problems.TalkFirst),
    ({"what": Step.NOT_REACHED, "level": Level.NONE}, problems.LevelWithoutMeeting),
    ({"what": Step.CLOSED}, problems.ClosingMissing),
    ({"what": Step.CLOSED, "closed_as": Closing.ERASED}, problems.ClosingMissing),
    ({"what": Step.CLOSED, "closed_as": Closing.RESOLVED}, problems.TalkFirst),
    ({"what": Step.CLOSED, "closed_as": Closing.NOT_REACHABLE}, problems.TriesTooFew),
    ({"what": Step.REOPENED}, problems.ConcernNotClosed),
    ({"what": Step.TALKED, "at": NOW + HOUR}, problems.MomentInTheFuture),
    ({"what": Step.TALKED, "next_by": NOW - HOUR}, problems.NextInThePast),
]


@pytest.mark.parametrize(("said", "problem"), REFUSED)
def test_what_the_way_does_not_allow_is_refused_and_leaves_nothing(cast, aminas_group, said, problem):
    concern = make_concern(aminas_group)

    with pytest.raises(problem):
        actions.note_contact(
            actor=cast.actor("didier"),
            contact_id=new_id(),
            concern=concern,
            content=actions.ContactContent(**{"at": NOW} | said),
            now=NOW,
        )

    assert not Contact.objects.exists()


def test_tries_on_three_days_close_it_as_not_reachable(cast, aminas_group):
    concern = make_concern(aminas_group)
    for day in (0, 0, 1, 2):
        make_contact(cast["didier"], concern, Step.NOT_REACHED, at=NOW + timedelta(days=day))

    closed = make_contact(
        cast["didier"], concern, Step.CLOSED, at=NOW + timedelta(days=2), closed_as=Closing.NOT_REACHABLE
    )

    assert closed.closed_as == Closing.NOT_REACHABLE


def test_a_closed_one_is_opened_again_by_a_new_entry_unless_the_same_is_open(cast, aminas_group):
    make_on_call(cast["didier"], cast.places["Burunga"])
    concern = close_concern(cast["didier"], make_concern(aminas_group))

    reopened = make_contact(cast["didier"], concern, Step.REOPENED, at=NOW + HOUR)
    close_concern(cast["didier"], reopened, at=NOW + 2 * HOUR)
    make_concern(aminas_group, now=NOW + 3 * HOUR)

    assert (reopened.closed_at, reopened.next_what, reopened.must_act) == (None, "talk", cast["didier"])
    assert [one.contact.what for one in queries.contacts_of(concern)] == [
        "talked", "closed", "reopened", "talked", "closed",
    ]  # fmt: skip
    with pytest.raises(problems.ConcernOpenElsewhere):
        make_contact(cast["didier"], concern, Step.REOPENED, at=NOW + 4 * HOUR)


@pytest.fixture
def ladder(cast):
    """Dorine is on call for Musongati; Desire holds the role there too, and Didier above them."""
    for name, place in (("dorine", "Musongati"), ("desire", "Musongati")):
        cast.accounts[name] = make_account(cast.organisation, name, role=Role.SAFEGUARDING, place=cast.places[place])
    make_on_call(cast["dorine"], cast.places["Musongati"])
    return cast


# hours after it was raised -> who is called, and what the director is told
CALLED = [
    (1, {"dorine"}, 0),
    (24, {"dorine"}, 0),
    (25, {"dorine", "desire"}, 0),
    (49, {"dorine", "desire", "didier"}, 0),
    (73, {"dorine", "desire", "didier"}, 1),
    (9_000, {"dorine", "desire", "didier"}, 1),  # nothing expires
]


@pytest.mark.parametrize(("hours", "called", "told"), CALLED)
def test_who_is_called_is_computed_from_the_hour(ladder, aminas_group, hours, called, told):
    concern, now = make_concern(aminas_group), NOW + hours * HOUR

    found = {
        name
        for name in ("dorine", "desire", "didier")
        if concern.pk in queries.calling(ladder.actor(name), [concern], now)
    }

    assert found == called
    assert queries.unanswered(ladder.actor("director"), now) == told
    assert queries.unanswered(ladder.actor("coordinator"), now) == 0
    loud = {name for name in ("dorine", "desire", "didier") if queries.overdue_calling(ladder.actor(name), now)}
    assert loud == (called if hours > 24 else set())


def test_where_danger_is_near_they_are_called_by_the_hour(ladder, aminas_group):
    concern = make_concern(aminas_group, item="self_harm", urgent=True)

    assert [queries.rung_of(concern, NOW + hours * HOUR) for hours in (1, 1.5, 2.5, 3.5)] == [0, 1, 2, 3]


def test_where_nobody_is_on_call_all_of_the_place_are_called_at_once(cast, aminas_group):
    concern = make_concern(aminas_group)

    assert queries.calling(cast.actor("didier"), [concern], NOW) == {concern.pk}


def test_each_rung_is_written_once_and_says_when_it_was(ladder, aminas_group):
    concern, late = make_concern(aminas_group), NOW + 50 * HOUR

    wrote = [actions.write_all_escalations(late), actions.write_all_escalations(late)]
    later = actions.write_all_escalations(NOW + 80 * HOUR)

    assert (wrote, later) == ([2, 0], 1)
    assert list(Escalation.objects.order_by("rung").values_list("rung", "at")) == [
        (1, NOW + 24 * HOUR),
        (2, NOW + 48 * HOUR),
        (3, NOW + 72 * HOUR),
    ]
    assert CareEntry.objects.filter(what=Deed.ESCALATE, concern=concern).count() == 3


def test_what_nobody_looks_at_is_written_by_the_daily_run(ladder, aminas_group):
    concern, night = make_concern(aminas_group), datetime(2026, 11, 25, 1, 0, tzinfo=UTC)  # three o'clock there

    assert daily.tick(night)

    written = list(Escalation.objects.order_by("rung").values_list("concern", "rung", "noted_at"))
    assert written == [(concern.pk, 1, night), (concern.pk, 2, night)]


def test_what_was_late_is_written_before_it_is_answered_and_starts_anew(ladder, aminas_group):
    concern = make_concern(aminas_group)

    make_contact(ladder["didier"], concern, at=NOW + 30 * HOUR)
    make_contact(ladder["didier"], concern, Step.LEVELLED, at=NOW + 90 * HOUR, level=Level.NONE)

    assert list(Escalation.objects.order_by("at").values_list("rung", "over")) == [
        (1, NOW + 24 * HOUR),
        (1, NOW + 54 * HOUR),
        (2, NOW + 54 * HOUR),
    ]


def test_a_look_needs_a_reason_and_says_whether_they_were_on_call(ladder, aminas_group):
    concern = make_concern(aminas_group)

    for name, why in (("dorine", "on_call"), ("didier", "audit")):
        actions.look(actor=ladder.actor(name), concern=concern, why=why, now=NOW)
    with pytest.raises(problems.ReasonMissing):
        actions.look(actor=ladder.actor("didier"), concern=concern, why="curiosity", now=NOW)

    told = queries.looks_visible_to(ladder.actor("didier")).order_by("pk")
    assert list(told.values_list("by__username", "why", "off_duty")) == [
        ("dorine", "on_call", False),
        ("didier", "audit", True),
    ]


def test_nobody_is_hidden_from_the_log_of_looks_and_it_is_of_ones_own_places(ladder, aminas_group, boscos_group):
    near = make_account(ladder.organisation, "darcy", role=Role.SAFEGUARDING, place=ladder.places["Butare"])
    for concern in (make_concern(aminas_group), make_concern(boscos_group)):
        actions.look(actor=ladder.actor("didier"), concern=concern, why="audit", now=NOW)

    assert queries.looks_visible_to(ladder.actor("didier")).count() == 2
    assert queries.looks_visible_to(people.actor_of(near, on=TODAY)).count() == 1
    assert not queries.looks_visible_to(ladder.actor("coordinator")).exists()


def test_the_reason_of_a_look_is_remembered_for_one_sitting(ladder, aminas_group):
    didier = ladder.actor("didier")
    actions.look(actor=didier, concern=make_concern(aminas_group), why="audit", now=NOW)

    asked = [queries.reason_of_sitting(didier, NOW + timedelta(minutes=minutes)) for minutes in (0, 15, 16)]

    assert asked == ["audit", "audit", ""]
    assert queries.reason_of_sitting(ladder.actor("dorine"), NOW) == ""


def test_whoever_is_erased_leaves_no_word_and_no_way_to_them(cast, aminas_group):
    open_, closed = make_concern(aminas_group, item="self_harm", words=SEEN), make_concern(aminas_group, about=new_id())
    make_contact(cast["didier"], open_, words="Her sister stays with her")
    close_concern(cast["didier"], closed)
    other = make_concern(aminas_group, 2, item="self_harm", words="Another one")

    told = actions.erase_participant(participant_id=groups.seats_of(aminas_group)[1], now=NOW + HOUR)

    assert told == {"concerns": 2, "concern_words": 2, "referrals": 0, "openings": 0, "exports": 0}
    gone = Concern.objects.exclude(pk=other.pk)
    left = gone.values_list("participant", "group", "about", "key_wrapped", "words_sealed")
    assert {value for row in left for value in row} == {None}
    assert set(gone.values_list("closed_as", flat=True)) == {"erased", "resolved"}
    assert not Contact.objects.filter(words_sealed__isnull=False).exists()
    assert queries.opened(other, other.words_sealed, other.pk) == "Another one"


def test_where_words_about_others_name_whoever_is_erased_the_name_is_struck_out(cast, aminas_group):
    erased = groups.seats_of(aminas_group)[1]
    name = groups.names_of(erased).identity.called
    other = make_concern(aminas_group, 2, item="self_harm", words=f"She asked for {name} at night")
    make_contact(cast["didier"], other, words=f"{name} may not know")

    actions.erase_participant(participant_id=erased, now=NOW + HOUR)

    kept = Concern.objects.get()
    told = [queries.opened(kept, kept.words_sealed, kept.pk), *(one.words for one in queries.contacts_of(kept))]
    assert not [words for words in told if name in words]
    assert told[0].startswith("She asked for")
