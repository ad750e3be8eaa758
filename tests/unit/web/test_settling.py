"""Settling at the desk: what counts is said, both values stand side by side, and nothing vanishes."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.urls import reverse

from tests.cast import NOW, SYSTEM, TODAY
from tests.factories.groups import content, make_missed, make_session, new_id
from tests.unit.web.test_office_pages import EVERYONE_CAME, text
from tuvurane.groups import actions
from tuvurane.groups import queries as groups
from tuvurane.groups.actions import Shifted, Tally
from tuvurane.groups.codes import Mark, MissedReason, Phase, Shift, Voice
from tuvurane.groups.models import MissedSession, Session
from tuvurane.people.actions import Origin

YEAR = timedelta(days=365)


@pytest.fixture
def two(cast, aminas_group):
    """Amina's report of session 3, and the one that came after it."""
    first = make_session(aminas_group, actor=cast.actor("amina"), number=3, marks=EVERYONE_CAME, note="We sang.").report
    second = make_session(
        aminas_group, number=3, minutes=90, marks=EVERYONE_CAME | {2: Mark.ABSENT}, note="Rain at the end.",
        voice={Voice.SAFE: Tally(4, 1, 0)}, shifts=[Shifted(Shift.FAMILY, "they eat together again")],
    ).report  # fmt: skip
    return first, second


def address_of(group, number=3):
    return reverse("groups:settle_session", args=[group.pk, number])


def answers(*reports, **chosen):
    return {"record_id": str(new_id()), "of": " ".join(str(report.pk) for report in reports)} | chosen


def test_the_group_page_says_what_was_reported_twice_and_which_reading_counts(at_the_desk, aminas_group, two):
    response = at_the_desk("carine").get(reverse("groups:group", args=[aminas_group.pk]))

    page = text(response)
    assert "Until it is settled, the report that came first is counted." in page
    assert "Session 3: Compare and settle" in page
    assert "Amina, 22/11/2026 11:00 (counted now)" in page
    assert all(reverse("groups:session", args=[report.pk]) in response.content.decode() for report in two)
    assert address_of(aminas_group) in response.content.decode()


def test_who_may_not_report_reads_of_it_without_a_way_in(at_the_desk, aminas_group, two):
    response = at_the_desk("trainer").get(reverse("groups:group", args=[aminas_group.pk]))

    assert "Reports that differ" in text(response)
    assert address_of(aminas_group) not in response.content.decode()


def test_the_settle_page_shows_what_agrees_what_differs_and_what_is_joined(at_the_desk, aminas_group, two):
    page = text(at_the_desk("carine").get(address_of(aminas_group)))

    agreed, _, differing = page.partition("They differ")
    assert "08/09/2026" in agreed
    assert "08/09/2026" not in differing
    for told in ("180", "90", "2. Nadia", "Absent", "4 / 1 / 0", "Not asked", "counted now"):
        assert told in differing
    for joined in ("We sang.", "Rain at the end.", "they eat together again", "kept together"):
        assert joined in differing


def test_only_what_one_report_alone_says_is_chosen_beforehand(at_the_desk, aminas_group, two):
    form = at_the_desk("carine").get(address_of(aminas_group)).context["form"]

    chosen = {key: form[key].value() for key in form.said}
    assert chosen == {"min": None, "mark.2": None, "voice.safe": "1"}


def test_all_of_one_report_is_chosen_by_one_link(at_the_desk, aminas_group, two):
    form = at_the_desk("carine").get(address_of(aminas_group), {"all": str(two[0].pk)}).context["form"]

    assert {form[key].value() for key in form.said} == {"0"}


def test_what_is_chosen_counts_and_both_reports_stay_readable(at_the_desk, aminas_group, two):
    client = at_the_desk("carine")

    saved = client.post(address_of(aminas_group), answers(*two, **{"min": "1", "mark.2": "0", "voice.safe": "1"}),
                        follow=True)  # fmt: skip

    counted = groups.sessions_of(aminas_group).get()
    assert (counted.minutes, counted.present, groups.note_of(counted)) == (90, 6, "We sang.\n\nRain at the end.")
    assert counted.recorded_by.username == "carine"
    assert "It is settled." in text(saved)
    pages = [text(client.get(reverse("groups:session", args=[report.pk]))) for report in two]
    assert all("A later one settled it." in page for page in pages)
    assert "180" in pages[0]
    assert "4 1 0" in pages[1]


def test_a_choice_that_is_missing_is_asked_for_and_nothing_is_saved(at_the_desk, aminas_group, two):
    response = at_the_desk("carine").post(address_of(aminas_group), answers(*two, min="0"))

    assert list(response.context["form"].errors) == ["mark.2", "voice.safe"]
    assert "Something is not chosen yet." in text(response)
    assert Session.objects.count() == 2


def test_a_report_that_comes_while_the_page_is_open_is_not_settled_unseen(at_the_desk, aminas_group, two):
    third = make_session(aminas_group, number=3, minutes=240, marks=EVERYONE_CAME).report

    at_the_desk("carine").post(
        address_of(aminas_group), answers(*two, **{"min": "0", "mark.2": "0", "voice.safe": "0"})
    )

    assert Session.objects.get(pk=third.pk).standing == "beside"


def test_who_settles_second_is_told_and_not_refused(at_the_desk, aminas_group, two):
    client = at_the_desk("carine")
    same = {"mark.2": "0", "voice.safe": "0"}

    told = [
        text(client.post(address_of(aminas_group), answers(*two, min=minutes, **same), follow=True))
        for minutes in ("0", "0", "1")
    ]

    assert "It is settled." in told[0]
    assert "chose the same" in told[1]
    assert "chose otherwise" in told[2]


def test_a_vote_that_could_betray_is_chosen_by_who_said_it_and_not_shown(at_the_desk, aminas_group):
    make_session(aminas_group, number=3, marks={1: Mark.PRESENT}, voice={Voice.SAFE: Tally(0, 0, 3)})
    make_session(aminas_group, number=3, marks={1: Mark.PRESENT}, voice={Voice.SAFE: Tally(1, 0, 2)})

    page = text(at_the_desk("carine").get(address_of(aminas_group)))

    assert page.count("Not shown: Needs a visit") == 2
    assert "0 / 0 / 3" not in page


def test_where_nothing_waits_the_page_says_so(at_the_desk, aminas_group):
    make_session(aminas_group, number=3)

    for address in (address_of(aminas_group), reverse("groups:settle_missed", args=[aminas_group.pk, TODAY])):
        assert "Nothing to settle" in text(at_the_desk("carine").get(address))


def test_nothing_that_a_browser_sends_breaks_the_page(at_the_desk, aminas_group, two):
    client = at_the_desk("carine")

    for of in ("", "x y", str(new_id()), f"{two[0].pk}", f"{two[0].pk} {two[0].pk}"):
        response = client.post(address_of(aminas_group), {"record_id": "x", "of": of, "min": "9"})
        assert response.status_code == 200
    assert client.get(address_of(aminas_group), {"all": "everything"}).status_code == 200
    assert Session.objects.count() == 2


def test_each_report_says_how_it_is_read(at_the_desk, aminas_group, two):
    third = make_session(aminas_group, number=3, marks=EVERYONE_CAME, note="All of us.").report
    client = at_the_desk("carine")

    first, second, merged = (text(client.get(reverse("groups:session", args=[report.pk]))) for report in (*two, third))

    assert "This report is counted. Another one of the same session differs" in first
    assert "All of us." in first
    assert "It is kept and not counted, until someone settles it." in second
    assert "says the same as the one that is counted" in merged


def test_two_counts_of_one_vote_are_shown_to_those_who_settle_them(at_the_desk, aminas_group, two):
    address = reverse("groups:session", args=[two[1].pk])

    assert "4 1 0" in text(at_the_desk("carine").get(address))
    assert "4 1 0" not in text(at_the_desk("trainer").get(address))


def test_a_correction_of_a_report_keeps_all_its_small_shifts(at_the_desk, aminas_group):
    shifts = [Shifted(Shift.ANGER, f"line {number}") for number in range(1, 7)]
    report = make_session(aminas_group, marks=EVERYONE_CAME, shifts=shifts).report

    form = at_the_desk("carine").get(reverse("groups:correct_session", args=[report.pk])).context["form"]

    assert [line.value() for _, _, line in form.shifts] == [shift.line for shift in shifts]


@pytest.mark.parametrize(
    ("gap", "told"),
    [
        (-31_536_000, "The phone's clock was ahead when this was sent (days: 365). It said 22/11/2027."),
        (31_536_000, "The phone's clock was behind when this was sent (days: 365). It said 22/11/2027."),
        (-3_600, None),
    ],
)
def test_a_phones_wrong_clock_is_told_on_the_report_and_in_the_group(cast, at_the_desk, aminas_group, gap, told):
    origin = Origin(cast["amina"].pk, None, NOW + YEAR, gap)
    said = replace(content(), phase=Phase.CARE)
    report = actions.record_session(
        actor=SYSTEM, group=aminas_group, session_id=new_id(), content=said, origin=origin, now=NOW
    ).report
    client = at_the_desk("carine")

    page, group_page = (
        text(client.get(address))
        for address in (reverse("groups:session", args=[report.pk]), reverse("groups:group", args=[aminas_group.pk]))
    )

    assert ("clock" in group_page, "clock was" in page) == (told is not None, told is not None)
    assert (told or "") in page.replace("&#x27;", "'")


def test_a_day_with_two_reasons_is_settled_at_the_desk(at_the_desk, aminas_group):
    reports = [make_missed(aminas_group, reason=reason).report for reason in (MissedReason.RAIN, MissedReason.MOURNING)]
    client, address = at_the_desk("carine"), reverse("groups:settle_missed", args=[aminas_group.pk, TODAY])

    page = text(client.get(address))
    saved = client.post(address, answers(*reports, reason="mourning"), follow=True)

    assert "Rain" in page
    assert "Mourning" in page
    assert "It is settled." in text(saved)
    assert groups.missed_of(aminas_group).get().reason == "mourning"
    assert MissedSession.objects.count() == 3


def test_a_day_is_settled_by_one_of_the_reasons_that_were_reported(at_the_desk, aminas_group):
    reports = [make_missed(aminas_group, reason=reason).report for reason in (MissedReason.RAIN, MissedReason.MOURNING)]
    address = reverse("groups:settle_missed", args=[aminas_group.pk, TODAY])

    response = at_the_desk("carine").post(address, answers(*reports, reason="insecurity"))

    assert "reason" in response.context["form"].errors
    assert MissedSession.objects.count() == 2
