"""Is that a name? Asked above a line before it is saved; whoever writes it decides, and nothing is refused."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from django import forms
from django.core.exceptions import ValidationError
from django.utils.datastructures import MultiValueDict

from tuvurane.groups import policies as group_policies
from tuvurane.groups import queries as group_queries
from tuvurane.groups.rules.names import is_number, name_like
from tuvurane.people.roles import Verb
from tuvurane.people.scope import Actor
from tuvurane.web.wording import say

if TYPE_CHECKING:
    from tuvurane.groups.models import Group

KEPT = "no_name"
APART = "\n"  # stands in no word


class Known(NamedTuple):
    """What helps to tell names: how the people of a group are called, and names of places."""

    own: Sequence[str] = ()
    places: Sequence[str] = ()


def known_in(actor: Actor, group: "Group") -> Known:
    """What the reader may know of one group: the names of its participants only where they may identify them."""
    identified = group_policies.can(actor, Verb.PARTICIPANTS_IDENTIFY, group)
    parent = [group.place.parent.name] if group.place.parent else []
    places = [group.name, group.place.name, *parent]
    return Known(group_queries.names_in_circle(group, identified=identified), places)


class AsksAboutNames(forms.Form):
    """
    A form with lines in which nobody may be named.

    A word that looks like a name is an error of its field, as long as the button "keep it" did not send that word.
    ``asked``: what the button would send; empty when there is nothing to keep.
    """

    known = Known()
    asked = ""

    def ask_about_names(self, cleaned: dict[str, Any], *lines: str) -> None:
        """Ask about the words of these fields that look like names."""
        given = self.data.getlist(KEPT) if isinstance(self.data, MultiValueDict) else []
        kept = {word for words in given for word in words.split(APART)}
        found = []
        for field in lines:
            for word in name_like(cleaned.get(field) or "", own=self.known.own, places=self.known.places):
                found.append(word)
                if word not in kept:
                    key = "names.is_number" if is_number(word) else "names.is_name"
                    self.add_error(field, ValidationError(say(key, word=word), code="name"))
        if set(found) - kept:
            self.asked = APART.join(found)
