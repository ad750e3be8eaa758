from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('people', '0005_generations_of_keys'),
    ]

    operations = [
        migrations.RemoveField(
            model_name='organisation',
            name='key_wrapped',
        ),
    ]
