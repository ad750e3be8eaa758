"""What a supervisor's phone holds for the way from group to group. No participant is in it."""

from datetime import datetime
from uuid import UUID

from tuvurane.groups.codes import SESSIONS
from tuvurane.people import queries as people
from tuvurane.people.models import Account
from tuvurane.people.roles import ROLES, Role, Verb
from tuvurane.people.scope import Actor
from tuvurane.supervision.models import FollowUp
from tuvurane.supervision.queries.charges import charges_of
from tuvurane.supervision.queries.checklists import checklist
from tuvurane.supervision.queries.facts import Known, gather
from tuvurane.supervision.queries.follow_ups import what_of
from tuvurane.supervision.queries.plan import rows_of, sentence
from tuvurane.training.rules.rubrics import Rubric, own, text_in


def for_phone(account_id: UUID, *, now: datetime, language: str) -> dict[str, object] | None:
    """
    The round of a supervisor: rubric, checklist, people, groups, plan and what is agreed; None for others.

    Texts in the language asked for. Only people in this person's own charge, and the groups that they lead.
    """
    actor = _on_phone(account_id, now)
    if actor is None or actor.organisation_id is None:
        return None
    on = people.today_in(actor.organisation_id, now)
    known = gather(actor, charges_of(account_id, on), now=now, on=on)
    return {
        "rubric": _rubric(own(), language),
        "checklist": checklist_for_phone(language),
        "charges": [
            {
                "id": str(charge.facilitator_id),
                "name": charge.facilitator.account.name,
                "gate": known.gates[charge.facilitator_id].may_lead,
            }
            for charge in known.charges
        ],
        "groups": _groups(known),
        "plan": [
            {
                "group": None if row.group is None else str(row.group.pk),
                "who": [str(one.pk) for one in row.facilitators],
                "reasons": [sentence(reason, language) for reason in row.reasons],
            }
            for row in rows_of(known, on=on)
        ],
        "follow_ups": _follow_ups(account_id, known),
    }


def _on_phone(account_id: UUID, now: datetime) -> Actor | None:
    """The supervisor as their phone may act; None for somebody who records no supervision by phone."""
    account = Account.objects.filter(pk=account_id, is_active=True).first()
    if account is None:
        return None
    actor = people.actor_of(account, on=now.date())
    grants = tuple(grant for grant in actor.grants if Verb.SUPERVISION_RECORD in ROLES[Role(grant.role)].phone)
    if not grants:
        return None
    return Actor("device", account.pk, account.organisation_id, grants, None, account.name, account.language)


def _groups(known: Known) -> list[dict[str, object]]:
    return [
        {
            "id": str(group.pk),
            "name": group.name,
            "place": group.place.name,
            "next_n": number if (number := known.next_number(group.pk)) <= SESSIONS else None,
            "facilitators": [str(charge.facilitator_id) for charge in known.mine_in(group.pk)],
        }
        for group in known.groups
    ]


def _follow_ups(account_id: UUID, known: Known) -> list[dict[str, object]]:
    """What this person is to do, and what the people in their charge are, by the day it is due; one query."""
    owners = [account_id, *(charge.facilitator_id for charge in known.charges)]
    rows = FollowUp.objects.filter(owner__in=owners, done_at__isnull=True).order_by("due_on", "pk")
    return [
        {"id": str(row.pk), "what": what_of(row), "due": row.due_on.isoformat(), "who": str(row.owner_id)}
        for row in rows
    ]


def _rubric(rubric: Rubric, language: str) -> dict[str, object]:
    return {
        "name": rubric.name,
        "version": rubric.version,
        "competences": [
            {
                "code": competence.code,
                "title": text_in(competence.title, language),
                "about": text_in(competence.about, language),
                "behaviours": [
                    {"code": one.code, "kind": one.kind.value, "text": text_in(one.text, language)}
                    for one in competence.behaviours
                ],
            }
            for competence in rubric.competences
        ],
    }


def checklist_for_phone(language: str) -> dict[str, object]:
    """The checklist in use, its texts in one language."""
    template = checklist()
    elements = [
        {
            "code": element.code,
            "text": text_in(element.text, language),
            "first": element.sessions.start,
            "last": element.sessions.stop - 1,
        }
        for element in template.elements
    ]
    return {"version": template.version, "elements": elements}
