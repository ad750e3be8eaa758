"""A yes is heard once, answered by a person, and told in the log of its room alone."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from tests.cast import NOW, TODAY
from tests.factories.care import close_concern, make_concern, make_contact, make_on_call
from tests.factories.groups import make_group, new_id
from tests.factories.people import make_account
from tuvurane.care import actions, problems, queries
from tuvurane.care.codes import Deed, Step
from tuvurane.care.models import Concern
from tuvurane.journal.models import Entry
from tuvurane.people.roles import Role

LATER = NOW + timedelta(hours=5)


def lines(concern: Concern) -> list[tuple[str, str, str]]:
    """What the log tells of a concern, in its order: what, by whom, what was done."""
    return [(one.what, one.by.username if one.by else "", one.did) for one in concern.entries.order_by("pk")]


def test_whoever_is_nearest_on_call_must_act_within_the_day(cast, aminas_group):
    near = make_account(cast.organisation, "dorine", role=Role.SAFEGUARDING, place=cast.places["Musongati"])
    make_on_call(cast["didier"], cast.places["Burunga"])
    make_on_call(near, cast.places["Musongati"])

    concern = make_concern(aminas_group)

    assert concern.must_act == near
    assert concern.next_by == NOW + timedelta(hours=24)


def test_where_nobody_is_on_call_the_role_must_act(cast, aminas_group):
    make_on_call(cast["didier"], cast.places["Makamba"])

    assert make_concern(aminas_group).must_act is None


def test_a_second_yes_while_one_waits_raises_none_and_is_told(cast, aminas_group):
    first = make_concern(aminas_group)
    again = make_concern(aminas_group, said_on=TODAY + timedelta(days=9), now=LATER)
    other = make_concern(aminas_group, item="phq_9")

    assert again == first
    assert other != first
    assert [what for what, _, _ in lines(first)] == [Deed.RAISE, Deed.AGAIN]


def test_a_pause_a_talk_and_the_rest_of_the_questionnaire_are_one_concern(cast, aminas_group):
    """Said on day one, talked about on day two, and the questionnaire finished on day three."""
    interview = new_id()
    first = make_concern(aminas_group, about=interview)
    close_concern(cast["didier"], first, at=LATER)

    finished = make_concern(aminas_group, about=interview, said_on=TODAY + timedelta(days=2), now=LATER)

    assert finished == first
    assert not Concern.objects.filter(closed_at__isnull=True).exists()


def test_a_phone_whose_clock_was_set_back_loses_no_later_yes(cast, aminas_group):
    first = make_concern(aminas_group, about=new_id())
    close_concern(cast["didier"], first, at=LATER)

    same_day_to_the_phone = make_concern(aminas_group, about=new_id(), said_on=first.said_on, now=LATER)
    of_an_app_of_before = make_concern(aminas_group, 2, said_on=first.said_on, now=LATER)

    assert same_day_to_the_phone != first
    assert set(Concern.objects.filter(closed_at__isnull=True)) == {same_day_to_the_phone, of_an_app_of_before}


def test_a_yes_that_was_taken_into_a_waiting_one_is_known_after_the_talk(cast, aminas_group):
    second_interview = new_id()
    first = make_concern(aminas_group, about=new_id())
    make_concern(aminas_group, about=second_interview, now=LATER)
    close_concern(cast["didier"], first, at=LATER)

    assert make_concern(aminas_group, about=second_interview, now=LATER) == first


def test_a_record_of_a_phone_is_known_again_by_who_sent_it(cast):
    record = new_id()

    def came():
        return actions.note_arrival(
            record_id=record, organisation_id=cast.organisation.pk, by=cast["amina"].pk, now=NOW
        )  # fmt: skip

    assert [came(), came()] == [True, False]
    assert queries.held_records(cast["amina"].pk, [record, new_id()]) == {record}
    assert queries.held_records(cast["bosco"].pk, [record]) == set()


def test_a_person_says_what_was_done_and_the_log_tells_who_looked(cast, aminas_group):
    concern = make_concern(aminas_group)

    actions.look(actor=cast.actor("didier"), concern=concern, why="own_task", now=NOW)
    make_contact(cast["didier"], concern, Step.NOT_REACHED)
    close_concern(cast["didier"], concern, at=LATER)

    stored = Concern.objects.get()
    assert (stored.closed_as, stored.closed_at, stored.closed_by) == ("resolved", LATER, cast["didier"])
    assert lines(concern) == [
        ("raise", "", ""),
        ("look", "didier", ""),
        ("act", "didier", "not_reached"),
        ("act", "didier", "talked"),
        ("act", "didier", "closed"),
    ]
    with pytest.raises(problems.ConcernDone):
        make_contact(cast["didier"], concern, at=LATER)


def test_the_common_journal_hears_nothing(cast, aminas_group):
    before = Entry.objects.count()

    concern = make_concern(aminas_group)
    make_on_call(cast["didier"], cast.places["Burunga"])
    actions.look(actor=cast.actor("didier"), concern=concern, why="on_call", now=NOW)
    close_concern(cast["didier"], concern)

    assert Entry.objects.count() == before


def test_those_over_their_time_stand_first_and_the_done_last(cast, aminas_group):
    didier = cast.actor("didier")
    done, waits, over = (
        make_concern(aminas_group, seat, now=NOW - timedelta(hours=hours)) for seat, hours in ((1, 90), (2, 1), (3, 50))
    )
    close_concern(cast["didier"], done)

    assert list(queries.concerns_visible_to(didier)) == [over, waits, done]


def test_each_sees_those_of_their_own_places_only(cast, aminas_group, boscos_group):
    near = make_account(cast.organisation, "dorine", role=Role.SAFEGUARDING, place=cast.places["Butare"])
    stranger = make_account(cast.other, "other", role=Role.SAFEGUARDING, place=cast.places["Burunga"])
    one, two = make_concern(aminas_group), make_concern(boscos_group)

    def seen(name):
        return set(queries.concerns_visible_to(cast.actor(name)))

    cast.accounts |= {"dorine": near, "other": stranger}
    assert seen("didier") == {one, two}
    assert seen("dorine") == {two}
    assert seen("other") == set()
    with pytest.raises(problems.ConcernUnknown):
        queries.concern_for(cast.actor("dorine"), one.pk)


def test_whoever_changed_groups_meanwhile_has_one_concern(cast, aminas_group):
    """The database itself holds one open concern for a person and an item, whatever the group."""
    first = make_concern(aminas_group)
    elsewhere = make_group(cast.organisation, cast.places["Butare"], name="Kure", members=1)
    copy = {field.attname: getattr(first, field.attname) for field in Concern._meta.concrete_fields}

    with pytest.raises(IntegrityError), transaction.atomic():
        Concern.objects.create(**copy | {"id": new_id(), "group_id": elsewhere.pk})


CLOSED = {"state": "closed", "next_what": "", "next_by": None, "closed_at": NOW, "closed_as": "resolved"}


@pytest.mark.parametrize(
    ("constraint", "changed"),
    [
        ("concern_source_is_known", {"source": "rumour"}),
        ("concern_level_is_known", {"level": "high"}),
        ("concern_waits_or_is_closed", {"state": "forgotten"}),
        ("concern_waits_or_is_closed", {"next_by": None}),
        ("concern_waits_or_is_closed", {"next_what": ""}),
        ("concern_waits_or_is_closed", {"closed_at": NOW, "closed_by": "didier"}),
        ("concern_waits_or_is_closed", {"closed_as": "resolved"}),
        (
            "concern_waits_or_is_closed",
            CLOSED | {"closed_as": "forgotten", "closed_by": "didier"},
        ),
        ("concern_is_closed_by_somebody", CLOSED),
        ("concern_words_have_a_key", {"words_sealed": b"words"}),
    ],
)
def test_the_database_refuses_a_concern_that_cannot_be(cast, aminas_group, constraint, changed):
    """Each breaks one constraint alone: which of several a database names first is its own affair."""
    make_concern(aminas_group)
    if "closed_by" in changed:
        changed = changed | {"closed_by": cast[changed["closed_by"]]}

    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Concern.objects.update(**changed)
