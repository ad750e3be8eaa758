"""What people agree to: the word that stands for each purpose, all words before it, and the text that was read."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from tuvurane.groups.codes import Purpose
from tuvurane.groups.models import Consent, Participant
from tuvurane.groups.rules.consent_texts import ConsentText, current_text, text_of, texts_of

__all__ = [
    "ConsentText",
    "StandingWord",
    "consent_stands",
    "consents_of",
    "consents_standing",
    "current_text",
    "standing_words",
    "text_of",
    "texts_of",
]


@dataclass(frozen=True, slots=True)
class StandingWord:
    """Where somebody stands on one purpose. ``word``: their latest; None where they were never asked."""

    purpose: Purpose
    word: Consent | None

    @property
    def given(self) -> bool:
        """Whether the word that stands is a yes."""
        return self.word is not None and self.word.given

    @property
    def to_older_text(self) -> bool:
        """Whether they said yes to an older text only, or before texts were kept: they may be asked again."""
        return self.word is not None and self.given and self.word.text_version != current_text(self.purpose).version


def consents_of(participant: Participant) -> list[Consent]:
    """All consents of a participant, latest first."""
    return list(participant.consents.select_related("recorded_by", "read_by").order_by("-seq", "-pk"))


def consent_stands(participant_id: UUID, purpose: Purpose) -> bool:
    """Whether the latest word on this purpose is a yes. Without any word it is not."""
    return participant_id in consents_standing([participant_id], purpose)


def consents_standing(participant_ids: Iterable[UUID], purpose: Purpose) -> set[UUID]:
    """Of these people, those whose latest word on this purpose is a yes; one query."""
    said = Consent.objects.filter(participant__in=list(participant_ids), purpose=purpose)
    latest = dict(said.order_by("seq", "pk").values_list("participant_id", "given"))
    return {participant_id for participant_id, given in latest.items() if given}


def standing_words(participant_ids: Iterable[UUID]) -> dict[UUID, list[StandingWord]]:
    """Where several people stand on each purpose, in the order of the purposes; one query."""
    ids = list(participant_ids)
    rows = Consent.objects.filter(participant__in=ids).order_by("seq", "pk")
    latest = {(row.participant_id, row.purpose): row for row in rows}
    return {pk: [StandingWord(purpose, latest.get((pk, purpose))) for purpose in Purpose] for pk in ids}
