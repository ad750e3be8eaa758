from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('care', '0002_flags_become_concerns'),
        ('measures', '0002_waves_paper_packs'),
    ]

    operations = [migrations.DeleteModel(name='Flag')]
