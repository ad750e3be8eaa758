"""
A yes reaches the safeguarding page within one sync, and appears nowhere else.

Every page of the permission table is asked by every other role; so are the phones, the journal, the logs and all
tables but those of care.
"""

import csv
import functools
import io
import json
import re
import zipfile
from collections.abc import Iterator

import pytest
from django.apps import apps
from django.core.cache import cache
from django.urls import reverse

from tests import pdf
from tests.factories.adverse import make_adverse
from tests.factories.browsers import browser_of
from tests.factories.phones import NO_TO_ALL, Phone, concern_record, interview_record, raised_record
from tests.house import tree
from tests.integration.permissions.table import ADDRESSES, ANYONE, DEVICE, ROLES, SIGNED_IN, Address, may_enter
from tests.integration.permissions.test_permissions import House, built, house
from tuvurane.care.codes import Source
from tuvurane.care.models import AdverseEvent, Concern, Stop
from tuvurane.groups import queries as groups
from tuvurane.groups.models import Participant
from tuvurane.journal.models import Entry
from tuvurane.measures import scoring
from tuvurane.people.models import Account
from tuvurane.sync.models import SetAside

__all__ = ["built", "house"]
ITEM = "srq_17"
SEEN = "hoarfrost on the roof"
WENT_WRONG = "quicksilver in the pot"
YES = NO_TO_ALL | {ITEM: 1}
# Who counts what went wrong, or reviews it, has a page of it; nothing of a concern stands there.
# The page that asks why somebody looks says nothing of what they will see.
CARE = re.compile(r"(?!care\.look\.)(care|office\.rail\.care)")
ASKS_WHY = ("adverse:event", "adverse:stop", "intake:intake")
COUNTS, REVIEWS = ("evaluator", "director"), "reviewer"
OTHERS = [role for role in ROLES if role != "safeguarding"]
# Their pages show the questionnaires themselves, to everybody: which questions there are is no secret.
QUESTIONNAIRES = ("instruments:list", "instruments:instrument")
LONGER_THAN_A_COMMON_WORD = 12


@functools.cache
def words_of_care(*, and_what_went_wrong: bool = True) -> set[str]:
    """The words that only the pages of care use, in every language; with those of adverse events."""
    ours: set[str] = set()
    others: set[str] = set()
    for path in tree.TABLE_OF_WORDS.glob("*.csv"):
        with path.open(encoding="utf-8", newline="") as rows:
            for row in csv.DictReader(rows):
                of_care = (
                    path.name == "referral.csv"
                    or (path.name == "care.csv" and CARE.match(row["key"]))
                    or (path.name == "adverse.csv" and and_what_went_wrong and not row["key"].startswith("office.rail"))
                )
                (ours if of_care else others).update(row[language] for language in tree.LANGUAGES)
    long = {text.partition("{")[0].strip() for text in ours - others}
    return {text for text in long if len(text) > LONGER_THAN_A_COMMON_WORD and not any(text in one for one in others)}


def standing(words: set[str], page: str) -> set[str]:
    """The words that stand on a page; by their beginnings first, of which a page has far fewer than words have letters."""
    length = LONGER_THAN_A_COMMON_WORD
    beginnings = {page[at : at + length] for at in range(len(page))}
    return {word for word in words if word[:length] in beginnings and word in page}


def read(content: bytes) -> str:
    """What an answer says; a workbook is opened, a printed sheet is read."""
    if content.startswith(b"%PDF"):
        return pdf.text_of(content)
    if not content.startswith(b"PK"):
        return content.decode("utf-8", "replace")
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        return " ".join(book.read(name).decode("utf-8", "replace") for name in book.namelist())


def pages(role: str, house: House) -> Iterator[tuple[Address, str]]:
    """Every page of the table, asked by a role about what is at its place; refusals too."""
    client = browser_of(house.accounts[role])
    for address in ADDRESSES:
        if address.enters == DEVICE or "GET" not in address.methods.split():
            continue
        page = reverse(address.name, kwargs=house.own.kwargs[address.about])
        if address.name in ASKS_WHY:
            client.post(page, {"why": "own_task"})
        answer = client.get(page)
        content = b"".join(answer) if answer.streaming else answer.content
        if address.enters not in (ANYONE, SIGNED_IN) and may_enter(role, address.enters):
            assert answer.status_code in (200, 302), f"{role} at {address.name}: {answer.status_code}"
        yield address, read(content)


@pytest.fixture
def sent(house: House) -> tuple[House, set[str], Participant, str]:
    """A phone's one sync: a yes of the second seat, one that could not be placed, and what a facilitator saw."""
    cache.clear()
    group = house.own.group
    known = set(Concern.objects.values_list("pk", flat=True))
    phone = Phone(house.accounts["facilitator"])
    answer = phone.sync(
        concern_record(group, 2),
        interview_record(group, 2, parts=[YES]),
        concern_record(group, 97),
        raised_record(group, 3, line=SEEN),
    )

    assert [one["outcome"] for one in answer["results"]] == ["accepted", "accepted", "set_aside", "accepted"]
    raised = Concern.objects.exclude(pk__in=known).get(source=Source.SCREENING)
    person = Participant.objects.get(pk=groups.seats_of(group)[2])
    assert (raised.participant, raised.item) == (person, ITEM)
    make_adverse(Account.objects.get(username="safeguarding"), group, sentence=WENT_WRONG)
    ids = {str(one) for model in (Concern, AdverseEvent, Stop) for one in model.objects.values_list("pk", flat=True)}
    return house, ids, person, json.dumps(answer)


def test_within_one_sync_it_stands_on_the_safeguarding_page(sent):
    house, _, person, _ = sent
    shown = {address.name: page for address, page in pages("safeguarding", house)}

    assert person.code in shown["care:list"]
    assert shown["care:list"].count(">Open<span") == Concern.objects.filter(place=house.own.group.place).count()


@pytest.mark.slow
@pytest.mark.parametrize("role", OTHERS)
def test_no_page_of_any_other_role_tells_it(role, sent):
    house, ids, _, _ = sent
    of_both, of_concerns = words_of_care(), words_of_care(and_what_went_wrong=False)
    label = next(item for item in scoring.instrument_named("srq20").items if item.key == ITEM).label["en"]

    for address, page in pages(role, house):
        about_it = address.name.startswith("adverse:") or address.name == "home:today"
        secret = of_concerns if role in (*COUNTS, REVIEWS) and about_it else of_both
        told = standing(secret, page)
        # A refusal's own address is what the reader asked for.
        if not address.name.startswith(("care:", "adverse:")):
            told |= {word for word in {"/care/", *ids} if word in page}
        told |= {word for word in ((SEEN,) if role == REVIEWS and about_it else (SEEN, WENT_WRONG)) if word in page}
        if address.name not in QUESTIONNAIRES:
            told |= {word for word in (ITEM, label) if word in page}
        assert not told, f"{role} at {address.name}: {told}"


def test_what_could_not_be_placed_is_shown_sealed(sent):
    house, _, _, _ = sent
    aside = SetAside.objects.get(kind="concern")
    client = browser_of(house.accounts["coordinator"])
    address = reverse("set_aside:record", args=[aside.pk])

    page, listed = client.get(address).content.decode(), client.get(reverse("set_aside:list")).content.decode()

    for shown in (page, listed):
        assert "A sealed record" in shown
        assert not [word for word in ("concern", ITEM, "08/09/2026") if word in shown]


def test_no_phone_is_told(sent):
    house, ids, person, answer = sent
    told = [answer]
    told += [json.dumps(Phone(house.accounts[role]).sync()) for role in ("facilitator", "interviewer", "supervisor")]
    told += [json.dumps(Phone(house.accounts["facilitator"]).pull())]

    for text in told:
        assert not [word for word in (*ids, str(person.pk), "concern", "care", SEEN, WENT_WRONG) if word in text]


def test_neither_the_journal_nor_any_table_but_those_of_care_tells(sent):
    _, ids, person, _ = sent
    lines = [json.dumps([one.verb, one.subject_kind, one.subject_id, one.detail]) for one in Entry.objects.all()]

    assert any(str(person.pk) in line for line in lines)  # that somebody was asked stands there
    assert not [
        line
        for line in lines
        if any(word in line for word in (ITEM, SEEN, WENT_WRONG, "concern", "adverse"))
        or any(one in line for one in ids)
    ]
    for model in apps.get_models():
        if model._meta.app_label != "care":
            rows = [str(list(row.values())) for row in model._base_manager.values()]
            assert not [row for row in rows if any(word in row for word in (ITEM, SEEN, WENT_WRONG, *ids))], (
                model._meta.label
            )


def test_no_log_tells(house, caplog, capfd):
    caplog.set_level("DEBUG")
    group = house.own.group
    cache.clear()

    Phone(house.accounts["facilitator"]).sync(
        concern_record(group, 3), concern_record(group, 99), concern_record(group, sealed="AAAA")
    )
    browser_of(house.accounts["safeguarding"]).get(reverse("care:list"))

    told = caplog.text + "".join(capfd.readouterr())
    secret = [ITEM, "concern", *map(str, Concern.objects.values_list("pk", flat=True)), str(groups.seats_of(group)[3])]
    assert not [word for word in secret if word in told], told


def test_a_yes_and_a_no_look_the_same_on_the_line(house):
    cache.clear()
    group, phone = house.own.group, Phone(house.accounts["facilitator"])
    asked = {"since": 0, "holds": []}

    no = phone.sync(concern_record(group, 2, item=None), interview_record(group, 2), **asked)
    yes = phone.sync(concern_record(group, 3), interview_record(group, 3, parts=[YES]), **asked)

    assert no["results"] == yes["results"]
    assert no.keys() == yes.keys()
