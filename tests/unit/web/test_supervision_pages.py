"""The pages of supervision: they say why, they fill in what is known, and what is private stays on its page."""

import re
from datetime import date, timedelta
from html import unescape

import pytest
from django.urls import reverse

from tests.cast import NOW, SYSTEM, TODAY
from tests.factories.groups import make_group, make_session, new_id
from tests.factories.people import make_account
from tests.factories.ratings import certify, rate
from tests.factories.supervision import (
    checklist_content,
    make_charge,
    make_checklist,
    make_follow_up,
    make_help,
    make_visit,
    seen,
)
from tests.factories.training import make_facilitator
from tuvurane.groups import queries as groups
from tuvurane.people.roles import Role
from tuvurane.supervision import actions
from tuvurane.supervision import queries as supervision
from tuvurane.supervision.actions import Adapted
from tuvurane.supervision.codes import Done, HelpTopic, VisitFormat, Wellbeing, WhyAdapted
from tuvurane.training import actions as training_actions
from tuvurane.training.codes import Away, WhyAway

MOST_QUERIES = 15
# A plan is made of what seven rooms know; their number of questions stands still all the same.
MOST_QUERIES_OF_A_PLAN = 36
PLAN = reverse("supervision:plan")
SECRET = "She cries at night and told nobody else"


def text(response) -> str:
    """A page's words, without its tags."""
    return unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode())))


@pytest.fixture
def amina(cast):
    """Amina on the ladder, in carine's charge."""
    facilitator = make_facilitator(cast["amina"], cast.places["Muriza"])
    make_charge(cast["carine"], facilitator)
    return facilitator


@pytest.fixture
def led_by_amina(cast, amina):
    """A running group of six on Muriza, led by amina, who is on the ladder."""
    return make_group(cast.organisation, cast.places["Muriza"], leaders=[cast["amina"]], members=6)


def written(**changed):
    """What a browser sends for a visit that says little, but for what is changed."""
    said = {"visit_id": str(new_id()), "format": "call", "on": str(TODAY), "minutes": "20", "group_id": "", "note": ""}
    said |= {f"id_{at}": str(new_id()) for at in (1, 2, 3)}
    return said | changed


# ------------------------------------------------------------------------------------- the plan


def test_the_plan_says_why_and_carries_group_and_people_into_the_visit(at_the_desk, cast, amina, led_by_amina):
    make_help(cast.actor("amina"), topic=HelpTopic.CONFLICT)

    page = at_the_desk("carine").get(PLAN)

    assert "Amina asked for help on 22/11/2026: Conflict in the group" in text(page)
    assert f"{reverse('supervision:new_visit')}?group={led_by_amina.pk}&amp;who={amina.pk}" in page.content.decode()


def test_who_looks_on_reads_a_plan_that_is_not_theirs_and_goes_nowhere(at_the_desk, cast, amina, led_by_amina):
    make_help(cast.actor("amina"))
    client = at_the_desk("coordinator")

    unchosen = client.get(PLAN)
    chosen = client.get(PLAN, {"supervisor": str(cast["carine"].pk)})

    assert "Whose plan do you want to read?" in text(unchosen)
    assert "Whom should Carine visit next?" in text(chosen)
    assert "asked for help" in text(chosen)
    assert reverse("supervision:new_visit") not in chosen.content.decode()


def test_an_empty_plan_says_so(at_the_desk):
    assert "Nobody needs a visit today." in text(at_the_desk("carine").get(PLAN))


def test_the_route_orders_the_ticked_groups_and_leaves_out_those_elsewhere(at_the_desk, cast, led_by_amina):
    near = make_group(cast.organisation, cast.places["Butare"], name="Hafi")
    far = make_group(cast.organisation, cast.places["Kibago"], name="Kure")
    ticked = [str(group.pk) for group in (led_by_amina, near, far)]

    page = at_the_desk("carine").get(reverse("supervision:route"), {"group": [*ticked, "no id"]})

    assert "Stops: 2." in text(page)
    assert "Starting at: Musongati" in text(page)
    assert "Kure" not in text(page)


def test_a_route_of_nothing_leads_back_to_the_plan(at_the_desk):
    page = at_the_desk("carine").get(reverse("supervision:route"))

    assert "No group is ticked yet." in text(page)
    assert f'href="{PLAN}"' in page.content.decode()


# ----------------------------------------------------------------------------------- the visits


def test_a_visit_from_the_plan_is_filled_in_kept_and_shown(at_the_desk, amina, led_by_amina):
    client = at_the_desk("carine")
    address = f"{reverse('supervision:new_visit')}?group={led_by_amina.pk}&who={amina.pk}"

    form = client.get(address).content.decode()
    told = written(group_id=str(led_by_amina.pk), seen=[str(amina.pk)], note="Calm", what_1="Let silence be")
    page = client.post(address, told | {"due_1": "01/12/2026", "who_1": str(amina.pk)}, follow=True)

    assert re.search(rf'value="{led_by_amina.pk}"\s+selected', form)
    assert re.search(rf'value="{amina.pk}"[^>]*checked', form)
    assert "The visit is kept." in text(page)
    assert "Let silence be" in text(page)
    assert "Due: 01/12/2026, Amina" in text(page)


@pytest.mark.parametrize(
    ("told", "asked"),
    [
        ({"format": "session"}, "say of which group and which number"),
        ({"what_1": "Let silence be"}, "Say by which day."),
        ({"due_1": "2026-12-01"}, "Say what will be done."),
        ({"what_1": "Let silence be", "due_1": "2026-12-01"}, "Say who does it"),
        ({}, "Say which group or which facilitators the visit was for."),
    ],
    ids=["session", "day", "words", "somebody", "nobody"],
)
def test_a_visit_that_leaves_something_out_is_told_what(told, asked, at_the_desk, amina):
    page = at_the_desk("carine").post(reverse("supervision:new_visit"), written(**told))

    assert page.status_code == 200
    assert asked in text(page)
    assert not supervision.visits_visible_to(SYSTEM).exists()


def test_a_correction_takes_the_place_of_the_visit_and_keeps_what_was_agreed(at_the_desk, cast, amina):
    first = make_visit(cast.actor("carine"), seen=seen(amina)).visit
    make_follow_up(cast["carine"], amina, actor=cast.actor("carine"), visit=first, what="Come back on Tuesday")
    address = reverse("supervision:correct_visit", args=[first.pk])

    page = at_the_desk("carine").post(address, written(seen=[str(amina.pk)], minutes="45"), follow=True)

    standing = supervision.visits_visible_to(SYSTEM).get()
    assert (standing.minutes, standing.pk == first.pk) == (45, False)
    assert "Come back on Tuesday" in text(page)


def test_nobody_corrects_the_visit_of_another(at_the_desk, cast, amina):
    first = make_visit(cast.actor("carine"), seen=seen(amina)).visit
    cast.accounts["claudine"] = make_account(
        cast.organisation, "claudine", role=Role.SUPERVISOR, place=cast.places["Burunga"]
    )

    page = at_the_desk("claudine").get(reverse("supervision:correct_visit", args=[first.pk]))

    assert page.status_code == 404


def test_a_group_says_who_has_been_with_it(at_the_desk, cast, amina, led_by_amina):
    make_visit(cast.actor("carine"), group_id=led_by_amina.pk, seen=seen(amina))

    page = text(at_the_desk("trainer").get(reverse("supervision:of_group", args=[led_by_amina.pk])))

    assert "22/11/2026 , Call" in page
    assert "Amina" in page


# ------------------------------------------------------------------------------- the checklists


def ticked(number: int, **changed: str) -> dict[str, str]:
    """What a browser sends when everything due was done, but for what is changed."""
    due = supervision.checklist().due(number)
    return {"checklist_id": str(new_id()), "on": str(TODAY)} | {f"done_{one.code}": "done" for one in due} | changed


def test_an_observer_stands_beside_the_facilitators_with_the_reasons(at_the_desk, cast, led_by_amina):
    make_checklist(cast.actor("amina"), led_by_amina)
    address = reverse("supervision:new_checklist", args=[led_by_amina.pk, 1])

    page = at_the_desk("carine").post(
        address, ticked(1, done_circle="not", why_circle="place", how_circle="Benches are fixed"), follow=True
    )

    assert "Observer: Carine, 22/11/2026. Facilitators: Amina, 22/11/2026." in text(page)
    assert "(they differ) Not done The place: Benches are fixed Done" in text(page)


def test_another_way_without_a_reason_asks_for_it(at_the_desk, led_by_amina):
    address = reverse("supervision:new_checklist", args=[led_by_amina.pk, 1])

    page = at_the_desk("carine").post(address, ticked(1, how_circle="Benches are fixed"))

    assert "Say why it was done in another way." in text(page)
    assert re.search(r"<details open>", page.content.decode())


def test_the_share_of_a_group_says_what_it_is_made_of(at_the_desk, cast, led_by_amina):
    make_session(led_by_amina)
    content = checklist_content(led_by_amina)
    halves = dict(content.elements) | {next(iter(content.elements)): Done.NOT}
    make_checklist(cast.actor("carine"), led_by_amina, elements=halves)
    make_checklist(cast.actor("amina"), led_by_amina, adapted={"circle": Adapted(WhyAdapted.PLACE, "")})

    page = text(at_the_desk("coordinator").get(reverse("supervision:fidelity", args=[led_by_amina.pk])))

    done = round(100 * (len(halves) - 1) / len(halves))
    assert f"Observed: {done} %. Said by themselves: 100 %. Between the two: \u2212{100 - done}." in page
    assert "Sessions held: 1. Observed: 1. Checked by themselves: 1." in page
    assert "a plan of our own, not yet tried by others" in page


@pytest.mark.parametrize("number", [0, 16])
def test_there_is_no_sixteenth_session(number, at_the_desk, led_by_amina):
    page = at_the_desk("carine").get(reverse("supervision:checklist", args=[led_by_amina.pk, number]))

    assert page.status_code == 404


# ------------------------------------------------------------------------- agreements and help


def test_an_agreement_is_late_until_it_is_done_or_moved(at_the_desk, cast, amina):
    agreed = make_follow_up(cast["carine"], amina, due_on=TODAY - timedelta(days=3))
    client = at_the_desk("carine")
    address = reverse("supervision:follow_up", args=[agreed.pk])

    late = text(client.get(reverse("supervision:follow_ups")))
    moved = text(client.post(address, {"deed": "move", "due_on": "2026-12-01"}, follow=True))
    done = text(client.post(address, {"deed": "finish", "on": str(TODAY)}, follow=True))

    assert "Overdue" in late
    assert "late, days: 3" in late
    assert "The day is moved: 01/12/2026" in moved
    assert "Overdue" not in moved
    assert "Nothing is open." in done


def test_who_only_looks_on_is_offered_no_deed(at_the_desk, cast, amina):
    agreed = make_follow_up(cast["carine"], amina)

    page = at_the_desk("trainer").get(reverse("supervision:follow_up", args=[agreed.pk]))

    assert page.status_code == 200
    assert "Is it done?" not in text(page)


def test_a_call_for_help_waits_on_todays_page_until_it_is_answered(at_the_desk, cast, amina):
    asked = make_help(cast.actor("amina"), line="Two members left in anger").help
    client = at_the_desk("carine")

    waiting = text(client.get("/"))
    read = text(client.get(reverse("supervision:answer_help", args=[asked.pk])))
    page = client.post(
        reverse("supervision:answer_help", args=[asked.pk]), {"on": str(TODAY), "note": "We spoke"}, follow=True
    )

    assert "Asked for help and wait: 1" in waiting
    assert "Two members left in anger" in read
    assert "Nobody waits for an answer." in text(page)
    assert "Asked for help" not in text(client.get("/"))


# ------------------------------------------------------------------------------------ well-being


def test_how_somebody_is_is_read_by_their_supervisor_and_on_no_other_page(at_the_desk, cast, amina, led_by_amina):
    own = reverse("supervision:note_wellbeing", args=[amina.pk])
    at_the_desk("carine").post(own, {"how": "heavy", "note": SECRET})
    make_visit(cast.actor("carine"), group_id=led_by_amina.pk, seen=seen(amina))

    read = text(at_the_desk("carine").get(own))
    others = {
        name: at_the_desk(name).get(address).content.decode()
        for name in ("carine", "coordinator", "trainer", "director", "administrator")
        for address in every_page(amina, led_by_amina)
    }

    assert SECRET in read
    assert at_the_desk("coordinator").get(own).status_code == 403
    for name, page in others.items():
        assert SECRET not in page, name
        assert "It is heavy" not in page, name


def every_page(facilitator, group) -> list[str]:
    """Every page of supervision and of the person, but the one of well-being itself."""
    args = {"of_group": [group.pk], "fidelity": [group.pk], "charges_of": [facilitator.pk]}
    named = ("plan", "visits", "follow_ups", "charges", "wellbeing", "cascade", *args)
    pages = [reverse(f"supervision:{name}", args=args.get(name, [])) for name in named]
    return [*pages, "/", reverse("training:facilitator", args=[facilitator.pk]), "/search/?q=amina"]


def test_this_months_question_is_asked_once_and_may_be_changed(at_the_desk, cast, amina):
    client, address = at_the_desk("carine"), reverse("supervision:note_wellbeing", args=[amina.pk])
    actions.note_wellbeing(
        actor=cast.actor("carine"), facilitator=amina, month=date(2026, 10, 1), how=Wellbeing.TIRED, note="", now=NOW
    )

    before = text(client.get(reverse("supervision:wellbeing")))
    client.post(address, {"how": "well", "note": ""})
    after = text(client.get(reverse("supervision:wellbeing")))
    form = client.get(address)

    assert "Not yet asked, November 2026" in before
    assert "Asked, November 2026" in after
    assert "Not yet asked" not in after
    assert re.search(r'value="well"[^>]*checked', form.content.decode())
    assert "Months before Tired October 2026" in text(form)


# --------------------------------------------------------------------------------------- charges


def test_a_supervisor_with_too_many_is_said_out_loud(at_the_desk, cast):
    for number in range(12):
        account = make_account(cast.organisation, f"f{number}", role=Role.FACILITATOR, place=cast.places["Muriza"])
        make_charge(cast["carine"], make_facilitator(account, cast.places["Muriza"]))

    page = at_the_desk("coordinator").get(reverse("supervision:charges")).content.decode()

    assert re.search(r'class="alarm">12 or more: some are no longer heard', page)


def test_who_has_nobody_is_given_somebody_and_taken_back(at_the_desk, cast):
    bosco = make_facilitator(cast["bosco"], cast.places["Butare"])
    client, charges = at_the_desk("coordinator"), reverse("supervision:charges")
    give, end = (reverse(f"supervision:{name}_charge", args=[bosco.pk]) for name in ("give", "end"))

    alone = text(client.get(charges))
    given = text(client.post(give, {"supervisor": str(cast["carine"].pk), "since": str(TODAY)}, follow=True))
    mine = text(client.get(reverse("supervision:charges_of", args=[cast["carine"].pk])))
    ended = text(client.post(end, {"until": str(TODAY)}, follow=True))

    assert "Bosco Butare, Facilitator, basic Give a supervisor : Bosco" in alone
    assert "Looks after Bosco from now on: Carine" in given
    assert "Everyone has somebody." in given
    assert "Bosco" in mine
    assert "Nobody looks after Bosco now." in ended


# --------------------------------------------------------------------- who leads, and who may not


def test_the_board_asks_for_a_stand_in_and_keeps_a_word_in_sight(at_the_desk, cast, amina, led_by_amina):
    training_actions.go_away(
        actor=SYSTEM, facilitator=amina, kind=Away.REST, why=WhyAway.TIRED, since=TODAY, until=None, now=NOW
    )

    page = text(at_the_desk("carine").get("/"))

    assert "May not lead now: Amina. A stand-in is needed." in page


def test_a_word_that_lifts_a_gate_stays_in_sight_until_it_is_taken_back(at_the_desk, cast, amina, led_by_amina):
    certify(cast["trainer"])
    rate(amina, cast["trainer"], on=TODAY, safety=1)
    client = at_the_desk("carine")

    blocked = text(client.get("/"))
    given = training_actions.override_gate(
        actor=cast.actor("carine"), facilitator=amina, reason="Nobody else", last_day=TODAY, now=NOW
    )
    lifted = text(client.get("/"))
    training_actions.end_override(actor=cast.actor("carine"), override=given, now=NOW)

    assert "May not lead now: Amina. A stand-in is needed." in blocked
    assert "They lead on a supervisor's word" not in blocked
    assert "They lead on a supervisor's word Amina Until the end of 22/11/2026, Carine" in lifted
    assert "Leads on a supervisor's word until 22/11/2026: Amina" in lifted
    assert "A stand-in is needed." not in lifted
    assert text(client.get("/")) == blocked


def test_a_leader_who_may_not_lead_now_is_named_beside_the_proposals(at_the_desk, cast, amina, led_by_amina):
    training_actions.go_away(
        actor=SYSTEM, facilitator=amina, kind=Away.REST, why=WhyAway.TIRED, since=TODAY, until=None, now=NOW
    )

    page = at_the_desk("coordinator").get(reverse("groups:facilitators", args=[led_by_amina.pk]))

    assert "Amina is on a round of rest." in text(page)
    assert "Not proposed, and why" not in text(page)


def test_pairs_are_laid_out_with_reasons_and_a_link_fills_the_form(at_the_desk, cast):
    for name, place in (("amina", "Muriza"), ("bosco", "Butare")):
        make_facilitator(cast[name], cast.places[place])
    reaching = make_account(cast.organisation, "odile", role=Role.FACILITATOR, place=cast.places["Musongati"])
    odile = make_facilitator(reaching, cast.places["Muriza"])
    group = make_group(cast.organisation, cast.places["Muriza"])
    training_actions.go_away(
        actor=SYSTEM, facilitator=odile, kind=Away.PAUSE, why=WhyAway.FAMILY, since=TODAY, until=None, now=NOW
    )
    client, address = at_the_desk("coordinator"), reverse("groups:facilitators", args=[group.pk])

    page = client.get(address)
    fill = re.search(r'href="(\?account=[^"#]+)#begin"', page.content.decode())
    form = client.get(address + fill.group(1).replace("&amp;", "&")).content.decode()

    assert "Amina and Bosco" in text(page)
    assert "Amina lives at the group's place" in text(page)
    assert "Odile is on pause" in text(page)
    assert re.search(rf'value="{cast["amina"].pk}" selected', form)
    assert not groups.facilitators_of(group)


def test_two_begin_together_or_neither(at_the_desk, cast, led_by_amina):
    odile = make_account(cast.organisation, "odile", role=Role.FACILITATOR, place=cast.places["Musongati"])
    client, address = at_the_desk("coordinator"), reverse("groups:facilitators", args=[led_by_amina.pk])
    told = {"account": str(odile.pk), "since": str(TODAY)}

    refused = client.post(address, told | {"second": str(cast["bosco"].pk)})
    same = client.post(address, told | {"second": str(odile.pk)})
    alone = [leader.name for leader in groups.facilitators_of(led_by_amina)]
    client.post(address, told)

    assert "Bosco" in text(refused)
    assert "Choose somebody else, or leave it open." in text(same)
    assert alone == ["Amina"]
    assert [leader.name for leader in groups.facilitators_of(led_by_amina)] == ["Amina", "Odile"]


# ------------------------------------------------------------------------------------ the cascade


def test_the_cascade_counts_those_trained_and_says_where_they_are(at_the_desk, cast, amina, led_by_amina):
    page = text(at_the_desk("coordinator").get(reverse("supervision:cascade")))

    assert "People trained to lead a group: 1. Read on 22/11/2026 11:00." in page
    assert "Most are still on the way to: Observed and clear to lead (1)" in page
    assert "out of order: 1" in page


def test_a_cascade_of_nobody_says_what_comes(at_the_desk):
    page = text(at_the_desk("director").get(reverse("supervision:cascade")))

    assert "Nobody is trained to lead a group yet." in page


# ------------------------------------------------------------------------------- what always holds


@pytest.mark.parametrize("name", ["carine", "coordinator"])
def test_no_page_asks_too_often_or_holds_what_the_policy_forbids(
    name, at_the_desk, cast, amina, led_by_amina, django_assert_max_num_queries
):
    visit = make_visit(
        cast.actor("carine"), format=VisitFormat.SESSION, session_number=1, group_id=led_by_amina.pk, seen=seen(amina)
    ).visit
    make_follow_up(cast["carine"], amina)
    make_help(cast.actor("amina"))
    make_checklist(cast.actor("carine"), led_by_amina)
    person = reverse("training:facilitator", args=[amina.pk])
    pages = [page for page in every_page(amina, led_by_amina) if page != person]
    pages += [reverse("supervision:visit", args=[visit.pk])]
    pages += [f"{PLAN}?supervisor={cast['carine'].pk}", f"{reverse('supervision:route')}?group={led_by_amina.pk}"]
    pages += [reverse("supervision:checklist", args=[led_by_amina.pk, 1]), reverse("supervision:helps")]
    client = at_the_desk(name)
    client.get("/account/")

    for address in pages:
        of_a_plan = address.startswith((f"{PLAN}?", reverse("supervision:route"))) or address == PLAN
        most = MOST_QUERIES_OF_A_PLAN if of_a_plan else MOST_QUERIES
        with django_assert_max_num_queries(most, info=address):
            page = client.get(address)
        if page.status_code == 200:
            content = page.content.decode()
            assert not re.search(r"\sstyle=|<style|\son\w+=|javascript:|<script(?![^>]*\ssrc=)", content), address
            assert content.count("<h1") == 1, address
