"""The empty list of past trainings to download, with the places and people of whoever asks for it."""

from collections.abc import Mapping, Sequence
from datetime import date

from tuvurane.exchange.sheets.drawing import Template, draw
from tuvurane.exchange.sheets.labels import labels
from tuvurane.exchange.sheets.meant_places import trails_within
from tuvurane.exchange.trainings.columns import CODES, TRAININGS
from tuvurane.people import queries as people
from tuvurane.people.roles import Verb
from tuvurane.people.scope import Actor

READ_ME_LINES = 8
WIDE = {"course": 28, "place": 42, "name": 28, "site": 24, "trainers": 32, "days": 30, "point": 24, "came_from": 24}
EXAMPLES: Mapping[str, Sequence[object]] = {
    "courses": (
        *("Musongati 2025", "course_level.basic", "Musenyi, Tangara", "", date(2025, 3, 10), date(2025, 3, 14), ""),
        *(20, "cycle_point.before_groups", "chantal; Emmanuel N.", ""),
    ),
    "trainees": (
        *("Musongati 2025", "Nadia Iradukunda", "", "Musenyi, Tangara", "sex.F", "rn; fr", "route.graduate"),
        *("enrolment.completed", "", "P", "P", "A", "P", "P", *("",) * 15),
    ),
}


def template(*, actor: Actor, language: str, today: date) -> bytes:
    """
    An empty list as an XLSX workbook, explained in ``language``.

    Its lists hold the places where the actor may manage courses and the people whom the actor sees.
    """
    lists = {family: labels(TRAININGS, family, language) for family in CODES}
    lists["day_mark"] = ["P", "1/2", "A"]
    accounts = people.accounts_visible_to(actor).filter(is_active=True)
    if actor.organisation_id is not None:
        accounts = accounts.filter(organisation_id=actor.organisation_id)
    lists["user_name"] = list(accounts.values_list("username", flat=True))
    lists["place"] = trails_within(actor, Verb.COURSES_MANAGE, today)
    return draw(Template(TRAININGS, language, lists, EXAMPLES, READ_ME_LINES, WIDE))
