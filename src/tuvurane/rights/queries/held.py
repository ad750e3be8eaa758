"""Everything that we hold of one participant, from every room but care: for the answer to whoever asks to know."""

from dataclasses import dataclass
from datetime import date

from tuvurane.groups import queries as groups
from tuvurane.groups.models import Consent, Participant
from tuvurane.groups.queries.held import HeldOfPerson, held_of
from tuvurane.measures.queries.held import HeldAnswers, HeldRefusal, answers_held, refusals_held
from tuvurane.rights.models import Request
from tuvurane.rights.queries.requests import requests_of
from tuvurane.stories import queries as stories


@dataclass(frozen=True, slots=True)
class Holdings:
    """
    What every room but care holds of one person on a day.

    Care is asked nothing, so that nothing here, and nothing that is missing here, tells of it.
    """

    person: Participant
    identity: groups.Identity
    facts: HeldOfPerson
    consents: list[Consent]
    answers: list[HeldAnswers]
    refusals: list[HeldRefusal]
    stories: list[stories.Held]
    requests: list[Request]


def holdings_of(participant: Participant, *, on: date) -> Holdings:
    """
    Gather what we hold of somebody, opened. The caller has checked ``rights.answer``.

    Raises Unreadable for somebody whose key is gone.
    """
    return Holdings(
        person=participant,
        identity=groups.identity_of(participant),
        facts=held_of(participant),
        consents=groups.consents_of(participant),
        answers=answers_held(participant.pk),
        refusals=refusals_held(participant.pk),
        stories=stories.told_by(participant.pk, on=on),
        requests=list(requests_of(participant.pk)),
    )
