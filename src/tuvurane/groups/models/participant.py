from typing import ClassVar

from django.db import models

from tuvurane.foundation.privacy import Privacy, SealedUnder, UnderRing, UnderRowKey
from tuvurane.foundation.records import Fact
from tuvurane.groups.codes import AgeBand, ConsentGivenBy, Joining, Leaving, Purpose, Sex
from tuvurane.people.codes import KeyPurpose


class Participant(models.Model):
    """
    A person known by a spoken code.

    Name, nickname and contact are sealed under a key of this person alone (``key_wrapped``, wrapped
    by the organisation's key): destroying it erases them. Both are empty once the name is gone: by its time, or,
    with ``erased_at``, by the person's wish; then the code says nothing either, and sex and age are not known.
    """

    id = models.UUIDField(primary_key=True)
    organisation = models.ForeignKey("people.Organisation", on_delete=models.PROTECT, related_name="+")
    code = models.CharField(max_length=20)
    sex = models.CharField(max_length=1)
    age_band = models.CharField(max_length=5)
    identity_sealed = models.BinaryField()
    key_wrapped = models.BinaryField()
    enrolled_at = models.DateTimeField()
    erased_at = models.DateTimeField(null=True)

    PRIVACY: ClassVar = {
        "id": Privacy.INTERNAL,
        "organisation": Privacy.INTERNAL,
        "code": Privacy.CONFIDENTIAL,
        "sex": Privacy.CONFIDENTIAL,
        "age_band": Privacy.CONFIDENTIAL,
        "identity_sealed": Privacy.SEALED,
        "key_wrapped": Privacy.SEALED,
        "enrolled_at": Privacy.INTERNAL,
        "erased_at": Privacy.INTERNAL,
    }
    SEALED_UNDER: ClassVar[dict[str, SealedUnder]] = {
        "identity_sealed": UnderRowKey("key_wrapped"),
        "key_wrapped": UnderRing(KeyPurpose.DATA),
    }

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="participant_sex_is_known",
                condition=models.Q(sex__in=[sex.value for sex in Sex]) | models.Q(sex="", erased_at__isnull=False),
            ),
            models.CheckConstraint(
                name="participant_age_band_is_known",
                condition=models.Q(age_band__in=[band.value for band in AgeBand])
                | models.Q(age_band="", erased_at__isnull=False),
            ),
            models.CheckConstraint(
                name="participant_erased_has_no_name",
                condition=models.Q(erased_at__isnull=True) | models.Q(identity_sealed=b"", key_wrapped=b""),
            ),
            models.UniqueConstraint(name="participant_code_once_in_an_organisation", fields=["organisation", "code"]),
        ]


class Membership(models.Model):
    """
    One stay of a participant in a group: a seat in the circle that is never given to another.

    Leaving fills the last two columns once; whoever comes back has a new stay.
    """

    group = models.ForeignKey("groups.Group", on_delete=models.PROTECT, related_name="memberships")
    participant = models.ForeignKey("groups.Participant", on_delete=models.PROTECT, related_name="memberships")
    seat = models.PositiveSmallIntegerField()
    joined_on = models.DateField()
    how = models.CharField(max_length=8)
    left_on = models.DateField(null=True)
    why_left = models.CharField(max_length=16, blank=True)

    PRIVACY: ClassVar = {
        "id": Privacy.INTERNAL,
        "group": Privacy.CONFIDENTIAL,
        "participant": Privacy.CONFIDENTIAL,
        "seat": Privacy.INTERNAL,
        "joined_on": Privacy.CONFIDENTIAL,
        "how": Privacy.CONFIDENTIAL,
        "left_on": Privacy.CONFIDENTIAL,
        "why_left": Privacy.CONFIDENTIAL,
    }

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="membership_joining_is_known", condition=models.Q(how__in=[how.value for how in Joining])
            ),
            models.CheckConstraint(
                name="membership_left_on_a_day_for_a_reason",
                condition=models.Q(left_on__isnull=True, why_left="")
                | models.Q(left_on__isnull=False, why_left__in=[why.value for why in Leaving]),
            ),
            models.CheckConstraint(
                name="membership_ends_after_it_starts",
                condition=models.Q(left_on__isnull=True) | models.Q(left_on__gte=models.F("joined_on")),
            ),
            models.CheckConstraint(name="membership_seat_starts_at_one", condition=models.Q(seat__gte=1)),
            models.UniqueConstraint(
                name="membership_one_group_at_a_time",
                fields=["participant"],
                condition=models.Q(left_on__isnull=True),
            ),
            models.UniqueConstraint(name="membership_seat_taken_once", fields=["group", "seat"]),
        ]


class Consent(Fact):
    """
    One word of a participant on one purpose, given or withdrawn. The latest stands.

    ``text_version``: the text that was read to them, in ``language``; empty where none was, or before texts were kept.
    ``read_by``: who read it aloud, where that is known.
    """

    participant = models.ForeignKey("groups.Participant", on_delete=models.PROTECT, related_name="consents")
    purpose = models.CharField(max_length=16)
    given = models.BooleanField()
    on = models.DateField()
    language = models.CharField(max_length=2)
    given_by = models.CharField(max_length=10)
    text_version = models.CharField(max_length=10, blank=True, default="")
    read_by = models.ForeignKey("people.Account", on_delete=models.PROTECT, null=True, related_name="+")
    recorded_by = models.ForeignKey("people.Account", on_delete=models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField()
    seq = models.BigIntegerField()

    PRIVACY: ClassVar = {
        "id": Privacy.INTERNAL,
        "participant": Privacy.CONFIDENTIAL,
        "purpose": Privacy.CONFIDENTIAL,
        "given": Privacy.CONFIDENTIAL,
        "on": Privacy.CONFIDENTIAL,
        "language": Privacy.INTERNAL,
        "given_by": Privacy.INTERNAL,
        "text_version": Privacy.INTERNAL,
        "read_by": Privacy.INTERNAL,
        "recorded_by": Privacy.INTERNAL,
        "recorded_at": Privacy.INTERNAL,
        "seq": Privacy.INTERNAL,
    }

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="consent_purpose_is_known",
                condition=models.Q(purpose__in=[purpose.value for purpose in Purpose]),
            ),
            models.CheckConstraint(
                name="consent_given_by_is_known",
                condition=models.Q(given_by__in=[given_by.value for given_by in ConsentGivenBy]),
            ),
        ]


class SamePerson(models.Model):
    """
    A participant and somebody of the ladder are one person, because that person agrees that we know it.

    Parting the two deletes the row; nothing else says that they are one.
    """

    participant = models.OneToOneField("groups.Participant", on_delete=models.PROTECT, related_name="same_person")
    facilitator = models.OneToOneField("training.Facilitator", on_delete=models.PROTECT, related_name="same_person")
    agreed_on = models.DateField()
    given_by = models.CharField(max_length=10)
    recorded_by = models.ForeignKey("people.Account", on_delete=models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField()

    PRIVACY: ClassVar = {
        "id": Privacy.INTERNAL,
        "participant": Privacy.STRICTLY_CONFIDENTIAL,
        "facilitator": Privacy.STRICTLY_CONFIDENTIAL,
        "agreed_on": Privacy.CONFIDENTIAL,
        "given_by": Privacy.CONFIDENTIAL,
        "recorded_by": Privacy.INTERNAL,
        "recorded_at": Privacy.INTERNAL,
    }

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="same_person_given_by_is_known",
                condition=models.Q(given_by__in=[given_by.value for given_by in ConsentGivenBy]),
            ),
        ]
