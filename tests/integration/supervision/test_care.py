"""Care: calls for help that wait until answered; notes of well-being that one person alone reads."""

from datetime import date, timedelta

import pytest

from tests.factories.groups import NOW, SYSTEM, TODAY, new_id
from tests.factories.people import make_account
from tests.factories.supervision import make_charge, make_help, make_visit
from tests.factories.training import make_facilitator
from tests.house import tree
from tuvurane.groups import problems as group_problems
from tuvurane.groups import queries as groups
from tuvurane.journal.models import Entry
from tuvurane.people import problems as people_problems
from tuvurane.people import queries as people
from tuvurane.people.actions import Origin
from tuvurane.people.roles import Role
from tuvurane.supervision import actions, problems, queries
from tuvurane.supervision.codes import HelpTopic, Wellbeing
from tuvurane.supervision.models import Help, WellbeingNote
from tuvurane.training import problems as training_problems
from tuvurane.training import queries as training

SECRET = "The nights are long since March."
THIS_MONTH = date(2026, 11, 1)


def note(actor, facilitator, *, month=TODAY, how=Wellbeing.HEAVY, text=SECRET):
    return actions.note_wellbeing(actor=actor, facilitator=facilitator, month=month, how=how, note=text, now=NOW)


def waiting(actor):
    return [(one.facilitator.account.name, one.topic, one.line) for one in queries.helps_waiting(actor)]


@pytest.fixture
def other_supervisor(cast):
    """Another supervisor of the same commune."""
    account = make_account(cast.organisation, "denise", role=Role.SUPERVISOR, place=cast.places["Musongati"])
    return people.actor_of(account, on=TODAY)


class TestHelp:
    def test_a_call_waits_until_somebody_answers(self, cast, amina, carine):
        asked = make_help(cast.on_phone("amina"), topic=HelpTopic.PAIR, line="We no longer speak.").help
        assert waiting(carine) == [("Amina", "pair", "We no longer speak.")]

        actions.answer_help(actor=carine, help=asked, on=TODAY, note="I went to see both.", now=NOW)

        assert waiting(carine) == []
        [row] = queries.helps_asked_by(amina.pk)
        assert (row.answer.by_id, queries.answer_note_of(row)) == (cast["carine"].pk, "I went to see both.")

    def test_the_line_is_sealed_and_the_journal_says_only_the_topic(self, cast, amina):
        asked = make_help(cast.on_phone("amina"), line="We no longer speak.").help

        assert b"speak" not in bytes(asked.line_sealed)
        [line] = Entry.objects.filter(verb="help.ask")
        assert line.detail == {"topic": "conflict", "facilitator": str(amina.pk)}

    def test_a_call_sent_twice_is_one(self, cast, amina):
        phone, help_id = cast.on_phone("amina"), new_id()

        first, again = (make_help(phone, help_id=help_id) for _ in range(2))

        assert (first.new, again.new, Help.objects.count()) == (True, False, 1)

    def test_the_same_id_with_another_topic_is_refused(self, cast, amina):
        phone, help_id = cast.on_phone("amina"), new_id()
        make_help(phone, help_id=help_id)

        with pytest.raises(group_problems.IdAlreadyUsed):
            make_help(phone, help_id=help_id, topic=HelpTopic.PHONE)

    @pytest.mark.parametrize(
        ("name", "hears"),
        [
            ("carine", True), ("coordinator", True), ("system", True), ("trainer", False), ("director", False),
            ("amina", False), ("didier", False), ("eva", False), ("administrator", False), ("stranger", False),
        ],
    )  # fmt: skip
    def test_who_hears_a_call(self, name, hears, cast, amina):
        make_help(cast.on_phone("amina"))

        assert bool(waiting(cast.actor(name))) == hears

    def test_another_supervisor_of_the_place_hears_only_whom_nobody_looks_after(
        self, cast, amina, bosco, other_supervisor, carine
    ):
        make_help(cast.on_phone("amina"))
        make_help(cast.on_phone("bosco"))

        assert [name for name, *_ in waiting(other_supervisor)] == ["Bosco"]
        assert [name for name, *_ in waiting(carine)] == ["Amina", "Bosco"]

    def test_whoever_does_not_hear_a_call_cannot_answer_it(self, cast, amina, other_supervisor):
        asked = make_help(cast.on_phone("amina")).help

        for actor in (other_supervisor, cast.actor("trainer"), cast.actor("stranger"), cast.actor("amina")):
            with pytest.raises(problems.HelpUnknown):
                actions.answer_help(actor=actor, help=asked, on=TODAY, note="", now=NOW)

    def test_one_answer_is_enough(self, cast, amina, carine):
        asked = make_help(cast.on_phone("amina")).help
        actions.answer_help(actor=carine, help=asked, on=TODAY, note="", now=NOW)

        with pytest.raises(problems.HelpAnswered):
            actions.answer_help(actor=cast.actor("coordinator"), help=asked, on=TODAY, note="", now=NOW)

    def test_somebody_who_is_not_on_the_ladder_is_not_known(self, cast):
        with pytest.raises(training_problems.FacilitatorUnknown):
            make_help(cast.on_phone("amina"))

    def test_a_supervisor_on_the_ladder_asks_otherwise(self, cast):
        make_facilitator(cast["carine"], cast.places["Musongati"])
        with pytest.raises(people_problems.NotAllowed):
            make_help(cast.actor("carine"))

    def test_the_office_takes_in_a_call_of_a_lost_phone_for_its_holder(self, cast, amina, carine):
        origin = Origin(amina.pk, None, NOW, 0)

        make_help(cast.actor("coordinator"), origin=origin)

        assert waiting(carine) == [("Amina", "conflict", "")]
        for name in ("stranger", "trainer", "didier"):
            with pytest.raises((people_problems.NotAllowed, training_problems.FacilitatorUnknown)):
                make_help(cast.actor(name), origin=origin)

    @pytest.mark.parametrize(
        ("said", "refused"),
        [
            ({"line": "a" * 141}, group_problems.TooLong),
            ({"on": TODAY + timedelta(days=1)}, group_problems.DateInTheFuture),
        ],
        ids=["a long line", "tomorrow"],
    )
    def test_a_call_that_cannot_be_is_refused(self, said, refused, cast, amina):
        with pytest.raises(refused):
            make_help(cast.actor("amina"), **said)


class TestWellbeing:
    def test_the_latest_word_of_each_month_is_read_back_by_the_supervisor(self, amina, carine):
        note(carine, amina, month=date(2026, 10, 5), how=Wellbeing.WELL, text="")
        note(carine, amina)
        note(carine, amina, how=Wellbeing.TIRED, text="Better.")

        assert queries.wellbeing_of(carine, amina) == [
            (THIS_MONTH, Wellbeing.TIRED, "Better."),
            (date(2026, 10, 1), Wellbeing.WELL, ""),
        ]

    def test_it_is_due_once_a_month_for_each_charge(self, amina, carine):
        assert [charge.facilitator for charge in queries.wellbeing_due(carine, on=TODAY)] == [amina]
        note(carine, amina)

        assert queries.wellbeing_due(carine, on=TODAY) == []
        assert len(queries.wellbeing_due(carine, on=date(2026, 12, 1))) == 1

    @pytest.mark.parametrize(
        "name",
        [
            "coordinator",
            "trainer",
            "director",
            "didier",
            "eva",
            "administrator",
            "amina",
            "bosco",
            "system",
            "stranger",
        ],
    )
    def test_nobody_else_reads_or_writes_it(self, name, cast, amina, bosco, carine):
        note(carine, amina)
        actor = cast.actor(name)

        for act in (lambda: queries.wellbeing_of(actor, amina), lambda: note(actor, amina)):
            with pytest.raises(
                (problems.NotInCharge, people_problems.NotAllowed, training_problems.FacilitatorUnknown)
            ):
                act()
        assert WellbeingNote.objects.count() == 1

    def test_the_supervisors_own_phone_neither_reads_nor_writes_it(self, cast, amina):
        phone = cast.on_phone("carine")

        for act in (lambda: queries.wellbeing_of(phone, amina), lambda: note(phone, amina)):
            with pytest.raises(people_problems.NotAllowed):
                act()

    def test_the_next_supervisor_reads_none_of_it_and_the_former_no_longer(self, cast, amina, carine, other_supervisor):
        note(carine, amina)
        denise = make_charge_to(other_supervisor, amina)

        assert queries.wellbeing_of(denise, amina) == []
        with pytest.raises(problems.NotInCharge):
            queries.wellbeing_of(carine, amina)

    def test_it_is_sealed_and_opens_only_in_its_own_row(self, amina, carine):
        row = note(carine, amina)

        assert SECRET.encode() not in bytes(row.note_sealed)
        later = note(carine, amina, month=date(2026, 10, 1), text="x")
        WellbeingNote._base_manager.filter(pk=later.pk).update(note_sealed=row.note_sealed)
        with pytest.raises(ValueError, match="wrong key"):
            queries.wellbeing_of(carine, amina)

    def test_the_journal_says_that_a_note_was_made_and_not_what_it_says(self, amina, carine):
        note(carine, amina)

        [line] = Entry.objects.filter(verb="wellbeing.note")
        assert (line.subject_id, line.detail) == (str(amina.pk), {})

    @pytest.mark.parametrize("month", [date(2026, 12, 1), date(2027, 1, 9)])
    def test_a_month_to_come_is_refused(self, month, amina, carine):
        with pytest.raises(group_problems.DateInTheFuture):
            note(carine, amina, month=month)

    def test_nothing_else_that_reads_people_changes_by_what_the_note_says(self, cast, muriza, amina, carine):
        """Every question that lists or describes people answers the same for a person who is well and one who is not."""
        make_visit(carine, seen=[amina.pk], group_id=muriza.pk, note="A visit.")
        make_help(cast.on_phone("amina"), line="A line.")

        def everything():
            return [str(ask()) for ask in readings(cast, muriza, amina)]

        before = everything()
        for how in Wellbeing:
            note(carine, amina, how=how)
            assert everything() == before


def make_charge_to(actor, facilitator):
    """Hand somebody over to another supervisor."""
    make_charge(people.account_named("denise"), facilitator, since=TODAY)
    return actor


def readings(cast, group, facilitator):
    """Every question about people that supervision, training and groups answer, for all who may ask."""
    carine = cast["carine"].pk
    for name in ("carine", "coordinator", "trainer", "director", "administrator", "system"):
        actor = cast.actor(name)
        yield from (
            lambda actor=actor: list(queries.visits_visible_to(actor).values()),
            lambda actor=actor: list(queries.follow_ups_visible_to(actor).values()),
            lambda actor=actor: queries.follow_ups_due(actor, on=TODAY),
            lambda actor=actor: [(one.help.pk, one.topic, one.line) for one in queries.helps_waiting(actor)],
            lambda actor=actor: [(row.supervisor.pk, *row[1:]) for row in queries.ratios(actor, on=TODAY)],
            lambda actor=actor: list(queries.without_supervisor(actor, on=TODAY).values()),
            lambda actor=actor: queries.coverage(actor).new,
            lambda actor=actor: list(training.facilitators_visible_to(actor).values()),
            lambda actor=actor: list(training.closed_gates(actor, on=TODAY).values()),
            lambda actor=actor: list(people.accounts_visible_to(actor).values()),
        )
    for name in ("carine", "coordinator", "trainer", "system"):
        actor = cast.actor(name)
        yield lambda actor=actor: [
            (row.group and row.group.pk, row.reasons, row.last_seen)
            for row in queries.plan(actor, supervisor_id=carine, now=NOW)
        ]
    yield from (
        lambda: queries.for_phone(carine, now=NOW, language="en"),
        lambda: queries.for_phone(facilitator.pk, now=NOW, language="en"),
        lambda: queries.visits_to(facilitator),
        lambda: queries.charges_of(carine, TODAY),
        lambda: groups.readiness_of(facilitator, on=TODAY),
        lambda: training.gates_of([facilitator.pk], now=NOW),
        lambda: training.ratings_of(facilitator),
        lambda: groups.loads_of([facilitator.pk], TODAY),
        lambda: groups.facilitators_of(group),
        lambda: list(queries.helps_of(SYSTEM).values()),
    )


def test_only_these_files_of_the_house_open_the_notes():
    """Who adds a reader of the notes must come by here."""
    reading = {tree.name(path) for path in tree.written(".py", below=tree.SOURCE) if "WellbeingNote" in tree.text(path)}

    assert {name for name in reading if "/migrations/" not in name and "/models/" not in name} == {
        "src/tuvurane/supervision/actions/care.py",
        "src/tuvurane/supervision/actions/erasing.py",  # strikes names out of them, and shows nobody anything
        "src/tuvurane/supervision/queries/care.py",
    }
