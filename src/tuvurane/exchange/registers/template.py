"""The empty register to download, with the places and facilitators of whoever asks for it."""

from collections.abc import Mapping, Sequence
from datetime import date

from tuvurane.exchange.registers.columns import CODES, REGISTER
from tuvurane.exchange.sheets.drawing import Template, draw
from tuvurane.exchange.sheets.labels import labels
from tuvurane.exchange.sheets.meant_places import trails_within
from tuvurane.people import queries as people
from tuvurane.people.roles import Verb
from tuvurane.people.scope import Actor

READ_ME_LINES = 9
WIDE = {
    "place": 42,
    "name": 28,
    "facilitator": 24,
    "led_by": 28,
    "group": 24,
    "site": 24,
    "contact": 22,
    "place_kind": 20,
    "phase": 26,
}
EXAMPLES: Mapping[str, Sequence[object]] = {
    "groups": (
        "Tuvurane 1",
        "Musenyi, Tangara",
        "",
        "language.rn",
        "weekday.4",
        "status.running",
        date(2026, 9, 3),
        "",
    ),
    "facilitators": ("Tuvurane 1", "amina", date(2026, 9, 3), ""),
    "members": (
        *("Tuvurane 1", 1, "Nadia Iradukunda", "Nadi", "", "sex.F", "age_band.25-34", date(2026, 9, 3), "", ""),
        *(date(2026, 8, 27), date(2026, 8, 27), "", ""),
    ),
    "sessions": ("Tuvurane 1", 1, date(2026, 9, 3), 180, "place_kind.church", "phase.safety", "amina; bosco"),
    "attendance": ("Tuvurane 1", 1, "Nadia", "P", "P", "E", "A", *("",) * 11),
}


def template(*, actor: Actor, language: str, today: date) -> bytes:
    """
    An empty register as an XLSX workbook, explained in ``language``.

    Its lists hold the places where the actor may import groups and the facilitators whom the actor
    sees, so that nobody types a hill's name.
    """
    lists = _lists_of(actor, language, today)
    return draw(Template(REGISTER, language, lists, EXAMPLES, READ_ME_LINES, WIDE))


def _lists_of(actor: Actor, language: str, today: date) -> dict[str, list[str]]:
    lists = {family: labels(REGISTER, family, language) for family in CODES}
    lists["mark"] = ["P", "E", "A"]
    accounts = people.facilitators_visible_to(actor, on=today)
    if actor.organisation_id is not None:
        accounts = accounts.filter(organisation_id=actor.organisation_id)
    lists["facilitator"] = list(accounts.values_list("username", flat=True))
    lists["place"] = trails_within(actor, Verb.GROUPS_IMPORT, today)
    return lists
