"""Requests about what we keep, as the office writes them down."""

from datetime import date, datetime

from tests.factories.groups import NOW, SYSTEM, TODAY, new_id
from tuvurane.groups.models import Group, Participant
from tuvurane.people.scope import Actor
from tuvurane.rights import actions
from tuvurane.rights.codes import Channel, RequestKind
from tuvurane.rights.models import Request
from tuvurane.rights.queries import Words

ASKED = "What have you written about me?"


def make_request(
    group: Group,
    *,
    actor: Actor = SYSTEM,
    kind: RequestKind = RequestKind.ACCESS,
    participant: Participant | None = None,
    known: bool = True,
    received_on: date = TODAY,
    words: Words | None = None,
    now: datetime = NOW,
) -> Request:
    """A request of the person on the first seat, or of ``participant``; not ``known``: of somebody we cannot name yet."""
    person = participant or group.memberships.order_by("seat").select_related("participant")[0].participant
    return actions.receive_request(
        actor=actor,
        request_id=new_id(),
        organisation_id=group.organisation_id,
        place=group.place,
        participant=person if known else None,
        kind=kind,
        channel=Channel.IN_PERSON,
        language="rn",
        received_on=received_on,
        words=words or Words(ASKED, "" if known else "Rose, who sold beans at the bridge"),
        now=now,
    )
