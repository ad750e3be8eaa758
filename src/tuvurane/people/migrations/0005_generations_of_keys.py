from uuid import uuid5

import django.db.models.deletion
from django.db import migrations, models

from tuvurane.foundation import sealing


def carry_over(apps, schema_editor):
    """The key that an organisation had is the first generation of its data; care and stories get keys of their own."""
    Organisation, KeyGeneration = apps.get_model("people", "Organisation"), apps.get_model("people", "KeyGeneration")
    for house in Organisation.objects.order_by("pk"):
        key = sealing.unwrap(house.key_wrapped, aad=house.pk.bytes)
        for purpose in ("data", "care", "stories"):
            name = uuid5(house.pk, f"{purpose}/1")
            KeyGeneration.objects.create(
                id=name,
                organisation=house,
                purpose=purpose,
                number=1,
                key_wrapped=sealing.wrap(key if purpose == "data" else sealing.new_key(), aad=name.bytes),
                made_at=house.founded_at,
            )


def carry_back(apps, schema_editor):
    """Back to one key each, which must be the first: nothing is sealed under another yet."""
    Organisation, KeyGeneration = apps.get_model("people", "Organisation"), apps.get_model("people", "KeyGeneration")
    for house in Organisation.objects.order_by("pk"):
        first = KeyGeneration.objects.get(organisation=house, purpose="data", retired_at=None)
        house.key_wrapped = sealing.wrap(sealing.unwrap(first.key_wrapped, aad=first.pk.bytes), aad=house.pk.bytes)
        house.save(update_fields=["key_wrapped"])


class Migration(migrations.Migration):

    dependencies = [
        ('people', '0004_interviewers'),
    ]

    operations = [
        # Null until the way back has filled it.
        migrations.AlterField(
            model_name='organisation',
            name='key_wrapped',
            field=models.BinaryField(null=True),
        ),
        migrations.CreateModel(
            name='KeyGeneration',
            fields=[
                ('id', models.UUIDField(primary_key=True, serialize=False)),
                ('purpose', models.CharField(max_length=10)),
                ('number', models.PositiveSmallIntegerField()),
                ('key_wrapped', models.BinaryField(null=True)),
                ('made_at', models.DateTimeField()),
                ('retired_at', models.DateTimeField(null=True)),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='generations', to='people.organisation')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('organisation', 'purpose', 'number'), name='key_generation_once_a_number'), models.CheckConstraint(condition=models.Q(('purpose__in', ['data', 'care', 'stories'])), name='key_generation_purpose_is_known'), models.CheckConstraint(condition=models.Q(('number__gte', 1)), name='key_generation_starts_at_one'), models.CheckConstraint(condition=models.Q(models.Q(('key_wrapped__isnull', True), ('retired_at__isnull', False)), models.Q(('key_wrapped__isnull', False), ('retired_at__isnull', True)), _connector='OR'), name='key_generation_is_gone_exactly_when_retired')],
            },
        ),
        migrations.RunPython(carry_over, carry_back, elidable=False),
    ]
