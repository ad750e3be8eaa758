"""Every sealed column says under what it is sealed, or a rotation of keys would leave it behind."""

import pytest
from django.apps import apps
from django.db.models.constants import LOOKUP_SEP

from tuvurane.foundation.privacy import Hashed, Privacy, UnderMaster, UnderRing, UnderRowKey
from tuvurane.people.codes import KeyPurpose

SEALED = [
    (model, column)
    for model in apps.get_models()
    if model.__module__.startswith("tuvurane.")
    for column, privacy in model.PRIVACY.items()
    if privacy is Privacy.SEALED
]


def holder(model, path):
    """The model and the column at the end of a path such as ``group__organisation_id``; raises where it breaks off."""
    *relations, last = path.split(LOOKUP_SEP)
    for name in relations:
        model = model._meta.get_field(name).related_model
    return model, last


def leads_somewhere(model, path):
    owner, last = holder(model, path)
    return last in {name for field in owner._meta.concrete_fields for name in (field.name, field.attname)}


@pytest.mark.parametrize(("model", "column"), SEALED, ids=lambda one: getattr(one, "__name__", one))
def test_a_sealed_column_says_under_what(model, column):
    under = getattr(model, "SEALED_UNDER", {}).get(column)

    assert isinstance(under, UnderRing | UnderRowKey | UnderMaster | Hashed), "say it in SEALED_UNDER beside PRIVACY"
    if isinstance(under, UnderRowKey):
        owner, key = holder(model, under.key)
        assert isinstance(owner.SEALED_UNDER[key], UnderRing | UnderMaster)
    if isinstance(under, UnderRing):
        assert under.purpose in set(KeyPurpose)
        assert leads_somewhere(model, under.organisation)
    if isinstance(under, UnderRing | UnderMaster):
        assert all(leads_somewhere(model, path) for path in under.bound_to if isinstance(path, str))


def test_nothing_else_is_said_to_be_sealed():
    said = {(model, column) for model in apps.get_models() for column in getattr(model, "SEALED_UNDER", {})}

    assert said == set(SEALED)
    assert SEALED
