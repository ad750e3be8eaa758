"""
An instance with a home and processes of its own: somebody lives in it, is erased, and is looked for in its files.

``python -m tests.integration.rights.life live|erase|read``: what a step has to tell it prints as JSON.
"""

import json
import sys
from datetime import timedelta
from functools import partial

from django.apps import apps

from tests.cast import SYSTEM, TODAY, make_cast
from tests.factories.care import make_concern
from tests.factories.erasures import confirm, make_erasure
from tests.factories.groups import make_group, make_participant, make_session, new_id
from tests.factories.paper import make_sheet
from tests.factories.rights import make_request
from tests.factories.shifts import take_up, tell
from tests.factories.stories import make_story
from tests.factories.supervision import make_charge, make_visit
from tests.factories.training import make_facilitator
from tuvurane.config import console, erasing
from tuvurane.exchange import erasures_file
from tuvurane.foundation import clock, ids, resealing, sealing, sweeping
from tuvurane.foundation.privacy import UnderRing, UnderRowKey
from tuvurane.groups import actions as groups
from tuvurane.groups.actions import Shifted
from tuvurane.groups.codes import ConsentGivenBy, NoticedBy, Purpose, Shift
from tuvurane.journal.models import Entry
from tuvurane.measures import actions as measures
from tuvurane.measures.models import Response
from tuvurane.people import queries as people
from tuvurane.people.models import Account
from tuvurane.stories.models import Story
from tuvurane.stories.queries.texts import WHY

NAMES = {"name": "Rindagatifu Bukeyeneza", "nickname": "Kabondogoro", "contact": "+257 79 881 204"}
WORDS = ["Rindagatifu", "Bukeyeneza", "Kabondogoro", "79 881 204", "79881204"]
SAID = "Kabondogoro yaserutse arira; Bukeyeneza, +25779881204"


def live():
    """Somebody with a rare name, and their traces in every room; prints what has to be gone afterwards."""
    console.migrate()
    cast, now = make_cast(), clock.now()
    group = make_group(cast.organisation, cast.places["Muriza"], leaders=[cast["amina"]], members=2)
    name, more = NAMES["name"], {"nickname": NAMES["nickname"], "contact": NAMES["contact"]}
    person = make_participant(group, name, **more)
    for purpose in Purpose:
        groups.record_consent(
            actor=SYSTEM, group=group, participant=person, purpose=purpose, given=True, on=TODAY, language="rn",
            given_by=ConsentGivenBy.MARK, now=now,
        )  # fmt: skip
    shift = Shifted(Shift.ANGER, SAID, NoticedBy.FAMILY)
    session = make_session(group, note=SAID, shifts=[shift]).report
    tell(group, shift=shift)
    take_up(group, person.pk)
    make_sheet(group, 3)
    measures.record_response(
        actor=SYSTEM, response_id=ids.new_id(now), participant_id=person.pk, group_id=group.pk, wave="baseline",
        instrument="who5", version="1", language="rn", answers={f"who_{n}": 3 for n in range(1, 6)},
        administered_on=TODAY, now=now,
    )  # fmt: skip
    make_concern(group, 3, words=SAID)
    make_story(group, 3, text=SAID)
    make_request(group, participant=person)
    amina = make_facilitator(cast["amina"], cast.places["Muriza"])
    make_charge(cast["carine"], amina)
    make_visit(people.actor_of(cast["carine"], on=TODAY), seen=[amina.pk], note=SAID)
    session.refresh_from_db()
    blobs = [person.identity_sealed, person.key_wrapped, session.note_sealed]
    blobs += [Response.objects.get().answers_sealed, Story.objects.get().key_wrapped]
    tell_all(person=str(person.pk), code=person.code, blobs=[bytes(blob).hex() for blob in blobs], id=str(new_id()))


def erase(person, *, sweep=False):
    """Two people erase them; prints nothing of them."""
    focal = people.actor_of(Account.objects.get(username="didier"), on=clock.today())
    now = clock.now()
    done = confirm(make_erasure(person, now=now), focal, now=now + timedelta(seconds=1))
    erasures_file.note()
    swept = sweeping.sweep(erasing.swept_tables()) if sweep else None
    tell_all(destroyed=done.destroyed, swept=swept)


def read():
    """Every sealed word that can still be opened with this instance's secrets, and every line of the journal."""
    opened = [plain for column in columns() for plain in words_of(*column)]
    tell_all(opened=opened, journal=list(map(str, Entry.objects.values_list("detail", flat=True))))


def columns():

    for model in apps.get_models():
        for name, under in getattr(model, "SEALED_UNDER", {}).items():
            if isinstance(under, UnderRing | UnderRowKey):
                yield model, name, under


def words_of(model, name, under):
    """The plain words of a column. What does not open raises: nothing may be passed over here."""
    if isinstance(under, UnderRing):
        column = resealing.Column(model, name, under)
        for row in resealing._asked(column, model._base_manager.filter(**{f"{name}__gt": b""})):
            ring = people.organisation_key(row[2], under.purpose)
            yield sealing.unseal(ring, row[1], aad=resealing._bound(column, row)).decode("utf-8", "replace")
        return
    *path, key = under.key.split("__")
    owner = model
    for step in path:
        owner = owner._meta.get_field(step).related_model
    ring_of = owner.SEALED_UNDER[key]
    lead = "".join(f"{step}__" for step in path)
    asked = ("pk", name, under.key, f"{lead}id", f"{lead}{ring_of.organisation}")
    for pk, blob, wrapped, owner_id, house in model._base_manager.filter(**{f"{name}__gt": b""}).values_list(*asked):
        own = sealing.unseal(people.organisation_key(house, ring_of.purpose), wrapped, aad=owner_id.bytes)
        yield opened_as_one_of(own, blob, pk.bytes, owner_id.bytes, f"{model._meta.label}.{name}")


def opened_as_one_of(key, blob, row, owner, where):
    """A word under a row's own key is bound to the row, to that key's owner, or to the row and what it is of two."""
    for bound in (row, owner, row + WHY):
        try:
            return sealing.unseal(key, blob, aad=bound).decode("utf-8", "replace")
        except sealing.Unreadable:
            continue
    raise AssertionError(f"{where} does not open")


def tell_all(**told):
    sys.stdout.write(json.dumps(told) + "\n")


if __name__ == "__main__":
    step, *given = sys.argv[1:]
    steps = {"live": live, "erase": erase, "read": read, "sweep": partial(erase, sweep=True)}
    steps[step](*given)  # type: ignore[operator]  # each has its own words
