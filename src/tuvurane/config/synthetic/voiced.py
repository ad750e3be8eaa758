"""What people told one organisation of the synthetic programme, and harm that somebody told of. Few, and all made up."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from tuvurane.care import actions as care_actions
from tuvurane.care.actions import IntakeContent
from tuvurane.care.codes import IntakeKind
from tuvurane.config.synthetic.chance import Chance
from tuvurane.feedback import actions as feedback_actions
from tuvurane.feedback.actions import ItemContent
from tuvurane.feedback.codes import Category, Channel, Satisfied
from tuvurane.people.scope import Actor
from tuvurane.places import queries as places

# Days ago, channel, category, language, words, how they are reached, the answer, what was changed.
TOLD = (
    (2, Channel.BOX, Category.SUGGESTION, "rn", "Twipfuza ko inama itangura isaha zibiri.", "", "", ""),
    (5, Channel.PHONE, Category.REQUEST, "fr", "Peut-on ouvrir un groupe chez nous aussi ?", "par le voisin", "", ""),
    (9, Channel.MEETING, Category.DATA, "fr", "Qui lit ce que nous répondons ?", "à la prochaine réunion", "", ""),
    (19, Channel.VISITOR, Category.SERVICE_COMPLAINT, "rn", "Twicaye hasi mu mvura.", "ku murwi", "", ""),
    (
        *(38, Channel.MEETING, Category.SERVICE_COMPLAINT, "rn", "Ikiyago gitangura kicerewe.", "mu nama"),
        *("Ubu gitangura isaha zibiri.", "Amasaha yarahinduwe."),
    ),
    (
        *(41, Channel.BOX, Category.INFORMATION, "sw", "Kikundi kinaendelea baada ya wiki 15?", ""),
        *("Ndiyo, kikitaka chenyewe.", ""),
    ),
)
LINES = (
    ("La réunion commence trop tard.", "Les réunions commencent à huit heures depuis le mois dernier."),
    ("Nous sommes assis sous la pluie.", "Deux groupes se réunissent maintenant dans une salle de classe."),
    ("Qui lit nos réponses ?", "Nous l'avons expliqué à chaque groupe : personne du village ne les lit."),
)
HARM = (
    (0, IntakeKind.GENDER_BASED_VIOLENCE, False),
    (3, IntakeKind.CHILD_PROTECTION, True),
)


@dataclass(frozen=True, slots=True)
class Office:
    """Who acts: the coordinator answers, the safeguarding focal point takes; both of one organisation."""

    coordinator: Actor
    safeguarding: Actor


def write_voiced(chance: Chance, office: Office, *, place_ids: Sequence[int], today: date, now: datetime) -> None:
    """Write what was told, the sheet of last month, and the reports of harm, through the actions of the pages."""
    found = places.places().in_bulk(list(place_ids))
    at = [found[pk] for pk in place_ids]
    for days, channel, category, language, words, reach, answer, change in TOLD:
        moment = now - timedelta(days=days)
        content = ItemContent(
            channel=channel,
            category=category,
            language=language,
            place=chance.choice(at),
            told_on=moment.date(),
            words=words,
            reach=reach,
        )
        item = feedback_actions.receive(
            actor=office.coordinator, item_id=chance.id_at(moment), content=content, now=moment
        ).item
        if item is not None and answer:
            later = moment + timedelta(days=6)
            actor = office.coordinator
            feedback_actions.answer(actor=actor, item=item, words=answer, change=change, now=later)
            feedback_actions.note_satisfied(actor=actor, item=item, how=Satisfied.YES, now=later)
    _write_sheet(chance, office, today=today, now=now)
    _write_harm(chance, office, place_id=place_ids[0], now=now)


def _write_sheet(chance: Chance, office: Office, *, today: date, now: datetime) -> None:
    month = today.replace(day=1) - timedelta(days=1)
    for said, did in LINES:
        line_id = chance.id_at(now)
        feedback_actions.write_line(actor=office.coordinator, line_id=line_id, month=month, said=said, did=did, now=now)


def _write_harm(chance: Chance, office: Office, *, place_id: int, now: datetime) -> None:
    place = places.places().get(pk=place_id)
    for days, kind, danger in HARM:
        moment = now - timedelta(days=days, hours=2)
        content = IntakeContent(kind, place, moment.date(), danger_now=danger, reach="par l'infirmière")
        made = care_actions.receive_intake(
            actor=office.coordinator, intake_id=chance.id_at(moment), content=content, now=moment
        )
        if danger:
            care_actions.take_intake(actor=office.safeguarding, intake=made, now=moment + timedelta(minutes=40))
