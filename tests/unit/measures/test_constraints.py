"""What must always hold, held by the database itself."""

import pytest
from django.db import IntegrityError, transaction

from tests.unit.measures.conftest import NOW
from tuvurane.measures.models import Declined, Response, WaveRule, Wording


@pytest.mark.parametrize(
    ("constraint", "changed"),
    [
        ("response_wave_is_known", {"wave": "middle"}),
        ("response_standing_is_known", {"standing": "lost"}),
        ("response_language_is_known", {"language": "rw"}),
        ("response_arm_is_known", {"arm": "control"}),
        ("response_form_is_known", {"form": "half"}),
        ("response_entered_is_known", {"entered": "sms"}),
        ("response_total_is_in_range", {"total": -1.0}),
        ("response_total_is_in_range", {"total": 1001.0}),
        ("response_missing_is_in_range", {"missing": 201}),
    ],
)
def test_the_database_refuses_a_response_that_cannot_be(world, constraint, changed):
    response = world.record().response

    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Response.objects.filter(pk=response.pk).update(**changed)

    assert Response.objects.get() == response


def test_the_database_counts_one_response_a_person_wave_and_instrument(world):
    world.record()
    second = world.record().response

    with pytest.raises(IntegrityError), transaction.atomic():
        Response.objects.filter(pk=second.pk).update(standing="counted")

    assert Response.objects.filter(standing="counted").count() == 1


def test_the_database_lets_a_response_be_superseded_once_and_never_by_itself(world):
    first = world.record().response
    second = world.record(supersedes=first.pk).response
    third = world.record(person=1).response

    with pytest.raises(IntegrityError), transaction.atomic():
        Response.objects.filter(pk=third.pk).update(supersedes=first)
    with pytest.raises(IntegrityError, match="response_supersedes_another"), transaction.atomic():
        Response.objects.filter(pk=third.pk).update(supersedes=third)

    assert Response.objects.get(supersedes__isnull=False) == second


@pytest.mark.parametrize(
    ("constraint", "changed"),
    [("wording_is_not_empty", {"text": ""}), ("wording_is_not_empty", {"licence": ""}),
     ("wording_language_is_known", {"language": "rw"})],
)  # fmt: skip
def test_a_wording_is_whole_and_in_a_known_language(db, constraint, changed):
    row = {"instrument": "who5", "version": "1", "language": "rn", "item": "who_1", "text": "T", "licence": "L"}

    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Wording.objects.create(**(row | changed), loaded_at=NOW)

    assert Wording.objects.count() == 0


WAVE_RULE = {
    "wave": "later", "anchor": "end", "opens": 1, "due": 2, "closes": 3, "instruments": [], "why": "made up",
    "recorded_at": NOW, "seq": 1,
}  # fmt: skip


@pytest.mark.parametrize(
    ("constraint", "changed"),
    [
        ("wave_rule_wave_is_known", {"wave": "middle"}),
        ("wave_rule_anchor_is_known", {"anchor": "moon"}),
        ("wave_rule_days_are_in_order", {"due": 0}),
        ("wave_rule_days_are_in_order", {"closes": 1}),
    ],
)
def test_the_database_refuses_a_wave_that_cannot_be(world, constraint, changed):
    row = WAVE_RULE | {"id": world.new_id(), "organisation": world.organisation}

    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        WaveRule.objects.create(**row | changed)

    assert WaveRule.objects.create(**row).pk == row["id"]


@pytest.mark.parametrize(
    ("constraint", "changed"),
    [("declined_wave_is_known", {"wave": "middle"}), ("declined_arm_is_known", {"arm": "control"})],
)
def test_the_database_refuses_a_refusal_that_cannot_be(world, constraint, changed):
    row = {
        "id": world.new_id(), "participant": world.people["hill one"][0], "group": world.groups["hill one"],
        "wave": "end", "instrument": "srq20", "on": NOW.date(), "recorded_at": NOW, "seq": 1,
    }  # fmt: skip

    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Declined.objects.create(**row | changed)

    assert Declined.objects.create(**row).pk == row["id"]
