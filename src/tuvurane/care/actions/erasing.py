"""Erasing somebody from this room: the key of each concern about them is destroyed, and with it every word."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from tuvurane.care.actions import intakes, referrals
from tuvurane.care.actions.adverse import sealed_line
from tuvurane.care.actions.contacts import append
from tuvurane.care.actions.log import note
from tuvurane.care.actions.openings import erase_openings
from tuvurane.care.actions.words import sealed
from tuvurane.care.codes import Closing, Deed, Stage, State, Step, Why
from tuvurane.care.models import AdverseEvent, Concern, Contact, Intake, Referral, ReferralStep
from tuvurane.care.queries import opened, said_in, sentence_of
from tuvurane.care.queries.referrals import entries_of_way, key_of, steps_of, told_of, words_of
from tuvurane.care.rules.referral_way import state_of
from tuvurane.foundation import ids, records
from tuvurane.groups import queries as group_queries
from tuvurane.groups.models import Group
from tuvurane.people import queries as people
from tuvurane.places.models import Place

SAID = ("need", "contact", "times", "caregiver", "reason", "reply_to", "emergency")
"""The words of a referral that may tell of others; the rest are codes, and the name of whom it is for."""


@transaction.atomic
def erase_participant(*, participant_id: UUID, now: datetime) -> dict[str, int]:
    """
    Destroy what was written about a participant, their referrals too, and let no concern lead to them; answers what was destroyed.

    That somebody needed a talk, when, and what was done stays, without a person, group or interview. One that was open is
    closed as erased. Called by ``rights`` alone.
    """
    reasons = erase_openings(participant_id=participant_id, now=now)
    concerns = list(Concern.objects.select_for_update().filter(participant=participant_id))
    written = Contact.objects.filter(concern__in=concerns, words_sealed__isnull=False)
    destroyed = sum(one.words_sealed is not None for one in concerns) + records.strike_out(written, words_sealed=None)
    erased_referrals = _erase_referrals(concerns, now)
    for concern in concerns:
        _let_go(concern, now)
    _strike_names(group_queries.names_of(participant_id))
    return {"concerns": len(concerns), "concern_words": destroyed, "referrals": erased_referrals, **reasons}


def _erase_referrals(concerns: Sequence[Concern], now: datetime) -> int:
    """Destroy the key and the words of their referrals; those on the way are closed. Their codes, states and days stay."""
    found = list(Referral.objects.select_for_update().filter(concern__in=concerns))
    for referral in found:
        _stop(referral, now)
    steps = ReferralStep.objects.filter(referral__in=found, words_sealed__isnull=False)
    records.strike_out(steps, words_sealed=None)
    return records.strike_out(
        Referral.objects.filter(pk__in=[one.pk for one in found]), key_wrapped=b"", words_sealed=b""
    )


def _stop(referral: Referral, now: datetime) -> None:
    entries = entries_of_way(referral, steps_of(referral))
    if state_of(entries).what is Stage.CLOSED:
        return
    ReferralStep.objects.create(
        id=ids.new_id(now),
        referral=referral,
        number=len(entries),
        what=Stage.CLOSED,
        at=now,
        on=people.today_in(referral.organisation_id, now),
        why=Why.ERASED,
    )


def _let_go(concern: Concern, now: datetime) -> None:
    concern.participant = concern.group = concern.about = None
    concern.key_wrapped = concern.words_sealed = None
    if concern.closed_at is None:
        append(concern, Step.CLOSED, ids.new_id(now), by=None, at=now, now=now, closed_as=Closing.ERASED)
        concern.state, concern.next_what, concern.next_by = State.CLOSED, "", None
        concern.closed_at, concern.closed_as, concern.urgent = now, Closing.ERASED, False
    concern.save()
    note(None, concern.organisation_id, Deed.ERASE, now, concern=concern)


def _strike_names(names: group_queries.Names) -> None:
    """Put an ellipsis for the person's names where words about somebody else around their groups hold them."""
    paths = list(Group.objects.filter(pk__in=names.groups).values_list("place__path", flat=True))
    _strike_intakes(names, paths)
    _strike_events(names, paths)
    _strike_referrals(names)
    for concern in Concern.objects.select_for_update().filter(group__in=names.groups, key_wrapped__isnull=False):
        _strike(names, concern, concern, Concern.objects.filter(pk=concern.pk))
        for one in concern.contacts.all():
            _strike(names, concern, one, Contact.objects.filter(pk=one.pk))


def _strike(names: group_queries.Names, concern: Concern, row: Concern | Contact, rows: QuerySet[Any]) -> None:
    text = opened(concern, row.words_sealed, row.pk)
    struck = names.strike(text)
    if struck != text:
        records.strike_out(rows, words_sealed=sealed(concern, struck, row.pk))


def _strike_referrals(names: group_queries.Names) -> None:
    """What was written to help somebody else of their groups. That one's own name stays, even where it is the same."""
    kept = Referral.objects.filter(concern__group__in=names.groups).exclude(key_wrapped=b"")
    for referral in kept.select_for_update(of=("self",)):
        key, words = key_of(referral), words_of(referral)
        struck = replace(words, **{said: names.strike(getattr(words, said)) for said in SAID})
        if key is not None and struck != words:
            rows = Referral.objects.filter(pk=referral.pk)
            records.strike_out(rows, words_sealed=referrals.seal_words(key, struck, referral.pk))
        for step, text, _ in told_of(referral):
            if names.strike(text) != text:
                steps = ReferralStep.objects.filter(pk=step.pk)
                records.strike_out(steps, words_sealed=referrals.seal_step(referral, names.strike(text), step.pk))


def _strike_intakes(names: group_queries.Names, paths: Sequence[str]) -> None:
    """An intake says no group, only a commune or what lies above."""
    kept = Intake.objects.filter(organisation=names.organisation_id, key_wrapped__isnull=False)
    for intake in kept.select_for_update(of=("self",)).select_related("place"):
        said = said_in(intake)
        line, reach = map(names.strike, said)
        if (line, reach) != said and _around(paths, intake.place):
            intakes.seal_words(intake, line, reach)
            intake.save()


def _strike_events(names: group_queries.Names, paths: Sequence[str]) -> None:
    """The line of an adverse event in a group of theirs, or of no group in a commune of theirs."""
    for event in AdverseEvent.objects.filter(organisation=names.organisation_id).select_related("area"):
        text = sentence_of(event)
        struck = names.strike(text)
        theirs = event.group_id in names.groups if event.group_id else _around(paths, event.area)
        if struck != text and theirs:
            records.strike_out(AdverseEvent.objects.filter(pk=event.pk), sentence_sealed=sealed_line(event, struck))


def _around(paths: Sequence[str], area: Place) -> bool:
    return any(path.startswith(area.path) for path in paths)
