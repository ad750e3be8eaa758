"""A questionnaire on paper is keyed by two people, and only what both read, or settled, is somebody's answer."""

import json
from collections.abc import Callable, Mapping
from datetime import timedelta
from uuid import UUID

import pytest

from tests.cast import NOW, TODAY, Cast
from tests.factories.care import make_on_call, make_service
from tests.factories.groups import make_consent, make_group, new_id
from tests.factories.paper import head_of, make_sheet
from tuvurane.care.models import Concern
from tuvurane.foundation import sealing
from tuvurane.foundation.problems import Problem
from tuvurane.groups.codes import Purpose
from tuvurane.groups.models import Group
from tuvurane.groups.queries import participant_for, seats_of
from tuvurane.journal.models import Entry
from tuvurane.measures import actions, problems, queries, scoring
from tuvurane.measures.actions import Keyed
from tuvurane.measures.codes import Arm, Wave
from tuvurane.measures.models import PaperEntry, PaperSheet, Response
from tuvurane.people import queries as people

Answers = dict[str, int | None]
ITEMS = scoring.instrument_named("who5").item_keys
ANSWERED = dict.fromkeys(ITEMS, 3)


@pytest.fixture
def sheet(cast: Cast, aminas_group: Group) -> PaperSheet:
    """A sheet of amina's group, opened by her."""
    return make_sheet(aminas_group, actor=cast.actor("amina"), asked_by_id=cast["amina"].pk)


@pytest.fixture
def key(cast: Cast) -> Callable[..., Keyed]:
    """Let somebody of the cast key a sheet."""

    def keyed(sheet: PaperSheet, name: str, answers: Mapping[str, int | None], entry_id: UUID | None = None) -> Keyed:
        return actions.key_sheet(
            actor=cast.actor(name), sheet_id=sheet.pk, entry_id=entry_id or new_id(), answers=answers, now=NOW
        )

    return keyed


def opened_answers(response: Response) -> Answers:
    key = people.organisation_key(response.group.organisation_id)
    answers: Answers = json.loads(sealing.unseal(key, bytes(response.answers_sealed), aad=response.pk.bytes))
    return answers


def test_two_people_who_read_the_same_make_it_an_answer_at_once(cast, sheet, key):
    once = key(sheet, "amina", ANSWERED)
    nothing_yet = Response.objects.count()
    twice = key(sheet, "carine", ANSWERED)

    assert (once.number, once.response, nothing_yet) == (1, None, 0)
    assert twice.response.total == 60
    assert (twice.response.entered, twice.response.asked_by_id, twice.response.by_leader) == (
        "paper",
        cast["amina"].pk,
        True,
    )
    assert (twice.sheet.items, twice.sheet.differing) == (5, 0)


def test_whoever_keyed_it_first_does_not_key_it_again(sheet, key):
    key(sheet, "amina", ANSWERED)

    with pytest.raises(problems.SecondPersonNeeded):
        key(sheet, "amina", ANSWERED)


def test_a_third_person_has_nothing_left_to_key(sheet, key):
    key(sheet, "amina", ANSWERED)
    key(sheet, "carine", ANSWERED | {"who_2": 1})

    with pytest.raises(problems.SheetKeyedTwice):
        key(sheet, "coordinator", ANSWERED)


def test_what_differs_is_settled_with_either_value_or_a_third_or_none(cast, sheet, key):
    key(sheet, "amina", ANSWERED)
    keyed = key(sheet, "carine", ANSWERED | {"who_1": 4, "who_2": 1, "who_5": None})
    listed = [(one.item.key, one.first, one.second) for one in queries.differences_of(cast.actor("amina"), sheet)]

    response = actions.settle_sheet(
        actor=cast.actor("amina"), sheet_id=sheet.pk, taken={"who_1": 4, "who_2": 0, "who_5": None}, now=NOW
    )

    assert keyed.response is None
    assert listed == [("who_1", 3, 4), ("who_2", 3, 1), ("who_5", 3, None)]
    assert opened_answers(response) == ANSWERED | {"who_1": 4, "who_2": 0, "who_5": None}
    assert response.missing == 1


@pytest.mark.parametrize("taken", [{}, {"who_1": 4, "who_2": 2}], ids=["too little", "what nobody doubted"])
def test_every_difference_is_settled_and_nothing_else(cast, sheet, key, taken):
    key(sheet, "amina", ANSWERED)
    key(sheet, "carine", ANSWERED | {"who_1": 4})

    with pytest.raises(problems.ItemsMissing):
        actions.settle_sheet(actor=cast.actor("amina"), sheet_id=sheet.pk, taken=taken, now=NOW)


def test_a_blank_is_a_mistake_and_no_answer_is_an_answer(sheet, key):
    without = {item: value for item, value in ANSWERED.items() if item != "who_3"}

    with pytest.raises(problems.ItemsMissing):
        key(sheet, "amina", without)
    with pytest.raises(problems.AnswerOutOfRange):
        key(sheet, "amina", ANSWERED | {"who_3": 6})

    assert key(sheet, "amina", ANSWERED | {"who_3": None}).number == 1


def test_what_is_sent_twice_counts_once(cast, sheet, key):
    first, second = new_id(), new_id()
    for _ in range(2):
        key(sheet, "amina", ANSWERED, first)
    for _ in range(2):
        key(sheet, "carine", ANSWERED | {"who_1": 4}, second)
    settled = [
        actions.settle_sheet(actor=cast.actor("carine"), sheet_id=sheet.pk, taken={"who_1": 4}, now=NOW).pk
        for _ in range(2)
    ]

    assert PaperEntry.objects.count() == 2
    assert settled == [sheet.pk, sheet.pk]
    assert Response.objects.count() == 1
    with pytest.raises(problems.IdAlreadyUsed):
        key(sheet, "carine", ANSWERED, second)


def test_one_sheet_of_a_person_and_wave_waits_at_a_time(cast, aminas_group, sheet):
    same = {"arm": sheet.arm, "wave": sheet.wave, "instrument": sheet.instrument}

    with pytest.raises(problems.SheetAlreadyOpen):
        make_sheet(aminas_group, actor=cast.actor("carine"))

    assert queries.open_sheet_of(aminas_group, sheet.participant_id, **same) == sheet


@pytest.mark.parametrize(
    ("said", "refused"),
    [
        ({"administered_on": TODAY + timedelta(days=1)}, problems.DateInFuture),
        ({"arm": Arm.WAITING}, problems.NotWaiting),
        ({"language": "ln"}, problems.LanguageUnknown),
        ({"participant_id": new_id()}, problems.NotAMember),
        ({"asked_by_id": new_id()}, problems.AskerUnknown),
        ({"version": "9"}, problems.VersionUnknown),
    ],
)
def test_a_head_that_no_response_could_have_is_refused_before_anybody_keys(cast, aminas_group, said, refused):
    with pytest.raises(refused):
        make_sheet(aminas_group, actor=cast.actor("amina"), **said)


def test_consent_holds_on_paper_as_on_phones(cast, aminas_group, sheet, key):
    key(sheet, "amina", ANSWERED)
    person = participant_for(cast.actor("coordinator"), sheet.participant_id)
    make_consent(aminas_group, person, Purpose.BE_MEASURED, given=False)

    with pytest.raises(problems.NoConsent):
        key(sheet, "carine", ANSWERED)
    with pytest.raises(problems.NoConsent):
        make_sheet(aminas_group, actor=cast.actor("amina"), wave=Wave.END)

    assert PaperEntry.objects.count() == 1
    assert Response.objects.count() == 0


def test_answers_that_came_by_phone_meanwhile_keep_their_place(cast, aminas_group, sheet, key):
    key(sheet, "amina", ANSWERED)
    said = {"response_id": new_id(), "group_id": aminas_group.pk, "participant_id": sheet.participant_id}
    by_phone = actions.record_response(
        actor=cast.actor("amina"),
        wave="baseline",
        instrument="who5",
        version=sheet.version,
        language="rn",
        answers=ANSWERED,
        administered_on=TODAY,
        now=NOW,
        **said,
    )

    keyed = key(sheet, "carine", ANSWERED)

    assert by_phone.response.standing == "counted"
    assert keyed.response.standing == "beside"


def test_a_sheet_is_corrected_and_dropped_until_it_is_recorded(cast, aminas_group, sheet, key):
    key(sheet, "amina", ANSWERED)
    amina, right = cast.actor("amina"), head_of(aminas_group, 2, language="sw")

    actions.correct_sheet(actor=amina, sheet_id=sheet.pk, head=right, now=NOW)
    recorded = key(sheet, "carine", ANSWERED).response

    assert (recorded.participant_id, recorded.language) == (seats_of(aminas_group)[2], "sw")
    for act in (
        lambda: actions.correct_sheet(actor=amina, sheet_id=sheet.pk, head=right, now=NOW),
        lambda: actions.cancel_sheet(actor=amina, sheet_id=sheet.pk, now=NOW),
    ):
        with pytest.raises(problems.SheetRecorded):
            act()


def test_a_dropped_sheet_leaves_no_answer_behind(cast, aminas_group, sheet, key):
    key(sheet, "amina", ANSWERED)

    actions.cancel_sheet(actor=cast.actor("carine"), sheet_id=sheet.pk, now=NOW)

    assert (PaperSheet.objects.count(), PaperEntry.objects.count(), Response.objects.count()) == (0, 0, 0)
    assert make_sheet(aminas_group, actor=cast.actor("amina")).made_at == NOW


def test_a_screening_item_stands_on_no_form_where_the_gate_is_closed(cast, aminas_group, key):
    sheet = make_sheet(aminas_group, actor=cast.actor("amina"), instrument="srq20")
    asked = [item.key for item in queries.items_to_key(sheet)]
    answers = dict.fromkeys(asked, 0)

    with pytest.raises(problems.ItemUnknown):
        key(sheet, "amina", answers | {"srq_17": 1})
    key(sheet, "amina", answers)
    recorded = key(sheet, "carine", answers).response

    assert "srq_17" not in asked
    assert (len(asked), recorded.form, recorded.missing) == (19, "without_screening", 0)


@pytest.mark.parametrize(
    "act",
    [
        lambda actor, sheet: actions.key_sheet(
            actor=actor, sheet_id=sheet.pk, entry_id=new_id(), answers=ANSWERED, now=NOW
        ),
        lambda actor, sheet: actions.settle_sheet(actor=actor, sheet_id=sheet.pk, taken={}, now=NOW),
        lambda actor, sheet: actions.cancel_sheet(actor=actor, sheet_id=sheet.pk, now=NOW),
        lambda actor, sheet: queries.sheet_for(actor, sheet.pk),
    ],
)
@pytest.mark.parametrize("name", ["bosco", "stranger", "eva"])
def test_outside_ones_groups_a_sheet_does_not_exist(cast, sheet, name, act):
    with pytest.raises(Problem) as refused:
        act(cast.actor(name), sheet)

    assert refused.value.code == "measures.sheet_unknown"


def test_neither_the_journal_nor_the_tables_tell_what_was_keyed(sheet, key):
    telling: Answers = dict.fromkeys(ITEMS, 5)
    key(sheet, "amina", telling)
    key(sheet, "carine", telling | {"who_1": 4})

    told = [entry.detail for entry in Entry.objects.filter(verb__startswith="paper.")]

    assert [set(detail) - {"sheet", "participant", "wave", "instrument"} for detail in told] == [
        set(),
        {"entry"},
        {"entry", "items", "differing"},
    ]
    assert all(b"who_1" not in bytes(entry.answers_sealed) for entry in PaperEntry.objects.all())


def test_the_share_of_differences_is_of_places_and_of_oneself_alone(cast, aminas_group, key):
    for seat, differs in ((1, {}), (2, {"who_1": 4, "who_2": 4})):
        sheet = make_sheet(aminas_group, seat, actor=cast.actor("amina"))
        key(sheet, "amina", ANSWERED)
        key(sheet, "carine", ANSWERED | differs)
    elsewhere = make_group(cast.organisation, cast.places["Kibago"], name="Kure", members=1)
    far = make_sheet(elsewhere)
    key(far, "coordinator", ANSWERED)

    shares = queries.double_shares(cast.actor("carine"))

    assert [(one.place, one.instrument, one.sheets, one.items, one.differing) for one in shares] == [
        ("Musongati", "who5", 2, 10, 2)
    ]
    assert shares[0].share == 0.2
    assert shares[0].interval == pytest.approx((0.0567, 0.5098), abs=0.0001)  # Newcombe's method 3 for 2 of 10
    assert queries.own_share(cast.actor("amina")).items == 10
    assert queries.own_share(cast.actor("coordinator")) is None


def test_a_yes_on_paper_is_heard_at_once_and_only_once(cast, aminas_group, key):
    make_on_call(cast["didier"], cast.places["Burunga"])
    make_service(cast.organisation, cast.places["Burunga"])
    sheet = make_sheet(aminas_group, actor=cast.actor("amina"), instrument="srq20")
    yes = {item.key: int(item.key == "srq_17") for item in queries.items_to_key(sheet)}

    key(sheet, "amina", yes)
    after_one = Concern.objects.count()
    key(sheet, "carine", yes)

    assert (len(yes), after_one, Concern.objects.count()) == (20, 1, 1)
