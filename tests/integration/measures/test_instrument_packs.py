"""Instruments of a partner: checked, kept once, never changed, scored by their own version; and what the page promises."""

import copy
import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.cast import NOW, SYSTEM
from tuvurane.config.cli import main
from tuvurane.evidence import effects
from tuvurane.journal.models import Entry
from tuvurane.measures import actions, problems, queries, scoring
from tuvurane.measures.models import InstrumentPack
from tuvurane.people.problems import NotAllowed

PAGE = Path(__file__).parents[3] / "docs" / "reference" / "instrument-packs.md"
PACK = json.loads(re.search(r"```json\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL).group(1))
ANSWERS = {"slept": 2, "woke": 0, "quiet": None}


def other(**changed):
    return copy.deepcopy(PACK) | changed


def load(data, actor=SYSTEM):
    return actions.load_instrument(actor=actor, data=data, now=NOW)


def test_the_pack_in_the_documentation_is_one_and_means_what_is_said_of_it():
    pack = scoring.read_pack(copy.deepcopy(PACK))

    result = scoring.score(pack, ANSWERS, "F")

    # slept 2, woke reversed 2: their mean 2 stands for the third, 6 in all; the night is 4
    assert (result.total, result.subscales, result.missing) == (6, {"night": 4}, 1)
    # woke reversed: an answer of 1 counts 1, of 0 counts 2; below 2 is below the whole published range of 2 to 3
    below, between = (scoring.score(pack, {"slept": 0, "woke": woke, "quiet": 0}, "F") for woke in (1, 0))
    assert (below.total, below.cutoffs[0].positive, below.cutoffs[0].uncertain) == (1, True, False)
    assert (between.total, between.cutoffs[0].positive, between.cutoffs[0].uncertain) == (2, None, True)
    (rule,) = effects.yardstick(pack).rules
    assert rule.points == pytest.approx(1.96 * 2**0.5 * 1.5 * 0.2**0.5)


def test_a_pack_is_kept_once_with_its_licence_and_permission(db):
    before = Entry.objects.count()

    pack, again = load(PACK), load(other())

    assert (pack.licence, pack.permission_ref, again.pk) == ("All rights reserved", "Letter of 3 March 2026", pack.pk)
    assert Entry.objects.count() == before + 1
    assert Entry.objects.latest("seq").detail == {
        "version": "1", "licence": "All rights reserved", "permission": "Letter of 3 March 2026",
    }  # fmt: skip
    assert "partner_rest" in queries.instruments()
    assert queries.titles("fr")["partner_rest"] == "Repos et calme"


def test_another_text_is_another_version_and_each_scores_its_own_answers(db):
    load(PACK)
    with pytest.raises(problems.InstrumentTaken):
        load(other(sources=["https://example.org/else"]))
    load(other(version="1.10", scoring=PACK["scoring"] | {"multiplier": 2, "maximum": 12}))
    load(other(version="1.9"))

    first, newest = queries.instrument("partner_rest", "1"), queries.instrument("partner_rest")

    assert (first.version, newest.version) == ("1", "1.10")
    assert [scoring.score(one, ANSWERS, None).total for one in (first, newest)] == [6, 12]
    with pytest.raises(problems.VersionUnknown, match=r"1, 1.9, 1.10"):
        queries.instrument("partner_rest", "3")


def test_nobody_takes_one_of_our_names(db):
    with pytest.raises(problems.InstrumentTaken):
        load(other(name="srq20", version="9"))
    assert not InstrumentPack.objects.exists()


def test_our_own_instruments_cost_no_question(db, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert queries.instrument("srq20", "1").name == "srq20"
    with django_assert_num_queries(1):
        assert {"srq20", "small_shifts"} <= queries.instruments().keys()


def test_an_unknown_name_is_answered_with_all_that_are_here(db):
    load(PACK)

    with pytest.raises(problems.InstrumentUnknown, match=r"mspss, partner_rest, pcl5"):
        queries.instrument("gad7")


def test_whoever_does_not_tend_instruments_adds_none(cast):
    with pytest.raises(NotAllowed):
        load(PACK, cast.actor("carine"))
    assert load(PACK, cast.actor("administrator")).name == "partner_rest"


def test_the_wording_of_a_pack_is_loaded_by_version(db):
    load(PACK)
    rows = [
        scoring.WordingRow("partner_rest", "1", "rn", key, f"Ikibazo {key}", "Letter")
        for key in ("slept", "woke", "quiet")
    ]

    assert actions.load_wording(actor=SYSTEM, rows=rows, now=NOW) == 3
    assert queries.wordings_loaded() == [("partner_rest", "1", "rn")]


def run(*arguments):
    return CliRunner().invoke(main, list(arguments))


@pytest.fixture
def file(tmp_path):
    def write(data):
        path = tmp_path / "pack.json"
        path.write_text(data if isinstance(data, str) else json.dumps(data), encoding="utf-8")
        return str(path)

    return write


def test_check_explains_every_fault_and_writes_nothing(db, file):
    faulty = other(colour="red", scoring=PACK["scoring"] | {"maximum": "7"})
    del faulty["items"][1]["label"]["rn"]

    result = run("instruments", "check", file(faulty))

    assert result.exit_code == 1
    assert "items[1].label.rn. This field is missing. Add it." in result.output
    assert "scoring.maximum: “7”." in result.output
    assert "colour. This field is not known." in result.output
    assert not InstrumentPack.objects.exists()
    assert run("instruments", "add", file(faulty)).exit_code == 1
    assert "This is not JSON" in run("instruments", "check", file("{")).output


def test_a_pack_is_checked_added_listed_shown_and_scored_by_command(db, file, tmp_path):
    answers = tmp_path / "answers.csv"
    answers.write_text("slept,woke,quiet\n2,0,\n", encoding="utf-8")

    assert (
        "No faults. partner_rest 1: Rest and quiet. Items: 3, total 0 to 6."
        in run("instruments", "check", file(PACK)).output
    )
    assert run("instruments", "add", file(PACK)).exit_code == 0
    assert "partner_rest 1  Rest and quiet  3 items  0-6" in run("instruments", "list").output
    shown = json.loads(run("instruments", "show", "partner_rest", "--version", "1", "--output", "json").output)
    assert shown["licence"]["permission"] == "Letter of 3 March 2026"
    scored = json.loads(run("score", "partner_rest", str(answers), "--output", "json").output)
    assert (scored["version"], scored["rows"][0]["total"]) == ("1", 6)


@pytest.mark.parametrize("name", sorted(scoring.load_instruments()))
def test_every_instrument_can_be_shown_as_text(db, name):
    result = run("instruments", "show", name)

    assert result.exit_code == 0
    assert f"name: {name}" in result.output
