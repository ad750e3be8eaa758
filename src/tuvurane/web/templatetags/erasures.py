"""What the certificate of an erasure and the page of retention say."""

from django import template

from tuvurane.foundation.thresholds import Threshold
from tuvurane.rights.queries import PhoneStanding
from tuvurane.web import forgotten, wording

register = template.Library()


@register.filter
def phone_says(phone: PhoneStanding) -> str:
    """What a phone still holds, in words."""
    return forgotten.phone_says(phone)


@register.filter
def kept_for(kept: Threshold) -> str:
    """How long something is kept, in days, months or years."""
    return wording.say(f"retention.{kept.unit}", n=round(kept.value))
