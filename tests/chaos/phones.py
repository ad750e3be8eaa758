"""
A model of the phone app's side of the protocol: small enough to read, faithful enough to be believed.

It has an outbox, the groups that it holds, a cursor, a digest and a clock of its own. Every choice
comes from a ``Random`` that its caller seeds. The real app is ``phone/src/{sync,store,records}``.
"""

import base64
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any, Literal, Protocol

from tuvurane.foundation import clock, ids, sealing
from tuvurane.sync import wire

Json = dict[str, Any]
State = Literal["living", "withdrawn", "locked"]
HELD = ("accepted", "already", "set_aside")
MOST_BYTES = 16 * 1024
MOST_RECORDS = 50
BLAME_ONE = (413, 422)
NUMBERS = (3, 4, 5, 14, 15)  # few, so that reports meet
PLACES = ("church", "home", "tree")
PHASES = ("safety", "trust", "care")
REASONS = ("rain", "mourning", "other")
DAYS = ("2026-11-01", "2026-11-08", "2026-11-15")


class Cut(Exception):
    """Nobody answered, or not to the end: what was sent may or may not have arrived."""


class Line(Protocol):
    """What carries a request to the server."""

    def ask(self, token: str, body: bytes) -> tuple[int, Json]:
        """The status and the body of the answer. Raises Cut."""
        ...


@dataclass
class ModelPhone:
    """One phone. ``made``: all that was ever recorded on it, but what a person ``dropped``; ``told``: what the server said."""

    name: str
    token: str
    device: str
    box: bytes
    line: Line
    state: State = "living"
    off_by: timedelta = timedelta(0)
    cursor: int = 0
    digest: str = ""
    definitions: Json | None = None
    groups: dict[str, Json] = field(default_factory=dict)
    outbox: dict[str, Json] = field(default_factory=dict)
    refused: dict[str, str] = field(default_factory=dict)
    made: dict[str, Json] = field(default_factory=dict)
    dropped: set[str] = field(default_factory=set)
    told: dict[str, list[str]] = field(default_factory=dict)
    sent: list[bytes] = field(default_factory=list)
    heard: list[Json] = field(default_factory=list)

    # ------------------------------------------------------------------------------------ recording

    def now(self) -> datetime:
        """What its own clock says."""
        return (clock.now() + self.off_by).replace(microsecond=0)

    def keep(self, kind: str, body: Json, *, record_id: str = "", v: int = 1) -> str:
        """Write a record down and put it into the outbox."""
        key = record_id or str(ids.new_id(clock.now()))
        record = {"id": key, "kind": kind, "v": v, "at": stamp(self.now()), "body": body}
        self.made[key] = self.outbox[key] = record
        return key

    def record_session(self, chance: Random, *, replaces: str | None = None) -> str | None:
        """A session of one of its groups; with ``replaces`` a correction of that record."""
        group = self._group(chance, self.made[replaces]["body"]["group"] if replaces else None)
        if group is None or not group["people"] or not group["facilitators"]:
            return None
        n = self.made[replaces]["body"]["n"] if replaces and chance.random() < 0.8 else chance.choice(NUMBERS)
        body = session_body(chance, group, n)
        return self.keep("session", body | ({"replaces": replaces} if replaces else {}))

    def correct(self, chance: Random) -> str | None:
        """A correction of a session that was recorded on this phone, sent or not."""
        mine = [key for key, record in self.made.items() if record["kind"] == "session" and key not in self.refused]
        return self.record_session(chance, replaces=chance.choice(mine)) if mine else None

    def record_missed(self, chance: Random) -> str | None:
        """A day on which one of its groups did not meet."""
        group = self._group(chance)
        if group is None:
            return None
        return self.keep("missed", {"group": group["id"], "on": chance.choice(DAYS), "reason": chance.choice(REASONS)})

    def ask_somebody(self, chance: Random) -> str | None:
        """Answers to a questionnaire that is due."""
        group = self._group(chance)
        if group is None or not group["due"]:
            return None
        due, key = chance.choice(group["due"]), str(ids.new_id(clock.now()))
        body = {"group": group["id"], **due, "version": "1", "on": "2026-11-20", "lang": "rn"}
        answers = {item: chance.randrange(2) for item in self._items(due["instrument"])}
        return self.keep("response", body | {"sealed": self.seal("response", key, {"answers": answers})}, record_id=key)

    def settle(self, chance: Random) -> str | None:
        """Say which report is right where two differ."""
        group = self._group(chance)
        if group is None or not group["beside"] + group["beside_missed"]:
            return None
        found = chance.choice(group["beside"] + group["beside_missed"])
        of = [report["id"] for report in found["reports"]]
        if "n" not in found:
            reason = chance.choice(found["reports"])["reason"]
            return self.keep("missed", {"group": group["id"], "on": found["on"], "reason": reason, "settles": of})
        take = {differ["key"]: chance.randrange(len(of)) for differ in found["differ"]}
        return self.keep("settle", {"group": group["id"], "n": found["n"], "of": of, "take": take})

    def record_of_tomorrow(self, chance: Random) -> str:
        """A kind that this server does not know yet."""
        return self.keep("story", {"words": chance.choice(("a", "é" * 900, "\x00"))}, v=chance.randrange(1, 3))

    def record_wrongly(self, chance: Random) -> str | None:
        """A session that the person mistyped: it comes back, and is repaired on the phone."""
        key = self.record_session(chance)
        if key is not None:
            self.outbox[key]["body"]["min"] = chance.choice((9, 999))
        return key

    def repair(self) -> None:
        """The person opens what was refused, puts it right, and saves it as a new record."""
        for key in list(self.refused):
            record = self.outbox.pop(key)
            del self.refused[key], self.made[key]
            self.dropped.add(key)
            if record["kind"] == "session" and "min" in record["body"]:
                self.keep("session", record["body"] | {"min": 120})

    def jump(self, chance: Random) -> None:
        """Its clock goes wrong, or right."""
        self.off_by = timedelta(days=chance.choice((-800, -365, -1, 0, 0, 1, 365)))

    def seal(self, purpose: str, key: str, plain: Json) -> str:
        """Close something to the organisation's box, as the app does when it is saved."""
        name = key.encode()
        info = f"tuvurane/{purpose}/1".encode() + name
        return base64.b64encode(sealing.close_box(self.box, json.dumps(plain).encode(), info=info, aad=name)).decode()

    def rescue_file(self) -> str:
        """The sealed file of all that waits, which the person carries to the office."""
        records = [{"id": key, "box": self.seal("rescue", key, record)} for key, record in self.outbox.items()]
        return json.dumps({"format": "tuvurane-rescue", "version": 1, "device": self.device, "records": records})

    def _group(self, chance: Random, group_id: str | None = None) -> Json | None:
        """One of its groups as the screen shows it, with what waits; None where it holds none."""
        held = [self.groups[group_id]] if group_id in self.groups else [] if group_id else [*self.groups.values()]
        if not held:
            return None
        group: Json = chance.choice(sorted(held, key=lambda one: one["name"]))
        for record in self.outbox.values():
            group = with_record(group, record) if record["body"].get("group") == group["id"] else group
        return group

    def _items(self, instrument: str) -> list[str]:
        known = (self.definitions or {}).get("instruments", [])
        return [item["key"] for one in known if one["name"] == instrument for item in one["items"]]

    # ------------------------------------------------------------------------------------ exchanging

    @property
    def waiting(self) -> list[Json]:
        return [record for key, record in self.outbox.items() if key not in self.refused]

    def exchange(self, *, most: int = MOST_RECORDS) -> str:
        """
        One attempt to hand over what waits and to hear what is new; answers how it ended.

        ``done``, ``cut``, ``withdrawn``, ``locked`` or the status of a refusal.
        """
        try:
            return self._exchange(most)
        except Cut:
            return "cut"

    def _exchange(self, most: int) -> str:
        queue = [*batches(self.waiting, most)]
        while self.state == "living" or (self.state == "withdrawn" and queue):
            batch = queue.pop(0) if queue else []
            status, answer = self._ask(batch, left=sum(map(len, queue)))
            if status in BLAME_ONE and len(batch) > 1:
                queue[:0] = [batch[: len(batch) // 2], batch[len(batch) // 2 :]]
                continue
            if status != 200:
                return self._turned_down(status, answer)
            if len(answer["results"]) != len(batch):
                return "cut"
            self._hear(batch, answer)
            if answer["revoked"]:
                self._withdraw(queue, most)
            elif not queue:
                self._take(answer)
                if not answer["more"]:
                    return "done"
        return self.state

    def _ask(self, batch: Sequence[Json], left: int) -> tuple[int, Json]:
        asked = {"clock": stamp(self.now()), "since": self.cursor, "digest": self.digest, "left": left}
        body = json.dumps(asked | {"holds": [] if left else [*self.groups], "records": [*batch]}).encode()
        self.sent = [*self.sent[-9:], body]
        return self.line.ask(self.token, wire.deflate(body))

    def _hear(self, batch: Sequence[Json], answer: Json) -> None:
        self.heard.append(answer)
        for record, result in zip(batch, answer["results"], strict=True):
            key, outcome = record["id"], result["outcome"]
            if outcome in HELD:
                self.told.setdefault(key, []).append(outcome)
                self.outbox.pop(key, None)
                group = self.groups.get(record["body"].get("group", ""))
                if group is not None and outcome != "set_aside":
                    self.groups[group["id"]] = with_record(group, record)
            elif outcome == "refused":
                self.refused[key] = result["code"]

    def _take(self, answer: Json) -> None:
        for gone in answer["gone"]:
            self.groups.pop(gone, None)
        self.groups |= {group["id"]: group for group in answer["groups"]}
        self.cursor, self.digest = answer["cursor"], answer["digest"]
        if answer["definitions"] is not None:
            self.definitions = answer["definitions"]

    def _withdraw(self, queue: list[list[Json]], most: int) -> None:
        """Groups and names leave at once; what was refused before is handed in too."""
        if self.state == "living":
            self.state = "withdrawn"
            self.groups.clear()
            queue.extend(batches([self.outbox[key] for key in self.refused], most))
            self.refused.clear()

    def _turned_down(self, status: int, answer: Json) -> str:
        if status == 401:
            self.state = "locked" if self.outbox else "withdrawn"
            self.groups.clear()
            return self.state
        return str(status)


def stamp(at: datetime) -> str:
    """A moment as it travels."""
    return at.astimezone(UTC).isoformat().replace("+00:00", "Z")


def batches(records: Sequence[Json], most: int) -> Iterator[list[Json]]:
    """At most ``most`` records and 16 KiB of JSON each; a larger record goes alone."""
    batch: list[Json] = []
    for record in records:
        if batch and (len(batch) >= most or len(json.dumps([*batch, record])) > MOST_BYTES):
            yield batch
            batch = []
        batch = [*batch, record]
    if batch:
        yield batch


# ---------------------------------------------------------------------------------------------- what it shows


def session_body(chance: Random, group: Json, n: int) -> Json:
    """What a session's report says: mostly the same as another's, so that reports agree here and differ there."""
    seats = [person["seat"] for person in group["people"]]
    absent = [seat for seat in seats[1:] if chance.random() < 0.2]
    voice = {"heard": [2, 0, 0], "safe": [chance.randrange(3), 0, 0]} if chance.random() < 0.5 else None
    body: Json = {
        "group": group["id"],
        "n": n,
        "on": f"2026-11-{n:02d}",
        "min": chance.choice((120, 120, 180)),
        "place": chance.choice(PLACES),
        "phase": chance.choice(PHASES),
        "by": [chance.choice(group["facilitators"])["n"]],
        "marks": {"p": [seat for seat in seats if seat not in absent], "e": [], "a": absent},
    }
    extra = {
        "voice": voice,
        "note": chance.choice(("", "", "Imvura yaguye.")),
        "hard": chance.choice(([], ["conflict"])),
    }
    return body | {key: value for key, value in extra.items() if value}


def with_record(group: Json, record: Json) -> Json:
    """A group as the server will describe it, once it has this record."""
    body, change = record["body"], SHOWN.get(record["kind"])
    return group if change is None else group | change(group, body)


def _held(group: Json, body: Json) -> Json:
    others = [session for session in group["sessions"] if session["n"] != body["n"]]
    return {"sessions": [*others, {key: body[key] for key in ("n", "on", "phase")}]}


def _missed(group: Json, body: Json) -> Json:
    others = [missed for missed in group["missed"] if missed["on"] != body["on"]]
    settles = set(body.get("settles", ()))
    return {
        "missed": [*others, {"on": body["on"], "reason": body["reason"]}],
        "beside_missed": [one for one in group["beside_missed"] if {r["id"] for r in one["reports"]} - settles],
    }


def _answered(group: Json, body: Json) -> Json:
    keys = ("seat", "wave", "instrument")
    return {"due": [due for due in group["due"] if any(due[key] != body[key] for key in keys)]}


def _settled(group: Json, body: Json) -> Json:
    of = set(body["of"])
    return {"beside": [one for one in group["beside"] if {r["id"] for r in one["reports"]} - of]}


SHOWN: dict[str, Callable[[Json, Json], Json]] = {
    "session": _held,
    "missed": _missed,
    "response": _answered,
    "settle": _settled,
}


def sorted_through(found: Any) -> Any:
    """Without the order of lists, but for the values of differing reports: a phone sorts by itself."""
    if isinstance(found, dict):
        return {key: value if key in {"reports", "values"} else sorted_through(value) for key, value in found.items()}
    return sorted(map(sorted_through, found), key=str) if isinstance(found, list) else found


def fresh(phone: ModelPhone, line: Line) -> ModelPhone:
    """A phone of the same person that was just emptied and has asked for everything."""
    other = ModelPhone(f"{phone.name} anew", phone.token, phone.device, phone.box, line)
    other.exchange()
    return other
