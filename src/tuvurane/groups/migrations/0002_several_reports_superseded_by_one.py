"""
One report may supersede several: the pointer moves from the new report to each old one.

A second report that says the same may stand as ``merged``, and a report keeps how far the phone's clock was off.
"""

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import OuterRef, Subquery

REPORTS = ("session", "missedsession")
STANDINGS = ["counted", "superseded", "merged", "beside"]
SUPERSEDED_BY_ANOTHER = models.Q(
    ("standing", "superseded"),
    ("superseded_by__isnull", False),
    models.Q(("superseded_by", models.F("id")), _negated=True),
) | models.Q(models.Q(("standing", "superseded"), _negated=True), ("superseded_by__isnull", True))


def point_forwards(apps, schema_editor):
    """What one row said of another, the other now says itself."""
    for name in REPORTS:
        report = apps.get_model("groups", name)
        correction = report.objects.filter(supersedes=OuterRef("pk")).values("pk")[:1]
        report.objects.filter(standing="superseded").update(superseded_by=Subquery(correction))


def point_back(apps, schema_editor):
    """The old shape holds one superseded report for each: the latest of several is kept."""
    for name in REPORTS:
        report = apps.get_model("groups", name)
        report.objects.filter(standing="merged").update(standing="beside")
        for superseded in report.objects.filter(superseded_by__isnull=False).order_by("seq"):
            report.objects.filter(pk=superseded.superseded_by_id).update(supersedes=superseded)


def pointer(report, related_name):
    """The new pointer of one kind of report."""
    return models.ForeignKey(
        null=True,
        on_delete=django.db.models.deletion.PROTECT,
        related_name=related_name,
        to=f"groups.{report}",
    )


class Migration(migrations.Migration):
    dependencies = [("groups", "0001_groups_participants_sessions")]

    operations = [
        migrations.RemoveConstraint(model_name="session", name="session_standing_is_known"),
        # Both directions stand side by side for a moment: neither may have the other's name.
        *[
            migrations.AlterField(
                model_name=name,
                name="supersedes",
                field=models.OneToOneField(
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to=f"groups.{name}",
                ),
            )
            for name in REPORTS
        ],
        *[
            migrations.AddField(model_name=name, name="superseded_by", field=pointer(name, "+")) for name in REPORTS
        ],
        migrations.RunPython(point_forwards, point_back),
        *[migrations.RemoveField(model_name=name, name="supersedes") for name in REPORTS],
        *[
            migrations.AlterField(model_name=name, name="superseded_by", field=pointer(name, "supersedes"))
            for name in REPORTS
        ],
        *[
            migrations.AddField(model_name=name, name="clock_gap", field=models.BigIntegerField(null=True))
            for name in REPORTS
        ],
        *[
            migrations.AddConstraint(
                model_name=name,
                constraint=models.CheckConstraint(
                    name=f"{constraint}_standing_is_known", condition=models.Q(("standing__in", STANDINGS))
                ),
            )
            for name, constraint in zip(REPORTS, ("session", "missed_session"), strict=True)
        ],
        *[
            migrations.AddConstraint(
                model_name=name,
                constraint=models.CheckConstraint(
                    name=f"{constraint}_superseded_by_another", condition=SUPERSEDED_BY_ANOTHER
                ),
            )
            for name, constraint in zip(REPORTS, ("session", "missed_session"), strict=True)
        ],
    ]
