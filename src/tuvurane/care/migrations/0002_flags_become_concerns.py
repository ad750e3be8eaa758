from datetime import timedelta

from django.db import migrations

from tuvurane.foundation import ids

TALK = timedelta(hours=24)  # as thresholds.json proposed on the day of this migration


def carry_over(apps, schema_editor):
    """Each flag becomes a concern with its lines of the log. Ids are new: the journal tells those of flags."""
    Flag = apps.get_model("measures", "Flag")
    Concern, Entry = apps.get_model("care", "Concern"), apps.get_model("care", "CareEntry")
    flags = Flag.objects.select_related("response__group").order_by("raised_at", "pk")
    waiting = {}
    for flag in flags.iterator(chunk_size=1_000):
        response = flag.response
        house, by = response.group.organisation_id, response.asked_by_id
        key = (response.participant_id, flag.item)
        done = flag.answer in {"contacted", "referred"}
        known = None if done else waiting.get(key)
        concern = known or Concern.objects.create(
            id=ids.new_id(flag.raised_at),
            organisation_id=house,
            place_id=response.group.place_id,
            participant_id=response.participant_id,
            group_id=response.group_id,
            source="screening",
            item=flag.item,
            said_on=response.administered_on,
            raised_at=flag.raised_at,
            raised_by_id=by,
            act_by=flag.raised_at + TALK,
            done_at=flag.answered_at if done else None,
            done_by_id=flag.answered_by_id if done else None,
            did=flag.answer,
        )
        if not done:
            waiting[key] = concern
        raised = "again" if known else "raise"
        Entry.objects.create(organisation_id=house, at=flag.raised_at, by_id=by, what=raised, concern=concern)
        if flag.answer:
            Entry.objects.create(
                organisation_id=house, at=flag.answered_at, by_id=flag.answered_by_id, what="act", did=flag.answer,
                concern=concern,
            )


class Migration(migrations.Migration):

    dependencies = [
        ('care', '0001_concerns_on_call_services'),
        ('measures', '0001_responses_flags_wording'),
    ]

    operations = [migrations.RunPython(carry_over, migrations.RunPython.noop, elidable=False)]
