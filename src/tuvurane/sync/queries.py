"""Records set aside: which ones an actor finds, and what they say."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import QuerySet

from tuvurane.foundation import sealing, words
from tuvurane.people import queries as people
from tuvurane.people.roles import Verb
from tuvurane.people.scope import Actor, in_scope
from tuvurane.sync import catalogue, problems
from tuvurane.sync.kinds import Body
from tuvurane.sync.models import Decision, SetAside


class Opened(NamedTuple):
    """
    What a record set aside says: its body as it came, and as its kind reads it.

    ``shaped`` is None where this server cannot read it: an unknown kind, or a body of another form.
    """

    body: dict[str, Any]
    shaped: Body | None


def found(actor: Actor) -> QuerySet[SetAside]:
    """All records set aside in the actor's scope, the latest first."""
    reach = in_scope(actor, organisation="organisation_id", path="place__path", verb=Verb.SET_ASIDE_DECIDE)
    rows = SetAside.objects.filter(reach).select_related("account", "device", "place", "decision__decided_by")
    return rows.order_by("-received_at", "-seq")


def waiting(actor: Actor) -> QuerySet[SetAside]:
    """Those that wait for a decision. Nothing here expires."""
    return found(actor).filter(decision__isnull=True)


def sealed_waiting(actor: Actor) -> int:
    """How many sealed records wait for a coordinator in the places where the actor cares (``care.see``)."""
    reach = in_scope(actor, organisation="organisation_id", path="place__path", verb=Verb.CARE_SEE)
    return SetAside.objects.filter(reach, kind__in=catalogue.SEALED, decision__isnull=True).count()


def decided(actor: Actor) -> QuerySet[SetAside]:
    """Those about which somebody has decided, the latest decision first."""
    return found(actor).filter(decision__isnull=False).order_by("-decision__seq")


def aside_for(actor: Actor, record_id: UUID) -> SetAside:
    """One of them. Raises AsideUnknown outside the actor's scope."""
    aside = found(actor).filter(pk=record_id).first()
    if aside is None:
        raise problems.AsideUnknown
    return aside


def opened(aside: SetAside) -> Opened:
    """Open a record. Raises sealing.Unreadable when the organisation's key is gone."""
    key = people.organisation_key(aside.organisation_id)
    body = json.loads(sealing.unseal(key, aside.body_sealed, aad=aside.pk.bytes))
    return Opened(body, catalogue.shaped(aside.kind, aside.version, body))


def why(aside: SetAside, language: str) -> str:
    """Why it was set aside, in plain words."""
    return words.say(f"problem.{aside.why}", language, **aside.details)


def reason_of(decision: Decision) -> str:
    """Why somebody decided so; empty where none was asked."""
    if decision.reason_sealed is None:
        return ""
    key = people.organisation_key(decision.set_aside.organisation_id)
    return sealing.unseal(key, decision.reason_sealed, aad=decision.set_aside_id.bytes).decode()


def known(ids: Iterable[UUID]) -> dict[UUID, SetAside]:
    """Those of these records that are, or were, set aside."""
    return SetAside.objects.in_bulk(list(ids))


def waiting_of_device(device_id: UUID) -> int:
    """How many records of one phone wait for a decision."""
    return SetAside.objects.filter(device_id=device_id, decision__isnull=True).count()


def fingerprint(kind: str, version: int, body: Mapping[str, Any]) -> str:
    """What a record says, as a SHA-256 in hex."""
    text = json.dumps([kind, version, body], sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()
