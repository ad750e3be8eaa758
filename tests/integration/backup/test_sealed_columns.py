"""A rotation of keys opens and seals anew by what the models say: so every sealed column must open as they say."""

from tests.cast import NOW, TODAY
from tests.factories.feedback import make_item
from tests.factories.groups import new_id
from tests.factories.paper import make_sheet
from tests.factories.shifts import tell
from tests.factories.supervision import make_checklist
from tests.integration.backup.test_round_trip import lived_in
from tuvurane.feedback import actions as feedback_actions
from tuvurane.foundation import resealing
from tuvurane.measures.actions import key_sheet
from tuvurane.measures.scoring import instrument_named
from tuvurane.people import queries as people
from tuvurane.people.codes import KeyPurpose
from tuvurane.supervision import actions as supervision
from tuvurane.supervision.actions import Adapted
from tuvurane.supervision.codes import Done, WhyAdapted
from tuvurane.supervision.models import Help
from tuvurane.sync import actions as sync
from tuvurane.sync.queries import waiting

__all__ = ["lived_in"]

RINGS = [(purpose, column) for purpose in KeyPurpose for column in resealing.columns(purpose)]


def test_every_sealed_column_holds_something_and_opens_as_its_model_says(committed_cast, lived_in):
    say_more(committed_cast, lived_in)

    opened = {
        f"{column.model._meta.label}.{column.name}": resealing.open_all(
            column, people.organisation_key(lived_in.organisation_id, purpose), lived_in.organisation_id
        )
        for purpose, column in RINGS
    }

    unproven = [name for name, (rows, _) in opened.items() if rows == 0]
    assert unproven == []
    assert [name for name, (_, shut) in opened.items() if shut] == []


def say_more(cast, group):
    """Words in those columns that nobody has written into yet."""
    carine, desk = cast.actor("carine"), cast.actor("coordinator")
    tell(group)
    item = make_item(cast["bosco"], group.place)
    feedback_actions.answer(
        actor=desk, item=item, words="We begin at nine.", change="The hour is on the door.", now=NOW
    )
    adapted = {"game_or_song": Adapted(WhyAdapted.CULTURE, "They were in mourning.")}
    make_checklist(carine, group, session_number=2, elements={"game_or_song": Done.NOT}, adapted=adapted)
    supervision.answer_help(actor=carine, help=Help.objects.get(), on=TODAY, note="I went to see both.", now=NOW)
    sync.discard(actor=desk, aside=waiting(desk).get(), reason="Of another group.", now=NOW)
    answers = dict.fromkeys(instrument_named("who5").item_keys, 3)
    sheet = make_sheet(group, actor=cast.actor("amina"), asked_by_id=cast["amina"].pk)
    key_sheet(actor=cast.actor("amina"), sheet_id=sheet.pk, entry_id=new_id(), answers=answers, now=NOW)
