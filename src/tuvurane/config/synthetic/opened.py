"""A concern that the director opened by breaking the glass, seen by whoever cares; and a log that is asked to leave."""

from datetime import datetime, timedelta

from tuvurane.care import actions as care_actions
from tuvurane.care import queries as care
from tuvurane.config.synthetic.chance import Chance
from tuvurane.people.scope import Actor

BROKEN, SEEN, ASKED = timedelta(days=3), timedelta(days=2, hours=20), timedelta(hours=6)
NOBODY = "I called three numbers for an hour and nobody answered; somebody stands at our door."
REVIEW = "The reviewer from outside asks who looked at what in the last month."


def write_opened(chance: Chance, *, director: Actor, safeguarding: Actor, now: datetime) -> None:
    """Write both; neither where nobody waits for a talk."""
    waiting = care.concerns_visible_to(safeguarding).filter(closed_at__isnull=True).first()
    if waiting is None:
        return
    broken = max(waiting.raised_at, now - BROKEN)
    opened = care_actions.break_glass(
        actor=director,
        opening_id=chance.id_at(broken),
        code=care.reference_of(waiting.pk),
        reason=NOBODY,
        now=broken,
    )
    care_actions.acknowledge_opening(actor=safeguarding, opening=opened, now=max(broken, now - SEEN))
    care_actions.ask_export(
        actor=safeguarding,
        export_id=chance.id_at(now - ASKED),
        wanted=care_actions.Wanted(place=waiting.place, since=(now - timedelta(days=30)).date(), until=now.date()),
        reason=REVIEW,
        urgent=False,
        now=now - ASKED,
    )
