from typing import ClassVar

from django.db import models

from tuvurane.care.codes import Closing, Level, Next, Source, State
from tuvurane.foundation.privacy import Privacy, SealedUnder, UnderRing, UnderRowKey
from tuvurane.people.codes import KeyPurpose


class Concern(models.Model):
    """
    Somebody may be in danger or needs a talk, whatever their total. Where it stands; its way is told by its contacts.

    ``item``: the question of a questionnaire to which they said yes, or what sort of concern it is (``Worry``).
    ``about``: the id of the interview in which they said so; None where we were not told. ``said_on``: the day on which
    they said so by the clock of who heard it, which may be wrong, and long before it reached us. ``place``: the group's
    when it was raised. ``participant`` is None where whoever raised it did not say who, and once the person is erased;
    ``group`` where it was none of a group. ``must_act``: who was on call there then; None: whoever holds the role there.
    ``next_what`` is awaited until ``next_by``, both None once closed. ``words_sealed``: what was seen, under the
    concern's own key. Nothing about it stands outside this room.
    """

    id = models.UUIDField(primary_key=True)
    organisation = models.ForeignKey("people.Organisation", on_delete=models.PROTECT, related_name="+")
    place = models.ForeignKey("places.Place", on_delete=models.PROTECT, related_name="+")
    participant = models.ForeignKey("groups.Participant", on_delete=models.PROTECT, null=True, related_name="+")
    group = models.ForeignKey("groups.Group", on_delete=models.PROTECT, null=True, related_name="+")
    source = models.CharField(max_length=10)
    item = models.CharField(max_length=30)
    about = models.UUIDField(null=True)
    urgent = models.BooleanField(default=False)
    said_on = models.DateField()
    raised_at = models.DateTimeField()
    raised_by = models.ForeignKey("people.Account", on_delete=models.PROTECT, null=True, related_name="+")
    must_act = models.ForeignKey("people.Account", on_delete=models.PROTECT, null=True, related_name="+")
    state = models.CharField(max_length=10)
    level = models.CharField(max_length=16, blank=True)
    follow_ups = models.PositiveSmallIntegerField(default=0)
    next_what = models.CharField(max_length=10, blank=True)
    next_by = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey("people.Account", on_delete=models.PROTECT, null=True, related_name="+")
    closed_as = models.CharField(max_length=14, blank=True)
    key_wrapped = models.BinaryField(null=True)
    words_sealed = models.BinaryField(null=True)

    PRIVACY: ClassVar = {
        "id": Privacy.STRICTLY_CONFIDENTIAL,
        "organisation": Privacy.STRICTLY_CONFIDENTIAL,
        "place": Privacy.STRICTLY_CONFIDENTIAL,
        "participant": Privacy.STRICTLY_CONFIDENTIAL,
        "group": Privacy.STRICTLY_CONFIDENTIAL,
        "source": Privacy.STRICTLY_CONFIDENTIAL,
        "item": Privacy.STRICTLY_CONFIDENTIAL,
        "about": Privacy.STRICTLY_CONFIDENTIAL,
        "urgent": Privacy.STRICTLY_CONFIDENTIAL,
        "said_on": Privacy.STRICTLY_CONFIDENTIAL,
        "raised_at": Privacy.STRICTLY_CONFIDENTIAL,
        "raised_by": Privacy.STRICTLY_CONFIDENTIAL,
        "must_act": Privacy.STRICTLY_CONFIDENTIAL,
        "state": Privacy.STRICTLY_CONFIDENTIAL,
        "level": Privacy.STRICTLY_CONFIDENTIAL,
        "follow_ups": Privacy.STRICTLY_CONFIDENTIAL,
        "next_what": Privacy.STRICTLY_CONFIDENTIAL,
        "next_by": Privacy.STRICTLY_CONFIDENTIAL,
        "closed_at": Privacy.STRICTLY_CONFIDENTIAL,
        "closed_by": Privacy.STRICTLY_CONFIDENTIAL,
        "closed_as": Privacy.STRICTLY_CONFIDENTIAL,
        "key_wrapped": Privacy.SEALED,
        "words_sealed": Privacy.SEALED,
    }
    SEALED_UNDER: ClassVar[dict[str, SealedUnder]] = {
        "key_wrapped": UnderRing(KeyPurpose.CARE),
        "words_sealed": UnderRowKey("key_wrapped"),
    }

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                name="concern_one_open", fields=["participant", "item"], condition=models.Q(closed_at__isnull=True)
            ),
            models.UniqueConstraint(name="concern_once_an_interview", fields=["participant", "item", "about"]),
            models.CheckConstraint(
                name="concern_source_is_known",
                condition=models.Q(source__in=[source.value for source in Source]),
            ),
            models.CheckConstraint(
                name="concern_level_is_known",
                condition=models.Q(level__in=["", *(level.value for level in Level)]),
            ),
            models.CheckConstraint(
                name="concern_waits_or_is_closed",
                condition=models.Q(
                    state__in=[state.value for state in State if state is not State.CLOSED],
                    next_what__in=[what.value for what in Next],
                    next_by__isnull=False,
                    closed_at__isnull=True,
                    closed_by__isnull=True,
                    closed_as="",
                )
                | models.Q(
                    state=State.CLOSED.value,
                    next_what="",
                    next_by__isnull=True,
                    closed_at__isnull=False,
                    closed_as__in=[closing.value for closing in Closing],
                ),
            ),
            models.CheckConstraint(
                name="concern_is_closed_by_somebody",
                condition=models.Q(closed_at__isnull=True)
                | models.Q(closed_by__isnull=False)
                | models.Q(closed_as=Closing.ERASED.value),
            ),
            models.CheckConstraint(
                name="concern_words_have_a_key",
                condition=models.Q(words_sealed__isnull=True) | models.Q(key_wrapped__isnull=False),
            ),
        ]
        indexes: ClassVar = [models.Index(name="concern_by_next", fields=["organisation", "closed_at", "next_by"])]
