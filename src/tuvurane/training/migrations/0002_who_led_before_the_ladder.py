"""Everybody who holds or held the facilitator's role before the ladder was kept stands on its first rung."""

from django.db import migrations

REASON = "Taken over: held the facilitator's role before the ladder was kept."
MOST_GROUPS = 2  # the threshold of that day
AT_ONCE = 500


def take_over(apps, schema_editor):
    """At the place of the role in force, or of the last one; since the first day of any."""
    facilitators = apps.get_model("training", "Facilitator").objects
    held = apps.get_model("people", "RoleHeld").objects.filter(role="facilitator").select_related("account")
    roles = {}
    for role in held.exclude(account__in=facilitators.values("pk")).order_by("since", "pk"):
        roles.setdefault(role.account_id, []).append(role)
    made = [_facilitator(apps, mine) for mine in roles.values()]
    facilitators.bulk_create(made, batch_size=AT_ONCE)
    step = apps.get_model("training", "LadderStep")
    step.objects.bulk_create(
        [
            step(
                facilitator=facilitator,
                rung="basic",
                on=facilitator.entered_on,
                reason=REASON,
                recorded_at=facilitator.made_at,
            )
            for facilitator in made
        ],
        batch_size=AT_ONCE,
    )


def _facilitator(apps, roles):
    account = roles[0].account
    standing = max(roles, key=lambda role: (role.until is None, role.since, role.pk))
    return apps.get_model("training", "Facilitator")(
        account=account,
        organisation_id=account.organisation_id,
        place_id=standing.place_id,
        most_groups=MOST_GROUPS,
        route="other",
        rung="basic",
        rung_since=roles[0].since,
        entered_on=roles[0].since,
        made_at=account.opened_at,
    )


class Migration(migrations.Migration):
    dependencies = [
        ("training", "0001_ladder_courses_ratings"),
        ("people", "0003_organisations_have_a_time_zone"),
    ]

    operations = [
        # The rows stay when it is reversed: by then they may carry more than was taken over.
        migrations.RunPython(take_over, migrations.RunPython.noop),
    ]
