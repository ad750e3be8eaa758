"""
Seat fifteen people in the youngest running group of the demo's facilitator, and print a code that enrols one phone.

Runs inside the instance (see ``instance.script``). Prints the group's id and the code.
"""

import django

django.setup()

from tuvurane.foundation import clock, ids  # noqa: E402 - the apps exist only now
from tuvurane.groups import actions as group_actions  # noqa: E402
from tuvurane.groups import queries as groups  # noqa: E402
from tuvurane.groups.codes import AgeBand, Sex  # noqa: E402
from tuvurane.groups.queries.circle import Identity  # noqa: E402
from tuvurane.people import actions, queries  # noqa: E402
from tuvurane.people.scope import Actor  # noqa: E402

SEATS = range(1, 16)


def run() -> None:
    """Raises RuntimeError when this is no synthetic programme."""
    leader = queries.account_named("facilitator")
    if leader is None:
        raise RuntimeError("This instance has no demo's facilitator.")
    running = groups.groups_led_by(leader.pk).filter(status="running")
    group = min(running, key=lambda one: groups.sessions_of(one).count())
    for seat in SEATS:
        if seat not in groups.seats_of(group):
            group_actions.enrol_participant(
                actor=Actor.system(),
                group=group,
                participant_id=ids.new_id(clock.now()),
                identity=Identity(f"Synthetic Person {seat}"),
                sex=Sex.F,
                age_band=AgeBand("25-34"),
                joined_on=group.starts_on,
                now=clock.now(),
            )
    print(group.pk, actions.issue_enrolment_code(actor=Actor.system(), account=leader, now=clock.now()))


if __name__ == "__main__":
    run()
