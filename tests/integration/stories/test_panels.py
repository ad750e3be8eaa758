"""Panels choose among stories: who may sit, which stories come before them, what happens to a story taken back."""

from datetime import timedelta

import pytest

from tests.cast import NOW, TODAY
from tests.factories.groups import make_group, new_id
from tests.factories.stories import heard, make_story, release
from tuvurane.groups import actions as group_actions
from tuvurane.groups import queries as groups
from tuvurane.groups.models import Participant
from tuvurane.journal.models import Entry
from tuvurane.people.problems import NotAllowed
from tuvurane.stories import actions as stories
from tuvurane.stories import problems
from tuvurane.stories.actions import panels as acts
from tuvurane.stories.actions.panels import Choice, Found, PanelContent
from tuvurane.stories.codes import Asked, Confirmed, Danger, Level, Method, Rung, Spread, ToldHow
from tuvurane.stories.models import PanelStory
from tuvurane.stories.queries import panels


def open_panel(cast, level=Level.COMMUNE, place="Musongati", group=None, by="coordinator"):
    content = PanelContent(level, Method.CONSENSUS, TODAY, cast.places[place], group)
    return acts.open_panel(
        actor=cast.actor(by), panel_id=new_id(), organisation_id=cast.organisation.pk, content=content, now=NOW
    )


def seat_member(cast, panel, group, seat=2):
    participant = Participant.objects.get(pk=groups.seats_of(group)[seat])
    return acts.seat_participant(actor=cast.actor("coordinator"), panel=panel, participant=participant, now=NOW)


def put(cast, panel, story):
    return acts.put_before(actor=cast.actor("coordinator"), panel=panel, placed_id=new_id(), story_id=story.pk, now=NOW)


def choose(cast, panel, *chosen, reason="It says what many live."):
    placed = panels.before(panel, on=TODAY).placed
    choices = {one.row.pk: Choice(one.row.story_id in chosen, reason) for one in placed}
    return acts.choose(actor=cast.actor("coordinator"), panel=panel, choices=choices, now=NOW)


@pytest.fixture
def story(aminas_group):
    """A story of amina's group that may be read inside the programme."""
    return release(make_story(aminas_group))


@pytest.fixture
def panel(cast, aminas_group):
    """A panel of the commune with a participant of amina's group."""
    opened = open_panel(cast)
    seat_member(cast, opened, aminas_group)
    return opened


def test_a_panel_reads_the_story_without_the_teller(cast, panel, story):
    put(cast, panel, story)

    (placed,) = panels.before(panel, on=TODAY).placed

    assert "Nadia" not in placed.readable.wordings[0].text
    assert placed.row.version == 1


def test_the_tellers_facilitator_may_not_sit_there(cast, panel, story):
    put(cast, panel, story)

    with pytest.raises(problems.LeadsTheTeller) as refused:
        acts.seat_account(actor=cast.actor("coordinator"), panel=panel, account_id=cast.accounts["amina"].pk, now=NOW)

    assert refused.value.details["names"] == "Amina"
    assert len(panels.members_of(panel)) == 1


def test_a_story_does_not_come_before_a_panel_in_which_its_facilitator_sits(cast, panel, story):
    acts.seat_account(actor=cast.actor("coordinator"), panel=panel, account_id=cast.accounts["amina"].pk, now=NOW)

    with pytest.raises(problems.LeadsTheTeller):
        put(cast, panel, story)

    assert not panels.before(panel, on=TODAY).placed


def test_another_groups_facilitator_may_sit_there(cast, panel, story):
    put(cast, panel, story)

    acts.seat_account(actor=cast.actor("coordinator"), panel=panel, account_id=cast.accounts["bosco"].pk, now=NOW)

    assert len(panels.members_of(panel)) == 2


def test_somebody_who_led_the_teller_before_is_refused_too(cast, panel, aminas_group, boscos_group):
    """The teller came from bosco's circle into amina's: neither of the two judges what they tell."""
    story = release(make_story(boscos_group))
    teller = Participant.objects.get(pk=groups.seats_of(boscos_group)[1])
    group_actions.move_participant(
        actor=cast.actor("coordinator"), participant=teller, came_from=boscos_group, to=aminas_group, on=TODAY, now=NOW
    )
    put(cast, panel, story)

    for name in ("amina", "bosco"):
        with pytest.raises(problems.LeadsTheTeller):
            acts.seat_account(actor=cast.actor("coordinator"), panel=panel, account_id=cast.accounts[name].pk, now=NOW)


def test_no_panel_chooses_without_a_participant(cast, story):
    panel = open_panel(cast)
    put(cast, panel, story)

    with pytest.raises(problems.NoParticipant):
        choose(cast, panel, story.pk)


def test_only_stories_with_a_yes_in_force_are_offered(cast, panel, aminas_group):
    make_story(aminas_group)

    assert panels.offered_to(panel, on=TODAY) == []


def test_a_story_handed_on_to_care_comes_before_no_panel(cast, panel, story):
    stories.mark(actor=cast.actor("coordinator"), story=story, dangers=[Danger.CRIME], now=NOW)

    assert panels.offered_to(panel, on=TODAY) == []
    with pytest.raises(problems.NotOffered):
        put(cast, panel, story)


def test_a_circle_reads_its_own_stories_only(cast, story, aminas_group, boscos_group):
    own = open_panel(cast, Level.GROUP, "Muriza", aminas_group)
    others = open_panel(cast, Level.GROUP, "Butare", boscos_group)

    assert [one.story_id for one in panels.offered_to(own, on=TODAY)] == [story.pk]
    assert panels.offered_to(others, on=TODAY) == []


def test_what_a_commune_chose_goes_up_and_the_rest_stays(cast, panel, aminas_group):
    chosen, left = release(make_story(aminas_group, 1)), release(make_story(aminas_group, 3))
    put(cast, panel, chosen)
    put(cast, panel, left)
    choose(cast, panel, chosen.pk)

    province = open_panel(cast, Level.PROVINCE, "Burunga")

    assert [one.story_id for one in panels.offered_to(province, on=TODAY)] == [chosen.pk]


def test_each_choice_needs_its_reason_also_a_no(cast, panel, story):
    put(cast, panel, story)

    with pytest.raises(problems.WhyMissing):
        choose(cast, panel, reason=" ")


def test_the_reason_is_kept_under_the_storys_key(cast, panel, story):
    put(cast, panel, story)
    choose(cast, panel, story.pk, reason="Two hills heard of it")

    row = PanelStory.objects.get()

    assert b"Two hills" not in bytes(row.reason_sealed)
    assert panels.before(panel, on=TODAY).placed[0].reason == "Two hills heard of it"


def test_a_story_taken_back_is_gone_from_the_panel_and_only_a_count_stays(cast, panel, story, aminas_group):
    other = release(make_story(aminas_group, 3))
    put(cast, panel, story)
    put(cast, panel, other)
    choose(cast, panel, story.pk)

    stories.withdraw(
        actor=cast.actor("coordinator"), story=story, rungs=[Rung.LEARN_INSIDE], heard=heard(TODAY), now=NOW
    )
    found = panels.before(panel, on=TODAY)

    assert [one.row.story_id for one in found.placed] == [other.pk]
    assert found.gone == 1


def test_a_story_taken_back_before_the_choice_hinders_nobody(cast, panel, story, aminas_group):
    other = release(make_story(aminas_group, 3))
    put(cast, panel, story)
    put(cast, panel, other)
    stories.withdraw(
        actor=cast.actor("coordinator"), story=story, rungs=[Rung.LEARN_INSIDE], heard=heard(TODAY), now=NOW
    )

    choose(cast, panel, other.pk)

    assert panels.before(panel, on=TODAY).decided


def test_what_was_chosen_is_not_chosen_again(cast, panel, story):
    put(cast, panel, story)
    choose(cast, panel, story.pk)

    with pytest.raises(problems.PanelClosed):
        choose(cast, panel)


def test_a_teller_hears_once_what_became_of_their_story(cast, panel, story):
    placed = put(cast, panel, story)
    with pytest.raises(problems.PanelOpen):
        acts.tell_back(actor=cast.actor("coordinator"), placed=placed, on=TODAY, how=ToldHow.IN_PERSON, now=NOW)
    choose(cast, panel)

    acts.tell_back(actor=cast.actor("coordinator"), placed=placed, on=TODAY, how=ToldHow.IN_PERSON, now=NOW)

    with pytest.raises(problems.ToldAlready):
        acts.tell_back(actor=cast.actor("coordinator"), placed=placed, on=TODAY, how=ToldHow.BY_PHONE, now=NOW)


@pytest.mark.parametrize("asked", [Asked.CIRCLE, Asked.NEIGHBOUR, Asked.OFFICIAL])
def test_nobody_else_is_asked_about_a_story_without_the_tellers_yes(cast, story, asked):
    found = Found(asked, False, Confirmed.YES, Spread.MANY, TODAY)

    with pytest.raises(problems.TellerNotAsked):
        acts.verify(actor=cast.actor("coordinator"), verification_id=new_id(), story=story, found=found, now=NOW)


def test_what_was_found_is_read_beside_the_story(cast, story):
    found = Found(Asked.CIRCLE, True, Confirmed.PARTLY, Spread.SOME, TODAY, "Two others tell it so.")

    acts.verify(actor=cast.actor("coordinator"), verification_id=new_id(), story=story, found=found, now=NOW)

    ((row, words),) = panels.verifications_of(story)
    assert (row.confirmed, row.spread, words) == ("partly", "some", "Two others tell it so.")


def test_a_panel_is_opened_on_no_later_day_and_at_no_other_place(cast):
    content = PanelContent(Level.COMMUNE, Method.VOTE, TODAY + timedelta(days=1), cast.places["Musongati"])
    with pytest.raises(problems.DayAhead):
        acts.open_panel(
            actor=cast.actor("coordinator"),
            panel_id=new_id(),
            organisation_id=cast.organisation.pk,
            content=content,
            now=NOW,
        )
    with pytest.raises(NotAllowed):
        open_panel(cast, place="Makamba", by="carine")


def test_the_journal_names_ids_and_no_word_of_a_story(cast, panel, story):
    put(cast, panel, story)
    choose(cast, panel, story.pk, reason="Carrying water together")

    lines = [str(entry.detail) for entry in Entry.objects.filter(verb__startswith="panels.")]

    assert len(lines) == 4
    assert not any("water" in line for line in lines)


def test_participants_are_found_by_code_where_they_are_seen(cast, aminas_group, boscos_group):
    code = Participant.objects.get(pk=groups.seats_of(aminas_group)[2]).code
    elsewhere = make_group(cast.organisation, cast.places["Kibago"], name="Kira", members=1)
    hidden = Participant.objects.get(pk=groups.seats_of(elsewhere)[1]).code

    found, unknown = panels.participants_coded(cast.actor("carine"), [f" {code.lower()} ", hidden, "XX-1"])

    assert [one.code for one in found] == [code]
    assert unknown == sorted([hidden, "XX-1"])
