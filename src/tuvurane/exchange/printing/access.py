"""The answer to whoever asks what we keep of them: plain sentences in their language, room by room, on paper too."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from tuvurane.exchange.printing.typeset import typeset
from tuvurane.foundation import words
from tuvurane.measures import queries as measures

if TYPE_CHECKING:
    from tuvurane.groups.models import Consent, Membership
    from tuvurane.groups.queries.held import Met
    from tuvurane.rights.models import Request
    from tuvurane.rights.queries import Holdings


@dataclass(frozen=True, slots=True)
class Section:
    """One part of the sheet: what it is about, what stands there, and a sentence on it."""

    heading: str
    lines: list[str]
    note: str


def access_sections(held: "Holdings", language: str) -> list[Section]:
    """The parts of the sheet in one language; a part in which nothing is held says so. Care is no part of it."""
    return list(_Sheet(held, language).sections())


def access_sheet(held: "Holdings", language: str, *, on: date) -> bytes:
    """The sheet as PDF, to be handed over or read aloud. ``on``: the day on which it was gathered."""
    sections = access_sections(held, language)
    told = {
        "language": language,
        "title": words.say("access.title", language),
        "lead": words.say("access.lead", language, code=held.person.code, day=f"{on:%d/%m/%Y}"),
        "care": words.say("access.care", language),
        "rights": words.say("access.rights", language),
        "foot": words.say("access.foot", language),
        "draft": "" if language == words.SOURCE_LANGUAGE else words.say("access.draft", language),
        "sections": [{"heading": one.heading, "lines": one.lines, "note": one.note} for one in sections],
    }
    return typeset("access.typ", told)


class _Sheet:
    """Says what is held, line by line."""

    def __init__(self, held: "Holdings", language: str) -> None:
        self.held, self.language = held, language

    def sections(self) -> Iterator[Section]:
        yield self._section("who", list(self._who()))
        yield self._section("groups", [self._stay(stay) for stay in self.held.facts.stays])
        yield self._section("meetings", [self._met(one) for one in self.held.facts.meetings])
        yield self._section("consents", [self._consent(one) for one in self.held.consents])
        yield self._section("answers", [*self._answers(), *self._refusals()])
        yield self._section("roles", [*self._roles()])
        yield self._section("stories", [*self._stories()])
        yield self._section("requests", [self._request(one) for one in self.held.requests])

    def _section(self, name: str, lines: list[str]) -> Section:
        nothing = [self._say("access.nothing")]
        return Section(self._say(f"access.{name}"), lines or nothing, self._say(f"access.{name}_note") if lines else "")

    def _who(self) -> Iterator[str]:
        for name, value in self.held.identity._asdict().items():
            if value:
                yield f"{self._say(f'office.person.{name}')}: {value}"
        person = self.held.person
        yield f"{self._say('office.person.code')}: {person.code}"
        yield f"{self._code('sex', person.sex)}, {self._code('age_band', person.age_band)}"
        yield self._say("access.enrolled", day=self._day(person.enrolled_at.date()))

    def _stay(self, stay: "Membership") -> str:
        said = self._say(
            "access.stay",
            group=stay.group.name,
            place=stay.group.place.name,
            seat=stay.seat,
            day=self._day(stay.joined_on),
        )
        if stay.left_on is None:
            return said
        return (
            f"{said} {self._say('access.left', day=self._day(stay.left_on), why=self._code('leaving', stay.why_left))}"
        )

    def _met(self, met: "Met") -> str:
        return f"{self._day(met.on)}, {met.group}: {self._code('mark', met.mark)}"

    def _consent(self, row: "Consent") -> str:
        answer = self._say("office.consent.yes" if row.given else "office.consent.no")
        text = row.text_version and self._say("consents.version", version=row.text_version)
        parts = [self._code("consent_by", row.given_by), self._code("language", row.language), text]
        return f"{self._day(row.on)}, {self._code('consent', row.purpose)}: {answer} ({', '.join(filter(None, parts))})"

    def _answers(self) -> Iterator[str]:
        for one in self.held.answers:
            total = self._say("access.no_total") if one.total is None else f"{one.total:g}"
            yield self._say(
                "access.answered",
                day=self._day(one.on),
                what=self._instrument(one.instrument),
                wave=self._code("wave", one.wave),
                total=total,
            )

    def _refusals(self) -> Iterator[str]:
        for one in self.held.refusals:
            yield self._say(
                "access.declined",
                day=self._day(one.on),
                what=self._instrument(one.instrument),
                wave=self._code("wave", one.wave),
            )

    def _roles(self) -> Iterator[str]:
        for one in self.held.facts.roles:
            yield f"{self._code('community_role', one.role)}, {self._day(one.since)}"
        if self.held.facts.leads_as:
            yield self._say("access.leads", name=self.held.facts.leads_as)

    def _stories(self) -> Iterator[str]:
        for one in self.held.stories:
            rungs = [self._code("rung", rung) for rung in sorted(one.in_force)]
            shared = "; ".join(rungs) or self._say("access.story_kept")
            yield f"{self._day(one.told_on)}, {self._code('story_domain', one.domain)}. {shared}"
            yield f"«{one.wording.text}»"

    def _request(self, row: "Request") -> str:
        said = f"{self._day(row.received_on)}, {self._code('request', row.kind)}"
        return f"{said}: {self._code('outcome', row.outcome)}, {self._day(row.told_on)}" if row.told_on else said

    def _instrument(self, name: str) -> str:
        known = measures.instruments().get(name)
        return known.title.get(self.language) or known.title["en"] if known else name

    def _code(self, family: str, value: str) -> str:
        key = f"{family}.{value}"
        return self._say(key) if words.knows(key) else value

    def _say(self, key: str, **details: object) -> str:
        return words.say(key, self.language, **details)

    @staticmethod
    def _day(day: date) -> str:
        return f"{day:%d/%m/%Y}"
