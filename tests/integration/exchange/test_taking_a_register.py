"""Groups that already run: the register is taken whole, or not at all, and only once."""

from datetime import date

import pytest

from tests.cast import NOW, TODAY
from tests.integration.exchange.register_files import filled_template, put, told
from tuvurane.exchange import registers
from tuvurane.exchange.registers import Counts, RegisterRefused
from tuvurane.groups import actions as group_actions
from tuvurane.groups import queries as group_queries
from tuvurane.groups.actions import programme
from tuvurane.groups.codes import Purpose, Status
from tuvurane.groups.models import Attendance, Group, Membership, Participant, Session
from tuvurane.groups.problems import GroupNameTaken
from tuvurane.journal import queries as journal
from tuvurane.people.problems import NotAllowed


def counts():
    return tuple(model.objects.count() for model in (Group, Participant, Membership, Session, Attendance))


def test_a_register_becomes_groups_people_sessions_and_marks(take, rows):
    loaded = take(rows)

    group = Group.objects.get()
    third = group_queries.seats_of(group)[3]
    assert loaded.counts == Counts(groups=1, facilitators=2, people=12, sessions=3, marks=36)
    assert (group.name, group.place.name, group.status, group.weekday) == ("Twiyubake", "Muriza", "running", 4)
    assert [member.called for member in group_queries.members_of(group, identified=True)][:2] == ["M1", "M2"]
    assert group_queries.attendance_grid(group).marks[third] == {1: "present", 2: "present", 3: "absent"}
    assert [leader.name for leader in group_queries.facilitators_of(group)] == ["Nadine", "Jules"]
    assert group_queries.consent_stands(third, Purpose.BE_MEASURED)
    assert journal.verify().whole


def test_the_downloaded_template_filled_in_is_taken(pair, take, rows):
    empty = registers.template(actor=pair.actor("coordinator"), language="fr", today=TODAY)

    loaded = take(filled_template(empty, rows))

    assert loaded.counts == Counts(groups=1, facilitators=2, people=12, sessions=3, marks=36)


def test_the_template_as_it_comes_holds_nothing_to_take(pair, read):
    empty = registers.template(actor=pair.actor("coordinator"), language="rn", today=TODAY)

    assert told(read(empty)) == [("groups", 0, "", "nothing_in_it")]


def test_reading_writes_nothing(read, rows):
    preview = read(rows)

    assert preview.new == Counts(groups=1, facilitators=2, people=12, sessions=3, marks=36)
    assert counts() == (0, 0, 0, 0, 0)


def test_the_same_file_twice_changes_nothing(take, read, rows):
    take(rows)
    before = counts()
    lines = journal.cursor()

    again = read(rows)
    loaded = take(rows)

    assert again.nothing_new
    assert again.standing == Counts(groups=1, facilitators=2, people=12, sessions=3, marks=36)
    assert (again.faults, again.notices, loaded.group_ids) == ((), (), ())
    assert (counts(), journal.cursor()) == (before, lines)


def test_a_fault_in_the_last_row_takes_nothing(pair, read, rows):
    preview = read(put(rows, "attendance", 13, "2", "sick"))

    with pytest.raises(RegisterRefused):
        registers.apply(preview, actor=pair.actor("coordinator"), now=NOW)

    assert told(preview) == [("attendance", 13, "2", "unknown_code")]
    assert counts() == (0, 0, 0, 0, 0)


def test_a_failure_half_way_takes_nothing(take, rows, monkeypatch):
    def fail(*_args):
        raise OSError("the disk is full")

    monkeypatch.setattr(programme._Rows, "_add_sessions", fail)

    with pytest.raises(OSError, match="full"):
        take(rows)

    assert counts() == (0, 0, 0, 0, 0)


def test_a_group_that_someone_made_meanwhile_stops_the_import(pair, cast, read, rows):
    preview = read(rows)
    group_actions.make_group(
        actor=pair.actor("coordinator"),
        group_id=pair["amina"].pk,
        organisation_id=pair.organisation.pk,
        place=pair.places["Muriza"],
        name="Twiyubake",
        site="",
        language="rn",
        weekday=None,
        now=NOW,
    )

    with pytest.raises(GroupNameTaken):
        registers.apply(preview, actor=pair.actor("coordinator"), now=NOW)


def test_new_sessions_members_and_facilitators_of_a_group_that_stands_are_added(pair, take, rows):
    take(rows)
    rows["facilitators"].append(["Twiyubake", "amina", date(2026, 10, 1), None])
    rows["members"].append(["Twiyubake", 13, "Chantal", None, None, "woman", 41, date(2026, 9, 24)])
    rows["sessions"].append(["Twiyubake", 4, date(2026, 9, 24), 170, "church", "trust", "amina"])
    rows["attendance"].append(["Twiyubake", 13, "Chantal", None, None, None, "P"])
    put(rows, "attendance", 2, "4", "E")

    loaded = take(rows)

    group = Group.objects.get()
    fourth = group_queries.sessions_of(group).get(number=4)
    assert loaded.counts == Counts(groups=0, facilitators=1, people=1, sessions=1, marks=2)
    assert (fourth.present, fourth.marked, fourth.phase) == (1, 2, "trust")
    assert [leader.account.username for leader in fourth.facilitators.all()] == ["amina"]
    assert group_queries.members_of(group, identified=True)[12].age_band == "35-49"


def test_a_member_who_joins_and_leaves_a_group_that_stands_is_added_with_both(take, rows):
    take(rows)
    days = [date(2026, 9, 10), date(2026, 9, 20), "work", date(2026, 9, 10)]
    rows["members"].append(["Twiyubake", 13, "Odette", None, None, "F", "60+", *days])

    take(rows)

    added = group_queries.members_of(Group.objects.get(), identified=True)[12]
    assert (added.joined_on, added.left_on, added.why_left) == (days[0], days[1], "work")


def test_a_group_made_on_the_page_is_found_by_its_name(pair, take, rows):
    group_actions.make_group(
        actor=pair.actor("coordinator"),
        group_id=pair["amina"].pk,
        organisation_id=pair.organisation.pk,
        place=pair.places["Muriza"],
        name="twiyubake",
        site="behind the church",
        language="rn",
        weekday=4,
        now=NOW,
    )
    rows |= {"sessions": [], "attendance": []}

    loaded = take(rows)

    assert loaded.counts == Counts(groups=0, facilitators=2, people=12)
    assert Group.objects.count() == 1


def test_a_group_renamed_on_its_page_is_still_the_same_group(pair, take, read, rows):
    take(rows)
    group = Group.objects.get()
    group_actions.change_group(
        actor=pair.actor("coordinator"), group=group, name="Abahuje", site="", language="rn", weekday=4, now=NOW
    )

    assert read(rows).nothing_new


def test_what_differs_from_what_stands_is_told_and_left_as_it_is(take, read, rows):
    take(rows)
    put(rows, "groups", 2, "status", "graduated")
    put(rows, "groups", 2, "ended_on", date(2026, 11, 1))
    put(rows, "members", 3, "sex", "F")
    put(rows, "sessions", 2, "minutes", 90)
    put(rows, "attendance", 2, "3", "A")

    preview = read(rows)

    assert [(one.sheet, one.row, one.column, one.code) for one in preview.notices] == [
        ("groups", 2, "status", "differs"),
        ("members", 3, "sex", "differs"),
        ("sessions", 2, "minutes", "report_differs"),
        ("attendance", 2, "3", "report_differs"),
    ]
    assert (preview.faults, preview.nothing_new) == ((), True)
    assert "The report of this session says: Present." in preview.notices[3].repair


def test_graduated_and_stopped_groups_come_with_their_whole_life(take, rows):
    put(rows, "groups", 2, "status", "graduated")
    put(rows, "groups", 2, "ended_on", date(2026, 10, 1))
    rows["groups"].append(["Ntiyatanguye", "Kibago", None, "sw", None, "Arrêté", None, "01/10/2026"])

    take(rows)

    lives = {group.name: list(group.moves.order_by("pk").values_list("went_to", "on")) for group in Group.objects.all()}
    assert lives["Twiyubake"] == [
        (Status.RECRUITING, date(2026, 9, 3)),
        (Status.RUNNING, date(2026, 9, 3)),
        (Status.GRADUATED, date(2026, 10, 1)),
    ]
    assert [to for to, _ in lives["Ntiyatanguye"]] == [Status.RECRUITING, Status.STOPPED]


def test_codes_of_the_register_are_kept_and_missing_ones_are_given(take, rows):
    put(rows, "members", 2, "code", "tw-01")

    take(rows)

    codes = list(Membership.objects.order_by("seat").values_list("participant__code", flat=True))
    assert codes[0] == "TW-01"
    assert all(len(code.rpartition("-")[2]) == 3 for code in codes[1:])
    assert len(set(codes)) == 12


def test_who_may_not_import_reads_nothing(read, rows):
    with pytest.raises(NotAllowed):
        read(rows, who="carine")


def test_an_actor_without_an_organisation_is_a_mistake_of_the_caller(read, rows):
    with pytest.raises(ValueError, match="organisation"):
        read(rows, who="system")


@pytest.mark.parametrize("language", ["rn", "fr", "sw", "en"])
def test_faults_speak_the_readers_language(read, rows, language):
    fault = read(put(rows, "members", 4, "joined_on", "3/9/26"), language=language).faults[0]

    starts = {"en": "The year of", "fr": "L’année de", "rn": "Umwaka wa", "sw": "Mwaka wa"}
    assert fault.repair.startswith(starts[language])
    assert "(H)" in fault.where
