"""What a page's request carries beyond Django's own."""

from typing import TYPE_CHECKING

from django.http import HttpRequest

if TYPE_CHECKING:
    from django_htmx.middleware import HtmxDetails

    from tuvurane.people.models import Account
    from tuvurane.people.scope import Actor


class ActorRequest(HttpRequest):
    """A request of someone who has signed in: ``actor`` is who they are today, ``htmx`` whether a part is asked."""

    actor: "Actor"
    htmx: "HtmxDetails"
    user: "Account"
