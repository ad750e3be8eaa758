"""A phone as the server sees it: its token, its records, its sealed answers."""

import base64
import json
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.test import Client

from tests.factories.groups import new_id
from tests.factories.people import make_device
from tuvurane.foundation import clock, sealing
from tuvurane.groups.models import Group
from tuvurane.measures import scoring
from tuvurane.people.models import Account
from tuvurane.sync import wire

Record = dict[str, Any]
NO_TO_ALL = dict.fromkeys(scoring.instrument_named("srq20").item_keys, 0)


class Phone:
    """An enrolled phone that talks to the API as the app does."""

    def __init__(self, account: Account, *, language: str = "en") -> None:
        self.enrolled = make_device(account, now=clock.now())
        self.token = self.enrolled.token
        self.language = language
        self.client = Client()

    @classmethod
    def with_token(cls, token: str, *, language: str = "en") -> "Phone":
        """A phone that was enrolled in another way."""
        phone = cls.__new__(cls)
        phone.token, phone.language, phone.client = token, language, Client()
        return phone

    @property
    def headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token}", "Accept-Language": self.language}

    def pull(self, **asked: object) -> Any:
        """Everything the server gives to this phone."""
        answer = self.client.get("/api/v1/pull", asked, headers=self.headers)
        assert answer.status_code == 200, answer.content
        return answer.json()

    def post(self, body: object) -> Any:
        """The plain answer to a push of any body, bytes as they are."""
        content = body if isinstance(body, bytes) else json.dumps(body).encode()
        return self.client.post("/api/v1/push", content, content_type="application/json", headers=self.headers)

    def push(self, *records: Record) -> list[Record]:
        """What became of each record, as the app of November 2026 hears it."""
        answer = self.post({"records": records})
        assert answer.status_code == 200, answer.content
        results: list[Record] = answer.json()["results"]
        return results

    def ask(self, body: object, *, deflated: bool = True, **headers: str) -> Any:
        """The plain answer to a round trip of any body, bytes as they are; deflated, as the app sends it."""
        content = body if isinstance(body, bytes) else json.dumps(body).encode()
        kind = wire.DEFLATED if deflated else "application/json"
        content = wire.deflate(content) if deflated else content
        return self.client.post("/api/v1/sync", content, content_type=kind, headers=self.headers | headers)

    def sync(self, *records: Record, **asked: object) -> Any:
        """One round trip of the app of today: what became of the records, and the news."""
        answer = self.ask({"records": records, "asks": 2, **asked})
        assert answer.status_code == 200, answer.content
        return answer.json()


def record(kind: str, body: Mapping[str, object], *, record_id: UUID | None = None, v: int = 1) -> Record:
    """One record with an id of its own, as it travels."""
    return {"id": str(record_id or new_id()), "kind": kind, "v": v, "at": "2026-11-22T14:05:09Z", "body": dict(body)}


def session_record(group: Group, n: int = 1, **changed: object) -> Record:
    """A session of a group, number ``n``, with one facilitator and the first member there."""
    body = {
        "group": str(group.pk), "n": n, "on": "2026-09-08", "min": 180, "place": "church", "phase": "safety", "by": [1],
        "marks": {"p": [1], "e": [], "a": []}, "voice": None, "shifts": [], "hard": [], "note": "", "replaces": None,
    }  # fmt: skip
    return record("session", body | changed)


def missed_record(group: Group, on: date = date(2026, 9, 15), **changed: object) -> Record:
    """A session that did not take place."""
    return record("missed", {"group": str(group.pk), "on": str(on), "reason": "rain"} | changed)


def settle_record(group: Group, n: int, of: Sequence[str], take: Mapping[str, int]) -> Record:
    """Which of two reports is right, value by value."""
    return record("settle", {"group": str(group.pk), "n": n, "of": list(of), "take": dict(take)})


def rescued_record(group: Group, lost: Record, **changed: object) -> Record:
    """A record that its phone can no longer open: closed to the organisation's box when it was saved."""
    name = lost["id"].encode()
    public = bytes(group.organisation.box_public)
    box = sealing.close_box(public, json.dumps(lost).encode(), info=b"tuvurane/rescue/1" + name, aad=name)
    return record("rescued", {"box": base64.b64encode(box).decode()} | changed, record_id=UUID(lost["id"]))


def seal_answers(group: Group, record_id: UUID, plain: bytes) -> str:
    """What an app of before makes of answers the moment they are saved."""
    return seal(group, "tuvurane/response/1", str(record_id), plain)


def seal(group: Group, purpose: str, named: str, plain: bytes) -> str:
    """What a phone makes of a text for the organisation alone."""
    name = named.encode()
    public = bytes(group.organisation.box_public)
    return base64.b64encode(sealing.close_box(public, plain, info=purpose.encode() + name, aad=name)).decode()


def interview_record(
    group: Group,
    seat: int = 1,
    /,
    *,
    parts: Sequence[Mapping[str, int | None]] = (NO_TO_ALL,),
    na: Sequence[str] = (),
    record_id: UUID | None = None,
    **changed: object,
) -> Record:
    """One member's baseline SRQ-20, as the app of today seals it sitting by sitting; ``na`` in each part."""
    record_id = record_id or new_id()
    sealed = [
        seal(group, "tuvurane/response/2", f"{record_id}/{at}", said_in(answers, na))
        for at, answers in enumerate(parts)
    ]
    body = {
        "group": str(group.pk), "seat": seat, "arm": "group", "instrument": "srq20", "version": "1", "wave": "baseline",
        "on": "2026-09-08", "lang": "rn", "parts": sealed, "secs": 240,
    }  # fmt: skip
    return record("response", body | changed, record_id=record_id, v=2)


def said_in(answers: Mapping[str, int | None], na: Sequence[str] = ()) -> bytes:
    """What one part says, with blanks at its end as the phone adds them."""
    said: dict[str, object] = {"answers": dict(answers)} | ({"na": list(na)} if na else {})
    return json.dumps(said).encode() + b"  "


def declined_record(group: Group, seat: int = 1, /, **changed: object) -> Record:
    """One member does not want to be asked the SRQ-20 this time."""
    body = {
        "group": str(group.pk),
        "seat": seat,
        "arm": "group",
        "wave": "baseline",
        "instrument": "srq20",
        "on": "2026-09-08",
    }
    return record("declined", body | changed)


def concern_record(
    group: Group, seat: int = 1, /, *, item: str | None = "srq_17", response: str | None = None, **changed: object
) -> Record:
    """
    What a phone sends after a screening item; without ``item`` nobody needs a talk.

    ``response``: the id of the interview's record, which an app of before does not say.
    """
    record_id = new_id()
    said = {"source": "none"} if item is None else {"source": "screening", "item": item}
    said |= {} if response is None else {"response": response}
    sealed = seal(group, "tuvurane/concern/1", str(record_id), json.dumps(said).encode())
    body = {"group": str(group.pk), "seat": seat, "on": "2026-09-08", "sealed": sealed}
    return record("concern", body | changed, record_id=record_id)


def raised_record(
    group: Group,
    seat: int | None = 1,
    /,
    *,
    item: str = "self_harm",
    now: bool = False,
    line: str = "",
    **changed: object,
) -> Record:
    """What a phone sends where a facilitator says that somebody of the group needs help."""
    record_id = new_id()
    said = json.dumps({"item": item, "now": now, "seat": seat, "line": line}).encode().ljust(1_024)
    sealed = seal(group, "tuvurane/concern/2", str(record_id), said)
    body = {"group": str(group.pk), "on": "2026-09-08", "sealed": sealed}
    return record("concern", body | changed, record_id=record_id) | {"v": 2}


def response_record(
    group: Group, seat: int = 1, *, answers: Mapping[str, int | None] = NO_TO_ALL, **changed: object
) -> Record:
    """One member's baseline SRQ-20, as an app of before sealed it to the organisation's box."""
    record_id = new_id()
    body = {
        "group": str(group.pk), "seat": seat, "instrument": "srq20", "version": "1", "wave": "baseline",
        "on": "2026-09-08", "lang": "rn", "sealed": seal_answers(group, record_id, json.dumps({"answers": answers}).encode()),
    }  # fmt: skip
    return record("response", body | changed, record_id=record_id)
