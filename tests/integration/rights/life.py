"""
An instance with a home and processes of its own: somebody lives in it, is erased through its doors, and is looked for.

``python -m tests.integration.rights.life live , read``: steps after commas, in one process (migrate, live, erase, read,
command); what each has to tell it prints as a line of JSON. What ``live`` told the later ones read from LIVED.
"""

import contextlib
import json
import os
import re
import sys
from importlib import import_module

from django.apps import apps
from django.test import override_settings
from django.urls import reverse

from tests import pdf
from tests.cast import SYSTEM, TODAY, make_cast
from tests.factories.browsers import browser_of
from tests.factories.care import make_concern
from tests.factories.groups import make_group, make_participant, make_session, new_id
from tests.factories.paper import make_sheet
from tests.factories.phones import Phone
from tests.factories.rights import make_request
from tests.factories.shifts import take_up, tell
from tests.factories.stories import make_story, make_version, read_back, say_yes
from tests.factories.supervision import make_charge, make_visit
from tests.factories.training import make_facilitator
from tuvurane.config import tables
from tuvurane.foundation import clock, ids, resealing, sealing
from tuvurane.foundation.privacy import UnderRing, UnderRowKey
from tuvurane.groups import actions as groups
from tuvurane.groups.actions import Shifted
from tuvurane.groups.codes import ConsentGivenBy, NoticedBy, Purpose, Shift
from tuvurane.journal.models import Entry
from tuvurane.measures import actions as measures
from tuvurane.measures.models import Response
from tuvurane.people import queries as people
from tuvurane.people.models import Account
from tuvurane.rights.models import Erasure
from tuvurane.stories.codes import Rung
from tuvurane.stories.queries.texts import WHY

NAMES = {"name": "Rindagatifu Bukeyeneza", "nickname": "Kabondogoro", "contact": "+257 79 881 204"}
SAID = "Kabondogoro yaserutse arira; Bukeyeneza, +25779881204"
TOLD = "Umuturanyi aza mu murima wanje, nsigaye nsinzira neza."
WORDS = ["Rindagatifu", "Bukeyeneza", "Kabondogoro", "79 881 204", "79881204", "nsigaye nsinzira"]
# Doors are walked as on a developer's machine: no collected files, a name of the host that only tests have.
WALKED = override_settings(
    ALLOWED_HOSTS=["testserver"],
    STORAGES={
        "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    },
)


def migrate():
    """An empty database of this version's shape."""
    tables.bring_up()
    tell_all(done=True)


def live():
    """Somebody with a rare name, and their traces in every room; prints what has to be gone afterwards."""
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
    sheet = make_sheet(group, 3)
    measures.record_response(
        actor=SYSTEM, response_id=ids.new_id(now), participant_id=person.pk, group_id=group.pk, wave="baseline",
        instrument="who5", version="1", language="rn", answers={f"who_{n}": 3 for n in range(1, 6)},
        administered_on=TODAY, now=now,
    )  # fmt: skip
    concern = make_concern(group, 3, words=SAID)
    story = make_story(group, 3, text=SAID)
    say_yes(story, Rung.LEARN_INSIDE)
    make_version(story, TOLD)
    read_back(story, Rung.LEARN_INSIDE)
    request = make_request(group, participant=person)
    amina = make_facilitator(cast["amina"], cast.places["Muriza"])
    make_charge(cast["carine"], amina)
    make_visit(people.actor_of(cast["carine"], on=TODAY), seen=[amina.pk], note=SAID)
    session.refresh_from_db()
    blobs = [person.identity_sealed, person.key_wrapped, session.note_sealed, concern.words_sealed]
    blobs += [Response.objects.get().answers_sealed, story.key_wrapped]
    of = {"group": group, "participant": person, "session": session, "concern": concern, "story": story}
    of |= {"request": request, "sheet": sheet}
    lived = {"of": {what: str(row.pk) for what, row in of.items()}, "code": person.code}
    lived["blobs"] = [bytes(blob).hex() for blob in blobs]
    os.environ["LIVED"] = json.dumps(lived)
    tell_all(**lived)


def lived_before():
    """What ``live`` told, here or in a process before."""
    return json.loads(os.environ["LIVED"])


@WALKED
def erase():
    """The coordinator proposes it, and the safeguarding person confirms it with the code that they were told."""
    lived, erasure = lived_before(), new_id()
    proposed = browser("coordinator").post(
        reverse("erasures:propose", args=[lived["of"]["participant"]]), {"erasure_id": erasure, "why": "own_wish"}
    )
    confirmed = browser("didier").post(reverse("erasures:erasure", args=[erasure]), {"code": lived["code"]})
    assert (proposed.status_code, confirmed.status_code) == (302, 302), confirmed.content
    tell_all(destroyed=Erasure.objects.get(pk=erasure).destroyed)


def browser(username):
    return browser_of(Account.objects.get(username=username))


@WALKED
def read():
    """Every sealed word that still opens with this instance's secrets, the journal, and what pages, prints and phones show."""
    opened = [plain for column in columns() for plain in words_of(*column)]
    journal = list(map(str, Entry.objects.values_list("detail", flat=True)))
    swept = not Erasure.objects.filter(confirmed_at__isnull=False, swept_at__isnull=True).exists()
    tell_all(opened=opened, journal=journal, shown=shown(lived_before()), swept=swept)


def shown(lived):
    """What whoever may see most is told about the person: pages, the search, printed sheets, and the phone of their group."""
    office, focal, of = browser("coordinator"), browser("didier"), lived["of"]
    pages = {
        "group": office.get(reverse("groups:group", args=[of["group"]])),
        "participant": office.get(reverse("groups:participant", args=[of["participant"]])),
        "session": office.get(reverse("groups:session", args=[of["session"]])),
        "shifts": office.get(reverse("shifts:of_group", args=[of["group"]])),
        "story": office.get(reverse("stories:story", args=[of["story"]])),
        "sheet": office.get(reverse("paper:sheet", args=[of["sheet"]])),
        "search": office.get(reverse("search:search"), {"q": lived["code"]}),
        "access": office.get(reverse("rights:printed_sheet", args=[of["request"]])),
        "booklet": office.post(reverse("reading:booklet"), {"rung": "learn_inside", "language": "en", "tell": "us"}),
        "look": focal.post(reverse("care:concern", args=[of["concern"]]), {"why": "on_call"}),
        "concern": focal.get(reverse("care:concern", args=[of["concern"]])),
        "concerns": focal.get(reverse("care:list")),
    }
    told = {name: said(answer) for name, answer in pages.items()}
    return told | {"phone": json.dumps(Phone(Account.objects.get(username="amina")).pull(), ensure_ascii=False)}


def said(answer):
    """The words of an answer; of a search where it leads, for the page repeats what the reader typed."""
    content = b"".join(answer) if answer.streaming else answer.content
    if content.startswith(b"%PDF"):
        return pdf.text_of(content)
    text = content.decode()
    return " ".join(re.findall(r'href="([^"]+)"', text)) if "q" in answer.wsgi_request.GET else text


def command(name, *given):
    """A command of the product."""
    with contextlib.redirect_stdout(sys.stderr):
        import_module(f"tuvurane.config.commands.{name}").command.main(given, standalone_mode=False)
    tell_all(done=name)


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
    steps = {"migrate": migrate, "live": live, "erase": erase, "read": read, "command": command}
    for step, *given in (words.split() for words in " ".join(sys.argv[1:]).split(",")):
        steps[step](*given)  # type: ignore[operator]  # each has its own words
