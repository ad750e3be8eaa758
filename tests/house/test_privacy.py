"""Every field says how sensitive it is, on the day it is born."""

import pytest
from django.apps import apps

from tuvurane.foundation.privacy import Privacy

OURS = [model for model in apps.get_models() if model.__module__.startswith("tuvurane.")]


@pytest.mark.parametrize("model", OURS, ids=lambda model: model._meta.label)
def test_every_field_has_a_privacy_class(model):
    fields = {field.name for field in (*model._meta.concrete_fields, *model._meta.many_to_many)}

    declared = getattr(model, "PRIVACY", {})

    assert fields - set(declared) == set(), "fields without a class in PRIVACY"
    assert set(declared) - fields == set(), "classes for fields that are gone"
    assert all(isinstance(privacy, Privacy) for privacy in declared.values())


def test_there_is_something_to_classify():
    assert OURS
