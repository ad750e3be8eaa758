import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


def carry_over(apps, schema_editor):
    """Every record of a phone that the log knew is an arrival now."""
    Entry, Arrival = apps.get_model("care", "CareEntry"), apps.get_model("care", "Arrival")
    lines = Entry.objects.filter(record__isnull=False).order_by("pk")
    for line in lines.iterator(chunk_size=1_000):
        Arrival.objects.create(id=line.record, organisation_id=line.organisation_id, by_id=line.by_id, at=line.at)


class Migration(migrations.Migration):

    dependencies = [
        ('care', '0002_flags_become_concerns'),
        ('people', '0004_interviewers'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='concern',
            name='about',
            field=models.UUIDField(null=True),
        ),
        migrations.AddConstraint(
            model_name='concern',
            constraint=models.UniqueConstraint(fields=('participant', 'item', 'about'), name='concern_once_an_interview'),
        ),
        migrations.AddField(
            model_name='careentry',
            name='about',
            field=models.UUIDField(null=True),
        ),
        migrations.CreateModel(
            name='Arrival',
            fields=[
                ('id', models.UUIDField(primary_key=True, serialize=False)),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organisation')),
            ],
        ),
        migrations.RunPython(carry_over, migrations.RunPython.noop, elidable=False),
        migrations.RemoveField(
            model_name='careentry',
            name='record',
        ),
    ]
