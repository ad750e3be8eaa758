"""A register that waits for the word to take it: sealed, for one person, for a day."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest

from tests.cast import NOW, SYSTEM
from tuvurane.exchange.registers import UploadGone
from tuvurane.exchange.sheets import uploads
from tuvurane.people import actions as people
from tuvurane.people.codes import KeyPurpose
from tuvurane.people.queries import organisation_key

DATA = b"PK a register with the name of Nadia"


@pytest.fixture
def folder(settings, tmp_path):
    settings.TUVURANE_HOME = tmp_path
    return tmp_path / "uploads"


@pytest.fixture
def kept(cast, folder):
    return uploads.keep(DATA, actor=cast.actor("coordinator"), now=NOW)


def test_what_is_kept_comes_back_to_who_brought_it(cast, kept):
    assert uploads.opened(kept, actor=cast.actor("coordinator"), now=NOW + timedelta(hours=23)) == DATA


def test_on_disk_it_is_sealed_and_closed_to_others(folder: Path, kept: UUID):
    path = folder / f"{kept}.sealed"

    assert b"Nadia" not in path.read_bytes()
    assert (path.stat().st_mode & 0o777, folder.stat().st_mode & 0o777) == (0o600, 0o700)


@pytest.mark.parametrize("who", ["director", "stranger"])
def test_nobody_else_opens_it(cast, kept, who):
    with pytest.raises(UploadGone):
        uploads.opened(kept, actor=cast.actor(who), now=NOW)


def test_after_a_day_it_is_gone(cast, kept):
    with pytest.raises(UploadGone):
        uploads.opened(kept, actor=cast.actor("coordinator"), now=NOW + timedelta(hours=24))


def test_the_next_upload_clears_away_what_is_older_than_a_day(cast, folder, kept):
    later = uploads.keep(DATA, actor=cast.actor("coordinator"), now=NOW + timedelta(hours=25))

    assert [path.stem for path in folder.glob("*")] == [str(later)]


def test_what_was_taken_is_forgotten(cast, folder, kept):
    uploads.forget(kept)
    uploads.forget(kept)

    assert not list(folder.glob("*"))
    with pytest.raises(UploadGone):
        uploads.opened(kept, actor=cast.actor("coordinator"), now=NOW)


def test_an_actor_without_an_organisation_has_no_key_to_seal_with(cast, folder):
    with pytest.raises(ValueError, match="organisation"):
        uploads.keep(DATA, actor=replace(cast.actor("coordinator"), organisation_id=None), now=NOW)


def test_it_opens_after_the_key_has_changed_and_not_with_the_old_one(cast, folder, kept):
    house = cast.organisation.pk
    old = (folder / f"{kept}.sealed").read_bytes()
    other = uploads.keep(DATA, actor=cast.actor("stranger"), now=NOW)
    rotation = people.begin_rotation(actor=SYSTEM, organisation_id=house, purpose=KeyPurpose.DATA, now=NOW)

    uploads.seal_anew(house)
    people.finish_rotation(actor=SYSTEM, rotation=rotation, now=NOW)

    assert uploads.opened(kept, actor=cast.actor("coordinator"), now=NOW) == DATA
    assert uploads.opened(other, actor=cast.actor("stranger"), now=NOW) == DATA
    assert sorted(path.suffix for path in folder.glob("*")) == [".sealed", ".sealed"]
    (folder / f"{kept}.sealed").write_bytes(old)
    organisation_key.cache_clear()
    with pytest.raises(UploadGone):
        uploads.opened(kept, actor=cast.actor("coordinator"), now=NOW)
