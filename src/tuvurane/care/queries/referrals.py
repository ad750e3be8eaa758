"""Who was sent where, what stands on the form, and what must happen next: for the safeguarding role alone."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import NamedTuple
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from tuvurane.care import problems
from tuvurane.care.codes import Basis, Priority, Released, Stage
from tuvurane.care.models import Concern, Referral, ReferralStep
from tuvurane.care.rules.referral_way import Clocks, Entry, Standing, may_follow, standing
from tuvurane.care.thresholds import threshold
from tuvurane.foundation import sealing
from tuvurane.people import queries as people
from tuvurane.people.codes import KeyPurpose
from tuvurane.people.roles import Verb
from tuvurane.people.scope import Actor, in_scope


@dataclass(frozen=True, slots=True)
class ReferralWords:
    """
    What is known of a person for a referral. What of it leaves on the form is said by the referral's scope.

    ``contact``: the way to reach them that is safe, ``times`` when. ``caregiver``: who cares for a child, ``informed``:
    whether that one knows. ``asked`` and ``given`` are codes of ``Help``. ``reply_to``: where the service answers us.
    ``emergency``: why it went without the person's consent.
    """

    name: str = ""
    sex: str = ""
    age: str = ""
    need: str = ""
    contact: str = ""
    times: str = ""
    caregiver: str = ""
    informed: str = ""
    reason: str = ""
    asked: Sequence[str] = field(default_factory=tuple)
    given: Sequence[str] = field(default_factory=tuple)
    reply_to: str = ""
    emergency: str = ""


CODE_SIGNS = 6
"""How many signs a referral's code has after its ``R-``."""

FIELDS: dict[Released, tuple[str, ...]] = {
    Released.NAME: ("name",),
    Released.AGE_SEX: ("age", "sex"),
    Released.NEED: ("need",),
    Released.CONTACT: ("contact", "times"),
    Released.CAREGIVER: ("caregiver", "informed"),
    Released.REASON: ("reason",),
    Released.ASKED: ("asked",),
    Released.GIVEN: ("given",),
}
"""Which words each part of the scope lets out."""


class Line(NamedTuple):
    """A referral, its entries in their order, and where it stands."""

    referral: Referral
    steps: Sequence[ReferralStep]
    standing: Standing


class Told(NamedTuple):
    """An entry, its words opened, and whether a later entry took it back."""

    step: ReferralStep
    words: str
    taken_back: bool


@cache
def clocks() -> Clocks:
    """The clocks of this room's thresholds."""
    return Clocks(
        priority={priority: threshold(f"referral_hours_{priority}").value for priority in Priority},
        answer_share=threshold("referral_answer_share").value,
        decide=threshold("referral_decide_hours").value,
        after_appointment=threshold("referral_appointment_hours").value,
        missed=threshold("referral_missed_hours").value,
        outcome=threshold("referral_outcome_hours").value,
        feed_back=threshold("referral_feedback_hours").value,
        close=threshold("referral_close_hours").value,
        tell_person=threshold("referral_told_hours").value,
    )


def referrals_visible_to(actor: Actor) -> QuerySet[Referral]:
    """The referrals in the actor's scope (``care.see``), those made last first; corrected ones are left out."""
    reach = in_scope(actor, organisation="organisation_id", path="concern__place__path", verb=Verb.CARE_SEE)
    rows = Referral.objects.filter(reach, corrected_by__isnull=True)
    rows = rows.select_related("service", "concern__place", "made_by").prefetch_related("steps__by")
    return rows.order_by("-made_at", "-pk")


def referral_for(actor: Actor, referral_id: UUID) -> Referral:
    """One referral inside the actor's scope, corrected ones too. Raises ReferralUnknown."""
    reach = in_scope(actor, organisation="organisation_id", path="concern__place__path", verb=Verb.CARE_SEE)
    rows = Referral.objects.filter(reach, pk=referral_id).select_related("service__place", "concern__place", "made_by")
    found = rows.prefetch_related("steps__by").first()
    if found is None:
        raise problems.ReferralUnknown
    return found


def by_code(actor: Actor, code: str) -> Referral | None:
    """The referral that a slip names by its code, however it is written: ``r 7kq2mx`` too."""
    plain = "".join(sign for sign in code.upper() if sign.isalnum())[-CODE_SIGNS:]
    return referrals_visible_to(actor).filter(code=f"R-{plain}").first()


def open_referrals(actor: Actor) -> list[Line]:
    """Those that somebody must still do something about: whose time runs out first, first. Two queries."""
    lines = [line_of(referral) for referral in referrals_visible_to(actor).filter(~_closed())]
    return sorted(lines, key=lambda line: (line.standing.due or line.referral.made_at, line.referral.pk))


def closed_referrals(actor: Actor) -> QuerySet[Referral]:
    """Those that are closed, made last first."""
    return referrals_visible_to(actor).filter(_closed())


def referrals_of(concern: Concern) -> list[Line]:
    """The referrals of a concern, made last first; two queries."""
    rows = Referral.objects.filter(concern=concern.pk, corrected_by__isnull=True).select_related("service", "made_by")
    return [line_of(one) for one in rows.prefetch_related("steps__by").order_by("-made_at", "-pk")]


def _closed() -> Q:
    closing = ReferralStep.objects.filter(referral=OuterRef("pk"), what=Stage.CLOSED, corrected_by__isnull=True)
    return Q(Exists(closing))


def line_of(referral: Referral) -> Line:
    """Where a referral stands, by its entries."""
    steps = steps_of(referral)
    priority, basis = Priority(referral.priority), Basis(referral.basis)
    return Line(referral, steps, standing(entries_of_way(referral, steps), priority, basis, clocks()))


def stages_open_to(referral: Referral) -> list[Stage]:
    """What may be written now."""
    return may_follow(entries_of_way(referral, steps_of(referral)), Basis(referral.basis))


def steps_of(referral: Referral) -> list[ReferralStep]:
    """The entries in the order in which they were written."""
    return sorted(referral.steps.all(), key=lambda step: step.number)


def entries_of_way(referral: Referral, steps: Sequence[ReferralStep]) -> list[Entry]:
    """The entries as the rules read them; the first is the referral itself."""
    back = {step.corrects_id for step in steps if step.corrects_id}
    entries = [Entry(Stage(step.what), step.at, step.appointment, taken_back=step.pk in back) for step in steps]
    return [Entry(Stage.MADE, referral.made_at), *entries]


def key_of(referral: Referral) -> bytes | None:
    """The referral's own key; None once it was destroyed."""
    if not referral.key_wrapped:
        return None
    ring = people.organisation_key(referral.organisation_id, KeyPurpose.CARE)
    return sealing.unseal(ring, referral.key_wrapped, aad=referral.pk.bytes)


def words_of(referral: Referral) -> ReferralWords:
    """What is known of the person. Nothing once it was erased."""
    key = key_of(referral)
    if key is None:
        return ReferralWords()
    return ReferralWords(**json.loads(sealing.unseal(key, referral.words_sealed, aad=referral.pk.bytes)))


def released_of(referral: Referral) -> ReferralWords:
    """Of the words exactly what the person let be told, and where the service answers: all that may leave the house."""
    words, scope = words_of(referral), {Released(code) for code in referral.scope}
    let_out = {name for item in scope for name in FIELDS[item]} | {"reply_to"}
    return ReferralWords(**{name: getattr(words, name) for name in let_out})


def told_of(referral: Referral) -> list[Told]:
    """The entries with their words, the latest first."""
    key, steps = key_of(referral), steps_of(referral)
    back = {step.corrects_id for step in steps}
    return [Told(step, _opened(step, key), step.pk in back) for step in reversed(steps)]


def _opened(step: ReferralStep, key: bytes | None) -> str:
    if key is None or not step.words_sealed:
        return ""
    return sealing.unseal(key, step.words_sealed, aad=step.pk.bytes).decode()
