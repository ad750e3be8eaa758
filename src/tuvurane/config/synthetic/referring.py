"""A few referrals at different places of their way, so that the list, its clocks and the printed form are seen filled."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple

from tuvurane.care import actions as care_actions
from tuvurane.care import queries as care
from tuvurane.care.codes import UNDER_18, Basis, Help, Informed, Mode, Priority, Released, Stage, Why
from tuvurane.care.queries import ReferralWords
from tuvurane.config.synthetic.chance import Chance
from tuvurane.groups.codes import ConsentGivenBy
from tuvurane.people.scope import Actor

if TYPE_CHECKING:
    from tuvurane.care.models import Concern, Service
    from tuvurane.groups.models import Participant

SCOPE = frozenset({Released.AGE_SEX, Released.CONTACT, Released.REASON, Released.ASKED})


class _Tale(NamedTuple):
    """One referral: how urgent, how many hours ago it was written, and what followed after how many hours."""

    priority: Priority
    ago: float
    reason: str
    steps: tuple[tuple[float, Stage, Why | None], ...] = ()
    emergency: str = ""


TALES = (
    _Tale(Priority.HOURS_72, 5, "Ntasinzira kuva aho umwana wiwe apfiriye."),
    _Tale(Priority.HOURS_24, 20, "Yavuze ko ubuzima bumuremereye.", ((2, Stage.SENT, None),)),
    _Tale(
        Priority.WEEKS_2,
        24 * 6,
        "Umutwe umubabaza kuva kera.",
        ((20, Stage.SENT, None), (60, Stage.ACCEPTED, None), (70, Stage.APPOINTMENT, None)),
    ),
    _Tale(
        Priority.HOURS_72,
        24 * 12,
        "Aratinya gutaha.",
        (
            (4, Stage.SENT, None),
            (20, Stage.ACCEPTED, None),
            (60, Stage.ATTENDED, None),
            (90, Stage.OUTCOME, Why.CONTINUES),
        ),
    ),
    _Tale(
        Priority.HOURS_24,
        30,
        "Yasanzwe ku ruzi.",
        ((1, Stage.SENT, None), (3, Stage.ACCEPTED, None), (8, Stage.ATTENDED, None)),
        emergency="Ntiyashobora kuvuga; ubuzima bwiwe bwari mu kaga.",
    ),
)


def refer(chance: Chance, *, actor: Actor, now: datetime) -> int:
    """
    Write the tales, each about another concern; answers how many. ``actor``: whoever is on call.

    A small programme has fewer concerns than tales.
    """
    concerns = care.concerns_visible_to(actor)[: len(TALES)]
    for tale, concern in zip(TALES, concerns, strict=False):
        service = care.services_near(concern.organisation_id, concern.place)[0]
        _tell(chance, tale, actor=actor, concern=concern, service=service, now=now)
    return len(concerns)


def _tell(chance: Chance, tale: _Tale, *, actor: Actor, concern: "Concern", service: "Service", now: datetime) -> None:
    written = now - timedelta(hours=tale.ago)
    right = care_actions.Agreement(Basis.CONSENT, SCOPE, ConsentGivenBy.MARK, written.date(), "rn")
    if tale.emergency:
        right = care_actions.Agreement(Basis.EMERGENCY, SCOPE)
    referral = care_actions.make_referral(
        actor=actor,
        referral_id=chance.id_at(written),
        concern=concern,
        service=service,
        priority=tale.priority,
        mode=Mode.ACCOMPANIED if tale.emergency else Mode.PAPER,
        agreement=right,
        words=replace(_known_of(concern.participant), reason=tale.reason, emergency=tale.emergency),
        now=written,
    )
    for hours, what, why in tale.steps:
        then = written + timedelta(hours=hours)
        meets = then + timedelta(days=2) if what is Stage.APPOINTMENT else None
        content = care_actions.StepContent(what, then.date(), why, meets)
        care_actions.note_step(actor=actor, referral=referral, step_id=chance.id_at(then), content=content, now=then)


def _known_of(person: "Participant | None") -> ReferralWords:
    """What is known of somebody, and the same safe way for all."""
    age, sex = ("", "") if person is None else (person.age_band, person.sex)
    return ReferralWords(
        age=age,
        sex=sex,
        contact="Kw'isoko, ku muvukanyi wiwe",
        times="Ku wa kabiri no ku wa kane, mu gatondo",
        informed=Informed.NOT_YET.value if age in UNDER_18 else "",
        asked=(Help.MENTAL_HEALTH.value,),
    )
