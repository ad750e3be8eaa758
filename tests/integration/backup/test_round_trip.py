"""What was saved comes back row by row, or nothing changes at all."""

import base64
import gzip
import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from threading import Thread
from uuid import UUID

import pyrage
import pytest
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper

from tests.cast import NOW, SYSTEM, TODAY
from tests.factories.adverse import lift, make_adverse, make_reviewer, make_stop, strike
from tests.factories.care import make_concern, make_contact, make_referral, make_service, move_on
from tests.factories.feedback import item_content, make_intake, make_item, make_sheet_line
from tests.factories.groups import make_group, make_missed, make_session, new_id, settle
from tests.factories.opening import make_export, make_opening
from tests.factories.people import make_account, make_device
from tests.factories.phones import response_record
from tests.factories.ratings import rate
from tests.factories.rights import make_request
from tests.factories.stories import make_sound, make_story, release
from tests.factories.supervision import make_charge, make_checklist, make_follow_up, make_help, make_visit
from tests.factories.training import hold_course, make_course, make_facilitator
from tuvurane.care.codes import Stage
from tuvurane.exchange import backup, problems
from tuvurane.feedback.actions import receive
from tuvurane.feedback.codes import Category
from tuvurane.groups import queries as groups
from tuvurane.groups.actions import Shifted, Tally
from tuvurane.groups.codes import MissedReason, Shift, Voice
from tuvurane.journal import actions as journal_actions
from tuvurane.journal import queries as journal
from tuvurane.people import queries as people
from tuvurane.people.models import Account
from tuvurane.stories import actions as stories
from tuvurane.stories.codes import Danger, PrintKind, Rung
from tuvurane.supervision import actions as supervision
from tuvurane.supervision.codes import Wellbeing
from tuvurane.sync.catalogue import Envelope
from tuvurane.sync.push import push

PASSPHRASE = "amahoro mu mitima 2026"


class QuickAge:
    """In the place of age, which takes a second for every passphrase on purpose; ``test_commands.py`` uses age itself."""

    @staticmethod
    def encrypt(content, passphrase):
        return bytes(12) + AESGCM(hashlib.sha256(passphrase.encode()).digest()).encrypt(bytes(12), content, None)

    @staticmethod
    def decrypt(content, passphrase):
        try:
            return AESGCM(hashlib.sha256(passphrase.encode()).digest()).decrypt(content[:12], content[12:], None)
        except (InvalidTag, ValueError) as error:
            raise pyrage.DecryptError("wrong") from error


def plain(value):
    return bytes(value) if isinstance(value, memoryview) else value


def all_rows():
    """Every row of every room, by table."""
    return {
        table._meta.label: [tuple(map(plain, row)) for row in table._base_manager.order_by("pk").values_list()]
        for table in apps.get_models()
        if table.__module__.startswith("tuvurane.")
    }


def write(path, secrets=None):
    return backup.write(
        path, passphrase=PASSPHRASE, secrets=secrets or settings.TUVURANE_SECRETS, now=NOW, progress=lambda rows: None
    )


def restore(path):
    return backup.restore(backup.read(path, passphrase=PASSPHRASE), progress=lambda rows: None)


def empty_the_instance():
    """As a fresh machine is."""
    call_command("flush", verbosity=0, interactive=False)
    journal_actions.begin()
    people.organisation_key.cache_clear()
    people.organisation_box_private.cache_clear()


@pytest.fixture(autouse=True)
def _snapshots(committed, monkeypatch):
    """Django's tests know the databases in the settings alone; the copy that is saved from is made later."""
    guarded = BaseDatabaseWrapper.ensure_connection

    def ensure_connection(wrapper):
        if wrapper.alias == backup.SNAPSHOT and wrapper.connection is None:
            wrapper.connect()
        guarded(wrapper)

    monkeypatch.setattr(BaseDatabaseWrapper, "ensure_connection", ensure_connection)
    monkeypatch.setattr(pyrage, "passphrase", QuickAge)


@pytest.fixture
def lived_in(committed_cast):
    """An instance in which every kind of row was written, a correction and a shared report too."""
    cast = committed_cast
    group = make_group(cast.organisation, cast.places["Muriza"], leaders=[cast["amina"]], members=2)
    first = make_session(
        group, note="Rain.", voice={Voice.SAFE: Tally(1, 0, 0)}, shifts=[Shifted(Shift.ANGER, "calmer")]
    ).report
    corrected = make_session(group, minutes=90, supersedes=first.pk).report
    other = make_session(group, minutes=120).report
    settle(group, corrected, other, by={"min": other})
    for reason in (MissedReason.RAIN, MissedReason.RAIN, MissedReason.OTHER):
        make_missed(group, reason=reason)
    make_device(cast["amina"])
    sent = response_record(group, answers={f"srq_{n:02d}": int(n == 17) for n in range(1, 21)})
    strange = new_id()
    phone = cast.on_phone("amina")
    records = [Envelope(id=pk, kind="response", v=1, at=NOW, body=sent["body"]) for pk in (strange, UUID(sent["id"]))]
    outcomes = [result.outcome for result in push(phone, records, now=NOW, language="en")]
    assert outcomes == ["set_aside", "accepted"]
    hold_the_space(cast, group)
    make_request(group)
    tell(group)
    move_on(
        make_referral(make_concern(group), make_service(cast.organisation, group.place)), Stage.SENT, words="Called."
    )
    concern = make_concern(group, 2, item="ill", words="He coughs blood.", urgent=True)
    make_contact(cast["didier"], concern, words="Went with him to the health centre.")
    hear(cast, group)
    return group


def hear(cast, group):
    """What people told about the group, and harm."""
    make_item(cast["bosco"], group.place, about=[cast["carine"].pk])
    make_intake(cast["bosco"], group.place, named=[cast["carine"]])
    content = item_content(group.place, category=Category.STAFF_CONDUCT)
    receive(actor=cast.actor("bosco"), item_id=new_id(), content=content, now=NOW)
    make_sheet_line(cast.organisation)
    concern = make_concern(group, 1, item="ill", words="She is ill.")
    make_opening(concern)
    make_export(cast["didier"], concern)
    stop = make_stop(cast["didier"], group)
    strike(cast["didier"], make_adverse(cast["didier"], group))
    lift(make_reviewer(cast.organisation, cast.places["Burunga"]), stop)


def hold_the_space(cast, group):
    """Somebody was trained, rated, visited, asked for help and was asked how they are."""
    amina = make_facilitator(cast["amina"], cast.places["Muriza"])
    hold_course(make_course(cast.organisation, cast.places["Muriza"], trainees=[amina]), [amina])
    rate(amina, cast["carine"], on=TODAY, said=[("note", "Held the silence.")])
    make_charge(cast["carine"], amina)
    carine = cast.actor("carine")
    make_visit(carine, seen=[amina.pk], note="Tired, and glad.")
    make_checklist(carine, group)
    make_help(cast.actor("amina"), line="Two of us do not greet each other.")
    make_follow_up(cast["carine"], amina)
    supervision.note_wellbeing(
        actor=carine, facilitator=amina, month=TODAY.replace(day=1), how=Wellbeing.TIRED, note="Sleeps badly.", now=NOW
    )


def tell(group):
    """A story with everything that one can have."""
    story = release(make_story(group))
    stories.keep_audio(actor=SYSTEM, story=story, audio_id=new_id(), sound=make_sound("ogg"), now=NOW)
    french = stories.Wording("fr", "Avant, on ne se saluait pas.", "Je dors.")
    stories.translate(actor=SYSTEM, story=story, translation_id=new_id(), wording=french, now=NOW)
    stories.record_printing(
        actor=SYSTEM,
        printing_id=new_id(),
        organisation_id=group.organisation_id,
        kind=PrintKind.PAGE,
        rung=Rung.LEARN_INSIDE,
        stories=[story],
        now=NOW,
    )
    stories.mark(actor=SYSTEM, story=story, dangers=[Danger.THIRD_PARTY], now=NOW)


@pytest.fixture
def file(lived_in, tmp_path):
    """The instance, saved."""
    path = tmp_path / "saved.age"
    write(path)
    return path


def test_every_row_comes_back_and_every_key_opens(file, lived_in):
    before = all_rows()
    empty_the_instance()

    restored = restore(file)

    assert all_rows() == before
    assert (restored.tables, restored.rows) == (len(before), sum(map(len, before.values())))
    assert journal.verify().whole
    assert groups.unreadable_identities() == (2, 0)
    assert people.unreadable_organisations() == (2, 0)
    assert groups.note_of(lived_in.sessions.order_by("seq").first()) == "Rain."


def test_every_table_of_ours_is_in_the_file(file):
    opened = backup.read(file, passphrase=PASSPHRASE)

    saved = {json.loads(line)["table"] for line in opened.lines if not line.startswith(b"[")}

    ours = {model._meta.label for model in apps.get_models() if model.__module__.startswith("tuvurane.")}
    assert saved == ours


def test_work_goes_on_after_the_restore(file, lived_in):
    empty_the_instance()
    restore(file)

    make_session(groups.group_by_id(lived_in.pk), number=2, voice={Voice.SAFE: Tally(1, 0, 0)})
    make_account(people.organisations()[0], "newcomer")

    assert journal.verify().whole


def test_a_restore_leaves_an_instance_that_holds_anything_as_it_is(file):
    before = all_rows()

    with pytest.raises(problems.InstanceNotEmpty):
        restore(file)

    assert all_rows() == before


def test_a_restore_that_fails_half_way_leaves_nothing_behind(file):
    opened = backup.read(file, passphrase=PASSPHRASE)
    lines = list(opened.lines)
    broken = next(at for at in range(len(lines) - 1, 0, -1) if lines[at].startswith(b"["))
    lines[broken] = lines[broken - 1] if lines[broken - 1].startswith(b"[") else b"[]"
    empty_the_instance()
    empty = all_rows()

    with pytest.raises(Exception, match=r".+"):
        backup.restore(backup.Opened(opened.head, [*lines, lines[broken]]), progress=lambda rows: None)

    assert all_rows() == empty
    assert [table for table, rows in empty.items() if rows] == ["journal.Head"]


def test_a_backup_of_another_version_is_refused(file):
    opened = backup.read(file, passphrase=PASSPHRASE)
    empty_the_instance()
    other = dict(opened.head) | {"shape": [*opened.head["shape"], "groups.0099_from_tomorrow"]}

    with pytest.raises(problems.BackupDamaged):
        backup.restore(backup.Opened(other, opened.lines), progress=lambda rows: None)


def test_the_wrong_passphrase_opens_nothing(file):
    with pytest.raises(problems.BackupUnreadable):
        backup.read(file, passphrase="amahoro mu mitima 2025")


def test_a_file_that_was_cut_or_changed_is_refused_wherever_it_was(file):
    whole = file.read_bytes()
    places = [0, 30, len(whole) // 2, len(whole) - 20, len(whole) - 1]
    damaged = [whole[:place] for place in places]
    damaged += [whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :] for place in places]

    for content in damaged:
        file.write_bytes(content)
        with pytest.raises((problems.BackupUnreadable, problems.BackupDamaged)):
            backup.read(file, passphrase=PASSPHRASE)


def lines_of(file):
    return gzip.decompress(pyrage.passphrase.decrypt(file.read_bytes(), PASSPHRASE)).splitlines(keepends=True)


def forge(file, content):
    """Another content, encrypted with the right passphrase."""
    file.write_bytes(pyrage.passphrase.encrypt(content, PASSPHRASE))


def test_a_content_that_is_not_what_was_written_is_refused(file):
    lines = lines_of(file)
    rows = [at for at, line in enumerate(lines) if line.startswith(b"[")]
    contents = [
        b"", b"no gzip", gzip.compress(b""), gzip.compress(b"\n"), gzip.compress(b"no json\n"), gzip.compress(b"[]\n[]\n"),
        gzip.compress(b"{}\n{}\n"), gzip.compress(b"".join(lines))[:-40], gzip.compress(b"".join(lines[:-1])),
        gzip.compress(b"".join(lines[: rows[0]] + lines[rows[0] + 1 :])),
        gzip.compress(b"".join(lines).replace(b"Amahoro", b"Amahero")),
        gzip.compress(b"".join(lines).replace(b'"version": 1', b'"version": 2').replace(b'"version":1', b'"version":2')),
    ]  # fmt: skip

    for at, content in enumerate(contents):
        forge(file, content)
        with pytest.raises((problems.BackupUnreadable, problems.BackupDamaged)):
            pytest.fail(f"content {at} was read: {backup.read(file, passphrase=PASSPHRASE)}")


def test_the_file_is_for_its_owner_and_never_written_over(file):
    before = file.read_bytes()

    with pytest.raises(problems.BackupExists):
        write(file)

    assert file.stat().st_mode & 0o777 == 0o600
    assert file.read_bytes() == before
    assert [path.name for path in file.parent.iterdir()] == ["saved.age"]


def test_a_backup_that_fails_leaves_no_file(lived_in, tmp_path, monkeypatch):
    def breaks(*args):
        raise OSError("no space left")

    monkeypatch.setattr(Path, "write_bytes", breaks)

    with pytest.raises(OSError, match="no space left"):
        write(tmp_path / "saved.age")

    assert list(tmp_path.iterdir()) == []


def test_a_backup_holds_no_name_in_the_open_and_no_browsers_session(file):
    content = b"".join(lines_of(file))
    cells = [cell for line in lines_of(file) if line.startswith(b"[") for cell in json.loads(line)]
    opened = content + b"".join(
        base64.b64decode(cell) for cell in cells if isinstance(cell, str) and cell.endswith("=")
    )

    assert b"Nadia" not in opened
    assert b"sessions.Session" not in content
    assert b"Amahoro" in content


class Meanwhile(Mapping[str, str]):
    """Secrets at whose reading, in the midst of a backup, somebody else writes to the database."""

    def __init__(self, act):
        self.act = act

    def keys(self):
        worker = Thread(target=self.act)
        worker.start()
        worker.join(30)
        assert not worker.is_alive(), "whoever writes must not wait for the backup"
        return settings.TUVURANE_SECRETS.keys()

    def __getitem__(self, name):
        return settings.TUVURANE_SECRETS[name]

    def __iter__(self):
        return iter(settings.TUVURANE_SECRETS)

    def __len__(self):
        return len(settings.TUVURANE_SECRETS)


def test_a_backup_written_while_people_work_is_one_moment(lived_in, tmp_path):
    before = all_rows()
    house = people.organisations()[0]

    def work():
        try:
            make_account(house, "latecomer")
        finally:
            connection.close()

    write(tmp_path / "saved.age", secrets=Meanwhile(work))

    assert Account.objects.filter(username="latecomer").exists()
    empty_the_instance()
    restore(tmp_path / "saved.age")
    assert all_rows() == before
    assert journal.verify().whole


def test_the_system_can_be_saved_before_anything_is_in_it(committed, tmp_path):
    write(tmp_path / "saved.age")
    empty_the_instance()

    assert restore(tmp_path / "saved.age").rows == 1
