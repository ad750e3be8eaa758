"""The vote over many groups: released session by session, and early safety beside later change."""

from dataclasses import replace
from datetime import date
from itertools import product
from uuid import uuid4

import pytest

from tuvurane.evidence import problems, voice, voice_publishing
from tuvurane.evidence.disclosure import Reason, Withheld
from tuvurane.evidence.publishing import Silence
from tuvurane.groups.codes import Voice
from tuvurane.groups.queries import Vote, Votes
from tuvurane.measures.queries import EvidenceRow
from tuvurane.people import problems as people_problems
from tuvurane.people.roles import Role
from tuvurane.people.scope import Actor, Grant

EVA = Actor("account", uuid4(), uuid4(), (Grant(Role.EVALUATOR, "/"),), name="Eva")
TODAY = date(2026, 11, 22)
LANGUAGES = ("rn", "fr", "sw", "en")


@pytest.fixture
def stones(monkeypatch):
    """What the groups voted, without a database."""

    def answer(votes, *, left_out=0):
        def votes_for_evidence(actor, *, question=None, last=15):
            kept = [vote for vote in votes if vote.number <= last and question in {None, vote.question}]
            return Votes(kept, left_out)

        monkeypatch.setattr("tuvurane.groups.queries.votes_for_evidence", votes_for_evidence)

    return answer


def votes(groups=5, *, sessions=(1,), good=9, stones=12, path="/1/2/", questions=tuple(Voice)):
    return [
        Vote(f"{path}{group}", path, number, question, good, stones)
        for group, number, question in product(range(groups), sessions, questions)
    ]


def read(**scope):
    return voice.voice_page(EVA, on=TODAY, **scope)


def test_each_session_is_a_share_with_its_interval_people_and_groups(stones):
    stones(votes(sessions=(1, 2)))

    page = read()

    found = page.sessions[1]
    assert set(page.sessions) == {1, 2}
    assert abs(found.means["safe"].value - 75) <= found.means["safe"].step / 2
    assert found.means["safe"].low < 75 < found.means["safe"].high
    assert (found.means["safe"].groups, found.counts["people"].middle) == (5, 60)


SMALL = {
    "two groups": votes(2, stones=40, good=30),
    "three groups of nine stones": votes(3, stones=9, good=5),
}


@pytest.mark.parametrize("counted", SMALL.values(), ids=list(SMALL))
def test_below_three_groups_and_thirty_people_nothing_leaves(stones, counted):
    stones(counted)

    page = read()

    assert page.sessions == {}
    assert page.withheld.reason is Reason.TOO_FEW


def test_a_late_session_of_two_groups_is_left_out_while_the_early_ones_are_shown(stones):
    stones([*votes(6), *votes(2, sessions=(15,), stones=40, good=30)])

    assert set(read().sessions) == {1}


def test_a_place_whose_small_neighbour_could_be_worked_out_is_hidden_in_that_session_only(stones):
    both = [*votes(6, sessions=(1, 2), path="/1/2/"), *votes(4, sessions=(1,), path="/1/3/")]
    stones([*both, *votes(1, sessions=(2,), path="/1/3/")])

    assert set(read().sessions) == {1, 2}
    assert set(read(place_path="/1/2/").sessions) == {1}


def test_a_single_stone_more_or_less_moves_no_figure_by_less_than_its_step(stones):
    stones(votes(3, stones=10, good=7, questions=(Voice.SAFE,)))

    mean = read().sessions[1].means["safe"]

    assert mean.step == 5
    assert mean.value % 5 == 0


def test_who_may_see_no_evidence_and_places_out_of_reach_are_refused(stones):
    stones(votes())
    amina = Actor("account", uuid4(), uuid4(), (Grant(Role.FACILITATOR, "/"),))
    local = Actor("account", uuid4(), uuid4(), (Grant(Role.EVALUATOR, "/1/2/"),))

    with pytest.raises(people_problems.NotAllowed):
        voice.voice_page(amina, on=TODAY)
    with pytest.raises(problems.PlaceOutsideReach):
        voice.voice_page(local, on=TODAY, place_path="/1/3/")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("counted", [votes(), votes(2), []], ids=["shown", "too few", "nobody"])
def test_the_page_says_in_every_language_what_it_shows_or_why_it_does_not(stones, counted, language):
    stones(counted, left_out=3)

    said = voice_publishing.publish_voice(read(), language)

    if isinstance(said, Silence):
        assert "{" not in said.title + said.why + said.what_helps
    else:
        assert [curve.question for curve in said.curves] == list(Voice)
        assert len(said.table.rows) == 1
        assert all(0 <= point.low <= point.share <= point.high <= 1 for curve in said.curves for point in curve.points)


# ------------------------------------------------------------------------- early safety and later change


def changed(groups, by, *, size=6, path="/1/2/"):
    """People of each group measured twice; ``by(group)`` is how much better they become."""
    rows = []
    for group, seat in product(range(groups), range(size)):
        person, where, start = f"{group}-{seat}", f"{path}{group}", 14 + seat % 3
        rows.append(EvidenceRow(person, where, "baseline", start, "F", path))
        rows.append(EvidenceRow(person, where, "end", start - by(group), "F", path))
    return rows


def early(groups, safe, *, sessions=(1, 2, 3, 4, 5), path="/1/2/", stones=20):
    return [
        Vote(f"{path}{group}", path, number, Voice.SAFE, safe(group), stones)
        for group, number in product(range(groups), sessions)
    ]


def ask(**scope):
    return voice.safety_page(EVA, instrument="srq20", on=TODAY, **scope)


@pytest.mark.parametrize(("turn", "answer"), [(1, "changed more for the better"), (-1, "changed less for the better")])
def test_above_nought_means_safer_early_and_more_change_for_the_better(world, stones, turn, answer):
    world(changed(24, lambda group: turn * (group % 8)))
    stones(early(24, lambda group: 8 + group % 8))

    page = ask()

    assert page.figures.means["association"].value == turn
    assert page.groups == 24
    said = voice_publishing.publish_safety(page, "en")
    assert answer in said.answer
    assert "not a cause" in said.not_a_cause


def test_where_the_two_have_nothing_to_do_with_each_other_no_link_is_claimed(world, stones):
    world(changed(24, lambda group: group % 5))
    stones(early(24, lambda group: 8 + (group * 7) % 11))

    page = ask()

    assert "No clear link" in voice_publishing.publish_safety(page, "en").answer


REFUSED = {
    "nineteen groups": (19, {}, {}),
    "votes in two of the first five sessions": (24, {"sessions": (1, 2)}, {}),
    "votes after the fifth session only": (24, {"sessions": (6, 7, 8, 9)}, {}),
    "nine stones": (24, {"sessions": (1, 2, 3), "stones": 3}, {}),
    "three measured in each group": (24, {}, {"size": 3}),
}


@pytest.mark.parametrize(("groups", "of_votes", "of_people"), REFUSED.values(), ids=list(REFUSED))
def test_too_few_groups_with_both_are_refused_with_what_is_needed(world, stones, groups, of_votes, of_people):
    world(changed(groups, lambda group: group % 8, **of_people))
    stones(early(groups, lambda group: 1 + group % 3, **of_votes))

    page = ask()

    assert (page.figures, page.groups, page.needed) == (None, None, 20)
    assert "20 groups at least" in voice_publishing.publish_safety(page, "en").why


def test_groups_that_are_all_alike_say_nothing(world, stones):
    world(changed(24, lambda group: 2))
    stones(early(24, lambda group: 10 + group % 8))

    assert isinstance(voice_publishing.publish_safety(ask(), "en"), Silence)


def test_a_place_beside_a_small_one_is_hidden_here_too(world, stones):
    beside = [replace(row, person=f"beside-{row.person}") for row in changed(1, lambda group: 1, path="/1/3/")]
    world([*changed(24, lambda group: group % 8), *beside])
    stones([*early(24, lambda group: 8 + group % 8), *early(1, lambda group: 9, path="/1/3/")])

    page = ask(place_path="/1/2/")

    assert isinstance(page.figures, Withheld)
    assert page.figures.reason is Reason.NEIGHBOUR


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_rule_names_every_limit_in_every_language(language):
    said = voice_publishing.safety_rule(language)

    assert "{" not in said
    assert all(f"{limit.value:g}" in said for limit in voice.limits().values())
    assert all(limit.source for limit in voice.limits().values())
