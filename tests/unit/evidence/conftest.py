"""A world whose measures and registers answer what a test says."""

from collections.abc import Iterator

import pytest

from tuvurane.measures import scoring
from tuvurane.measures.codes import Form
from tuvurane.measures.queries import EvidenceRow
from tuvurane.measures.rules.schedule import proposed
from tuvurane.people.scope import Actor


@pytest.fixture
def world(monkeypatch):
    """What measures and groups answer, without a database."""
    monkeypatch.setattr("tuvurane.measures.queries.instruments", scoring.load_instruments)
    monkeypatch.setattr("tuvurane.measures.queries.rules_of", lambda organisation_id: proposed())
    monkeypatch.setattr("tuvurane.measures.queries.asked_without_screening", lambda actor: set())

    def answer(rows: list[EvidenceRow], *, enrolled: int | None = None) -> None:
        def rows_for_evidence(
            actor: Actor, instrument: str, place_path: str | None, *, form: Form = Form.WHOLE
        ) -> Iterator[EvidenceRow]:
            if form != Form.WHOLE:
                return iter(())
            return iter([row for row in rows if row.place_path.startswith(place_path or "")])

        def enrolled_count(actor: Actor, place_path: str | None) -> int:
            return len({row.person for row in rows}) if enrolled is None else enrolled

        monkeypatch.setattr("tuvurane.measures.queries.rows_for_evidence", rows_for_evidence)
        monkeypatch.setattr("tuvurane.groups.queries.enrolled_count", enrolled_count)

    return answer
