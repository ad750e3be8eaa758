"""Two people who key one sheet at the same moment are its first and its second."""

import pytest
from django.db import connection

from tests.cast import NOW
from tests.factories.groups import make_group, new_id
from tests.factories.paper import make_sheet
from tuvurane.measures import actions, scoring
from tuvurane.measures.models import Response

pytestmark = pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite lets one connection write at a time")
THREES = dict.fromkeys(scoring.instrument_named("who5").item_keys, 3)


def test_two_who_key_at_once_are_first_and_second(committed_cast, together):
    cast = committed_cast
    group = make_group(cast.organisation, cast.places["Muriza"], leaders=[cast["amina"]], members=1)
    sheet = make_sheet(group)

    def key(name: str) -> actions.Keyed:
        return actions.key_sheet(actor=cast.actor(name), sheet_id=sheet.pk, entry_id=new_id(), answers=THREES, now=NOW)

    keyed = together(lambda: key("amina"), lambda: key("carine"))

    assert sorted(one.number for one in keyed) == [1, 2]
    assert Response.objects.get().total == 60
