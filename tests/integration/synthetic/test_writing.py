"""A synthetic programme in the database: the same for the same seed, and nothing real beside it."""

import hashlib
from collections.abc import Iterator
from typing import Any

import pytest
from django.apps import apps
from django.db import models, transaction

from tests.factories.programmes import NOW, PASSWORD, TODAY, settle_a_handful, write
from tuvurane.config.synthetic import NotEmpty, write_programme
from tuvurane.groups import queries as groups
from tuvurane.people import actions as people_actions
from tuvurane.people.scope import Actor

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

# What no seed decides: salts, and the numbers that a table gives its rows; sealed bytes besides.
OUTSIDE = {"id", "password", "place", "day", "trainee"}


@pytest.fixture
def handful(monkeypatch: pytest.MonkeyPatch) -> None:
    settle_a_handful(monkeypatch)


def rows() -> Iterator[str]:
    """Every row of every room but the places', in the order of its room's ids, without what no seed decides."""
    for label in ("people", "groups", "measures", "training", "supervision"):
        for model in apps.get_app_config(label).get_models():
            fields = [field for field in model._meta.concrete_fields if is_decided(field)]
            names = [field.attname for field in fields]
            for row in sorted(map(str, model.objects.values_list(*names))):
                yield f"{model.__name__}{row}"


def is_decided(field: "models.Field[Any, Any]") -> bool:
    if isinstance(field, models.BinaryField):
        return False
    return field.name not in OUTSIDE or isinstance(field, models.UUIDField)


def digest(seed: int) -> str:
    """Write a programme, take the digest of its rows, and undo it."""
    with transaction.atomic():
        write(seed)
        found = hashlib.sha256("\n".join(rows()).encode()).hexdigest()
        transaction.set_rollback(True)
    return found


def test_the_same_seed_writes_the_same_rows_with_the_same_ids(handful):
    once, again, otherwise = digest(7), digest(7), digest(8)

    assert once == again
    assert once != otherwise


def test_no_organisation_is_mixed_with_a_synthetic_one(handful):
    people_actions.found_organisation(actor=Actor.system(), name="Real", short="Real", synthetic=False, now=NOW)

    with pytest.raises(NotEmpty):
        write()


def test_progress_is_told_up_to_the_last_group(handful):
    heard = []

    write_programme(
        scale="handful",
        seed=1,
        today=TODAY,
        now=NOW,
        password=PASSWORD,
        progress=lambda done, of: heard.append((done, of)),
    )

    assert heard[-1] == (26, 26)
    assert heard == sorted(heard)


def test_on_a_partners_board_some_groups_need_somebody_and_most_do_not():
    write(scale="partner")

    board = groups.board(Actor.system(), on=TODAY)
    share = sum(bool(row.needs) for row in board) / len(board)

    assert 25 <= len(board) <= 50
    assert 0.12 <= share <= 0.45
