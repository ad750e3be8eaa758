import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from tuvurane.foundation import ids

CLOSED_AS = {"contacted": "resolved", "referred": "referred"}


def carry_over(apps, schema_editor):
    """What was said to be done becomes the way of its concern: a talk, or a try in vain; the settled ones are closed."""
    Concern, Contact = apps.get_model("care", "Concern"), apps.get_model("care", "Contact")
    Entry = apps.get_model("care", "CareEntry")
    acts = Entry.objects.filter(what="act", concern__isnull=False).order_by("pk")
    for act in acts.iterator(chunk_size=1_000):
        line = {"concern_id": act.concern_id, "at": act.at, "noted_at": act.at, "by_id": act.by_id}
        what = "not_reached" if act.did == "not_reached" else "talked"
        first, second = sorted((ids.new_id(act.at), ids.new_id(act.at)))
        Contact.objects.create(id=first, what=what, **line)
        if act.did in CLOSED_AS:
            Contact.objects.create(id=second, what="closed", closed_as=CLOSED_AS[act.did], **line)
    Concern.objects.filter(closed_at__isnull=True).update(state="open", next_what="talk")
    for did, closed_as in CLOSED_AS.items():
        settled = Concern.objects.filter(closed_at__isnull=False, did=did)
        settled.update(state="closed", closed_as=closed_as, next_by=None)
    Entry.objects.filter(what="act", did="contacted").update(did="talked")


class Migration(migrations.Migration):

    dependencies = [
        ('care', '0004_referrals'),
        ('groups', '0004_waiting_told_shifts_roles'),
        ('people', '0004_interviewers'),
        ('places', '0001_dated_tree_of_places'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(model_name='concern', name='concern_one_open'),
        migrations.RemoveConstraint(model_name='concern', name='concern_source_is_known'),
        migrations.RemoveConstraint(model_name='concern', name='concern_is_open_or_done_by_someone'),
        migrations.RemoveConstraint(model_name='concern', name='concern_acts_after_it_is_raised'),
        migrations.RemoveConstraint(model_name='careentry', name='care_entry_deed_is_known'),
        migrations.RemoveIndex(model_name='concern', name='concern_by_deadline'),
        migrations.RenameField(model_name='concern', old_name='done_at', new_name='closed_at'),
        migrations.RenameField(model_name='concern', old_name='done_by', new_name='closed_by'),
        migrations.RenameField(model_name='concern', old_name='act_by', new_name='next_by'),
        migrations.AlterField(model_name='concern', name='next_by', field=models.DateTimeField(null=True)),
        migrations.AlterField(model_name='concern', name='participant', field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='groups.participant')),
        migrations.AlterField(model_name='concern', name='group', field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='groups.group')),
        migrations.AddField(model_name='concern', name='urgent', field=models.BooleanField(default=False)),
        migrations.AddField(model_name='concern', name='state', field=models.CharField(max_length=10, default=''), preserve_default=False),
        migrations.AddField(model_name='concern', name='level', field=models.CharField(blank=True, max_length=16, default=''), preserve_default=False),
        migrations.AddField(model_name='concern', name='follow_ups', field=models.PositiveSmallIntegerField(default=0)),
        migrations.AddField(model_name='concern', name='next_what', field=models.CharField(blank=True, max_length=10, default=''), preserve_default=False),
        migrations.AddField(model_name='concern', name='closed_as', field=models.CharField(blank=True, max_length=14, default=''), preserve_default=False),
        migrations.AddField(model_name='concern', name='key_wrapped', field=models.BinaryField(null=True)),
        migrations.AddField(model_name='concern', name='words_sealed', field=models.BinaryField(null=True)),
        migrations.AddField(model_name='careentry', name='why', field=models.CharField(blank=True, max_length=12, default=''), preserve_default=False),
        migrations.AddField(model_name='careentry', name='off_duty', field=models.BooleanField(default=False)),
        migrations.CreateModel(
            name='Contact',
            fields=[
                ('id', models.UUIDField(primary_key=True, serialize=False)),
                ('what', models.CharField(max_length=12)),
                ('at', models.DateTimeField()),
                ('how', models.CharField(blank=True, max_length=16)),
                ('level', models.CharField(blank=True, max_length=16)),
                ('next_by', models.DateTimeField(null=True)),
                ('closed_as', models.CharField(blank=True, max_length=14)),
                ('words_sealed', models.BinaryField(null=True)),
                ('noted_at', models.DateTimeField()),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('concern', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='contacts', to='care.concern')),
            ],
        ),
        migrations.CreateModel(
            name='Escalation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('over', models.DateTimeField()),
                ('rung', models.PositiveSmallIntegerField()),
                ('at', models.DateTimeField()),
                ('noted_at', models.DateTimeField()),
                ('concern', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='escalations', to='care.concern')),
            ],
        ),
        migrations.RunPython(carry_over, migrations.RunPython.noop, elidable=False),
    ]
