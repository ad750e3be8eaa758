"""A phone holds as little as possible: the exact shape of what is given to it, and when it changes."""

from collections.abc import Callable
from datetime import timedelta
from functools import reduce

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.cast import NOW, SYSTEM, TODAY
from tests.factories.care import make_on_call, make_service
from tests.factories.groups import make_consent, make_group, make_participant, make_session, new_id
from tests.factories.phones import (
    Phone,
    Record,
    declined_record,
    interview_record,
    missed_record,
    session_record,
)
from tuvurane.care import actions as care_actions
from tuvurane.foundation import clock
from tuvurane.groups import actions as group_actions
from tuvurane.groups import queries as group_queries
from tuvurane.groups.codes import Leaving, Mark, MissedReason, Purpose, Status, Voice
from tuvurane.groups.models import Group
from tuvurane.groups.queries import Identity
from tuvurane.journal import queries as journal
from tuvurane.measures import actions as measures_actions
from tuvurane.measures.codes import Anchor, Arm, Wave
from tuvurane.sync import pull

# Every key that may stand on a phone. A new one is added here on purpose, by somebody who has read rule four.
WORDS = {"en": "", "fr": "", "rn": "", "sw": ""}
REPORT = {"id": "", "by": "", "counted": 0}
SHAPE = {
    "results": [],
    "revoked": 0,
    "cursor": 0,
    "more": 0,
    "gone": [""],
    "groups": [
        {
            "id": "", "name": "", "place": "", "language": "", "status": "", "seed": 0, "weekday": 0, "starts_on": "",
            "facilitators": [{"n": 0, "name": ""}],
            "people": [{"seat": 0, "name": ""}],
            "sessions": [{"n": 0, "on": "", "phase": ""}],
            "missed": [{"on": "", "reason": ""}],
            "waves": [
                {"arm": "", "wave": "", "opens": "", "due": "", "closes": "", "asks": [{"instrument": "", "done": [0]}]}
            ],
            "agreed": [0],
            "only_ask": 0,
            "call": "",
            "voice": [{"n": 0, "heard": "", "safe": "", "respected": "", "helped": ""}],
            "beside": [{"n": 0, "reports": [REPORT], "differ": [{"key": "", "values": [0]}]}],
            "beside_missed": [{"on": "", "reports": [REPORT | {"reason": ""}]}],
        }
    ],
    "digest": "",
    "definitions": {
        "me": {"name": "", "language": "", "only_asks": 0},
        "expires_days": 0,
        "unfinished_days": 0,
        "instruments": [
            {
                "name": "", "version": "", "title": "",
                "items": [{"key": "", "label": WORDS, "text": {}, "safeguarding": 0}],
                "options": [{"value": 0, "label": WORDS}],
            }
        ],
    },
    "screening": [],
}  # fmt: skip


def shape_of(found):
    """The keys, all the way down; lists by all that their members have."""
    if isinstance(found, dict):
        return {key: shape_of(value) for key, value in found.items()}
    if isinstance(found, list):
        shapes = [shape_of(value) for value in found]
        if shapes and isinstance(shapes[0], dict):  # what only some of them have belongs there too
            return [reduce(together, shapes)]
        assert all(shape == shapes[0] for shape in shapes)
        return shapes[:1]
    return 0 if isinstance(found, int) else ""


def together(one, other):
    """Two shapes of one thing, all the way down."""
    if isinstance(one, dict) and isinstance(other, dict):
        return {key: together(one.get(key, other.get(key)), other.get(key, one.get(key))) for key in one | other}
    if isinstance(one, list) and isinstance(other, list) and one and other:
        return [together(one[0], other[0])]
    return one or other


def settled(found):
    """Without the order of lists: a phone sorts by itself."""
    if isinstance(found, dict):
        return {key: settled(value) for key, value in found.items()}
    return sorted(map(settled, found), key=str) if isinstance(found, list) else found


def ids(groups):
    return [group["id"] for group in groups]


@pytest.fixture
def full(cast):
    """A group of amina's that began today, with everything that a phone may show, and much that it may not."""
    held = {"held_on": clock.today(), "now": clock.now()}
    group = make_group(cast.organisation, cast.places["Muriza"], leaders=[cast["amina"]], members=4)
    vote = {question: group_actions.Tally(1, 0, 0) for question in Voice}
    make_session(group, **held, note="She wept.", marks={1: Mark.PRESENT}, voice=vote)
    make_session(group, **held, note="He shouted.", marks={1: Mark.PRESENT}, minutes=200, voice=vote)
    make_session(group, number=2, **held)
    for reason in (MissedReason.RAIN, MissedReason.MOURNING):
        group_actions.record_missed_session(
            actor=SYSTEM, group=group, missed_id=new_id(), on=TODAY, reason=reason, now=NOW
        )
    make_participant(group, "Iradukunda Nadia", nickname="Mama Ange", contact="+257 79 123 456")
    for instrument in ("srq20", "who5"):
        make_declined(group, instrument=instrument)
    return group


def make_declined(group, seat=1, *, instrument="srq20"):
    """Somebody did not want to be asked before the first session."""
    measures_actions.record_declined(
        actor=SYSTEM,
        declined_id=new_id(),
        participant_id=group_queries.seats_of(group)[seat],
        group=group,
        arm=Arm.GROUP,
        wave=Wave.BASELINE,
        instrument=instrument,
        on=TODAY,
        now=NOW,
    )


def test_a_phone_is_given_exactly_these_keys(phone, full):
    assert shape_of(phone.sync(holds=[str(new_id())])) == SHAPE


def test_a_phone_is_given_nicknames_and_no_more_of_a_person(phone, full):
    told = phone.sync()

    assert told["groups"][0]["people"][-1] == {"seat": 5, "name": "Mama Ange"}
    assert not [secret for secret in ("Iradukunda", "+257", "wept", "shouted", "mango") if secret in str(told)]


@pytest.mark.parametrize("make", [interview_record, declined_record])
def test_after_an_answer_or_a_refusal_nothing_comes_back_but_that_it_is_no_longer_asked(phone, begins, make):
    before = phone.sync()["groups"][0]

    assert phone.sync(make(begins))["results"] == [{"outcome": "accepted"}]

    after = phone.sync()["groups"][0]
    assert {name for name in before if before[name] != after[name]} == {"waves"}
    assert [done_in(before), done_in(after)] == [{"srq20": [], "who5": []}, {"srq20": [1], "who5": []}]


def done_in(group):
    """Who is done with each questionnaire of the only window."""
    (window,) = group["waves"]
    return {one["instrument"]: one["done"] for one in window["asks"]}


def test_a_phone_is_given_its_own_groups_alone(cast, aminas_group, boscos_group):
    given = {name: ids(Phone(cast[name]).sync()["groups"]) for name in ("amina", "bosco")}

    assert given == {"amina": [str(aminas_group.pk)], "bosco": [str(boscos_group.pk)]}


def test_who_left_the_circle_leaves_the_phone(phone, aminas_group):
    person = aminas_group.memberships.get(seat=2).participant
    group_actions.leave_group(actor=SYSTEM, group=aminas_group, participant=person, on=TODAY, why=Leaving.WORK, now=NOW)

    assert [member["seat"] for member in phone.sync()["groups"][0]["people"]] == [1, 3, 4]


def test_a_group_that_goes_to_another_facilitator_leaves_the_phone(cast, phone, aminas_group, moved_away):
    cursor, held = phone.sync()["cursor"], [str(aminas_group.pk)]
    moved_away()

    left, came = phone.sync(since=cursor, holds=held), Phone(cast["bosco"]).sync(since=cursor)

    assert (left["gone"], left["groups"]) == (held, [])
    assert ids(came["groups"]) == held


def test_a_phone_is_told_of_every_group_that_it_should_not_hold(phone, aminas_group, boscos_group):
    strange = [str(boscos_group.pk), str(new_id())]

    assert phone.sync(holds=[str(aminas_group.pk), *strange])["gone"] == sorted(strange)


def test_a_group_given_back_comes_again_although_nothing_touched_it(phone, aminas_group):
    cursor = phone.sync()["cursor"]

    again = phone.sync(since=cursor, holds=[])

    assert ids(again["groups"]) == [str(aminas_group.pk)]
    assert again["cursor"] == cursor


CHANGES: dict[str, Callable[[Group], object]] = {
    "a session": make_session,
    "a new member": make_participant,
    "a consent": lambda group: make_consent(group, group.memberships.get(seat=1).participant, Purpose.TAKE_PART),
    "another name": lambda group: group_actions.change_group(
        actor=SYSTEM, group=group, name="New", site="", language="rn", weekday=1, now=NOW
    ),
    "a corrected name": lambda group: group_actions.change_identity(
        actor=SYSTEM, group=group, participant=group.memberships.get(seat=1).participant, now=NOW,
        identity=Identity("Jeanne"),
    ),
    "a move": lambda group: group_actions.move_group(
        actor=SYSTEM, group=group, to=Status.GRADUATED, on=TODAY, reason="", now=NOW
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", CHANGES)
def test_what_changed_comes_once_and_only_that(cast, phone, aminas_group, name):
    quiet = make_group(cast.organisation, cast.places["Muriza"], name="Quiet", leaders=[cast["amina"]])
    holds = [str(aminas_group.pk), str(quiet.pk)]
    cursor = phone.sync()["cursor"]
    CHANGES[name](aminas_group)

    changed = phone.sync(since=cursor, holds=holds)

    assert (ids(changed["groups"]), changed["gone"]) == ([str(aminas_group.pk)], [])
    assert changed["cursor"] == journal.cursor() > cursor
    assert phone.sync(since=changed["cursor"], holds=holds)["groups"] == []


# ------------------------------------------------------------------------------------------------- the echo


@pytest.fixture
def asked(phone, aminas_group):
    """What a phone asks that holds the group as it is."""
    return {"since": phone.sync()["cursor"], "holds": [str(aminas_group.pk)]}


def third_session(group):
    return session_record(group, 3)


@pytest.mark.parametrize("make", [third_session, missed_record, interview_record, declined_record])
def test_what_this_phone_just_said_is_not_said_back(phone, aminas_group, make):
    for number in (1, 2):
        make_session(aminas_group, number=number)
    asked = {"since": phone.sync()["cursor"], "holds": [str(aminas_group.pk)]}

    answer = phone.sync(make(aminas_group), **asked)

    assert answer["groups"] == []
    assert phone.sync(since=answer["cursor"], holds=asked["holds"])["groups"] == []


def test_what_somebody_else_changed_too_is_said(phone, aminas_group, asked):
    CHANGES["a corrected name"](aminas_group)

    (group,) = phone.sync(session_record(aminas_group), **asked)["groups"]

    assert (group["people"][0]["name"], len(group["sessions"])) == ("Jeanne", 1)


def test_what_somebody_else_changed_a_moment_later_is_said_at_the_next_time(phone, aminas_group, asked):
    cursor = phone.sync(session_record(aminas_group), **asked)["cursor"]
    CHANGES["a corrected name"](aminas_group)

    (group,) = phone.sync(since=cursor, holds=asked["holds"])["groups"]

    assert (group["people"][0]["name"], len(group["sessions"])) == ("Jeanne", 1)


def test_a_report_whose_answer_was_lost_is_said_back(phone, aminas_group, asked):
    sent = session_record(aminas_group)
    phone.sync(sent, **asked)

    assert ids(phone.sync(sent, **asked)["groups"]) == asked["holds"]


def test_a_correction_is_said_back(phone, aminas_group, asked):
    first = session_record(aminas_group)
    phone.sync(first, **asked)

    told = phone.sync(session_record(aminas_group, replaces=first["id"], phase="trust"), **asked)

    assert [session["phase"] for session in told["groups"][0]["sessions"]] == ["trust"]


def test_a_report_that_stands_beside_is_said_back_with_both_readings(cast, phone, aminas_group, asked):
    make_session(aminas_group, actor=cast.actor("carine"), session_id=new_id(), minutes=170)

    told = phone.sync(session_record(aminas_group, 1, min=185), **asked)

    (beside,) = told["groups"][0]["beside"]
    assert [(report["by"], report["counted"]) for report in beside["reports"]] == [("Carine", True), ("Amina", False)]
    assert beside["differ"] == [{"key": "min", "values": [170, 185]}]


@pytest.mark.parametrize("n", range(1, 16))
def test_what_a_session_opens_or_closes_is_said_although_the_phone_reported_it(phone, aminas_group, n):
    """Questions fall due, or no longer are, by the number of sessions held: the phone does not compute that."""
    for number in range(1, n):
        make_session(aminas_group, number=number)
    asked = {"since": phone.sync()["cursor"], "holds": [str(aminas_group.pk)]}
    shown = phone.sync()["groups"][0]

    told = phone.sync(session_record(aminas_group, n), **asked)["groups"]

    mine = {"n": n, "on": "2026-09-08", "phase": "safety"}
    after = told[0] if told else shown | {"sessions": [*shown["sessions"], mine]}
    assert settled(after) == settled(phone.sync()["groups"][0])


# ------------------------------------------------------------------------------------------------ pages and cursor


@pytest.fixture
def many(cast):
    """Thirty groups of amina's, each on its own number of the sequence."""
    hill = cast.places["Muriza"]
    return {
        str(make_group(cast.organisation, hill, name=f"G{n}", leaders=[cast["amina"]], status=Status.PLANNED).pk)
        for n in range(2 * pull.PAGE + 6)
    }


def turn(phone, since, holds):
    """Ask page after page, as a phone does; answers the pages."""
    pages: list[Record] = []
    holds = set(holds)
    while not pages or pages[-1]["more"]:
        digest = pages[-1]["digest"] if pages else ""
        pages.append(phone.sync(since=since, holds=sorted(holds), digest=digest))
        since = pages[-1]["cursor"]
        holds |= set(ids(pages[-1]["groups"]))
    return pages


def test_many_groups_come_in_pages_each_once(phone, many):
    pages = turn(phone, 0, ())

    assert [len(page["groups"]) for page in pages] == [12, 12, 6]
    assert {key for page in pages for key in ids(page["groups"])} == many
    assert pages[-1]["cursor"] == journal.cursor()


def test_the_cursor_only_moves_forward(phone, many):
    cursors = [page["cursor"] for page in turn(phone, 0, ())]

    assert cursors == sorted(cursors)
    assert [page["cursor"] for page in turn(phone, cursors[-1], ())] == [cursors[-1]] * 3


def test_what_changes_between_two_pages_comes_again(phone, many):
    first = phone.sync()
    touched = Group.objects.get(pk=first["groups"][0]["id"])
    CHANGES["another name"](touched)

    rest = turn(phone, first["cursor"], ids(first["groups"]))

    assert [group["name"] for page in rest for group in page["groups"] if group["id"] == str(touched.pk)] == ["New"]


def test_a_phone_that_has_read_further_than_the_office_remembers_is_told_everything(phone, aminas_group):
    """The office was rebuilt from a backup: its numbers begin again, and what the phone has read may be undone."""
    told = phone.sync(since=journal.cursor() + 1, holds=[str(aminas_group.pk)])

    assert (ids(told["groups"]), told["cursor"]) == ([str(aminas_group.pk)], journal.cursor())


# ------------------------------------------------------------------------------------------------- definitions


def test_definitions_travel_only_when_they_differ(phone):
    first = phone.sync()

    again = phone.sync(digest=first["digest"])

    assert [instrument["name"] for instrument in first["definitions"]["instruments"]] == ["srq20", "who5"]
    assert (again["definitions"], again["digest"]) == (None, first["digest"])


def test_definitions_travel_again_to_a_phone_that_speaks_another_language(cast, phone):
    other = Phone.with_token(phone.token, language="rn")

    first, second = phone.sync(), other.sync(digest=phone.sync()["digest"])

    assert (second["definitions"] is None) is (first["definitions"] == other.sync()["definitions"])


def test_no_scoring_and_no_cut_off_travels(phone):
    told = str(phone.sync()["definitions"])

    assert not [word for word in ("cutoff", "score", "reverse", "total", "flag") if word in told.lower()]


# ------------------------------------------------------------------------------------------------ what leaves


def graduated(cast, on):
    group = make_group(cast.organisation, cast.places["Muriza"], leaders=[cast["amina"]])
    return group_actions.move_group(actor=SYSTEM, group=group, to=Status.GRADUATED, on=on, reason="", now=clock.now())


def test_a_graduated_group_stays_for_the_last_questions_and_then_leaves(cast, phone):
    today = clock.today()
    for days, stays in ((0, True), (60, True), (61, False)):
        group = graduated(cast, today - timedelta(days=days))
        assert (str(group.pk) in phone.sync(holds=[str(group.pk)])["gone"]) is not stays
        group_actions.change_group(
            actor=SYSTEM, group=group, name=f"{days}", site="", language="rn", weekday=None, now=NOW
        )


def test_a_stopped_group_leaves_at_once(phone, aminas_group):
    group_actions.move_group(actor=SYSTEM, group=aminas_group, to=Status.STOPPED, on=TODAY, reason="", now=NOW)

    told = phone.sync(holds=[str(aminas_group.pk)])

    assert (told["gone"], told["groups"]) == ([str(aminas_group.pk)], [])


def queries_of(ask):
    with CaptureQueriesContext(connection) as questions:
        ask()
    return len(questions)


def test_news_ask_as_many_questions_of_the_database_for_many_groups_as_for_one(cast, phone, full):
    phone.sync()
    alone = queries_of(phone.sync)
    for number in range(4):
        group = make_group(
            cast.organisation, cast.places["Muriza"], name=f"G{number}", leaders=[cast["amina"]], members=9
        )
        make_session(group)
        make_session(group, minutes=100)

    assert queries_of(phone.sync) == alone <= 40
    assert len(phone.sync()["groups"]) == 5


# ------------------------------------------------------------------------------------------- what no line tells


def test_an_open_gate_is_told_when_it_opens_and_when_it_closes_and_not_in_between(cast, phone, aminas_group):
    holds = [str(aminas_group.pk)]
    make_on_call(cast["didier"], cast.places["Musongati"])
    first = phone.sync()
    service = make_service(cast.organisation, cast.places["Musongati"])

    opened = phone.sync(since=first["cursor"], holds=holds, digest=first["digest"])
    quiet = phone.sync(since=opened["cursor"], holds=holds, digest=opened["digest"])
    care_actions.end_service(actor=SYSTEM, service=service, on=TODAY, now=NOW)
    closed = phone.sync(since=quiet["cursor"], holds=holds, digest=quiet["digest"])

    assert [first["screening"], opened["screening"], closed["screening"]] == [[], holds, []]
    assert "screening" not in quiet
    assert [one["groups"] for one in (opened, quiet, closed)] == [[], [], []]
    assert opened["definitions"] is None


def test_whom_to_call_is_told_anew_when_somebody_nearer_is_on_call_and_when_nobody_is(cast, phone, aminas_group):
    """Nothing in a group's journal tells it; a phone that shows a number which nobody answers does harm."""
    holds = [str(aminas_group.pk)]

    def told(after):
        """What the phone shows after it has asked as often as it is told to."""
        while after["more"]:
            after = phone.sync(since=after["cursor"], holds=holds, digest=after["digest"])
        return [group["call"] for group in after["groups"]], after

    before, last = told(phone.sync())
    on_call = make_on_call(cast["didier"], cast.places["Musongati"])
    during, last = told(phone.sync(since=last["cursor"], holds=holds, digest=last["digest"]))
    quiet, last = told(phone.sync(since=last["cursor"], holds=holds, digest=last["digest"]))
    care_actions.take_off_call(actor=SYSTEM, on_call=on_call, until=TODAY, now=NOW)
    after, _ = told(phone.sync(since=last["cursor"], holds=holds, digest=last["digest"]))

    assert (before, during, quiet, after) == ([""], ["Didier, +257 00 00 00 01"], [], [""])


def test_when_a_wave_is_asked_otherwise_every_group_is_told_anew_page_by_page(cast, phone, many):
    pages = turn(phone, 0, ())
    said = measures_actions.WaveSaid(Wave.BASELINE, Anchor.START, -10, 0, 10, ["who5"], "For this test")
    measures_actions.set_wave(
        actor=cast.actor("coordinator"), rule_id=new_id(), organisation_id=cast.organisation.pk, said=said, now=NOW
    )

    anew = phone.sync(since=pages[-1]["cursor"], holds=sorted(many), digest=pages[-1]["digest"])
    rest = turn(phone, 0, many)

    assert (anew["cursor"], anew["more"], anew["groups"], anew["definitions"]) == (0, True, [], None)
    assert {group["id"] for page in rest for group in page["groups"]} == many
    assert phone.sync(since=rest[-1]["cursor"], holds=sorted(many), digest=rest[-1]["digest"])["groups"] == []


@pytest.mark.parametrize("since", ["-1", "9007199254740993", "100000000000000000000000000000"])
def test_a_cursor_that_no_phone_can_have_is_refused(phone, since):
    answer = phone.client.get("/api/v1/pull", {"since": since}, headers=phone.headers)

    assert answer.status_code == 422
    assert "since" in answer.json()["sentence"]
