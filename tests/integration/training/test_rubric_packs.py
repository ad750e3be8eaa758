"""Packs: loaded once, never changed, used by ratings; and what the command line says of them."""

import copy
import json

import pytest
from click.testing import CliRunner

from tests.cast import NOW, SYSTEM, TODAY
from tests.factories.groups import new_id
from tests.factories.ratings import certify, rating_content
from tests.factories.training import make_facilitator
from tuvurane.config.cli import main
from tuvurane.journal.models import Entry
from tuvurane.people.problems import NotAllowed
from tuvurane.training import actions, problems, queries
from tuvurane.training.models import RubricPack

PACK = {
    "name": "partner-tool",
    "version": "2",
    "title": {"en": "A tool of a partner", "fr": "Un outil d'un partenaire"},
    "licence": "All rights reserved",
    "permission_ref": "Letter of 3 March 2026",
    "source": "The partner",
    "status": {"en": "source", "fr": "reviewed"},
    "competences": [
        {
            "code": "holding",
            "title": {"en": "Holding", "fr": "Tenir"},
            "about": {"en": "Holds.", "fr": "Tient."},
            "behaviours": [
                {"code": "n1", "kind": "harmful", "text": {"en": "Leaves.", "fr": "Part."}},
                {"code": "y1", "kind": "basic", "text": {"en": "Stays.", "fr": "Reste."}},
                {"code": "y2", "kind": "advanced", "text": {"en": "Returns.", "fr": "Revient."}},
            ],
        }
    ],
}


def other(**changed):
    return copy.deepcopy(PACK) | changed


def load(data, actor=SYSTEM):
    return actions.load_rubric(actor=actor, data=data, now=NOW)


def test_a_pack_is_kept_with_its_licence_and_permission_and_journalled_once(cast):
    before = Entry.objects.count()

    pack = load(PACK)
    again = load(other())

    assert (pack.licence, pack.permission_ref, again.pk) == ("All rights reserved", "Letter of 3 March 2026", pack.pk)
    assert Entry.objects.count() == before + 1
    assert Entry.objects.latest("seq").detail == {
        "licence": "All rights reserved", "permission": "Letter of 3 March 2026",
    }  # fmt: skip
    assert [(one.name, one.version) for one in queries.rubrics()] == [("tuvurane-cbs", "1.0"), ("partner-tool", "2")]
    assert queries.rubric("partner-tool", "2").competence("holding").title["fr"] == "Tenir"


def test_a_pack_that_stands_is_never_changed_and_a_new_version_stands_beside_it(cast):
    load(PACK)

    with pytest.raises(problems.RubricTaken):
        load(other(source="Somebody else"))
    assert load(other(version="3")).version == "3"
    assert queries.rubric("partner-tool", "2").source == "The partner"


@pytest.mark.parametrize("version", ["1.0", "9"])
def test_nobody_takes_the_name_of_our_rubric(cast, version):
    with pytest.raises(problems.RubricTaken):
        load(other(name="tuvurane-cbs", version=version))


def test_a_pack_with_faults_is_not_kept(cast):
    with pytest.raises(problems.PackFaulty):
        load(other(permission_ref=""))
    assert not RubricPack.objects.exists()


@pytest.mark.parametrize("who", ["coordinator", "trainer", "carine", "eva", "stranger"])
def test_only_whoever_tends_the_deployment_adds_a_pack(cast, who):
    with pytest.raises(NotAllowed):
        load(PACK, cast.actor(who))
    assert load(PACK, cast.actor("administrator")).name == "partner-tool"


def test_a_rating_by_a_pack_draws_its_levels_from_the_pack(cast):
    load(PACK)
    certify(cast["carine"])
    amina = make_facilitator(cast["amina"], cast.places["Muriza"])
    said = rating_content(amina.pk, TODAY, rubric="partner-tool", rubric_version="2", ticks={"holding": ["y1", "y2"]})

    rating = actions.record_rating(actor=cast.actor("carine"), rating_id=new_id(), content=said, now=NOW).rating

    assert rating.levels == {"holding": 4}
    assert not rating.counts  # certified by another rubric


def run(*arguments):
    return CliRunner().invoke(main, ["rubrics", *arguments])


@pytest.fixture
def file(tmp_path):
    def write(data):
        path = tmp_path / "pack.json"
        path.write_text(data if isinstance(data, str) else json.dumps(data), encoding="utf-8")
        return str(path)

    return write


def test_the_command_explains_every_fault_and_writes_nothing(cast, file):
    faulty = other(permission_ref="", title={"en": "A tool"})

    checked, added = run("check", file(faulty)), run("add", file(faulty))

    for said in (checked, added):
        assert said.exit_code == 1
        assert "Faults: 2." in said.output
        assert "permission_ref: This licence is not an open one." in said.output
        assert "title.fr: This field is missing. Add it." in said.output
    assert not RubricPack.objects.exists()


def test_the_command_checks_without_writing_then_adds_once(cast, file):
    assert "No faults. partner-tool 2: A tool of a partner." in run("check", file(PACK)).output
    assert not RubricPack.objects.exists()

    for _ in range(2):
        assert run("add", file(PACK)).output == "Rubric: partner-tool 2, licence: All rights reserved.\n"
    assert RubricPack.objects.count() == 1


def test_the_command_lists_and_shows_in_the_readers_language(cast, file):
    load(PACK)

    listed, shown, ours = run("list"), run("show", "partner-tool", "2", "--language", "fr"), run("show")

    assert "tuvurane-cbs 1.0: Holding a sociotherapy group. Licence: CC0-1.0." in listed.output
    assert "partner-tool 2: A tool of a partner. Licence: All rights reserved, permission: Letter" in listed.output
    assert "holding: Tenir. Tient.\n  n1 (harmful) Part.\n" in shown.output
    assert "pair_work: Working as a pair." in ours.output


@pytest.mark.parametrize("text", ["", "{", "name: partner-tool"], ids=["empty", "half", "not JSON"])
def test_the_command_says_that_a_file_is_no_json(file, text):
    said = run("check", file(text))

    assert said.exit_code == 1
    assert "is not JSON in UTF-8" in said.output


def test_the_command_says_that_a_rubric_is_not_here(cast):
    said = run("show", "nothing", "2")

    assert (said.exit_code, "There is no rubric nothing 2 here." in said.output) == (1, True)
