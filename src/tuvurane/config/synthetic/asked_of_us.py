"""What people asked of us about what we keep of them: in time and late, open and closed, known and not yet known."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from tuvurane.config.synthetic.chance import Chance
from tuvurane.groups import queries as group_queries
from tuvurane.groups.actions import GroupPlan
from tuvurane.groups.codes import Status
from tuvurane.people.scope import Actor
from tuvurane.rights import actions as rights_actions
from tuvurane.rights.codes import Channel, Outcome, RequestKind
from tuvurane.rights.models import Request
from tuvurane.rights.queries import Words


@dataclass(frozen=True, slots=True)
class _Told:
    """One request as it went; days count back from today. ``who``: of somebody whom we do not know yet."""

    kind: RequestKind
    channel: Channel
    asked: str
    received: int
    acknowledged: int | None = None
    answered: int | None = None
    told: int | None = None
    outcome: Outcome = Outcome.GRANTED
    answer: str = ""
    reason: str = ""
    who: str = ""


TOLD = (
    _Told(
        RequestKind.ACCESS, Channel.IN_PERSON, "Nipfuza kumenya ivyo mwanditse kuri jewe.", received=36, acknowledged=34
    ),
    _Told(
        RequestKind.ACCESS,
        Channel.CALL,
        "Sinibuka neza ivyo nemeye. Nomenya gute ivyo mwambikiye?",
        received=2,
        who="Uwahoze agurisha ibiharage hafi y'iteme, avuga ko yari mu mugwi w'umwaka uheze.",
    ),
    _Told(
        RequestKind.CORRECTION,
        Channel.FACILITATOR,
        "Inomero ya telefone yanje yarahindutse.",
        received=20,
        acknowledged=19,
        answered=17,
        told=15,
        answer="Inomero yahinduwe. Iya kera ntikiri mu vyo tubitse.",
    ),
    _Told(
        RequestKind.CORRECTION,
        Channel.IN_PERSON,
        "Banditse ko ntaje ku ihuriro rya kane, kandi nari mpari.",
        received=9,
        acknowledged=8,
        answered=3,
        answer="Abaremesha umugwi babiri barabibonye. Vyakosowe: wari uhari.",
    ),
    _Told(RequestKind.ERASURE, Channel.IN_PERSON, "Ndashaka ko izina ryanje rihanagurwa.", received=5, acknowledged=4),
    _Told(
        RequestKind.OBJECTION,
        Channel.LETTER,
        "Sinshaka ko inyishu zanje zishirwa hamwe n'iz'abandi.",
        received=75,
        acknowledged=74,
        answered=44,
        told=41,
        outcome=Outcome.PARTLY,
        answer="Ntuzosubira kubazwa. Inyishu zawe ntizishirwa mu biharuro bishasha.",
        reason="Ibiharuro vyasohotse imbere y'uko ubisaba birimwo abantu benshi kandi ntibisubizwa inyuma.",
    ),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Hearing:
    """Who hears what people ask, and when that is."""

    chance: Chance
    coordinator: Actor
    today: date
    now: datetime

    def write(self, plans: Sequence[GroupPlan]) -> int:
        """Write the requests of one organisation, through the actions of its coordinator; answers how many."""
        running = [plan for plan in plans if plan.status == Status.RUNNING and plan.people]
        for told in TOLD if running else ():
            self._go_on(told, self._receive(told, self.chance.choice(running)))
        return len(TOLD) if running else 0

    def _receive(self, told: _Told, plan: GroupPlan) -> Request:
        group = group_queries.group_for(self.coordinator, plan.id)
        person = self.chance.choice([one for one in plan.people if one.left_on is None] or list(plan.people))
        return rights_actions.receive_request(
            actor=self.coordinator,
            request_id=self.chance.id_at(self.now - timedelta(days=told.received)),
            organisation_id=group.organisation_id,
            place=group.place,
            participant=None if told.who else group_queries.participant_for(self.coordinator, person.id),
            kind=told.kind,
            channel=told.channel,
            language=plan.language,
            received_on=self._day(told.received),
            words=Words(told.asked, told.who),
            now=self.now,
        )

    def _go_on(self, told: _Told, request: Request) -> None:
        step: Any = {"actor": self.coordinator, "request": request, "now": self.now}
        if told.acknowledged is not None:
            rights_actions.acknowledge(on=self._day(told.acknowledged), **step)
        if told.answered is not None:
            said: Any = {"outcome": told.outcome, "answer": told.answer, "reason": told.reason}
            rights_actions.answer_request(on=self._day(told.answered), **said, **step)
        if told.told is not None:
            rights_actions.tell(on=self._day(told.told), **step)

    def _day(self, back: int) -> date:
        return self.today - timedelta(days=back)
