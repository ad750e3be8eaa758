import pytest
from django.apps import apps

from tuvurane.foundation.records import Fact, FactsAreNotEdited

FACTS = [model for model in apps.get_models() if issubclass(model, Fact)]


@pytest.mark.parametrize("model", FACTS, ids=lambda model: model._meta.label)
def test_a_fact_is_never_saved_again_nor_deleted(model):
    fact = model.from_db(
        "default", [field.attname for field in model._meta.concrete_fields], [None] * len(model._meta.concrete_fields)
    )

    with pytest.raises(FactsAreNotEdited):
        fact.save()
    with pytest.raises(FactsAreNotEdited):
        fact.delete()


def test_what_was_reported_is_kept_as_facts():
    names = {model._meta.label for model in FACTS}

    assert names >= {
        "journal.Entry", "groups.GroupMove", "groups.Consent", "groups.Session", "groups.MissedSession",
        "groups.Attendance", "groups.VoiceTally", "groups.SmallShift", "groups.SessionFacilitator", "measures.Response",
    }  # fmt: skip
