"""Rounds of coding: blind until both have read, disagreements kept and talked over, a low agreement read again."""

import copy
import json
from importlib import resources

import pytest

from tests.cast import NOW, TODAY
from tests.factories.groups import make_group, new_id
from tests.factories.stories import heard, make_story, release
from tuvurane.journal.models import Entry
from tuvurane.people.problems import NotAllowed
from tuvurane.people.scope import Actor
from tuvurane.stories import actions as stories
from tuvurane.stories import problems
from tuvurane.stories.actions import coding as acts
from tuvurane.stories.codes import Outcome, Rung
from tuvurane.stories.models import Assignment, Reading
from tuvurane.stories.queries import coding

BOOK = ("change", "1.0")
CODERS = ("carine", "eva")


@pytest.fixture
def told(cast):
    """Six stories of one circle that may be read inside the programme."""
    group = make_group(cast.organisation, cast.places["Muriza"], leaders=[cast["amina"]], members=6)
    return [release(make_story(group, seat), [Rung.LEARN_INSIDE]) for seat in range(1, 7)]


def open_round(cast, *, book=BOOK, coders=CODERS, again=None, seed=7, by="eva"):
    return acts.open_round(
        actor=cast.actor(by),
        round_id=new_id(),
        organisation_id=cast.organisation.pk,
        place=cast.places["Musongati"],
        book=book,
        coder_ids=[cast.accounts[name].pk for name in coders],
        seed=seed,
        now=NOW,
        again=again,
    )


def next_of(cast, name, round_):
    turn = coding.next_for(cast.accounts[name].pk, round_, on=TODAY)
    assert turn is not None
    return turn[0]


def read_all(cast, round_, found):
    """Everybody reads everything; ``found(name, story_id)`` says which codes."""
    for name in CODERS:
        while (turn := coding.next_for(cast.accounts[name].pk, round_, on=TODAY)) is not None:
            assignment, _ = turn
            codes = found(name, assignment.story_id)
            acts.read(actor=cast.actor(name), assignment=assignment, codes=codes, now=NOW)


def agreeing(told):
    """Both find the same: one code in half of the stories, another in the rest."""
    half = {story.pk for story in told[:3]}
    return lambda _name, story: ["anger_eases"] if story in half else ["belonging"]


def differing(name, _story):
    return ["anger_eases"] if name == "eva" else ["belonging"]


def another_version():
    pack = json.loads(resources.files("tuvurane.stories").joinpath("codebooks", "change-1.0.json").read_text("utf-8"))
    bent = copy.deepcopy(pack)
    bent["version"] = "1.1"
    return bent


def test_few_stories_are_all_read_by_two(cast, told):
    page = coding.round_page(open_round(cast), on=TODAY)

    assert (page.stories, page.twice, page.blind, page.gone) == (6, 6, 12, 0)
    assert [(one.coder.name, one.read, one.of) for one in page.progress] == [("Carine", 0, 6), ("Eva", 0, 6)]


def test_the_same_seed_gives_everybody_the_same_work(cast, told):
    works = [
        list(Assignment.objects.filter(round=open_round(cast)).order_by("place_in_round").values_list("coder", "story"))
        for _ in range(2)
    ]

    assert works[0] == works[1]


def test_nothing_of_anothers_reading_is_told_before_ones_own(cast, told):
    round_ = open_round(cast)
    assignment = next_of(cast, "carine", round_)
    acts.read(actor=cast.actor("carine"), assignment=assignment, codes=["belonging"], now=NOW)

    with pytest.raises(problems.StillBlind) as refused:
        acts.close_round(actor=cast.actor("eva"), round_=round_, now=NOW)

    assert refused.value.details["n"] == 11
    with pytest.raises(problems.StillBlind):
        resolve(cast, round_, told[0])


def test_nobody_reads_in_anothers_place(cast, told):
    round_ = open_round(cast)
    assignment = next_of(cast, "carine", round_)

    with pytest.raises(problems.RoundUnknown):
        acts.read(actor=cast.actor("eva"), assignment=assignment, codes=[], now=NOW)
    with pytest.raises(problems.RoundUnknown):
        coding.assignment_for(cast.accounts["eva"].pk, assignment.pk, on=TODAY)


def test_a_reading_is_never_changed(cast, told):
    assignment = next_of(cast, "carine", open_round(cast))
    first = acts.read(actor=cast.actor("carine"), assignment=assignment, codes=["belonging"], now=NOW)

    again = acts.read(actor=cast.actor("carine"), assignment=assignment, codes=["belonging"], now=NOW)

    assert again.pk == first.pk
    with pytest.raises(problems.ReadAlready):
        acts.read(actor=cast.actor("carine"), assignment=assignment, codes=[], now=NOW)


def test_a_code_that_is_not_in_the_codebook_is_refused(cast, told):
    assignment = next_of(cast, "carine", open_round(cast))

    with pytest.raises(problems.CodeUnknown):
        acts.read(actor=cast.actor("carine"), assignment=assignment, codes=["harmony"], now=NOW)


def test_those_who_agree_may_conclude(cast, told):
    round_ = open_round(cast)
    read_all(cast, round_, agreeing(told))

    closed = acts.close_round(actor=cast.actor("eva"), round_=round_, now=NOW)
    agreed = coding.agreed_in(closed, on=TODAY)

    assert closed.outcome == Outcome.RELIABLE
    assert agreed.alpha.value == pytest.approx(1.0)
    assert agreed.kappa.value == pytest.approx(1.0)
    assert agreed.alpha.stories == agreed.twice == 6
    assert coding.differing_in(closed, on=TODAY) == []


def test_those_who_differ_read_again_by_a_better_codebook_and_the_old_readings_stay(cast, told):
    round_ = open_round(cast)
    read_all(cast, round_, differing)
    closed = acts.close_round(actor=cast.actor("eva"), round_=round_, now=NOW)
    assert closed.outcome == Outcome.RECODE

    with pytest.raises(problems.SameCodebook):
        open_round(cast, again=closed)
    acts.load_codebook(actor=Actor.system(), data=another_version(), now=NOW)
    second = open_round(cast, book=("change", "1.1"), again=closed)
    read_all(cast, second, agreeing(told))

    assert acts.close_round(actor=cast.actor("eva"), round_=second, now=NOW).outcome == Outcome.RELIABLE
    assert Reading.objects.filter(assignment__round=closed).count() == 12
    with pytest.raises(problems.NotToRecode):
        open_round(cast, book=("change", "1.1"), again=closed)


def test_what_two_differ_about_is_settled_with_a_reason_and_both_readings_stay(cast, told):
    round_ = open_round(cast)
    read_all(cast, round_, differing)

    resolve(cast, round_, told[0])

    found = {one.readable.story_id: one for one in coding.differing_in(round_, on=TODAY)}
    settled = found[told[0].pk]
    assert settled.settled == frozenset({"belonging"})
    assert settled.reason == "Nobody is angry in it."
    assert [(coder.name, set(codes)) for coder, codes in settled.readings] == [
        ("Carine", {"belonging"}),
        ("Eva", {"anger_eases"}),
    ]
    assert coding.settled_codes(round_, on=TODAY) == {told[0].pk: {"belonging"}}


def test_what_two_agree_about_is_not_settled_again(cast, told):
    round_ = open_round(cast)
    read_all(cast, round_, agreeing(told))

    with pytest.raises(problems.NotDiffering):
        resolve(cast, round_, told[0])


def test_a_story_taken_back_leaves_the_round_at_once(cast, told):
    round_ = open_round(cast)
    read_all(cast, round_, agreeing(told))

    stories.withdraw(
        actor=cast.actor("coordinator"), story=told[0], rungs=[Rung.LEARN_INSIDE], heard=heard(TODAY), now=NOW
    )

    page = coding.round_page(round_, on=TODAY)
    assert (page.stories, page.gone) == (5, 1)
    assert coding.agreed_in(round_, on=TODAY).twice == 5
    assert told[0].pk not in coding.settled_codes(round_, on=TODAY)


def test_stories_without_a_yes_are_not_coded(cast, aminas_group):
    make_story(aminas_group)

    with pytest.raises(problems.NothingToCode):
        open_round(cast)


def test_one_coder_is_too_few_and_a_facilitator_is_none(cast, told):
    with pytest.raises(problems.CodersTooFew):
        open_round(cast, coders=("eva",))
    with pytest.raises(problems.CoderUnknown):
        open_round(cast, coders=("eva", "amina"))


def test_rounds_are_opened_by_those_who_code(cast, told):
    with pytest.raises(NotAllowed):
        open_round(cast, by="director")


def test_three_coders_have_an_alpha_and_no_kappa(cast, told):
    round_ = open_round(cast, coders=(*CODERS, "coordinator"))
    for name in (*CODERS, "coordinator"):
        while (turn := coding.next_for(cast.accounts[name].pk, round_, on=TODAY)) is not None:
            acts.read(actor=cast.actor(name), assignment=turn[0], codes=agreeing(told)(name, turn[0].story_id), now=NOW)

    agreed = coding.agreed_in(round_, on=TODAY)

    assert agreed.alpha.value == pytest.approx(1.0)
    assert agreed.kappa is None


def test_a_pack_that_stands_is_not_replaced(cast):
    acts.load_codebook(actor=Actor.system(), data=another_version(), now=NOW)
    acts.load_codebook(actor=Actor.system(), data=another_version(), now=NOW)
    changed = another_version() | {"source": "Somebody else wrote it."}

    with pytest.raises(problems.CodebookTaken):
        acts.load_codebook(actor=Actor.system(), data=changed, now=NOW)
    with pytest.raises(problems.CodebookTaken):
        acts.load_codebook(actor=Actor.system(), data=another_version() | {"version": "1.0"}, now=NOW)


def test_the_journal_says_that_somebody_read_and_not_what_they_found(cast, told):
    read_all(cast, open_round(cast), differing)

    lines = [entry.detail for entry in Entry.objects.filter(verb="coding.read")]

    assert len(lines) == 12
    assert all(set(line) == {"assignment"} for line in lines)


def resolve(cast, round_, story):
    return acts.resolve(
        actor=cast.actor("eva"),
        resolution_id=new_id(),
        round_=round_,
        story=story,
        codes=["belonging"],
        reason="Nobody is angry in it.",
        now=NOW,
    )
