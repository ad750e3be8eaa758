"""The master key changes under a running server, is kept by two people, and comes back when a machine has lost it."""

import json
import re

import pytest
from click.testing import CliRunner

from tests.cast import NOW
from tests.factories.groups import make_group
from tuvurane.config import environment, parts
from tuvurane.config.cli import main
from tuvurane.config.environment import Secrets
from tuvurane.exchange import erasures_file, escrow, problems
from tuvurane.foundation import rows, sealing
from tuvurane.groups import queries as groups
from tuvurane.journal import queries as journal
from tuvurane.people import actions
from tuvurane.people import queries as people
from tuvurane.people.models import KeyGeneration

LINE = re.compile(r"^  [1-6]   (\w+(?: \w+){4})$", re.MULTILINE)


@pytest.fixture
def home(settings, tmp_path):
    """An instance whose secrets file is its own, so that a test may lose it."""
    path = tmp_path / "secrets.json"
    path.write_text(json.dumps(dict(settings.TUVURANE_SECRETS)), encoding="utf-8")
    settings.TUVURANE_SECRETS, settings.TUVURANE_HOME = Secrets(path, settings.TUVURANE_SECRETS), tmp_path
    return tmp_path


@pytest.fixture
def circle(home, committed_cast):
    """A group with names, and an account with a second factor."""
    cast = committed_cast
    actions.start_second_factor(actor=cast.actor("didier"), account=cast["didier"], now=NOW)
    return make_group(cast.organisation, cast.places["Muriza"], members=3)


def names():
    """How many identities there are, and how many of them a process that has just begun cannot read."""
    people.organisation_key.cache_clear()
    people.organisation_box_private.cache_clear()
    return groups.unreadable_identities()


def here(*arguments, told=""):
    return CliRunner().invoke(main, ["keys", *arguments], input=told)


def masters(home):
    kept = json.loads((home / "secrets.json").read_text(encoding="utf-8"))
    return kept["master_key"], kept.get("master_key_before"), kept.get("master_generation", "1")


def lose(home):
    """The machine makes new secrets at its next start, as it does when there are none."""
    (home / "secrets.json").unlink()
    environment.secrets_of(home)


def test_the_master_key_changes_and_everything_opens(circle, home, committed_cast):
    before = masters(home)[0]

    done = here("rotate", "--master", "--linger", "0")

    assert done.exit_code == 0, done.output
    now, kept, generation = masters(home)
    assert (now == before, kept, generation) == (False, None, "2")
    assert names() == (3, 0)
    assert people.unreadable_organisations() == (2, 0)
    committed_cast["didier"].refresh_from_db()
    assert "secret=" in actions.second_factor.address(committed_cast["didier"])
    assert journal.verify().whole
    assert (home / "secrets.json").stat().st_mode & 0o777 == 0o600


def test_the_old_master_key_opens_nothing_afterwards(circle, home):
    before = bytes.fromhex(masters(home)[0])
    here("rotate", "--master", "--linger", "0")

    assert people.keys_opened_by(sealing.Ring(lambda: {1: before, 2: before}, lambda: 2)) == (6, 0)


def test_killed_in_the_midst_the_instance_starts_reads_everything_and_goes_on(circle, home, monkeypatch):
    class Killed(Exception):
        pass

    def breaks(*given):
        write(*given)
        calls.append(given)
        if len(calls) == 2:
            raise Killed

    write, calls = rows.reseal, []
    monkeypatch.setattr(rows, "reseal", breaks)
    done = here("rotate", "--master", "--linger", "0")
    assert isinstance(done.exception, Killed)
    halfway = masters(home)
    monkeypatch.setattr(rows, "reseal", write)

    assert environment.secrets_of(home).changing
    assert names() == (3, 0)
    assert here("rotate", "--master", "--linger", "0").exit_code == 0
    assert masters(home) == (halfway[0], None, "2")
    assert names() == (3, 0)


def test_a_change_that_is_not_finished_is_not_given_into_two_hands(circle, home, settings):
    secrets = settings.TUVURANE_SECRETS.fresh()
    environment.replace_secrets(secrets.path, secrets.with_new_master())

    done = here("escrow")

    assert done.exit_code == 1
    assert "rotate --master" in done.output


@pytest.fixture
def kept(circle, home, monkeypatch):
    """The two sheets, as two people have them."""
    sheets = []
    monkeypatch.setattr(parts, "show", lambda number, sheet: sheets.append(sheet.lines))
    done = here("escrow")
    assert done.exit_code == 0, done.output
    return sheets


def typed(*sheets):
    return "\n".join(line for sheet in sheets for line in sheet) + "\n"


def test_a_machine_that_lost_its_secrets_is_opened_by_both_parts(kept, home):
    before = masters(home)[0]
    lose(home)
    assert names() == (3, 3)

    done = here("rejoin", told=typed(*kept))

    assert done.exit_code == 0, done.output
    assert masters(home)[0] == before
    assert names() == (3, 0)
    assert journal.verify().whole


def test_a_mistyped_line_is_told_and_asked_for_again(kept, home):
    lose(home)
    first, second = kept
    wrong = first[1].replace(first[1][0], "b" if first[1][0] != "b" else "d", 1)

    done = here("rejoin", told=typed([first[0], wrong, *first[1:]], second))

    assert "Line 2 has a mistake" in done.output
    assert done.exit_code == 0, done.output
    assert names() == (3, 0)


def test_one_part_twice_opens_nothing(kept, home):
    lose(home)
    fresh = masters(home)

    done = here("rejoin", told=typed(kept[0], kept[0]))

    assert done.exit_code == 1
    assert "Both are part 1" in done.output
    assert masters(home) == fresh


def test_parts_from_before_the_master_key_changed_are_refused(kept, home):
    here("rotate", "--master", "--linger", "0")
    lose(home)
    fresh = masters(home)

    done = here("rejoin", told=typed(*kept))

    assert done.exit_code == 1
    assert "they open 0 of the 6 keys here" in done.output
    assert masters(home) == fresh


def test_a_machine_that_has_its_key_is_left_as_it_is(kept, home):
    before = masters(home)

    done = here("rejoin", told=typed(*kept))

    assert done.exit_code == 1
    assert "opens every key already" in done.output
    assert masters(home) == before


def test_each_person_sees_one_part_and_reads_a_line_back(circle, home, monkeypatch):
    drawn = escrow.split(bytes.fromhex(masters(home)[0]), 1)
    monkeypatch.setattr(escrow, "split", lambda key, generation: drawn)
    third = [escrow.written(part)[2] for part in drawn]

    done = here("escrow", told=f"\n{third[1]}\nlusab babad\n{third[0]}\n\n{third[1]}\n")

    assert done.exit_code == 0, done.output
    assert LINE.findall(done.output) == [line for part in drawn for line in escrow.written(part)]
    assert "That is a line of another sheet" in done.output
    assert "Line 3 has a mistake" in done.output
    assert parts.ORDER == {1: "first", 2: "second"}


def test_two_sheets_are_printed_for_their_owner_alone_and_never_written_over(circle, home, tmp_path):
    folder = tmp_path / "sheets"

    done = here("escrow", "--sheets", str(folder), "--language", "rn")
    again = here("escrow", "--sheets", str(folder))

    assert done.exit_code == 0, done.output
    assert sorted(path.name for path in folder.iterdir()) == ["part-1.pdf", "part-2.pdf"]
    assert all(path.read_bytes().startswith(b"%PDF") for path in folder.iterdir())
    assert all(path.stat().st_mode & 0o777 == 0o600 for path in folder.iterdir())
    assert again.exit_code == 1
    assert KeyGeneration.objects.count() == 6


def test_the_list_of_erasures_stays_the_instances_own_and_that_of_its_backups(kept, home, settings):
    before = dict(settings.TUVURANE_SECRETS)
    erasures_file.note()
    lose(home)
    with pytest.raises(problems.ErasuresForeign):
        erasures_file.read(erasures_file.path(), secrets=settings.TUVURANE_SECRETS.fresh())

    here("rejoin", told=typed(*kept))

    for secrets in (before, settings.TUVURANE_SECRETS.fresh()):
        assert erasures_file.read(erasures_file.path(), secrets=secrets) == []
